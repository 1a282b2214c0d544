"""What the tests have done in processes of their own; ``step`` is what to tell steps by."""

import os
import sys
import threading
import time
from functools import partial
from pathlib import Path

from fzlib.errors import InputError, Place, Problem
from fzlib.publishing import processes
from tests.publishing.books import printed

LEFT = []


def leave(value, step):
    """What earlier calls left here, and what is left now."""
    LEFT.append(value)
    return LEFT, os.getpid()


def in_steps(step):
    step("first")
    step("second")
    return threading.active_count()


def wrong_input(step):
    raise InputError([Problem(Place("a.csv", "", "B2"), "不是数", "改为数字")])


def gone(step):
    os._exit(4)


def interrupted(step):
    raise KeyboardInterrupt


def meet(mine, other, step):
    """Come back only where both run at once."""
    mine.touch()
    until(other, step)
    return True


def gone_with_a_child_left(step):
    if os.fork() == 0:
        time.sleep(600)
    os._exit(4)


def until(flag, step):
    deadline = time.monotonic() + 30
    while not flag.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def touch(flag, step):
    flag.touch()


def surroundings(step):
    """What was imported before, and how many threads there are, the system's own counted."""
    return sorted(sys.modules), len(list(Path("/proc/self/task").iterdir()))


def environment(step):
    return dict(os.environ)


def wait(flag, step):
    flag.touch()
    time.sleep(600)


def parent(step):
    return os.getpid(), os.getppid()


def family(calls, step):
    """What these give, forked from here, and who is here."""
    return forking(calls, step), os.getpid()


def beside_a_thread(call, step):
    threading.Thread(target=time.sleep, args=[600], daemon=True).start()
    return forking([call], step)


def starting(method, call, step):
    """As where notebooks are started so."""
    processes.FORKED = "fork" if method == "forkserver" else method
    return call(step)


def forking(calls, step):
    """What these give, forked from here all at once as a report's notebooks."""
    forked = processes.completed(calls, len(calls), start=processes.FORKED, in_order=True)
    return [outcome.result() for _, outcome in forked]


def notebooks(paths, step):
    """Run notebooks as a report does: what the last cell of each printed."""
    return [printed(done) for done in forking([partial(executed, path) for path in paths], step)]


def executed(path, step):
    """A notebook run in this process."""
    from fzlib.publishing.notebooks import run

    return run(path, path.with_suffix(".out.ipynb"), {})
