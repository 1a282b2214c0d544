"""Panel + rule book → items, totals, ranks, statuses, flags.

Vectorised over any leading axes of the panel (periods, draws); the last axis is the counties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from fzlib.scoring.flags import flags
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.methods import Basis
from fzlib.scoring.panel import Panel
from fzlib.scoring.peers import Groups
from fzlib.scoring.periods import AnyPeriod
from fzlib.scoring.points import POINT_PLACES, Ratio
from fzlib.scoring.quantities import Measured, measured
from fzlib.scoring.ranking import Places, places
from fzlib.scoring.rounding import Bools, Fixed, half_up, plus
from fzlib.scoring.rulebook import Readings, RuleBook
from fzlib.vocabulary import Status


@dataclass(frozen=True, eq=False)
class ItemScores:
    """One item of every county. ``gap`` and ``points`` are missing where not scored.

    ``no_value`` / ``no_standard`` say why an item is missing: 本地未报 / 标准值尚未取得.
    """

    indicator: Indicator
    span: str
    value: Fixed
    standard: Fixed
    gap: Fixed
    points: Fixed
    status: NDArray[np.int8]
    no_value: Bools
    no_standard: Bools
    flags: Mapping[str, Bools]


@dataclass(frozen=True, eq=False)
class Scores:
    """All items, with totals, ranks (0 = none) and 基准分 of every county.

    ``total`` holds the ``adjustments``, which are 0 for a county that has none.
    """

    items: tuple[ItemScores, ...]
    total: Fixed
    rank: NDArray[np.int64]
    base_total: Fixed
    adjustments: Fixed


def score(panel: Panel, book: RuleBook) -> Scores:
    """Score every item of the rule book for every assessed county.

    Never a binary float.
    """
    groups = groups_of(panel, book)
    items = (item_scores(panel, book, row, span, groups) for row, span in book.items)
    return in_total(panel, book, tuple(items))


def in_total(panel: Panel, book: RuleBook, items: tuple[ItemScores, ...]) -> Scores:
    """Totals and ranks of items, in the rule book's order, whose shapes broadcast.

    Where two statuses apply: ruled, then missing, then suspended, then referred. A missing or
    referred item leaves the county without total and rank; a suspended one is left out of both
    total and 基准分.
    """
    shape = np.broadcast_shapes(*(item.points.units.shape for item in items))
    total, base = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    complete, counted = np.ones(shape, np.bool_), np.zeros(shape, np.bool_)
    for item in items:
        total = plus(total, item.points.units)  # unknown points count 0 units; see ``complete``
        left_out = item.status == Status.SUSPENDED
        complete &= item.points.present | left_out
        counted |= ~left_out
        if item.indicator.base is not None:
            # rounded as points are: all at the standard is 基准分
            at_standard = half_up(item.indicator.base, POINT_PLACES).scaleb(POINT_PLACES)
            base += np.where(left_out, 0, int(at_standard))
    adjustments = panel.adjusted(panel.period, book.adjustments)
    present = complete & counted  # all suspended: nothing to rank by
    total = np.where(present, plus(total, adjustments.units), 0)
    totals = Fixed(total, present, POINT_PLACES)
    rank = ranked_places(panel, book, panel.period, totals, items)
    bases = Fixed(base, np.ones_like(present), POINT_PLACES)
    return Scores(items, totals, rank, bases, adjustments)


def groups_of(panel: Panel, book: RuleBook) -> Groups:
    """The counties that are compared with each other: of each 组别, or all."""
    if not book.by_group:
        return [np.arange(len(panel.assessed))]
    every = [region.group for region in panel.assessed]
    return [
        np.array([n for n, group in enumerate(every) if group == own])
        for own in dict.fromkeys(every)
    ]


def ranked_places(
    panel: Panel, book: RuleBook, when: AnyPeriod, totals: Fixed, items: Iterable[ItemScores]
) -> Places:
    """Places by total, or score, of those not 不排位次; the others close up. 0: none."""
    by_id = {item.indicator.item_id(item.span): item.value for item in items}
    broken_by = [by_id[item] for item in book.ranking.tie_break]
    unranked, dense = panel.unranked(when), book.ranking.ties == "dense"
    ranked = totals.where(~unranked) if unranked.any() else totals
    return places(ranked, groups_of(panel, book), dense=dense, tie_break=broken_by)


def item_scores(
    panel: Panel, book: RuleBook, row: Indicator, span: str, groups: Groups
) -> ItemScores:
    """One item of every county."""
    basis = measured(panel, row, span, book.readings, groups)
    shape = np.broadcast_shapes(basis.value.units.shape, basis.standard.units.shape)
    no_value, no_standard = (~np.broadcast_to(present, shape) for present in basis.given)
    # the first that applies
    statuses = [Status.MISSING, Status.SUSPENDED, Status.REFERRED, Status.PRELIMINARY]
    missing, early = no_value | no_standard, basis.preliminary
    applies = [missing, basis.suspended, basis.referred, early]
    status = np.select(applies, statuses, Status.OK).astype(np.int8)
    # before the rulings: a ruling stands on the gap the rules define, if they define one
    scored = status < Status.MISSING
    gap = basis.gap.where(scored)
    points = _points(replace(basis, gap=gap), row, book.readings, groups, scored)
    points, status = _ruled(panel, row.item_id(span), points, status)
    return ItemScores(
        row, span, basis.value, basis.standard.over(shape), gap, points, status,
        no_value, no_standard, flags(panel, row, span, points),
    )  # fmt: skip


def _points(
    basis: Measured, row: Indicator, readings: Readings, groups: Groups, scored: Bools
) -> Fixed:
    """Points by the row's method → cap → floor → half-up to 2 decimals, where it is scored."""
    compared = Basis(basis.value, basis.standard, basis.gap, groups, row.low)
    units = exact_points(compared, row, readings).rounded(row.cap, floor_of(row, readings))
    return Fixed(np.where(scored, units, 0), scored, POINT_PLACES)


def exact_points(basis: Basis, row: Indicator, readings: Readings) -> Ratio:
    """Points by the row's method before cap, floor and rounding.

    One that is not scored still counts among those compared, by its value.
    """
    if not row.has_standard:  # bands are then of the value
        basis = replace(basis, gap=basis.value)
    return row.method.points(basis, whole=readings.steps == "whole")


def floor_of(row: Indicator, readings: Readings) -> Decimal | None:
    """The least points of an item: its own floor, else as the readings say."""
    if row.floor is not None:
        return row.floor
    return Decimal(0) if readings.floor == "zero" else None


def _ruled(
    panel: Panel, item: str, points: Fixed, status: NDArray[np.int8]
) -> tuple[Fixed, NDArray[np.int8]]:
    rulings = [ruling for ruling in panel.rulings if ruling.item == item]
    if not rulings:
        return points, status
    units, present, status = points.units.copy(), points.present.copy(), status.copy()
    for ruling in rulings:
        at = panel.counties.index(ruling.region)
        units[..., at] = int(ruling.points.scaleb(POINT_PLACES))
        present[..., at] = True
        status[..., at] = Status.RULED
    return Fixed(units, present, POINT_PLACES), status
