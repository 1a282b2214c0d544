"""What a register's entries planned for a date that has passed, and have not done."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fzlib.goals.cycles import last_day
from fzlib.goals.registers import Entries, Entry, Register
from fzlib.scoring.periods import Period

AGES = (30, 90, 180)  # days past the planned date: the upper ends of the bands but the last
BANDS = len(AGES) + 1


@dataclass(frozen=True)
class Overdue:
    """One planned date of an entry that has passed. ``days``: past it, at the period's end."""

    entry: Entry
    column: str  # the actual date that is not there, or later than the period
    planned: date
    days: int

    @property
    def band(self) -> int:
        """0: 1 to 30 days, 1: 31 to 90, 2: 91 to 180, 3: more."""
        return bisect_left(AGES, self.days)


def overdue(register: Register, entries: Entries, period: Period) -> tuple[Overdue, ...]:
    """Planned before the period's end and not done by it; the oldest first.

    A blank planned date is overdue of nothing; a done date after the period's end counts from
    then on (GOALS, Files).
    """
    end = last_day(period)
    listed = [
        Overdue(row, column, planned, (end - planned).days)
        for column, plan in register.due.items()
        for row in entries.rows
        if (planned := row.day(plan)) is not None and planned < end
        if not is_done(row, column, end)
    ]
    return tuple(sorted(listed, key=lambda late: -late.days))


def is_done(entry: Entry, column: str, end: date) -> bool:
    """Whether an actual date is there by the end."""
    day = entry.day(column)
    return day is not None and day <= end


def by_band(listed: Iterable[Overdue]) -> tuple[int, ...]:
    """How many are in each band, the youngest first."""
    counts = Counter(late.band for late in listed)
    return tuple(counts[band] for band in range(BANDS))
