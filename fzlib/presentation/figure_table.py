"""基础数据: what the items rest on, of city and counties, beside what is computed of it.

All decimals, so that a sum can be redone. The city's figures are its own, not its counties' sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.summary import rate_decimals
from fzlib.intake.needs import city_targets, is_expected
from fzlib.presentation import blocks, terms
from fzlib.presentation.wording import NONE, fixed, places_of
from fzlib.scoring.card import Card
from fzlib.scoring.indicators import CONTRIBUTION, GROWTH_OF, INCREMENT
from fzlib.scoring.measures import ALL_REGIONS, BASE, LEVEL, Measure, Series
from fzlib.scoring.regions import CITY, COUNTY, Region
from fzlib.scoring.rounding import Fixed
from fzlib.vocabulary import FLAGS, PERCENT_UNIT, SPAN_NAMES, STATUSES, Status


@dataclass(frozen=True)
class _Column:
    """A figure of every region. ``series``: what was read; None where it is computed."""

    name: str
    unit: str
    span: str
    values: Mapping[str, Decimal | None]
    least: int
    series: Series | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Region → as shown: all decimals that any of them has."""
        places = places_of(self.values.values(), self.least)
        return {region: fixed(value, places) for region, value in self.values.items()}


def figures(card: Card, caption: str, state: str) -> blocks.Table:
    """A row a county; city, province and nation apart. ``state``: where it says what is missing."""
    panel = card.panel
    measures = dict.fromkeys(row.measure for row in card.book.indicators)
    columns = [
        column
        for measure in measures
        for span in card.period.distinct(card.book.spans_of(measure))
        for column in _columns(card, measure, span)
    ]
    texts = [column.texts for column in columns]
    above = panel.above if any(one.regions == ALL_REGIONS for one in measures) else ()

    def row(region: Region) -> blocks.Row:
        own = (values[region.name] for values in texts)
        return [region.name, *own, _state(card, region, columns)]

    titles: list[blocks.AnyColumn] = [f"{one.name}（{one.unit}）" for one in columns]
    return blocks.table(
        caption,
        [*titles, blocks.text(state)],
        map(row, panel.assessed),
        names="地区",
        apart=map(row, (panel.city, *reversed(above))),
    )


def _columns(card: Card, measure: Measure, span: str) -> Iterator[_Column]:
    """Level, 同期, increment and growth of a measure, and its targets: those that are used."""
    panel, book, output = card.panel, card.book, card.panel.dataset.output
    used = {row.quantity for row in book.rows_of(measure)}
    decimals, least = rate_decimals(book, measure), terms.least_of(measure.unit)
    when = card.period.span_label(span) if card.period.month_is_ytd else SPAN_NAMES[span]
    name = when + measure.named(output)

    def read(series: Series) -> _Column:
        own = panel.by_region(panel.figures[series.code, span])
        places = decimals if series.is_rate else least
        return _Column(when + series.name(output), series.unit, span, own, places, series)

    def computed(what: str, unit: str, quantity: Fixed, places: int) -> _Column:
        return _Column(name + what, unit, span, panel.by_region(quantity), places)

    yield read(measure.series[LEVEL])
    if measure.base and book.needs(measure.code_of(BASE)):
        yield read(measure.series[BASE])
        if used & {INCREMENT, CONTRIBUTION}:
            yield computed("增量", measure.unit, panel.increment(measure, span), least)
        if GROWTH_OF in used:
            yield computed("增速", PERCENT_UNIT, panel.growth(measure, span, decimals), decimals)
    targets = (series for series in measure.series.values() if series.is_target)
    yield from (read(series) for series in targets if span in book.needed.get(series.code, ()))


def _state(card: Card, region: Region, columns: Sequence[_Column]) -> str:
    """当月增加值增速缺数；当月上年同期总产值推算: — where all are there, as read.

    Of nation, province and city also what is not theirs, or what only is.
    """
    panel, output, of_city = card.panel, card.panel.dataset.output, city_targets(card.book)
    lacks = STATUSES[Status.MISSING] if region.kind in (COUNTY, CITY) else "尚未取得"
    derived = FLAGS["derived_base"].name
    states: dict[str, list[str]] = {lacks: [], derived: []}
    own, foreign = dict[str, None](), dict[str, None]()
    for column in (column for column in columns if column.series):
        series, value = column.series, column.values[region.name]
        assert series is not None
        theirs = value is not None or is_expected(series, region, of_city)
        (own if theirs else foreign)[series.name(output)] = None
        if theirs and value is None:
            states[lacks].append(column.name)
        elif series.aspect == BASE and panel.has_derived_base(
            series.measure, column.span, region.name
        ):
            states[derived].append(column.name)
    texts = ["、".join(names) + word for word, names in states.items() if names]
    if foreign:
        only = [f"只涉及{'、'.join(own)}"] if own else []
        texts.append(min(f"不涉及{'、'.join(foreign)}", *only, key=len))
    return "；".join(texts) or NONE
