"""The record of an import: read back as written; what cannot be read is said and stops nothing."""

from decimal import Decimal

import pytest

from fzlib.errors import Place, ProblemLog
from fzlib.intake.bureau.import_record import Imported, read_record, record_label, record_rows
from fzlib.intake.columns import Headings
from fzlib.intake.input_files import Files
from fzlib.scoring.periods import Period
from tests.intake.conftest import FIRST, MONTHLY
from tests.intake.files import csv_bytes

MAY = Period(2023, 5)
HEADINGS = Headings("总产值")
LABEL = record_label(MAY)
FIGURE = Imported(Decimal("5.98"), Place("统计月报.xlsx", "表2", "D7"), "ab" * 32)
RECORD = {
    ("output", "month", "鼓楼区"): FIGURE,
    ("va_growth", "ytd", "鼓楼区"): Imported(Decimal("-0.8"), Place("a.csv", "", "C9"), "cd" * 32),
}


def read(city):
    log = ProblemLog()
    record = read_record(Files(city.path), MAY, HEADINGS, log)
    assert log.problems == []
    return record, [str(warning) for warning in log.warnings]


def test_what_is_written_reads_back(city):
    city.write(LABEL, csv_bytes(record_rows(RECORD, HEADINGS)))
    assert read(city) == (RECORD, [])


def test_none_is_an_empty_one(city):
    assert read(city) == ({}, [])
    assert city.load().imported == {}


def test_in_the_first_period_a_cell_serves_for_both_spans(city):
    city.to_first()
    first = Period(2023, 2)
    city.write(record_label(first), csv_bytes(record_rows(RECORD, HEADINGS)))
    imported = city.load("2023-02").imported
    assert imported["output", "ytd", "鼓楼区"] == imported["output", "month", "鼓楼区"] == FIGURE


def test_a_period_knows_its_imports_and_hashes_the_record(city):
    city.write(LABEL, csv_bytes(record_rows(RECORD, HEADINGS)))
    inputs = city.load()
    assert inputs.imported == RECORD
    assert LABEL in inputs.files
    assert city.warnings() == []


@pytest.mark.parametrize(
    ("value", "now", "stands", "why"),
    [
        ("5.98", "5.98", True, "the same"),
        ("5.98", "5.980", True, "a trailing zero"),
        ("5.9849", "5.98", True, "half-up to the decimals that stand there"),
        ("5.985", "5.98", False, "half-up is 5.99"),
        ("4.95", "5.95", False, "another digit"),
        ("4.95", "4.9", False, "cut, not rounded"),
        ("4.95", "5", True, "a whole number is taken for a rounded one"),
        ("5.9", "5.91", False, "finer than it was"),
        ("4.73923847283475", "4.73923847283475", True, "more decimals than a panel keeps"),
        ("4.73923847289475", "4.7392384728", True, "as a panel keeps it"),
        ("-0.05", "-0.1", True, "half away from zero"),
        ("5.98", None, False, "taken out"),
    ],
)
def test_what_was_imported_still_stands(value, now, stands, why):
    figure = Imported(Decimal(value), Place("a.csv", "", "C9"), "")
    assert figure.stands(now and Decimal(now)) is stands, why


@pytest.mark.parametrize(
    ("cell", "value", "warning"),
    [
        ("D5", "6.08", "鼓楼区当月总产值6.08亿元，导入时为5.98亿元（统计月报.xlsx › 表2 › D7）"),
        ("D5", "6.0", ""),
        ("C5", "-0.7", "鼓楼区累计增加值增速-0.7%，导入时为-0.8%（a.csv › C9）"),
        ("C5", "", "鼓楼区累计增加值增速空缺，导入时为-0.8%（a.csv › C9）"),
    ],
)
def test_a_figure_changed_by_hand_is_said_at_its_cell(city, cell, value, warning):
    city.write(LABEL, csv_bytes(record_rows(RECORD, HEADINGS)))
    city.put(MONTHLY, **{cell: value})
    lines = [line for line in city.warnings() if "导入时" in line]
    assert lines == [f"{MONTHLY} › {cell}：{warning}；核对；是修订就重新导入"] * bool(warning)


def test_in_the_first_period_it_is_said_once(city):
    city.to_first()
    city.write(record_label(Period(2023, 2)), csv_bytes(record_rows(RECORD, HEADINGS)))
    city.put(FIRST, D5="6.08", F5="6.08")
    assert len([line for line in city.warnings("2023-02") if "总产值6.08亿元，导入时" in line]) == 1


@pytest.mark.parametrize(
    "row",
    [
        ["鼓楼区", "总产值（亿元）", "x", "a.xlsx", "", "D7", ""],
        ["鼓楼区", "备注", "1", "a.xlsx", "", "D7", ""],
        ["鼓楼区", "总产值（亿元）", "1"],
    ],
)
def test_a_row_that_cannot_be_read_is_said_and_left_out(city, row):
    city.write(LABEL, csv_bytes([*record_rows(RECORD, HEADINGS), row]))
    warning = f"{LABEL} › A4：导入记录的这一行读不了；重新导入即重写"
    assert read(city) == (RECORD, [warning])
    assert city.warnings() == [warning]


def test_a_record_that_is_no_table_is_said(city):
    city.write(LABEL, b"\xff\xfe\x00\x00")
    record, (warning,) = read(city)
    assert record == {}
    assert warning.startswith(f"{LABEL}：导入记录不是 UTF-8 或 GB18030 的文本")
