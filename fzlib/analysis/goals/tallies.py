"""What a register's entries come to: counted, summed up, told apart, or as a rate in %."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fzlib.goals.actuals import Tally
from fzlib.goals.cycles import Window
from fzlib.goals.registers import Entry
from fzlib.scoring.rounding import decimals_of, half_up

RATE_PLACES = 2  # GOALS, Exactly: rates are half-up to 2 decimals before they are compared


class Attained(NamedTuple):
    """An actual; where there is none, why not: a code of `vocabulary.LACKS`."""

    value: Decimal | None
    lack: str = ""

    @property
    def is_due(self) -> bool:
        """Whether there is anything to be done: a rate over no entry is of nothing."""
        return self.lack != "entries"


class Counted(NamedTuple):
    """The entries that a tally counts: those ``done`` and, of a rate, those ``due``."""

    done: list[Entry]
    due: list[Entry]


def counted(tally: Tally, rows: Iterable[Entry], window: Window) -> Counted:
    """Which of the entries, already those of ``where``, count in a cycle so far."""
    span = Window(None, window.last) if tally.ever else window
    if not tally.is_rate:
        return Counted([row for row in rows if _is_reached(tally, row, span)], [])
    due = [row for row in rows if span.holds(row.day(tally.of))]
    # of those due, when they are reached is not asked, but that it is by the end
    by_the_end = Window(None, span.last)
    return Counted([row for row in due if _is_reached(tally, row, by_the_end)], due)


def tallied(tally: Tally, rows: Iterable[Entry], window: Window) -> Attained:
    """What the entries of a city or county, already those of ``where``, come to.

    Counts and sums are exact, in the column's own unit; a rate is in %, half-up to 2 decimals.
    No entry is 0; a blank amount is left out; where all are blank the actual is missing.
    """
    done, due = counted(tally, rows, window)
    part = _come_to(tally, done, tally.sum)
    if not tally.is_rate:
        return Attained(part, "amounts" if part is None else "")
    if not due:
        return Attained(None, "entries")
    whole = _come_to(tally, due, tally.of_sum or tally.sum)
    if part is None or whole is None:
        return Attained(None, "amounts")
    return rate(part, whole) if whole else Attained(None, "zero")


def rate(part: Decimal, whole: Decimal) -> Attained:
    """``part`` in % of ``whole``, half-up to 2 decimals. ZeroDivisionError: of nothing."""
    return Attained(half_up(100 * Fraction(part) / Fraction(whole), RATE_PLACES))


def _is_reached(tally: Tally, row: Entry, window: Window) -> bool:
    """Whether its date in ``reached`` lies in the window, and is not after that in ``within``.

    Where the latter is blank, nothing shows that the entry was in time.
    """
    if not tally.reached:
        return True
    day = row.day(tally.reached)
    if day is None or not window.holds(day):
        return False
    if not tally.within:
        return True
    limit = row.day(tally.within)
    return limit is not None and day <= limit


def _come_to(tally: Tally, rows: Sequence[Entry], column: str) -> Decimal | None:
    """Amounts of a column, different values, or entries; None where all of them are blank."""
    if column:
        amounts = [amount for row in rows if (amount := row.amount(column)) is not None]
        return exact_sum(amounts) if amounts or not rows else None
    if tally.distinct:
        values = {row.values[tally.distinct] for row in rows if not row.is_blank(tally.distinct)}
        return Decimal(len(values)) if values or not rows else None
    return Decimal(len(rows))


def exact_sum(amounts: Sequence[Decimal]) -> Decimal:
    """A sum with every digit: decimal's own stops at 28."""
    return half_up(sum(map(Fraction, amounts), Fraction(0)), decimals_of(amounts))


def exact_difference(value: Decimal, other: Decimal) -> Decimal:
    """The one less the other, with every digit."""
    return half_up(Fraction(value) - Fraction(other), decimals_of([value, other]))
