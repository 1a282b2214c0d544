"""The tables of a workbook that may be the one a layout means, and what their columns state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.bureau.layout import Layout, LayoutColumn, Pattern
from fzlib.intake.bureau.table_heads import ColumnHead, TableHead, cell_at, table_heads
from fzlib.intake.cell_text import labels_of
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.labels import UNITS, Label, StatedPeriod
from fzlib.scoring.periods import Period, shifted
from fzlib.vocabulary import MONTH, YTD


@dataclass(frozen=True)
class Workbook:
    """A bureau's workbook: its file's name, its sheets, the period it is imported for.

    Whatever is wrong with it goes to ``log``.
    """

    file: str
    sheets: Sequence[Sheet]
    period: Period
    log: ProblemLog

    def labels(self, rows: int) -> Iterator[tuple[Label, Place]]:
        """What each sheet's name and the texts in its first rows say, and where."""
        for sheet in self.sheets:
            for label in (Label(sheet.name), *labels_of(sheet, rows)):
                yield label, Place(self.file, sheet.name, label.cell)


@dataclass(frozen=True)
class TableSearch:
    """The search for the one table of a workbook that a layout means."""

    workbook: Workbook
    layout: Layout

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The tables whose column of names is headed as the layout has it."""
        region = self.layout.region
        heads = (head for sheet in self.workbook.sheets for head in table_heads(sheet, region))
        return [Candidate(self.workbook, self.layout, head) for head in heads]


@dataclass(frozen=True)
class Candidate:
    """A table of a workbook, taken for the one that a layout means."""

    workbook: Workbook
    layout: Layout
    head: TableHead

    @property
    def log(self) -> ProblemLog:
        """Where its problems go."""
        return self.workbook.log

    @cached_property
    def period(self) -> Period:
        """The period it should be of: the workbook's, or where it lags an earlier one."""
        return shifted(self.workbook.period, -self.layout.lag)

    def place(self, cell: str = "") -> Place:
        """A cell of its sheet; without one the sheet, or its name."""
        return Place(self.workbook.file, self.head.sheet.name, cell)

    @cached_property
    def meant_titles(self) -> list[Label]:
        """Those of its titles that the layout's ``sheet`` means."""
        return [title for title in self.head.titles if self.layout.sheet.find(title)]

    @cached_property
    def columns(self) -> dict[LayoutColumn, list[CandidateColumn]]:
        """For each column of the layout, those that it may mean: one, if all is well.

        Where 3月 stands beside 1-3月, or last month's or last year's beside this one's: those of
        the table's period and the span declared, if any is; of 同期, last year's before this one's.
        """
        return {declared: self._meant(declared) for declared in self.layout.columns}

    @property
    def lacking(self) -> list[LayoutColumn]:
        """The columns of the layout that it does not have, or has twice."""
        return [declared for declared, columns in self.columns.items() if len(columns) != 1]

    def headed(self, declared: LayoutColumn) -> list[CandidateColumn]:
        """The columns whose headers end in the layout's, of whatever period."""
        size = len(declared.header)
        return [
            CandidateColumn(self, declared, at, head)
            for at, head in self.head.columns.items()
            if len(head.labels) >= size
            and all(map(Pattern.find, declared.header, head.labels[-size:]))
        ]

    def _meant(self, declared: LayoutColumn) -> list[CandidateColumn]:
        columns = self.headed(declared)
        # one that states no period and no year may be this one's as well: then nobody can tell
        if len(columns) < 2 or not all(c.headed_period or c.head.years for c in columns):
            return columns
        for year in declared.years(self.period):
            fits = [column for column in columns if column.is_headed_by(year)]
            fits = [column for column in fits if declared.allows(column.spans)] or fits
            sure = [column for column in fits if column.spans == {declared.span}]
            if fits:
                return (all(column.spans for column in fits) and sure) or fits
        return columns


@dataclass(frozen=True)
class CandidateColumn:
    """A column of a table, at this place, taken for one that the layout declares."""

    table: Candidate
    declared: LayoutColumn
    at: int
    head: ColumnHead

    @cached_property
    def spans(self) -> frozenset[str]:
        """The spans it is of: as its headers tell, but a word above counts for more than a month.

        Where a column of year to date stands beside it, 3月 may be the month under 累计 too.
        """
        head, table = self.head, self.table.head
        if head.words or MONTH not in head.spans:
            over = (label.spans for label in head.labels[: head.title_rows])
            return head.spans or frozenset[str]().union(*over)
        # 月度 in a title is what such pages are called
        titles = [Label(title.text.replace("月度", "")) for title in table.titles]
        words = frozenset[str]().union(*(title.words for title in titles))
        if any(other.spans == {YTD} for other in table.columns.values()):
            return words | head.spans
        return words or head.spans.union(*(title.spans for title in titles))

    @property
    def stated_spans(self) -> frozenset[str]:
        """The same; where they tell none, the span of the period that is stated."""
        stated = self.stated.span if self.stated else ""
        return self.spans or frozenset({stated} - {""})

    @property
    def place(self) -> Place:
        """Its lowest header."""
        return self.table.place(self.head.cell)

    @property
    def unit(self) -> str:
        """The unit that its headers, the names' header or the lines above name, or ''.

        Of several in one line it is the one declared; where that is none of them, all are named.
        """
        if self.head.unit:
            return self.head.unit
        declared, table = self.declared, self.table.head
        names = Label(cell_at(table.sheet, table.top, table.names).text)
        labels = (*reversed(self.head.labels), names, *table.titles)
        own = declared.series.unit
        if own not in UNITS:
            return next(filter(None, (label.unit_like(own) for label in labels)), "")
        for label in labels:
            rates = [unit for unit in label.units if unit not in label.money]
            units = rates if declared.series.is_rate else label.money
            if units:
                return declared.unit if declared.unit in units else listing(dict.fromkeys(units))
        return ""

    @cached_property
    def headed_period(self) -> StatedPeriod | None:
        """The period that its headers state: where {期间} stands, else anywhere."""
        labels = self.head.labels
        first = len(labels) - len(self.declared.header)
        named = [(n, p.period(labels[n])) for n, p in enumerate(self.declared.header, first)]
        anywhere = [(n, labels[n].period) for n in reversed(range(len(labels)))]
        periods = (self.head.dated(period, n) for n, period in named + anywhere if period)
        return next(periods, None)

    @cached_property
    def stated(self) -> StatedPeriod | None:
        """The period as its headers, the line above the table or its title state it."""
        period, layout = self.headed_period, self.table.layout
        own = {label.cell for label in self.head.own}
        if period and (period.cell in own or not layout.period):
            return period
        for pattern in filter(None, (layout.period, layout.sheet)):
            for title in filter(pattern.find, self.table.head.titles):
                if above := pattern.period(title) or title.period:
                    return above.in_title
        return period

    def is_headed_by(self, year: int) -> bool:
        """Whether its headers state the table's period of this year, or this year alone."""
        period, own = self.headed_period, self.table.period
        if period is None:
            return self.head.years == {year}
        return period.month_of(own.year) == (year, own.month)

    def is_of(self, period: StatedPeriod) -> bool:
        """Whether a period that is stated of it is the table's, or that of 同期."""
        own = self.table.period
        return period.month_of(own.year) in [(y, own.month) for y in self.declared.years(own)]
