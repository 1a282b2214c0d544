"""How points come of a quantity: the seven methods of a rule book (contract, section 3b).

Each is exact: integers over one denominator, so that cap and floor act before the one rounding,
half-up to 2 decimals. Arrays are over the counties, with any leading axes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

import numpy as np

from fzlib.scoring.peers import Groups, extreme
from fzlib.scoring.points import AMOUNT_PLACES, Ratio, weighted_sum
from fzlib.scoring.ranking import Places, places
from fzlib.scoring.rounding import Fixed, Whole, plus, quotient, times

LOWEST, HIGHEST = "lowest", "highest"


@dataclass(frozen=True, eq=False)
class Basis:
    """What an item's points rest on: arrays (..., counties); what is not scored is not present.

    ``low``: the lower value is the better one. ``groups``: those compared with each other.
    """

    value: Fixed
    standard: Fixed
    gap: Fixed
    groups: Groups
    low: bool = False


@dataclass(frozen=True)
class Slope:
    """``per_step`` points for each ``step`` of the gap; of a tier, over a ``width`` of it."""

    per_step: Decimal
    step: Decimal
    width: Decimal | None = None

    @property
    def rate(self) -> Fraction:
        """Points for one unit of the gap."""
        return Fraction(self.per_step) / Fraction(self.step)


@dataclass(frozen=True)
class Steps:
    """base + gap/step x per_step; below the standard with a slope of its own where it has one.

    ``whole``: gap/step is truncated toward zero first (the reading ``steps``).
    """

    code: ClassVar[str] = "steps"
    base: Decimal
    per_step: Decimal
    step: Decimal
    below: Slope | None = None

    @property
    def above(self) -> Slope:
        """The slope above the standard."""
        return Slope(self.per_step, self.step)

    def slope(self, above: bool) -> Slope:
        """The one that counts on a side of the standard."""
        return self.below if self.below and not above else self.above

    def points(self, basis: Basis, *, whole: bool) -> Ratio:
        """Of the gap."""
        gap, base = basis.gap, Fraction(self.base)
        if self.below is None:
            return weighted_sum([_counted(gap, self.above, whole)], base)
        negative = gap.units < 0
        sides = ((self.above, ~negative), (self.below, negative))
        parts = (_counted(gap.where(side), slope, whole) for slope, side in sides)
        return weighted_sum(list(parts), base)


def _counted(gap: Fixed, slope: Slope, whole: bool) -> tuple[Whole, Fraction]:
    """Steps in a gap, and the points of one."""
    step = Fraction(slope.step) * 10**gap.places  # in units of the gap
    steps, per_step = times(gap.units, step.denominator), Fraction(slope.per_step)
    if whole:
        return quotient(steps, step.numerator, whole=True), per_step
    return steps, per_step / step.numerator


@dataclass(frozen=True)
class Tiers:
    """base + marginal tiers of the gap, the last open; mirrored below, or tiers of their own."""

    code: ClassVar[str] = "tiers"
    base: Decimal
    tiers: tuple[Slope, ...]
    tiers_below: tuple[Slope, ...] = ()

    def side(self, above: bool) -> tuple[Slope, ...]:
        """The tiers on a side of the standard."""
        return self.tiers if above or not self.tiers_below else self.tiers_below

    def points(self, basis: Basis, *, whole: bool) -> Ratio:
        """Of the gap."""
        gap = basis.gap.at(max(basis.gap.places, AMOUNT_PLACES))
        if self.tiers_below:
            above, below = np.maximum(gap.units, 0), np.minimum(gap.units, 0)
            parts = _within(above, self.tiers, gap.places)
            parts += _within(below, self.tiers_below, gap.places)
        else:
            parts = _within(gap.units, self.tiers, gap.places)
        return weighted_sum(parts, Fraction(self.base))


def _within(gap: Whole, tiers: Sequence[Slope], places: int) -> list[tuple[Whole, Fraction]]:
    """What of a gap, of either sign, lies within the end of each tier, and what a unit of it earns.

    A unit within an end earns what the tier's rate is above the next one's, once for each end.
    """
    parts, end = [], 0
    for tier, beyond in zip(tiers, [*tiers[1:], None], strict=True):
        rate = tier.rate - (beyond.rate if beyond else 0)
        end += int((tier.width or Decimal(0)).scaleb(places))
        within = gap if tier.width is None else np.clip(gap, -end, end)
        parts.append((within, rate / 10**places))
    return parts


@dataclass(frozen=True)
class Completion:
    """The indicator's points x value/standard; a standard of 0 or less is referred."""

    code: ClassVar[str] = "completion"
    full: Decimal

    def points(self, basis: Basis, *, whole: bool) -> Ratio:
        """Of value and standard."""
        value, standard, full = basis.value, basis.standard, Fraction(self.full)
        places = max(value.places, standard.places)
        of, by = value.at(places).units, standard.at(places).units
        over = times(np.broadcast_to(of, np.broadcast_shapes(of.shape, by.shape)), full.numerator)
        return Ratio(over, times(np.where(by > 0, by, 1), full.denominator))


