"""``fz report``: the reports of one or more periods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import (
    PeriodType,
    data_folder,
    data_option,
    rules_option,
    rules_path,
    shown,
)
from fzlib.errors import InputError
from fzlib.scoring.periods import Period


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("periods", nargs=-1, type=PeriodType(), metavar="期间…")
@data_option
@click.option("--out", metavar="文件夹", help="写到哪里；不写为 outputs/数据文件夹名")
@rules_option
@click.option("--force", is_flag=True, help="输入和规则没有变也重新写")
def command(
    periods: tuple[Period, ...], data: str | None, out: str | None, rules: str | None, force: bool
) -> None:
    """写出考评报告：网页、得分表、位次表和清单，每期一个文件夹。

    输入有问题就列出全部问题，什么也不写；原来的报告保持原样。
    没有变化的期不重做（--force 重做）。

    例：
      fz report 2023-05
      fz report 2023-03 2023-04 2023-05
      fz report 2025-07 --data data/shaoyang --out 发布
    """
    from tqdm import tqdm

    from fzlib.desk import resolve

    if not periods:
        raise click.UsageError("写明期间，如 fz report 2023-05")
    folder, book = data_folder(data), rules_path(rules)
    target = Path(out).resolve() if out else resolve("outputs") / folder.resolve().name
    periods = tuple(dict.fromkeys(periods))
    failed = []
    with tqdm(periods, unit="期", disable=None, leave=False) as bar:
        for period in bar:
            failed += [period] * (not _one(bar, folder, period, target, book, force))
    if failed:
        if len(periods) > 1:
            click.echo(f"{len(failed)} 期没有写成：{'、'.join(map(str, failed))}", err=True)
        raise SystemExit(1)


def _one(bar: Any, data: Path, period: Period, out: Path, rules: Path | None, force: bool) -> bool:
    """One period stands for itself: what is wrong with it is printed, the others go on."""
    from fzlib.cli import print_problems
    from fzlib.cli.chinese import system_error
    from fzlib.publishing.month import report_month
    from fzlib.publishing.notebooks import NotebookError
    from fzlib.publishing.release import Busy

    def step(name: str) -> None:
        bar.set_description(f"{period} {name}")

    try:
        final, inputs, written = report_month(
            data, str(period), out, rules=rules, force=force, step=step
        )
    except InputError as error:
        bar.clear()
        print_problems(error, f"{period}：没有写报告，输入")
        return False
    except (NotebookError, Busy) as error:
        bar.clear()
        click.echo(f"{period}：没有写报告，{error}", err=True)
        return False
    except OSError as error:
        bar.clear()
        click.echo(f"{period}：没有写报告，读写文件出错：{system_error(error)}", err=True)
        return False
    bar.clear()
    for warning in inputs.warnings:
        click.echo(f"提示　{warning}", err=True)
    note = "" if written else "（没有变化，未重做；--force 重做）"
    click.echo(f"{period}　{shown(final / 'monthly.html')}{note}")
    return True
