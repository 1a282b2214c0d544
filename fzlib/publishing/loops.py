"""The event loop in which one notebook runs: its own, closed at its end, cancelled by Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from typing import Any


@contextmanager
def loop_of_its_own() -> Iterator[None]:
    """Close the event loop that nbclient makes in a thread and leaves behind, sockets and all."""
    from jupyter_core.utils import ensure_event_loop

    if _runs_in_a_loop():
        yield  # JupyterLab's own: not ours to close, nor to cancel what runs in it
        return
    with _interrupts_cancel(ensure_event_loop):
        try:
            yield
        finally:
            with closing(ensure_event_loop()) as loop:
                loop.run_until_complete(_let_go(asyncio.all_tasks(loop)))


def _runs_in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@contextmanager
def _interrupts_cancel(loop: Callable[[], asyncio.AbstractEventLoop]) -> Iterator[None]:
    """Ctrl-C cancels what runs in the loop, and is raised when that has let go.

    Python raises it at whatever line is at work: there may be a coroutine that was just made and
    is not awaited yet, and then never will be. A second one is raised at once.
    """
    pressed: list[int] = []

    def cancel(number: int, frame: Any) -> None:
        if pressed:
            signal.default_int_handler(number, frame)
        pressed.append(number)
        # in the loop's own time; where it rests between two cells, as soon as the next one begins
        ours = loop()
        ours.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(ours)])

    here = threading.current_thread() is threading.main_thread()  # where signals are handled
    usual = [
        number
        for number in (signal.SIGINT, signal.SIGTERM)
        if here and signal.getsignal(number) is signal.default_int_handler
    ]
    for number in usual:
        signal.signal(number, cancel)
    try:
        yield
    finally:
        for number in usual:
            signal.signal(number, signal.default_int_handler)
        if pressed:
            raise KeyboardInterrupt


async def _let_go(tasks: Collection[asyncio.Task[Any]]) -> None:
    """End what an interrupted run still waited for."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
