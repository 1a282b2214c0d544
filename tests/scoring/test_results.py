"""Quarter, year and conversion (contract section 4), computed again in fractions."""

import statistics
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import UNCOMMENDED, UNRANKED, Adjustment, Veto
from fzlib.scoring.periods import Period, Quarter, Year
from fzlib.scoring.results import converted_points, result_of, ytd_sum
from fzlib.scoring.rulebook import Conversion, Ranking
from tests.scoring import oracle
from tests.scoring.cities import SHAOYANG
from tests.scoring.folders import FUZHOU as PERIODS
from tests.scoring.folders import fuzhou, shaoyang
from tests.scoring.small import FUZHOU, QUARTERS, small, with_readings

Y2023, Q3 = Year(2023), Quarter(2023, 3)


def half_up(number):
    return oracle.half_up(number, 2)


def mean(values):
    return half_up(statistics.mean(map(Fraction, values)))


def mean_of_available(county):
    return mean(total for total in county.totals.values() if total is not None)


def ranks_by(scores):
    """One more than those with a higher score."""
    given = [score for score in scores if score is not None]
    return [None if own is None else 1 + sum(other > own for other in given) for own in scores]


@pytest.mark.parametrize("number", QUARTERS)
@pytest.mark.parametrize("reading", ["mean", "last"])
def test_quarters_of_the_example_year(number, reading):
    cards = with_readings(fuzhou(), quarter_score=reading)
    result = result_of(cards, Quarter(2023, number))
    months = [cards[Period(2023, month)] for month in QUARTERS[number]]
    assert [str(p) for p in result.periods] == [f"2023-{m:02d}" for m in QUARTERS[number]]
    scores = []
    for county in result.counties:
        totals = [card.totals[county.region] for card in months]
        assert list(county.totals.values()) == totals
        wanted = None if None in totals else totals[-1] if reading == "last" else mean(totals)
        assert county.score == wanted
        scores.append(wanted)
    assert [c.rank for c in result.counties] == ranks_by(scores)
    assert not result.absent


def test_county_without_a_total_has_no_quarter_score_and_why_is_said():
    result = result_of(fuzhou(), Q3)
    county = next(c for c in result.counties if c.region == "鼓楼区")
    assert (county.score, county.rank) == (None, None)
    assert [
        (str(period), [item.id for item in items]) for period, items in county.lacks.items()
    ] == [("2023-08", ["va_growth.month", "va_growth.ytd"])]
    assert county.available == mean_of_available(county)
    assert result.ranked[-1] == county
    assert sorted(c.rank for c in result.counties if c.rank) == list(range(1, 13))


def test_absent_period_leaves_no_scores():
    cards = fuzhou("2023-07", "2023-09")
    for changes in ({}, {"quarter_score": "last"}):
        result = result_of(with_readings(cards, **changes), Q3)
        assert result.absent == (Period(2023, 8),)
        assert {c.score for c in result.counties} == {None}
        assert {items for c in result.counties for items in c.lacks.values()} == {()}
        assert not any(result.commended.values())
        assert [c.totals[Period(2023, 8)] for c in result.counties] == [None] * 13


def test_no_card_at_all_is_refused():
    for when in (Quarter(2022, 1), Year(2022)):
        with pytest.raises(ValueError, match="2022-02"):
            result_of(fuzhou(), when)


@pytest.mark.parametrize("missing", ["none", "mean_of_available"])
def test_example_year(missing):
    cards = with_readings(fuzhou(), year_missing=missing)
    result = result_of(cards, Y2023)
    assert not result.absent
    assert len(result.periods) == 11
    scores = []
    for county in result.counties:
        totals = [cards[p].totals[county.region] for p in result.periods]
        available = [t for t in totals if t is not None]
        whole = len(available) == 11 or missing == "mean_of_available"
        scores.append(mean(available) if whole else None)
        assert (county.score, county.available) == (scores[-1], mean(available))
        december = cards[Period(2023, 12)].records
        items = [i for i in december if i.region == county.region and i.span == "ytd"]
        assert county.ytd == sum(i.points for i in items)
    assert [c.rank for c in result.counties] == ranks_by(scores)
    assert sum(score is None for score in scores) == (missing == "none")
    for region, quarters in result.commended.items():
        assert list(quarters) == [
            Quarter(2023, n)
            for n in QUARTERS
            if region in result_of(cards, Quarter(2023, n)).grid.commended
        ]


