"""A task's numbers as text: with its unit, its decimals, and the words of its direction."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.actuals import Scored
from fzlib.goals.cycles import MONTH, QUARTER, YEAR
from fzlib.goals.tasks import ABOUT, ABOVE, AT_MOST, Task
from fzlib.presentation.wording import NONE, fixed, places_of, signed, trimmed
from fzlib.vocabulary import MONEY

RATE, GROWTH, AMOUNT = 2, 1, 2  # decimals
ALL = Decimal(100)  # %: there is no more than all
EACH = {MONTH: "每月", QUARTER: "每季"}
TIMES = {MONTH: "本期", QUARTER: "本季度"}


def places(task: Task, *values: Decimal | None) -> int:
    """Decimals: growth as scored 1, other rates and amounts 2, entries as many as there are."""
    if task.is_in_percent:
        return places_of(values, GROWTH) if isinstance(task.actual, Scored) else RATE
    return AMOUNT if task.unit in MONEY else places_of(values, 0)


def number(task: Task, value: Decimal | None) -> str:
    """459.31, 96, 58.46; — where missing."""
    return fixed(value, places(task, value))


def amount(task: Task, value: Decimal) -> str:
    """459.31亿元, 96项, 58.46%."""
    return number(task, value) + task.unit


def needed(row: TaskProgress) -> str:
    """What is still needed a month, 2 decimals as in targets.csv; — where nothing is.

    Nor of entries less than one a month: one project is not built by sevenths.
    """
    if row.needed is not None and row.needed < 1 and not _is_measured(row.task):
        return NONE
    return fixed(row.needed, RATE)


def _is_measured(task: Task) -> bool:
    """Whether it is of amounts or rates, and not of entries."""
    return task.is_in_percent or task.unit in MONEY


def named(task: Task, more: str = "") -> str:
    """A task's name in a list, with ``more`` in brackets: in the name's own where it ends in some.

    A name that is itself a list stands in “”, or its parts would pass for further tasks.
    """
    name = task.name
    if more and name.endswith("）"):
        return f"{name[:-1]}，{more}）"
    if "、" in name and "“" not in name:
        name = f"“{name}”"
    return f"{name}（{more}）" if more else name


def enumerated(tasks: Iterable[Task]) -> str:
    """甲、乙、丙: the names of tasks."""
    return "、".join(map(named, tasks))


def goal(task: Task, target: Decimal) -> str:
    """What is demanded, in running text: 不低于6.8%, 超过1000.00亿元, 20%左右."""
    size = trimmed(target) if task.is_in_percent else number(task, target)
    text = size + task.unit
    if task.direction == ABOUT:
        return f"{text}左右"
    return {ABOVE: "超过", AT_MOST: "不高于"}.get(task.direction, "不低于") + text


def goal_cell(task: Task, target: Decimal | None, *, each: bool = False) -> str:
    """The same in a table, as documents write it: 200项以上, 超1000亿元, 每月1次以上, 100%.

    ``target``: what is owed in a cycle; — where there is none. ``each``: by each county, 各.
    """
    if target is None:
        return NONE
    text = f"{trimmed(target)}{task.unit}"
    if task.direction == AT_MOST and not target:
        return EACH.get(task.cycle.kind, "") + "各" * each + text  # nothing is less than none
    around = {ABOVE: ("超", ""), AT_MOST: ("不高于", ""), ABOUT: ("", "左右")}
    before, after = around.get(task.direction, ("", "以上"))
    is_all = task.is_in_percent and target == ALL and not before
    return EACH.get(task.cycle.kind, "") + "各" * each + before + text + ("" if is_all else after)


def gap(row: TaskProgress) -> str:
    """落后时间进度9.52个百分点, 低于目标1.7个百分点, 低于目标4条; '' where there is none.

    Of entries due each month, quarter or by a date: 本期完成0次，目标为不低于1次.
    """
    if is_by_count(row):
        assert row.actual is not None
        assert row.target is not None
        when = TIMES.get(row.task.cycle.kind, "")
        return f"{when}完成{amount(row.task, row.actual)}，目标为{goal(row.task, row.target)}"
    return side(row) + (size(row) if row.gap else "")


def is_by_count(row: TaskProgress) -> bool:
    """Whether entries say more than 百分点: one visit missed is not 100 of them behind.

    So where they are due each month, each quarter or by a date, and where one is all there is.
    """
    if row.schedule is None or row.gap is None or _is_measured(row.task):
        return False
    return row.task.cycle.kind != YEAR or row.target == 1


def side(row: TaskProgress) -> str:
    """落后时间进度, 低于目标: what its gap is one of; '' where there is none."""
    if row.gap is None:
        return ""
    if row.schedule is not None:
        up, down, level = "超时间进度", "落后时间进度", "与时间进度持平"
    else:
        up, down, level = "高于目标", "低于目标", "与目标持平"
    return (up if row.gap > 0 else down) if row.gap else level


def gap_cell(row: TaskProgress) -> str:
    """−9.52, −4条: in 百分点, the column's unit, where no other is said; — where there is none."""
    unit = "" if in_points(row) or not row.gap else row.task.unit
    return signed(row.gap, _gap_places(row)) + unit


def in_points(row: TaskProgress) -> bool:
    """Whether its gap is one of 百分点, and not of entries or amounts."""
    return row.schedule is not None or row.task.is_in_percent


def size(row: TaskProgress) -> str:
    """9.52个百分点, 4条: how large its gap is."""
    assert row.gap is not None
    unit = "个百分点" if in_points(row) else row.task.unit
    return fixed(abs(row.gap), _gap_places(row)) + unit


def _gap_places(row: TaskProgress) -> int:
    """A gap against 时间进度 has 2 decimals; one against the target those of the task."""
    return RATE if row.schedule is not None else places(row.task, row.gap)
