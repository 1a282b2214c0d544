"""A function in a process of its own, which ends, with all that it started, when whoever asks ends.

Reports are started `AFRESH`: by multiprocessing's fork server, which has imported what they need
(preload.py) and has one thread, as the program that asks has not. A report starts its notebooks
`FORKED` from itself: it has one thread too, and the imports done. Where nothing can be forked
safely (Windows, macOS) both are started anew, and import for themselves.

A process that is no longer wanted is told to end, as by Ctrl-C, and clears up; one that does not
is killed. One whose asker is gone notices: a report where it waits for its notebooks (`completed`),
a notebook in a thread (`end_with_asker`).
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from multiprocessing import forkserver, resource_tracker, util
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from fzlib.publishing.end_signals import END_SIGNALS, held_back, obey
from fzlib.scratch import SHORT_HOME, scratch_folder

AFRESH, FORKED = ("forkserver", "fork") if sys.platform == "linux" else ("spawn", "spawn")
MOST_HOME_BYTES = 40  # the path of a socket in a scratch folder there has at most some hundred
POLL = 0.5  # seconds between two looks at what is running
GRACE = 10  # seconds to clear up in
STEP, RETURNED, RAISED = "step", "returned", "raised"  # what a process tells
STOPPED = "进程中途停止"
INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel has charts drawn by
# A kernel's debugger warns that it may miss a stop.
NO_DEBUGGER_WARNING = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
# In the environment of a Python that is started: no module of the working folder may take the place
# of one of ours, and when it has imported numpy it must still have one thread, or it cannot fork.
STARTED = {"PYTHONSAFEPATH": "1", "MPLBACKEND": INLINE, **NO_DEBUGGER_WARNING} | dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)

Step = Callable[[str], None]
Call = Callable[[Step], Any]  # told how to name its steps; can be pickled, if it starts afresh


class Died(RuntimeError):
    """A process ended before its job was done (Chinese message)."""


def prepare() -> None:
    """Let the fork server begin to import, where there is one; returns at once."""
    if AFRESH != "forkserver":
        return
    forkserver.set_forkserver_preload(["fzlib.publishing.preload"])
    resource_tracker.ensure_running()  # else started below, and then it lets Ctrl-C through again
    # it never lets Ctrl-C through: that is for who asks
    with held_back(signal.SIGINT), _start_environment(), temporary_folder(_socket_folder()):
        forkserver.ensure_running()


_open = ExitStack()  # till this process ends; what is forked from it does not close it


@cache
def _socket_folder() -> str:
    """This process's own, for the fork server's socket, gone when both have ended."""
    home = tempfile.gettempdir()
    is_long = len(os.fsencode(home)) > MOST_HOME_BYTES
    folder = _open.enter_context(scratch_folder(SHORT_HOME if is_long else home))
    # after multiprocessing has removed its own folder in it
    util.Finalize(None, _open.close, exitpriority=-200)
    return str(folder)


@contextmanager
def temporary_folder(folder: str) -> Iterator[None]:
    """Temporary files are made in this folder while the block runs."""
    before = tempfile.tempdir
    tempfile.tempdir = folder
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _start_environment() -> Iterator[None]:
    """What a Python that the block starts has to find in its environment."""
    before = dict(os.environ)
    os.environ.update(STARTED)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


class Child:
    """A call at work in a process of its own."""

    def __init__(self, call: Call, start: str) -> None:
        """Start it: `AFRESH` or `FORKED`."""
        if start == AFRESH:
            prepare()
        elif start == "fork" and threading.active_count() > 1:
            raise RuntimeError("with other threads: a fork would copy their locks, but not them")
        self.line, theirs = multiprocessing.Pipe(duplex=False)
        self.outcome: Future[Any] = Future()
        arguments = theirs, call, dict(os.environ)
        context: Any = multiprocessing.get_context(start)
        self._process = context.Process(target=_work, args=arguments)
        try:
            with _start_environment():
                self._process.start()
        except (EOFError, ConnectionError):  # the fork server is gone
            self.outcome.set_exception(Died(STOPPED))
        theirs.close()

    def listen(self, step: Step) -> None:
        """Take what it has told so far."""
        gone = self._process.exitcode is not None
        while not self.outcome.done() and (gone or self.line.poll()):
            kind: str = RAISED
            value: Any = Died(STOPPED)
            with suppress(EOFError, OSError):
                kind, value = self.line.recv() if self.line.poll() else (kind, value)
            if kind == STEP:
                step(value)
            elif kind == RETURNED:
                self.outcome.set_result(value)
            else:
                self.outcome.set_exception(value)

    def stop(self) -> None:
        """Tell it to end, if it has not."""
        if not self.outcome.done():
            self._process.terminate()

    def close(self) -> None:
        """See to it that it is gone, and all that it started."""
        if not self.outcome.done():
            self._process.join(GRACE)
        if pid := self._process.pid:  # else it never started
            self._process.kill()
            if hasattr(os, "killpg"):
                # before it is buried, or while others are in its group: none other has its number
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
            self._process.join()
        self.line.close()


def completed(
    calls: Iterable[Call],
    jobs: int,
    *,
    start: str = AFRESH,
    in_order: bool = False,
    step: Callable[[int, str], None] = lambda number, name: None,
) -> Iterator[tuple[int, Future[Any]]]:
    """Run each call in a process of its own, ``jobs`` at a time; its number and outcome, ended.

    Args:
        calls: what to run. start: `AFRESH` or `FORKED`. in_order: of the calls, else as they end.
            step: told a call's number and its step.

    What still runs when the caller stops listening is stopped.

    Raises:
        KeyboardInterrupt: whoever started this process is gone.
    """
    asker = multiprocessing.parent_process()
    ends = [asker.sentinel] if asker else []
    waiting, running = deque(enumerate(calls)), dict[int, Child]()
    try:
        while waiting or running:
            busy = [child for child in running.values() if not child.outcome.done()]
            while waiting and len(busy) < jobs:
                number, call = waiting.popleft()
                # raised amid a fork an interrupt would be lost, or the child not known
                with held_back(*END_SIGNALS):
                    running[number] = Child(call, start)
                busy.append(running[number])
            if set(ends) & set(wait([*ends, *(child.line for child in busy)], POLL)):
                raise KeyboardInterrupt
            for number, child in list(running.items()):
                child.listen(partial(step, number))
                if child.outcome.done() and not (in_order and number > min(running)):
                    child.close()
                    del running[number]
                    yield number, child.outcome
    finally:
        for child in running.values():
            child.stop()
        for child in running.values():
            child.close()


def apart(call: Call, step: Step = lambda name: None) -> Any:
    """Run a call in a process of its own that starts afresh; what it gives, or raises."""
    [(_, outcome)] = completed([call], 1, step=lambda _, name: step(name))
    return outcome.result()


def _work(line: Connection, call: Call, environment: Mapping[str, str]) -> None:
    """In the new process: run the call, and tell what came of it."""
    _settle_in(environment)
    try:
        message = RETURNED, call(lambda name: line.send((STEP, name)))
    except BaseException as error:
        error.add_note(traceback.format_exc())
        message = RAISED, error
    with suppress(BrokenPipeError):
        line.send(message)


def _settle_in(environment: Mapping[str, str]) -> None:
    """Nothing in common with others but what was imported: no group, output, or random number."""
    if hasattr(os, "setsid"):
        os.setsid()
    obey()
    _set(environment)
    if sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the asker's own is for its results
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def end_with_asker() -> None:
    """Have this process, and all that it starts, killed as soon as the one that asked is gone."""
    asker = multiprocessing.parent_process()
    if asker is not None:
        threading.Thread(target=_outlive, args=(asker.join,), daemon=True).start()


def _outlive(ends: Callable[[], object]) -> None:
    ends()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def apart_from_worker(call: Call) -> Any:
    """As `apart`, for a worker of Dask, which multiprocessing lets have no children."""
    command = [sys.executable, "-P", "-c", f"from {__name__} import serve; serve()"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, start_new_session=True, stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump(call, process.stdin)
            process.stdin.flush()
            kind, value = pickle.load(process.stdout)
        except (EOFError, BrokenPipeError):
            raise Died(STOPPED) from None
        finally:
            process.kill()
    if kind == RAISED:
        raise value
    return value


def serve() -> None:
    """The other end: a call comes in, what came of it goes out; it ends with its input."""
    call = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_outlive, args=(sys.stdin.buffer.read,), daemon=True).start()
    try:
        message = RETURNED, apart(call)
    except Exception as error:  # an interrupt ends this process, and not Dask's worker
        message = RAISED, error
    pickle.dump(message, sys.stdout.buffer)
