"""``fz verify``: is what was published still what the inputs give?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import HINT, problem_lines, say
from fzlib.errors import InputError, Problem
from fzlib.publishing.request import ReportError, Request
from fzlib.scoring.periods import AnyPeriod


@chinese.command()
@click.argument("periods", nargs=-1, type=options.parse_period, metavar="期间…")
@options.data_option
@click.option("--out", metavar="文件夹", help="报告在哪里；不写为 outputs/数据文件夹名")
@options.rules_option
def command(
    periods: tuple[AnyPeriod | str, ...], data: str | None, out: str | None, rules: str | None
) -> None:
    """从输入重算一遍，与已发布的报告和清单逐个文件比较；不改任何文件。

    全部一致时退出码为 0；有不同就列出哪个文件、差在哪里，退出码为 1。
    任务和台账用发布时留存的一份，后来的改动另外说明；企业数据用数据文件夹里现在的。
    发布时用了 --rules 的，这里也要写同样的 --rules。
    重算只用本程序自己的笔记本，先说明在哪里。

    例：
      fz verify 2023-05
      fz verify 2023-Q2 2023
      fz verify all --data data/shaoyang
    """
    if not periods:
        raise click.UsageError("写明期间，如 fz verify 2023-05")
    from tqdm import tqdm

    from fzlib.publishing.notebooks import notebook_path

    folder, book = options.data_folder(data), options.typed_file(rules, "规则书")
    reports, requested = options.output_folder(folder, out), options.periods_of(folder, periods)
    say(f"重算用的笔记本：{notebook_path('monthly').parent}")
    with tqdm(total=len(requested), unit="份", disable=None, leave=False) as bar:
        alike = [_verified(Request(folder, period, reports, book), bar) for period in requested]
    if not all(alike):
        raise SystemExit(1)


def _verified(request: Request, bar: Any) -> bool:
    """Compute a report again and tell what differs; whether nothing does."""
    from fzlib.publishing.processes import Died
    from fzlib.publishing.verify import verify

    def step(name: str) -> None:
        bar.set_description(f"{request.period} {name}")

    differences: Sequence[Problem] = ()
    remarks: Sequence[str] = ()
    failure = ""
    try:
        differences, remarks = verify(request, step)
    except InputError as error:
        differences = error.problems
    except (Died, ReportError) as error:
        failure = f"没有核对，{error}"
    count = f"{len(differences)} 处不同" if differences else ""
    bar.clear()
    say(f"{request.period}：{failure or count or '与重算的结果一致'}")
    say(*problem_lines(differences), indent="  ")
    say(*remarks, indent=f"  {HINT}")
    bar.update()
    return not (failure or differences)
