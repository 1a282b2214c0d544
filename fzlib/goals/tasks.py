"""The tasks of a plan, each with its clause and quote, and the document that sets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fzlib.goals.actuals import Actual, OfEnterprises, Reported, Scored, Tally
from fzlib.goals.cycles import Cycle
from fzlib.goals.registers import Register
from fzlib.goals.sections import Section
from fzlib.scoring.periods import Period
from fzlib.vocabulary import PERCENT_UNIT

AT_LEAST, ABOVE, AT_MOST, ABOUT = "at_least", "above", "at_most", "about"
CITY, COUNTY = "city", "county"
CALENDAR, EXPECTED, NO_SCHEDULE = "calendar", "expected", "none"


@dataclass(frozen=True)
class Task:
    """A goal or duty. Without ``target`` it is told, not judged.

    Attributes:
        owner: who answers for it; '' where the document names nobody.
        unit: of target and actual. direction: '' where there is no target.
        of: city, or county where each county owes the target.
        exempt: counties to which it does not apply (TOML: ``except``).
        schedule: '' as its unit and direction have it; calendar gives a rate one, none takes it.
        start: the first period in which it is due (TOML: ``from``).
    """

    code: str
    name: str
    clause: str
    quote: str
    owner: str
    unit: str
    cycle: Cycle
    of: str
    actual: Actual
    target: Decimal | None = None
    direction: str = ""
    exempt: tuple[str, ...] = ()
    schedule: str = ""
    start: Period | None = None

    @property
    def is_judged(self) -> bool:
        """Whether there is a line to be met; 左右 is none."""
        return self.direction not in ("", ABOUT)

    @property
    def is_in_percent(self) -> bool:
        """A rate, of which nothing is left to be added up month by month."""
        return self.unit == PERCENT_UNIT

    @property
    def has_schedule(self) -> bool:
        """Whether progress is measured against 时间进度."""
        if not self.is_judged or self.schedule == NO_SCHEDULE or self.direction == AT_MOST:
            return False
        return self.schedule == CALENDAR or not self.is_in_percent

    @property
    def is_counted(self) -> bool:
        """Entries or amounts that only grow: met before its date where the count is there."""
        return isinstance(self.actual, Tally) and not self.actual.is_rate

    def has_begun(self, period: Period) -> bool:
        """Whether it is due at all in a period."""
        return self.start is None or period >= self.start

    def meets(self, actual: Decimal, target: Decimal) -> bool:
        """Whether an actual is on the right side of a target."""
        if self.direction == AT_MOST:
            return actual <= target
        return actual > target if self.direction == ABOVE else actual >= target


@dataclass(frozen=True)
class GoalReadings:
    """What the document leaves open.

    ``schedule``: calendar, or expected: 时间进度 by the year's expected increment, for tasks that
    have one. ``seriously_behind``: 百分点 behind it that put a county on the list.
    """

    schedule: str = CALENDAR
    seriously_behind: Decimal = Decimal(20)


@dataclass(frozen=True, eq=False)
class Document:
    """A plan's goals and duties for a year: targets/YYYY.toml.

    ``targets``: 任务分解 (targets/YYYY.csv): task and county → target. ``sections``: how the report
    groups registers and tasks.
    """

    title: str
    source: str
    year: int
    readings: GoalReadings
    registers: Mapping[str, Register]
    tasks: tuple[Task, ...]
    targets: Mapping[tuple[str, str], Decimal]
    sections: tuple[Section, ...] = ()

    def task(self, code: str) -> Task:
        """The task of that code. KeyError where there is none."""
        return {task.code: task for task in self.tasks}[code]

    def is_split(self, task: Task) -> bool:
        """Whether counties have targets of their own."""
        return any(code == task.code for code, _ in self.targets)

    def has_counties(self, task: Task) -> bool:
        """Whether it has a row a county."""
        return task.of == COUNTY or self.is_split(task)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of its registers, each once."""
        return tuple(dict.fromkeys(register.file for register in self.registers.values()))

    @property
    def figures(self) -> tuple[str, ...]:
        """The names under which numbers are reported, each once."""
        actuals = [task.actual for task in self.tasks if isinstance(task.actual, Reported)]
        return tuple(dict.fromkeys(name for actual in actuals for name in actual.names))

    def resting_on(self, *registers: str) -> tuple[Task, ...]:
        """The tasks whose actual is of one of these registers, by their codes."""
        return tuple(
            task
            for task in self.tasks
            if isinstance(task.actual, Tally) and task.actual.register in registers
        )

    def needing(self, figure: str) -> tuple[Task, ...]:
        """The tasks that need a reported number."""
        return tuple(
            task
            for task in self.tasks
            if isinstance(task.actual, Reported) and figure in task.actual.names
        )

    @property
    def headline(self) -> tuple[Task, ...]:
        """The city's goals that the scored data answer: the line at the head of other reports.

        And those that the enterprises answer, a line of 左右 too.
        """
        return tuple(
            task
            for task in self.tasks
            if task.of == CITY
            and (
                (isinstance(task.actual, Scored) and task.is_judged)
                or (isinstance(task.actual, OfEnterprises) and task.target is not None)
            )
        )
