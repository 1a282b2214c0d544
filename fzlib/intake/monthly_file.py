"""Monthly files and those of targets → the figures of a period: columns checked, rows read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from fzlib.errors import InputError, Place, ProblemLog, listing
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.columns import PERIOD, REGION, Header, Headings, InputColumn
from fzlib.intake.figures import Figures, Remarks, figure_at
from fzlib.intake.input_files import Files
from fzlib.intake.needs import Wanted, city_targets, wanted_columns
from fzlib.intake.regions import RegionNames
from fzlib.intake.sheet_checks import check_above, check_shape, money_above
from fzlib.intake.tables import InputTable, TableRow, find_table
from fzlib.intake.used_rows import of_rows, of_sheets
from fzlib.scoring.measures import GROWTH, REGIONS
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import CITY, COUNTY, Region
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MONEY


@dataclass(frozen=True)
class FigureFiles:
    """Reads the files with the figures of a period; what is wrong goes to ``log``, reading goes on.

    ``headings``: without its output, or regions, no header or name would be known. ``book``: what
    it needs must be there; None where it is wrong, or nothing need be there. ``figures``: those
    read so far, each under the span that the file tells. ``found``: name written in a file → the
    region it means.
    """

    files: Files
    period: Period
    regions: Sequence[Region]
    headings: Headings
    book: RuleBook | None
    log: ProblemLog
    figures: Figures = field(default_factory=Figures)
    found: dict[str, Region] = field(default_factory=dict)

    def of_period(self) -> Figures:
        """Of the monthly file and, where anything is scored by a target, that of the targets."""
        areas = [region for region in self.regions if region.assessed or region.kind != COUNTY]
        mend = "放入本期数据（CSV、xlsx、xls 或 ods）"
        self.read(f"monthly/{self.period}", mend, areas, of_targets=False)
        stem, counties = f"expected/{self.period.year}", [r for r in areas if r.assessed]
        if self.book is None:  # whether it must be there is not known: what is there is looked at
            self.read(stem, "", counties, of_targets=True)
        elif rows := [row for row in self.book.indicators if row.target]:
            names = (row.target.name(self.headings.output) for row in rows if row.target)
            scored = listing(dict.fromkeys(row.name for row in rows))
            mend = f"“{scored}”计分需要{listing(dict.fromkeys(names))}"
            city = [r for r in areas if r.kind == CITY] if city_targets(self.book) else []
            self.read(stem, mend, [*city, *counties], of_targets=True)
        return self.figures.paired(self.period)

    def of_last_year(self) -> Figures:
        """Last year's figures, only to compare 同期 with; what is wrong with them only warns."""
        year, figures = self.period.last_year, Figures()
        last = FigureFiles(
            self.files, year, self.regions, self.headings, None, ProblemLog(), found=self.found
        )
        stem = f"monthly/{last.period}"
        with suppress(InputError):  # too many problems: they are counted below
            last.read(stem, "", [], of_targets=False)
            figures = last.figures.paired(last.period)
        if last.log.problems:
            place = Place(self.files.looked[stem] or stem)
            what = f"上年文件有{len(last.log.problems)}处问题，同期数只核对了其余部分"
            mend = f"用 fz check {last.period} 查看"
            self.log.warn(place, what, mend, kind="period.unusable", matter=what)
        return figures

    def read(self, stem: str, mend: str, rows_for: Sequence[Region], *, of_targets: bool) -> None:
        """Take in the figures of one file.

        Args:
            mend: what to do where there is no such file; '' where there need be none.
            rows_for: regions that must have exactly one row. A file with a 期间 column holds many
                periods; only this one's rows are read.
            of_targets: what the file is for; another's column is not read, or two files would
                tell the same figure.
        """

        def column_of(text: str) -> InputColumn | None:
            header = self.headings.read(text)
            other = header and header.series and header.series.is_target != of_targets
            return header.column if header and not other else None

        log = self.log
        label, sheets = self.files.sheets(stem, log, mend)
        if sheets:
            self.files.parts[label] = of_sheets(sheets)
        if not (sheets and self.headings.output and self.regions):
            return
        wanted = wanted_columns(self.book, self.period, of_targets=of_targets) if self.book else []
        table = find_table(sheets, label, column_of, log, first=REGION, needed=wanted)
        if table is None:
            return
        texts = (table.header.text(column) for column in table.columns)
        headers = [header for text in texts if (header := self.headings.read(text))]
        _check_columns(table, headers, wanted, self.headings)
        of_many = PERIOD in table.columns
        if not of_many:
            check_above(table, self.period, headers)
        rows = _Rows(table, headers, self)
        own: list[TableRow] = []
        for row in table.rows():
            if not of_many or row.period(PERIOD) == self.period:
                rows.read(row)
                own.append(row)
        if of_many:
            self.files.parts[label] = of_rows(table, own)
        rows.check()
        for region in rows_for:
            if region.name not in rows.by_region:
                what = f"没有“{region.name}”的行" + (f"（{self.period}）" if of_many else "")
                log.stop(table.place(), what, "补上这一行；没有数据的格留空", kind="region.absent")


