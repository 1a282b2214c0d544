"""Appeals (诉求) of an enterprise as they stood at a period's end, from the register of appeals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fzlib.analysis.enterprises.joins import Joined
from fzlib.analysis.enterprises.register_columns import closed_on
from fzlib.goals.registers import Entry


@dataclass(frozen=True)
class Appeal:
    """An appeal.

    Attributes:
        closed: by the period's end; None: open then.
    """

    received: date
    closed: date | None = None


@dataclass(frozen=True)
class Appeals:
    """Those received up to the period's end, by date.

    ``tells_closed``: whether the register has the column that says when one was closed.
    """

    received: tuple[Appeal, ...] = ()
    tells_closed: bool = True

    @property
    def open(self) -> tuple[Appeal, ...] | None:
        """Not closed by the period's end; None where no column says."""
        return self._closed(False)

    @property
    def closed(self) -> tuple[Appeal, ...] | None:
        """Closed by then; None where no column says."""
        return self._closed(True)

    def _closed(self, is_closed: bool) -> tuple[Appeal, ...] | None:
        if not self.tells_closed:
            return None
        return tuple(own for own in self.received if (own.closed is not None) == is_closed)


def appeals_of(book: Joined | None, code: str, end: date) -> Appeals | None:
    """An enterprise's appeals; None where the register cannot tell. ``end``: the period's."""
    if book is None:
        return None
    closing = closed_on(book.register)
    received = tuple(
        _appeal(row, day, closing, end)
        for row in book.of(code)
        if (day := row.day(book.date)) is not None and day <= end
    )
    return Appeals(received, closing in book.columns)


def _appeal(row: Entry, received: date, closing: str, end: date) -> Appeal:
    closed = row.day(closing)
    return Appeal(received, closed if closed is not None and closed <= end else None)
