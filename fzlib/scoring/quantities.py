"""What is compared: an indicator's quantity, its standard and the gap, over the counties.

Everything follows from measure, quantity (``as``), standard and gap; no indicator's code is
looked at. Vectorised over any leading axes of the panel (periods, draws).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from fzlib.scoring.indicators import (
    AMONG,
    BEST,
    CITY_VALUE,
    COMPLETION,
    CONTRIBUTION,
    GROUP_MEAN,
    GROWTH_OF,
    HIGHER_ABOVE,
    INCREMENT,
    LAST_YEAR,
    NATION_VALUE,
    NONE,
    OWN_SHARE,
    PROVINCE_VALUE,
    SHARE,
    Indicator,
)
from fzlib.scoring.measures import BASE, LEVEL, LEVEL_TARGET
from fzlib.scoring.methods import Completion
from fzlib.scoring.panel import Panel
from fzlib.scoring.peers import Groups, extreme, means
from fzlib.scoring.points import AMOUNT_PLACES
from fzlib.scoring.regions import of_city, of_counties, of_nation, of_province
from fzlib.scoring.rounding import Bools, Fixed
from fzlib.scoring.rulebook import Readings


@dataclass(frozen=True, eq=False)
class Measured:
    """One item before points: arrays over the counties (a standard may be one for all).

    ``given``: where the county's own figures are there, and where those of its standard are: a
    quotient by 0 may be suspended or referred, and so not be missing.
    """

    value: Fixed
    standard: Fixed
    gap: Fixed
    given: tuple[Bools, Bools]
    preliminary: Bools | bool = False
    suspended: Bools | bool = False
    referred: Bools | bool = False


@dataclass(frozen=True, eq=False)
class Quantity:
    """A quantity of every region (..., regions), and why it may not be scored."""

    values: Fixed
    suspended: Bools | bool = False
    referred: Bools | bool = False
    given: Bools | None = None  # where its figures are there, if not where it is present

    @property
    def there(self) -> Bools:
        """Where its figures are there."""
        return self.values.present if self.given is None else self.given


def measured(
    panel: Panel, row: Indicator, span: str, readings: Readings, groups: Groups
) -> Measured:
    """An item of every county: value, standard, gap and what stands in the way of points."""
    quantity = quantity_of(panel, row, span, readings)
    value = of_counties(quantity.values)
    standard, preliminary = _standard(panel, row, span, quantity, groups)
    return Measured(
        value,
        standard,
        gap_of(value, standard, row),
        _given(panel, row, span, quantity, standard),
        preliminary,
        quantity.suspended,
        _referred(row, readings, quantity, standard),
    )


def _given(
    panel: Panel, row: Indicator, span: str, quantity: Quantity, standard: Fixed
) -> tuple[Bools, Bools]:
    """Where a county's figures are there, and where those of its standard are."""
    if row.standard == OWN_SHARE:
        return _given_of_share(panel, row, span)
    own = of_counties(quantity.there)
    if not row.has_standard:
        return own, np.ones_like(own)
    if row.standard == CITY_VALUE:
        return own, of_city(quantity.there)
    # where no county has a value, what stands against each one's own says why
    return own, standard.present | own if row.standard in AMONG else standard.present


def _referred(
    row: Indicator, readings: Readings, quantity: Quantity, standard: Fixed
) -> Bools | bool:
    """Where a completion of a target, or a percent gap or completion of a standard, is of <= 0."""
    referred: Bools | bool = False
    if not isinstance(quantity.referred, bool):
        referred = of_counties(quantity.referred)
        if row.standard == CITY_VALUE:
            referred = referred | of_city(quantity.referred)
    if row.divides_by_standard:
        lacking = standard.units <= 0
        is_percent = row.gap_is_percent and not isinstance(row.method, Completion)
        if is_percent and readings.expected_nonpositive == "absolute":
            lacking = standard.units == 0
        referred = referred | (standard.present & lacking)
    return referred


