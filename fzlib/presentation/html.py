"""Blocks as HTML. Only this module knows tags, and every text is escaped here, once.

What acts on text beside it (names are refused for it) shows as � wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as _escape

from fzlib.errors import UNFIT
from fzlib.presentation.block_parts import (
    NAME,
    NUMBER,
    Column,
    Entry,
    Group,
    KeyFigure,
    Labelled,
    Link,
    Sourced,
    TableCell,
    Text,
    leaves,
)
from fzlib.presentation.wording import NONE


def lines(parts: Iterable[str]) -> str:
    """Pieces of markup one below another."""
    return "\n".join(parts)


def heading(text: str) -> str:
    """A heading of the third level; the notebook's own text has the others."""
    return _element("h3", _text(text))


def paragraph(text: Text, look: str) -> str:
    """A paragraph."""
    return _element("p", _text(text), class_=look)


def listing(entries: Iterable[Entry], look: str) -> str:
    """A list."""
    return _element("ul", lines(_element("li", _entry(entry)) for entry in entries), class_=look)


def figure(svg: str, caption: str) -> str:
    """A chart with its caption."""
    shown = [svg, _element("figcaption", _text(caption))]
    return _element("figure", lines(shown), class_="chart")


def workings(content: str, summary: str) -> str:
    """Markup set off from the text, folded where it has a summary."""
    if not summary:
        return _element("div", content, class_="working")
    folded = [_element("summary", _text(summary)), content]
    return _element("details", lines(folded), class_="working")


def masthead(
    title: str, byline: str, badges: Iterable[tuple[str, str]], figures: Iterable[KeyFigure]
) -> str:
    """The head of a page."""
    marks = (_element("span", _text(text), class_=f"badge {look}") for text, look in badges)
    parts = [
        _element("p", lines(marks), class_="badges"),
        _element("h1", _text(title)),
        paragraph(byline, "byline"),
        _element("dl", lines(map(_key_figure, figures)), class_="figures"),
    ]
    return _element("div", lines(parts), class_="masthead")


def table(
    caption: str,
    columns: Sequence[Column | Group],
    rows: Iterable[Sequence[TableCell]],
    apart: Iterable[Sequence[TableCell]],
    *,
    note: str,
    look: str,
) -> str:
    """A captioned table with scoped headers; the rows apart stay below, unsorted."""
    kinds = [column.kind for column in leaves(columns)]
    parts = [_element("caption", _text(caption)), _element("thead", _header(columns))]
    parts += [_body(kinds, rows, ""), _body(kinds, apart, "apart")]
    shown = _element("table", lines(filter(None, parts)), class_=look)
    shown = _element("div", shown, class_="table")
    return lines([shown, paragraph(note, "note")]) if note else shown


def _escaped(text: str, *, quote: bool) -> str:
    """Line ends and tabs stay: in HTML they are spaces."""
    return UNFIT.sub(lambda c: c[0] if c[0] in "\n\r\t" else "�", _escape(text, quote))


def _text(text: Text) -> str:
    """Text, with its links, as markup."""
    if isinstance(text, str):
        return _escaped(text, quote=False)
    return "".join(_link(part) if isinstance(part, Link) else _text(part) for part in text)


def _link(link: Link) -> str:
    return _element("a", _text(link.text), href=link.href, class_=link.look, title=link.title)


def _element(tag: str, markup: str, **attributes: str | int | None) -> str:
    """One element. ``class_`` gives ``class``; empty attributes are left out."""
    given = "".join(
        f' {name.rstrip("_")}="{_escaped(str(value), quote=True)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{given}>{markup}</{tag}>"


def _entry(entry: Entry) -> str:
    if isinstance(entry, Labelled):
        return _element("strong", _text(entry.label)) + _element("span", _text(entry.text))
    if isinstance(entry, Sourced):
        return lines([_element("span", _text(entry.text)), _link(entry.source)])
    return _text(entry)


def _key_figure(figure: KeyFigure) -> str:
    unit = "" if figure.text == NONE else figure.unit
    look = "big" if unit or figure.text == NONE else "big names"  # words take more room
    shown = _element("span", _text(figure.text)) + _element("small", _text(unit))
    parts = [_element("dt", _text(figure.label)), _element("dd", shown, class_=look)]
    return _element("div", lines([*parts, _element("dd", _text(figure.note))]))


def _header(columns: Sequence[Column | Group]) -> str:
    """One row, or two where columns have a common header."""
    groups = [column for column in columns if isinstance(column, Group)]
    tall = 2 if groups else 0
    first = (_group(c) if isinstance(c, Group) else _column(c, tall) for c in columns)
    below = (_column(column) for group in groups for column in group.columns)
    return lines(_element("tr", lines(row)) for row in ((first, below) if groups else (first,)))


def _group(group: Group) -> str:
    several = len(group.columns) > 1
    scope, across = ("colgroup", len(group.columns)) if several else ("col", None)
    return _element("th", _text(group.title), scope=scope, colspan=across)


def _column(column: Column, tall: int = 0) -> str:
    look = "n" if column.kind == NUMBER else ""
    return _element("th", _text(column.title), scope="col", rowspan=tall, class_=look)


def _body(kinds: Sequence[str], rows: Iterable[Sequence[TableCell]], look: str) -> str:
    shown = lines(_element("tr", lines(map(_cell, row, kinds))) for row in rows)
    return _element("tbody", shown, class_=look) if shown else ""


def _cell(cell: TableCell, kind: str) -> str:
    if kind == NAME:
        return _element("th", _text(cell.text), scope="row", id=cell.anchor)
    look = " ".join(filter(None, ("n" if kind == NUMBER else "", cell.look)))
    mark = _element("sup", _text(cell.mark), class_="flag", title=cell.meaning)
    return _element("td", _text(cell.text) + (mark if cell.mark else ""), class_=look)
