"""The trace of an item: what it rests on, each step, and what cap, floor or ruling did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from fzlib.errors import Place
from fzlib.scoring.card import Card, Item
from fzlib.scoring.panel import Panel
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
    clause: str
    basis: str = ""
    steps: Fraction | None = None
    unbounded: Fraction | None = None
    capped: bool = False
    floored: bool = False

    def get(self, measure: str, region: str) -> Input | None:
        """One of the inputs, None where the item does not rest on it."""
        return next((i for i in self.inputs if (i.measure, i.region) == (measure, region)), None)


# what each indicator rests on: measures of the county, and of which other region
MEASURES_OF_COUNTY = {
    "va_growth": ("va_growth",),
    "output_growth": ("output_growth", "output", "base"),
    "increment": ("output", "base", "expected"),
    "contribution": ("output", "base"),
}
MEASURES_OF_CITY = {
    "output_growth": ("output_growth", "output", "base"),
    "contribution": ("output", "base"),
}


def trace(card: Card, region: str, item_id: str) -> Trace:
    """The trace of one item. RequestError where the county or the item is not in the card."""
    item, readings = card.item(region, item_id), card.book.readings
    basis = [r.basis for r in card.panel.rulings if (r.region, r.item) == (region, item_id)]
    told = Trace(item, _inputs(card.panel, item), _clause(card, item), "".join(basis[:1]))
    if item.gap is None:
        return told
    row = item.indicator
    steps = Fraction(item.gap) / Fraction(row.step)
    if readings.steps == "whole":
        steps = Fraction(int(steps))  # int() truncates toward zero
    unbounded = Fraction(row.base) + steps * Fraction(row.per_step)
    ruled = item.status == Status.RULED
    return replace(
        told,
        steps=steps,
        unbounded=unbounded,
        capped=not ruled and row.cap is not None and unbounded > row.cap,
        floored=not ruled and readings.floor == "zero" and unbounded < 0,
    )


def _inputs(panel: Panel, item: Item) -> tuple[Input, ...]:
    code, span = item.indicator.code, item.span
    wanted = [(measure, item.region) for measure in MEASURES_OF_COUNTY[code]]
    wanted += [(measure, panel.city.name) for measure in MEASURES_OF_CITY.get(code, ())]
    if code == "va_growth":
        wanted += [(code, region.name) for region in panel.above]
    # a base that is 推算 rests on the growth it was worked out from
    bases = [region for measure, region in wanted if measure == "base"]
    wanted += [("output_growth", name) for name in bases if panel.has_derived_base(span, name)]
    return tuple(
        Input(
            measure,
            span,
            name,
            panel.value(measure, span, name),
            panel.sources.get((measure, span, name)),
        )
        for measure, name in dict.fromkeys(wanted)
    )


def _clause(card: Card, item: Item) -> str:
    """榕政办〔2023〕28号 附件，第3项，计分规则（1）."""
    row = card.book.indicators.index(item.indicator) + 1
    rule = "" if item.gap is None else f"，计分规则（{1 if item.gap >= 0 else 2}）"
    return f"{card.book.source}，第{row}项{rule}"
