"""``fz template``: a blank workbook for a period's figures or a year's targets."""

from __future__ import annotations

from pathlib import Path

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import say
from fzlib.scoring.periods import AnyPeriod, Period, Year


@chinese.command()
@click.argument("period", type=options.parse_period, metavar="期间")
@click.option("-o", "--output", metavar="文件", help="写到哪里（.xlsx）；不写为 期间.xlsx")
@options.data_option
@options.rules_option
@click.option("--force", is_flag=True, help="已有同名文件也写")
def command(
    period: AnyPeriod | str,
    output: str | None,
    data: str | None,
    rules: str | None,
    force: bool,
) -> None:
    """写一份空白的填报表：表头、地区、单位都已填好，单元格有校验，附填表说明。

    月份（2023-05）写当月和累计的数据表；年份（2023）写全年各期的预期增量等目标表。
    要填哪些列由规则书决定，fz rules show 列出表头；加减分、否决的表头见 fz check --help。
    填好后用 fz check 检查，再放进数据文件夹。

    例：
      fz template 2023-06
      fz template 2023-06 -o 下发/2023-06.xlsx --data data/fuzhou
      fz template 2024 -o 2024.xlsx
    """
    from fzlib.intake.formats.writing import write_whole
    from fzlib.intake.forms.blank_forms import month_form, year_form

    if not isinstance(period, Period | Year):
        raise click.UsageError("写月份或年份，如 fz template 2023-06、fz template 2024")
    target = Path(output or f"{period}.xlsx").absolute()
    if target.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{output}：填报表是 xlsx，文件名以 .xlsx 结尾")
    if target.exists() and not force:
        raise click.UsageError(f"已有 {options.shown(target)}；换个名字，或加 --force 覆盖")
    folder, book = options.data_folder(data), options.typed_file(rules, "规则书")
    if isinstance(period, Period):
        home, form = "monthly", month_form(folder, period, book)
    else:
        home, form = "expected", year_form(folder, period, book)
    write_whole({target: form})
    say(f"写入　{options.shown(target)}")
    home = options.shown(folder / home)
    say(f"下一步：填好，文件名用 {period}.xlsx，先 fz check，再放到 {home}/")
