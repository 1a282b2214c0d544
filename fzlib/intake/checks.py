"""What is checked: a period as its data folder has it, or with a file in place of the folder's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fzlib.errors import Place, Problem, ProblemLog
from fzlib.intake.decisions import DECISION_FILES
from fzlib.intake.enterprises.files import (
    ENTERPRISE_SUFFIXES,
    ENTERPRISES,
    EnterpriseFiles,
    enterprise_stem,
)
from fzlib.intake.folder import Folder
from fzlib.intake.formats.sheets import PARQUET, SUFFIXES
from fzlib.intake.goals.documents import years
from fzlib.intake.goals.goal_files import REGISTERS, TARGETS, GoalFiles
from fzlib.intake.input_files import Files, regions_of
from fzlib.scoring.periods import Period, PeriodError, Year

BY_NAME = ("regions", *(file.stem for file in DECISION_FILES))  # of any period


@dataclass(frozen=True)
class PeriodCheck:
    """One period to check; ``file``, if any, is read as the folder's input ``label``.

    ``alone``: there are no figures of the period yet, and only the file itself is checked.
    """

    folder: Path
    period: Period
    file: Path | None = None
    label: str = ""
    alone: bool = False

    @property
    def instead(self) -> dict[str, Path]:
        """The file in place of the folder's, if any."""
        return {} if self.file is None else {self.label: self.file}

    @property
    def is_register(self) -> bool:
        """Whether the file is a register, or that of the reported numbers."""
        return Path(self.label).parent.name == REGISTERS

    @property
    def is_of_goals(self) -> bool:
        """Whether the file is one of the goals', which no score reads."""
        return self.is_register or Path(self.label).parent.name == TARGETS

    @property
    def with_goals(self) -> bool:
        """Whether there are goals to be checked: of a period, or that a file has to do with."""
        own = self.file is None or self.is_of_goals or Path(self.label).stem == "regions"
        return own and GoalFiles(self.folder, self.instead).has_document(self.period.year)

    @property
    def is_of_enterprises(self) -> bool:
        """Whether the file is of enterprises, which no score reads."""
        return Path(self.label).parent.name == ENTERPRISES

    @property
    def is_scored(self) -> bool:
        """Whether scores rest on what is checked."""
        return not (self.alone or self.is_of_goals or self.is_of_enterprises)

    @property
    def with_enterprises(self) -> bool:
        """Whether there are enterprises to be checked: of a period, or that a file is about."""
        by_name = Path(self.label).stem in ("regions", "dataset")
        own = self.file is None or self.is_of_enterprises or by_name
        return own and EnterpriseFiles(self.folder, self.instead).has(self.period)

    @property
    def title(self) -> str:
        """What is checked, as the user named it."""
        period = f"{self.folder.name} {self.period}"
        return f"{self.file}（{period}）" if self.file else period

    def under_given_name(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Problems of ``file`` under the name the user gave it, not the folder's ``label``."""
        return tuple(
            replace(problem, where=replace(problem.where, file=str(self.file)))
            if self.file and problem.where.file == self.label
            else problem
            for problem in problems
        )

    @property
    def unread(self) -> list[Problem]:
        """A warning for each file of the folder that was not read because ``file`` was."""
        suffixes = ENTERPRISE_SUFFIXES if self.is_of_enterprises else SUFFIXES
        if self.file is None or self.file.suffix.lower() not in suffixes:
            return []
        labels = (Path(self.label).with_suffix(suffix).as_posix() for suffix in suffixes)
        present = [label for label in labels if (self.folder / label).is_file()]
        if self.file.resolve() in [(self.folder / label).resolve() for label in present]:
            return []
        # named with its folder: the file that is checked goes by the same label
        places = (Place(f"{self.folder.name}/{label}") for label in present)
        what, mend = "已有这个文件，检查时没有用它", "放入前先移走"
        if self.is_register:
            mend += "，或用 fz import --register 并入"
        return [Problem(place, what, mend, kind="file.unused") for place in places]

    def is_foreign(self, problems: Sequence[Problem]) -> bool:
        """Whether more names of regions are unknown than known, as in another city's file."""
        kinds = Counter(problem.kind for problem in problems)
        regions = regions_of(Files(self.folder, self.instead), ProblemLog())
        return kinds["region.unknown"] > max(len(regions) - kinds["region.absent"], 2)


def file_checks(folder: Path, file: Path, label: str) -> list[PeriodCheck]:
    """A file for every period that it concerns; none where there are neither figures nor rules."""
    stem, periods = Path(label).stem, Folder(folder).periods()
    if Path(label).parent.name in (TARGETS, REGISTERS):
        return _goal_checks(folder, file, label, periods)
    if label.startswith(f"{ENTERPRISES}/"):
        period = Period.parse(stem)
        return [PeriodCheck(folder, period, file, label, alone=period not in periods)]
    if label.startswith("monthly/"):
        periods = [Period.parse(stem)]
    elif stem.isdigit():
        periods = [period for period in periods if str(period.year) == stem]
    if periods:
        return [PeriodCheck(folder, period, file, label) for period in periods]
    books = (path.stem for path in (folder / "rules").glob("*.toml"))
    years = [stem] if stem.isdigit() else [*filter(_is_year, books)]
    months = Year.parse(max(years)).periods if years else ()
    months = months if label.startswith("expected/") else months[:1]
    return [PeriodCheck(folder, month, file, label, alone=True) for month in months]


def _goal_checks(
    folder: Path, file: Path, label: str, periods: Sequence[Period]
) -> list[PeriodCheck]:
    """Goals are living lists: of the year's latest period with figures; alone where none has."""
    own = years(folder)
    year = int(Path(label).stem) if label.startswith(f"{TARGETS}/") else max(own, default=0)
    if year not in own and not label.endswith(".toml"):
        return []
    of_year = [period for period in periods if period.year == year]
    latest = of_year[-1] if of_year else Year(year).periods[0]
    return [PeriodCheck(folder, latest, file, label, alone=not of_year)]


def input_label(path: Path) -> str | None:
    """Which input of a data folder a file is, by its name; None where it is none."""
    stem, suffix = path.stem, path.suffix.lower()
    home = path.resolve().parent.name
    if suffix in ENTERPRISE_SUFFIXES and (home == ENTERPRISES or suffix == PARQUET):
        return enterprise_label(path)
    if home == REGISTERS and suffix in SUFFIXES:
        return f"{REGISTERS}/{stem}{suffix}"
    if path.name == "dataset.toml" or (stem in BY_NAME and suffix in SUFFIXES):
        return f"{stem}{suffix}"
    if suffix not in (*SUFFIXES, ".toml"):
        return None
    if _is_year(stem) and home == TARGETS:
        return f"{TARGETS}/{stem}{suffix}"
    if _is_year(stem):
        return f"{'rules' if suffix == '.toml' else 'expected'}/{stem}{suffix}"
    month = _month(stem)
    return f"monthly/{month}{suffix}" if month and suffix != ".toml" else None


def enterprise_label(path: Path) -> str | None:
    """As which a file of enterprises stands in a data folder; None where its name has no period."""
    month = _month(path.stem)
    return f"{enterprise_stem(month)}{path.suffix.lower()}" if month else None


def _month(stem: str) -> Period | None:
    """The period that a name begins with: 2023-05终稿.xlsx."""
    try:
        return Period.parse(stem[:7])
    except PeriodError:
        return None


def _is_year(stem: str) -> bool:
    try:
        return str(Year.parse(stem)) == stem
    except PeriodError:
        return False
