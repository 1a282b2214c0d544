"""Duties that recur every month or quarter: a grid of who did them when in the year so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from fzlib.analysis.goals.progress import TaskProgress, rows_of
from fzlib.goals.actuals import Actual
from fzlib.goals.cycles import MONTH, QUARTER
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import Task
from fzlib.scoring.periods import Period
from fzlib.vocabulary import TaskStatus


@dataclass(frozen=True)
class GridCell:
    """A cycle of a task: how it stood when the cycle, or the part of it so far, ended.

    ``is_over``: whether anything of the cycle is left.
    """

    period: Period
    row: TaskProgress
    is_over: bool

    @property
    def actual(self) -> Decimal | None:
        """In the task's unit; None where missing or not applicable."""
        return self.row.actual

    @property
    def minimum(self) -> Decimal | None:
        """What is owed in the cycle: twice a month's in 1—2月."""
        return self.row.target

    @property
    def is_met(self) -> bool:
        """Whether it was done."""
        return self.row.status == TaskStatus.MET

    @property
    def is_missed(self) -> bool:
        """Whether it was owed, and the cycle ended without it; what is missing is not known."""
        return self.is_over and self.row.status in (TaskStatus.BEHIND, TaskStatus.SERIOUSLY_BEHIND)


@dataclass(frozen=True)
class GridLine:
    """The cycles of the year so far of the city or a county, oldest first."""

    region: str
    is_city: bool
    cells: tuple[GridCell, ...]

    @property
    def missed(self) -> tuple[Period, ...]:
        """The last periods of the cycles missed."""
        return tuple(cell.period for cell in self.cells if cell.is_missed)

    @property
    def missing(self) -> tuple[Period, ...]:
        """The last periods of the cycles of which nothing is known."""
        return tuple(c.period for c in self.cells if c.row.status == TaskStatus.MISSING)


@dataclass(frozen=True)
class Grid:
    """A recurring task: a line for the city, then one a county where counties owe it."""

    task: Task
    periods: tuple[Period, ...]
    lines: tuple[GridLine, ...]

    @property
    def counties(self) -> tuple[GridLine, ...]:
        """The lines of the counties."""
        return tuple(line for line in self.lines if not line.is_city)


def grids(goals: Goals) -> tuple[Grid, ...]:
    """Of every task that recurs and has a line, in the file's order."""
    return tuple(_grid(goals, task) for task in goals.document.tasks if is_recurring(task))


def is_recurring(task: Task) -> bool:
    """Whether it is owed anew every month or quarter, and has a line."""
    return task.is_judged and task.cycle.kind in (MONTH, QUARTER)


def _grid(goals: Goals, task: Task) -> Grid:
    periods = cycle_ends(task, goals.period)
    columns = [rows_of(replace(goals, period=period), task) for period in periods]
    over = [task.cycle.is_over(period) for period in periods]
    lines = (
        GridLine(rows[0].region, rows[0].is_city, tuple(map(GridCell, periods, rows, over)))
        for rows in zip(*columns, strict=True)
    )
    return Grid(task, periods, tuple(lines))


def periods_needed(tasks: Iterable[Task], now: Period, form: type[Actual]) -> set[Period]:
    """The periods whose figures are the actuals of tasks of this form, as of ``now``.

    Those of a recurring one's grid, and for a task at a date the period that holds it.
    """
    return {
        each
        for task in tasks
        if isinstance(task.actual, form)
        for each in (cycle_ends(task, now) if is_recurring(task) else [task.cycle.at(now)])
    }


def cycle_ends(task: Task, now: Period) -> tuple[Period, ...]:
    """The last period of each cycle of the year so far; ``now`` where one is not over."""
    return tuple(p for p in now.so_far if p == now or task.cycle.is_over(p))
