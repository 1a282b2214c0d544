"""Tables: caption, scopes, units, —, marks, moves; every number of 附表 is the card's."""

from decimal import Decimal

import pytest

from fzlib import vocabulary
from fzlib.presentation import city_table, tables, working_tables
from fzlib.presentation.blocks import NAME, NUMBER, Paragraph, TableCell
from fzlib.presentation.wording import NONE
from tests.presentation.cards import (
    AVERAGE,
    MONTHS,
    REVENUE,
    card,
    card_of,
    cases,
    html,
    named,
    only,
    region,
    row,
    tables_of,
    titles_of,
    totals,
    typed,
)
from tests.scoring.cities import SHAOYANG


def number(text):
    blank = text in (NONE, *filter(None, vocabulary.STATUSES.values()))
    return None if blank else Decimal(typed(text))


def headers(table):
    """The titles of the columns and groups, as the first row of the header has them."""
    return [column.title for column in table.columns]


@pytest.mark.parametrize("folder", MONTHS, ids=str)
def test_every_number_of_the_appendix_is_the_cards(folder):
    card = card_of(*folder)
    for n, indicator in enumerate(card.book.indicators, 1):
        table = tables.items(card, indicator, str(n))
        assert table.caption == f"附表{n}　{indicator.name}"
        for county in card.counties:
            items = [card.item(county, f"{indicator.code}.{span}") for span in card.book.spans]
            cells = row(table, county)
            assert [number(text) for text in cells] == [
                value for i in items for value in (i.value, i.standard, i.gap, i.points)
            ]
            assert [text for text in cells[3::4] if number(text) is None] == [
                vocabulary.STATUSES[item.status] for item in items if item.points is None
            ]


@pytest.mark.parametrize("folder", MONTHS, ids=str)
def test_every_number_of_the_ranking_is_the_cards(folder):
    card = card_of(*folder)
    (table,) = tables.ranking(card, "表2")
    assert list(named(table)) == list(card.ranked)
    for county in card.ranked:
        rank, total, *points, _ = row(table, county)
        assert number(rank) == card.ranks[county]
        assert number(total) == card.totals[county]
        assert [number(text) for text in points] == [item.points for item in card.of(county)]


@pytest.mark.parametrize("folder", MONTHS[:1] + MONTHS[7:8] + MONTHS[-1:], ids=str)
def test_tables_are_scoped_and_even(folder):
    card = card_of(*folder)
    parts = [city_table.city(card, "表1"), *tables.ranking(card, "表2")]
    parts.append(working_tables.workings(card))
    parts += [tables.items(card, indicator, "1") for indicator in card.book.indicators]
    for table in (table for part in parts for table in tables_of(part)):
        columns = table.leaves
        assert table.caption
        assert all(column.title for column in (*table.columns, *columns))
        assert [column.kind for column in columns].count(NAME) == 1
        for cells in table.rows:
            assert len(cells) == len(columns)
            assert all(cell.text for cell in cells)


def test_units_stand_in_the_header():
    month = card({"甲县": AVERAGE})
    units = []
    for indicator in month.book.indicators:
        table = tables.items(month, indicator, "1")
        assert headers(table) == ["县（市）区", "当月（5月）", "累计（1—5月）"]
        units.append(titles_of(table)[1:5])
    assert units == [
        ["增速（%）", "标准值（%）", "差距（百分点）", "得分（分）"],
        ["增速（%）", "全市增速（%）", "差距（百分点）", "得分（分）"],
        ["增量（亿元）", "预期增量（亿元）", "差距（%）", "得分（分）"],
        ["贡献率（%）", "产值比重（%）", "差距（百分点）", "得分（分）"],
    ]


def test_numbers_are_signed_and_right_aligned():
    below = region("-3.2", "99.2", "100", expected="5")
    month = card({"甲县": below, "乙县": AVERAGE}, floor="none")
    table = tables.items(month, month.book.indicators[0], "1")
    assert row(table, "甲县")[:4] == ["−3.2", "5.0", "−8.2", "−6.40"]
    assert row(table, "乙县")[:4] == ["5.0", "5.0", "0.0", "10.00"]
    assert {column.kind for column in table.leaves[1:]} == {NUMBER}


def test_a_column_keeps_all_decimals_its_figures_have():
    month = card({"甲县": region("5", "100.1234", "100.1", expected="5"), "乙县": AVERAGE})
    table = tables.items(month, month.book.indicators[2], "1")
    assert row(table, "甲县")[:2] == ["0.0234", "5.0000"]
    assert row(table, "乙县")[:2] == ["5.0000", "5.0000"]


def test_missing_is_a_dash_and_a_status_word():
    month = card({"甲县": region(None, "105", "100", expected="0"), "乙县": AVERAGE}, nation=None)
    table = tables.items(month, month.book.indicators[0], "1")
    assert row(table, "甲县")[:4] == ["—", "4.0", "—", "缺数"]
    table = tables.items(month, month.book.indicators[2], "1")
    assert row(table, "甲县")[:4] == ["5.00", "0.00", "—", "待审定"]
    (table,) = tables.ranking(month, "表2")
    assert row(table, "甲县")[:4] == ["—", "—", "缺数", "缺数"]
    assert row(table, "甲县")[-1] == "—"
    assert list(named(table)) == ["乙县", "甲县"]


def test_suspended_is_said_in_the_note():
    month = card({"甲县": AVERAGE}, city=region("4", "950", "1000"))
    (table,) = tables.ranking(month, "表2")
    assert row(table, "甲县")[-3:-1] == ["暂停计分", "暂停计分"]
    assert table.note == "注：单位为分。暂停计分的不计入总分和基准分。"


