"""三、各县（市）区 in words: what is split, whether it adds up, who is behind, the lists 待核."""

from __future__ import annotations

from collections.abc import Mapping

from fzlib.analysis.goals.grids import Grid
from fzlib.analysis.goals.progress import TaskProgress
from fzlib.analysis.goals.split import CountySum, expected_sums, split_sums
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import COUNTY, Task
from fzlib.presentation import blocks
from fzlib.presentation.goals import document, grid_tables, values
from fzlib.presentation.goals.county_tables import owed, split
from fzlib.presentation.goals.standings import BEHIND, Rows, having, of_county, worst_first
from fzlib.presentation.terms import UNREPORTED
from fzlib.presentation.wording import COUNTIES, listed, trimmed
from fzlib.vocabulary import TaskStatus

SERIOUS = "严重滞后名单（待核）"


def words(goals: Goals, rows: Rows) -> list[blocks.Piece]:
    """All paragraphs and the list of what was missed, those with something to tell."""
    return [scope(goals), sums(goals), leading(goals, rows), exempt(goals), missed(goals)]


def scope(goals: Goals) -> str:
    """任务分解到各县（市）区的7项：…；由各县（市）区分别完成的8项：…。"""
    parts = {
        f"分解到各{COUNTIES}": split(goals),
        f"由各{COUNTIES}分别完成": _of_counties(goals),
    }
    texts = [
        f"{what}的{len(own)}项：{values.enumerated(own)}" for what, own in parts.items() if own
    ]
    return f"有明确要求的任务中，{'；'.join(texts)}。" if texts else ""


def _of_counties(goals: Goals) -> list[Task]:
    return [task for task in goals.document.tasks if task.of == COUNTY and task.is_judged]


def sums(goals: Goals) -> str:
    """任务分解合计与全市目标不等的2项：…; that December's expected increments are not the goal."""
    every = split_sums(goals)
    apart = [own for own in every if not own.adds_up]
    text = ""
    if every and not apart:
        text = f"任务分解合计与全市目标均相等（{len(every)}项）。"
    elif apart:
        told = "；".join(values.named(own.task) + _sum_words(own) for own in apart)
        text = f"任务分解合计与全市目标二者不等的{len(apart)}项：{told}。"
    for own in expected_sums(goals):
        if not own.adds_up:
            text += f"各{COUNTIES}12月累计预期增量{_sum_words(own, '合计')}，二者不等。"
    return text


def _sum_words(own: CountySum, what: str = "分解合计") -> str:
    """分解合计998.00亿元，比全市目标（1000.00亿元）少2.00亿元."""
    task, apart = own.task, own.difference
    side = "多" if apart > 0 else "少"
    total, target, size = (values.amount(task, x) for x in (own.total, own.target, abs(apart)))
    without = f"（{listed(own.without)}没有分解数）" if own.without else ""
    return f"{what}{total}{without}，比全市目标（{target}）{side}{size}"


def leading(goals: Goals, rows: Rows) -> str:
    """各项任务均未落后的2个：…；落后项数最多的是丙县（7项），最少的是…。"""
    own = owed(rows)
    late = {region: len(having(of_county(own, region), *BEHIND)) for region in goals.counties}
    if not own:
        return ""
    clear = [region for region, count in late.items() if not count]
    if len(clear) == len(late):
        return f"各{COUNTIES}各项任务均未落后。"
    return _ends(late, clear)


def _ends(late: dict[str, int], clear: list[str]) -> str:
    """Who has most of them and fewest; ties are named together."""
    most, fewest = max(late.values()), min(late.values())
    if most == fewest:
        return f"各{COUNTIES}均有{most}项落后。"
    text = f"落后项数最多的是{_with(late, most)}"
    if clear:
        return f"{text}；各项任务均未落后的{len(clear)}个：{'、'.join(clear)}。"
    return f"{text}，最少的是{_with(late, fewest)}。"


def _with(late: dict[str, int], count: int) -> str:
    """甲县、乙县（各7项）."""
    who = [region for region, own in late.items() if own == count]
    return f"{listed(who)}（{'各' if len(who) > 1 else ''}{count}项）"


def missed(goals: Goals) -> blocks.Piece:
    """What is due each month or quarter, as a list: in which of them who has not done it."""
    own = grid_tables.of_counties(goals)
    if not own:
        return ""
    listed = [blocks.Labelled(grid.task.name, f"{_grid_words(grid)}。") for grid in own]
    return "按月、按季完成的任务，年初以来各期未达到的如下。", blocks.Listing(listed, "notices")


def _grid_words(grid: Grid) -> str:
    """有未达到月份的2个：台江区（3月、5月）、…."""
    cycle = grid.task.cycle
    times = grid_tables.CYCLE_NAMES[cycle.kind]
    late = {
        line.region: "、".join(grid_tables.label(cycle, period) for period in line.missed)
        for line in grid.counties
        if line.missed
    }
    texts = []
    if late:
        told = "、".join(f"{region}（{when}）" for region, when in late.items())
        texts.append(f"有未达到{times}的{len(late)}个：{told}")
    unknown = [line.region for line in grid.counties if line.missing]
    if grid_tables.is_unreported(grid):
        return f"各{COUNTIES}{UNREPORTED}"
    if unknown:
        texts.append(f"有{UNREPORTED}{times}的{len(unknown)}个：{'、'.join(unknown)}")
    return "；".join(texts) or f"没有未达到的{times}"


def exempt(goals: Goals) -> str:
    """供需对接平台入驻率不适用于长乐区。"""
    own = [
        task for task in goals.document.tasks if task.exempt and goals.document.has_counties(task)
    ]
    texts = [f"{values.named(task)}不适用于{'、'.join(task.exempt)}" for task in own]
    return f"{'；'.join(texts)}。" if texts else ""


def serious(goals: Goals, rows: Rows) -> dict[str, Rows]:
    """Each county's tasks 严重滞后, the worst first; those with none are left out."""
    found = {
        region: worst_first(having(of_county(rows, region), TaskStatus.SERIOUSLY_BEHIND))
        for region in goals.counties
    }
    return {region: own for region, own in found.items() if own}


def serious_words(goals: Goals, found: Mapping[str, Rows]) -> str:
    """By which threshold, and how many; that there is none."""
    lead = threshold(goals)
    if not found:
        return f"{lead}没有严重滞后的{COUNTIES}。"
    times = sum(map(len, found.values()))
    count = f"据此列出的{COUNTIES}{len(found)}个、任务{times}项次"
    return f"{lead}{count}，供核对，不作为通报或问责的结论。"


def serious_tables(found: Mapping[str, Rows]) -> list[blocks.Table]:
    """A row a county: how many, and which by how far."""
    if not found:
        return []
    lines = [
        [region, str(len(own)), "、".join(values.named(row.task, _how_far(row)) for row in own)]
        for region, own in found.items()
    ]
    columns = ("项数", blocks.text("任务（差距，百分点）"))
    return [blocks.table(SERIOUS, columns, lines, look="plain wide")]


def _how_far(row: TaskProgress) -> str:
    """−41.67; 本期完成0次，目标为不低于1次."""
    return values.gap(row) if values.is_by_count(row) else values.gap_cell(row)


def threshold(goals: Goals) -> str:
    """严重滞后按落后时间进度20个百分点及以上掌握，《方案》未规定该标准。"""
    line = trimmed(goals.document.readings.seriously_behind)
    named = document.short(goals.document)
    return f"严重滞后按落后时间进度{line}个百分点及以上掌握，{named}未规定该标准。"
