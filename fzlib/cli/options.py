"""Arguments that several commands share: periods, data folders, rule books."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from fzlib.scoring.periods import Period, PeriodError, Quarter, Year, parse_any

Of = Period | Quarter | Year
DATA = "data/fuzhou"
ALL = "all"  # every period that has data


class PeriodType(click.ParamType):
    """``2023-05``."""

    name = "期间"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        """A PeriodError becomes a usage error with the same words."""
        return value if isinstance(value, Period) else period_of(value, ctx)


class AnyPeriodType(click.ParamType):
    """``2023-05``, ``2023-Q2``, ``2023`` or ``all``."""

    name = "期间"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period | Quarter | Year | str:
        """A PeriodError becomes a usage error with the same words."""
        if not isinstance(value, str) or value == ALL:
            return value
        try:
            return parse_any(value)
        except PeriodError as error:
            raise click.UsageError(str(error), ctx) from None


def period_of(text: str, ctx: click.Context | None = None) -> Period:
    """The period a user wrote.

    Raises:
        click.UsageError: it is none, or a quarter or year, which only ``fz report`` takes.
    """
    if re.fullmatch(r"\d{4}(-?Q[1-4])?|all", text.strip(), re.ASCII | re.IGNORECASE):
        raise click.UsageError(
            f"“{text}”：这里只能写月份，写作 2023-05；季度、年度用 fz report", ctx
        )
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise click.UsageError(str(error), ctx) from None


def given(path: str) -> Path:
    """A path typed at the prompt: from the current folder, or from the root if only there."""
    from fzlib.desk import resolve

    here, there = Path(path).resolve(), resolve(path)
    return there if there.exists() and not here.exists() else here


def data_folder(data: str | None) -> Path:
    """The folder named with --data, else the project's own."""
    from fzlib.desk import resolve

    return resolve(DATA) if data is None else given(data)


def output_folder(folder: Path, out: str | None, *, several: bool = False) -> Path:
    """Where a city's reports are; several cities each have a folder of their own."""
    from fzlib.desk import resolve

    name = folder.resolve().name
    if out is None:
        return resolve("outputs") / name
    return Path(out).resolve() / name if several else Path(out).resolve()


def periods_of(folder: Path, asked: Sequence[Of | str]) -> list[Of]:
    """What is asked for, once each; ``all``: months with data, whole quarters, years."""
    from fzlib.intake.folder import Folder

    found: list[Of] = []
    for of in asked:
        if not isinstance(of, str):
            found.append(of)
            continue
        months = Folder(folder).periods()
        years = [Year(year) for year in dict.fromkeys(month.year for month in months)]
        quarters = [quarter for year in years for quarter in year.quarters]
        found += months
        found += [q for q in quarters if all(month in months for month in q.periods)]
        found += years
        if not months:
            raise click.UsageError(f"{ALL}：{folder.name} 里没有月度数据")
    return list(dict.fromkeys(found))


def rules_path(rules: str | None) -> Path | None:
    """The rule book named with --rules.

    Raises:
        click.UsageError: no such file.
    """
    if rules is None:
        return None
    path = given(rules)
    if not path.is_file():
        raise click.UsageError(f"没有规则书 {rules}")
    return path


def shown(path: Path) -> str:
    """A path as it can be opened from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def quoted(path: str) -> str:
    """As it can be typed in a command again, in every shell."""
    return f'"{path}"' if " " in path else path


data_option = click.option("--data", metavar="文件夹", help=f"数据文件夹；不写为 {DATA}")
rules_option = click.option(
    "--rules", metavar="文件", help="另用的规则书（TOML）；不写用数据文件夹里当年的"
)
