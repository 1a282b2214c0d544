"""The cells of a file, and the bounds within which one is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from fzlib.errors import one_line

# Far above any evaluation, far below the memory: a file beyond them is refused within seconds.
MOST_BYTES = 100_000_000  # of a file, and of what its zip holds
MOST_CELLS = 1_000_000  # of one file
MOST_ROWS = 1_048_576  # what a spreadsheet can hold
MOST_COLUMNS = 16_384  # the same
MOST_MERGED = 20_000  # merged areas of one sheet
MOST_SIGNS = 32_767  # of one cell: what a spreadsheet can hold
MOST_LINES = 2 * MOST_ROWS  # rows of one file that are read, blank ones too

BLANK, TEXT, NUMBER, PERCENT, ERROR, UNCOMPUTED, DATE, BOOL = (
    "blank", "text", "number", "percent", "error", "uncomputed", "date", "bool",
)  # fmt: skip


FORMULA = "=…"  # one whose own text is not had


class Remark(NamedTuple):
    """That a sheet shows a number otherwise than it holds it, and how to mend it (Chinese)."""

    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``kind`` and the value as text or decimal (a percent as stored: 0.0825)."""

    kind: str
    value: str | Decimal = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """What a person sees in it, roughly."""
        return str(self.value).strip()

    @property
    def shown(self) -> str:
        """``text`` for a message: on one line, cut after 40 characters."""
        line = one_line(" ".join(self.text[:1000].split()))
        return line if len(line) <= 40 else f"{line[:40]}…"


EMPTY = Cell(BLANK)


def text_cell(text: str) -> Cell:
    """A text, empty where it is but spaces; cut where no spreadsheet could hold it."""
    if len(text) > MOST_SIGNS:
        text = f"{text[:MOST_SIGNS]}…"
    return Cell(TEXT, text) if text.strip() else EMPTY


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, zero-based, all four sides included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, cell: tuple[int, int]) -> bool:
        row, column = cell
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@dataclass(frozen=True)
class Sheet:
    """Rows of cells from A1 on, blank ends left out; ``name`` is empty for a CSV.

    Of a merged area only the first cell holds anything. Hidden rows and columns are read like
    others; ``hidden`` is the sheet itself. ``fields``: of a CSV, how many each row has, blank
    ends counted.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fields: tuple[int, ...] = ()

    def merge_at(self, row: int, column: int) -> Area | None:
        """The merged area a cell belongs to, if any."""
        return next((area for area in self.merged if (row, column) in area), None)


def letters(column: int) -> str:
    """The name of a zero-based column."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """A1 name of zero-based ``row`` and ``column``."""
    return f"{letters(column)}{row + 1}"


class Unreadable(Exception):
    """The file as a whole cannot be read: what it is, and how to mend it (Chinese)."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


LOCKED = ("工作簿有密码，打不开", "去掉密码另存后再用")
DAMAGED = ("工作簿损坏，打不开", "用表格软件打开，另存为 xlsx 后再用")
TOO_LARGE = ("表格过大", "删去多余的行、列和工作表后再用")
NO_TABLE = ("不是表格文件", "另存为 xlsx 或 CSV")


class Tally:
    """What all sheets of one file hold together: many small sheets are a large file too."""

    def __init__(self) -> None:
        self.cells = self.lines = 0

    def add(self, cells: int, lines: int = 0) -> None:
        """Count cells read, and lines that hold any or stand before one. Unreadable beyond."""
        self.cells += cells
        self.lines += lines
        if self.cells > MOST_CELLS or self.lines > MOST_LINES:
            raise Unreadable(*TOO_LARGE)


class Rows:
    """The rows of one sheet as they come, blank ends left out, bounded in number."""

    def __init__(self, tally: Tally) -> None:
        self.rows: list[list[Cell]] = []
        self.blank = 0  # rows not yet known to stand before another
        self.tally = tally

    def add(self, cells: list[Cell], times: int = 1) -> None:
        """Take in the next row, ``times`` over. Unreadable beyond the bounds."""
        self.tally.add(len(cells) * times)
        if len(self.rows) + self.blank > MOST_ROWS:
            raise Unreadable(*TOO_LARGE)
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if not cells:
            self.blank += times
            return
        if len(self.rows) + self.blank + times > MOST_ROWS:
            raise Unreadable(*TOO_LARGE)
        self.tally.add(0, self.blank + times)
        self.rows += [[]] * self.blank + [cells] * times
        self.blank = 0


class Shape:
    """What a sheet says of its own form, taken in bit by bit: merged areas, what is hidden."""

    def __init__(self) -> None:
        self.merged: list[Area] = []
        self.hidden_rows: list[tuple[int, int]] = []  # first and last
        self.hidden_columns: list[tuple[int, int]] = []

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged area. Unreadable beyond the bounds."""
        if len(self.merged) >= MOST_MERGED:
            raise Unreadable(*TOO_LARGE)
        if (top, left) != (bottom, right):
            self.merged.append(Area(top, left, bottom, right))

    def sheet(self, name: str, rows: Rows, *, hidden: bool) -> Sheet:
        """The sheet of this shape; hidden rows and columns only where there are cells."""
        wide = max(map(len, rows.rows), default=0)
        return Sheet(
            name,
            rows.rows,
            hidden,
            tuple(sorted(self.merged, key=lambda area: (area.top, area.left))),
            frozenset(_numbers(self.hidden_rows, len(rows.rows))),
            frozenset(_numbers(self.hidden_columns, wide)),
        )


def _numbers(spans: Iterable[tuple[int, int]], end: int) -> Iterator[int]:
    """The numbers in spans that may overlap, each once, below ``end``."""
    start = 0
    for first, last in sorted(spans):
        yield from range(max(first, start), min(last + 1, end))
        start = max(start, last + 1)


def numeric(value: float, *, percent: bool, remarks: tuple[Remark, ...] = ()) -> Cell:
    """The stored number at 15 significant digits, as a spreadsheet shows it."""
    number = Decimal(format(value, ".15g") if isinstance(value, float) else value)
    if not number.is_finite():
        return Cell(ERROR, str(value))
    return Cell(PERCENT if percent else NUMBER, number, remarks)


def day_text(moment: Any) -> str:
    """A date without a clock time that nobody wrote."""
    return str(moment).removesuffix(" 00:00:00")
