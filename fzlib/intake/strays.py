"""What a data folder has that is not read, for its name, and what it lacks: a month forgotten."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from fzlib.errors import Place, Problem
from fzlib.intake.enterprises.files import ENTERPRISE_SUFFIXES, ENTERPRISES
from fzlib.intake.formats.sheets import SUFFIXES
from fzlib.intake.goals.goal_files import TARGETS
from fzlib.intake.goals.stray_registers import stray_registers
from fzlib.intake.input_files import tables_in
from fzlib.scoring.periods import Period, PeriodError, Year

MONTHS = ("monthly", ENTERPRISES)  # whose files are called by a month
HOMES = (*MONTHS, "expected", TARGETS)
_MONTH = re.compile(r"(\d{4})\D?(\d{1,2})(?!\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}(?!\d)", re.ASCII)


def strays(folder: Path) -> list[Problem]:
    """A hint for each file of a format we read whose name is no period, or year, as its folder has.

    What programs leave there while a file is open is none. Then one for each month that is not
    there, between two of a year that are; for each file of enterprises whose month has no scored
    data; and for each register that no document reads.
    """
    misnamed = [stray for home in HOMES for stray in _misnamed(folder, home)]
    return [*misnamed, *_forgotten(folder), *_unscored(folder), *stray_registers(folder)]


def _tables(folder: Path, home: str) -> list[Path]:
    suffixes = ENTERPRISE_SUFFIXES if home == ENTERPRISES else SUFFIXES
    return tables_in(folder / home, suffixes=suffixes)


def _unscored(folder: Path) -> list[Problem]:
    """Files of enterprises of a month without scored data: they are looked at beside it."""
    scored = [path.stem for path in tables_in(folder / "monthly")]
    what, mend = "没有这一期的月度数据，用不到它", "放入月度数据后再用"
    return [
        Problem(Place(f"{ENTERPRISES}/{path.name}"), what, mend, kind="file.unused")
        for path in _tables(folder, ENTERPRISES)
        if path.stem == _period_or_year(path.stem, ENTERPRISES) and path.stem not in scored
    ]


def _forgotten(folder: Path) -> list[Problem]:
    names = {_period_or_year(path.stem, "monthly") for path in tables_in(folder / "monthly")}
    periods = sorted(Period.parse(name) for name in names if name)
    what = "没有这一期的数据，同年前后各期都有；季度、年度的得分和位次要用它"
    return [
        Problem(Place(f"monthly/{period}"), what, "是漏了就补上", kind="period.absent")
        for earlier, later in pairwise(periods)
        for period in later.so_far
        if earlier.year == later.year and earlier < period < later
    ]


def _misnamed(folder: Path, home: str) -> list[Problem]:
    tables = _tables(folder, home)
    documents = sorted((folder / home).glob("*.toml")) if home == TARGETS else []
    return [
        _stray(path, home, files)
        for files in (documents, tables)
        for path in files
        if _period_or_year(path.stem, home) != path.stem and not path.name.startswith(("~$", "."))
    ]


def _stray(path: Path, home: str, files: list[Path]) -> Problem:
    """Tell how the file must be called to be read, and which is read in its place."""
    what = f"文件名不是{'期间' if home in MONTHS else '年份'}，没有读"
    meant = _period_or_year(path.stem, home)
    if meant is None:
        example = "2024-06" if home in MONTHS else "2024"
        mend = f"文件名写作 {example}{path.suffix} 才读；不用的移出 {home}/"
    else:
        rival = next((file.name for file in files if file.stem == meant), None)
        what += f"（{meant} 读的是 {rival}）" if rival else f"（{meant} 没有别的文件）"
        first = f"先移走 {rival}，再" if rival else ""
        mend = f"要用它就{first}改名为 {meant}{path.suffix}；不用的移出 {home}/"
    return Problem(Place(f"{home}/{path.name}"), what, mend, kind="file.misnamed")


def _period_or_year(stem: str, home: str) -> str | None:
    """The period, outside monthly/ the year, that a file's name begins with."""
    match = (_MONTH if home in MONTHS else _YEAR).match(stem)
    try:
        if match is None:
            return None
        if home not in MONTHS:
            return str(Year.parse(match[0]))
        return str(Period(int(match[1]), int(match[2])))
    except PeriodError:
        return None
