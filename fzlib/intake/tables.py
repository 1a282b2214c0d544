"""Sheets → a table: its header row, its columns by what they mean, its cells with addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.cell_text import filled
from fzlib.intake.formats.cells import BLANK, DATE, EMPTY, Cell, Sheet, address
from fzlib.scoring.periods import Period, PeriodError

HEADER_ROWS = 20  # how far down the header row is looked for

Meaning = Callable[[str], Hashable | None]  # of a header; None where it says nothing of ours


@dataclass(frozen=True)
class InputTable:
    """A sheet read under its headers.

    ``columns``: key → zero-based column, the first of those that mean the same.
    """

    label: str
    sheet: Sheet
    header_row: int
    columns: Mapping[Hashable, int]
    unknown: tuple[tuple[Place, str], ...] = ()

    def place(self, row: int, key: Hashable) -> Place:
        """Where the cell of ``key`` in ``row`` stands; the header row alone where no column."""
        column = self.columns.get(key, 0)
        return Place(self.label, self.sheet.name, address(row, column))

    def header_place(self) -> Place:
        """The header row."""
        return Place(self.label, self.sheet.name, f"第{self.header_row + 1}行")

    def cell(self, row: int, key: Hashable) -> Cell:
        """The cell of ``key`` in ``row``; empty where the column or the cell is absent."""
        column = self.columns.get(key)
        cells = self.sheet.rows[row]
        return EMPTY if column is None or column >= len(cells) else cells[column]

    def rows(self) -> Iterator[int]:
        """Row numbers below the header that hold anything."""
        for row in range(self.header_row + 1, len(self.sheet.rows)):
            if filled(self.sheet.rows[row]):
                yield row


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
    tables = [t for sheet in sheets if (t := _headed(sheet, label, understand, first))]
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
            place, mend = Place(label, other.sheet.name), "要用这张表，请移到最前"
            log.warn(place, what, mend, kind="sheet.unused")
    table = (full or tables)[0]
    if table.sheet.hidden:
        place, what = Place(label, table.sheet.name), "是隐藏的工作表，照样读了"
        log.warn(place, what, "如不应使用，请删去", kind="sheet.hidden")
    _check_doubles(table, understand, log)
    check_fields(table.sheet, label, [table.header_row], table.rows(), log)
    _check_ends(table, log)
    return table


def _headed(sheet: Sheet, label: str, understand: Meaning, first: Hashable) -> InputTable | None:
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
            return InputTable(label, sheet, row, columns, tuple(unknown))
    return None


def _check_doubles(table: InputTable, understand: Meaning, log: ProblemLog) -> None:
    for column in filled(table.sheet.rows[table.header_row]):
        cell = table.sheet.rows[table.header_row][column]
        same = table.columns.get(understand(cell.text), column)
        if same != column:
            place = Place(table.label, table.sheet.name, address(table.header_row, column))
            what = f"“{cell.shown}”与 {address(table.header_row, same)} 的列含义相同"
            log.stop(place, what, "删去或改名其中一列", kind="column.twice")


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


def _check_ends(table: InputTable, log: ProblemLog) -> None:
    """In a CSV nothing stands under blank headers at the end.

    Where half of the rows have something there, it is a column without a header.
    """
    sheet, rows = table.sheet, list(table.rows())
    width = len(sheet.rows[table.header_row])
    longer = [row for row in rows if len(sheet.rows[row]) > width] if sheet.fields else []
    for row in longer if 2 * len(longer) < len(rows) else ():
        if sheet.fields[row] <= sheet.fields[table.header_row]:  # else it is told already
            cells = enumerate(sheet.rows[row][width:], width)
            column, cell = next((at, cell) for at, cell in cells if cell.kind != BLANK)
            place = Place(table.label, "", address(row, column))
            what, mend = f"“{cell.shown}”上面没有表头", "补上表头；多余的删去"
            log.stop(place, what, mend, kind="column.unheaded")


def read_period(table: InputTable, row: int, key: Hashable, log: ProblemLog) -> Period | None:
    """The period in a cell, a date's month too; None and a problem where it is none."""
    cell = table.cell(row, key)
    try:
        return Period.parse(cell.text[:7] if cell.kind == DATE else cell.shown)
    except PeriodError as error:
        what, mend = str(error).rsplit("：", 1)
        log.stop(table.place(row, key), what, mend, kind="period.unreadable")
        return None