@dataclass(frozen=True)
class Between:
    """Between ``low`` and ``high``, full at the better end and ``least`` of it at the other.

    Each is a number, or the lowest or highest of the counties compared (功效系数法).
    """

    code: ClassVar[str] = "between"
    full: Decimal
    low: Decimal | str
    high: Decimal | str
    least: Decimal = Decimal(0)

    def ends(self, basis: Basis) -> tuple[Fixed, Fixed]:
        """Low and high for each county."""
        places = max(basis.value.places, AMOUNT_PLACES)
        value = basis.value.at(places)
        low, high = (_end(value, of, basis.groups) for of in (self.low, self.high))
        return low, high

    def points(self, basis: Basis, *, whole: bool) -> Ratio:
        """Of the value."""
        low, high = self.ends(basis)
        return self.between(basis.value.at(low.places), low, high, better=-1 if basis.low else 1)

    def between(self, value: Fixed, low: Fixed, high: Fixed, *, better: int) -> Ratio:
        """Of a value between two ends, all with the same places; ``better``: -1 the lower is."""
        own, start, end = value.units, low.units, high.units
        if better < 0:
            own, start, end = -own, -end, -start
        # a bound that the field has passed: at or beyond the better end full points, else least
        size = np.where(end > start, end - start, 1)
        reached = np.where(end > start, np.clip(own - start, 0, size), 0)
        full_at = (end == start) | ((end < start) & (own >= end))
        reached = np.where(full_at, size, reached)
        least, full = Fraction(self.least), Fraction(self.full)
        scale = math.lcm(least.denominator, full.denominator) ** 2
        share = times(reached, int((1 - least) * full * scale))
        return Ratio(plus(share, times(size, int(least * full * scale))), times(size, scale))


def _end(value: Fixed, of: Decimal | str, groups: Groups) -> Fixed:
    """One end: a number, or an extreme of those compared; over every county."""
    if isinstance(of, Decimal):
        units = np.full_like(value.units, int(of.scaleb(value.places)))
        return Fixed(units, np.ones_like(value.present), value.places)
    return extreme(value, groups, highest=of == HIGHEST)


@dataclass(frozen=True)
class ByRank:
    """Points by place among those compared, ties sharing the better; past the list 0."""

    code: ClassVar[str] = "rank"
    by_rank: tuple[Decimal, ...]

    def points(self, basis: Basis, *, whole: bool) -> Ratio:
        """Of the value's place."""
        listed = [int(points.scaleb(AMOUNT_PLACES)) for points in self.by_rank]
        by_place = np.array([0, *listed, 0], np.int64)  # 0: without a value; past the list
        place = np.minimum(self.places(basis), len(listed) + 1)
        return Ratio(by_place[place], 10**AMOUNT_PLACES)

    def places(self, basis: Basis) -> Places:
        """The place of each county among those compared, the better value first; 0: no value."""
        value = basis.value
        better = Fixed(-value.units, value.present, value.places) if basis.low else value
        return places(better, basis.groups)


@dataclass(frozen=True)
class Band:
    """Points from a value, or gap, on; ``start`` is None of the last."""

    points: Decimal
    start: Decimal | None = None


@dataclass(frozen=True)
class Bands:
    """Points of the first band that is reached, of the gap or, without a standard, the value."""

    code: ClassVar[str] = "bands"
    bands: tuple[Band, ...]

    @property
    def listed(self) -> tuple[Decimal, ...]:
        """The points of each band in turn, then the 0 below the last, unless that is open."""
        below = () if self.bands[-1].start is None else (Decimal(0),)
        return (*(band.points for band in self.bands), *below)

    def points(self, basis: Basis, *, whole: bool) -> Ratio:
        """Of gap or value; below the last band 0."""
        # where there is no standard the value stands as the gap
        reached = basis.gap.at(max(basis.gap.places, AMOUNT_PLACES))
        result = np.zeros(reached.units.shape, np.int64)
        for band in reversed(self.bands):
            points = int(band.points.scaleb(AMOUNT_PLACES))
            if band.start is None:
                result[...] = points
            else:
                start = int(band.start.scaleb(reached.places))
                result = np.where(reached.units >= start, points, result)
        return Ratio(result, 10**AMOUNT_PLACES)

    def reached(self, size: Decimal) -> Band | None:
        """The band of a gap or value; None below the last."""
        return next((band for band in self.bands if band.start is None or size >= band.start), None)


@dataclass(frozen=True)
class PerUnit:
    """base + value/step x per_step; ``whole``: whole steps only, truncated toward zero."""

    code: ClassVar[str] = "per_unit"
    base: Decimal
    per_step: Decimal
    step: Decimal
    whole: bool = False

    def points(self, basis: Basis, *, whole: bool) -> Ratio:
        """Of the value."""
        slope = Slope(self.per_step, self.step)
        return weighted_sum([_counted(basis.value, slope, self.whole)], Fraction(self.base))


Method = Steps | Tiers | Completion | Between | ByRank | Bands | PerUnit
OF_GAP = (Steps, Tiers, Completion)  # need a standard
OF_VALUE = (Between, ByRank, PerUnit)  # have none
COMPARING = (Between, ByRank)  # a county's points rest on the others' values
