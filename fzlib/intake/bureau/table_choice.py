"""Which table of a workbook a layout means; where there is none, what was seen instead."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from fzlib.errors import MOST_NAMED, Place, ProblemLog, listing
from fzlib.intake.bureau.column_heads import ColumnHead
from fzlib.intake.bureau.layout import Layout, LayoutColumn
from fzlib.intake.bureau.table_heads import ABOVE, TableHead
from fzlib.intake.cell_text import texts_of
from fzlib.intake.formats.cells import TEXT, Cell, Sheet, address
from fzlib.intake.labels import StatedPeriod, period_anywhere, period_in
from fzlib.scoring.periods import Period

MOST_LIKELY = 200  # texts among which the nearest is looked for


def columns_of(heading: TableHead, measure: LayoutColumn, period: Period) -> list[int]:
    """The columns whose stacked headers end in the layout's.

    Where 3月 stands beside 1-3月, or last month's or last year's beside this one's: those of the
    table's ``period`` and the span declared, if any is; of 同期, last year's before this one's.
    """
    found = headed(heading, measure)
    stacks, spans = heading.stacks, heading.spans
    # one that says no period and no year may be this one's as well: then nobody can tell
    if len(found) > 1 and all(said_by(stacks[c], measure)[0] or stacks[c].years for c in found):
        for year in years_of(measure, period):
            of = [column for column in found if _is_of(stacks[column], measure, period, year)]
            of = [column for column in of if _may_span(spans[column], measure)] or of
            sure = [column for column in of if spans[column] == {measure.span}]
            if of:
                return (all(spans[column] for column in of) and sure) or of
    return found


def headed(heading: TableHead, measure: LayoutColumn) -> list[int]:
    """The columns whose stacked headers end in the layout's, of whatever period."""
    size = len(measure.header)
    return [
        column
        for column, stack in heading.stacks.items()
        if column != heading.column
        and len(stack.texts) >= size
        and all(p.find(t) for p, t in zip(measure.header, stack.texts[-size:], strict=True))
    ]


def years_of(measure: LayoutColumn, period: Period) -> tuple[int, ...]:
    """The years that a measure's header can name: of 同期 last year's too, which goes first."""
    return (period.year - 1, period.year) if measure.measure == "base" else (period.year,)


def _may_span(told: Collection[str], measure: LayoutColumn) -> bool:
    """Whether nothing that is told of a column's span speaks against the one declared."""
    return not measure.span or not told or measure.span in told


def _is_of(stack: ColumnHead, measure: LayoutColumn, period: Period, year: int) -> bool:
    said, _ = said_by(stack, measure)
    if said is None:
        return stack.years == {year}
    return (said.year or period.year, said.month) == (year, period.month)


def said_by(stack: ColumnHead, measure: LayoutColumn) -> tuple[StatedPeriod | None, str]:
    """The period that a column's headers say, and the cell: where {期间} stands, else anywhere."""
    first = len(stack.texts) - len(measure.header)
    for n, pattern in enumerate(measure.header, first):
        found = pattern.find(stack.texts[n])
        if found and (said := period_in(found)):
            return _dated(said, n, stack), stack.cells[n]
    for n in reversed(range(len(stack.texts))):
        if said := period_anywhere(stack.texts[n]):
            return _dated(said, n, stack), stack.cells[n]
    return None, ""


def _dated(said: StatedPeriod, n: int, stack: ColumnHead) -> StatedPeriod:
    """What the ``n``-th header says, with the year that stands over or under it: 2024年 › 1-3月."""
    if (not said.year or n < stack.titles) and len(stack.years) == 1 and {said.year} != stack.years:
        year = min(stack.years)
        said = replace(said, year=year, text=f"{year}年 › {said.text}")
    return said.in_title if n < stack.titles else said


