"""Words before the table of tasks: how many stand how, which are met, behind, missing."""

from __future__ import annotations

from collections.abc import Callable

from fzlib.analysis.extremes import grouped
from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import COUNTY
from fzlib.presentation import blocks
from fzlib.presentation.goals import document, values
from fzlib.presentation.goals.standings import (
    BEHIND,
    JUDGED,
    Rows,
    by_kind,
    having,
    of_city,
    of_task,
    worst_first,
)
from fzlib.presentation.goals.tasks import UNJUDGED, judged, told
from fzlib.presentation.wording import trimmed
from fzlib.vocabulary import LACKS, TaskStatus

IN_TIME, OF_COUNTIES = "按期应完成", "各县（市）区分别完成"
UNMEASURED = "未达到目标"


def words(goals: Goals, rows: Rows, everyone: str) -> list[blocks.Piece]:
    """All paragraphs, those behind as a list.

    ``everyone``: what the counties are called (`terms.assessed`).
    """
    own = judged(rows)
    return [
        overview(goals, rows),
        _named("已达到目标", having(own, TaskStatus.MET)),
        _named("符合时间进度", having(own, TaskStatus.ON_SCHEDULE), values.gap),
        behind(rows, everyone),
        serious(goals, rows),
        missing(rows),
        _named("未到期", having(own, TaskStatus.NOT_DUE)),
    ]


def overview(goals: Goals, rows: Rows) -> str:
    """《…方案》列出任务和工作69项，…。截至5月底，…。"""
    own, rest = judged(rows), told(rows)
    due = having(own, *JUDGED)
    later = f"（其中未到期{len(own) - len(due)}项）" if len(due) < len(own) else ""
    parts = [f"有明确要求的{len(own)}项{later}"] if own else []
    parts += [f"{UNJUDGED}的{len(rest)}项，只列示情况，不作判断"] if rest else []
    text = f"{document.cited(goals.document)}列出任务和工作{len(own) + len(rest)}项，"
    text += f"{'；'.join(parts)}。"
    if not due:
        return text
    counts = (f"{kind}的{len(of)}项" for kind, of in by_kind(due).items())
    return f"{text}截至{goals.period.month}月底，已到期的{len(due)}项中，{'、'.join(counts)}。"


def behind(rows: Rows, everyone: str) -> blocks.Piece:
    """落后的5项…, then a list by what their gaps are of, the worst first; the counties' last."""
    own = worst_first(having(judged(rows), *BEHIND))
    if not own:
        return ""
    city = [row for row in own if row.task.of != COUNTY]
    counties = [row for row in own if row.task.of == COUNTY]
    lots = grouped(city, _lot)
    listed = [
        blocks.Labelled(lot, "、".join(values.named(row.task, _gap(row)) for row in of) + "。")
        for lot, of in lots.items()
    ]
    if counties:
        told = (values.named(row.task, _how_many(of_task(rows, row.task.code))) for row in counties)
        listed.append(blocks.Labelled(OF_COUNTIES, "、".join(told) + "。"))
    whose = f"由{everyone}分别完成"
    if city and counties:
        whose = f"，其中全市任务{len(city)}项、{whose}的{len(counties)}项"
    else:
        whose = f"，均{whose}" if counties else ""
    order = "，按差距由大到小" if len(city) > 1 else "，"
    return f"落后的{len(own)}项{whose}{order}分列如下。", blocks.Listing(listed, "notices")


def _lot(row: TaskProgress) -> str:
    """落后时间进度, 低于目标; 按期应完成 of entries due each month, quarter or by a date."""
    return IN_TIME if values.is_by_count(row) else values.side(row) or UNMEASURED


def _gap(row: TaskProgress) -> str:
    """Beside its lot: how large the gap is."""
    if row.gap is None:
        return ""
    return values.gap(row) if values.is_by_count(row) else values.size(row)


def serious(goals: Goals, rows: Rows) -> str:
    """其中严重滞后的4项（按…掌握，待核）：新增纳统企业、惠企资金拨付率（13个中3个）。"""
    own = worst_first(having(judged(rows), TaskStatus.SERIOUSLY_BEHIND))
    line = trimmed(goals.document.readings.seriously_behind)
    told = (
        values.named(row.task, _share(of_task(rows, row.task.code)))
        if row.task.of == COUNTY
        else values.named(row.task)
        for row in own
    )
    kind = f"其中严重滞后的{len(own)}项（按落后时间进度{line}个百分点及以上掌握，待核）"
    return f"{kind}：{'、'.join(told)}。" if own else ""


def _share(counties: Rows) -> str:
    """13个中2个: how many of those to which the task applies are seriously behind."""
    owed = [row for row in counties if row.status != TaskStatus.NOT_APPLICABLE]
    return f"{len(owed)}个中{len(having(owed, TaskStatus.SERIOUSLY_BEHIND))}个"


def _how_many(counties: Rows) -> str:
    """13个中2个落后, 12个均落后: of those to which the task applies."""
    owed = [row for row in counties if row.status != TaskStatus.NOT_APPLICABLE]
    late = len(having(owed, *BEHIND))
    return f"{len(owed)}个均落后" if late == len(owed) else f"{len(owed)}个中{late}个落后"


def missing(rows: Rows) -> str:
    """任务和工作中，数据缺报的3项：甲、乙（没有台账）；丙（没有报送的数值）。"""
    own = having(of_city(rows), TaskStatus.MISSING)
    by_lack = grouped(own, lambda row: LACKS.get(row.lack, ""))
    texts = [
        "、".join(values.named(row.task) for row in of) + (f"（{why}）" if why else "")
        for why, of in by_lack.items()
    ]
    return f"任务和工作中，数据缺报的{len(own)}项：{'；'.join(texts)}。" if own else ""


def _named(kind: str, own: Rows, more: Callable[[TaskProgress], str] = lambda _: "") -> str:
    """已达到目标的3项：甲、乙、丙。"""
    texts = [values.named(row.task, more(row)) for row in own]
    return f"{kind}的{len(own)}项：{'、'.join(texts)}。" if own else ""
