"""Where a figure may bring a better place between neighbouring steps, without scoring them.

No place can be gained where as many are ahead, with the least of their totals, of the most of the
county's own (`point_ranges`). Arrays are (tries, steps, counties), bounds (tries, steps − 1, …).
"""

from __future__ import annotations

import numpy as np

from fzlib.analysis.point_ranges import point_range
from fzlib.scoring.engine import Scores, groups_of
from fzlib.scoring.indicators import CONTRIBUTION, OWN_SHARE, SHARE, Indicator
from fzlib.scoring.measures import LEVEL
from fzlib.scoring.panel import Panel
from fzlib.scoring.regions import of_city
from fzlib.scoring.rounding import Bools, Ints, Whole, plus
from fzlib.scoring.rulebook import RuleBook


def possible(scores: Scores, panel: Panel, book: RuleBook, own: Ints, ranks: Ints) -> Bools:
    """Between which neighbouring steps a county may have a better place than ``ranks``.

    False is proven. ``own``: each try's county; ``ranks``: its place, (tries, 1). It has no better
    one where as many as now are ahead with their least totals of its own most. Where an item may
    come to be scored, or not, in between, nothing is bounded.
    """
    groups = groups_of(panel, book)
    least: Whole = scores.adjustments.units
    most: Whole = least
    unsure = np.zeros((len(own), scores.rank.shape[1] - 1), np.bool_)
    for item in scores.items:
        if item.points.units.ndim == 1:  # no step moves it
            least, most = (plus(item.points.units, end) for end in (least, most))
            continue
        low, high, doubtful = point_range(item, book.readings, groups)
        least, most = plus(low, least), plus(high, most)
        unsure |= doubtful | _turning(panel, item.indicator, item.span)
    group_of = np.empty(len(panel.counties), np.int64)
    for n, group in enumerate(groups):
        group_of[group] = n
    counted = scores.total.present[:, 1:] & ~panel.unranked(panel.period)
    counted &= (group_of == group_of[own][:, None])[:, None]
    np.put_along_axis(counted, own[:, None, None], False, axis=-1)
    reach = np.take_along_axis(most, own[:, None, None], axis=-1)
    if book.ranking.ties == "dense":
        ahead = _distinct(least, most, counted, reach)
    else:
        ahead = ((least > reach) & counted).sum(axis=-1)
    result: Bools = unsure | (ahead < ranks - 1)
    return result


def _distinct(least: Whole, most: Whole, counted: Bools, reach: Whole) -> Ints:
    """How many different totals above ``reach`` there are at least: ranges that do not overlap."""
    count, reach = np.zeros(reach.shape[:-1], np.int64), reach[..., 0]
    beyond = most.max(initial=0) + 1
    while True:
        above = counted & (least > reach[..., None])
        if not above.any():
            return count
        first = np.where(above, most, beyond).min(axis=-1)  # the next that ends
        there = above.any(axis=-1)
        count += there
        reach = np.where(there, first, reach)


def _turning(panel: Panel, row: Indicator, span: str) -> Bools | bool:
    """Where the city's figure, of which parts are taken, changes its sign."""
    figures = []
    if row.quantity == SHARE or row.standard == OWN_SHARE:
        figures.append(panel.of(row.measure, LEVEL, span))
    if row.quantity == CONTRIBUTION:
        figures.append(panel.increment(row.measure, span))
    turned: Bools | bool = False
    for figure in figures:
        units = of_city(figure).units[..., 0]
        for side in (units > 0, units < 0):
            turned = turned | (side[:, 1:] != side[:, :-1])
    return turned
