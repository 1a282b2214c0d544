"""registers/figures.csv: tasks of which only a number is reported, a row a number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.errors import Place, ProblemLog, suggestion
from fzlib.goals.actuals import Reported
from fzlib.goals.document_file import ReadDocument
from fzlib.goals.document_keys import FIGURES_FILE
from fzlib.goals.evidence import FigureKey
from fzlib.goals.registers import REGION
from fzlib.goals.tasks import Document
from fzlib.intake.cell_values import Misread, even, is_missing
from fzlib.intake.figures import Remarks
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.goals.register_values import read_number
from fzlib.intake.goals.row_regions import RowRegions
from fzlib.intake.tables import find_text_table
from fzlib.scoring.regions import Region

PERIOD, NAME, FIGURE = "期间", "任务", "数值"
COLUMNS = (PERIOD, REGION, NAME, FIGURE)
PART = "绝对数"  # in place of a unit, where a rate is made of two numbers
FIGURES_STEM = f"registers/{FIGURES_FILE}"


def read_figures(
    sheets: Sequence[Sheet],
    label: str,
    plan: ReadDocument,
    regions: Sequence[Region],
    log: ProblemLog,
) -> tuple[dict[FigureKey, Decimal], dict[FigureKey, Place]]:
    """Period, region and name → the number, and → the cell, of all periods; a blank is missing.

    Where the document has a mistake, a name that is not there may be one of its: that is not told.
    """
    document, is_sound = plan
    figures: dict[FigureKey, Decimal] = {}
    places: dict[FigureKey, Place] = {}
    table = find_text_table(sheets, label, COLUMNS, COLUMNS, log)
    if table is None:
        return figures, places
    rows, remarks = RowRegions.of(table, regions), Remarks()
    names, units = {even(name): name for name in document.figures}, _units(document)
    for row in table.rows():
        period, name = row.period(PERIOD), names.get(even(row.text(NAME)))
        if is_missing(row.cell(REGION)):
            row.stop(REGION, "没有地区名", "填地区名；全市的填市名", "region.unnamed")
            region = None
        else:
            region = rows.find(row)
        if name is None and is_sound:
            what = f"没有任务用“{row.cell(NAME).shown}”"
            near = suggestion(row.text(NAME), document.figures).removeprefix("；")
            row.stop(NAME, what, near, "task.unknown")
        cell = row.cell(FIGURE)
        try:
            figure = read_number(cell, units.get(name or "", PART))
        except Misread as misread:
            row.stop(FIGURE, misread.what, misread.mend, "figure.misread")
            figure = None
        if period is None or region is None or name is None:
            continue
        key = (period, region.name, name)
        if key in places:
            what = f"{region.name}{period}的“{name}”重复（另一行在 {places[key].cell}）"
            row.stop(FIGURE, what, "同一期间、地区、任务只留一行", "figure.twice")
            continue
        places[key] = row.place(FIGURE)
        if figure is not None:
            figures[key] = figure
            remarks.note(name, places[key], cell)
    rows.tell(log, "行")
    remarks.tell(log)
    return figures, places


def _units(document: Document) -> dict[str, str]:
    """The unit of each name that a task takes as it stands; parts of a rate have none."""
    actuals = [(task.actual, task.unit) for task in document.tasks]
    return {
        actual.figure: unit
        for actual, unit in actuals
        if isinstance(actual, Reported) and not actual.of
    }
