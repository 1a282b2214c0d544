"""The warm parent: ``python -m fzlib.publishing.kernels.parent DESCRIPTOR[,KERNELS] MODULE…``.

It imports what the kit's notebooks import, and then only forks: a process for every descriptor
that arrives on its control socket. That descriptor is the new process's line to whoever asked.
The parent keeps the line too, and so sees either end of it go:

- the asker hangs up, or dies of anything at all: the process is killed with its whole group;
- the process ends: whatever it left in its group is killed, and the line is shut;
- the control socket is closed, for the client is gone: the parent ends, and all below it.

With KERNELS, the control socket of another warm parent, notebooks are that one's business: what is
forked here asks there. So what drives notebooks and what they need are imported at the same time.

A process dies with the parent, too (the kernel's parent-death signal). There is no file, no port,
no thread and nothing to unpickle here: a request is one byte.
"""

from __future__ import annotations

import builtins
import ctypes
import gc
import os
import random
import select
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

from fzlib.publishing.kernels.warm import adopt

INLINE = "module://matplotlib_inline.backend_inline"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
MODULES = (
    "ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completerlib",
    "IPython.core.oinspect", "IPython.extensions.storemagic", "sqlite3",
    "numpy", "pandas", "matplotlib.pyplot", "matplotlib.backends.backend_svg", "seaborn",
    "xlsxwriter", "fzlib.desk", "fzlib.presentation.charts", "fzlib.presentation.prose.workings",
    *(f"fzlib.presentation.{name}" for name in (
        "annual", "county", "datacheck", "findings", "monthly", "quarterly")),
    "fzlib.publishing.score_files", "fzlib.publishing.kernels.lean",
)  # fmt: skip
"""Imported before the first fork; nothing that starts a thread (pyarrow, polars, duckdb), and not
matplotlib's inline backend, which looks for a shell when it is imported."""
_PR_SET_PDEATHSIG = 1


def main(descriptor: int, kernels: int | None, modules: Sequence[str]) -> None:
    """Import, `MODULES` first if notebooks run here; then serve until the control is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # before numpy and matplotlib are imported; a child gets the environment of who asked for it
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    os.environ.setdefault("MPLBACKEND", INLINE)
    if kernels is None:
        _import_pandas_as_a_kernel_does()
        modules = (*MODULES, *modules)
    for name in modules:
        module, _, function = name.partition(":")
        found = import_module(module)
        if function:
            getattr(found, function)()
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads != 1:
        raise RuntimeError(f"{threads} threads: a fork would copy their locks, but not them")
    gc.collect()
    gc.freeze()  # or each child would copy all of it only to look for garbage
    theirs = None if kernels is None else socket.socket(fileno=kernels)
    Parent(socket.socket(fileno=descriptor), theirs).serve()


def _import_pandas_as_a_kernel_does() -> None:
    """It asks only then whether it is in a kernel, and shows wide tables accordingly."""
    vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=None)
    import_module("pandas")
    del vars(builtins)["get_ipython"]


class Parent:
    """Forks on request, and knows every process by its line."""

    def __init__(self, control: socket.socket, kernels: socket.socket | None = None) -> None:
        self.control, self.kernels = control, kernels
        self.askers = {control.fileno(): control}
        self.children: dict[int, int] = {}  # pid → our copy of its line
        self.poller = select.poll()
        self.poller.register(control, select.POLLIN)
        self.woken, self.wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.poller.register(self.woken, select.POLLIN)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # ignored, it would not be written down
        signal.set_wakeup_fd(self.wake, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Until the client is gone."""
        while self.control.fileno() in self.askers:
            # one at a time: what it does may close the next one's descriptor
            descriptor, _ = self.poller.poll()[0]
            if descriptor == self.woken:
                os.read(self.woken, 1024)
                self.bury()
            elif descriptor in self.askers:
                self.listen(self.askers[descriptor])
            else:
                self.hang_up(descriptor)
        for pid in self.children:
            _kill(pid)

    def listen(self, asker: socket.socket) -> None:
        """Fork for the line that came, or forget an asker that is gone."""
        try:
            _, lines, _, _ = socket.recv_fds(asker, 1, 1)
        except ConnectionError:
            lines = []
        if lines:
            self.fork(lines[0])
            return
        self.poller.unregister(asker)
        del self.askers[asker.fileno()]
        if asker is not self.control:
            asker.close()

    def fork(self, line: int) -> None:
        """A process for this line; it may ask for processes of its own."""
        os.set_inheritable(line, False)
        ours, theirs = socket.socketpair()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            ours.close()
            self.leave()
            begin(line, self.kernels or theirs, parent)
        theirs.close()
        self.askers[ours.fileno()] = ours
        self.poller.register(ours, select.POLLIN)
        self.children[pid] = line
        self.poller.register(line, 0)  # tells only that the other end was closed

    def leave(self) -> None:
        """In a new process: let go of all that is the parent's."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for asker in self.askers.values():
            asker.close()
        for descriptor in (*self.children.values(), self.woken, self.wake):
            os.close(descriptor)

    def hang_up(self, line: int) -> None:
        """End the process whose asker hung up; it is buried when it is dead."""
        self.poller.unregister(line)
        for pid, its in self.children.items():
            if its == line:
                _kill(pid)

    def bury(self) -> None:
        """Take note of processes that ended, and end what they started and left."""
        while self.children:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _kill(ended.si_pid)
            os.waitpid(ended.si_pid, 0)
            line = self.children.pop(ended.si_pid)
            with suppress(KeyError):  # it hung up before
                self.poller.unregister(line)
            with socket.socket(fileno=line) as end, suppress(OSError):
                # shut, not only closed: what left the group may still hold it open
                end.shutdown(socket.SHUT_RDWR)


def _kill(pid: int) -> None:
    """A process and its group. Its number is given to no other until it is buried."""
    os.kill(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):  # no group yet, or nobody left in it
        os.killpg(pid, signal.SIGKILL)


def begin(line: int, control: socket.socket, parent: int) -> NoReturn:
    """A new process: on its own, seeded anew, set up as the asker says; then its target."""
    code = 1
    errors = os.dup(2)  # a kernel puts a pipe of its own in the place of 2
    try:
        os.setsid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(code)  # it died before it was asked to take us with it
        _seed()
        adopt(control)
        with Connection(line) as asker:
            asker.send(os.getpid())
            folder, environment, path = asker.recv()
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            if path is not None:
                sys.path[:] = path
            target, arguments = asker.recv()
            module, _, name = target.partition(":")
            getattr(import_module(module), name)(asker, *arguments)
        code = 0
    except (EOFError, ConnectionError):
        code = 0  # the asker hung up: we are being killed
    except Exception:
        with os.fdopen(errors, "w") as stream:
            traceback.print_exc(file=stream)
    finally:
        os._exit(code)


def _seed() -> None:
    """The generators that everything in a process shares; as forked, all would draw the same."""
    import numpy as np

    random.seed()
    np.random.seed()


if __name__ == "__main__":
    first, _, second = sys.argv[1].partition(",")
    main(int(first), int(second) if second else None, sys.argv[2:])
