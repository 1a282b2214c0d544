"""A bureau's own workbook → the figures its layout declares, each table found by its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.bureau.column_heads import ColumnHead
from fzlib.intake.bureau.consistency import check_titles, check_year, column_told
from fzlib.intake.bureau.layout import Layout
from fzlib.intake.bureau.other_period import before, of_the_period
from fzlib.intake.bureau.table_choice import columns_of, find_heading, titles_of
from fzlib.intake.bureau.table_heads import TableHead, table_heads
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.columns import Column
from fzlib.intake.figures import Remarks, figure_at
from fzlib.intake.formats.cells import BLANK, Cell, Sheet, address
from fzlib.intake.labels import units_in
from fzlib.intake.regions import RegionNames
from fzlib.intake.sheet_checks import check_shape
from fzlib.intake.tables import check_fields
from fzlib.scoring.panel import CITY, NATION, PROVINCE, Region
from fzlib.scoring.periods import Period
from fzlib.vocabulary import PERCENT_UNIT


@dataclass(frozen=True)
class Source:
    """A column of the workbook that holds a measure: where, under which header, in which unit."""

    column: Column
    sheet: str
    stack: ColumnHead
    unit: str

    @property
    def header(self) -> str:
        """Its headers, as messages name them."""
        return self.stack.path


@dataclass
class Part:
    """One table as it was read: its period, columns, figures (None: missing) and rows left out."""

    title: str
    period: Period
    sources: list[Source] = field(default_factory=list)
    figures: dict[tuple[Column, str], Decimal | None] = field(default_factory=dict)
    places: dict[tuple[Column, str], Place] = field(default_factory=dict)
    left_out: list[tuple[Place, str]] = field(default_factory=list)
    sheet: str = ""
    rows: dict[str, int] = field(default_factory=dict)  # region → its row


def read_workbook(
    sheets: Sequence[Sheet],
    label: str,
    layouts: Sequence[Layout],
    *,
    period: Period,
    regions: Sequence[Region],
    log: ProblemLog,
) -> list[Part]:
    """The tables of a workbook; what does not fit goes to ``log``, reading goes on.

    Args:
        sheets: the workbook's. label: its name for messages. period: of the workbook as a whole;
            a table with a lag is of an earlier one. regions: of regions.csv.

    Figures are decimals in 亿元 (to 6 decimals) and % (as stored); a blank or 缺数 mark is None.
    """
    before_year = len(log.problems)
    check_year(sheets, label, period, log)
    right_year = len(log.problems) == before_year
    tables = [(one, [h for s in sheets for h in table_heads(s, one.region)]) for one in layouts]
    tables = of_the_period(tables, label, period, log, year_known=right_year)
    parts = []
    for layout, every in tables if right_year else ():
        own = before(period, layout.lag)
        found = find_heading(every, sheets, label, layout, own, log)
        if found is not None:
            parts.append(_read(found, label, layout, period, regions, log))
    _warn_absent(parts, label, regions, log)
    return parts


def _warn_absent(
    parts: Sequence[Part], label: str, regions: Sequence[Region], log: ProblemLog
) -> None:
    """A county, or the city, that no table of a figure has a row of; each is said once."""
    seen = {
        (part.period, source.column, name)
        for part in parts
        for source in part.sources
        for name in part.rows
    }
    for part in parts:
        for region in regions:
            if region.assessed or region.kind == CITY:
                figures = {(part.period, s.column, region.name) for s in part.sources}
                if figures - seen:
                    what = f"没有“{region.name}”的行，没有它的数"
                    log.warn(Place(label, part.sheet), what, "核对工作簿")
                    seen |= figures


def _read(
    heading: TableHead,
    label: str,
    layout: Layout,
    asked: Period,
    regions: Sequence[Region],
    log: ProblemLog,
) -> Part:
    sheet, period = heading.sheet, before(asked, layout.lag)
    if sheet.hidden:
        log.warn(Place(label, sheet.name), "是隐藏的工作表，照样读了", "如不应使用，改布局的 sheet")
    part = Part(" ".join(titles_of(heading, layout)[0].split()), period, sheet=sheet.name)
    check_titles(heading, label, layout, period, asked, log)
    columns: dict[int, Source] = {}
    for measure in layout.columns:
        (at,) = columns_of(heading, measure, period)
        span, unit = column_told(heading, label, layout, measure, at, period, asked, log)
        if not span or not unit:
            continue
        stack = heading.stacks[at]
        source = Source(Column(measure.measure, span), sheet.name, stack, unit)
        if period.is_first and at in columns and columns[at].column.measure == measure.measure:
            continue  # in 1—2月 one figure is of both spans
        twin = columns.get(at) or next((s for s in part.sources if s.column == source.column), None)
        if twin:
            what = f"表头“{stack.path}”读了两次"
            if twin.header != stack.path:
                what = f"表头“{twin.header}”和“{stack.path}”都读作 {measure.measure}、{span}"
            mend = "核对布局的 header 和 span：一列只读作一个数，一个数只读一列"
            log.stop(Place(label, sheet.name, stack.cell), what, mend)
            continue
        columns[at] = source
        part.sources.append(source)
    below = heading.sheet.rows[heading.bottom + 1 : heading.end]
    written = (cells[heading.column].text for cells in below if heading.column < len(cells))
    part.rows = _rows(heading, label, layout, columns, RegionNames(regions, written), part, log)
    check_shape(sheet, label, part.rows.values(), columns, log)
    headers = range(heading.top, heading.bottom + 1)
    check_fields(sheet, label, headers, part.rows.values(), log)
    return part


def _rows(
    heading: TableHead,
    label: str,
    layout: Layout,
    columns: dict[int, Source],
    names: RegionNames,
    part: Part,
    log: ProblemLog,
) -> dict[str, int]:
    """Read the rows below the headers into ``part``; region → its row."""
    sheet, seen, remarks = heading.sheet, {}, Remarks()
    for row in range(heading.bottom + 1, heading.end):
        cells = sheet.rows[row]

        def at(column: int, cells: list[Cell] = cells) -> Cell:
            return cells[column] if column < len(cells) else Cell(BLANK)

        name, place = at(heading.column), Place(label, sheet.name, address(row, heading.column))
        empty = all(is_missing(at(column)) for column in columns)
        if name.kind == BLANK:
            if not empty:
                log.warn(place, "有数没有地区名，没有读这一行", "核对工作簿")
            continue
        if any(pattern.find(name.text) for pattern in layout.skip):
            part.left_out.append((place, name.shown))
            _check_units(cells, columns, label, sheet, row, log)
            continue
        region = names.find(name.text)
        if region is None and empty:  # a footnote
            part.left_out.append((place, name.shown))
            _check_units(cells, columns, label, sheet, row, log)
            if even(name.text).startswith("附"):
                break  # another table's title: whose figures follow is not written here
        elif region is None:
            near = names.nearest(name.text)
            guess = f"是不是“{near}”？" if near else ""
            mend = f"{guess}在 regions.csv 里加作别名，或写进布局的 skip"
            log.stop(place, f"“{name.shown}”不是已知地区", mend)
        elif region.name in seen:
            first = address(seen[region.name], heading.column)
            log.stop(place, f"“{region.name}”有两行（另一行在 {first}）", "多余的写进布局的 skip")
        else:
            seen[region.name] = row
            for column, source in columns.items():
                if _holds(source.column.measure, region):
                    where = Place(label, sheet.name, address(row, column))
                    key = (source.column, region.name)
                    part.places[key] = where
                    part.figures[key] = figure_at(
                        where, at(column), source.column.measure, source.unit, log
                    )
                    remarks.note(column, where, at(column))
    remarks.tell(log)
    return seen


def _check_units(
    cells: Sequence[Cell],
    columns: dict[int, Source],
    label: str,
    sheet: Sheet,
    row: int,
    log: ProblemLog,
) -> None:
    """A row without figures may name the unit: 计量单位 | 万元, or 单位：万元 below the table."""
    money = {source.unit for source in columns.values()} - {PERCENT_UNIT}
    texts = enumerate(cells) if any("单位" in cell.text for cell in cells) else ()
    for column, cell in texts:
        named = [unit for unit in units_in(cell.text) if unit.endswith("元")]
        if money and named and not money & set(named):
            what = f"写的单位是{listing(dict.fromkeys(named))}，按{'、'.join(sorted(money))}读的"
            mend = "核对单位，写进布局的 unit；这一行说的不是它，就从副本里删去"
            log.stop(Place(label, sheet.name, address(row, column)), what, mend)


def _holds(measure: str, region: Region) -> bool:
    return measure == "va_growth" or region.kind not in (NATION, PROVINCE)
