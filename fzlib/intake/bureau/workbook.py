"""A bureau's own workbook → the figures its layout declares, each table found by its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.errors import Place, listing
from fzlib.intake.bureau.candidates import Candidate, CandidateColumn, Workbook
from fzlib.intake.bureau.consistency import check_titles, span_and_unit
from fzlib.intake.bureau.layout import Layout
from fzlib.intake.bureau.table_choice import chosen_tables
from fzlib.intake.bureau.table_heads import ColumnHead, cell_at
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.columns import Headings, InputColumn
from fzlib.intake.figures import Remarks, figure_at
from fzlib.intake.formats.cells import BLANK, address
from fzlib.intake.labels import Label
from fzlib.intake.regions import RegionNames
from fzlib.intake.sheet_checks import check_shape
from fzlib.intake.tables import check_fields
from fzlib.scoring.measures import Series
from fzlib.scoring.panel import FigureKey
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import CITY, Region
from fzlib.vocabulary import PERCENT_UNIT


@dataclass(frozen=True)
class SourceColumn:
    """A column of the workbook that holds a series: under which header, in which unit."""

    column: InputColumn
    series: Series
    head: ColumnHead
    unit: str


@dataclass(frozen=True)
class SourceFigure:
    """A figure of the workbook in its series' unit, None where it is missing, and its cell."""

    source: SourceColumn
    region: str
    value: Decimal | None
    place: Place

    @property
    def key(self) -> FigureKey:
        """Series (its code), span and region."""
        return (*self.source.column, self.region)

    def named(self, headings: Headings) -> str:
        """``双清区累计营业收入（亿元）``: as messages name it."""
        return self.region + headings.written(self.source.column)


