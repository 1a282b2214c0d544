"""全市主要指标: the city's figures beside those of nation and province."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fzlib.analysis import summary
from fzlib.analysis.summary import CityFigures, city_figures
from fzlib.presentation import blocks
from fzlib.presentation.prose.city import (
    ABOVE,
    expected_of,
    level_name,
    rate_name,
    rates_above,
)
from fzlib.presentation.tables import meaning, span_title
from fzlib.presentation.terms import least_of
from fzlib.presentation.wording import fixed, places_of
from fzlib.presentation.working_tables import base_cell
from fzlib.scoring.card import Card
from fzlib.scoring.measures import ALL_REGIONS, BASE, OUTPUT, Measure


def city(card: Card, caption: str) -> blocks.Table | tuple[()]:
    """Growth against nation and province, level, increment, expectation; nothing without any."""
    spans = summary.spans(card)
    rows = [row for measure in summary.main_measures(card) for row in _rows(card, measure)]
    if not rows:
        return ()
    once = card.period.month_is_ytd
    titles = [card.period.span_label(s) if once else span_title(card, s) for s in spans]
    columns: list[blocks.AnyColumn] = [blocks.text("单位"), *titles]
    marked = any(isinstance(cell, blocks.TableCell) and cell.mark for row in rows for cell in row)
    note = f"注：{meaning('derived_base', card.panel.dataset.output)}。" if marked else ""
    return blocks.table(caption, columns, rows, names="指标", note=note, look="plain")


def _rows(card: Card, measure: Measure) -> list[blocks.Row]:
    figures = [city_figures(card, measure, span) for span in summary.spans(card)]
    return _rates(card, measure, figures) if measure.is_rate else _levels(card, measure, figures)


def _row(title: str, unit: str, values: Iterable[Decimal | None], places: int) -> blocks.Row:
    return [title, unit, *(fixed(value, places) for value in values)]


def _rates(card: Card, measure: Measure, figures: list[CityFigures]) -> list[blocks.Row]:
    """Of the city, and of nation and province where they have it."""
    name, places = rate_name(card, measure), summary.rate_decimals(card.book, measure)
    rows = [_row(f"全市{name}", "%", [own.level for own in figures], places)]
    if measure.regions == ALL_REGIONS:
        rates = [rates_above(card, measure, own.span) for own in figures]
        for label, region in zip(ABOVE, card.panel.above, strict=True):
            rows.append(_row(region.name + name, "%", [of.get(label) for of in rates], places))
    return rows


def _levels(card: Card, measure: Measure, figures: list[CityFigures]) -> list[blocks.Row]:
    """Level, same period, growth, increment, expectation and what of it is done."""
    panel, unit = card.panel, measure.unit
    name = measure.named(panel.dataset.output)
    least = least_of(unit)
    every = (value for own in figures for value in (own.level, own.base, own.increment))
    places = 2 if least else places_of(every, 0)
    own_name = "" if measure == OUTPUT else name
    rows = [_row(f"全市{level_name(card, measure)}", unit, [f.level for f in figures], places)]
    if not measure.base or not card.book.needs(measure.code_of(BASE)):
        return rows
    city = panel.city.name
    bases = [base_cell(fixed(own.base, places), panel, measure, own.span, city) for own in figures]
    rows.append([f"上年同期{name}", unit, *bases])
    decimals = summary.rate_decimals(card.book, measure)
    rows.append(_row(f"{name}增速", "%", [own.growth for own in figures], decimals))
    if measure.adds_up:
        rows.append(_row(f"{own_name}增量", unit, [own.increment for own in figures], places))
    return rows + _expected(card, measure, figures, places)


def _expected(
    card: Card, measure: Measure, figures: list[CityFigures], places: int
) -> list[blocks.Row]:
    """The expected increments by their labels, and the increments in % of them."""
    expected = [expected_of(card, measure, own.span) for own in figures]
    if not any(expected):
        return []
    rows = []
    for label in dict.fromkeys(given[1] for given in expected if given):
        own = (given[0] if given and given[1] == label else None for given in expected)
        rows.append(_row(label, measure.unit, own, places))
    done = (_share(f.increment, e) for f, e in zip(figures, expected, strict=True))
    return [*rows, _row("完成预期", "%", done, 2)]


def _share(amount: Decimal | None, expected: tuple[Decimal, str] | None) -> Decimal | None:
    if amount is None or expected is None or expected[0] <= 0:
        return None
    return amount / expected[0] * 100
