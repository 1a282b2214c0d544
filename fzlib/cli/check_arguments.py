"""What an argument of ``fz check`` means: periods, each with the file to be read, if any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from fzlib.cli.options import ALL, data_folder, home_of, period_of, periods_of
from fzlib.errors import Place, Problem
from fzlib.scoring.periods import Period, PeriodError, Year

NAMES = "2023-05.xlsx（月度数据）、2023.csv（预期增量）、2023.toml（规则书）、regions.csv"
UNREAD = ("enterprises", "targets")  # folders of a data folder that no monthly score reads


@dataclass(frozen=True)
class Check:
    """One period to check; ``file``, if any, is read as the folder's input ``label``.

    ``alone``: there are no figures of the period yet, and only the file itself is checked.
    ``guessed``: neither its place nor --data says that the file is of this folder.
    """

    folder: Path
    period: Period
    file: Path | None = None
    label: str = ""
    alone: bool = False
    guessed: bool = False

    @property
    def instead(self) -> dict[str, Path]:
        """The file in place of the folder's, if any."""
        return {} if self.file is None else {self.label: self.file}

    @property
    def title(self) -> str:
        """What is checked, as the user named it."""
        which = f"{self.folder.name} {self.period}"
        return f"{self.file}（{which}）" if self.file else which

    def named(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Problems of ``file`` under the name the user gave it, not the folder's ``label``."""
        given = str(self.file)
        return tuple(
            replace(one, where=replace(one.where, file=given))
            if self.file and one.where.file == self.label
            else one
            for one in problems
        )

    @property
    def replaced(self) -> list[Problem]:
        """A warning for each file of the folder that ``file`` stands in for and is not."""
        from fzlib.intake.formats.sheets import SUFFIXES

        if self.file is None or self.file.suffix.lower() not in SUFFIXES:
            return []
        labels = (Path(self.label).with_suffix(suffix).as_posix() for suffix in SUFFIXES)
        found = [label for label in labels if (self.folder / label).is_file()]
        if self.file.resolve() in [(self.folder / label).resolve() for label in found]:
            return []
        # named with its folder: the file that is checked goes by the same label
        old = (Place(f"{self.folder.name}/{label}") for label in found)
        return [Problem(where, "已有这个文件，检查时没有用它", "放入前先移走") for where in old]


def checks_of(target: str, data: str | None) -> list[Check]:
    """What a target means: a period, or a file for every period that it can concern."""
    from fzlib.intake.folder import Folder

    path = Path(target)
    if target == ALL:
        folder = data_folder(data)
        return [Check(folder, of) for of in periods_of(folder, [ALL]) if isinstance(of, Period)]
    if not path.is_file():
        period = _period(target)
        return [Check(data_folder(data), period)]
    if path.resolve().parent.name in UNREAD:
        raise click.UsageError(f"{target}：{'、'.join(UNREAD)} 里的文件不参加计分，这里不检查")
    label = _label(path)
    if label is None:
        raise click.UsageError(f"{target}：从文件名看不出是哪种输入。认得的：{NAMES}")
    guessed = data is None and home_of(path.resolve()) is None
    folder, stem = data_folder(data, near=path), Path(label).stem
    periods = Folder(folder).periods()
    if label.startswith("monthly/"):
        periods = [Period.parse(stem)]
    elif stem.isdigit():
        periods = [period for period in periods if str(period.year) == stem]
    if periods:
        return [Check(folder, period, path, label, guessed=guessed) for period in periods]
    books = (path.stem for path in (folder / "rules").glob("*.toml"))
    years = [stem] if stem.isdigit() else [*filter(_is_year, books)]
    if not years:
        raise click.UsageError(f"{folder.name} 里没有用到 {path.name} 的月度数据，也没有规则书")
    periods = Year.parse(max(years)).periods
    periods = periods if label.startswith("expected/") else periods[:1]
    return [Check(folder, period, path, label, alone=True) for period in periods]


def _period(target: str) -> Period:
    if Path(target).exists() and not Path(target).is_dir():
        raise click.UsageError(f"{target} 不是普通文件（是管道、设备一类），不能检查")
    if Path(target).is_dir():
        say = f"{target} 是文件夹；写明期间，如 fz check 2023-05 --data {target}"
        raise click.UsageError(say)
    if not target[:1].isdigit() or any(sign in target for sign in "./\\"):
        raise click.UsageError(f"没有文件 {target}（期间写作 2023-05）")
    return period_of(target)


def _label(path: Path) -> str | None:
    """Which input of a data folder a file is, by its name; None where it is none."""
    from fzlib.intake.formats.sheets import SUFFIXES

    stem, suffix = path.stem, path.suffix.lower()
    if suffix == ".toml":
        year = f"rules/{stem}.toml" if _is_year(stem) else None
        return "dataset.toml" if path.name == "dataset.toml" else year
    if suffix not in SUFFIXES:
        return None
    if stem in ("regions", "rulings"):
        return f"{stem}{suffix}"
    if _is_year(stem):
        return f"expected/{stem}{suffix}"
    try:
        return f"monthly/{Period.parse(stem[:7])}{suffix}"  # 2023-05终稿.xlsx
    except PeriodError:
        return None


def _is_year(stem: str) -> bool:
    try:
        return str(Year.parse(stem)) == stem
    except PeriodError:
        return False
