"""Monthly and expected files → the figures of a period: columns checked, rows read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, product

from fzlib.errors import InputError, Place, ProblemLog
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.columns import PERIOD, REGION, Header, InputColumn, read_header, written
from fzlib.intake.figures import Figures, Remarks, figure_at
from fzlib.intake.input_files import Files
from fzlib.intake.regions import RegionNames
from fzlib.intake.sheet_checks import check_above, check_shape, money_above
from fzlib.intake.tables import InputTable, TableRow, find_table
from fzlib.scoring.panel import COUNTY, Region
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MONEY

# what a file is for: groups of measures of which one is needed, where an item rests on them
OF_MONTHLY = (("va_growth",), ("output",), ("base", "output_growth"))
OF_EXPECTED = (("expected",),)

Groups = tuple[tuple[str, ...], ...]
Wanted = list[tuple[InputColumn, ...]]
Headers = list[Header]


def wanted_columns(book: RuleBook, period: Period, groups: Groups) -> Wanted:
    """What the rule book needs of a file: each entry is met by any of its columns.

    In 1—2月 the other span's column serves as well. Without 期间 an expected increment would be
    taken for every month.
    """
    keys = [(PERIOD,)] if groups == OF_EXPECTED else []
    spans = dict.fromkeys(period.twins(span) for span in book.spans)
    used = [group for group in groups if any(map(book.needs, group))]
    columns = (product(group, twins) for twins, group in product(spans, used))
    return [*keys, *(tuple(InputColumn(*column) for column in group) for group in columns)]


@dataclass(frozen=True)
class FigureFiles:
    """Reads the files with the figures of a period; what is wrong goes to ``log``, reading goes on.

    ``output``: Dataset.output. Without it, or regions, no header or name would be known.
    ``book``: what it needs must be there; None where it is wrong, or nothing need be there.
    ``figures``: those read so far, each under the span that the file tells.
    """

    files: Files
    period: Period
    regions: Sequence[Region]
    output: str
    book: RuleBook | None
    log: ProblemLog
    figures: Figures = field(default_factory=Figures)

    def of_period(self) -> Figures:
        """Of the monthly file and, where 增量 is scored, the expected one."""
        counties = [region for region in self.regions if region.assessed]
        areas = [region for region in self.regions if region.assessed or region.kind != COUNTY]
        mend = "放入本期数据（CSV、xlsx、xls 或 ods）"
        self.read(f"monthly/{self.period}", mend, OF_MONTHLY, areas)
        if self.book is None or self.book.scores("increment"):
            stem, mend = f"expected/{self.period.year}", "“实际完成增量”计分需要预期增量"
            self.read(stem, mend, OF_EXPECTED, counties)
        return self.figures.paired(self.period)

    def of_last_year(self) -> Figures:
        """Last year's figures, only to compare 同期 with; what is wrong with them only warns."""
        year, figures = self.period.last_year, Figures()
        last = FigureFiles(self.files, year, self.regions, self.output, None, ProblemLog())
        stem = f"monthly/{last.period}"
        with suppress(InputError):  # too many problems: they are counted below
            last.read(stem, "", OF_MONTHLY, [])
            figures = last.figures.paired(last.period)
        if last.log.problems:
            place = Place(self.files.looked[stem] or stem)
            what = f"上年文件有{len(last.log.problems)}处问题，同期数只核对了其余部分"
            self.log.warn(place, what, f"用 fz check {last.period} 查看", kind="period.unusable")
        return figures

    def read(self, stem: str, mend: str, groups: Groups, rows_for: Sequence[Region]) -> None:
        """Take in the figures of one file.

        Args:
            mend: what to do where there is no such file; '' where there need be none.
            groups: what the file is for; another's column is not read, or two files would tell
                the same figure.
            rows_for: regions that must have exactly one row. A file with a 期间 column holds many
                periods; only this one's rows are read.
        """
        measures = {"region", "period", *chain.from_iterable(groups)}

        def column_of(text: str) -> InputColumn | None:
            header = read_header(text, self.output)
            return header.column if header and header.column.measure in measures else None

        log = self.log
        label, sheets = self.files.sheets(stem, log, mend)
        if not (sheets and self.output and self.regions):
            return
        wanted = wanted_columns(self.book, self.period, groups) if self.book else []
        table = find_table(sheets, label, column_of, log, first=REGION, needed=wanted)
        if table is None:
            return
        texts = (table.header.text(column) for column in table.columns)
        headers = [header for text in texts if (header := read_header(text, self.output))]
        _check_columns(table, headers, wanted, self.output)
        of_many = PERIOD in table.columns
        if not of_many:
            check_above(table, self.period, headers)
        rows = _Rows(table, headers, self.regions, self.figures)
        for row in table.rows():
            if not of_many or row.period(PERIOD) == self.period:
                rows.read(row)
        rows.check()
        for region in rows_for:
            if region.name not in rows.by_region:
                what = f"没有“{region.name}”的行" + (f"（{self.period}）" if of_many else "")
                log.stop(table.place(), what, "补上这一行；没有数据的格留空", kind="region.absent")


class _Rows:
    """Reads the rows of a table into ``figures``; ``by_region``: each region's row.

    ``units``: of the columns that can be read; ``unread``: those whose unit does not fit.
    """

    def __init__(
        self, table: InputTable, headers: Headers, regions: Sequence[Region], figures: Figures
    ) -> None:
        self.table, self.log = table, table.log
        self.figures, self.remarks = figures, Remarks()
        spans = [header for header in headers if header.column.span]
        self.units = {header.column: header.unit for header in spans if header.unit_fits}
        self.unread = [header.column for header in spans if not header.unit_fits]
        self.names = RegionNames(regions, (row.text(REGION) for row in table.rows()))
        self.by_region: dict[str, TableRow] = {}
        for column, unit in self.units.items():
            self.figures.headers[column] = table.header.place(column), unit

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
        for column in self.units:
            self._take(row, column, region)

    def check(self) -> None:
        """What the sheet's form does to the figures, once all rows are read."""
        self.remarks.tell(self.log)
        rows = [row.number for row in self.by_region.values()]
        columns = [self.table.columns[column] for column in self.units]
        check_shape(self.table.sheet, self.table.label, rows, columns, self.log)

    def _take(self, row: TableRow, column: InputColumn, region: Region) -> None:
        figures, place, cell = self.figures, row.place(column), row.cell(column)
        key, measure, unit = (*column, region.name), column.measure, self.units[column]
        is_beside = region.kind == COUNTY and not region.assessed
        # nothing in a cell that is not scored stops the run
        if is_beside or not region.has(measure):
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
    for header in (header for header in headers if not header.unit_fits):
        what = f"单位“{header.unit}”不认识" if header.unit else "没有写单位"
        what = f"表头“{table.header.cell(header.column).shown}”{what}"
        right = written(header.column, output).replace("亿元", above if above in MONEY else "亿元")
        table.header.stop(header.column, what, f"写作“{right}”", "unit.unknown")
    for place, text in table.unknown:
        table.log.warn(place, f"“{text}”列没有用到", "如应使用，请改正表头", kind="column.unknown")
