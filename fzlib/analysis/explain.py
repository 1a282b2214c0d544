"""The trace of an item: what it rests on, each step, and what cap, floor or ruling did."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fzlib.errors import Place
from fzlib.scoring.card import Card, Item
from fzlib.vocabulary import Status


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
    steps: Fraction | None
    unbounded: Fraction | None
    capped: bool
    floored: bool
    clause: str
    basis: str = ""

    def get(self, measure: str, region: str) -> Input | None:
        """One of the inputs, None where the item does not rest on it."""
        found = (i for i in self.inputs if (i.measure, i.region) == (measure, region))
        return next(found, None)


# what each indicator rests on: measures of the county, and of which other region
_OF_COUNTY = {
    "va_growth": ("va_growth",),
    "output_growth": ("output_growth", "output", "base"),
    "increment": ("output", "base", "expected"),
    "contribution": ("output", "base"),
}
_OF_CITY = {
    "output_growth": ("output_growth", "output", "base"),
    "contribution": ("output", "base"),
}


def trace(card: Card, region: str, item_id: str) -> Trace:
    """The trace of one item. RequestError where the county or the item is not in the card."""
    item = card.item(region, item_id)
    code, readings = item.indicator.code, card.book.readings
    panel = card.panel
    wanted = [(measure, region) for measure in _OF_COUNTY[code]]
    wanted += [(measure, panel.city.name) for measure in _OF_CITY.get(code, ())]
    if code == "va_growth":
        wanted += [("va_growth", above.name) for above in panel.above]
    # a base that is 推算 rests on the growth it was worked out from
    wanted += [
        ("output_growth", name)
        for measure, name in wanted
        if measure == "base" and panel.has_derived_base(item.span, name)
    ]
    inputs = tuple(
        _input(card, measure, item.span, name) for measure, name in dict.fromkeys(wanted)
    )
    basis = next(
        (r.basis for r in card.panel.rulings if (r.region, r.item) == (region, item_id)), ""
    )
    clause = _clause(card, item)
    if item.gap is None:
        return Trace(item, inputs, None, None, False, False, clause, basis)
    row = item.indicator
    steps = Fraction(item.gap) / Fraction(row.step)
    if readings.steps == "whole":
        steps = Fraction(int(steps))  # int() truncates toward zero
    unbounded = Fraction(row.base) + steps * Fraction(row.per_step)
    ruled = item.status == Status.RULED
    return Trace(
        item,
        inputs,
        steps,
        unbounded,
        capped=not ruled and row.cap is not None and unbounded > row.cap,
        floored=not ruled and readings.floor == "zero" and unbounded < 0,
        clause=clause,
        basis=basis,
    )


def _clause(card: Card, item: Item) -> str:
    """榕政办〔2023〕28号 附件，第3项，计分规则（1）."""
    row = card.book.indicators.index(item.indicator) + 1
    rule = "" if item.gap is None else f"，计分规则（{1 if item.gap >= 0 else 2}）"
    return f"{card.book.source}，第{row}项{rule}"


def _input(card: Card, measure: str, span: str, region: str) -> Input:
    value = card.panel.value(measure, span, region)
    return Input(measure, span, region, value, card.panel.sources.get((measure, span, region)))