def said_of(
    heading: TableHead, layout: Layout, measure: LayoutColumn, column: int
) -> tuple[StatedPeriod | None, str]:
    """The period as a column's headers, the line above the table or its title say it; where."""
    stack = heading.stacks[column]
    said, cell = said_by(stack, measure)
    in_title = cell in stack.cells[: stack.titles]
    if said and not (in_title and layout.period):
        return said, cell
    titles = [*heading.titles, (heading.sheet.name, "")]
    for pattern in filter(None, (layout.period, layout.sheet)):
        for text, at in titles:
            found = pattern.find(text)
            told = found and (period_in(found) or period_anywhere(text))
            if told:
                return told.in_title, at
    return said, cell


def titles_of(heading: TableHead, layout: Layout) -> list[str]:
    """The titles of a table, and the name of its sheet, that the layout's ``sheet`` means."""
    return [t for t in [*heading.title_texts, heading.sheet.name] if layout.sheet.find(t)]


def _says(heading: TableHead, layout: Layout, period: Period) -> set[tuple[int, int]]:
    """Year and month as the columns of a table that fits say them; nothing if one says none."""
    columns = [(measure, columns_of(heading, measure, period)[0]) for measure in layout.columns]
    found = [said_of(heading, layout, *one)[0] for one in columns]
    return {(one.year or period.year, one.month) for one in found if one} if all(found) else set()


def _says_another_span(heading: TableHead, layout: Layout, period: Period) -> bool:
    """Whether a column with a declared span is told by a table that fits to be of the other one."""
    for measure in (one for one in layout.columns if one.span):
        (column,) = columns_of(heading, measure, period)
        said, _ = said_of(heading, layout, measure, column)
        if not _may_span(heading.spans[column] or {said.span if said else ""} - {""}, measure):
            return True
    return False


def _narrowed(fits: list[TableHead], layout: Layout, period: Period) -> list[TableHead]:
    """Of several tables that fit, those that do not say that they are of another period or span.

    One that says ours is not preferred to one that says nothing: that may be the one meant.
    """
    if all(_says(heading, layout, period) for heading in fits):
        ours = {(period.year, period.month)}
        fits = [heading for heading in fits if _says(heading, layout, period) == ours] or fits
    return [one for one in fits if not _says_another_span(one, layout, period)] or fits


def find_heading(
    every: Sequence[TableHead],
    sheets: Sequence[Sheet],
    label: str,
    layout: Layout,
    period: Period,
    log: ProblemLog,
) -> TableHead | None:
    """The one table a layout means; None and a problem, with what was seen, where there is none.

    Args:
        every: the workbook's tables with the layout's header of names. period: the table's.
    """
    titled = [heading for heading in every if titles_of(heading, layout)]
    lacks = [(heading, lacking(heading, layout, period)) for heading in titled]
    fits = [heading for heading, measures in lacks if not measures]
    fits = [heading for heading in fits if not heading.sheet.hidden] or fits
    if len(fits) > 1:
        fits = _narrowed(fits, layout, period)
    if len(fits) == 1:
        return fits[0]
    if fits:
        _tell_several(fits, label, layout, log)
    elif titled:
        least = min(len(measures) for _, measures in lacks)
        near = [one for one in lacks if len(one[1]) == least]
        for heading, measures in near[:MOST_NAMED]:
            for measure in measures:
                _explain(heading, label, layout, measure, period, log)
    else:
        alike = [heading for heading in every if not lacking(heading, layout, period)]
        _explain_title(sheets, every, alike, label, layout, log)
    return None


def lacking(heading: TableHead, layout: Layout, period: Period) -> list[LayoutColumn]:
    """The columns of a layout that a table does not have, or has twice."""
    return [m for m in layout.columns if len(columns_of(heading, m, period)) != 1]


def _tell_several(fits: Sequence[TableHead], label: str, layout: Layout, log: ProblemLog) -> None:
    where = listing(f"“{one.sheet.name.strip()}”{address(one.top, one.column)}" for one in fits)
    what = f"有{len(fits)}张表都像“{layout.sheet.text}”：{where}"
    more = "在布局的 sheet 里写得更具体，如工作表名"
    beside = len({(h.sheet.name, h.top, titles_of(h, layout)[0]) for h in fits}) == 1
    log.stop(Place(label), what, "一张表分成并排几块的，先接成一块" if beside else more)


