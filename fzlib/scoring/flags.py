"""Marks printed beside a score; they never change it. Thresholds: contract, section 4."""

from __future__ import annotations

import numpy as np

from fzlib.scoring.indicators import (
    CONTRIBUTION,
    GROWTH_OF,
    INCREMENT,
    LAST_YEAR,
    OF_CITY,
    VALUE,
    Indicator,
)
from fzlib.scoring.measures import BASE, LEVEL, OUTPUT, VA_GROWTH
from fzlib.scoring.panel import Panel
from fzlib.scoring.points import POINT_PLACES
from fzlib.scoring.regions import of_city, of_counties
from fzlib.scoring.rounding import Bools, Fixed
from fzlib.vocabulary import SMALL_SHARE

# growth of value added (at constant prices) and of output (at current ones): prices may part them
PRICED = ((VA_GROWTH, VALUE), (OUTPUT, GROWTH_OF))


def flags(panel: Panel, row: Indicator, span: str, points: Fixed) -> dict[str, Bools]:
    """Flag → the counties marked with it, of one item; by measure, quantity and standard."""
    shape, measure = points.units.shape, row.measure
    limit = int(2 * row.points * 10**POINT_PLACES)
    marks = {"high": points.present & (points.units > limit)}
    if row.quantity in (GROWTH_OF, INCREMENT, CONTRIBUTION) and measure.of_city:
        level = panel.of(measure, LEVEL, span)
        own, whole = of_counties(level), of_city(level)
        small = (whole.units > 0) & _is_small(own, whole)
        marks["small_base"] = own.present & whole.present & small
    if row.quantity == CONTRIBUTION:
        city = of_city(panel.increment(measure, span))
        base = of_city(panel.of(measure, BASE, span))
        small = (city.units > 0) & _is_small(city, base)
        marks["small_city_increment"] = city.present & small
    if (measure, row.quantity) in PRICED:
        # as rounded: a rate printed 0.0 has no direction
        value_added = of_counties(panel.level(VA_GROWTH, span, row.decimals))
        output = of_counties(panel.growth(OUTPUT, span, row.decimals))
        up, down = value_added.units > 0, value_added.units < 0
        opposite = (up & (output.units < 0)) | (down & (output.units > 0))
        marks["opposite_signs"] = value_added.present & output.present & opposite
    if row.quantity in (INCREMENT, CONTRIBUTION) or row.standard == LAST_YEAR:
        derived = panel.derived_base[measure.code, span]
        with_city = of_city(derived) if row.quantity in OF_CITY else False
        marks["derived_base"] = of_counties(derived) | with_city
    return {name: np.broadcast_to(mark, shape) for name, mark in marks.items()}


def _is_small(part: Fixed, whole: Fixed) -> Bools:
    """Share below `SMALL_SHARE`; of two quantities with the same places."""
    # part x parts < whole, in whole numbers, without leaving int64
    parts = int(100 / SMALL_SHARE)
    return part.units < -(-whole.units // parts)
