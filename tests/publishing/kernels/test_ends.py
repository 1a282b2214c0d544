"""However a run ends, no process, descriptor or socket of it is left."""

import gc
import os
import signal
import subprocess
import sys
import time
import uuid

import psutil
import pytest

from fzlib.publishing.kernels import KINDS, LEAN, WARM, warm
from fzlib.publishing.notebooks import NotebookError, run
from tests.publishing.folders import ROOT
from tests.publishing.kernels import tasks
from tests.publishing.kernels.books import book, said

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks kernels"),
    pytest.mark.filterwarnings("default"),  # of the libraries below papermill
]
MARK = "FZ_TEST_MARK"  # in the environment of all that a test starts
FORKED = [LEAN, WARM]
# a cell at work, with a process of its own that would outlive it
BUSY = """
import pathlib, subprocess, time
subprocess.Popen(["sleep", "600"])
pathlib.Path("{flag}").touch()
time.sleep(600)
"""
GARBLED = "import json; json.dumps = lambda *_, **__: "  # what the kernel itself sends with


def marked(mark):
    """Processes whose environment holds the mark, but for this one."""
    found = []
    for process in psutil.process_iter():
        try:
            environment = process.environ()
        except psutil.Error:
            continue  # gone meanwhile, or not ours to look at
        if environment.get(MARK) == mark and process.pid != os.getpid():
            found.append(process)
    return found


def descriptors(process):
    """How many it has open; what is only to be collected is not counted."""
    gc.collect()
    return process.num_fds()


def until(true, what, seconds=120):
    """Wait for something that must come; ``what`` says, if it did not, what is there instead."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what()
        time.sleep(0.02)


def all_gone(mark):
    until(lambda: not marked(mark), lambda: f"still there: {marked(mark)}")


def begun(client, flag):
    """Wait until a client's cell is at work."""
    until(lambda: flag.exists() or client.poll() is not None, lambda: "the cell did not begin")
    assert flag.exists(), f"the client ended with {client.returncode}"


@pytest.fixture
def mark(monkeypatch):
    """Marks all that this test starts, which must not outlive it."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv(MARK, mark)
    yield mark
    for process in marked(mark):
        process.kill()


def ready(parent, mark):
    """The process of a warm parent that has imported all and forks nothing."""
    parent.submit(os.getpid).result()
    until(lambda: len(marked(mark)) == 1, lambda: f"not one: {marked(mark)}")
    return marked(mark)[0]


@pytest.fixture
def parent(mark, monkeypatch):
    """A warm parent of the test's own, ready, as a process."""
    with warm.Warm() as ours:
        monkeypatch.setattr(warm, "_shared", (os.getpid(), ours))
        yield ready(ours, mark)
    all_gone(mark)


@pytest.fixture
def failing(tmp_path):
    """Run cells that must fail; what is said."""

    def fail(kind, *sources, **options):
        path = book(tmp_path / "failing.ipynb", *sources)
        with pytest.raises(NotebookError) as error:
            run(path, tmp_path / "out.ipynb", {}, kernel=kind, **options)
        return str(error.value)

    return fail


@pytest.mark.parametrize("kind", FORKED)
class TestOneNotebook:
    """Only the parent stays."""

    def alone(self, parent, mark):
        # what has just died has no environment to look at, and is still to be buried
        until(
            lambda: marked(mark) == [parent] and not parent.children(),
            lambda: f"{parent} and {marked(mark)}",
        )
        assert parent.status() != psutil.STATUS_ZOMBIE

    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("1 / 0", "第2个代码单元格出错：ZeroDivisionError：division by zero"),
            ("x = 1 +* 2", "第2个代码单元格出错：SyntaxError：invalid syntax ("),
            ("import os; os._exit(3)", "内核没有启动或中途停止（Kernel died）"),
            ("import os; os.kill(os.getpid(), 9)", "内核没有启动或中途停止（Kernel died）"),
            ("import os; os.abort()", "内核没有启动或中途停止（Kernel died）"),
            (GARBLED + "'?'", "内核没有启动或中途停止（"),
            (GARBLED + "'{}'", "内核没有启动或中途停止（"),
            (GARBLED + "'1'", "内核没有启动或中途停止（"),
        ],
    )
    def test_that_fails(self, parent, mark, failing, kind, source, said):
        start = "import subprocess; subprocess.Popen(['sleep', '600'])"
        told = failing(kind, start, source)
        assert told.startswith("failing.ipynb")
        assert said in told
        self.alone(parent, mark)

    def test_that_takes_too_long(self, parent, mark, failing, kind, tmp_path):
        # long enough for the kernel to start on a machine that has much else to do
        told = failing(kind, BUSY.format(flag=tmp_path / "flag"), timeout=10)
        assert told == "failing.ipynb：有一个代码单元格10秒没有运行完"
        assert (tmp_path / "flag").exists()
        self.alone(parent, mark)

    def test_that_leaves_threads_and_processes(self, parent, mark, tmp_path, kind):
        leave = (
            "import os, subprocess, threading, time\n"
            "threading.Thread(target=time.sleep, args=[600]).start()\n"
            "subprocess.Popen(['sleep', '600'])\n"
            "if os.fork() == 0: time.sleep(600)\n"
            "print('done')"
        )
        path = book(tmp_path / "leaving.ipynb", leave)
        assert said(run(path, tmp_path / "out.ipynb", {}, kernel=kind)) == "done\n"
        self.alone(parent, mark)

    def test_that_is_interrupted(self, parent, mark, tmp_path, kind, monkeypatch):
        """Ctrl-C reaches the client alone."""
        flag = tmp_path / "flag"
        path = book(tmp_path / "busy.ipynb", BUSY.format(flag=flag))
        pressed = subprocess.Popen(
            [sys.executable, "-c", PRESS, str(os.getpid()), str(flag)], env={"PATH": os.defpath}
        )
        with pytest.raises(KeyboardInterrupt):
            run(path, tmp_path / "out.ipynb", {}, kernel=kind)
        assert pressed.wait() == 0
        self.alone(parent, mark)
        assert said(run(book(path, "print(1)"), tmp_path / "out.ipynb", {}, kernel=kind)) == "1\n"

    def test_fifty_times(self, parent, mark, tmp_path, kind):
        path = book(tmp_path / "short.ipynb", "print(1)")
        times = 50 if kind == LEAN else 20

        def once():
            assert said(run(path, tmp_path / "out.ipynb", {}, kernel=kind)) == "1\n"

        once()
        self.alone(parent, mark)
        before = descriptors(psutil.Process()), descriptors(parent)
        for _ in range(times):
            once()
        self.alone(parent, mark)
        # what an earlier test left to be collected may go meanwhile; what has ended is buried soon
        until(
            lambda: descriptors(psutil.Process()) <= before[0] and descriptors(parent) == before[1],
            lambda: f"{before}, then {descriptors(psutil.Process())} and {descriptors(parent)}",
        )
        assert parent.num_threads() == 1


