"""What the other readings would give: of 时间进度, and of how far behind is 严重滞后."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from fzlib.analysis.goals.actuals import actuals_of
from fzlib.analysis.goals.progress import TaskProgress, progress
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import CALENDAR, EXPECTED, GoalReadings
from fzlib.vocabulary import TaskStatus

THRESHOLDS = tuple(Decimal(n) for n in (10, 15, 20, 25, 30))  # 百分点 behind the schedule


@dataclass(frozen=True)
class OtherSchedule:
    """The other reading of 时间进度: the rows that it changes, as they are and as they would be.

    ``moved``: whose 时间进度 or gap differs. ``changes``: those of them whose status does.
    """

    reading: str
    moved: tuple[tuple[TaskProgress, TaskProgress], ...]

    @property
    def changes(self) -> tuple[tuple[TaskProgress, TaskProgress], ...]:
        """Those whose status would be another."""
        return tuple((own, other) for own, other in self.moved if own.status != other.status)


def other_schedule(goals: Goals) -> OtherSchedule:
    """All rows by the reading of 时间进度 that the document's file has not."""
    own = goals.document.readings.schedule
    reading = CALENDAR if own == EXPECTED else EXPECTED
    actuals = actuals_of(goals)
    other = _read(goals, replace(goals.document.readings, schedule=reading))
    pairs = zip(progress(goals, actuals), progress(other, actuals), strict=True)
    return OtherSchedule(reading, tuple((row, other) for row, other in pairs if row != other))


@dataclass(frozen=True)
class Threshold:
    """How far behind, 百分点, and the rows that are 严重滞后 then."""

    points: Decimal
    is_own: bool  # the document's file has it
    rows: tuple[TaskProgress, ...]

    @property
    def city_count(self) -> int:
        """How many of the city's rows: tasks."""
        return sum(row.is_city for row in self.rows)

    @property
    def county_count(self) -> int:
        """How many of the counties' rows."""
        return len(self.rows) - self.city_count


def thresholds(goals: Goals, points: Sequence[Decimal] = THRESHOLDS) -> tuple[Threshold, ...]:
    """Rows seriously behind at each of these and at the document's own, the least first."""
    readings, actuals = goals.document.readings, actuals_of(goals)
    own = readings.seriously_behind

    def rows(least: Decimal) -> tuple[TaskProgress, ...]:
        every = progress(_read(goals, replace(readings, seriously_behind=least)), actuals)
        return tuple(row for row in every if row.status == TaskStatus.SERIOUSLY_BEHIND)

    return tuple(Threshold(least, least == own, rows(least)) for least in sorted({*points, own}))


def _read(goals: Goals, readings: GoalReadings) -> Goals:
    """The same goals by other readings."""
    return replace(goals, document=replace(goals.document, readings=readings))
