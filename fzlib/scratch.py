"""A folder among the temporary files; what a killed run left there is cleared by the next."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from fzlib.locks import Held, locked

PREFIX = "fzlib-scratch-"
SHORT_HOME = "/var/tmp"  # where the usual place has too long a path for a socket


@contextmanager
def scratch_folder(home: str | None = None) -> Iterator[Path]:
    """A folder of our own, gone when the block ends. Its lock is held as long as it is there.

    ``home``: `SHORT_HOME`, or the usual place of temporary files.
    """
    with ExitStack() as stack:
        folder = _name_of_our_own(Path(home or tempfile.gettempdir()), stack)
        folder.mkdir(mode=0o700)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def clear() -> None:
    """Remove what runs that were killed have left: folders whose lock nobody holds."""
    homes = {SHORT_HOME}
    with suppress(OSError):  # it may be that there is no usual place
        homes.add(tempfile.gettempdir())
    for lock in (lock for home in homes for lock in Path(home).glob(f"{PREFIX}*.lock")):
        with suppress(Held, OSError):
            if _is_ours(lock):
                with locked(lock, wait=False):
                    shutil.rmtree(lock.with_suffix(""), ignore_errors=True)


def _name_of_our_own(home: Path, stack: ExitStack) -> Path:
    """A name whose lock is held by us until the stack ends."""
    while True:
        lock = home / f"{PREFIX}{os.urandom(8).hex()}.lock"
        with suppress(Held):
            stack.enter_context(locked(lock, wait=False))
            if lock.exists():  # nobody has cleared it in the moment before it was ours
                return lock.with_suffix("")


def _is_ours(lock: Path) -> bool:
    """Others may write among the temporary files too: a lock is opened, and so emptied."""
    state = lock.lstat()
    own = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return own and stat.S_ISREG(state.st_mode) and state.st_nlink == 1
