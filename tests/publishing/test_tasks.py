"""Many reports at a time: every task for itself, the same files as one after another."""

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace

import pytest

from fzlib.publishing import report, tasks
from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.tasks import CURRENT, FAILED, WRITTEN, Task, executor, write_reports
from fzlib.scoring.periods import Period, Quarter
from tests.publishing.folders import FUZHOU, ROOT, contents, copied, edit, environment, run_quickly

MONTHS = [Period(2023, month) for month in (3, 4, 5)]
VOLATILE = "manifest.json"  # run times are kept there


@pytest.fixture
def year(tmp_path):
    return copied(FUZHOU, tmp_path / "year")


def tasks_of(data, out, *of, **more):
    return [Task(data, one, out, **more) for one in of]


def pages(folder):
    return {name: content for name, content in contents(folder).items() if VOLATILE not in name}


# --- in this process, without a kernel -----------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_every_task_stands_for_itself_and_the_outcomes_are_in_order(year, tmp_path):
    edit(year / "monthly/2023-04.csv", "福州市,", "福州市,x")
    seen = []
    with ThreadPoolExecutor(1) as pool:
        outcomes = write_reports(
            tasks_of(year, tmp_path / "out", *MONTHS),
            pool,
            show=lambda progress: seen.append((len(progress.done), progress.failed)),
        )
    assert [outcome.task.of for outcome in outcomes] == MONTHS
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert [problem.where.file for problem in outcomes[1].problems] == ["monthly/2023-04.csv"]
    assert seen[-1] == (3, 1)


@pytest.mark.usefixtures("quick")
def test_what_is_up_to_date_is_not_done_again(year, tmp_path):
    wanted = tasks_of(year, tmp_path / "out", *MONTHS)
    with ThreadPoolExecutor(1) as pool:
        write_reports(wanted[:2], pool)
        assert [one.status for one in write_reports(wanted, pool)] == [CURRENT, CURRENT, WRITTEN]


@pytest.mark.usefixtures("quick")
def test_a_full_disk_is_told_in_chinese(year, tmp_path):
    (tmp_path / "out").write_text("a file")
    (outcome,) = tasks_of(year, tmp_path / "out", MONTHS[0])
    found = tasks.write_report(outcome)
    assert (found.status, found.problems) == (FAILED, ())
    assert found.reason.startswith("读写文件出错：")


class Broken:
    """An executor whose workers die."""

    def __init__(self, error):
        self.error = error

    def submit(self, fn, task):
        future = Future()
        if task.of == MONTHS[1]:
            future.set_exception(self.error)
        else:
            future.set_result(fn(task))
        return future


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("error", [BrokenProcessPool("x"), BrokenExecutor("x"), RuntimeError("x")])
def test_a_worker_that_dies_fails_its_own_report(year, tmp_path, error):
    outcomes = write_reports(tasks_of(year, tmp_path / "out", *MONTHS), Broken(error))
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert outcomes[1].reason == "写报告的进程中途停止（x）"


@pytest.mark.usefixtures("quick")
def test_a_kernel_that_does_not_come_fails_its_own_report(year, tmp_path, monkeypatch):
    told = "monthly.ipynb：内核没有启动或中途停止（没有启动）"

    def run(path, output, parameters, **options):
        if parameters["period"] == str(MONTHS[1]):
            raise NotebookError(told)
        return run_quickly(path, output, parameters, **options)

    monkeypatch.setattr(report, "run", run)
    with ThreadPoolExecutor(2) as pool:
        outcomes = write_reports(tasks_of(year, tmp_path / "out", *MONTHS), pool)
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert outcomes[1].reason == told


@pytest.mark.usefixtures("quick")
def test_a_task_that_kills_every_worker_of_a_cluster_fails_alone(year, tmp_path):
    killed = pytest.importorskip("distributed").scheduler.KilledWorker
    error = killed("write_report", SimpleNamespace(address="tcp://127.0.0.1:1"), 2)
    outcomes = write_reports(tasks_of(year, tmp_path / "out", *MONTHS), Broken(error))
    assert [outcome.status for outcome in outcomes] == [WRITTEN, FAILED, WRITTEN]
    assert outcomes[1].reason == "写报告的进程中途停止（KilledWorker）"


def test_an_interrupt_while_tasks_are_given_out_takes_them_back(year, tmp_path):
    given = []

    class Interrupted:
        def submit(self, *_):
            if len(given) == 2:
                raise KeyboardInterrupt
            given.append(Future())
            return given[-1]

    with pytest.raises(KeyboardInterrupt):
        write_reports(tasks_of(year, tmp_path / "out", *MONTHS), Interrupted())
    assert [future.cancelled() for future in given] == [True, True]


@pytest.mark.usefixtures("quick")
def test_threads_of_one_process_do_not_mind_each_other(year, tmp_path):
    """A Dask worker runs several tasks at a time, in threads, unless it is told not to."""
    months = [Period(2023, month) for month in range(2, 13)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(tasks.write_report, tasks_of(year, tmp_path / "out", *months)))
    assert [one.status for one in made] == [WRITTEN] * len(months)


class Gone:
    """An executor whose cluster goes away: its futures are cancelled."""

    def submit(self, *_):
        future = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


def test_a_cluster_that_goes_away_is_told_of_every_report(year, tmp_path):
    outcomes = write_reports(tasks_of(year, tmp_path / "out", *MONTHS), Gone())
    assert {(one.status, one.reason) for one in outcomes} == {
        (FAILED, "与调度器的连接断了，没有做完")
    }


