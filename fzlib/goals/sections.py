"""What a report shows of the registers, section by section: as the document's file has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fzlib.goals.actuals import Tally, Where
from fzlib.vocabulary import TaskStatus


@dataclass(frozen=True)
class EntryTable:
    """A table of single entries: those of the register that match, in the file's order.

    ``columns``: headers of the register, beside its key.
    """

    title: str
    register: str
    columns: tuple[str, ...]
    where: Where = ()
    note: str = ""


@dataclass(frozen=True)
class CountTable:
    """A table of numbers: a row each value of the column ``by``, all entries in the last one.

    ``columns``: title → what is counted or summed up, as a task's actual of the year so far.
    """

    title: str
    register: str
    by: str
    columns: tuple[tuple[str, Tally], ...]
    note: str = ""


@dataclass(frozen=True)
class Draft:
    """A list (待核) of the counties whose standing in a task is one of ``status``.

    ``provided``: a task that the city must have met before the list is one; '' where there is no
    such condition. ``register``: its overdue entries without explanation are counted beside each
    county, '' for none; ``unexplained``: only the counties that have any. ``clause``, ``quote``:
    what the document says of such counties.
    """

    title: str
    task: str
    status: tuple[TaskStatus, ...]
    clause: str = ""
    quote: str = ""
    provided: str = ""
    register: str = ""
    unexplained: bool = False


@dataclass(frozen=True)
class Section:
    """A section of the report: its registers, its tasks, and what is shown of them.

    A task belongs here that is named, else one whose clause begins with one of ``clauses``, else
    one that rests on a register of these.
    """

    title: str
    tasks: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    listed: tuple[EntryTable, ...] = ()
    counted: tuple[CountTable, ...] = ()
    drafts: tuple[Draft, ...] = ()


def section_columns(section: Section) -> Iterator[tuple[str, str, str]]:
    """Every column that a section's tables name: the table's title, the register, the column."""
    for table in section.listed:
        for column in (*(name for name, _ in table.where), *table.columns):
            yield table.title, table.register, column
    for counted in section.counted:
        named = (column for _, tally in counted.columns for column in tally.columns)
        for column in (counted.by, *named):
            yield counted.title, counted.register, column
