"""Which tables of a workbook are read: those a layout means, of the period asked for."""

import pytest

from tests.intake.bureau.workbooks import (
    MERGED,
    REVENUE,
    SIDE_BY_SIDE,
    accepted,
    beside,
    book,
    changed,
    city,
    column,
    declared,
    figures,
    levels_of,
    output,
    read,
    refused,
    revenue,
    sheet,
    titled,
)
from tests.intake.files import Form


def test_the_table_of_counties_is_told_from_others_of_the_same_title():
    other = [["规模工业营业收入"], ["指标", "1-3月"], ["一、合计", 7]]
    table, _ = accepted(book(("工业7", other), ("工业处2", revenue())))
    assert table.place.sheet == "工业处2"


def test_several_tables_on_one_sheet():
    profit = [["规模工业利润总额"], [], ["地区", "1-3月"], [None, "绝对额(亿元)"], ["双清", 7]]
    merged = ((2, 0, 3, 0), (8, 0, 9, 0), (8, 1, 8, 2))
    for content in (
        sheet([*profit, [], *revenue()], merged=merged),
        sheet([*revenue(), [], *profit], merged=MERGED),
    ):
        assert figures(accepted(content)[0]) == REVENUE


def test_a_visible_sheet_goes_before_a_hidden_one_and_a_hidden_one_is_said():
    sheets = (("旧", revenue(rows=[["双清", 1, 1]])), ("新", revenue()))
    table, _ = accepted(book(*sheets, hidden=("旧",)))
    assert figures(table) == REVENUE
    _, warnings = accepted(book(("旧", revenue()), hidden=("旧",)))
    assert warnings == ["2025年.xlsx › 旧：是隐藏的工作表，照样读了；如不应使用，改布局的 sheet"]


def test_tables_side_by_side_are_apart():
    left, right = revenue(), revenue(rows=[["全市", 7, 8], ["双清", 9, 10], ["大祥", 1, 1]])
    right[0][0] = "规模工业利润总额"
    rows = [[*row, None, *other] for row, other in zip(left, right, strict=True)]
    content = sheet(rows, merged=(*MERGED, (0, 4, 0, 6), (2, 4, 3, 4), (2, 5, 2, 6)))
    assert figures(accepted(content)[0]) == REVENUE
    table, _ = accepted(content, changed(sheet="规模工业利润总额"))
    assert figures(table)["output.ytd"]["双清区"] == 9


def test_a_note_below_another_table_is_no_title():
    """The table that is meant has drifted; the one below its note must not take its place."""
    first = [["规模工业增加值"], ["地区", "1-3月增长(%)"], ["全市", 5], ["双清", 6], ["大祥", 7]]
    note = [["注：规模工业增加值按可比价计算。"]]
    other = [["规模工业利润总额"], ["地区", "1-3月增速(%)"], ["全市", 8], ["双清", 9], ["大祥", 9]]
    growth = column("va_growth", "{期间}增速")
    for rows in ([*first, *note, *other], [*first, *other], [*first, *note, [], *other]):
        content = sheet(rows, name="工业")
        (problem,) = refused(content, declared(growth, sheet="*规模工业增加值*"))
        assert "› B2：没有表头“{期间}增速”" in problem
        table, _ = accepted(content, declared(growth, sheet="*利润总额*"))
        assert city(table)["va_growth.ytd"] == 8


def test_of_a_sheet_for_every_month_the_period_s_is_read():
    sheets = [(f"{n}月", titled("营业收入", f"1-{n}月(亿元)")) for n in (2, 3, 4)]
    content = book(*sheets, form=Form())
    for layout in (output("{期间}"), output("{期间}", sheet="{期间}")):
        table, _ = accepted(content, layout)
        assert table.place.sheet == "3月"


def test_a_table_in_blocks_side_by_side_is_to_be_joined():
    rows = [
        ["营业收入"],
        ["地区", "1-3月(亿元)", "地区", "1-3月(亿元)"],
        ["全市", 7, "大祥", 9],
        ["双清", 8, None, None],
    ]
    (problem,) = refused(sheet(rows), output("{期间}"))
    assert problem.endswith("一张表分成并排几块的，先接成一块")


def test_a_text_as_long_as_a_page_is_no_title():
    rows = titled("规模工业增加" * 5000)
    problems = refused(sheet(rows), changed(sheet="*规模*工业*增加值*"))
    assert "没有标题或工作表名是" in problems[0]


def test_two_tables_that_fit_are_not_guessed_between():
    problems = refused(book(("甲", revenue()), ("乙", revenue())))
    assert problems == [
        "2025年.xlsx：有2张表都像“规模工业营业收入”：“甲”A3、“乙”A3；"
        "在布局的 sheet 里写得更具体，如工作表名"
    ]
    table, _ = accepted(book(("甲", revenue()), ("乙", revenue())), changed(sheet="乙"))
    assert table.place.sheet == "乙"


