"""xlsx and xlsm, by openpyxl: an uncomputed formula is told from a blank."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any

from fzlib.intake.cells import (
    BOOL,
    DAMAGED,
    DATE,
    EMPTY,
    ERROR,
    MOST_COLUMNS,
    MOST_ROWS,
    TEXT,
    UNCOMPUTED,
    Cell,
    Rows,
    Shape,
    Sheet,
    Tally,
    Unreadable,
    day_text,
    is_percent,
    numeric,
)

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]+\d+):([A-Z]+\d+)")
_LINE = re.compile(rb"<(?:\w+:)?(row|col)\s([^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*)")
_NUMBERS = re.compile(rb"\b(r|min|max)\s*=\s*[\"'](\d{1,7})[\"']")
# A sign that XML cannot hold, as Excel writes it: _x000D_ is a carriage return.
_ESCAPED = re.compile("_x((?!D[89A-F])[0-9A-F]{4})_", re.IGNORECASE)


def read_xlsx(content: bytes, parts: Mapping[str, bytes], *, formulas: bool) -> list[Sheet]:
    """The sheets of an xlsx.

    Args:
        content: the file. parts: what its zip holds, by name. formulas: whether there are any,
            and so a second look is due.
    """
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
                _shape(parts.get(sheet._worksheet_path, b"")).sheet(
                    sheet.title,
                    _xlsx_rows(sheet, twin, tally),
                    hidden=sheet.sheet_state != "visible",
                )
                for sheet, twin in zip(shown, written, strict=True)
            ]
    except Unreadable:
        raise
    except Exception as reason:
        # openpyxl raises whatever a malformed part leads it to; it is all the file's fault
        raise Unreadable(*DAMAGED) from reason


def _shape(xml: bytes) -> Shape:
    """Merged areas and hidden rows and columns, which openpyxl's bounded reading leaves out."""
    from openpyxl.utils.cell import coordinate_to_tuple

    shape = Shape()
    for found in _MERGED.finditer(xml):
        corners = (coordinate_to_tuple(corner.decode()) for corner in found.groups())
        (top, left), (bottom, right) = corners
        shape.merge(top - 1, left - 1, bottom - 1, right - 1)
    for kind, attributes in _LINE.findall(xml):
        numbers = {key: int(number) for key, number in _NUMBERS.findall(attributes)}
        if kind == b"row" and b"r" in numbers:
            shape.hide(shape.hidden_rows, numbers[b"r"] - 1, numbers[b"r"] - 1, MOST_ROWS)
        elif kind == b"col" and b"min" in numbers:
            last = numbers.get(b"max", numbers[b"min"]) - 1
            shape.hide(shape.hidden_columns, numbers[b"min"] - 1, last, MOST_COLUMNS)
    return shape


def _xlsx_rows(sheet: Any, twin: Any, tally: Tally) -> Rows:
    rows = Rows(tally)
    if twin is sheet:
        pairs = ((row, row) for row in sheet.iter_rows())
    else:
        pairs = zip(sheet.iter_rows(), twin.iter_rows(), strict=True)
    for row, formulas in pairs:
        rows.add([_xlsx_cell(cell, f) for cell, f in zip(row, formulas, strict=True)])
    return rows


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
