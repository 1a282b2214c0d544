"""What was read already, and scored: taken again only where every file is what it was.

A period is asked for many times in a run (by the next period, by every notebook, by each county's
sheet), and reading it is most of the work. What is remembered is looked up by what was asked for,
and good only while every file that was read, or looked for, is still the same, byte for byte.

It is remembered in this process alone. Handed to another it would have to be believed there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from fzlib.intake.folder import PeriodInputs
    from fzlib.intake.input_files import Files
    from fzlib.scoring.periods import Period

T = TypeVar("T")
MOST_FIGURES = 30_000  # remembered at a time: some 200 periods of 13 counties
MOST_RESULTS = 64


@dataclass(frozen=True)
class CacheKey:
    """What was asked for; ``previous`` is the very object that its result holds."""

    folder: Path
    period: Period
    rules: str
    instead: tuple[tuple[str, Path], ...]
    previous: PeriodInputs | None


_read: dict[CacheKey, tuple[Files, PeriodInputs]] = {}
_made: dict[tuple[Any, ...], Any] = {}  # by the inputs it was made of, and how
_lock = Lock()  # a worker of a cluster may write several reports at a time, in threads


def lookup(asked: CacheKey) -> PeriodInputs | None:
    """What was read when this was asked for; None if it was not, or a file has changed since."""
    found = _read.get(asked)
    if found is None:
        return None
    files, inputs = found
    if files.unchanged():
        return inputs
    with _lock:
        _forget(asked)
    return None


def store(asked: CacheKey, files: Files, inputs: PeriodInputs) -> None:
    """Remember what was read from these files; what is oldest is forgotten for it."""
    with _lock:
        _read[asked] = files, inputs
        while sum(len(one.panel.sources) for _, one in _read.values()) > MOST_FIGURES:
            _forget(next(iter(_read)))


def _forget(asked: CacheKey) -> None:
    """With all that was made of it."""
    _, gone = _read.pop(asked, (None, None))
    for of in [of for of in _made if gone in of[0]]:
        del _made[of]


def derived(of: tuple[PeriodInputs, ...], how: tuple[Any, ...], make: Callable[[], T]) -> T:
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
