"""A monthly or expected file → the figures of a period, each with its cell."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.cell_values import Misread, even, is_missing, read_figure
from fzlib.intake.columns import PERIOD, REGION, Column, Header, read_header, written
from fzlib.intake.formats.cells import Cell, Remark, Sheet
from fzlib.intake.regions import RegionNames
from fzlib.intake.sheet_checks import check_above, check_shape, money_above
from fzlib.intake.tables import Table, find_table, read_period
from fzlib.scoring.panel import COUNTY, NATION, PROVINCE, Region
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MEASURES, MONEY, MONTH, YTD

OF_MONTHLY = tuple(measure for measure in MEASURES if measure != "expected")
OF_EXPECTED = ("expected",)

Key = tuple[str, str, str]  # measure, span, region name
T = TypeVar("T")
_OTHER = {MONTH: YTD, YTD: MONTH}
Wanted = list[tuple[Column, ...]]


@dataclass
class Figures:
    """Decimals in 亿元 and %; ``places`` has every cell there is for them, blank ones too.

    ``misread``: what stands in a cell and cannot be taken: neither known nor blank.
    ``beside``: what can be read of regions that are known and not assessed.
    ``headers``: measure and span → the header's cell and the unit in it.
    """

    values: dict[Key, Decimal] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    misread: set[Key] = field(default_factory=set)
    beside: dict[Key, Decimal] = field(default_factory=dict)
    not_assessed: list[tuple[Place, str]] = field(default_factory=list)
    headers: dict[tuple[str, str], tuple[Place, str]] = field(default_factory=dict)

    def filled(self, key: Key) -> bool:
        """Whether something stands in the cell, a figure or not."""
        return key in self.values or key in self.misread

    def add(self, other: Figures) -> None:
        """Take in another file's figures."""
        self.values |= other.values
        self.places |= other.places
        self.misread |= other.misread
        self.beside |= other.beside
        self.not_assessed += other.not_assessed
        self.headers |= other.headers

    def pair(self) -> None:
        """In 1—2月 a figure given for one span serves for both, with its cell."""
        for key, place in list(self.places.items()):
            measure, span, region = key
            twin = (measure, _OTHER[span], region)
            if key in self.values and twin not in self.values:
                self.values[twin] = self.values[key]
                self.places[twin] = place
            self.places.setdefault(twin, place)
        self.misread |= {(m, _OTHER[span], region) for m, span, region in self.misread}
        pair(self.beside)
        for (measure, span), header in list(self.headers.items()):
            self.headers.setdefault((measure, _OTHER[span]), header)


def pair(found: dict[Key, T]) -> None:
    """In 1—2月 what is known of one span's figure is known of the other's."""
    for (measure, span, region), one in list(found.items()):
        found.setdefault((measure, _OTHER[span], region), one)


class Remarks:
    """Figures that a sheet shows otherwise than it holds them, told once a column."""

    def __init__(self) -> None:
        self.places: dict[tuple[Hashable, Remark], list[Place]] = {}

    def note(self, column: Hashable, place: Place, cell: Cell) -> None:
        """Take in a cell that a figure was read from."""
        for remark in cell.remarks:
            self.places.setdefault((column, remark), []).append(place)

    def tell(self, log: ProblemLog) -> None:
        """A warning for each column and remark, at the first cell."""
        for (_, remark), places in self.places.items():
            more = f"（{listing(place.cell for place in places)}）" if len(places) > 1 else ""
            log.warn(places[0], remark.what + more, remark.mend)


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
        if book.scores("output_growth", "increment", "contribution"):
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
    word: str,
    measures: Collection[str],
    wanted: Wanted,
    rows_for: Sequence[Region],
    log: ProblemLog,
) -> Figures:
    """Read a file of figures; what is wrong goes to ``log``, reading goes on.

    Args:
        sheets: the file's sheets. label: its name for messages. word: Dataset.word.
        measures: what this file is for; another's column is not read, or two files would tell
            the same figure.
        wanted: columns that must be there. rows_for: regions that must have exactly one row.
            A file with a 期间 column holds many periods; only this one's rows are read.
    """

    def understand(text: str) -> Column | None:
        header = read_header(text, word)
        known = header and header.column.measure in (REGION, PERIOD, *measures)
        return header.column if header and known else None

    table = find_table(sheets, label, understand, log, first=Column(REGION), needed=wanted)
    figures = Figures()
    if table is None:
        return figures
    headers = {
        column: header
        for column in table.columns
        if (header := read_header(table.cell(table.header_row, column).text, word))
    }
    _check_columns(table, headers, wanted, word, log)
    if not _has_period(table):
        check_above(table, period, {h.unit for h in headers.values() if h.unit in MONEY}, log)
    columns = [column for column in table.columns if column.span and headers[column].unit_fits]
    unread = [column for column in table.columns if column.span and column not in columns]
    for column in columns:
        place = table.place(table.header_row, column)
        figures.headers[column.measure, column.span] = place, headers[column].unit
    names = RegionNames(regions, (table.cell(row, Column(REGION)).text for row in table.rows()))
    seen: dict[str, int] = {}
    remarks = Remarks()
    for row in table.rows():
        if not _in_period(table, row, period, log):
            continue
        region = _region(table, row, names, log)
        if region is None:
            continue
        place = table.place(row, Column(REGION))
        if region.name in seen:
            first = table.place(seen[region.name], Column(REGION)).cell
            log.stop(place, f"“{region.name}”有两行（另一行在 {first}）", "只留一行")
            continue
        seen[region.name] = row
        if region.kind == COUNTY and not region.assessed:
            figures.not_assessed.append((place, region.name))
            for column in columns:  # nothing in a row that is not scored stops the run
                value = _figure(table, row, column, headers[column].unit, ProblemLog())
                if value is not None:
                    figures.beside[column.measure, column.span, region.name] = value
            continue
        figures.misread.update((column.measure, column.span, region.name) for column in unread)
        for column in columns:
            if region.kind in (NATION, PROVINCE) and column.measure != "va_growth":
                if _figure(table, row, column, headers[column].unit, ProblemLog()):
                    cell = table.cell(row, column)
                    what = f"{region.name}只读增加值增速，没有读“{cell.shown}”"
                    log.warn(table.place(row, column), what, "核对是否填错了列", serious=True)
                continue
            key = (column.measure, column.span, region.name)
            figures.places[key], before = table.place(row, column), len(log.problems)
            value = _figure(table, row, column, headers[column].unit, log)
            if value is not None:
                figures.values[key] = value
                remarks.note(column, figures.places[key], table.cell(row, column))
            elif len(log.problems) > before:
                figures.misread.add(key)
    remarks.tell(log)
    check_shape(table.sheet, label, seen.values(), [table.columns[c] for c in columns], log)
    for region in rows_for:
        if region.name not in seen:
            log.stop(
                Place(table.label, table.sheet.name),
                f"没有“{region.name}”的行" + (f"（{period}）" if _has_period(table) else ""),
                "补上这一行；没有数据的格留空",
            )
    return figures


