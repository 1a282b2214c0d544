"""What the rule book needs of the files: which columns, of which regions, in which spans."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product

from fzlib.intake.columns import PERIOD, InputColumn
from fzlib.scoring.indicators import CITY_VALUE, COMPLETION
from fzlib.scoring.measures import BASE, GROWTH, Series
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import CITY, Region
from fzlib.scoring.rulebook import RuleBook

Wanted = list[tuple[InputColumn, ...]]


def wanted_columns(book: RuleBook, period: Period, *, of_targets: bool) -> Wanted:
    """What the rule book needs of a file: each entry is met by any of its columns.

    In 1—2月 the other span's column serves as well. Without 期间 a target would be taken for
    every month.
    """
    keys = [(PERIOD,)] if of_targets else []
    both = dict.fromkeys(period.twins(span) for span in book.spans)
    columns = (
        product(codes, twins)
        for twins, (codes, spans) in product(both, list(_needed(book, of_targets=of_targets)))
        if not set(twins).isdisjoint(spans)
    )
    return [*keys, *(tuple(InputColumn(*column) for column in group) for group in columns)]


def _needed(
    book: RuleBook, *, of_targets: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Series of which one is needed, and the spans: a growth stands in for its 同期."""
    for code, spans in book.needed.items():
        series = book.series[code]
        if series.is_target == of_targets and series.aspect != GROWTH:
            instead = (series.measure.code_of(GROWTH),) if series.aspect == BASE else ()
            yield (code, *instead), spans


def city_targets(book: RuleBook) -> frozenset[str]:
    """Targets (series) of which the city's is needed too: its completion is the standard."""
    rows = (row for row in book.indicators if row.quantity == COMPLETION)
    return frozenset(row.target.code for row in rows if row.target and row.standard == CITY_VALUE)


def used_spans(book: RuleBook, period: Period) -> dict[str, tuple[str, ...]]:
    """Series that items rest on → the spans, each a figure of its own; growth goes with 同期."""
    used = {}
    for code, series in book.series.items():
        if spans := book.needed.get(series.needed_as):
            used[code] = period.distinct(spans)
    return used


def is_expected(series: Series, region: Region, of_city: Collection[str]) -> bool:
    """Whether a region has a figure for it to be scored by; the city's target seldom need be."""
    own_target = series.is_target and region.kind == CITY
    return region.has(series) and (not own_target or series.code in of_city)
