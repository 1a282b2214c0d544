"""进一位测算: the smallest rise of one measure that gains a county a place.

Found exactly, with no assumption that ranks only improve on the way up: a city's growth rounded
up can take back a place that a little less had gained. Steps are scored a grid at a time; between
two steps of a grid every value and standard lies between its two ends, which bounds all totals,
so that whole stretches are ruled out and the rest is scored more finely, down to single steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fzlib.analysis.revised import revised
from fzlib.scoring.card import Card
from fzlib.scoring.engine import ItemScores, Scores, points_for, score
from fzlib.scoring.panel import Panel, Series, of_city, of_counties
from fzlib.scoring.rounding import Bools, Fixed, Ints
from fzlib.scoring.rulebook import Readings
from fzlib.vocabulary import MEASURES, SPANS, Status

STEP_OF_UNIT = {"%": Decimal("0.1"), "亿元": Decimal("0.01")}  # 百分点, 亿元
RATE_BOUND = Decimal(20)  # 百分点
LEVEL_BOUND = Decimal("0.2")  # of the county's own level
_GRID = 32  # stretches a county's range is cut into at a time

FOUND, FIRST, NO_RANK, NO_FIGURE, OUT_OF_REACH = (
    "found", "first", "no_rank", "no_figure", "out_of_reach",
)  # fmt: skip


@dataclass(frozen=True)
class Gain:
    """What would gain a county a place, all else equal; ``change`` is None where nothing does.

    ``key``: ``va_growth`` (百分点) or ``output`` (亿元; the city's output moves as well), and span.
    ``outcome``: found, first (already), no_rank, no_figure, out_of_reach (no multiple of ``step``
    up to ``bound``).
    """

    region: str
    key: Series
    step: Decimal
    outcome: str
    bound: Decimal | None = None
    change: Decimal | None = None
    rank: int | None = None
    rank_after: int | None = None


def measures(card: Card) -> tuple[Series, ...]:
    """What is tried: value-added growth and the level, as far as scored; 1—2月 once."""
    tried = [measure for measure in ("va_growth", "output") if measure in card.book.measures]
    return tuple(product(tried, card.period.distinct(card.book.spans)))


def gains(card: Card, regions: Iterable[str] | None = None) -> tuple[Gain, ...]:
    """For each county (None: all) and measure, the smallest rise that gains a place."""
    chosen = card.counties if regions is None else tuple(regions)
    tries = [_start(card, key, region) for region in chosen for key in measures(card)]
    reached = _search(card, [gain for gain in tries if gain.outcome == OUT_OF_REACH])
    return tuple(reached.get(gain, gain) for gain in tries)


def _start(card: Card, key: Series, region: str) -> Gain:
    rank, bound = card.ranks[region], _bound(card.panel, key, region)
    outcome = FIRST if rank == 1 else NO_FIGURE if bound is None else OUT_OF_REACH
    step = STEP_OF_UNIT[MEASURES[key[0]].unit]
    return Gain(region, key, step, outcome if rank else NO_RANK, bound, rank=rank)


def _bound(panel: Panel, key: Series, region: str) -> Decimal | None:
    """The largest rise tried, a whole number of steps; None without a figure.

    20 百分点; a fifth of the level, and no more than leaves the month within its year-to-date.
    """
    value = panel.value(*key, region)
    if value is None or key[0] != "output":
        return None if value is None else RATE_BOUND
    bound = value * LEVEL_BOUND
    ytd = panel.value("output", "ytd", region)
    if key[1] == "month" and ytd is not None and not panel.period.month_is_ytd:
        bound = min(bound, ytd - value)
    return bound // STEP_OF_UNIT["亿元"] * STEP_OF_UNIT["亿元"]


def _search(card: Card, gains: Sequence[Gain]) -> dict[Gain, Gain]:
    """Each with the smallest number of steps that gains a place; without those that none does.

    Stretches still open are kept in order, each as (last step known not to gain, its end).
    """
    opened = {gain: [(0, int((gain.bound or 0) / gain.step))] for gain in gains}
    reached: dict[Gain, Gain] = {}
    while opened := {gain: stretches for gain, stretches in opened.items() if stretches}:
        current = list(opened)
        grids = np.array([_grid(*opened[gain][0]) for gain in current])
        scores, panel = _scores(card, current, grids)
        own = np.array([card.counties.index(gain.region) for gain in current])
        ranks = np.array([gain.rank for gain in current])[:, None]
        ranks_after = _own(scores.rank, own)
        gained = (ranks_after > 0) & (ranks_after < ranks)
        possible = _possible(scores, panel, card.book.readings, own, ranks)
        for n, gain in enumerate(current):
            low, high = grids[n, :-1], grids[n, 1:]
            # a single step has been scored itself; a longer stretch may hide a gain
            open_ = (high > low) & (gained[n, 1:] | (possible[n] & (high > low + 1)))
            stretches = list(zip(low[open_].tolist(), high[open_].tolist(), strict=True))
            opened[gain] = stretches + opened[gain][1:]
            if stretches and stretches[0][1] == stretches[0][0] + 1:
                change = stretches[0][1] * gain.step
                rank = int(ranks_after[n, 1:][open_][0])
                reached[gain] = replace(gain, outcome=FOUND, change=change, rank_after=rank)
                opened[gain] = []
    return reached


def _grid(low: int, high: int) -> Ints:
    """Steps from ``low`` to ``high``, finer at the start of the whole range; padded at the end."""
    if high - low <= _GRID:
        return np.minimum(np.arange(low, low + _GRID + 1), high)
    cuts = np.geomspace(1, high, _GRID) if low == 0 else np.linspace(low, high, _GRID + 1)[1:]
    cuts = np.maximum.accumulate(np.maximum(cuts.astype(np.int64), low + np.arange(1, _GRID + 1)))
    return np.concatenate([[low], np.minimum(cuts, high)])


def _scores(card: Card, gains: Sequence[Gain], steps: Ints) -> tuple[Scores, Panel]:
    """Scores with each one's own rise, shape (gains, steps, counties), and their panel."""
    panel = card.panel
    shape = (*steps.shape, len(panel.regions))
    changes: dict[Series, Ints] = {}
    for n, gain in enumerate(gains):
        measure, span = gain.key
        moved = steps[n] * int(gain.step.scaleb(MEASURES[measure].places))
        for twin in panel.period.twins(span):
            change = changes.setdefault((measure, twin), np.zeros(shape, np.int64))
            of_counties(change)[n, :, panel.counties.index(gain.region)] = moved
            if measure == "output":  # a county is part of its city
                of_city(change)[n, :, 0] = moved
    after = revised(panel, changes)
    return score(after, card.book), after


def _own(values: NDArray[np.int64], own: Ints) -> Ints:
    """(gains, steps, counties) → each one's own county: (gains, steps)."""
    return np.take_along_axis(values, own[:, None, None], axis=-1)[..., 0]


def _possible(scores: Scores, panel: Panel, readings: Readings, own: Ints, ranks: Ints) -> Bools:
    """Between which neighbouring steps a county may gain a place: its most against others' least.

    A city's increment that changes sign between two steps bounds nothing.
    """
    most, least = (
        np.sum([_bounded(item, readings, side).units for item in scores.items], axis=0)
        for side in (1, -1)
    )
    ahead = (least > _own(most, own)[..., None]) & scores.total.present[:, 1:]
    np.put_along_axis(ahead, own[:, None, None], False, axis=-1)
    possible: Bools = ahead.sum(axis=-1) < ranks - 1
    for span in SPANS:
        sign = np.sign(of_city(panel.increment(span)).units[..., 0])
        possible |= sign[:, 1:] != sign[:, :-1]
    return possible


def _bounded(item: ItemScores, readings: Readings, side: int) -> Fixed:
    """The most (1) or least (−1) points of an item between neighbouring steps.

    Value and standard are monotone there; with a fixed standard so is the gap.
    """
    extreme, other = (np.maximum, np.minimum) if side == 1 else (np.minimum, np.maximum)
    places = max(item.value.places, item.standard.places)
    value, standard = item.value.at(places).units, item.standard.at(places).units
    ends = extreme(item.gap.units[:, 1:], item.gap.units[:, :-1])
    apart = extreme(value[:, 1:], value[:, :-1]) - other(standard[:, 1:], standard[:, :-1])
    fixed = standard[:, 1:] == standard[:, :-1]
    gap = Fixed(np.where(fixed, ends, apart), item.gap.present[:, 1:], item.gap.places)
    points = points_for(gap, item.indicator, readings)
    ruled = (item.status == Status.RULED)[:, 1:]
    units = np.where(ruled, item.points.units[:, 1:], points.units)
    return Fixed(units, points.present | ruled, points.places)
