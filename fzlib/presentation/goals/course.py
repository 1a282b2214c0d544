"""How far a task is, as a sentence: goal, actual, 时间进度, gap, what is still needed a month."""

from __future__ import annotations

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.actuals import OfEnterprises, Scored
from fzlib.presentation.goals.values import amount, gap, goal, needed
from fzlib.presentation.terms import UNREPORTED
from fzlib.presentation.wording import fixed, growth
from fzlib.scoring.periods import Period
from fzlib.vocabulary import TASK_STATUSES, TaskStatus


def sentence(row: TaskProgress, period: Period) -> str:
    """全市新增产值目标为超过1000.00亿元，1—5月实际增加…；时间进度…。余下7个月…。"""
    task, when = row.task, span(row, period)
    lead = f"全市{task.name}"
    if row.target is not None:
        lead += f"目标为{goal(task, row.target)}"
    if row.actual is None:
        return f"{lead}，{when}{UNREPORTED}。"
    text = f"{lead}，{when}{actual(row)}"
    if row.progress is not None:
        text += f"，完成目标的{fixed(row.progress, 2)}%"
    text += f"{_standing(row)}。"
    return text + _needed(row, period)


def brief(row: TaskProgress, period: Period) -> str:
    """The same in short, for the head of another report: without what is needed."""
    task, when = row.task, span(row, period)
    assert row.target is not None
    lead = f"{task.name}{goal(task, row.target)}"
    if row.actual is None:
        return f"{lead}，{when}{UNREPORTED}"
    done = f"，完成{fixed(row.progress, 2)}%" if row.progress is not None else ""
    return f"{lead}，{when}{actual(row)}{done}{_standing(row).replace('；', '，')}"


def _standing(row: TaskProgress) -> str:
    """；时间进度为41.67%，落后时间进度9.52个百分点; ，低于目标1.7个百分点."""
    if row.status == TaskStatus.NOT_DUE:
        return f"，{TASK_STATUSES[row.status]}"
    met = f"，{TASK_STATUSES[row.status]}" if row.status == TaskStatus.MET else ""
    if row.schedule is not None:
        apart = f"，{gap(row)}" if row.gap is not None else ""
        return f"{met}；时间进度为{fixed(row.schedule, 2)}%{apart}"
    return f"，{gap(row)}" if row.gap is not None else met


def actual(row: TaskProgress) -> str:
    """实际增长5.1%, 实际减少12.30亿元, 实际为96项; what falls is not told with a minus."""
    assert row.actual is not None
    task = row.task
    if not isinstance(task.actual, Scored):
        return f"实际为{amount(task, row.actual)}"
    if task.is_in_percent:
        return f"实际{growth(row.actual)}"
    return f"实际{'减少' if row.actual < 0 else '增加'}{amount(task, abs(row.actual))}"


def _needed(row: TaskProgress, period: Period) -> str:
    """余下7个月平均每月需完成77.24亿元。"""
    months = row.task.cycle.months_left(period)
    if row.needed is None or not months:
        return ""
    return f"余下{months}个月平均每月需完成{needed(row)}{row.task.unit}。"


def span(row: TaskProgress, period: Period) -> str:
    """1—5月 of a scored figure or enterprises, 5月 of their month; of others 截至5月底."""
    if isinstance(row.task.actual, Scored | OfEnterprises):
        return row.task.cycle.at(period).span_label(row.task.actual.span)
    return f"截至{period.month}月底"
