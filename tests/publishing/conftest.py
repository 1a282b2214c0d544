import pytest

from fzlib.publishing import kernels, report
from fzlib.scoring.periods import Period
from tests.publishing.folders import run_quickly
from tests.publishing.releases import OLD, fill


@pytest.fixture
def quick(monkeypatch):
    """Reports without a kernel."""
    monkeypatch.setattr(report, "run", run_quickly)
    monkeypatch.setattr(kernels, "start", lambda _: None)


@pytest.fixture
def out(city, quick, tmp_path):
    """The reports' folder, with May's report of ``city``."""
    report.report(city, Period(2023, 5), tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def final(tmp_path):
    """Where the report goes; an earlier one is there."""
    fill(tmp_path / "out" / "2023-05", OLD)
    return tmp_path / "out" / "2023-05"
