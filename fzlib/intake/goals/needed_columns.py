"""Which columns a register's file must have: those that its registers and their tasks name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fzlib.goals.actuals import Tally
from fzlib.goals.registers import REGION, Register
from fzlib.goals.sections import section_columns
from fzlib.goals.tasks import Document, Task


@dataclass(frozen=True)
class FileNeeds:
    """What is needed of one file. ``columns``: header → who names it, in the document's order."""

    file: str
    registers: tuple[Register, ...]
    columns: dict[str, tuple[str, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of keys, each once."""
        return tuple(dict.fromkeys(register.key for register in self.registers))


def file_needs(document: Document, file: str) -> FileNeeds:
    """Of one of `Document.files`."""
    registers = tuple(own for own in document.registers.values() if own.file == file)
    columns: dict[str, list[str]] = {}
    for register in registers:
        for column in _of_register(register):
            columns.setdefault(column, []).append(f"台账“{register.name}”")
    codes = {register.code for register in registers}
    for task in document.tasks:
        if isinstance(task.actual, Tally) and task.actual.register in codes:
            for column in _of_task(document, task, task.actual):
                columns.setdefault(column, []).append(f"任务“{task.name}”")
    for section in document.sections:
        for title, code, column in section_columns(section):
            if code in codes:
                columns.setdefault(column, []).append(f"报告表“{title}”")
    users = {column: tuple(dict.fromkeys(users)) for column, users in columns.items()}
    return FileNeeds(file, registers, users)


def _of_register(register: Register) -> Iterator[str]:
    yield register.key
    yield from (column for column, _ in register.where)
    yield from register.required
    yield from register.stages
    for actual, planned in register.due.items():
        yield from (actual, planned)
    yield from register.explained
    yield from filter(None, (register.as_of,))


def _of_task(document: Document, task: Task, tally: Tally) -> Iterator[str]:
    if document.has_counties(task):
        yield REGION
    yield from tally.columns
