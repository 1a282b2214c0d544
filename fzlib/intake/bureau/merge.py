"""Figures of a workbook against the monthly file there is: what is new, the same, or different."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.errors import InputError, Place, ProblemLog
from fzlib.intake.bureau.import_record import read_record
from fzlib.intake.bureau.workbook import SourceFigure, TableFigures
from fzlib.intake.cell_values import Misread, as_written, factor_of, is_missing
from fzlib.intake.columns import REGION, Headings, InputColumn
from fzlib.intake.formats.cells import PERCENT, TEXT, Cell, Sheet, address
from fzlib.intake.formats.sheets import csv_sheet, csv_texts, format_of, read_sheets
from fzlib.intake.input_files import Files
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import InputTable, find_table
from fzlib.scoring.measures import Measure
from fzlib.scoring.panel import FigureKey
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import COUNTY, Region
from fzlib.scoring.rounding import half_up, plain
from fzlib.vocabulary import BLANK, CHANGED, NEW, PERCENT_UNIT, SAME, SPANS


@dataclass(frozen=True)
class Destination:
    """The data folder that figures go to: its files, regions and headers.

    ``measures``: of which a new file has the columns.
    """

    files: Files
    regions: Sequence[Region]
    headings: Headings
    measures: Collection[Measure]
    log: ProblemLog


@dataclass(frozen=True)
class FigureChange:
    """A figure of the workbook and the cell it goes to.

    ``kind``: new (the cell is empty), same (equal at the decimals that stand there), changed, or
    blank (the workbook has none; what stands there stays). ``old`` and ``new``: what stands in
    the cell and what would, as messages show it.
    """

    kind: str
    figure: SourceFigure
    target: Place
    old: str
    new: str


@dataclass
class CompletedFile:
    """A monthly file as it will be: its rows as text, what changes, and where it came from.

    ``edits``: zero-based (row, column) → text, of every cell that changes, headers and names of
    regions included. ``sheet``: of a workbook, the one that holds the table.
    """

    period: Period
    label: str
    is_new: bool
    rows: list[list[str]] = field(default_factory=list)
    newline: str = "\r\n"
    sheet: str = ""
    edits: dict[tuple[int, int], str] = field(default_factory=dict)
    tables: list[TableFigures] = field(default_factory=list)
    changes: list[FigureChange] = field(default_factory=list)

    def of(self, kind: str) -> list[FigureChange]:
        """The changes of a kind."""
        return [change for change in self.changes if change.kind == kind]

    @property
    def differs(self) -> bool:
        """Whether anything would be written."""
        return self.is_new or any(change.kind in (NEW, CHANGED) for change in self.changes)


def complete(
    destination: Destination, period: Period, tables: Iterable[TableFigures]
) -> CompletedFile | None:
    """The period's monthly file with its figures in ``tables`` put in; None and a problem if not.

    Texts that are not touched stay as they are. A figure is the same if, rounded half-up to the
    decimals of its column, it is what stands there: then that stays. One that an earlier import
    recorded is the same only if the workbook still has it as it was.
    """
    files, log = destination.files, destination.log
    stem = f"monthly/{period}"
    label = files.find(stem, log)
    file = CompletedFile(period, label or f"{stem}.csv", is_new=label is None)
    file.tables = [table for table in tables if table.period == period]
    before = len(log.problems)
    if label is None:
        file.rows = _empty(file.tables, destination)
        sheets = [csv_sheet(file.rows)]
    else:
        sheets = _read(file, files.content(label, log) or b"", log)

    if len(log.problems) == before:
        table = find_table(sheets, file.label, destination.headings.column, log, first=REGION)
        if table is not None and len(log.problems) == before:
            _Completion(file, table, destination).put_all()
            return file
    return None


def _read(file: CompletedFile, content: bytes, log: ProblemLog) -> list[Sheet]:
    """The sheets of a file that is there; of a CSV the rows and the line's end are kept."""
    try:
        sheets = read_sheets(content, file.label)
    except InputError as error:
        log.problems += error.problems
        return []
    form = format_of(content)  # an xlsx may be called .csv
    if form == "csv":
        file.newline = "\r\n" if b"\r\n" in content else "\n"
        file.rows = [list(row) for row in csv_texts(content)]
    elif form != "xlsx":
        mend = "用表格软件另存为 xlsx 或 CSV，移走原文件后再导入"
        log.stop(Place(file.label), "导入只补全 CSV 和 xlsx", mend, kind="file.existing")
    return sheets


def _as_text(cell: Cell) -> str:
    """A workbook's cell as a CSV would have it."""
    if isinstance(cell.value, Decimal):
        return f"{plain(cell.value * 100)}%" if cell.kind == PERCENT else plain(cell.value)
    return cell.value


def _empty(tables: Iterable[TableFigures], destination: Destination) -> list[list[str]]:
    """The columns of a monthly file (contract, section 2), and a row for every region in it.

    Those are the regions that must have one, and those that have a figure.
    """
    headings = destination.headings
    used = {source.column for table in tables for source in table.columns.values()}
    columns = [
        column
        for column in headings.monthly(SPANS)
        if column in used or headings.series[column.series].measure in destination.measures
    ]
    filled = {figure.region for table in tables for figure in table.figures}
    regions = [r for r in destination.regions if r.assessed or r.kind != COUNTY or r.name in filled]
    header = [headings.written(column) for column in (REGION, *columns)]
    return [header, *([region.name, *[""] * len(columns)] for region in regions)]


