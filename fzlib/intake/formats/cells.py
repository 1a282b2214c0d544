"""The cells of a file, each with its address, and the sheets that hold them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from fzlib.errors import one_line
from fzlib.intake.formats.refusals import MOST_SIGNS, cut

BLANK, TEXT, NUMBER, PERCENT, ERROR, UNCOMPUTED, DATE, BOOL = (
    "blank", "text", "number", "percent", "error", "uncomputed", "date", "bool",
)  # fmt: skip

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


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
        return cut(one_line(" ".join(self.text[:1000].split())), 40)

    @classmethod
    def of_text(cls, text: str) -> Cell:
        """A text, `EMPTY` where it is only spaces; cut where no spreadsheet could hold it."""
        return cls(TEXT, cut(text, MOST_SIGNS)) if text.strip() else EMPTY

    @classmethod
    def of_number(
        cls, value: float | Decimal, *, percent: bool, remarks: tuple[Remark, ...] = ()
    ) -> Cell:
        """The stored number at 15 significant digits, as a spreadsheet shows it."""
        number = Decimal(format(value, ".15g") if isinstance(value, float) else value)
        if not number.is_finite():
            return cls(ERROR, str(value))
        return cls(PERCENT if percent else NUMBER, number, remarks)

    @classmethod
    def of_date(cls, moment: Callable[[], object], stored: object) -> Cell:
        """A date, without a clock time that nobody wrote; ``stored`` where it is no day."""
        try:
            return cls(DATE, str(moment()).removesuffix(" 00:00:00"))
        except (ValueError, OverflowError):
            return cls(DATE, str(stored))

    @classmethod
    def of_formula(cls, text: str = "…") -> Cell:
        """A formula without a result; … where its own text is not at hand."""
        return cls(UNCOMPUTED, f"={text}")


EMPTY = Cell(BLANK)


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


def letters(column: int) -> str:
    """The name of a zero-based column."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(65 + last)


def address(row: int, column: int) -> str:
    """A1 name of zero-based ``row`` and ``column``."""
    return f"{letters(column)}{row + 1}"


def position(name: str) -> tuple[int, int]:
    """Zero-based row and column of an A1 name.

    Raises:
        ValueError: it is none.
    """
    match = _ADDRESS.fullmatch(name)
    if match is None:
        raise ValueError
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]) - 1, column - 1
