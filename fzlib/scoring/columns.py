"""A column of scores, ranking or results: stated once, for CSV and DataFrame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from fzlib.scoring.rounding import plain

if TYPE_CHECKING:
    import pandas as pd

Row = TypeVar("Row")
Value = str | int | Decimal | bool | None


@dataclass(frozen=True)
class ScoreColumn(Generic[Row]):
    """One column: its name, and what it holds of a row. ``is_rank``: whole numbers, or none."""

    name: str
    value: Callable[[Row], Value]
    is_rank: bool = False


def csv_rows(columns: Sequence[ScoreColumn[Row]], rows: Iterable[Row]) -> list[list[str]]:
    """A table of texts, header first: plain decimals, blank where there is nothing."""
    header = [column.name for column in columns]
    return [header, *([_text(column.value(row)) for column in columns] for row in rows)]


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, Decimal):
        return plain(value)
    return str(value)


def data_frame(columns: Sequence[ScoreColumn[Row]], rows: Iterable[Row]) -> pd.DataFrame:
    """The same as a DataFrame: numbers as Decimal, ranks as Int64, None where blank."""
    import pandas as pd

    values = [[column.value(row) for column in columns] for row in rows]
    frame = pd.DataFrame(values, columns=[column.name for column in columns])
    return frame.astype({column.name: "Int64" for column in columns if column.is_rank})
