"""Sheets → a table: the header row found, columns told by their headers, cells with addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import BLANK, DATE, EMPTY, Cell, Sheet, address
from fzlib.scoring.periods import Period, PeriodError

HEADER_ROWS = 20  # how far down the header row is looked for


@dataclass(frozen=True)
class Table:
    """A sheet read under its headers. ``columns``: key → zero-based column."""

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
            if any(cell.kind != BLANK for cell in self.sheet.rows[row]):
                yield row


def find_table(
    sheets: Sequence[Sheet],
    label: str,
    understand: Callable[[str], Hashable | None],
    log: ProblemLog,
    *,
    first: Hashable,
    needed: Sequence[Collection[Hashable]] = (),
) -> Table | None:
    """The first sheet that has the headers, else the first with some of them.

    A header row has the ``first`` column and another understood; each entry of ``needed`` is met
    by any of its columns. Another sheet that has them all is warned of. Two columns that mean
    the same are a problem; None (and a problem) where no header is found.
    """
    headed = []
    for sheet in sheets:
        found = _header_row(sheet, understand, first)
        if found is not None:
            keys = {understand(cell.text) for cell in sheet.rows[found] if cell.kind != BLANK}
            headed.append((sheet, found, all(keys & set(columns) for columns in needed)))
    if not headed:
        seen = listing(cell.shown for cell in _first_row(sheets) if cell.kind != BLANK)
        log.stop(Place(label), f"没有找到表头，第一行是：{seen}", "照数据说明写表头")
        return None
    full = [entry for entry in headed if entry[2]]
    for other, _, _ in full[1:]:
        if not other.hidden:
            what = f"也有同样的表头，没有读它，读的是“{full[0][0].name}”"
            log.warn(Place(label, other.name), what, "要用这张表，请移到最前")
    sheet, row, _ = (full or headed)[0]
    if sheet.hidden:
        log.warn(Place(label, sheet.name), "是隐藏的工作表，照样读了", "如不应使用，请删去")
    table = _table(sheet, label, row, understand, log)
    check_fields(sheet, label, [row], table.rows(), log)
    _check_ends(table, log)
    return table


def _header_row(
    sheet: Sheet, understand: Callable[[str], Hashable | None], first: Hashable
) -> int | None:
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        keys = {understand(cell.text) for cell in cells if cell.kind != BLANK} - {None}
        if first in keys and len(keys) > 1:
            return row
    return None


def _table(
    sheet: Sheet,
    label: str,
    row: int,
    understand: Callable[[str], Hashable | None],
    log: ProblemLog,
) -> Table:
    columns: dict[Hashable, int] = {}
    unknown = []
    for column, cell in enumerate(sheet.rows[row]):
        if cell.kind == BLANK:
            continue
        key = understand(cell.text)
        place = Place(label, sheet.name, address(row, column))
        if key is None:
            unknown.append((place, cell.shown))
        elif key in columns:
            other = address(row, columns[key])
            log.stop(place, f"“{cell.shown}”与 {other} 的列含义相同", "删去或改名其中一列")
        else:
            columns[key] = column
    return Table(label, sheet, row, columns, tuple(unknown))


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
            log.stop(Place(label, "", address(row, width)), what, mend)


def _check_ends(table: Table, log: ProblemLog) -> None:
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
            log.stop(place, f"“{cell.shown}”上面没有表头", "补上表头；多余的删去")


def _first_row(sheets: Sequence[Sheet]) -> list[Cell]:
    rows = (row for sheet in sheets for row in sheet.rows)
    return next((row for row in rows if any(c.kind != BLANK for c in row)), [])


def plain_headers(*names: str) -> Callable[[str], str | None]:
    """Recognise exactly these header texts, brackets and width evened out."""
    known = {even(name): name for name in names}
    return lambda text: known.get(even(text))


def need_columns(table: Table, keys: Iterable[str], log: ProblemLog) -> bool:
    """Whether all ``keys`` have a column; each absent one is a problem."""
    absent = [key for key in keys if key not in table.columns]
    for key in absent:
        log.stop(table.header_place(), f"缺“{key}”列", "补上这一列，表头照此写")
    return not absent


def read_period(table: Table, row: int, key: Hashable, log: ProblemLog) -> Period | None:
    """The period in a cell, a date's month too; None and a problem where it is none."""
    cell = table.cell(row, key)
    try:
        return Period.parse(cell.text[:7] if cell.kind == DATE else cell.shown)
    except PeriodError as error:
        log.stop(table.place(row, key), *str(error).rsplit("：", 1))
        return None
