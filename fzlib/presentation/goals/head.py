"""题头 of the targets page: its title, and how many tasks are met, on schedule, behind, missing."""

from __future__ import annotations

from dataclasses import replace

from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.presentation import blocks, page_parts
from fzlib.presentation.goals.standings import KINDS, Rows, having, worst_first
from fzlib.presentation.goals.tasks import UNJUDGED, judged, told
from fzlib.presentation.goals.values import named
from fzlib.presentation.html import Part
from fzlib.presentation.wording import names
from fzlib.vocabulary import TaskStatus

AFTER = "任务推进情况"
SERIOUS = "其中严重滞后（待核）"
MOST_NAMED = 3


def masthead(inputs: GoalInputs, rows: Rows) -> Part:
    """2023年5月工业争先增效行动任务推进情况, and its key figures."""
    when = inputs.goals.period.label
    return page_parts.masthead(inputs.scored, when, AFTER, figures(rows))


def figures(rows: Rows) -> list[blocks.KeyFigure]:
    """How many tasks have a line, and how they stand: always the same six, in two rows."""
    own, rest = judged(rows), told(rows)
    later = having(own, TaskStatus.NOT_DUE)
    notes = [f"其中未到期{len(later)}项"] if later else []
    notes += [f"另有{len(rest)}项{UNJUDGED}，仅列示"] if rest else []
    first = blocks.KeyFigure("有明确要求的任务", str(len(own)), "项", "；".join(notes))
    met, on_schedule, behind, missing = (
        _figure(kind, having(own, *of)) for kind, of in KINDS.items()
    )
    if lacking := having(rest, TaskStatus.MISSING):
        missing = replace(missing, note=_also(missing.note, f"另有仅列示的{len(lacking)}项"))
    serious = _figure(SERIOUS, having(own, TaskStatus.SERIOUSLY_BEHIND))
    return [first, met, on_schedule, behind, serious, missing]


def _also(note: str, more: str) -> str:
    return "；".join(filter(None, (note, more)))


def _figure(kind: str, rows: Rows) -> blocks.KeyFigure:
    """With the first by name, the worst of those that are behind."""
    tasks = names([named(row.task) for row in worst_first(rows)], MOST_NAMED)
    return blocks.KeyFigure(kind, str(len(rows)), "项", tasks)
