"""What the counties have of a section's tasks: a column a task, its number beside its mark."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.goals.grids import is_recurring
from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import Task
from fzlib.presentation import blocks
from fzlib.presentation.goals import values
from fzlib.presentation.goals.marks import marked, meanings
from fzlib.presentation.goals.standings import Rows, of_city, of_task
from fzlib.presentation.lots import evenly
from fzlib.presentation.terms import UNREPORTED
from fzlib.presentation.wording import COUNTIES, numeral
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

MOST = 7  # columns of tasks in one table: more do not print


def pieces(goals: Goals, rows: Rows, title: str) -> blocks.Piece:
    """So many in a table as can be printed; a sentence of those that are alike in all counties.

    Nothing where no task of these has counties. Recurring duties have their grids, 任务分解 its
    own table in 三、各县（市）区. ``title``: the section's, which the captions start with.
    """
    tasks = [row.task for row in of_city(rows) if _is_told_here(goals, row.task)]
    by_task = {task: of_task(rows, task.code) for task in tasks}
    alike = {task: own[0] for task, own in by_task.items() if _are_alike(own)}
    apart = [task for task in tasks if task not in alike]
    told = [f"{values.named(task)}各{COUNTIES}均{_alike(row)}" for task, row in alike.items()]
    lots = evenly(apart, MOST)
    captions = [
        f"{title}：各{COUNTIES}任务情况" + (f"（{numeral(n)}）" if len(lots) > 1 else "")
        for n, _ in enumerate(lots, 1)
    ]
    return f"{'；'.join(told)}。" if told else "", [
        _table(goals, rows, lot, caption) for lot, caption in zip(lots, captions, strict=True)
    ]


def _are_alike(own: Rows) -> bool:
    """Whether all counties have the same number and stand the same: a column of it says less."""
    told = own[0].actual is not None or own[0].status == TaskStatus.MISSING
    return len(own) > 1 and told and len({_standing(row) for row in own}) == 1


def _standing(row: TaskProgress) -> tuple[object, ...]:
    return row.actual, row.target, row.status


def _alike(row: TaskProgress) -> str:
    """为0项（已达到目标）; 数据缺报."""
    if row.actual is None:
        return UNREPORTED
    stands = f"（{TASK_STATUSES[row.status]}）" if row.task.is_judged else ""
    return f"为{values.amount(row.task, row.actual)}{stands}"


def _is_told_here(goals: Goals, task: Task) -> bool:
    document = goals.document
    return document.has_counties(task) and not is_recurring(task) and not document.is_split(task)


def _table(goals: Goals, rows: Rows, tasks: Sequence[Task], caption: str) -> blocks.Table:
    by_place = {(row.region, row.task.code): row for row in rows}
    city = goals.city
    lines = [
        [region, *(_cell(by_place[region, task.code]) for task in tasks)]
        for region in goals.counties
    ]
    apart = [[city, *(_cell(by_place[city, task.code]) for task in tasks)]]
    if any(task.target is not None for task in tasks):
        goals_row = [values.goal_cell(task, task.target) for task in tasks]
        apart.append(["目标", *goals_row])
    titles = [f"{task.name}（{task.unit}）" for task in tasks]
    shown = [by_place[region, task.code] for region in goals.counties for task in tasks]
    note = f"注：{told}" if (told := meanings(shown)) else ""
    return blocks.table(caption, titles, lines, apart=apart, note=note, look="wide")


def _cell(row: TaskProgress) -> str | blocks.TableCell:
    """Of a county with its mark; the city's own row is told in 二、各项任务进度."""
    text = values.number(row.task, row.actual)
    return text if row.is_city else marked(row, text)
