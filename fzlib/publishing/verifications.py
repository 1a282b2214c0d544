"""Many releases verified at a time: each in a process of its own, told in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from fzlib.publishing import processes
from fzlib.publishing.request import Request
from fzlib.publishing.verification import Verification
from fzlib.publishing.verify import verified

Show = Callable[[Mapping[Request, str]], None]


def verify_releases(
    requests: Sequence[Request], jobs: int = 1, *, show: Show = lambda running: None
) -> Iterator[Verification]:
    """What came of each, in the order of the requests, as soon as it and those before have ended.

    Args:
        requests: what to verify. jobs: processes at a time. show: told what runs, at which step.
    """
    processes.prepare()
    running: dict[Request, str] = {}

    def step(number: int, name: str) -> None:
        running[requests[number]] = name
        show(running)

    calls = [partial(verified, request) for request in requests]
    for number, answer in processes.completed(calls, jobs, in_order=True, step=step):
        request = requests[number]
        running.pop(request, None)
        show(running)
        try:
            yield answer.result()
        except (processes.Died, OSError) as error:
            yield Verification(request, failure=f"核对的进程中途停止（{error}）")