def _has_period(table: Table) -> bool:
    return Column(PERIOD) in table.columns


def _check_columns(
    table: Table, headers: dict[Column, Header], wanted: Wanted, word: str, log: ProblemLog
) -> None:
    for columns in wanted:
        there = [column for column in columns if column in table.columns]
        # growth serves in place of a base column, but not if nothing stands in it
        if {column.measure for column in there} == {"output_growth"}:
            there = [column for column in there if not _is_blank(table, column)]
        if not there:
            names = "”或“".join(dict.fromkeys(written(column, word) for column in columns))
            mend = "补上这一列，表头照此写"
            log.stop(table.header_place(), f"缺“{names}”列", mend + _not_understood(table))
    above = money_above(table)
    for column in table.columns:
        header = headers[column]
        if not header.unit_fits:
            place = table.place(table.header_row, column)
            text = table.cell(table.header_row, column).shown
            what = f"单位“{header.unit}”不认识" if header.unit else "没有写单位"
            right = written(column, word).replace("亿元", above if above in MONEY else "亿元")
            log.stop(place, f"表头“{text}”{what}", f"写作“{right}”")
    for place, text in table.unknown:
        log.warn(place, f"“{text}”列没有用到", "如应使用，请改正表头")


def _not_understood(table: Table) -> str:
    """The headers that are there and mean nothing: one may be the column that is looked for."""
    found = "、".join(f"{place.cell}“{text}”" for place, text in table.unknown[:5])
    return f"；没认出的表头：{found}" if found else ""


def _is_blank(table: Table, column: Column) -> bool:
    return all(is_missing(table.cell(row, column)) for row in table.rows())


def _in_period(table: Table, row: int, period: Period, log: ProblemLog) -> bool:
    if not _has_period(table):
        return True
    return read_period(table, row, Column(PERIOD), log) == period


def _region(table: Table, row: int, names: RegionNames, log: ProblemLog) -> Region | None:
    cell, place = table.cell(row, Column(REGION)), table.place(row, Column(REGION))
    if is_missing(cell):
        log.stop(place, "没有地区名", "填地区名；合计、说明行请删去")
        return None
    region = names.find(cell.text)
    if region is not None:
        return region
    if even(cell.text) == even(table.cell(table.header_row, Column(REGION)).text):
        log.stop(place, "又是一行表头", "一张工作表只放一张表；打印用的重复表头请删去")
        return None
    near = names.nearest(cell.text)
    if all(is_missing(table.cell(row, column)) for column in table.columns if column.span):
        near = ""  # a footnote may name a region
    guess = f"是不是“{near}”？" if near else "合计、说明行请删去；是地区的，"
    mend = f"{guess}改为 regions.csv 里的名称，或在那里加作别名"
    log.stop(place, f"“{cell.shown}”不是已知地区", mend)
    return None


def _figure(table: Table, row: int, column: Column, unit: str, log: ProblemLog) -> Decimal | None:
    place, cell = table.place(row, column), table.cell(row, column)
    return figure_at(place, cell, column.measure, unit, log)


def figure_at(place: Place, cell: Cell, measure: str, unit: str, log: ProblemLog) -> Decimal | None:
    """A cell's figure in 亿元 or %; None where it is missing, or wrong (then logged)."""
    try:
        figure = read_figure(cell, unit)
    except Misread as misread:
        log.stop(place, misread.what, misread.mend)
        return None
    if figure.dotted:
        log.warn(place, "填的是“…”，按缺数处理", "年鉴里“…”表示不足最小单位；如有数请填数")
    if figure.value is not None and figure.value < 0 and measure in ("output", "base"):
        log.stop(place, f"“{cell.shown}”是负数，产值类数据不能为负", "核对正负号")
        return None
    return figure.value
