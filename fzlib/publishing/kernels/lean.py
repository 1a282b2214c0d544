"""In a forked process: ipykernel's kernel without zmq, its messages going through the line.

The kernel, its shell, display hook, display publisher and streams are ipykernel's own, and
nbclient makes a notebook's outputs of the very messages they send (managers); only what carries
the messages is ours. No port, heartbeat or thread has to be started, connected to and stopped.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any

import ipykernel_launcher
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from tornado.ioloop import IOLoop

SHELL, IOPUB = "shell", "iopub"  # the channels
_DESCRIPTORS = {"stdout": 1, "stderr": 2}
_SENDING = threading.RLock()
# a process that a cell forks while one of its threads sends must not find this locked for ever
os.register_at_fork(
    before=_SENDING.acquire, after_in_parent=_SENDING.release, after_in_child=_SENDING.release
)


class LineSession(Session):
    """Sends messages through the line, as JSON like zmq's, so that they arrive the same."""

    def __init__(self, line: Connection) -> None:
        super().__init__()
        self._line = line
        self._owner = os.getpid()

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> dict[str, Any]:
        """A reply (``stream`` is SHELL) goes to the shell channel, all else to iopub."""
        message: dict[str, Any] = msg_or_type
        if not isinstance(msg_or_type, dict):
            message = self.msg(msg_or_type, content, parent, header, metadata)
        if os.getpid() != self._owner:
            _as_a_child(message)
            return message
        sent = [bytes(one) for one in buffers or message.get("buffers", ())]
        packed = self.pack({key: value for key, value in message.items() if key != "buffers"})
        with _SENDING:
            self._line.send((SHELL if stream == SHELL else IOPUB, packed, sent))
        return message


def _as_a_child(message: dict[str, Any]) -> None:
    """Of a process that a cell forked only what it prints is shown; its streams lead to ours."""
    if message["header"]["msg_type"] == "stream":
        content = message["content"]
        os.write(_DESCRIPTORS[content["name"]], content["text"].encode())


class AtOnce(IOPubThread):
    """In the place of the thread that ipykernel's streams send from: here nothing has to wait."""

    def __init__(self) -> None:
        self.thread = None
        self.io_loop = self

    def schedule(self, f: Callable[[], object]) -> None:
        """Do it now."""
        f()

    def call_later(self, delay: float, f: Callable[[], object]) -> None:
        """Do it ``delay`` seconds later: what a cell that goes on has printed so far."""
        timer = threading.Timer(delay, f)
        timer.daemon = True
        timer.start()


class LeanStream(OutStream):
    """ipykernel's stream; what it holds is sent before anything that comes after it."""

    def _flush(self) -> None:
        with _SENDING:
            super()._flush()


class LeanKernel(IPythonKernel):
    """ipykernel's kernel. nbclient asks for one cell at a time, so none waits to be aborted."""

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        pass


class LeanApplication(IPKernelApp):
    """ipykernel's application but for all that has to do with zmq."""

    def __init__(self, line: Connection, **options: Any) -> None:
        super().__init__(**options)
        self.line = line

    def init_sockets(self) -> None:
        """One session takes the place of the sockets."""
        self.session = LineSession(self.line)

    def init_io(self) -> None:
        """ipykernel's streams, sending at once."""
        sending = AtOnce()
        sys.stdout, sys.stderr = (LeanStream(self.session, sending, name) for name in _DESCRIPTORS)
        self.patch_io()

    def init_kernel(self) -> None:
        """A kernel without sockets."""
        self.kernel = LeanKernel.instance(
            parent=self,
            session=self.session,
            iopub_socket=IOPUB,
            # asked only which thread an awaited cell runs in
            shell_channel_thread=SimpleNamespace(parent_thread=threading.current_thread()),
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )

    def load_config_file(self, *_: object) -> None:
        """Nothing of the user's profile, which the environment may place anywhere, is run."""

    init_code = load_config_file  # startup files

    def init_connection_file(self) -> None:
        """There is nothing to connect to."""

    init_heartbeat = write_connection_file = log_connection_info = init_connection_file

    def start(self) -> None:
        """Answer the requests that come through the line until it is closed.

        Raises:
            EOFError: it was.
        """
        asyncio.run(_answer_all(self.kernel, self.line))


def serve(line: Connection, arguments: Sequence[str]) -> None:
    """A lean kernel, with the arguments of ``python -m ipykernel_launcher``."""
    _begin(LeanApplication.instance(line), arguments)


def serve_zmq(line: Connection, arguments: Sequence[str]) -> None:
    """The whole of ipykernel, as ``python -m ipykernel_launcher ARGUMENTS``."""
    _begin(IPKernelApp.instance(parent_handle=os.getppid()), arguments)


def _begin(app: IPKernelApp, arguments: Sequence[str]) -> None:
    sys.argv = [ipykernel_launcher.__file__, *arguments]
    app.initialize(list(arguments))
    app.start()


async def _answer_all(kernel: LeanKernel, line: Connection) -> None:
    kernel.io_loop = IOLoop.current()
    arrived = asyncio.Event()
    # cells may leave tasks behind that go on while nothing is asked for
    asyncio.get_running_loop().add_reader(line.fileno(), arrived.set)
    while True:
        await arrived.wait()
        arrived.clear()
        while line.poll():
            await _answer(kernel, line.recv())


async def _answer(kernel: LeanKernel, request: dict[str, Any]) -> None:
    """As ipykernel dispatches a request: busy, its handler, idle."""
    kernel.set_parent([], request)
    _tell(kernel, "busy", request)
    kernel.pre_handler_hook()
    try:
        done = kernel.shell_handlers[request["header"]["msg_type"]](SHELL, [], request)
        if inspect.isawaitable(done):
            await done
    finally:
        kernel.post_handler_hook()
    sys.stdout.flush()
    sys.stderr.flush()
    _tell(kernel, "idle", request)


def _tell(kernel: LeanKernel, state: str, request: dict[str, Any]) -> None:
    kernel.session.send(IOPUB, "status", {"execution_state": state}, request)
