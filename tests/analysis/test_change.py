"""A change of score adds up to the last hundredth, and is split by whose figures changed."""

import itertools
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import factorial

import pytest

from fzlib.analysis.change import (
    OTHERS,
    OUTSIDE,
    OWN,
    OWNERS,
    Parts,
    against_two_months,
    score_changes,
)
from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import Adjustment
from fzlib.scoring.engine import floor_of
from fzlib.scoring.panel import build_panel
from fzlib.scoring.rounding import half_up
from tests.analysis import random_cities
from tests.analysis.cards import ALL, card
from tests.scoring.cities import FUZHOU as BOOK
from tests.scoring.cities import card_of, panel
from tests.scoring.oracle import evaluate

LATER = [(data, period) for data, period in ALL if not period.endswith("-02")]
EACH = pytest.mark.parametrize(("data", "period"), LATER)


@EACH
def test_adds_up_for_every_county(data, period):
    now = card(data, period)
    changes = score_changes(now)
    assert [c.region for c in changes] == list(now.counties)
    for change in changes:
        before, after = now.previous.totals[change.region], now.totals[change.region]
        if before is None or after is None:
            assert (change.parts, change.change) == (None, None)
            continue
        assert change.parts.total == change.change == after - before
        assert change.parts == sum((i.parts for i in change.items), Parts())
        assert [i.after.id for i in change.items] == list(now.book.item_ids)
        for item in change.items:
            assert item.parts.total == item.change
            # no part is larger than the item's points can be: from the floor of 0 to the cap
            cap = item.after.indicator.cap
            parts = (item.parts.own, item.parts.others, item.parts.outside)
            assert cap is None or max(map(abs, parts)) <= cap


def test_first_period_has_nothing_to_compare_with():
    first = card("data/fuzhou", "2023-02")
    assert score_changes(first) == ()
    assert not against_two_months(first)


@pytest.mark.parametrize(
    ("data", "period", "two"),
    [("data/fuzhou", "2023-03", True), ("data/fuzhou", "2023-04", False),
     ("data/shaoyang", "2025-03", False)],
)  # fmt: skip
def test_a_month_against_two_is_told_where_months_are_scored(data, period, two):
    assert against_two_months(card(data, period)) == two


def of_county(period, county):
    return next(c for c in score_changes(card("data/fuzhou", period)) if c.region == county)


def test_what_others_did_is_not_own():
    """福清市's increment rose from 30.37 to 51.89亿元: what it lost, the city's took from it."""
    parts = of(of_county("2023-03", "福清市"), "contribution.ytd")
    assert parts.own > 0 > parts.others
    assert parts.total == Decimal("-16.72")


def test_parts_do_not_exceed_the_scores_they_explain():
    """闽侯县 fell from 108.67 to 23.62: −181.77 was said to be its own."""
    change = of_county("2023-12", "闽侯县")
    assert (change.before, change.after) == (Decimal("108.67"), Decimal("23.62"))
    assert -change.before < change.parts.own < 0


def worth(own, values, county):
    """A county's points by item, of a card scored by the engine from plain figures."""
    scored = build_panel(own.period, own.panel.regions, values, dataset=own.panel.dataset)
    return {i.id: i.points for i in make_card(scored, own.book).of(county)}


