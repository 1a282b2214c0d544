"""``fz verify``: is what was published still what the inputs give?"""

from __future__ import annotations

from typing import Any

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.lines import listed, say
from fzlib.cli.options import (
    AnyPeriodType,
    data_folder,
    data_option,
    output_folder,
    periods_of,
    rules_option,
    rules_path,
)
from fzlib.errors import InputError


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("periods", nargs=-1, type=AnyPeriodType(), metavar="期间…")
@data_option
@click.option("--out", metavar="文件夹", help="报告在哪里；不写为 outputs/数据文件夹名")
@rules_option
def command(periods: tuple[Any, ...], data: str | None, out: str | None, rules: str | None) -> None:
    """从输入重算一遍，与已发布的报告和清单逐个文件比较；不改任何文件。

    全部一致时退出码为 0；有不同就列出哪个文件、差在哪里，退出码为 1。
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

    from fzlib.publishing.notebooks import NotebookError, notebook_path
    from fzlib.publishing.processes import Died
    from fzlib.publishing.release import Refused
    from fzlib.publishing.verify import verify

    folder, book = data_folder(data), rules_path(rules)
    place, wrong = output_folder(folder, out), False
    asked = periods_of(folder, periods)
    say(f"重算用的笔记本：{notebook_path('monthly').parent}")
    with tqdm(total=len(asked), unit="份", disable=None, leave=False) as bar:
        for of in asked:
            found, reasons, failed = [], [], ""
            try:
                found, reasons = verify(
                    folder, of, place, rules=book,
                    step=lambda said, of=of: bar.set_description(f"{of} {said}"),
                )  # fmt: skip
            except InputError as error:
                found = list(error.problems)
            except (Died, NotebookError, Refused) as error:
                failed = f"没有核对，{error}"
            bar.clear()
            same = failed or "与重算的结果一致"
            say(f"{of}：{f'{len(found)} 处不同' if found else same}")
            for line in listed(found):
                say(f"  {line}")
            for reason in reasons:
                say(f"  提示　{reason}")
            wrong = wrong or bool(found or failed)
            bar.update()
    if wrong:
        raise SystemExit(1)
