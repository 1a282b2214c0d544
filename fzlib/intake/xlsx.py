"""xlsx and xlsm, by openpyxl: an uncomputed formula is told from a blank."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

from fzlib.intake.cells import (
    BOOL,
    DAMAGED,
    DATE,
    EMPTY,
    ERROR,
    TEXT,
    UNCOMPUTED,
    Cell,
    Rows,
    Sheet,
    Tally,
    Unreadable,
    day_text,
    is_percent,
    numeric,
)

# A sign that XML cannot hold, as Excel writes it: _x000D_ is a carriage return.
_ESCAPED = re.compile("_x((?!D[89A-F])[0-9A-F]{4})_", re.IGNORECASE)


def read_xlsx(content: bytes, *, formulas: bool) -> list[Sheet]:
    """The sheets of an xlsx; ``formulas``: whether there are any, and so a second look is due."""
    import openpyxl

    def load(*, values: bool) -> Any:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file claims may be the whole grid
        return book.worksheets

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: drawings, extensions
            shown = load(values=True)
            # which cells are formulas takes a second look; most files have none
            written = load(values=False) if formulas else shown
            tally = Tally()
            return [
                Sheet(sheet.title, _xlsx_rows(sheet, twin, tally), sheet.sheet_state != "visible")
                for sheet, twin in zip(shown, written, strict=True)
            ]
    except Unreadable:
        raise
    except Exception as reason:
        # openpyxl raises whatever a malformed part leads it to; it is all the file's fault
        raise Unreadable(*DAMAGED) from reason


def _xlsx_rows(sheet: Any, twin: Any, tally: Tally) -> list[list[Cell]]:
    rows = Rows(tally)
    if twin is sheet:
        pairs = ((row, row) for row in sheet.iter_rows())
    else:
        pairs = zip(sheet.iter_rows(), twin.iter_rows(), strict=True)
    for row, formulas in pairs:
        rows.add([_xlsx_cell(cell, f) for cell, f in zip(row, formulas, strict=True)])
    return rows.rows


def _xlsx_cell(cell: Any, written: Any) -> Cell:
    value = cell.value
    if value is None:
        if written.data_type == "f" and cell.data_type != "str":  # "str": computed, to ""
            return Cell(UNCOMPUTED, str(getattr(written.value, "text", written.value)))
        return EMPTY
    if cell.data_type == "e":
        return Cell(ERROR, str(value))
    if isinstance(value, bool):
        return Cell(BOOL, str(value).upper())
    if isinstance(value, int | float):
        return numeric(value, percent=is_percent(str(cell.number_format)))
    if isinstance(value, str):
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        return Cell(TEXT, value) if value.strip() else EMPTY
    return Cell(DATE, day_text(value))
