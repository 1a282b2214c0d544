"""One DuckDB for all tests of a module: to start one takes longer than to make a frame."""

import pytest

from fzlib.enterprises.database import database


@pytest.fixture(scope="module", autouse=True)
def one_database():
    """Without threads of its own: what a test forks may be forked."""
    with database() as connection:
        connection.execute("SET threads = 1")
        yield
