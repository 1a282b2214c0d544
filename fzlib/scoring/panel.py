"""The one table shape: region x series x span for a period, each figure with its cell.

Amounts are in their measure's unit (亿元) at 6 decimals; rates in % at 10 decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np

from fzlib.errors import Place
from fzlib.scoring.decisions import UNRANKED, Adjustment, Ruling, Veto
from fzlib.scoring.measures import (
    BASE,
    GROWTH,
    LEVEL,
    LEVEL_PLACES,
    STANDING_SERIES,
    Measure,
    Series,
)
from fzlib.scoring.periods import AnyPeriod, Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rounding import Bools, Fixed, half_up
from fzlib.scoring.rulebook import Bounds
from fzlib.vocabulary import SPANS

SeriesKey = tuple[str, str]  # code of a series and span, of all regions
FigureKey = tuple[str, str, str]  # code of a series, span, region name


class Dates(NamedTuple):
    """数据截至日期 and 成文日期 as a report prints them (2023年6月20日); '' where not stated."""

    as_of: str = ""
    dated: str = ""


@dataclass(frozen=True)
class Dataset:
    """What the figures are, and whose (dataset.toml). Empty strings where not stated.

    ``as_of``: of the reports whose period states none. ``scope``: what the area leaves out.
    ``periods``: ``2023-05``, ``2023-Q2``, ``2023`` -> the dates of its report.
    """

    title: str
    nature: str
    source: str
    level: str
    issuer: str = ""
    contact: str = ""
    as_of: str = ""
    scope: str = ""
    periods: Mapping[str, Dates] = field(default_factory=dict)

    def dates(self, when: AnyPeriod) -> Dates:
        """Of the report of this month, quarter or year."""
        own = self.periods.get(str(when), Dates())
        return own._replace(as_of=own.as_of or self.as_of)

    @property
    def output(self) -> str:
        """营业收入 or 总产值: what headers and reports call the level."""
        return "营业收入" if self.level.endswith("营业收入") else "总产值"


@dataclass(frozen=True, eq=False)
class Panel:
    """All evaluated inputs of a period.

    ``regions``: nation, province, city, then the assessed counties in the order of regions.csv.
    ``series``: code -> series, of which there are figures. ``figures``: (series, span) -> Fixed of
    shape (..., len(regions)); leading axes are other draws or periods of the same shape.
    ``derived_base``: (measure, span) -> where the base is 推算. ``sources``: (series, span, region)
    -> the cell a figure was read from. ``adjustments``, ``vetoes``: of the period and of the
    quarter and year it is in; no adjustments file is None.
    """

    period: Period
    regions: tuple[Region, ...]
    figures: Mapping[SeriesKey, Fixed]
    derived_base: Mapping[tuple[str, str], Bools]
    dataset: Dataset
    rulings: tuple[Ruling, ...] = ()
    sources: Mapping[FigureKey, Place] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=lambda: STANDING_SERIES)
    adjustments: tuple[Adjustment, ...] | None = None
    vetoes: tuple[Veto, ...] = ()

    @property
    def above(self) -> tuple[Region, Region]:
        """Nation and province, whose growth is a standard."""
        nation, province, *_ = self.regions
        return nation, province

    @property
    def city(self) -> Region:
        """The city as a region."""
        return self.regions[2]

    @property
    def assessed(self) -> tuple[Region, ...]:
        """The assessed counties: the regions that are scored."""
        return self.regions[3:]

    @property
    def local(self) -> tuple[Region, ...]:
        """The city and its assessed counties, whose levels are read."""
        return (self.city, *self.assessed)

    @property
    def counties(self) -> tuple[str, ...]:
        """Names of the assessed counties."""
        return tuple(region.name for region in self.assessed)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that its series are of."""
        return tuple(dict.fromkeys(series.measure for series in self.series.values()))

    def of(self, measure: Measure, aspect: str, span: str) -> Fixed:
        """A measure's level, same period, growth or target, of every region (..., regions)."""
        return self.figures[measure.code_of(aspect), span]

    def increment(self, measure: Measure, span: str) -> Fixed:
        """增量 = level − base, for every region (..., regions); missing stays missing."""
        return self._kept(
            ("increment", measure.code, span, 0),
            lambda: self.of(measure, LEVEL, span) - self.of(measure, BASE, span),
        )

    def level(self, measure: Measure, span: str, decimals: int) -> Fixed:
        """A measure's level half-up to ``decimals``, for every region: a rate as it is compared."""
        key = ("level", measure.code, span, decimals)
        return self._kept(key, lambda: self.of(measure, LEVEL, span).at(decimals))

    def computed_growth(self, measure: Measure, span: str, decimals: int) -> Fixed:
        """Growth by level and same period: level/base − 1, %, half-up to ``decimals``."""
        return self.increment(measure, span).percent_of(self.of(measure, BASE, span), decimals)

    def growth(self, measure: Measure, span: str, decimals: int) -> Fixed:
        """Growth of a measure as given, else as computed, %, half-up, for every region."""

        def worked_out() -> Fixed:
            given = self.of(measure, GROWTH, span).at(decimals)
            return given.otherwise(self.computed_growth(measure, span, decimals))

        return self._kept(("growth", measure.code, span, decimals), worked_out)

    def _kept(self, key: tuple[str, str, str, int], work_out: Callable[[], Fixed]) -> Fixed:
        """A quantity worked out once: several rows of a rule book rest on the same."""
        if key not in self._quantities:
            self._quantities[key] = work_out()
        return self._quantities[key]

    @cached_property
    def _quantities(self) -> dict[tuple[str, str, str, int], Fixed]:
        return {}

    def adjusted(self, when: AnyPeriod, bounds: Bounds) -> Fixed:
        """What each county's adjustments for a report come to within bounds, 分; 0 without any."""
        sums: dict[str, Decimal] = {}
        for own in self.adjustments or ():
            if own.when == when:
                sums[own.region] = sums.get(own.region, Decimal(0)) + own.points
        units = np.zeros(len(self.assessed), np.int64)
        for region, total in sums.items():
            capped = total if bounds.cap is None else min(total, bounds.cap)
            points = capped if bounds.floor is None else max(capped, bounds.floor)
            units[self.counties.index(region)] = int(half_up(points, 2).scaleb(2))
        return Fixed(units, np.ones_like(units, np.bool_), 2)

    def unranked(self, when: AnyPeriod) -> Bools:
        """Which counties are 不排位次 in a report."""
        vetoed = self.vetoed(when, UNRANKED)
        return np.array([region in vetoed for region in self.counties], np.bool_)

    def vetoed(self, when: AnyPeriod, effect: str) -> frozenset[str]:
        """The counties with a veto of this effect on a report."""
        return frozenset(v.region for v in self.vetoes if (v.when, v.effect) == (when, effect))

    def by_region(self, quantity: Fixed) -> dict[str, Decimal | None]:
        """A quantity of a one-period panel as decimals by the regions' names."""
        return dict(zip((r.name for r in self.regions), quantity.decimals(), strict=True))

    @cached_property
    def _decimals(self) -> dict[SeriesKey, dict[str, Decimal | None]]:
        return {key: self.by_region(quantity) for key, quantity in self.figures.items()}

    @cached_property
    def values(self) -> Mapping[FigureKey, Decimal]:
        """The figures there are in a one-period panel, as decimals in the series' unit."""
        return {
            (*key, region): value
            for key, values in self._decimals.items()
            for region, value in values.items()
            if value is not None
        }

    def value(self, series: str, span: str, region: str) -> Decimal | None:
        """One of `values`, None where it is missing. KeyError: no such series or region."""
        return self._decimals[series, span][region]

    def has_derived_base(self, measure: Measure, span: str, region: str) -> bool:
        """Whether a region's base was worked out from level and growth (推算)."""
        names = [r.name for r in self.regions]
        return bool(self.derived_base[measure.code, span][names.index(region)])


