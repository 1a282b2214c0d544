"""targets/YYYY.csv: 任务分解, what each county is to do of a task."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.errors import ProblemLog, suggestion
from fzlib.goals.document_faults import NEGATIVE_TARGET, is_negative_with_schedule
from fzlib.goals.document_file import ReadDocument
from fzlib.goals.registers import REGION
from fzlib.goals.tasks import Task
from fzlib.intake.cell_values import Misread, even, is_missing
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.goals.register_values import read_number
from fzlib.intake.goals.row_regions import RowRegions
from fzlib.intake.tables import TableRow, find_text_table
from fzlib.scoring.regions import CITY, Region
from fzlib.vocabulary import PERCENT_UNIT

TASK, TARGET = "任务", "目标"
COLUMNS = (TASK, REGION, TARGET)


def read_split(
    sheets: Sequence[Sheet],
    label: str,
    plan: ReadDocument,
    regions: Sequence[Region],
    log: ProblemLog,
) -> dict[tuple[str, str], Decimal]:
    """Task and county → target, in the task's unit; a blank one is left out, and told.

    Where the document has a mistake, a task that is not there may be one of its: that is not told.
    """
    document, is_sound = plan
    table = find_text_table(sheets, label, COLUMNS, COLUMNS, log)
    targets: dict[tuple[str, str], Decimal] = {}
    if table is None:
        return targets
    rows = RowRegions.of(table, regions)
    tasks = {even(task.code): task for task in document.tasks}
    seen: dict[tuple[str, str], str] = {}
    for row in table.rows():
        task, region = tasks.get(even(row.text(TASK))), rows.find(row)
        # whatever else is wrong with the row
        target = None if rows.is_outside(row) else _target(row, task)
        if task is None:
            if is_sound:
                near = suggestion(row.text(TASK), (each.code for each in document.tasks))
                what = f"没有“{row.cell(TASK).shown}”这项任务"
                row.stop(TASK, what, near.removeprefix("；"), "task.unknown")
            continue
        if region is None:
            continue
        if region.kind == CITY:
            mend = f"全市的目标写在 targets/{document.year}.toml 里，删去这一行"
            row.stop(REGION, f"“{row.cell(REGION).shown}”不是县区", mend, "task.region")
            continue
        if region.name in task.exempt:
            what = f"“{task.code}”不适用于{region.name}"
            row.stop(REGION, what, "删去这一行，或改任务的 except", "task.region")
            continue
        key = (task.code, region.name)
        if key in seen:
            what = f"{region.name}的“{task.code}”重复（另一行在 {seen[key]}）"
            row.stop(TASK, what, "同一任务、地区只留一行", "task.twice")
            continue
        seen[key] = row.place(TASK).cell
        if target is not None:
            targets[key] = target
        elif is_missing(row.cell(TARGET)):
            what = f"{region.name}的“{task.name}”没有写目标，按没有分解处理"
            mend = "填上，或删去这一行"
            log.warn(row.place(TARGET), what, mend, kind="figure.absent", matter=what)
    rows.tell(log, "行")
    return targets


def _target(row: TableRow, task: Task | None) -> Decimal | None:
    """The number in a row; None where it is blank or wrong (told). ``task``: None where unknown."""
    cell = row.cell(TARGET)
    try:
        target = read_number(cell, task.unit if task else PERCENT_UNIT)
    except Misread as misread:
        row.stop(TARGET, misread.what, misread.mend, "figure.misread")
        return None
    if task and is_negative_with_schedule(task, target):
        row.stop(TARGET, f"“{cell.shown}”：{NEGATIVE_TARGET}", "核对正负号", "figure.negative")
        return None
    return target
