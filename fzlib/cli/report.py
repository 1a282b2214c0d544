"""``fz report``: the reports of one or more periods."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import HINT, problem_lines, say
from fzlib.errors import InputError, Problem, listing
from fzlib.presentation.terminal import width
from fzlib.publishing import reports
from fzlib.publishing.release import clear, recover
from fzlib.publishing.request import (
    CURRENT,
    FAILED,
    INPROCESS,
    KERNELS,
    WAITING,
    WRITTEN,
    Outcome,
    Request,
)
from fzlib.scoring.periods import AnyPeriod, Period

_SCHEDULER = re.compile(r"(?:\w+://)?(?:[^\s:/]+|\[[\da-fA-F:]+\]):\d{1,5}", re.ASCII)


@chinese.command()
@click.argument("periods", nargs=-1, type=options.parse_period, metavar="期间…")
@click.option("--data", multiple=True, metavar="文件夹", help=f"{options.DATA_HELP}；可写多次")
@click.option("--out", metavar="文件夹", help="写到哪里；不写为 outputs/数据文件夹名")
@options.rules_option
@click.option(
    "--county", "names", multiple=True, metavar="县区", help="加写这个县区的分析单，可写多次"
)
@click.option("--counties", "every", is_flag=True, help="加写全部县区的分析单")
@click.option(
    "--kernel",
    type=click.Choice(KERNELS),
    default=INPROCESS,
    metavar="种类",
    help="笔记本的内核：inprocess（不写即是），或 Jupyter 标准的 stock",
)
@click.option("--jobs", type=click.IntRange(1), metavar="个数", help="同时写几份；不写为处理器核数")
@click.option(
    "--scheduler", metavar="地址", help="交给 Dask 集群写，如 tcp://10.0.0.5:8786；文件夹须各机共用"
)
@click.option("--force", is_flag=True, help="输入和规则没有变也重新写")
@click.option("--no-wait", is_flag=True, help="另一个程序正在写同一个文件夹时不等，退出码为 1")
def command(
    periods: tuple[AnyPeriod | str, ...],
    data: tuple[str, ...],
    out: str | None,
    rules: str | None,
    names: tuple[str, ...],
    every: bool,
    kernel: str,
    jobs: int | None,
    scheduler: str | None,
    force: bool,
    no_wait: bool,
) -> None:
    """写出考评报告：网页、得分表、位次表和清单，每期一个文件夹。

    期间可以是月份 2023-05、季度 2023-Q2、年度 2023，或 all（有数据的全部月份、季度、年度）。
    输入有问题就列出全部问题，什么也不写；原来的报告保持原样。
    没有变化的期不重做（--force 重做）。
    另一个程序正在写同一个文件夹的，说一声，等它写完（--no-wait 不等）。
    数据文件夹里有 targets/年份.toml 的，每月另有任务推进情况一页；以前各期不因台账改动重做。
    有 enterprises/ 里当期企业数据的，另有工业运行分析一页和走访用的关注名单，都是内部资料，不外发。

    例：
      fz report 2023-05
      fz report 2023-05 --county 福清市
      fz report 2023-04 2023-05 2023-06 2023-Q2
      fz report all --data data/fuzhou --data data/shaoyang --jobs 4
    """
    if not periods:
        raise click.UsageError("写明期间，如 fz report 2023-05")
    book = options.typed_file(rules, "规则书")
    folders = list(dict.fromkeys(options.data_folder(name) for name in data or (None,)))
    for folder in folders:
        options.tell_strays(folder)
    if (names or every) and not any(isinstance(of, Period | str) for of in periods):
        raise click.UsageError("县区分析单只有月份才有，如 fz report 2023-05 --counties")
    if scheduler is not None and not _SCHEDULER.fullmatch(scheduler):
        raise click.UsageError(f"--scheduler：“{scheduler}”不是地址，写作 tcp://10.0.0.5:8786")
    jobs = jobs or cores()
    outs = {
        folder: options.output_folder(folder, out, several=len(folders) > 1) for folder in folders
    }
    for reports_folder in outs.values():
        recover(reports_folder)
    reported = [(folder, of) for folder in folders for of in options.periods_of(folder, periods)]
    requests = [
        Request(
            data=folder,
            period=of,
            out=outs[folder],
            rules=book,
            counties=_counties(folder, of, names, every, book),
            force=force,
            kernel=kernel,
            jobs=jobs if len(reported) == 1 else 1,
            wait=not no_wait,
        )
        for folder, of in reported
    ]
    _refuse_one_place_for_two(folders, [request.folder for request in requests])
    try:
        outcomes = _write(requests, jobs, scheduler)
    except reports.SchedulerError as error:
        raise click.ClickException(str(error)) from None
    if len(requests) > 1:
        _sum_up(outcomes)
    if not all(outcome.is_done for outcome in outcomes):
        raise SystemExit(1)


def _refuse_one_place_for_two(folders: Sequence[Path], targets: Sequence[Path]) -> None:
    """Two cities whose folders have the same name would write over each other."""
    if len(set(targets)) < len(targets):
        names = [folder.name for folder in folders]
        twice = next(name for name in names if names.count(name) > 1)
        raise click.UsageError(
            f"--data：有两个文件夹都叫 {twice}，会写到同一处；改名，或分两次写并用 --out 分开"
        )


def _counties(
    folder: Path, of: AnyPeriod, names: Sequence[str], every: bool, rules: Path | None
) -> tuple[str, ...]:
    """The counties named, by any of their names; nothing where the inputs are wrong anyway."""
    from fzlib.desk import load

    if not (names or every) or not isinstance(of, Period):
        return ()
    try:
        panel = load(folder, of, rules=rules).panel
    except InputError:
        return ()  # told when the report is made
    if every:
        return panel.counties
    return tuple(options.assessed_county(name, panel) for name in names)


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _write(requests: Sequence[Request], jobs: int, scheduler: str | None) -> list[Outcome]:
    """All of them under one bar, each told as it ends."""
    from tqdm import tqdm

    several = len({request.data for request in requests}) > 1
    with tqdm(total=len(requests), unit="份", disable=None, leave=False) as bar:
        warned: set[tuple[Path, Problem]] = set()
        told: list[Outcome] = []
        waiting: set[Request] = set()

        def show(progress: reports.Progress) -> None:
            for outcome in progress.done[len(told) :]:
                told.append(outcome)
                _tell(bar, outcome, warned, several=several)
            held = {request for request, step in progress.running.items() if step == WAITING}
            for request in held - waiting:
                waiting.add(request)
                _tell_waiting(bar, _name(request, several=several))
            bar.set_description(_running(progress, singly=jobs == 1 or len(requests) == 1))

        try:
            return reports.write_reports(requests, jobs, scheduler, show=show)
        except BaseException:
            for request in requests:  # their processes may have been killed and could not do it
                clear(request.folder)
            raise


def _running(progress: reports.Progress, *, singly: bool) -> str:
    """What a bar says of what runs: of one at a time its step."""
    if singly:
        return "、".join(f"{request.period} {step}" for request, step in progress.running.items())
    running = "、".join(str(request.period) for request in progress.running)
    failed = f"，没有写成 {progress.failed}" if progress.failed else ""
    return f"正在写 {running}{failed}" if running else ""


def _name(request: Request, *, several: bool) -> str:
    """A report's: its period, and where there are several cities whose it is."""
    return f"{request.data.name} {request.period}" if several else str(request.period)


