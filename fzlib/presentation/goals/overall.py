"""一、总体目标: tasks that scored data or enterprises answer, in words; their rows stand in 二."""

from __future__ import annotations

from fzlib.analysis.goals.progress import TaskProgress, rows_of
from fzlib.goals.actuals import OfEnterprises
from fzlib.goals.evidence import Goals
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.presentation import terms
from fzlib.presentation.goals import course
from fzlib.presentation.goals.standings import Rows, of_city

WHOLE_INDUSTRY = "规模以上工业"


def headline(goals: Goals, rows: Rows) -> Rows:
    """The city's rows of the document's headline tasks; of enterprises where there are any."""
    codes = {task.code for task in goals.document.headline}
    return [row for row in of_city(rows) if row.task.code in codes and not _is_without(row)]


def _is_without(row: TaskProgress) -> bool:
    """Whether it rests on enterprises, of which there are no data: that is told in 二 alone."""
    return isinstance(row.task.actual, OfEnterprises) and row.actual is None


def words(goals: Goals, rows: Rows) -> list[str]:
    """A paragraph a goal."""
    return terms.introduced([course.sentence(r, goals.period) for r in headline(goals, rows)])


def line_of(inputs: GoalInputs | None) -> str:
    """全年目标：…；…。: at the head of the reports of a month, a quarter and a year.

    '' where there are no goals.
    """
    if inputs is None:
        return ""
    goals = inputs.goals
    rows = headline(goals, [rows_of(goals, task)[0] for task in goals.document.headline])
    told = [course.brief(row, goals.period) for row in rows]
    # where it stands, what 规上工业 is short for has not been said yet
    text = "；".join(told).replace(terms.INDUSTRY, WHOLE_INDUSTRY)
    return f"全年目标：{text}。" if told else ""
