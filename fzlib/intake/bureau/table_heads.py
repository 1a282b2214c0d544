"""The headers of a sheet's tables, found by that of a column of names, and of their columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from fzlib.intake.bureau.layout import Pattern
from fzlib.intake.cell_text import filled, is_figure, spoken, text_of
from fzlib.intake.formats.cells import BLANK, DATE, EMPTY, TEXT, Area, Cell, Sheet, address
from fzlib.intake.formats.refusals import MOST_COLUMNS
from fzlib.intake.labels import Label, StatedPeriod
from fzlib.vocabulary import MONTH

Spread = dict[tuple[int, int], Area]  # every cell of a merged area → the area

ROWS_ABOVE = 10  # how far above the headers a title is looked for
MOST_HEADERS = 6  # rows of headers that a column can have
MOST_TABLES = 50  # tables of one sheet that are looked at
MOST_SPANNED = 2_000  # cells of a merged header


@dataclass(frozen=True)
class ColumnHead:
    """The header cells over a column, from top to bottom, and the unit they name.

    ``title_rows``: how many of the first ones are the table's title: merged over the names' column
    too, or above its header and with a year in it.
    """

    labels: tuple[Label, ...]
    unit: str
    title_rows: int = 0

    @property
    def cell(self) -> str:
        """The lowest header's address."""
        return self.labels[-1].cell

    @property
    def path(self) -> str:
        """As messages name it."""
        return " › ".join(label.shown for label in self.labels)

    @property
    def own(self) -> tuple[Label, ...]:
        """The labels below the title's."""
        return self.labels[self.title_rows :]

    @cached_property
    def whole(self) -> Label:
        """Its own labels in one."""
        return Label("".join(label.text for label in self.own))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years its headers name; the title's are not its own."""
        return frozenset[int]().union(*(label.years for label in self.own))

    @cached_property
    def words(self) -> frozenset[str]:
        """The spans that words of its headers tell."""
        return frozenset[str]().union(*(label.words for label in self.own))

    @cached_property
    def spans(self) -> frozenset[str]:
        """The spans its headers tell, by words, with 1-3月, or by a month alone (3月).

        A month over or under a word (2025年3月 › 累计) is only what the words are about. Two spans
        where 累计 stands over 当月, or 1-3月 over 3月.
        """
        spans: frozenset[str] = frozenset()
        for label in reversed(self.own):
            alone = {MONTH} if label.period and not self.words and not spans else set()
            spans |= label.spans or alone
        return spans

    def dated(self, period: StatedPeriod, number: int) -> StatedPeriod:
        """The period in this label, with the year that stands over or under it: 2024年 › 1-3月."""
        in_title = number < self.title_rows
        if (not period.year or in_title) and len(self.years) == 1 and {period.year} != self.years:
            year = min(self.years)
            period = replace(period, year=year, text=f"{year}年 › {period.text}")
        return period.in_title if in_title else period


@dataclass(frozen=True)
class TableHead:
    """The header of a table: the names' column, its header's rows, where the table ends."""

    sheet: Sheet
    names: int  # the column of the names
    top: int
    bottom: int
    above: int  # the first row that may hold this table's title
    end: int  # the first row that is no longer its own
    spread: Spread = field(repr=False)  # the sheet's
    left: int = 0  # its first column, and the first that is another table's beside it
    right: int = MOST_COLUMNS

    @cached_property
    def titles(self) -> list[Label]:
        """What stands above the headers, the nearest row first; the sheet's name is the last.

        Those of this table: the only text of its row, or over its columns.
        """
        titles = []
        for row in range(self.top - 1, max(self.above, self.top - ROWS_ABOVE) - 1, -1):
            alone = len(filled(self.sheet.rows[row])) == 1
            for column, cell in spoken(self.sheet.rows[row]):
                area = self.spread.get((row, column))
                last = area.right if area else column
                over = column < self.right and last >= self.left
                label = Label(text_of(cell), address(row, column))
                if (alone or over) and not label.is_note:
                    titles.append(label)
        return [*titles, Label(self.sheet.name)]

    @cached_property
    def columns(self) -> dict[int, ColumnHead]:
        """Column → its headers, of every column that has any, the names' left out."""
        wide = max(len(row) for row in self.sheet.rows[self.top : self.bottom + 1])
        columns = range(self.left, min(wide, self.right))
        heads = {column: self._column_head(column) for column in columns if column != self.names}
        return {column: head for column, head in heads.items() if head.labels}

    def _column_head(self, column: int) -> ColumnHead:
        labels: list[Label] = []
        in_title: list[bool] = []
        unit, last = "", None
        for row in reversed(self._header_rows):
            area = self.spread.get((row, column))
            if area is not None and area is last:
                continue
            last = area
            corner = (row, self._reaching(row, column) if labels else column)
            if area is not None:
                corner = (area.top, area.left)
            elif self._in_corner(*corner):
                continue
            label = Label(text_of(cell_at(self.sheet, *corner)), address(*corner))
            unit = unit or label.unit
            if label.bare and not label.is_note:
                labels.insert(0, label)
                over = area is not None and area.left <= self.names <= area.right
                in_title.insert(0, over or (row < self.top and bool(label.years)))
        return ColumnHead(tuple(labels), unit, [*in_title, False].index(False))

    def _in_corner(self, row: int, column: int) -> bool:
        """Whether a text above only stands at the right: an issue date, 2025年3月, a unit.

        Alone over the last of several columns, or a date.
        """
        if row >= self.top:
            return False
        columns = self._header_rows[row]
        before = bisect_right(columns, self.names)
        alone = column > self.names + 1 and columns[before : before + 1] >= [column]
        right = (cell_at(self.sheet, self.bottom, c) for c in (column + 1, column + 2))
        last = all(cell.kind == BLANK for cell in right)
        return (alone and last) or cell_at(self.sheet, row, column).kind == DATE

    def _reaching(self, row: int, column: int) -> int:
        """Where the header over a column stands, in a row of headers that nobody merged.

        A CSV has no merged cells: 1-3月 over its first column is meant for those that follow.
        """
        if row in self._merged_rows:
            return column
        columns = self._header_rows[row]
        before = bisect_right(columns, column)
        nearest = columns[before - 1] if before else -1
        first = self.names + 1 if column > self.names else self.left
        return nearest if nearest >= first else column

    @cached_property
    def _header_rows(self) -> dict[int, list[int]]:
        """The rows that headers can stand in, from the top: row → columns that hold something.

        None above the table that holds a figure, nor what stands above such a row.
        """
        rows = range(max(self.above, self.bottom - MOST_HEADERS), self.bottom + 1)
        figures = [r for r in rows if r < self.top and any(map(is_figure, self.sheet.rows[r]))]
        first = max(figures, default=rows.start - 1) + 1
        return {row: filled(self.sheet.rows[row]) for row in rows if row >= first}

    @cached_property
    def _merged_rows(self) -> frozenset[int]:
        """Rows in which some header is merged over several columns."""
        return frozenset(row for (row, _), area in self.spread.items() if area.left < area.right)


