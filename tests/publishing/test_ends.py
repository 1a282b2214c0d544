"""However a run ends, no process or descriptor of it is left."""

import gc
import os
import signal
import subprocess
import sys
import uuid
from contextlib import suppress
from functools import partial

import psutil
import pytest

from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.processes import Died, apart, completed
from fzlib.publishing.request import INPROCESS, STOCK
from tests.publishing import calls
from tests.publishing.books import MARK, book, marked, printed, run, until
from tests.publishing.folders import started

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for groups of processes"),
    pytest.mark.filterwarnings("default"),  # of the libraries below papermill
]
# a cell at work, with a process of its own that would outlive it
BUSY = """
import pathlib, subprocess, time
subprocess.Popen(["sleep", "600"])
pathlib.Path("{flag}").touch()
time.sleep(600)
"""


def servers():
    """multiprocessing's own processes, which stay as long as this one: they run nothing."""
    children = []
    for child in psutil.Process().children():
        with suppress(psutil.Error):  # it ended meanwhile
            if "multiprocessing" in " ".join(child.cmdline()):
                children.append(child)
    return children


def left(mark):
    """What is there and should not be."""
    forked = [child for server in servers() for child in server.children(recursive=True)]
    return [*forked, *(process for process in marked(mark) if process not in servers())]


def all_gone(mark):
    until(lambda: not marked(mark), lambda: f"still there: {marked(mark)}")


def none_left(mark):
    until(lambda: not left(mark), lambda: f"still there: {left(mark)}")


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
    for process in left(mark):
        process.kill()


@pytest.fixture
def failing(tmp_path):
    """Run cells that must fail; what is said."""

    def fail(*sources, **options):
        path = book(tmp_path / "failing.ipynb", *sources)
        with pytest.raises((NotebookError, Died)) as error:
            run(path, tmp_path / "out.ipynb", {}, **options)
        return str(error.value)

    return fail


class TestOneNotebook:
    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("1 / 0", "第2个代码单元格出错：ZeroDivisionError：division by zero"),
            ("x = 1 +* 2", "第2个代码单元格出错：SyntaxError：invalid syntax ("),
            ("import os; os._exit(3)", "进程中途停止"),
            ("import os; os.kill(os.getpid(), 9)", "进程中途停止"),
            ("import os; os.abort()", "进程中途停止"),
        ],
    )
    def test_that_fails(self, mark, failing, source, message):
        assert message in failing("import subprocess; subprocess.Popen(['sleep', '600'])", source)
        none_left(mark)

    def test_that_leaves_threads_and_processes(self, mark, tmp_path):
        leave = (
            "import os, subprocess, threading, time\n"
            "threading.Thread(target=time.sleep, args=[600]).start()\n"
            "subprocess.Popen(['sleep', '600'])\n"
            "if os.fork() == 0: time.sleep(600)\n"
            "print('done')"
        )
        path = book(tmp_path / "leaving.ipynb", leave)
        assert printed(run(path, tmp_path / "out.ipynb", {})) == "done\n"
        none_left(mark)

    def test_that_is_interrupted(self, mark, tmp_path):
        """Ctrl-C reaches the client alone."""
        flag = tmp_path / "flag"
        path = book(tmp_path / "busy.ipynb", BUSY.format(flag=flag))
        pressed = subprocess.Popen(
            [sys.executable, "-c", PRESS, str(os.getpid()), str(flag)], env={"PATH": os.defpath}
        )
        with pytest.raises(KeyboardInterrupt):
            run(path, tmp_path / "out.ipynb", {})
        assert pressed.wait() == 0
        none_left(mark)
        assert printed(run(book(path, "print(1)"), tmp_path / "out.ipynb", {})) == "1\n"

    def test_that_does_not_mind_being_told_to_end(self, mark, tmp_path, monkeypatch):
        monkeypatch.setattr("fzlib.publishing.processes.GRACE", 0.5)
        flag = tmp_path / "flag"
        deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
        path = book(tmp_path / "deaf.ipynb", deaf, BUSY.format(flag=flag))
        running = completed([partial(calls.executed, path), partial(calls.until, flag)], 2)
        assert next(running)[0] == 1
        running.close()
        none_left(mark)

    def test_thirty_times(self, mark, tmp_path):
        path = book(tmp_path / "short.ipynb", "print(1)")

        def open_now():
            gc.collect()
            return [process.num_fds() for process in (psutil.Process(), *servers())]

        def once():
            assert printed(run(path, tmp_path / "out.ipynb", {})) == "1\n"
            none_left(mark)

        once()
        before = open_now()
        for _ in range(30):
            once()
        # what an earlier test left to be collected may go meanwhile
        until(
            lambda: all(map(int.__ge__, before, open_now())), lambda: f"{before}, then {open_now()}"
        )


PRESS = """
import os, pathlib, signal, sys, time
end = time.monotonic() + 120
while not pathlib.Path(sys.argv[2]).exists() and time.monotonic() < end:
    time.sleep(0.02)
os.kill(int(sys.argv[1]), signal.SIGINT)
"""


def test_a_killed_report_takes_its_notebooks_with_it(mark, tmp_path):
    kill = (
        "import os, subprocess, time; subprocess.Popen(['sleep', '600']); os.kill(os.getppid(), 9)"
    )
    paths = [book(tmp_path / "killing.ipynb", kill, "time.sleep(600)")]
    paths += [book(tmp_path / "busy.ipynb", BUSY.format(flag=tmp_path / "flag"))]
    with pytest.raises(Died, match="进程中途停止"):
        apart(partial(calls.notebooks, paths))
    none_left(mark)


ONE = """
import sys
from pathlib import Path
from tests.publishing.books import run
path, kernel = Path(sys.argv[1]), sys.argv[2]
run(path, path.with_suffix(".out.ipynb"), {}, kernel=kernel)
"""
MANY = """
import sys
from functools import partial
from pathlib import Path
from fzlib.publishing.processes import completed
from tests.publishing import calls
paths = [Path(sys.argv[1])]
list(completed([partial(calls.notebooks, paths)] * 2, 2))
"""
WORKER = """
import sys
from functools import partial
from pathlib import Path
from fzlib.publishing.processes import apart_from_worker
from tests.publishing import calls
apart_from_worker(partial(calls.notebooks, [Path(sys.argv[1])]))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize(
    ("client", "kernel"),
    [(ONE, INPROCESS), (ONE, STOCK), (MANY, INPROCESS), (WORKER, INPROCESS)],
    ids=["one", "one of Jupyter's", "many", "a worker"],
)
def test_a_client_that_is_stopped_takes_all_with_it(mark, tmp_path, client, kernel, sign):
    flag = tmp_path / "flag"
    busy = BUSY.format(flag=flag)
    if kernel == STOCK and sign != signal.SIGINT:
        # Jupyter's own kernel ends itself then, but not what its cells started
        busy = busy.replace('subprocess.Popen(["sleep", "600"])', "")
    path = book(tmp_path / "busy.ipynb", busy)
    running = started([sys.executable, "-c", client, path, kernel])
    begun(running, flag)
    running.send_signal(sign)
    running.communicate(timeout=120)
    all_gone(mark)
