"""The records of an xls that xlrd leaves out: formulas whose result nobody may have computed."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise

from fzlib.intake.formats.cells import Cell, Remark
from fzlib.intake.formats.refusals import DAMAGED, MOST_CELLS, Unreadable, bound

ZERO = Remark("公式的结果是0", "核对公式是否算过；没有数的请清空")
NOT_COMPUTED = Cell.of_formula()

_FORMULA, _STRING, _BOF, _EOF, _SHEET, _RECALCULATED = 0x06, 0x207, 0x809, 0x0A, 0x85, 0x1C1
_BETWEEN = (0x221, 0x236, 0x4BC)  # what may stand between a formula and its text: array, table …
_ON_LOAD = 0x0002
_WORKSHEET = 0
_TEXT, _EMPTY = 0, 3  # kinds of a result that is no number

EmptyFormulas = dict[tuple[int, int], Cell | Remark]


def empty_formulas(stream: bytes) -> list[EmptyFormulas]:
    """Of each worksheet in order: (row, column) of formulas of result 0 or empty → what they are.

    A cell that is not computed where the record asks for computing on load, or where no program
    that computes has saved the workbook (no RECALCID); else a remark on a 0, and nothing on an
    empty text, which is a blank.

    Args:
        stream: the workbook's, in BIFF5 or BIFF8.

    Raises:
        Unreadable: sheets that run into each other, or too many such cells. struct.error: records
            that are cut.
    """
    starts, recalculated = [], False
    for number, data in _records(stream, 0, len(stream)):
        if number == _SHEET:
            start, _, kind = struct.unpack_from("<IBB", data)
            starts.append((start, kind))
        recalculated = recalculated or number == _RECALCULATED
    order = sorted({start for start, _ in starts} | {len(stream)})
    if len(order) <= len(starts):  # two in one place
        raise Unreadable(*DAMAGED)
    ends = dict(pairwise(order))
    rest = MOST_CELLS
    formulas = []
    for start, kind in starts:
        if kind == _WORKSHEET:
            records = _records(stream, start, ends[start])
            formulas.append(_in_sheet(records, recalculated=recalculated, most=rest))
            rest -= len(formulas[-1])
    return formulas


def _records(stream: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Number and data of the records of one substream, those of a chart within left out."""
    depth = 0
    while start + 4 <= end:
        number, size = struct.unpack_from("<HH", stream, start)
        before, depth = depth, depth + (number == _BOF) - (number == _EOF)
        if max(before, depth) == 1:
            yield number, stream[start + 4 : start + 4 + size]
        if depth < 1:
            return
        start += 4 + size
    if end < len(stream):
        raise Unreadable(*DAMAGED)


def _in_sheet(
    records: Iterable[tuple[int, bytes]], *, recalculated: bool, most: int
) -> EmptyFormulas:
    formulas: EmptyFormulas = {}
    text = None  # the cell of a formula whose text is yet to come
    for number, data in records:
        if text and number not in _BETWEEN:
            if number != _STRING or data[:2] == b"\0\0":
                formulas[text] = NOT_COMPUTED
            text = None
        if number != _FORMULA:
            continue
        row, column, _, result, flags = struct.unpack_from("<HHH8sH", data)
        computed = recalculated and not flags & _ON_LOAD
        if result[6:] != b"\xff\xff":
            if struct.unpack("<d", result) == (0.0,):
                formulas[row, column] = ZERO if computed else NOT_COMPUTED
        elif not computed and result[0] == _EMPTY:
            formulas[row, column] = NOT_COMPUTED
        elif not computed and result[0] == _TEXT:
            text = (row, column)
        bound(len(formulas), most)
    return formulas
