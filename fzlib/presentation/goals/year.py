"""The year's tasks in the annual report: a row a task, and who met it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fzlib.analysis.goals.grids import Grid, GridLine, grids
from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.evidence import Goals
from fzlib.goals.tasks import COUNTY, Task
from fzlib.presentation import blocks
from fzlib.presentation.goals import document, grid_tables, values
from fzlib.presentation.goals.standings import BEHIND, Rows, of_city, of_task
from fzlib.presentation.wording import NONE, fixed
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

CAPTION = "任务完成情况"
UNMET = "未达到目标"


class YearOfTask(NamedTuple):
    """A task: the city's row, and the counties' in order; none where it has none."""

    city: TaskProgress
    counties: Rows

    @property
    def task(self) -> Task:
        """Whose rows they are."""
        return self.city.task


def words(goals: Goals, rows: Rows) -> str:
    """《…方案》有明确要求的任务33项，截至12月底已达到目标的20项。"""
    own = _judged(rows)
    if not own:
        return ""
    recurring = _grids(goals)
    met = sum(_is_met(each, recurring.get(each.task.code)) for each in own)
    named, until = document.cited(goals.document), f"截至{goals.period.month}月底"
    each = "（按月、按季完成的，各期均达到的计入）" if recurring else ""
    return f"{named}有明确要求的任务{len(own)}项，{until}已达到目标的{met}项{each}。"


def table(goals: Goals, rows: Rows, number: str = "") -> list[blocks.Table]:
    """Tasks that have a line; none where there is no such task. ``number``: before the caption."""
    own = _judged(rows)
    columns = (
        blocks.text("条款"),
        blocks.TableColumn("任务", blocks.NAME),
        blocks.text("目标"),
        blocks.TableColumn("实际"),
        blocks.TableColumn("完成（%）"),
        blocks.text("完成情况"),
    )
    recurring = _grids(goals)
    lines = tuple(
        tuple(map(blocks.TableCell, _cells(goals, each, recurring.get(each.task.code))))
        for each in own
    )
    told = "；按月、按季完成的任务不列全年数" if recurring else ""
    note = f"注：实际为全市数，计量单位同目标{told}。"
    return (
        [blocks.Table(number + CAPTION, columns, lines, note=note, look="wide tasks")]
        if own
        else []
    )


def _judged(rows: Rows) -> list[YearOfTask]:
    return [
        YearOfTask(city, of_task(rows, city.task.code))
        for city in of_city(rows)
        if city.task.is_judged
    ]


def _grids(goals: Goals) -> dict[str, Grid]:
    """The months or quarters of each recurring task, by its code."""
    return {grid.task.code: grid for grid in grids(goals)}


def _cells(goals: Goals, own: YearOfTask, grid: Grid | None) -> list[str]:
    task, city = own.task, own.city
    goal = values.goal_cell(task, task.target, each=task.of == COUNTY)
    who = _who(own, grid, is_over=task.cycle.is_over(goals.period))
    numbers = values.number(task, city.actual), fixed(city.progress, 2)
    if grid is not None:
        numbers = NONE, NONE  # those of its last month say nothing of the year
    return [task.clause, task.name, goal, *numbers, who]


def _is_met(own: YearOfTask, grid: Grid | None) -> bool:
    """By the city; a duty of the counties by all of them; a recurring one in every cycle."""
    if grid is not None:
        lines = grid.counties if own.task.of == COUNTY else grid.lines
        return all(_is_whole(line) for line in lines)
    return own.city.status == TaskStatus.MET


def _is_whole(line: GridLine) -> bool:
    """Whether every cycle was met; one that does not apply stands against nobody."""
    return all(c.is_met or c.row.status == TaskStatus.NOT_APPLICABLE for c in line.cells)


def _who(own: YearOfTask, grid: Grid | None, *, is_over: bool) -> str:
    """已达到目标; 13个中11个达到，未达到的：甲县、乙县; 未达到的月份：3月."""
    if grid is not None:
        return _over_the_year(own, grid)
    if own.task.of != COUNTY:
        late = is_over and own.city.status in BEHIND
        return UNMET if late else TASK_STATUSES[own.city.status]
    owed = [row for row in own.counties if row.status != TaskStatus.NOT_APPLICABLE]
    return _told({row.region: _missing(row) for row in owed if row.status != TaskStatus.MET}, owed)


def _missing(row: TaskProgress) -> str:
    """What is said of a county that did not meet it, beyond that it did not."""
    return "" if row.status in BEHIND else TASK_STATUSES[row.status]


def _over_the_year(own: YearOfTask, grid: Grid) -> str:
    """Of each county, or of the city, the cycles missed."""
    unmet = {line.region: _unmet(line) for line in grid.lines if not _is_whole(line)}
    if own.task.of != COUNTY:
        told = "".join(unmet.values())
        name = grid_tables.CYCLE_NAMES[own.task.cycle.kind]
        return f"未达到的{name}：{told}" if told else TASK_STATUSES[TaskStatus.MET]
    owed = [c for c in own.counties if c.status != TaskStatus.NOT_APPLICABLE]
    named = {row.region for row in owed}
    return _told({region: text for region, text in unmet.items() if region in named}, owed)


def _unmet(line: GridLine) -> str:
    """1—2月、4月."""
    cycle = line.cells[0].row.task.cycle
    labels = [grid_tables.label(cycle, cell.period) for cell in line.cells if not cell.is_met]
    return "、".join(labels)


def _told(unmet: dict[str, str], owed: Iterable[TaskProgress]) -> str:
    """13个均达到; 13个中11个达到，未达到的：甲县（3月）、乙县."""
    regions = [row.region for row in owed]
    count = len(regions)
    if not unmet:
        return f"{count}个均达到"
    names = "、".join(f"{name}（{text}）" if text else name for name, text in unmet.items())
    if len(unmet) == count:
        return f"{count}个均未达到：{names}" if any(unmet.values()) else f"{count}个均未达到"
    if not any(unmet.values()) and 2 * len(unmet) > count:  # the shorter list
        met = "、".join(region for region in regions if region not in unmet)
        return f"{count}个中{count - len(unmet)}个达到：{met}"
    return f"{count}个中{count - len(unmet)}个达到，未达到的：{names}"
