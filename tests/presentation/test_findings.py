"""Parts 三 and 四 as tables: sums that add up, gains, readings and intervals as analysed."""

from decimal import Decimal

import pytest

from fzlib.analysis.change import score_changes
from fzlib.analysis.gain import FIRST, FULL, NO_FIGURE, NO_RANK, gains
from fzlib.analysis.readings import reading_effects
from fzlib.analysis.robustness import rank_intervals
from fzlib.analysis.tries import figures
from fzlib.presentation import findings
from tests.presentation.cards import (
    AVERAGE,
    card,
    card_of,
    html,
    named,
    parts_of,
    region,
    shown,
    tables_of,
    totals,
    typed,
)
from tests.presentation.official_style import clean, read_well
from tests.presentation.periods import paragraphs_of

MONTHS = [
    ("data/fuzhou", "2023-02"),
    ("data/fuzhou", "2023-05"),
    ("data/fuzhou", "2023-08"),
    ("data/fuzhou", "2023-09"),
    ("data/shaoyang", "2025-07"),
]
THREE = {"甲县": "30", "乙县": "20", "丙县": "10"}
SAME = {"甲县": AVERAGE, "乙县": AVERAGE}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(params=MONTHS, ids=str, scope="module")
def month(request):
    return card_of(*request.param)


def number(value, places=2):
    return "—" if value is None else f"{value:.{places}f}".replace("-", "−")


def in_per_cent(chance):
    """A share of the 10,000 draws in whole per cent, half up; not quite none or all is said."""
    if chance is None:
        return "—"
    draws = int(chance * 100)
    return "<1" if 0 < draws < 50 else ">99" if 9950 <= draws < 10_000 else str((draws + 50) // 100)


def amount(text):
    return Decimal(typed(text))


def test_every_part_is_clean(month):
    parts = parts_of(findings, card=month)
    clean(parts)
    for part in parts:
        read_well(paragraphs_of(part))


def test_the_parts_add_up_to_the_change(month):
    changes = {change.region: change for change in score_changes(month)}
    if not changes:
        assert tables_of(findings.changes(month)) == []
        return
    (table,) = tables_of(findings.changes(month))
    for county, cells in named(table).items():
        before, now, old, new, whole, *parts = cells
        ranks = (card_.ranks[county] for card_ in (month.previous, month))
        assert [before, now] == [str(rank or "—") for rank in ranks]
        change = changes[county]
        assert (old, new) == (number(change.before), number(change.after))
        if change.parts is None:
            assert parts == ["—"] * 3
        else:
            assert amount(whole) == sum(map(amount, parts)) == amount(new) - amount(old)


def test_gain_cells_are_the_analysis(month):
    (table,) = tables_of(findings.gain_table(month))
    shown_ = named(table)
    for gain in gains(month):
        column = figures(month).index(gain.figure) + 1
        cell = shown_[gain.region][column]
        words = {FIRST: "居首", NO_RANK: "无位次", NO_FIGURE: "缺数", FULL: "已满分"}
        none = words.get(gain.outcome, "—")
        assert cell == none if gain.change is None else amount(cell) == gain.change


def test_readings_are_the_analysis(month):
    effects = reading_effects(month)
    tables = tables_of(findings.readings(month))
    if not effects.alternatives:
        assert tables == []
        return
    for county, cells in named(tables[0]).items():
        ranks = [str(c.ranks[county] or "—") for c in effects.cards]
        given = [number(c.totals[county]) for c in effects.cards]
        both = [text for pair in zip(given, ranks, strict=True) for text in pair]
        assert cells == (both if len(effects.alternatives) <= findings.MOST_TOTALS else ranks)


def test_intervals_are_the_analysis(month):
    (table,) = tables_of(findings.intervals(month))
    shown_ = named(table)
    for standing in rank_intervals(month).standings:
        rank, middle, whole, *chances = shown_[standing.region]
        assert rank == str(standing.rank or "—")
        for text, low, high in (
            (middle, standing.low, standing.high),
            (whole, standing.best, standing.worst),
        ):
            ends = "—" if low is None else f"{low}—{high}" if low != high else str(low)
            assert text == ends
        expected = (standing.same, standing.first, standing.among_first, standing.among_last)
        assert chances == [in_per_cent(chance) for chance in expected]


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2023-02", "本期是当年第一期，没有可以比较的得分。"),
        ("2023-05", "4月没有数据，没有可以比较的得分。"),
    ],
)
def test_nothing_to_compare_with(period, text):
    assert shown(findings.changes(totals(THREE, period=period))) == text


def test_nothing_changes_under_other_readings():
    text = shown(findings.readings(card(SAME)))
    assert text == "本期改用其他口径，各考评项得分均无变化。"


@pytest.mark.parametrize(
    ("month", "count", "why"),
    [
        (card_of("data/fuzhou", "2023-05"), 4, "all of them"),
        (card_of("data/fuzhou", "2023-02"), 3, "nothing before"),
        (card_of("data/shaoyang", "2025-05"), 4, "no increments"),
        (card(SAME, previous=card(SAME, period="2023-04")), 3, "no other reading matters"),
        (card(SAME), 2, "neither"),
    ],
)
def test_tables_are_numbered_without_a_gap(month, count, why):
    tables = tables_of(parts_of(findings, card=month))
    numbers = [table.caption.split("　")[0] for table in tables]
    assert numbers == [f"表{number}" for number in range(3, 3 + count)], why


def test_few_alternatives_show_totals_and_many_only_ranks():
    few = totals(THREE | {"丁县": "-4"}, floor="zero")
    assert "表4 各口径下的总分和位次" in shown(findings.readings(few))
    hard = {"甲县": AVERAGE, "乙县": region("-3.04", "99", "100", expected="-2.5")}
    many = card(hard, city=region("4", "950", "1001"))
    assert len(reading_effects(many).alternatives) > findings.MOST_TOTALS
    part = findings.readings(many)
    assert "表4 各口径下的位次" in shown(part)
    clean(part)


def test_nobody_has_a_rank():
    nobody = card(dict.fromkeys(THREE, region()), city=region())
    assert shown(findings.intervals(nobody)) == "本期没有位次，不作测算。"
    clean(parts_of(findings, card=nobody))


def test_the_settings_are_printed():
    text = shown(findings.intervals(card_of("data/fuzhou", "2023-05")))
    assert "模拟1万次（随机种子2023）" in text
    assert "修订幅度为假设，不是对误差的估计" in text


def test_a_name_from_a_file_is_text():
    names = {SCRIPT: "30", "a&b": "20", "丙县": None}
    before = totals(names, period="2023-04", floor="zero")
    now = totals(names | {"a&b": "40"}, previous=before, floor="zero")
    markup = html(parts_of(findings, card=now))
    assert "<script" not in markup
    clean(markup)