def _tell_waiting(bar: Any, name: str) -> None:
    """Once, and where no bar is shown too."""
    bar.clear()
    say(f"{name}：另一个程序正在写这个文件夹，等它写完……", err=True)


def _tell(bar: Any, outcome: Outcome, warned: set[tuple[Path, Problem]], *, several: bool) -> None:
    """A report as it ends: its pages on standard output, all else on the error output.

    A warning that an earlier report of the city had too (``warned``) is not told again.
    """
    data, of = outcome.request.data, _name(outcome.request, several=several)
    city = f"{data.name}　" if several else ""
    bar.clear()
    if outcome.problems:
        say(f"{of}：没有写报告，输入有 {len(outcome.problems)} 处问题：", err=True)
        say(*problem_lines(outcome.problems), indent="  ", err=True)
    elif outcome.status == FAILED:
        say(f"{of}：没有写报告，{outcome.reason}", err=True)
    elif outcome.reason:
        say(f"{of}：已发布，但{outcome.reason}", err=True)
    # those of a rule book come with every period
    new = dict.fromkeys(hint for hint in outcome.warnings if (data, hint) not in warned)
    say(*problem_lines([], [*new], hint=HINT + city), err=True)
    warned.update((data, warning) for warning in outcome.warnings)
    note = "" if outcome.status != CURRENT else "（没有变化，未重做；--force 重做）"
    for page in outcome.pages:
        say(f"{outcome.request.period}　{options.shown(page)}{note}")
    bar.update()


def _sum_up(outcomes: Sequence[Outcome]) -> None:
    """The table at the end: every report, what became of it, how long it took."""
    words = {WRITTEN: "写成", CURRENT: "没有变化", FAILED: "没有写成"}
    several = len({outcome.request.data for outcome in outcomes}) > 1
    say("", err=True)
    for outcome in outcomes:
        city = f"{outcome.request.data.name}　" if several else ""
        what = words[outcome.status]
        pad = " " * (10 - width(what))
        line = f"{city}{outcome.request.period!s:<8}  {what}{pad}{outcome.seconds:6.1f} 秒"
        say(line, err=True)
    counts = {word: sum(o.status == status for o in outcomes) for status, word in words.items()}
    summary = "，".join(f"{word} {count}" for word, count in counts.items() if count)
    failed = listing(_name(o.request, several=several) for o in outcomes if o.status == FAILED)
    say(f"共 {len(outcomes)} 份：{summary}" + (f"（{failed}）" if failed else ""), err=True)
