"""Whether the tables of a workbook plainly state another period than the one asked for."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.intake.bureau.candidates import CandidateColumn, TableSearch, Workbook, before
from fzlib.intake.bureau.consistency import stop_period
from fzlib.intake.labels import StatedPeriod, period_of_name
from fzlib.scoring.periods import Period


def of_the_period(
    workbook: Workbook, searches: Sequence[TableSearch], *, right_year: bool
) -> list[TableSearch]:
    """The tables that are to be read; one that cannot be of the period asked for is a problem.

    Where no table is of it, nor the file's name, the period asked for is wrong: that alone is
    reported, and no table is read.

    Args:
        right_year: whether the workbook is of the year asked for, so that a month alone names
            its period.
    """
    period = workbook.period
    named = period_of_name(workbook.file) == (period.year, period.month)
    left, other = [], []
    for search in searches:
        columns = _stated(search)
        if columns and not any(column.is_of(stated) for column, stated in columns):
            other.append((search, columns))
        else:
            left.append(search)
            named = named or bool(columns)
    for search, columns in other:
        column, stated = max(columns, key=lambda entry: (entry[1].year, entry[1].month))
        if not named:
            year = stated.year or (period.year if right_year else 0)
            own = _workbook_period(year, stated.month, search.layout.lag)
            mend = "核对 --period" + (f"，工作簿写的是 {own}" if own else "")
            stop_period(column.table, stated, mend)
        elif any(table.titles and not table.lacking for table in search.candidates):
            left.append(search)  # it is read, so that all its problems are reported
        else:
            stop_period(column.table, stated)
    return left if named or not other else []


def _stated(search: TableSearch) -> list[tuple[CandidateColumn, StatedPeriod]]:
    """The periods that the columns a layout may mean state; none where one of them states none."""
    columns = [
        column
        for table in search.candidates
        for declared in search.layout.columns
        if table.titles
        for column in table.headed(declared)
    ]
    stated = [(c, c.stated) for c in columns if c.stated and 1 <= c.stated.month <= 12]
    return stated if len(stated) == len(columns) else []


def _workbook_period(year: int, month: int, lag: int) -> Period | None:
    """The period of a workbook of which a table, ``lag`` periods behind it, is of this month."""
    if not year or month < 2:
        return None
    periods = (Period(y, m) for y in (year, year + 1) for m in range(2, 13))
    return next((p for p in periods if before(p, lag) == Period(year, month)), None)
