"""How far the tasks are, for a terminal: one table of the city's rows or a county's, and counts."""

from __future__ import annotations

from collections import Counter

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.tasks import COUNTY, Document
from fzlib.presentation import blocks
from fzlib.presentation.goals import values
from fzlib.presentation.goals.marks import status_cell
from fzlib.presentation.goals.standings import Rows
from fzlib.presentation.goals.tasks import lacking
from fzlib.presentation.wording import fixed
from fzlib.vocabulary import TASK_STATUSES


def brief(document: Document, rows: Rows, caption: str) -> blocks.Table:
    """A row a task: clause, task, target, actual, progress, schedule, gap, status.

    The target is what the document, or 任务分解, says; of the city's row of a county task it is
    each county's, 各.
    """
    columns = (
        blocks.TableColumn("条款", blocks.NAME),
        blocks.text("任务"),
        blocks.text("目标"),
        *map(blocks.TableColumn, ("实际", "进度", "时间进度", "差距")),
        blocks.text("状态"),
    )
    cells = (
        (
            *map(
                blocks.TableCell,
                (
                    row.task.clause,
                    row.task.name,
                    _target(document, row),
                    values.number(row.task, row.actual),
                    fixed(row.progress, values.RATE),
                    fixed(row.schedule, values.RATE),
                    values.gap_cell(row),
                ),
            ),
            status_cell(row, lacking(row)),
        )
        for row in rows
    )
    return blocks.Table(caption, columns, tuple(cells))


def _target(document: Document, row: TaskProgress) -> str:
    target = document.targets.get((row.task.code, row.region), row.task.target)
    return values.goal_cell(row.task, target, each=row.is_city and row.task.of == COUNTY)


def counts(rows: Rows) -> str:
    """共72项：严重滞后1项，落后9项…: how many stand how, the worse ones first."""
    numbers = Counter(row.status for row in rows)
    told = (f"{name}{numbers[s]}项" for s, name in TASK_STATUSES.items() if numbers[s])
    return f"共{len(rows)}项：{'，'.join(told)}。"
