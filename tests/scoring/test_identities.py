"""What must hold whatever the figures are: shares, contributions, order, sums, monotony."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.scoring.card import make_card
from fzlib.scoring.engine import floor_of, score
from fzlib.scoring.methods import Basis
from fzlib.scoring.rounding import Fixed, half_up
from fzlib.scoring.rulebook import Readings
from fzlib.vocabulary import Status
from tests.scoring import schemes
from tests.scoring.cities import (
    FUZHOU,
    all_readings,
    card_of,
    panel,
    panel_of,
    random_city,
    read_book,
    stacked,
)

levels = st.decimals(min_value=0, max_value=10**7, places=6)


def city_of(seed, readings=None):
    """A city of the annex drawn from a seed, under these readings or drawn ones."""
    rng = random.Random(seed)
    return random_city(rng, readings or rng.choice(all_readings()))


def schemes_city_of(seed):
    """A city of any scheme drawn from a seed."""
    rng = random.Random(seed)
    return schemes.city(rng, schemes.book(rng, rng.sample(schemes.MEANT, 4)))


seeds = st.integers(0, 2**32)
annexes = seeds.map(city_of)
cities = annexes | seeds.map(schemes_city_of)
counties_that_sum = st.lists(st.tuples(levels, levels), min_size=1, max_size=8)


def summed_city(pairs):
    """Counties with (output, base), and the city as their sum."""
    output, base = (sum(column) for column in zip(*pairs, strict=True))
    counties = {
        str(n): {"output.ytd": str(level), "base.ytd": str(earlier)}
        for n, (level, earlier) in enumerate(pairs)
    }
    return panel(city={"output.ytd": str(output), "base.ytd": str(base)}, counties=counties)


def contributions(pairs):
    """Items of contribution.ytd of such a city."""
    card = make_card(summed_city(pairs), FUZHOU)
    return [card.item(region, "contribution.ytd") for region in card.counties]


@given(counties_that_sum.filter(lambda pairs: sum(a - b for a, b in pairs) != 0))
def test_contribution_rates_of_counties_that_sum_to_the_city_add_up_to_100(pairs):
    whole = Fraction(sum(output - base for output, base in pairs))
    exact = [Fraction(output - base) / whole * 100 for output, base in pairs]
    assert sum(exact) == 100
    assert [i.value for i in contributions(pairs)] == [half_up(share, 2) for share in exact]


@given(counties_that_sum.filter(lambda pairs: sum(a for a, _ in pairs) > 0))
def test_output_shares_of_counties_that_sum_to_the_city_add_up_to_100(pairs):
    whole = Fraction(sum(output for output, _ in pairs))
    exact = [Fraction(output) / whole * 100 for output, _ in pairs]
    assert sum(exact) == 100
    assert [i.standard for i in contributions(pairs)] == [half_up(share, 2) for share in exact]


@given(counties_that_sum)
def test_rounding_moves_the_sum_of_shares_by_at_most_half_a_unit_each(pairs):
    standards = [item.standard for item in contributions(pairs)]
    if None not in standards:
        assert abs(sum(standards) - 100) <= Decimal("0.005") * len(pairs)


@given(counties_that_sum)
def test_in_a_growing_city_contribution_exceeds_share_just_where_growth_exceeds_the_citys(pairs):
    """Annex row 4 says the same as row 2: before rounding, one holds if and only if the other."""
    output, base = (Fraction(sum(column)) for column in zip(*pairs, strict=True))
    if not output > base > 0:
        return
    for (level, earlier), item in zip(pairs, contributions(pairs), strict=True):
        if earlier > 0:
            faster = Fraction(level) / Fraction(earlier) > output / base
            gap = (Fraction(level) - Fraction(earlier)) / (output - base) - Fraction(level) / output
            assert faster == (gap > 0)
            # rounded, a small lead may vanish but never turns into a lag
            assert item.gap >= 0 if faster else item.gap <= 0


def standing(card, region):
    """All that a card says of a county but its name."""
    items = [replace(item, region="") for item in card.of(region)]
    return items, card.totals[region], card.ranks[region], card.base_totals[region]


@given(cities, st.randoms(use_true_random=False))
def test_the_order_of_counties_changes_nothing(city, shuffler):
    order = list(range(len(city.counties)))
    shuffler.shuffle(order)
    moved = replace(
        city,
        counties=tuple(city.counties[n] for n in order),
        groups=tuple(city.groups[n] for n in order),
        rulings={(order.index(n), item): points for (n, item), points in city.rulings.items()},
        adjustments=tuple((order.index(n), points) for n, points in city.adjustments),
        unranked=frozenset(order.index(n) for n in city.unranked),
    )
    before, after = map(card_of, (city, moved))
    for position, n in enumerate(order):
        assert standing(before, str(n)) == standing(after, str(position))


@given(annexes)
def test_totals_are_the_sum_of_the_printed_points_and_ranks_count_those_with_more(city):
    card = card_of(city)
    for region in card.counties:
        items = [item for item in card.of(region) if item.status != Status.SUSPENDED]
        printed = [item.points for item in items]
        total = sum(printed) if items and None not in printed else None
        assert card.totals[region] == total
        more = [other for other in card.totals.values() if None not in (other, total)]
        rank = None if total is None else 1 + sum(other > total for other in more)
        assert card.ranks[region] == rank


def other_figures(city, seed):
    """The same counties, rules and decisions with other figures."""
    rng, size = random.Random(seed), len(city.counties)
    while len((other := schemes.city(rng, city.book)).counties) < size:
        pass
    return replace(
        other, first=False, counties=other.counties[:size], groups=city.groups,
        rulings=city.rulings, adjustments=city.adjustments, unranked=city.unranked,
    )  # fmt: skip


@settings(max_examples=40)
@given(cities, st.lists(seeds, min_size=1, max_size=3))
def test_stacked_periods_score_as_one_by_one(city, others):
    """Leading axes are other periods or draws of the same shape."""
    city = replace(city, first=False, counties=city.counties[:5], groups=city.groups[:5])
    city = replace(city, rulings={}, adjustments=(), unranked=frozenset())
    book = read_book(city.book)
    panels = [panel_of(each, book) for each in (city, *(other_figures(city, n) for n in others))]
    together = score(stacked(panels), book)
    for n, single in enumerate(score(own, book) for own in panels):
        assert together.total.units[n].tolist() == single.total.units.tolist()
        assert together.rank[n].tolist() == single.rank.tolist()
        assert together.base_total.units[n].tolist() == single.base_total.units.tolist()
        for ours, theirs in zip(together.items, single.items, strict=True):
            assert ours.status[n].tolist() == theirs.status.tolist()
            for name in ("value", "standard", "gap", "points"):
                mine, other = getattr(ours, name)[n], getattr(theirs, name)
                assert mine.decimals() == other.decimals()
            for flag, marks in ours.flags.items():
                assert marks[n].tolist() == theirs.flags[flag].tolist()


gaps = st.lists(
    st.decimals(min_value=-(10**6), max_value=10**6, places=2), min_size=2, max_size=20
).map(sorted)


def points_for(gap, row, readings):
    """Points of gaps, by a row's method that rests on nothing else."""
    ratio = row.method.points(Basis(gap, gap, gap, ()), whole=readings.steps == "whole")
    units = ratio.rounded(row.cap, floor_of(row, readings))
    return Fixed(units, gap.present, 2).decimals()


