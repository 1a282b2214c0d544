"""Why a county's total and rank changed since the period before, adding up to the hundredth.

An item's points before cap, floor and rounding are u(value, standard). Its change is split into

- own: the value's change, at the old standard and at the new, averaged;
- standard: the standard's change, at the old value and at the new, averaged;
- cap, floor: what the 满分 and the floor of 0 took or gave, now less then;
- rounding: what is left to the printed difference: half-up to 2 decimals and, where only whole
  steps count, the steps cut off.

The average of the two orders (Shapley value) is taken because neither the county nor those who
set the standard moved first. It matters for 实际完成增量 only, whose gap is in % of the standard;
elsewhere both orders give the same. Every part is in 分, half-up to 2 decimals, but for rounding,
which is the exact rest: so the parts add up to the difference of the two printed totals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction

from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import POINT_PLACES
from fzlib.scoring.rounding import difference, half_up
from fzlib.vocabulary import Status

ZERO = Decimal(0)


@dataclass(frozen=True)
class Parts:
    """What a change consists of, 分. ``ruled``: points set by a ruling then or now, not split."""

    own: Decimal = ZERO
    standard: Decimal = ZERO
    cap: Decimal = ZERO
    floor: Decimal = ZERO
    rounding: Decimal = ZERO
    ruled: Decimal = ZERO

    @property
    def rules(self) -> Decimal:
        """Cap, floor and rounding together."""
        return self.cap + self.floor + self.rounding

    @property
    def total(self) -> Decimal:
        """Their sum: the change."""
        return self.own + self.standard + self.rules + self.ruled

    def __add__(self, other: Parts) -> Parts:
        return Parts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Parts)))


@dataclass(frozen=True)
class ItemChange:
    """One item then and now. Where it has no points in either period it is no part of a change.

    ``before`` and ``after`` tell a change of status (暂算, 已审定) apart from that of points.
    """

    before: Item
    after: Item
    parts: Parts

    @property
    def change(self) -> Decimal:
        """Points now less points then; 0 where suspended in both."""
        return (self.after.points or ZERO) - (self.before.points or ZERO)


@dataclass(frozen=True)
class ScoreChange:
    """A county's total then and now, 分, and what the change consists of.

    ``parts`` is None where the change cannot be split; ``unscored`` then names the items (then,
    now) that had no points in one of the two periods, and so why. An item suspended in both
    periods is in neither total and stands in no one's way.
    """

    region: str
    before: Decimal | None
    after: Decimal | None
    items: tuple[ItemChange, ...]
    parts: Parts | None
    unscored: tuple[tuple[Item, Item], ...] = ()

    @property
    def change(self) -> Decimal | None:
        """Total now less total then; None where a total is lacking."""
        return difference(self.after, self.before)


@dataclass(frozen=True)
class RankChange:
    """A county's rank then and now, explained by the sides of the others, exactly.

    ``sides``: county → then and now, above, level with or below this one; '' without a total.
    before − after = those that were above and are not, less those that are and were not.
    """

    region: str
    before: int
    after: int
    sides: Mapping[str, tuple[str, str]]

    def moved(self, then: str, now: str) -> list[str]:
        """The counties that went from one side to the other, in the order of regions.csv."""
        return [region for region, sides in self.sides.items() if sides == (then, now)]


def score_changes(card: Card) -> tuple[ScoreChange, ...]:
    """Every county's change since the card's previous one; nothing where there is none.

    Raises:
        ValueError: the two cards were scored by different rules.
    """
    before = card.previous
    if before is None:
        return ()
    then, now = ((book.indicators, book.spans, book.readings) for book in (before.book, card.book))
    if then != now:
        raise ValueError(f"{before.period} 和 {card.period} 的规则不同，得分变动不能分解")
    return tuple(_change(card, before, r) for r in card.counties if r in before.counties)


def _change(card: Card, before: Card, region: str) -> ScoreChange:
    totals = before.totals[region], card.totals[region]
    pairs = tuple(zip(before.of(region), card.of(region), strict=True))
    unscored = tuple(
        (then, now)
        for then, now in pairs
        if (then.points is None or now.points is None)
        and not then.status == now.status == Status.SUSPENDED
    )
    if None in totals or unscored:
        return ScoreChange(region, *totals, (), None, unscored)
    floor = card.book.readings.floor == "zero"
    items = tuple(ItemChange(then, now, _split(then, now, floor)) for then, now in pairs)
    return ScoreChange(region, *totals, items, sum((i.parts for i in items), Parts()))


def _split(then: Item, now: Item, floor: bool) -> Parts:
    """The parts of one item's change; see the module's first lines."""
    if then.points is None or now.points is None:
        return Parts()  # suspended in both
    change = now.points - then.points
    if Status.RULED in (then.status, now.status):
        return Parts(ruled=change)
    old, new = _linear(then, then), _linear(now, now)
    value_first, standard_first = _linear(now, then), _linear(then, now)
    own = (value_first - old + new - standard_first) / 2
    standard = (standard_first - old + new - value_first) / 2
    cap = _cut_by_cap(now, new) - _cut_by_cap(then, old)
    lifted = max(-new, Fraction(0)) - max(-old, Fraction(0)) if floor else Fraction(0)
    parts = Parts(*(half_up(part, POINT_PLACES) for part in (own, standard, cap, lifted)))
    return replace(parts, rounding=change - parts.total)


def _linear(value_of: Item, standard_of: Item) -> Fraction:
    """u(value, standard): points before whole steps, cap, floor and rounding."""
    value, standard = Fraction(value_of.value or 0), Fraction(standard_of.standard or 0)
    row = value_of.indicator
    gap = value - standard
    if row.standard == "expected":
        gap = gap / abs(standard) * 100  # in % of it; an expected increment of 0 is not scored
    return Fraction(row.base) + gap / Fraction(row.step) * Fraction(row.per_step)


def _cut_by_cap(item: Item, points: Fraction) -> Fraction:
    """What the cap takes: 0 or less."""
    cap = item.indicator.cap
    return Fraction(0) if cap is None else min(Fraction(cap) - points, Fraction(0))


def rank_change(card: Card, region: str) -> RankChange | None:
    """Whom a county passed and was passed by; None where it has no rank then or now."""
    before, old, new = card.previous, card.previous_rank(region), card.ranks[region]
    if before is None or old is None or new is None:
        return None
    then, now = _sides(before, region), _sides(card, region)
    sides = {other: (then.get(other, ""), now.get(other, "")) for other in card.counties}
    return RankChange(region, old, new, sides)


def _sides(card: Card, region: str) -> dict[str, str]:
    """Counties with a total: above, level with, or below this one."""
    own = card.totals[region]
    return {
        other: "above" if total > own else "level" if total == own else "below"
        for other, total in card.totals.items()
        if total is not None and own is not None and other != region
    }
