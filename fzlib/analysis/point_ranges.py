"""The least and most points of an item between neighbouring steps of a figure, method by method.

While a figure goes from one step to the next, every value and every standard that is not made of
values lies between its two ends: levels, increments, growths and completions are monotone in it,
and so are shares and contributions as long as the city's figure keeps its sign. What is made of
them (the gap, best and group mean, the ends of between, places) is bounded by its extremes over
these ranges, and the points by their extremes over it. Arrays are (tries, steps, counties), ranges
(tries, steps − 1, counties).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

import numpy as np

from fzlib.scoring.engine import ItemScores, exact_points, floor_of
from fzlib.scoring.indicators import AMONG, BEST, Indicator
from fzlib.scoring.methods import Band, Bands, Basis, Between, ByRank, Completion
from fzlib.scoring.peers import Groups, extreme, means
from fzlib.scoring.points import AMOUNT_PLACES, Ratio
from fzlib.scoring.quantities import gap_of
from fzlib.scoring.rounding import Bools, Fixed, Ints, Whole
from fzlib.scoring.rulebook import Readings
from fzlib.vocabulary import Status


@dataclass(frozen=True, eq=False)
class Range:
    """The least and the most of a quantity between neighbouring steps."""

    low: Fixed
    high: Fixed

    @classmethod
    def between_steps(cls, quantity: Fixed) -> Range:
        """Of one that is monotone there."""
        ends = quantity.units[:, 1:], quantity.units[:, :-1]
        present, places = quantity.present[:, 1:], quantity.places
        low, high = np.minimum(*ends), np.maximum(*ends)
        return cls(Fixed(low, present, places), Fixed(high, present, places))

    @classmethod
    def over(cls, quantities: Iterable[Fixed]) -> Range:
        """Of one that has its extremes among these."""
        every = list(quantities)
        low, high = (reduce(way, (q.units for q in every)) for way in (np.minimum, np.maximum))
        first = every[0]
        return cls(
            Fixed(low, first.present, first.places), Fixed(high, first.present, first.places)
        )

    @property
    def ends(self) -> tuple[Fixed, Fixed]:
        """Both."""
        return self.low, self.high

    @property
    def passes_zero(self) -> Bools:
        """Where it may have two of the three: below 0, 0, above."""
        low, high = self.low.units, self.high.units
        return ((low <= 0) & (high > 0)) | ((low < 0) & (high >= 0))


def point_range(item: ItemScores, readings: Readings, groups: Groups) -> tuple[Whole, Whole, Bools]:
    """Least and most points, in hundredths, and where even these are not sure."""
    row, before, after = item.indicator, item.status[:, :-1], item.status[:, 1:]
    value = Range.between_steps(item.value)
    standard = _standard(item, value, groups)
    gap = _gap(item, value, standard)
    low, high = _bounded(row, value, standard, gap, readings, groups)
    present = item.points.present[:, 1:]
    ruled, points = after == Status.RULED, item.points.units[:, 1:]
    bounds = (np.where(ruled, points, np.where(present, end, 0)) for end in (low, high))
    unsure = before != after
    if row.divides_by_standard:
        unsure = unsure | standard.passes_zero
    return (*bounds, unsure.any(axis=-1))


def _standard(item: ItemScores, value: Range, groups: Groups) -> Range:
    """The range of each county's standard: that made of values by theirs."""
    row = item.indicator
    if row.standard not in AMONG:
        return Range.between_steps(item.standard)
    if row.standard == BEST:
        return Range(*(extreme(end, groups, highest=not row.low) for end in value.ends))
    return Range(*(means(end, groups, row.decimals) for end in value.ends))


def _gap(item: ItemScores, value: Range, standard: Range) -> Range:
    """The range of each county's gap, which rises with its value; without a standard the value's.

    Of a standard that does not move the gap is as monotone as the value; a difference falls with
    its standard; a percent gap is monotone in either.
    """
    row = item.indicator
    if not row.has_standard:
        return value
    if np.array_equal(standard.low.units, standard.high.units):
        return Range.between_steps(item.gap)
    if row.gap_is_percent:
        corners = [(v, s) for v in value.ends for s in standard.ends]
    else:
        corners = list(zip(value.ends, reversed(standard.ends), strict=True))
    return Range.over(gap_of(v, s, row) for v, s in corners)


