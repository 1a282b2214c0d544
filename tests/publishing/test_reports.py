"""Many reports at a time: each for itself, the same files as one after another."""

import errno
import json
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from types import SimpleNamespace

import psutil
import pytest

from fzlib import disk
from fzlib.publishing import processes, reports
from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.reports import write_report, write_reports
from fzlib.publishing.request import CURRENT, FAILED, KERNELS, STOCK, WRITTEN, Request
from fzlib.scoring.periods import Period, Quarter
from tests.publishing.books import MARK, marked, until
from tests.publishing.folders import (
    FUZHOU,
    command,
    edit,
    outputs,
    run_quickly,
    started,
    without_processes,
)

MONTHS = [Period(2023, month) for month in (3, 4, 5)]


def requests_of(data, out, *periods, **more):
    return [Request(data, period, out, **more) for period in periods]


# --- in this process, without a kernel -----------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_every_report_stands_for_itself_and_the_outcomes_are_in_order(year, tmp_path):
    edit(year / "monthly/2023-04.csv", "福州市,", "福州市,x")
    seen = []
    outcomes = write_reports(
        requests_of(year, tmp_path / "out", *MONTHS),
        show=lambda progress: seen.append((len(progress.done), progress.failed)),
    )
    assert [outcome.request.period for outcome in outcomes] == MONTHS
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert [problem.where.file for problem in outcomes[1].problems] == ["monthly/2023-04.csv"]
    assert seen[-1] == (3, 1)


@pytest.mark.usefixtures("quick")
def test_what_is_up_to_date_is_not_done_again(year, tmp_path):
    wanted = requests_of(year, tmp_path / "out", *MONTHS)
    write_reports(wanted[:2])
    assert [outcome.status for outcome in write_reports(wanted)] == [CURRENT, CURRENT, WRITTEN]


def test_nothing_is_started_for_what_is_up_to_date_or_has_wrong_inputs(year, tmp_path, monkeypatch):
    with monkeypatch.context() as quick:
        without_processes(quick)
        write_reports(requests_of(year, tmp_path / "out", *MONTHS))

    def refuse(*_):
        raise AssertionError("a process was started")

    monkeypatch.setattr(processes, "Child", refuse)
    monkeypatch.setattr(processes, "prepare", refuse)
    current = write_reports(requests_of(year, tmp_path / "out", *MONTHS), 2)
    assert [outcome.status for outcome in current] == [CURRENT] * 3
    edit(year / "monthly/2023-04.csv", "福州市,", "福州市,x")
    monkeypatch.setattr(processes, "prepare", lambda: None)
    [outcome] = write_reports(requests_of(year, tmp_path / "new", MONTHS[1], force=True))
    assert (outcome.status, len(outcome.problems)) == (FAILED, 1)


@pytest.mark.usefixtures("quick")
def test_a_full_disk_is_told_in_chinese(year, tmp_path, monkeypatch):
    def full(folder):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "sync_tree", full)
    (request,) = requests_of(year, tmp_path / "out", MONTHS[0])
    outcome = write_report(request)
    assert (outcome.status, outcome.problems) == (FAILED, ())
    assert outcome.reason == "读写文件出错：磁盘已满"
    assert list((tmp_path / "out").iterdir()) == []


class Broken:
    """A cluster whose workers die."""

    def __init__(self, error):
        self.error = error

    def submit(self, _, call):
        [request] = call.args
        future = Future()
        if request.period == MONTHS[1]:
            future.set_exception(self.error)
        else:
            future.set_result(call())
        return future


@pytest.fixture
def on(monkeypatch):
    """Write these on a cluster that is this executor."""

    def write(executor, requests):
        monkeypatch.setattr(reports, "_cluster", lambda _: nullcontext(executor))
        return write_reports(requests, scheduler="tcp://here")

    return write


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("error", [BrokenProcessPool("x"), processes.Died("x"), OSError("x")])
def test_a_worker_that_dies_fails_its_own_report(year, tmp_path, error, on):
    outcomes = on(Broken(error), requests_of(year, tmp_path / "out", *MONTHS))
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert outcomes[1].reason == "写报告的进程中途停止（x）"


