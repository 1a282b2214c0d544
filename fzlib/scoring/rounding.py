"""Exact decimal arithmetic on arrays: integers that count units of 10^-places.

Half-up means half away from zero (四舍五入). Everything is exact: int64 where the numbers fit,
Python's unbounded integers where they do not. No binary floating point.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Whole = Ints | NDArray[np.object_]
Bools = NDArray[np.bool_]
_LIMIT = 2**63 - 1


def half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """Round one number half away from zero to ``places`` decimals; zero has no sign."""
    size = abs(Fraction(value)) * 10**places
    units = math.floor(size + Fraction(1, 2))
    return Decimal(f"{-units if value < 0 else units}E-{places}")


def plain(value: Decimal | None) -> str:
    """A decimal without exponent or trailing zeros, as in scores.csv; blank where None."""
    if value is None:
        return ""
    return format(value.normalize(), "f") if value else "0"


def _largest(values: Whole | int) -> int:
    if isinstance(values, int):
        return abs(values)
    return max(-int(values.min()), int(values.max())) if values.size else 0


def times(values: Whole, factor: int) -> Whole:
    """``values * factor``: int64 where it fits, else unbounded integers."""
    if _largest(values) * abs(factor) > _LIMIT:
        return values.astype(object) * factor
    return values * factor


def plus(values: Whole, other: Whole | int) -> Whole:
    """``values + other``: int64 where it fits, else unbounded integers."""
    if _largest(values) + _largest(other) > _LIMIT:
        return values.astype(object) + other
    return values + other


def quotient(numerator: Whole, denominator: Whole | int, *, whole: bool = False) -> Whole:
    """Exact integer quotient, half away from zero; truncated toward zero where ``whole``.

    Denominators must not be 0. Unbounded integers only where the result does not fit int64.
    """
    size, by = _size(numerator), _size(denominator)
    # size >= 0 and by > 0: adding half of by before the cut rounds half up
    result = (size if whole else size + by // 2) // by
    if result.dtype != object or _largest(result) <= _LIMIT:
        result = result.astype(np.int64)
    # by the sign, as choosing one of two by a mask takes several times longer
    return result * (np.sign(numerator) * np.sign(denominator))


def _size(values: Whole | int) -> NDArray[Any]:
    """Absolute value; unsigned, so that half of another one can be added without overflow."""
    size = np.asarray(abs(values))
    return size if size.dtype == object else size.astype(np.uint64)


@dataclass(frozen=True, eq=False)
class Fixed:
    """Decimals of one quantity: ``units`` x 10^-``places``, and where they are ``known``.

    Missing stays missing through every operation; where a value is unknown its units are 0.
    Shapes broadcast as numpy's do.
    """

    units: Ints
    known: Bools
    places: int

    @classmethod
    def of(
        cls, values: Iterable[Decimal | None], places: int, *, rounding: str = ROUND_HALF_UP
    ) -> Fixed:
        """From decimals (None = missing), brought to ``places`` by decimal's ``rounding``."""
        step = Decimal(1).scaleb(-places)
        listed = list(values)
        units = [
            0 if v is None else int(v.quantize(step, rounding=rounding).scaleb(places))
            for v in listed
        ]
        return cls(np.array(units, np.int64), np.array([v is not None for v in listed]), places)

    @classmethod
    def missing(cls, shape: tuple[int, ...], places: int) -> Fixed:
        """All unknown."""
        return cls(np.zeros(shape, np.int64), np.zeros(shape, np.bool_), places)

    def __getitem__(self, key: Any) -> Fixed:
        return Fixed(self.units[key], self.known[key], self.places)

    def at(self, places: int) -> Fixed:
        """The same quantity at ``places`` decimals: exact when finer, half-up when coarser."""
        if places == self.places:
            return self
        if places > self.places:
            return Fixed(times(self.units, 10 ** (places - self.places)), self.known, places)
        return Fixed(quotient(self.units, 10 ** (self.places - places)), self.known, places)

    def __sub__(self, other: Fixed) -> Fixed:
        places = max(self.places, other.places)
        known = self.known & other.known
        units = plus(self.at(places).units, -other.at(places).units)
        return Fixed(np.where(known, units, 0), known, places)

    def where(self, keep: Bools) -> Fixed:
        """Unknown outside ``keep``."""
        known = self.known & keep
        return Fixed(np.where(known, self.units, 0), known, self.places)

    def otherwise(self, other: Fixed) -> Fixed:
        """This quantity where known, else ``other`` (same places)."""
        return Fixed(
            np.where(self.known, self.units, other.units), self.known | other.known, self.places
        )

    def larger(self, other: Fixed) -> Fixed:
        """The larger of two (same places); where only one is known, that one."""
        low = np.iinfo(np.int64).min
        mine = np.where(self.known, self.units, low)
        theirs = np.where(other.known, other.units, low)
        known = self.known | other.known
        return Fixed(np.where(known, np.maximum(mine, theirs), 0), known, self.places)

    def per(self, other: Fixed, *, times_: int, places: int) -> Fixed:
        """``self / other x times_`` half-up to ``places``; unknown where ``other`` is 0."""
        scale = 10 ** (places + max(other.places - self.places, 0)) * times_
        known = self.known & other.known & (other.units != 0)
        below = np.where(other.units == 0, 1, other.units)
        finer = 10 ** max(self.places - other.places, 0)
        units = quotient(times(self.units, scale), times(below, finer))
        return Fixed(np.where(known, units, 0), known, places)

    def decimals(self) -> list[Decimal | None]:
        """One-dimensional quantities as decimals, None where unknown."""
        return [
            Decimal(int(u)).scaleb(-self.places) if k else None
            for u, k in zip(self.units, self.known, strict=True)
        ]
