"""A new folder is written beside its place and moved there; a killed run's is made again.

Beside a folder NAME lie, while it is written: `.NAME.lock`; `.NAME.part`, with an empty file
`MARK` that says whose it is, and the new folder `NEW`. What is there of NAME already is either a
part of the same folder, byte for byte, as a killed run leaves it, or somebody else's.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fzlib import disk
from fzlib.errors import InputError, Place, Problem
from fzlib.locks import Held, locked

MARK, NEW = "fz-init", "new"


def make(folder: Path, write: Callable[[Path], None]) -> None:
    """Have a folder written as a whole, and on the disk; nothing that is there is touched.

    Args:
        write: fills a folder that is not there yet, with the same bytes every time. What it
            raises leaves the place as it was.

    Raises:
        InputError: something else is there, or another run is writing it.
    """
    _check_place(folder)
    lock, part = (folder.with_name(f".{folder.name}.{end}") for end in ("lock", "part"))
    above = _absent(folder.parent)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(lock) and (lock.is_symlink() or not lock.is_file() or lock.stat().st_size):
        raise _refusal(lock, "不是 fz init 的文件，却与要写的同名", "改名或移走，再运行一次")
    try:
        with locked(lock, wait=False):
            _make(folder, part, write)
            for parent in (folder.parent, *(path.parent for path in above)):
                disk.sync(parent)
    except Held:
        raise _refusal(folder, "另一个 fz init 正在写它", "等它写完") from None


def _make(folder: Path, part: Path, write: Callable[[Path], None]) -> None:
    if os.path.lexists(part) and not _is_ours(part):
        raise _refusal(part, "不是 fz init 留下的，却与要写的同名", "改名或移走，再运行一次")
    _clear(part)
    try:
        part.mkdir()
        (part / MARK).touch()
        new = part / NEW
        write(new)
        _check_place(folder)
        if folder.exists():
            _check_same(folder, new)
        disk.sync_tree(new)
        if folder.exists():  # kept, not replaced: a shell may stand in it
            _move_in(new, folder)
            disk.sync_tree(folder)
        else:
            new.rename(folder)
    finally:
        with suppress(OSError):  # the next run's
            _clear(part)


def _check_place(folder: Path) -> None:
    """Refuse a link or a file."""
    if folder.is_symlink():
        raise _refusal(folder, "是一个链接", "写它指向的文件夹，或换一个新的文件夹")
    if os.path.lexists(folder) and not folder.is_dir():
        raise _not_empty(folder)


def _check_same(folder: Path, new: Path) -> None:
    """Refuse a folder that holds anything but a part of the new one."""
    for path in folder.rglob("*"):
        if not _is_same(path, new / path.relative_to(folder)):
            raise _not_empty(folder)


def _is_same(one: Path, other: Path) -> bool:
    """Two folders, or two files of the same bytes; a link is neither."""
    if one.is_symlink() or one.is_dir() or other.is_dir():
        return not one.is_symlink() and one.is_dir() and other.is_dir()
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def _move_in(new: Path, folder: Path) -> None:
    """File by file, but for those that are there.

    Raises:
        InputError: somebody has just put another there.
    """
    for path in sorted(new.rglob("*")):
        target = folder / path.relative_to(new)
        if os.path.lexists(target):
            if not _is_same(target, path):
                raise _not_empty(folder)
        elif path.is_dir():
            target.mkdir()
        else:
            path.rename(target)


def _is_ours(part: Path) -> bool:
    """Marked, or empty: killed before it was marked, or after the mark was removed."""
    if part.is_symlink() or not part.is_dir():
        return False
    names = {path.name for path in part.iterdir()}
    return not names or (MARK in names and names <= {MARK, NEW})


def _clear(part: Path) -> None:
    """Remove it if it is there, the mark last."""
    if part.exists():
        if (part / NEW).exists():
            shutil.rmtree(part / NEW)
        (part / MARK).unlink(missing_ok=True)
        part.rmdir()


def _absent(folder: Path) -> list[Path]:
    """It and the folders above it, as far as they are not there."""
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _not_empty(folder: Path) -> InputError:
    return _refusal(folder, "已经有了，而且不是空的", "换一个新的文件夹")


def _refusal(path: Path, what: str, mend: str) -> InputError:
    return InputError([Problem(Place(str(path)), what, mend, kind="file.existing")])
