"""Which tables of a workbook are read: those that the layouts mean, of the period asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fzlib.errors import MOST_NAMED, Place, listing, nearest
from fzlib.intake.bureau.candidates import Candidate, CandidateColumn, TableSearch, Workbook
from fzlib.intake.bureau.consistency import check_year, stop_period
from fzlib.intake.bureau.layout import Layout, LayoutColumn
from fzlib.intake.bureau.table_heads import ROWS_ABOVE
from fzlib.intake.formats.cells import address
from fzlib.intake.labels import StatedPeriod, period_of_name
from fzlib.scoring.periods import Period, shifted

MOST_LIKELY = 200  # texts among which the nearest is looked for


def chosen_tables(workbook: Workbook, layouts: Sequence[Layout]) -> Iterator[Candidate]:
    """The one table that each layout means; what is in the way goes to the workbook's log."""
    right_year = check_year(workbook)
    searches = [TableSearch(workbook, layout) for layout in layouts]
    for search in _of_the_period(workbook, searches, right_year=right_year):
        if right_year and (table := _chosen(search)):
            yield table


def _of_the_period(
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
            mend = "核对 --period"
            if year and stated.month > 1:
                own = shifted(Period(year, stated.month), search.layout.lag)
                mend += f"，工作簿写的是 {own}"
            stop_period(column.table, stated, mend)
        elif any(table.meant_titles and not table.lacking for table in search.candidates):
            left.append(search)  # it is read, so that all its problems are reported
        else:
            stop_period(column.table, stated)
    return left if named or not other else []


def _stated(search: TableSearch) -> list[tuple[CandidateColumn, StatedPeriod]]:
    """The periods that the columns a layout may mean state; none where one of them states none."""
    columns = [
        column
        for table in search.candidates
        if table.meant_titles
        for declared in search.layout.columns
        for column in table.headed(declared)
    ]
    stated = [(c, c.stated) for c in columns if c.stated and 1 <= c.stated.month <= 12]
    return stated if len(stated) == len(columns) else []


def _chosen(search: TableSearch) -> Candidate | None:
    """The one table a layout means; None and a problem, with what was seen, where there is none."""
    titled = [table for table in search.candidates if table.meant_titles]
    fits = [table for table in titled if not table.lacking]
    fits = [table for table in fits if not table.head.sheet.hidden] or fits
    if len(fits) > 1:
        fits = _narrowed(fits)
    if len(fits) == 1:
        return fits[0]
    if fits:
        _stop_several(search, fits)
    elif titled:
        least = min(len(table.lacking) for table in titled)
        likely = [table for table in titled if len(table.lacking) == least]
        for table in likely[:MOST_NAMED]:
            for declared in table.lacking:
                _stop_column(table, declared)
    else:
        _stop_title(search)
    return None


def _narrowed(fits: list[Candidate]) -> list[Candidate]:
    """Of several tables that fit, those that state no other period or span.

    A table that states the right one is not preferred to one that states none, which may be meant.
    """
    if all(map(_months, fits)):
        ours = {(fits[0].period.year, fits[0].period.month)}
        fits = [table for table in fits if _months(table) == ours] or fits
    return [
        table
        for table in fits
        if all(d.allows(column.stated_spans) for d, (column,) in table.columns.items())
    ] or fits


def _months(table: Candidate) -> set[tuple[int, int]]:
    """Year and month as the columns of a table that fits state them; nothing if one states none."""
    stated = [column.stated for (column,) in table.columns.values()]
    months = {period.month_of(table.period.year) for period in stated if period}
    return months if all(stated) else set()


def _stop_several(search: TableSearch, fits: Sequence[Candidate]) -> None:
    heads = [table.head for table in fits]
    where = listing(f"“{h.sheet.name.strip()}”{address(h.top, h.names)}" for h in heads)
    what = f"有{len(fits)}张表都像“{search.layout.sheet.text}”：{where}"
    mend = "在布局的 sheet 里写得更具体，如工作表名"
    if len({(t.head.sheet.name, t.head.top, t.meant_titles[0].text) for t in fits}) == 1:
        mend = "一张表分成并排几块的，先接成一块"
    search.workbook.log.stop(Place(search.workbook.file), what, mend, kind="table.twice")


def _stop_column(table: Candidate, declared: LayoutColumn) -> None:
    """A header that the table lacks, or has twice, and what it has instead."""
    log, columns = table.log, table.columns[declared]
    if columns:
        where = listing(column.head.cell for column in columns)
        what = f"表头“{declared.path}”有{len(columns)}列：{where}"
        spans = {column.headed_period.span for column in columns if column.headed_period}
        both = len(spans) > 1 and not declared.span
        mend = '在布局里写 span = "month" 或 "ytd"' if both else "在布局的 header 里多写一层表头"
        log.stop(table.place(), what, mend, kind="column.twice")
        return
    taken = {column.at for columns in table.columns.values() for column in columns}
    heads = table.head.columns
    cells = {head.path: head.cell for head in heads.values()}
    likely = [head.path for at, head in heads.items() if at not in taken] or [*cells]
    near = nearest(declared.path, likely[:MOST_LIKELY], likeness=0.0)
    place = table.place(cells[near] if near else f"第{table.head.bottom + 1}行")
    listed = listing(f"“{path}”" for path in cells) or "没有别的表头"
    what = f"没有表头“{declared.path}”，这里是：{listed}"
    hint = f"最接近的是“{near}”；" if near and len(cells) > 1 else ""
    log.stop(place, what, f"{hint}表头改了就改布局的 header", kind="column.absent")


def _stop_title(search: TableSearch) -> None:
    """A title that no table has: the nearest title, and the one table whose headers would fit.

    Where the title stands over no column of names, it is the column that is missing.
    """
    layout, workbook, tables = search.layout, search.workbook, search.candidates
    above = workbook.labels(ROWS_ABOVE)
    titled = [place for label, place in above if label.text and layout.sheet.find(label)]
    # the last: contents stand first
    if titled and not any(table.head.sheet.name == titled[-1].sheet for table in tables):
        if layout.region.text:
            what = f"没有名称列表头“{layout.region.text}”"
            mend = "名称列的表头改了就改布局的 region"
        else:
            what = "没有左上角空白、右边是表头、下面是地区名和数的表"
            mend = "表头不能只是数字，写作“2025年”；左上角有字的，写进布局的 region"
        workbook.log.stop(titled[-1], what, mend, kind="column.absent")
        return
    what = f"没有标题或工作表名是“{layout.sheet.text}”、名称列表头是“{layout.region.text}”的表"
    labels = [label for t in tables for label in (*t.head.titles[:2], t.head.titles[-1])]
    labels = labels or [label for label, _ in workbook.labels(1)]
    labels = [label for label in labels if label.text.strip() and not layout.sheet.find(label)]
    shown = [*dict.fromkeys(label.shown for label in labels)]
    near = nearest(layout.sheet.text, shown[:MOST_LIKELY], likeness=0.3)
    hint = f"最接近的是“{near}”；" if near else ""
    alike = [table.head for table in tables if not table.lacking]
    if len(alike) == 1:
        name = alike[0].sheet.name.strip()
        where = (f"“{name}”" if name else "") + address(alike[0].top, alike[0].names)
        hint += f"表头对得上的只有{where}处的表；"
    mend = f"{hint}标题改了就改布局的 sheet"
    workbook.log.stop(Place(workbook.file), what, mend, kind="table.absent")
