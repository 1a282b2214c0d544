"""二、各项任务进度: a row a task of the document, by clause; those told alone in a list apart."""

from __future__ import annotations

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.tasks import COUNTY
from fzlib.presentation import blocks
from fzlib.presentation.goals import values
from fzlib.presentation.goals.marks import status_cell
from fzlib.presentation.goals.standings import Rows, having, of_city, of_task
from fzlib.presentation.wording import COUNTIES, NONE, fixed
from fzlib.vocabulary import LACKS, TaskStatus

UNJUDGED = "未规定数量或提法为“左右”"
JUDGED_CAPTION, TOLD_CAPTION = "各项任务进度", "未规定数量、仅列示的工作"


def judged(rows: Rows) -> Rows:
    """The city's rows of tasks that have a line, in the file's order."""
    return [row for row in of_city(rows) if row.task.is_judged]


def told(rows: Rows) -> Rows:
    """Those of tasks without one: 左右, or no number at all."""
    return [row for row in of_city(rows) if not row.task.is_judged]


def tables(rows: Rows) -> list[blocks.Table]:
    """Those with a line, then those without; each only where there are any."""
    both = (_judged_table(rows, judged(rows)), _told_table(told(rows)))
    return [table for table in both if table.rows]


def _judged_table(rows: Rows, own: Rows) -> blocks.Table:
    columns = (
        blocks.text("条款"),
        blocks.TableColumn("任务", blocks.NAME),
        blocks.text("目标"),
        *map(
            blocks.TableColumn,
            ("实际", "完成（%）", "时间进度（%）", "差距（百分点）", "每月尚需"),
        ),
        blocks.text("责任单位"),
        blocks.text("状态"),
    )
    return blocks.Table(
        JUDGED_CAPTION,
        columns,
        tuple(tuple(_cells(row, of_task(rows, row.task.code))) for row in own),
        note=_note(own),
        look="wide tasks",
    )


def _cells(row: TaskProgress, counties: Rows) -> list[blocks.TableCell]:
    task = row.task
    of_counties = task.of == COUNTY
    goal = values.goal_cell(task, task.target, each=of_counties)
    alike = len(having(counties, row.status))
    texts = [
        task.clause,
        task.name,
        goal,
        values.number(task, row.actual),
        fixed(row.progress, 2),
        fixed(row.schedule, 2),
        values.gap_cell(row),
        values.needed(row),
        task.owner or NONE,
    ]
    more = f"（{alike}个）" if of_counties and alike < len(counties) else ""
    return [*map(blocks.TableCell, texts), status_cell(row, more)]


def _note(own: Rows) -> str:
    """Units, whose standing a county task has, and that — in 责任单位 is the document's silence."""
    sentences = [
        "实际、每月尚需的计量单位同目标；差距为完成比例减时间进度，不按时间进度衡量的为实际减目标。"
    ]
    if any(row.target != row.task.target and row.target is not None for row in own):
        sentences.append("每月一次的任务，1—2月按两个月合计衡量。")
    if any(row.task.of == COUNTY for row in own):
        sentences.append(
            f"目标含“各”字的由各{COUNTIES}分别完成，实际为全市数，状态为各{COUNTIES}中最差的，"
            "括号内为处于该状态的个数。"
        )
    if any(not row.task.owner for row in own):
        sentences.append(f"责任单位为“{NONE}”的，文件未明确责任单位。")
    return f"注：{''.join(sentences)}"


def _told_table(own: Rows) -> blocks.Table:
    columns = (
        blocks.text("条款"),
        blocks.TableColumn("工作", blocks.NAME),
        blocks.TableColumn("实际"),
        blocks.text("单位"),
        blocks.text("责任单位"),
        blocks.text("说明"),
    )
    return blocks.Table(
        TOLD_CAPTION,
        columns,
        tuple(tuple(map(blocks.TableCell, _told_cells(row))) for row in own),
        note=f"注：文件{UNJUDGED}的，不作达到与否的判断。",
        look="wide tasks",
    )


def _told_cells(row: TaskProgress) -> list[str]:
    task = row.task
    return [
        task.clause,
        task.name,
        values.number(task, row.actual),
        task.unit,
        task.owner or NONE,
        _why(row),
    ]


def _why(row: TaskProgress) -> str:
    """提法为20%左右；缺数（没有台账）: what the document says, why there is no number."""
    about = row.task.target is not None
    wording = f"提法为{values.goal_cell(row.task, row.task.target)}" if about else ""
    state = "" if row.status == TaskStatus.TOLD else status_cell(row).text + lacking(row)
    return "；".join(filter(None, (wording, state)))


def lacking(row: TaskProgress) -> str:
    """（没有台账）: why the actual is missing; '' where it is there."""
    return f"（{LACKS[row.lack]}）" if row.lack and row.actual is None else ""
