"""Kernels forked from a warm parent: the outputs of Jupyter's own, and nothing left of them.

The stock kernel is the reference. Whatever ends a run, no process stays behind.
"""

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from fzlib.publishing import kernels
from fzlib.publishing.kernels import LEAN, STOCK, WARM, usable
from fzlib.publishing.kernels.warm import Died, Warm
from fzlib.publishing.notebooks import NotebookError, run
from tests.publishing.folders import ROOT, environment
from tests.publishing.test_notebooks import notebook

FORKED = (LEAN, WARM)
NO_CELL = {"no parameters cell": True}
# nbclient leaves an event loop behind in every thread it runs in
IN_THREADS = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks kernels")


def outputs(executed):
    """What cells show and print, what differs from run to run evened out."""
    return [
        (cell.source, cell.get("execution_count"), _whole(cell.get("outputs", [])))
        for cell in executed.cells
        if "injected-parameters" not in cell.metadata.get("tags", [])
    ]


def _whole(listed):
    """Outputs, what is printed without a break as one: where it was cut depends on the time."""
    found = []
    for output in map(_even, listed):
        last = found[-1] if found else {}
        if output["output_type"] == "stream" and output.get("name") == last.get("name"):
            last["text"] += output["text"]
        else:
            found.append(output)
    return found


_CELL = re.compile(r"\S*/ipykernel_\d+/\d+\.py")  # a file name made of the process's number


def _even(output):
    found = dict(output)
    if "traceback" in found:
        found["traceback"] = _CELL.sub("cell", "\n".join(found["traceback"]))
    if "text" in found:
        found["text"] = _CELL.sub("cell", found["text"])
    if "data" in found:
        # an object's address, a widget's id
        found["data"] = re.sub(r"0x[0-9a-f]+|[0-9a-f]{32}", "id", str(dict(found["data"])))
    return found


def executed(path, kernel, **parameters):
    """A notebook run with a kernel; one without parameters cell (explore) by papermill alone."""
    out = path.with_name(f"{path.stem}.{kernel}.ipynb")
    if parameters == NO_CELL:
        import papermill

        with kernels.settings(kernel, "python3") as settings:
            papermill.execute_notebook(path, out, progress_bar=False, **settings)
    else:
        run(path, out, parameters, kernel=kernel)
    return nbformat.read(out, as_version=4)


# --- which one -----------------------------------------------------------------------------


def test_lean_is_the_usual_one_where_processes_can_be_forked(monkeypatch):
    monkeypatch.setattr(kernels.sys, "platform", "linux")
    assert [usable(kind) for kind in (None, LEAN, WARM, STOCK)] == [LEAN, LEAN, WARM, STOCK]


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_it_is_jupyters_own(monkeypatch, platform):
    monkeypatch.setattr(kernels.sys, "platform", platform)
    assert {usable(kind) for kind in (None, LEAN, WARM, STOCK)} == {STOCK}


def test_without_fork_too(monkeypatch):
    monkeypatch.delattr(kernels.os, "fork")
    assert usable() == STOCK


# --- the same outputs ----------------------------------------------------------------------

EVERYTHING = (
    "print('甲'); import sys; print('乙', file=sys.stderr); print('丙')",
    "1 + 1",
    "from IPython.display import HTML, Latex, display, clear_output, update_display\n"
    "display(HTML('<b>粗</b>'), Latex('$x$'))\nHTML('<i>斜</i>')",
    "display('先', display_id='a'); update_display('后', display_id='a')",
    "print('抹去'); clear_output(); print('留下')",
    "print('抹去'); clear_output(wait=True); print('留下')",
    "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('图')",
    "import pandas as pd; pd.DataFrame({'县': ['福清市'], '分': [1.5]})",
    "class Both:\n    def _repr_html_(self): return '<p>两种</p>'\nBoth()",
    "import warnings; warnings.warn('当心')",
    "%time None\n!echo 外面",
    "import os; os.write(1, '直接'.encode()); None",
    "print(period, draws)",
    "_",
    "import subprocess; subprocess.run(['echo', '子进程']); None",
    "x = input if False else 3; x;",
    "print('甲' * 100_000)",
)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """A notebook with every kind of output, as the stock kernel runs it."""
    path = notebook(tmp_path_factory.mktemp("all") / "all.ipynb", *EVERYTHING)
    return path, outputs(executed(path, STOCK, period="2023-06", draws=3))


@linux
@pytest.mark.slow
@pytest.mark.parametrize("kernel", FORKED)
def test_every_kind_of_output_is_that_of_the_stock_kernel(reference, kernel):
    path, there = reference
    here = outputs(executed(path, kernel, period="2023-06", draws=3))
    for one, other in zip(here, there, strict=True):
        if "%time" not in one[0]:
            assert one == other