@pytest.mark.parametrize("steps", ["proportional", "whole"])
@pytest.mark.parametrize("floor", ["zero", "none"])
@pytest.mark.parametrize("row", FUZHOU.indicators, ids=lambda row: row.code)
@given(gap=gaps)
def test_more_is_never_worth_less_and_bounds_hold(row, floor, steps, gap):
    readings = Readings(steps=steps, floor=floor)
    points = points_for(Fixed.of(gap, 2), row, readings)
    assert points == sorted(points)
    assert row.cap is None or points[-1] <= row.cap
    assert floor == "none" or points[0] >= 0
    for own_gap, scored in zip(gap, points, strict=True):
        assert (scored >= row.base) == (own_gap >= 0) or abs(own_gap) < row.method.step


@given(gap=gaps)
def test_whole_steps_are_never_further_from_the_base_than_proportional_ones(gap):
    row, fixed = FUZHOU.indicators[3], Fixed.of(gap, 2)
    whole, proportional = (
        points_for(fixed, row, Readings(steps=steps, floor="none"))
        for steps in ("whole", "proportional")
    )
    for in_steps, exact in zip(whole, proportional, strict=True):
        assert abs(in_steps - row.base) <= abs(exact - row.base)


@given(seeds)
def test_a_reading_that_does_not_apply_changes_nothing(seed):
    """Without a floored item, ``floor`` is without effect; likewise a city that grows."""
    card = card_of(city_of(seed, all_readings()[0]))
    without = make_card(card.panel, card.book.with_readings(floor="none"))
    for item, other in zip(card.records, without.records, strict=True):
        if other.points is None or other.points >= 0 or item.status == Status.RULED:
            assert item == other
        else:
            assert item.points == 0
