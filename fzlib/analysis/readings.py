"""What the open points of the rules are worth: the card under every reading that changes it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fzlib.analysis.full_points import can_fall
from fzlib.scoring.card import Card, make_card
from fzlib.scoring.indicators import CONTRIBUTION, Indicator
from fzlib.scoring.methods import Completion, Steps
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import READINGS

# the readings that a period's items may rest on, and which items: the others are about quarter
# and year
_BEARS_ON: dict[str, Callable[[Indicator], bool]] = {
    "steps": lambda row: isinstance(row.method, Steps),
    "floor": lambda row: row.floor is None and can_fall(row),
    "city_decrease": lambda row: row.quantity == CONTRIBUTION,
    "expected_nonpositive": lambda row: (
        row.gap_is_percent and not isinstance(row.method, Completion)
    ),
}
KEYS = tuple(_BEARS_ON)


def resting(book: RuleBook, key: str) -> list[Indicator]:
    """The rows that a reading of a period (`KEYS`) bears on."""
    return [row for row in book.indicators if _BEARS_ON[key](row)]


def open_readings(book: RuleBook) -> tuple[str, ...]:
    """The readings of a period that bear on an item of the book and that its document leaves open.

    In the order of `KEYS`.
    """
    return tuple(key for key in KEYS if key not in book.document.settled and resting(book, key))


@dataclass(frozen=True)
class Alternative:
    """The card under another combination of readings; ``changes`` are those unlike the card's.

    Of the combinations that give the same items only the one with the fewest changes is kept.
    """

    changes: Mapping[str, str]
    card: Card


@dataclass(frozen=True)
class ReadingEffects:
    """``card`` as the rule book reads the document, and every alternative whose items differ.

    ``matter``: the readings of which at least one other value changes an item, on its own or
    together with others. ``depend``: counties whose rank is not the same under all of them.
    """

    card: Card
    alternatives: tuple[Alternative, ...]
    matter: tuple[str, ...]
    depend: tuple[str, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """As the rule book reads it, then under each alternative."""
        return (self.card, *(other.card for other in self.alternatives))


def reading_effects(card: Card) -> ReadingEffects:
    """Score the card again under every combination of open readings; keep what changes an item.

    An item changes by its points or its status. Alternatives with fewer changes come first.
    """
    own, keys = dict(card.book.readings.items()), open_readings(card.book)
    combinations = [
        {key: value for key, value in zip(keys, values, strict=True) if value != own[key]}
        for values in itertools.product(*(READINGS[key].choices for key in keys))
    ]
    distinct: dict[tuple[tuple[int, ...], ...], Alternative] = {}
    for changes in sorted(combinations, key=len):  # the card's own readings first
        other = make_card(card.panel, card.book.with_readings(**changes))
        distinct.setdefault(_items(other), Alternative(changes, other))
    alternatives = tuple(other for other in distinct.values() if other.changes)
    # a combination kept has no change to spare, so each of its changes matters
    matter = tuple(key for key in keys if any(key in other.changes for other in alternatives))
    depend = tuple(
        r for r in card.counties if len({other.card.ranks[r] for other in distinct.values()}) > 1
    )
    return ReadingEffects(card, alternatives, matter, depend)


def _items(card: Card) -> tuple[tuple[int, ...], ...]:
    """Points and statuses of all items; unknown points are told by their status."""
    columns = (c for item in card.scores.items for c in (item.points.units, item.status))
    return tuple(tuple(column.tolist()) for column in columns)
