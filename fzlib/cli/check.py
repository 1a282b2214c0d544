"""``fz check``: read and check inputs, print every problem and warning."""

from __future__ import annotations

from pathlib import Path

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import data_option, given, rules_option, rules_path
from fzlib.errors import InputError
from fzlib.scoring.periods import Period, PeriodError


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("targets", nargs=-1, metavar="期间或文件…")
@data_option
@rules_option
def command(targets: tuple[str, ...], data: str, rules: str | None) -> None:
    r"""检查一期的全部输入，或检查还没有放进数据文件夹的月度文件。

    \b
    例：
      fz check 2023-05
      fz check 2023-03 2023-04 --data data/fuzhou
      fz check 下载/2023-05.xlsx          文件名里有期间
      fz check data/fuzhou/rules/2023.toml 数据文件夹里的文件，连同用到它的各期一起检查
    """
    if not targets:
        raise click.UsageError("写明要检查的期间或文件，如 fz check 2023-05")
    failed = False
    for target in targets:
        for folder, period, instead in _what(target, given(data)):
            failed |= not _checked(folder, period, instead, rules_path(rules))
    if failed:
        raise SystemExit(1)


def _what(target: str, data: Path) -> list[tuple[Path, Period, dict[str, Path]]]:
    """The data folder, period and replacement files that a target means.

    A monthly file is checked as its period's; another file of a data folder is checked by every
    period of that folder that it can concern.
    """
    from fzlib.intake.folder import Folder
    from fzlib.intake.grid import SUFFIXES

    path = Path(target)
    if not path.is_file():
        try:
            return [(data, Period.parse(target), {})]
        except PeriodError as error:
            hint = "，也没有这个文件" if "/" in target or "." in target else ""
            raise click.UsageError(f"{error}{hint}") from None
    home = next((p for p in path.resolve().parents if (p / "dataset.toml").is_file()), None)
    if path.suffix.lower() in SUFFIXES:
        try:
            period = Period.parse(path.stem[:7])
            label = f"monthly/{period}{path.suffix.lower()}"
            return [(home or data, period, {label: path})]
        except PeriodError:
            pass  # not a monthly file by its name: regions, expected, rulings
    if home is None:
        raise click.UsageError(f"{target} 不在数据文件夹里，文件名也不是期间（2023-05.xlsx）")
    periods = Folder(home).periods()
    if path.stem.isdigit():
        periods = [period for period in periods if str(period.year) == path.stem]
    if not periods:
        raise click.UsageError(f"{home.name} 里没有用到 {path.name} 的月度文件")
    return [(home, period, {}) for period in periods]


def _checked(folder: Path, period: Period, instead: dict[str, Path], rules: Path | None) -> bool:
    from fzlib.intake.folder import Folder

    try:
        inputs = Folder(folder).load(period, rules=rules, instead=instead)
    except InputError as error:
        click.echo(f"{folder.name} {period}：{len(error.problems)} 处问题")
        for problem in error.problems:
            click.echo(f"  {problem}")
        return False
    notes = inputs.warnings
    click.echo(f"{folder.name} {period}：没有问题" + (f"，{len(notes)} 条提示" if notes else ""))
    for warning in notes:
        click.echo(f"  提示　{warning}")
    return True
