"""Sheets → a table: its header row, its columns by what they mean, its cells with addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fzlib.errors import Place, ProblemLog, listing, unfit
from fzlib.intake.cell_text import filled
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import BLANK, DATE, EMPTY, Cell, Sheet, address
from fzlib.scoring.periods import AnyPeriod, Period, PeriodError

When = TypeVar("When", bound=AnyPeriod)

HEADER_ROWS = 20  # how far down the header row is looked for
# of a list: what a row that is no entry says in place of its key
SUM_OR_NOTE = re.compile("(?:合计|总计|小计|注[::].*|说明[::].*|填报人.*|制表人.*|审核人.*)")

Meaning = Callable[[str], Hashable | None]  # of a header; None where it says nothing of ours


@dataclass(frozen=True)
class InputTable:
    """A sheet read under its headers; what is wrong in it goes to ``log``.

    ``columns``: key → zero-based column, the first of those that mean the same.
    """

    label: str
    sheet: Sheet
    header_row: int
    columns: Mapping[Hashable, int]
    unknown: tuple[tuple[Place, str], ...]
    log: ProblemLog

    @property
    def header(self) -> TableRow:
        """The header row."""
        return TableRow(self, self.header_row)

    def rows(self) -> Iterator[TableRow]:
        """The rows below the header that hold anything."""
        for row in range(self.header_row + 1, len(self.sheet.rows)):
            if any(cell.kind != BLANK for cell in self.sheet.rows[row]):
                yield TableRow(self, row)

    def place(self, cell: str = "") -> Place:
        """Where a cell stands; without one, the sheet."""
        return Place(self.label, self.sheet.name, cell)

    def stop_at_header(self, what: str, mend: str, kind: str) -> None:
        """Remember a problem of the table as a whole, told at its header row."""
        self.log.stop(self.place(f"第{self.header_row + 1}行"), what, mend, kind=kind)


@dataclass(frozen=True)
class TableRow:
    """One row; its cells go by the keys of their columns."""

    table: InputTable
    number: int

    def cell(self, key: Hashable) -> Cell:
        """The cell in a column; empty where there is no such column or cell."""
        at = self.table.columns.get(key)
        cells = self.table.sheet.rows[self.number]
        return EMPTY if at is None or at >= len(cells) else cells[at]

    @property
    def cells(self) -> list[Cell]:
        """Those in all columns, in their order."""
        cells = self.table.sheet.rows[self.number]
        return [cells[at] if at < len(cells) else EMPTY for at in self.table.columns.values()]

    def text(self, key: Hashable) -> str:
        """What stands in it."""
        return self.cell(key).text

    def place(self, key: Hashable) -> Place:
        """Where it stands."""
        return self.table.place(address(self.number, self.table.columns[key]))

    def stop(self, key: Hashable, what: str, mend: str, kind: str) -> None:
        """Remember a problem of a cell."""
        self.table.log.stop(self.place(key), what, mend, kind=kind)

    def check_printable(self, *keys: Hashable) -> None:
        """No cell may hold what would turn, or break, the line it is printed in."""
        for key in keys:
            if why := unfit(self.text(key)):
                self.stop(key, why, "删去这个字符", "text.unfit")

    def period(self, key: Hashable) -> Period | None:
        """The month in a cell, a date's too; None and a problem where it is none."""
        return self.when(key, Period.parse)

    def when(self, key: Hashable, parse: Callable[[str], When]) -> When | None:
        """The period in a cell, as ``parse`` has it; None and a problem where it is none."""
        cell = self.cell(key)
        try:
            return parse(cell.text[:7] if cell.kind == DATE else cell.shown)
        except PeriodError as error:
            what, mend = str(error).rsplit("：", 1)
            self.stop(key, what, mend, "period.unreadable")
            return None


