"""Records of an xls: formulas of result 0 or empty that nobody computed, in BIFF5 and BIFF8."""

import struct

import pytest

from fzlib.intake.formats.biff import NOT_COMPUTED, ZERO, empty_formulas
from fzlib.intake.formats.refusals import Unreadable

RECALCULATED, END = (0x1C1, bytes(8)), (0x0A, b"")
ZERO_RESULT, SOME = struct.pack("<d", 0.0), struct.pack("<d", 1.5)
TEXT, EMPTY = b"\0\0\0\0\0\0\xff\xff", b"\3\0\0\0\0\0\xff\xff"
FALSE, FAILED = b"\1\0\0\0\0\0\xff\xff", b"\2\0\7\0\0\0\xff\xff"
ON_LOAD, ALWAYS = 2, 1


def record(number, data=b""):
    return struct.pack("<HH", number, len(data)) + data


def begin(version):
    return 0x809, struct.pack("<HHHH", version, 5, 0, 0)


def formula(result, flags=0, row=3, column=1):
    return 0x06, struct.pack("<HHH8sHI", row, column, 15, result, flags, 0) + b"\3\0\x1e\1\0"


def text(count, version=0x600):
    wide = b"\0" if version == 0x600 else b""
    return 0x207, struct.pack("<H", count) + wide + b"a" * count


def stream(*sheets, version=0x600, book=(RECALCULATED,), kinds=None):
    """A workbook's stream: its own records, then each sheet's."""
    bodies = [
        b"".join(record(*entry) for entry in (begin(version), *sheet, END)) for sheet in sheets
    ]
    head = b"".join(record(*entry) for entry in (begin(version), *book))
    start = len(head) + 12 * len(sheets) + 4
    for body, kind in zip(bodies, kinds or [0] * len(sheets), strict=True):
        head += record(0x85, struct.pack("<IBBBB", start, 0, kind, 0, 0))
        start += len(body)
    return head + record(*END) + b"".join(bodies)


def formulas_of(*records, **options):
    (formulas,) = empty_formulas(stream(records, **options))
    return formulas


@pytest.mark.parametrize("version", [0x500, 0x600])
@pytest.mark.parametrize(
    ("records", "computed", "not_computed"),
    [
        ([formula(ZERO_RESULT)], ZERO, NOT_COMPUTED),
        ([formula(struct.pack("<d", -0.0))], ZERO, NOT_COMPUTED),
        ([formula(ZERO_RESULT, ALWAYS)], ZERO, NOT_COMPUTED),
        ([formula(ZERO_RESULT, ON_LOAD)], NOT_COMPUTED, NOT_COMPUTED),
        ([formula(EMPTY)], None, NOT_COMPUTED),
        ([formula(EMPTY, ON_LOAD)], NOT_COMPUTED, NOT_COMPUTED),
        ([formula(TEXT), text(0)], None, NOT_COMPUTED),
        ([formula(TEXT)], None, NOT_COMPUTED),
        ([formula(TEXT, ON_LOAD), (0x4BC, b""), text(0)], NOT_COMPUTED, NOT_COMPUTED),
        ([formula(TEXT), (0x221, b""), text(2)], None, None),
        ([formula(TEXT, ON_LOAD), text(2)], None, None),
        ([formula(SOME, ON_LOAD)], None, None),
        ([formula(FALSE, ON_LOAD)], None, None),
        ([formula(FAILED, ON_LOAD)], None, None),
        ([(0x203, struct.pack("<HHHd", 3, 1, 15, 0.0))], None, None),
    ],
)
def test_a_result_of_zero_or_empty(version, records, computed, not_computed):
    """By the record's own mark, or where no program that computes has saved the workbook."""
    for book, right in (((RECALCULATED,), computed), ((), not_computed)):
        assert formulas_of(*records, version=version, book=book) == (
            {(3, 1): right} if right else {}
        )


def test_each_worksheet_has_its_own():
    """A chart's sheet is none; a chart within a sheet does not end it."""
    chart = [begin(0x600), formula(ZERO_RESULT, row=9), END]
    sheets = [[formula(ZERO_RESULT)], chart, [*chart, formula(ZERO_RESULT, row=5)]]
    assert empty_formulas(stream(*sheets, kinds=[0, 2, 0])) == [{(3, 1): ZERO}, {(5, 1): ZERO}]


def test_sheets_that_run_into_each_other_are_damage():
    """Each would be read to the end of all."""
    sound = stream([], [])
    first, second = (
        at for at in range(len(sound)) if sound.startswith(record(*begin(0x600)), at) and at
    )
    endless = sound[: second - 4] + record(0x0B) + sound[second:]
    in_one_place = sound.replace(struct.pack("<I", second), struct.pack("<I", first))
    for spoilt in (endless, in_one_place):
        with pytest.raises(Unreadable):
            empty_formulas(spoilt)
