"""Figures are never headers, and never dates."""

import time
from decimal import Decimal

import pytest

from tests.intake.bureau.workbooks import changed, column, figures, read, sheet
from tests.intake.files import Percent, csv_bytes

GROWTH = [column("va_growth", "*增速", unit="%", span="ytd")]
TABLE = [["地区", "增速(%)"], ["全市", 5], ["双清", 6], ["大祥", 7]]


def growths(rows, suffix="xlsx", label="2025-03.xlsx", **table):
    layout = changed(**{"sheet": "*", "column": GROWTH} | table)
    content = csv_bytes(rows) if suffix == "csv" else sheet(rows, suffix=suffix)
    tables, problems, warnings = read(content, layout, label=label)
    return [figures(table) for table in tables], problems, warnings


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "ods"])
@pytest.mark.parametrize("gap", [[], [[]], [["规模工业增加值"]]])
@pytest.mark.parametrize("names", ["指标", "地区"])
@pytest.mark.parametrize("figures", [[7, 3], ["—", 3], ["—", "—"]])
def test_the_table_above_is_no_header(suffix, gap, names, figures):
    """Its 本月 stands over the same column, its figures between."""
    above = [["工业生产（本月）"], [names, "本月"], ["合计", figures[0]], ["其中", figures[1]]]
    (read,), problems, _ = growths([*above, *gap, *TABLE], suffix, skip=["合计", "其中"])
    assert problems == []
    assert list(read) == ["va_growth.ytd"]


def test_nor_is_what_stands_above_a_row_of_figures():
    rows = [["甲", "本月"], ["合计", 7], [None, "1-3月"], *TABLE]
    (read,), problems, _ = growths(rows)
    assert (list(read), problems) == (["va_growth.ytd"], [])


@pytest.mark.parametrize("row", [["时间", 202503], ["第", 3], [None, 3], [2025, "年", 3, "月"]])
def test_a_row_with_a_number_and_no_header_over_it_is_no_table(row):
    rows = [["规模工业营业收入（万元）"], row, ["地区", "1-3月产值"], ["全市", 7], ["双清", 8]]
    columns = [column("output", "*产值", unit="亿元")]
    (read,), problems, _ = growths(rows, sheet="规模工业*", column=columns)
    assert (read["output.ytd"]["邵阳市"], problems) == (Decimal("0.0007"), [])


FIGURES = [2012.4, 2025.3, 2024.12, 201204, 202503, "2012.4", "201204", Percent(20.124)]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_no_date(figure, suffix):
    """2012.4 made a good file one of 2012."""
    figure = figure if suffix == "xlsx" or not isinstance(figure, Percent) else "20.124%"
    rows = [["1-3月"], *TABLE, ["开发区", figure]]
    rows[1] = ["地区", "1-3月增速(%)", "能耗"]
    rows = [[*row, figure] if len(row) == 2 else row for row in rows]
    (read,), problems, warnings = growths(rows[:-1], suffix, label="月报.xlsx")
    assert (list(read), problems) == (["va_growth.ytd"], [])
    assert warnings == [
        "月报.xlsx：工作簿和文件名都没有写年份，--period 的2025年没有核对；核对年份"
    ]


@pytest.mark.parametrize("figure", [2025.3, 202503, "2025.3"])
def test_a_figure_does_not_let_last_year_s_workbook_in(figure):
    rows = [["2024年1-3月"], ["地区", "增速(%)", "能耗"], ["全市", 5, figure], ["双清", 6, 1]]
    _, problems, _ = growths(rows, label="月报.xlsx")
    assert problems == [
        "月报.xlsx › 表 › A1：写的是2024年，--period 是 2025-03；"
        "核对 --period 的年份；没有错，就在文件名里写上期间",
        "月报.xlsx › 表 › A1：写的是“2024年1-3月”，按 --period 2025-03 应是2025年1—3月；"
        "核对 --period，工作簿写的是 2024-03",
    ]


def test_a_text_of_digits_that_stands_alone_is_a_date():
    _, problems, _ = growths([["2024.3"], *TABLE], "csv", label="月报.csv")
    assert "月报.csv › A1：写的是2024年，--period 是 2025-03" in problems[0]


@pytest.mark.parametrize("header", ["{期间}", "2025.3"])
def test_a_number_that_heads_a_column_is_what_the_layout_asks_for(header):
    rows = [["工业"], ["地区", 2025.2, 2025.3], ["全市", 1, 2], ["双清", 1, 2], ["大祥", 1, 2]]
    (read,), problems, _ = growths(rows, column=[column("va_growth", header, unit="%")])
    assert (read["va_growth.month"]["邵阳市"], problems) == (2, [])


def test_a_table_as_wide_as_a_sheet_is_looked_at_once():
    """Every header over every column would take minutes."""
    wide = [f"{n}项" for n in range(5_000)]
    rows = [["2025年"], [None, *wide], [None, *[None] * 4_999, "x"], ["地区", *wide], ["全市", 1]]
    start = time.monotonic()
    _, problems, _ = growths(rows, "csv", label="月报.csv")
    assert time.monotonic() - start < 30
    (problem,) = problems
    assert "没有表头“*增速”，这里是：" in problem
    assert "等5000个" in problem
    assert len(problem) < 400
