"""How far growth is spread: 增长面 of groups, comparable enterprises by classes of growth."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from fzlib.enterprises.frame import Enterprise, Frame, Group
from fzlib.enterprises.marks import COMPARABLE


@dataclass(frozen=True, slots=True)
class Spread:
    """Groups that grow, stand and fall; those without a growth apart. In the order given."""

    up: tuple[Group, ...]
    level: tuple[Group, ...]
    down: tuple[Group, ...]
    without: tuple[Group, ...]

    @property
    def among(self) -> int:
        """How many have a growth."""
        return len(self.up) + len(self.level) + len(self.down)


def spread(groups: Iterable[Group]) -> Spread:
    """By the exact change; without: the base is not above 0, or no row is counted."""
    own = list(groups)
    based = [group for group in own if group.base > 0]
    return Spread(
        tuple(group for group in based if group.increment > 0),
        tuple(group for group in based if group.increment == 0),
        tuple(group for group in based if group.increment < 0),
        tuple(group for group in own if group.base <= 0),
    )


Bound = tuple[int | None, int | None]
_FALLS, _RISES = (-100, -50, -30, -10, 0), (0, 10, 30, 50, 100)
BOUNDS: tuple[Bound, ...] = (
    *zip((None, *_FALLS), _FALLS, strict=False),
    (0, 0),
    *zip(_RISES, (*_RISES[1:], None), strict=True),
)


@dataclass(frozen=True, slots=True)
class GrowthClass:
    """Comparable enterprises whose growth, %, lies in a class.

    Below 0 it holds ``high`` and not ``low``, above 0 ``low`` and not ``high``; 0 is a class of
    its own (both bounds 0); None: without bound. −100 and below: 停产, and a negative output.
    """

    low: int | None
    high: int | None
    firms: tuple[Enterprise, ...]


def growth_classes(frame: Frame, span: str) -> tuple[GrowthClass, ...]:
    """Every class of `BOUNDS`, with the enterprises in it."""
    held: dict[Bound, list[Enterprise]] = {bound: [] for bound in BOUNDS}
    for row in frame.marked(span, COMPARABLE):
        held[_class_of(row, span)].append(row)
    return tuple(GrowthClass(*bound, tuple(firms)) for bound, firms in held.items())


def _class_of(row: Enterprise, span: str) -> Bound:
    own = row.of(span)
    assert own.output is not None
    assert own.base is not None  # comparable: both are there, the base above 0
    size = 100 * (Fraction(own.output) / Fraction(own.base) - 1)
    if size < 0:
        return BOUNDS[bisect_left(_FALLS, size)]
    return BOUNDS[len(_FALLS) + bisect_right(_RISES, size)] if size else (0, 0)
