"""What a page shows, as data: paragraphs, lists, tables, charts. A report is a list of blocks.

`html`, `terminal` and `workbook` draw them. ``look`` is a name that the page's style knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fzlib.presentation.wording import COUNTIES


@dataclass(frozen=True)
class Heading:
    """A heading below those of the notebook's own text; of ``level`` 2, one of the same rank."""

    text: str
    level: int = 3


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: str
    title: str = ""
    look: str = ""


Text = str | tuple[str | Link, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; links may stand in it."""

    text: Text
    look: str = ""


@dataclass(frozen=True)
class Labelled:
    """An entry of a list under its label: 缺数, and what is missing."""

    label: str
    text: str


@dataclass(frozen=True)
class Sourced:
    """An entry of a list with a link to what it rests on."""

    text: str
    source: Link


@dataclass(frozen=True)
class Listing:
    """A list."""

    entries: Sequence[str | Labelled | Sourced]
    look: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """A figure that a reader wants first; without a unit it is a text, such as names."""

    label: str
    text: str
    unit: str
    note: str


@dataclass(frozen=True)
class Masthead:
    """The head of a page. ``badges``: text and look."""

    title: str
    byline: str
    badges: tuple[tuple[str, str], ...]
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Figure:
    """A chart with its caption; the SVG carries its own alternative text."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Workings:
    """How scores come about; folded under its summary where it has one."""

    content: tuple[Block, ...]
    summary: str = ""


@dataclass(frozen=True)
class Blank:
    """An empty line."""


# --- tables -------------------------------------------------------------------------------

NAME, TEXT, NUMBER = "name", "text", "number"


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: the names of its rows, text, or numbers (set to the right)."""

    title: str
    kind: str = NUMBER


@dataclass(frozen=True)
class Group:
    """Columns under a common header."""

    title: str
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True)
class TableCell:
    """A cell with a small mark beside its text, the meaning of the mark, or an anchor for links."""

    text: str
    mark: str = ""
    meaning: str = ""
    look: str = ""
    anchor: str = ""


Row = Sequence[str | TableCell]
AnyColumn = TableColumn | Group | str


@dataclass(frozen=True)
class Table:
    """A table with its caption; ``apart``: rows below the others, such as a total."""

    caption: str
    columns: tuple[TableColumn | Group, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    apart: tuple[tuple[TableCell, ...], ...] = ()
    note: str = ""
    look: str = ""

    @property
    def leaves(self) -> list[TableColumn]:
        """The columns in their order, without their groups."""
        return [
            leaf
            for column in self.columns
            for leaf in (column.columns if isinstance(column, Group) else (column,))
        ]

    @property
    def titles(self) -> list[str]:
        """Their titles in one line each: 当月增加值增速, of 增加值增速 over 当月."""
        return [
            title
            for column in self.columns
            for title in (
                [leaf.title + column.title for leaf in column.columns]
                if isinstance(column, Group)
                else [column.title]
            )
        ]


def table(
    caption: str,
    columns: Iterable[AnyColumn],
    rows: Iterable[Row],
    *,
    names: str = COUNTIES,
    ranked: bool = False,
    apart: Iterable[Row] = (),
    note: str = "",
    look: str = "",
) -> Table:
    """A table. A title alone is a column of numbers, a text alone a cell without a mark.

    The rows' names come first, under what they are: ``names``. Where the rows are ``ranked``,
    their 位次 stands before.
    """
    first = [TableColumn("位次")] if ranked else []
    others = (TableColumn(column) if isinstance(column, str) else column for column in columns)
    titles = (*first, TableColumn(names, NAME), *others)
    return Table(caption, titles, _cells(rows), _cells(apart), note, look)


def _cells(rows: Iterable[Row]) -> tuple[tuple[TableCell, ...], ...]:
    return tuple(
        tuple(TableCell(cell) if isinstance(cell, str) else cell for cell in row) for row in rows
    )


def group(title: str, *titles: str) -> Group:
    """Columns of numbers under a common header."""
    return Group(title, tuple(map(TableColumn, titles)))


def text(title: str) -> TableColumn:
    """A column of text."""
    return TableColumn(title, TEXT)


# --- sequences ----------------------------------------------------------------------------

Block = Heading | Paragraph | Listing | Masthead | Figure | Workings | Blank | Table
Piece: TypeAlias = "Block | str | Iterable[Piece]"


def sequence(*pieces: Piece) -> tuple[Block, ...]:
    """Blocks one after another. A text is a paragraph; what is empty is left out."""
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, str):
            blocks += [Paragraph(piece)] if piece else []
        elif isinstance(piece, Block):
            blocks += [] if isinstance(piece, Listing) and not piece.entries else [piece]
        else:
            blocks += sequence(*piece)
    return tuple(blocks)
