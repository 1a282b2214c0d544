"""Enterprises by what they add to the city: 拉动 and 贡献率, the ten up and down, the largest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from fzlib.analysis.enterprises.rates import (
    PLACES,
    contribution,
    exact_pull,
    growth,
    pull,
    share,
)
from fzlib.enterprises.frame import Enterprise, Figures, Frame, Group, Part
from fzlib.enterprises.marks import COUNTED
from fzlib.scoring.rounding import EXACT

MOST = 10


@dataclass(frozen=True, slots=True)
class Pull:
    """An enterprise of a span beside the city.

    Rates are half-up to as many decimals as are asked for; None where there is none, and, but for
    growth, where the enterprise is not counted.
    """

    enterprise: Enterprise
    figures: Figures
    city: Group

    @property
    def is_counted(self) -> bool:
        """Whether the city's sums have it: both its figures are there."""
        return COUNTED in self.figures.marks

    @property
    def increment(self) -> Decimal | None:
        """What the city's sums have of it, 万元; None where it is not counted."""
        return self.figures.increment if self.is_counted else None

    def growth(self, places: int = PLACES) -> Decimal | None:
        """%."""
        return growth(self.figures, places)

    def pull(self, places: int = PLACES) -> Decimal | None:
        """拉动, 百分点 of the city's growth."""
        return None if self.increment is None else pull(self.increment, self.city, places)

    @property
    def exact_pull(self) -> Fraction | None:
        """The same, every digit."""
        return None if self.increment is None else exact_pull(self.increment, self.city)

    def contribution(self, places: int = PLACES) -> Decimal | None:
        """贡献率: of the city's increment, %."""
        return None if self.increment is None else contribution(self.increment, self.city, places)

    def share(self, places: int = PLACES) -> Decimal | None:
        """Of the city's output, %."""
        output = self.figures.output if self.is_counted else None
        return None if output is None else share(output, self.city.output, places)


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of an order.

    Attributes:
        entries: at most as many as asked for. tied: others equal to the last of them.
    """

    entries: tuple[Pull, ...]
    tied: tuple[Pull, ...] = ()


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest by output of the span.

    Attributes:
        listed: of the enterprises counted. output: of its entries together, 万元. whole: the
            city's. apart: those not counted, for want of 同期, whose output would have placed them
            among the entries.
    """

    listed: Listed
    output: Decimal
    whole: Decimal
    apart: tuple[Pull, ...] = ()

    def share(self, places: int = PLACES) -> Decimal | None:
        """Of the city's output that the entries have, %; None where that is not above 0."""
        return share(self.output, self.whole, places)


def pull_of(row: Enterprise, city: Group) -> Pull:
    """One enterprise beside the city's group of a span."""
    return Pull(row, row.of(city.span), city)


def together(entries: Iterable[Pull]) -> Part:
    """Output and base of those of the entries that are counted, 万元, exact."""
    given = [own.figures for own in entries if own.is_counted]
    outputs, bases = (own.output for own in given), (own.base for own in given)
    return Part(
        *(
            reduce(EXACT.add, (value for value in column if value is not None), Decimal(0))
            for column in (outputs, bases)
        )
    )


def ten_up(frame: Frame, span: str, most: int = MOST) -> Listed:
    """Those that add most to the city: increments above 0, the largest first."""
    return _by_increment(frame, span, most, up=True)


def ten_down(frame: Frame, span: str, most: int = MOST) -> Listed:
    """Those that take most from the city: increments below 0, the lowest first."""
    return _by_increment(frame, span, most, up=False)


def largest(frame: Frame, span: str, most: int = MOST) -> Largest:
    """The largest by output, and their share of the city's."""
    city = frame.group(span)
    if city is None:
        return Largest(Listed(()), Decimal(0), Decimal(0))
    given = [(own.output, row) for row in frame.rows if (own := row.of(span)).output is not None]
    counted = [(size, row) for size, row in given if COUNTED in row.of(span).marks]
    listed = _first(counted, city, most)
    sizes = [own.figures.output for own in listed.entries]
    least = sizes[-1] if len(sizes) == most else None
    others = [(size, row) for size, row in given if COUNTED not in row.of(span).marks]
    apart = [(size, row) for size, row in others if least is None or size > least]
    whole = reduce(EXACT.add, (size for size in sizes if size is not None), Decimal(0))
    return Largest(listed, whole, city.output, _first(apart, city, len(apart)).entries)


def key_enterprises(frame: Frame, span: str) -> tuple[Pull, ...]:
    """重点企业, the largest output first; those without output last."""
    city = frame.group(span)
    own = [row for row in frame.rows if row.is_key]
    if city is None or not own:
        return ()
    given = [(output, row) for row in own if (output := row.of(span).output) is not None]
    without = [row for row in own if row.of(span).output is None]
    return (
        *_first(given, city, len(given)).entries,
        *(pull_of(row, city) for row in sorted(without, key=lambda row: row.code)),
    )


def _by_increment(frame: Frame, span: str, most: int, *, up: bool) -> Listed:
    city = frame.group(span)
    if city is None:
        return Listed(())
    sizes = [
        (increment, row)
        for row in frame.marked(span, COUNTED)
        if (increment := row.of(span).increment) and (increment > 0) == up
    ]
    return _first(sizes, city, most, highest=up)


def _first(
    sizes: Iterable[tuple[Decimal, Enterprise]], city: Group, most: int, *, highest: bool = True
) -> Listed:
    """By exact size; equal ones by code, whatever the file's order."""
    by_code = sorted(sizes, key=lambda pair: pair[1].code)
    ordered = sorted(by_code, key=lambda pair: pair[0], reverse=highest)  # keeps equal ones' order
    entries, others = ordered[:most], ordered[most:]
    tied = [row for size, row in others if size == entries[-1][0]] if entries else []
    return Listed(
        tuple(pull_of(row, city) for _, row in entries), tuple(pull_of(row, city) for row in tied)
    )
