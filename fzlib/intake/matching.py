"""Which table of a workbook a layout means; where there is none, what was seen instead."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace

from fzlib.errors import Findings, Place
from fzlib.intake.cells import Sheet, address
from fzlib.intake.headings import Heading, headings, texts_of
from fzlib.intake.layout import Layout, Measure
from fzlib.intake.said import Said, period_anywhere, period_in
from fzlib.intake.stack import Stack
from fzlib.scoring.periods import Period


def columns_of(heading: Heading, measure: Measure, period: Period) -> list[int]:
    """The columns whose stacked headers end in the layout's.

    Where 3月 stands beside 1-3月, or last month's or last year's beside this one's: those of the
    table's ``period`` and the span declared, if any is; of 同期, last year's before this one's.
    """
    size = len(measure.header)
    found = [
        column
        for column, stack in heading.stacks.items()
        if column != heading.column
        and len(stack.texts) >= size
        and all(p.find(t) for p, t in zip(measure.header, stack.texts[-size:], strict=True))
    ]
    stacks = {column: heading.stacks[column] for column in found}
    # one that says no period and no year may be this one's as well: then nobody can tell
    if len(found) > 1 and all(said_by(s, measure)[0] or s.years for s in stacks.values()):
        for year in years_of(measure, period):
            of = [column for column in found if _is_of(stacks[column], measure, period, year)]
            sure = [column for column in of if stacks[column].spans == {measure.span}]
            if of:
                return (all(stacks[column].spans for column in of) and sure) or of
    return found


def years_of(measure: Measure, period: Period) -> tuple[int, ...]:
    """The years that a measure's header can name: of 同期 last year's too, which goes first."""
    return (period.year - 1, period.year) if measure.measure == "base" else (period.year,)


def _is_of(stack: Stack, measure: Measure, period: Period, year: int) -> bool:
    said, _ = said_by(stack, measure)
    if measure.span and stack.spans and measure.span not in stack.spans:
        return False
    if said is None:
        return stack.years == {year}
    return (said.year or period.year, said.month) == (year, period.month)


def said_by(stack: Stack, measure: Measure) -> tuple[Said | None, str]:
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


def _dated(said: Said, n: int, stack: Stack) -> Said:
    """What the ``n``-th header says, with the year that stands over or under it: 2024年 › 1-3月."""
    if (not said.year or n < stack.titles) and len(stack.years) == 1 and {said.year} != stack.years:
        year = min(stack.years)
        said = replace(said, year=year, text=f"{year}年 › {said.text}")
    return said.in_title if n < stack.titles else said


def said_of(
    heading: Heading, layout: Layout, measure: Measure, column: int
) -> tuple[Said | None, str]:
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


def titles_of(heading: Heading, layout: Layout) -> list[str]:
    """The titles of a table, and the name of its sheet, that the layout's ``sheet`` means."""
    return [t for t in [*heading.title_texts, heading.sheet.name] if layout.sheet.find(t)]


def _fits(heading: Heading, layout: Layout, period: Period) -> bool:
    return all(len(columns_of(heading, measure, period)) == 1 for measure in layout.columns)


def _says(heading: Heading, layout: Layout, period: Period) -> set[tuple[int, int]]:
    """Year and month as the columns of a table that fits say them; nothing if one says none."""
    columns = [(measure, columns_of(heading, measure, period)[0]) for measure in layout.columns]
    found = [said_of(heading, layout, *one)[0] for one in columns]
    return {(one.year or period.year, one.month) for one in found if one} if all(found) else set()


def _says_another_span(heading: Heading, layout: Layout, period: Period) -> bool:
    """Whether a column with a declared span is told by a table that fits to be of the other one."""
    for measure in (one for one in layout.columns if one.span):
        (column,) = columns_of(heading, measure, period)
        said, _ = said_of(heading, layout, measure, column)
        told = heading.stacks[column].spans or {said.span if said else ""} - {""}
        if told and measure.span not in told:
            return True
    return False


def _narrowed(fits: list[Heading], layout: Layout, period: Period) -> list[Heading]:
    """Of several tables that fit, those that do not say that they are of another period or span.

    One that says ours is not preferred to one that says nothing: that may be the one meant.
    """
    if all(_says(heading, layout, period) for heading in fits):
        ours = {(period.year, period.month)}
        fits = [heading for heading in fits if _says(heading, layout, period) == ours] or fits
    return [one for one in fits if not _says_another_span(one, layout, period)] or fits


