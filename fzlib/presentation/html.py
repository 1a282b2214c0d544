"""Blocks as HTML. Only this module knows tags, and every text is escaped here, once.

What acts on text beside it (names are refused for it) shows as � wherever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape as _escape

from fzlib.errors import UNFIT
from fzlib.presentation import blocks
from fzlib.presentation.wording import NONE

# 第5位, 1—5月, 1.6个百分点, 72.00亿元, 6月19日: a line does not break within. What is only a sign,
# figures and % is left alone: browsers keep these together
_NUMBER = r"\d+(?:[.,]\d+)*%?"
_UNIT = r"(?:个?百分点|[百千万亿]*[\u4e00-\u9fff])"
_UNPARTED = re.compile(rf"\d+月\d+日|第?(?:{_NUMBER}—)*{_NUMBER}{_UNIT}|(?:{_NUMBER}—)+{_NUMBER}")

# a line of a sum may end before an operator; never after it, before a bracket
_OPERATOR = re.compile(r"(?<=[\d%）］])([+−×÷=])(?:(?=\d)|([（［]))")


@dataclass(frozen=True, repr=False)
class Part:
    """A part of a page, which a cell of a notebook shows."""

    blocks: tuple[blocks.Block, ...]

    def _repr_html_(self) -> str:
        return markup(self.blocks)

    def __repr__(self) -> str:
        return "（图文）"  # what a notebook keeps beside the HTML


def part(*pieces: blocks.Piece) -> Part:
    """A part of these blocks; as `blocks.sequence`."""
    return Part(blocks.sequence(*pieces))


def markup(content: Iterable[blocks.Block]) -> str:
    """Blocks one below another."""
    return "\n".join(map(_block, content))


def _block(block: blocks.Block) -> str:
    match block:
        case blocks.Heading(text, level):
            return _element(f"h{level}", _text(text))
        case blocks.Paragraph(text, look):
            return _element("p", _text(text), class_=look)
        case blocks.Listing(entries, look):
            return _element("ul", *(_element("li", _entry(e)) for e in entries), class_=look)
        case blocks.Figure(svg, caption):
            shown = _element("figcaption", _text(caption))
            return _element("figure", svg, shown, class_="chart")
        case blocks.Workings(content, ""):
            return _element("div", markup(content), class_="working")
        case blocks.Workings(content, summary):
            shown = _element("summary", _text(summary))
            return _element("details", shown, markup(content), class_="working")
        case blocks.Masthead():
            return _masthead(block)
        case blocks.Table():
            return _table(block)
    return ""


def _escaped(text: str, *, quote: bool) -> str:
    """Line ends and tabs stay: in HTML they are spaces."""
    return UNFIT.sub(lambda c: c[0] if c[0] in "\n\r\t" else "�", _escape(text, quote))


def _text(text: blocks.Text) -> str:
    """Text, with its links, as markup; a number stays on a line with its unit."""
    if isinstance(text, str):
        sums = _OPERATOR.sub(_operator, _escaped(text, quote=False))
        return _UNPARTED.sub(r'<span class="u">\g<0></span>', sums)
    return "".join(_text(part) if isinstance(part, str) else _link(part) for part in text)


def _operator(found: re.Match[str]) -> str:
    return f"<wbr/>{found[0]}" if not found[2] else f'<wbr/><span class="u">{found[0]}</span>'


def _link(link: blocks.Link) -> str:
    return _element("a", _text(link.text), href=link.href, class_=link.look, title=link.title)


def _element(tag: str, *inner: str, **attributes: str | int) -> str:
    """An element around others, one below another, or around text.

    ``class_`` gives ``class``, ``data_mark`` ``data-mark``; empty attributes are left out.
    """
    content = "\n".join(inner)
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_escaped(str(value), quote=True)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{given}>{content}</{tag}>"


def _entry(entry: str | blocks.Labelled | blocks.Sourced) -> str:
    match entry:
        case blocks.Labelled(label, text):
            return _element("strong", _text(label)) + _element("span", _text(text))
        case blocks.Sourced(text, source):
            return _element("span", _text(text)) + "\n" + _link(source)
    return _text(entry)


def _masthead(head: blocks.Masthead) -> str:
    badges = (_element("span", _text(text), class_=f"badge {look}") for text, look in head.badges)
    parts = [
        _element("p", *badges, class_="badges"),
        _element("h1", _text(head.title)),
        _element("p", _text(head.byline), class_="byline"),
        _element("dl", *map(_key_figure, head.figures), class_="figures"),
    ]
    return _element("div", *parts, class_="masthead")


def _key_figure(figure: blocks.KeyFigure) -> str:
    unit = "" if figure.text == NONE else figure.unit
    look = "big" if unit or figure.text == NONE else "big names"  # words take more room
    shown = _element("span", _text(figure.text)) + _element("small", _text(unit))
    label, note = _element("dt", _text(figure.label)), _element("dd", _text(figure.note))
    return _element("div", label, _element("dd", shown, class_=look), note)


def _table(table: blocks.Table) -> str:
    """A captioned table with scoped headers; the rows apart stay below, unsorted."""
    kinds = [column.kind for column in table.leaves]
    parts = [_element("caption", _text(table.caption)), _element("thead", *_header(table.columns))]
    for rows, look in ((table.rows, ""), (table.apart, "apart")):
        lines = [_element("tr", *map(_cell, row, kinds)) for row in rows]
        parts += [_element("tbody", *lines, class_=look)] if lines else []
    shown = _element("div", _element("table", *parts, class_=table.look), class_="table")
    note = _element("p", _text(table.note), class_="note")
    return f"{shown}\n{note}" if table.note else shown


def _header(columns: Sequence[blocks.TableColumn | blocks.Group]) -> list[str]:
    """One row, or two where columns have a common header."""
    groups = [column for column in columns if isinstance(column, blocks.Group)]
    tall = 2 if groups else 0
    first = (_group(c) if isinstance(c, blocks.Group) else _column(c, tall) for c in columns)
    below = [_column(column) for group in groups for column in group.columns]
    return [_element("tr", *row) for row in (first, below) if row]


def _group(group: blocks.Group) -> str:
    several = len(group.columns) > 1
    scope, across = ("colgroup", len(group.columns)) if several else ("col", 0)
    return _element("th", _text(group.title), scope=scope, colspan=across)


def _column(column: blocks.TableColumn, tall: int = 0) -> str:
    if not column.title:  # a header that says nothing is none
        return _element("td", rowspan=tall)
    look = "n" if column.kind == blocks.NUMBER else ""
    return _element("th", _text(column.title), scope="col", rowspan=tall, class_=look)


def _cell(cell: blocks.TableCell, kind: str) -> str:
    """A cell. Its mark is an attribute, which the style shows: copied, the cell is its text."""
    text = _text(cell.text) if kind == blocks.TEXT else _escaped(cell.text, quote=False)
    if kind == blocks.NAME and text:
        return _element("th", text, scope="row", id=cell.anchor)
    look = " ".join(filter(None, ("n" if kind == blocks.NUMBER else "", cell.look)))
    return _element("td", text, class_=look, data_mark=cell.mark, title=cell.meaning)
