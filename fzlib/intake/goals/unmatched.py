"""Values by which a document picks entries and that no entry has: misspelt, perhaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fzlib.errors import Place, ProblemLog, listing, nearest
from fzlib.goals.actuals import Tally, Where
from fzlib.goals.registers import Entries
from fzlib.goals.tasks import AT_MOST, Document
from fzlib.intake.goals.goal_files import document_label
from fzlib.toml_schema import row_path


class Pick(NamedTuple):
    """A ``where`` of a register's entries, by its path in the document.

    ``user``: whose it is, as a hint names it. ``may_be_none``: that no entry is so is what the
    task asks for.
    """

    path: str
    register: str
    where: Where
    user: str
    may_be_none: bool = False


def warn_unmatched(
    document: Document,
    files: Mapping[str, Entries | None],
    registers: Mapping[str, Entries | None],
    log: ProblemLog,
) -> None:
    """A hint for each value that no entry has, at the first key of the document that picks by it.

    ``files``: file → its entries, looked through for a register's ``where``; ``registers``: code →
    entries, for a task's. Where there are no entries at all nothing is told; nor of a task that is
    to stay low, unless some other value is spelt much like it.
    """
    hints: dict[tuple[str, str], dict[str, str]] = {}
    texts: dict[tuple[Entries, str], dict[str, None]] = {}
    for pick, entries in _picked(document, files, registers):
        if entries is None or not entries.rows:
            continue
        for column, values in pick.where:
            if (entries, column) not in texts:
                own = (entry.text(column) for entry in entries.rows)
                texts[entries, column] = dict.fromkeys(own)
            there = texts[entries, column]
            for value in (value for value in values if value not in there):
                near = nearest(value, filter(None, there))
                if near or not pick.may_be_none:
                    what = f"“{column}”列没有一条是“{value}”"
                    mend = f"是不是“{near}”？" if near else "核对台账的写法"
                    hints.setdefault((what, mend), {}).setdefault(pick.user, pick.path)
    for (what, mend), users in hints.items():
        place = Place(document_label(document.year), "", next(iter(users.values())))
        log.warn(place, f"{what}，{listing(users)}要用它", mend, kind="key.doubtful")


def _picked(
    document: Document,
    files: Mapping[str, Entries | None],
    registers: Mapping[str, Entries | None],
) -> Iterator[tuple[Pick, Entries | None]]:
    """Each ``where`` and the entries it picks from."""
    for number, register in enumerate(document.registers.values(), 1):
        path, user = row_path("register", number, register.code), f"台账“{register.name}”"
        yield Pick(f"{path}.where", register.code, register.where, user), files[register.file]
    for pick in picks(document):
        yield pick, registers[pick.register]


def picks(document: Document) -> Iterator[Pick]:
    """Those of its tasks and of the tables in its sections, in the file's order."""
    for number, task in enumerate(document.tasks, 1):
        if isinstance(tally := task.actual, Tally):
            path, is_limit = row_path("task", number, task.code), task.direction == AT_MOST
            user = f"任务“{task.name}”"
            yield Pick(f"{path}.actual.where", tally.register, tally.where, user, is_limit)
    for number, section in enumerate(document.sections, 1):
        path = row_path("section", number)
        for place, listed in enumerate(section.listed, 1):
            user = f"报告表“{listed.title}”"
            yield Pick(f"{path}.listed[{place}].where", listed.register, listed.where, user)
        for place, counted in enumerate(section.counted, 1):
            for at, (_, tally) in enumerate(counted.columns, 1):
                where = f"{path}.counted[{place}].columns[{at}].where"
                yield Pick(where, counted.register, tally.where, f"报告表“{counted.title}”")
