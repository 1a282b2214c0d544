"""Which columns a layout may mean, and which period and span they state."""

import datetime

import pytest

from tests.intake.bureau.workbooks import (
    accepted,
    beside,
    city,
    column,
    declared,
    figures,
    levels,
    output,
    read,
    refused,
    sheet,
)


@pytest.mark.parametrize("above", [{"sheet": "{期间}营业收入"}, {"period": "（{期间}）"}])
def test_the_period_may_stand_in_the_title_or_in_a_line_above(above):
    layout = output("绝对额", **above)
    rows = [["1-3月营业收入"], ["（1-3月）"], ["地区", "绝对额(亿元)"], ["全市", 7], ["双清", 1]]
    table, _ = accepted(sheet(rows), layout)
    assert figures(table) == {"output.ytd": {"邵阳市": 7, "双清区": 1}}
    problems = refused(sheet(rows), layout, period="2025-04")
    assert "写的是“1-3月”，按 --period 2025-04 应是1—4月" in problems[0]


def test_the_span_tells_a_month_from_the_year_to_date_beside_it():
    content = beside("3月", "1-3月")
    table, _ = accepted(content, levels("ytd", "month"))
    assert city(table) == {"output.ytd": 2, "output.month": 1}
    assert refused(content, levels("")) == [
        '2025年.xlsx › 表：表头“{期间} › 绝对额”有2列：B3、C3；在布局里写 span = "month" 或 "ytd"'
    ]


def test_last_month_s_column_beside_it_is_not_taken():
    for titles in (("1-2月", "1-3月"), ("2024年1-3月", "2025年1-3月")):
        table, _ = accepted(beside(*titles), levels(""))
        assert city(table) == {"output.ytd": 2}


@pytest.mark.parametrize("header", ["1-*", "1-3月", "?-?月"])
def test_a_period_is_read_where_the_layout_does_not_ask_for_it(header):
    layout, content = declared(column("output", header, "绝对额")), beside("1-3月")
    assert accepted(content, layout)[1] == []
    problem = refused(content, layout, period="2025-05")[0]
    assert "写的是“1-3月”，按 --period 2025-05 应是1—5月" in problem


@pytest.mark.parametrize(
    "header", ["1—3月份", "1季度", "截至3月末", "3月止累计", "１－３月", datetime.date(2025, 3, 1)]
)
def test_ways_to_write_a_period(header):
    table, _ = accepted(beside(header), levels("" if isinstance(header, str) else "month"))
    assert len(figures(table)) == 1


@pytest.mark.parametrize("header", ["{期间}", "2024年1-3月"])
def test_the_same_period_of_last_year_is_headed_by_last_year(header):
    columns = column("output", "{期间}", "绝对额"), column("base", header, "绝对额")
    table, _ = accepted(beside("2025年1-3月", "2024年1-3月"), declared(*columns))
    assert city(table) == {"output.ytd": 1, "base.ytd": 2}


def test_last_year_s_column_is_no_other_figure():
    (problem,) = refused(beside("2024年1-3月"), levels(""))
    assert "写的是“2024年1-3月”，按 --period 2025-03 应是2025年1—3月" in problem


@pytest.mark.parametrize(
    "titles",
    [
        ("本期", "上年1-3月"),  # the first may be of any period
        ("", "1-3月工业用电量"),
        ("2025年", "1-3月工业用电量"),
    ],
)
def test_a_column_that_names_the_period_is_not_preferred_to_one_that_names_none(titles):
    (problem,) = refused(beside(*titles), output("绝对额", span="ytd"))
    assert "表头“绝对额”有2列" in problem


def test_of_columns_headed_by_years_this_one_s_is_read_and_last_year_s_for_the_base():
    rows = [["1-3月营业收入"], ["地区", "2024年", "2025年"], ["全市", 6, 7], ["双清", 7, 8]]
    columns = [column(m, "20??年", unit="亿元", span="ytd") for m in ("output", "base")]
    table, _ = accepted(sheet(rows), declared(*columns))
    assert city(table) == {"output.ytd": 7, "base.ytd": 6}


def test_years_over_columns_go_before_the_title_s():
    rows = [
        ["2025年3月营业收入", None, None],
        ["地区", "2025年", "2024年"],
        [None, "累计(亿元)", "累计(亿元)"],
        ["全市", 7, 6],
        ["双清", 8, 7],
    ]
    columns = [column(m, "*年", "累计") for m in ("output", "base")]
    table, _ = accepted(sheet(rows, merged=((0, 0, 0, 2), (1, 0, 2, 0))), declared(*columns))
    assert city(table) == {"output.ytd": 7, "base.ytd": 6}


def test_a_declared_line_of_the_period_goes_before_the_title():
    head = [["2025年6月营业收入（1-5月）", None], ["地区", "绝对额(亿元)"]]
    content = sheet([*head, ["全市", 7], ["双清", 8]], merged=((0, 0, 0, 1),))
    layout = output("绝对额", sheet="*营业收入*", period="*（{期间}）", lag=1)
    table, _ = accepted(content, layout, period="2025-06", label="6.xlsx")
    assert (str(table.period), list(figures(table))) == ("2025-05", ["output.ytd"])


# --- the span of a column: its own headers, else the words above a month alone --------------

CUMULATED = "工业增加值累计增长（%）"


def growth(header="*月*", **more):
    return declared(column("va_growth", header, unit="%", **more), sheet="*")


def outcome(rows, layout, name="表", period="2025-03"):
    """The columns read, and the problems."""
    content = sheet([*rows, ["全市", 7], ["双清", 8], ["大祥", 9]], name)
    tables, problems, _ = read(content, layout, period=period, label=f"{period}.xlsx")
    return [key for table in tables for key in figures(table)], problems


ROWS_ABOVE = [
    # rows, sheet's name, the cell that says it
    ([[CUMULATED]], "表", f"表 › A1：“{CUMULATED}”"),
    ([["规模工业"], [f"指标：{CUMULATED}"]], "表", f"表 › A2：“指标：{CUMULATED}”"),
    ([["规模工业月度数据"], [f"指标：{CUMULATED}"]], "表", f"表 › A2：“指标：{CUMULATED}”"),
    ([["规模工业"]], "累计", "累计：“累计”"),
    ([["规模工业自年初"]], "月度数据", "月度数据 › A1：“规模工业自年初”"),
]  # fmt: skip


@pytest.mark.parametrize("month", ["2025年3月", "3月", "2025年3月份"])
@pytest.mark.parametrize(("above", "name", "cell"), ROWS_ABOVE)
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
