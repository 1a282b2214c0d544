"""xls, by xlrd and the records it drops: an error, a percent and a blank are told apart."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from typing import Any

from fzlib.intake.formats.biff import EmptyFormulas, empty_formulas
from fzlib.intake.formats.cells import BOOL, EMPTY, ERROR, Area, Cell, Sheet
from fzlib.intake.formats.number_formats import formatted
from fzlib.intake.formats.refusals import DAMAGED, LOCKED, Unreadable
from fzlib.intake.formats.sheet_builder import SheetBuilder, Tally


def read_xls(content: bytes) -> list[Sheet]:
    """The sheets of an xls."""
    import xlrd

    if "EncryptedPackage".encode("utf-16-le") in content:  # an xlsx with a password
        raise Unreadable(*LOCKED)
    chatter = io.StringIO()  # xlrd would print it
    try:
        file = xlrd.compdoc.CompDoc(content, chatter)
        _no_endless_chain(file)
        stream = file.get_named_stream("Workbook") or file.get_named_stream("Book")
        formulas = empty_formulas(stream)
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=chatter,
            on_demand=True,  # a sheet at a time, so that the tally stops it before the next
        )  # fmt: skip
        tally = Tally()
        return [
            _sheet(book, book.sheet_by_index(n), empty, tally)
            for n, empty in zip(range(book.nsheets), formulas, strict=True)
        ]
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


def _sheet(book: Any, sheet: Any, formulas: EmptyFormulas, tally: Tally) -> Sheet:
    builder = SheetBuilder(tally)
    zeros = bool(sheet.show_zero_values)
    for number in range(sheet.nrows):
        cells = [_cell(book, cell, zeros=zeros) for cell in sheet.row(number)]
        for column, cell in enumerate(cells):
            empty = formulas.get((number, column))
            if isinstance(empty, Cell):
                cells[column] = empty
            elif empty:
                cells[column] = replace(cell, remarks=(*cell.remarks, empty))
        builder.add(cells)
    for top, bottom, left, right in sheet.merged_cells:  # xlrd: the ends are left out
        builder.merge(Area(top, left, bottom - 1, right - 1))
    builder.hidden_rows = [(n, n) for n, line in sheet.rowinfo_map.items() if line.hidden]
    builder.hidden_columns = [(n, n) for n, line in sheet.colinfo_map.items() if line.hidden]
    return builder.sheet(sheet.name, hidden=sheet.visibility != 0)


def _cell(book: Any, cell: Any, *, zeros: bool) -> Cell:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return EMPTY
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Cell.of_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(ERROR, xlrd.error_text_from_code.get(cell.value, "#错误"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(BOOL, "TRUE" if cell.value else "FALSE")
    if cell.ctype == xlrd.XL_CELL_DATE:
        moment = partial(xlrd.xldate_as_datetime, cell.value, book.datemode)
        return Cell.of_date(moment, cell.value)
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return formatted(cell.value, code, zeros=zeros)