KIT = {
    "monthly": {"period": "2023-05"},
    "quarterly": {"period": "2023-Q2"},
    "annual": {"period": "2023"},
    "county": {"county": "福清市"},
    "explore": NO_CELL,
}


@linux
@pytest.mark.slow
@pytest.mark.parametrize("name", KIT)
def test_every_notebook_of_the_kit_shows_the_same(tmp_path, name):
    assert {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} == set(KIT)
    path = tmp_path / f"{name}.ipynb"
    path.write_bytes((ROOT / "notebooks" / f"{name}.ipynb").read_bytes())
    found = {kernel: outputs(executed(path, kernel, **KIT[name])) for kernel in (STOCK, *FORKED)}
    assert any(shown for _, _, shown in found[STOCK])
    assert found[LEAN] == found[STOCK]
    assert found[WARM] == found[STOCK]


@linux
@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        "1 / 0",
        "def",
        "raise KeyError('县')",
        "import sys; sys.exit(3)",
        "from fzlib.errors import InputError, Place, Problem\n"
        "raise InputError([Problem(Place('a.csv'), '不对')])",
        "def f(): g()\ndef g(): raise ValueError('深处')\nf()",
    ],
)
def test_a_cell_that_fails_fails_alike(tmp_path, source):
    found = {}
    for kernel in (STOCK, *FORKED):
        path = notebook(tmp_path / f"{kernel}.ipynb", "print(1)", source, "print(2)")
        with pytest.raises(NotebookError) as error:
            run(path, tmp_path / f"out-{kernel}.ipynb", {}, kernel=kernel)
        record = nbformat.read(tmp_path / f"out-{kernel}.ipynb", as_version=4)
        found[kernel] = str(error.value).replace(kernel, "kernel"), outputs(record)[2:]
    assert "第3个代码单元格出错" in found[STOCK][0]
    assert found[LEAN] == found[STOCK]
    assert found[WARM] == found[STOCK]


# --- nothing of one notebook reaches another -------------------------------------------------

SPOIL = """
import os, random, sys, decimal
import numpy as np, pandas as pd, matplotlib as mpl, seaborn as sns
import fzlib.scoring.engine, fzlib.desk
fzlib.scoring.engine.score = None
pd.DataFrame.sum = None
mpl.rcParams['font.size'] = 99
sns.set_theme()
random.seed(1); np.random.seed(1)
os.chdir('/'); os.environ['LEFT'] = 'x'; sys.path.insert(0, 'left')
pd.set_option('display.max_rows', 1); decimal.getcontext().prec = 3
sys.modules['left'] = sys
open(os.path.join(os.environ['FZ_TEST_FOLDER'], 'spoilt'), 'w').close()
"""
LOOK = """
import os, random, sys, decimal
import numpy as np, pandas as pd, matplotlib as mpl, fzlib as fz
import fzlib.scoring.engine
print(callable(fzlib.scoring.engine.score), callable(pd.DataFrame.sum))
print(mpl.rcParams['font.size'], pd.get_option('display.max_rows'), decimal.getcontext().prec)
print(os.getcwd(), os.environ.get('LEFT'), 'left' in sys.path, 'left' in sys.modules)
"""


@linux
@pytest.mark.slow
@IN_THREADS
@pytest.mark.parametrize("kernel", FORKED)
def test_nothing_of_one_notebook_reaches_another(tmp_path, kernel, monkeypatch):
    monkeypatch.setenv("FZ_TEST_FOLDER", str(tmp_path))
    look, spoil = (notebook(tmp_path / f"{n}.ipynb", s) for n, s in (("l", LOOK), ("s", SPOIL)))
    clean = outputs(executed(look, kernel))
    executed(spoil, kernel)
    assert (tmp_path / "spoilt").exists()
    assert outputs(executed(look, kernel)) == clean
    with ThreadPoolExecutor(2) as threads:  # and at the same time
        both = list(threads.map(lambda path: executed(path, kernel), (spoil, look)))
    assert outputs(both[1]) == clean


@linux
@pytest.mark.slow
def test_each_draws_numbers_of_its_own(tmp_path):
    source = "import random, numpy as np; print(random.random(), np.random.rand())"
    path = notebook(tmp_path / "r.ipynb", source)
    assert outputs(executed(path, LEAN)) != outputs(executed(path, LEAN))


# --- whatever ends it, nothing stays ---------------------------------------------------------


def marked(mark):
    """Processes that carry the mark in their environment."""
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += [file.parent.name] * (f"FZ_TEST_MARK={mark}".encode() in file.read_bytes())
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return found


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


CLIENT = """
import sys
from pathlib import Path
from fzlib.publishing.notebooks import NotebookError, run
path = Path(sys.argv[1])
try:
    kernel, timeout = sys.argv[2], int(sys.argv[3]) or None
    run(path, path.with_name("done.ipynb"), {}, kernel=kernel, timeout=timeout)
except NotebookError as error:
    print(error)
"""


