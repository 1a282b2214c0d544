"""时间进度 of a task: by the calendar, or by the share of the year's expected increment due."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from fzlib.goals.actuals import Scored
from fzlib.goals.cycles import YEAR
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import EXPECTED, Task
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up


def schedule_of(goals: Goals, task: Task, region: str) -> Decimal | None:
    """时间进度 of the city or a county, %, half-up to 2 decimals; None before a date.

    With the reading ``expected``, of a task that has an expected increment: that up to now in %
    of December's. The calendar where one of them is missing, or nothing is expected of the year.
    """
    by_calendar = task.cycle.schedule(goals.period)
    if goals.document.readings.schedule != EXPECTED or not has_expected(task):
        return by_calendar
    now, year = goals.period, Period(goals.period.year, 12)
    own = _share(goals.expected, (region,), now, year)
    if own is None and region == goals.city:
        own = _share(goals.expected, goals.counties, now, year)
    return by_calendar if own is None else own


def has_expected(task: Task) -> bool:
    """Whether the year's expected increment says when it is due; not where the task says how."""
    actual = task.actual
    is_increment = isinstance(actual, Scored) and actual.is_increment
    return is_increment and task.cycle.kind == YEAR and not task.schedule


def _share(
    expected: Mapping[tuple[Period, str], Decimal],
    regions: tuple[str, ...],
    now: Period,
    year: Period,
) -> Decimal | None:
    """Of the expected increments of these regions, summed up, that due by now, %."""
    due, whole = (total(expected, regions, period) for period in (now, year))
    if due is None or whole is None or whole <= 0:
        return None
    return half_up(100 * due / whole, 2)


def total(
    expected: Mapping[tuple[Period, str], Decimal], regions: tuple[str, ...], period: Period
) -> Fraction | None:
    """The expected increments of regions up to a period, 亿元; None where one is missing."""
    values = [expected.get((period, region)) for region in regions]
    given = [Fraction(value) for value in values if value is not None]
    return sum(given, Fraction(0)) if given and len(given) == len(values) else None
