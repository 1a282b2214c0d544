"""``fz status``: which periods have data, are published, are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import HINT, say

if TYPE_CHECKING:
    from fzlib.publishing.status import ReportStatus


@chinese.command()
@options.data_option
@click.option("--out", metavar="文件夹", help="报告在哪里；不写为 outputs/数据文件夹名")
def command(data: str | None, out: str | None) -> None:
    """列出各月、季、年：有没有数据，发布了没有，发布以后输入、规则或程序变了没有。

    数据：有（季度、年度写有几期），有几处问题要改（fz check 期间 列出）。
    发布：已发布的报告在不在。
    状态：最新；过时的写明变了什么（fz report 期间 重新发布）；没有发布的写 —。
    企业数据改了，用到它的各期都算过时。
    最新，台账有改动：以前各期的任务或台账后来改了，报告照发布时的，不算过时。
    只看，不写报告；中途被停的运行留下的，顺手清掉。报告文件被改动了，用 fz verify 查。

    例：
      fz status
      fz status --out 发布
      fz status --data data/shaoyang
      fz status --data data/shaoyang --out 发布
    """
    from fzlib.presentation import blocks, terminal
    from fzlib.publishing.release import obstacles, recover
    from fzlib.publishing.status import statuses

    folder = options.data_folder(data)
    options.tell_strays(folder)
    reports = options.output_folder(folder, out)
    recover(reports)
    say(f"报告文件夹：{options.shown(reports)}", err=True)
    say(*obstacles(reports), indent=HINT, err=True)
    rows = [[str(status.period), *_row(status)] for status in statuses(folder, reports)]
    if not rows:
        say(f"{folder.name} 里还没有数据，也没有报告。")
        return
    columns = map(blocks.text, ("数据", "发布", "状态"))
    say(*terminal.lines(blocks.table("", columns, rows, names="期间")))


def _row(status: ReportStatus) -> tuple[str, str, str]:
    """数据, 发布, 状态; — where there is none."""
    data = "—"
    if status.with_data:
        data = "有" if status.months == 1 else f"{status.with_data}/{status.months}期"
        data += f"，{status.problems}处问题" if status.problems else ""
    if not status.published:
        return data, "—", "—"
    if status.causes:
        return data, "已发布", f"过时（{'、'.join(status.causes)}有变）"
    return data, "已发布", "最新，台账有改动" if status.goals_changed else "最新"
