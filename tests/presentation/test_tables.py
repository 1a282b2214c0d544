"""Tables: caption, scopes, units, —, marks, moves; every number of 附表 is the card's."""

from decimal import Decimal

import pytest

from fzlib import vocabulary
from fzlib.presentation import tables
from fzlib.presentation.html import Cell, name, numeric, table
from fzlib.presentation.wording import NONE
from tests.presentation.cards import (
    AVERAGE,
    GOLDEN,
    REVENUE,
    card,
    card_of,
    named,
    only,
    parsed,
    region,
    tables_of,
    text_of,
    totals,
)
from tests.scoring.cities import SHAOYANG

FOLDERS = [
    (GOLDEN, "2023-05"),
    *(("data/fuzhou", f"2023-{month:02d}") for month in range(2, 13)),
    *(("data/shaoyang", f"2025-{month:02d}") for month in range(2, 8)),
]


def number(text):
    return None if text in (NONE, *filter(None, vocabulary.STATUSES.values())) else Decimal(text)


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_number_of_the_appendix_is_the_cards(folder):
    card = card_of(*folder)
    for n, row in enumerate(card.book.indicators, 1):
        (found,) = tables_of(tables.items(card, row, str(n)))
        assert found.caption == f"附表{n}　{row.name}"
        for county in card.counties:
            items = [card.item(county, f"{row.code}.{span}") for span in card.book.spans]
            cells = found.row(county)
            assert [number(text) for text in cells] == [
                value for i in items for value in (i.value, i.standard, i.gap, i.points)
            ]
            assert [text for text in cells[3::4] if number(text) is None] == [
                vocabulary.STATUSES[item.status] for item in items if item.points is None
            ]


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_number_of_the_ranking_is_the_cards(folder):
    card = card_of(*folder)
    (found,) = tables_of(tables.ranking(card, "2"))
    assert [text_of(named(row)) for row in found.rows] == list(card.ranked)
    for county in card.ranked:
        rank, total, *points, _ = found.row(county)
        assert number(rank) == card.ranks[county]
        assert number(total) == card.totals[county]
        assert [number(text) for text in points] == [item.points for item in card.of(county)]


@pytest.mark.parametrize("folder", FOLDERS[:1] + FOLDERS[7:8] + FOLDERS[-1:], ids=str)
def test_tables_are_scoped_and_even(folder):
    card = card_of(*folder)
    parts = [tables.city(card, "1"), tables.ranking(card, "2"), tables.workings(card)]
    parts += [tables.items(card, row, "1") for row in card.book.indicators]
    for one in (found for part in parts for found in tables_of(part)):
        assert one.caption
        assert all(cell.get("scope") in ("col", "colgroup") for row in one.head for cell in row)
        assert all(text_of(cell) for row in one.head for cell in row)
        across = sum(int(cell.get("colspan", 1)) for cell in one.head[0])
        tall = sum(cell.get("rowspan") == "2" for cell in one.head[0])
        assert len(one.head[-1]) + (tall if len(one.head) == 2 else 0) == across
        for row in one.rows:
            assert [cell.get("scope") for cell in row if cell.tag == "th"] == ["row"]
            assert len(row) == across
            assert all(text_of(cell) for cell in row)


def test_units_stand_in_the_header():
    one = card({"甲县": AVERAGE})
    units = []
    for row in one.book.indicators:
        (found,) = tables_of(tables.items(one, row, "1"))
        assert [text_of(c) for c in found.head[0]] == ["县（市）区", "当月（5月）", "累计（1—5月）"]
        units.append([text_of(cell) for cell in found.head[1]][:4])
    assert units == [
        ["增速（%）", "标准值（%）", "差距（百分点）", "得分（分）"],
        ["增速（%）", "全市增速（%）", "差距（百分点）", "得分（分）"],
        ["增量（亿元）", "预期增量（亿元）", "差距（%）", "得分（分）"],
        ["贡献率（%）", "产值比重（%）", "差距（百分点）", "得分（分）"],
    ]


