"""Many reports at a time, here or on a cluster: each for itself, all told at the end.

A request can be pickled, and answering it twice does no harm: what is up to date is not done again.
So an interrupted run is resumed by running it again, and what a lost worker had begun is given to
another.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from fzlib.errors import InputError, system_error
from fzlib.publishing import processes
from fzlib.publishing.manifests import manifest
from fzlib.publishing.request import FAILED, WRITTEN, Outcome, ReportError, Request

CONNECT = 10  # seconds to reach a scheduler


def write_report(request: Request, step: processes.Step = lambda name: None) -> Outcome:
    """Answer a request. Wrong inputs, a notebook that fails, a full disk: the outcome says it.

    To be called in a process of its own, as `report`.
    """
    from fzlib.publishing.report import report

    return _answer(request, partial(report, request, step))


def up_to_date(request: Request, step: processes.Step) -> Outcome | None:
    """The outcome where nothing is to be written, or the inputs are wrong; this starts nothing."""
    from fzlib.publishing.material import Material
    from fzlib.publishing.report import look

    outcome = _answer(request, partial(look, Material(request), step))
    return None if outcome.status == WRITTEN else outcome


def _answer(request: Request, make: Callable[[], Outcome]) -> Outcome:
    clock = time.monotonic()
    try:
        outcome = make()
    except InputError as error:
        causes = tuple(hint for hint in error.warnings if hint.serious)
        outcome = Outcome(request, FAILED, warnings=causes, problems=error.problems)
    except ReportError as error:
        outcome = Outcome(request, FAILED, reason=str(error))
    except OSError as error:
        outcome = Outcome(request, FAILED, reason=f"读写文件出错：{system_error(error)}")
    return replace(outcome, seconds=time.monotonic() - clock)


class SchedulerError(Exception):
    """The cluster cannot be used (Chinese message)."""


@contextmanager
def _cluster(address: str) -> Iterator[futures.Executor]:
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
    """What a bar shows of a run: what has ended, and what runs, at which step if that is known."""

    done: list[Outcome] = field(default_factory=list)
    running: dict[Request, str] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """Reports that were not written."""
        return sum(outcome.status == FAILED for outcome in self.done)


Show = Callable[[Progress], None]


def write_reports(
    requests: Sequence[Request],
    jobs: int = 1,
    scheduler: str | None = None,
    *,
    show: Show = lambda progress: None,
) -> list[Outcome]:
    """Answer all requests; the outcomes in their order, whatever order they ended in.

    Args:
        requests: what to write. jobs: processes at a time on this machine. scheduler: ``tcp://…``
            of a Dask cluster in its place, whose workers see the same folders under the same
            paths. show: told whenever something has changed.

    One that fails stops no other; a process that dies fails its own.

    Raises:
        SchedulerError: dask.distributed is not installed, or nothing answers there.
    """
    progress = Progress()
    with nullcontext() if scheduler is None else _cluster(scheduler) as executor:
        for outcome in (
            _here(requests, jobs, progress, show)
            if executor is None
            else _on(executor, requests, progress, show)
        ):
            progress.running.pop(outcome.request, None)
            progress.done.append(outcome)
            show(progress)
    return sorted(progress.done, key=lambda outcome: requests.index(outcome.request))


def _came_of(request: Request, answer: futures.Future[Outcome]) -> Outcome:
    """The outcome; the end of its process, or of the cluster, is a failure of its own."""
    try:
        return answer.result()
    except futures.CancelledError:
        return Outcome(request, FAILED, reason="与调度器的连接断了，没有做完")
    except Exception as error:
        # Dask's KilledWorker (of a task whose workers died, one after another) is no more than that
        of_dask = type(error).__module__.partition(".")[0] == "distributed"
        if not (of_dask or isinstance(error, RuntimeError | OSError)):
            raise
        cause = type(error).__name__ if of_dask else str(error)
        return Outcome(request, FAILED, reason=f"写报告的进程中途停止（{cause}）")


def _here(
    requests: Sequence[Request], jobs: int, progress: Progress, show: Show
) -> Iterator[Outcome]:
    """Each in a process of this machine, as they end."""
    published = [request for request in requests if manifest(request.folder) and not request.force]
    if len(published) < len(requests):
        processes.prepare()
    waiting = list(requests)

    def step(number: int, name: str) -> None:
        progress.running[waiting[number]] = name
        show(progress)

    # nobody waits for a process to be told that there is nothing to do, or that it cannot be done
    for request in requests if len(requests) == 1 else published:
        outcome = up_to_date(request, partial(step, waiting.index(request)))
        if outcome is not None:
            waiting.remove(request)
            yield outcome
    calls = [partial(write_report, request) for request in waiting]
    for number, answer in processes.completed(calls, jobs, step=step):
        yield _came_of(waiting[number], answer)


def _on(
    executor: futures.Executor, requests: Sequence[Request], progress: Progress, show: Show
) -> Iterator[Outcome]:
    """Each on a worker of the cluster, as they end."""
    waiting: dict[futures.Future[Outcome], Request] = {}
    try:
        for request in requests:
            call = partial(write_report, request)
            waiting[executor.submit(processes.apart_from_worker, call)] = request
        while waiting:
            ended, _ = futures.wait(waiting, processes.POLL, futures.FIRST_COMPLETED)
            for answer in ended:
                yield _came_of(waiting.pop(answer), answer)
            progress.running = {of: "" for answer, of in waiting.items() if answer.running()}
            show(progress)
    finally:
        for answer in waiting:
            answer.cancel()
