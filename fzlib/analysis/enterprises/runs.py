"""A run on the watch list: since which period an enterprise is on it without a break.

ENTERPRISES, Exactly: a period without a file or figure neither ends nor lengthens it. Runs begin
within the year: what was before its first period is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fzlib.analysis.enterprises.reasons import reasons
from fzlib.enterprises.frame import Enterprise, Frame
from fzlib.enterprises.marks import COUNTED, FIRMS
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.goals.cycles import MONTH as A_MONTH
from fzlib.goals.cycles import Cycle, Window, last_day
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH


@dataclass(frozen=True)
class Run:
    """The periods in which an enterprise was on the list, one after another; at least one.

    A period that neither ended nor lengthened it is not among them.
    """

    periods: tuple[Period, ...]

    @property
    def first(self) -> Period:
        """Since when it is on the list."""
        return self.periods[0]

    @property
    def last(self) -> Period:
        """The last of them."""
        return self.periods[-1]

    @property
    def length(self) -> int:
        """How many periods (期): 1—2月 is one."""
        return len(self.periods)

    def window(self, end: Period) -> Window:
        """From the first day of its first period to the last day of ``end``."""
        return Window(month_window(self.first).first, last_day(end))


def month_window(period: Period) -> Window:
    """The days of 'this month': of both months in 1—2月."""
    return Cycle(A_MONTH).window(period)


def is_listed(row: Enterprise, settings: EnterpriseSettings) -> bool | None:
    """Whether a row is on its period's list, by the month's figures.

    None where nothing tells: 退库, or a figure of the two is missing.
    """
    if not {FIRMS, COUNTED} <= row.month.marks:
        return None
    return bool(reasons(row, MONTH, settings))


def runs(frames: Iterable[Frame], settings: EnterpriseSettings) -> Mapping[str, Run]:
    """Code → its open run after the last of the frames, which are in order.

    A period without a row of an enterprise leaves its run as it is.
    """
    open_periods: dict[str, tuple[Period, ...]] = {}
    for frame in frames:
        for code, row in frame.by_code.items():
            listed = is_listed(row, settings)
            if listed:
                open_periods[code] = (*open_periods.get(code, ()), frame.period)
            elif listed is not None:
                open_periods.pop(code, None)
    return {code: Run(periods) for code, periods in open_periods.items()}
