"""What blocks are made of: links, entries of a list, key figures, columns and cells of a table.

``look`` is a name that the page's style knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NAME, TEXT, NUMBER = "name", "text", "number"  # kinds of columns


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: str
    title: str = ""
    look: str = ""


Text = str | tuple[str | Link, ...]


@dataclass(frozen=True)
class Labelled:
    """An entry of a list under its label: 缺数 and what is missing."""

    label: str
    text: str


@dataclass(frozen=True)
class Sourced:
    """An entry of a list with a link to what it rests on."""

    text: str
    source: Link


Entry = str | Labelled | Sourced


@dataclass(frozen=True)
class KeyFigure:
    """A figure that a reader wants first; without a unit it is a text, such as names."""

    label: str
    text: str
    unit: str
    note: str


@dataclass(frozen=True)
class Column:
    """A column of a table: the names of its rows, text, or numbers (set to the right)."""

    title: str
    kind: str = NUMBER


@dataclass(frozen=True)
class Group:
    """Columns under a common header."""

    title: str
    columns: tuple[Column, ...]


def leaves(columns: Iterable[Column | Group]) -> list[Column]:
    """The columns themselves, in order, without their groups."""
    return [
        leaf
        for column in columns
        for leaf in (column.columns if isinstance(column, Group) else (column,))
    ]


COUNTY = Column("县（市）区", NAME)


def numbers(*titles: str) -> tuple[Column, ...]:
    """Columns of numbers."""
    return tuple(map(Column, titles))


@dataclass(frozen=True)
class TableCell:
    """A cell with a small mark beside its text, the meaning of the mark, or an anchor for links."""

    text: str
    mark: str = ""
    meaning: str = ""
    look: str = ""
    anchor: str = ""


Row = Sequence[str | TableCell]
