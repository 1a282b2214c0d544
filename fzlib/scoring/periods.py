"""Reference periods: eleven a year, because January and February are one release (1—2月)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fzlib.errors import RequestError
from fzlib.vocabulary import MONTH, SPANS, YTD

Fact = TypeVar("Fact")


class PeriodError(RequestError):
    """The text names no reference period; the message (Chinese) says what to write."""


@dataclass(frozen=True, order=True)
class Period:
    """A month of the evaluation year; month 2 stands for 1—2月.

    Raises:
        PeriodError: month 1 (no such release), or a month or year out of range.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        what = f"没有“{self}”这一期"
        if self.month == 1:
            raise PeriodError(f"{what}：1月、2月数据合并发布，请写 {self.year}-02（1—2月）")
        if not (2 <= self.month <= 12 and 1950 <= self.year <= 2199):
            raise PeriodError(f"{what}：期间写作 2023-05")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2023-05``; anything else is a PeriodError that says what to write."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip(), re.ASCII)
        if not match:
            raise PeriodError(f"“{text}”不是期间：期间写作 2023-05（1—2月写作 2023-02）")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def month_is_ytd(self) -> bool:
        """Whether month and year-to-date are one figure, as in 1—2月."""
        return self.month == 2

    def twins(self, span: str) -> tuple[str, ...]:
        """The spans that are one figure with this one, itself among them."""
        return SPANS if self.month_is_ytd else (span,)

    def distinct(self, spans: Sequence[str]) -> tuple[str, ...]:
        """Those of the spans that are figures of their own: the first where all are one."""
        return tuple(spans[:1] if self.month_is_ytd else spans)

    def paired(
        self, facts: Mapping[tuple[str, str, str], Fact]
    ) -> dict[tuple[str, str, str], Fact]:
        """What is known of figures (series, span, region): of one span, of its twin too."""
        return dict(facts) | {
            twin: fact
            for (series, span, region), fact in facts.items()
            for other in self.twins(span)
            if (twin := (series, other, region)) not in facts
        }

    @property
    def previous(self) -> Period | None:
        """The period before in the same year; the first has none."""
        return None if self.month == 2 else Period(self.year, self.month - 1)

    @property
    def so_far(self) -> tuple[Period, ...]:
        """The periods of its year up to this one."""
        return tuple(Period(self.year, month) for month in range(2, self.month + 1))

    @property
    def last_year(self) -> Period:
        """The same period of the year before."""
        return Period(self.year - 1, self.month)

    @property
    def label(self) -> str:
        """``2023年5月``, ``2023年1—2月``."""
        return f"{self.year}年{self.span_label(MONTH)}"

    def span_label(self, span: str) -> str:
        """``5月`` or ``1—5月``; both are ``1—2月`` in the first period."""
        if self.month_is_ytd or span == YTD:
            return f"1—{self.month}月"
        return f"{self.month}月"


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the evaluation year; the first has two periods (1—2月, 3月).

    Raises:
        PeriodError: no such quarter, or a year out of range.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            what = f"没有“{self.year}-Q{self.number}”这个季度"
            raise PeriodError(f"{what}：季度写作 {self.year}-Q1 至 {self.year}-Q4")
        _check_year(self.year, "季度写作 2023-Q1")

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def periods(self) -> tuple[Period, ...]:
        """Its periods in order: two in the first quarter, three in the others."""
        return Period(self.year, self.number * 3).so_far[-3:]

    @property
    def previous(self) -> Quarter | None:
        """The quarter before in the same year; the first has none."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else None

    @property
    def name(self) -> str:
        """``一季度``."""
        return f"{'一二三四'[self.number - 1]}季度"

    @property
    def label(self) -> str:
        """``2023年一季度``."""
        return f"{self.year}年{self.name}"


@dataclass(frozen=True, order=True)
class Year:
    """An evaluation year.

    Raises:
        PeriodError: a year out of range.
    """

    year: int

    def __post_init__(self) -> None:
        _check_year(self.year, "全年写作 2023")

    @classmethod
    def parse(cls, text: str) -> Year:
        """Read ``2023``; anything else is a PeriodError that says what to write."""
        if not re.fullmatch(r"\d{4}", text.strip(), re.ASCII):
            raise PeriodError(f"“{text}”不是年度：全年写作 2023")
        return cls(int(text))

    def __str__(self) -> str:
        return str(self.year)

    @property
    def periods(self) -> tuple[Period, ...]:
        """Its eleven periods in order."""
        return Period(self.year, 12).so_far

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Its four quarters in order."""
        return tuple(Quarter(self.year, number) for number in range(1, 5))

    @property
    def label(self) -> str:
        """``2023年``."""
        return f"{self.year}年"


AnyPeriod = Period | Quarter | Year


def parse_any(text: str) -> AnyPeriod:
    """Read ``2023-05``, ``2023-Q2`` or ``2023``.

    Raises:
        PeriodError: none of the three, or no such period, quarter or year; says what to write.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})|-Q(\d))?", text.strip(), re.ASCII)
    if not match:
        forms = "月份写作 2023-05（1—2月写作 2023-02），季度写作 2023-Q1，全年写作 2023"
        raise PeriodError(f"“{text}”不是期间：{forms}")
    year = int(match[1])
    if match[2]:
        return Period(year, int(match[2]))
    return Quarter(year, int(match[3])) if match[3] else Year(year)


def shifted(period: Period, steps: int) -> Period:
    """The period so many later, or earlier where negative, over the turn of the year too."""
    year, place = divmod(11 * period.year + period.month - 2 + steps, 11)
    return Period(year, place + 2)


def _check_year(year: int, mend: str) -> None:
    if not 1950 <= year <= 2199:
        raise PeriodError(f"没有“{year}”这一年：{mend}")
