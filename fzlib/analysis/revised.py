"""A panel with some figures changed, singly or many at once on the leading axes.

What hangs together stays together: 1—2月 is one release, a county is part of its city, and a
growth rate that was given follows its level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import numpy as np

from fzlib.scoring.measures import BASE, GROWTH, LEVEL
from fzlib.scoring.panel import Panel, SeriesKey
from fzlib.scoring.regions import of_city, of_counties
from fzlib.scoring.rounding import Fixed, Ints, Whole, plus
from fzlib.vocabulary import SPANS

GROWTH_PLACES = 6  # to which a given growth rate follows its level, 百分点


def with_city(changes: Ints) -> Ints:
    """Changes of a level (..., regions) with the city's: plus the sum of its counties'."""
    result = changes.copy()
    of_city(result)[...] += of_counties(result).sum(axis=-1, keepdims=True)
    return result


def revised(panel: Panel, changes: Mapping[SeriesKey, Ints]) -> Panel:
    """The panel with its figures moved; one panel, or one for each index of the leading axes.

    Args:
        panel: of one period. changes: (series, span) → what is added, in units of the figure's
            last decimal, shape (..., regions). What is missing stays missing.

    A given growth rate moves as far as the growth computed from level and base does, so that
    growth and level agree as well, or as badly, as before; where that cannot be computed it stays.
    The 同期 stays what it was, also one that was worked out (推算).
    """
    shape = np.broadcast_shapes(*(c.shape for c in changes.values()), (len(panel.regions),))
    figures = {}
    for key, fixed in panel.figures.items():
        units: Whole = fixed.units
        if key in changes:
            units = plus(units, np.where(fixed.present, changes[key], 0))
        present = np.broadcast_to(fixed.present, shape)
        figures[key] = Fixed(np.broadcast_to(units, shape), present, fixed.places)
    result = replace(panel, figures=figures)
    based = [measure for measure in panel.measures if measure.base]
    for measure, span in product(based, SPANS):
        key = measure.code_of(GROWTH), span
        moved = any((measure.code_of(aspect), span) in changes for aspect in (LEVEL, BASE))
        if moved and figures[key].present.any():
            before, after = (
                p.computed_growth(measure, span, GROWTH_PLACES) for p in (panel, result)
            )
            given, change = figures[key], after - before
            units = plus(given.units, change.at(given.places).units)
            figures[key] = replace(given, units=units)
    return result
