"""What the other readings of 时间进度 and of 严重滞后 would give, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterable

from fzlib.analysis.extremes import grouped
from fzlib.analysis.goals.alternatives import Threshold, other_schedule, thresholds
from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import CALENDAR, EXPECTED
from fzlib.presentation import blocks
from fzlib.presentation.goals import values
from fzlib.presentation.wording import COUNTIES, fixed, trimmed
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

SCHEDULES = {
    CALENDAR: "已过月数占全年的比例",
    EXPECTED: "截至本期的累计预期增量占全年预期增量的比例",
}


def schedule_words(goals: Goals) -> str:
    """时间进度按…掌握；如按…掌握，…。"""
    own, other = goals.document.readings.schedule, other_schedule(goals)
    text = f"时间进度按{SCHEDULES[own]}掌握"
    told = f"如按{SCHEDULES[other.reading]}掌握"
    if not other.moved:
        return f"{text}；{told}，各项任务无变化。"
    city = [pair for pair in other.moved if pair[0].is_city]
    moved = "；".join(_moved(*pair) for pair in city)
    text += f"；{told}，{moved}" if moved else f"；{told}"
    return f"{text}，{_changes(other.changes)}。"


def _moved(own: TaskProgress, other: TaskProgress) -> str:
    """新增产值的时间进度由41.67%变为38.20%，落后时间进度11.79个百分点."""
    named = values.named(own.task)
    if own.schedule is None or other.schedule is None:
        return named
    both = f"由{fixed(own.schedule, 2)}%变为{fixed(other.schedule, 2)}%"
    return f"全市{named}的时间进度{both}，{values.gap(other)}"


def _changes(changes: tuple[tuple[TaskProgress, TaskProgress], ...]) -> str:
    """状态有变化的3个：甲县、乙县由落后变为符合时间进度."""
    if not changes:
        return "状态均无变化"
    texts = []
    for of_task in grouped(changes, lambda pair: pair[0].task.code).values():
        alike = grouped(of_task, lambda pair: (pair[0].status, pair[1].status))
        turns = [_turn(of, *statuses) for statuses, of in alike.items()]
        texts.append(f"{values.named(of_task[0][0].task)}：{'，'.join(turns)}")
    return f"状态有变化的{len(changes)}个（{'；'.join(texts)}）"


def _turn(
    of: Iterable[tuple[TaskProgress, TaskProgress]], before: TaskStatus, after: TaskStatus
) -> str:
    """甲县、乙县由落后变为符合时间进度."""
    who = "、".join("全市" if own.is_city else own.region for own, _ in of)
    return f"{who}由{TASK_STATUSES[before]}变为{TASK_STATUSES[after]}"


def threshold_tables(goals: Goals) -> list[blocks.Table]:
    """How many would be 严重滞后 at each threshold; nothing where none is at any."""
    every = thresholds(goals)
    if not any(each.rows for each in every):
        return []
    rows = [[_named(each), str(each.city_count), str(each.county_count)] for each in every]
    return [
        blocks.table(
            "不同标准下的严重滞后数",
            ["全市任务（项）", f"{COUNTIES}任务（项次）"],
            rows,
            names="落后时间进度",
            note="注：由各县（市）区分别完成的任务，全市按其中最差的计。",
            look="plain",
        )
    ]


def _named(each: Threshold) -> str:
    return f"{trimmed(each.points)}个百分点及以上{'（现行口径）' if each.is_own else ''}"
