"""A monthly or expected file → the figures of a period: its columns checked, its rows read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fzlib.errors import ProblemLog
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.columns import PERIOD, REGION, Header, InputColumn, read_header, written
from fzlib.intake.figures import Figures, Remarks, figure_at
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.regions import RegionNames
from fzlib.intake.sheet_checks import check_above, check_shape, money_above
from fzlib.intake.tables import InputTable, TableRow, find_table
from fzlib.scoring.panel import COUNTY, NATION, PROVINCE, Region
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MEASURES, MONEY

OF_MONTHLY = tuple(measure for measure in MEASURES if measure != "expected")
OF_EXPECTED = ("expected",)

Wanted = list[tuple[InputColumn, ...]]
Headers = dict[InputColumn, Header]


def monthly_columns(book: RuleBook, period: Period) -> Wanted:
    """What the rule book needs of a monthly file: each entry is met by any of its columns.

    The level, and 同期 or its growth, where an indicator other than va_growth is scored. In
    1—2月 the other span's column serves as well.
    """
    wanted: Wanted = []
    for span in book.spans:
        spans = period.twins(span)
        if book.scores("va_growth"):
            wanted.append(tuple(InputColumn("va_growth", s) for s in spans))
        if book.scores("output_growth", "increment", "contribution"):
            wanted.append(tuple(InputColumn("output", s) for s in spans))
            wanted.append(
                tuple(InputColumn(m, s) for m in ("base", "output_growth") for s in spans)
            )
    return wanted


def expected_columns(book: RuleBook, period: Period) -> Wanted:
    """What it needs of ``expected/YYYY.csv``: without 期间 it would be taken for every month."""
    spans = dict.fromkeys(period.twins(span) for span in book.spans)
    return [(PERIOD,), *(tuple(InputColumn("expected", s) for s in group) for group in spans)]


def read_figures(
    sheets: Sequence[Sheet],
    label: str,
    *,
    period: Period,
    regions: Sequence[Region],
    output: str,
    measures: Collection[str],
    wanted: Wanted,
    rows_for: Sequence[Region],
    log: ProblemLog,
) -> Figures:
    """Read a file of figures; what is wrong goes to ``log``, reading goes on.

    Args:
        sheets: the file's sheets. label: its name for messages. output: Dataset.output.
        measures: what this file is for; another's column is not read, or two files would tell
            the same figure.
        wanted: columns that must be there. rows_for: regions that must have exactly one row.
            A file with a 期间 column holds many periods; only this one's rows are read.
    """

    def column_of(text: str) -> InputColumn | None:
        header = read_header(text, output)
        if header and (header.column in (REGION, PERIOD) or header.column.measure in measures):
            return header.column
        return None

    table = find_table(sheets, label, column_of, log, first=REGION, needed=wanted)
    if table is None:
        return Figures()
    texts = (table.header.text(column) for column in table.columns)
    headers = {header.column: header for text in texts if (header := read_header(text, output))}
    _check_columns(table, headers, wanted, output)
    of_many = PERIOD in table.columns
    if not of_many:
        check_above(table, period, {h.unit for h in headers.values() if h.unit in MONEY})
    reader = _Rows(table, headers, regions)
    for row in table.rows():
        if not of_many or row.period(PERIOD) == period:
            reader.read(row)
    reader.remarks.tell(log)
    rows = [row.number for row in reader.rows.values()]
    check_shape(table.sheet, label, rows, [table.columns[column] for column in reader.units], log)
    for region in rows_for:
        if region.name not in reader.rows:
            what = f"没有“{region.name}”的行" + (f"（{period}）" if of_many else "")
            log.stop(table.place(), what, "补上这一行；没有数据的格留空", kind="region.absent")
    return reader.figures


class _Rows:
    """Reads the rows of a table into ``figures``; ``rows``: each region's.

    ``units``: of the columns that can be read; ``unread``: those whose unit does not fit.
    """

    def __init__(self, table: InputTable, headers: Headers, regions: Sequence[Region]) -> None:
        self.table, self.log = table, table.log
        spans = {column: header for column, header in headers.items() if column.span}
        self.units = {column: header.unit for column, header in spans.items() if header.unit_fits}
        self.unread = [column for column in spans if column not in self.units]
        self.names = RegionNames(regions, (row.text(REGION) for row in table.rows()))
        self.figures, self.remarks = Figures(), Remarks()
        self.rows: dict[str, TableRow] = {}
        for column, unit in self.units.items():
            self.figures.headers[column] = table.header.place(column), unit

    def read(self, row: TableRow) -> None:
        """Take in one row."""
        region = self._region(row)
        if region is None:
            return
        if region.name in self.rows:
            first = self.rows[region.name].place(REGION).cell
            what = f"“{region.name}”有两行（另一行在 {first}）"
            row.stop(REGION, what, "只留一行", "region.twice")
            return
        self.rows[region.name] = row
        if region.kind == COUNTY and not region.assessed:
            self.figures.not_assessed.append((row.place(REGION), region.name))
        else:
            self.figures.misread.update((*column, region.name) for column in self.unread)
        for column in self.units:
            self._take(row, column, region)

    def _take(self, row: TableRow, column: InputColumn, region: Region) -> None:
        figures, place, cell = self.figures, row.place(column), row.cell(column)
        key, measure, unit = (*column, region.name), column.measure, self.units[column]
        is_beside = region.kind == COUNTY and not region.assessed
        is_above = region.kind in (NATION, PROVINCE) and measure != "va_growth"
        if is_beside or is_above:  # nothing in a cell that is not scored stops the run
            value = figure_at(place, cell, measure, unit, ProblemLog())
            if value is not None and is_beside:
                figures.beside[key] = value
            elif value:
                what = f"{region.name}只读增加值增速，没有读“{cell.shown}”"
                mend, kind = "核对是否填错了列", "figure.unexpected"
                self.log.warn(place, what, mend, serious=True, kind=kind)
            return
        before = len(self.log.problems)
        value = figure_at(place, cell, measure, unit, self.log)
        figures.places[key] = place
        if value is not None:
            figures.values[key] = value
            self.remarks.note(column, place, cell)
        elif len(self.log.problems) > before:
            figures.misread.add(key)

    def _region(self, row: TableRow) -> Region | None:
        cell = row.cell(REGION)
        if is_missing(cell):
            row.stop(REGION, "没有地区名", "填地区名；合计、说明行请删去", "region.unnamed")
            return None
        region = self.names.find(cell.text)
        if region is not None:
            return region
        if even(cell.text) == even(self.table.header.text(REGION)):
            mend = "一张工作表只放一张表；打印用的重复表头请删去"
            row.stop(REGION, "又是一行表头", mend, "row.repeated_header")
            return None
        # a row without figures is a footnote, which may name a region
        figures = (row.cell(column) for column in (*self.units, *self.unread))
        near = "" if all(map(is_missing, figures)) else self.names.nearest(cell.text)
        guess = f"是不是“{near}”？" if near else "合计、说明行请删去；是地区的，"
        mend = f"{guess}改为 regions.csv 里的名称，或在那里加作别名"
        row.stop(REGION, f"“{cell.shown}”不是已知地区", mend, "region.unknown")
        return None


def _check_columns(table: InputTable, headers: Headers, wanted: Wanted, output: str) -> None:
    """Whether the columns wanted are there, and the unit in each header fits its measure."""
    for columns in wanted:
        present = [column for column in columns if column in table.columns]
        # growth serves in place of a base column, but not if nothing stands in it
        if {column.measure for column in present} == {"output_growth"}:
            cells = [row.cell(column) for row in table.rows() for column in present]
            present = [] if all(map(is_missing, cells)) else present
        if not present:
            names = "”或“".join(dict.fromkeys(written(column, output) for column in columns))
            mend = "补上这一列，表头照此写"
            # one of them may be the column that is looked for
            if unknown := [f"{place.cell}“{text}”" for place, text in table.unknown[:5]]:
                mend += f"；没认出的表头：{'、'.join(unknown)}"
            table.stop_at_header(f"缺“{names}”列", mend, "column.absent")
    above = money_above(table)
    for column, header in headers.items():
        if not header.unit_fits:
            what = f"单位“{header.unit}”不认识" if header.unit else "没有写单位"
            what = f"表头“{table.header.text(column)}”{what}"
            right = written(column, output).replace("亿元", above if above in MONEY else "亿元")
            table.header.stop(column, what, f"写作“{right}”", "unit.unknown")
    for place, text in table.unknown:
        table.log.warn(place, f"“{text}”列没有用到", "如应使用，请改正表头", kind="column.unknown")
