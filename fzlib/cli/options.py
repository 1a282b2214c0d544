"""Arguments that several commands share: periods, data folders, rule books."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fzlib import paths
from fzlib.cli.terminal import problem_lines, say
from fzlib.errors import RequestError, listing, nearest, one_line
from fzlib.scoring.periods import AnyPeriod, Period, PeriodError, Year, parse_any

if TYPE_CHECKING:
    from fzlib.scoring.panel import Panel

DEFAULT_DATA = "data/fuzhou"
ALL = "all"  # every period that has data


def parse_month(text: str) -> Period:
    """``2023-05``: the type of an argument.

    Raises:
        click.UsageError: it is none, or a quarter or year, which only ``fz report`` takes.
    """
    if re.fullmatch(r"\d{4}(-?Q[1-4])?|all", text.strip(), re.ASCII | re.IGNORECASE):
        raise click.UsageError(f"“{text}”：这里只能写月份，写作 2023-05；季度、年度用 fz report")
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise click.UsageError(str(error)) from None


def parse_period(text: str) -> AnyPeriod | str:
    """``2023-05``, ``2023-Q2``, ``2023`` or ``all``: the type of an argument."""
    try:
        return text if text == ALL else parse_any(text)
    except PeriodError as error:
        raise click.UsageError(str(error)) from None


def typed_path(path: str) -> Path:
    """A path typed at the prompt: from the current folder, or from the root if only there."""
    here, at_root = Path(path).resolve(), paths.resolve(path)
    return at_root if at_root.exists() and not here.exists() else here


def folder_around(path: Path) -> Path | None:
    """The data folder that a file or folder is in, or is."""
    return next((p for p in (path, *path.parents) if _is_data(p)), None)


def data_folder(data: str | None, *, near: Path | None = None) -> Path:
    """The data folder, told once on the error output.

    The one named with --data; else the one that ``near`` (a file that is checked) or the working
    folder is in; else FZ_DATA's; else this checkout's own.

    Raises:
        click.ClickException: there is none, in one line.
    """
    variable = os.environ.get("FZ_DATA")
    around = (near and folder_around(near.resolve())) or folder_around(Path.cwd())
    if data is not None:
        folder = typed_path(data)
    elif around or variable:
        folder = around or Path(variable or "").resolve()
    else:
        folder = paths.resolve(DEFAULT_DATA)
        if not _is_data(folder):
            raise click.ClickException("这里没有数据文件夹；用 --data 指定，或用 fz init 新建")
    if not _is_data(folder):
        what = "没有 dataset.toml" if folder.is_dir() else "没有这个文件夹"
        mend = "--data 应指向一个数据文件夹" + _like(folder)
        origin = "" if data is not None else f"（FZ_DATA={variable}）"
        raise click.ClickException(f"{folder}{origin}：{what}；{mend}")
    told = click.get_current_context().meta.setdefault("folders", set())
    if folder not in told:
        told.add(folder)
        _complete_import(folder)
        say(f"数据文件夹：{folder if folder == Path.cwd() else shown(folder)}", err=True)
    return folder


def _complete_import(folder: Path) -> None:
    """What an import that was killed had not put in place; told."""
    from fzlib.intake.import_files import complete

    if completed := complete(folder):
        say(f"上次导入中断，现已补完：{listing(completed)}", err=True)


@contextmanager
def importing(folder: Path, *, wait: bool, dry_run: bool) -> Iterator[None]:
    """Nobody else imports into the folder; who only looks waits for nobody."""
    from fzlib.intake.import_files import importing as held

    if dry_run:
        yield
        return
    word = f"{shown(folder)}：另一个程序正在导入，等它结束……"
    with held(folder, wait=wait, waiting=lambda: say(word, err=True)):
        yield


def is_to_be_written(
    changed: int, measure: str, what: str = "", *, replace: bool, dry_run: bool
) -> bool:
    """Whether an import that has been shown is to be written; that it is not is told.

    ``changed``: how many stand there otherwise; with a measure word, of ``what``.

    Raises:
        SystemExit: some do, and ``replace`` is not set.
    """
    if dry_run:
        say("没有写入（--dry-run）。")
    elif changed and not replace:
        differ = f"{changed} {measure}{what}与已有的不同"
        say(f"没有写入：{differ}；确认用工作簿的{what}，加 --replace。")
        raise SystemExit(1)
    return not dry_run


def _is_data(folder: Path) -> bool:
    return (folder / "dataset.toml").is_file()


def _like(folder: Path) -> str:
    """A data folder that may have been meant: within the one named, or beside it by its name."""
    within = folder if folder.is_dir() else folder.parent
    try:
        folders = {path.name: path for path in sorted(within.iterdir()) if _is_data(path)}
    except OSError:
        return ""
    near = next(iter(folders), "") if within == folder else nearest(folder.name, folders)
    return f"，是不是 {shown(folders[near])}？" if near else ""


def tell_strays(folder: Path) -> None:
    """Files of the folder that are not read because of their names, on the error output."""
    from fzlib.intake.strays import strays

    say(*problem_lines([], strays(folder)), err=True)


def output_folder(folder: Path, out: str | None, *, several: bool = False) -> Path:
    """Where a city's reports are; several cities each have a folder of their own.

    Raises:
        click.ClickException: a link that leads nowhere is in its place.
    """
    name = folder.resolve().name
    above = paths.resolve("outputs") if out is None else Path(out)
    below = above / name if several or out is None else above
    for path in (above, below):
        # resolved, its target would be made: perhaps where a disk is to be mounted
        if path.is_symlink() and not path.exists():
            what = "链接指向的地方没有文件夹，报告不能写在里面"
            raise click.ClickException(f"{shown(path)}：{what}；换 --out，或移走它")
    if out is None:
        return below
    return above.resolve() / name if several else below.resolve()


def months_with_data(folder: Path) -> list[Period]:
    """What ``all`` means where only months are meant; a usage error where there are none."""
    from fzlib.intake.folder import Folder

    months = Folder(folder).periods()
    if not months:
        raise click.UsageError(f"{ALL}：{folder.name} 里没有月度数据")
    return months


def periods_of(folder: Path, requested: Sequence[AnyPeriod | str]) -> list[AnyPeriod]:
    """What is requested, once each; ``all``: months with data, whole quarters, years."""
    periods: list[AnyPeriod] = []
    for period in requested:
        if not isinstance(period, str):
            periods.append(period)
            continue
        months = months_with_data(folder)
        years = [Year(year) for year in dict.fromkeys(month.year for month in months)]
        quarters = [quarter for year in years for quarter in year.quarters]
        whole = [quarter for quarter in quarters if set(quarter.periods) <= set(months)]
        periods += [*months, *whole, *years]
    return list(dict.fromkeys(periods))


def typed_file(file: str | None, what: str) -> Path | None:
    """A file named with an option; None without it. ``what`` it is, in Chinese.

    Raises:
        click.UsageError: no such file.
    """
    if file is None:
        return None
    path = typed_path(file)
    if not path.is_file():
        raise click.UsageError(f"没有{what} {file}")
    return path


def assessed_county(name: str, panel: Panel) -> str:
    """The county meant with ``--county``, by any of its names.

    Raises:
        click.UsageError: it is none that is assessed.
    """
    from fzlib.intake.regions import RegionNames

    assessed = RegionNames([region for region in panel.regions if region.assessed])
    if region := assessed.find(name):
        return region.name
    near = assessed.nearest(name)
    hint = f"，是不是 {near}？" if near else f"；可选：{listing(panel.counties)}"
    raise click.UsageError(f"--county：没有考评的县区“{name}”{hint}")


@contextmanager
def as_usage_error() -> Iterator[None]:
    """What was asked for and is not there is a mistake of the command line."""
    try:
        yield
    except RequestError as error:
        raise click.UsageError(str(error)) from None


def shown(path: Path) -> str:
    """A path as it can be opened from the current folder, and printed."""
    here = Path.cwd()
    return one_line(str(path.relative_to(here) if path.is_relative_to(here) else path))


def quoted(path: str) -> str:
    """As it can be typed in a command again, in every shell."""
    return f'"{path}"' if " " in path else path


DATA_HELP = f"数据文件夹；不写用当前所在的，其次 FZ_DATA 的，再次 {DEFAULT_DATA}"
data_option = click.option("--data", metavar="文件夹", help=DATA_HELP)
rules_option = click.option(
    "--rules", metavar="文件", help="另用的规则书（TOML）；不写用数据文件夹里当年的"
)