def client(path, kernel, mark, timeout=0):
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(path), kernel, str(timeout)],
        cwd=ROOT,
        env=environment(FZ_TEST_MARK=mark, FZ_TEST_FOLDER=str(path.parent)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )


RUNNING = (
    "import os, time, pathlib\n"
    "pathlib.Path(os.environ['FZ_TEST_FOLDER'], 'running').touch()\n"
    "time.sleep(600)"
)
ORPHAN = "import subprocess; p = subprocess.Popen(['sleep', '600'])"


@linux
@pytest.mark.slow
@pytest.mark.parametrize("kernel", FORKED)
@pytest.mark.parametrize(
    ("sources", "timeout", "said"),
    [
        (["print(1)"], 0, ""),
        ([ORPHAN], 0, ""),
        ([ORPHAN, "1 / 0"], 0, "第3个代码单元格出错：ZeroDivisionError"),
        (["import os; os._exit(7)"], 0, "内核没有启动或中途停止"),
        (["import os, signal; os.kill(os.getpid(), signal.SIGKILL)"], 0, "内核没有启动或中途停止"),
        ([ORPHAN, "import time; time.sleep(600)"], 2, "有一个代码单元格2秒没有运行完"),
        (
            ["import threading, time; threading.Thread(target=time.sleep, args=[600]).start()"],
            0,
            "",
        ),
        (["import os, time\nif os.fork() == 0: time.sleep(600)"], 0, ""),
        (["print('x' * 10_000_000)"], 0, ""),
    ],
)
def test_nothing_stays_however_a_notebook_ends(tmp_path, kernel, sources, timeout, said):
    mark = f"{os.getpid()}-{time.monotonic_ns()}"
    path = notebook(tmp_path / "n.ipynb", *sources)
    told, _ = client(path, kernel, mark, timeout).communicate(timeout=120)
    assert said in told if said else told == ""
    wait_until(lambda: marked(mark) == [])


@linux
@pytest.mark.slow
@pytest.mark.parametrize("kernel", FORKED)
@pytest.mark.parametrize("victim", ["client", "client interrupted", "parent"])
def test_nothing_stays_when_the_client_or_the_parent_is_killed(tmp_path, kernel, victim):
    mark = f"{os.getpid()}-{time.monotonic_ns()}"
    process = client(notebook(tmp_path / "n.ipynb", ORPHAN, RUNNING), kernel, mark)
    wait_until((tmp_path / "running").exists)
    if victim == "parent":
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert children
        for child in children:
            os.kill(int(child), signal.SIGKILL)
    else:
        process.send_signal(signal.SIGINT if "interrupted" in victim else signal.SIGKILL)
    process.communicate(timeout=60)
    # what a cell started in a session of its own dies with the kernel's group, else with nothing
    wait_until(lambda: [p for p in marked(mark) if "sleep" not in _command(p)] == [])


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    except OSError:
        return "sleep"  # it is gone


def _count(folder):
    return len(list(Path(folder).iterdir()))


@linux
@pytest.mark.slow
def test_fifty_in_a_row_leave_no_descriptor_and_no_process():
    with Warm() as warm:
        warm.run(abs, -1)
        before = _count("/proc/self/fd")
        assert [warm.run(abs, -n) for n in range(50)] == list(range(50))
        assert _count("/proc/self/fd") == before
        parent = warm._parent.pid
        children = Path(f"/proc/{parent}/task/{parent}/children")
        wait_until(lambda: children.read_text() == "")
        descriptors = _count(f"/proc/{parent}/fd")
        warm.run(abs, -1)
        wait_until(lambda: _count(f"/proc/{parent}/fd") == descriptors)


@linux
@pytest.mark.slow
@IN_THREADS
def test_eight_at_once(tmp_path):
    paths = [notebook(tmp_path / f"{n}.ipynb", f"print({n} ** 2)") for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda path: executed(path, LEAN), paths))
    assert [outputs(one)[2][2][0]["text"] for one in found] == [f"{n**2}\n" for n in range(8)]


# --- an executor -----------------------------------------------------------------------------


def _raise(text):
    raise ValueError(text)


@linux
@pytest.mark.slow
def test_as_an_executor_results_and_errors_come_back():
    with Warm(2) as warm:
        assert warm.submit(divmod, 7, 2).result() == (3, 1)
        assert list(warm.map(abs, [-1, 2, -3])) == [1, 2, 3]
        with pytest.raises(ValueError, match="县"):
            warm.submit(_raise, "县").result()
        with pytest.raises(Died, match="进程中途停止"):
            warm.submit(os._exit, 3).result()
        with pytest.raises(Died, match="结果不能传回"):
            warm.submit(open, os.devnull).result()
        assert warm.submit(os.getpid).result() != warm.submit(os.getpid).result()