def _bounded(
    row: Indicator,
    value: Range,
    standard: Range,
    gap: Range,
    readings: Readings,
    groups: Groups,
) -> tuple[Whole, Whole]:
    """Least and most points by the row's method."""
    floor = floor_of(row, readings)

    def extremes(ratios: Iterable[Ratio]) -> tuple[Whole, Whole]:
        units = [ratio.rounded(row.cap, floor) for ratio in ratios]
        return reduce(np.minimum, units), reduce(np.maximum, units)

    if isinstance(row.method, ByRank):
        return extremes(_by_place(row, row.method, value, groups))
    if isinstance(row.method, Between):
        return extremes(_between(row, row.method, value, groups))
    if isinstance(row.method, Completion):
        corners = [Basis(v, s, v, groups) for v in value.ends for s in standard.ends]
        return extremes(exact_points(basis, row, readings) for basis in corners)
    if isinstance(row.method, Bands):
        return extremes(_in_bands(row.method, gap, groups))
    ends = zip(value.ends, gap.ends, strict=True)
    bases = [Basis(v, standard.low, g, groups, row.low) for v, g in ends]
    return extremes(exact_points(basis, row, readings) for basis in bases)


def _in_bands(method: Bands, reached: Range, groups: Groups) -> list[Ratio]:
    """At both ends; between two that are in different bands any points may be had."""
    ends = [Basis(end, end, end, groups) for end in reached.ends]
    ratios = [method.points(end, whole=False) for end in ends]
    listed = method.listed
    if list(listed) == sorted(listed, reverse=True):
        return ratios
    numbered = Bands(tuple(Band(Decimal(-n), b.start) for n, b in enumerate(method.bands, 1)))
    low, high = (numbered.points(end, whole=False).numerator for end in ends)
    below = ratios[0].denominator
    any_ = (int(end * below) for end in (min(listed), max(listed)))
    return [*ratios, *(Ratio(np.where(low == high, ratios[0].numerator, p), below) for p in any_)]


def _between(row: Indicator, method: Between, value: Range, groups: Groups) -> list[Ratio]:
    """Points rise with the value and fall with either end, as long as the ends keep apart."""
    bases = [Basis(end, end, end, groups, row.low) for end in value.ends]
    ends = [method.ends(basis) for basis in bases]
    (low, high), (low_most, high_most) = ends
    better, places = -1 if row.low else 1, low.places
    ratios = [
        method.between(v.at(places), *own, better=better)
        for v, own in zip(value.ends, reversed(ends), strict=True)
    ]
    moved = (low.units != low_most.units) | (high.units != high_most.units)
    doubtful = moved & (low_most.units >= high.units)
    if not doubtful.any():
        return ratios
    full, least = Fraction(method.full), Fraction(method.full) * Fraction(method.least)
    for points in (full, least):
        fixed = ratios[0]
        below = np.where(doubtful, points.denominator, fixed.denominator)
        over = np.where(doubtful, points.numerator, fixed.numerator)
        ratios.append(Ratio(over, below))
    return ratios


def _by_place(row: Indicator, method: ByRank, value: Range, groups: Groups) -> list[Ratio]:
    """The points of every place from the best to the worst that a county may have."""
    low, high = (end.units for end in value.ends)
    if row.low:
        low, high = -high, -low
    present = value.low.present
    best, worst = np.ones(low.shape, np.int64), np.ones(low.shape, np.int64)
    for group in groups:
        for county in group:
            others, one = group[group != county], slice(county, county + 1)
            best[..., others] += present[..., one] & (low[..., one] > high[..., others])
            worst[..., others] += present[..., one] & (high[..., one] > low[..., others])
    beyond = max(low.shape[-1] - len(method.by_rank), 0)
    listed = [int(points.scaleb(AMOUNT_PLACES)) for points in method.by_rank] + [0] * beyond
    by_place = np.array([0, *listed], np.int64)
    return [
        Ratio(_extremes(by_place, way)[best, worst], 10**AMOUNT_PLACES)
        for way in (np.minimum, np.maximum)
    ]


def _extremes(values: Ints, way: np.ufunc) -> Ints:
    """[first, last] → the extreme of the values from first to last."""
    table = np.zeros((len(values), len(values)), np.int64)
    for first in range(len(values)):
        table[first, first:] = way.accumulate(values[first:])
    return table
