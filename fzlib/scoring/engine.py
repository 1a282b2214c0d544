"""Panel + rule book → items, totals, ranks, statuses, flags. The annex, row by row.

Vectorised over any leading axes of the panel (periods, draws); the last axis is the counties.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fzlib.scoring.panel import Panel, of_city, of_counties, of_nation, of_province
from fzlib.scoring.rounding import Bools, Fixed, half_up, plus, quotient, times
from fzlib.scoring.rulebook import Indicator, Readings, RuleBook
from fzlib.vocabulary import Status

POINT_PLACES = 2


@dataclass(frozen=True, eq=False)
class Measured:
    """One annex row for one span, before points: arrays over the counties.

    ``given``: where the county's own figures are there, and where those of its standard are, if
    that is not simply where value and standard are known.
    """

    value: Fixed
    standard: Fixed
    gap: Fixed
    preliminary: Bools | bool = False
    suspended: Bools | bool = False
    referred: Bools | bool = False
    given: tuple[Bools, Bools] | None = None


@dataclass(frozen=True, eq=False)
class ItemScores:
    """One item of every county. ``gap`` and ``points`` are unknown where not scored.

    ``no_value`` / ``no_standard`` say why an item is missing: 本地未报 / 标准值未发布.
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
    """All items, with totals, ranks (0 = none) and 基准分 of every county."""

    items: tuple[ItemScores, ...]
    total: Fixed
    rank: NDArray[np.int64]
    base_total: Fixed


def va_growth(panel: Panel, row: Indicator, span: str, _: Readings) -> Measured:
    """Annex row 1: published growth against the higher of nation and province, per span."""
    growth = panel.growth("va_growth", span, row.decimals)
    value, nation, province = of_counties(growth), of_nation(growth), of_province(growth)
    standard = nation.larger(province)
    only_one = nation.present != province.present
    return Measured(value, standard, value - standard, preliminary=only_one)


def output_growth(panel: Panel, row: Indicator, span: str, _: Readings) -> Measured:
    """Annex row 2: growth of output against the city's."""
    growth = panel.growth("output_growth", span, row.decimals)
    value, standard = of_counties(growth), of_city(growth)
    return Measured(value, standard, value - standard)


def increment(panel: Panel, row: Indicator, span: str, readings: Readings) -> Measured:
    """Annex row 3: 增量 against 预期; the gap in % of |预期|."""
    value = of_counties(panel.increment(span))
    standard = of_counties(panel.figures["expected", span])
    size = Fixed(np.abs(standard.units), standard.present, standard.places)
    gap = (value - standard).percent_of(size, row.decimals)
    referred = standard.units <= 0
    if readings.expected_nonpositive == "absolute":
        referred = standard.units == 0
    return Measured(value, standard, gap, referred=standard.present & referred)


def contribution(panel: Panel, row: Indicator, span: str, readings: Readings) -> Measured:
    """Annex row 4: share of the city's increment against share of the city's output, %."""
    increments, output = panel.increment(span), panel.figures["output", span]
    city = of_city(increments)
    value = of_counties(increments).percent_of(city, row.decimals)
    standard = of_counties(output).percent_of(of_city(output), row.decimals)
    suspended = city.units <= 0
    if readings.city_decrease == "literal":
        suspended = city.units == 0
    # value and standard both rest on county and city; a county whose own increment is known and
    # only the city's is 0 is suspended, not missing
    present = increments.present & output.present
    given = of_counties(present), of_city(present & (output.units != 0))
    suspended = city.present & suspended
    return Measured(value, standard, value - standard, suspended=suspended, given=given)


ANNEX: dict[str, Callable[[Panel, Indicator, str, Readings], Measured]] = {
    "va_growth": va_growth,
    "output_growth": output_growth,
    "increment": increment,
    "contribution": contribution,
}


