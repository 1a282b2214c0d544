"""What is synced, and two folders that change places."""

import errno
import os
import sys
from pathlib import Path

import pytest

from fzlib import disk


@pytest.fixture
def synced(tmp_path, monkeypatch):
    """Names below the folder, in the order in which the system is told to put them on the disk."""
    names, fsync = [], os.fsync

    def watched(number):
        state = os.fstat(number)
        every = [tmp_path, *tmp_path.rglob("*")]
        names.extend(
            str(path.relative_to(tmp_path))
            for path in every
            if os.path.samestat(path.lstat(), state)
        )
        fsync(number)

    monkeypatch.setattr(os, "fsync", watched)
    return names


def test_a_tree_is_synced_from_the_leaves(tmp_path, synced):
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("2", "a/1", "a/b/0", "1"):
        (tmp_path / name).write_text(name)
    if sys.platform == "win32":
        disk.sync_tree(tmp_path)
        assert synced == ["a\\b\\0", "a\\1", "1", "2"]
        return
    (tmp_path / "a" / "link").symlink_to("nowhere")
    os.mkfifo(tmp_path / "a" / "pipe")
    (tmp_path / "2").chmod(0o400)
    disk.sync_tree(tmp_path)
    assert synced == ["a/b/0", "a/b", "a/1", "a", "1", "2", "."]


@pytest.mark.parametrize("number", sorted(disk._NOT_SUPPORTED))
def test_a_folder_that_cannot_be_synced_is_none_that_must_be(tmp_path, monkeypatch, number):
    def refuse(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    disk.sync(tmp_path)
    (tmp_path / "a").touch()
    with pytest.raises(OSError, match=os.strerror(number)):
        disk.sync(tmp_path / "a")


def opened():
    """How many files are open, where that can be seen."""
    numbers = Path("/proc/self/fd")
    return len(list(numbers.iterdir())) if numbers.is_dir() else 0


def test_what_fails_is_raised(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    before = opened()
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        disk.sync_tree(tmp_path)
    assert opened() == before


@pytest.fixture
def two(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name / name).mkdir(parents=True)
    return tmp_path / "one", tmp_path / "other"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no such call")
def test_two_folders_change_places(two):
    assert disk.exchange(*two)
    assert [[path.name for path in folder.iterdir()] for folder in two] == [["other"], ["one"]]
    with pytest.raises(FileNotFoundError, match="none"):
        disk.exchange(two[0], two[1].with_name("none"))


def test_where_they_cannot_nothing_has_happened(two, monkeypatch):
    def without(*_):
        disk.ctypes.set_errno(errno.EINVAL)
        return -1

    for call in (None, without):
        monkeypatch.setattr(disk, "_renameat2", lambda call=call: call)
        assert not disk.exchange(*two)
    assert [[path.name for path in folder.iterdir()] for folder in two] == [["one"], ["other"]]
