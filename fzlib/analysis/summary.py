"""Questions a report asks of a card: the city, 基准分, who reaches it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import GROWTH_OF, VALUE, Indicator
from fzlib.scoring.measures import (
    BASE,
    INCREMENT_TARGET,
    LEVEL,
    LEVEL_TARGET,
    STANDING,
    Measure,
    Series,
)
from fzlib.scoring.regions import of_counties
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import Status

USUAL_DECIMALS = 1  # of a growth rate that no item rests on


def spans(card: Card) -> tuple[str, ...]:
    """The spans to speak of, as scored: in 1—2月 the two are one figure and are said once."""
    return card.period.distinct(card.book.scored_spans)


def items_of(card: Card, row: Indicator, span: str) -> list[Item]:
    """One item of every county, in the order of regions.csv."""
    return [card.item(region, row.item_id(span)) for region in card.counties]


# --- the city ------------------------------------------------------------------------------


@dataclass(frozen=True)
class CityFigures:
    """The city's figures of a measure and span; None where there are none.

    ``level``, ``base``, ``increment``: in the measure's unit, of a rate the level is the rate, %,
    rounded as the rule book does. ``growth``: %, likewise.
    """

    measure: Measure
    span: str
    level: Decimal | None
    base: Decimal | None = None
    increment: Decimal | None = None
    growth: Decimal | None = None


def main_measures(card: Card) -> tuple[Measure, ...]:
    """The measures of which the city's figures are told: those that items rest on.

    Growth of value added and output first, as missing where they are; of the declared ones those
    that the city has figures of.
    """

    def told(measure: Measure) -> bool:
        level = measure.series[LEVEL]
        return measure in STANDING or (
            measure.of_city and any(_of_city(card, level, span) is not None for span in spans(card))
        )

    scored = {row.measure for row in card.book.indicators}
    every = (*STANDING, *card.book.declared)
    return tuple(measure for measure in every if measure in scored and told(measure))


def city_figures(card: Card, measure: Measure, span: str) -> CityFigures:
    """Level, same period, increment and growth of the city."""
    panel, city = card.panel, card.panel.city.name
    level, decimals = panel.of(measure, LEVEL, span), rate_decimals(card.book, measure)
    if measure.is_rate:
        return CityFigures(measure, span, panel.by_region(level.at(decimals))[city])
    if not measure.base:
        return CityFigures(measure, span, panel.by_region(level)[city])
    quantities = (
        level,
        panel.of(measure, BASE, span),
        panel.increment(measure, span),
        panel.growth(measure, span, decimals),
    )
    return CityFigures(measure, span, *(panel.by_region(own)[city] for own in quantities))


def rate_decimals(book: RuleBook, measure: Measure) -> int:
    """Decimals to which the rule book rounds a rate, or the growth of a level; else one."""
    quantity = VALUE if measure.is_rate else GROWTH_OF
    own = (row.decimals for row in book.rows_of(measure) if row.quantity == quantity)
    return next(own, USUAL_DECIMALS)


def city_target(card: Card, series: Series, span: str) -> tuple[Decimal, str] | None:
    """The city's target of a level or an increment, and its label.

    The city's own row where it has one (全市预期), else the counties' sum; None where a county's
    is missing, or where targets do not add up, as rates do not.
    """
    label = "预期" if series.aspect == INCREMENT_TARGET else "目标"
    given = _of_city(card, series, span)
    if given is not None:
        return given, f"全市{label}"
    if series.aspect not in (LEVEL_TARGET, INCREMENT_TARGET) or series.is_rate:
        return None
    each = of_counties(card.panel.figures[series.code, span]).decimals()
    values = [value for value in each if value is not None]
    if len(values) < len(each):
        return None
    return sum(values, Decimal(0)), f"各县（市）区{label}合计"


def _of_city(card: Card, series: Series, span: str) -> Decimal | None:
    return card.panel.value(series.code, span, card.panel.city.name)


# --- 基准分 --------------------------------------------------------------------------------


def has_base(book: RuleBook) -> bool:
    """Whether the book has 基准分 at all: every one of its items has points at a standard."""
    return all(row.base is not None for row in book.indicators)


def base_total(card: Card) -> Decimal | None:
    """基准分 where all counties with a total share it; None where the book has none."""
    if not has_base(card.book):
        return None
    totals = {card.base_totals[r] for r in card.counties if card.totals[r] is not None}
    return totals.pop() if len(totals) == 1 else None


def at_base(card: Card) -> list[str]:
    """Counties whose total reaches their 基准分, by rank; none where the book has none."""
    if not has_base(card.book):
        return []
    return [
        region
        for region in card.ranked
        if (total := card.totals[region]) is not None
        and total >= (card.base_totals[region] or Decimal(0))
    ]


def short_of_base(card: Card) -> list[str]:
    """Counties with a total that does not reach their 基准分, by rank."""
    reached = at_base(card)
    return [r for r in card.ranked if card.totals[r] is not None and r not in reached]


def preliminary(card: Card) -> bool:
    """暂算: some item rests on only one of nation and province."""
    return any(item.status == Status.PRELIMINARY for item in card.records)
