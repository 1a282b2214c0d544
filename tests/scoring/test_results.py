"""Quarter, year and conversion (contract section 4), computed again in fractions."""

import statistics
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.scoring.card import make_card
from fzlib.scoring.periods import Period, Quarter, Year
from fzlib.scoring.results import converted_points, result_of, ytd_sum
from fzlib.scoring.rulebook import Conversion
from tests.analysis.cards import FUZHOU as PERIODS
from tests.analysis.cards import fuzhou, shaoyang
from tests.scoring import oracle
from tests.scoring.cities import SHAOYANG
from tests.scoring.small import FUZHOU, QUARTERS, small, with_readings

Y2023, Q3 = Year(2023), Quarter(2023, 3)


def half_up(number):
    return oracle.half_up(number, 2)


def mean(values):
    return half_up(statistics.mean(map(Fraction, values)))


def mean_of_available(county):
    return mean(total for total in county.totals.values() if total is not None)


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
    assert [c.rank for c in result.counties] == oracle.ranks(scores)
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
    assert [c.rank for c in result.counties] == oracle.ranks(scores)
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
