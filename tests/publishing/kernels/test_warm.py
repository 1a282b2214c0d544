"""The warm parent as an executor: a function, in a process of its own, like any other."""

import os
import sys
import time
from concurrent.futures import Executor
from multiprocessing import Pipe

import nbformat
import pytest
from nbclient.exceptions import DeadKernelError

from fzlib.errors import InputError
from fzlib.publishing.job import NOTEBOOKS, notebook_path
from fzlib.publishing.kernels import warm
from fzlib.publishing.kernels.managers import LeanClient
from tests.publishing.kernels import tasks
from tests.publishing.kernels.books import book

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are forked on Linux only"
)


@pytest.fixture(scope="module")
def executor():
    with warm.Warm(2) as executor:
        yield executor


def test_it_is_an_executor(executor):
    assert isinstance(executor, Executor)
    assert list(executor.map(pow, [2, 3], [5, 2])) == [32, 9]
    assert executor.submit(int, "ff", base=16).result() == 255


def test_every_function_has_a_process_of_its_own(executor):
    found = [executor.submit(tasks.leave, n).result() for n in range(3)]
    assert [left for left, _ in found] == [[0], [1], [2]]
    assert len({pid for _, pid in found} | {os.getpid()}) == 4


def test_two_at_once(executor, tmp_path):
    one, other = str(tmp_path / "one"), str(tmp_path / "other")
    pair = executor.submit(tasks.meet, one, other), executor.submit(tasks.meet, other, one)
    assert [each.result() for each in pair] == [True, True]


def test_an_exception_is_raised_here_with_what_it_carries(executor):
    with pytest.raises(InputError, match=r"(?m)^a\.csv › B2：不是数；改为数字$") as error:
        executor.submit(tasks.wrong_input).result()
    assert error.value.problems[0].where.cell == "B2"
    assert "in wrong_input" in error.value.__notes__[0]


def test_a_result_that_cannot_pass(executor):
    with pytest.raises(warm.Died, match="结果不能传回"):
        executor.submit(tasks.a_lambda).result()


def test_a_process_that_dies(executor):
    with pytest.raises(warm.Died, match="进程中途停止"):
        executor.submit(tasks.gone).result()
    assert executor.submit(len, "ab").result() == 2


def test_the_kits_imports_are_done_and_nothing_that_starts_threads(executor):
    modules, threads = executor.submit(tasks.surroundings).result()
    needed = {"pandas", "seaborn", "matplotlib.pyplot", "IPython", "ipykernel.kernelapp"}
    for name in {*NOTEBOOKS.values(), "county"}:
        cells = nbformat.read(notebook_path(name), as_version=4).cells
        lines = [line.split() for cell in cells for line in cell.source.splitlines()]
        for line in lines:
            if line[:2] == ["from", "fzlib.presentation"]:
                names = " ".join(line[3:]).split(" as ")[0].split(",")
                needed |= {f"fzlib.presentation.{one.strip()}" for one in names}
    assert "fzlib.presentation.findings" in needed
    assert needed - set(modules) == set()
    assert {"pyarrow", "polars", "duckdb", "matplotlib_inline.backend_inline"} & set(modules) == (
        set()
    )
    assert threads == 1


def test_modules_of_the_users_own_are_imported_once_before():
    with warm.Warm(1, modules=["tests.publishing.kernels.tasks", "this"]) as executor:
        assert "this" in executor.submit(tasks.surroundings).result()[0]


def test_leaving_by_an_exception_ends_what_runs(tmp_path):
    executor = warm.Warm(1)
    running = executor.submit(tasks.wait, tmp_path / "flag")
    waiting = executor.submit(len, "ab")
    while not (tmp_path / "flag").exists():
        assert not running.done()
        time.sleep(0.02)
    with pytest.raises(KeyError), executor:
        raise KeyError
    with pytest.raises(warm.Died):
        running.result()
    assert waiting.cancelled()


def test_a_parent_that_is_gone_is_told(tmp_path):
    with warm.Warm(1) as executor:
        pass
    with pytest.raises(warm.Died, match="预热进程已结束"):
        executor.spawn("os:getpid")


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below papermill
def test_a_notebook_within_is_forked_from_the_same_parent(executor, tmp_path):
    path = book(tmp_path / "nested.ipynb", "import os; print(os.getpid(), os.getppid())")
    printed, pid, parent = executor.submit(tasks.a_notebook, path).result()
    notebook, its_parent = map(int, printed.split())
    assert notebook != pid
    assert its_parent == parent


CALLED = []


def be_called():
    """Once, in the parent."""
    CALLED.append(os.getpid())


def called():
    return CALLED, os.getppid()


def test_a_function_of_a_module_is_called_once_before():
    with warm.Warm(1, modules=[f"{__name__}:be_called"]) as executor:
        found, parent = executor.submit(called).result()
        assert found == [parent]
        assert executor.submit(called).result() == (found, parent)


@pytest.fixture(scope="module")
def pair():
    with warm.Warm() as notebooks, warm.Warm(2, kernels=notebooks) as executor:
        yield notebooks, executor


class TestAParentForNotebooksAlone:
    def test_a_function_starts_with_nothing_that_only_notebooks_need(self, pair):
        modules, threads = pair[1].submit(tasks.surroundings).result()
        assert {"pandas", "matplotlib", "seaborn", "IPython"} & set(modules) == set()
        assert threads == 1

    @pytest.mark.slow
    @pytest.mark.filterwarnings("default")  # of the libraries below papermill
    def test_its_notebook_is_forked_from_the_other_one(self, pair, tmp_path):
        path = book(tmp_path / "nested.ipynb", "import os; print(os.getppid())")
        printed, _, parent = pair[1].submit(tasks.a_notebook, path).result()
        assert int(printed) == pair[0]._parent.pid
        assert parent == pair[1]._parent.pid

    def test_both_end_with_their_blocks(self):
        with warm.Warm() as notebooks, warm.Warm(1, kernels=notebooks) as executor:
            assert executor.submit(len, "ab").result() == 2
        assert notebooks._parent.returncode == executor._parent.returncode == 0


def test_a_kernel_that_has_ended_and_an_interrupt_before_it_began():
    """nbclient asks for the next cell, or lets go, before it can know."""
    ours, theirs = Pipe()
    client = LeanClient(warm.Child(ours))
    client.stop_channels()
    theirs.close()
    with pytest.raises(DeadKernelError, match="Kernel died"):
        client.execute("1")
    ours.close()
