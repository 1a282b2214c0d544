from dataclasses import dataclass

import pytest

from fzlib.cli import main
from tests.publishing.folders import without_processes

FOLDER = "数据文件夹："


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed; ``folders`` are the data folders it named first."""

    code: int
    output: str
    errors: str
    folders: tuple[str, ...] = ()

    @property
    def lines(self):
        return self.output.splitlines()


@pytest.fixture
def fz(capsys):
    """Run ``fz`` here; it has to end with ``code`` where one is given, never with a traceback."""

    def call(*arguments, code=None):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        output, errors = capsys.readouterr()
        rest = errors.splitlines(keepends=True)
        named = [line for line in rest if line.startswith(FOLDER)]
        folders = tuple(line.removeprefix(FOLDER).strip() for line in named)
        errors = "".join(line for line in rest if line not in named)
        assert code in (None, ended.value.code), (output, errors)
        return Done(ended.value.code, output, errors, folders)

    return call


@pytest.fixture
def quick(monkeypatch):
    """Reports without a kernel."""
    without_processes(monkeypatch)
