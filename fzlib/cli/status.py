"""``fz status``: which periods have data, are published, are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import data_folder, data_option, output_folder, shown, tell_strays
from fzlib.cli.terminal import say

if TYPE_CHECKING:
    from fzlib.publishing.status import Status


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@data_option
@click.option("--out", metavar="文件夹", help="报告在哪里；不写为 outputs/数据文件夹名")
def command(data: str | None, out: str | None) -> None:
    """列出各月、季、年：有没有数据，发布了没有，发布以后输入、规则或程序变了没有。

    数据：有（季度、年度写有几期），有几处问题要改（fz check 期间 列出）。
    发布：已发布的报告在不在。
    状态：最新；过时的写明变了什么（fz report 期间 重新发布）；没有发布的写 —。
    只看，不写任何文件；报告文件被改动了，用 fz verify 查。

    例：
      fz status
      fz status --out 发布
      fz status --data data/shaoyang
      fz status --data data/shaoyang --out 发布
    """
    from fzlib.presentation import blocks, terminal
    from fzlib.publishing.status import statuses

    folder = data_folder(data)
    tell_strays(folder)
    place = output_folder(folder, out)
    say(f"报告文件夹：{shown(place)}", err=True)
    found = statuses(folder, place)
    if not found:
        say(f"{folder.name} 里还没有数据，也没有报告。")
        return
    columns = tuple(map(blocks.text, ("期间", "数据", "发布", "状态")))
    rows = [[str(o.of), _data(o), "已发布" if o.published else "—", _state(o)] for o in found]
    for line in terminal.lines(blocks.table("", columns, rows)):
        say(line)


def _data(one: Status) -> str:
    if not one.there:
        return "—"
    there = "有" if one.periods == 1 else f"{one.there}/{one.periods}期"
    return there + (f"，{one.problems}处问题" if one.problems else "")


def _state(one: Status) -> str:
    if not one.published:
        return "—"
    return f"过时（{'、'.join(one.changed)}有变）" if one.changed else "最新"
