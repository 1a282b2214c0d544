"""A county's growth, or other rate, beside its own earlier ones: is it far outside them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from statistics import median

from fzlib.scoring.indicators import GROWTH_OF, VALUE, Indicator
from fzlib.scoring.measures import GROWTH, LEVEL, Series
from fzlib.scoring.panel import Panel
from fzlib.scoring.quantities import quantity_of
from fzlib.scoring.rulebook import Readings, RuleBook

LEAST_EARLIER = 6  # earlier values; fewer say nothing about what is usual
LIMIT = Decimal("3.5")
_OF_MEDIAN = Fraction("0.6745")  # of the deviations' median: a standard deviation's worth
_OF_MEAN = Fraction("1.253314")  # times the deviations' mean: the same


@dataclass(frozen=True)
class History:
    """One growth rate, %, and the same county's earlier ones, oldest first.

    The modified z-score of Iglewicz and Hoaglin (1993): 0.6745 (value − median) / MAD, where MAD
    is the median absolute deviation; where that is 0, by their mean instead. Beyond ±3.5 a value
    is unusual. It is shown, never corrected.
    """

    region: str
    series: str
    span: str
    value: Decimal
    earlier: tuple[Decimal, ...]

    @cached_property
    def median(self) -> Decimal:
        """Of the earlier values, %."""
        return median(self.earlier)

    @cached_property
    def deviation(self) -> Decimal:
        """Median absolute deviation of the earlier values, 百分点."""
        return median(self._deviations)

    @property
    def _deviations(self) -> list[Decimal]:
        return [abs(value - self.median) for value in self.earlier]

    @property
    def z(self) -> Fraction | None:
        """The robust z, exact; None with fewer than 6 earlier values, or all of them equal."""
        if len(self.earlier) < LEAST_EARLIER:
            return None
        mean = Fraction(sum(self._deviations)) / len(self.earlier)
        scale = Fraction(self.deviation) / _OF_MEDIAN or mean * _OF_MEAN
        return Fraction(self.value - self.median) / scale if scale else None

    @property
    def unusual(self) -> bool:
        """Beyond ±3.5; or the earlier values are all equal, and this one is another."""
        if self.z is not None:
            return abs(self.z) > LIMIT
        return len(self.earlier) >= LEAST_EARLIER and self.value != self.median


def histories(panel: Panel, book: RuleBook, earlier: Sequence[Panel]) -> list[History]:
    """Every growth and rate that is evaluated, of every county, as rounded for scoring.

    Args:
        panel: the period's. book: its rule book; a rate that it does not score is left out.
            earlier: panels of earlier periods, oldest first; a county that is not in one, or
            lacks the figure, has no value from it.

    Each span that is scored is compared with itself: month with months, year-to-date with
    year-to-date. What several rows evaluate is compared once, as the first of them rounds it.
    """
    found, rows = [], dict[tuple[Series, str], Indicator]()
    for row, series in growths(book):
        for span in panel.period.distinct(row.spans):
            rows.setdefault((series, span), row)
    for (series, span), row in rows.items():
        now, *before = (_rates(each, row, span) for each in (panel, *earlier))
        for region in panel.counties:
            if (value := now[region]) is not None:
                past = (rates.get(region) for rates in before)
                given = tuple(rate for rate in past if rate is not None)
                found.append(History(region, series.code, span, value, given))
    return found


def growths(book: RuleBook) -> list[tuple[Indicator, Series]]:
    """The rows that evaluate a growth (given or computed) or a rate, with the series of it."""
    rows = [row for row in book.indicators if row.quantity in (GROWTH_OF, VALUE) and row.is_rate]
    aspects = {GROWTH_OF: GROWTH, VALUE: LEVEL}
    return [(row, row.measure.series[aspects[row.quantity]]) for row in rows]


def _rates(panel: Panel, row: Indicator, span: str) -> dict[str, Decimal | None]:
    """Of a panel by region; none where its own year's rule book does not know the measure."""
    if row.measure not in panel.measures:
        return {}
    return panel.by_region(quantity_of(panel, row, span, Readings()).values)