def table_heads(sheet: Sheet, region: Pattern) -> list[TableHead]:
    """The tables of a sheet: every cell that is the header of a column of names."""
    heads: list[TableHead] = []
    spread = _spread(sheet)
    for row, cells in enumerate(sheet.rows):
        for column in range(len(cells)):
            if len(heads) >= MOST_TABLES or not _heads_names(sheet, row, column, region):
                continue
            area = spread.get((row, column))
            bottom = min(area.bottom if area else row, len(sheet.rows) - 1)
            while bottom - row < MOST_HEADERS and _continues(sheet, bottom + 1, column):
                bottom += 1
            ends = [head.bottom + 1 for head in heads if head.bottom < row]
            above = max(_after_figures(sheet, row), *ends, 0)
            heads.append(TableHead(sheet, column, row, bottom, above, len(sheet.rows), spread))
    return [_bounded(head, heads) for head in heads]


def _heads_names(sheet: Sheet, row: int, column: int, region: Pattern) -> bool:
    """Whether a cell is the header of a column of names.

    Where the layout has '' for it, a blank corner: headers at its right, below it a name with
    figures; the topmost, where headers have several rows.
    """
    cell, beside = cell_at(sheet, row, column), cell_at(sheet, row, column + 1)
    if region.text:
        return cell.kind != BLANK and bool(region.find(Label(cell.text)))
    if cell.kind != BLANK or beside.kind == BLANK or is_figure(beside):
        return False
    over = [cell_at(sheet, row - 1, c).kind == BLANK for c in (column, column + 1)] if row else []
    below = range(row + 1, min(row + MOST_HEADERS, len(sheet.rows)))
    first = next((r for r in below if cell_at(sheet, r, column).kind != BLANK), None)
    if over == [True, False] or first is None or cell_at(sheet, first, column).kind != TEXT:
        return False
    return any(map(is_figure, sheet.rows[first][column + 1 :]))


def _bounded(head: TableHead, heads: Sequence[TableHead]) -> TableHead:
    """A table ends where another begins, below it or beside it."""
    below = [other.top for other in heads if other.top > head.bottom]
    beside = [h.names for h in heads if h.top <= head.bottom and h.bottom >= head.top]
    return replace(
        head,
        end=min([*below, head.end]),
        left=0 if min(beside) == head.names else head.names,  # what stands before is its own
        right=min((column for column in beside if column > head.names), default=MOST_COLUMNS),
    )


def _after_figures(sheet: Sheet, top: int) -> int:
    """The first row below the last row of figures, a number after a name, above ``top``.

    What stands before it is of another table. One such row that has no header over its figures
    is none: 时间 | 202503, 第 | 3 | 页.
    """
    rows: list[int] = []
    over: set[int] = set()  # columns of the texts above
    headed = False
    for row in range(max(top - ROWS_ABOVE, 0), top):
        cells = sheet.rows[row]
        texts = [c for c in filled(cells) if not is_figure(cells[c])]
        figures = [c for c in filled(cells) if texts and c > texts[0] and is_figure(cells[c])]
        rows += [row] * bool(figures)
        headed = headed or not over.isdisjoint(figures)
        over.update(texts)
    return rows[-1] + 1 if headed or len(rows) > 1 else 0


def _continues(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row is still header: no name, no figure, some text."""
    if row >= len(sheet.rows) or cell_at(sheet, row, column).kind != BLANK:
        return False
    cells = [cell for cell in sheet.rows[row] if cell.kind != BLANK]
    return bool(cells) and not any(is_figure(cell) for cell in cells)


def cell_at(sheet: Sheet, row: int, column: int) -> Cell:
    """A cell; an empty one outside of the sheet."""
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
