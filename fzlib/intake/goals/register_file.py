"""A register's file → its entries, each cell by its column's type; problems with their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fzlib.errors import Place, ProblemLog, listing, nearest
from fzlib.goals.actuals import Where
from fzlib.goals.columns import CREDIT_CODE, DATE, NUMBER, column_type
from fzlib.goals.credit_codes import is_credit_code
from fzlib.goals.registers import REGION, Entries, Entry, Value
from fzlib.intake.cell_values import Misread, even, is_missing
from fzlib.intake.figures import Remarks
from fzlib.intake.formats.cells import BLANK, TEXT, Cell, Sheet
from fzlib.intake.goals.needed_columns import FileNeeds
from fzlib.intake.goals.register_values import read_value
from fzlib.intake.goals.row_regions import RowRegions
from fzlib.intake.sheet_checks import check_shape
from fzlib.intake.tables import HEADER_ROWS, SUM_OR_NOTE, InputTable, TableRow, find_table
from fzlib.scoring.regions import CITY, Region

_KINDS = {DATE: "date.misread", NUMBER: "figure.misread"}


def read_register(
    sheets: Sequence[Sheet],
    label: str,
    needs: FileNeeds,
    wheres: Sequence[Where],
    regions: Sequence[Region],
    log: ProblemLog,
) -> Entries | None:
    """The entries of a file in its order; None where its headers are not there.

    Args:
        needs: what the document names of it. wheres: those of its registers and tasks; a text
            that differs from one of their values in width or spaces alone is taken for it.
        regions: of regions.csv. log: what is wrong with a row goes there, and reading goes on.
    """
    spelled = {even(header): header for header in needs.columns}

    def header_of(text: str) -> str:
        """A header in the document's spelling, else in the file's where it first stands."""
        return spelled.setdefault(even(text), text.strip())

    first = _first_column(sheets, needs)
    groups = [[header] for header in needs.columns]
    table = find_table(sheets, label, header_of, log, first=first, needed=groups)
    if table is None:
        return None
    columns = tuple(str(header) for header in table.columns)
    absent = [header for header in needs.columns if header not in table.columns]
    for header in absent:
        others = [column for column in columns if column not in needs.columns]
        near = nearest(header, others)
        mend = f"补上这一列，表头照此写{f'（是不是“{near}”？）' if near else ''}"
        what = f"缺“{header}”列，{listing(needs.columns[header])}要用它"
        table.stop_at_header(what, mend, "column.absent")
    if absent:
        return None
    own = _columns(columns, wheres)
    return _Reader(table, own, needs, RowRegions.of(table, regions)).read()


def _first_column(sheets: Sequence[Sheet], needs: FileNeeds) -> str:
    """The first header needed that stands anywhere a header row may be; else the key's."""
    there = {
        even(cell.text) for sheet in sheets for row in sheet.rows[:HEADER_ROWS] for cell in row
    }
    named = [*needs.keys, *needs.columns]
    return next((header for header in named if even(header) in there), named[0])


@dataclass(frozen=True)
class _Column:
    """One column. ``spelled``: evened-out text → the value as the document has it.

    ``texts``: text → what it says, of those of which nothing is told: most stand in many rows.
    """

    header: str
    kind: str
    spelled: Mapping[str, str]
    texts: dict[object, Value]


def _columns(headers: Sequence[str], wheres: Sequence[Where]) -> tuple[_Column, ...]:
    """The columns of a file. The same text is the same date in all of those that hold dates."""
    spelled: dict[str, dict[str, str]] = {}
    for column, values in (pair for where in wheres for pair in where):
        spelled.setdefault(column, {}).update({even(value): value for value in values})
    dates: dict[object, Value] = {}
    kinds = {header: column_type(header) for header in headers}
    return tuple(
        _Column(header, kind, spelled.get(header, {}), dates if kind == DATE else {})
        for header, kind in kinds.items()
    )


