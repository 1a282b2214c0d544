"""Where relative paths begin."""

import os
import shutil
import subprocess
import sys

import pytest

from fzlib import paths
from fzlib.publishing.notebooks import notebook_path
from tests.publishing.folders import ROOT, environment


@pytest.mark.parametrize("place", ["", "notebooks", "data/fuzhou/monthly", "fzlib/cli"])
def test_the_root_is_our_checkout_from_any_folder_of_it(place, monkeypatch):
    monkeypatch.chdir(ROOT / place)
    assert paths.checkout() == paths.root() == ROOT


@pytest.fixture
def stranger(tmp_path):
    """A folder with notebooks that are not ours, and a folder in it."""
    folder = tmp_path / "stranger"
    (folder / "deep").mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return folder


@pytest.mark.parametrize("place", ["", "deep", "notebooks"])
def test_notebooks_here_or_above_are_nobody_s(stranger, place, monkeypatch):
    """Whoever may write to a folder above could have them run."""
    monkeypatch.chdir(stranger / place)
    assert paths.root() == ROOT
    assert notebook_path("monthly") == ROOT / "notebooks" / "monthly.ipynb"


@pytest.mark.parametrize("more", [False, True], ids=["alone", "beside a package's notebooks"])
def test_a_wheel_runs_its_own_notebooks_and_takes_paths_from_here(tmp_path, stranger, more):
    """Nothing may be written, or looked for, where packages are installed."""
    installed, here = tmp_path / "site-packages", stranger / "deep"
    shutil.copytree(ROOT / "fzlib", installed / "fzlib")
    shutil.copytree(ROOT / "notebooks", installed / "fzlib" / "notebooks")
    if more:
        shutil.copytree(ROOT / "notebooks", installed / "notebooks")
    script = (
        "from fzlib import paths\n"
        "from fzlib.publishing.notebooks import notebook_path\n"
        "print(paths.checkout(), paths.root(), notebook_path('monthly'), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=here,
        env=environment(PYTHONPATH=str(installed)),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    carried = installed / "fzlib" / "notebooks" / "monthly.ipynb"
    assert done.stdout.splitlines() == ["None", str(here.resolve()), str(carried)]


def test_paths_are_taken_from_the_root(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks")
    assert paths.resolve("data/fuzhou") == ROOT / "data" / "fuzhou"
    assert paths.resolve(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (ROOT / "data" / "fuzhou", "data/fuzhou"),
        (ROOT / "notebooks" / ".." / "data", "data"),
        (ROOT, "."),
        (ROOT.parent / "某市", "某市"),
    ],
)
def test_what_lies_in_the_project_is_named_from_its_root_all_else_without_its_place(path, name):
    assert paths.named(path) == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
def test_a_project_behind_a_link_is_the_same_project(tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(ROOT, target_is_directory=True)
    monkeypatch.chdir(tmp_path / "link" / "notebooks")
    monkeypatch.setenv("PWD", os.fspath(tmp_path / "link" / "notebooks"))
    assert paths.root() == ROOT.resolve()
