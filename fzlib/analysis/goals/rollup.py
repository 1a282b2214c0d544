"""A register's entries by a column: a row each value, counted and summed up as tasks are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fzlib.analysis.extremes import grouped
from fzlib.analysis.goals.tallies import Attained, counted, tallied
from fzlib.goals.cycles import YEAR, Cycle
from fzlib.goals.evidence import Goals
from fzlib.goals.registers import REGION, Entry
from fzlib.goals.sections import CountTable


@dataclass(frozen=True)
class Rollup:
    """``rows``: value of the column → a number each of the table's columns; ``total``: of all.

    Of 地区 there is a row each county, in their order, with entries or without; entries of none
    are under ''. Of another column a row each value, in the order of the file; '' where blank.
    """

    rows: dict[str, tuple[Attained, ...]]
    total: tuple[Attained, ...]


def rollup(goals: Goals, table: CountTable) -> Rollup | None:
    """What the table shows, of the year so far; None where the register has no file.

    Counts and sums exact, rates in % half-up to 2 decimals: `tallies.tallied`. A rate over no
    entry, and a sum of which every amount is blank, have no value.
    """
    entries = goals.registers.get(table.register)
    if entries is None:
        return None
    own = grouped(entries.rows, lambda entry: group_of(entry, table.by))
    if table.by == REGION:
        own = {county: own.get(county, []) for county in (*goals.counties, *own)}
    window = Cycle(YEAR).window(goals.period)

    def numbers(rows: Iterable[Entry]) -> tuple[Attained, ...]:
        listed = list(rows)
        return tuple(
            tallied(tally, (row for row in listed if row.matches(tally.where)), window)
            for _, tally in table.columns
        )

    return Rollup({name: numbers(rows) for name, rows in own.items()}, numbers(entries.rows))


def group_of(entry: Entry, column: str) -> str:
    """The row that an entry is in: its county as assessed, or what stands in a column."""
    return entry.region if column == REGION else entry.text(column)


def blanks(goals: Goals, table: CountTable) -> dict[str, int]:
    """Column of amounts → how many of the entries that the table sums up have none there.

    Of those that count only: what is not there yet is no blank. Columns without any are left out.
    """
    entries = goals.registers.get(table.register)
    window = Cycle(YEAR).window(goals.period)
    lacking: dict[str, int] = {}
    for _, tally in table.columns:
        if entries is not None and tally.sum and not tally.is_rate:
            done = counted(tally, entries.where(tally.where).rows, window).done
            lacking[tally.sum] = sum(row.is_blank(tally.sum) for row in done)
    return {column: count for column, count in lacking.items() if count}
