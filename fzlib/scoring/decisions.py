"""What those who evaluate decide beside the rules: rulings, adjustments and vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fzlib.scoring.periods import AnyPeriod

UNRANKED, UNCOMMENDED = "unranked", "uncommended"
EFFECTS = {UNRANKED: "不排位次", UNCOMMENDED: "不予表扬"}  # what a veto does


@dataclass(frozen=True)
class Ruling:
    """An item's points as decided by those who evaluate; ``points`` has at most 2 decimals."""

    region: str
    item: str
    points: Decimal
    basis: str


@dataclass(frozen=True)
class Adjustment:
    """Points added to, or taken from, a county's total (加减分), at most 2 decimals.

    ``when``: the month, quarter or year for whose report it counts.
    """

    when: AnyPeriod
    region: str
    matter: str
    points: Decimal
    basis: str


@dataclass(frozen=True)
class Veto:
    """A county that is 不排位次 or 不予表扬 in the report of a month, quarter or year."""

    when: AnyPeriod
    region: str
    effect: str
    basis: str
