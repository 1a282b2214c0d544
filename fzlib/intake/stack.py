"""The stacked headers of one column, and what they tell of years and spans."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fzlib.intake.said import period_anywhere, spans_in, years_in
from fzlib.scoring.periods import MONTH


@dataclass(frozen=True)
class Stack:
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
        return " › ".join(self.texts)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years its headers name; the title's are not its own."""
        return frozenset[int]().union(*map(years_in, self.texts[self.titles :]))

    @cached_property
    def spans(self) -> frozenset[str]:
        """The spans its headers tell, by words or by a month alone (3月); else the title's.

        A month over a word (2025年3月 › 累计) is only what the words are about. Two spans where
        累计 stands over 当月 or over 3月, or 当月 over 累计.
        """
        titles, own = self.texts[: self.titles], self.texts[self.titles :]
        found: set[str] = set()
        for text in reversed(own):
            alone = {MONTH} if not found and period_anywhere(text) else set()
            found |= spans_in(text) or alone
        return frozenset(found) or frozenset[str]().union(*map(spans_in, titles))