def _explain(
    heading: TableHead,
    label: str,
    layout: Layout,
    measure: LayoutColumn,
    period: Period,
    log: ProblemLog,
) -> None:
    """That a header of a table is not there, or twice, and what is there instead."""
    columns = columns_of(heading, measure, period)
    sheet, stacks = heading.sheet.name, heading.stacks
    if columns:
        what = f"表头“{measure.path}”有{len(columns)}列：{listing(stacks[c].cell for c in columns)}"
        said = [said_by(stacks[column], measure)[0] for column in columns]
        both = len({one.span for one in said if one}) > 1 and not measure.span
        mend = '在布局里写 span = "month" 或 "ytd"' if both else "在布局的 header 里多写一层表头"
        log.stop(Place(label, sheet), what, mend)
        return
    taken = {c for other in layout.columns for c in columns_of(heading, other, period)}
    free = {c: s for c, s in stacks.items() if c != heading.column}
    where = Place(label, sheet, f"第{heading.bottom + 1}行")
    paths = {stack.path: stack for stack in free.values()}
    likely = [stack.path for c, stack in free.items() if c not in taken] or [*paths]
    near = difflib.get_close_matches(measure.path, likely[:MOST_LIKELY], n=1, cutoff=0.0)
    if near:
        where = Place(label, sheet, paths[near[0]].cell)
    listed = listing(f"“{path}”" for path in paths) or "没有别的表头"
    what = f"没有表头“{measure.path}”，这里是：{listed}"
    hint = f"最接近的是“{near[0]}”；" if near and len(paths) > 1 else ""
    log.stop(where, what, f"{hint}表头改了就改布局的 header")


def _explain_title(
    sheets: Sequence[Sheet],
    every: Sequence[TableHead],
    alike: Sequence[TableHead],
    label: str,
    layout: Layout,
    log: ProblemLog,
) -> None:
    """No table has the title: the nearest there is, and a table whose headers would fit.

    Where the title is there without a column of names under it, that is what is missing.
    """
    *_, there = None, *_titled(sheets, label, layout)  # the last: contents stand first
    if there and not any(heading.sheet.name == there.sheet for heading in every):
        if layout.region.text:
            what = f"没有名称列表头“{layout.region.text}”"
            mend = "名称列的表头改了就改布局的 region"
        else:
            what = "没有左上角空白、右边是表头、下面是地区名和数的表"
            mend = "表头不能只是数字，写作“2025年”；左上角有字的，写进布局的 region"
        log.stop(there, what, mend)
        return
    what = f"没有标题或工作表名是“{layout.sheet.text}”、名称列表头是“{layout.region.text}”的表"
    names = [t for h in every for t in (*h.title_texts[:2], h.sheet.name)]
    names = names or [text for sheet in sheets for text in (sheet.name, *_first(sheet))]
    names = [name for name in names if not layout.sheet.find(name)]
    shown = dict.fromkeys(Cell(TEXT, name).shown for name in names if name.strip())
    near = difflib.get_close_matches(layout.sheet.text, [*shown][:MOST_LIKELY], n=1, cutoff=0.3)
    hint = f"最接近的是“{near[0]}”；" if near else ""
    if len(alike) == 1:
        name = alike[0].sheet.name.strip()
        at = (f"“{name}”" if name else "") + address(alike[0].top, alike[0].column)
        hint += f"表头对得上的只有{at}处的表；"
    log.stop(Place(label), what, f"{hint}标题改了就改布局的 sheet")


def _titled(sheets: Sequence[Sheet], label: str, layout: Layout) -> Iterator[Place]:
    """Where the title, or a sheet of that name, stands."""
    for sheet in sheets:
        for text, cell in ((sheet.name, ""), *texts_of(sheet, ABOVE)):
            if text and layout.sheet.find(text):
                yield Place(label, sheet.name, cell)


def _first(sheet: Sheet) -> list[str]:
    return [text for text, _ in texts_of(sheet, 1)]