PRESS = """
import os, pathlib, signal, sys, time
end = time.monotonic() + 120
while not pathlib.Path(sys.argv[2]).exists() and time.monotonic() < end:
    time.sleep(0.02)
os.kill(int(sys.argv[1]), signal.SIGINT)
"""


@pytest.mark.parametrize("kind", FORKED)
def test_a_killed_parent_takes_all_with_it(mark, tmp_path, kind, monkeypatch):
    ours = warm.Warm()
    monkeypatch.setattr(warm, "_shared", (os.getpid(), ours))
    parent = ready(ours, mark)
    path = book(
        tmp_path / "killing.ipynb", "import os, time; os.kill(os.getppid(), 9)\ntime.sleep(9)"
    )
    with pytest.raises(NotebookError, match="内核没有启动或中途停止"):
        run(path, tmp_path / "out.ipynb", {}, kernel=kind)
    with pytest.raises(NotebookError, match="内核没有启动或中途停止（预热进程已结束"):
        run(path, tmp_path / "out.ipynb", {}, kernel=kind)
    ours.stop()
    assert not parent.is_running()
    all_gone(mark)


@pytest.mark.parametrize("which", ["of notebooks", "of functions"])
def test_of_two_parents_neither_outlives_the_client_s_block(mark, tmp_path, which):
    """One is killed while a notebook runs; what ran ends, and with the blocks all is gone."""
    busy = BUSY.format(flag=tmp_path / "flag")
    if which == "of notebooks":
        # its kernels die with it, but what their cells started it can no longer end
        busy = busy.replace('subprocess.Popen(["sleep", "600"])', "")
    path = book(tmp_path / "busy.ipynb", busy)
    with warm.Warm() as notebooks, warm.Warm(1, kernels=notebooks) as executor:
        running = executor.submit(tasks.a_notebook, path)
        until((tmp_path / "flag").exists, lambda: "the cell did not begin")
        parent = notebooks._parent if which == "of notebooks" else executor._parent
        parent.kill()
        with pytest.raises((NotebookError, warm.Died)):
            running.result(120)
    all_gone(mark)


CLIENT = """
import sys
from pathlib import Path
from fzlib.publishing.notebooks import run
path, kind = Path(sys.argv[1]), sys.argv[2]
run(path, path.with_suffix(".out.ipynb"), {}, kernel=kind)
"""


MANY = """
import sys
from pathlib import Path
from fzlib.publishing.tasks import executor
from tests.publishing.kernels import tasks
with executor(2) as pool:
    list(pool.map(tasks.a_notebook, [Path(sys.argv[1])] * 2))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_many_reports_that_are_stopped_leave_nothing(mark, tmp_path, sign):
    flag = tmp_path / "flag"
    path = book(tmp_path / "busy.ipynb", BUSY.format(flag=flag))
    client = subprocess.Popen(
        [sys.executable, "-c", MANY, path],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    begun(client, flag)
    client.send_signal(sign)
    client.wait(120)
    all_gone(mark)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_client_that_is_stopped_takes_all_with_it(mark, tmp_path, kind, sign):
    flag = tmp_path / "flag"
    busy = BUSY.format(flag=flag)
    if kind not in FORKED and sign != signal.SIGINT:
        # Jupyter's own kernel ends itself then, but not what its cells started
        busy = busy.replace('subprocess.Popen(["sleep", "600"])', "")
    path = book(tmp_path / "busy.ipynb", busy)
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT, path, kind],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        # a shell that runs the tests in the background has children ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    begun(client, flag)
    client.send_signal(sign)
    client.wait(120)
    all_gone(mark)
