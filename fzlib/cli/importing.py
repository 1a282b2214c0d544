"""``fz import``: a workbook into the monthly files, by a declared layout, or into a register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import problem_lines, say
from fzlib.errors import listing
from fzlib.scoring.periods import Period
from fzlib.vocabulary import CHANGED, CHANGES

if TYPE_CHECKING:
    from fzlib.intake.bureau.import_plan import Import
    from fzlib.intake.bureau.merge import FigureChange
    from fzlib.intake.bureau.workbook import SourceColumn
    from fzlib.intake.columns import Headings

MOST_LISTED = 20


@chinese.command()
@click.argument("workbook", metavar="工作簿")
@click.option(
    "--period",
    type=options.parse_month,
    metavar="期间",
    help="月度数据：工作簿是哪一期的，如 2025-03",
)
@click.option("--layout", metavar="文件", help="布局；不写用数据文件夹里的 layout.toml")
@click.option("--register", metavar="台账", help="台账：并入哪一个，如 projects")
@options.data_option
@click.option("--replace", is_flag=True, help="允许改动已有的；原文件留在 earlier/ 里")
@click.option("--dry-run", is_flag=True, help="只看会怎样，不写")
@click.option("--no-wait", is_flag=True, help="另一个程序正在导入同一个文件夹时不等，退出码为 1")
def command(
    workbook: str,
    period: Period | None,
    layout: str | None,
    register: str | None,
    data: str | None,
    replace: bool,
    dry_run: bool,
    no_wait: bool,
) -> None:
    """读一份工作簿（xlsx、xlsm、xls、ods、CSV）：月度数据写明 --period，台账写明 --register。

    月度数据：按布局读统计部门的工作簿，写入或补全 monthly/ 里的月度文件。
    布局（layout.toml）用标题、表头的文字说明每个数在哪里，不用单元格地址；
    写法见 data/README.md，样例是 data/shaoyang/layout.toml。
    表里写的期间与 --period 不符就停下；晚一期发布的表（布局里写 lag = 1）记入上一期。
    imports/ 里记下每个数的来源：文件、工作表、单元格、sha256。

    台账：不用布局，工作簿里有一张表的表头与台账的相同即可（至少有编号列），按编号并入 registers/。
    新的条目加在最后，新的列加在右边；工作簿里没有的条目、空着的格，保留已有的。
    几张表的表头相同的，一并读取（如一个县区一张）；表头不同的，读第一张。
    关注名单（报告文件夹里的 watchlist.xlsx）填好后也这样并入：只读标有“预填”“必填”“选填”的列，
    只有预填内容的行不并入；填了其他栏、没填必填栏的，停下并指出单元格。
    并入后的台账先全部检查一遍，有问题就不写。

    两种都先列出会怎样；要改动已有的，须加 --replace，原文件保留。几个文件要么都写，要么都不写；
    中途被停的，下一个命令补完或撤回。另一个程序正在导入的，说一声，等它结束（--no-wait 不等）。

    例：
      fz import 月报/2025-03.xlsx --period 2025-03 --data data/shaoyang --dry-run
      fz import 月报/2025-03.xlsx --period 2025-03 --data data/shaoyang
      fz import 月报/2025-03修订.xlsx --period 2025-03 --data data/shaoyang --replace
      fz import 项目表.xlsx --register projects --dry-run
      fz import watchlist.xlsx --register visits --dry-run
    """
    if (period is None) == (register is None):
        words = "--period 和 --register 只写一个" if period else "缺少选项 --period 或 --register"
        raise click.UsageError(f"{words}：月度数据写 --period 2025-03，台账写 --register projects")
    if register is not None:
        from fzlib.cli.register_importing import import_register

        if layout is not None:
            raise click.UsageError("--layout 只用于月度数据")
        import_register(
            workbook, register, data=data, replace=replace, dry_run=dry_run, wait=not no_wait
        )
        return
    from fzlib.intake.bureau.import_plan import plan_import, write

    assert period is not None
    folder = options.data_folder(data)
    declared = options.typed_file(layout, "布局文件")
    with options.importing(folder, wait=not no_wait, dry_run=dry_run):
        plan = plan_import(options.typed_path(workbook), period, data=folder, layout=declared)
        _show(plan)
        changed = len(plan.changed)
        if not options.is_to_be_written(changed, "个", "数", replace=replace, dry_run=dry_run):
            return
        write(plan)
    _show_written(plan, folder)


def _show(plan: Import) -> None:
    """What is found where, and what it means for each monthly file."""
    for file in plan.files:
        say(f"{file.label}（{'新建' if file.is_new else '已有'}，{file.period.label}）")
        for table in file.tables:
            for source in table.columns.values():
                changes = [change for change in file.changes if change.figure.source is source]
                if changes:
                    _show_column(plan.headings, source, changes)
            if table.left_out:
                rows = listing(f"{place.cell} {text}" for place, text in table.left_out)
                say(f"    没有读的行：{rows}")
    say(*problem_lines([], plan.warnings))


def _show_column(headings: Headings, source: SourceColumn, changes: Sequence[FigureChange]) -> None:
    first, last = changes[0].figure.place, changes[-1].figure.place.cell
    place = " › ".join(filter(None, (first.file, first.sheet.strip(), f"{first.cell}—{last}")))
    say(f"  {headings.written(source.column)}")
    say(f"    来自 {place}，表头“{source.head.path}”，单位{source.unit}")
    counts = {kind: sum(change.kind == kind for change in changes) for kind in CHANGES}
    say(f"    {'，'.join(f'{CHANGES[kind]}{n}个' for kind, n in counts.items() if n)}")
    different = [change for change in changes if change.kind == CHANGED]
    for change in different[:MOST_LISTED]:
        what = f"{change.figure.region}　已有 {change.old}，工作簿 {change.new}"
        say(f"      {change.target.cell} {what}（{change.figure.place.cell}）")
    if len(different) > MOST_LISTED:
        say(f"      ……共{len(different)}个")


def _show_written(plan: Import, folder: Path) -> None:
    """What was written and what comes next."""
    say(*(f"写入　{options.shown(path)}" for path in plan.written))
    say(*(f"原文件　{options.shown(path)}" for path in plan.kept))
    if not plan.written:
        say("没有新的数，月度文件没有改动。")
    periods = " ".join(str(file.period) for file in plan.files)
    say(f"下一步：fz check {periods} --data {options.quoted(options.shown(folder))}")
