"""A monthly or expected file → the figures of a period: its columns checked, its rows read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from fzlib.errors import Place, ProblemLog
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.columns import PERIOD, REGION, Column, Header, read_header, written
from fzlib.intake.figures import Figures, Remarks, figure_at
from fzlib.intake.formats.cells import Cell, Sheet
from fzlib.intake.regions import RegionNames
from fzlib.intake.sheet_checks import check_above, check_shape, money_above
from fzlib.intake.tables import InputTable, find_table, read_period
from fzlib.scoring.panel import COUNTY, NATION, PROVINCE, FigureKey, Region
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MEASURES, MONEY

OF_MONTHLY = tuple(measure for measure in MEASURES if measure != "expected")
OF_EXPECTED = ("expected",)

Wanted = list[tuple[Column, ...]]
Headers = dict[Column, Header]


def monthly_columns(book: RuleBook, period: Period) -> Wanted:
    """What the rule book needs of a monthly file: each entry is met by any of its columns.

    The level, and 同期 or its growth, where an indicator other than va_growth is scored. In
    1—2月 the other span's column serves as well.
    """
    wanted: Wanted = []
    for span in book.spans:
        spans = period.twins(span)
        if book.scores("va_growth"):
            wanted.append(tuple(Column("va_growth", s) for s in spans))
        if "output" in book.measures:
            wanted.append(tuple(Column("output", s) for s in spans))
            wanted.append(tuple(Column(m, s) for m in ("base", "output_growth") for s in spans))
    return wanted


def expected_columns(book: RuleBook, period: Period) -> Wanted:
    """What it needs of ``expected/YYYY.csv``: without 期间 it would be taken for every month."""
    spans = dict.fromkeys(period.twins(span) for span in book.spans)
    return [(Column(PERIOD),), *(tuple(Column("expected", s) for s in group) for group in spans)]


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

    def column_of(text: str) -> Column | None:
        header = read_header(text, output)
        if header is None or header.column.measure not in (REGION, PERIOD, *measures):
            return None
        return header.column

    table = find_table(sheets, label, column_of, log, first=Column(REGION), needed=wanted)
    if table is None:
        return Figures()
    texts = (table.cell(table.header_row, column).text for column in table.columns)
    headers = {header.column: header for text in texts if (header := read_header(text, output))}
    _check_columns(table, headers, wanted, output, log)
    of_many = Column(PERIOD) in table.columns
    if not of_many:
        check_above(table, period, {h.unit for h in headers.values() if h.unit in MONEY}, log)
    reader = _Rows(table, headers, regions, log)
    for row in table.rows():
        if not of_many or read_period(table, row, Column(PERIOD), log) == period:
            reader.read(row)
    reader.remarks.tell(log)
    at = [table.columns[column] for column in reader.columns]
    check_shape(table.sheet, label, reader.rows.values(), at, log)
    for region in rows_for:
        if region.name not in reader.rows:
            what = f"没有“{region.name}”的行" + (f"（{period}）" if of_many else "")
            place = Place(table.label, table.sheet.name)
            log.stop(place, what, "补上这一行；没有数据的格留空", kind="region.absent")
    return reader.figures


class _Rows:
    """Reads the rows of a table into ``figures``; ``rows``: each region's."""

    def __init__(
        self, table: InputTable, headers: Headers, regions: Sequence[Region], log: ProblemLog
    ) -> None:
        self.table, self.log = table, log
        spans = [column for column in table.columns if isinstance(column, Column) and column.span]
        self.columns = {c: headers[c].unit for c in spans if headers[c].unit_fits}
        self.unread = [column for column in spans if column not in self.columns]
        self.names = RegionNames(regions, (self._name(row).text for row in table.rows()))
        self.figures, self.remarks = Figures(), Remarks()
        self.rows: dict[str, int] = {}
        for column, unit in self.columns.items():
            place = table.place(table.header_row, column)
            self.figures.headers[column.measure, column.span] = place, unit

    def read(self, row: int) -> None:
        """Take in one row."""
        region, place = self._region(row), self.table.place(row, Column(REGION))
        if region is None:
            return
        if region.name in self.rows:
            first = self.table.place(self.rows[region.name], Column(REGION)).cell
            what = f"“{region.name}”有两行（另一行在 {first}）"
            self.log.stop(place, what, "只留一行", kind="region.twice")
            return
        self.rows[region.name] = row
        if region.kind == COUNTY and not region.assessed:
            self.figures.not_assessed.append((place, region.name))
            for column in self.columns:  # nothing in a row that is not scored stops the run
                value = self._figure(row, column, ProblemLog())
                if value is not None:
                    self.figures.beside[column.measure, column.span, region.name] = value
            return
        self.figures.misread.update((c.measure, c.span, region.name) for c in self.unread)
        for column in self.columns:
            if region.kind in (NATION, PROVINCE) and column.measure != "va_growth":
                self._warn_unread(row, column, region)
            else:
                self._take(row, column, (column.measure, column.span, region.name))

    def _take(self, row: int, column: Column, key: FigureKey) -> None:
        figures, place, before = self.figures, self.table.place(row, column), len(self.log.problems)
        figures.places[key] = place
        value = self._figure(row, column, self.log)
        if value is not None:
            figures.values[key] = value
            self.remarks.note(column, place, self.table.cell(row, column))
        elif len(self.log.problems) > before:
            figures.misread.add(key)

    def _warn_unread(self, row: int, column: Column, region: Region) -> None:
        if self._figure(row, column, ProblemLog()):
            place, shown = self.table.place(row, column), self.table.cell(row, column).shown
            what = f"{region.name}只读增加值增速，没有读“{shown}”"
            self.log.warn(place, what, "核对是否填错了列", serious=True, kind="figure.unexpected")

    def _figure(self, row: int, column: Column, log: ProblemLog) -> Decimal | None:
        place, cell = self.table.place(row, column), self.table.cell(row, column)
        return figure_at(place, cell, column.measure, self.columns[column], log)

    def _name(self, row: int) -> Cell:
        return self.table.cell(row, Column(REGION))

    def _region(self, row: int) -> Region | None:
        cell, place = self._name(row), self.table.place(row, Column(REGION))
        if is_missing(cell):
            mend = "填地区名；合计、说明行请删去"
            self.log.stop(place, "没有地区名", mend, kind="region.unnamed")
            return None
        region = self.names.find(cell.text)
        if region is not None:
            return region
        if even(cell.text) == even(self._name(self.table.header_row).text):
            mend = "一张工作表只放一张表；打印用的重复表头请删去"
            self.log.stop(place, "又是一行表头", mend, kind="row.repeated_header")
            return None
        # a row without figures is a footnote, which may name a region
        figures = (self.table.cell(row, column) for column in (*self.columns, *self.unread))
        near = "" if all(map(is_missing, figures)) else self.names.nearest(cell.text)
        guess = f"是不是“{near}”？" if near else "合计、说明行请删去；是地区的，"
        mend = f"{guess}改为 regions.csv 里的名称，或在那里加作别名"
        self.log.stop(place, f"“{cell.shown}”不是已知地区", mend, kind="region.unknown")
        return None


