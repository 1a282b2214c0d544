"""The rows of a progress list, sorted by how they stand; the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.presentation.terms import UNREPORTED
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

BEHIND = (TaskStatus.SERIOUSLY_BEHIND, TaskStatus.BEHIND)
JUDGED = (*BEHIND, TaskStatus.MISSING, TaskStatus.ON_SCHEDULE, TaskStatus.MET)
BEST_FIRST = (
    TaskStatus.MET,
    TaskStatus.ON_SCHEDULE,
    TaskStatus.BEHIND,
    TaskStatus.SERIOUSLY_BEHIND,
    TaskStatus.MISSING,
    TaskStatus.NOT_DUE,
    TaskStatus.NOT_APPLICABLE,
    TaskStatus.TOLD,
)
# in running text; a table says 缺数, which is short
STANDING = TASK_STATUSES | {TaskStatus.MISSING: UNREPORTED}
KINDS = {  # what they are called together → their statuses
    STANDING[TaskStatus.MET]: (TaskStatus.MET,),
    STANDING[TaskStatus.ON_SCHEDULE]: (TaskStatus.ON_SCHEDULE,),
    STANDING[TaskStatus.BEHIND]: BEHIND,
    STANDING[TaskStatus.MISSING]: (TaskStatus.MISSING,),
}
Rows = Sequence[TaskProgress]


def of_city(rows: Iterable[TaskProgress]) -> list[TaskProgress]:
    """The city's rows, a row a task."""
    return [row for row in rows if row.is_city]


def of_county(rows: Iterable[TaskProgress], region: str) -> list[TaskProgress]:
    """A county's rows."""
    return [row for row in rows if not row.is_city and row.region == region]


def of_task(rows: Iterable[TaskProgress], code: str) -> list[TaskProgress]:
    """The counties' rows of a task, in their order."""
    return [row for row in rows if not row.is_city and row.task.code == code]


def having(rows: Iterable[TaskProgress], *statuses: TaskStatus) -> list[TaskProgress]:
    """Those of any of these statuses, in their order."""
    return [row for row in rows if row.status in statuses]


def by_kind(rows: Rows) -> dict[str, list[TaskProgress]]:
    """已达到目标, 符合时间进度, 落后, 数据缺报 → those that are; kinds that none is of left out."""
    own = {kind: having(rows, *statuses) for kind, statuses in KINDS.items()}
    return {kind: listed for kind, listed in own.items() if listed}


def worst_first(rows: Iterable[TaskProgress]) -> list[TaskProgress]:
    """By how far behind they are; those without a gap last, in the file's order."""
    return sorted(rows, key=lambda row: (row.gap is None, row.gap or Decimal(0)))
