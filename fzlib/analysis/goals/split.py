"""Whether what the counties owe adds up to what the city owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.goals.tallies import exact_difference, exact_sum
from fzlib.goals.actuals import Scored
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import CITY, Task
from fzlib.scoring.periods import Period


@dataclass(frozen=True)
class CountySum:
    """What counties owe of a task, summed up, beside the city's target. In the task's unit.

    Attributes:
        by_region: county → its part. without: the counties of which there is none.
        total: the sum of the parts there are. city: the city's own figure of the same kind,
            where there is one.
    """

    task: Task
    target: Decimal
    by_region: Mapping[str, Decimal]
    without: tuple[str, ...]
    total: Decimal
    city: Decimal | None = None

    @property
    def difference(self) -> Decimal:
        """Sum − target."""
        return exact_difference(self.total, self.target)

    @property
    def adds_up(self) -> bool:
        """Whether the two are equal; else 二者不等 is told."""
        return self.total == self.target


def split_sums(goals: Goals) -> tuple[CountySum, ...]:
    """任务分解: of each of the city's tasks that has one, its sum against the city's target.

    Only of tasks that have a schedule: parts of a rate do not add up (GOALS, Exactly).
    """
    document = goals.document
    return tuple(
        _sum(
            goals, task, {region: targets[region] for region in goals.counties if region in targets}
        )
        for task in document.tasks
        if task.of == CITY and task.target is not None and task.has_schedule
        if (
            targets := {
                county: line
                for (code, county), line in document.targets.items()
                if code == task.code
            }
        )
    )


def expected_sums(goals: Goals) -> tuple[CountySum, ...]:
    """December's expected increments of the counties against the city's goal of new output.

    Of each of the city's tasks whose actual is the increment; none where no county has any.
    """
    december = Period(goals.document.year, 12)
    given = {
        region: value
        for region in goals.counties
        if (value := goals.expected.get((december, region))) is not None
    }
    city = goals.expected.get((december, goals.city))
    return tuple(
        _sum(goals, task, given, city)
        for task in goals.document.tasks
        if given and task.of == CITY and task.target is not None
        if isinstance(task.actual, Scored) and task.actual.is_increment
    )


def _sum(
    goals: Goals, task: Task, given: Mapping[str, Decimal], city: Decimal | None = None
) -> CountySum:
    assert task.target is not None
    without = tuple(r for r in goals.counties if r not in given and r not in task.exempt)
    return CountySum(task, task.target, given, without, exact_sum(list(given.values())), city)