def test_marks_and_what_they_mean():
    counties = {"甲县": region("-1.0", "2", "1", expected="0.5"), "乙县": AVERAGE}
    month = card(counties, rulings=[("乙县", "increment.month", "6.5", "会议纪要")])
    (table,) = tables.ranking(month, "表2")
    first, second = ([c.text + c.mark for c in cells if c.mark] for cells in table.rows)
    assert first == ["0.00反"] * 2 + ["15.00小反"] * 2 + ["28.00高小"] * 2 + ["11.62小"] * 2
    assert second == ["6.50审"]
    (meaning,) = {cell.meaning for cells in table.rows for cell in cells if cell.mark == "高小"}
    assert meaning == "单项高分、基数较小"
    assert table.note == (
        "注：单位为分。“高”指单项高分（单项得分超过分值2倍）；"
        "“小”指基数较小（产值比重低于0.5%）；"
        "“反”指产值与增加值增速方向相反（总产值按现价计算，增加值增速扣除价格因素）；“审”指已审定。"
    )


def test_no_marks_no_explanation():
    (table,) = tables.ranking(card({"甲县": AVERAGE}), "表2")
    assert table.note == "注：单位为分。"


def test_moves():
    before = totals({"甲县": "50", "乙县": "40", "丙县": "30", "丁县": None}, period="2023-04")
    now = {"甲县": "20", "乙县": "40", "丙县": "60", "丁县": "10"}
    (table,) = tables.ranking(totals(now, previous=before), "表2")
    assert {cells[1].text: (cells[-1].text, cells[-1].look) for cells in table.rows} == {
        "丙县": ("↑2", "up"),
        "乙县": ("持平", "same"),
        "甲县": ("↓2", "down"),
        "丁县": ("—", ""),
    }
    (still,) = tables.ranking(totals(now), "表2", moves=False)
    assert titles_of(still) == titles_of(table)[:-1]


def test_a_derived_base_is_marked_everywhere():
    county = region("5", "105", growth="5.0", expected="5")
    month = card({"甲县": county}, city=region("4", "1050", growth="5.0"))
    table = city_table.city(month, "表1")
    assert table.rows[4][2] == TableCell("1000.00", "推", "推算")
    assert table.note == "注：“推”指推算（同期数由本期数和增速推算）。"
    (levels,) = tables_of(working_tables.workings(month))
    assert levels.rows[0][2] == TableCell("100.00", "推", "推算")
    cell = tables.items(month, month.book.indicators[2], "1").rows[0][4]
    assert (cell.text, cell.mark) == ("8.00", "推")
    assert "推算" not in html(city_table.city(card({"甲县": AVERAGE}), "表1"))


def test_the_city_in_the_first_period_is_shown_once():
    table = city_table.city(card({"甲县": AVERAGE}, period="2023-02"), "表1")
    assert titles_of(table) == ["指标", "单位", "1—2月"]
    assert row(table, "增量") == ["亿元", "50.00"]


RISE, FALL = ("4", "1050", "1000"), ("4", "950", "1000")


@cases(
    "city, name, cells",
    {
        "a city row": (region(*RISE, expected="40"), "全市预期", ["亿元", "40.00", "40.00"]),
        "a city row for the month only: each under its own label": (
            region(*RISE, expected="40", ytd={"expected": None}),
            "各县（市）区预期合计",
            ["亿元", "—", "5.00"],
        ),
        "a fall is signed": (region(*FALL), "增量", ["亿元", "−50.00", "−50.00"]),
        "a fall of growth": (region(*FALL), "总产值增速", ["%", "−5.0", "−5.0"]),
        "missing": (region(), "增量", ["亿元", "—", "—"]),
        "no share of nothing": (region(*RISE, expected="0"), "完成预期", ["%", "—", "—"]),
    },
)
def test_the_city(city, name, cells):
    assert row(city_table.city(card({"甲县": AVERAGE}, city=city), "表1"), name) == cells


def test_the_city_without_expectations():
    table = city_table.city(card({"甲县": AVERAGE}, book=only("va_growth", "output_growth")), "表1")
    assert list(named(table)) == [
        "全市规上工业增加值增速",
        "全国规上工业增加值增速",
        "福建省规上工业增加值增速",
        "全市规上工业总产值",
        "上年同期总产值",
        "总产值增速",
        "增量",
    ]


def test_revenue_year_to_date_only():
    month = card({"甲县": AVERAGE}, book=SHAOYANG, dataset=REVENUE)
    (table,) = tables.ranking(month, "表2")
    assert headers(table) == [
        "位次", "县（市）区", "总分", "增加值增速", "营业收入增速", "增量贡献率", "位次变化",
    ]  # fmt: skip
    assert titles_of(table)[3:-1] == ["累计"] * 3
    table = city_table.city(month, "表1")
    assert row(table, "全市规模工业营业收入") == ["亿元", "1050.00"]


def test_workings_of_who_has_no_total():
    month = card({"甲县": region(None, "105", "100", expected="0"), "乙县": AVERAGE})
    _, part = working_tables.workings(month)
    assert part.summary == "甲县　没有总分"
    assert part.content[-1] == Paragraph("有考评项数据缺报、待审定，不计总分。")


def test_negative_points_stand_in_brackets_in_the_sum():
    month = card({"甲县": region("-3.2", "105", "100", expected="5")}, floor="none")
    (part,) = working_tables.workings(month)
    assert part.content[-1] == Paragraph(
        "总分：（−6.40）+（−6.40）+10.00+10.00+8.00+8.00+8.00+8.00=39.20分。"
    )
