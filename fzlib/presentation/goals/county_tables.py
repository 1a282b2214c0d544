"""三、各县（市）区 as tables: how many tasks stand how, and 任务分解 against what is done."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import Task
from fzlib.presentation import blocks
from fzlib.presentation.goals import values
from fzlib.presentation.goals.marks import marked, meanings
from fzlib.presentation.goals.standings import BEST_FIRST, Rows, having, of_county
from fzlib.presentation.lots import evenly
from fzlib.presentation.wording import COUNTIES, NONE, fixed
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

MOST = 4  # tasks of a table: each takes three columns


def owed(rows: Rows) -> Rows:
    """The counties' rows of tasks that have a line."""
    return [row for row in rows if not row.is_city and row.task.is_judged]


def summary(goals: Goals, rows: Rows) -> list[blocks.Table]:
    """A row a county: how many of its tasks stand how; nothing where none has a line."""
    own = owed(rows)
    shown = [status for status in BEST_FIRST if having(own, status)]
    if not shown:
        return []
    lines = [_counts(region, of_county(own, region), shown) for region in goals.counties]
    titles = [f"{TASK_STATUSES[status]}（项）" for status in shown]
    return [blocks.table(f"各{COUNTIES}任务完成情况", [*titles, "合计（项）"], lines)]


def _counts(region: str, own: Rows, shown: Sequence[TaskStatus]) -> list[str]:
    return [region, *(str(len(having(own, status))) for status in shown), str(len(own))]


def split(goals: Goals) -> list[Task]:
    """The tasks of which counties have targets of their own."""
    return [task for task in goals.document.tasks if goals.document.is_split(task)]


def split_tables(goals: Goals, rows: Rows) -> list[blocks.Table]:
    """任务分解: target, actual and what of it is done, so many tasks in each as can be printed."""
    return [_split_table(goals, rows, lot) for lot in evenly(split(goals), MOST)]


def _split_table(goals: Goals, rows: Rows, tasks: Sequence[Task]) -> blocks.Table:
    at = {(row.region, row.task.code): row for row in rows}
    columns = [blocks.group(f"{task.name}（{task.unit}）", *_titles(task)) for task in tasks]

    def line(region: str) -> list[str | blocks.TableCell]:
        return [region, *(cell for task in tasks for cell in _cells(at[region, task.code]))]

    sums: list[str] = ["分解合计"]
    for task in tasks:
        given = [at[region, task.code].target for region in goals.counties]
        sums += [_target(task, sum(target for target in given if target is not None)), "", ""]
    shown = [at[region, task.code] for region in goals.counties for task in tasks]
    names = values.enumerated(tasks)
    return blocks.table(
        f"任务分解和完成情况：{names}",
        columns,
        [line(region) for region in goals.counties],
        apart=[line(goals.city), sums],
        note=f"注：{meanings(shown)}" if meanings(shown) else "",
        look="wide",
    )


def _titles(task: Task) -> tuple[str, str, str]:
    return "目标", "实际", "完成（%）" if task.has_schedule else "差距"


def _cells(row: TaskProgress) -> list[str | blocks.TableCell]:
    task = row.task
    if row.status == TaskStatus.NOT_APPLICABLE:
        return [NONE, NONE, marked(row, "")]
    last = fixed(row.progress, 2) if task.has_schedule else values.gap_cell(row)
    return [_target(task, row.target), values.number(task, row.actual), marked(row, last)]


def _target(task: Task, target: Decimal | int | None) -> str:
    """As 实际 beside it: amounts with 2 decimals, entries whole."""
    return NONE if target is None else values.number(task, Decimal(target))
