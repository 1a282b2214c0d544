"""What a data folder has that is not read, for its name, and what it lacks: a month forgotten."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from fzlib.errors import Place, Problem
from fzlib.intake.input_files import tables_in
from fzlib.scoring.periods import Period, PeriodError, Year

_MONTH = re.compile(r"(\d{4})\D?(\d{1,2})(?!\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}(?!\d)", re.ASCII)


def strays(folder: Path) -> list[Problem]:
    """A hint for each file of a format we read whose name is no period, in expected/ no year.

    What programs leave there while a file is open is none. Then one for each month that is not
    there, between two of a year that are.
    """
    return [*_misnamed(folder), *_forgotten(folder)]


def _forgotten(folder: Path) -> list[Problem]:
    named = {_named(path.stem, "monthly") for path in tables_in(folder / "monthly")}
    there = sorted(Period.parse(name) for name in named if name)
    what = "没有这一期的数据，同年前后各期都有；季度、年度的得分和位次要用它"
    return [
        Problem(Place(f"monthly/{period}"), what, "是漏了就补上")
        for earlier, later in pairwise(there)
        for period in later.so_far
        if earlier.year == later.year and earlier < period < later
    ]


def _misnamed(folder: Path) -> list[Problem]:
    return [
        _stray(path, home, files)
        for home in ("monthly", "expected")
        for files in [tables_in(folder / home)]
        for path in files
        if _named(path.stem, home) != path.stem and not path.name.startswith(("~$", "."))
    ]


def _stray(path: Path, home: str, files: list[Path]) -> Problem:
    what = "期间" if home == "monthly" else "年份"
    meant = _named(path.stem, home)
    if meant is None:
        example = "2024-06" if home == "monthly" else "2024"
        mend = f"文件名写作 {example}{path.suffix} 才读；不用的移出 {home}/"
        return Problem(Place(f"{home}/{path.name}"), f"文件名不是{what}，没有读", mend)
    there = next((file.name for file in files if file.stem == meant), None)
    said = f"{meant} 读的是 {there}" if there else f"{meant} 没有别的文件"
    first = f"先移走 {there}，再" if there else ""
    mend = f"要用它就{first}改名为 {meant}{path.suffix}；不用的移出 {home}/"
    return Problem(Place(f"{home}/{path.name}"), f"文件名不是{what}，没有读（{said}）", mend)


def _named(stem: str, home: str) -> str | None:
    """The period or year that a file's name begins with."""
    found = (_MONTH if home == "monthly" else _YEAR).match(stem)
    try:
        if found is None:
            return None
        if home == "expected":
            return str(Year.parse(found[0]))
        return str(Period(int(found[1]), int(found[2])))
    except PeriodError:
        return None
