"""What is not filled in: what the document demands of an entry, and amounts that a task sums up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fzlib.analysis.goals.tallies import counted
from fzlib.goals.actuals import Tally
from fzlib.goals.registers import Entries, Entry, Register
from fzlib.goals.tasks import Document, Task
from fzlib.scoring.periods import Period


@dataclass(frozen=True)
class Incomplete:
    """An entry and the required columns in which nothing stands."""

    entry: Entry
    columns: tuple[str, ...]


def incomplete(register: Register, entries: Entries) -> tuple[Incomplete, ...]:
    """The entries that lack anything required, in the file's order. They count all the same."""
    listed = (
        Incomplete(row, tuple(column for column in register.required if row.is_blank(column)))
        for row in entries.rows
    )
    return tuple(each for each in listed if each.columns)


def by_column(register: Register, listed: Iterable[Incomplete]) -> Mapping[str, tuple[Entry, ...]]:
    """Required column → the entries in which it is blank; columns without any are left out."""
    every = list(listed)
    lacking = {
        column: tuple(each.entry for each in every if column in each.columns)
        for column in register.required
    }
    return {column: entries for column, entries in lacking.items() if entries}


@dataclass(frozen=True)
class LeftOut:
    """Entries that a task counts, and whose blank in a column is left out of its actual."""

    task: Task
    column: str
    entries: tuple[Entry, ...]


def left_out(
    document: Document, period: Period, registers: Mapping[str, Entries | None]
) -> tuple[LeftOut, ...]:
    """Of every task that sums up a column or tells values apart, in the file's order.

    Args:
        registers: code → entries, None where there is no file. Tasks not begun are left aside.
    """
    return tuple(
        each
        for task in document.tasks
        if task.has_begun(period)
        if isinstance(task.actual, Tally) and (entries := registers.get(task.actual.register))
        for each in _of_task(task, task.actual, entries, period)
    )


def _of_task(task: Task, tally: Tally, entries: Entries, period: Period) -> Iterator[LeftOut]:
    rows = entries.where(tally.where).rows
    done, due = counted(tally, rows, task.cycle.window(period))
    blank: dict[str, dict[Entry, None]] = {}  # of a rate, an entry may be counted in both
    for listed, column in ((due, tally.of_sum or tally.sum), (done, tally.sum)):
        of = column or tally.distinct
        blank.setdefault(of, {}).update((row, None) for row in listed if of and row.is_blank(of))
    yield from (LeftOut(task, of, tuple(without)) for of, without in blank.items() if without)
