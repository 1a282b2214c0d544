"""The signals that tell a process to end: held back, obeyed, and not handed down to its forks."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

END_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def held_back(*signals: signal.Signals) -> Iterator[None]:
    """These arrive when the block has ended; what is started in it holds them back too."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        _let_through(*signals)


def _let_through(*signals: signal.Signals) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)


def obey() -> None:
    """From now on these end this process, by an interrupt that lets it clear up."""
    for number in END_SIGNALS:
        signal.signal(number, _stop)
    _let_through(*END_SIGNALS)


def _stop(*_: object) -> None:
    """Let go of everything, without a word of those who are interrupted by it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    raise KeyboardInterrupt


_forking = threading.local()  # ``mask``: the signals that this thread held back before it forked


def _before_fork() -> None:
    """Of a notebook: what a cell forks ends as others do, and not by `_stop`.

    A pool may tell its worker to end before that has run at all. A signal that comes before its
    first line is forgotten by Python, and the pool would wait for ever: so the signal has to wait.
    """
    _forking.mask = None
    if signal.getsignal(signal.SIGTERM) is _stop:
        _forking.mask = signal.pthread_sigmask(signal.SIG_BLOCK, END_SIGNALS)


def _after_fork() -> None:
    if _forking.mask is not None:
        signal.pthread_sigmask(signal.SIG_SETMASK, _forking.mask)


def _begin_forked() -> None:
    if _forking.mask is not None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork, after_in_parent=_after_fork, after_in_child=_begin_forked
    )
