"""What a plan's document may not put together: keys that mean nothing beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fzlib.goals.actuals import Actual, OfEnterprises, Reported, Scored, Tally
from fzlib.goals.columns import unit_of
from fzlib.goals.tasks import Task
from fzlib.scoring.rounding import plain
from fzlib.toml_schema import Fault, Faults
from fzlib.vocabulary import PERCENT_UNIT

NEGATIVE_TARGET = "目标为负数的任务不能按时间进度计算"


def tally_faults(tally: Tally) -> Faults:
    """Of the keys of ``actual`` that count a register's entries."""
    if tally.sum and tally.distinct:
        yield "distinct", _value("不能与 sum 同时写", "只留其中一个"), tally.distinct
    needs_reached: tuple[tuple[str, object], ...] = (
        ("of", tally.of),
        ("within", tally.within),
        ("ever", tally.ever),
    )
    for key, value in needs_reached:
        if value and not tally.reached:
            yield key, _value("没有 reached，这个键没有意义", "写上 reached，或删去这个键"), value
    for key, beside in (("of", tally.of), ("sum", tally.sum)):
        if tally.of_sum and not beside:
            fault = _value(f"没有 {key}，这个键没有意义", f"写上 {key}，或删去这个键")
            yield "of_sum", fault, tally.of_sum
    if tally.sum and tally.of_sum and unit_of(tally.sum) != unit_of(tally.of_sum):
        what = f"“{{}}”与 sum 的“{tally.sum}”单位不同"
        yield "of_sum", _value(what, "两列的单位应相同"), tally.of_sum


def task_faults(task: Task, year: int) -> Faults:
    """Of a task's keys beside each other; ``year``: the document's."""
    if task.target is not None and not task.direction:
        yield "direction", Fault("有 target，缺这个键", "写上 direction", "key.absent"), ""
    if task.direction and task.target is None:
        yield (
            "target",
            Fault("有 direction，缺这个键", "写上 target，或删去 direction", "key.absent"),
            "",
        )
    if right := _unit(task.actual):
        if task.unit != right:
            yield "unit", _value("“{}”与实绩的单位不同", f"写作 {right}"), task.unit
    elif _is_count(task.actual) and task.is_in_percent:
        mend = "计数的单位写项、家、场等；比率写上 of"
        yield "unit", _value("“{}”与实绩的单位不同", mend), task.unit
    if is_negative_with_schedule(task, task.target):
        yield (
            "target",
            _value(f"“{{}}”：{NEGATIVE_TARGET}", '核对正负号，或写 schedule = "none"'),
            _plain(task),
        )
    if task.start and task.start.year != year:
        yield "from", _value("“{}”不在" + f"{year}年", f"写 {year} 年的期间"), task.start


def is_negative_with_schedule(task: Task, target: Decimal | None) -> bool:
    """Whether progress would be measured towards a target below 0, which means nothing."""
    return target is not None and target < 0 and task.has_schedule


def repeated(names: Iterable[str]) -> list[int]:
    """Which of the names, by number, have stood before."""
    seen: set[str] = set()
    again = []
    for number, name in enumerate(names):
        if name and name in seen:
            again.append(number)
        seen.add(name)
    return again


def _unit(actual: Actual) -> str:
    """The unit that an actual has of itself; '' where the task alone says it."""
    if isinstance(actual, Tally):
        return PERCENT_UNIT if actual.is_rate else unit_of(actual.sum)
    if isinstance(actual, Reported):
        return PERCENT_UNIT if actual.of else ""
    if isinstance(actual, Scored):
        return "亿元" if actual.is_increment else PERCENT_UNIT
    return actual.unit


def _is_count(actual: Actual) -> bool:
    if isinstance(actual, OfEnterprises):
        return actual.is_count
    return isinstance(actual, Tally) and not actual.is_rate and not actual.sum


def _plain(task: Task) -> str:
    return "" if task.target is None else plain(task.target)


def _value(what: str, mend: str) -> Fault:
    return Fault(what, mend, "key.value")
