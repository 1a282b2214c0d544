"""The span of a column: its own headers, else the words above a month alone."""

import pytest

from tests.intake.bureau.workbooks import book, changed, figures, read
from tests.intake.files import Form

CUMULATED = "工业增加值累计增长（%）"


def growth(header="*月*", **more):
    column = {"measure": "va_growth", "header": [header], "unit": "%"} | more
    return changed(sheet="*", column=[column])


def told(rows, layout, sheet="表"):
    """The columns read, and the problems."""
    rows = [*rows, ["全市", 7], ["双清", 8], ["大祥", 9]]
    parts, problems, _ = read(book((sheet, rows), form=Form()), layout, label="2025-03.xlsx")
    return [key for part in parts for key in figures(part)], problems


ABOVE = [
    # rows, sheet's name, the cell that says it
    ([[CUMULATED]], "表", f"表 › A1：“{CUMULATED}”"),
    ([["规模工业"], [f"指标：{CUMULATED}"]], "表", f"表 › A2：“指标：{CUMULATED}”"),
    ([["规模工业月度数据"], [f"指标：{CUMULATED}"]], "表", f"表 › A2：“指标：{CUMULATED}”"),
    ([["规模工业"]], "累计", "累计：“累计”"),
    ([["规模工业自年初"]], "月度数据", "月度数据 › A1：“规模工业自年初”"),
]  # fmt: skip


@pytest.mark.parametrize("month", ["2025年3月", "3月", "2025年3月份"])
@pytest.mark.parametrize(("above", "sheet", "cell"), ABOVE)
def test_a_word_above_goes_before_a_month_alone(above, sheet, cell, month):
    rows = [*above, ["地区", month]]
    assert told(rows, growth(), sheet) == (["va_growth.ytd"], [])
    assert told(rows, growth(span="ytd"), sheet) == (["va_growth.ytd"], [])
    read, problems = told(rows, growth(span="month"), sheet)
    assert read == []
    assert problems == [f"2025-03.xlsx › {cell}是累计，布局写的是 month；核对后改布局的 span"]


def test_february_under_a_word_is_the_first_period():
    rows = [[CUMULATED], ["地区", "2月"], ["全市", 7], ["双清", 8], ["大祥", 9]]
    content = book(("表", rows), form=Form())
    parts, problems, _ = read(content, growth(), period="2025-02", label="2025-02.xlsx")
    assert ([key for part in parts for key in figures(part)], problems) == (["va_growth.ytd"], [])


def test_a_word_over_the_column_counts_too():
    rows = [["规模工业"], [None, "累计增长（%）"], ["地区", "3月"]]
    assert told(rows, growth()) == (["va_growth.ytd"], [])
    _, problems = told(rows, growth(span="month"))
    assert problems == [
        "2025-03.xlsx › 表 › B3：“累计增长（%） › 3月”是累计，布局写的是 month；核对后改布局的 span"
    ]


@pytest.mark.parametrize(
    ("header", "span"), [("3月当月", "month"), ("本月（3月）", "month"), ("1-3月", "ytd"),
                         ("3月累计", "ytd")],
)  # fmt: skip
@pytest.mark.parametrize("title", [CUMULATED, "工业增加值当月增长（%）"])
def test_a_header_that_says_it_goes_before(header, span, title):
    assert told([[title], ["地区", header]], growth()) == ([f"va_growth.{span}"], [])


@pytest.mark.parametrize(
    "above",
    [
        [["工业增加值当月增长"], [f"指标：{CUMULATED}"]],  # two words
        [["2025年1-3月工业增加值"]],  # what the page is about, or what the figures are
    ],
)
def test_what_contradicts_needs_a_declared_span(above):
    rows = [*above, ["地区", "3月"]]
    read, problems = told(rows, growth())
    assert read == []
    assert problems == [
        f"2025-03.xlsx › 表 › B{len(rows)}：表头“3月”连同表上的文字既写当月又写累计；"
        '在布局里写 span = "month" 或 "ytd"'
    ]
    assert told(rows, growth(span="ytd")) == (["va_growth.ytd"], [])
    read, problems = told(rows, growth(span="month"))
    if len(above) == 2:
        assert (read, problems) == (["va_growth.month"], [])
    else:  # 1-3月 is no month, whatever is declared
        assert problems == [
            "2025-03.xlsx › 表 › A1：“2025年1-3月工业增加值”是累计，布局写的是 month；"
            "核对后改布局的 span；确是当月数，在副本的表头写明当月"
        ]


def test_a_month_beside_the_year_to_date_is_the_month():
    rows = [["2025年1-3月工业增加值"], ["地区", "3月", "1-3月"]]
    assert told(rows, growth("3月")) == (["va_growth.month"], [])
    rows[0] = [CUMULATED]  # a word: whoever wrote it may have meant both
    assert "连同表上的文字既写当月又写累计" in told(rows, growth("3月"))[1][0]
    assert told(rows, growth("3月", span="month")) == (["va_growth.month"], [])


def test_of_months_beside_each_other_under_a_word_the_period_s_is_read():
    rows = [[CUMULATED], ["地区", "3月", "2月"]]
    assert told(rows, growth("{期间}")) == (["va_growth.ytd"], [])
    assert told(rows, growth("{期间}", span="ytd")) == (["va_growth.ytd"], [])


def test_a_row_of_a_csv_longer_than_its_headers_stops():
    """4,4 for 4.4."""
    column = {"measure": "va_growth", "unit": "%", "header": ["1-3月"]}
    rows = [
        ["工业增加值增速"],
        ["地区", "1-3月", "总产值"],
        ["全市", "5", "1"],
        ["双清", "4", "4", "1"],
    ]
    content = "\n".join(",".join(row) for row in rows).encode()
    _, problems, _ = read(content, changed(sheet="*", column=[column]), label="2025-03.csv")
    assert problems == [
        "2025-03.csv › D4：这一行有4格，表头只有3格；"
        "数里有逗号的去掉逗号，或给这一格加引号；行末多余的逗号删去"
    ]
