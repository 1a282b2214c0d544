"""``fz rules``: what can be done with a rule book by itself."""

from __future__ import annotations

import click

from fzlib.cli.chinese import ChineseGroup


@click.group(
    cls=ChineseGroup,
    lazy={"show": ("fzlib.cli.rules_show", "把规则书写成文字，逐条列出")},
    options_metavar="",
    subcommand_metavar="命令 [选项] 参数…",
    no_args_is_help=False,
)
def command() -> None:
    """规则书：照文件写好以后，先逐条校对，再用来计分。

    规则书是数据文件夹里的 rules/年份.toml，写的是指标、标准值、计分方法和口径。

    例：
      fz rules show
      fz rules show 2024
      fz rules show --rules 新规则.toml
    """
