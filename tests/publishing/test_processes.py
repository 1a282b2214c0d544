"""Calls in processes of their own: what is forked, what is told, in what order, by what start."""

import os
import sys
from functools import partial
from multiprocessing import parent_process

import nbformat
import pytest

from fzlib.errors import InputError
from fzlib.publishing import processes, report
from fzlib.publishing.notebooks import notebook_path
from fzlib.publishing.processes import Died, apart, apart_from_worker, completed
from fzlib.publishing.request import NOTEBOOKS, WRITTEN, Request
from fzlib.scoring.periods import Period
from tests.publishing import calls
from tests.publishing.folders import GOLDEN, outputs

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")


def test_every_call_has_a_process_of_its_own():
    results = [apart(partial(calls.leave, n)) for n in range(3)]
    assert [left for left, _ in results] == [[0], [1], [2]]
    assert len({pid for _, pid in results} | {os.getpid()}) == 4


def test_two_at_once(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    pair = partial(calls.meet, first, second), partial(calls.meet, second, first)
    assert [outcome.result() for _, outcome in completed(pair, 2)] == [True, True]


def test_they_come_as_they_end(tmp_path):
    flag, numbers = tmp_path / "flag", []
    for number, _ in completed([partial(calls.until, flag), calls.in_steps], 2):
        numbers.append(number)
        flag.touch()
    assert numbers == [1, 0]


def test_they_come_in_their_own_order(tmp_path):
    flag = tmp_path / "flag"
    pair = partial(calls.until, flag), partial(calls.touch, flag)
    assert [number for number, _ in completed(pair, 2, in_order=True)] == [0, 1]


def test_what_has_not_begun_is_left_when_one_fails(tmp_path):
    flag = tmp_path / "flag"
    running = completed([calls.wrong_input, partial(calls.touch, flag)], 1)
    _, outcome = next(running)
    with pytest.raises(InputError):
        outcome.result()
    running.close()
    assert not flag.exists()


def test_steps_are_told():
    told = []
    assert apart(calls.in_steps, told.append) == 1
    assert told == ["first", "second"]


def test_an_exception_is_raised_here_with_what_it_carries():
    with pytest.raises(InputError, match=r"(?m)^a\.csv › B2：不是数；改为数字$") as error:
        apart(calls.wrong_input)
    assert error.value.problems[0].where.cell == "B2"
    assert "in wrong_input" in error.value.__notes__[0]


def test_a_process_that_dies_fails_alone():
    (_, died), (_, lived) = completed([calls.gone, calls.in_steps], 1)
    with pytest.raises(Died, match="进程中途停止"):
        died.result()
    assert lived.result() == 1


@linux
@pytest.mark.parametrize("error", [EOFError, ConnectionRefusedError])
def test_a_fork_server_that_is_gone_fails_one_alone(monkeypatch, error):
    start, starts = processes.multiprocessing.context.ForkServerProcess.start, []

    def start_once(process):
        starts.append(process)
        if len(starts) == 1:
            raise error
        start(process)

    monkeypatch.setattr(processes.multiprocessing.context.ForkServerProcess, "start", start_once)
    (_, first), (_, second) = completed([calls.in_steps] * 2, 1)
    assert isinstance(first.exception(), Died)
    assert second.result() == 1


def test_what_a_dead_one_has_left_running_is_not_waited_for():
    """It has all that was open where it was forked."""
    with pytest.raises(Died):
        apart(calls.gone_with_a_child_left)


@linux
def test_imports_are_done_and_nothing_that_starts_threads():
    modules, threads = apart(calls.surroundings)
    needed = {"pandas", "seaborn", "matplotlib.pyplot", "papermill", "ipykernel.inprocess.ipkernel"}
    for name in {*NOTEBOOKS.values(), "county", "datacheck"}:
        cells = nbformat.read(notebook_path(name), as_version=4).cells
        lines = [line.split() for cell in cells for line in cell.source.splitlines()]
        for line in lines:
            if line[:2] == ["from", "fzlib.presentation"]:
                names = " ".join(line[3:]).split(" as ")[0].split(",")
                needed |= {f"fzlib.presentation.{name.strip()}" for name in names}
    assert "fzlib.presentation.findings" in needed
    assert needed - set(modules) == set()
    unwanted = {"pyarrow", "polars", "duckdb", "matplotlib_inline.backend_inline"}
    assert unwanted & set(modules) == set()
    assert threads == 1


@linux
def test_what_is_forked_from_a_report_s_process_has_it_for_its_parent():
    [(pid, parent)], asker = apart(partial(calls.family, [calls.parent]))
    assert parent == asker
    assert pid != asker


@linux
def test_nothing_is_forked_beside_a_thread():
    with pytest.raises(RuntimeError, match="a fork would copy their locks"):
        apart(partial(calls.beside_a_thread, calls.in_steps))


def test_the_asker_s_own_environment_is_as_it_was(monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)
    before = dict(os.environ)
    assert apart(calls.environment) == before
    assert dict(os.environ) == before


@pytest.mark.slow
def test_a_worker_has_it_done_in_a_process_too():
    assert apart_from_worker(calls.in_steps) == 1
    with pytest.raises(InputError):
        apart_from_worker(calls.wrong_input)
    with pytest.raises(Died):
        apart_from_worker(calls.gone)
    with pytest.raises(Died, match="进程中途停止"):  # an interrupt would end Dask's worker
        apart_from_worker(calls.interrupted)


def test_this_process_has_no_asker():
    assert parent_process() is None
    processes.end_with_asker()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below papermill
def test_windows_and_macos_start_all_anew_and_give_the_same(tmp_path, monkeypatch):
    data, period = GOLDEN / "data", Period(2023, 5)
    made = {}
    for start in ("spawn", processes.AFRESH):
        monkeypatch.setattr(processes, "AFRESH", start)
        request = Request(data, period, tmp_path / start, counties=("福清市",), jobs=2)
        call = partial(calls.starting, start, partial(report.report, request))
        assert apart(call).status == WRITTEN
        made[start] = outputs(request.folder)
    assert made["spawn"] == made[processes.AFRESH]