@pytest.mark.parametrize(
    ("title", "header", "span"),
    [
        ("营业收入", "累计", ""),
        ("营业收入", "绝对额", "ytd"),
        ("2025年3月营业收入", "绝对额", "ytd"),
    ],
)
def test_a_table_that_names_period_or_span_is_not_preferred_to_one_that_names_none(
    title, header, span
):
    first, second = (titled(text, f"{header}(亿元)") for text in (title, "1-3月高技术营业收入"))
    content = book(("甲", first), ("乙", second), form=Form())
    (problem,) = refused(content, output(header, span=span), label="2025-03.xlsx")
    assert "有2张表都像“*营业收入”" in problem


@pytest.mark.parametrize(("span", "value"), [("month", 1), ("ytd", 7)])
def test_of_tables_side_by_side_or_of_sheets_the_declared_span_tells(span, value):
    side = [
        ["营业收入", None, None, None],
        ["3月", None, "1-3月", None],
        ["地区", "绝对额(亿元)", "地区", "绝对额(亿元)"],
        ["全市", 1, "全市", 7],
        ["双清", 2, "双清", 8],
    ]
    head = [["营业收入"], ["地区", "绝对额(亿元)"]]
    sheets = [
        ("3月", [*head, ["全市", 1], ["双清", 2]]),
        ("1-3月", [*head, ["全市", 7], ["双清", 8]]),
    ]
    merged = ((1, 0, 1, 1), (1, 2, 1, 3))
    for content in (sheet(side, merged=merged), book(*sheets, form=Form())):
        layout = output("绝对额", span=span, sheet="{期间}")
        if span == "ytd":  # what is called 3月 may be of the year to date too
            (problem,) = refused(content, layout, label="2025-03.xlsx")
            assert "有2张表都像“{期间}”" in problem
            assert problem.endswith("在布局的 sheet 里写得更具体，如工作表名")
            layout = output("绝对额", span=span, sheet="1-*月")
        table, _ = accepted(content, layout, label="2025-03.xlsx")
        assert city(table) == {f"output.{span}": value}


# --- a wrong --period is the first and only thing that is said ------------------------------

LEVEL = declared(column("output", "{期间}", "绝对额"), sheet="*")


def problems(content, layout=LEVEL, period="2025-04", label="月报.xlsx"):
    return read(content, layout, period=period, label=label)[1]


@pytest.mark.parametrize(
    ("months", "problem"),
    [
        (["1-3月"], "B2：写的是“1-3月”，按 --period 2025-04 应是1—4月"),
        (["1-2月", "1-3月"], "C2：写的是“1-3月”，按 --period 2025-04 应是1—4月"),
        (["2025年1-3月"], "B2：写的是“2025年1-3月”，按 --period 2025-04 应是2025年1—4月"),
    ],
)
def test_the_period_that_the_workbook_says_is_named(months, problem):
    """Not that two columns fit, nor how to write the layout."""
    assert problems(beside(*months)) == [
        f"月报.xlsx › 表 › {problem}；核对 --period，工作簿写的是 2025-03"
    ]


def test_of_a_sheet_for_every_month_the_last_is_named():
    sheets = [(f"{n}月", titled("营业收入", f"1-{n}月(亿元)")) for n in (2, 3, 4)]
    (problem,) = problems(book(*sheets, form=Form()), output("{期间}"), period="2025-06")
    assert problem.startswith("月报.xlsx › 4月 › B2：写的是“1-4月”")
    assert "布局" not in problem


@pytest.mark.parametrize(
    ("lag", "header", "year", "named"),
    [
        (0, "1-2月", 2025, "2025-02"),
        (1, "1-2月", 2025, "2025-03"),
        (1, "2025年1-12月", 2026, "2026-02"),
    ],
)
def test_a_table_that_lags_names_its_workbook_s(lag, header, year, named):
    content = sheet(titled("营业收入", f"{header}(亿元)"))
    layout = output("{期间}", lag=lag)
    (problem,) = problems(content, layout, period=f"{year}-06", label=f"{year}年.xlsx")
    assert problem.endswith(f"核对 --period，工作簿写的是 {named}")


def test_a_table_behind_a_workbook_of_the_period_may_lag():
    """The other table, or the file's name, says that the period is right."""
    layout = {"table": [LEVEL["table"][0] | {"sheet": name} for name in ("甲", "乙")]}
    sheets = (("甲", levels_of("1-4月")), ("乙", levels_of("1-2月", "1-3月")))
    (problem,) = problems(book(*sheets, form=Form(merged=SIDE_BY_SIDE)), layout)
    assert problem == (
        "月报.xlsx › 乙 › C2：写的是“1-3月”，按 --period 2025-04 应是1—4月；"
        "核对 --period；这张表比工作簿晚几期，写在布局的 lag"
    )
    (problem,) = problems(beside("1-3月"), label="2025-04.xlsx")
    assert problem.endswith("核对 --period；这张表比工作簿晚几期，写在布局的 lag")


def test_a_workbook_of_another_year_is_all_that_is_said():
    layout = output("2026年*", span="ytd", unit="亿元", sheet="表")
    content = sheet([["2025年"], ["地区", "2025年产值"], ["全市", 1]])
    assert problems(content, layout, period="2026-03") == [
        "月报.xlsx › 表 › A1：写的是2025年，--period 是 2026-03；"
        "核对 --period 的年份；没有错，就在文件名里写上期间"
    ]
