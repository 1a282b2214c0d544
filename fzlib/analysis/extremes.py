"""Who is highest, lowest, first and last: ties are always together, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Member = TypeVar("Member")
Trait = TypeVar("Trait", bound=Hashable)
Number = Decimal | Fraction | int
ValueOf = Callable[[Member], Number | None]


def highest(members: Iterable[Member], by: ValueOf[Member]) -> list[Member]:
    """All that share the highest value; those without a value do not count."""
    values = _values(members, by)
    most = max((value for _, value in values), default=None)
    return [member for member, value in values if value == most]


def lowest(members: Iterable[Member], by: ValueOf[Member]) -> list[Member]:
    """All that share the lowest value; those without a value do not count."""
    values = _values(members, by)
    least = min((value for _, value in values), default=None)
    return [member for member, value in values if value == least]


def first(members: Iterable[Member], rank: ValueOf[Member], most: int = 3) -> list[Member]:
    """Those ranked 1 to ``most``: more than ``most`` where the last places are shared."""
    return [member for member in members if (place := rank(member)) and place <= most]


def last(members: Iterable[Member], by: ValueOf[Member], most: int = 3) -> list[Member]:
    """Those with fewer than ``most`` below them, by value."""
    values = _values(members, by)
    return [member for member, value in values if sum(other < value for _, other in values) < most]


def grouped(members: Iterable[Member], by: Callable[[Member], Trait]) -> dict[Trait, list[Member]]:
    """Trait → those who share it."""
    groups: dict[Trait, list[Member]] = {}
    for member in members:
        groups.setdefault(by(member), []).append(member)
    return groups


def _values(members: Iterable[Member], by: ValueOf[Member]) -> list[tuple[Member, Number]]:
    """Those that have a value, with it."""
    return [(member, value) for member in members if (value := by(member)) is not None]
