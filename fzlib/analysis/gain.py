"""进一位测算: the smallest change of one figure that gains a county a place, all else equal.

Found exactly, with no assumption that ranks only improve on the way: a city's growth rounded up
can take back a place that a little less had gained. Steps are scored a grid at a time; between two
steps of a grid all totals are bounded (`bounds`), so that whole stretches are ruled out and the
rest is scored more finely, down to single steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from fzlib.analysis.bounds import possible
from fzlib.analysis.full_points import is_full
from fzlib.analysis.revised import revised
from fzlib.analysis.stretches import grid, jumps, taken
from fzlib.analysis.tries import Figure, figures, items_on, largest_change
from fzlib.scoring.card import Card
from fzlib.scoring.engine import Scores, groups_of, in_total, item_scores
from fzlib.scoring.measures import OUTPUT
from fzlib.scoring.panel import Panel, SeriesKey
from fzlib.scoring.regions import of_city, of_counties
from fzlib.scoring.rounding import Ints, difference
from fzlib.vocabulary import MONTH, YTD, Status

_GRID = 8  # stretches a county's range is cut into at a time, at least
_AT_ONCE = 512  # and as many as make so many of all
_MOST_CELLS = 10**6  # steps x regions scored at a time, as far as one try allows

FOUND, FIRST, NO_RANK, FULL, NO_FIGURE, OUT_OF_REACH = (
    "found", "first", "no_rank", "full", "no_figure", "out_of_reach",
)  # fmt: skip


@dataclass(frozen=True)
class Gain:
    """What would gain a county a place, all else equal; ``change`` is None where nothing does.

    ``change``: in the figure's unit (百分点 of a rate), below 0 a fall; the city's figure moves as
    well. ``bound``: how far was tried. ``outcome``: found; first (already, of its group); no_rank;
    full (every item that rests on the figure has its full points, and no step up to ``bound``
    gains a place); no_figure; out_of_reach (no step up to ``bound`` does).
    """

    region: str
    figure: Figure
    outcome: str
    bound: Decimal | None = None
    change: Decimal | None = None
    rank: int | None = None
    rank_after: int | None = None


def gains(card: Card, regions: Iterable[str] | None = None) -> tuple[Gain, ...]:
    """For each county (None: all) and figure, the smallest change that gains a place.

    Of a rise and a fall the smaller; of equals the rise.
    """
    chosen, tried = card.counties if regions is None else tuple(regions), figures(card)
    tries = [_start(card, figure, region) for region in chosen for figure in tried]
    reached: dict[Gain, Gain] = {}
    for figure in tried:
        own = [g for g in tries if g.figure == figure and g.outcome == OUT_OF_REACH]
        reached |= _search(card, figure, own)
    return tuple(_ended(card, reached.get(gain, gain)) for gain in tries)


def _start(card: Card, figure: Figure, region: str) -> Gain:
    rank, bound = card.ranks[region], largest_change(card.panel, figure, region)
    outcome = FIRST if rank == 1 else NO_FIGURE if bound is None else OUT_OF_REACH
    return Gain(region, figure, outcome if rank else NO_RANK, bound, rank=rank)


def _search(card: Card, figure: Figure, gains: Sequence[Gain]) -> dict[Gain, Gain]:
    """Each with the smallest number of steps that gains a place; without those that none does.

    ``gains``: all of one figure, so that only the items that rest on it are scored again.
    Stretches still open are kept in order, each as (last step known not to gain, its end).
    """
    opened = {
        (gain, way): [(0, _most(card.panel, gain, way))]
        for gain in gains
        for way in figure.directions
    }
    reached: dict[Gain, Gain] = {}
    most = max(_MOST_CELLS // (_GRID * len(card.panel.regions)), 1)
    while opened := {key: stretches for key, stretches in opened.items() if stretches}:
        current = list(opened)[:most]
        size = max(_GRID, _AT_ONCE // len(current))
        tried = [taken(opened[key], size) for key in current]
        grids = np.array([grid(own, size) for own in tried])
        panel = _moved(card.panel, current, grids)
        scores = _scores(card, figure, panel)
        own = np.array([card.counties.index(gain.region) for gain, _ in current])
        ranks = np.array([gain.rank for gain, _ in current])[:, None]
        ranks_after = np.take_along_axis(scores.rank, own[:, None, None], axis=-1)[..., 0]
        gained = (ranks_after > 0) & (ranks_after < ranks)
        may = possible(scores, panel, card.book, own, ranks)
        for n, (gain, way) in enumerate(current):
            low, high = grids[n, :-1], grids[n, 1:]
            # a single step has been scored itself; a longer stretch may hide a gain
            open_ = (high > low) & (gained[n, 1:] | (may[n] & (high > low + 1)))
            open_ &= ~np.isin(low, jumps(tried[n]))
            stretches = list(zip(low[open_].tolist(), high[open_].tolist(), strict=True))
            opened[gain, way] = stretches + opened[gain, way][len(tried[n]) :]
            if stretches and stretches[0][1] == stretches[0][0] + 1:
                change = way * stretches[0][1] * figure.step
                rank = int(ranks_after[n, 1:][open_][0])
                found = replace(gain, outcome=FOUND, change=change, rank_after=rank)
                reached[gain] = _smaller(found, reached.get(gain))
                opened[gain, way] = []
    return reached


def _scores(card: Card, figure: Figure, panel: Panel) -> Scores:
    """The card's scores where a figure has moved in ``panel``; other items as they are."""
    groups, moved = groups_of(panel, card.book), items_on(card, figure)
    items = (
        item_scores(panel, card.book, *item, groups) if item in moved else as_it_is
        for item, as_it_is in zip(card.book.items, card.scores.items, strict=True)
    )
    return in_total(panel, card.book, tuple(items))