def test_year_so_far():
    cards = fuzhou(*PERIODS[:3])
    result = result_of(cards, Y2023)
    assert result.so_far
    assert (len(result.periods), len(result.absent)) == (3, 8)
    for county in result.counties:
        assert county.score == mean(county.totals.values())
        assert county.ytd == ytd_sum(cards[Period(2023, 4)], county.region)


def test_a_hole_is_not_a_tail():
    cards = fuzhou(*(period for period in PERIODS[:6] if period != "2023-05"))
    result = result_of(cards, Y2023)
    assert result.holes == (Period(2023, 5),)
    assert result.so_far
    assert {(c.score, c.rank) for c in result.counties} == {(None, None)}
    for county in result.counties:
        assert county.totals[Period(2023, 5)] is None
        assert county.available == mean_of_available(county)
        assert county.lacks == {Period(2023, 5): ()}
    averaged = with_readings(cards, year_missing="mean_of_available")
    for county in result_of(averaged, Y2023).counties:
        assert county.score == county.available is not None


def test_year_to_date_sum_needs_its_items():
    card = small({"expected.ytd": ""})
    assert ytd_sum(card, "甲县") is None
    assert ytd_sum(card, "乙县") is not None
    suspended = small(city={"base.ytd": "5001"})
    wanted = [suspended.item("甲县", f"{c}.ytd").points for c in ("va_growth", "output_growth")]
    wanted.append(suspended.item("甲县", "increment.ytd").points)
    assert ytd_sum(suspended, "甲县") == sum(wanted)


def test_ties_share_a_rank():
    cards = {Period(2023, 5): small(book=FUZHOU.with_readings(year_missing="mean_of_available"))}
    assert [c.rank for c in result_of(cards, Y2023).counties] == [1, 1]


SCORES = st.dictionaries(
    st.text("甲乙丙丁戊", min_size=1, max_size=3),
    st.none() | st.decimals(-50, 400, places=2),
    max_size=8,
)
POINTS = st.decimals("0.01", 30, places=2)


@given(SCORES, POINTS)
def test_share(scores, points):
    converted = converted_points(Conversion("目标", "year", points, "share"), scores)
    for region, score in scores.items():
        exact = None if score is None else Fraction(points) * min(Fraction(score) / 100, 1)
        assert converted[region] == half_up(exact)


@given(SCORES, POINTS)
def test_of_best(scores, points):
    converted = converted_points(Conversion("目标", "year", points, "of_best"), scores)
    best = max((s for s in scores.values() if s is not None), default=0)
    for region, score in scores.items():
        if score is None or best <= 0:
            assert converted[region] is None
        else:
            exact = Fraction(points) * Fraction(score) / Fraction(best)
            assert converted[region] == half_up(exact)
        if score is not None and score == best > 0:
            assert converted[region] == points


def test_conversions_of_year_and_months():
    rows = (
        Conversion("年度考核", "year", Decimal(5), "share"),
        Conversion("经济领跑", "months", Decimal(3), "of_best"),
    )
    cards = fuzhou(*PERIODS[:4]).items()
    changed = {p: make_card(c.panel, replace(c.book, conversions=rows)) for p, c in cards}
    result = result_of(changed, Y2023)
    year, months = result.conversions
    assert (year.by_period, len(months.by_period)) == ({}, 4)
    for n, county in enumerate(result.counties):
        assert year.points[county.region] == half_up(5 * min(Fraction(county.score) / 100, 1))
        each = []
        for period in result.periods:
            best = max(c.totals[period] for c in result.counties)
            each.append(half_up(3 * Fraction(county.totals[period]) / Fraction(best)))
            assert months.by_period[period][county.region] == each[-1]
        assert months.points[county.region] == mean(each), n
    assert list(result.table.columns[-2:]) == ["年度考核.year", "经济领跑.months"]


def test_nothing_is_converted_without_a_conversion():
    assert result_of(fuzhou(), Y2023).conversions == ()


def test_tables_have_the_columns_of_ranking_csv():
    table = result_of(fuzhou(), Q3).table
    periods = ["2023-07", "2023-08", "2023-09"]
    wanted = ["period", "rank", "region", "score", *periods]
    assert list(table.columns) == [*wanted, *(f"on_target.{p}" for p in periods), "commended"]
    assert table["rank"].tolist()[:12] == list(range(1, 13))
    assert set(table["commended"]) <= {True, False}
    year = result_of(fuzhou(), Y2023).table
    assert list(year.columns[:15]) == ["period", "rank", "region", "score", *PERIODS]
    assert list(year.columns[-3:]) == ["commended", "mean_of_available", "ytd"]
    assert set(year["period"]) == {"2023"}