def points_for(gap: Fixed, row: Indicator, readings: Readings) -> Fixed:
    """base + gap/step x per_step → cap → floor → half-up to 2 decimals (计分规则 (1) (2)).

    With ``steps = "whole"`` gap/step is truncated toward zero first. Unknown gap: unknown points.
    """
    step = Fraction(row.step) * 10**gap.places  # in units of the gap
    steps = times(gap.units, step.denominator)
    per_step = Fraction(row.per_step)
    if readings.steps == "whole":
        steps = quotient(steps, step.numerator, whole=True)
    else:
        per_step /= step.numerator
    base, cap = Fraction(row.base), Fraction(row.cap or 0)
    # points as integers over one denominator, so that cap and floor act before the rounding
    printed = 10**POINT_PLACES
    scale = math.lcm(printed, base.denominator, per_step.denominator, cap.denominator)
    points = plus(times(steps, int(per_step * scale)), int(base * scale))
    highest = None if row.cap is None else int(cap * scale)
    lowest = 0 if readings.floor == "zero" else None
    points = quotient(np.clip(points, lowest, highest), scale // printed)
    return Fixed(np.where(gap.present, points, 0), gap.present, POINT_PLACES)


def score(panel: Panel, book: RuleBook) -> Scores:
    """Score every item of the rule book for every assessed county.

    Where two statuses apply: ruled, then missing, then suspended, then referred. A missing or
    referred item leaves the county without total and rank; a suspended one is left out of both
    total and 基准分. Never a binary float.
    """
    items = tuple(_item(panel, book, indicator, span) for indicator, span in book.items)
    shape = np.broadcast_shapes(*(item.points.units.shape for item in items))
    total, base = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    complete = np.ones(shape, np.bool_)
    for item in items:
        total = plus(total, item.points.units)  # unknown points count 0 units; see ``complete``
        left_out = item.status == Status.SUSPENDED
        complete &= item.points.present | left_out
        # rounded as points are: all at the standard is 基准分
        at_standard = half_up(item.indicator.base, POINT_PLACES).scaleb(POINT_PLACES)
        base += np.where(left_out, 0, int(at_standard))
    present = complete & (base > 0)  # all suspended: nothing to rank by
    totals = Fixed(np.where(present, total, 0), present, POINT_PLACES)
    return Scores(items, totals, ranks(totals), Fixed(base, np.ones_like(present), POINT_PLACES))


def _item(panel: Panel, book: RuleBook, row: Indicator, span: str) -> ItemScores:
    measured = ANNEX[row.code](panel, row, span, book.readings)
    shape = np.broadcast_shapes(measured.value.units.shape, measured.standard.units.shape)
    given = measured.given or (measured.value.present, measured.standard.present)
    no_value, no_standard = (~np.broadcast_to(present, shape) for present in given)
    # the first that applies
    statuses = [Status.MISSING, Status.SUSPENDED, Status.REFERRED, Status.PRELIMINARY]
    missing, early = no_value | no_standard, measured.preliminary
    applies = [missing, measured.suspended, measured.referred, early]
    status = np.select(applies, statuses, Status.OK).astype(np.int8)
    # before the rulings: a ruling stands on the gap the rules define, if they define one
    gap = measured.gap.where(status < Status.MISSING)
    points = points_for(gap, row, book.readings)
    points, status = _ruled(panel, f"{row.code}.{span}", points, status)
    flags = _flags(panel, row, span, points)
    standard = measured.standard.where(np.ones(shape, np.bool_))  # over every county
    return ItemScores(
        row, span, measured.value, standard, gap, points, status, no_value, no_standard, flags
    )


def _ruled(
    panel: Panel, item: str, points: Fixed, status: NDArray[np.int8]
) -> tuple[Fixed, NDArray[np.int8]]:
    units, present, status = points.units.copy(), points.present.copy(), status.copy()
    for ruling in (ruling for ruling in panel.rulings if ruling.item == item):
        at = panel.counties.index(ruling.region)
        units[..., at] = int(ruling.points.scaleb(POINT_PLACES))
        present[..., at] = True
        status[..., at] = Status.RULED
    return Fixed(units, present, POINT_PLACES), status


def _flags(panel: Panel, row: Indicator, span: str, points: Fixed) -> dict[str, Bools]:
    """Marks printed beside a score; they never change it. Thresholds: contract, section 4."""
    shape = points.units.shape
    limit = int(2 * row.points * 10**POINT_PLACES)
    flags = {"high": points.present & (points.units > limit)}
    if row.code in ("output_growth", "increment", "contribution"):
        level = panel.figures["output", span]
        own, whole = of_counties(level), of_city(level)
        flags["small_base"] = own.present & whole.present & _under_half_percent(own, whole)
    if row.code == "contribution":
        city, base = of_city(panel.increment(span)), of_city(panel.figures["base", span])
        small = (city.units > 0) & _under_half_percent(city, base)
        flags["small_city_increment"] = city.present & small
    if row.code in ("va_growth", "output_growth"):
        # as rounded: a rate printed 0.0 has no direction
        value_added = of_counties(panel.growth("va_growth", span, row.decimals))
        output = of_counties(panel.growth("output_growth", span, row.decimals))
        up, down = value_added.units > 0, value_added.units < 0
        opposite = (up & (output.units < 0)) | (down & (output.units > 0))
        flags["opposite_signs"] = value_added.present & output.present & opposite
    if row.code in ("increment", "contribution"):
        derived = panel.derived_base[span]
        with_city = of_city(derived) if row.code == "contribution" else False
        flags["derived_base"] = of_counties(derived) | with_city
    return {name: np.broadcast_to(mark, shape) for name, mark in flags.items()}


def _under_half_percent(part: Fixed, whole: Fixed) -> Bools:
    """Share below 0.5 %; of two quantities with the same places."""
    # part x 200 < whole, in whole numbers, without leaving int64
    return part.units < -(-whole.units // 200)


def ranks(total: Fixed) -> NDArray[np.int64]:
    """Competition ranking (1, 2, 2, 4) by total, largest first; 0 where there is no total."""
    last = 1 - total.units.min(initial=0)
    key = np.where(total.present, -total.units, last)
    order = np.argsort(key, axis=-1)
    ordered = np.take_along_axis(key, order, axis=-1)
    position = np.broadcast_to(np.arange(1, key.shape[-1] + 1), key.shape)
    first = np.ones(key.shape, np.bool_)
    first[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    shared = np.maximum.accumulate(np.where(first, position, 0), axis=-1)
    result = np.empty(key.shape, np.int64)
    np.put_along_axis(result, order, shared, axis=-1)
    return np.where(total.present, result, 0)
