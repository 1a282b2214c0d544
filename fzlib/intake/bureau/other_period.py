"""Whether the tables of a workbook plainly say that they are of another period than asked."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.errors import Place, ProblemLog
from fzlib.intake.bureau.consistency import stop_period
from fzlib.intake.bureau.layout import Layout, LayoutColumn
from fzlib.intake.bureau.table_choice import headed, lacking, said_of, titles_of, years_of
from fzlib.intake.bureau.table_heads import TableHead
from fzlib.intake.labels import StatedPeriod, period_of_name
from fzlib.scoring.periods import Period

Table = tuple[Layout, Sequence[TableHead]]  # what a layout means, and what it may be
Column = tuple[StatedPeriod, Place, LayoutColumn]


def of_the_period(
    tables: Sequence[Table], label: str, asked: Period, log: ProblemLog, *, year_known: bool
) -> list[Table]:
    """The tables that are to be read; one that cannot be of the period asked for is a problem.

    Where nothing in the workbook is of it, nor its file's name, the period asked for is wrong:
    that is all there is to say, and no table is left.

    Args:
        label: the workbook's name. year_known: whether it is of the year of ``asked``, so that a
            month alone names its period.
    """
    named = period_of_name(label) == (asked.year, asked.month)
    left, other = [], []
    for layout, every in tables:
        own = before(asked, layout.lag)
        columns = _columns(every, label, layout)
        if columns and not any(_is_of(said, measure, own) for said, _, measure in columns):
            other.append((layout, every, own, columns))
        else:
            left.append((layout, every))
            named = named or bool(columns)
    for layout, every, own, columns in other:
        said, place, _ = max(columns, key=lambda column: (column[0].year, column[0].month))
        if not named:
            year = said.year or (asked.year if year_known else 0)
            period = _workbook_period(year, said.month, layout.lag)
            mend = "核对 --period" + (f"，工作簿写的是 {period}" if period else "")
            stop_period(said, place, own, asked, layout, log, mend)
        elif any(titles_of(one, layout) and not lacking(one, layout, own) for one in every):
            left.append((layout, every))  # it is read, and what is wrong with it all told
        else:
            stop_period(said, place, own, asked, layout, log)
    return left if named or not other else []


def before(period: Period, months: int) -> Period:
    """The period ``months`` earlier, over the turn of the year too; 1—2月 is one."""
    for _ in range(months):
        period = period.previous or Period(period.year - 1, 12)
    return period


def _columns(every: Sequence[TableHead], label: str, layout: Layout) -> list[Column]:
    """The periods that the columns a layout may mean say; none where one of them says none."""
    found = []
    for heading in every:
        for measure in layout.columns if titles_of(heading, layout) else ():
            for column in headed(heading, measure):
                said, cell = said_of(heading, layout, measure, column)
                if not said or not 1 <= said.month <= 12:
                    return []
                found.append((said, Place(label, heading.sheet.name, cell), measure))
    return found


def _is_of(said: StatedPeriod, measure: LayoutColumn, period: Period) -> bool:
    return said.month == period.month and (said.year or period.year) in years_of(measure, period)


def _workbook_period(year: int, month: int, lag: int) -> Period | None:
    """The period of a workbook of which a table, ``lag`` periods behind it, is of this month."""
    if not year or month < 2:
        return None
    periods = (Period(y, m) for y in (year, year + 1) for m in range(2, 13))
    return next((one for one in periods if before(one, lag) == Period(year, month)), None)
