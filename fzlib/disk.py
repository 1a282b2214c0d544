"""What is on the disk when the power goes: files and folders synced; two folders exchanged."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux
_NOT_SUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EBADF}


def sync(path: Path) -> None:
    """Have a regular file's bytes, or a folder's names, on the disk before this returns.

    A folder only where the system can: Windows and some network drives cannot.
    """
    is_folder = path.is_dir()
    if is_folder and sys.platform == "win32":
        return
    # Windows syncs only what may be written
    if sys.platform == "win32" and not os.access(path, os.W_OK):
        return
    flags = os.O_RDONLY if sys.platform != "win32" else os.O_RDWR
    number = os.open(path, flags)
    try:
        os.fsync(number)
    except OSError as error:
        if not (is_folder and error.errno in _NOT_SUPPORTED):
            raise
    finally:
        os.close(number)


def sync_tree(folder: Path) -> None:
    """`sync` every file below a folder and every folder, itself last; links are names only."""
    for place, _, files in os.walk(folder, topdown=False):
        for path in (Path(place, name) for name in sorted(files)):
            if stat.S_ISREG(path.lstat().st_mode):
                sync(path)
        sync(Path(place))


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places: nobody ever finds either name without a folder.

    Returns:
        Whether they have; not where the system, or this drive, has no such call.

    Raises:
        OSError: it has one, and refuses.
    """
    call = _renameat2()
    if call is None:
        return False
    sys.audit("fzlib.exchange", os.fspath(one), os.fspath(other))
    paths = os.fsencode(one), os.fsencode(other)
    if call(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {*_NOT_SUPPORTED, errno.EPERM}:  # some sandboxes refuse what they do not know
        return False
    raise OSError(number, os.strerror(number), os.fspath(one), None, os.fspath(other))


@cache
def _renameat2() -> Any:
    """The call of the C library; None where it has none."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
