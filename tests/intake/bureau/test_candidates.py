"""Which columns a layout may mean, and which period they state."""

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
