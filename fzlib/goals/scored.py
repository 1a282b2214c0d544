"""The figures of the scored data that tasks rest on: growths as scored, increments exact."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fzlib.goals.actuals import INCREMENT
from fzlib.goals.evidence import FigureKey
from fzlib.scoring.card import Card
from fzlib.scoring.indicators import GROWTH_OF, VALUE
from fzlib.scoring.measures import OUTPUT, VA_GROWTH, Measure
from fzlib.scoring.rounding import Fixed
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import SPANS

RATE_PLACES = 2  # decimals of a rate that no row of the rule book scores


def scored_figures(card: Card) -> dict[FigureKey, Decimal]:
    """``(period, region, "increment.ytd")`` → the figure, of the city and its assessed counties.

    va_growth and output_growth in %, half-up to the decimals by which the rule book compares
    them; increment in the level's unit (亿元), level − 同期, exact. What is missing is absent.
    """
    panel, local = card.panel, {region.name for region in card.panel.local}
    return {
        (card.period, region, f"{series}.{span}"): value
        for span in SPANS
        for series, quantity in _quantities(card, span)
        for region, value in panel.by_region(quantity).items()
        if value is not None and region in local
    }


def _quantities(card: Card, span: str) -> Iterator[tuple[str, Fixed]]:
    """Each of `actuals.SCORED_SERIES` of every region."""
    panel, book = card.panel, card.book
    yield "va_growth", panel.level(VA_GROWTH, span, _decimals(book, VA_GROWTH, VALUE))
    yield "output_growth", panel.growth(OUTPUT, span, _decimals(book, OUTPUT, GROWTH_OF))
    yield INCREMENT, panel.increment(OUTPUT, span)


def _decimals(book: RuleBook, measure: Measure, quantity: str) -> int:
    """Those of the first row that compares this quantity of the measure."""
    rows = (row.decimals for row in book.rows_of(measure) if row.quantity == quantity)
    return next(rows, RATE_PLACES)
