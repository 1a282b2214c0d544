"""A wrong --period: the first and only thing that is said."""

import pytest

from tests.intake.bureau.workbooks import (
    SIDE_BY_SIDE,
    beside,
    book,
    column,
    declared,
    levels_of,
    output,
    read,
    sheet,
    titled,
)
from tests.intake.files import Form

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
