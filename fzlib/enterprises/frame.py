"""A period's enterprises (名录): a row each, with its marks, and their roll-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from fzlib.enterprises.marks import COUNTED
from fzlib.errors import Place
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import EXACT
from fzlib.vocabulary import MONTH

STATES = ("正常", "停产", "半停产", "新建", "退库")
LEFT_STATE = "退库"
CITY, COUNTY, DIVISION, COUNTY_DIVISION = LEVELS = ("city", "county", "division", "county_division")


class Figures(NamedTuple):
    """Output of a span and that of the same span last year, 万元 as given; None: not reported."""

    output: Decimal | None
    base: Decimal | None
    marks: frozenset[str] = frozenset()

    @property
    def increment(self) -> Decimal | None:
        """Output less base; None where either is missing."""
        if self.output is None or self.base is None:
            return None
        return EXACT.subtract(self.output, self.base)


class Power(NamedTuple):
    """Electricity of the month (or of the year to date), 万千瓦时; None: not given."""

    used: Decimal | None
    base: Decimal | None


NO_POWER = Power(None, None)
NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Enterprise:
    """One row.

    Attributes:
        code: 统一社会信用代码. county: an assessed one. division: two digits.
        month, ytd: in 1—2月 the same figures. state: one of `STATES`; '' where not stated.
        is_key: 重点企业. power: of the month; power_ytd where given. place: of its code.
    """

    code: str
    name: str
    county: str
    division: str
    month: Figures
    ytd: Figures
    state: str = ""
    is_key: bool = False
    power: Power = NO_POWER
    power_ytd: Power = NO_POWER
    place: Place = NOWHERE

    def of(self, span: str) -> Figures:
        """The figures of a span."""
        return self.month if span == MONTH else self.ytd

    def marked(self, month: frozenset[str], ytd: frozenset[str]) -> Enterprise:
        """The same with the marks of its spans."""
        figures = Figures(*self.month[:2], month), Figures(*self.ytd[:2], ytd)
        return Enterprise(
            self.code, self.name, self.county, self.division, *figures, self.state, self.is_key,
            self.power, self.power_ytd, self.place,
        )  # fmt: skip

    @property
    def is_left(self) -> bool:
        """Out of the frame, its figures still counted."""
        return self.state == LEFT_STATE


class Part(NamedTuple):
    """Sums of some of a group's enterprises, 万元, exact."""

    output: Decimal = Decimal(0)
    base: Decimal = Decimal(0)

    @property
    def increment(self) -> Decimal:
        """Output less base."""
        return EXACT.subtract(self.output, self.base)


NO_PART = Part()


@dataclass(frozen=True, slots=True)
class Group:
    """A period's enterprises of a span in the city, a county, a division, or a county's division.

    Attributes:
        county, division: '' where it is of all of them.
        counts: mark (`marks.MARKS`) → how many rows have it.
        output, base: sums over the rows that have both, 退库 too; 万元, exact, not rounded.
        entered, left: those of the rows so marked; what is neither is continuing.
    """

    period: Period
    span: str
    county: str
    division: str
    counts: Mapping[str, int]
    output: Decimal
    base: Decimal
    entered: Part = NO_PART
    left: Part = NO_PART

    @property
    def level(self) -> str:
        """One of `LEVELS`."""
        if self.county:
            return COUNTY_DIVISION if self.division else COUNTY
        return DIVISION if self.division else CITY

    @property
    def increment(self) -> Decimal:
        """Output less base."""
        return EXACT.subtract(self.output, self.base)

    @property
    def continuing(self) -> Part:
        """What neither entered nor left."""
        others = EXACT.add(self.entered.output, self.left.output)
        bases = EXACT.add(self.entered.base, self.left.base)
        return Part(EXACT.subtract(self.output, others), EXACT.subtract(self.base, bases))


@dataclass(frozen=True, eq=False)
class Frame:
    """A period's file as read: rows of assessed counties in the file's order, and their groups.

    ``groups``: only those that have a row; month then year to date, then by level (`LEVELS`),
    counties in the order of regions.csv, divisions by code.
    """

    period: Period
    label: str
    rows: tuple[Enterprise, ...]
    groups: tuple[Group, ...]

    def __repr__(self) -> str:
        return (
            f"{self.label}：企业{len(self.rows)}户\n"
            "接着看：frame.rows（一户一行）、frame.by_code、frame.groups"
        )

    @cached_property
    def by_code(self) -> Mapping[str, Enterprise]:
        """Code → row."""
        return {row.code: row for row in self.rows}

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str, str], Group]:
        return {(group.span, group.county, group.division): group for group in self.groups}

    def group(self, span: str, county: str = "", division: str = "") -> Group | None:
        """The group of a span; of the whole city without county and division. None: no row."""
        return self._by_key.get((span, county, division))

    def at_level(self, span: str, level: str) -> tuple[Group, ...]:
        """Groups of a level, in order."""
        return tuple(own for own in self.groups if own.span == span and own.level == level)

    def marked(self, span: str, mark: str) -> tuple[Enterprise, ...]:
        """The rows that have a mark in a span, in the file's order."""
        return tuple(row for row in self.rows if mark in row.of(span).marks)

    def left_out(self, span: str) -> tuple[Enterprise, ...]:
        """Rows that no sum of the span counts: a figure of the two is missing."""
        return tuple(row for row in self.rows if COUNTED not in row.of(span).marks)
