"""Exact decimal arithmetic on arrays: integers that count units of 10^-places.

Half-up means half away from zero (四舍五入). Everything is exact: int64 where the numbers fit,
Python's unbounded integers where they do not. No binary floating point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Whole = NDArray[Any]  # int64 where the numbers fit, Python's own integers where they do not
Bools = NDArray[np.bool_]
_LIMIT = 2**63 - 1


def half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """Round one number half away from zero to ``places`` decimals; zero has no sign."""
    return _decimal(_units(value, places), places)


def percent(part: Decimal | int, whole: Decimal | int, places: int) -> Decimal:
    """``part / whole x 100`` exactly, then half-up. ZeroDivisionError: of nothing."""
    over, below = part.as_integer_ratio()
    under, above = whole.as_integer_ratio()
    return _decimal(_rounded(over * above * 100 * 10**places, below * under), places)


def plain(value: Decimal | None) -> str:
    """A decimal without exponent or trailing zeros, as in scores.csv; blank where None."""
    if value is None:
        return ""
    text = format(value, "f") if value else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def difference(value: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The one less the other; None where either is missing."""
    return None if value is None or other is None else value - other


# decimal's own operations round to 28 digits; sums of many figures with many decimals have more
EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """Every digit; 0 of none."""
    return reduce(EXACT.add, values, Decimal(0))


def decimals_of(values: Iterable[Decimal | None]) -> int:
    """The most decimals any of the values has, trailing zeros not counted."""
    digits = (plain(v).partition(".")[2] for v in values if v is not None)
    return max((len(d) for d in digits), default=0)


def _units(value: Decimal | Fraction, places: int, *, cut: bool = False) -> int:
    """In units of 10^-places, half away from zero; cut toward zero where ``cut``."""
    over, under = value.as_integer_ratio()
    over *= 10**places
    if not cut:
        return _rounded(over, under)
    units: int = abs(over) // under
    return -units if over < 0 else units


def _rounded(over: int, under: int) -> int:
    """A quotient half away from zero."""
    size, by = abs(over), abs(under)
    units = (2 * size + by) // (2 * by)
    return -units if (over < 0) != (under < 0) else units


def _decimal(units: int, places: int) -> Decimal:
    # from text, as decimal's own operations stop at 28 digits
    return Decimal(f"{units}E-{places}")


def _largest(values: Whole | int) -> int:
    if isinstance(values, int):
        return abs(values)
    return max(-int(values.min()), int(values.max())) if values.size else 0


def _fitted(values: NDArray[np.object_]) -> Whole:
    return values.astype(np.int64) if _largest(values) <= _LIMIT else values


def times(values: Whole, factor: int) -> Whole:
    """``values * factor``: int64 where it fits, else unbounded integers."""
    if factor == 1:
        return values
    if max(_largest(values), 1) * abs(factor) > _LIMIT:  # a factor, too, may leave int64
        return values.astype(object) * factor
    return values * factor


def plus(values: Whole, other: Whole | int) -> Whole:
    """``values + other``: int64 where it fits, else unbounded integers."""
    if _largest(values) + _largest(other) > _LIMIT:
        return values.astype(object) + other
    return values + other


def bounded(values: Whole, low: int | None, high: int | None) -> Whole:
    """Not above ``high``, then not below ``low``; None: no bound."""
    if any(abs(bound) > _LIMIT for bound in (low, high) if bound is not None):
        values = values.astype(object)
    if high is not None:
        values = np.minimum(values, high)
    return values if low is None else np.maximum(values, low)


def total(values: Whole) -> Whole:
    """The sum over the last axis, which is kept."""
    if _largest(values) * values.shape[-1] > _LIMIT:
        values = values.astype(object)
    sums: Whole = values.sum(axis=-1, keepdims=True)
    return sums


