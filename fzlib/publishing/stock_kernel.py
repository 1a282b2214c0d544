"""Jupyter's own kernel (``--kernel stock``): how it is started, again if in vain, and ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from fzlib.publishing.processes import GRACE, temporary_folder

OUTPUT_SECONDS = 120  # that outputs may take to arrive after their cell has ended
STARTS = 3  # of a kernel that ends before it has begun
OPTIONS: dict[str, Any] = {
    "iopub_timeout": OUTPUT_SECONDS,  # by nbclient's own 4 a busy machine loses outputs
    "raise_on_iopub_timeout": True,
    "extra_arguments": [
        # it warns at every start that it listens on loopback: nothing a reader can act on
        "--IPKernelApp.log_level=40",
        # a module in whatever folder fz was started in must not take ours' place
        "--IPKernelApp.ignore_cwd=True",
    ],
    # a kernel has nothing to save; waiting for its goodbye only delays an interrupt
    "shutdown_kernel": "immediate",
}


def run(execute: Callable[..., Any], folder: Path) -> Any:
    """Execute a notebook in such a kernel. ``execute``: papermill's, without these options.

    What the kernel leaves among the temporary files is in ``folder``, and gone at the end.
    """
    with (
        TemporaryDirectory(dir=folder) as own,
        temporary_folder(own),
        Path(own, "errors").open("wb") as errors,
    ):
        return _started(partial(execute, **OPTIONS, kernel_manager_class=_kernels(errors)))


def _kernels(errors: IO[bytes]) -> type:
    """Jupyter's kernels, with what they print of themselves in a file: as of a start that failed.

    Another one is started then, and a reader has nothing to act on.
    """
    from jupyter_client.manager import AsyncKernelManager

    class Kernels(AsyncKernelManager):
        def start_kernel(self, **options: Any) -> Any:
            return super().start_kernel(stderr=errors, **options)

    return Kernels


def _started(execute: Callable[[], Any]) -> Any:
    """Run a notebook; where its kernel ends before it has begun, start another one.

    jupyter_client looks for free ports and gives them up again for the kernel to take: of many
    that start at a time, one can find its port taken. No cell has run by then.
    """
    disabled = logging.root.manager.disable
    logging.disable(logging.ERROR)  # nbclient logs a start in vain; what fails at last is raised
    try:
        for _ in range(STARTS - 1):
            try:
                return execute()
            except RuntimeError as error:
                # the bare class is jupyter_client's word for a kernel that never came; what ends
                # later is nbclient's DeadKernelError
                if type(error) is not RuntimeError:
                    raise
        return execute()
    finally:
        logging.disable(disabled)
        _end_children()


def _end_children() -> None:
    """No kernel outlives its client: interrupted as it starts, it would go on, and write a file."""
    import psutil  # only here: up to date reports do without

    children = psutil.Process().children(recursive=True)
    for child in children:
        with suppress(psutil.Error):
            child.kill()
    psutil.wait_procs(children, timeout=GRACE)
