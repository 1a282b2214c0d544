"""The client's side of the warm parent: ask it for a process, or have a function run in one."""

from __future__ import annotations

import atexit
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

PARENT = "fzlib.publishing.kernels.parent"


class Died(RuntimeError):
    """A process ended before its job was done (Chinese message)."""


class Child:
    """A process forked for us, in the shape of a Popen; it lives as long as its line is open.

    Attributes:
        line: what its job reads from and writes to.
    """

    stdin = stdout = stderr = None

    def __init__(self, line: Connection) -> None:
        self.line = line
        self._pid: int | None = None

    @property
    def pid(self) -> int:
        """Its number; waits until it has begun.

        Raises:
            Died: it never did.
        """
        if self._pid is None:
            try:
                self._pid = int(self.line.recv())
            except (EOFError, OSError):
                raise Died("没有启动") from None
        return self._pid

    def poll(self) -> int | None:
        """None while it runs; how it ended only its parent knows."""
        if self.line.closed:
            return 0
        poller = select.poll()
        poller.register(self.line, 0)  # a line that hung up is told without being asked for
        return 0 if poller.poll(0) else None

    def wait(self) -> int:
        """Nothing is left to wait for: the parent buries it."""
        self.close()
        return 0

    def send_signal(self, signum: int) -> None:
        """To it alone; SIGKILL to all that it started too."""
        if signum == signal.SIGKILL:
            self.close()
        elif self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """With all that it started."""
        self.close()

    def close(self) -> None:
        """Hang up: the parent kills it, and all that it started."""
        self.line.close()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Warm(Executor):
    """A warm parent of our own; leave the ``with`` block and it is gone with all it forked.

    As a concurrent.futures executor it runs each function in a process of its own, at most
    ``jobs`` at a time. Function, arguments and result are pickled; an exception is raised here.
    """

    def __init__(
        self,
        jobs: int | None = None,
        *,
        modules: Sequence[str] = (),
        kernels: Warm | None = None,
        control: socket.socket | None = None,
    ) -> None:
        """Start a parent, or use the one at the other end of ``control``.

        Args:
            jobs: functions that run at a time. modules: what the parent imports; a function of
            one (``module:function``) is called, once. kernels: where the processes have their
            notebooks run; None: in forks of the same parent, which imports all that notebooks
            need before ``modules``.
        """
        self._threads = ThreadPoolExecutor(jobs)
        self._parent: subprocess.Popen[bytes] | None = None
        self._control = control or self._start(modules, kernels)

    def _start(self, modules: Sequence[str], kernels: Warm | None) -> socket.socket:
        """Start the parent; it imports while we go on."""
        ours, theirs = socket.socketpair()
        with theirs:
            descriptors = [theirs.fileno(), *([kernels._control.fileno()] if kernels else [])]
            self._parent = subprocess.Popen(
                # -P: a module in the working folder must not take the place of one of ours;
                # -X: as in Jupyter's kernelspec, else its debugger warns
                [
                    *(sys.executable, "-P", "-Xfrozen_modules=off", "-m", PARENT),
                    *(",".join(map(str, descriptors)), *modules),
                ],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # the client's own is for its results
                start_new_session=True,  # Ctrl-C in the terminal is for the client
            )
        return ours

    def spawn(
        self,
        target: str,
        *arguments: Any,
        folder: str | os.PathLike[str] | None = None,
        environment: Mapping[str, str] | None = None,
        path: Sequence[str] | None = None,
    ) -> Child:
        """A new process; it calls ``target`` with its end of the line and ends when that returns.

        Args:
            target: ``module:function``. arguments: picklable, given to it after the line. folder,
                environment: for it alone; None: ours. path: its sys.path; None: as it would be
                in a Python started afresh.

        Raises:
            Died: the parent is gone.
        """
        ours, theirs = Pipe()
        child = Child(ours)
        try:
            with theirs:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            place = os.fspath(folder or Path.cwd())
            ours.send((place, dict(environment or os.environ), path and list(path)))
            ours.send((target, arguments))
        except OSError as error:
            child.close()
            raise Died(f"预热进程已结束：{error.strerror}") from error
        except BaseException:
            child.close()
            raise
        return child

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn(*args, **kwargs)`` in a process of its own."""
        return self._threads.submit(self._run, pickle.dumps(partial(fn, *args, **kwargs)))

    def run(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Run ``fn(*args, **kwargs)`` in a process of its own and wait for it."""
        return self._run(pickle.dumps(partial(fn, *args, **kwargs)))

    def _run(self, task: bytes) -> Any:
        with self.spawn(f"{__name__}:answer", task, path=sys.path) as child:
            try:
                _, (done, value) = child.pid, child.line.recv()
            except (EOFError, OSError):
                raise Died("进程中途停止") from None
        if done:
            return value
        raise value

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As of every executor; without ``wait`` the parent lives until `stop`."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        if wait:
            self.stop()

    def stop(self) -> None:
        """End the parent and every process it forked, whatever they are doing."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._control.close()
        if self._parent is not None:
            self._parent.wait()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self.shutdown()
        else:
            self.stop()


def answer(line: Connection, task: bytes) -> None:
    """In the forked process: run the function and send what came of it."""
    try:
        found = (True, pickle.loads(task)())
    except BaseException as error:
        error.add_note(traceback.format_exc())
        found = (False, error)
    try:
        line.send(found)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        line.send((False, Died(f"结果不能传回：{error}")))


_shared: tuple[int, Warm] | None = None
_sharing = threading.Lock()


def shared() -> Warm:
    """The warm parent of this process, started when first asked for; it ends with the process."""
    global _shared
    with _sharing:
        # in a process that was forked off, what it has is still the other one's
        if _shared is None or _shared[0] != os.getpid():
            _shared = os.getpid(), Warm()
            atexit.register(_shared[1].stop)
        return _shared[1]


def adopt(control: socket.socket) -> None:
    """In a process forked from a warm parent: that parent is `shared` here."""
    global _shared
    _shared = os.getpid(), Warm(control=control)
