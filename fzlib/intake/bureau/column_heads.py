"""The stacked headers of one column, and what they tell of years and spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from fzlib.intake.formats.cells import TEXT, Cell
from fzlib.intake.labels import period_anywhere, spans_in, words_in, years_in
from fzlib.vocabulary import MONTH


@dataclass(frozen=True)
class ColumnHead:
    """The header cells above a column, from top to bottom, and the unit they name.

    ``titles``: how many of the first ones are the table's title: merged over the names' column
    too, or above its header and with a year in it.
    """

    texts: tuple[str, ...]
    unit: str
    cells: tuple[str, ...]
    titles: int = 0

    @property
    def cell(self) -> str:
        """The lowest header's address."""
        return self.cells[-1]

    @property
    def path(self) -> str:
        """As messages name it."""
        return " › ".join(Cell(TEXT, text).shown for text in self.texts)

    @property
    def own(self) -> tuple[str, ...]:
        """The texts below the title's."""
        return self.texts[self.titles :]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years its headers name; the title's are not its own."""
        return frozenset[int]().union(*map(years_in, self.own))

    @cached_property
    def words(self) -> frozenset[str]:
        """The spans that words of its headers tell."""
        return frozenset[str]().union(*map(words_in, self.own))

    @cached_property
    def spans(self) -> frozenset[str]:
        """The spans its headers tell, by words, with 1-3月, or by a month alone (3月).

        A month over or under a word (2025年3月 › 累计) is only what the words are about. Two spans
        where 累计 stands over 当月, or 1-3月 over 3月.
        """
        found: set[str] = set()
        for text in reversed(self.own):
            alone = {MONTH} if not self.words and not found and period_anywhere(text) else set()
            found |= spans_in(text) or alone
        return frozenset(found)

    def spans_under(self, above: Iterable[str], *, beside: bool) -> frozenset[str]:
        """The spans it is of: as its headers tell; but a word above goes before a month alone.

        Args:
            above: the titles and lines above the table, and its sheet's name. beside: whether a
                column of year to date stands beside it; then 3月 may be the month under 累计 too.
        """
        if self.words or MONTH not in self.spans:
            return self.spans or frozenset[str]().union(*map(spans_in, self.texts[: self.titles]))
        # 月度 in a title is what such pages are called
        texts = [text.replace("月度", "") for text in above]
        words = frozenset[str]().union(*map(words_in, texts))
        if words:
            return words | self.spans if beside else words
        return self.spans if beside else self.spans.union(*map(spans_in, texts))
