"""Quarter and year results from the cards of their periods; conversion into another evaluation.

Contract section 4: a quarter and a year are means of period totals; 优胜 is a proposal, the
government commends. A period without a card is a period without totals.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fzlib.scoring.card import Card, Cards, Item, adjustment_columns, group_columns
from fzlib.scoring.columns import ScoreColumn, Value, data_frame
from fzlib.scoring.decisions import UNCOMMENDED
from fzlib.scoring.engine import ranked_places
from fzlib.scoring.on_target import Grid, cards_of, on_target_grid
from fzlib.scoring.periods import Period, Quarter, Year
from fzlib.scoring.points import POINT_PLACES
from fzlib.scoring.rounding import Fixed, half_up
from fzlib.scoring.rulebook import Conversion
from fzlib.vocabulary import Status

if TYPE_CHECKING:
    import pandas as pd

Scored = Mapping[str, Decimal | None]  # county → 分, None where it has none


@dataclass(frozen=True)
class CountyResult:
    """A county's quarter or year, in 分: ``totals`` by period, None where there is none.

    ``available``: mean of the totals there are (测算 where some are lacking). ``ytd``: sum of the
    last period's year-to-date items. ``lacks``: period without a total → the items it lacks it
    for; none of them where it has no card. ``adjustments``: of the quarter or year itself, which
    ``score`` and ``available`` hold. ``group``: the 组别 its rank is within, '' where of all.
    """

    region: str
    totals: Mapping[Period, Decimal | None]
    score: Decimal | None
    rank: int | None
    available: Decimal | None
    ytd: Decimal | None
    lacks: Mapping[Period, tuple[Item, ...]]
    adjustments: Decimal = Decimal(0)
    group: str = ""


@dataclass(frozen=True)
class Converted:
    """Scores counted in another evaluation, in its points; ``by_period`` only of months."""

    conversion: Conversion
    points: Scored
    by_period: Mapping[Period, Scored]

    @property
    def name(self) -> str:
        """``target.of``: one target may count months and the year."""
        return f"{self.conversion.target}.{self.conversion.of}"


@dataclass(frozen=True)
class Result:
    """A quarter or a year: counties in the order of regions.csv.

    ``periods`` are the quarter's, or the year's up to the last that has a card; ``absent`` have
    none, within them or after. ``commended``: county → the quarters it is proposed for. ``card``:
    the last one, whose rules and regions these are. ``previous``: the quarter before in the same
    year, where any of its periods has a card.
    """

    of: Quarter | Year
    periods: tuple[Period, ...]
    absent: tuple[Period, ...]
    counties: tuple[CountyResult, ...]
    grid: Grid
    commended: Mapping[str, tuple[Quarter, ...]]
    card: Card
    conversions: tuple[Converted, ...] = ()
    previous: Result | None = None

    def __repr__(self) -> str:
        scored = sum(county.score is not None for county in self.counties)
        return (
            f"{self.of.label}考评结果：{len(self.counties)}个县（市）区，有得分的{scored}个\n"
            "接着看：.table（位次、得分、各期总分）、.counties"
        )

    @property
    def holes(self) -> tuple[Period, ...]:
        """Periods counted that have no card: forgotten, not yet to come."""
        return tuple(period for period in self.periods if period in self.absent)

    @property
    def so_far(self) -> bool:
        """Whether its last periods are yet to come."""
        return self.absent != self.holes

    @property
    def ranked(self) -> tuple[CountyResult, ...]:
        """By group and rank, ties in the order of regions.csv, the unranked last."""
        last = len(self.counties) + 1
        order = list(dict.fromkeys(county.group for county in self.counties))

        def place(county: CountyResult) -> tuple[int, int]:
            return order.index(county.group), county.rank or last

        return tuple(sorted(self.counties, key=place))

    @property
    def columns(self) -> tuple[ScoreColumn[CountyResult], ...]:
        """The columns of ranking.csv: a column a period, on target, commended.

        ``on_target`` is None where it cannot be said, and so is ``commended`` of a quarter that
        lacks a period; a year's names the quarters.
        """
        totals = {p: {c.region: c.totals[p] for c in self.counties} for p in self.periods}
        met = {p: {r: row[p].met for r, row in self.grid.rows.items()} for p in self.periods}
        return (
            ScoreColumn("period", lambda _: str(self.of)),
            ScoreColumn("rank", lambda county: county.rank, is_rank=True),
            ScoreColumn("region", lambda county: county.region),
            *group_columns(self.card.panel, lambda county: county.region),
            ScoreColumn("score", lambda county: county.score),
            *adjustment_columns(self.card.panel, lambda county: county.adjustments),
            *(_column(str(period), of) for period, of in totals.items()),
            *(_column(f"on_target.{period}", of) for period, of in met.items()),
            ScoreColumn("commended", self._commended),
        )

    def _commended(self, county: CountyResult) -> str | bool | None:
        quarters = self.commended[county.region]
        if isinstance(self.of, Year):
            return ";".join(map(str, quarters))
        failed = any(on_target.met is False for on_target in self.grid.rows[county.region].values())
        return None if self.absent and not failed else bool(quarters)

    @property
    def table(self) -> pd.DataFrame:
        """By rank: the columns of ranking.csv, and for a year its further figures at the end.

        A quarter that lacks a period has nobody commended yet: false here, blank in ranking.csv.
        """
        if isinstance(self.of, Quarter):
            frame = data_frame(self.columns, self.ranked)
            return frame.assign(commended=frame["commended"].eq(True))
        further: list[ScoreColumn[CountyResult]] = [
            ScoreColumn("mean_of_available", lambda county: county.available),
            ScoreColumn("ytd", lambda county: county.ytd),
            *(_column(converted.name, converted.points) for converted in self.conversions),
        ]
        return data_frame([*self.columns, *further], self.ranked)


def _column(name: str, of: Mapping[str, Value]) -> ScoreColumn[CountyResult]:
    """A column whose values are told by the counties' names."""
    return ScoreColumn(name, lambda county: of[county.region])


