"""What the cells of a row say: a text, a date or a month; a figure says nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fzlib.intake.cell_values import is_missing
from fzlib.intake.formats.cells import BLANK, DATE, TEXT, Cell, Sheet, address
from fzlib.intake.labels import Label, brief


def text_of(cell: Cell) -> str:
    """A cell's text; a date as the month it stands for."""
    day = re.match(r"(\d{4})-(\d\d)-\d\d", cell.text) if cell.kind == DATE else None
    return f"{day[1]}年{int(day[2])}月" if day else cell.text


def labels_of(sheet: Sheet, rows: int) -> Iterator[Label]:
    """The texts in the first rows."""
    for row, cells in enumerate(sheet.rows[:rows]):
        for column, cell in spoken(cells):
            yield Label(text_of(cell), address(row, column))


def spoken(cells: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """Column and cell of what can say something in a row: no figure is a period or a year.

    A text of nothing but digits (a CSV has no other) is one only where it stands alone: 2025.3.
    """
    columns = filled(cells)
    alone = len(columns) == 1 and cells[columns[0]].kind == TEXT
    return [(column, cells[column]) for column in columns if alone or not is_figure(cells[column])]


def filled(cells: Sequence[Cell]) -> list[int]:
    """The columns of a row that hold something."""
    return [column for column, cell in enumerate(cells) if cell.kind != BLANK]


def is_figure(cell: Cell) -> bool:
    """A number, or what stands in the place of one; in a CSV, a text of nothing but digits."""
    if cell.kind == TEXT:
        return is_missing(cell) or bool(re.fullmatch(r"[-+]?[\d,.]+%?", brief(cell.text)))
    return cell.kind not in (BLANK, DATE)
