"""A column of scores, ranking or results: stated once, for CSV, workbook and DataFrame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from fzlib.scoring.rounding import plain

if TYPE_CHECKING:
    import pandas as pd

TEXT, RANK, POINTS, AMOUNT = "text", "rank", "points", "amount"

Row = TypeVar("Row")
Value = str | int | Decimal | bool | None


@dataclass(frozen=True)
class ScoreColumn(Generic[Row]):
    """One column: what it is called, and what it holds of a row.

    ``name``: in CSV and DataFrame, '' where it is only in the workbook. ``header``: in the
    workbook, '' where it is not in it. ``in_words``: what the workbook shows, where it is not the
    value. ``kind``: text, rank, points (2 decimals) or amount (all the decimals it has).
    """

    name: str
    value: Callable[[Row], Value]
    header: str = ""
    in_words: Callable[[Row], Value] | None = None
    kind: str = TEXT

    def shown(self, row: Row) -> Value:
        """What the workbook shows."""
        return (self.in_words or self.value)(row)


def csv_rows(columns: Sequence[ScoreColumn[Row]], rows: Iterable[Row]) -> list[list[str]]:
    """A table of texts, header first: plain decimals, blank where there is nothing."""
    named = [column for column in columns if column.name]
    header = [column.name for column in named]
    return [header, *([_text(column.value(row)) for column in named] for row in rows)]


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, Decimal):
        return plain(value)
    return str(value)


def data_frame(columns: Sequence[ScoreColumn[Row]], rows: Iterable[Row]) -> pd.DataFrame:
    """The same as a DataFrame: numbers as Decimal, ranks as Int64, None where blank."""
    import pandas as pd

    named = [column for column in columns if column.name]
    values = [[column.value(row) for column in named] for row in rows]
    frame = pd.DataFrame(values, columns=[column.name for column in named])
    return frame.astype({column.name: "Int64" for column in named if column.kind == RANK})