def _check_columns(
    table: InputTable, headers: Headers, wanted: Wanted, output: str, log: ProblemLog
) -> None:
    """Whether the columns wanted are there, and the unit in each header fits its measure."""
    for columns in wanted:
        present = [column for column in columns if column in table.columns]
        # growth serves in place of a base column, but not if nothing stands in it
        if {column.measure for column in present} == {"output_growth"}:
            present = [column for column in present if not _is_blank(table, column)]
        if not present:
            names = "”或“".join(dict.fromkeys(written(column, output) for column in columns))
            mend = "补上这一列，表头照此写"
            # one of them may be the column that is looked for
            if unknown := [f"{place.cell}“{text}”" for place, text in table.unknown[:5]]:
                mend += f"；没认出的表头：{'、'.join(unknown)}"
            log.stop(table.header_place(), f"缺“{names}”列", mend, kind="column.absent")
    above = money_above(table)
    for column, header in headers.items():
        if not header.unit_fits:
            place = table.place(table.header_row, column)
            text = table.cell(table.header_row, column).shown
            what = f"单位“{header.unit}”不认识" if header.unit else "没有写单位"
            right = written(column, output).replace("亿元", above if above in MONEY else "亿元")
            log.stop(place, f"表头“{text}”{what}", f"写作“{right}”", kind="unit.unknown")
    for place, text in table.unknown:
        log.warn(place, f"“{text}”列没有用到", "如应使用，请改正表头", kind="column.unknown")


def _is_blank(table: InputTable, column: Column) -> bool:
    return all(is_missing(table.cell(row, column)) for row in table.rows())
