import pytest

from fzlib.publishing import kernels, report
from tests.publishing.folders import GOLDEN, copied, run_quickly


@pytest.fixture
def city(tmp_path):
    """The golden data folder, to be changed; its name is ``city``."""
    return copied(GOLDEN / "data", tmp_path / "city")


@pytest.fixture
def quick(monkeypatch):
    """Reports without a kernel."""
    monkeypatch.setattr(report, "run", run_quickly)
    monkeypatch.setattr(kernels, "start", lambda _: None)
