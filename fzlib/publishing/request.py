"""One report, of a data folder and a month, quarter or year: what is asked for, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fzlib.errors import Problem
from fzlib.paths import named
from fzlib.scoring.periods import AnyPeriod, Period, Quarter, Year

NOTEBOOKS = {Period: "monthly", Quarter: "quarterly", Year: "annual"}
DATACHECK = "datacheck"  # the notebook of the page beside a month's: where its figures came from
TARGETS = "targets"  # of the page beside a month's, where there are goals: how far its tasks are
ENTERPRISES = "enterprises"  # 运行分析, beside a month's, where the period has enterprises
COUNTY_SHEET = "county"  # the notebook of a county's sheet
INPROCESS, STOCK = "inprocess", "stock"
KERNELS = (INPROCESS, STOCK)
WRITTEN, CURRENT, FAILED = "written", "current", "failed"


class ReportError(Exception):
    """There will be no report, and why (Chinese message); what stood there is as it was."""


@dataclass(frozen=True)
class Request:
    """One report to write. Paths are absolute, and the same on every machine that works on it.

    Attributes:
        data: the data folder. out: the folder that holds the periods' folders. rules: a rule book
            in place of the folder's. counties: sheets to add to a month's report; those it has
            already are kept up to date with it. force: write it though it is up to date. kernel:
            what its notebooks run in, one of `KERNELS`. jobs: notebooks at a time. kept: a folder
            with the targets/ and registers/ to use in place of the data folder's.
    """

    data: Path
    period: AnyPeriod
    out: Path
    rules: Path | None = None
    counties: tuple[str, ...] = ()
    force: bool = False
    kernel: str = INPROCESS
    jobs: int = 1
    kept: Path | None = None

    @property
    def folder(self) -> Path:
        """Where it is written."""
        return self.out / str(self.period)

    @property
    def name(self) -> str:
        """monthly, quarterly or annual: the notebook and the page."""
        return NOTEBOOKS[type(self.period)]

    def beside(self, *, goals: bool, enterprises: bool) -> tuple[str, ...]:
        """Notebooks whose pages come with the report's own; goals, enterprises: are there any?"""
        if not isinstance(self.period, Period):
            return ()
        there = {DATACHECK: True, TARGETS: goals, ENTERPRISES: enterprises}
        return tuple(name for name, is_there in there.items() if is_there)

    @property
    def parameters(self) -> dict[str, str]:
        """As published: no folder of this machine, and running it again overwrites no report."""
        rules = named(self.rules) if self.rules else ""
        return {"period": str(self.period), "data": named(self.data), "rules": rules}


@dataclass(frozen=True)
class Outcome:
    """What came of a request: written, current (nothing to do) or failed, and what is to be told.

    ``pages``: those asked for; ``problems``: of the inputs; ``reason``: another cause of a failure,
    in Chinese.
    """

    request: Request
    status: str
    seconds: float = 0.0
    pages: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""
