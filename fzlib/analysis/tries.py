"""What 进一位测算 tries: which figures, in which steps, which way and how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from fzlib.scoring.card import Card
from fzlib.scoring.indicators import VALUE, Indicator
from fzlib.scoring.measures import LEVEL, Series
from fzlib.scoring.methods import Bands, PerUnit
from fzlib.scoring.panel import Panel
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import decimals_of
from fzlib.vocabulary import MONTH, YTD

RATE_BOUND = Decimal(20)  # 百分点
LEVEL_BOUND = Decimal("0.2")  # of the county's own level
COUNT_BOUND = Decimal(20)  # of a count, at least
RATE_STEP = Decimal("0.1")  # 百分点, where no item rounds the rate
MOST_PLACES = 2  # decimals of a step
MOST_STEPS = 100_000
FEWEST_STEPS = 100  # of a fifth of the largest


@dataclass(frozen=True)
class Figure:
    """What is tried: a rate or an amount of a span, in steps of its unit.

    ``along``: an amount of the month is part of the year to date, and moves it as well
    (当月，同时计入累计). ``directions``: 1 where a rise can help, -1 where a fall can.
    """

    series: Series
    span: str
    step: Decimal
    along: bool = False
    directions: tuple[int, ...] = (1,)

    def spans(self, period: Period) -> list[str]:
        """The spans that its change moves."""
        own = [self.span, *([YTD] if self.along else [])]
        return list(dict.fromkeys(twin for span in own for twin in period.twins(span)))


def figures(card: Card) -> tuple[Figure, ...]:
    """The rates and amounts that items rest on; 1—2月 once.

    Of an amount with a same period whose month and year-to-date are both scored, the month's
    change is one of the year to date too; the year to date is also tried alone.
    """
    book, period, tried = card.book, card.period, []
    for measure in dict.fromkeys(series.measure for series in book.series.values()):
        spans = book.needed.get(measure.code, ())
        for span in period.distinct(spans):
            along = measure.base and span == MONTH and not period.month_is_ytd and YTD in spans
            figure = Figure(measure.series[LEVEL], span, Decimal(1), along)
            rows = [row for row, _ in items_on(card, figure)]
            ways = tuple(sorted({way for row in rows for way in _ways(row)}, reverse=True))
            tried.append(replace(figure, step=_step(card, figure, rows), directions=ways))
    return tuple(tried)


def items_on(card: Card, figure: Figure) -> list[tuple[Indicator, str]]:
    """The items that rest on a figure, as indicator and span."""
    spans, measure = figure.spans(card.period), figure.series.measure
    return [
        (row, span) for row, span in card.book.items if row.measure == measure and span in spans
    ]


def _ways(row: Indicator) -> tuple[int, ...]:
    """Whether a rise (1) or a fall (-1) of the value can bring points."""
    method, better = row.method, -1 if row.low else 1
    if isinstance(method, PerUnit) and method.per_step < 0:
        return (-1,)  # a penalty for each
    if isinstance(method, Bands):
        ways = {better if a > b else -better for a, b in pairwise(method.listed) if a != b}
        return tuple(ways or {better})
    return (better,)


def _step(card: Card, figure: Figure, rows: Sequence[Indicator]) -> Decimal:
    """0.1 百分点, or what the finest item rounds to; 0.01 of an amount, 1 of a count.

    Of large amounts tenfold, and again, until a fifth of the largest county's is not too many; of
    small ones (0.1618吨标准煤/万元) a tenth, as far as their decimals go, until it is enough.
    """
    series = figure.series
    if series.is_rate:
        rounded = [row.decimals for row in rows if row.quantity == VALUE]
        return Decimal(1).scaleb(-min(max(rounded), MOST_PLACES)) if rounded else RATE_STEP
    values = (card.panel.value(series.code, figure.span, county) for county in card.counties)
    amounts = [value for value in values if value is not None]
    counted = series.measure.counted
    places = 0 if counted else min(series.measure.decimals, MOST_PLACES)
    finest = Decimal(1).scaleb(-(places if counted else decimals_of(amounts)))
    step, largest = Decimal(1).scaleb(-places), max(map(abs, amounts), default=Decimal(0))
    while step > finest and largest * LEVEL_BOUND / step < FEWEST_STEPS:
        step = step.scaleb(-1)
    while largest * LEVEL_BOUND / step > MOST_STEPS:
        step *= 10
    return step


def largest_change(panel: Panel, figure: Figure, region: str) -> Decimal | None:
    """The largest change tried, a whole number of steps and at least one; None without a figure.

    20 百分点; a fifth of an amount, of a count at least 20.
    """
    value, series = panel.value(figure.series.code, figure.span, region), figure.series
    if value is None:
        return None
    if series.is_rate:
        return RATE_BOUND
    least = COUNT_BOUND if series.measure.counted else figure.step
    most = max(abs(value) * LEVEL_BOUND, least, figure.step)
    return most // figure.step * figure.step
