"""Visits (走访) to an enterprise since it came on the watch list, from the register of visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fzlib.analysis.enterprises.joins import Joined
from fzlib.analysis.enterprises.register_columns import LEADER, MEANS, VISITED
from fzlib.goals.cycles import Window


@dataclass(frozen=True)
class Visit:
    """An entry of the register. ``leader``: who led it; '' where not stated."""

    day: date
    leader: str = ""


@dataclass(frozen=True)
class Visits:
    """Entries of an enterprise since its run began, up to the period's end, by date.

    Attributes:
        visits: 走访, and entries that do not say how; a contact (联系) is none.
        this_month: how many of them are of the period; in 1—2月, of both months.
    """

    visits: tuple[Visit, ...] = ()
    this_month: int = 0

    @property
    def count(self) -> int:
        """How many visits."""
        return len(self.visits)

    @property
    def last(self) -> Visit | None:
        """The latest; None: not visited."""
        return self.visits[-1] if self.visits else None

    @property
    def leaders(self) -> tuple[str, ...]:
        """Who led them, each once, the latest first; those that do not say are left out."""
        return tuple(dict.fromkeys(own.leader for own in reversed(self.visits) if own.leader))


def visits_of(book: Joined | None, code: str, since: Window, month: Window) -> Visits | None:
    """An enterprise's visits; None where the register cannot tell.

    Args:
        since: from the first day of its run to the period's end. month: the period's days.
    """
    if book is None:
        return None
    visited = tuple(
        Visit(day, row.text(LEADER))
        for row in book.of(code)
        if (day := row.day(book.date)) and since.holds(day) and row.text(MEANS) in (VISITED, "")
    )
    return Visits(visited, sum(month.holds(own.day) for own in visited))
