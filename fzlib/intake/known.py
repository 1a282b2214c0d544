"""What was read already, and scored: taken again only where every file is what it was.

A period is asked for many times in a run (by the next period, by every notebook, by each county's
sheet), and reading it is most of the work. What is remembered is looked up by what was asked for,
and good only while every file that was read, or looked for, is still the same, byte for byte.

A run hands what it knows of a data folder to the processes it starts: `handed_on` writes it to a
file that lives as long as the block, and names that file in the environment.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from fzlib.intake.folder import PeriodInputs
    from fzlib.intake.inputs import Files
    from fzlib.scoring.periods import Period

T = TypeVar("T")
FILE = "FZLIB_KNOWN"  # in the environment: the file with what our starter knows
MOST_FIGURES = 30_000  # remembered at a time: some 200 periods of 13 counties
MOST_RESULTS = 64


@dataclass(frozen=True)
class Asked:
    """What was asked for; ``previous`` is the very object that its result holds."""

    folder: Path
    period: Period
    rules: str
    instead: tuple[tuple[str, Path], ...]
    previous: PeriodInputs | None


_read: dict[Asked, tuple[Files, PeriodInputs]] = {}
_made: dict[tuple[Any, ...], Any] = {}  # by the inputs it was made of, and how
_own: list[str] = []  # files of ours that live, the latest last: what is in them we know already
_found: str | None = None  # what the environment had before the first of them
_lock = Lock()  # a worker of a cluster may write several reports at a time, in threads


def recall(asked: Asked) -> PeriodInputs | None:
    """What was read when this was asked for; None if it was not, or a file has changed since."""
    path = os.environ.get(FILE)
    if path and path not in _own:
        _adopt(path)
    found = _read.get(asked)
    if found is None:
        return None
    files, inputs = found
    if files.unchanged():
        return inputs
    with _lock:
        _forget(asked)
    return None


def remember(asked: Asked, files: Files, inputs: PeriodInputs) -> None:
    """Remember what was read from these files; what is oldest is forgotten for it."""
    with _lock:
        _read[asked] = files, inputs
        while sum(len(one.panel.sources) for _, one in _read.values()) > MOST_FIGURES:
            _forget(next(iter(_read)))


def _forget(asked: Asked) -> None:
    """With all that was made of it."""
    _, gone = _read.pop(asked, (None, None))
    for of in [of for of in _made if gone in of[0]]:
        del _made[of]


def made(of: tuple[PeriodInputs, ...], how: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What was made of these inputs in this way, once if they are remembered. Not to be changed."""
    with suppress(KeyError):
        found: T = _made[of, how]
        return found
    result = make()
    with _lock:
        known = [inputs for _, inputs in _read.values()]
        if all(one in known for one in of):
            _made[of, how] = result
        if len(_made) > MOST_RESULTS:
            del _made[next(iter(_made))]
    return result


@contextmanager
def handed_on(*folders: Path, place: Path | None = None) -> Iterator[None]:
    """Processes started within the block know what is known here now of these data folders.

    ``place``: a folder for the file, which whoever made it clears; None: one of our own.
    """
    with _lock:
        read = {asked: found for asked, found in _read.items() if asked.folder in folders}
        theirs = [inputs for _, inputs in read.values()]
        results = {of: made for of, made in _made.items() if all(one in theirs for one in of[0])}
    with nullcontext(place) if place else TemporaryDirectory(prefix="fzlib-") as home:
        path = Path(home) / "known"
        path.write_bytes(pickle.dumps((read, results), pickle.HIGHEST_PROTOCOL))
        _name(str(path))
        try:
            yield
        finally:
            _name(str(path), gone=True)


def _name(path: str, *, gone: bool = False) -> None:
    """Name a file of ours in the environment; once it is gone, the latest that still lives."""
    global _found
    with _lock:
        if not _own:
            _found = os.environ.get(FILE)
        if gone:
            _own.remove(path)
        else:
            _own.append(path)
        named = _own[-1] if _own else _found
        if named is None:
            os.environ.pop(FILE, None)
        else:
            os.environ[FILE] = named


@cache
def _adopt(path: str) -> None:
    """Know what another process knew, once; it may be gone meanwhile."""
    with suppress(OSError):
        read, results = pickle.loads(Path(path).read_bytes())
        with _lock:
            _read.update(read)
            _made.update(results)
