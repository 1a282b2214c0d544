"""xlsx and xlsm: of its parts those that figures need, each streamed once.

A formula that nobody computed is told from a blank, a percent and a date from other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fzlib.intake.formats.cells import BOOL, EMPTY, ERROR, Cell, Sheet, position
from fzlib.intake.formats.limits import MOST_COLUMNS, MOST_DIGITS, MOST_ROWS
from fzlib.intake.formats.markup import MALFORMED, elements
from fzlib.intake.formats.number_formats import formatted
from fzlib.intake.formats.sheet_builder import SheetBuilder, Tally
from fzlib.intake.formats.unreadable import DAMAGED, TOO_LARGE, Unreadable
from fzlib.intake.formats.xlsx_parts import TRUE, Book, read_book, typed, unescaped

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
    except MALFORMED as reason:
        raise Unreadable(*DAMAGED) from reason


class _SheetReader:
    """Takes in one sheet. Rows and cells stand in order, or the file is damaged."""

    def __init__(self, book: Book, tally: Tally) -> None:
        self.book, self.builder = book, SheetBuilder(tally)
        self.arrays: dict[int, set[int]] = {}  # row → columns
        self.zeros = True
        self.to_compute = book.to_compute

    def sheet(self, name: str, xml: bytes, *, hidden: bool) -> Sheet:
        """The sheet of this XML."""
        # the mark of a sheet alone stands behind its cells
        self.to_compute = self.to_compute or bool(_SHEET_TO_COMPUTE.search(xml))
        cells: list[tuple[str | None, Cell]] = []  # of the row that is open, with their names
        for element in elements(xml):
            kind = element.tag
            if kind == "c":
                if len(cells) == MOST_COLUMNS:
                    raise ValueError
                cells.append((element.get("r"), self._cell(element)))
                element.clear()
            elif kind == "row":
                self._row(element, cells)
                cells.clear()
                element.clear()
            elif kind == "mergeCell":
                if ":" in element.attrib["ref"]:
                    self.builder.merge(*_corners(element.attrib["ref"]))
            elif kind == "col" and element.get("hidden") in TRUE:
                first = int(element.attrib["min"])
                last = int(element.get("max", first))
                self.builder.hidden_columns.append((first - 1, last - 1))
            elif kind == "sheetView" and element.get("showZeros", "1") not in TRUE:
                self.zeros = False
        return self.builder.sheet(name, hidden=hidden)

    def _row(self, element: Any, cells: Iterable[tuple[str | None, Cell]]) -> None:
        height = self.builder.height
        number = int(element.get("r", height + 1)) - 1
        if number < height:
            raise ValueError
        if number >= MOST_ROWS:
            raise Unreadable(*TOO_LARGE)
        self.builder.add([], number - height)
        if element.get("hidden") in TRUE:
            self.builder.hidden_rows.append((number, number))
        row: list[Cell] = []
        for name, cell in cells:
            at, column = (number, len(row)) if name is None else position(name)
            if at != number or not len(row) <= column < MOST_COLUMNS:
                raise ValueError
            row += [EMPTY] * (column - len(row))
            row.append(cell)
        for column in sorted(self.arrays.pop(number, ())):
            row += [EMPTY] * (column + 1 - len(row))
            if row[column] is EMPTY or row[column].value == 0:
                row[column] = Cell.of_formula()
        self.builder.add(row)

    def _array(self, ref: str) -> None:
        """Note the cells whose results a formula gives."""
        top, left, bottom, right = _corners(ref)
        self.builder.tally.add((bottom - top + 1) * (right - left + 1))
        for row in range(top, bottom + 1):
            self.arrays.setdefault(row, set()).update(range(left, right + 1))

    def _cell(self, element: Any) -> Cell:
        within = {child.tag: child for child in element}
        kind, value, formula = element.get("t", "n"), "", within.get("f")
        if "v" in within:
            value = within["v"].text or ""
        if formula is not None:
            if self.to_compute and formula.get("t") in _OF_AREAS:
                self._array(formula.attrib["ref"])
            if self._is_uncomputed(kind, value):
                return Cell.of_formula(formula.text or "…")
        if kind == "inlineStr":
            return typed(within["is"]) if "is" in within else EMPTY
        if not value or kind == "str":
            return unescaped(value)
        if kind == "s":
            return self.book.strings[_index(value)]
        if kind == "e":
            return Cell(ERROR, value)
        if kind == "b":
            return Cell(BOOL, str(bool(int(value))).upper())
        return self._number(kind, value, *self.book.formats[_index(element.get("s", "0"))])

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


def _corners(ref: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of an area. ValueError where it is none."""
    corners = ref.split(":")
    (top, left), (bottom, right) = position(corners[0]), position(corners[-1])
    if top > bottom or left > right:
        raise ValueError
    return top, left, bottom, right
