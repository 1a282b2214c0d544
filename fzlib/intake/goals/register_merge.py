"""Entries of a workbook put into a register's file by their key: new, the same, or different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.errors import Place
from fzlib.goals.columns import REGION_NAME, column_type
from fzlib.intake.cell_values import Misread, even, is_missing
from fzlib.intake.formats.cells import PERCENT, TEXT, Cell, address
from fzlib.intake.formats.writing import csv_bytes
from fzlib.intake.forms.workbook_edit import edited
from fzlib.intake.goals.register_values import read_value
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import InputTable, TableRow
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import BLANK, CHANGED, NEW, SAME


@dataclass(frozen=True)
class CellChange:
    """A cell of the workbook and the cell of an entry that it goes to.

    ``kind``: new (nothing stands there), same, changed, or blank (the workbook has nothing: what
    stands there stays). ``old`` and ``new``: as messages show them.
    """

    kind: str
    entry: str
    header: str
    old: str
    new: str
    target: Place
    source: Place


@dataclass
class MergedRegister:
    """A register's file as it will be, and what becomes of each entry.

    Attributes:
        rows: the file's, as text; header_row: which of them has the headers.
        newline: of a CSV. sheet: of a workbook, the one with the list.
        edits: zero-based (row, column) → text, of every cell that changes.
        added: keys of new entries. absent: of those that only the file has: they stay.
        columns: headers that are new to it. changes: of the entries that both have.
    """

    label: str
    is_new: bool
    rows: list[list[str]]
    header_row: int = 0
    newline: str = "\r\n"
    sheet: str = ""
    edits: dict[tuple[int, int], str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)

    def of(self, kind: str) -> list[CellChange]:
        """The changes of a kind."""
        return [change for change in self.changes if change.kind == kind]

    @property
    def differs(self) -> bool:
        """Whether anything would be written."""
        return self.is_new or bool(self.edits)

    def content(self, before: bytes) -> bytes:
        """The file's bytes as they will be. ``before``: as they are, of a workbook."""
        if self.sheet:
            return edited(before, self.sheet, self.edits, self._value)
        return csv_bytes(self.rows, newline=self.newline)

    def _value(self, at: int, text: str) -> object:
        """What a text is in a workbook's cell: a date, a number, else text (of a key 001 too)."""
        cell = Cell(TEXT, text)
        with suppress(Misread):
            return read_value(cell, self.rows[self.header_row][at])
        return text


def merge(
    sources: Sequence[InputTable],
    key: str,
    file: MergedRegister,
    target: InputTable | None,
    regions: RegionNames,
) -> MergedRegister:
    """Put the entries of a workbook into a register's file.

    Args:
        sources: the workbook's list, one after another where it stands on several sheets, with the
            same columns by their evened headers. key: the header of the register's key. file: as
            it is; its rows are changed. target: the list in it; None where there is no file yet,
            which then has the workbook's columns. regions: 福清 is 福清市.
    """
    return _Merge(sources, even(key), file, target, regions).done()


class _Merge:
    def __init__(
        self,
        sources: Sequence[InputTable],
        key: str,
        file: MergedRegister,
        target: InputTable | None,
        regions: RegionNames,
    ) -> None:
        self.sources, self.key, self.file, self.regions = sources, key, file, regions
        self.columns: dict[str, int] = (
            {str(k): at for k, at in target.columns.items()} if target else {}
        )
        file.header_row = target.header_row if target else 0
        self.entries = {even(row.text(key)): row for row in target.rows()} if target else {}
        first = sources[0]
        self.headers = {str(name): first.header.text(name) for name in first.columns}
        if target is None:
            file.rows.append([])

    def done(self) -> MergedRegister:
        """The file with all entries put in."""
        rows = [row for source in self.sources for row in source.rows() if even(row.text(self.key))]
        self._add_columns(rows)
        for row in rows:
            own = self.entries.get(even(row.text(self.key)))
            if own is None:
                self._add(row)
            else:
                self._compare(row, own)
        given = {even(row.text(self.key)) for row in rows}
        self.file.absent += [
            r.text(self.key) for k, r in self.entries.items() if k and k not in given
        ]
        return self.file

    def _add_columns(self, rows: Sequence[TableRow]) -> None:
        """After the last header; of a file that is there, only those with something in them."""
        header = self.file.rows[self.file.header_row]
        for name, text in self.headers.items():
            filled = any(not is_missing(row.cell(name)) for row in rows)
            if name in self.columns or not (self.file.is_new or filled):
                continue
            at = max([n for n, title in enumerate(header, 1) if title.strip()], default=0)
            while any(row[at].strip() for row in self.file.rows if at < len(row)):
                at += 1
            self.columns[name] = at
            self.file.columns.append(text)
            self._write(self.file.header_row, at, text)

    def _add(self, row: TableRow) -> None:
        """A new entry, below the others."""
        self.file.rows.append([""] * len(self.file.rows[self.file.header_row]))
        for name, cell in self._cells(row):
            if not is_missing(cell):
                self._write(len(self.file.rows) - 1, self.columns[name], written(cell))
        self.file.added.append(row.text(self.key))

    def _compare(self, row: TableRow, own: TableRow) -> None:
        """The cells of an entry that is there."""
        for name, cell in self._cells(row):
            if name == self.key:
                continue
            title, at = self._title(name), self.columns[name]
            old = own.cell(name)
            kind = self._kind(old, cell, title)
            target = Place(self.file.label, self.file.sheet, address(own.number, at))
            change = CellChange(
                kind, own.text(self.key), title, old.shown, cell.shown, target, row.place(name)
            )
            self.file.changes.append(change)
            if kind in (NEW, CHANGED):
                self._write(own.number, at, written(cell))

    def _kind(self, old: Cell, new: Cell, header: str) -> str:
        if old == new:
            return SAME
        if is_missing(new):
            return SAME if is_missing(old) else BLANK
        if is_missing(old):
            return NEW
        return SAME if self._meant(old, header) == self._meant(new, header) else CHANGED

    def _meant(self, cell: Cell, header: str) -> object:
        """What a cell says: 2023/5/1 is 2023-05-01, 3.50 is 3.5; its text if it cannot be read."""
        if column_type(header) == REGION_NAME and (region := self.regions.find(cell.text)):
            return region.name
        with suppress(Misread):
            value = read_value(cell, header)
            return even(value) if isinstance(value, str) else value
        return even(written(cell))

    def _cells(self, row: TableRow) -> Iterator[tuple[str, Cell]]:
        return ((name, row.cell(name)) for name in self.headers if name in self.columns)

    def _title(self, name: str) -> str:
        return self.file.rows[self.file.header_row][self.columns[name]]

    def _write(self, row: int, at: int, text: str) -> None:
        cells = self.file.rows[row]
        cells += [""] * (at + 1 - len(cells))
        cells[at] = text
        self.file.edits[row, at] = text


def written(cell: Cell) -> str:
    """A cell of a workbook as a CSV would have it."""
    if isinstance(cell.value, Decimal):
        in_percent = cell.kind == PERCENT
        return plain(cell.value * 100) + "%" if in_percent else plain(cell.value)
    return cell.text
