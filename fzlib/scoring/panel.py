"""The one table shape: region x measure x span for a period, each figure with its cell.

Levels (output, base, expected) are in 亿元 at 6 decimals; growth rates in % at 10 decimals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from fzlib.errors import Place
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import Bools, Fixed, half_up
from fzlib.vocabulary import LEVEL_PLACES, MEASURES, SPANS

NATION, PROVINCE, CITY, COUNTY = "nation", "province", "city", "county"

Series = tuple[str, str]  # measure and span, of all regions
FigureKey = tuple[str, str, str]  # measure, span, region name
Split = TypeVar("Split", Fixed, NDArray[Any])


@dataclass(frozen=True)
class Dataset:
    """What the figures are, and whose (dataset.toml). Empty strings where not stated."""

    title: str
    nature: str
    source: str
    level: str
    issuer: str = ""
    contact: str = ""
    as_of: str = ""

    @property
    def output(self) -> str:
        """营业收入 or 总产值: what headers and reports call the level."""
        return "营业收入" if self.level.endswith("营业收入") else "总产值"


@dataclass(frozen=True)
class Region:
    """An area of the data folder's ``regions.csv``; a county is assessed or only known."""

    name: str
    kind: str
    code: str = ""
    assessed: bool = False
    aliases: tuple[str, ...] = ()
    note: str = ""

    def has(self, measure: str) -> bool:
        """Whether a measure of it is read: of nation and province only 增加值增速."""
        return measure == "va_growth" or self.kind not in (NATION, PROVINCE)


@dataclass(frozen=True)
class Ruling:
    """An item's points as decided by those who evaluate; ``points`` has at most 2 decimals."""

    region: str
    item: str
    points: Decimal
    basis: str


def of_nation(quantity: Split) -> Split:
    """The nation's part of a quantity (..., regions): (..., 1), so that it broadcasts."""
    return quantity[..., 0:1]


def of_province(quantity: Split) -> Split:
    """The province's part, (..., 1)."""
    return quantity[..., 1:2]


def of_city(quantity: Split) -> Split:
    """The city's part, (..., 1)."""
    return quantity[..., 2:3]


def of_counties(quantity: Split) -> Split:
    """The assessed counties' part, (..., counties)."""
    return quantity[..., 3:]


@dataclass(frozen=True, eq=False)
class Panel:
    """All evaluated inputs of a period.

    ``regions``: nation, province, city, then the assessed counties in the order of regions.csv.
    ``figures``: (measure, span) -> Fixed of shape (..., len(regions)); leading axes are other
    draws or periods of the same shape. ``derived_base``: span -> where the base is 推算.
    ``sources``: (measure, span, region) -> the cell a figure was read from.
    """

    period: Period
    regions: tuple[Region, ...]
    figures: Mapping[Series, Fixed]
    derived_base: Mapping[str, Bools]
    dataset: Dataset
    rulings: tuple[Ruling, ...] = ()
    sources: Mapping[FigureKey, Place] = field(default_factory=dict)

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

    def increment(self, span: str) -> Fixed:
        """增量 = level − base, 亿元, for every region (..., regions); missing stays missing."""
        return self.figures["output", span] - self.figures["base", span]

    def computed_growth(self, span: str, decimals: int) -> Fixed:
        """Growth of output by its figures: level/base − 1, %, half-up to ``decimals``."""
        return self.increment(span).percent_of(self.figures["base", span], decimals)

    def growth(self, measure: str, span: str, decimals: int) -> Fixed:
        """Growth of value added or of output, %, half-up to ``decimals``, for every region.

        That of output is as given, else as computed.
        """
        key = (measure, span, decimals)
        if key not in self._growths:
            growth = self.figures[measure, span].at(decimals)
            if measure == "output_growth":
                growth = growth.otherwise(self.computed_growth(span, decimals))
            self._growths[key] = growth
        return self._growths[key]

    @cached_property
    def _growths(self) -> dict[tuple[str, str, int], Fixed]:
        """Those worked out so far: several rows of the annex rest on the same."""
        return {}

    def by_region(self, quantity: Fixed) -> dict[str, Decimal | None]:
        """A quantity of a one-period panel as decimals by the regions' names."""
        return dict(zip((r.name for r in self.regions), quantity.decimals(), strict=True))

    @cached_property
    def _decimals(self) -> dict[Series, dict[str, Decimal | None]]:
        return {series: self.by_region(quantity) for series, quantity in self.figures.items()}

    @cached_property
    def values(self) -> Mapping[FigureKey, Decimal]:
        """The figures there are in a one-period panel, as decimals in the measure's unit."""
        return {
            (*series, region): value
            for series, values in self._decimals.items()
            for region, value in values.items()
            if value is not None
        }

    def value(self, measure: str, span: str, region: str) -> Decimal | None:
        """One of `values`, None where it is missing. KeyError: no such measure or region."""
        return self._decimals[measure, span][region]

    def has_derived_base(self, span: str, region: str) -> bool:
        """Whether a region's base was worked out from level and growth (推算)."""
        names = [r.name for r in self.regions]
        return bool(self.derived_base[span][names.index(region)])


def build_panel(
    period: Period,
    regions: Sequence[Region],
    values: Mapping[FigureKey, Decimal],
    *,
    dataset: Dataset,
    rulings: Sequence[Ruling] = (),
    sources: Mapping[FigureKey, Place] | None = None,
) -> Panel:
    """A panel from the figures there are, as decimals; all others are missing.

    In 1—2月 a figure given for one span serves for both, before anything is derived. Rates
    are cut to 10 decimals (cut, not rounded, so that the later half-up is the true one).
    """
    names, given = [region.name for region in regions], period.paired(values)
    bases = {}
    for span, name in product(SPANS, names):
        level, growth = (given.get((m, span, name)) for m in ("output", "output_growth"))
        if ("base", span, name) not in given and (base := base_of(level, growth)) is not None:
            bases["base", span, name] = base
    every = given | bases
    figures = {
        (measure, span): Fixed.of(
            [every.get((measure, span, name)) for name in names], terms.places, cut=terms.is_rate
        )
        for (measure, terms), span in product(MEASURES.items(), SPANS)
    }
    derived = {s: np.array([("base", s, name) in bases for name in names]) for s in SPANS}
    cells = period.paired(sources or {})
    return Panel(period, tuple(regions), figures, derived, dataset, tuple(rulings), cells)


def base_of(level: Decimal | None, growth: Decimal | None) -> Decimal | None:
    """同期 worked out from the level, 亿元, and its growth, % (推算), half-up to 4 decimals.

    level / (1 + growth), exact for any number of decimals; None where either is missing or the
    growth is −100 % or less.
    """
    if level is None or growth is None or growth <= -100:
        return None
    level = half_up(level, LEVEL_PLACES)
    return half_up(Fraction(level) / (1 + Fraction(growth) / 100), 4)
