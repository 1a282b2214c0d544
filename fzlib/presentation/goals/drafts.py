"""Lists that lead to reward or accountability, as drafts: headed 待核, with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.analysis.goals.register_findings import RegisterFindings
from fzlib.goals.evidence import Goals
from fzlib.goals.sections import Draft
from fzlib.presentation import blocks
from fzlib.presentation.goals import document, values
from fzlib.presentation.goals.marks import status_cell
from fzlib.presentation.goals.overdue_tables import unexplained
from fzlib.presentation.goals.standings import STANDING, Rows, having, of_city, of_task, worst_first
from fzlib.presentation.wording import COUNTIES, fixed
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

TO_BE_CHECKED = "待核"
Found = Mapping[str, RegisterFindings | None]


def draft(goals: Goals, rows: Rows, found: Found, own: Draft) -> blocks.Piece:
    """Heading, what the document says, then the counties; or why there is no list.

    Those furthest behind first; of a list of those that have met a task, those furthest ahead.
    """
    counties = of_task(rows, own.task)
    heading = blocks.Heading(f"{own.title}（{TO_BE_CHECKED}）")
    source = f"{document.short(goals.document)}{own.clause}"
    basis = f"依据{source}“{document.closed_up(own.quote)}”。" if own.quote else ""
    condition, holds = _condition(rows, own)
    if not holds:
        return heading, basis + condition
    listed = worst_first(having(counties, *own.status))
    if TaskStatus.MET in own.status:
        listed.reverse()
    register = found.get(own.register)
    if own.unexplained and register:
        reasons = unexplained(register)
        listed = [row for row in listed if reasons[row.region]]
    text = basis + condition + _counted(goals, own, counties, listed)
    return heading, text, [_table(own, register, listed)] if listed else ()


def _condition(rows: Rows, own: Draft) -> tuple[str, bool]:
    """The task that the city must have met first, as a sentence, and whether it has."""
    city = next((row for row in of_city(rows) if row.task.code == own.provided), None)
    if city is None:
        return "", True
    holds = city.status == TaskStatus.MET
    number = f"为{values.amount(city.task, city.actual)}，" if city.actual is not None else ""
    text = f"{city.task.name}{number}{STANDING[city.status]}"
    return f"{text}。" if holds else f"{text}，不具备列出名单的前提。", holds


def _counted(goals: Goals, own: Draft, counties: Rows, entered: Rows) -> str:
    """列入名单的3个，供核对。乙县数据缺报，未作判断；长乐区不适用。"""
    name = goals.document.task(own.task).name
    which = "或".join(f"“{TASK_STATUSES[status]}”" for status in own.status)
    more = "且有逾期未说明条目" if own.unexplained else ""
    if counties and all(row.status == TaskStatus.MISSING for row in counties):
        return f"各{COUNTIES}{name}{STANDING[TaskStatus.MISSING]}，未列名单。"
    who = f"{name}处于{which}{more}的{COUNTIES}"
    text = f"{who}{len(entered)}个，列表如下，供核对。" if entered else f"没有{who}，名单为空。"
    others = {
        f"{STANDING[TaskStatus.MISSING]}，未作判断": having(counties, TaskStatus.MISSING),
        STANDING[TaskStatus.NOT_DUE]: having(counties, TaskStatus.NOT_DUE),
        STANDING[TaskStatus.NOT_APPLICABLE]: having(counties, TaskStatus.NOT_APPLICABLE),
    }
    told = [f"{'、'.join(row.region for row in of)}{why}" for why, of in others.items() if of]
    return text + (f"{'；'.join(told)}。" if told else "")


def _table(own: Draft, register: RegisterFindings | None, rows: Rows) -> blocks.Table:
    """Each with its numbers; overdue entries that nothing explains, where a register is named."""
    scheduled = any(row.schedule is not None for row in rows)
    reasons = unexplained(register) if register else None
    columns: list[blocks.AnyColumn] = [blocks.text("目标"), "实际"]
    columns += ["时间进度（%）"] if scheduled else []
    columns += ["差距（百分点）"]
    columns += ["逾期且未说明（项）"] if reasons is not None else []
    columns += [blocks.text("状态")]

    def line(row: TaskProgress) -> list[str | blocks.TableCell]:
        cells = [row.region, values.goal_cell(row.task, row.target)]
        cells += [values.number(row.task, row.actual)]
        cells += [fixed(row.schedule, 2)] if scheduled else []
        cells += [values.gap_cell(row)]
        cells += [str(reasons.get(row.region, 0))] if reasons is not None else []
        return [*cells, status_cell(row)]

    caption = f"{own.title}（{TO_BE_CHECKED}）"
    note = "注：本表由台账和报送的数值生成，仅供核对，不作为通报、奖励或问责的结论。"
    return blocks.table(caption, columns, map(line, rows), note=note, look="plain wide")
