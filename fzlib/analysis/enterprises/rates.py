"""Rates of a span: growth, 减产面, 贡献率 in %, 拉动 in 百分点.

Half-up to as many decimals as are asked for, 6 as in enterprises.csv: a rate that has been rounded
is never rounded again (6.6499999 of 6 decimals would make 6.7 of one). What needs it in several
ways, as a chart its length and its number, takes the exact quotient.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from fzlib.enterprises.frame import Group
from fzlib.enterprises.marks import DENOMINATORS, DOWN
from fzlib.scoring.rounding import EXACT, half_up, percent

PLACES = 6  # ENTERPRISES, Exactly: of enterprises.csv


class Sums(Protocol):
    """Output and base of a span, 万元: of a group, a part of it or an enterprise."""

    @property
    def output(self) -> Decimal | None:
        """本期."""

    @property
    def base(self) -> Decimal | None:
        """同期."""


def growth(sums: Sums, places: int = PLACES) -> Decimal | None:
    """Output over base less 1, %; None where one is missing or the base is not above 0."""
    return _rounded(exact_growth(sums), places)


def exact_growth(sums: Sums) -> Fraction | None:
    """The same, every digit."""
    if sums.output is None or sums.base is None or sums.base <= 0:
        return None
    return _percent(EXACT.subtract(sums.output, sums.base), sums.base)


def pull(increment: Decimal, whole: Sums, places: int = PLACES) -> Decimal | None:
    """拉动: an increment over the whole's base, 百分点; None where that is not above 0.

    The whole is the city at every level of enterprises.csv (ENTERPRISES, Exactly).
    """
    return _rounded(exact_pull(increment, whole), places)


def exact_pull(increment: Decimal, whole: Sums) -> Fraction | None:
    """The same, every digit."""
    if whole.base is None or whole.base <= 0:
        return None
    return _percent(increment, whole.base)


def contribution(increment: Decimal, city: Group, places: int = PLACES) -> Decimal | None:
    """贡献率: an increment in % of the city's; None where that is 0."""
    return percent(increment, city.increment, places) if city.increment else None


def share(part: Decimal, whole: Decimal, places: int = PLACES) -> Decimal | None:
    """A part in % of the whole; None where that is not above 0."""
    return percent(part, whole, places) if whole > 0 else None


def down_share(group: Group, denominator: str, places: int = PLACES) -> Decimal | None:
    """减产面, %, by one of `marks.DENOMINATORS`; None where nobody is in the denominator."""
    among = group.counts[DENOMINATORS[denominator].mark]
    return percent(group.counts[DOWN], among, places) if among else None


def _percent(part: Decimal, whole: Decimal) -> Fraction:
    """``part`` in % of ``whole``, which is not 0."""
    return 100 * Fraction(part) / Fraction(whole)


def _rounded(rate: Fraction | None, places: int) -> Decimal | None:
    return None if rate is None else half_up(rate, places)
