"""``fz report``: the reports of one or more periods."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import (
    DATA_HELP,
    data_folder,
    output_folder,
    parse_period,
    periods_of,
    rules_option,
    rules_path,
    shown,
    tell_strays,
)
from fzlib.cli.terminal import HINT, problem_lines, say
from fzlib.errors import InputError, Problem, listing
from fzlib.presentation.terminal import width
from fzlib.publishing.kernels import KINDS
from fzlib.publishing.release import clear
from fzlib.publishing.tasks import (
    CURRENT,
    FAILED,
    WRITTEN,
    Outcome,
    Progress,
    SchedulerError,
    Task,
    executor,
    write_report,
    write_reports,
)
from fzlib.scoring.periods import AnyPeriod, Period

_ADDRESS = re.compile(r"(?:\w+://)?(?:[^\s:/]+|\[[\da-fA-F:]+\]):\d{1,5}", re.ASCII)


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("periods", nargs=-1, type=parse_period, metavar="期间…")
@click.option("--data", multiple=True, metavar="文件夹", help=f"{DATA_HELP}；可写多次")
@click.option("--out", metavar="文件夹", help="写到哪里；不写为 outputs/数据文件夹名")
@rules_option
@click.option(
    "--county", "names", multiple=True, metavar="县区", help="加写这个县区的分析单，可写多次"
)
@click.option("--counties", "every", is_flag=True, help="加写全部县区的分析单")
@click.option(
    "--kernel",
    type=click.Choice(KINDS),
    metavar="种类",
    help="笔记本的内核：lean（不写即是）、warm，或 Jupyter 标准的 stock",
)
@click.option("--jobs", type=click.IntRange(1), metavar="个数", help="同时写几份；不写为处理器核数")
@click.option(
    "--scheduler", metavar="地址", help="交给 Dask 集群写，如 tcp://10.0.0.5:8786；文件夹须各机共用"
)
@click.option("--force", is_flag=True, help="输入和规则没有变也重新写")
def command(
    periods: tuple[AnyPeriod | str, ...],
    data: tuple[str, ...],
    out: str | None,
    rules: str | None,
    names: tuple[str, ...],
    every: bool,
    kernel: str | None,
    jobs: int | None,
    scheduler: str | None,
    force: bool,
) -> None:
    """写出考评报告：网页、得分表、位次表和清单，每期一个文件夹。

    期间可以是月份 2023-05、季度 2023-Q2、年度 2023，或 all（有数据的全部月份、季度、年度）。
    输入有问题就列出全部问题，什么也不写；原来的报告保持原样。
    没有变化的期不重做（--force 重做）。

    例：
      fz report 2023-05
      fz report 2023-05 --county 福清市
      fz report 2023-04 2023-05 2023-06 2023-Q2
      fz report all --data data/fuzhou --data data/shaoyang --jobs 4
    """
    if not periods:
        raise click.UsageError("写明期间，如 fz report 2023-05")
    book = rules_path(rules)
    folders = list(dict.fromkeys(data_folder(name) for name in data or (None,)))
    for folder in folders:
        tell_strays(folder)
    if (names or every) and not any(isinstance(of, Period | str) for of in periods):
        raise click.UsageError("县区分析单只有月份才有，如 fz report 2023-05 --counties")
    if scheduler is not None and not _ADDRESS.fullmatch(scheduler):
        raise click.UsageError(f"--scheduler：“{scheduler}”不是地址，写作 tcp://10.0.0.5:8786")
    tasks = [
        Task(
            data=folder,
            of=of,
            out=output_folder(folder, out, several=len(folders) > 1),
            rules=book,
            counties=_counties(folder, of, names, every, book),
            force=force,
            kernel=kernel,
        )
        for folder in folders
        for of in periods_of(folder, periods)
    ]
    _refuse_one_place_for_two(folders, [task.folder for task in tasks])
    try:
        outcomes = _write(tasks, jobs or cores(), scheduler)
    except SchedulerError as error:
        raise click.ClickException(str(error)) from None
    if len(tasks) > 1:
        _sum_up(outcomes)
    if any(outcome.status == FAILED for outcome in outcomes):
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
    from fzlib.intake.regions import RegionNames

    if not (names or every) or not isinstance(of, Period):
        return ()
    try:
        panel = load(folder, of, rules=rules).panel
    except InputError:
        return ()  # told when the report is made
    if every:
        return panel.counties
    assessed = RegionNames([region for region in panel.regions if region.assessed])
    counties = []
    for name in names:
        region = assessed.find(name)
        if region is None:
            near = assessed.nearest(name)
            hint = f"，是不是 {near}？" if near else f"；可选：{listing(panel.counties)}"
            raise click.UsageError(f"--county：没有考评的县区“{name}”{hint}")
        counties.append(region.name)
    return tuple(counties)


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _write(tasks: Sequence[Task], jobs: int, scheduler: str | None) -> list[Outcome]:
    """All tasks under one bar, each told as it ends."""
    from tqdm import tqdm

    several = len({task.data for task in tasks}) > 1
    with tqdm(total=len(tasks), unit="份", disable=None, leave=False) as bar:
        said: set[tuple[Path, Problem]] = set()
        if scheduler is None and (jobs == 1 or len(tasks) == 1):
            outcomes = []
            for task in tasks:
                outcomes.append(write_report(replace(task, jobs=jobs), _steps(bar, task)))
                _tell(bar, outcomes[-1], said, several=several)
            return outcomes
        told: set[Task] = set()

        def show(progress: Progress) -> None:
            for outcome in progress.done:
                if outcome.task not in told:
                    told.add(outcome.task)
                    _tell(bar, outcome, said, several=several)
            running = "、".join(str(task.of) for task in progress.running)
            failed = f"，没有写成 {progress.failed}" if progress.failed else ""
            bar.set_description(f"正在写 {running}{failed}" if running else "")

        try:
            with executor(jobs, scheduler, kernel=tasks[0].kernel) as pool:
                return write_reports(tasks, pool, show=show)
        except BaseException:
            for task in tasks:  # their processes have been killed and could not do it
                clear(task.folder)
            raise


def _steps(bar: Any, task: Task) -> Callable[[str], None]:
    return lambda step: bar.set_description(f"{task.of} {step}")


def _name(task: Task, *, several: bool) -> str:
    """A report's: its period, and where there are several cities whose it is."""
    return f"{task.data.name} {task.of}" if several else str(task.of)