@dataclass
class TableFigures:
    """What was read of one table: its columns, its figures row by row, and the rows left out."""

    title: str
    period: Period
    place: Place  # its sheet
    columns: dict[int, SourceColumn] = field(default_factory=dict)
    figures: list[SourceFigure] = field(default_factory=list)
    left_out: list[tuple[Place, str]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # region → its row


def read_workbook(
    workbook: Workbook, layouts: Sequence[Layout], regions: Sequence[Region]
) -> list[TableFigures]:
    """The tables of a workbook; what does not fit goes to its log, reading goes on.

    ``regions``: of regions.csv. Figures are decimals in their series' units (amounts to 6
    decimals, % as stored); a blank or 缺数 mark is None.
    """
    chosen = chosen_tables(workbook, layouts)
    tables = [_TableReader(table, regions).read() for table in chosen]
    _warn_absent(tables, workbook, regions)
    return tables


def _warn_absent(
    tables: Sequence[TableFigures], workbook: Workbook, regions: Sequence[Region]
) -> None:
    """Warn once of each county, and of the city, that no table with a figure has a row for."""
    seen = {
        (t.period, s.column, name) for t in tables for s in t.columns.values() for name in t.rows
    }
    for table in tables:
        for region in regions:
            if region.assessed or region.kind == CITY:
                figures = {(table.period, s.column, region.name) for s in table.columns.values()}
                if figures - seen:
                    what = f"没有“{region.name}”的行，没有它的数"
                    workbook.log.warn(table.place, what, "核对工作簿", kind="region.absent")
                    seen |= figures


class _TableReader:
    """Reads the columns and rows of one table."""

    def __init__(self, table: Candidate, regions: Sequence[Region]) -> None:
        self.table, self.head, self.log = table, table.head, table.log
        self.sheet = table.head.sheet
        self.below = range(self.head.bottom + 1, self.head.end)
        title = " ".join(table.meant_titles[0].text.split())
        self.result = TableFigures(title, table.period, table.place())
        self.columns = self.result.columns
        self.remarks = Remarks()
        texts = (cell_at(self.sheet, row, self.head.names).text for row in self.below)
        self.names = RegionNames(regions, texts)

    def read(self) -> TableFigures:
        """What the table holds."""
        if self.sheet.hidden:
            what, mend = "是隐藏的工作表，照样读了", "如不应使用，改布局的 sheet"
            self.log.warn(self.table.place(), what, mend, kind="sheet.hidden")
        check_titles(self.table)
        for (column,) in self.table.columns.values():
            self._read_column(column)
        for row in self.below:
            if not self._read_row(row):
                break
        self.remarks.tell(self.log)
        file, rows = self.table.workbook.file, self.result.rows.values()
        check_shape(self.sheet, file, rows, self.columns, self.log)
        headers = range(self.head.top, self.head.bottom + 1)
        check_fields(self.sheet, file, headers, rows, self.log)
        return self.result

    def _read_column(self, column: CandidateColumn) -> None:
        series, head, period = column.declared.series, column.head, self.table.period
        span, unit = span_and_unit(column)
        if not span or not unit:
            return
        source = SourceColumn(InputColumn(series.code, span), series, head, unit)
        twin = self.columns.get(column.at)
        if period.month_is_ytd and twin and twin.series == series:
            return  # in 1—2月 one figure is of both spans
        twin = twin or next((s for s in self.columns.values() if s.column == source.column), None)
        if twin:
            what = f"表头“{head.path}”读了两次"
            if twin.head.path != head.path:
                what = f"表头“{twin.head.path}”和“{head.path}”都读作 {series.code}、{span}"
            mend = "核对布局的 header 和 span：一列只读作一个数，一个数只读一列"
            self.log.stop(column.place, what, mend, kind="column.ambiguous")
            return
        self.columns[column.at] = source

    def _read_row(self, row: int) -> bool:
        """Read one row; whether the table goes on below it."""
        name = cell_at(self.sheet, row, self.head.names)
        place, log = self._place(row, self.head.names), self.log
        empty = all(is_missing(cell_at(self.sheet, row, column)) for column in self.columns)
        region = self.names.find(name.text)
        if name.kind == BLANK:
            if not empty:
                what = "有数没有地区名，没有读这一行"
                log.warn(place, what, "核对工作簿", kind="region.unnamed")
        elif any(pattern.find(Label(name.text)) for pattern in self.table.layout.skip):
            self._leave_out(row)
        elif region is None and empty:  # a footnote
            self._leave_out(row)
            # the title of another table: the layout does not say what its figures are
            return not even(name.text).startswith("附")
        elif region is None:
            near = self.names.nearest(name.text)
            guess = f"是不是“{near}”？" if near else ""
            mend = f"{guess}在 regions.csv 里加作别名，或写进布局的 skip"
            log.stop(place, f"“{name.shown}”不是已知地区", mend, kind="region.unknown")
        elif region.name in self.result.rows:
            first = address(self.result.rows[region.name], self.head.names)
            what = f"“{region.name}”有两行（另一行在 {first}）"
            log.stop(place, what, "多余的写进布局的 skip", kind="region.twice")
        else:
            self._read_region(row, region)
        return True

    def _read_region(self, row: int, region: Region) -> None:
        self.result.rows[region.name] = row
        for at, source in self.columns.items():
            cell = cell_at(self.sheet, row, at)
            if region.has(source.series):
                place = self._place(row, at)
                value = figure_at(place, cell, source.series, source.unit, self.log)
                self.result.figures.append(SourceFigure(source, region.name, value, place))
                self.remarks.note(at, place, cell)

    def _leave_out(self, row: int) -> None:
        """A row without figures may name the unit: 计量单位 | 万元, or 单位：万元 below."""
        name = cell_at(self.sheet, row, self.head.names)
        self.result.left_out.append((self._place(row, self.head.names), name.shown))
        cells = self.sheet.rows[row]
        units = {source.unit for source in self.columns.values()} - {PERCENT_UNIT}
        if not units or not any("单位" in cell.text for cell in cells):
            return
        for at, cell in enumerate(cells):
            money = Label(cell.text).money
            if money and not units & set(money):
                named, used = listing(dict.fromkeys(money)), "、".join(sorted(units))
                what = f"写的单位是{named}，按{used}读的"
                mend = "核对单位，写进布局的 unit；这一行说的不是它，就从副本里删去"
                self.log.stop(self._place(row, at), what, mend, kind="unit.other")

    def _place(self, row: int, column: int) -> Place:
        return self.table.place(address(row, column))
