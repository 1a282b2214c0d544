"""On target (达到预期): whether a county met its standards in a period, under four readings.

The plan commends counties whose quarter is 优胜（当季每月均达到预期）; the annex does not say what
达到预期 is, so the rule book's ``on_target`` does (contract sections 3 and 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fzlib.errors import RequestError
from fzlib.scoring.card import Card, Cards, Item
from fzlib.scoring.engine import POINT_PLACES
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import Status

# reading → the items it asks about; the other two ask about all items, and about the total
_ITEMS = {
    "month_increment": ("increment.month",),
    "both_increments": ("increment.month", "increment.ytd"),
}


@dataclass(frozen=True)
class OnTarget:
    """Whether a county was on target in a period, and which items (ids) stood against it.

    ``met`` is None where it cannot be said: ``not_in_rules`` names items the rule book does not
    score; else nothing is left to judge (no card, or all suspended). ``below``: below the
    standard, or ruled below the base. ``unscored``: missing or referred, so not on target.
    """

    met: bool | None
    below: tuple[str, ...] = ()
    unscored: tuple[str, ...] = ()
    not_in_rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """On target or not, period by period, under one reading of ``on_target``."""

    reading: str
    periods: tuple[Period, ...]
    rows: Mapping[str, Mapping[Period, OnTarget]]

    @property
    def commended(self) -> tuple[str, ...]:
        """优胜: on target in every period, all of them present (a proposal)."""
        return tuple(r for r, row in self.rows.items() if all(cell.met for cell in row.values()))


def on_target(card: Card, region: str, reading: str) -> OnTarget:
    """Whether a county is on target in a period, under a reading.

    Ruled: at its base or more. Suspended: left out. Missing or referred: not on target, named.
    """
    ids = _ITEMS.get(reading, card.book.item_ids)
    absent = tuple(item for item in ids if item not in card.book.item_ids)
    if absent:
        return OnTarget(None, not_in_rules=absent)
    items = [card.item(region, name) for name in ids]
    judged = [item for item in items if item.status != Status.SUSPENDED]
    unscored = tuple(item.id for item in judged if item.points is None)
    if reading == "base_total":
        total, base = card.totals[region], card.base_totals[region]
        met = None if total is None or base is None else total >= base
        return OnTarget(False if unscored else met, unscored=unscored)
    below = tuple(item.id for item in judged if item.points is not None and not _reached(item))
    return OnTarget(not below and not unscored if judged else None, below, unscored)


def _reached(item: Item) -> bool:
    if item.status == Status.RULED:
        at_standard = half_up(item.indicator.base, POINT_PLACES)  # as points are rounded
        return item.points is not None and item.points >= at_standard
    return item.value is not None and item.standard is not None and item.value >= item.standard


def on_target_grid(cards: Cards, periods: Sequence[Period], reading: str | None = None) -> Grid:
    """The grid of some periods under a reading (None: the rule book's of the last card)."""
    own = cards_of(cards, periods)
    last = own[max(own)]
    judged_by = reading or last.book.readings.on_target

    def judged(region: str, card: Card | None) -> OnTarget:
        if card is None or region not in card.counties:
            return OnTarget(None)
        return on_target(card, region, judged_by)

    rows = {region: {p: judged(region, own.get(p)) for p in periods} for region in last.counties}
    return Grid(judged_by, tuple(periods), rows)


def cards_of(cards: Cards, periods: Sequence[Period]) -> dict[Period, Card]:
    """The cards of these periods.

    Raises:
        RequestError: not one of them.
    """
    own = {period: card for period, card in cards.items() if period in periods}
    if not own:
        raise RequestError(f"{periods[0]} 至 {periods[-1]} 没有一期成绩")
    return own
