"""Recurring duties: a row a county, a column a month or quarter, how often each was done."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.goals.grids import Grid, GridCell, grids
from fzlib.goals.cycles import MONTH, QUARTER, Cycle
from fzlib.goals.evidence import Goals
from fzlib.presentation import blocks
from fzlib.presentation.goals import values
from fzlib.presentation.wording import COUNTIES
from fzlib.scoring.periods import Period, Quarter
from fzlib.vocabulary import MONTH as IN_MONTH
from fzlib.vocabulary import TASK_STATUSES, TaskStatus

TIMES = {MONTH: "月", QUARTER: "季"}
CYCLE_NAMES = {MONTH: "月份", QUARTER: "季度"}
MISSED = "缺"
MOST = 12  # months and quarters in a table: more do not print
IN_WORDS = (TaskStatus.MISSING, TaskStatus.NOT_APPLICABLE)


def of_counties(goals: Goals) -> list[Grid]:
    """The grids of duties that the counties have."""
    return [grid for grid in grids(goals) if grid.counties]


def is_unreported(grid: Grid) -> bool:
    """Whether nothing is known of any county in any cycle: words say it, no table shows it."""
    cells = (cell for line in grid.counties for cell in line.cells)
    return all(cell.row.status in IN_WORDS for cell in cells) and any(
        line.missing for line in grid.counties
    )


def tables(goals: Goals) -> list[blocks.Table]:
    """Duties beside each other, those of months first, so many in a table as can be printed."""
    shown = [grid for grid in of_counties(goals) if not is_unreported(grid)]
    own = sorted(shown, key=lambda grid: list(TIMES).index(grid.task.cycle.kind))
    lots: list[list[Grid]] = []
    for grid in own:
        columns = sum(len(each.periods) for each in lots[-1]) if lots else MOST
        if columns + len(grid.periods) > MOST:
            lots.append([])
        lots[-1].append(grid)
    return [_table(lot, alone=len(lots) == 1) for lot in lots]


def _table(lot: Sequence[Grid], *, alone: bool) -> blocks.Table:
    """``alone``: whether there is no other, that it would have to be told from."""
    columns = [
        blocks.group(
            f"{grid.task.name}（{values.goal_cell(grid.task, grid.task.target)}）",
            *(label(grid.task.cycle, period) for period in grid.periods),
        )
        for grid in lot
    ]
    by_county = zip(*(grid.counties for grid in lot), strict=True)
    rows: list[blocks.Row] = [
        [of[0].region, *(_cell(cell) for line in of for cell in line.cells)] for of in by_county
    ]
    times = "、".join(dict.fromkeys(f"逐{TIMES[grid.task.cycle.kind]}" for grid in lot))
    which = "" if alone else f"：{values.enumerated(grid.task for grid in lot)}"
    caption = f"各{COUNTIES}{times}完成数{which}"
    return blocks.table(caption, columns, rows, note=_note(lot), look="wide")


def label(cycle: Cycle, period: Period) -> str:
    """5月, 1—2月; of a quarter 二季度."""
    if cycle.kind == QUARTER:
        return Quarter(period.year, (period.month + 2) // 3).name
    return period.span_label(IN_MONTH)


def _cell(cell: GridCell) -> blocks.TableCell:
    """How often; with 缺 where the cycle ended without."""
    row = cell.row
    if row.status in IN_WORDS:
        return blocks.TableCell(TASK_STATUSES[row.status], look="status")
    text = values.number(row.task, cell.actual)
    if cell.is_missed:
        return blocks.TableCell(text, MISSED, "未达到")
    return blocks.TableCell(text)


def _note(lot: Sequence[Grid]) -> str:
    """What the mark means, that 1—2月 owe twice, that the last cycle is not over."""
    parts = []
    if any(line.missed for grid in lot for line in grid.counties):
        parts.append(f"“{MISSED}”指该期结束时未达到规定次数")
    if any(g.task.cycle.kind == MONTH and any(p.month_is_ytd for p in g.periods) for g in lot):
        parts.append("1—2月按两个月合计衡量")
    last = {grid.task.cycle: grid.counties[0].cells[-1] for grid in lot}
    parts += [
        f"{label(cycle, cell.period)}尚未结束，为截至目前的数，不作判断"
        for cycle, cell in last.items()
        if not cell.is_over
    ]
    return f"注：{'；'.join(parts)}。" if parts else ""