def find_heading(
    sheets: Sequence[Sheet], label: str, layout: Layout, period: Period, log: Findings
) -> Heading | None:
    """The one table a layout means; None and a problem, with what was seen, where there is none.

    ``period``: the table's.
    """
    every = [heading for sheet in sheets for heading in headings(sheet, layout.region)]
    titled = [heading for heading in every if titles_of(heading, layout)]
    fits = [heading for heading in titled if _fits(heading, layout, period)]
    fits = [heading for heading in fits if not heading.sheet.hidden] or fits
    if len(fits) > 1:
        fits = _narrowed(fits, layout, period)
    if len(fits) == 1:
        return fits[0]
    if fits:
        at = [(h.sheet.name.strip(), address(h.top, h.column)) for h in fits]
        where = "、".join(f"“{name}”{cell}" for name, cell in at)
        what = f"有{len(fits)}张表都像“{layout.sheet.text}”：{where}"
        more = "在布局的 sheet 里写得更具体，如工作表名"
        beside = len({(h.sheet.name, h.top, titles_of(h, layout)[0]) for h in fits}) == 1
        log.stop(Place(label), what, "一张表分成并排几块的，先接成一块" if beside else more)
    elif titled:
        for heading in titled:
            _explain(heading, label, layout, period, log)
    else:
        alike = [heading for heading in every if _fits(heading, layout, period)]
        _explain_title(sheets, every, alike, label, layout, log)
    return None


def _explain(heading: Heading, label: str, layout: Layout, period: Period, log: Findings) -> None:
    """Which header of a table that was found is not there, or twice, and what is there instead."""
    for measure in layout.columns:
        columns = columns_of(heading, measure, period)
        sheet = heading.sheet.name
        if len(columns) > 1:
            cells = "、".join(heading.stacks[column].cell for column in columns)
            what = f"表头“{measure.path}”有{len(columns)}列：{cells}"
            said = [said_by(heading.stacks[column], measure)[0] for column in columns]
            spans = {one.span for one in said if one}
            both = len(spans) > 1 and not measure.span
            more = "在布局的 header 里多写一层表头"
            log.stop(
                Place(label, sheet), what, '在布局里写 span = "month" 或 "ytd"' if both else more
            )
        elif not columns:
            taken = {c for other in layout.columns for c in columns_of(heading, other, period)}
            free = {c: s for c, s in heading.stacks.items() if c != heading.column}
            where = Place(label, sheet, f"第{heading.bottom + 1}行")
            paths = {stack.path: stack for stack in free.values()}
            likely = [stack.path for c, stack in free.items() if c not in taken] or [*paths]
            near = difflib.get_close_matches(measure.path, likely, n=1, cutoff=0.0)
            if near:
                where = Place(label, sheet, paths[near[0]].cell)
            listed = "、".join(f"“{path}”" for path in paths) or "没有别的表头"
            what = f"没有表头“{measure.path}”，这里是：{listed}"
            hint = f"最接近的是“{near[0]}”；" if near and len(paths) > 1 else ""
            log.stop(where, what, f"{hint}表头改了就改布局的 header")


def _explain_title(
    sheets: Sequence[Sheet],
    every: Sequence[Heading],
    alike: Sequence[Heading],
    label: str,
    layout: Layout,
    log: Findings,
) -> None:
    """No table has the title: the nearest there is, and a table whose headers would fit."""
    what = f"没有标题或工作表名是“{layout.sheet.text}”、名称列表头是“{layout.region.text}”的表"
    names = [t for h in every for t in (*h.title_texts[:2], h.sheet.name)]
    names = names or [text for sheet in sheets for text in (sheet.name, *_first(sheet))]
    shown = dict.fromkeys(" ".join(name.split()) for name in names if name.strip())
    near = difflib.get_close_matches(layout.sheet.text, shown, n=1, cutoff=0.3)
    hint = f"最接近的是“{near[0]}”；" if near else ""
    if len(alike) == 1:
        name = alike[0].sheet.name.strip()
        at = (f"“{name}”" if name else "") + address(alike[0].top, alike[0].column)
        hint += f"表头对得上的只有{at}处的表；"
    log.stop(Place(label), what, f"{hint}标题改了就改布局的 sheet")


def _first(sheet: Sheet) -> list[str]:
    return [text for text, _ in texts_of(sheet, 1)]
