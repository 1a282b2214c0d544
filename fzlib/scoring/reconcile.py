"""Figures that should add up: counties to the city, months to the year. Checks, never fillers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fzlib.scoring.panel import Panel
from fzlib.vocabulary import MONTH, YTD


@dataclass(frozen=True)
class Accumulated:
    """A year-to-date figure beside the previous period's and the month's, 亿元."""

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


def accumulated(panel: Panel, before: Panel, measure: str, region: str) -> Accumulated | None:
    """Year-to-date of a level (output, base) against month and previous year-to-date.

    None in 1—2月, where ``before`` is not the period just before, or a figure is missing.
    Revisions are taken into the year-to-date figure: it is the one that counts.
    """
    if panel.period.previous != before.period or region not in {r.name for r in before.regions}:
        return None
    then = before.value(measure, YTD, region)
    month, ytd = (panel.value(measure, span, region) for span in (MONTH, YTD))
    if then is None or month is None or ytd is None:
        return None
    return Accumulated(then, month, ytd)


@dataclass(frozen=True)
class Sum:
    """The counties' sum beside the city's figure, 亿元.

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
        """The city less the counties, 亿元."""
        return self.city - self.total


def counties_sum(
    panel: Panel,
    measure: str,
    span: str,
    *,
    without: Collection[str] = (),
    beside: Mapping[str, Decimal] | None = None,
) -> Sum | None:
    """The sum of the assessed counties; None where the city or one of them is missing.

    Args:
        panel: of one period. measure: ``output`` or ``base``. span: month or ytd. without:
            counties to leave out. beside: other counties and their figures, to take in.
    """
    values, beside = panel.by_region(panel.figures[measure, span]), dict(beside or {})
    city = values[panel.city.name]
    counted = [values[name] for name in panel.counties if name not in without]
    counted += beside.values()
    known = [value for value in counted if value is not None]
    if city is None or len(known) < len(counted):
        return None
    last = min(value.normalize().as_tuple().exponent for value in (city, *known))
    allowed = Decimal(5).scaleb(min(int(last), 0) - 1) * (len(known) + 1)
    total = sum(known, Decimal(0))
    rounding = abs(city - total) <= allowed
    return Sum(city, total, rounding, tuple(without), tuple(beside))


def ways(panel: Panel, measure: str, span: str, beside: Mapping[str, Decimal]) -> list[Sum]:
    """Ways to count the counties, as evaluated first; those that cannot be made are left out.

    A development zone (an assessed county without a code of its own, where others have one) may
    be counted in its county too; a county that is not assessed (``beside``, with its figure) may
    be part of the city. Each is tried by itself, then all together.
    """
    counties = [region for region in panel.assessed if region.assessed]
    coded = any(region.code for region in counties)
    zones = [region.name for region in counties if coded and not region.code]
    tries: list[tuple[list[str], dict[str, Decimal]]] = [([], {})]
    tries += [([zone], {}) for zone in zones]
    tries += [([], {name: value}) for name, value in beside.items()]
    if len(zones) + len(beside) > 1:
        tries.append((zones, dict(beside)))
    found = (counties_sum(panel, measure, span, without=out, beside=more) for out, more in tries)
    return [one for one in found if one is not None]
