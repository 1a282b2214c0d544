"""一、总体目标: the tasks that the scored data answer, in words; their rows stand in 二."""

from __future__ import annotations

from fzlib.analysis.goals.progress import rows_of
from fzlib.goals.evidence import Goals
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.presentation import terms
from fzlib.presentation.goals import course
from fzlib.presentation.goals.standings import Rows, of_city

WHOLE_INDUSTRY = "规模以上工业"


def headline(goals: Goals, rows: Rows) -> Rows:
    """The city's rows of the document's headline tasks."""
    codes = {task.code for task in goals.document.headline}
    return [row for row in of_city(rows) if row.task.code in codes]


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
    rows = [rows_of(goals, task)[0] for task in goals.document.headline]
    told = [course.brief(row, goals.period) for row in rows]
    # where it stands, what 规上工业 is short for has not been said yet
    text = "；".join(told).replace(terms.INDUSTRY, WHOLE_INDUSTRY)
    return f"全年目标：{text}。" if told else ""
