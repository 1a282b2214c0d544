"""A list that was given out with some columns filled in: which of its rows somebody has filled.

The row above its headers says what each column is: `PREFILLED`, `REQUIRED` or `TO_FILL`. A column
under none of them is for reading alone, and no part of the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fzlib.errors import ProblemLog
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.formats.cells import BLANK, EMPTY, Cell
from fzlib.intake.tables import InputTable, TableRow

PREFILLED, REQUIRED, TO_FILL = MARKS = ("预填", "必填", "选填")
LISTED_SINCE = "起始期"  # a header for reading alone: no register has it, so it tells a form


@dataclass(frozen=True)
class FilledForm:
    """The columns of the list and the rows that are filled in; all else is blank.

    ``left``: how many rows have nothing but what was filled in before.
    """

    table: InputTable
    left: int


def filled_form(table: InputTable, log: ProblemLog) -> FilledForm | None:
    """The list in a form, every cell where it stood; None where the table is no form.

    A row in which something is filled in, but not what is required, stops with its cell; so does
    a form without its marks, of which every row would be an entry.
    """
    own, marks, left = replace(table, log=log), _marks(table), 0
    if even(LISTED_SINCE) in table.columns and not {PREFILLED, REQUIRED} <= {*marks.values()}:
        what = f"表头上面标有“{'”“'.join(MARKS)}”的一行没有了，或不全"
        own.stop_at_header(what, "照原来的名单补上这一行", "table.unmarked")
        return None
    if PREFILLED not in marks.values():
        return None
    rows = list(table.sheet.rows)
    rows[table.header_row] = _of_list(rows[table.header_row], marks)
    for row in own.rows():
        if _is_filled(row, marks):
            _check(row, marks)
            rows[row.number] = _of_list(rows[row.number], marks)
        else:
            left += any(cell.kind != BLANK for cell in _of_list(rows[row.number], marks))
            rows[row.number] = []
    columns = {key: at for key, at in table.columns.items() if at in marks}
    sheet = replace(table.sheet, rows=rows)
    return FilledForm(replace(table, sheet=sheet, columns=columns), left)


def _marks(table: InputTable) -> Mapping[int, str]:
    """Column → its mark."""
    above = table.sheet.rows[table.header_row - 1] if table.header_row else []
    texts = ((at, even(cell.text)) for at, cell in enumerate(above))
    return {at: text for at, text in texts if text in MARKS}


def _of_list(cells: Sequence[Cell], marks: Mapping[int, str]) -> list[Cell]:
    return [cell if at in marks else EMPTY for at, cell in enumerate(cells)]


def _is_filled(row: TableRow, marks: Mapping[int, str]) -> bool:
    return any(not is_missing(row.cell(key)) for key in _keys(row, marks, REQUIRED, TO_FILL))


def _check(row: TableRow, marks: Mapping[int, str]) -> None:
    for key in _keys(row, marks, REQUIRED):
        if is_missing(row.cell(key)):
            header = row.table.header.text(key)
            what = f"没有填“{header}”，同一行的其他栏已填"
            row.stop(key, what, f"填上{header}；不算数的，清空同一行填的各栏", "entry.half_filled")
    code = even(CREDIT_CODE_HEADER)
    if code in _keys(row, marks, PREFILLED) and is_missing(row.cell(code)):
        what = f"没有{CREDIT_CODE_HEADER}"  # whom the visit was to
        row.stop(code, what, "照原来的名单填回；加写的一行也要填", "entry.half_filled")


def _keys(row: TableRow, marks: Mapping[int, str], *wanted: str) -> list[object]:
    """The columns under these marks."""
    return [key for key, at in row.table.columns.items() if marks.get(at) in wanted]
