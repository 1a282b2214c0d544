"""A period's file of enterprises → its rows: headers, cells and codes checked, all at once.

Read a column at a time, equal cells once: a December report reads eleven files.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from fzlib.enterprises.frame import Enterprise, Figures, Power
from fzlib.errors import Place, ProblemLog
from fzlib.goals.credit_codes import is_credit_code
from fzlib.intake.cell_values import Misread, is_dotted, is_missing
from fzlib.intake.columns import Header, InputColumn
from fzlib.intake.enterprises import cell_readers, hints
from fzlib.intake.enterprises.columns import (
    CODE,
    DIVISION,
    KEY,
    NAME,
    OWN_UNITS,
    POWER,
    STATE,
    UNITS,
    WRITTEN,
    EnterpriseHeadings,
    figure_column,
)
from fzlib.intake.enterprises.hints import Hint, Hints
from fzlib.intake.enterprises.row_finding import find_rows
from fzlib.intake.figures import Remarks
from fzlib.intake.formats.cells import EMPTY, TEXT, Cell, Sheet, address
from fzlib.intake.sheet_checks import check_above, check_shape, money_above
from fzlib.intake.tables import InputTable, find_table
from fzlib.scoring.measures import BASE, LEVEL, OUTPUT, Measure
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import MONTH, SPANS, YTD

V = TypeVar("V")

SHEET_CALLED = "企业数据表"


# a year's files have the same codes
_is_right = lru_cache(16384)(is_credit_code)


def read_enterprises(
    sheets: Sequence[Sheet],
    label: str,
    period: Period,
    regions: Sequence[Region],
    output: str,
    log: ProblemLog,
) -> tuple[Enterprise, ...]:
    """The rows of assessed counties in the file's order, without marks.

    What is wrong goes to ``log``, and reading goes on: then they are not to be used.

    Args:
        regions: of regions.csv. output: what the data folder calls its level.
    """
    headings = EnterpriseHeadings(output)
    needed = headings.needed(period)
    table = find_table(sheets, label, headings.column, log, first=CODE, needed=needed)
    if table is None:
        return ()
    headers = _headers(table, headings, period)
    check_above(table, period, [*headers.values()], called=SHEET_CALLED)
    found = find_rows(table, regions)
    rows = _Reader(table, period, headers, found.numbers, found.counties).read()
    if not rows and not log.problems:
        mend = "一行一户企业，地区写考评的县（市）区"
        log.stop(table.place(), "没有企业的行", mend, kind="file.empty")
    return rows


def _headers(
    table: InputTable, headings: EnterpriseHeadings, period: Period
) -> dict[InputColumn, Header]:
    """Column → header of the figures that can be read; what is absent or wrong is told."""
    for columns in headings.needed(period):
        if not any(column in table.columns for column in columns):
            names = "”或“".join(map(headings.written, columns))
            mend = "补上这一列，表头照此写"
            if unknown := [f"{place.cell}“{text}”" for place, text in table.unknown[:5]]:
                mend += f"；没认出的表头：{'、'.join(unknown)}"
            table.stop_at_header(f"缺“{names}”列", mend, "column.absent")
    headers: dict[InputColumn, Header] = {}
    above = money_above(table)
    for column in table.columns:
        header = headings.read(table.header.text(column))
        if header is None or header.series is None:
            continue
        units = UNITS[header.series.measure.code]
        if header.unit in units:
            headers[header.column] = header
            continue
        problem = f"单位“{header.unit}”不认识" if header.unit else "没有写单位"
        right = headings.written(column)
        if above in units:
            right = f"{right.partition('（')[0]}（{above}）"
        what = f"表头“{table.header.cell(column).shown}”{problem}"
        table.header.stop(column, what, f"写作“{right}”", "unit.unknown")
    for place, text in table.unknown:
        table.log.warn(place, f"“{text}”列没有用到", "如应使用，请改正表头", kind="column.unknown")
    return headers


@dataclass
class _Reader:
    """Reads the rows of a table; ``numbers``, ``counties``: as of `Rows`."""

    table: InputTable
    period: Period
    headers: Mapping[InputColumn, Header]
    numbers: Sequence[int]
    counties: Sequence[str]
    hints: Hints = field(default_factory=Hints)
    remarks: Remarks = field(default_factory=Remarks)

    def read(self) -> tuple[Enterprise, ...]:
        log = self.table.log
        codes = self._column(CODE, cell_readers.read_credit_code, "", "code.misread")
        names = self._column(NAME, cell_readers.read_name, "", "text.unfit")
        divisions = self._divisions()
        states = self._column(STATE, cell_readers.read_state, "", "state.unknown")
        keys = self._column(KEY, cell_readers.read_yes, False, "entry.misread")
        month, ytd = ([Figures(*pair) for pair in pairs] for pairs in self._spans(OUTPUT))
        power, power_ytd = ([Power(*pair) for pair in pairs] for pairs in self._spans(POWER))
        places = [self._place(number, CODE) for number in self.numbers]
        self._check_codes(codes)
        self._check_names(codes, names)
        self.remarks.tell(log)
        self.hints.tell(log)
        own = [*self.table.columns.values()]
        check_shape(self.table.sheet, self.table.label, self.numbers, own, log)
        if log.problems:
            return ()
        columns = (
            codes, [name or code for name, code in zip(names, codes, strict=True)], self.counties,
            divisions, month, ytd, states, keys, power, power_ytd, places,
        )  # fmt: skip
        return tuple(map(Enterprise, *columns))

    def _place(self, number: int, column: Hashable) -> Place:
        return self.table.place(address(number, self.table.columns[column]))

    def _cells(self, column: Hashable) -> list[Cell]:
        """Those of the rows; blank ones where there is no such column."""
        at, rows = self.table.columns.get(column), self.table.sheet.rows
        if at is None:
            return [EMPTY] * len(self.numbers)
        return [cells[at] if at < len(cells := rows[n]) else EMPTY for n in self.numbers]

    def _column(
        self, column: Hashable, read: Callable[[Cell], V], missing: V, kind: str
    ) -> list[V]:
        """What the cells of a column say; ``missing`` where one is wrong, which is told.

        ``kind``: of that problem. The cells of equal texts are one in most formats.
        """
        cells = self._cells(column)
        distinct = {id(cell): cell for cell in cells}
        values, wrong = dict[int, V](), dict[int, Misread]()
        for at, cell in distinct.items():
            try:
                values[at] = read(cell)
            except Misread as misread:
                values[at], wrong[at] = missing, misread
        for number, cell in self._those(cells, wrong):
            flaw, place = wrong[id(cell)], self._place(number, column)
            self.table.log.stop(place, flaw.what, flaw.mend, kind=kind)
        remarked = {at for at, cell in distinct.items() if cell.remarks and at not in wrong}
        for number, cell in self._those(cells, remarked):
            self.remarks.note(column, self._place(number, column), cell)
        return [values[id(cell)] for cell in cells]

    def _those(self, cells: list[Cell], which: Container[int]) -> list[tuple[int, Cell]]:
        """The cells of a column (by their identity) that are among ``which``, with their rows."""
        if not which:
            return []
        return [
            (number, cell)
            for number, cell in zip(self.numbers, cells, strict=True)
            if id(cell) in which
        ]

    # --- what they say --------------------------------------------------------------------

    def _divisions(self) -> list[str]:
        read = self._column(DIVISION, cell_readers.read_division, ("", False), "division.unknown")
        for number, cell, (_, was_short) in zip(
            self.numbers, self._cells(DIVISION), read, strict=True
        ):
            if was_short:
                self.hints.note(hints.ONE_DIGIT, self._place(number, DIVISION))
            elif is_missing(cell) and DIVISION in self.table.columns:
                place, mend = self._place(number, DIVISION), "写两位的大类代码，如 39"
                self.table.log.stop(place, "没有行业代码", mend, kind="division.absent")
        return [division for division, _ in read]

    def _spans(self, measure: Measure) -> list[list[tuple[Decimal | None, Decimal | None]]]:
        """Month, then year to date: of each row the level and its 同期."""
        level, base = (self._by_span(measure, aspect) for aspect in (LEVEL, BASE))
        return [[*zip(level[span], base[span], strict=True)] for span in SPANS]

    def _by_span(self, measure: Measure, aspect: str) -> dict[str, list[Decimal | None]]:
        """Span → the figures. In 1—2月 both are one: a blank is filled from the other."""
        columns = {span: figure_column(measure, aspect, span) for span in SPANS}
        figures = {span: self._figures(column) for span, column in columns.items()}
        if not self.period.month_is_ytd:
            return figures
        both: list[Decimal | None] = []
        rows = zip(self.numbers, figures[MONTH], figures[YTD], strict=True)
        for number, month, ytd in rows:
            if month is not None and ytd is not None and month != ytd:
                there = self._place(number, columns[MONTH]).cell
                what = f"1—2月的累计{plain(ytd)}与当月{plain(month)}（{there}）不同"
                mend = "两格是同一个数，改成一致或只填一格"
                place = self._place(number, columns[YTD])
                self.table.log.stop(place, what, mend, kind="figure.contradictory")
            both.append(ytd if month is None else month)
        return dict.fromkeys(SPANS, both)

    def _figures(self, column: InputColumn) -> list[Decimal | None]:
        """The amounts in a column, in the measure's own unit."""
        header = self.headers.get(column)
        if header is None or header.series is None:
            return [None] * len(self.numbers)
        code, unit = header.series.measure.code, header.unit
        shift, own_unit = UNITS[code][unit], OWN_UNITS[code]

        odd: dict[Hint, set[int]] = {}

        def read(cell: Cell) -> Decimal | None:
            figure = cell_readers.read_amount(cell, unit, shift, own_unit)
            if figure is None:
                if cell.kind == TEXT and is_dotted(cell):
                    odd.setdefault(hints.DOTTED, set()).add(id(cell))
            elif figure.is_signed() and figure:
                odd.setdefault(hints.NEGATIVE, set()).add(id(cell))
            return figure

        figures = self._column(column, read, None, "figure.misread")
        for hint, which in odd.items():
            for number, _ in self._those(self._cells(column), which):
                self.hints.note(hint, self._place(number, column))
        return figures

    # --- codes and names ------------------------------------------------------------------

    def _check_codes(self, codes: Sequence[str]) -> None:
        """Every row has a code of its own; one whose check digit is wrong is told."""
        seen: dict[str, int] = {}
        for number, cell, code in zip(self.numbers, self._cells(CODE), codes, strict=True):
            if not code:
                if is_missing(cell):  # else it is told already
                    place, mend = self._place(number, CODE), "填上，每户一个，不重复"
                    what = f"没有写{WRITTEN[CODE]}"
                    self.table.log.stop(place, what, mend, kind="entry.unnamed")
                continue
            first = seen.setdefault(code, number)
            if first != number:
                other = self._place(first, CODE).cell
                what = f"代码“{code}”重复（另一行在 {other}）"
                place, mend = self._place(number, CODE), "一户企业只留一行"
                self.table.log.stop(place, what, mend, kind="entry.twice")
            elif not _is_right(code):
                self.hints.note(hints.CODES, self._place(number, CODE))

    def _check_names(self, codes: Sequence[str], names: Sequence[str]) -> None:
        for number, cell, code, name in zip(
            self.numbers, self._cells(NAME), codes, names, strict=True
        ):
            if code and not name and is_missing(cell) and NAME in self.table.columns:
                self.hints.note(hints.NAMELESS, self._place(number, NAME))