def build_panel(
    period: Period,
    regions: Sequence[Region],
    values: Mapping[FigureKey, Decimal],
    *,
    dataset: Dataset,
    series: Mapping[str, Series] = STANDING_SERIES,
    rulings: Sequence[Ruling] = (),
    adjustments: Sequence[Adjustment] | None = None,
    vetoes: Sequence[Veto] = (),
    sources: Mapping[FigureKey, Place] | None = None,
) -> Panel:
    """A panel from the figures there are, as decimals; all others are missing.

    In 1—2月 a figure given for one span serves for both, before anything is derived. Rates
    are cut to 10 decimals (cut, not rounded, so that the later half-up is the true one).
    """
    names, given = [region.name for region in regions], period.paired(values)
    bases: dict[FigureKey, Decimal] = {}
    derived: dict[tuple[str, str], Bools] = {}
    measured = dict.fromkeys(one.measure for one in series.values() if one.measure.base)
    for measure, span in product(measured, SPANS):
        codes = [measure.code_of(aspect) for aspect in (LEVEL, GROWTH, BASE)]
        for name in names:
            level, growth, base = (given.get((code, span, name)) for code in codes)
            if base is None:
                base = base_of(level, growth, measure.decimals)
                bases |= {} if base is None else {(codes[-1], span, name): base}
        keys = [(codes[-1], span, name) for name in names]
        derived[measure.code, span] = np.array([key in bases for key in keys])
    every = given | bases
    figures = {
        (code, span): Fixed.of(
            [every.get((code, span, name)) for name in names], one.places, cut=one.is_rate
        )
        for (code, one), span in product(series.items(), SPANS)
    }
    cells = period.paired(sources or {})
    return Panel(
        period, tuple(regions), figures, derived, dataset, tuple(rulings), cells, series,
        None if adjustments is None else tuple(adjustments), tuple(vetoes),
    )  # fmt: skip


def base_of(level: Decimal | None, growth: Decimal | None, decimals: int = 4) -> Decimal | None:
    """同期 worked out from the level and its growth, % (推算), half-up to ``decimals``.

    level / (1 + growth), exact for any number of decimals; None where either is missing or the
    growth is −100 % or less.
    """
    if level is None or growth is None or growth <= -100:
        return None
    level = half_up(level, LEVEL_PLACES)
    return half_up(Fraction(level) / (1 + Fraction(growth) / 100), decimals)
