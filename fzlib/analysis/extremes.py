"""Who is highest, lowest, first and last: ties are always together, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

Member = TypeVar("Member")
Number = Decimal | int


def highest(members: Iterable[Member], by: Callable[[Member], Number | None]) -> list[Member]:
    """All that share the highest value; those without a value do not count."""
    return _sharing(members, by, max)


def lowest(members: Iterable[Member], by: Callable[[Member], Number | None]) -> list[Member]:
    """All that share the lowest value; those without a value do not count."""
    return _sharing(members, by, min)


def _sharing(
    members: Iterable[Member],
    by: Callable[[Member], Number | None],
    pick: Callable[[Iterable[Number]], Number],
) -> list[Member]:
    values = [(member, value) for member in members if (value := by(member)) is not None]
    if not values:
        return []
    extreme = pick(value for _, value in values)
    return [member for member, value in values if value == extreme]


def first(
    members: Iterable[Member], rank: Callable[[Member], int | None], most: int = 3
) -> list[Member]:
    """Those ranked 1 to ``most``: more than ``most`` where the last places are shared."""
    return [member for member in members if (place := rank(member)) and place <= most]


def last(
    members: Iterable[Member], by: Callable[[Member], Number | None], most: int = 3
) -> list[Member]:
    """Those with fewer than ``most`` below them, by value."""
    values = [(member, value) for member in members if (value := by(member)) is not None]
    return [member for member, value in values if sum(other < value for _, other in values) < most]


def by_rank(
    members: Iterable[Member], rank: Callable[[Member], int | None]
) -> dict[int, list[Member]]:
    """Rank → those who share it; the unranked are left out."""
    groups: dict[int, list[Member]] = {}
    for member in members:
        if place := rank(member):
            groups.setdefault(place, []).append(member)
    return groups
