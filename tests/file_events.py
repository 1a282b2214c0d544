"""What a function does to files, event by event; and what is left where it is ended at one of them.

It runs in a fork of the test's process, which an audit hook kills, or has the system refuse, at the
event wanted. Only on systems that can fork.
"""

import os
import signal
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

DONE, RAISED, KILLED = "done", "raised", "killed"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# of Python's own, by the place of the folder's number (dir_fd) among their arguments
_NAMED = {
    "os.mkdir": 2, "os.rmdir": 1, "os.remove": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2,
    "os.chmod": 2, "os.truncate": 9, "os.utime": 3, "fzlib.exchange": 9,
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """How a run ended, and its events up to then: ``("os.rename", "a → b")``, below the folder."""

    ended: str
    events: list[tuple[str, str]]
    error: str = ""


def run(act, folder, *, at=None, error=None, lasting=False):
    """Run ``act()`` in a fork.

    Args:
        folder: only what happens below it counts. at: the number of the event (from 1) before which
            the process is killed; with ``error`` (an errno) that event fails instead, and where
            ``lasting`` all later ones too.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the test runner's own threads
        child = os.fork()
    if child == 0:
        os.close(reading)
        _child(act, Path(folder).resolve(), writing, at, error, lasting)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="surrogateescape") as lines:
        told = [line.rstrip("\n").split("\t", 1) for line in lines]
    _, status = os.waitpid(child, 0)
    events = [(name, what) for name, what in told if name != RAISED]
    failures = [what for name, what in told if name == RAISED]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Run(KILLED, events)
    return Run(RAISED if failures else DONE, events, "".join(failures))


def _child(act, folder, writing, at, error, lasting):
    code = 1
    try:
        watch = _Watch(folder, writing, at, error, lasting)
        synced = os.fsync
        os.fsync = lambda number: (watch.see("os.fsync", _path_of(number)), synced(number))[1]
        sys.addaudithook(watch)
        try:
            act()
        except BaseException as raised:
            watch.tell(RAISED, f"{type(raised).__name__}: {raised}")
        code = 0
    finally:
        os._exit(code)


class _Watch:
    """The audit hook: counts the events below the folder, and ends the run at one of them."""

    def __init__(self, folder, writing, at, error, lasting):
        self.folder, self.writing, self.at = folder, writing, at
        self.error, self.lasting, self.count, self.busy = error, lasting, 0, False

    def __call__(self, name, arguments):
        if self.busy or not (name in _NAMED or name == "open"):
            return
        self.busy = True
        try:
            paths = self._paths(name, arguments)
        finally:
            self.busy = False
        if paths:
            self.see(name, " → ".join(paths))

    def _paths(self, name, arguments):
        if name == "open":
            path, _, flags = arguments
            is_named = isinstance(path, str | bytes)
            paths = [path] if is_named and (flags or 0) & _WRITING else []
            folders = [-1]
        else:
            many = name in ("os.rename", "os.link", "os.symlink", "fzlib.exchange")
            paths = list(arguments[: 2 if many else 1])
            folders = [*arguments[_NAMED[name] :], -1]
        number = folders[0] if isinstance(folders[0], int) and folders[0] >= 0 else None
        below = [self._below(path, number) for path in paths]
        return [path for path in below if path is not None] if any(below) else []

    def _below(self, path, number):
        """Its name below the folder; None where it is elsewhere."""
        name = Path(_path_of(path) if isinstance(path, int) else os.fsdecode(path))
        if number is not None:
            name = _path_of(number) / name
        whole = name.parent.resolve() / name.name
        return str(whole.relative_to(self.folder)) if whole.is_relative_to(self.folder) else None

    def see(self, name, what):
        if name == "os.fsync":
            if not what.is_relative_to(self.folder):
                return
            what = what.relative_to(self.folder)
        self.count += 1
        reached = self.at is not None and self.count >= self.at
        if reached and self.error is None:
            os.kill(os.getpid(), signal.SIGKILL)
        self.tell(name, what)
        if reached and (self.lasting or self.count == self.at):
            raise OSError(self.error, os.strerror(self.error), str(what))

    def tell(self, name, what):
        line = f"{name}\t{what}\n".encode("utf-8", "surrogateescape")
        os.write(self.writing, line)


def _path_of(number):
    """What an open file or folder is called (Linux)."""
    return Path(f"/proc/self/fd/{number}").readlink()
