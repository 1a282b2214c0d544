"""Why a county's total changed since the period before, adding up to the hundredth.

Between the two periods figures were exchanged: (1) the county's own, (2) those of the other
counties and of the city, (3) those of nation and province, and the targets. The engine scores the
county for each of the 2³ ways in which some are of then and the others of now, and the change of
the points actually given is split by the Shapley value: each part is what its figures brought,
averaged over all orders in which the three can be exchanged, because none of them moved first.
So the parts add up to the change, equal roles get equal parts, whoever changed nothing has 0, and
no part is larger than the item's points can be.

A figure belongs to whom it is published for. A growth rate, given or computed, and a 同期 that was
worked out (推算) go with their owner's figures. The city's figures are the city's also where this
county made them move: what a county did for the city's total is part of the yardstick that all
counties are held against, and stands with it. A target, also the county's own, is set and not
earned, and stands with nation and province.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal

import numpy as np

from fzlib.analysis.shapley import largest_remainder, shapley
from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import ItemScores, groups_of, item_scores
from fzlib.scoring.panel import Panel, SeriesKey
from fzlib.scoring.points import POINT_PLACES
from fzlib.scoring.rounding import Bools, Fixed, difference
from fzlib.vocabulary import MONTH, Status

ZERO = Decimal(0)
OWN, OTHERS, OUTSIDE = "own", "others", "outside"
OWNERS = (OWN, OTHERS, OUTSIDE)  # whose figures are exchanged; a combination has a bit for each
_COMBINATIONS = 2 ** len(OWNERS)


@dataclass(frozen=True)
class Parts:
    """What a change consists of, 分.

    ``own``, ``others`` (the other counties and the city), ``outside`` (nation, province and
    targets): by whose figures. ``decided``: rulings and adjustments. ``unsplit``: the change of
    items that cannot be split.
    """

    own: Decimal = ZERO
    others: Decimal = ZERO
    outside: Decimal = ZERO
    decided: Decimal = ZERO
    unsplit: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Their sum: the change."""
        return sum((getattr(self, part.name) for part in fields(self)), ZERO)

    def __add__(self, other: Parts) -> Parts:
        return Parts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Parts)))


@dataclass(frozen=True)
class Unsplit:
    """Why an item's change is not split: where, and why, it has no points.

    It has none while the figures of ``exchanged`` (some of `OWNERS`) are of now and the others of
    then; none of them exchanged: in the period before; all: now.
    """

    exchanged: tuple[str, ...]
    status: Status


@dataclass(frozen=True)
class ItemChange:
    """One item then and now, and what its change consists of.

    ``before`` and ``after`` tell a change of status (暂算, 已审定) apart from that of points.
    ``unsplit``: why there are no parts but the change as a whole; None where there are.
    """

    before: Item
    after: Item
    parts: Parts
    unsplit: Unsplit | None = None

    @property
    def change(self) -> Decimal:
        """Points now less points then; what is suspended counts 0."""
        return (self.after.points or ZERO) - (self.before.points or ZERO)


@dataclass(frozen=True)
class ScoreChange:
    """A county's total then and now, 分, and what the change consists of.

    ``parts`` is the sum of the items' and of the ``adjustments``; None where there is no total
    then or now: ``unscored`` then names the items (then, now) that are missing or referred. An
    item suspended in both periods is in neither total and not among ``items``.
    """

    region: str
    before: Decimal | None
    after: Decimal | None
    items: tuple[ItemChange, ...]
    parts: Parts | None
    adjustments: Decimal = ZERO
    unscored: tuple[tuple[Item, Item], ...] = ()

    @property
    def change(self) -> Decimal | None:
        """Total now less total then; None where a total is lacking."""
        return difference(self.after, self.before)

    @property
    def unsplit(self) -> tuple[ItemChange, ...]:
        """The items whose change is not split."""
        return tuple(item for item in self.items if item.unsplit)


def against_two_months(card: Card) -> bool:
    """Whether a month is compared with 1—2月, whose month figures are of two months."""
    before = card.previous
    if before is None or MONTH not in card.book.scored_spans:
        return False
    return before.period.month_is_ytd and not card.period.month_is_ytd


