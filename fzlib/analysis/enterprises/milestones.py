"""New output split: who crossed 1亿元 and 10亿元, and the enterprises of 新增长点 projects.

ENTERPRISES, Exactly: "Crossed 1亿: year to date at or above, its 同期 below". A part's increment is
that of the year to date, 万元, exact; parts overlap (`Portion.shared_with`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.enterprises.register_columns import NEW_POINT, PROJECT_KIND
from fzlib.enterprises.evidence import Enterprises
from fzlib.enterprises.frame import Enterprise, Frame
from fzlib.enterprises.marks import COUNTED, FIRMS
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.goals.registers import PROJECTS, Entry
from fzlib.scoring.rounding import exact_sum
from fzlib.vocabulary import YTD

ONE, TEN = Decimal(10_000), Decimal(100_000)  # 万元
LINES = {ONE: "1亿元", TEN: "10亿元"}


@dataclass(frozen=True)
class Portion:
    """Enterprises and the sum of their increments of the year to date, 万元; the largest first."""

    enterprises: tuple[Enterprise, ...] = ()

    @property
    def increment(self) -> Decimal:
        """0 of none."""
        return exact_sum(map(_increment, self.enterprises))

    def shared_with(self, other: Portion) -> Portion:
        """Who is in both."""
        codes = {row.code for row in other.enterprises}
        return Portion(tuple(row for row in self.enterprises if row.code in codes))


@dataclass(frozen=True, eq=False)
class NewPoints:
    """新增长点 projects of the register, and whose they are.

    Attributes:
        projects: how many. uncoded: those without a code. unknown: codes that are in no row of the
            period, each once. uncounted: rows that lack a figure of the year to date.
        portion: the others, each enterprise once.
    """

    projects: int
    uncoded: int
    unknown: tuple[str, ...]
    uncounted: tuple[Enterprise, ...]
    portion: Portion


@dataclass(frozen=True, eq=False)
class Milestones:
    """Of a period's year to date.

    Attributes:
        increment: of the city, 万元; None where the frame has no row.
        crossed: line (万元, `LINES`) → who crossed it; who crossed both is in both.
        new_points: None where no register of projects tells.
    """

    increment: Decimal | None
    crossed: dict[Decimal, Portion]
    new_points: NewPoints | None


def milestones(enterprises: Enterprises) -> Milestones:
    """Who crossed which line in the year to date, and what 新增长点 projects added."""
    frame = enterprises.frame
    city = frame.group(YTD)
    return Milestones(
        city.increment if city else None,
        {line: _portion(row for row in frame.rows if has_crossed(row, line)) for line in LINES},
        _new_points(enterprises),
    )


def has_crossed(row: Enterprise, line: Decimal) -> bool:
    """Whether the year to date is at or above a line and its 同期, which is known, below.

    Not of 退库: it is no enterprise of the period.
    """
    own = row.ytd
    if not {FIRMS, COUNTED} <= own.marks or own.output is None or own.base is None:
        return False
    return own.output >= line > own.base


def _new_points(enterprises: Enterprises) -> NewPoints | None:
    own = enterprises.registers.get(PROJECTS)
    if own is None or not {CREDIT_CODE_HEADER, PROJECT_KIND} <= set(own.entries.columns):
        return None
    projects = [row for row in own.entries.rows if row.text(PROJECT_KIND) == NEW_POINT]
    return _of_projects(projects, enterprises.frame)


def _of_projects(projects: list[Entry], frame: Frame) -> NewPoints:
    codes = dict.fromkeys(filter(None, (own.text(CREDIT_CODE_HEADER) for own in projects)))
    rows = [frame.by_code[code] for code in codes if code in frame.by_code]
    return NewPoints(
        len(projects),
        sum(own.is_blank(CREDIT_CODE_HEADER) for own in projects),
        tuple(code for code in codes if code not in frame.by_code),
        tuple(row for row in rows if COUNTED not in row.ytd.marks),
        _portion(row for row in rows if COUNTED in row.ytd.marks),
    )


def _portion(rows: Iterable[Enterprise]) -> Portion:
    return Portion(tuple(sorted(rows, key=lambda row: (-_increment(row), row.code))))


def _increment(row: Enterprise) -> Decimal:
    increment = row.ytd.increment
    assert increment is not None  # a portion is of rows that have both figures
    return increment