def test_a_kernel_that_does_not_come_fails_its_own_report(year, tmp_path, monkeypatch):
    told = "monthly.ipynb：内核没有启动或中途停止（没有启动）"

    def run(path, output, parameters, **options):
        if parameters["period"] == str(MONTHS[1]):
            raise NotebookError(told)
        return run_quickly(path, output, parameters, **options)

    without_processes(monkeypatch, run)
    outcomes = write_reports(requests_of(year, tmp_path / "out", *MONTHS))
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert outcomes[1].reason == told


@pytest.mark.usefixtures("quick")
def test_a_request_that_kills_every_worker_of_a_cluster_fails_alone(year, tmp_path, on):
    killed = pytest.importorskip("distributed").scheduler.KilledWorker
    error = killed("write_report", SimpleNamespace(address="tcp://127.0.0.1:1"), 2)
    outcomes = on(Broken(error), requests_of(year, tmp_path / "out", *MONTHS))
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert outcomes[1].reason == "写报告的进程中途停止（KilledWorker）"


def test_an_interrupt_while_requests_are_given_out_takes_them_back(year, tmp_path, on):
    given = []

    class Interrupted:
        def submit(self, *_):
            if len(given) == 2:
                raise KeyboardInterrupt
            given.append(Future())
            return given[-1]

    with pytest.raises(KeyboardInterrupt):
        on(Interrupted(), requests_of(year, tmp_path / "out", *MONTHS))
    assert [future.cancelled() for future in given] == [True, True]


class Gone:
    """An executor whose cluster goes away: its futures are cancelled."""

    def submit(self, *_):
        future = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


def test_a_cluster_that_goes_away_is_told_of_every_report(year, tmp_path, on):
    outcomes = on(Gone(), requests_of(year, tmp_path / "out", *MONTHS))
    reasons = {(outcome.status, outcome.reason) for outcome in outcomes}
    assert reasons == {(FAILED, "与调度器的连接断了，没有做完")}


@pytest.mark.usefixtures("quick")
def test_a_mistake_in_the_code_is_not_hidden(year, tmp_path, on):
    with pytest.raises(KeyError):
        on(Broken(KeyError("x")), requests_of(year, tmp_path / "out", *MONTHS))


def test_an_unreachable_scheduler_is_told(monkeypatch):
    monkeypatch.setattr(reports, "CONNECT", 1)
    with pytest.raises(reports.SchedulerError, match="连不上调度器 tcp://127"):
        write_reports([], scheduler="tcp://127.0.0.1:9")


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(reports.SchedulerError, match="没有安装 dask"):
        write_reports([], scheduler="tcp://127.0.0.1:8786")


# --- whole notebooks -----------------------------------------------------------------------

OF = [*MONTHS, Quarter(2023, 1)]


@pytest.fixture(scope="module")
def one_after_another(tmp_path_factory):
    """The reports as they are written one at a time with Jupyter's kernel."""
    out = tmp_path_factory.mktemp("stock")
    outcomes = write_reports(requests_of(FUZHOU, out, *OF, kernel=STOCK))
    assert [outcome.status for outcome in outcomes] == [WRITTEN] * 4
    return outputs(out)


@pytest.mark.slow
@pytest.mark.parametrize("kernel", KERNELS)
def test_many_at_a_time_are_the_same_bytes(one_after_another, tmp_path, kernel):
    outcomes = write_reports(requests_of(FUZHOU, tmp_path, *OF, kernel=kernel), 2)
    assert [outcome.status for outcome in outcomes] == [WRITTEN] * 4
    assert outputs(tmp_path) == one_after_another


