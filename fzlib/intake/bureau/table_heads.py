"""Where tables begin in a sheet of many: the names' header, the stacked headers beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from fzlib.errors import listing
from fzlib.intake.bureau.column_heads import ColumnHead
from fzlib.intake.bureau.layout import Pattern
from fzlib.intake.cell_text import filled, is_figure, spoken, text_of
from fzlib.intake.formats.cells import BLANK, DATE, EMPTY, TEXT, Area, Cell, Sheet, address
from fzlib.intake.formats.limits import MOST_COLUMNS
from fzlib.intake.labels import brief, is_note, units_in, without_unit, years_in
from fzlib.vocabulary import YTD

Spread = dict[tuple[int, int], Area]  # every cell of a merged area → the area

ABOVE = 10  # how far above the headers a title is looked for
STACKED = 6  # how many rows of headers a column can have
MOST_HEADINGS = 50  # tables of one sheet that are looked at
MOST_SPANNED = 2_000  # cells of a merged header


@dataclass(frozen=True)
class TableHead:
    """The header of a table: the names' column, its header's rows, where the table ends."""

    sheet: Sheet
    column: int
    top: int
    bottom: int
    above: int  # the first row that may hold this table's title
    end: int  # the first row that is no longer its own
    spread: Spread = field(repr=False)  # the sheet's
    left: int = 0  # its first column, and the first that is another table's beside it
    right: int = MOST_COLUMNS

    @cached_property
    def titles(self) -> list[tuple[str, str]]:
        """Text and address of the cells above the headers, the nearest row first.

        Those of this table: the only one of their row, or over its columns.
        """
        found = []
        for row in range(self.top - 1, max(self.above, self.top - ABOVE) - 1, -1):
            alone = len(filled(self.sheet.rows[row])) == 1
            for column, cell in spoken(self.sheet.rows[row]):
                area = self.spread.get((row, column))
                last = area.right if area else column
                over = column < self.right and last >= self.left
                if (alone or over) and not is_note(cell.text):
                    found.append((text_of(cell), address(row, column)))
        return found

    @property
    def title_texts(self) -> list[str]:
        """The texts alone."""
        return [text for text, _ in self.titles]

    @cached_property
    def stacks(self) -> dict[int, ColumnHead]:
        """Column → its stacked headers, of every column that has any."""
        wide = max(len(row) for row in self.sheet.rows[self.top : self.bottom + 1])
        found = {}
        for column in range(self.left, min(wide, self.right)):
            stack = self._stack(column)
            if stack.texts:
                found[column] = stack
        return found

    @cached_property
    def spans(self) -> dict[int, frozenset[str]]:
        """Column → the spans it is of, as its headers tell them and the words above."""
        above = [*self.title_texts, self.sheet.name]
        beside = any(s.spans == {YTD} for c, s in self.stacks.items() if c != self.column)
        return {
            column: stack.spans_under(above, beside=beside) for column, stack in self.stacks.items()
        }

    def _stack(self, column: int) -> ColumnHead:
        texts: list[tuple[str, str]] = []
        titles: list[bool] = []
        unit, last = "", None
        for row in reversed(self._stacked):
            area = self.spread.get((row, column))
            if area is not None and area is last:
                continue
            last = area
            corner = (area.top, area.left) if area else (row, column)
            if texts and area is None:
                corner = (row, self._reaching(row, column))
            if area is None and self._in_corner(*corner):
                continue
            text = text_of(_at(self.sheet, *corner))
            body, own = without_unit(brief(text))
            unit = unit or own
            if body and not is_note(body):
                texts.insert(0, (" ".join(text.split()), address(*corner)))
                over = area is not None and area.left <= self.column <= area.right
                titles.insert(0, over or (row < self.top and bool(years_in(text))))
        count = next((n for n, title in enumerate(titles) if not title), len(titles))
        return ColumnHead(tuple(t for t, _ in texts), unit, tuple(c for _, c in texts), count)

    def _in_corner(self, row: int, column: int) -> bool:
        """Whether a text above only stands at the right: an issue date, 2025年3月, a unit.

        Alone over the last of several columns, or a date.
        """
        if row >= self.top:
            return False
        there = self._stacked[row]
        before = bisect_right(there, self.column)
        alone = column > self.column + 1 and there[before : before + 1] >= [column]
        last = all(_at(self.sheet, self.bottom, c).kind == BLANK for c in (column + 1, column + 2))
        return (alone and last) or _at(self.sheet, row, column).kind == DATE

    def _reaching(self, row: int, column: int) -> int:
        """Where the header over a column stands, in a row of headers that nobody merged.

        A CSV has no merged cells: 1-3月 over its first column is meant for those that follow.
        """
        if row in self._merged_rows:
            return column
        there = self._stacked[row]
        at = bisect_right(there, column)
        nearest = there[at - 1] if at else -1
        first = self.column + 1 if column > self.column else self.left
        return nearest if column != self.column and nearest >= first else column

    @cached_property
    def _stacked(self) -> dict[int, list[int]]:
        """The rows that headers can stand in, from the top: row → columns that hold something.

        None above the table that holds a figure, nor what stands above such a row.
        """
        rows = range(max(self.above, self.bottom - STACKED), self.bottom + 1)
        figures = [r for r in rows if r < self.top and any(map(is_figure, self.sheet.rows[r]))]
        first = max(figures, default=rows.start - 1) + 1
        return {row: filled(self.sheet.rows[row]) for row in rows if row >= first}

    @cached_property
    def _merged_rows(self) -> frozenset[int]:
        """Rows in which some header is merged over several columns."""
        return frozenset(row for (row, _), area in self.spread.items() if area.left < area.right)

    def unit(self, column: int, rate: bool, declared: str = "") -> str:
        """The unit that a column's headers, the names' header or the lines above name, or ''.

        Args:
            rate: whether a percentage is looked for, or money. declared: the layout's; of several
            units in one line it tells which, and where it is none of them, all are returned.
        """
        stack = self.stacks[column]
        if stack.unit:
            return stack.unit
        names = _at(self.sheet, self.top, self.column).text
        for text in (*reversed(stack.texts), names, *self.title_texts, self.sheet.name):
            named = [unit for unit in units_in(text) if unit.endswith("元") is not rate]
            if named:
                return declared if declared in named else listing(dict.fromkeys(named))
        return ""


def table_heads(sheet: Sheet, region: Pattern) -> list[TableHead]:
    """The tables of a sheet: every cell that is the header of a column of names."""
    found: list[TableHead] = []
    spread = _spread(sheet)
    for row, cells in enumerate(sheet.rows):
        for column in range(len(cells)):
            if len(found) >= MOST_HEADINGS or not _heads(sheet, row, column, region):
                continue
            area = spread.get((row, column))
            bottom = min(area.bottom if area else row, len(sheet.rows) - 1)
            while bottom - row < STACKED and _continues(sheet, bottom + 1, column):
                bottom += 1
            above = max((h.bottom + 1 for h in found if h.bottom < row), default=0)
            above = max(above, _after_figures(sheet, row))
            found.append(TableHead(sheet, column, row, bottom, above, len(sheet.rows), spread))
    return [_bounded(one, found) for one in found]


def _heads(sheet: Sheet, row: int, column: int, region: Pattern) -> bool:
    """Whether a cell is the header of a column of names.

    Where the layout has '' for it, a blank corner: headers at its right, below it a name with
    figures; the topmost, where headers have several rows.
    """
    cell, beside = _at(sheet, row, column), _at(sheet, row, column + 1)
    if region.text:
        return cell.kind != BLANK and bool(region.find(cell.text))
    if cell.kind != BLANK or beside.kind == BLANK or is_figure(beside):
        return False
    over = [_at(sheet, row - 1, c).kind == BLANK for c in (column, column + 1)] if row else []
    below = range(row + 1, min(row + STACKED, len(sheet.rows)))
    first = next((r for r in below if _at(sheet, r, column).kind != BLANK), None)
    if over == [True, False] or first is None or _at(sheet, first, column).kind != TEXT:
        return False
    return any(map(is_figure, sheet.rows[first][column + 1 :]))


def _bounded(one: TableHead, every: Sequence[TableHead]) -> TableHead:
    """A table ends where another begins, below it or beside it."""
    below = [other.top for other in every if other.top > one.bottom]
    beside = [o.column for o in every if o.top <= one.bottom and o.bottom >= one.top]
    right = [column for column in beside if column > one.column]
    first = min(beside) == one.column  # what stands before the names is its own
    return replace(
        one,
        end=min([*below, one.end]),
        left=0 if first else one.column,
        right=min(right, default=MOST_COLUMNS),
    )


def _after_figures(sheet: Sheet, top: int) -> int:
    """The first row below the last row of figures, a number after a name, above ``top``.

    What stands before it is of another table. One such row that has no header over its figures
    is none: 时间 | 202503, 第 | 3 | 页.
    """
    found: list[int] = []
    over: set[int] = set()  # columns of the texts above
    headed = False
    for row in range(max(top - ABOVE, 0), top):
        cells = sheet.rows[row]
        texts = [c for c in filled(cells) if not is_figure(cells[c])]
        figures = [c for c in filled(cells) if texts and c > texts[0] and is_figure(cells[c])]
        found += [row] * bool(figures)
        headed = headed or not over.isdisjoint(figures)
        over.update(texts)
    return found[-1] + 1 if headed or len(found) > 1 else 0


def _continues(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row is still header: no name, no figure, some text."""
    if row >= len(sheet.rows) or _at(sheet, row, column).kind != BLANK:
        return False
    cells = [cell for cell in sheet.rows[row] if cell.kind != BLANK]
    return bool(cells) and not any(is_figure(cell) for cell in cells)


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
