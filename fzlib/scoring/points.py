"""Exact points: integers over one denominator, so that only the printed ones are rounded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from fzlib.scoring.rounding import Whole, bounded, plus, quotient, times

POINT_PLACES = 2  # decimals of printed points
AMOUNT_PLACES = 4  # decimals that steps, widths and bounds of a rule book have at most


@dataclass(frozen=True, eq=False)
class Ratio:
    """Exact points before cap, floor and rounding: numerator/denominator, the latter above 0."""

    numerator: Whole
    denominator: Whole | int = 1

    def at(self, county: int) -> Fraction:
        """Of one county; without leading axes."""
        below = self.denominator
        under = below if isinstance(below, int) else np.broadcast_to(below, self.shape)[county]
        return Fraction(int(np.broadcast_to(self.numerator, self.shape)[county]), int(under))

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the arrays."""
        return np.broadcast_shapes(np.shape(self.numerator), np.shape(self.denominator))

    def rounded(self, cap: Decimal | None, floor: Decimal | None) -> Whole:
        """In hundredths: not above cap, then not below floor (a cap under it too), then half-up."""
        printed, below, bounds = 10**POINT_PLACES, self.denominator, (floor, cap)
        fixed = below if isinstance(below, int) else 1
        scale = math.lcm(printed, fixed, *(int(Fraction(b or 0).denominator) for b in bounds))
        points = times(self.numerator, scale // fixed)
        if isinstance(below, int):
            low, high = (None if b is None else int(Fraction(b) * scale) for b in bounds)
            return quotient(bounded(points, low, high), scale // printed)
        if cap is not None:
            points = np.minimum(points, times(below, int(Fraction(cap) * scale)))
        if floor is not None:
            points = np.maximum(points, times(below, int(Fraction(floor) * scale)))
        return quotient(points, times(below, scale // printed))


def weighted_sum(parts: Sequence[tuple[Whole, Fraction]], base: Fraction) -> Ratio:
    """base + the sum of integers x factors; the integers are arrays of one shape."""
    scale = math.lcm(base.denominator, *(factor.denominator for _, factor in parts))
    first, *rest = (times(units, int(factor * scale)) for units, factor in parts)
    for other in rest:
        first = plus(first, other)
    return Ratio(plus(first, int(base * scale)), scale)
