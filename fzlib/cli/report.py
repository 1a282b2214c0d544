"""``fz report``: the reports of one or more periods."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import (
    ALL,
    DATA,
    AnyPeriodType,
    data_folder,
    rules_option,
    rules_path,
    shown,
)
from fzlib.errors import InputError
from fzlib.publishing.kernels import KINDS
from fzlib.scoring.periods import Period, Quarter, Year

Of = Period | Quarter | Year


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("periods", nargs=-1, type=AnyPeriodType(), metavar="期间…")
@click.option(
    "--data", multiple=True, metavar="文件夹", help=f"数据文件夹，可写多次；不写为 {DATA}"
)
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
@click.option("--force", is_flag=True, help="输入和规则没有变也重新写")
def command(
    periods: tuple[Of | str, ...],
    data: tuple[str, ...],
    out: str | None,
    rules: str | None,
    names: tuple[str, ...],
    every: bool,
    kernel: str | None,
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
      fz report all --data data/fuzhou --data data/shaoyang
    """
    from tqdm import tqdm

    if not periods:
        raise click.UsageError("写明期间，如 fz report 2023-05")
    book = rules_path(rules)
    folders = list(dict.fromkeys(data_folder(one) for one in data or (None,)))
    if (names or every) and not all(isinstance(of, Period) for of in periods):
        raise click.UsageError("县区分析单只有月份才有，如 fz report 2023-05 --counties")
    wanted = [
        (folder, of, _counties(folder, of, names, every, book))
        for folder in folders
        for of in _periods(folder, periods)
    ]
    failed = []
    with tqdm(wanted, unit="期", disable=None, leave=False) as bar:
        for folder, of, counties in bar:
            target = _target(folder, out, several=len(folders) > 1)
            if not _one(bar, folder, of, target, book, counties, kernel, force):
                failed.append(str(of))
    if failed:
        if len(wanted) > 1:
            click.echo(f"{len(failed)} 期没有写成：{'、'.join(failed)}", err=True)
        raise SystemExit(1)


def _target(folder: Path, out: str | None, *, several: bool) -> Path:
    """Where a city's reports go; several cities each have a folder of their own."""
    from fzlib.desk import resolve

    name = folder.resolve().name
    if out is None:
        return resolve("outputs") / name
    return Path(out).resolve() / name if several else Path(out).resolve()


def _periods(folder: Path, asked: Sequence[Of | str]) -> list[Of]:
    """What is asked for, once each; ``all``: months with data, whole quarters, years."""
    from fzlib.intake.folder import Folder

    found: list[Of] = []
    for of in asked:
        if not isinstance(of, str):
            found.append(of)
            continue
        months = Folder(folder).periods()
        years = [Year(year) for year in dict.fromkeys(month.year for month in months)]
        quarters = [quarter for year in years for quarter in year.quarters]
        found += months
        found += [q for q in quarters if all(month in months for month in q.periods)]
        found += years
        if not months:
            raise click.UsageError(f"{ALL}：{folder.name} 里没有月度数据")
    return list(dict.fromkeys(found))


def _counties(
    folder: Path, of: Of, names: Sequence[str], every: bool, rules: Path | None
) -> tuple[str, ...]:
    """The counties named, by any of their names; nothing where the inputs are wrong anyway."""
    from fzlib.desk import load
    from fzlib.intake.regions import Names

    if not (names or every) or not isinstance(of, Period):
        return ()
    try:
        panel = load(folder, of, rules=rules).panel
    except InputError:
        return ()  # told when the report is made
    if every:
        return panel.counties
    known, found = Names([region for region in panel.regions if region.assessed]), []
    for name in names:
        region = known.find(name)
        if region is None:
            near = known.nearest(name)
            hint = f"，是不是 {near}？" if near else f"；可选：{'、'.join(panel.counties)}"
            raise click.UsageError(f"--county：没有考评的县区“{name}”{hint}")
        found.append(region.name)
    return tuple(found)


def _one(
    bar: Any,
    data: Path,
    of: Of,
    out: Path,
    rules: Path | None,
    counties: Sequence[str],
    kernel: str | None,
    force: bool,
) -> bool:
    """One period stands for itself: what is wrong with it is printed, the others go on."""
    from fzlib.cli import print_problems
    from fzlib.cli.chinese import system_error
    from fzlib.publishing.notebooks import NotebookError
    from fzlib.publishing.release import Busy
    from fzlib.publishing.report import report

    def step(name: str) -> None:
        bar.set_description(f"{of} {name}")

    try:
        made = report(
            data, of, out, rules=rules, counties=counties, kernel=kernel, force=force, step=step
        )
    except InputError as error:
        bar.clear()
        print_problems(error, f"{of}：没有写报告，输入")
        return False
    except (NotebookError, Busy) as error:
        bar.clear()
        click.echo(f"{of}：没有写报告，{error}", err=True)
        return False
    except OSError as error:
        bar.clear()
        click.echo(f"{of}：没有写报告，读写文件出错：{system_error(error)}", err=True)
        return False
    bar.clear()
    for warning in made.warnings:
        click.echo(f"提示　{warning}", err=True)
    note = "" if made.written else "（没有变化，未重做；--force 重做）"
    for page in made.pages:
        click.echo(f"{of}　{shown(page)}{note}")
    return True