@dataclass
class _Reader:
    """Reads the rows of a table, and remembers what is told once a column."""

    table: InputTable
    columns: tuple[_Column, ...]
    needs: FileNeeds
    rows: RowRegions
    remarks: Remarks = field(default_factory=Remarks)
    doubtful: dict[str, list[Place]] = field(default_factory=dict)

    @cached_property
    def key_header(self) -> str:
        """The header of the first key as the file has it, evened out."""
        return even(self.table.header.text(self.needs.keys[0]))

    def read(self) -> Entries:
        entries, log = dict[int, Entry](), self.table.log
        for row in self.table.rows():
            if self._is_entry(row) and (entry := self._entry(row)):
                entries[row.number] = entry
        self._check_keys(entries)
        self.rows.tell(log, "条")
        self.remarks.tell(log)
        for header, places in self.doubtful.items():
            what = f"“{header}”有{len(places)}个校验位不符：{listing(p.cell for p in places)}"
            log.warn(places[0], what, "核对代码（GB 32100—2015）", kind="code.doubtful")
        numbers = [row.number for row in self.table.rows()]
        check_shape(
            self.table.sheet, self.table.label, numbers, [*self.table.columns.values()], log
        )
        return Entries(tuple(own.header for own in self.columns), tuple(entries.values()))

    def _is_entry(self, row: TableRow) -> bool:
        """Whether it is no second header, sum or note; told where it is one."""
        key = self.needs.keys[0]
        name = even(row.text(key))
        if name == self.key_header:
            mend = "一张工作表只放一张表；打印用的重复表头请删去"
            row.stop(key, "又是一行表头", mend, "row.repeated_header")
            return False
        others = (row.cell(own.header) for own in self.columns if own.header != key)
        if name and (SUM_OR_NOTE.fullmatch(name) or all(map(is_missing, others))):
            what = f"“{row.cell(key).shown}”这一行没有条目的内容"
            row.stop(key, what, "合计、说明行请删去；是条目的补全", "entry.empty")
            return False
        return True

    def _entry(self, row: TableRow) -> Entry | None:
        """The entry in a row; None where it is of an area not assessed.

        One of an unknown area, which stops the run, is read on: what else is wrong is told too.
        """
        region = None
        if REGION in self.table.columns and not is_missing(row.cell(REGION)):
            region = self.rows.find(row)
            if region is None and self.rows.is_outside(row):
                return None
        name = region.name if region and region.kind != CITY else ""
        cells = zip(self.columns, row.cells, strict=True)
        values = {own.header: self._value(row, own, cell) for own, cell in cells}
        if region:
            values[REGION] = region.name
        return Entry(name, values, row.place(self.needs.keys[0]))

    def _value(self, row: TableRow, column: _Column, cell: Cell) -> Value:
        """What a cell says; what is wrong with it, or doubtful, is told or remembered."""
        is_text = cell.kind in (TEXT, BLANK)  # equal numbers may differ in their digits: 1.0 and 1
        if is_text and cell.value in column.texts:
            return column.texts[cell.value]
        header = column.header
        try:
            value = read_value(cell, header)
        except Misread as misread:
            kind = _KINDS.get(column.kind, "entry.misread")
            row.stop(header, misread.what, misread.mend, kind)
            return None if column.kind in _KINDS else ""
        if cell.remarks and column.kind == NUMBER and value is not None:
            self.remarks.note(header, row.place(header), cell)
        if column.spelled and isinstance(value, str):
            value = column.spelled.get(even(value), value)
        if column.kind == CREDIT_CODE and value and not is_credit_code(str(value)):
            self.doubtful.setdefault(header, []).append(row.place(header))
        elif is_text and not cell.remarks:
            column.texts[cell.value] = value
        return value

    def _check_keys(self, entries: Mapping[int, Entry]) -> None:
        """Every entry of a register has a key of its own; of the whole file where they share one.

        ``entries``: by row. Of those of areas not assessed nothing is asked.
        """
        is_shared = len(self.needs.keys) == 1
        for register in self.needs.registers[:1] if is_shared else self.needs.registers:
            seen: dict[str, TableRow] = {}
            for number, entry in entries.items():
                if is_shared or entry.matches(register.where):
                    check_key(TableRow(self.table, number), register.key, seen)


def check_key(row: TableRow, header: str, seen: dict[str, TableRow]) -> None:
    """That an entry has a key of its own. ``seen``: key → row of those before; it is added to.

    ``header``: of the key's column, as the table has it.
    """
    if is_missing(row.cell(header)):
        row.stop(header, f"没有写{header}", "填上，每条一个，不重复", "entry.unnamed")
        return
    key = even(row.text(header))
    if key in seen:
        own, other = row.place(header), seen[key].place(header)
        at = other.cell if other.sheet == own.sheet else f"{other.sheet} › {other.cell}"
        what = f"{header}“{row.cell(header).shown}”重复（另一条在 {at}）"
        row.stop(header, what, "每条用自己的编号；重复的条目删去", "entry.twice")
    seen.setdefault(key, row)
    row.check_printable(header)
