"""满分: the most points that an item can have, and whether it has them; whether they can fall."""

from __future__ import annotations

from decimal import Decimal

from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import floor_of
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.methods import Bands, Between, ByRank, Completion, PerUnit, Steps, Tiers
from fzlib.scoring.points import POINT_PLACES
from fzlib.scoring.rounding import half_up
from fzlib.scoring.rulebook import Readings

OPEN = (Steps, Tiers, Completion, PerUnit)  # without a cap points rise without end


def is_full(card: Card, item: Item) -> bool:
    """Whether an item has the most points that its rules can give."""
    most = most_points(item.indicator, card.book.readings)
    return most is not None and item.points is not None and item.points >= most


def most_points(row: Indicator, readings: Readings) -> Decimal | None:
    """What an item's points, as printed, never exceed; None: 上不封顶."""
    method, bounds = row.method, [] if row.cap is None else [row.cap]
    if isinstance(method, Between):
        bounds.append(method.full)
    elif isinstance(method, ByRank):
        bounds.append(max(*method.by_rank, Decimal(0)))  # past the list 0
    elif isinstance(method, Bands):
        bounds.append(max(method.listed))
    if not bounds:
        return None
    floor = floor_of(row, readings)
    least = min(bounds)
    return half_up(least if floor is None else max(least, floor), POINT_PLACES)


def can_fall(row: Indicator) -> bool:
    """Whether points could be below 0 if nothing stopped them."""
    method = row.method
    if isinstance(method, ByRank):
        return min(method.by_rank) < 0
    if isinstance(method, Bands):
        return min(band.points for band in method.bands) < 0
    return isinstance(method, OPEN)