def _most(panel: Panel, gain: Gain, way: int) -> int:
    """The most steps to one side: an amount of 0 or more does not fall below zero.

    Nor does the year to date of output below the month's (contract, section 2).
    """
    figure, most = gain.figure, gain.bound or Decimal(0)
    month, ytd = (panel.value(figure.series.code, span, gain.region) for span in (MONTH, YTD))
    if way < 0 and not figure.series.is_rate:
        value = (ytd if figure.span == YTD else month) or Decimal(0)
        most = min(most, value) if value >= 0 else most
    apart = difference(ytd, month)
    toward = -1 if figure.span == YTD else 1
    alone = not figure.along and not panel.period.month_is_ytd
    if alone and figure.series.measure == OUTPUT and apart is not None:
        most = min(most, max(apart, Decimal(0))) if way == toward else most
    return int(most / figure.step)


def _smaller(gain: Gain, other: Gain | None) -> Gain:
    """The one with the smaller change; of equals the rise."""
    every = [each for each in (gain, other) if each is not None]
    return min(every, key=lambda each: (abs(each.change or 0), -(each.change or 0)))


def _moved(panel: Panel, tries: Sequence[tuple[Gain, int]], steps: Ints) -> Panel:
    """The panel with each one's own figure moved, shape (tries, steps, regions)."""
    shape = (*steps.shape, len(panel.regions))
    changes: dict[SeriesKey, NDArray[np.int64]] = {}
    for n, (gain, way) in enumerate(tries):
        figure, series = gain.figure, gain.figure.series
        moved = steps[n] * (way * int(figure.step.scaleb(series.places)))
        for span in figure.spans(panel.period):
            change = changes.setdefault((series.code, span), np.zeros(shape, np.int64))
            of_counties(change)[n, :, panel.counties.index(gain.region)] = moved
            if series.measure.adds_up:  # a county is part of its city
                of_city(change)[n, :, 0] = moved
    return revised(panel, changes)


def _ended(card: Card, gain: Gain) -> Gain:
    """A figure out of reach, whose items all have their full points, is said to be full."""
    if gain.outcome != OUT_OF_REACH:
        return gain
    resting = items_on(card, gain.figure)
    items = [card.item(gain.region, row.item_id(span)) for row, span in resting]
    judged = [item for item in items if item.status != Status.RULED]
    full = bool(judged) and all(is_full(card, item) for item in judged)
    return replace(gain, outcome=FULL) if full else gain
