"""A sheet taken in row by row, within the bounds of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fzlib.intake.formats.cells import EMPTY, Area, Cell, Sheet
from fzlib.intake.formats.refusals import MOST_CELLS, MOST_FILE_ROWS, MOST_MERGED, MOST_ROWS, bound


class Tally:
    """What all sheets of one file hold together: many small sheets are a large file too."""

    def __init__(self) -> None:
        self.cells = self.lines = 0

    def add(self, cells: int, lines: int = 0) -> None:
        """Count cells read, and lines that hold any or stand before one. Unreadable beyond."""
        self.cells += cells
        self.lines += lines
        bound(self.cells, MOST_CELLS)
        bound(self.lines, MOST_FILE_ROWS)


class SheetBuilder:
    """Rows as they come, blank ends left out, bounded in number; merged areas; what is hidden."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.rows: list[list[Cell]] = []
        self.blank = 0  # rows not yet known to stand before another
        self.merged: list[Area] = []
        self.hidden_rows: list[tuple[int, int]] = []  # first and last
        self.hidden_columns: list[tuple[int, int]] = []

    @property
    def height(self) -> int:
        """How many rows have come so far."""
        return len(self.rows) + self.blank

    def add(self, cells: list[Cell], times: int = 1) -> None:
        """Take in the next row, ``times`` over. Unreadable beyond the bounds."""
        self.tally.add(len(cells) * times)
        while cells and cells[-1] is EMPTY:
            cells.pop()
        bound(self.height + (times if cells else 0), MOST_ROWS)
        if not cells:
            self.blank += times
            return
        self.tally.add(0, self.blank + times)
        self.rows += [[]] * self.blank + [cells] * times
        self.blank = 0

    def merge(self, area: Area) -> None:
        """Note a merged area; one of a single cell is none. Unreadable beyond the bounds."""
        if (area.top, area.left) != (area.bottom, area.right):
            self.merged.append(area)
            bound(len(self.merged), MOST_MERGED)

    def sheet(self, name: str, *, hidden: bool = False, fields: tuple[int, ...] = ()) -> Sheet:
        """The sheet; of hidden rows and columns those where there are cells."""
        width = max(map(len, self.rows), default=0)
        return Sheet(
            name,
            self.rows,
            hidden,
            tuple(sorted(self.merged, key=lambda area: (area.top, area.left))),
            frozenset(_numbers(self.hidden_rows, len(self.rows))),
            frozenset(_numbers(self.hidden_columns, width)),
            fields,
        )


def _numbers(spans: Iterable[tuple[int, int]], end: int) -> Iterator[int]:
    """The numbers in spans that may overlap, each once, below ``end``."""
    start = 0
    for first, last in sorted(spans):
        yield from range(max(first, start), min(last + 1, end))
        start = max(start, last + 1)
