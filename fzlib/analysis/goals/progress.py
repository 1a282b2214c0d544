"""How far every task is: of the city, and of each county that owes it or has an own target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from fzlib.analysis.goals.actuals import Actuals, actuals_of, attained_by
from fzlib.analysis.goals.schedules import schedule_of
from fzlib.analysis.goals.tallies import Attained, exact_difference
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import AT_MOST, COUNTY, Task
from fzlib.scoring.rounding import decimals_of, half_up
from fzlib.vocabulary import TaskStatus

PLACES = 2  # of progress, schedule and needed
WORST_FIRST = tuple(TaskStatus)


@dataclass(frozen=True)
class TaskProgress:
    """A task's standing, of the city or a county; what cannot be said is None.

    Attributes:
        actual, target: in the task's unit; a rate at 2 decimals, counts and sums exact. Of a
            month's duty in 1—2月 the target is what both months owe.
        progress: % of the target. schedule: 时间进度, %. needed: a month, to the end of the
            cycle. These are half-up to 2 decimals.
        gap: progress − schedule as printed, 百分点; actual − target, exact, where the task has
            no schedule.
        lack: why the actual is missing, or nothing is due yet (code of `vocabulary.LACKS`).
    """

    task: Task
    region: str
    is_city: bool
    actual: Decimal | None
    target: Decimal | None
    progress: Decimal | None
    schedule: Decimal | None
    gap: Decimal | None
    needed: Decimal | None
    status: TaskStatus
    lack: str = ""


def progress(goals: Goals, actuals: Actuals | None = None) -> tuple[TaskProgress, ...]:
    """All tasks: the city's in the file's order, then county by county.

    ``actuals``: `actuals_of` these goals, where they are there already.
    Source: the plan's parts 一 to 四; GOALS, section Exactly.
    """
    there = actuals_of(goals) if actuals is None else actuals
    by_task = [_rows(goals, task, there[task.code]) for task in goals.document.tasks]
    regions = (goals.city, *goals.counties)
    return tuple(
        row for region in regions for rows in by_task for row in rows if row.region == region
    )


def rows_of(goals: Goals, task: Task) -> tuple[TaskProgress, ...]:
    """The city's row of a task, then its counties' in order, where it has any.

    Of a duty of the counties the city's has its own actual, and the worst of their statuses.
    """
    return _rows(goals, task, attained_by(goals, task))


def _rows(goals: Goals, task: Task, attained: Mapping[str, Attained]) -> tuple[TaskProgress, ...]:
    counties = [
        _county_row(goals, task, region, own)
        for region, own in attained.items()
        if region != goals.city
    ]
    city = _row(goals, task, goals.city, attained[goals.city], _city_target(task))
    if task.of == COUNTY:
        worst = min(counties, key=lambda row: WORST_FIRST.index(row.status))
        lack = attained[goals.city].lack or worst.lack
        city = replace(city, status=worst.status, lack=lack)
    return (city, *counties)


def _city_target(task: Task) -> Decimal | None:
    return None if task.of == COUNTY else task.target


def _county_row(goals: Goals, task: Task, region: str, own: Attained) -> TaskProgress:
    if region in task.exempt:
        blanks = (None,) * 6
        return TaskProgress(task, region, False, *blanks, TaskStatus.NOT_APPLICABLE)
    general = task.target if task.of == COUNTY else None
    return _row(goals, task, region, own, goals.document.targets.get((task.code, region), general))


def _row(
    goals: Goals, task: Task, region: str, own: Attained, line: Decimal | None
) -> TaskProgress:
    """A row of the city or of a county; ``line``: what it owes in a cycle."""
    target = _owed(goals, task, line)
    against = target if task.has_schedule else None  # of which there are parts a month
    schedule = None if against is None else schedule_of(goals, task, region)
    row = TaskProgress(
        task, region, region == goals.city, own.value, target,
        progress=_progress(own.value, against), schedule=schedule, gap=None,
        needed=_needed(goals, task, own.value, against), status=TaskStatus.TOLD, lack=own.lack,
    )  # fmt: skip
    lack = _not_due(goals, row, own)
    if lack:
        return replace(row, schedule=None, status=TaskStatus.NOT_DUE, lack=lack)
    if row.actual is None:
        return replace(row, status=TaskStatus.MISSING)
    if target is None or not task.is_judged:
        return row
    judged = replace(row, gap=_gap(row, row.actual, target))
    return replace(judged, status=_judged(goals, judged, row.actual, target))


def _owed(goals: Goals, task: Task, line: Decimal | None) -> Decimal | None:
    """A month's duty is owed twice in 1—2月; one in % once."""
    if line is None or task.is_in_percent:
        return line
    times = task.cycle.months_owed(goals.period)
    return line if times == 1 else half_up(times * Fraction(line), decimals_of([line]))


def _not_due(goals: Goals, row: TaskProgress, own: Attained) -> str:
    """Why nothing is due yet; '' where it is. A count that is there already is met before a date.

    One that must not be passed may still be, up to its date.
    """
    task = row.task
    if not task.has_begun(goals.period):
        return "start"
    if not own.is_due:
        return own.lack
    if task.cycle.due is None or task.cycle.is_over(goals.period):
        return ""
    is_there = task.is_counted and task.is_judged and task.direction != AT_MOST
    return "" if is_there and _is_met(row) else "date"


def _is_met(row: TaskProgress) -> bool:
    if row.actual is None or row.target is None:
        return False
    return row.task.meets(row.actual, row.target)


def _progress(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """% of the target; of none, or of 0 and below, there is no part."""
    if actual is None or target is None or target <= 0:
        return None
    return half_up(100 * Fraction(actual) / Fraction(target), PLACES)


def _needed(
    goals: Goals, task: Task, actual: Decimal | None, target: Decimal | None
) -> Decimal | None:
    """What is still needed a month of those left of the cycle; None where met or none is left."""
    months = task.cycle.months_left(goals.period)
    if actual is None or target is None or not months or task.meets(actual, target):
        return None
    return half_up((Fraction(target) - Fraction(actual)) / months, PLACES)


def _gap(row: TaskProgress, actual: Decimal, target: Decimal) -> Decimal | None:
    """Ahead (+) or behind (−): of what is printed."""
    if not row.task.has_schedule:
        return exact_difference(actual, target)
    if row.progress is None or row.schedule is None:
        return None
    return exact_difference(row.progress, row.schedule)


def _judged(goals: Goals, row: TaskProgress, actual: Decimal, target: Decimal) -> TaskStatus:
    """Met, or how far behind; what is not met when its cycle is over is at least behind."""
    if row.task.meets(actual, target):
        return TaskStatus.MET
    if not row.task.has_schedule:
        return TaskStatus.BEHIND
    if row.gap is not None and row.gap <= -goals.document.readings.seriously_behind:
        return TaskStatus.SERIOUSLY_BEHIND
    is_behind = row.gap is not None and row.gap < 0
    is_over = row.task.cycle.is_over(goals.period)
    return TaskStatus.BEHIND if is_behind or is_over else TaskStatus.ON_SCHEDULE