@settings(max_examples=30)
@given(st.lists(st.sampled_from(PERIODS), min_size=1, unique=True))
def test_any_periods_of_the_year(periods):
    cards = fuzhou(*periods)
    result = result_of(cards, Y2023)
    last = max(map(Period.parse, periods))
    assert result.periods == last.so_far
    assert set(map(str, result.periods)) - set(map(str, result.holes)) == set(periods)
    for county in result.counties:
        totals = county.totals.values()
        assert county.score == (None if None in totals else mean(totals))


def test_shaoyang_scores_without_increments():
    assert SHAOYANG.readings.quarter_score == "last"
    result = result_of(shaoyang(), Quarter(2025, 2))
    assert all(county.score == county.totals[Period(2025, 6)] for county in result.counties)


def adjusted(when, points, region="甲县"):
    return Adjustment(when, region, "工业稳增长突出", Decimal(points), "市政府文件")


def vetoed(when, effect, region="甲县"):
    return Veto(when, region, effect, "通报")


def quarter_of(**of_last):
    """The second quarter, 4 分 added in each month, and its cards; ``of_last``: June's inputs."""
    q2 = Quarter(2023, 2)
    cards = {}
    for period in q2.periods:
        inputs = {"adjustments": [adjusted(period, "4")], "vetoes": []}
        for name, rows in (of_last if period == q2.periods[-1] else {}).items():
            inputs[name] = [*inputs[name], *rows]
        cards[period] = small({"va_growth.month": "4"}, period=str(period), **inputs)
    return result_of(cards, q2), cards


def test_a_quarter_takes_the_months_totals_with_their_adjustments_and_adds_its_own():
    """Contract 3b: 期间 may be a month or a quarter and counts for that report."""
    quarter, cards = quarter_of()
    first, second = quarter.counties
    assert {card.adjustments["甲县"] for card in cards.values()} == {4}
    assert {card.totals["甲县"] - card.totals["乙县"] for card in cards.values()} == {2}
    assert (first.score - second.score, first.adjustments) == (2, 0)
    own, _ = quarter_of(adjustments=[adjusted(Quarter(2023, 2), "-2.5"), adjusted(Y2023, "9")])
    assert own.counties[0].score == first.score - Decimal("2.5")
    assert (own.counties[0].adjustments, own.counties[0].rank) == (Decimal("-2.5"), 2)
    assert list(own.table.columns[3:5]) == ["score", "adjustments"]


def test_a_county_that_is_not_ranked_in_a_quarter_keeps_its_score():
    quarter, _ = quarter_of(vetoes=[vetoed(Quarter(2023, 2), UNRANKED)])
    assert [(c.rank, c.score is None) for c in quarter.counties] == [(None, False), (1, False)]
    month, cards = quarter_of(vetoes=[vetoed(Period(2023, 6), UNRANKED)])
    assert [county.rank for county in month.counties] == [1, 2]
    assert cards[Period(2023, 6)].ranks == {"甲县": None, "乙县": 1}


@pytest.mark.parametrize("when", [Quarter(2023, 2), Period(2023, 4), Period(2023, 6)])
def test_a_county_that_is_not_commended_leaves_the_list(when):
    """不予表扬 in the quarter or in one of its months, each with the vetoes of its own report."""
    _, cards = quarter_of()
    on = {Quarter(2023, 2): Period(2023, 6)}.get(when, when)
    card = cards[on]
    changed = cards | {
        on: replace(card, panel=replace(card.panel, vetoes=(vetoed(when, UNCOMMENDED),)))
    }
    before, after = (result_of(own, Quarter(2023, 2)) for own in (cards, changed))
    assert before.commended == dict.fromkeys(("甲县", "乙县"), (Quarter(2023, 2),))
    assert after.commended == {"甲县": (), "乙县": (Quarter(2023, 2),)}
    assert [county.rank for county in after.counties] == [c.rank for c in before.counties]


def test_a_quarter_is_ranked_within_groups():
    groups = {"甲县": "一类", "乙县": "二类"}
    book = replace(FUZHOU, ranking=Ranking(within="group"))
    card = small({"va_growth.month": "4"}, book=book, groups=groups)
    quarter = result_of(dict.fromkeys(Quarter(2023, 2).periods, card), Quarter(2023, 2))
    assert [(c.group, c.rank) for c in quarter.counties] == [("一类", 1), ("二类", 1)]
    assert quarter.table["group"].tolist() == ["一类", "二类"]