def result_of(cards: Cards, when: Quarter | Year) -> Result:
    """A quarter, or a year up to its last card: mean of the period totals half-up to 2 decimals.

    A county that lacks a total there, as all do of a period without a card, has no score, or (a
    year, ``year_missing = mean_of_available``) the mean of those it has. A quarter may instead
    count its last total (``quarter_score = last``). Readings, conversions, groups and what
    breaks ties are the last card's; adjustments of the quarter or year itself are added. The
    quarter before is what its own cards, where there are any among these, come to.

    Raises:
        RequestError: no card of the quarter or the year.
    """
    own = cards_of(cards, when.periods)
    book = own[max(own)].book
    if isinstance(when, Year):
        periods, quarters, conversions = max(own).so_far, when.quarters, book.conversions
        last, whole = False, book.readings.year_missing == "none"
    else:
        periods, quarters, conversions = when.periods, (when,), ()
        last, whole = book.readings.quarter_score == "last", True
    counties = _counties(own, when, periods, last=last, whole=whole)
    winners = {
        quarter: commended_in(own, quarter)
        for quarter in quarters
        if any(period in own for period in quarter.periods)
    }
    commended = {c.region: tuple(q for q in winners if c.region in winners[q]) for c in counties}
    converted = tuple(_converted(row, periods, counties, whole) for row in conversions)
    absent = tuple(period for period in when.periods if period not in own)
    grid = on_target_grid(own, periods)
    return Result(
        when, periods, absent, counties, grid, commended, own[max(own)], converted,
        previous=_before(cards, when),
    )  # fmt: skip


def _before(cards: Cards, when: Quarter | Year) -> Result | None:
    before = when.previous if isinstance(when, Quarter) else None
    there = before and any(period in cards for period in before.periods)
    return result_of(cards, before) if before and there else None


