"""parquet → cells: each type as a spreadsheet would hold it; what is too large or none is told."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.enterprises.database import database
from fzlib.errors import InputError
from fzlib.intake.formats.cells import BLANK, BOOL, DATE, ERROR, NUMBER, TEXT
from fzlib.intake.formats.refusals import MOST_COLUMNS, MOST_SIGNS
from fzlib.intake.formats.sheets import format_of, read_sheets
from tests.intake.conftest import refused, within
from tests.intake.damage import quick, slowly, spoilt
from tests.intake.enterprises.firms import parquet_bytes, written

SMALL = written("SELECT 'a' AS 名称, 1 AS 数, 1.50::DECIMAL(9,2) AS 额 FROM range(3)")


def only_sheet(content):
    (sheet,) = read_sheets(content, "表", parquet=True)
    return sheet


def refusal(content, **options):
    with pytest.raises(InputError) as caught:
        read_sheets(content, "表", **({"parquet": True} | options))
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("select", "kind", "value"),
    [
        ("7::TINYINT", NUMBER, Decimal(7)),
        ("9007199254740993::BIGINT", NUMBER, Decimal("9007199254740993")),
        ("18446744073709551615::UBIGINT", NUMBER, Decimal("18446744073709551615")),
        ("1.10::DECIMAL(9,2)", NUMBER, Decimal("1.10")),
        ("12345678901234567890.123456789::DECIMAL(38,9)", NUMBER,
         Decimal("12345678901234567890.123456789")),
        # as a spreadsheet shows it: 15 significant digits
        ("(0.1::DOUBLE + 0.2::DOUBLE)", NUMBER, Decimal("0.3")),
        ("0.1::FLOAT", NUMBER, Decimal("0.1")),
        ("'nan'::DOUBLE", ERROR, "nan"),
        ("'inf'::FLOAT", ERROR, "Infinity"),
        ("'  '", BLANK, ""),
        ("'06'", TEXT, "06"),
        ("encode('福清市')", TEXT, "福清市"),
        ("NULL::BIGINT", BLANK, ""),
        ("NULL::VARCHAR", BLANK, ""),
        ("true", BOOL, "TRUE"),
        ("DATE '2023-05-31'", DATE, "2023-05-31"),
        ("TIMESTAMP '2023-05-31 00:00:00'", DATE, "2023-05-31"),
        ("TIMESTAMP '2023-05-31 12:30:00'", DATE, "2023-05-31 12:30:00"),
    ],
)  # fmt: skip
def test_a_value_is_the_cell_a_spreadsheet_has(select, kind, value):
    cell = only_sheet(written(f"SELECT {select} AS a, 'x' AS b")).rows[1][0]
    assert (cell.kind, cell.value) == (kind, value)
    if isinstance(value, Decimal):
        assert str(cell.value) == str(value)  # every digit


def test_headers_are_row_1_and_blank_ends_are_left_out():
    sheet = only_sheet(written("SELECT 'a' AS 甲, NULL::BIGINT AS 乙"))
    assert [[cell.text for cell in row] for row in sheet.rows] == [["甲", "乙"], ["a"]]


def test_it_is_told_by_its_content_and_read_only_where_asked_for():
    assert format_of(SMALL) == "parquet"
    assert refusal(SMALL, parquet=False) == (
        "表：是 parquet 文件，这里不读；另存为 xlsx 或 CSV；只有企业数据可以是 parquet"
    )


@pytest.mark.parametrize(
    "select",
    [
        "[1, 2] AS a", "{'x': 1} AS a", "MAP {'x': 1} AS a", "[{'x': [1]}] AS a",
    ],
)  # fmt: skip
def test_nested_columns_are_refused(select):
    assert "“a”列一格里有多个值" in refusal(written(f"SELECT {select}, 1 AS b"))


@pytest.mark.parametrize(
    "content",
    [SMALL[:4], SMALL[:20], SMALL[:-1], SMALL[:-8] + SMALL[-4:], SMALL[:4] + SMALL[-12:],
     b"PAR1" + b"\0" * 1000 + b"PAR1", b"PAR1" + b"\xff\xff\xff\x7fPAR1", b"PAR1PAR1"],
)  # fmt: skip
def test_what_is_cut_or_scrambled_is_damaged(content):
    assert refusal(content).startswith("表：parquet 文件损坏，打不开；")


def test_an_encrypted_file_is_told():
    assert "加了密" in refusal(SMALL[:-4] + b"PARE")


def test_too_many_columns_are_refused_within_a_moment():
    columns = ", ".join(f"1 AS c{n}" for n in range(MOST_COLUMNS + 1))
    content = written(f"SELECT {columns}")
    with within(30):
        assert "表格过大" in refusal(content)


def test_too_many_cells_are_refused_before_they_are_unpacked():
    content = written("SELECT 1 AS a, 2 AS b FROM range(600000)")
    assert len(content) < 100_000
    with within(30):
        assert "表格过大" in refusal(content)


def test_texts_without_end_are_refused_before_they_are_unpacked():
    content = written("SELECT repeat('长', 40000) || range AS a, 1 AS b FROM range(1000)")
    assert len(content) < 20_000_000
    with within(30):
        assert "表格过大" in refusal(content)


def test_a_long_text_is_cut_where_no_spreadsheet_could_hold_it():
    cell = only_sheet(written("SELECT repeat('x', 50000) AS a, 1 AS b")).rows[1][0]
    assert cell.value == "x" * MOST_SIGNS + "…"


def test_nothing_of_the_file_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    only_sheet(SMALL)
    refusal(SMALL[:-1])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("examples", [40, slowly(600)])
def test_a_spoilt_file_is_read_or_refused(examples):
    @quick(examples)
    @given(spoilt(SMALL))
    def holds(content):
        refused(read_sheets, content, "表", parquet=True)

    with within(300), database():  # one for all
        holds()


VALUES = st.tuples(
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.decimals(-(10**6), 10**6, places=2),
    st.none() | st.dates(datetime.date(1950, 1, 1), datetime.date(2199, 12, 31)),
    st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
)
TYPES = ("BIGINT", "DECIMAL(18,2)", "DATE", "VARCHAR")


def test_what_was_written_is_read():
    @quick(25)
    @given(st.lists(VALUES, min_size=1, max_size=8))
    def holds(values):
        table = [["整数", "小数", "日期", "文本"]]
        table += [[None if value is None else str(value) for value in row] for row in values]
        sheet = only_sheet(parquet_bytes(table, TYPES))
        read = [[cell.value for cell in row] + [""] * (4 - len(row)) for row in sheet.rows[1:]]
        assert read + [[""] * 4] * (len(values) - len(read)) == [
            [*map(held, row)] for row in values
        ]

    with database():
        holds()


def held(value):
    """What a cell holds of a value: a blank of none, and of spaces."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    return str(value) if isinstance(value, datetime.date | str) else Decimal(value)
