"""What the tests of the executor run in processes of their own."""

import os
import sys
import threading
import time
from pathlib import Path

from fzlib.errors import InputError, Place, Problem
from fzlib.publishing.kernels import LEAN
from fzlib.publishing.notebooks import run
from tests.publishing.kernels.books import said

LEFT = []


def leave(value):
    """What earlier calls left here, and what is left now."""
    LEFT.append(value)
    return LEFT, os.getpid()


def wrong_input():
    raise InputError([Problem(Place("a.csv", "", "B2"), "不是数", "改为数字")])


def a_lambda():
    return lambda: None


def gone():
    os._exit(4)


def meet(mine, other):
    """Come back only where both run at once."""
    Path(mine).touch()
    deadline = time.monotonic() + 30
    while not Path(other).exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return True


def a_notebook(path):
    """Run a notebook from within: what it printed, and whose child it was."""
    done = run(path, path.with_suffix(".out.ipynb"), {}, kernel=LEAN)
    return said(done), os.getpid(), os.getppid()


def surroundings():
    """What the warm parent had imported, and how many threads there are."""
    return sorted(sys.modules), threading.active_count()


def wait(flag):
    Path(flag).touch()
    time.sleep(600)