class _Rows:
    """Reads the rows of a table into the figures of ``into``; ``by_region``: each region's row.

    ``headers``: of the columns that can be read; ``unread``: those whose unit does not fit.
    """

    def __init__(self, table: InputTable, headers: Sequence[Header], into: FigureFiles) -> None:
        self.table, self.log, self.output = table, table.log, into.headings.output
        self.figures, self.remarks, self.found = into.figures, Remarks(), into.found
        figures = [header for header in headers if header.series]
        self.headers = {header.column: header for header in figures if header.unit_fits}
        self.unread = [header.column for header in figures if not header.unit_fits]
        self.names = RegionNames(into.regions, (row.text(REGION) for row in table.rows()))
        self.by_region: dict[str, TableRow] = {}
        for column, header in self.headers.items():
            self.figures.headers[column] = table.header.place(column), header.unit

    def read(self, row: TableRow) -> None:
        """Take in one row."""
        region = self._region(row)
        if region is None:
            return
        if region.name in self.by_region:
            first = self.by_region[region.name].place(REGION).cell
            what = f"“{region.name}”有两行（另一行在 {first}）"
            row.stop(REGION, what, "只留一行", "region.twice")
            return
        self.by_region[region.name] = row
        if region.kind == COUNTY and not region.assessed:
            self.figures.not_assessed.append((row.place(REGION), region.name))
        else:
            self.figures.misread.update((*column, region.name) for column in self.unread)
        for header in self.headers.values():
            self._take(row, header, region)

    def check(self) -> None:
        """What the sheet's form does to the figures, once all rows are read."""
        self.remarks.tell(self.log)
        rows = [row.number for row in self.by_region.values()]
        columns = [self.table.columns[column] for column in self.headers]
        check_shape(self.table.sheet, self.table.label, rows, columns, self.log)

    def _take(self, row: TableRow, header: Header, region: Region) -> None:
        figures, column, series, unit = self.figures, header.column, header.series, header.unit
        place, cell, key = row.place(column), row.cell(column), (*column, region.name)
        assert series is not None
        is_beside = region.kind == COUNTY and not region.assessed
        # nothing in a cell that is not scored stops the run
        if is_beside or not region.has(series):
            value = figure_at(place, cell, series, unit, ProblemLog())
            if value is not None and is_beside:
                figures.beside[key] = value
            elif value:
                whose = REGIONS[series.measure.regions]
                what = f"{series.name(self.output)}只读{whose}的，没有读“{cell.shown}”"
                mend, kind = "核对是否填错了列", "figure.unexpected"
                self.log.warn(place, what, mend, serious=True, kind=kind)
            return
        before = len(self.log.problems)
        value = figure_at(place, cell, series, unit, self.log)
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
            self.found[even(cell.text)] = region
            return region
        if even(cell.text) == even(self.table.header.text(REGION)):
            mend = "一张工作表只放一张表；打印用的重复表头请删去"
            row.stop(REGION, "又是一行表头", mend, "row.repeated_header")
            return None
        # a row without figures is a footnote, which may name a region
        figures = (row.cell(column) for column in (*self.headers, *self.unread))
        near = "" if all(map(is_missing, figures)) else self.names.nearest(cell.text)
        guess = f"是不是“{near}”？" if near else "合计、说明行请删去；是地区的，"
        mend = f"{guess}改为 regions.csv 里的名称，或在那里加作别名"
        row.stop(REGION, f"“{cell.shown}”不是已知地区", mend, "region.unknown")
        return None


def _check_columns(
    table: InputTable, headers: Sequence[Header], wanted: Wanted, headings: Headings
) -> None:
    """Whether the columns wanted are there, and the unit in each header fits its series."""
    for columns in wanted:
        present = [column for column in columns if column in table.columns]
        # growth serves in place of a base column, but not if nothing stands in it
        series = [headings.series.get(column.series) for column in present]
        if all(one and one.aspect == GROWTH for one in series):
            cells = [row.cell(column) for row in table.rows() for column in present]
            present = [] if all(map(is_missing, cells)) else present
        if not present:
            names = "”或“".join(dict.fromkeys(map(headings.written, columns)))
            mend = "补上这一列，表头照此写"
            # one of them may be the column that is looked for
            if unknown := [f"{place.cell}“{text}”" for place, text in table.unknown[:5]]:
                mend += f"；没认出的表头：{'、'.join(unknown)}"
            table.stop_at_header(f"缺“{names}”列", mend, "column.absent")
    above = money_above(table)
    for header in (header for header in headers if not header.unit_fits):
        what = f"单位“{header.unit}”不认识" if header.unit else "没有写单位"
        what = f"表头“{table.header.cell(header.column).shown}”{what}"
        right = headings.written(header.column)
        if above in MONEY and header.series and header.series.unit in MONEY:
            right = f"{right.partition('（')[0]}（{above}）"
        table.header.stop(header.column, what, f"写作“{right}”", "unit.unknown")
    for place, text in table.unknown:
        table.log.warn(place, f"“{text}”列没有用到", "如应使用，请改正表头", kind="column.unknown")
