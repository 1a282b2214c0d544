"""One writer at a time: who comes second waits, and says so, or goes away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

POLL = 0.2  # seconds between two tries


class Held(Exception):
    """Another program holds the lock."""


@contextmanager
def locked(
    lock: Path, *, wait: bool = True, waiting: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Nobody else holds this lock while the block runs. Its file is gone when nobody does.

    Args:
        lock: a file beside what is written. wait: until it is free. waiting: told once that it has
            to be waited for.

    Raises:
        Held: another holds it, and ``wait`` is not set.
    """
    from filelock import FileLock, Timeout

    own = FileLock(lock, timeout=0)
    try:
        own.acquire()
    except Timeout:
        if not wait:
            raise Held(str(lock)) from None
        waiting()
        own.acquire(timeout=-1, poll_interval=POLL)
    try:
        yield
    finally:
        # while it is ours: removed after the release it could be the next writer's already
        with suppress(OSError):  # Windows removes it on release
            lock.unlink()
        own.release()
