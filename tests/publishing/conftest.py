import shutil

import pytest

from tests.publishing.folders import report, without_processes
from tests.publishing.releases import OLD, fill


@pytest.fixture
def quick(monkeypatch):
    """Reports without a kernel."""
    without_processes(monkeypatch)


@pytest.fixture
def out(city, quick, tmp_path):
    """The reports' folder, with May's report of ``city``."""
    report(city, "2023-05", tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def final(tmp_path):
    """Where the report goes; an earlier one is there."""
    fill(tmp_path / "out" / "2023-05", OLD)
    return tmp_path / "out" / "2023-05"


@pytest.fixture
def other_rules(city, tmp_path):
    """A copy of the city's rule book elsewhere, to be changed."""
    return shutil.copy(city / "rules/2023.toml", tmp_path / "other.toml")
