"""How firm the ranks are under small revisions of the data.

The random numbers are integers and the revised figures fixed-point, so every draw is scored as
exactly as the card itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fzlib.analysis.reconcile import counties_sum
from fzlib.analysis.revised import revised, with_city
from fzlib.scoring.card import Card
from fzlib.scoring.engine import groups_of, score
from fzlib.scoring.indicators import GROWTH_OF, VALUE
from fzlib.scoring.measures import BASE, GROWTH, LEVEL, OUTPUT, VA_GROWTH, Series
from fzlib.scoring.panel import Panel, SeriesKey
from fzlib.scoring.quantities import quantity_of
from fzlib.scoring.regions import of_city
from fzlib.scoring.rounding import Fixed, Ints, Whole, half_up, plus, quotient
from fzlib.scoring.rulebook import Lists, RuleBook
from fzlib.vocabulary import SPANS

DRAWN_PLACES = 4  # decimals of a drawn rate
_SHARE = 10**6  # levels are revised in millionths
# the random words are for these in any book, then for the others that its items rest on
_FIRST = (
    VA_GROWTH.series[LEVEL], OUTPUT.series[GROWTH], OUTPUT.series[LEVEL], OUTPUT.series[BASE],
)  # fmt: skip
_LARGE = 10**13  # units of an amount whose revision fits int64
_CHUNK = 2_000  # draws scored at once
_WORD, _KEPT = 64, 44  # bits of a random word, and how many of them make an integer


@dataclass(frozen=True)
class Revision:
    """How far figures are revised, evenly and independently within ± these half widths.

    ``rate``: 百分点 of each published growth rate, 0.05 being its rounding to one decimal; at most
    4 decimals. ``level``, ``base``: % of levels and of their same periods, at most 4 decimals.
    """

    rate: Decimal = Decimal("0.05")
    level: Decimal = Decimal("0.5")
    base: Decimal = Decimal(0)
    draws: int = 10_000
    seed: int = 2023

    def __post_init__(self) -> None:
        widths = {"rate": self.rate, "level": self.level, "base": self.base}
        for name, width in widths.items():
            if not 0 <= width <= 5 or width != half_up(width, DRAWN_PLACES):
                raise ValueError(f"{name} 应在0至5之间，最多4位小数：{width}")
        if self.draws < 1 or self.seed < 0:
            raise ValueError(f"次数应大于0，种子不小于0：{self.draws}、{self.seed}")


@dataclass(frozen=True)
class Standing:
    """A county's rank over the draws: extremes, middle 90 %, and chances in % (2 decimals).

    Within its group where ranks are by group. ``among_first`` and ``among_last``: no more than as
    many as the rule book lists (`RuleBook.list_sizes`), those tied with the last of them included.
    All None where it has a rank in no draw.
    """

    region: str
    rank: int | None
    best: int | None = None
    worst: int | None = None
    low: int | None = None
    high: int | None = None
    same: Decimal | None = None
    first: Decimal | None = None
    among_first: Decimal | None = None
    among_last: Decimal | None = None


@dataclass(frozen=True)
class Robustness:
    """Standings of all counties in the order of regions.csv, with the settings to be printed."""

    revision: Revision
    standings: tuple[Standing, ...]


USUAL = Revision()


def rank_intervals(card: Card, revision: Revision = USUAL) -> Robustness:
    """Ranks over many draws of slightly revised data; nothing else of the card is touched.

    A rate stands for the figure before it was rounded: it is drawn around the rate as scored and
    not rounded back. Growth that is computed follows its level. Amounts are revised in proportion
    to their size, kept at 6 decimals; counts (of 0 decimals) come to whole numbers. Targets,
    rulings and adjustments stay. Month and year-to-date are revised apart, in 1—2月 as the one
    figure they are. A city to which its counties sum moves as they do; another is revised on its
    own.
    """
    ranks, lists = draw_ranks(card, revision), card.book.list_sizes
    standings = []
    for group in groups_of(card.panel, card.book):
        own = ranks[:, group]
        for n, county in enumerate(group):
            region = card.counties[county]
            standings.append(_standing(region, card.ranks[region], own, n, lists))
    standings.sort(key=lambda standing: card.counties.index(standing.region))
    return Robustness(revision, tuple(standings))


def draw_ranks(card: Card, revision: Revision) -> NDArray[np.int64]:
    """The rank of every county in every draw (draws, counties); 0 = none."""
    parts = []
    for first in range(0, revision.draws, _CHUNK):
        count = min(_CHUNK, revision.draws - first)
        parts.append(score(*drawn(card, revision, first, count)).rank)
    return np.concatenate(parts)


def drawn(card: Card, revision: Revision, first: int, count: int) -> tuple[Panel, RuleBook]:
    """Draws ``first``, ``first + 1``, …, stacked, and the rule book they are scored by.

    Draw k depends on the seed and k alone: it takes the k-th run of PCG64's words, whatever was
    drawn before. (numpy keeps a bit generator's words from version to version.)
    """
    panel, book = card.panel, _unrounded(card.book)
    series = _drawn(card.book)
    numbers = _numbers(panel, series, revision, first, count)
    changes = {
        (one.code, span): _change(panel, one, span, numbers[one.code, span])
        for one, span in product(series, SPANS)
        if one.is_level
    }
    result = revised(panel, changes)
    figures = dict(result.figures)
    for one, span in product(_rates(card.book, series), SPANS):
        key = (one.code, span)
        rate = _as_scored(result, card.book, one, span)
        finer = rate.at(max(DRAWN_PLACES, rate.places))
        noise = np.where(panel.figures[key].present, numbers[key], 0)
        noise *= 10 ** (finer.places - DRAWN_PLACES)
        units = np.where(rate.present, plus(finer.units, noise), 0)
        figures[key] = Fixed(units, rate.present, finer.places)
    return replace(result, figures=figures), book


def _drawn(book: RuleBook) -> tuple[Series, ...]:
    """The series that are revised, in the order of the random words."""
    others = (
        one
        for code, one in book.series.items()
        if one not in _FIRST and not one.is_target and book.needs(code)
    )
    return (*_FIRST, *others)


def _rates(book: RuleBook, series: Iterable[Series]) -> list[Series]:
    """Those of them that are rates on which an item rests."""
    used = {own for row in book.indicators for own in row.series}
    return [one for one in series if one.is_rate and one in used]


def _change(panel: Panel, series: Series, span: str, numbers: Ints) -> Ints:
    """What is added to an amount in each draw, in units of its last decimal, (draws, regions)."""
    units: Whole = panel.figures[series.code, span].units
    if abs(units).max(initial=0) > _LARGE:  # times a number of millionths: beyond int64
        units = units.astype(object)
    change: Ints = quotient(numbers * units, _SHARE)
    if series.measure.counted:  # a count
        change = quotient(change, 10**series.places) * 10**series.places
    total = counties_sum(panel, series.code, span)
    if total is not None and total.rounding:  # the city is its counties: it moves with them
        of_city(change)[...] = 0
        change = with_city(change)
    return change


def _as_scored(panel: Panel, book: RuleBook, series: Series, span: str) -> Fixed:
    """A rate as the items have it: rounded as the finest of them does, where any rounds it."""
    quantity = GROWTH_OF if series.aspect == GROWTH else VALUE
    rows = [r for r in book.indicators if (r.measure, r.quantity) == (series.measure, quantity)]
    if not rows:
        return panel.figures[series.code, span]
    finest = max(rows, key=lambda row: row.decimals)
    return quantity_of(panel, finest, span, book.readings).values


def _unrounded(book: RuleBook) -> RuleBook:
    """The rule book with rates taken to at least 4 decimals, so that a draw is not rounded away."""
    rows = tuple(
        replace(row, decimals=max(row.decimals, DRAWN_PLACES))
        if row.is_rate and row.quantity in (VALUE, GROWTH_OF)
        else row
        for row in book.indicators
    )
    return replace(book, indicators=rows)


def _numbers(
    panel: Panel, series: Sequence[Series], revision: Revision, first: int, count: int
) -> dict[SeriesKey, Ints]:
    """The random integers (count, regions) of every series and span, each within ± its width."""
    regions, spans = len(panel.regions), panel.period.distinct(SPANS)
    size = len(series) * len(spans) * regions
    source = np.random.PCG64(np.random.SeedSequence(revision.seed)).advance(first * size)
    words = source.random_raw(count * size).reshape(count, len(series), len(spans), regions)
    words = (words >> np.uint64(_WORD - _KEPT)).astype(np.int64)
    numbers = {}
    for n, one in enumerate(series):
        width = _width(revision, one)
        # 44 bits cut into equal parts: the parts differ by less than one in ten million
        parts = (words[:, n] * (2 * width + 1) >> _KEPT) - width
        for m, span in enumerate(SPANS):
            numbers[one.code, span] = parts[:, min(m, len(spans) - 1)]
    return numbers


def _width(revision: Revision, series: Series) -> int:
    """Half the width of a series' revision: of a rate's last drawn decimal, else in millionths."""
    if series.is_rate:
        return int(revision.rate.scaleb(DRAWN_PLACES))
    share = revision.base if series.aspect == BASE else revision.level
    return int(share * _SHARE / 100)


def _standing(
    region: str, rank: int | None, ranks: NDArray[np.int64], n: int, lists: Lists
) -> Standing:
    """Of the county in column n of the ranks of its group."""
    ranked = ranks[:, n] > 0
    if not ranked.any():
        return Standing(region, rank)
    all_, own = ranks[ranked], ranks[ranked, n]
    below = (all_ > own[:, None]).sum(axis=-1)
    tail = len(own) // 20  # 5 % at each end
    best, worst, low, high = np.sort(own)[[0, -1, tail, -1 - tail]].tolist()
    hits = (own == (rank or 0), own == 1, own <= lists.first, below < lists.last)
    chances = [half_up(Fraction(int(hit.sum()) * 100, len(own)), 2) for hit in hits]
    return Standing(region, rank, best, worst, low, high, *chances)
