"""``fz template``: a blank workbook for a period's figures, a year's targets or a register."""

from __future__ import annotations

from pathlib import Path

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import say
from fzlib.scoring.periods import Period, PeriodError, Year

REGISTER, SPLIT = "台账", "任务分解"


@chinese.command()
@click.argument("what", metavar="期间或表名")
@click.argument("name", metavar="[名称或年份]", required=False)
@click.option(
    "-o", "--output", metavar="文件", help="写到哪里（.xlsx）；不写为 期间.xlsx、名称.xlsx"
)
@options.data_option
@options.rules_option
@click.option("--force", is_flag=True, help="已有同名文件也写")
def command(
    what: str,
    name: str | None,
    output: str | None,
    data: str | None,
    rules: str | None,
    force: bool,
) -> None:
    """写一份空白的填报表：表头、地区、单位都已填好，单元格有校验，附填表说明。

    月份（2023-05）写当月和累计的数据表；年份（2023）写全年各期的预期增量等目标表。
    要填哪些列由规则书决定，fz rules show 列出表头；加减分、否决的表头见 fz check --help。

    台账 projects 写一本台账的表，一条一行：已有这本台账的，用它的表头；没有的，列出任务要用的列。
    名称写 targets/ 里台账的文件名、代号或中文名；写错了，列出有哪些。
    台账 figures 写只报数值的任务的表，任务分解 2023 写各县（市）区目标的表。

    填好后用 fz check 检查，再放进数据文件夹。

    例：
      fz template 2023-06
      fz template 2023-06 -o 下发/2023-06.xlsx --data data/fuzhou
      fz template 2024 -o 2024.xlsx
      fz template 台账 projects -o 项目台账.xlsx
      fz template 任务分解 2023
    """
    from fzlib.intake.formats.writing import write_whole

    when = _meant(what, name)
    if output is not None and not output.lower().endswith(".xlsx"):
        raise click.UsageError(f"{output}：填报表是 xlsx，文件名以 .xlsx 结尾")
    folder, book = options.data_folder(data), options.typed_file(rules, "规则书")
    place, form = _form(folder, when, name or "", book)
    own = f"{Path(place).name}.xlsx"
    target = Path(output or own).absolute()
    if target.exists() and not force:
        raise click.UsageError(f"已有 {options.shown(target)}；换个名字，或加 --force 覆盖")
    write_whole({target: form})
    say(f"写入　{options.shown(target)}")
    say(f"下一步：填好，{_next(folder, place, own, when)}")


def _next(folder: Path, place: str, own: str, when: Period | Year | str) -> str:
    """What is to be done with a form that has been filled in."""
    home = (folder / place).parent
    if when == REGISTER and any(home.glob(f"{Path(place).name}.*")):
        return f"先 fz check，再用 fz import 文件 --register {Path(place).name} 并入已有的台账"
    check = f"fz check 文件 --as {SPLIT}" if when == SPLIT else "fz check"
    return f"文件名用 {own}，先 {check}，再放到 {options.shown(home)}/"


def _meant(what: str, name: str | None) -> Period | Year | str:
    """A month, a year, or one of `REGISTER` and `SPLIT`, which need a name."""
    if what in (REGISTER, SPLIT):
        if name is None:
            example = "projects" if what == REGISTER else "2023"
            raise click.UsageError(f"写明是哪一个，如 fz template {what} {example}")
        return what
    period = options.parse_period(what)
    if not isinstance(period, Period | Year):
        raise click.UsageError("写月份或年份，如 fz template 2023-06、fz template 2024")
    if name is not None:
        raise click.UsageError(f"多出的参数：{name}")
    return period


def _form(
    folder: Path, when: Period | Year | str, name: str, book: Path | None
) -> tuple[str, bytes]:
    """Where in the data folder the form goes, without suffix, and its bytes."""
    from fzlib.intake.forms import blank_forms, goal_forms

    if isinstance(when, Period):
        return f"monthly/{when}", blank_forms.month_form(folder, when, book)
    if isinstance(when, Year):
        return f"expected/{when}", blank_forms.year_form(folder, when, book)
    if when == REGISTER:
        with options.as_usage_error():
            return goal_forms.form_of_register(folder, name)
    try:
        year = Year.parse(name)
    except PeriodError as error:
        raise click.UsageError(str(error)) from None
    return goal_forms.form_of_split(folder, year.year)