def commended_in(cards: Cards, quarter: Quarter) -> tuple[str, ...]:
    """优胜 in a quarter (a proposal), without those 不予表扬 in it or in one of its months."""
    own = cards_of(cards, quarter.periods)
    vetoed = [card.panel.vetoed(period, UNCOMMENDED) for period, card in own.items()]
    vetoed.append(own[max(own)].panel.vetoed(quarter, UNCOMMENDED))
    winners = on_target_grid(own, quarter.periods).commended
    return tuple(region for region in winners if not any(region in each for each in vetoed))


def converted_points(conversion: Conversion, scores: Scored) -> Scored:
    """Scores as points of another evaluation, half-up to 2 decimals; None stays None.

    ``share``: points x min(score/100, 1). ``of_best``: points x score / best score; None for
    all where the best is not above 0.
    """
    points, full = Fraction(conversion.points), Decimal(100)
    if conversion.method == "of_best":
        full = max((score for score in scores.values() if score is not None), default=Decimal(0))

    def convert(score: Decimal | None) -> Decimal | None:
        if score is None or full <= 0:
            return None
        return half_up(points * min(Fraction(score) / Fraction(full), Fraction(1)), POINT_PLACES)

    return {region: convert(score) for region, score in scores.items()}


def _converted(
    row: Conversion, periods: Sequence[Period], counties: Sequence[CountyResult], whole: bool
) -> Converted:
    """Of the year: its scores. Of months: each period's totals, and the mean of these points."""
    if row.of == "year":
        return Converted(row, converted_points(row, {c.region: c.score for c in counties}), {})
    months = {p: converted_points(row, {c.region: c.totals[p] for c in counties}) for p in periods}
    points = {c.region: _mean([of[c.region] for of in months.values()], whole) for c in counties}
    return Converted(row, points, months)


def _counties(
    cards: Cards, when: Quarter | Year, periods: Sequence[Period], *, last: bool, whole: bool
) -> tuple[CountyResult, ...]:
    latest, counties = cards[max(cards)], []
    panel, book = latest.panel, latest.book
    adjusted = panel.adjusted(when, book.adjustments).decimals()
    for region, adjustments in zip(latest.counties, adjusted, strict=True):
        totals = {p: cards[p].totals.get(region) if p in cards else None for p in periods}
        score, available = (_mean(totals.values(), every) for every in (whole, False))
        if last and score is not None:
            score = totals[periods[-1]]
        lacks = {p: _blocking(cards.get(p), region) for p, total in totals.items() if total is None}
        held = adjustments or Decimal(0)
        score, available = (None if mean is None else mean + held for mean in (score, available))
        ytd, group = ytd_sum(latest, region), latest.group_of[region]
        counties.append(
            CountyResult(region, totals, score, None, available, ytd, lacks, held, group)
        )
    scores = Fixed.of([county.score for county in counties], POINT_PLACES)
    ranks = ranked_places(panel, book, when, scores, latest.scores.items)
    pairs = zip(counties, ranks, strict=True)
    return tuple(replace(county, rank=int(rank) or None) for county, rank in pairs)


def ytd_sum(card: Card, region: str) -> Decimal | None:
    """Sum of a county's year-to-date items, 分; None where one is missing or referred."""
    items = [i for i in card.of(region) if i.span == "ytd" and i.status != Status.SUSPENDED]
    points = [item.points for item in items if item.points is not None]
    return sum(points, Decimal(0)) if points and len(points) == len(items) else None


def _mean(values: Collection[Decimal | None], whole: bool) -> Decimal | None:
    """Mean half-up to 2 decimals; None where none is there, or one lacks and ``whole``."""
    given = [Fraction(value) for value in values if value is not None]
    if not given or (whole and len(given) < len(values)):
        return None
    return half_up(sum(given, Fraction(0)) / len(given), POINT_PLACES)


def _blocking(card: Card | None, region: str) -> tuple[Item, ...]:
    """Items for which a county has no total: missing or referred, else all (all suspended)."""
    if card is None or region not in card.counties:
        return ()
    without = [item for item in card.of(region) if item.points is None]
    return tuple([i for i in without if i.status != Status.SUSPENDED] or without)
