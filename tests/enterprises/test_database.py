"""DuckDB for one use: nothing of it is left, and a block within another shares its database."""

import threading
from pathlib import Path

import duckdb
import pytest

from fzlib.enterprises.database import database


def threads():
    """Of this process, those that Python does not know too; where the system tells."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def test_no_thread_outlives_its_block():
    before = threads()
    with database() as connection:
        connection.execute("SELECT sum(i) FROM range(1000000) t(i)").fetchall()
        with database() as other:
            other.execute("SELECT 1").fetchall()
    assert threads() == before


def test_a_connection_is_closed_with_its_block():
    with database() as connection:
        pass
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("SELECT 1")


def test_a_block_within_another_has_temporary_tables_of_its_own():
    with database() as connection:
        connection.execute("CREATE TEMP TABLE own AS SELECT 1 AS a")
        with database() as other:
            other.execute("CREATE TEMP TABLE own AS SELECT 2 AS a")
            assert other.execute("SELECT a FROM own").fetchall() == [(2,)]
        assert connection.execute("SELECT a FROM own").fetchall() == [(1,)]


def test_a_block_after_another_knows_nothing_of_it():
    with database() as connection:
        connection.execute("CREATE TABLE own AS SELECT 1 AS a")
    with database() as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("SELECT a FROM own")


def test_a_block_within_one_that_is_broken_has_a_database_of_its_own():
    with database() as connection:
        connection.close()
        with database() as other:
            assert other.execute("SELECT 1").fetchall() == [(1,)]


@pytest.mark.parametrize("error", [RuntimeError("Query interrupted"), duckdb.InterruptException()])
def test_what_duckdb_makes_of_an_interrupt_is_one(error):
    with pytest.raises(KeyboardInterrupt), database():
        raise error


def test_nothing_is_fetched_nor_taken_from_elsewhere():
    with database() as connection:
        settings = connection.execute(
            "SELECT value FROM duckdb_settings() WHERE name LIKE 'auto%_known_extensions'"
        ).fetchall()
    assert settings == [("false",), ("false",)]
