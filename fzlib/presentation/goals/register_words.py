"""A register in words: entries, stages, what is overdue, not filled in, or contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fzlib.analysis.goals.overdue import Overdue, by_band
from fzlib.analysis.goals.register_findings import RegisterFindings
from fzlib.goals.registers import REGION
from fzlib.goals.tasks import Task
from fzlib.presentation.goals import faulty_tables, overdue_tables
from fzlib.presentation.goals.overdue_tables import bands, counted_in
from fzlib.presentation.goals.stage_names import act, later, stage
from fzlib.presentation.goals.values import named
from fzlib.presentation.wording import listed, names
from fzlib.scoring.periods import Period

MOST_KEYS = 5
MOST_TASKS = 6
INCOMPLETE, CONTRADICTORY = "应填内容不全", "阶段日期前后矛盾"


def absent(name: str, tasks: Sequence[Task]) -> str:
    """What is said of a register that has no file."""
    lacking = f"，{resting(tasks)}数据缺报" if tasks else ""
    return f"{name.removesuffix('台账')}台账未报送{lacking}。"


def resting(tasks: Sequence[Task]) -> str:
    """据此计算的3项任务（甲、乙、丙）."""
    return f"据此计算的{len(tasks)}项任务（{names([named(task) for task in tasks], MOST_TASKS)}）"


def overview(found: RegisterFindings, tasks: Sequence[Task], period: Period) -> str:
    """报送台账216项；截至5月底，未签约16项（其中期后签约3项）、…。据此计算的任务2项：甲、乙。"""
    if not found.count:
        return "台账没有条目。"
    after = later(found.register, found.entries.rows, period)
    stages = "、".join(
        f"{stage(found.register, reached)}{n}项" + ("" if reached else _after(found, after, n))
        for reached, n in found.stages.items()
        if n
    )
    until = f"截至{period.month}月底"
    text = f"报送台账{found.count}项" + (f"；{until}，{stages}。" if stages else "。")
    resting_ = names([named(task) for task in tasks], MOST_TASKS)
    return text + (f"据此计算的任务{len(tasks)}项：{resting_}。" if tasks else "")


def _after(found: RegisterFindings, after: int, of: int) -> str:
    """（均在期后受理）: of those that have not reached the first stage, since when; '' of none."""
    if not after:
        return ""
    what = act(found.register.stages[0])
    return f"（均在期后{what}）" if after == of else f"（其中期后{what}{after}项）"


def overdue(found: RegisterFindings, city: str) -> str:
    """计划日期已过、尚未完成的2项：XM20230012（福清市，412天）、…; of many the oldest."""
    if not found.register.due or not found.count:
        return ""
    if not found.overdue:
        return "没有逾期的条目。"
    unit, count = counted_in(found), len(found.overdue)
    oldest = "、".join(_late(found, late, city) for late in found.overdue[:MOST_KEYS])
    matters = overdue_tables.matters(found)
    what = next(iter(matters)) if len(found.register.due) == 1 else "计划日期已过、尚未完成"
    text = f"{what}的{count}{unit}"
    given = _explained(found) if len(matters) == 1 else ""
    if count <= MOST_KEYS:
        return f"{text}：{oldest}。{given}"
    ages = zip(bands(), by_band(found.overdue), strict=True)
    counts = [f"{band}的{number}{unit}" for band, number in ages if number]
    spread = f"，其中{'、'.join(counts)}" if len(counts) > 1 else ""
    return f"{text}{spread}。逾期最久的{MOST_KEYS}{unit}为{oldest}。{given}"


def _explained(found: RegisterFindings) -> str:
    """其中填写了理由的2项，均未填写的4项。: '' where the register asks for no reason."""
    columns = found.register.explained
    if not columns:
        return ""
    *given, none = overdue_tables.explained(found, found.overdue)
    told = [f"填写了{column}的{n}项" for column, n in zip(columns, given, strict=True) if n]
    told += (
        [f"{'均' if len(columns) > 1 else ''}未填写{'、'.join(columns)}的{none}项"] if none else []
    )
    return f"其中{'，'.join(told)}。"


def _late(found: RegisterFindings, late: Overdue, city: str) -> str:
    """XM20230012（福清市，412天）."""
    entry = late.entry
    return f"{entry.text(found.register.key)}（{entry.region or city}，{late.days}天）"


def faulty(found: RegisterFindings) -> str:
    """应填内容不全的36项，阶段日期前后矛盾的3项。; '' where there are neither."""
    own = [f"{kind}的{number}项" for kind, number in counts(found).items()]
    matters = faulty_tables.matters(found)
    if len(matters) == 1:
        ((what, entries),) = matters.items()
        own.append(f"均为{what}：{faulty_tables.keys(found, entries)}")
    return f"{'，'.join(own)}。{most_faulty(found)}" if own else ""


def most_faulty(found: RegisterFindings) -> str:
    """应填内容不全最多的是长乐区（44项）。: where no table of the counties shows it."""
    if has_table(found) or REGION not in found.entries.columns:
        return ""
    lacking = Counter(each.entry.region for each in found.incomplete if each.entry.region)
    most = max(lacking.values(), default=0)
    who = [region for region in found.by_region if most and lacking[region] == most]
    each = "各" if len(who) > 1 else ""
    return f"{INCOMPLETE}最多的是{listed(who)}（{each}{most}项）。" if who else ""


def has_table(found: RegisterFindings) -> bool:
    """Whether its counties have a table: of stages, or of what is overdue."""
    own = found.register
    return bool(REGION in found.entries.columns and found.count and (own.stages or own.due))


def counts(found: RegisterFindings) -> dict[str, int]:
    """What is the matter → how many entries it is with; only what there is."""
    contradictory = {id(each.entry) for each in found.contradictions}
    own = {INCOMPLETE: len(found.incomplete), CONTRADICTORY: len(contradictory)}
    return {kind: number for kind, number in own.items() if number}
