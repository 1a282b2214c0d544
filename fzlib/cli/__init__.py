"""The command ``fz``: exit code 0 done, 1 inputs wrong, 2 usage wrong."""

from __future__ import annotations

import atexit
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import Any

import click

from fzlib import __version__, scratch
from fzlib.cli.chinese import ChineseGroup, in_chinese
from fzlib.cli.terminal import problem_lines, say

COMMANDS = {
    "report": ("fzlib.cli.report", "写出一期或几期的考评报告（网页和得分表）"),
    "score": ("fzlib.cli.score", "在终端里看一期的得分和位次，可试另一种口径"),
    "targets": ("fzlib.cli.targets", "看一期的目标任务完成到哪一步，哪些落后"),
    "check": ("fzlib.cli.check", "检查输入文件，列出每一处问题和改法"),
    "status": ("fzlib.cli.status", "列出各期有没有数据、发布没有、过时没有"),
    "verify": ("fzlib.cli.verify", "重算一遍，与已发布的报告和清单比较"),
    "import": ("fzlib.cli.importing", "把统计部门的工作簿按布局导入，或把一份台账并入"),
    "rules": ("fzlib.cli.rules", "把规则书写成文字，不用等数据就能逐条校对"),
    "template": ("fzlib.cli.template", "写一份空白的填报表或台账（xlsx）"),
    "init": ("fzlib.cli.init", "新建一个城市的数据文件夹"),
}

EXAMPLES = """
例：
  fz check 2023-05                          先检查5月的输入
  fz import 月报.xlsx --period 2025-03      导入统计部门的工作簿
  fz score 2023-05                          看得分和位次
  fz score 2023-05 --set floor=none         换一种口径试算
  fz targets 2023-05                        看目标任务的进度
  fz report 2023-05                         写出报告，打印路径
  fz report 2025-07 --data data/shaoyang    另一个城市
  fz status                                 看各期有没有数据、发布没有
"""
INTERRUPTED = 130  # as a shell reports SIGINT


@click.group(
    cls=ChineseGroup,
    lazy=COMMANDS,
    name="fz",
    epilog=EXAMPLES,
    options_metavar="",
    subcommand_metavar="命令 [选项] 参数…",
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "--version", message="fzlib %(version)s", help="显示版本")
def fz() -> None:
    """县（市）区月度考评：读数据、检查、计分、写报告。

    期间写作 2023-05，1—2月写作 2023-02。每个命令加 --help 看用法。
    数据文件夹用 --data 写明；不写用当前所在的，其次环境变量 FZ_DATA 的，再次 data/fuzhou。
    用的是哪个，每个命令先在错误输出里说一行。
    """
    scratch.clear()  # what a command that was killed has left


def program() -> None:
    """``fz`` as a process of its own; ended by the system (SIGTERM) it clears up as on Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(OSError):
        # whoever closed standard output (>&-) must not have another file in its place
        while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(opened)
    try:
        main()
    except SystemExit as end:
        if end.code != INTERRUPTED:
            raise
        # a thread that something interrupted has left has Python wait for ever at its end; all that
        # must be undone has been, but for what is undone at the end
        atexit._run_exitfuncs()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(INTERRUPTED)


def main(arguments: list[str] | None = None) -> None:
    """Run ``fz``; problems of inputs and usage are printed, never as a traceback."""
    from fzlib.errors import InputError, one_line, system_error

    # what libraries log reaches us as exceptions too, and those are told in Chinese
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        _able_to_write_chinese(stream)
    try:
        code = fz.main(arguments, prog_name="fz", standalone_mode=False)
    except InputError as error:
        say(f"输入有 {len(error.problems)} 处问题：", err=True)
        causes = [hint for hint in error.warnings if hint.serious]
        say(*problem_lines(error.problems, causes), indent="  ", err=True)
        code = 1
    except click.UsageError as error:
        say(f"用法不对：{one_line(in_chinese(error))}", err=True)
        path = error.ctx.command_path if error.ctx else "fz"
        say(f"看用法：{path} --help", err=True)
        code = 2
    except click.ClickException as error:
        say(in_chinese(error), err=True)
        code = 1
    except (click.Abort, KeyboardInterrupt):
        say("已中断；没有写完的报告不会留下，原来的保持原样。", err=True)
        code = INTERRUPTED
    except OSError as error:
        say(f"读写文件出错：{system_error(error)}", err=True)
        code = 1
    sys.exit(code or 0)


def _able_to_write_chinese(stream: Any) -> None:
    """Keep the console's encoding if it has Chinese; a sign that it lacks becomes a ?."""
    if not hasattr(stream, "reconfigure"):
        return
    try:
        "县".encode(stream.encoding)
    except UnicodeEncodeError:
        stream.reconfigure(encoding="utf-8")
    stream.reconfigure(errors="replace")
