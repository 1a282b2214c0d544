"""The actual of a task: of the city and, where it has a row a county, of each county."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from fzlib.analysis.goals.tallies import RATE_PLACES, Attained, rate, tallied
from fzlib.goals.actuals import OfEnterprises, Reported, Scored, Tally
from fzlib.goals.evidence import FigureKey, Goals
from fzlib.goals.registers import Entry
from fzlib.goals.tasks import Task
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up

Actuals = Mapping[str, Mapping[str, Attained]]  # task → region → actual


def actuals_of(goals: Goals) -> Actuals:
    """Of every task, as of `attained_by`; the same by every reading of the document."""
    return {task.code: attained_by(goals, task) for task in goals.document.tasks}


def attained_by(goals: Goals, task: Task) -> dict[str, Attained]:
    """Region → actual, in the task's unit: the city, then the counties where it has any.

    Source: GOALS, the forms of ``actual`` and section Exactly. An entry without a county counts
    for the city alone; the city's reported number is its own, never the counties' sum.
    """
    counties = goals.counties if goals.document.has_counties(task) else ()
    of = _reader(goals, task)
    return {region: of(region) for region in (goals.city, *counties)}


def _reader(goals: Goals, task: Task) -> Callable[[str], Attained]:
    """How the actual of a region is read."""
    actual, period = task.actual, task.cycle.at(goals.period)
    if isinstance(actual, Tally):
        return _of_register(goals, task, actual)
    if isinstance(actual, Reported):
        return lambda region: _reported(goals.figures, actual, period, region)
    if isinstance(actual, Scored):
        return lambda region: _given(goals.scored, (period, region, actual.code), "scored")
    return lambda region: _of_enterprises(goals, actual, (period, region, actual.column))


def _of_register(goals: Goals, task: Task, tally: Tally) -> Callable[[str], Attained]:
    entries = goals.registers.get(tally.register)
    if entries is None:
        return lambda _: Attained(None, "register")
    rows, window = entries.where(tally.where).rows, task.cycle.window(goals.period)
    by_region: dict[str, list[Entry]] = {}
    for row in rows:
        by_region.setdefault(row.region, []).append(row)

    def of(region: str) -> Attained:
        own = rows if region == goals.city else by_region.get(region, [])
        return tallied(tally, own, window)

    return of


def _reported(
    figures: Mapping[FigureKey, Decimal], actual: Reported, period: Period, region: str
) -> Attained:
    """A number as reported, or a rate of two; over 0 nothing is due."""
    part = _given(figures, (period, region, actual.figure), "figure")
    if not actual.of:
        return part
    whole = _given(figures, (period, region, actual.of), "figure")
    if whole.value == 0:
        return Attained(None, "entries")
    if part.value is None or whole.value is None:
        return Attained(None, "figure")
    return rate(part.value, whole.value)


def _of_enterprises(goals: Goals, actual: OfEnterprises, key: FigureKey) -> Attained:
    """A column of enterprises.csv: counts and sums exact, rates half-up to 2 decimals."""
    column = _given(goals.enterprises, key, "enterprises")
    if column.value is None or not actual.is_rate:
        return column
    return Attained(half_up(column.value, RATE_PLACES))


def _given(figures: Mapping[FigureKey, Decimal], key: FigureKey, lack: str) -> Attained:
    value = figures.get(key)
    return Attained(value, lack if value is None else "")
