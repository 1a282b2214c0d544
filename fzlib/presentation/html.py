"""Pieces of HTML: everything that comes from a file is escaped here, once.

What acts on text beside it (names are refused for it) shows as � wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape as _escape

from fzlib.errors import UNFIT


@dataclass(frozen=True)
class Html:
    """Markup that is ready to show; a notebook displays it, the page takes it as it is."""

    markup: str

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return "（图文）"  # the notebook's plain-text twin of the markup

    def __add__(self, other: Html) -> Html:
        return Html(self.markup + "\n" + other.markup)


NOTHING = Html("")


def join(parts: Iterable[Html]) -> Html:
    """Parts one after another; empty ones leave no trace."""
    return Html("\n".join(part.markup for part in parts if part.markup))


def escape(text: str, quote: bool = True) -> str:
    """Text as markup. Line ends and tabs stay: in HTML they are spaces."""
    return UNFIT.sub(lambda c: c[0] if c[0] in "\n\r\t" else "�", _escape(text, quote))


def element(tag: str, content: str | Html = "", **attributes: str | int | None) -> Html:
    """One element; text is escaped, Html is not. ``class_`` gives ``class``; None: left out."""
    inner = content.markup if isinstance(content, Html) else escape(content, quote=False)
    given = "".join(
        f' {name.rstrip("_")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Html(f"<{tag}{given}>{inner}</{tag}>")


def paragraphs(texts: Iterable[str], **attributes: str) -> Html:
    """Each non-empty text a paragraph."""
    return join(element("p", text, **attributes) for text in texts if text)


def listing(texts: Iterable[str | Html], **attributes: str) -> Html:
    """A list; nothing at all where there is no entry."""
    entries = join(element("li", text) for text in texts)
    return element("ul", entries, **attributes) if entries.markup else NOTHING


@dataclass(frozen=True)
class Cell:
    """A table cell. ``head`` makes it the row's header; ``mark`` is a small note beside it."""

    text: str
    number: bool = False
    head: bool = False
    span: int = 1
    rows: int = 1
    mark: str = ""
    title: str = ""
    class_: str = ""
    id: str | None = None


def numeric(text: str, mark: str = "", title: str = "") -> Cell:
    """A right-aligned cell."""
    return Cell(text, number=True, mark=mark, title=title)


def name(text: str) -> Cell:
    """The header of a row."""
    return Cell(text, head=True)


def table(
    caption: str,
    header: Sequence[Sequence[Cell | str]],
    rows: Iterable[Sequence[Cell | str]],
    *,
    apart: Iterable[Sequence[Cell | str]] = (),
    note: str = "",
    class_: str | None = None,
) -> Html:
    """A captioned table with scoped headers; ``apart`` rows (全市) stay below, unsorted."""
    head = join(element("tr", join(_header_cell(c) for c in row)) for row in header)
    parts = [element("caption", caption), element("thead", head), _body(rows, None)]
    parts.append(_body(apart, "apart"))
    shown = element("div", element("table", join(parts), class_=class_), class_="table")
    return shown + element("p", note, class_="note") if note else shown


def _body(rows: Iterable[Sequence[Cell | str]], class_: str | None) -> Html:
    lines = join(element("tr", join(_body_cell(c) for c in row)) for row in rows)
    return element("tbody", lines, class_=class_) if lines.markup else NOTHING


def _header_cell(cell: Cell | str) -> Html:
    if isinstance(cell, str):
        cell = Cell(cell)
    return element(
        "th",
        cell.text,
        scope="colgroup" if cell.span > 1 else "col",
        colspan=cell.span if cell.span > 1 else None,
        rowspan=cell.rows if cell.rows > 1 else None,
        class_="n" if cell.number else None,
    )


def _body_cell(cell: Cell | str) -> Html:
    if isinstance(cell, str):
        cell = Cell(cell)
    if cell.head:
        return element("th", cell.text, scope="row", id=cell.id)
    classes = " ".join(c for c in ("n" if cell.number else "", cell.class_) if c) or None
    content: str | Html = cell.text
    if cell.mark:
        note = element("sup", cell.mark, class_="flag", title=cell.title or None)
        content = Html(escape(cell.text, quote=False) + note.markup)
    return element("td", content, class_=classes)


def figure(svg: str, caption: str) -> Html:
    """A chart with its caption; the SVG carries its own alternative text."""
    return element("figure", Html(svg) + element("figcaption", caption), class_="chart")
