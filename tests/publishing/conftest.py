import os
import shutil

import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright

from tests.publishing.browser import CHROMIUM, make_reports
from tests.publishing.folders import report, without_goals, without_processes
from tests.publishing.hostile import make_hostile_reports
from tests.publishing.releases import OLD, fill


@pytest.fixture
def quick(monkeypatch):
    """Reports without a kernel."""
    without_processes(monkeypatch)


@pytest.fixture
def year(year):
    """The example year's scored data, without goals."""
    return without_goals(year)


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


@pytest.fixture(scope="module")
def browser():
    """The Chromium that is installed."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of reports of every kind, made once for all the processes that test."""
    return made_once(tmp_path_factory, "every-kind", make_reports)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A folder with a city of hostile names and its reports: ``city``, ``out``; made once, too."""
    return made_once(tmp_path_factory, "hostile-names", make_hostile_reports)


def made_once(tmp_path_factory, name, make):
    """A folder that ``make`` fills, shared by the processes that test."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with FileLock(folder / f"{name}.lock"):
        if not (folder / name).exists():
            make(folder / f"{name}.part")
            (folder / f"{name}.part").rename(folder / name)
    return folder / name
