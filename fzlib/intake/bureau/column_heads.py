"""The headers over one column, and what they tell of years and spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from fzlib.intake.labels import Label, StatedPeriod
from fzlib.vocabulary import MONTH


@dataclass(frozen=True)
class ColumnHead:
    """The header cells over a column, from top to bottom, and the unit they name.

    ``title_rows``: how many of the first ones are the table's title: merged over the names' column
    too, or above its header and with a year in it.
    """

    labels: tuple[Label, ...]
    unit: str
    title_rows: int = 0

    @property
    def cell(self) -> str:
        """The lowest header's address."""
        return self.labels[-1].cell

    @property
    def path(self) -> str:
        """As messages name it."""
        return " › ".join(label.shown for label in self.labels)

    @property
    def own(self) -> tuple[Label, ...]:
        """The labels below the title's."""
        return self.labels[self.title_rows :]

    @cached_property
    def whole(self) -> Label:
        """Its own labels in one."""
        return Label("".join(label.text for label in self.own))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years its headers name; the title's are not its own."""
        return frozenset[int]().union(*(label.years for label in self.own))

    @cached_property
    def words(self) -> frozenset[str]:
        """The spans that words of its headers tell."""
        return frozenset[str]().union(*(label.words for label in self.own))

    @cached_property
    def spans(self) -> frozenset[str]:
        """The spans its headers tell, by words, with 1-3月, or by a month alone (3月).

        A month over or under a word (2025年3月 › 累计) is only what the words are about. Two spans
        where 累计 stands over 当月, or 1-3月 over 3月.
        """
        spans: frozenset[str] = frozenset()
        for label in reversed(self.own):
            alone = {MONTH} if label.period and not self.words and not spans else set()
            spans |= label.spans or alone
        return spans

    def spans_under(self, titles: Iterable[Label], *, beside: bool) -> frozenset[str]:
        """The spans it is of: as its headers tell, but a word above counts for more than a month.

        Args:
            titles: the table's. beside: whether a column of year to date stands beside it; then
                3月 may be the month under 累计 too.
        """
        if self.words or MONTH not in self.spans:
            over = (label.spans for label in self.labels[: self.title_rows])
            return self.spans or frozenset[str]().union(*over)
        # 月度 in a title is what such pages are called
        titles = [Label(label.text.replace("月度", "")) for label in titles]
        words = frozenset[str]().union(*(label.words for label in titles))
        if words:
            return words | self.spans if beside else words
        return self.spans if beside else self.spans.union(*(label.spans for label in titles))

    def dated(self, period: StatedPeriod, number: int) -> StatedPeriod:
        """The period in this label, with the year that stands over or under it: 2024年 › 1-3月."""
        in_title = number < self.title_rows
        if (not period.year or in_title) and len(self.years) == 1 and {period.year} != self.years:
            year = min(self.years)
            period = replace(period, year=year, text=f"{year}年 › {period.text}")
        return period.in_title if in_title else period
