"""xls, by xlrd: an error, a percent and a blank are told apart."""

from __future__ import annotations

import io
from typing import Any

from fzlib.intake.cells import (
    BOOL,
    DAMAGED,
    DATE,
    EMPTY,
    ERROR,
    LOCKED,
    MOST_COLUMNS,
    MOST_ROWS,
    TEXT,
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


def read_xls(content: bytes) -> list[Sheet]:
    """The sheets of an xls."""
    import xlrd

    if "EncryptedPackage".encode("utf-16-le") in content:  # an xlsx with a password
        raise Unreadable(*LOCKED)
    remarks = io.StringIO()  # xlrd would print them
    try:
        _no_endless_chain(xlrd.compdoc.CompDoc(content, remarks))
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=remarks,
            on_demand=True,  # a sheet at a time, so that the tally stops it before the next
        )  # fmt: skip
        tally = Tally()
        return [_sheet(book, book.sheet_by_index(n), tally) for n in range(book.nsheets)]
    except Unreadable:
        raise
    except Exception as reason:
        # xlrd raises whatever a cut or scrambled record leads it to; it is all the file's fault
        locked = isinstance(reason, xlrd.XLRDError) and "encrypted" in str(reason)
        raise Unreadable(*(LOCKED if locked else DAMAGED)) from reason


def _no_endless_chain(file: Any) -> None:
    """A small workbook is a chain of sectors; where it bites its tail, xlrd would go round it."""
    for entry in file.dirlist:
        sector, steps = entry.first_SID, 0
        while entry.name in ("Workbook", "Book") and 0 <= sector < len(file.SSAT):
            sector, steps = file.SSAT[sector], steps + 1
            if steps > len(file.SSAT):
                raise Unreadable(*DAMAGED)


def _sheet(book: Any, sheet: Any, tally: Tally) -> Sheet:
    rows, shape = Rows(tally), Shape()
    for number in range(sheet.nrows):
        rows.add([_xls_cell(book, cell) for cell in sheet.row(number)])
    for top, bottom, left, right in sheet.merged_cells:  # xlrd: the ends are left out
        shape.merge(top, left, bottom - 1, right - 1)
    for lines, hidden, most in (
        (sheet.rowinfo_map, shape.hidden_rows, MOST_ROWS),
        (sheet.colinfo_map, shape.hidden_columns, MOST_COLUMNS),
    ):
        for number, line in lines.items():
            if line.hidden:
                shape.hide(hidden, number, number, most)
    return shape.sheet(sheet.name, rows, hidden=sheet.visibility != 0)


def _xls_cell(book: Any, cell: Any) -> Cell:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return EMPTY
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Cell(TEXT, cell.value) if cell.value.strip() else EMPTY
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(ERROR, xlrd.error_text_from_code.get(cell.value, "#错误"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(BOOL, "TRUE" if cell.value else "FALSE")
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return Cell(DATE, day_text(xlrd.xldate_as_datetime(cell.value, book.datemode)))
        except (ValueError, OverflowError):  # a number that is no day, formatted as one
            return Cell(DATE, str(cell.value))
    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return numeric(cell.value, percent=is_percent(form))
