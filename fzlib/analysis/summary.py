"""Questions a report asks of a card: the city, 基准分, who reaches it."""

from __future__ import annotations

from decimal import Decimal

from fzlib.scoring.card import Card, Item
from fzlib.scoring.panel import Panel, of_counties
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import Status


def spans(card: Card) -> tuple[str, ...]:
    """The spans to speak of: in 1—2月 the two are one figure and are said once."""
    return card.period.distinct(card.book.spans)


def city_rate(card: Card, code: str, span: str) -> Decimal | None:
    """The city's growth of value added or of output, %, rounded as the rule book does."""
    rates = card.panel.growth(code, span, card.book.decimals(code))
    return card.panel.by_region(rates)[card.panel.city.name]


def city_increment(panel: Panel, span: str) -> Decimal | None:
    """全市增量, 亿元."""
    return panel.by_region(panel.increment(span))[panel.city.name]


def city_expected(card: Card, span: str) -> tuple[Decimal, str] | None:
    """The city's expected increment and its label; without a city row the counties' sum."""
    given = card.panel.value("expected", span, card.panel.city.name)
    if given is not None:
        return given, "全市预期"
    each = of_counties(card.panel.figures["expected", span]).decimals()
    values = [value for value in each if value is not None]
    if len(values) < len(each):
        return None
    return sum(values, Decimal(0)), "各县（市）区预期合计"


def row_of(card: Card, code: str) -> Indicator | None:
    """The rule book's row of an indicator, None where it is not scored."""
    return next((row for row in card.book.indicators if row.code == code), None)


def base_total(card: Card) -> Decimal | None:
    """基准分 where all counties with a total share it."""
    totals = {card.base_totals[r] for r in card.counties if card.totals[r] is not None}
    return totals.pop() if len(totals) == 1 else None


def at_base(card: Card) -> list[str]:
    """Counties whose total reaches their 基准分, by rank."""
    return [
        region
        for region in card.ranked
        if (total := card.totals[region]) is not None
        and total >= (card.base_totals[region] or Decimal(0))
    ]


def preliminary(card: Card) -> bool:
    """暂算: some item rests on only one of nation and province."""
    return any(item.status == Status.PRELIMINARY for item in card.records)


def items_of(card: Card, row: Indicator, span: str) -> list[Item]:
    """One item of every county, in the order of regions.csv."""
    return [card.item(region, f"{row.code}.{span}") for region in card.counties]