class _Completion:
    """Puts figures into the rows of one file, under the headers of its table."""

    def __init__(self, file: CompletedFile, table: InputTable, destination: Destination) -> None:
        self.file, self.headings, self.log = file, destination.headings, destination.log
        self.record = read_record(destination.files, file.period, self.headings, ProblemLog())
        self.decimals: dict[InputColumn, int] = {}
        file.sheet = table.sheet.name
        file.rows = file.rows or [[_as_text(cell) for cell in row] for row in table.sheet.rows]
        self.header_row = table.header_row
        self.columns = dict(table.columns)
        self.rows: dict[str, int] = {}
        names = RegionNames(destination.regions)
        for row in table.rows():
            region = names.find(row.text(REGION))
            if region:
                self.rows.setdefault(region.name, row.number)

    def put_all(self) -> None:
        """Put in every figure of every table that was read."""
        figures: dict[FigureKey, SourceFigure] = {}
        for figure in (figure for table in self.file.tables for figure in table.figures):
            first = figures.setdefault(figure.key, figure)
            if first is figure:
                self._put(figure)
            else:
                what = f"{figure.named(self.headings)}在工作簿里读到两处（另一处：{first.place}）"
                self.log.stop(figure.place, what, "布局里同一个数只写一处", kind="figure.twice")

    def _put(self, figure: SourceFigure) -> None:
        column, value = figure.source.column, figure.value
        unit = self._unit(column)
        if unit is None:
            return
        row, at = self._row(figure.region), self.columns[column]
        cells = self.file.rows[row]
        cells += [""] * (at + 1 - len(cells))
        old = cells[at].strip()
        new = "" if value is None else plain(value / factor_of(figure.source.series, unit))
        kind = self._kind(figure, old, new, unit)
        target, shown = self._place(row, at), Cell(TEXT, old).shown
        self.file.changes.append(FigureChange(kind, figure, target, shown, new))
        if kind in (NEW, CHANGED):
            self._write(row, at, new)

    def _kind(self, figure: SourceFigure, old: str, new: str, unit: str) -> str:
        # at once, before anything is written into the column
        decimals = self._decimals(figure.source.column, unit)
        if figure.value is None:
            return BLANK
        if is_missing(Cell(TEXT, old)):
            return NEW
        imported = self.record.get(figure.key)
        # 5.0 stands there as 5: 5.4 is another figure
        still = imported is None or imported.is_still(figure.value)
        same = half_up(Decimal(new), decimals) == _number(old, unit)
        return SAME if still and same else CHANGED

    def _unit(self, column: InputColumn) -> str | None:
        """The unit of a column, which is added if it is not there; None and a problem if none."""
        if column not in self.columns:
            self._add_column(column)
        at = self.columns[column]
        text = self.file.rows[self.header_row][at]
        header = self.headings.read(text)
        if header and header.unit_fits:
            return header.unit
        what = f"表头“{Cell(TEXT, text).shown}”的单位看不出来"
        place, mend = self._place(self.header_row, at), f"写作“{self.headings.written(column)}”"
        self.log.stop(place, what, mend, kind="unit.unknown")
        return None

    def _row(self, region: str) -> int:
        """A region's row, which is added if it is not there."""
        rows = self.file.rows
        if region not in self.rows:
            rows.append([""] * len(rows[self.header_row]))
            self.rows[region] = len(rows) - 1
            self._write(self.rows[region], self.columns[REGION], region)
        return self.rows[region]

    def _decimals(self, column: InputColumn, unit: str) -> int:
        """The most decimals of a column (5 among others may be 5.0); of a rate at least one."""
        if column not in self.decimals:
            at, below = self.columns[column], self.file.rows[self.header_row + 1 :]
            numbers = [_number(row[at], unit) for row in below if at < len(row)]
            decimals = [len(f"{n:f}".partition(".")[2]) for n in numbers if n is not None]
            self.decimals[column] = max([int(unit == PERCENT_UNIT), *decimals])
        return self.decimals[column]

    def _place(self, row: int, at: int) -> Place:
        return Place(self.file.label, self.file.sheet, address(row, at))

    def _write(self, row: int, at: int, text: str) -> None:
        self.file.rows[row][at] = text
        self.file.edits[row, at] = text

    def _add_column(self, column: InputColumn) -> None:
        """After the headers, where the file is blank: no stray figure may come under the header."""
        rows = self.file.rows
        headers = rows[self.header_row]
        at = max(n for n, header in enumerate(headers, 1) if header.strip())
        while any(row[at].strip() for row in rows if at < len(row)):
            at += 1
        headers += [""] * (at + 1 - len(headers))
        self._write(self.header_row, at, self.headings.written(column))
        self.columns[column] = at


def _number(text: str, unit: str) -> Decimal | None:
    """The number in a cell; None where there is none."""
    with suppress(Misread):
        return as_written(Cell(TEXT, text), unit)
    return None
