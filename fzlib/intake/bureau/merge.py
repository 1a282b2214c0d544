"""Figures of a workbook against the monthly file there is: what is new, the same, or different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.errors import InputError, Place, ProblemLog
from fzlib.intake.bureau.import_record import Imported, read_record
from fzlib.intake.bureau.workbook import Part
from fzlib.intake.cell_values import Misread, as_written
from fzlib.intake.columns import REGION, Column, Header, read_header, written
from fzlib.intake.figures import Key
from fzlib.intake.formats.cells import PERCENT, TEXT, Cell, Sheet, address
from fzlib.intake.formats.sheets import csv_rows, csv_sheet, format_of, read_sheets
from fzlib.intake.input_files import Files
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import find_table
from fzlib.scoring.panel import COUNTY, Region
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up, plain
from fzlib.vocabulary import MONEY, PERCENT_UNIT, SPANS

NEW, SAME, CHANGED, BLANK = "new", "same", "changed", "blank"


@dataclass(frozen=True)
class Change:
    """A figure of the workbook and the cell it goes to.

    ``kind``: new (the cell is empty), same (equal at the decimals that stand there), changed, or
    blank (the workbook has none; what stands there stays). ``value``: 亿元 or %.
    """

    kind: str
    region: str
    column: Column
    value: Decimal | None
    source: Place
    target: Place
    old: str = ""
    new: str = ""

    @property
    def there(self) -> str:
        """What stands in the cell, for a message."""
        return Cell(TEXT, self.old).shown


@dataclass
class Completed:
    """A monthly file as it will be: its rows as text, what changes, and where it came from.

    ``edits``: zero-based (row, column) → text, of every cell that changes, headers and names of
    regions included. ``sheet``: of a workbook, the one that holds the table.
    """

    period: Period
    label: str
    rows: list[list[str]]
    is_new: bool
    newline: str = "\r\n"
    sheet: str = ""
    edits: dict[tuple[int, int], str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def of(self, kind: str) -> list[Change]:
        """The changes of a kind."""
        return [change for change in self.changes if change.kind == kind]

    @property
    def differs(self) -> bool:
        """Whether anything would be written."""
        return self.is_new or any(change.kind in (NEW, CHANGED) for change in self.changes)


def complete(
    files: Files,
    period: Period,
    parts: Sequence[Part],
    regions: Sequence[Region],
    word: str,
    log: ProblemLog,
) -> Completed | None:
    """The period's monthly file with the figures of ``parts`` put in; None and a problem if not.

    Texts that are not touched stay as they are. A figure is the same if, rounded half-up to the
    decimals of its column, it is what stands there: then that stays. One that an earlier import
    recorded is the same only if the workbook still has it as it was.
    """
    stem = f"monthly/{period}"
    label = files.find(stem, log)
    if label is None:
        done = Completed(period, f"{stem}.csv", _empty(parts, regions, word), is_new=True)
        sheets = [csv_sheet(done.rows)]
    else:
        content = files.content(label, log) or b""
        try:
            sheets = read_sheets(content, label)
        except InputError as error:
            log.problems += error.problems
            return None
        done = Completed(period, label, [], is_new=False)
        form = format_of(content)  # an xlsx may be called .csv
        if form == "csv":
            done.newline = "\r\n" if b"\r\n" in content else "\n"
            done.rows = [list(row) for row in csv_rows(content)]
        elif form != "xlsx":
            mend = "用表格软件另存为 xlsx 或 CSV，移走原文件后再导入"
            log.stop(Place(label), "导入只补全 CSV 和 xlsx", mend)
            return None
    done.parts = list(parts)
    record = read_record(files, period, word, ProblemLog())
    return _Filling(done, regions, word, record, log).fill(sheets)


def _as_text(cell: Cell) -> str:
    """A workbook's cell as a CSV would have it."""
    if isinstance(cell.value, Decimal):
        return f"{plain(cell.value * 100)}%" if cell.kind == PERCENT else plain(cell.value)
    return cell.value


def _empty(parts: Sequence[Part], regions: Sequence[Region], word: str) -> list[list[str]]:
    """The contract's columns, a row for every region that must have one or that has a figure."""
    columns = [Column("va_growth", span) for span in SPANS]
    columns += [Column(m, span) for span in SPANS for m in ("output", "base")]
    columns += [Column("output_growth", span) for span in SPANS]
    told = {region for part in parts for _, region in part.figures}
    names = [r.name for r in regions if r.assessed or r.kind != COUNTY or r.name in told]
    header = [written(column, word) for column in (Column(REGION), *columns)]
    return [header, *([name, *[""] * len(columns)] for name in names)]


