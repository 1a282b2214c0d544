"""季度通报, part by part: the grid, absent periods, ranks over the quarter, escaping."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.desk import result
from fzlib.presentation import quarterly
from fzlib.publishing.page import render
from fzlib.scoring.periods import Period
from tests.presentation.cards import (
    AVERAGE,
    card,
    html,
    named,
    only,
    parts_of,
    region,
    row,
    shown,
    tables_of,
    titles_of,
)
from tests.presentation.official_style import clean, read_well
from tests.presentation.periods import commending, folder, numbered, paragraphs_of, year_of
from tests.publishing.books import run
from tests.scoring.cities import ROOT

QUARTERS = [("data/fuzhou", f"2023-Q{n}") for n in range(1, 5)]
QUARTERS += [("data/shaoyang", f"2025-Q{n}") for n in range(1, 4)]
FOUR = {"甲县": "40", "乙县": "30", "丙县": "20", "丁县": "10"}
LOW = {"甲县": "20", "乙县": "20", "丙县": "20", "丁县": "10"}  # no item twice its points
SCRIPT = "<script>alert(1)</script>"


def parts(cards, quarter, **more):
    """Those that need no inputs, where none are given."""
    return parts_of(quarterly, cards=cards, result=quarter, **more)


def of(scores, what, **more):
    cards = year_of(scores, **more)
    return result(cards, what), cards


@pytest.mark.parametrize("which", QUARTERS, ids=str)
def test_every_page_is_clean_numbered_without_a_gap_and_reads_well(which):
    inputs, cards, quarter = folder(*which)
    every = parts(cards, quarter, inputs=inputs)
    clean(every)
    assert numbered(every) == (3 if quarter.card.book.document.commends else 2)
    worded = [quarterly.results(quarter, cards), quarterly.ranks_by_period(quarter, cards)]
    read_well(paragraphs_of(worded))


@pytest.mark.parametrize("which", QUARTERS, ids=str)
def test_scores_and_ranks_are_the_cards(which):
    _, cards, quarter = folder(*which)
    (table,) = tables_of(quarterly.results(quarter, cards))
    assert list(named(table)) == [c.region for c in quarter.ranked]
    (ranks,) = tables_of(quarterly.ranks_by_period(quarter, cards))
    for county in quarter.counties:
        rank, score, *totals = row(table, county.region)
        assert rank == str(county.rank or "—")
        assert score == ("—" if county.score is None else f"{county.score:.2f}")
        given = [cards[p].totals[county.region] if p in cards else None for p in quarter.periods]
        shown_ = ["—" if total is None else f"{total:.2f}" for total in given]
        assert totals[: len(given)] == shown_
        assert len(totals) == len(given) + (3 if quarter.previous else 0)
        given = [cards[p].ranks[county.region] if p in cards else None for p in quarter.periods]
        assert row(ranks, county.region)[:-1] == [str(rank or "—") for rank in given]


@pytest.mark.parametrize("which", QUARTERS, ids=str)
def test_the_grid_agrees_with_the_list(which):
    _, cards, quarter = folder(*which)
    grid = tables_of(quarterly.on_target(quarter, cards))
    if not quarter.card.book.document.commends:
        assert grid == []
        return
    (table,) = grid
    commended = [name for name, cells in named(table).items() if cells[-1] == "是"]
    assert commended == list(quarter.grid.commended)
    for region_, of_region in quarter.grid.rows.items():
        words = [cell.partition("（")[0] for cell in row(table, region_)[:-1]]
        met = [{True: "达到", False: "未达到", None: "—"}[own.met] for own in of_region.values()]
        assert words == met


def test_the_first_quarter_has_two_periods():
    inputs, cards, quarter = folder("data/fuzhou", "2023-Q1")
    (table,) = tables_of(quarterly.results(quarter, cards))
    head = ["位次", "县（市）区", "季度得分（分）", "1—2月总分（分）", "3月总分（分）"]
    assert titles_of(table) == head
    assert "一季度为1—2月、3月两期" in shown(quarterly.method_notes(inputs, cards))
    assert "当月1—2月" not in shown(parts(cards, quarter, inputs=inputs))
    inputs, cards, _ = folder("data/shaoyang", "2025-Q1")  # no months: as its table's titles
    assert "一季度为1—2月、1—3月两期" in shown(quarterly.method_notes(inputs, cards))


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ({}, "季度得分为各期总分的平均，保留2位小数，四舍五入；缺任何一期总分的，"),
        ({"quarter_score": "last"}, "季度得分取季末一期的总分；缺任何一期总分的，没有季度得分"),
    ],
)  # fmt: skip
def test_the_method_says_the_reading_chosen(chosen, text):
    _, cards = of({"2023-02": FOUR, "2023-03": FOUR}, "2023-Q1", **chosen)
    method = shown(quarterly.method_notes((), cards))
    assert text in method
    assert ("为各期总分的平均，" in method) == (not chosen)


def test_last_is_the_last_total():
    _, cards, quarter = folder("data/shaoyang", "2025-Q2")
    last = cards[Period(2025, 6)].totals
    assert {c.region: c.score for c in quarter.counties} == last


def test_an_absent_period_leaves_the_quarter_open():
    _, cards, quarter = folder("data/shaoyang", "2025-Q3")
    quarter = commending(quarter)
    text = shown(quarterly.masthead(quarter, cards))
    assert "数据不全" in text
    why = "1—8月、1—9月没有可以判定的数据，尚不能确定"
    still = "已有各期均达到预期的有2个：双清区、城步苗族自治县"
    assert f"每月均达到预期 — {why}；{still}" in text
    (table,) = tables_of(quarterly.on_target(quarter, cards))
    every = [row(table, county.region)[-1] for county in quarter.counties]
    assert "是" not in every
    # who missed the one period there is cannot be 优胜 any more
    met = [row(table, county.region)[0] == "达到" for county in quarter.counties]
    assert [cell == "—" for cell in every] == met
    assert "按其他口径" not in shown(quarterly.on_target(quarter, cards))


FALLS = region("4.0", "103", "100", expected="5")  # below at va_growth, output and increment
UNSET = region("5.0", "105", "100", expected="-2")


@pytest.mark.parametrize(
    ("county", "reading", "cell", "why"),
    [
        (AVERAGE, "all_standards", "达到", "at every standard"),
        (FALLS, "month_increment", "未达到", "the one item asked about is not named"),
        (FALLS, "both_increments", "未达到（当月和累计实际完成增量）", "both are"),
        (FALLS, "all_standards", "未达到（8项）", "many are counted"),
        (FALLS, "base_total", "未达到", "a total has no items"),
        (UNSET, "month_increment", "未达到（当月实际完成增量待审定）", "referred"),
        (region(), "base_total",
         "未达到（当月和累计增加值增速、总产值增速、实际完成增量、增量贡献率数据缺报）", "missing"),
    ],
)  # fmt: skip
def test_what_stood_against_it(county, reading, cell, why):
    figures = {f"2023-0{n}": {"甲县": county} for n in (4, 5, 6)}
    quarter, cards = of(figures, "2023-Q2", make=card, on_target=reading)
    (table,) = tables_of(quarterly.on_target(quarter, cards))
    assert row(table, "甲县")[0] == cell, why


def test_1_to_2_has_no_month_and_year_to_date():
    figures = {period: {"甲县": UNSET} for period in ("2023-02", "2023-03")}
    quarter, cards = of(figures, "2023-Q1", make=card, on_target="both_increments")
    (table,) = tables_of(quarterly.on_target(quarter, cards))
    assert row(table, "甲县")[:2] == [
        "未达到（实际完成增量待审定）",
        "未达到（当月和累计实际完成增量待审定）",
    ]


def test_a_ruling_is_listed_and_counts():
    ruling = [("甲县", "increment.month", "8", "会议纪要第3号")]
    cards = year_of({f"2023-0{n}": {"甲县": AVERAGE} for n in (4, 5)}, make=card)
    june = Period(2023, 6)
    cards[june] = card({"甲县": UNSET}, period="2023-06", rulings=ruling)
    quarter = result(cards, "2023-Q2")
    text = shown(quarterly.notices((), cards))
    assert "6月：甲县当月实际完成增量审定为8.00分（依据：会议纪要第3号）。" in text
    assert quarter.grid.commended == ("甲县",)


def test_notices_of_several_periods_are_said_once():
    inputs, cards, _ = folder("data/shaoyang", "2025-Q2")
    text = shown(quarterly.notices(inputs, cards))
    assert text.count("的标准值暂按全国数确定") == 1
    assert "1—4月至1—6月：全省数尚未取得，累计增加值增速的标准值" in text


def test_nothing_to_notice():
    _, cards = of({"2023-02": LOW, "2023-03": LOW}, "2023-Q1")
    assert shown(quarterly.notices((), cards)) == "各期没有需要提示的事项。"


def test_ties_in_the_table():
    tied = FOUR | {"乙县": "40"}
    quarter, cards = of({"2023-02": tied, "2023-03": tied}, "2023-Q1")
    (table,) = tables_of(quarterly.results(quarter, cards))
    assert [cells[0] for cells in named(table).values()] == ["1", "1", "3", "4"]


def test_nobody_has_a_score():
    quarter, cards = of({"2023-02": FOUR, "2023-03": dict.fromkeys(FOUR)}, "2023-Q1")
    assert "前3位 — 没有得分" in shown(quarterly.masthead(quarter, cards))
    clean(parts(cards, quarter))


def test_a_name_from_a_file_is_text():
    names = {SCRIPT: "40", "a&b": "9"}
    scores = {"2023-02": names, "2023-03": names | {SCRIPT: None}}
    quarter, cards = of(scores, "2023-Q1", on_target="base_total")
    assert "<script" not in html(parts(cards, quarter, inputs=()))
    clean(parts(cards, quarter))
    assert "&lt;script&gt;" in html(quarterly.results(quarter, cards))


def hundredths():
    """A point is a hundredth for each step."""
    book = only("va_growth", cap=None)
    (row_,) = book.indicators
    finer = replace(row_, method=replace(row_.method, per_step=Decimal("0.01")))
    return replace(book, indicators=(finer,))


def test_the_mean_is_rounded_half_up():
    quarter, cards = of({"2023-02": {"甲县": "10"}, "2023-03": {"甲县": "10.2"}}, "2023-Q1",
                      book=hundredths())  # fmt: skip
    totals = [cards[period].totals["甲县"] for period in quarter.periods]
    assert totals == [Decimal("10.00"), Decimal("10.01")]
    (table,) = tables_of(quarterly.results(quarter, cards))
    assert row(table, "甲县")[:2] == ["1", "10.01"]  # 10.005


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below papermill
@pytest.mark.parametrize("which", [*QUARTERS[:2], *QUARTERS[-3:]], ids=str)
def test_the_notebook_runs(tmp_path, which):
    data, period = which
    given = {"period": period, "data": str(ROOT / data)}
    page = render(run(ROOT / "notebooks/quarterly.ipynb", tmp_path / "out.ipynb", given))
    assert "考评情况通报" in page
    assert len(page.encode()) < 600 * 1024