def test_numbers_are_signed_and_right_aligned():
    one = card({"甲县": region("-3.2", "99.2", "100", expected="5"), "乙县": AVERAGE}, floor="none")
    (found,) = tables_of(tables.items(one, one.book.indicators[0], "1"))
    assert found.row("甲县")[:4] == ["-3.2", "5.0", "-8.2", "-6.40"]
    assert found.row("乙县")[:4] == ["5.0", "5.0", "0.0", "10.00"]
    assert all("n" in cell.get("class").split() for row in found.rows for cell in row[1:])


def test_a_column_keeps_all_decimals_its_figures_have():
    one = card({"甲县": region("5", "100.1234", "100.1", expected="5"), "乙县": AVERAGE})
    (found,) = tables_of(tables.items(one, one.book.indicators[2], "1"))
    assert found.row("甲县")[:2] == ["0.0234", "5.0000"]
    assert found.row("乙县")[:2] == ["5.0000", "5.0000"]


def test_missing_is_a_dash_and_a_status_word():
    one = card({"甲县": region(None, "105", "100", expected="0"), "乙县": AVERAGE}, nation=None)
    (found,) = tables_of(tables.items(one, one.book.indicators[0], "1"))
    assert found.row("甲县")[:4] == ["—", "4.0", "—", "缺数"]
    (found,) = tables_of(tables.items(one, one.book.indicators[2], "1"))
    assert found.row("甲县")[:4] == ["5.00", "0.00", "—", "待审定"]
    (found,) = tables_of(tables.ranking(one, "2"))
    assert found.row("甲县")[:4] == ["—", "—", "缺数", "缺数"]
    assert found.row("甲县")[-1] == "—"
    assert [text_of(named(row)) for row in found.rows] == ["乙县", "甲县"]


def test_suspended_is_said_in_the_note():
    one = card({"甲县": AVERAGE}, city=region("4", "950", "1000"))
    shown = tables.ranking(one, "2")
    (found,) = tables_of(shown)
    assert found.row("甲县")[-3:-1] == ["暂停计分", "暂停计分"]
    assert "注：单位为分。暂停计分：不计入总分和基准分。" in shown.markup


def test_marks_and_what_they_mean():
    one = card(
        {"甲县": region("-1.0", "2", "1", expected="0.5"), "乙县": AVERAGE},
        rulings=[("乙县", "increment.month", "6.5", "会议纪要")],
    )
    shown = tables.ranking(one, "2")
    first, second = (
        [text_of(cell, marks=True) for cell in row if cell.find("sup") is not None]
        for row in tables_of(shown)[0].rows
    )
    assert first == ["0.00反"] * 2 + ["15.00小反"] * 2 + ["28.00高小"] * 2 + ["11.62小"] * 2
    assert second == ["6.50审"]
    (mark,) = {s.get("title") for s in parsed(shown).iter("sup") if s.text == "高小"}
    assert mark == "异常高分、基数较小"
    assert shown.markup.endswith(
        "注：单位为分。高：异常高分，得分超过该项分值的2倍；"
        "小：基数较小，产值比重低于0.5%，得分波动较大；"
        "反：产值与增加值增速方向相反，总产值按现价计算，增加值增速扣除价格因素；审：已审定。</p>"
    )


def test_no_marks_no_explanation():
    assert tables.ranking(card({"甲县": AVERAGE}), "2").markup.endswith("注：单位为分。</p>")


def test_moves():
    before = totals({"甲县": "50", "乙县": "40", "丙县": "30", "丁县": None}, period="2023-04")
    now = {"甲县": "20", "乙县": "40", "丙县": "60", "丁县": "10"}
    (found,) = tables_of(tables.ranking(totals(now, previous=before), "2"))
    assert {text_of(named(row)): text_of(row[-1]) for row in found.rows} == {
        "丙县": "↑2",
        "乙县": "持平",
        "甲县": "↓2",
        "丁县": "—",
    }
    assert [row[-1].get("class") for row in found.rows] == ["n up", "n same", "n down", "n"]


def test_a_derived_base_is_marked_everywhere():
    county = region("5", "105", growth="5.0", expected="5")
    one = card({"甲县": county}, city=region("4", "1050", growth="5.0"))
    shown = tables.city(one, "1")
    assert '1000.00<sup class="flag" title="推算">推</sup>' in shown.markup
    assert shown.markup.endswith("注：推：推算，同期数由本期数和增速推算。</p>")
    assert '100.00<sup class="flag" title="推算">推</sup>' in tables.workings(one).markup
    (found,) = tables_of(tables.items(one, one.book.indicators[2], "1"))
    assert text_of(found.rows[0][4], marks=True) == "8.00推"
    assert "推算" not in tables.city(card({"甲县": AVERAGE}), "1").markup


