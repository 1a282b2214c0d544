"""On target (达到预期): whether a county met its standards in a period, under four readings.

The plan commends counties whose quarter is 优胜（当季每月均达到预期）; the annex does not say what
达到预期 is, so the rule book's ``on_target`` does (contract sections 3 and 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fzlib.errors import RequestError
from fzlib.scoring.card import Card, Cards, Item
from fzlib.scoring.indicators import INCREMENT, TARGET
from fzlib.scoring.periods import Period
from fzlib.scoring.points import POINT_PLACES
from fzlib.scoring.rounding import half_up
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MONTH, SPANS, Status

# reading → the spans of 增量 against its target that it asks about; the other two ask about all
# items that have a standard, and about the total
_SPANS = {"month_increment": (MONTH,), "both_increments": SPANS}


@dataclass(frozen=True)
class OnTarget:
    """Whether a county was on target in a period, and which items (ids) stood against it.

    ``met`` is None where it cannot be said: the rule book scores no item that the reading asks
    about (``in_rules``), or nothing is left to judge (no card, or all suspended). ``below``: below
    the standard, or ruled below the base. ``unscored``: missing or referred, so not on target.
    """

    met: bool | None
    below: tuple[str, ...] = ()
    unscored: tuple[str, ...] = ()
    in_rules: bool = True


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
    ids = judged_items(card.book, reading)
    if not ids:
        return OnTarget(None, in_rules=False)
    items = [card.item(region, name) for name in ids]
    judged = [item for item in items if item.status != Status.SUSPENDED]
    unscored = tuple(item.id for item in judged if item.points is None)
    if reading == "base_total":
        total, base = card.totals[region], card.base_totals[region]
        met = None if total is None or base is None else total >= base
        return OnTarget(False if unscored else met, unscored=unscored)
    below = tuple(item.id for item in judged if item.points is not None and not _reached(item))
    return OnTarget(not below and not unscored if judged else None, below, unscored)


def judged_items(book: RuleBook, reading: str) -> tuple[str, ...]:
    """The items that a reading of ``on_target`` asks about; none where one of them is not scored.

    Of a total, all: those without points leave no total.
    """
    if reading == "base_total":
        return book.item_ids
    if reading in _SPANS:
        rows = [r for r in book.indicators if (r.quantity, r.standard) == (INCREMENT, TARGET)]
        spans = _SPANS[reading]
        lacking = any(span not in row.spans for row in rows for span in spans)
        return () if lacking else tuple(row.item_id(span) for row in rows for span in spans)
    return tuple(row.item_id(span) for row, span in book.items if row.has_standard)


def at_standard(item: Item) -> bool:
    """Whether its value is its standard or better, by the figures; False where one is missing."""
    if item.value is None or item.standard is None:
        return False
    low = item.indicator.low
    return item.value <= item.standard if low else item.value >= item.standard


def _reached(item: Item) -> bool:
    row = item.indicator
    if item.status == Status.RULED:  # at its base or more; without a base at its full points
        base = half_up(row.points if row.base is None else row.base, POINT_PLACES)
        return item.points is not None and item.points >= base
    return at_standard(item)


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