@pytest.mark.parametrize(("period", "county"), [("2023-03", "福清市"), ("2023-12", "闽侯县")])
def test_parts_are_the_mean_over_all_orders_of_exchange(period, county):
    """The issue's two examples, figure by figure: each order walked, each step scored."""
    now = card("data/fuzhou", period)
    then, later = dict(now.previous.panel.values), now.panel.values
    above = [region.name for region in now.panel.above]

    def owner_of(key):
        if now.panel.series[key[0]].is_target or key[2] in above:
            return OUTSIDE
        return OWN if key[2] == county else OTHERS

    gained = {owner: Counter() for owner in OWNERS}
    for order in itertools.permutations(OWNERS):
        values = dict(then)
        for owner in order:
            before = worth(now, values, county)
            rest = {key: value for key, value in values.items() if owner_of(key) != owner}
            values = rest | {k: v for k, v in later.items() if owner_of(k) == owner}
            for item, points in worth(now, values, county).items():
                gained[owner][item] += points - before[item]
    change = of_county(period, county)
    for owner in OWNERS:
        for item in change.items:
            mean = Fraction(gained[owner][item.after.id]) / 6
            assert abs(Fraction(getattr(item.parts, owner)) - mean) < Fraction(1, 100)
        assert getattr(change.parts, owner) == sum(getattr(i.parts, owner) for i in change.items)
    assert change.unsplit == ()


@pytest.mark.parametrize(("period", "missing_in"), [("2023-08", "after"), ("2023-09", "before")])
def test_county_without_a_total_is_not_split_and_why_is_said(period, missing_in):
    change = of_county(period, "鼓楼区")
    assert change.parts is None
    named = [pair[missing_in == "after"] for pair in change.unscored]
    assert [item.id for item in named] == ["va_growth.month", "va_growth.ytd"]
    assert {item.status.name for item in named} == {"MISSING"}


# --- against the definition, in fractions ------------------------------------------------------


def mixed(then, now, county, exchanged):
    """The city in which the figures of some owners are of now and those of the others of then."""

    def figures(of, owner):
        measured, targets = ((then, now)[who in exchanged] for who in (owner, OUTSIDE))
        return {k: v for k, v in of(measured).items() if "target" not in k[1]} | {
            k: v for k, v in of(targets).items() if "target" in k[1]
        }

    counties = tuple(
        figures(lambda c, n=n: c.counties[n], OWN if n == county else OTHERS)
        for n in range(len(now.counties))
    )
    return replace(
        now,
        nation=figures(lambda c: c.nation, OUTSIDE),
        province=figures(lambda c: c.province, OUTSIDE),
        city=figures(lambda c: c.city, OTHERS),
        counties=counties,
        rulings={},
    )


def value_of(worth, owner):
    """An owner's Shapley value, by the sizes of the sets it joins."""
    rest = [other for other in OWNERS if other != owner]
    sets = [set(s) for n in range(len(OWNERS)) for s in itertools.combinations(rest, n)]
    total = Fraction(0)
    for joined in sets:
        weight = factorial(len(joined)) * factorial(len(rest) - len(joined))
        gained = worth[frozenset(joined | {owner})] - worth[frozenset(joined)]
        total += Fraction(weight, factorial(len(OWNERS))) * gained
    return total


def check_city(then, now):
    """Every split of a city against the definition; how many were split, not, and ruled."""
    later = card_of(now, card_of(then))
    subsets = [frozenset(s) for n in range(4) for s in itertools.combinations(OWNERS, n)]
    counts = {"split": 0, "unsplit": 0, "decided": 0}
    for n, change in enumerate(score_changes(later)):
        scored = {s: evaluate(mixed(then, now, n, s)).items[n] for s in subsets}
        for item in change.items:
            name, parts = item.after.id, item.parts
            assert parts.total == item.change
            worth = {s: items[name][3] for s, items in scored.items()}
            if "RULED" in (item.before.status.name, item.after.status.name):
                assert parts == Parts(decided=item.change)
                counts["decided"] += 1
            elif None in worth.values():
                at = item.unsplit
                assert parts == Parts(unsplit=item.change)
                assert scored[frozenset(at.exchanged)][name][4] == at.status.name.lower()
                assert worth[frozenset(at.exchanged)] is None
                counts["unsplit"] += 1
            else:
                floor = floor_of(item.after.indicator, later.book.readings)
                for owner in OWNERS:
                    if None not in (cap := item.after.indicator.cap, floor):
                        # a cap under the floor is the floor
                        assert abs(getattr(parts, owner)) <= max(half_up(cap, 2) - floor, 0)
                    got, wanted = Fraction(getattr(parts, owner)), value_of(worth, owner)
                    assert abs(got - wanted) < Fraction(1, 100)
                    assert wanted.denominator != 1 or got == wanted
                counts["split"] += 1
        if change.parts:
            items = sum((item.parts for item in change.items), Parts())
            assert change.parts == items + Parts(decided=change.adjustments)
            assert change.parts.total == change.change
    return counts


