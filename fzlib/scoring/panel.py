"""The one table shape: region x measure x span for a period, each figure with its cell.

Levels (output, base, expected) are in 亿元 at 6 decimals; growth rates in % at 10 decimals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from fzlib.errors import Place
from fzlib.scoring.periods import MONTH, SPANS, YTD, Period
from fzlib.scoring.rounding import Bools, Fixed, quotient, times

if TYPE_CHECKING:
    import pandas as pd

LEVEL_PLACES = 6  # 100 元
RATE_PLACES = 10
BASE_PLACES = 4  # a base worked out from level and growth (推算)

# measure -> unit; each has a month and a year-to-date figure
MEASURES = {
    "va_growth": "%",
    "output": "亿元",
    "base": "亿元",
    "output_growth": "%",
    "expected": "亿元",
}

NATION, PROVINCE, CITY, COUNTY = "nation", "province", "city", "county"

Figures = Mapping[tuple[str, str], Fixed]


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
    def word(self) -> str:
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


@dataclass(frozen=True)
class Ruling:
    """An item's points as decided by those who evaluate; ``points`` has at most 2 decimals."""

    region: str
    item: str
    points: Decimal
    basis: str


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
    figures: Figures
    derived_base: Mapping[str, Bools]
    dataset: Dataset
    rulings: tuple[Ruling, ...] = ()
    sources: Mapping[tuple[str, str, str], Place] = field(default_factory=dict)

    @property
    def counties(self) -> tuple[str, ...]:
        """Names of the assessed counties."""
        return tuple(region.name for region in self.regions[3:])

    def of_nation(self, measure: str, span: str) -> Fixed:
        """Shape (..., 1), so that it broadcasts against the counties."""
        return self.figures[measure, span][..., 0:1]

    def of_province(self, measure: str, span: str) -> Fixed:
        """Shape (..., 1)."""
        return self.figures[measure, span][..., 1:2]

    def of_city(self, measure: str, span: str) -> Fixed:
        """Shape (..., 1)."""
        return self.figures[measure, span][..., 2:3]

    def of_counties(self, measure: str, span: str) -> Fixed:
        """Shape (..., counties)."""
        return self.figures[measure, span][..., 3:]

    def increment(self, span: str) -> Fixed:
        """增量 = level − base, 亿元, for every region (..., regions); missing stays missing."""
        return self.figures["output", span] - self.figures["base", span]

    def output_growth(self, span: str, decimals: int) -> Fixed:
        """Growth of the level, %, half-up to ``decimals``: as given, else level/base − 1."""
        given = self.figures["output_growth", span].at(decimals)
        base = self.figures["base", span]
        return given.otherwise(self.increment(span).per(base, times_=100, places=decimals))

    def value(self, measure: str, span: str, region: str) -> Decimal | None:
        """One figure of a one-period panel as a decimal in the measure's unit."""
        names = [r.name for r in self.regions]
        return self.figures[measure, span].decimals()[names.index(region)]

    @property
    def table(self) -> pd.DataFrame:
        """Region x (measure, span), decimals as ``Decimal``, None where missing."""
        import pandas as pd

        names = [region.name for region in self.regions]
        columns = {key: fixed.decimals() for key, fixed in self.figures.items()}
        return pd.DataFrame(columns, index=pd.Index(names, name="region"), dtype=object)


def build_panel(
    period: Period,
    regions: Sequence[Region],
    values: Mapping[tuple[str, str], Sequence[Decimal | None]],
    *,
    dataset: Dataset,
    rulings: Sequence[Ruling] = (),
    sources: Mapping[tuple[str, str, str], Place] | None = None,
) -> Panel:
    """A panel from decimals; absent measures are missing everywhere.

    In 1—2月 a figure given for one span serves for both, before anything is derived. Rates
    are cut to 10 decimals (cut, not rounded, so that the later half-up is the true one).
    """
    values = dict(values)
    sources = dict(sources or {})
    nothing: list[Decimal | None] = [None] * len(regions)
    if period.is_first:
        for measure in MEASURES:
            month, ytd = (list(values.get((measure, s), nothing)) for s in SPANS)
            both = [m if m is not None else y for m, y in zip(month, ytd, strict=True)]
            values[measure, MONTH] = values[measure, YTD] = both
            for region in regions:
                pair = [(measure, span, region.name) for span in SPANS]
                for key, twin in (pair, pair[::-1]):
                    if twin in sources:
                        sources.setdefault(key, sources[twin])
    derived = {span: _derive_bases(values, span, nothing) for span in SPANS}
    figures = {}
    for measure, unit in MEASURES.items():
        rate = unit == "%"
        for span in SPANS:
            figures[measure, span] = Fixed.of(
                values.get((measure, span), nothing),
                RATE_PLACES if rate else LEVEL_PLACES,
                rounding=ROUND_DOWN if rate else ROUND_HALF_UP,
            )
    return Panel(period, tuple(regions), figures, derived, dataset, tuple(rulings), sources)


def base_of(level: Decimal, growth: Decimal) -> Decimal | None:
    """同期 worked out (推算), 亿元: level / (1 + growth), half-up to 4 decimals.

    None where the growth, %, is −100 or less. Exact for any number of decimals.
    """
    factor = 1 + Fraction(growth) / 100
    return half_up(Fraction(level) / factor, BASE_PLACES) if factor > 0 else None
