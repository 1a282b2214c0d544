"""How firm the ranks are under small revisions of the data.

The random numbers are integers and the revised figures fixed-point, so every draw is scored as
exactly as the card itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fzlib.analysis.reconcile import counties_sum
from fzlib.analysis.revised import revised, with_city
from fzlib.scoring.card import Card
from fzlib.scoring.engine import score
from fzlib.scoring.panel import Panel, Series, of_city
from fzlib.scoring.rounding import Fixed, Ints, half_up, plus, quotient
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import LEVELS, SPANS

RATES = ("va_growth", "output_growth")
DRAWN_PLACES = 4  # decimals of a drawn rate
_SHARE = 10**6  # levels are revised in millionths
_DRAWN = (*RATES, *LEVELS)  # in the order of the random words
_CHUNK = 2_000  # draws scored at once
_WORD, _KEPT = 64, 44  # bits of a random word, and how many of them make an integer


@dataclass(frozen=True)
class Revision:
    """How far figures are revised, evenly and independently within ± these half widths.

    ``rate``: 百分点 of each published growth rate, 0.05 being its rounding to one decimal; at most
    4 decimals. ``level``, ``base``: % of output and of the same period, at most 4 decimals.
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

    ``first_three`` and ``last_three``: fewer than three counties stand strictly above, or below.
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
    first_three: Decimal | None = None
    last_three: Decimal | None = None


@dataclass(frozen=True)
class Robustness:
    """Standings of all counties in the order of regions.csv, with the settings to be printed."""

    revision: Revision
    standings: tuple[Standing, ...]


USUAL = Revision()


def rank_intervals(card: Card, revision: Revision = USUAL) -> Robustness:
    """Ranks over many draws of slightly revised data; nothing else of the card is touched.

    A rate stands for the figure before it was rounded: it is drawn around the rate as scored and
    not rounded back. Growth that is computed follows its level. Expected increments and rulings
    stay. Month and year-to-date are revised apart, in 1—2月 as the one figure they are. A city to
    which its counties sum moves as they do; another is revised on its own.
    """
    ranks = draw_ranks(card, revision)
    standings = tuple(
        _standing(region, card.ranks[region], ranks, n) for n, region in enumerate(card.counties)
    )
    return Robustness(revision, standings)


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
    numbers = _numbers(panel, revision, first, count)
    levels = {}
    for key in product(LEVELS, SPANS):
        change = quotient(numbers[key] * panel.figures[key].units, _SHARE)
        total = counties_sum(panel, *key)
        if total is not None and total.rounding:  # the city is its counties: it moves with them
            of_city(change)[...] = 0
            change = with_city(change)
        levels[key] = change
    result = revised(panel, levels)
    figures = dict(result.figures)
    for row, span in product((row for row in card.book.indicators if row.code in RATES), SPANS):
        key = (row.code, span)
        rate = result.growth(*key, row.decimals)
        finer = rate.at(max(DRAWN_PLACES, rate.places))
        noise = np.where(panel.figures[key].present, numbers[key], 0)
        noise *= 10 ** (finer.places - DRAWN_PLACES)
        units = np.where(rate.present, plus(finer.units, noise), 0)
        figures[key] = Fixed(units, rate.present, finer.places)
    return replace(result, figures=figures), book


def _unrounded(book: RuleBook) -> RuleBook:
    """The rule book with rates taken to at least 4 decimals, so that a draw is not rounded away."""
    rows = tuple(
        replace(row, decimals=max(row.decimals, DRAWN_PLACES)) if row.code in RATES else row
        for row in book.indicators
    )
    return replace(book, indicators=rows)


def _numbers(panel: Panel, revision: Revision, first: int, count: int) -> dict[Series, Ints]:
    """The random integers (count, regions) of every measure and span, each within ± its width."""
    regions, spans = len(panel.regions), panel.period.distinct(SPANS)
    size = len(_DRAWN) * len(spans) * regions
    source = np.random.PCG64(np.random.SeedSequence(revision.seed)).advance(first * size)
    words = source.random_raw(count * size).reshape(count, len(_DRAWN), len(spans), regions)
    words = (words >> np.uint64(_WORD - _KEPT)).astype(np.int64)
    rate = int(revision.rate.scaleb(DRAWN_PLACES))
    level, base = (int(w * _SHARE / 100) for w in (revision.level, revision.base))
    numbers = {}
    for n, (measure, width) in enumerate(zip(_DRAWN, (rate, rate, level, base), strict=True)):
        # 44 bits cut into equal parts: the parts differ by less than one in ten million
        parts = (words[:, n] * (2 * width + 1) >> _KEPT) - width
        for m, span in enumerate(SPANS):
            numbers[measure, span] = parts[:, min(m, len(spans) - 1)]
    return numbers


def _standing(region: str, rank: int | None, ranks: NDArray[np.int64], n: int) -> Standing:
    ranked = ranks[:, n] > 0
    if not ranked.any():
        return Standing(region, rank)
    all_, own = ranks[ranked], ranks[ranked, n]
    below = (all_ > own[:, None]).sum(axis=-1)
    tail = len(own) // 20  # 5 % at each end
    best, worst, low, high = np.sort(own)[[0, -1, tail, -1 - tail]].tolist()
    hits = (own == (rank or 0), own == 1, own <= 3, below < 3)
    chances = [half_up(Fraction(int(hit.sum()) * 100, len(own)), 2) for hit in hits]
    return Standing(region, rank, best, worst, low, high, *chances)
