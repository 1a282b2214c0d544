"""The cycle in which a task is owed: the year, a quarter, a month, or up to a date."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up

YEAR, QUARTER, MONTH = "year", "quarter", "month"
CYCLES = (YEAR, QUARTER, MONTH)
_MONTHS = {YEAR: 12, QUARTER: 3, MONTH: 1}
FULL = Decimal(100)


class Window(NamedTuple):
    """The days whose entries count; no ``first``: everything up to the last."""

    first: date | None
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a date lies in it; a missing one does not."""
        return day is not None and (self.first is None or self.first <= day) and day <= self.last


def last_day(period: Period) -> date:
    """The day on which a period ends."""
    return date(period.year, period.month, calendar.monthrange(period.year, period.month)[1])


def period_of(day: date) -> Period:
    """The period that holds a day; January is in 1—2月."""
    return Period(day.year, max(day.month, 2))


@dataclass(frozen=True)
class Cycle:
    """``kind``: one of `CYCLES`; '' for a task that is owed by the date ``due``."""

    kind: str
    due: date | None = None

    def window(self, period: Period) -> Window:
        """The cycle so far."""
        last = last_day(period)
        if self.due is not None:
            return Window(None, min(last, self.due))
        return Window(date(period.year, self._first_month(period), 1), last)

    def _first_month(self, period: Period) -> int:
        if self.kind == YEAR or period.month_is_ytd:
            return 1
        length = _MONTHS[self.kind]
        return (period.month - 1) // length * length + 1

    def is_over(self, period: Period) -> bool:
        """Whether nothing of it is left when the period ends."""
        if self.due is not None:
            return self.due <= last_day(period)
        return self.months_left(period) == 0

    def at(self, period: Period) -> Period:
        """The period whose figures count: that of the date, once it is past."""
        return period_of(self.due) if self.due and self.is_over(period) else period

    def months_owed(self, period: Period) -> int:
        """How many times a monthly task is owed: twice in 1—2月, once otherwise."""
        return 2 if self.kind == MONTH and period.month_is_ytd else 1

    def months_left(self, period: Period) -> int:
        """Whole months from the end of the period to that of the cycle; none below 0."""
        if self.due is not None:
            months = (self.due.year - period.year) * 12 + self.due.month - period.month
            return 0 if self.is_over(period) else max(months, 0)
        length = _MONTHS[self.kind]
        return -period.month % length

    def schedule(self, period: Period) -> Decimal | None:
        """时间进度 by the calendar, %, half-up to 2 decimals; None before a date."""
        if self.due is not None:
            return FULL if self.is_over(period) else None
        length = _MONTHS[self.kind]
        return half_up(Fraction(100 * (length - self.months_left(period)), length), 2)
