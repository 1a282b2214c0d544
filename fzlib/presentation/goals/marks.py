"""How a row stands, in a cell: by its name, or a small mark beside a number, told in a note."""

from __future__ import annotations

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.presentation import blocks
from fzlib.presentation.goals.standings import BEHIND, Rows
from fzlib.presentation.wording import NONE
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

MARKS = {
    TaskStatus.SERIOUSLY_BEHIND: "严",
    TaskStatus.BEHIND: "落",
    TaskStatus.MET: "达",
}
IN_WORDS = (TaskStatus.MISSING, TaskStatus.NOT_APPLICABLE)  # in place of a number


def status_cell(row: TaskProgress, more: str = "") -> blocks.TableCell:
    """落后, with what is to be added to it."""
    look = "unmet" if row.status in BEHIND else ""
    return blocks.TableCell(TASK_STATUSES[row.status] + more, look=look)


def marked(row: TaskProgress, text: str) -> blocks.TableCell:
    """A number with the mark of its row; 缺数 or 不适用 where there is none."""
    if row.status in IN_WORDS:
        return blocks.TableCell(TASK_STATUSES[row.status], look="status")
    mark = MARKS.get(row.status, "")
    return blocks.TableCell(text, mark, TASK_STATUSES[row.status] if mark else "")


def meanings(rows: Rows) -> str:
    """“严”指严重滞后；“落”指落后。: of the marks and dashes that are there; '' without any."""
    held = {row.status for row in rows}
    told = [
        f"“{mark}”指{TASK_STATUSES[status]}" for status, mark in MARKS.items() if status in held
    ]
    if any(row.actual is None and row.status not in IN_WORDS for row in rows):
        told.append(f"“{NONE}”指没有应计入的条目")
    return f"{'；'.join(told)}。" if told else ""
