"""Growth split into parts that add up to it, exactly and as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fzlib.enterprises.frame import Group, Part
from fzlib.enterprises.marks import ENTERED, LEFT
from fzlib.scoring.rounding import half_up, percent

CONTINUING = "continuing"
PARTS = {CONTINUING: "持续经营", ENTERED: "新增", LEFT: "退库"}


@dataclass(frozen=True, slots=True)
class GrowthPart:
    """A part of a change.

    Attributes:
        name: one of `PARTS`. part: output and base, 万元, exact. pull: 百分点 of the group's own
            growth, as printed (`adding_up`); None where the group's base is not above 0.
    """

    name: str
    part: Part
    pull: Decimal | None


@dataclass(frozen=True, slots=True)
class GrowthSplit:
    """A group's growth, %, and its parts in 百分点 with as many decimals: they add up to it.

    ``growth`` is None, and the parts' pulls, where the group's base is not above 0.
    """

    group: Group
    growth: Decimal | None
    parts: tuple[GrowthPart, ...]


def growth_split(group: Group, places: int) -> GrowthSplit:
    """Continuing, entered, left: of the city, a county, a division; over its own base."""
    parts = dict(zip(PARTS, (group.continuing, group.entered, group.left), strict=True))
    growth, pulls = _shared([part.increment for part in parts.values()], group, places)
    return GrowthSplit(
        group,
        growth,
        tuple(
            GrowthPart(name, part, pull)
            for (name, part), pull in zip(parts.items(), pulls, strict=True)
        ),
    )


def printed_pulls(groups: Sequence[Group], city: Group, places: int) -> list[Decimal] | list[None]:
    """拉动 of all counties (or all divisions) as printed: they add up to the growth printed.

    In the order of the groups; None where the city's base is not above 0.
    """
    return _shared([group.increment for group in groups], city, places)[1]


def adding_up(parts: Sequence[Fraction], places: int) -> list[Decimal]:
    """Each half-up to ``places``, but that they add up to their sum half-up.

    What is left over goes, one unit of the last decimal each, to those whose rounding took most
    of what is left, the first of equal ones; an exact one, 0 among them, is never touched.
    """
    unit = Fraction(1, 10**places)
    rounded = [Fraction(half_up(part, places)) for part in parts]
    rest = (Fraction(half_up(sum(parts, Fraction(0)), places)) - sum(rounded)) / unit
    sign = 1 if rest > 0 else -1
    order = sorted(range(len(parts)), key=lambda n: -sign * (parts[n] - rounded[n]))
    for n in order[: abs(int(rest))]:
        rounded[n] += sign * unit
    return [half_up(value, places) for value in rounded]


def _shared(
    increments: Sequence[Decimal], whole: Group, places: int
) -> tuple[Decimal | None, list[Decimal] | list[None]]:
    """The whole's growth, and what each increment is of it."""
    if whole.base <= 0:
        return None, [None] * len(increments)
    over = Fraction(whole.base)
    pulls = adding_up([100 * Fraction(increment) / over for increment in increments], places)
    return percent(whole.increment, whole.base, places), pulls