def check_books(seeds):
    total = {"split": 0, "unsplit": 0, "decided": 0}
    for seed in seeds:
        rng = random.Random(seed)
        # of a few rows, so that most counties have totals to split
        book = random_cities.tables(rng, rng.sample(random_cities.METHODS, rng.randint(1, 3)))
        for kind, count in check_city(*random_cities.two_periods(rng, book)).items():
            total[kind] += count
    return total


def test_splits_are_the_definition_under_books_of_all_methods():
    assert min(check_books(range(24)).values()) > 0


@pytest.mark.slow
def test_splits_are_the_definition_under_many_books():
    assert check_books(range(100, 160))["split"] > 500


@pytest.mark.parametrize("seed", range(6))
def test_who_changed_nothing_has_no_part(seed):
    """The county itself, then the others, then those outside: exactly 0, whatever was rounded."""
    rng = random.Random(seed)
    then, now = random_cities.two_periods(rng, random_cities.tables(rng))
    for owner in OWNERS:
        for n in range(len(now.counties)):
            same = replace(mixed(then, now, n, set(OWNERS) - {owner}), rulings=now.rulings)
            change = score_changes(card_of(same, card_of(then)))[n]
            assert {getattr(item.parts, owner) for item in change.items} <= {Decimal(0)}


# --- written out by hand -----------------------------------------------------------------------


CITY = {"output.month": "1000", "base.month": "900", "output.ytd": "5000", "base.ytd": "4600"}
NATION = {"va_growth.month": "3", "va_growth.ytd": "3"}
COUNTY = {
    "va_growth.month": "5", "va_growth.ytd": "5", "expected.month": "10", "expected.ytd": "40",
    "output.month": "200", "base.month": "170", "output.ytd": "900", "base.ytd": "800",
}  # fmt: skip


def two(now=(), *, then=(), city_now=(), city_then=(), nation=(), rulings=(), book=BOOK):
    """甲县's change between two panels written out by hand."""

    def scored(county, city, nation, rulings, previous):
        figures = {k: v for k, v in (COUNTY | dict(county)).items() if v}
        given = panel(
            nation=NATION | dict(nation), city=CITY | dict(city), counties={"甲县": figures},
            rulings=[("甲县", item, points) for item, points in rulings],
        )  # fmt: skip
        return make_card(given, book, previous)

    before = scored(then, city_then, (), (), None)
    return score_changes(scored(now, city_now, nation, rulings, before))[0]


def of(change, item):
    return next(i.parts for i in change.items if i.after.id == item)


GROWTH, INCREMENT = "va_growth.month", "increment.month"
FREE = BOOK.with_readings(floor="none")
ABSOLUTE = BOOK.with_readings(expected_nonpositive="absolute")
WHOLE = BOOK.with_readings(steps="whole")
FALLING = {"expected.month": "-10"}


