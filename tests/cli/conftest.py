from dataclasses import dataclass

import pytest

from fzlib.cli import main
from fzlib.publishing import kernels, report
from tests.publishing.folders import GOLDEN, ROOT, copied, run_quickly


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    output: str
    errors: str

    @property
    def lines(self):
        return self.output.splitlines()


@pytest.fixture
def root():
    """The checkout."""
    return ROOT


@pytest.fixture
def fz(capsys):
    """Run ``fz`` here; whatever is not an exit is a traceback, and fails the test."""

    def call(*arguments):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        return Done(ended.value.code, *capsys.readouterr())

    return call


@pytest.fixture
def city(tmp_path):
    """The golden data folder, to be changed; its name is ``city``."""
    return copied(GOLDEN / "data", tmp_path / "city")


@pytest.fixture
def quick(monkeypatch):
    """Reports without a kernel."""
    monkeypatch.setattr(report, "run", run_quickly)
    monkeypatch.setattr(kernels, "start", lambda _: None)
    monkeypatch.setattr("fzlib.cli.report.cores", lambda: 1)  # in this process, where it is patched