@pytest.mark.slow
def test_county_sheets_at_a_time_are_the_same_bytes(tmp_path):
    counties = ("福清市", "长乐区", "闽侯县")
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        requests = requests_of(FUZHOU, out, MONTHS[-1], counties=counties, jobs=jobs)
        assert write_reports(requests)[0].status == WRITTEN
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the fork server's processes")
def test_a_killed_report_fails_alone_and_is_named(tmp_path):
    killed = []

    def show(progress):
        if "运行笔记本" in progress.running.values() and not killed:
            servers = psutil.Process().children()
            [process] = [report for server in servers for report in server.children()]
            killed.extend(progress.running)
            process.kill()

    outcomes = write_reports(requests_of(FUZHOU, tmp_path, *MONTHS), show=show)
    assert killed == [outcomes[0].request]
    assert [outcome.status for outcome in outcomes] == [FAILED, WRITTEN, WRITTEN]
    assert outcomes[0].reason == "写报告的进程中途停止（进程中途停止）"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_nothing_and_goes_on_where_it_was(tmp_path, signum):
    mark = f"{signum}-{time.monotonic_ns()}"
    out, passing = tmp_path / "out", tmp_path / "tmp"
    passing.mkdir()
    everything = command("report", "all", "--data", FUZHOU, "--out", out, "--jobs", "2")
    process = started(everything, **{MARK: mark, "TMPDIR": str(passing)})
    try:
        until(lambda: len(list(out.glob("2023*/manifest.json"))) >= 2)
        process.send_signal(signum)
        process.communicate(timeout=120)
        until(lambda: marked(mark) == [], lambda: f"still there: {marked(mark)}")
    finally:
        process.kill()
    # it was interrupted, and not by a bug: what fz says of it, or the signal itself
    assert process.returncode in (130, 143, -signum)
    whole = {path.parent.name for path in out.glob("2023*/manifest.json")}
    assert 2 <= len(whole) < 16
    if signum != signal.SIGKILL:
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
        assert [path.name for path in passing.iterdir() if "fz" in path.name] == []
    again = started(everything)
    _, errors = again.communicate(timeout=300)
    assert again.returncode == 0
    table = errors.splitlines()
    skipped = {line.split()[0] for line in table if "没有变化" in line and line.startswith("2023")}
    assert skipped >= whole
    assert len(list(out.glob("2023*/manifest.json"))) == 16


# --- a cluster -----------------------------------------------------------------------------


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each under its nanny, on loopback: its address, the nannies."""
    from distributed import Client

    file = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file]
    scheduler = subprocess.Popen([*command, *map(str, options)], **quiet)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file)]
    worker += ["--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
    workers = []
    try:
        until(lambda: file.is_file() and file.read_text().rstrip().endswith("}"))
        address = json.loads(file.read_text())["address"]
        workers = [subprocess.Popen([*worker, "--name", name], **quiet) for name in "ab"]
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            end(process)


def end(process):
    """Kill it, the nanny before the worker that it would start again."""
    if process.poll() is None:
        for each in (process, *psutil.Process(process.pid).children()):
            each.kill()
        process.wait()


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(cluster):
    from distributed import Client

    address, workers = cluster
    for nanny in workers:
        end(nanny)
    with Client(address, timeout=60, set_as_default=False) as client:
        until(lambda: not client.scheduler_info()["workers"])  # it may be long in noticing
    with pytest.raises(reports.SchedulerError, match="上没有工作进程，先启动 dask worker"):
        write_reports([], scheduler=address)


@pytest.mark.slow
def test_a_cluster_writes_the_same_bytes_though_a_worker_is_killed(
    cluster, one_after_another, tmp_path
):
    address, workers = cluster
    out = tmp_path / "out"
    killed = []

    def show(progress):
        if progress.done and not killed:
            killed.extend(psutil.Process(workers[0].pid).children())
            for worker in killed:
                worker.kill()

    outcomes = write_reports(requests_of(FUZHOU, out, *OF), scheduler=address, show=show)
    assert killed
    # what the killed one had written and not yet told is found up to date by the other
    assert {outcome.status for outcome in outcomes} <= {WRITTEN, CURRENT}, outcomes
    assert outputs(out) == one_after_another