class _Filling:
    """Puts figures into the rows of one file."""

    def __init__(
        self,
        done: Completed,
        regions: Sequence[Region],
        word: str,
        record: Mapping[Key, Imported],
        log: ProblemLog,
    ) -> None:
        self.done, self.word, self.record, self.log = done, word, record, log
        self.decimals: dict[Column, int] = {}
        self.names = RegionNames(regions)
        self.headers: dict[Column, Header] = {}

    def _understand(self, text: str) -> Column | None:
        header = read_header(text, self.word)
        if header is None:
            return None
        self.headers.setdefault(header.column, header)
        return header.column

    def fill(self, sheets: Sequence[Sheet]) -> Completed | None:
        """Every figure of every part; None where the file's own table cannot be told."""
        done = self.done
        before = len(self.log.problems)
        table = find_table(sheets, done.label, self._understand, self.log, first=Column(REGION))
        if table is None or len(self.log.problems) > before:
            return None
        done.sheet = table.sheet.name
        done.rows = done.rows or [[_as_text(cell) for cell in row] for row in table.sheet.rows]
        self.head = table.header_row
        self.columns = {key: at for key, at in table.columns.items() if isinstance(key, Column)}
        self.rows = {}
        for row in table.rows():
            region = self.names.find(table.cell(row, Column(REGION)).text)
            if region:
                self.rows.setdefault(region.name, row)
        seen: dict[tuple[Column, str], Place] = {}
        for part in done.parts:
            for key, value in part.figures.items():
                place = part.places[key]
                if seen.setdefault(key, place) is not place:
                    name = f"{key[1]}{written(key[0], self.word)}"
                    what = f"{name}在工作簿里读到两处（另一处：{seen[key]}）"
                    self.log.stop(place, what, "布局里同一个数只写一处")
                    continue
                self._put(*key, value, place)
        return done

    def _put(self, column: Column, region: str, value: Decimal | None, source: Place) -> None:
        rows = self.done.rows
        if column not in self.columns:
            self._new_column(column)
        header = self.headers[column]
        if not header.unit_fits:
            at = address(self.head, self.columns[column])
            place = Place(self.done.label, self.done.sheet, at)
            text = Cell(TEXT, rows[self.head][self.columns[column]]).shown
            what = f"表头“{text}”的单位看不出来"
            self.log.stop(place, what, f"写作“{written(column, self.word)}”")
            return
        if region not in self.rows:
            rows.append([""] * max(len(rows[self.head]), 1))
            self.rows[region] = len(rows) - 1
            self._write(len(rows) - 1, self.columns[Column(REGION)], region)
        row, at = self.rows[region], self.columns[column]
        rows[row] += [""] * (at + 1 - len(rows[row]))
        target = Place(self.done.label, self.done.sheet, address(row, at))
        old, new = rows[row][at].strip(), ""
        if value is not None:
            new = plain(value / MONEY.get(header.unit, Decimal(1)))
        kind = _kind(old, new, header.unit, self._decimals(column, header.unit))
        before = self.record.get((column.measure, column.span, region))
        if kind == SAME and before and value is not None and not before.is_still(value):
            kind = CHANGED  # 5.0 stands there as 5: 5.4 is another figure
        self.done.changes.append(Change(kind, region, column, value, source, target, old, new))
        if kind in (NEW, CHANGED):
            self._write(row, at, new)

    def _decimals(self, column: Column, unit: str) -> int:
        """The most decimals of a column (5 among others may be 5.0); of a rate at least one."""
        if column not in self.decimals:
            texts = [
                row[self.columns[column]]
                for row in self.done.rows[self.head + 1 :]
                if self.columns[column] < len(row)
            ]
            found = [_decimals_of(text, unit) for text in texts]
            self.decimals[column] = max([int(unit == PERCENT_UNIT), *found])
        return self.decimals[column]

    def _write(self, row: int, at: int, text: str) -> None:
        self.done.rows[row][at] = text
        self.done.edits[row, at] = text

    def _new_column(self, column: Column) -> None:
        """After the headers, where nothing stands: a stray figure is no one's."""
        rows, text = self.done.rows, written(column, self.word)
        head = rows[self.head]
        at = max(n for n, header in enumerate(head, 1) if header.strip())
        while any(row[at].strip() for row in rows if at < len(row)):
            at += 1
        head += [""] * (at + 1 - len(head))
        self._write(self.head, at, text)
        self._understand(text)
        self.columns[column] = at


def _kind(old: str, new: str, unit: str, decimals: int) -> str:
    if not new:
        return BLANK
    try:
        there = as_written(Cell(TEXT, old), unit)
    except Misread:
        return CHANGED
    if there is None:
        return NEW
    return SAME if half_up(Decimal(new), decimals) == there else CHANGED


def _decimals_of(text: str, unit: str) -> int:
    """How many decimals a cell shows; 0 where it is no number."""
    try:
        there = as_written(Cell(TEXT, text), unit)
    except Misread:
        return 0
    exponent = there.as_tuple().exponent if there is not None else 0
    assert isinstance(exponent, int)  # finite: it was read from digits
    return max(-exponent, 0)