def find_table(
    sheets: Sequence[Sheet],
    label: str,
    understand: Meaning,
    log: ProblemLog,
    *,
    first: Hashable,
    needed: Sequence[Collection[Hashable]] = (),
) -> InputTable | None:
    """The first sheet that has the headers, else the first with some of them.

    A header row has the ``first`` column and another understood; each entry of ``needed`` is met
    by any of its columns. Another sheet that has them all is warned of. Two columns that mean
    the same are a problem; None (and a problem) where there is no header row.
    """
    tables = [t for sheet in sheets if (t := _headed(sheet, label, understand, log, first))]
    if not tables:
        rows = (row for sheet in sheets for row in sheet.rows if filled(row))
        texts = listing(cell.shown for cell in next(rows, []) if cell.kind != BLANK)
        what = f"没有找到表头，第一行是：{texts}"
        log.stop(Place(label), what, "照数据说明写表头", kind="table.absent")
        return None
    full = [t for t in tables if all(t.columns.keys() & set(keys) for keys in needed)]
    for other in full[1:]:
        if not other.sheet.hidden:
            what = f"也有同样的表头，没有读它，读的是“{full[0].sheet.name}”"
            log.warn(other.place(), what, "要用这张表，请移到最前", kind="sheet.unused")
    table = (full or tables)[0]
    if table.sheet.hidden:
        what, mend = "是隐藏的工作表，照样读了", "如不应使用，请删去"
        log.warn(table.place(), what, mend, kind="sheet.hidden")
    _check_doubles(table, understand)
    rows_below = [row.number for row in table.rows()]
    check_fields(table.sheet, label, [table.header_row], rows_below, log)
    _check_ends(table, rows_below)
    return table


def find_text_table(
    sheets: Sequence[Sheet],
    label: str,
    headers: Sequence[str],
    needed: Sequence[str],
    log: ProblemLog,
) -> InputTable | None:
    """A table of texts, as regions.csv and rulings.csv are; its columns go by these headers.

    None and problems where one that is needed is not there.
    """
    meanings = {even(header): header for header in headers}
    groups = [[header] for header in needed]
    table = find_table(
        sheets, label, lambda text: meanings.get(even(text)), log, first="地区", needed=groups
    )
    if table is None:
        return None
    absent = [header for header in needed if header not in table.columns]
    for header in absent:
        table.stop_at_header(f"缺“{header}”列", "补上这一列，表头照此写", "column.absent")
    return None if absent else table


def _headed(
    sheet: Sheet, label: str, understand: Meaning, log: ProblemLog, first: Hashable
) -> InputTable | None:
    """A sheet under the first row that can be its headers; None where there is none."""
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        keys = {column: understand(cells[column].text) for column in filled(cells)}
        columns: dict[Hashable, int] = {}
        for column, key in keys.items():
            if key is not None:
                columns.setdefault(key, column)
        if first in columns and len(columns) > 1:
            unknown = [
                (Place(label, sheet.name, address(row, column)), cells[column].shown)
                for column, key in keys.items()
                if key is None
            ]
            return InputTable(label, sheet, row, columns, tuple(unknown), log)
    return None


def _check_doubles(table: InputTable, understand: Meaning) -> None:
    row = table.header_row
    for column in filled(table.sheet.rows[row]):
        cell = table.sheet.rows[row][column]
        same = table.columns.get(understand(cell.text), column)
        if same != column:
            what = f"“{cell.shown}”与 {address(row, same)} 的列含义相同"
            place, mend = table.place(address(row, column)), "删去或改名其中一列"
            table.log.stop(place, what, mend, kind="column.twice")


def check_fields(
    sheet: Sheet, label: str, headers: Sequence[int], rows: Iterable[int], log: ProblemLog
) -> None:
    """A CSV row longer than its headers: a comma within a number has shifted all that follows.

    Blank fields count: what was shifted out may be the blanks at the end.
    """
    if not sheet.fields:
        return
    width = max(sheet.fields[row] for row in headers)
    for row in rows:
        if sheet.fields[row] > width:
            what = f"这一行有{sheet.fields[row]}格，表头只有{width}格"
            mend = "数里有逗号的去掉逗号，或给这一格加引号；行末多余的逗号删去"
            log.stop(Place(label, "", address(row, width)), what, mend, kind="row.too_long")


def _check_ends(table: InputTable, rows: Sequence[int]) -> None:
    """In a CSV nothing stands under blank headers at the end.

    Where half of the rows have something there, it is a column without a header.
    """
    sheet = table.sheet
    width = len(sheet.rows[table.header_row])
    longer = [row for row in rows if len(sheet.rows[row]) > width] if sheet.fields else []
    for row in longer if 2 * len(longer) < len(rows) else ():
        if sheet.fields[row] <= sheet.fields[table.header_row]:  # else it is told already
            cells = enumerate(sheet.rows[row][width:], width)
            column, cell = next((at, cell) for at, cell in cells if cell.kind != BLANK)
            what, mend = f"“{cell.shown}”上面没有表头", "补上表头；多余的删去"
            table.log.stop(table.place(address(row, column)), what, mend, kind="column.unheaded")
