"""Where notebooks run: each in a process of its own that starts with the kit's imports done.

Three ways, the same outputs (tests/publishing/kernels/), the same papermill and nbclient
above them:

- ``lean``, the default where processes can be forked (Linux): ipykernel's own kernel in a process
  forked from a warm parent, without zmq (`lean`, `managers.LeanManager`);
- ``warm``: ipykernel's whole application, forked from the same parent, behind a jupyter_client
  kernel provisioner (`managers.WarmManager`);
- ``stock``: Jupyter's kernel, started afresh. The fallback and the reference; also what runs a
  notebook that names another kernel than this Python's.

Three kinds of process. The client checks inputs, drives papermill and renders the page. One warm
parent a client (`warm.shared`, `parent`) imports, meanwhile, and only ever forks. A child forked
from it runs one notebook and is killed. Nothing of a notebook can reach another, for no two share
a process, and the parent runs none. ``warm.Warm`` is a concurrent.futures executor too: any
function, a whole report say, in a process of its own; what that runs is forked from the parent
again, or from another one that has only what notebooks need, so that a report's notebooks are no
less apart.

Lean and warm differ from stock in what no notebook of the kit sees: linear algebra has one thread,
and lean reads no configuration or startup file of the user's IPython profile.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LEAN, WARM, STOCK = "lean", "warm", "stock"
KINDS = (LEAN, WARM, STOCK)


def usable(kind: str | None = None) -> str:
    """The kind asked for, lean if none; where nothing can be forked, stock."""
    forks = sys.platform == "linux" and hasattr(os, "fork")
    return (kind or LEAN) if forks else STOCK


def start(kind: str | None = None) -> None:
    """Let the warm parent start to import, if this kind needs it; returns at once."""
    if usable(kind) != STOCK:
        from fzlib.publishing.kernels.warm import shared

        shared()


@contextmanager
def settings(kind: str | None, name: str | None) -> Iterator[dict[str, Any]]:
    """What makes papermill.execute_notebook use this kind; what it started ends with the block.

    Args:
        kind: one of `KINDS`; None is the usual one. name: the kernel that the notebook names.

    Raises:
        NoSuchKernel: there is none of this name.
    """
    kind = usable(kind)
    if kind == STOCK or not _is_this_python(name):
        yield {}
        return
    from fzlib.publishing.kernels.managers import LeanManager, WarmManager
    from fzlib.publishing.kernels.warm import shared

    if kind == WARM:
        yield {"kernel_manager_class": WarmManager}
        return
    with LeanManager(shared()) as manager:
        yield {"km": manager}


def _is_this_python(name: str | None) -> bool:
    """Whether it is ipykernel of the very Python that runs us, with nothing special about it.

    The kit's notebooks name python3, which is ours whatever kernel of that name JUPYTER_PATH leads
    to: its command would be run.
    """
    from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager

    if not name:
        return False  # papermill says what is wrong
    if name == NATIVE_KERNEL_NAME:
        return True
    spec = KernelSpecManager().get_kernel_spec(name)
    major, minor = sys.version_info[:2]
    # as jupyter_client reads them
    this = {sys.executable, "python", f"python{major}", f"python{major}.{minor}"}
    return spec.argv[0] in this and "ipykernel_launcher" in spec.argv and not spec.env