@pytest.mark.usefixtures("quick")
def test_a_mistake_in_the_code_is_not_hidden(year, tmp_path):
    with pytest.raises(KeyError):
        write_reports(tasks_of(year, tmp_path / "out", *MONTHS), Broken(KeyError("x")))


def test_an_unreachable_scheduler_is_told(monkeypatch):
    monkeypatch.setattr(tasks, "CONNECT", 1)
    with (
        pytest.raises(tasks.SchedulerError, match="连不上调度器 tcp://127"),
        executor(1, "tcp://127.0.0.1:9"),
    ):
        pass


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(tasks.SchedulerError, match="没有安装 dask"),
        executor(1, "tcp://127.0.0.1:8786"),
    ):
        pass


# --- whole notebooks -----------------------------------------------------------------------

OF = [*MONTHS, Quarter(2023, 1)]


@pytest.fixture(scope="module")
def one_after_another(tmp_path_factory):
    """The reports as a single process writes them with the stock kernel."""
    out = tmp_path_factory.mktemp("stock")
    for task in tasks_of(FUZHOU, out, *OF, kernel="stock"):
        assert tasks.write_report(task).status == WRITTEN
    return pages(out)


@pytest.mark.slow
@pytest.mark.parametrize("kernel", ["lean", "warm", "stock"])
def test_many_at_a_time_are_the_same_bytes(one_after_another, tmp_path, kernel):
    with executor(2, kernel=kernel) as pool:
        outcomes = write_reports(tasks_of(FUZHOU, tmp_path, *OF, kernel=kernel), pool)
    assert [outcome.status for outcome in outcomes] == [WRITTEN] * 4
    assert pages(tmp_path) == one_after_another


@pytest.mark.slow
def test_county_sheets_at_a_time_are_the_same_bytes(tmp_path):
    counties = ("福清市", "长乐区", "闽侯县")
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        (task,) = tasks_of(FUZHOU, out, MONTHS[-1], counties=counties, jobs=jobs)
        assert tasks.write_report(task).status == WRITTEN
    assert pages(tmp_path / "1") == pages(tmp_path / "2")


def started(out, mark, *options, **changes):
    """``fz report all`` in a process group of its own."""
    arguments = ["report", "all", "--data", FUZHOU, "--out", out, "--jobs", "2", *options]
    return subprocess.Popen(
        [sys.executable, "-m", "fzlib", *map(str, arguments)],
        cwd=ROOT,
        env=environment(FZ_TEST_MARK=mark, **changes),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a shell that runs the tests in the background has children ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def marked(mark):
    """Processes that carry the mark in their environment."""
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += [file.parent.name] * (f"FZ_TEST_MARK={mark}".encode() in file.read_bytes())
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return found


def wait_until(true, seconds=120):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_nothing_and_goes_on_where_it_was(tmp_path, signum):
    mark = f"{signum}-{time.monotonic_ns()}"
    out, passing = tmp_path / "out", tmp_path / "tmp"
    passing.mkdir()
    process = started(out, mark, TMPDIR=str(passing))
    try:
        wait_until(lambda: len(list(out.glob("2023*/manifest.json"))) >= 2)
        process.send_signal(signum)
        process.communicate(timeout=120)
        wait_until(lambda: marked(mark) == [])
    finally:
        process.kill()
    # it was interrupted, and not by a bug: what fz says of it, or the signal itself
    assert process.returncode in (130, 143, -signum)
    whole = {path.parent.name for path in out.glob("2023*/manifest.json")}
    assert 2 <= len(whole) < 16
    if signum != signal.SIGKILL:
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
        assert [path.name for path in passing.iterdir() if "fz" in path.name] == []
    again = started(out, mark)
    _, said = again.communicate(timeout=300)
    assert again.returncode == 0
    table = said.decode().splitlines()
    skipped = {line.split()[0] for line in table if "没有变化" in line and line.startswith("2023")}
    assert skipped >= whole
    assert len(list(out.glob("2023*/manifest.json"))) == 16


# --- a cluster -----------------------------------------------------------------------------


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two worker processes on loopback; yields its address and the workers."""
    from distributed import Client

    file = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file]
    scheduler = subprocess.Popen([*command, *map(str, options)], **quiet)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file)]
    worker += ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    workers = []
    try:
        wait_until(lambda: file.is_file() and file.read_text().rstrip().endswith("}"))
        address = json.loads(file.read_text())["address"]
        workers = [subprocess.Popen([*worker, "--name", name], **quiet) for name in "ab"]
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(cluster, monkeypatch):
    address, workers = cluster
    monkeypatch.setattr(tasks, "CONNECT", 5)
    for worker in workers:
        worker.kill()
        worker.wait()
    with (
        pytest.raises(tasks.SchedulerError, match="上没有工作进程，先启动 dask worker"),
        executor(2, address),
    ):
        pass


@pytest.mark.slow
def test_a_cluster_writes_the_same_bytes_though_a_worker_is_killed(
    cluster, one_after_another, tmp_path
):
    address, workers = cluster
    out = tmp_path / "out"
    killed = []

    def show(progress):
        if progress.done and not killed:
            killed.append(workers[0])
            workers[0].kill()

    with executor(2, address) as pool:
        outcomes = write_reports(tasks_of(FUZHOU, out, *OF), pool, show=show)
    assert killed
    # what the killed one had written and not yet told is found up to date by the other
    assert {outcome.status for outcome in outcomes} <= {WRITTEN, CURRENT}, outcomes
    assert pages(out) == one_after_another
