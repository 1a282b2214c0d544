"""Which table of a workbook a layout means; where there is none, what was seen instead."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from fzlib.errors import Findings, Place
from fzlib.intake.cells import Sheet, address
from fzlib.intake.headings import Heading, headings, texts_of
from fzlib.intake.layout import Layout, Measure


def columns_of(heading: Heading, measure: Measure) -> list[int]:
    """The columns whose stacked headers end in the layout's."""
    size = len(measure.header)
    return [
        column
        for column, stack in heading.stacks.items()
        if column != heading.column
        and len(stack.texts) >= size
        and all(p.find(t) for p, t in zip(measure.header, stack.texts[-size:], strict=True))
    ]


def _is_titled(heading: Heading, layout: Layout) -> bool:
    return any(layout.sheet.find(text) for text in [heading.sheet.name, *heading.title_texts])


def _fits(heading: Heading, layout: Layout) -> bool:
    return all(len(columns_of(heading, measure)) == 1 for measure in layout.columns)


def find_heading(
    sheets: Sequence[Sheet], label: str, layout: Layout, log: Findings
) -> Heading | None:
    """The one table a layout means; None and a problem, with what was seen, where there is none."""
    every = [heading for sheet in sheets for heading in headings(sheet, layout.region)]
    titled = [heading for heading in every if _is_titled(heading, layout)]
    fits = [heading for heading in titled if _fits(heading, layout)]
    seen = [heading for heading in fits if not heading.sheet.hidden]
    if len(seen or fits) == 1:
        return (seen or fits)[0]
    if fits:
        where = "、".join(f"“{h.sheet.name.strip()}”第{h.top + 1}行" for h in seen or fits)
        what = f"有{len(seen or fits)}张表都像“{layout.sheet.text}”：{where}"
        log.stop(Place(label), what, "在布局的 sheet 里写得更具体，如工作表名")
    elif titled:
        for heading in titled:
            _explain(heading, label, layout, log)
    else:
        _explain_title(sheets, every, label, layout, log)
    return None


def _explain(heading: Heading, label: str, layout: Layout, log: Findings) -> None:
    """Which header of a table that was found is not there, or twice, and what is there instead."""
    for measure in layout.columns:
        columns = columns_of(heading, measure)
        sheet = heading.sheet.name
        if len(columns) > 1:
            cells = "、".join(heading.stacks[column].cell for column in columns)
            what = f"表头“{measure.path}”有{len(columns)}列：{cells}"
            log.stop(Place(label, sheet), what, "在布局的 header 里多写一层表头")
        elif not columns:
            taken = {c for other in layout.columns for c in columns_of(heading, other)}
            free = {c: s for c, s in heading.stacks.items() if c != heading.column}
            where = Place(label, sheet, f"第{heading.bottom + 1}行")
            paths = {stack.path: stack for stack in free.values()}
            likely = [stack.path for c, stack in free.items() if c not in taken] or [*paths]
            near = difflib.get_close_matches(measure.path, likely, n=1, cutoff=0.0)
            if near:
                where = Place(label, sheet, paths[near[0]].cell)
            listed = "、".join(f"“{path}”" for path in paths) or "没有别的表头"
            what = f"没有表头“{measure.path}”，这里是：{listed}"
            hint = f"最接近的是“{near[0]}”；" if near else ""
            log.stop(where, what, f"{hint}表头改了就改布局的 header")


def _explain_title(
    sheets: Sequence[Sheet],
    every: Sequence[Heading],
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
    alike = [heading for heading in every if _fits(heading, layout)]
    hint = f"最接近的是“{near[0]}”；" if near else ""
    if len(alike) == 1:
        where = f"“{alike[0].sheet.name.strip()}”{address(alike[0].top, alike[0].column)}"
        hint += f"表头对得上的只有{where}处的表；"
    log.stop(Place(label), what, f"{hint}标题改了就改布局的 sheet")


def _first(sheet: Sheet) -> list[str]:
    return [text for text, _ in texts_of(sheet, 1)]
