"""The span of a column: its own headers, else the words above a month alone."""

import pytest

from tests.intake.bureau.workbooks import column, declared, figures, read, sheet

CUMULATED = "工业增加值累计增长（%）"


def growth(header="*月*", **more):
    return declared(column("va_growth", header, unit="%", **more), sheet="*")


def outcome(rows, layout, name="表", period="2025-03"):
    """The columns read, and the problems."""
    content = sheet([*rows, ["全市", 7], ["双清", 8], ["大祥", 9]], name)
    tables, problems, _ = read(content, layout, period=period, label=f"{period}.xlsx")
    return [key for table in tables for key in figures(table)], problems


ABOVE = [
    # rows, sheet's name, the cell that says it
    ([[CUMULATED]], "表", f"表 › A1：“{CUMULATED}”"),
    ([["规模工业"], [f"指标：{CUMULATED}"]], "表", f"表 › A2：“指标：{CUMULATED}”"),
    ([["规模工业月度数据"], [f"指标：{CUMULATED}"]], "表", f"表 › A2：“指标：{CUMULATED}”"),
    ([["规模工业"]], "累计", "累计：“累计”"),
    ([["规模工业自年初"]], "月度数据", "月度数据 › A1：“规模工业自年初”"),
]  # fmt: skip


@pytest.mark.parametrize("month", ["2025年3月", "3月", "2025年3月份"])
@pytest.mark.parametrize(("above", "name", "cell"), ABOVE)
def test_a_word_above_goes_before_a_month_alone(above, name, cell, month):
    rows = [*above, ["地区", month]]
    for span in ({}, {"span": "ytd"}):
        assert outcome(rows, growth(**span), name) == (["va_growth.ytd"], [])
    problem = f"2025-03.xlsx › {cell}是累计，布局写的是 month；核对后改布局的 span"
    assert outcome(rows, growth(span="month"), name) == ([], [problem])


def test_february_under_a_word_is_the_first_period():
    rows = [[CUMULATED], ["地区", "2月"]]
    assert outcome(rows, growth(), period="2025-02") == (["va_growth.ytd"], [])


def test_a_word_over_the_column_counts_too():
    rows = [["规模工业"], [None, "累计增长（%）"], ["地区", "3月"]]
    assert outcome(rows, growth()) == (["va_growth.ytd"], [])
    _, problems = outcome(rows, growth(span="month"))
    assert problems == [
        "2025-03.xlsx › 表 › B3：“累计增长（%） › 3月”是累计，布局写的是 month；核对后改布局的 span"
    ]


@pytest.mark.parametrize(
    ("header", "span"), [("3月当月", "month"), ("本月（3月）", "month"), ("1-3月", "ytd"),
                         ("3月累计", "ytd")],
)  # fmt: skip
@pytest.mark.parametrize("title", [CUMULATED, "工业增加值当月增长（%）"])
def test_a_header_that_says_it_goes_before(header, span, title):
    assert outcome([[title], ["地区", header]], growth()) == ([f"va_growth.{span}"], [])


@pytest.mark.parametrize(
    "above",
    [
        [["工业增加值当月增长"], [f"指标：{CUMULATED}"]],  # two words
        [["2025年1-3月工业增加值"]],  # what the page is about, or what the figures are
    ],
)
def test_what_contradicts_needs_a_declared_span(above):
    rows = [*above, ["地区", "3月"]]
    problem = (
        f"2025-03.xlsx › 表 › B{len(rows)}：表头“3月”连同表上的文字既写当月又写累计；"
        '在布局里写 span = "month" 或 "ytd"'
    )
    assert outcome(rows, growth()) == ([], [problem])
    assert outcome(rows, growth(span="ytd")) == (["va_growth.ytd"], [])
    problem = (
        "2025-03.xlsx › 表 › A1：“2025年1-3月工业增加值”是累计，布局写的是 month；"
        "核对后改布局的 span；确是当月数，在副本的表头写明当月"
    )
    # 1-3月 is no month, whatever is declared
    month = (["va_growth.month"], []) if len(above) == 2 else ([], [problem])
    assert outcome(rows, growth(span="month")) == month


def test_a_month_beside_the_year_to_date_is_the_month():
    rows = [["2025年1-3月工业增加值"], ["地区", "3月", "1-3月"]]
    assert outcome(rows, growth("3月")) == (["va_growth.month"], [])
    rows[0] = [CUMULATED]  # a word: whoever wrote it may have meant both
    assert "连同表上的文字既写当月又写累计" in outcome(rows, growth("3月"))[1][0]
    assert outcome(rows, growth("3月", span="month")) == (["va_growth.month"], [])


def test_of_months_beside_each_other_under_a_word_the_period_s_is_read():
    rows = [[CUMULATED], ["地区", "3月", "2月"]]
    assert outcome(rows, growth("{期间}")) == (["va_growth.ytd"], [])
    assert outcome(rows, growth("{期间}", span="ytd")) == (["va_growth.ytd"], [])


def test_a_row_of_a_csv_longer_than_its_headers_stops():
    """4,4 for 4.4."""
    content = "工业增加值增速\n地区,1-3月,总产值\n全市,5,1\n双清,4,4,1".encode()
    _, problems, _ = read(content, growth("1-3月"), label="2025-03.csv")
    assert problems == [
        "2025-03.csv › D4：这一行有4格，表头只有3格；"
        "数里有逗号的去掉逗号，或给这一格加引号；行末多余的逗号删去"
    ]