def quantity_of(panel: Panel, row: Indicator, span: str, readings: Readings) -> Quantity:
    """The quantity of every region: rates and parts in % half-up to the row's decimals."""
    measure, decimals = row.measure, row.decimals
    level = panel.of(measure, LEVEL, span)
    if row.quantity == GROWTH_OF:
        return Quantity(panel.growth(measure, span, decimals))
    if row.quantity == INCREMENT:
        return Quantity(panel.increment(measure, span))
    if row.quantity == SHARE:
        return Quantity(level.percent_of(of_city(level), decimals))
    if row.quantity == CONTRIBUTION:
        return _contribution(panel, row, span, readings)
    if row.quantity == COMPLETION:
        return _completion(panel, row, span)
    return Quantity(panel.level(measure, span, decimals) if row.is_rate else level)


def _contribution(panel: Panel, row: Indicator, span: str, readings: Readings) -> Quantity:
    """Share of the city's increment, %; not scored where that is not above 0 (annex row 4)."""
    increments = panel.increment(row.measure, span)
    city = of_city(increments)
    suspended = city.units <= 0
    if readings.city_decrease == "literal":
        suspended = city.units == 0
    # a county whose own increment is there and only the city's is 0 is suspended, not missing
    given = increments.present & city.present
    share = increments.percent_of(city, row.decimals)
    return Quantity(share, suspended=city.present & suspended, given=given)


def _completion(panel: Panel, row: Indicator, span: str) -> Quantity:
    """Level in % of its target; referred where that is not above 0."""
    level = panel.of(row.measure, LEVEL, span)
    target = panel.of(row.measure, LEVEL_TARGET, span)
    referred = target.present & (target.units <= 0)
    given = level.present & target.present
    return Quantity(level.percent_of(target, row.decimals), referred=referred, given=given)


def _given_of_share(panel: Panel, row: Indicator, span: str) -> tuple[Bools, Bools]:
    """Contribution against share: both rest on county and city, so each is asked for its own."""
    level = panel.of(row.measure, LEVEL, span)
    present = panel.increment(row.measure, span).present & level.present
    return of_counties(present), of_city(present & (level.units != 0))


def _standard(
    panel: Panel, row: Indicator, span: str, quantity: Quantity, groups: Groups
) -> tuple[Fixed, Bools | bool]:
    """The standard of each county, or one for all; and where it is 暂算."""
    values = quantity.values
    if isinstance(row.standard, Decimal):
        return Fixed.of([row.standard], row.decimals if row.is_rate else AMOUNT_PLACES), False
    if row.standard == NONE:
        return Fixed(np.zeros(1, np.int64), np.zeros(1, np.bool_), 0), False
    if row.standard == HIGHER_ABOVE:
        nation, province = of_nation(values), of_province(values)
        return nation.larger(province), nation.present != province.present
    simple = {NATION_VALUE: of_nation, PROVINCE_VALUE: of_province, CITY_VALUE: of_city}
    if row.standard in simple:
        return simple[row.standard](values), False
    if row.standard == BEST:
        return extreme(of_counties(values), groups, highest=not row.low), False
    if row.standard == GROUP_MEAN:
        return means(of_counties(values), groups, row.decimals), False
    if row.standard == OWN_SHARE:
        level = panel.of(row.measure, LEVEL, span)
        return of_counties(level.percent_of(of_city(level), row.decimals)), False
    if row.standard == LAST_YEAR:
        base = panel.of(row.measure, BASE, span)
        if row.quantity == SHARE:
            base = base.percent_of(of_city(base), row.decimals)
        return of_counties(base), False
    assert row.target is not None
    target = of_counties(panel.figures[row.target.code, span])
    return (target.at(row.decimals) if row.is_rate else target), False


def gap_of(value: Fixed, standard: Fixed, row: Indicator) -> Fixed:
    """Value less standard, or in % of its amount; turned where the lower is the better."""
    if not row.has_standard:
        return Fixed(np.zeros_like(value.units), np.zeros_like(value.present), value.places)
    gap = value - standard
    if row.gap_is_percent:
        size = Fixed(np.abs(standard.units), standard.present, standard.places)
        gap = gap.percent_of(size, row.decimals)
    return Fixed(-gap.units, gap.present, gap.places) if row.low else gap