def _tell(bar: Any, outcome: Outcome, said: set[tuple[Path, Problem]], *, several: bool) -> None:
    """A report as it ends: its pages on standard output, all else on the error output.

    A warning that an earlier report of the city had too (``said``) is not told again.
    """
    data, of = outcome.task.data, _name(outcome.task, several=several)
    city = f"{data.name}　" if several else ""
    bar.clear()
    if outcome.problems:
        say(f"{of}：没有写报告，输入有 {len(outcome.problems)} 处问题：", err=True)
        say(*problem_lines(outcome.problems), indent="  ", err=True)
    elif outcome.status == FAILED:
        say(f"{of}：没有写报告，{outcome.reason}", err=True)
    warnings = dict.fromkeys(outcome.warnings)  # those of a rule book come with every period
    new = [warning for warning in warnings if (data, warning) not in said]
    say(*problem_lines([], new, hint=HINT + city), err=True)
    said.update((data, warning) for warning in outcome.warnings)
    note = "" if outcome.status != CURRENT else "（没有变化，未重做；--force 重做）"
    for page in outcome.pages:
        say(f"{outcome.task.of}　{shown(page)}{note}")
    bar.update()


def _sum_up(outcomes: Sequence[Outcome]) -> None:
    """The table at the end: every report, what became of it, how long it took."""
    words = {WRITTEN: "写成", CURRENT: "没有变化", FAILED: "没有写成"}
    several = len({outcome.task.data for outcome in outcomes}) > 1
    say("", err=True)
    for outcome in outcomes:
        city = f"{outcome.task.data.name}　" if several else ""
        what = words[outcome.status]
        pad = " " * (10 - width(what))
        line = f"{city}{outcome.task.of!s:<8}  {what}{pad}{outcome.seconds:6.1f} 秒"
        say(line, err=True)
    counts = {word: sum(o.status == status for o in outcomes) for status, word in words.items()}
    said = "，".join(f"{word} {count}" for word, count in counts.items() if count)
    failed = listing(_name(o.task, several=several) for o in outcomes if o.status == FAILED)
    say(f"共 {len(outcomes)} 份：{said}" + (f"（{failed}）" if failed else ""), err=True)
