"""The cards of the two data folders, scored once."""

from functools import cache

import fzlib as fz
from fzlib.scoring.periods import Period
from fzlib.vocabulary import SPANS
from tests.scoring.cities import annex_city, rules
from tests.scoring.oracle import evaluate

FUZHOU = tuple(f"2023-{month:02d}" for month in range(2, 13))
SHAOYANG = tuple(f"2025-{month:02d}" for month in range(2, 8))
ALL = [("data/fuzhou", period) for period in FUZHOU]
ALL += [("data/shaoyang", period) for period in SHAOYANG]


@cache
def card(data, period):
    return fz.score(fz.load(data, period))


def fuzhou(*periods):
    """Period → card; all eleven where none is named."""
    return {Period.parse(p): card("data/fuzhou", p) for p in periods or FUZHOU}


def shaoyang():
    return {Period.parse(p): card("data/shaoyang", p) for p in SHAOYANG}


def columns_of(panel):
    """(series, span) → the decimals of all regions."""
    return {key: list(fixed.decimals()) for key, fixed in panel.figures.items()}


def by_the_contract(own, columns, decimals=()):
    """A card's city in fractions, from other columns of decimals; ``decimals``: of the rows."""
    year = own.period.year
    raw = rules("fuzhou" if year == 2023 else "shaoyang", year)
    for row, places in zip(raw["indicator"], decimals, strict=False):
        row["decimals"] = places
    count = len(next(iter(columns.values())))
    regions = [{key: column[n] for key, column in columns.items()} for n in range(count)]
    readings, first = dict(own.book.readings.items()), own.period.month_is_ytd
    spans = raw.get("spans", SPANS)
    return evaluate(annex_city(first, raw["indicator"], spans, readings, regions))
