"""What a cell of a notebook shows, as data: paragraphs, lists, tables, charts.

A report is a list of blocks. A notebook shows a block as HTML (`html`); `terminal` prints a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fzlib.presentation import html
from fzlib.presentation.block_parts import (
    Column,
    Entry,
    Group,
    KeyFigure,
    Row,
    TableCell,
    Text,
)


class Block:
    """Something that a notebook shows."""

    def __repr__(self) -> str:
        return "（图文）"  # what a notebook keeps beside the HTML

    def _repr_html_(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True, repr=False)
class Blocks(Block):
    """Blocks one after another."""

    parts: tuple[Block, ...] = ()

    def _repr_html_(self) -> str:
        return html.lines(part._repr_html_() for part in self.parts)


NOTHING = Blocks()


def sequence(*parts: Block) -> Blocks:
    """Blocks one after another, without those that show nothing."""
    found: list[Block] = []
    for part in parts:
        found += part.parts if isinstance(part, Blocks) else [part]
    return Blocks(tuple(found))


@dataclass(frozen=True, repr=False)
class Heading(Block):
    """A heading below those of the notebook's own text."""

    text: str

    def _repr_html_(self) -> str:
        return html.heading(self.text)


@dataclass(frozen=True, repr=False)
class Paragraph(Block):
    """A paragraph; links may stand in it."""

    text: Text
    look: str = ""

    def _repr_html_(self) -> str:
        return html.paragraph(self.text, self.look)


def paragraphs(texts: Iterable[str]) -> Blocks:
    """Each non-empty text a paragraph."""
    return Blocks(tuple(Paragraph(text) for text in texts if text))


@dataclass(frozen=True, repr=False)
class Listing(Block):
    """A list."""

    entries: tuple[Entry, ...]
    look: str = ""

    def _repr_html_(self) -> str:
        return html.listing(self.entries, self.look)


def listing(entries: Iterable[Entry], look: str = "") -> Block:
    """A list; nothing at all where there is no entry."""
    listed = tuple(entries)
    return Listing(listed, look) if listed else NOTHING


@dataclass(frozen=True, repr=False)
class Table(Block):
    """A table with its caption; ``apart``: rows below the others, such as a total."""

    caption: str
    columns: tuple[Column | Group, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    apart: tuple[tuple[TableCell, ...], ...] = ()
    note: str = ""
    look: str = ""

    def _repr_html_(self) -> str:
        return html.table(
            self.caption, self.columns, self.rows, self.apart, note=self.note, look=self.look
        )


def table(
    caption: str,
    columns: Iterable[Column | Group],
    rows: Iterable[Row],
    *,
    apart: Iterable[Row] = (),
    note: str = "",
    look: str = "",
) -> Table:
    """A table; a cell that is nothing but its text is given as text."""
    return Table(caption, tuple(columns), _cells(rows), _cells(apart), note, look)


def _cells(rows: Iterable[Row]) -> tuple[tuple[TableCell, ...], ...]:
    return tuple(
        tuple(cell if isinstance(cell, TableCell) else TableCell(cell) for cell in row)
        for row in rows
    )


@dataclass(frozen=True, repr=False)
class Figure(Block):
    """A chart with its caption; the SVG carries its own alternative text."""

    svg: str
    caption: str

    def _repr_html_(self) -> str:
        return html.figure(self.svg, self.caption)


@dataclass(frozen=True, repr=False)
class Workings(Block):
    """How scores come about; folded under its summary where it has one."""

    content: Blocks
    summary: str = ""

    def _repr_html_(self) -> str:
        return html.workings(self.content._repr_html_(), self.summary)


@dataclass(frozen=True, repr=False)
class Masthead(Block):
    """The head of a page. ``badges``: text and look."""

    title: str
    byline: str
    badges: tuple[tuple[str, str], ...]
    figures: tuple[KeyFigure, ...]

    def _repr_html_(self) -> str:
        return html.masthead(self.title, self.byline, self.badges, self.figures)
