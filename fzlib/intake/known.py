"""What was read already, and scored: taken again only where every file is what it was.

A period is asked for many times in a run (by the next period, by every notebook, by each county's
sheet), and reading it is most of the work. What is remembered is looked up by what was asked for,
and good only while every file that was read, or looked for, is still the same, byte for byte.

A run hands what it knows to the processes it starts: `handed_on` writes it to a file of its own
that lives as long as the block, and names that file in the environment.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from fzlib.intake.folder import PeriodInputs
    from fzlib.intake.inputs import Files

T = TypeVar("T")
FILE = "FZLIB_KNOWN"  # in the environment: the file with what our starter knows
MOST = 256  # periods; then all are forgotten

_read: dict[Hashable, tuple[Files, PeriodInputs]] = {}
_made: dict[Hashable, Any] = {}


def recall(asked: Hashable) -> PeriodInputs | None:
    """What was read when this was asked for; None if it was not, or a file has changed since."""
    if path := os.environ.get(FILE):
        _adopt(path)
    if asked not in _read:
        return None
    files, inputs = _read[asked]
    if files.unchanged():
        return inputs
    del _read[asked]
    return None


def remember(asked: Hashable, files: Files, inputs: PeriodInputs) -> None:
    """Remember what was read from these files."""
    if len(_read) >= MOST:
        _read.clear()
        _made.clear()
    _read[asked] = files, inputs


def made(of: Hashable, make: Callable[[], T]) -> T:
    """What was made of remembered inputs; made now, if it was not yet. Not to be changed."""
    if of not in _made:
        _made[of] = make()
    found: T = _made[of]
    return found


@contextmanager
def handed_on() -> Iterator[None]:
    """Processes started within the block know what is known here now."""
    before = os.environ.get(FILE)
    with TemporaryDirectory(prefix="fzlib-") as folder:
        path = Path(folder) / "known"
        path.write_bytes(pickle.dumps((_read, _made), pickle.HIGHEST_PROTOCOL))
        os.environ[FILE] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ[FILE]
            else:
                os.environ[FILE] = before


@cache
def _adopt(path: str) -> None:
    """Know what another process knew, once; it may be gone meanwhile."""
    with suppress(OSError):
        read, results = pickle.loads(Path(path).read_bytes())
        _read.update(read)
        _made.update(results)
