"""Figures that should add up: counties to the city, months to the year. Checks, never fillers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from fzlib.errors import listing
from fzlib.scoring.measures import BASE
from fzlib.scoring.panel import FigureKey, Panel
from fzlib.scoring.rounding import decimals_of, half_up
from fzlib.vocabulary import MONTH, YTD

ADDS_UP = 1  # %, year-to-date against the previous one and the month


@dataclass(frozen=True)
class Accumulated:
    """A year-to-date figure beside the previous period's and the month's, in one unit."""

    before: Decimal
    month: Decimal
    ytd: Decimal

    @property
    def rest(self) -> Decimal:
        """Year-to-date less what month and previous year-to-date make."""
        return self.ytd - self.before - self.month

    @property
    def share(self) -> Fraction:
        """The rest in % of the year-to-date figure; 100 where that is 0 and there is a rest."""
        if not self.ytd:
            return Fraction(100 * bool(self.rest))
        return Fraction(self.rest) / Fraction(self.ytd) * 100

    @property
    def doubtful(self) -> bool:
        """More than 1 % lies between them: a revision, or a slip."""
        return abs(self.share) > ADDS_UP


def levels(panel: Panel) -> list[str]:
    """The series that add up: levels and same periods, but for ratios (万元/亩)."""
    return [code for code, one in panel.series.items() if one.is_level and one.measure.adds_up]


def zones(panel: Panel) -> list[str]:
    """Counties without a code of their own, where others have one: a zone within a county."""
    coded = any(county.code for county in panel.assessed)
    return [county.name for county in panel.assessed if coded and not county.code]


def year_to_date(panel: Panel, before: Panel) -> dict[tuple[str, str], Accumulated]:
    """(series, region) → year-to-date of a level, with month and previous year-to-date.

    Of city and counties; without those of which a figure is missing. Nothing in 1—2月, or where
    ``before`` is not the period just before. Revisions are taken into the year-to-date figure: it
    is the one that counts.
    """
    if panel.period.previous != before.period:
        return {}
    earlier, current, sums = before.values, panel.values, {}
    for series, region in product(levels(panel), (region.name for region in panel.local)):
        month, ytd = (series, MONTH, region), (series, YTD, region)
        if ytd in earlier and month in current and ytd in current:
            sums[series, region] = Accumulated(earlier[ytd], current[month], current[ytd])
    return sums


@dataclass(frozen=True)
class Sum:
    """The counties' sum beside the city's figure, in one unit.

    ``rounding``: half a unit of the last decimal seen, for each figure that enters, explains all
    that lies between them. ``without``: assessed counties left out of the sum. ``beside``:
    counties that are known and not assessed, taken into it.
    """

    city: Decimal
    total: Decimal
    rounding: bool
    without: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def rest(self) -> Decimal:
        """The city less the counties."""
        return self.city - self.total

    @property
    def share(self) -> Decimal | None:
        """The rest in % of the city, half-up to 2 decimals; None where the city's figure is 0."""
        return half_up(self.rest / self.city * 100, 2) if self.city else None

    @property
    def name(self) -> str:
        """``不含高新区、加平潭县``: how the counties are counted; '' as they are evaluated."""
        names = [f"不含{listing(self.without)}"] if self.without else []
        names += [f"加{listing(self.beside)}"] if self.beside else []
        return "、".join(names)


def counties_sum(
    panel: Panel,
    series: str,
    span: str,
    *,
    without: Collection[str] = (),
    beside: Mapping[str, Decimal] | None = None,
) -> Sum | None:
    """The sum of the assessed counties; None where the city or one of them is missing.

    Args:
        panel: of one period. series: one of `levels`. span: month or ytd. without:
            counties to leave out. beside: other counties and their figures, to take in.
    """
    values, beside = panel.by_region(panel.figures[series, span]), dict(beside or {})
    city = values[panel.city.name]
    counted = [values[name] for name in panel.counties if name not in without]
    counted += beside.values()
    given = [value for value in counted if value is not None]
    if city is None or len(given) < len(counted):
        return None
    allowed = Decimal(5).scaleb(-decimals_of([city, *given]) - 1) * (len(given) + 1)
    if panel.series[series].measure.counted:  # things counted one by one are not rounded
        allowed = Decimal(0)
    total = sum(given, Decimal(0))
    return Sum(city, total, abs(city - total) <= allowed, tuple(without), tuple(beside))


def ways(panel: Panel, series: str, span: str, others: Mapping[FigureKey, Decimal]) -> list[Sum]:
    """Ways to count the counties, as evaluated first; those that cannot be made are left out.

    One of `zones` may be counted in its county too; a county that is not assessed (``others``:
    its figures) may be part of the city. Each is tried by itself, then all together.
    """
    own = zones(panel)
    beside = {name: value for (*key, name), value in others.items() if key == [series, span]}
    tries: list[tuple[list[str], dict[str, Decimal]]] = [([], {})]
    tries += [([zone], {}) for zone in own]
    tries += [([], {name: value}) for name, value in beside.items()]
    if len(own) + len(beside) > 1:
        tries.append((own, beside))
    sums = (counties_sum(panel, series, span, without=out, beside=more) for out, more in tries)
    return [way for way in sums if way is not None]


def rests_on_derived(panel: Panel, series: str, span: str) -> bool:
    """Whether any figure of city or counties is 推算: then their sum need not agree."""
    own = panel.series[series]
    if own.aspect != BASE:
        return False
    return any(panel.has_derived_base(own.measure, span, r.name) for r in panel.local)
