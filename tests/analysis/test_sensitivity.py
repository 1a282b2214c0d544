"""How many points an amount moves: as the engine scores the county with a little more of it."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from fzlib.analysis.explain import trace
from fzlib.analysis.revised import revised
from fzlib.analysis.sensitivity import points_per_unit
from fzlib.scoring.card import make_card
from fzlib.scoring.measures import LEVEL, LEVEL_PLACES
from tests.analysis import random_cities
from tests.analysis.cards import card
from tests.scoring.cities import card_of
from tests.scoring.test_sample_schemes import CASES
from tests.scoring.test_sample_schemes import card as sample

MORE = Decimal("0.000001")  # the last decimal of an amount: no end of a tier lies within


def finer(own):
    """The same card with gaps in % to so many decimals that their rounding moves nothing."""
    rows = tuple(replace(row, decimals=10) for row in own.book.indicators)
    return make_card(own.panel, replace(own.book, indicators=rows))


def moved(own, item, more=MORE):
    """The card with more of the county's amount, and nothing else."""
    change = np.zeros(len(own.panel.regions), np.int64)
    change[3 + own.counties.index(item.region)] = int(more.scaleb(LEVEL_PLACES))
    code = item.indicator.measure.code_of(LEVEL)
    return make_card(revised(own.panel, {(code, item.span): change}), own.book)


def checked(own):
    """Every slope of a card against the engine's points; the methods that had one."""
    own, methods = finer(own), set()
    for item in own.records:
        slope = points_per_unit(own, item)
        if slope is None:
            continue
        before, after = (
            trace(each, item.region, item.id).unbounded for each in (own, moved(own, item))
        )
        assert abs((after - before) - slope * Fraction(MORE)) < Fraction(1, 10**8), item
        methods.add(item.indicator.method.code)
    return methods


@pytest.mark.parametrize("name", CASES)
def test_slopes_of_the_sample_schemes(name):
    checked(sample(name))


@pytest.mark.parametrize("period", ["2023-02", "2023-05", "2023-12"])
def test_slopes_of_the_plan(period):
    assert checked(card("data/fuzhou", period)) == {"steps"}


def test_slopes_under_books_of_all_methods():
    methods = set()
    for seed in range(60):
        rng = random.Random(seed)
        methods |= checked(card_of(random_cities.city(rng, random_cities.tables(rng))))
    assert methods == {"steps", "tiers", "completion", "between", "per_unit"}


def test_one_hundredth_of_a_small_county():
    """0.01 of 0.09亿元 expected is 11.11 %, at 0.2 points each: the engine's own points."""
    own = card("data/fuzhou", "2023-05")
    item = own.item("台江区", "increment.month")
    assert item.standard == Decimal("0.09")
    assert points_per_unit(own, item) == Fraction(20) / Fraction("0.09")
    after = moved(own, item, Decimal("0.01")).item(item.region, item.id)
    assert after.points - item.points == Decimal("2.22")


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("va_growth.month", "a rate"),
        ("contribution.month", "the city's increment moves along"),
    ],
)
def test_none_where_no_rate_holds(item, why):
    own = card("data/fuzhou", "2023-05")
    assert points_per_unit(own, own.item("台江区", item)) is None, why


def test_none_of_points_held_by_the_floor_or_in_whole_steps():
    own = card("data/fuzhou", "2023-05")
    floored = next(i for i in own.records if i.indicator.code == "increment" and i.points == 0)
    assert points_per_unit(own, floored) is None
    free = make_card(own.panel, own.book.with_readings(floor="none"))
    assert points_per_unit(free, free.item(floored.region, floored.id)) > 0
    whole = make_card(own.panel, own.book.with_readings(steps="whole", floor="none"))
    assert points_per_unit(whole, whole.item(floored.region, floored.id)) is None
