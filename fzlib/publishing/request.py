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
WAITING = "等另一个程序写完"  # a step


class ReportError(Exception):
    """There will be no report, and why (Chinese message); what stood there is as it was."""


class Refused(ReportError):
    """The folder is not to be written, and is as it was (Chinese message)."""


@dataclass(frozen=True)
class Request:
    """One report to write. Paths are absolute, and the same on every machine that works on it.

    Attributes:
        data: the data folder. out: the folder that holds the periods' folders. rules: a rule book
            in place of the folder's. counties: sheets to add to a month's report; those it has
            already are kept up to date with it. force: write it though it is up to date. kernel:
            what its notebooks run in, one of `KERNELS`. jobs: notebooks at a time. kept: a folder
            with the targets/ and registers/ to use in place of the data folder's. wait: where
            another run is writing the folder, until it has; else that is told as a failure. names:
            of the data folder and the rule book, where others than their own are published.
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
    wait: bool = True
    names: tuple[str, str] | None = None

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
        own = named(self.data), named(self.rules) if self.rules else ""
        data, rules = self.names or own
        return {"period": str(self.period), "data": data, "rules": rules}


@dataclass(frozen=True)
class Outcome:
    """What came of a request: written, current (nothing to do) or failed, and what is to be told.

    ``pages``: those asked for; ``problems``: of the inputs; ``reason``: another cause of a failure,
    or, of what is written, why it may not last (Chinese).
    """

    request: Request
    status: str
    seconds: float = 0.0
    pages: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the report is there, and nothing is left to be seen to."""
        return self.status != FAILED and not self.reason
