"""What is computed only to be compared leaves nothing among the temporary files."""

import os
import tempfile

import pytest

from fzlib import scratch
from fzlib.scratch import PREFIX, clear, scratch_folder
from tests import file_events


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The folder of temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def names(home):
    return sorted(path.name for path in home.iterdir())


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_it_is_gone_however_the_block_ends(home, error):
    def use():
        with scratch_folder() as folder:
            (folder / "a" / "b").mkdir(parents=True)
            assert names(home) == [folder.name, f"{folder.name}.lock"]
            raise error

    with pytest.raises(error):
        use()
    assert names(home) == []


def test_what_is_in_use_is_not_cleared(home):
    with scratch_folder() as one, scratch_folder() as other:
        clear()
        assert one.is_dir()
        assert other.is_dir()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it is killed in a fork")
def test_what_a_killed_run_left_is_cleared_by_the_next(home):
    def use():
        with scratch_folder() as folder:
            (folder / "a").write_text("a")

    events = file_events.run(use, home).events
    assert names(home) == []
    for at in range(1, len(events) + 1):
        assert file_events.run(use, home, at=at).ended == file_events.KILLED
        clear()
        assert names(home) == [], events[:at]


def test_what_others_have_laid_there_is_left_alone(home, tmp_path):
    """A lock is emptied when it is opened: never through a link."""
    theirs = home / "theirs.txt"
    theirs.write_text("theirs")
    (home / f"{PREFIX}a.lock").symlink_to(theirs)
    os.link(theirs, home / f"{PREFIX}b.lock")
    (home / f"{PREFIX}c").mkdir()
    before = names(home)
    clear()
    assert (names(home), theirs.read_text()) == (before, "theirs")


def test_a_name_that_another_run_cleared_is_given_up(home, monkeypatch):
    signs = iter([b"\x0a", b"\x0b"])
    monkeypatch.setattr(scratch.os, "urandom", lambda _: next(signs))
    exists = type(home).exists
    monkeypatch.setattr(
        type(home), "exists", lambda path: not path.name.endswith("0a.lock") and exists(path)
    )
    with scratch_folder() as folder:
        assert folder.name == f"{PREFIX}0b"
    assert [name for name in names(home) if not name.endswith(".lock")] == []
