"""The same enterprises in every format, and what is written is read, digit by digit."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.enterprises.database import database
from fzlib.enterprises.frame import STATES
from fzlib.enterprises.marks import COUNTED
from fzlib.errors import Place, ProblemLog
from fzlib.intake.enterprises.enterprise_file import read_enterprises
from fzlib.intake.formats.sheets import read_sheets
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import COUNTY, Region
from tests.intake.damage import quick
from tests.intake.enterprises.firms import FIRMS, HEADER, TYPES, code, parquet_bytes, rows
from tests.intake.files import WRITERS, csv_bytes

FIGURES = range(4, 8)


def as_spreadsheet(table):
    """Amounts as numbers, all else as text; blanks as none."""
    numbers = {*FIGURES, 10, 11}
    return [table[0]] + [
        [float(text) if n in numbers and text else text or None for n, text in enumerate(row)]
        for row in table[1:]
    ]


def unplaced(frame):
    return [replace(row, place=Place("")) for row in frame.rows]


@pytest.fixture
def table():
    """With decimals, a blank, a negative, and states."""
    table = rows()
    table[2][4:8] = ["10000.25", "", "46200.5", "-3"]
    table[3][8], table[4][9], table[5][10] = "退库", "否", ""
    return table


@pytest.mark.parametrize("suffix", ["parquet", *WRITERS])
def test_every_format_gives_the_same_enterprises(firms, table, suffix):
    firms.write(FIRMS, csv_bytes(table))
    expected = firms.frame()
    firms.remove(FIRMS)
    blank = [[text or None for text in row] for row in table]
    contents = {"parquet": lambda: parquet_bytes(blank)} | {
        name: lambda write=write: write({"数据": as_spreadsheet(table)})
        for name, write in WRITERS.items()
    }
    firms.write(f"enterprises/2023-05.{suffix}", contents[suffix]())
    read = firms.frame()
    assert unplaced(read.frame) == unplaced(expected.frame)
    assert read.frame.groups == expected.frame.groups
    assert [each.what for each in read.warnings] == [each.what for each in expected.warnings]
    assert {row.place.cell for row in read.frame.rows} == {f"A{n}" for n in range(2, 15)}


def test_doubles_and_whole_numbers_are_the_same_too(firms):
    expected = firms.frame()
    firms.remove(FIRMS)
    blank = [[text or None for text in row] for row in rows()]
    for kind in ("DOUBLE", "BIGINT", "FLOAT", "VARCHAR"):
        types = [*TYPES[:4], *[kind] * 4, *TYPES[8:]]
        firms.write("enterprises/2023-05.parquet", parquet_bytes(blank, types))
        assert unplaced(firms.frame().frame) == unplaced(expected.frame)


def test_digits_are_kept_as_given(firms):
    firms.put(FIRMS, E2="59800.0000000001", G2="293000.10")
    row = firms.frame().frame.rows[0]
    assert [str(row.month.output), str(row.ytd.output)] == ["59800.0000000001", "293000.10"]


REGIONS = (Region("甲区", COUNTY, assessed=True), Region("乙区", COUNTY, assessed=False))
AMOUNT = st.none() | st.decimals(-(10**6), 10**6, places=2)
ROW = st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.sampled_from(["", *STATES]), st.booleans())


def test_what_was_written_is_read():
    def text(value):
        return None if value is None else str(value)

    @quick(30)
    @given(st.lists(ROW, min_size=1, max_size=12), st.sampled_from(["csv", "parquet"]))
    def holds(values, form):
        table = [HEADER] + [
            [code(n), f"企业{n}", "甲区", "39", *map(text, row[:4]), row[4] or None,
             "是" if row[5] else None, None, None]
            for n, row in enumerate(values)
        ]  # fmt: skip
        content = parquet_bytes(table) if form == "parquet" else csv_bytes(table)
        log = ProblemLog()
        sheets = read_sheets(content, "表", parquet=True)
        read = read_enterprises(sheets, "表", Period(2023, 5), REGIONS, "总产值", log)
        assert log.problems == []
        assert [(*row.month[:2], *row.ytd[:2], row.state, row.is_key) for row in read] == values

    with database():
        holds()


def test_a_row_of_no_figures_is_a_row(firms):
    firms.put(FIRMS, E2="", F2="", G2="", H2="", I2="", K2="", L2="")
    row = firms.frame().frame.rows[0]
    assert (*row.month[:2], *row.ytd[:2], *row.power) == (None,) * 6
    assert COUNTED not in row.month.marks


@pytest.mark.parametrize(
    ("header", "written", "read"),
    [
        ("总产值（亿元）", "5.98", "59800"),
        ("总产值（千元）", "598000", "59800.0"),
        ("总产值（元）", "598000000", "59800.0000"),
        ("总产值（元）", "1", "0.0001"),
        ("总产值（亿元）", "0.00000001", "0.0001"),
    ],
)
def test_money_is_converted_exactly(firms, header, written, read):
    table = rows()
    table[0][4] = header
    for row in table[1:]:
        row[4] = written
    firms.write(FIRMS, csv_bytes(table))
    output = firms.frame().frame.rows[0].month.output
    assert output == Decimal(read)


def test_electricity_is_converted_exactly_and_may_be_given_year_to_date(firms):
    table = [[*row, "x", "x"] for row in rows()]
    table[0][10:] = ["月末用电量（千瓦时）", "上年同期月末用电量（万千瓦时）",
                     "累计用电量（亿千瓦时）", "上年同期累计用电量（万千瓦时）"]  # fmt: skip
    for row in table[1:]:
        row[10:] = ["125000", "12", "0.0063", ""]
    firms.write(FIRMS, csv_bytes(table))
    row = firms.frame().frame.rows[0]
    assert (*row.power, *row.power_ytd) == (Decimal("12.5"), Decimal(12), Decimal(63), None)


def test_without_the_optional_columns(firms):
    firms.write(FIRMS, csv_bytes([row[:8] for row in rows()]))
    row = firms.frame().frame.rows[6]
    assert (row.state, row.is_key, *row.power, *row.power_ytd) == ("", False, *(None,) * 4)