def test_the_city_in_the_first_period_is_shown_once():
    (found,) = tables_of(tables.city(card({"甲县": AVERAGE}, period="2023-02"), "1"))
    assert [text_of(cell) for cell in found.head[0]] == ["指标", "单位", "1—2月"]
    assert found.row("增量") == ["亿元", "50.00"]


@pytest.mark.parametrize(
    ("city", "row", "cells", "why"),
    [
        (
            region("4", "1050", "1000", expected="40"),
            "全市预期",
            ["亿元", "40.00", "40.00"],
            "a city row",
        ),
        (
            region("4", "1050", "1000", expected="40", ytd={"expected": None}),
            "各县（市）区预期合计",
            ["亿元", "—", "5.00"],
            "a city row for the month only: each under its own label",
        ),
        (region("4", "950", "1000"), "增量", ["亿元", "-50.00", "-50.00"], "a fall is signed"),
        (region("4", "950", "1000"), "总产值增速", ["%", "-5.0", "-5.0"], "a fall of growth"),
        (region(), "增量", ["亿元", "—", "—"], "missing"),
        (
            region("4", "1050", "1000", expected="0"),
            "完成预期",
            ["%", "—", "—"],
            "no share of nothing",
        ),
    ],
)
def test_the_city(city, row, cells, why):
    (found,) = tables_of(tables.city(card({"甲县": AVERAGE}, city=city), "1"))
    assert found.row(row) == cells, why


def test_the_city_without_expectations():
    (found,) = tables_of(tables.city(card({"甲县": AVERAGE}, book=only("va_growth")), "1"))
    assert [text_of(named(row)) for row in found.rows] == [
        "全市规上工业增加值增速",
        "全国规上工业增加值增速",
        "福建省规上工业增加值增速",
        "全市规上工业总产值",
        "上年同期总产值",
        "总产值增速",
        "增量",
    ]


def test_revenue_year_to_date_only():
    one = card({"甲县": AVERAGE}, book=SHAOYANG, dataset=REVENUE)
    (found,) = tables_of(tables.ranking(one, "2"))
    assert [text_of(cell) for row in found.head for cell in row] == [
        *("位次", "县（市）区", "总分", "增加值增速", "营业收入增速", "增量贡献率", "位次变化"),
        *("累计", "累计", "累计"),
    ]
    (found,) = tables_of(tables.city(one, "1"))
    assert found.row("全市规模工业营业收入") == ["亿元", "1050.00"]


def test_workings_of_who_has_no_total():
    one = card({"甲县": region(None, "105", "100", expected="0"), "乙县": AVERAGE})
    _, part = parsed(tables.workings(one)).findall("details")
    assert text_of(part.find("summary")) == "甲县　没有总分"
    assert text_of(part.find("p")) == "有缺数、待审定的考评项，没有总分。"


def test_negative_points_stand_in_brackets_in_the_sum():
    one = card({"甲县": region("-3.2", "105", "100", expected="5")}, floor="none")
    part = parsed(tables.workings(one)).find("details")
    assert text_of(part.find("p")) == (
        "总分：（-6.40）+（-6.40）+10.00+10.00+8.00+8.00+8.00+8.00=39.20分。"
    )


def test_table_puts_what_is_apart_below():
    shown = table(
        "表　试", [["名", numeric("数")]], [[name("甲"), "1"]], apart=[[name("全市"), "2"]]
    )
    bodies = list(parsed(shown).iter("tbody"))
    assert [body.get("class") for body in bodies] == [None, "apart"]
    assert text_of(bodies[1]) == "全市\n2"


def test_spans_of_header_cells():
    shown = table("表　试", [[Cell("甲", span=2), Cell("乙", rows=2)], ["丙", "丁"]], [])
    first, second = parsed(shown).iter("tr")
    assert [(c.get("scope"), c.get("colspan"), c.get("rowspan")) for c in first] == [
        ("colgroup", "2", None),
        ("col", None, "2"),
    ]
    assert [cell.get("scope") for cell in second] == ["col", "col"]
