"""A table as lines of a terminal."""

from __future__ import annotations

import unicodedata

from fzlib.presentation.blocks import NUMBER, Group, Table


def width(text: str) -> int:
    """Columns a terminal gives the text: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def lines(table: Table) -> list[str]:
    """Caption, titles and rows, without marks and note; columns line up, numbers to the right."""
    titles: list[str] = []
    for column in table.columns:
        if isinstance(column, Group):  # 增加值增速 of 当月 and 累计: 当月增加值增速
            titles += [leaf.title + column.title for leaf in column.columns]
        else:
            titles.append(column.title)
    rows = [titles, *([cell.text for cell in row] for row in (*table.rows, *table.apart))]
    widths = [max(map(width, texts)) for texts in zip(*rows, strict=True)]
    kinds = [column.kind for column in table.leaves]
    shown = ("  ".join(map(_aligned, row, widths, kinds)).rstrip() for row in rows)
    return [*filter(None, [table.caption]), *shown]


def _aligned(text: str, columns: int, kind: str) -> str:
    space = " " * (columns - width(text))
    return space + text if kind == NUMBER else text + space