def quotient(numerator: Whole, denominator: Whole | int, *, whole: bool = False) -> Whole:
    """Exact integer quotient, half away from zero; truncated toward zero where ``whole``.

    Denominators must not be 0. Unbounded integers only where the result does not fit int64.
    """
    if isinstance(denominator, int) and not whole and numerator.dtype != object:
        half = denominator // 2
        if 0 < denominator <= _LIMIT and _largest(numerator) <= _LIMIT - half:
            # the floor of (n + half)/d is half-up, but for a half below zero
            result = numerator + half
            if denominator == 2 * half:
                result -= numerator < 0
            result //= denominator
            return result
    size, by = _size(numerator), _size(denominator)
    # neither is negative: adding half of ``by`` before the cut rounds half up
    result = size + (by * 0 if whole else by // 2)
    result //= by
    result = _fitted(result) if result.dtype == object else result.view(np.int64)
    negative = (numerator < 0) != (denominator < 0)
    result *= 1 - 2 * np.asarray(negative, np.int8)  # choosing by a mask takes several times longer
    return result


def _size(values: Whole | int) -> Whole:
    """Absolute value; unsigned, so that half of another one can be added without overflow."""
    size: Whole = np.abs(np.atleast_1d(values))
    return size if size.dtype == object else size.view(np.uint64)


@dataclass(frozen=True, eq=False)
class Fixed:
    """Decimals of one quantity: ``units`` x 10^-``places``, and where they are ``present``.

    Missing stays missing through every operation; where a value is unknown its units are 0.
    Shapes broadcast as numpy's do.
    """

    units: Whole
    present: Bools
    places: int

    @classmethod
    def of(cls, values: Iterable[Decimal | None], places: int, *, cut: bool = False) -> Fixed:
        """From decimals (None = missing), half-up to ``places``, or ``cut`` there."""
        listed = list(values)
        units = [0 if v is None else _units(v, places, cut=cut) for v in listed]
        present = np.array([v is not None for v in listed], np.bool_)
        return cls(_fitted(np.array(units, object)), present, places)

    def __getitem__(self, key: Any) -> Fixed:
        return Fixed(self.units[key], self.present[key], self.places)

    def at(self, places: int) -> Fixed:
        """The same quantity at ``places`` decimals: exact when finer, half-up when coarser."""
        if places == self.places:
            return self
        if places > self.places:
            return Fixed(times(self.units, 10 ** (places - self.places)), self.present, places)
        return Fixed(quotient(self.units, 10 ** (self.places - places)), self.present, places)

    def __sub__(self, other: Fixed) -> Fixed:
        places = max(self.places, other.places)
        present = self.present & other.present
        return _masked(plus(self.at(places).units, -other.at(places).units), present, places)

    def where(self, keep: Bools) -> Fixed:
        """Unknown outside ``keep``."""
        present = self.present & keep
        return Fixed(np.where(present, self.units, 0), present, self.places)

    def over(self, shape: tuple[int, ...]) -> Fixed:
        """The same for every county: broadcast, not to be written to."""
        units, present = (np.broadcast_to(part, shape) for part in (self.units, self.present))
        return Fixed(units, present, self.places)

    def otherwise(self, other: Fixed) -> Fixed:
        """This quantity where there is one, else ``other`` (same places)."""
        units = np.where(self.present, self.units, other.units)
        return Fixed(units, self.present | other.present, self.places)

    def larger(self, other: Fixed) -> Fixed:
        """The larger of two (same places); where only one is there, that one."""
        low = np.iinfo(np.int64).min
        mine = np.where(self.present, self.units, low)
        theirs = np.where(other.present, other.units, low)
        present = self.present | other.present
        return Fixed(np.where(present, np.maximum(mine, theirs), 0), present, self.places)

    def percent_of(self, other: Fixed, places: int) -> Fixed:
        """``self / other x 100`` half-up to ``places``; unknown where ``other`` is 0."""
        scale = 100 * 10 ** (places + max(other.places - self.places, 0))
        present = self.present & other.present & (other.units != 0)
        below = np.where(other.units == 0, 1, other.units)
        finer = 10 ** max(self.places - other.places, 0)
        return _masked(quotient(times(self.units, scale), times(below, finer)), present, places)

    def decimals(self) -> list[Decimal | None]:
        """One-dimensional quantities as decimals, None where unknown."""
        pairs = zip(self.units, self.present, strict=True)
        return [_decimal(int(units), self.places) if present else None for units, present in pairs]


def _masked(units: Whole, present: Bools, places: int) -> Fixed:
    """Freshly computed units, 0 where unknown."""
    units *= present
    return Fixed(units, present, places)