@pytest.mark.parametrize(
    ("item", "now", "more", "parts", "why"),
    [
        (GROWTH, {GROWTH: "5.5"}, {"nation": {GROWTH: "3.4"}}, {"own": "1.00", "outside": "-0.80"},
         "5 − 3 = 2 above: 14 points; then 5.5 against 3.4: 14.2"),
        (GROWTH, {GROWTH: "9"}, {}, {"own": "1.00"}, "9 − 3 = 6 above: 22, of which 15 count"),
        (GROWTH, {}, {"then": {GROWTH: "9"}}, {"own": "-1.00"}, "and back"),
        (GROWTH, {GROWTH: "-6"}, {}, {"own": "-14.00"}, "9 below: not under 0"),
        (GROWTH, {GROWTH: "-6"}, {"book": FREE}, {"own": "-22.00"}, "no floor: −8 points"),
        (GROWTH, {GROWTH: "9"}, {"nation": {GROWTH: "4"}}, {"own": "2.00", "outside": "-1.00"},
         "14, own 15, outside 12, both 15: (1 + 3)/2 and (−2 + 0)/2"),
        (INCREMENT, {"output.month": "203", "expected.month": "12"}, {},
         {"own": "5.50", "outside": "-10.50"},
         "30 of 10, then 33 of 12: 48, 43; own first 54, the target first 38"),
        (INCREMENT, FALLING | {"output.month": "203"}, {"then": FALLING, "book": ABSOLUTE},
         {"own": "6.00"}, "30 against −10 is 400 % above, 33 is 430 %"),
        (INCREMENT, {"expected.month": "10.05"}, {"book": WHOLE}, {"outside": "-0.40"},
         "增量 30 of 10: 200 % above; of 10.05: 198.507…% above, of which 198 count"),
        ("output_growth.month", {"output.month": "204"}, {"city_now": {"output.month": "1009"}},
         {"own": "0.00", "others": "0.00"}, "20 % and 11.1 %: capped with any"),
        ("contribution.month", {}, {"city_now": {"output.month": "1100"}}, {"others": "-26.36"},
         "30 of 100 against 20: 28 points; 30 of 200 against 18.18: 1.64; its own did not change"),
    ],
)  # fmt: skip
def test_parts(item, now, more, parts, why):
    wanted = Parts(**{name: Decimal(points) for name, points in parts.items()})
    assert of(two(now, **more), item) == wanted, why


def test_ruling_is_said_apart():
    change = two({"va_growth.month": "9"}, rulings=[("va_growth.month", "3.33")])
    assert of(change, "va_growth.month") == Parts(decided=Decimal("-10.67"))
    assert change.parts.total == change.change


def test_adjustments_are_decided():
    def scored(points, previous=None):
        given = panel(nation=NATION, city=CITY, counties={"甲县": COUNTY})
        own = Adjustment(given.period, "甲县", "事项", Decimal(points), "依据")
        return make_card(replace(given, adjustments=(own,)), BOOK, previous)

    change = score_changes(scored("2.50", scored("-1")))[0]
    assert change.parts == Parts(decided=Decimal("3.50"))
    assert change.adjustments == change.change == Decimal("3.50")


def test_item_suspended_now_is_told_whole():
    change = two({"va_growth.month": "5.5"}, city_now={"base.ytd": "5001"})
    (item,) = change.unsplit
    assert (item.after.id, item.after.status.name) == ("contribution.ytd", "SUSPENDED")
    assert (item.unsplit.exchanged, item.unsplit.status.name) == (OWNERS, "SUSPENDED")
    assert change.parts.unsplit == item.change == -item.before.points
    assert change.parts.own > 0
    assert change.parts.total == change.change


def test_item_suspended_then_and_now_is_in_neither_total():
    change = two(
        {"va_growth.month": "6"}, city_now={"base.ytd": "5001"}, city_then={"base.ytd": "5002"}
    )
    assert change.parts.total == change.change
    assert "contribution.ytd" not in [item.after.id for item in change.items]


def test_different_rules_or_counties_are_refused():
    now = card("data/fuzhou", "2023-05")
    other = make_card(now.panel, now.book.with_readings(floor="none"), now.previous)
    with pytest.raises(ValueError, match="规则不同"):
        score_changes(other)
    given = panel(nation=NATION, city=CITY, counties={"甲县": COUNTY})
    with pytest.raises(ValueError, match="地区不同"):
        score_changes(make_card(given, BOOK, two_counties()))


def two_counties():
    counties = {"甲县": COUNTY, "乙县": COUNTY}
    return make_card(panel(nation=NATION, city=CITY, counties=counties), BOOK)
