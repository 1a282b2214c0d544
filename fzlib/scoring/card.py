"""A card: one period's panel, rule book and scores, as records and tables of decimals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from fzlib.errors import RequestError, suggestion
from fzlib.scoring.columns import Row, ScoreColumn, data_frame
from fzlib.scoring.engine import ItemScores, Scores, score
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.panel import Panel
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import FLAGS, SPAN_NAMES, Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Item:
    """One score of one county. Values in the item's unit; None where there is none."""

    region: str
    indicator: Indicator
    span: str
    value: Decimal | None
    standard: Decimal | None
    gap: Decimal | None
    points: Decimal | None
    status: Status
    flags: tuple[str, ...]
    no_value: bool
    no_standard: bool

    @property
    def id(self) -> str:
        """``va_growth.month``."""
        return self.indicator.item_id(self.span)

    @property
    def name(self) -> str:
        """``当月增加值增速``."""
        return SPAN_NAMES[self.span] + self.indicator.short


@dataclass(frozen=True, eq=False)
class Card:
    """The scores of a period. ``previous`` is the period's before, under the same rules."""

    panel: Panel
    book: RuleBook
    scores: Scores
    previous: Card | None = None

    def __repr__(self) -> str:
        city, first = self.panel.city.name, self.ranked[0]
        lead = f"，第1位{first}（{self.totals[first]}分）" if self.ranks[first] else ""
        return (
            f"{city}{self.period.label}考评得分：{len(self.counties)}个县（市）区{lead}\n"
            f'接着看：card.ranking、card.items、fz.explain(card, "{first}")'
        )

    @property
    def period(self) -> Period:
        """The period scored."""
        return self.panel.period

    @property
    def counties(self) -> tuple[str, ...]:
        """Assessed counties in the order of regions.csv."""
        return self.panel.counties

    @cached_property
    def records(self) -> tuple[Item, ...]:
        """Every item: counties in order, then items in the rule book's order."""
        columns = [list(self._items_of(scores)) for scores in self.scores.items]
        return tuple(item for row in zip(*columns, strict=True) for item in row)

    def _items_of(self, scores: ItemScores) -> Iterator[Item]:
        """One item of every county."""
        numbers = (scores.value, scores.standard, scores.gap, scores.points)
        columns = zip(self.counties, *(number.decimals() for number in numbers), strict=True)
        row, span = scores.indicator, scores.span
        for n, (region, value, standard, gap, points) in enumerate(columns):
            status = Status(int(scores.status[n]))
            flags = tuple(flag for flag in FLAGS if flag in scores.flags and scores.flags[flag][n])
            lacks = bool(scores.no_value[n]), bool(scores.no_standard[n])
            yield Item(region, row, span, value, standard, gap, points, status, flags, *lacks)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Item]:
        return {(item.region, item.id): item for item in self.records}

    def item(self, region: str, item_id: str) -> Item:
        """One item.

        Raises:
            RequestError: no such county or item in the card; the nearest is named.
        """
        if (region, item_id) in self._by_key:
            return self._by_key[region, item_id]
        if region not in self.counties:
            what = f"没有“{region}”这个考评的县（市）区"
            raise RequestError(what + suggestion(region, self.counties))
        raise RequestError(f"没有“{item_id}”这个考评项{suggestion(item_id, self.book.item_ids)}")

    def of(self, region: str) -> tuple[Item, ...]:
        """A county's items in the rule book's order. RequestError as of `item`."""
        return tuple(self.item(region, item_id) for item_id in self.book.item_ids)

    @cached_property
    def totals(self) -> Mapping[str, Decimal | None]:
        """County → total, None where a missing or referred item leaves none."""
        return dict(zip(self.counties, self.scores.total.decimals(), strict=True))

    @cached_property
    def ranks(self) -> Mapping[str, int | None]:
        """County → rank by total (1, 2, 2, 4), None where it has no total."""
        ranks = (int(rank) or None for rank in self.scores.rank)
        return dict(zip(self.counties, ranks, strict=True))

    @cached_property
    def base_totals(self) -> Mapping[str, Decimal | None]:
        """County → 基准分, the sum of the bases of the items scored."""
        return dict(zip(self.counties, self.scores.base_total.decimals(), strict=True))

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """All counties by rank, ties in the order of regions.csv, the unranked last.

        Where ranks are by group, group after group, in the order of regions.csv.
        """
        last, order = len(self.counties) + 1, list(self.groups)

        def place(region: str) -> tuple[int, int]:
            return order.index(self.group_of[region]), self.ranks[region] or last

        return tuple(sorted(self.counties, key=place))

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """County → the 组别 its rank is within; '' where ranks are of all."""
        by_group = self.book.by_group
        return {r.name: r.group if by_group else "" for r in self.panel.assessed}

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """组别 → its counties, in the order of regions.csv; one, '', where ranks are of all."""
        of = self.group_of
        return {group: tuple(r for r in of if of[r] == group) for group in of.values()}

    @cached_property
    def adjustments(self) -> Mapping[str, Decimal | None]:
        """County → what its total holds of adjustments (加减分), 分."""
        return dict(zip(self.counties, self.scores.adjustments.decimals(), strict=True))

    def previous_rank(self, region: str) -> int | None:
        """Rank in the previous period; None where there is nothing to compare with."""
        return self.previous.ranks.get(region) if self.previous else None

    @property
    def item_columns(self) -> tuple[ScoreColumn[Item], ...]:
        """The columns of scores.csv: a row an item."""
        return (
            ScoreColumn("period", lambda _: str(self.period)),
            ScoreColumn("region", lambda item: item.region),
            ScoreColumn("item", lambda item: item.id),
            ScoreColumn("value", lambda item: item.value),
            ScoreColumn("standard", lambda item: item.standard),
            ScoreColumn("gap", lambda item: item.gap),
            ScoreColumn("points", lambda item: item.points),
            ScoreColumn("status", lambda item: item.status.name.lower()),
            ScoreColumn("flags", lambda item: ";".join(item.flags)),
        )

    @property
    def ranking_columns(self) -> tuple[ScoreColumn[str], ...]:
        """The columns of ranking.csv: a row a county."""
        return (
            ScoreColumn("period", lambda _: str(self.period)),
            ScoreColumn("rank", self.ranks.get, is_rank=True),
            ScoreColumn("region", lambda region: region),
            *group_columns(self.panel, lambda region: region),
            ScoreColumn("total", self.totals.get),
            *adjustment_columns(self.panel, self.adjustments.get),
            ScoreColumn("previous_rank", self.previous_rank, is_rank=True),
            *(self._points_column(item_id) for item_id in self.book.item_ids),
        )

    def _points_column(self, item_id: str) -> ScoreColumn[str]:
        return ScoreColumn(item_id, lambda region: self.item(region, item_id).points)

    @property
    def items(self) -> pd.DataFrame:
        """One row an item: the columns of scores.csv, numbers as Decimal, None where blank.

        A table of your own at each call: change it as you like.
        """
        return data_frame(self.item_columns, self.records)

    @property
    def ranking(self) -> pd.DataFrame:
        """One row a county by rank: the columns of ranking.csv. Your own, like `items`."""
        return data_frame(self.ranking_columns, self.ranked)


def group_columns(panel: Panel, region: Callable[[Row], str]) -> list[ScoreColumn[Row]]:
    """组别, where regions.csv has any."""
    groups = {county.name: county.group for county in panel.assessed}
    if not any(groups.values()):
        return []
    return [ScoreColumn("group", lambda row: groups.get(region(row), ""))]


def adjustment_columns(
    panel: Panel, points: Callable[[Row], Decimal | None]
) -> list[ScoreColumn[Row]]:
    """加减分, where the folder has adjustments.csv."""
    if panel.adjustments is None:
        return []
    return [ScoreColumn("adjustments", points)]


Cards = Mapping[Period, Card]  # of several periods


def make_card(panel: Panel, book: RuleBook, previous: Card | None = None) -> Card:
    """Score a one-period panel."""
    return Card(panel, book, score(panel, book), previous)
