"""xlsx and xlsm: of its parts those that figures need, each streamed once.

A formula that nobody computed is told from a blank, a percent and a date from other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.parsers.expat import ExpatError

from fzlib.intake.formats.cells import BOOL, EMPTY, ERROR, Area, Cell, Sheet, position
from fzlib.intake.formats.markup import walk
from fzlib.intake.formats.number_formats import formatted
from fzlib.intake.formats.refusals import (
    DAMAGED,
    MOST_COLUMNS,
    MOST_DIGITS,
    MOST_ROWS,
    Unreadable,
    bound,
)
from fzlib.intake.formats.sheet_builder import SheetBuilder, Tally
from fzlib.intake.formats.xlsx_parts import TRUE, Attributes, Book, read_book, typed

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,9})?", re.ASCII)
_OF_AREAS = ("array", "dataTable")  # formulas that only the first cell of theirs has
_SHEET_TO_COMPUTE = re.compile(rb"sheetCalcPr\s[^>]{0,200}fullCalcOnLoad\s*=\s*[\"'](?:1|true)")


def read_xlsx(parts: Mapping[str, bytes]) -> list[Sheet]:
    """The sheets of an xlsx, from what its zip holds, by name."""
    try:
        book, tally = read_book(parts), Tally()
        return [
            _SheetReader(book, tally).sheet(name, xml, hidden=hidden)
            for name, hidden, xml in book.sheets
        ]
    except (ExpatError, ValueError, LookupError, OverflowError) as reason:
        # no XML, numbers that are none, references to what is not there
        raise Unreadable(*DAMAGED) from reason


class _SheetReader:
    """Takes in one sheet, tag by tag. Rows and cells stand in order, or the file is damaged."""

    def __init__(self, book: Book, tally: Tally) -> None:
        self.book, self.builder = book, SheetBuilder(tally)
        self.arrays: dict[int, set[int]] = {}  # row → columns
        self.zeros = True
        self.to_compute = book.to_compute
        self.cells: list[Cell] | None = None  # of the row that is open
        self.cell: Attributes | None = None  # of the cell that is open
        self.value = ""
        self.formula: str | None = None
        self.texts: list[str] = []

    def sheet(self, name: str, xml: bytes, *, hidden: bool) -> Sheet:
        """The sheet of this XML."""
        # the mark of a sheet alone stands behind its cells
        self.to_compute = self.to_compute or bool(_SHEET_TO_COMPUTE.search(xml))
        walk(xml, self._start, self._end)
        return self.builder.sheet(name, hidden=hidden)

    def _start(self, name: str, attributes: Attributes) -> None:
        if self.cell is not None:
            if name == "f" and self.to_compute and attributes.get("t") in _OF_AREAS:
                self._array(attributes["ref"])
        elif self.cells is not None:
            if name == "c":
                self.cell, self.value, self.formula = attributes, "", None
                self.texts.clear()
        elif name == "row":
            self._open_row(attributes)
        elif name == "mergeCell":
            if ":" in attributes["ref"]:
                self.builder.merge(_area(attributes["ref"]))
        elif name == "col" and attributes.get("hidden") in TRUE:
            first = int(attributes["min"])
            last = int(attributes.get("max", first))
            self.builder.hidden_columns.append((first - 1, last - 1))
        elif name == "sheetView" and attributes.get("showZeros", "1") not in TRUE:
            self.zeros = False

    def _open_row(self, attributes: Attributes) -> None:
        height = self.builder.height
        row = int(attributes.get("r", height + 1)) - 1
        if row < height:
            raise ValueError
        bound(row + 1, MOST_ROWS)
        self.builder.add([], row - height)
        if attributes.get("hidden") in TRUE:
            self.builder.hidden_rows.append((row, row))
        self.cells = []

    def _end(self, name: str, text: str) -> None:
        if self.cells is None:
            return
        if self.cell is None:
            if name == "row":
                self._fill_arrays(self.cells)
                self.builder.add(self.cells)
                self.cells = None
        elif name == "c":
            self._place(self._read(self.cell), self.cell.get("r"), self.cells)
            self.cell = None
        elif name == "v":
            self.value = text
        elif name == "f":
            self.formula = text
        elif name == "t":
            self.texts.append(text)

    def _place(self, cell: Cell, name: str | None, cells: list[Cell]) -> None:
        """Put a cell behind the others of its row, where its name says."""
        height = self.builder.height
        row, column = (height, len(cells)) if name is None else position(name)
        if row != height or not len(cells) <= column < MOST_COLUMNS:
            raise ValueError
        cells += [EMPTY] * (column - len(cells))
        cells.append(cell)

    def _array(self, ref: str) -> None:
        """Note the cells whose results a formula gives."""
        area = _area(ref)
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        self.builder.tally.add(len(rows) * len(columns))
        for row in rows:
            self.arrays.setdefault(row, set()).update(columns)

    def _fill_arrays(self, cells: list[Cell]) -> None:
        for column in sorted(self.arrays.pop(self.builder.height, ())):
            cells += [EMPTY] * (column + 1 - len(cells))
            value = cells[column].value
            if cells[column] is EMPTY or (isinstance(value, Decimal) and not value):
                cells[column] = Cell.of_formula()

    def _read(self, attributes: Attributes) -> Cell:
        kind, value = attributes.get("t", "n"), self.value
        if self.formula is not None and self._is_uncomputed(kind, value):
            return Cell.of_formula(self.formula or "…")
        if kind == "inlineStr":
            return typed("".join(self.texts))
        if not value or kind == "str":
            return typed(value)
        if kind == "s":
            return self.book.strings[_index(value)]
        if kind == "e":
            return Cell(ERROR, value)
        if kind == "b":
            return Cell(BOOL, str(bool(int(value))).upper())
        return self._number(kind, value, *self.book.formats[_index(attributes.get("s", "0"))])

    def _is_uncomputed(self, kind: str, value: str) -> bool:
        """No result stored; or a 0 or an empty text, in a book that is to be computed on load."""
        if not value:
            return kind != "str" or self.to_compute
        return kind == "n" and self.to_compute and not float(value)

    def _number(self, kind: str, value: str, code: str, is_date: bool) -> Cell:
        from openpyxl.utils.datetime import from_excel, from_ISO8601

        if kind == "d":
            moment = from_ISO8601(value)
            return Cell.of_date(lambda: moment, value)
        if len(value) > MOST_DIGITS:
            return Cell.of_text(value)  # which no reader of figures takes for one
        if kind != "n" or not _NUMBER.fullmatch(value.strip()):
            raise ValueError
        number: Any = int(value) if value.strip("+- ").isdecimal() else float(value)
        if is_date:
            return Cell.of_date(lambda: from_excel(number, self.book.epoch), value)
        return formatted(number, code, zeros=self.zeros)


def _index(text: str) -> int:
    """A place in a list, from 0. ValueError where it is none."""
    if not text.isdecimal():
        raise ValueError
    return int(text)


def _area(ref: str) -> Area:
    """The area of a reference. ValueError where it is none."""
    corners = ref.split(":")
    (top, left), (bottom, right) = position(corners[0]), position(corners[-1])
    if top > bottom or left > right:
        raise ValueError
    return Area(top, left, bottom, right)
