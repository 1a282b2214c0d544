"""The trace of an item: what it rests on, each step, and what cap, floor or ruling did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from fzlib.errors import Place
from fzlib.scoring.card import Card, Item
from fzlib.scoring.panel import Panel
from fzlib.vocabulary import INDICATOR_MEASURES, Status


@dataclass(frozen=True)
class Input:
    """A figure an item rests on. ``place`` is None where it was worked out or is missing."""

    measure: str
    span: str
    region: str
    value: Decimal | None
    place: Place | None


@dataclass(frozen=True)
class Trace:
    """How an item came to its points (annex, 计分规则).

    ``clause`` is the rule book's row and, where there is a gap, which of its rules applies: (1)
    at or above the standard, (2) below. ``steps`` is gap/step as counted (whole steps under that
    reading), ``unbounded`` the points before cap, floor and rounding; both None where the item
    has no gap.
    """

    item: Item
    inputs: tuple[Input, ...]
    clause: str
    basis: str = ""
    steps: Fraction | None = None
    unbounded: Fraction | None = None
    capped: bool = False
    floored: bool = False

    def get(self, measure: str, region: str) -> Input | None:
        """One of the inputs, None where the item does not rest on it."""
        return next((i for i in self.inputs if (i.measure, i.region) == (measure, region)), None)


def trace(card: Card, region: str, item_id: str) -> Trace:
    """The trace of one item. RequestError where the county or the item is not in the card."""
    item, readings = card.item(region, item_id), card.book.readings
    reasons = (r.basis for r in card.panel.rulings if (r.region, r.item) == (region, item_id))
    without_gap = Trace(item, _inputs(card.panel, item), _clause(card, item), next(reasons, ""))
    if item.gap is None:
        return without_gap
    row = item.indicator
    steps = Fraction(item.gap) / Fraction(row.step)
    if readings.steps == "whole":
        steps = Fraction(int(steps))  # int() truncates toward zero
    unbounded = Fraction(row.base) + steps * Fraction(row.per_step)
    ruled = item.status == Status.RULED
    capped = not ruled and row.cap is not None and unbounded > row.cap
    floored = not ruled and readings.floor == "zero" and unbounded < 0
    return replace(without_gap, steps=steps, unbounded=unbounded, capped=capped, floored=floored)


def _inputs(panel: Panel, item: Item) -> tuple[Input, ...]:
    span, measures = item.span, INDICATOR_MEASURES[item.indicator.code]
    against = {"va_growth": panel.above, "increment": ()}.get(item.indicator.code, (panel.city,))
    names = [item.region, *(region.name for region in against)]
    keys = [(measure, span, name) for name in names for measure in measures]
    if "base" in measures:  # one that is 推算 rests on the growth it was worked out from
        derived = [name for name in names if panel.has_derived_base(span, name)]
        keys += [("output_growth", span, name) for name in derived]
    return tuple(
        Input(*key, panel.value(*key), panel.sources.get(key)) for key in dict.fromkeys(keys)
    )


def _clause(card: Card, item: Item) -> str:
    """榕政办〔2023〕28号 附件，第3项，计分规则（1）."""
    row = card.book.indicators.index(item.indicator) + 1
    rule = "" if item.gap is None else f"，计分规则（{1 if item.gap >= 0 else 2}）"
    return f"{card.book.source}，第{row}项{rule}"