def score_changes(card: Card) -> tuple[ScoreChange, ...]:
    """Every county's change since the card's previous one; nothing where there is none.

    Raises:
        ValueError: the two cards were scored by different rules, or have other counties.
    """
    before = card.previous
    if before is None:
        return ()
    then, now = ((b.indicators, b.spans, b.readings, b.ranking) for b in (before.book, card.book))
    if then != now:
        raise ValueError(f"{before.period} 和 {card.period} 的规则不同，得分变动不能分解")
    if before.panel.regions != card.panel.regions:
        raise ValueError(f"{before.period} 和 {card.period} 的地区不同，得分变动不能分解")
    every = exchanged(before.panel, card.panel)
    groups = groups_of(card.panel, card.book)
    items = [
        _item_changes(card, before, item_scores(every, card.book, row, span, groups))
        for row, span in card.book.items
    ]
    return tuple(_change(card, before, n, [own[n] for own in items]) for n in range(len(items[0])))


def exchanged(before: Panel, after: Panel) -> Panel:
    """The panels that lie between two, shape (combinations, counties, regions), without rulings.

    Combination c has the figures of `OWNERS`[n] of after where its bit n is set, else of before;
    own is the county of the second axis.
    """
    combination = np.arange(_COMBINATIONS)[:, None, None]
    own, others, outside = ((combination >> n) & 1 == 1 for n in range(len(OWNERS)))
    count, size = len(after.counties), len(after.regions)
    region, above = np.arange(size), len(after.above)
    is_own = region == np.arange(count)[:, None] + size - count
    measured = np.where(region < above, outside, np.where(is_own, own, others))

    def between(key: SeriesKey) -> Fixed:
        mask: Bools = outside if after.series[key[0]].is_target else measured
        then, now = before.figures[key], after.figures[key]
        shape = (_COMBINATIONS, count, size)
        units, present = (
            np.broadcast_to(np.where(mask, getattr(now, of), getattr(then, of)), shape)
            for of in ("units", "present")
        )
        return Fixed(units, present, now.places)

    derived = {
        key: np.where(measured, of, before.derived_base[key])
        for key, of in after.derived_base.items()
    }
    figures = {key: between(key) for key in after.figures}
    return replace(after, figures=figures, derived_base=derived, rulings=())


def _item_changes(card: Card, before: Card, between: ItemScores) -> list[ItemChange]:
    """One item of every county; ``between`` as the engine scores it in all combinations."""
    item = between.indicator.item_id(between.span)
    pairs = ((before.item(region, item), card.item(region, item)) for region in card.counties)
    points, present = between.points.units, between.points.present
    return [
        _item_change(
            then, now, points[:, n, n].tolist(), present[:, n, n], between.status[:, n, n].tolist()
        )
        for n, (then, now) in enumerate(pairs)
    ]


def _item_change(
    then: Item, now: Item, points: list[int], present: Bools, statuses: list[int]
) -> ItemChange:
    change = (now.points or ZERO) - (then.points or ZERO)
    if Status.RULED in (then.status, now.status):
        return ItemChange(then, now, Parts(decided=change))
    if not present.all():
        # then and now first, so that what a reader can see is named before what is only computed
        order = sorted(range(_COMBINATIONS), key=lambda c: c not in (0, _COMBINATIONS - 1))
        first = next(c for c in order if not present[c])
        owners = tuple(owner for n, owner in enumerate(OWNERS) if first >> n & 1)
        return ItemChange(
            then, now, Parts(unsplit=change), Unsplit(owners, Status(statuses[first]))
        )
    parts = largest_remainder(shapley(points))
    return ItemChange(then, now, Parts(*(Decimal(part).scaleb(-POINT_PLACES) for part in parts)))


def _change(card: Card, before: Card, n: int, items: list[ItemChange]) -> ScoreChange:
    region = card.counties[n]
    totals = before.totals[region], card.totals[region]
    pairs = [(item.before, item.after) for item in items]
    if None in totals:
        unscored = tuple(pair for pair in pairs if any(map(_lacking, pair)))
        return ScoreChange(region, *totals, (), None, unscored=unscored)
    counted = tuple(item for item in items if not _suspended_in_both(item))
    added = (card.adjustments[region] or ZERO) - (before.adjustments[region] or ZERO)
    parts = sum((item.parts for item in counted), Parts(decided=added))
    return ScoreChange(region, *totals, counted, parts, added)


def _lacking(item: Item) -> bool:
    """Missing or referred, so that the county has no total."""
    return item.points is None and item.status != Status.SUSPENDED


def _suspended_in_both(item: ItemChange) -> bool:
    return item.before.status == item.after.status == Status.SUSPENDED
