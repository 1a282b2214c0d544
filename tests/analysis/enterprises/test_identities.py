"""What adds up exactly: 拉动 to growth, counties and divisions to the city, parts to a change."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from fzlib.analysis.enterprises.parts import growth_split, printed_pulls
from fzlib.analysis.enterprises.rates import down_share
from fzlib.enterprises.frame import COUNTY, COUNTY_DIVISION, DIVISION
from fzlib.enterprises.marks import COUNTED, DENOMINATORS, DOWN, ENTERED, LEFT, MARKS
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import SPANS
from tests.analysis.enterprises import random_frames
from tests.enterprises.frames import frame, shipped


def pulled(increment, city):
    """拉动 as a rational."""
    return 100 * Fraction(increment) / Fraction(city.base)


def check(own):
    for span in SPANS:
        city = own.group(span)
        if city is None:
            continue
        counted = own.marked(span, COUNTED)
        for level in (COUNTY, DIVISION, COUNTY_DIVISION):
            groups = own.at_level(span, level)
            assert {mark: sum(g.counts[mark] for g in groups) for mark in MARKS} == city.counts
            for figure in ("output", "base", "increment"):
                parts = sum(Fraction(getattr(g, figure)) for g in groups)
                assert parts == Fraction(getattr(city, figure))
        for group in (city, *own.at_level(span, COUNTY)):
            rows = [row.of(span) for row in counted if group.county in ("", row.county)]
            assert sum(Fraction(row.increment) for row in rows) == Fraction(group.increment)
            parts = [group.continuing, group.entered, group.left]
            assert sum(Fraction(p.increment) for p in parts) == Fraction(group.increment)
            assert sum(Fraction(p.output) for p in parts) == Fraction(group.output)
            if city.base > 0:
                of_rows = sum((pulled(row.increment, city) for row in rows), Fraction(0))
                assert of_rows == pulled(group.increment, city)
        if city.base > 0:
            counties = own.at_level(span, COUNTY)
            growth = 100 * (Fraction(city.output) / Fraction(city.base) - 1)
            assert sum(pulled(group.increment, city) for group in counties) == growth
            for places in (1, 2):
                printed = printed_pulls(counties, city, places)
                assert sum(map(Fraction, printed)) == Fraction(half_up(growth, places))


@settings(max_examples=15, deadline=None)
@given(random_frames.rows)
def test_of_any_rows(rows):
    check(frame(*rows))


def test_of_a_drawn_month():
    check(frame(*random_frames.drawn(7, 500)))


@pytest.mark.parametrize("period", ["2023-02", "2023-12"])
def test_of_the_shipped_files(period):
    check(shipped(period))


def test_three_readings_from_one_table():
    """减产面: three denominators of the same enterprises that are down."""
    for group in shipped("2023-09").groups:
        for name, denominator in DENOMINATORS.items():
            among = group.counts[denominator.mark]
            exact = Fraction(100 * group.counts[DOWN], among) if among else None
            assert down_share(group, name) == (None if exact is None else half_up(exact, 6))
        among = [group.counts[denominator.mark] for denominator in DENOMINATORS.values()]
        assert among == sorted(among)  # comparable <= reported <= all


def test_what_neither_entered_nor_left_is_continuing():
    own = shipped("2023-12")
    entered, left = (
        sum(row.ytd.increment for row in own.marked("ytd", mark) if row.ytd.increment is not None)
        for mark in (ENTERED, LEFT)
    )
    split = growth_split(own.group("ytd"), 2)
    assert [part.part.increment for part in split.parts[1:]] == [entered, left]
    assert entered > 0 > left  # the shipped year has both
    assert sum(part.pull for part in split.parts) == split.growth
