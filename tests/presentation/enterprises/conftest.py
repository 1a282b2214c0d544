"""DuckDB as `tests.enterprises.one_database` has it."""

from tests.enterprises.one_database import one_database  # noqa: F401 - each test here has it
