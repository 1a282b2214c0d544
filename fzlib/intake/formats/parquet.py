"""parquet → a sheet of cells: the names of its columns are row 1, its rows come below.

DuckDB reads files by their path: the bytes at hand, whose digest is kept, are written to one of
their own for it. How large a file says it is, is looked at before any of it is unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from fzlib.enterprises.database import database
from fzlib.intake.formats.cells import BOOL, EMPTY, NUMBER, Cell, Sheet
from fzlib.intake.formats.refusals import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FILE_BYTES,
    MOST_ROWS,
    MOST_SIGNS,
    TOO_LARGE,
    Unreadable,
    bound,
)
from fzlib.intake.formats.sheet_builder import SheetBuilder, Tally
from fzlib.scratch import scratch_folder

MAGIC = b"PAR1"
LOCKED_MAGIC = b"PARE"  # what it ends in where its footer is encrypted
MEND = "重新导出为 parquet，或另存为 xlsx、CSV 后再用"
_MEMORY = "1GB"  # far above what the bounds below let in
_NESTED = re.compile(r"STRUCT|MAP|UNION|VARIANT|GEOMETRY|.*\[\d*\]$")
_WHOLE = frozenset(
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE", "")
) | {"INTEGER", "UINTEGER"}
_ROWS_AT_A_TIME = 2048


def is_parquet(content: bytes) -> bool:
    """Whether bytes begin as those of a parquet file do."""
    return content.startswith((MAGIC, LOCKED_MAGIC))


def read_parquet(content: bytes) -> Sheet:
    """The one sheet of a file, without a name.

    Whole numbers and DECIMAL are exact, DOUBLE is taken at 15 significant digits as a spreadsheet
    shows it, FLOAT at as few as tell it from others; NULL is blank.

    Raises:
        Unreadable: damaged, encrypted, too large, or with a column that holds more than one value.
    """
    if content.startswith(LOCKED_MAGIC) or content.endswith(LOCKED_MAGIC):
        raise Unreadable("parquet 文件加了密，打不开", "去掉加密另存后再用")
    import duckdb

    try:
        with scratch_folder() as folder:
            path = folder / "file.parquet"
            path.write_bytes(content)
            with database() as connection:
                connection.execute(f"SET memory_limit = '{_MEMORY}'")
                connection.execute("SET threads = 1")  # that of ours: no others to be started
                return _sheet(connection, str(path))
    except duckdb.OutOfMemoryException:
        raise Unreadable(*TOO_LARGE) from None
    except (duckdb.Error, UnicodeDecodeError, ValueError, OverflowError):
        raise Unreadable("parquet 文件损坏，打不开", MEND) from None


def _sheet(connection: Any, path: str) -> Sheet:
    _check_size(connection, path)
    source = "read_parquet(?, binary_as_string = true, hive_partitioning = false)"
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}", [path]).fetchall()
    names = [str(name) for name, *_ in described]
    readers = [_Reader(str(kind), name) for name, kind, *_ in described]
    chosen = ", ".join(
        reader.expression.format(f"#{number}") for number, reader in enumerate(readers, 1)
    )
    result = connection.execute(f"SELECT {chosen} FROM {source}", [path])
    builder = SheetBuilder(Tally())
    builder.add([Cell.of_text(name) for name in names])
    while batch := result.fetchmany(_ROWS_AT_A_TIME):
        columns = zip(readers, zip(*batch, strict=True), strict=True)
        for cells in zip(*(reader.cells(values) for reader, values in columns), strict=True):
            builder.add(list(cells))
    return builder.sheet("")


def _check_size(connection: Any, path: str) -> None:
    """Refuse, by what a file says of itself, one that is larger than what is read."""

    def number(of: str, source: str) -> int:
        return connection.execute(f"SELECT {of} FROM {source}(?)", [path]).fetchall()[0][0] or 0

    columns = number("count(*)", "parquet_schema") - 1  # but for the root
    rows = number("sum(num_rows)", "parquet_file_metadata") + 1  # and that of their names
    bound(columns, MOST_COLUMNS)
    bound(rows, MOST_ROWS)
    bound(rows * columns, MOST_CELLS)
    bound(number("sum(total_uncompressed_size)", "parquet_metadata"), MOST_FILE_BYTES)


class _Reader:
    """Makes cells of a column's values; ``expression``: what is selected of ``{}``, the column.

    Equal texts are one cell: most stand in many rows.
    """

    def __init__(self, kind: str, name: str) -> None:
        if _NESTED.match(kind):
            what = f"“{Cell.of_text(name).shown}”列一格里有多个值（{kind[:40]}）"
            raise Unreadable(what, "删去这一列，或拆成每格一个值后再用")
        self.expression, self._of = _how(kind)
        self._known: dict[Any, Cell] = {None: EMPTY}

    def cells(self, values: tuple[Any, ...]) -> list[Cell]:
        """The cells of some rows."""
        known, made = self._known, self._of
        for value in set(values) - known.keys():
            known[value] = made(value)
        return [known[value] for value in values]


def _how(kind: str) -> tuple[str, Callable[[Any], Cell]]:
    """What is selected of a column of a type, and the cell of a value of it."""
    if kind in _WHOLE:
        return "{}", lambda value: Cell(NUMBER, Decimal(value))
    if kind.startswith("DECIMAL"):
        return "{}", lambda value: Cell(NUMBER, value)
    if kind == "DOUBLE":
        return "{}", lambda value: Cell.of_number(value, percent=False)
    if kind == "FLOAT":
        return "{}::VARCHAR", lambda text: Cell.of_number(Decimal(text), percent=False)
    if kind == "BOOLEAN":
        return "{}", lambda value: Cell(BOOL, "TRUE" if value else "FALSE")
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return "{}::VARCHAR", lambda text: Cell.of_date(lambda: text, text)
    return f"left({{}}::VARCHAR, {MOST_SIGNS + 1})", Cell.of_text
