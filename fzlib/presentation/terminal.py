"""A table as lines of a terminal."""

from __future__ import annotations

import unicodedata
from itertools import zip_longest

from fzlib.presentation.blocks import NUMBER, Table

MOST_TITLE = 16  # columns of a title's line: a longer one is set in several


def width(text: str) -> int:
    """Columns a terminal gives the text: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def lines(table: Table) -> list[str]:
    """Caption, titles and rows, without marks and note; columns line up, numbers to the right."""
    head = zip_longest(*map(_broken, table.titles), fillvalue="")
    rows = [*head, *([cell.text for cell in row] for row in (*table.rows, *table.apart))]
    widths = [max(map(width, texts)) for texts in zip(*rows, strict=True)]
    kinds = [column.kind for column in table.leaves]
    shown = ("  ".join(map(_aligned, row, widths, kinds)).rstrip() for row in rows)
    return [*filter(None, [table.caption]), *shown]


def _broken(title: str) -> list[str]:
    """A title as lines of about the same width."""
    count = -(-width(title) // MOST_TITLE)
    most, parts = -(-width(title) // max(count, 1)), [""]
    for char in title:
        if parts[-1] and width(parts[-1] + char) > most + most % 2:
            parts.append("")
        parts[-1] += char
    return parts


def _aligned(text: str, columns: int, kind: str) -> str:
    space = " " * (columns - width(text))
    return space + text if kind == NUMBER else text + space
