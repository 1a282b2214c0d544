"""Electricity beside output: 产值升、用电降 and the reverse (scissors), exact, by strict signs.

ENTERPRISES, Findings: "Electricity beside output where given". An enterprise is in a list where it
is comparable; sums are of the rows that count in the span and have both figures of electricity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.enterprises.rates import PLACES, growth
from fzlib.enterprises.frame import Enterprise, Figures, Frame, Part, Power
from fzlib.enterprises.marks import COUNTED, DOWN, UP
from fzlib.scoring.rounding import EXACT, exact_sum
from fzlib.vocabulary import MONTH

OUTPUT_UP, OUTPUT_DOWN = "output_up", "output_down"
SCISSORS = {OUTPUT_UP: "产值升、用电降", OUTPUT_DOWN: "产值降、用电升"}


@dataclass(frozen=True)
class Pair:
    """Output (万元) and electricity (万千瓦时) of the same enterprises, both with 同期; exact.

    ``firms``: how many have all four. ``of``: how many are counted in the span's sums.
    """

    firms: int
    of: int
    output: Decimal
    base: Decimal
    used: Decimal
    used_base: Decimal

    @property
    def increment(self) -> Decimal:
        """Of output."""
        return EXACT.subtract(self.output, self.base)

    def growth(self, places: int = PLACES) -> Decimal | None:
        """Of output, %; None where 同期 is not above 0."""
        return growth(self, places)

    def power_growth(self, places: int = PLACES) -> Decimal | None:
        """Of electricity, likewise."""
        return growth(Part(self.used, self.used_base), places)

    @property
    def scissors(self) -> str:
        """One of `SCISSORS`; '' where both go one way, or one stands still."""
        if self.output > self.base and self.used < self.used_base:
            return OUTPUT_UP
        return OUTPUT_DOWN if self.output < self.base and self.used > self.used_base else ""


@dataclass(frozen=True, eq=False)
class PowerFindings:
    """Of a span.

    Attributes:
        city: of all. divisions: by code, those with a row that has all four figures.
        enterprises: kind of `SCISSORS` → the enterprises, the largest change of output first; of
            equal ones by code.
    """

    span: str
    city: Pair
    divisions: tuple[tuple[str, Pair], ...]
    enterprises: dict[str, tuple[tuple[Enterprise, Pair], ...]]

    @property
    def is_given(self) -> bool:
        """Whether any enterprise has all four figures."""
        return self.city.firms > 0

    def crossed(self, kind: str) -> tuple[tuple[str, Pair], ...]:
        """Divisions of a kind of `SCISSORS`, the largest change of output first."""
        own = [pair for pair in self.divisions if pair[1].scissors == kind]
        return tuple(sorted(own, key=lambda pair: -abs(pair[1].increment)))


def power(frame: Frame, span: str = MONTH) -> PowerFindings:
    """Electricity beside output of a period, by the month's or the year to date's figures."""
    rows = [row for row in frame.rows if COUNTED in row.of(span).marks]
    by_division: dict[str, list[Enterprise]] = {}
    for row in rows:
        by_division.setdefault(row.division, []).append(row)
    divisions = ((code, _pair(by_division[code], span)) for code in sorted(by_division))
    return PowerFindings(
        span,
        _pair(rows, span),
        tuple((code, own) for code, own in divisions if own.firms),
        {kind: _enterprises(rows, span, kind) for kind in SCISSORS},
    )


def _enterprises(
    rows: Iterable[Enterprise], span: str, kind: str
) -> tuple[tuple[Enterprise, Pair], ...]:
    mark = UP if kind == OUTPUT_UP else DOWN
    pairs = [(row, _pair([row], span)) for row in rows if mark in row.of(span).marks]
    found = [pair for pair in pairs if pair[1].scissors == kind]
    return tuple(sorted(found, key=lambda pair: (-abs(pair[1].increment), pair[0].code)))


def _pair(rows: Iterable[Enterprise], span: str) -> Pair:
    """Sums over those of the rows, all counted, that have electricity too."""
    listed = list(rows)
    given = [own for row in listed if (own := _four(row.of(span), _power(row, span)))]
    sums = map(exact_sum, zip(*given, strict=True))
    output, base, used, used_base = sums if given else [Decimal(0)] * 4
    return Pair(len(given), len(listed), output, base, used, used_base)


def _power(row: Enterprise, span: str) -> Power:
    return row.power if span == MONTH else row.power_ytd


def _four(figures: Figures, power: Power) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    output, base, used, used_base = figures.output, figures.base, power.used, power.base
    if output is None or base is None or used is None or used_base is None:
        return None
    return output, base, used, used_base
