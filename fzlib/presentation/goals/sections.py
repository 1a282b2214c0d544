"""四 and on: the registers in the document's sections, with the tasks that belong to each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fzlib.analysis.extremes import grouped
from fzlib.analysis.goals.register_findings import register_findings
from fzlib.goals.actuals import Tally
from fzlib.goals.evidence import Goals
from fzlib.goals.sections import Section
from fzlib.goals.tasks import Document, Task
from fzlib.presentation import blocks
from fzlib.presentation.goals import county_tasks, drafts, register_parts
from fzlib.presentation.goals.drafts import Found
from fzlib.presentation.goals.standings import Rows
from fzlib.presentation.goals.task_lists import by_standing
from fzlib.presentation.wording import numeral

FIRST = 4  # after 一、总体目标, 二、各项任务进度, 三、各县（市）区
REST = "其他台账"
ALL = "台账情况"
Blocks = tuple[blocks.Block, ...]


@dataclass(frozen=True)
class Placed:
    """A section and the tasks that belong to it."""

    section: Section
    tasks: tuple[Task, ...]


def placed(document: Document) -> list[Placed]:
    """The document's sections with their tasks; registers in none of them in one at the end."""
    named = {code for section in document.sections for code in section.registers}
    others = tuple(code for code in document.registers if code not in named)
    rest = Section(REST if document.sections else ALL, registers=others)
    every = [*document.sections, *([rest] if others else [])]
    own = grouped(document.tasks, lambda task: _section_of(task, every))
    return [Placed(section, tuple(own.get(n, ()))) for n, section in enumerate(every)]


def _section_of(task: Task, sections: list[Section]) -> int | None:
    """The place of the section that a task is in: named, by its clause, or by its register."""
    register = task.actual.register if isinstance(task.actual, Tally) else ""
    ways = (
        lambda section: task.code in section.tasks,
        lambda section: task.clause.startswith(section.clauses or ("\0",)),
        lambda section: register in section.registers,
    )
    holders = (n for way in ways for n, section in enumerate(sections) if way(section))
    return next(holders, None)


def sections(goals: Goals, rows: Rows) -> blocks.Piece:
    """All of them, each under its heading."""
    found = register_findings(goals)
    return [
        (_heading(n, each), _section(goals, rows, found, each))
        for n, each in enumerate(placed(goals.document), FIRST)
    ]


def _heading(number: int, own: Placed) -> blocks.Heading:
    return blocks.Heading(f"{numeral(number)}、{own.section.title}", level=2)


def _section(goals: Goals, rows: Rows, found: Found, own: Placed) -> blocks.Piece:
    """How its tasks stand, of counties too; each register; drafts of lists at the end."""
    codes = {task.code for task in own.tasks}
    of_tasks = [row for row in rows if row.task.code in codes]
    parts = [
        *(
            register_parts.register(goals, code, found[code], own.section)
            for code in own.section.registers
        ),
        *(drafts.draft(goals, rows, found, each) for each in own.section.drafts),
    ]
    shown = [_named_apart(own.section, blocks.sequence(part)) for part in parts]
    if len(shown) > 1:
        shown = [_numbered(part, n) for n, part in enumerate(shown, 1)]
    return by_standing(of_tasks), county_tasks.pieces(goals, of_tasks, own.section.title), shown


def _named_apart(section: Section, part: Blocks) -> Blocks:
    """A heading that repeats the section's says 台账情况; that of a section's only part goes."""
    head, *others = part
    if not isinstance(head, blocks.Heading) or head.text != section.title:
        return part
    alone = len(section.registers) == 1 and not section.drafts
    return tuple(others) if alone else (replace(head, text=ALL), *others)


def _numbered(part: Blocks, number: int) -> Blocks:
    """Its heading with （一）."""
    head, *others = part
    assert isinstance(head, blocks.Heading)
    return (replace(head, text=f"（{numeral(number)}）{head.text}"), *others)
