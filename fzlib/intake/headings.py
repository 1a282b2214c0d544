"""Where tables begin in a sheet of many: the names' header, the stacked headers beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from fzlib.intake.cells import BLANK, EMPTY, NUMBER, PERCENT, Area, Cell, Sheet, address
from fzlib.intake.layout import Pattern, without_unit
from fzlib.intake.values import even

Spread = dict[tuple[int, int], Area]  # every cell of a merged area → the area

ABOVE = 10  # how far above the headers a title is looked for
STACKED = 6  # how many rows of headers a column can have
MOST_HEADINGS = 50  # tables of one sheet that are looked at
MOST_SPANNED = 2_000  # cells of a merged header


@dataclass(frozen=True)
class Stack:
    """The header cells above a column, from top to bottom, and the unit they name."""

    texts: tuple[str, ...]
    unit: str
    cells: tuple[str, ...]

    @property
    def cell(self) -> str:
        """The lowest header's address."""
        return self.cells[-1]

    @property
    def path(self) -> str:
        """As messages name it."""
        return " › ".join(self.texts)


@dataclass(frozen=True)
class Heading:
    """The header of a table: the names' column, its header's rows, where the table ends."""

    sheet: Sheet
    column: int
    top: int
    bottom: int
    above: int  # the first row that may hold this table's title
    end: int  # the first row that is no longer its own
    spread: Spread = field(repr=False)  # the sheet's

    @cached_property
    def titles(self) -> list[tuple[str, str]]:
        """Text and address of the cells above the headers, the nearest row first."""
        return [
            (cell.text, address(row, column))
            for row in range(self.top - 1, max(self.above, self.top - ABOVE) - 1, -1)
            for column, cell in enumerate(self.sheet.rows[row])
            if cell.kind != BLANK
        ]

    @property
    def title_texts(self) -> list[str]:
        """The texts alone."""
        return [text for text, _ in self.titles]

    @cached_property
    def stacks(self) -> dict[int, Stack]:
        """Column → its stacked headers, of every column that has any."""
        wide = max(len(row) for row in self.sheet.rows[self.top : self.bottom + 1])
        found = {}
        for column in range(wide):
            stack = self._stack(column)
            if stack.texts:
                found[column] = stack
        return found

    def _stack(self, column: int) -> Stack:
        texts: list[tuple[str, str]] = []
        unit, last = "", None
        for row in range(self.bottom, max(self.above, self.bottom - STACKED) - 1, -1):
            area = self.spread.get((row, column))
            if area is not None and area is last:
                continue
            last = area
            corner = (area.top, area.left) if area else (row, column)
            cell = _at(self.sheet, *corner)
            body, own = without_unit(even(cell.text))
            unit = unit or own
            if body:
                texts.insert(0, (" ".join(cell.text.split()), address(*corner)))
        return Stack(tuple(t for t, _ in texts), unit, tuple(c for _, c in texts))

    @cached_property
    def unit_line(self) -> str:
        """``单位：万元、%`` above the table; '' where there is none."""
        lines = (re.search(r"单位:([^)]*)", even(text)) for text in self.title_texts)
        return next((line[1] for line in lines if line), "")

    def unit(self, column: int, units: tuple[str, ...]) -> str:
        """The unit among ``units`` that the headers or the line above the table name, or ''."""
        own = self.stacks[column].unit
        if own:
            return own
        named = re.split(r"[、,;/\s]", self.unit_line)
        return next((unit for unit in units if unit in named), "")


def headings(sheet: Sheet, region: Pattern) -> list[Heading]:
    """The tables of a sheet: every cell that is the header of a column of names."""
    found: list[Heading] = []
    spread = _spread(sheet)
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if cell.kind == BLANK or len(found) >= MOST_HEADINGS or not region.find(cell.text):
                continue
            area = spread.get((row, column))
            bottom = min(area.bottom if area else row, len(sheet.rows) - 1)
            while bottom - row < STACKED and _continues(sheet, bottom + 1, column):
                bottom += 1
            before = [h for h in found if h.bottom < row]
            above = before[-1].bottom + 1 if before else 0
            found.append(Heading(sheet, column, row, bottom, above, len(sheet.rows), spread))
    return [
        replace(one, end=min([other.top for other in found if other.top > one.bottom] + [one.end]))
        for one in found
    ]


def texts_of(sheet: Sheet, rows: int) -> Iterator[tuple[str, str]]:
    """Text and address of the cells in the first rows."""
    for row, cells in enumerate(sheet.rows[:rows]):
        for column, cell in enumerate(cells):
            if cell.kind != BLANK:
                yield cell.text, address(row, column)


def _continues(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row is still header: no name, no number, some text."""
    if row >= len(sheet.rows) or _at(sheet, row, column).kind != BLANK:
        return False
    kinds = {cell.kind for cell in sheet.rows[row]} - {BLANK}
    return bool(kinds) and not kinds & {NUMBER, PERCENT}


def _at(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    return cells[column] if column < len(cells) else EMPTY


def _spread(sheet: Sheet) -> Spread:
    """Of the merged areas of a header's size."""
    return {
        (row, column): area
        for area in sheet.merged
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= MOST_SPANNED
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
