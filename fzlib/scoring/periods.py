"""Reference periods: eleven a year, because January and February are one release (1—2月)."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTH, YTD = "month", "ytd"
SPANS = (MONTH, YTD)


class PeriodError(ValueError):
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
        if self.month == 1:
            raise PeriodError(
                f"没有“{self.year}-01”这一期：1月、2月数据合并发布，请写 {self.year}-02（1—2月）"
            )
        if not (2 <= self.month <= 12 and 1950 <= self.year <= 2199):
            raise PeriodError(f"没有“{self.year}-{self.month:02d}”这一期：期间写作 2023-05")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2023-05``; anything else is a PeriodError that says what to write."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip(), re.ASCII)
        if not found:
            raise PeriodError(f"“{text}”不是期间：期间写作 2023-05（1—2月写作 2023-02）")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def is_first(self) -> bool:
        """1—2月: the month's figures and the year-to-date figures are the same."""
        return self.month == 2

    @property
    def previous(self) -> Period | None:
        """The period before in the same year; the first has none."""
        return None if self.is_first else Period(self.year, self.month - 1)

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
        if self.is_first or span == YTD:
            return f"1—{self.month}月"
        return f"{self.month}月"
