"""Lean and warm kernels as nbclient, under stock papermill, wants to meet them."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from queue import Empty
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.jsonutil import extract_dates
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError

from fzlib.publishing.kernels.warm import Child, Died, Warm, shared

SHELL, IOPUB = "shell", "iopub"  # as lean names the channels
IN_CHILD = "fzlib.publishing.kernels.lean"  # not imported here: it takes ipykernel with it


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel by a fork of the warm parent; ports, connection file and all are stock."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork in place of ``python -m ipykernel_launcher …``."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        self.process = shared().spawn(
            f"{IN_CHILD}:serve_zmq",
            arguments,
            folder=kwargs.get("cwd"),
            environment=kwargs.get("env"),
        )
        self.pid = self.process.pid
        return self.connection_info


class WarmManager(AsyncKernelManager):
    """jupyter_client's manager with that provisioner, whatever the kernelspec says."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.provisioner = WarmProvisioner(kernel_spec=self.kernel_spec, parent=self)


class Channel:
    """What nbclient reads of one channel."""

    def __init__(self, client: LeanClient) -> None:
        self._client = client
        self.arrived: asyncio.Queue[tuple[bytes, list[bytes]]] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message.

        Raises:
            queue.Empty: none came within ``timeout`` seconds; None waits for ever.
            Died: it cannot be read, as when a cell changed what the kernel itself works with.
        """
        try:
            packed, buffers = await asyncio.wait_for(self.arrived.get(), timeout)
        except TimeoutError:
            raise Empty from None
        try:
            message = self._client.session.unpack(packed)
            return {**message, "header": extract_dates(message["header"]), "buffers": buffers}
        except (ValueError, TypeError, KeyError) as error:
            raise Died(f"发来的消息不能识读：{error}") from error

    def send(self, message: dict[str, Any]) -> None:
        """To the kernel.

        Raises:
            DeadKernelError: it has ended, as nbclient says it where it finds out by itself.
        """
        try:
            self._client.child.line.send(message)
        except OSError:
            raise DeadKernelError("Kernel died") from None


class LeanClient:
    """What nbclient asks of a kernel client."""

    allow_stdin = False

    def __init__(self, child: Child) -> None:
        self.child = child
        self.loop: asyncio.AbstractEventLoop | None = None
        self.session = Session()
        self.shell_channel, self.iopub_channel = Channel(self), Channel(self)

    async def start_channels(self) -> None:
        """Know the loop that nbclient runs in."""
        self.loop = asyncio.get_running_loop()

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Until the process has begun; requests can be sent before its kernel is there.

        Raises:
            Died: it did not within ``timeout`` seconds.
        """
        assert self.loop is not None
        begun = asyncio.Event()
        self.loop.add_reader(self.child.line.fileno(), begun.set)
        try:
            await asyncio.wait_for(begun.wait(), timeout)
        except TimeoutError:
            raise Died(f"{timeout}秒内没有启动") from None
        finally:
            self.stop_channels()
        _ = self.child.pid  # or it never will
        self.loop.add_reader(self.child.line.fileno(), self._receive)

    def stop_channels(self) -> None:
        """Read no more; nothing to do where an interrupt came before `start_channels`."""
        if self.loop is not None:
            self.loop.remove_reader(self.child.line.fileno())

    def _receive(self) -> None:
        channels = {SHELL: self.shell_channel, IOPUB: self.iopub_channel}
        try:
            while self.child.line.poll():
                name, packed, buffers = self.child.line.recv()
                channels[name].arrived.put_nowait((packed, buffers))
        except (EOFError, OSError):
            self.stop_channels()  # it died: nbclient asks is_alive once a second

    async def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.child.poll() is None

    def execute(self, code: str, **options: Any) -> str:
        """Ask for a cell to be run; the request's id."""
        content = {"code": code, "silent": False, "user_expressions": {}, "allow_stdin": False}
        return self._ask("execute_request", content | options)

    def kernel_info(self) -> str:
        """Ask for what the notebook says of its language; the request's id."""
        return self._ask("kernel_info_request", {})

    def _ask(self, kind: str, content: dict[str, Any]) -> str:
        request = self.session.msg(kind, content)
        self.shell_channel.send(request)
        return str(request["header"]["msg_id"])


class LeanManager:
    """What nbclient asks of a kernel manager that is not its own; the ``with`` block ends it."""

    def __init__(self, warm: Warm) -> None:
        self._warm = warm
        self._child: Child | None = None
        self._client: LeanClient | None = None

    @property
    def has_kernel(self) -> bool:
        """Whether it was started."""
        return self._child is not None

    def start_kernel(
        self, extra_arguments: Sequence[str] = (), cwd: str | None = None, **_: Any
    ) -> None:
        """Ask for a process with a kernel in it."""
        # as nbclient has it for a manager of its own: cells are kept in no file
        arguments = [*extra_arguments, "--HistoryManager.hist_file=:memory:"]
        self._child = self._warm.spawn(f"{IN_CHILD}:serve", arguments, folder=cwd)

    def client(self) -> LeanClient:
        """The one client."""
        assert self._child is not None
        self._client = LeanClient(self._child)
        return self._client

    def interrupt_kernel(self) -> None:
        """As Ctrl-C."""
        assert self._child is not None
        self._child.send_signal(signal.SIGINT)

    def is_alive(self) -> bool:
        """Asked where a kernel has not come: there is none to be shut down."""
        return False

    def cleanup_resources(self) -> None:
        """Nothing: the ``with`` block does it."""

    def __enter__(self) -> LeanManager:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.stop_channels()
        if self._child is not None:
            self._child.close()
