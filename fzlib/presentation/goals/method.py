"""口径说明: the document, how progress is measured, what the statuses mean, sources."""

from __future__ import annotations

from fzlib.goals.cycles import MONTH
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import AT_MOST, EXPECTED
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.presentation import blocks, page_parts
from fzlib.presentation.goals import document, readings
from fzlib.presentation.wording import trimmed
from fzlib.vocabulary import TASK_STATUSES, TaskStatus


def notes(inputs: GoalInputs) -> list[blocks.Piece]:
    """Basis, rules as a list, the other reading of 时间进度, sources."""
    goals = inputs.goals
    return [
        f"任务依据：《{goals.document.title}》（{goals.document.source}）。各项任务及其条文见附。",
        blocks.Listing(rules(goals), "rules"),
        readings.schedule_words(goals),
        f"增加值增速、产值和增量取自月度考评数据：{page_parts.sources(inputs.scored.panel.dataset)}",
    ]


def rules(goals: Goals) -> list[str]:
    """How actual, progress, gap and status come about; what does not occur is left out."""
    tasks = goals.document.tasks
    told = [
        "实际：按台账条目计数、合计，或取报送的数值；日期晚于期末的条目，自该日期起计入。"
        "金额空白的条目不计入合计，没有台账或没有报送的，按数据缺报列示，不按零处理。",
        f"完成比例为实际占目标的百分比，时间进度为已过月数占任务周期月数的百分比{_expected(goals)}，"
        "差距为两者之差，均保留2位小数，四舍五入。",
        "以百分比提出的任务不按时间进度衡量，差距为实际减目标；另有注明的除外。",
        "每月尚需为目标减实际后，除以周期内余下的月数。",
        _statuses(goals),
    ]
    if any(task.cycle.kind == MONTH for task in tasks):
        told.append("1月、2月数据合并发布，每月一次的任务1—2月按两次衡量。")
    if any(task.direction == AT_MOST for task in tasks):
        told.append("目标为“不高于”的任务，实际不高于目标的为已达到目标，高于的为落后。")
    if any(not task.is_judged for task in tasks):
        told.append("《方案》未规定数量或提法为“左右”的，没有达到与否的界线，只列示情况。")
    named = document.short(goals.document)
    return [text.replace("《方案》", named) for text in told]


def _expected(goals: Goals) -> str:
    """That where increments are expected 时间进度 goes by them, if it does."""
    if goals.document.readings.schedule != EXPECTED:
        return ""
    return "（有预期增量的，为截至本期的累计预期增量占全年预期增量的百分比）"


def _statuses(goals: Goals) -> str:
    """What each status means."""
    line = trimmed(goals.document.readings.seriously_behind)
    name = TASK_STATUSES
    return (
        f"完成比例低于时间进度的为{name[TaskStatus.BEHIND]}，"
        f"落后{line}个百分点及以上的为{name[TaskStatus.SERIOUSLY_BEHIND]}；"
        f"周期结束时未达到目标的，至少为{name[TaskStatus.BEHIND]}；"
        f"未到规定日期、尚未开始或没有应办条目的为{name[TaskStatus.NOT_DUE]}。"
        f"由各县（市）区分别完成的任务，全市状态取各县（市）区中最差的。"
    )
