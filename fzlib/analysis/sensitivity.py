"""How many points an amount moves: the slope of an item's points where the county stands."""

from __future__ import annotations

from fractions import Fraction

from fzlib.analysis.explain import Trace, trace
from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import ABOVE, LAST_YEAR, NONE, TARGET
from fzlib.scoring.methods import Bands, Between, ByRank, Completion, PerUnit, Steps

# standards that a county's own amount does not move
STILL = (*ABOVE, TARGET, LAST_YEAR, NONE)


def points_per_unit(card: Card, item: Item) -> Fraction | None:
    """Points that one unit more of the county's amount (亿元) brings an item, before rounding.

    By the rule book's method: of a percent gap per_step/step × 100/|standard|. None where no such
    rate holds: the value is a rate, its standard moves with it, points come in bands, places or
    whole steps, or are none, ruled, or held by cap or floor.
    """
    row = item.indicator
    if row.is_rate or (isinstance(row.standard, str) and row.standard not in STILL):
        return None
    steps = trace(card, item.region, item.id)
    held = steps.capped or steps.floored or steps.basis
    rate = None if held or steps.unbounded is None else _rate(card, steps)
    return -rate if rate is not None and row.low else rate


def _rate(card: Card, steps: Trace) -> Fraction | None:
    """Points for one unit of the value, the better way."""
    row, standard = steps.item.indicator, steps.item.standard
    method = row.method
    if isinstance(method, Between):
        return _between(method, steps)
    if isinstance(method, Completion):
        return Fraction(method.full) / Fraction(standard or 1)
    whole = isinstance(method, PerUnit) and method.whole
    whole |= isinstance(method, Steps) and card.book.readings.steps == "whole"
    if isinstance(method, Bands | ByRank) or whole or not steps.portions:
        return None
    rate = steps.portions[-1].slope.rate
    return rate * 100 / abs(Fraction(standard or 1)) if row.gap_is_percent else rate


def _between(method: Between, steps: Trace) -> Fraction | None:
    """Between two ends, of which the county is neither."""
    assert steps.ends is not None
    low, high = steps.ends
    if steps.item.value is None or not low < steps.item.value < high:
        return None
    return (1 - Fraction(method.least)) * Fraction(method.full) / Fraction(high - low)
