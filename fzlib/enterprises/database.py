"""DuckDB in memory, for one use: it has threads, and a process that has any cannot be forked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_OUTER: ContextVar[Any] = ContextVar("outer", default=None)


@contextmanager
def database() -> Iterator[Any]:
    """A connection (``duckdb.DuckDBPyConnection``) whose threads end with the block.

    In a block within another it is one more to the same database: temporary tables are its own,
    settings are not. To start one takes longer than to read a month's file. duckdb is imported
    here alone: commands without enterprises do not wait for it.

    Raises:
        KeyboardInterrupt: also where DuckDB makes an error of its own of it, which would be taken
            for a damaged file.
    """
    outer = _OUTER.get()
    connection = _connected(outer)
    token = _OUTER.set(connection) if outer is None else None
    try:
        yield connection
    except Exception as error:
        if _is_interrupt(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        if token is not None:
            _OUTER.reset(token)
        connection.close()


def _is_interrupt(error: Exception) -> bool:
    import duckdb

    if isinstance(error, duckdb.InterruptException):
        return True
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


def _connected(outer: Any) -> Any:
    """A new database, or another connection to the outer one, if a file has not broken that."""
    import duckdb

    if outer is not None:
        try:
            connection = outer.cursor()
            connection.execute("SELECT 1")
        except duckdb.Error:
            pass
        else:
            return connection
    # of what is not built in nothing is fetched from the network, nor taken from a home folder; its
    # own bar would stand in a terminal or a notebook beside ours
    connection = duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False},
    )
    connection.execute("SET enable_progress_bar = false")
    return connection
