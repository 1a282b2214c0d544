"""Output since: a month's output beside 同期, period by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from fzlib.analysis.enterprises.rates import PLACES, growth
from fzlib.enterprises.frame import Frame
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import EXACT


class Point(NamedTuple):
    """Output of a month and of the same month last year, 万元."""

    period: Period
    output: Decimal
    base: Decimal

    @property
    def increment(self) -> Decimal:
        """Output less base."""
        return EXACT.subtract(self.output, self.base)

    def growth(self, places: int = PLACES) -> Decimal | None:
        """%; None where base <= 0."""
        return growth(self, places)


def course(code: str, periods: Iterable[Period], frames: Sequence[Frame]) -> tuple[Point, ...]:
    """An enterprise's months in those of the periods that have both figures of it."""
    wanted = set(periods)
    rows = [
        (frame.period, frame.by_code[code].month)
        for frame in frames
        if frame.period in wanted and code in frame.by_code
    ]
    return tuple(
        Point(period, own.output, own.base)
        for period, own in rows
        if own.output is not None and own.base is not None
    )
