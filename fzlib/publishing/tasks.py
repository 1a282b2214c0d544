"""Many reports at a time: each a task of its own, on whatever executor; all are told at the end.

A task is picklable and idempotent: what is up to date is not done again, so an interrupted run is
resumed by running it again, and a task that a lost worker had begun may be given to another.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from fzlib.errors import InputError, Problem, system_error
from fzlib.publishing import kernels
from fzlib.scoring.periods import Period, Quarter, Year

WRITTEN, CURRENT, FAILED = "written", "current", "failed"
# what drives a notebook and makes its page
DRIVING = (
    "fzlib.publishing.libraries", "fzlib.publishing.report", "fzlib.publishing.kernels.managers",
    "fzlib.publishing.libraries:get_ready",
)  # fmt: skip
CONNECT = 10  # seconds to reach a scheduler
TICK = 0.5  # seconds between two looks at what is running


@dataclass(frozen=True)
class Task:
    """One report to write. Paths are absolute, and the same on every machine that works on it."""

    data: Path
    of: Period | Quarter | Year
    out: Path
    rules: Path | None = None
    counties: tuple[str, ...] = ()
    force: bool = False
    kernel: str | None = None
    jobs: int = 1  # processes for its county sheets

    @property
    def folder(self) -> Path:
        """Where it is written."""
        return self.out / str(self.of)


@dataclass(frozen=True)
class Outcome:
    """What came of a task: written, current (nothing to do) or failed, with what there is to say.

    ``problems``: of the inputs; ``reason``: another cause of a failure, in Chinese.
    """

    task: Task
    status: str
    seconds: float = 0.0
    pages: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""


def write_report(task: Task, step: Callable[[str], None] = lambda _: None) -> Outcome:
    """Do a task. Wrong inputs, a notebook that fails, a full disk: the outcome says it."""
    from fzlib.publishing.notebooks import NotebookError
    from fzlib.publishing.release import Refused
    from fzlib.publishing.report import report

    clock = time.monotonic()

    def failed(reason: str = "", error: InputError | None = None) -> Outcome:
        spent, problems = time.monotonic() - clock, error.problems if error else ()
        causes = tuple(hint for hint in (error.warnings if error else ()) if hint.serious)
        return Outcome(task, FAILED, spent, (), causes, problems, reason)

    try:
        made = report(
            task.data, task.of, task.out, rules=task.rules, counties=task.counties,
            force=task.force, kernel=task.kernel, jobs=task.jobs, step=step,
        )  # fmt: skip
    except InputError as error:
        return failed(error=error)
    except (NotebookError, Refused) as error:
        return failed(str(error))
    except OSError as error:
        return failed(f"读写文件出错：{system_error(error)}")
    status = WRITTEN if made.written else CURRENT
    return Outcome(task, status, time.monotonic() - clock, made.pages, made.warnings)


class SchedulerError(Exception):
    """The cluster cannot be used (Chinese message)."""


@contextmanager
def executor(
    jobs: int, scheduler: str | None = None, *, kernel: str | None = None
) -> Iterator[Executor]:
    """Where tasks run: a Dask cluster, forks of a warm parent, or a pool of processes.

    Args:
        jobs: processes at a time on this machine. scheduler: ``tcp://…`` of a cluster, whose
            workers see the same folders under the same paths. kernel: as of `Task`.

    Raises:
        SchedulerError: dask.distributed is not installed, or nothing answers there.
    """
    if scheduler is not None:
        with _cluster(scheduler) as cluster:
            yield cluster
    elif kernels.usable(kernel) == kernels.STOCK:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield pool
    else:
        from fzlib.publishing.kernels.warm import Warm

        with Warm() as notebooks, Warm(jobs, modules=DRIVING, kernels=notebooks) as pool:
            yield pool


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        mend = "pip install 'fzlib[cluster]'"
        raise SchedulerError(f"没有安装 dask.distributed；{mend}") from None
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        what = f"{CONNECT}秒内没有回答" if isinstance(error, TimeoutError) else str(error)
        raise SchedulerError(f"连不上调度器 {address}（{what}）") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError as error:
            raise SchedulerError(f"调度器 {address} 上没有工作进程，先启动 dask worker") from error
        # a task whose worker is lost goes to another one; it is idempotent
        yield client.get_executor(pure=False, retries=2)


@dataclass
class Progress:
    """What a bar shows of a run."""

    total: int
    done: list[Outcome] = field(default_factory=list)
    running: list[Task] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Reports that were not written."""
        return sum(outcome.status == FAILED for outcome in self.done)


def write_reports(
    tasks: Sequence[Task],
    executor: Executor,
    *,
    show: Callable[[Progress], None] = lambda _: None,
) -> list[Outcome]:
    """Do all tasks; the outcomes in the order of the tasks, whatever order they ended in.

    Args:
        tasks: what to write. executor: any of concurrent.futures' shape: a process pool, Dask's
            ``Client.get_executor()``. show: told whenever something has changed.

    A task that fails stops no other; a worker that dies fails its own.
    """
    progress = Progress(len(tasks))
    futures: dict[Future[Outcome], Task] = {}
    waiting: set[Future[Outcome]] = set()
    try:
        for task in tasks:
            future = executor.submit(write_report, task)
            futures[future] = task
            waiting.add(future)
        while waiting:
            ended, waiting = wait(waiting, timeout=TICK, return_when=FIRST_COMPLETED)
            for future in ended:
                progress.done.append(_outcome(future, futures[future]))
            progress.running = [futures[future] for future in waiting if future.running()]
            show(progress)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise
    order = {task: n for n, task in enumerate(tasks)}
    return sorted(progress.done, key=lambda outcome: order[outcome.task])


def _outcome(future: Future[Outcome], task: Task) -> Outcome:
    """A future's outcome; the end of its worker, or of the cluster, is a failure of its own."""
    if future.cancelled():
        return Outcome(task, FAILED, reason="与调度器的连接断了，没有做完")
    error = future.exception()
    if error is None:
        return future.result()
    # Dask's KilledWorker (a task whose workers died, one after another) is an Exception and no more
    of_dask = type(error).__module__.partition(".")[0] == "distributed"
    if of_dask or isinstance(error, BrokenExecutor | RuntimeError | OSError):
        said = type(error).__name__ if of_dask else str(error)
        return Outcome(task, FAILED, reason=f"写报告的进程中途停止（{said}）")
    raise error
