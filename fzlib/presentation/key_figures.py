"""The figures a reader wants first: the city's; of a month also 基准分, the first and the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from fzlib.analysis import summary
from fzlib.presentation import blocks, page_parts, terms
from fzlib.presentation.prose import city
from fzlib.presentation.prose.results import MOST_REACHED, fields
from fzlib.presentation.wording import above_both, fixed, growth, points
from fzlib.scoring.card import Card
from fzlib.scoring.indicators import GROWTH_OF, short
from fzlib.scoring.measures import ALL_REGIONS, OUTPUT, Measure

MOST_FIGURES = 2  # of the city
SpansOf = Callable[[Card, Measure], Sequence[str]]


def of_month(card: Card) -> list[blocks.KeyFigure]:
    """The city's growth and increment, month and year to date; 基准分 by name; first and last."""
    ends = page_parts.ends(card.book.list_sizes, fields(card), "没有总分")
    return [*of_city(card), *_reached(card), *ends]


def of_city(card: Card, spans_of: SpansOf = city.spans_of) -> list[blocks.KeyFigure]:
    """The city's figures of its first measures.

    ``spans_of``: the spans to tell of a measure, the first as the figure, the others in its note.
    """
    told = (
        (_rate if measure.is_rate else _level)(card, measure, spans_of(card, measure))
        for measure in summary.main_measures(card)
    )
    return [figure for figure in told if figure][:MOST_FIGURES]


def _rate(card: Card, measure: Measure, spans: Sequence[str]) -> blocks.KeyFigure | None:
    """5.0%, 分别高于全国、全省…；1—5月增长4.4%，…; None where the city has none."""
    places = summary.rate_decimals(card.book, measure)
    rates = {span: summary.city_figures(card, measure, span).level for span in spans}
    first = rates.pop(spans[0])
    if first is None:
        return None
    name = short(city.rate_name(card, measure))
    others = city.rates_above(card, measure, spans[0])
    if others:
        notes = [above_both(first, others, places)]
    elif measure.regions == ALL_REGIONS:
        notes = [f"全国、全省{'增速' if name.endswith('增速') else '数'}尚未取得"]
    else:
        notes = []
    for span, rate in rates.items():
        if rate is not None:
            rises = name.endswith(terms.GROWTHS)
            text = growth(rate, places) if rises else f"{fixed(rate, places)}%"
            above = city.rates_above(card, measure, span)
            text += f"，{above_both(rate, above, places)}" if above else ""
            notes.append(card.period.span_label(span) + text)
    label = f"全市{name}（{card.period.span_label(spans[0])}）"
    return blocks.KeyFigure(label, fixed(first, places), "%", "；".join(notes))


def _level(card: Card, measure: Measure, spans: Sequence[str]) -> blocks.KeyFigure | None:
    """Of a level its increment and what it is of the expected; without 同期 the level."""
    name = measure.named(card.panel.dataset.output)
    figures = [summary.city_figures(card, measure, span) for span in spans]
    amount, when = figures[0].increment, f"（{card.period.span_label(spans[0])}）"
    if amount is None:
        level = figures[0].level
        if level is None or measure.base:
            return None
        shown = city.number(level, measure.unit)
        return blocks.KeyFigure(f"全市{name}{when}", shown, measure.unit, "")
    notes = [_done(card, figures[0])]
    for span, own in zip(spans[1:], figures[1:], strict=True):
        if text := city.increment(own):
            done = _done(card, own)
            notes.append(card.period.span_label(span) + text + (f"，{done}" if done else ""))
    label = f"全市{'' if measure == OUTPUT else name}增量{when}"
    shown = city.number(amount, measure.unit)
    return blocks.KeyFigure(label, shown, measure.unit, "；".join(filter(None, notes)))


def _done(card: Card, own: summary.CityFigures) -> str:
    """为月度预期的84.12%; 月度预期为5.00亿元; where nothing is expected 产值增长5.0%."""
    if share := city.expected_share(card, own):
        return "为{}的{}%".format(*share)
    if expected := city.expected_words(card, own):
        return expected
    scored = any(row.quantity == GROWTH_OF for row in card.book.rows_of(own.measure))
    if own.growth is None or not scored:
        return ""
    rate = growth(own.growth, summary.rate_decimals(card.book, own.measure))
    return f"{own.measure.named(card.panel.dataset.output)}{rate}"


def _reached(card: Card) -> list[blocks.KeyFigure]:
    """Who reaches 基准分, by rank; of many those who do not. Nothing where the book has none."""
    if not summary.has_base(card.book):
        return []
    base, reached, below = (of(card) for of in (base_of, summary.at_base, summary.short_of_base))
    note = "、".join(reached)
    if below and len(below) < len(reached) > MOST_REACHED:
        note = f"未达到的{len(below)}个：{'、'.join(below)}"
    if lacking := [region for region in card.counties if card.totals[region] is None]:
        note = "；".join(filter(None, [note, f"{'、'.join(lacking)}没有总分"]))
    return [blocks.KeyFigure(f"达到基准分{base}", str(len(reached)), "个", note)]


def base_of(card: Card) -> str:
    """（72分）; '' where the counties' 基准分 differ, or nobody has a total."""
    base: Decimal | None = summary.base_total(card)
    return f"（{points(base)}）" if base is not None else ""
