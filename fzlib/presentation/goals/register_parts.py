"""A register's part of a section: words, a table by county, 逾期 by age, the document's tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fzlib.analysis.goals.register_findings import RegisterFindings
from fzlib.analysis.goals.stages import stage_counts
from fzlib.goals.evidence import Goals
from fzlib.goals.registers import Entry
from fzlib.goals.sections import Section
from fzlib.presentation import blocks
from fzlib.presentation.goals import counted_tables, faulty_tables, overdue_tables, register_words
from fzlib.presentation.goals.counted_tables import OF_CITY
from fzlib.presentation.goals.stage_names import act, later, stage
from fzlib.presentation.wording import COUNTIES


def register(
    goals: Goals, code: str, found: RegisterFindings | None, section: Section
) -> blocks.Piece:
    """All of it under the register's name; a sentence where it has no file."""
    name, tasks = goals.document.registers[code].name, goals.document.resting_on(code)
    if found is None:
        return blocks.Heading(name), register_words.absent(name, tasks)
    return (
        blocks.Heading(name),
        register_words.overview(found, tasks, goals.period),
        register_words.overdue(found, goals.city),
        register_words.faulty(found),
        by_region(goals, found),
        overdue_tables.tables(found),
        faulty_tables.tables(found),
        [counted_tables.listed(goals, each) for each in section.listed if each.register == code],
        [counted_tables.counted(goals, each) for each in section.counted if each.register == code],
    )


def by_region(goals: Goals, found: RegisterFindings) -> list[blocks.Table]:
    """Entries, stages reached, overdue and incomplete ones of each county, all apart.

    None where the register has no counties, or neither stages nor planned dates.
    """
    own = found.register
    if not register_words.has_table(found):
        return []
    late = Counter(entry.region for entry in _once(each.entry for each in found.overdue))
    lacking = Counter(each.entry.region for each in found.incomplete)
    columns: list[blocks.AnyColumn] = ["条目"]
    if own.stages:
        columns.append(blocks.group("所处阶段", *(stage(own, each) for each in ("", *own.stages))))
    columns += ["逾期"] if own.due else []
    columns += ["内容不全"] if own.required else []

    def line(name: str, rows: list[Entry], late: int, lacking: int) -> list[str]:
        counts = [len(rows), *stage_counts(own, rows, goals.period).values()]
        counts += [late] if own.due else []
        counts += [lacking] if own.required else []
        return [name, *map(str, counts)]

    regions = [*goals.counties, *([""] if found.by_region.get("") else [])]
    rows = [
        line(region or OF_CITY, list(found.entries.of(region)), late[region], lacking[region])
        for region in regions
    ]
    total = line(goals.city, list(found.entries.rows), late.total(), lacking.total())
    caption = f"各{COUNTIES}{own.name}情况"
    told = ["单位为项"]
    told += ["一项有几个计划日期已过的，逾期计一次"] if len(own.due) > 1 else []
    if later(own, found.entries.rows, goals.period):
        told.append(f"“{stage(own, '')}”含期后{act(own.stages[0])}的")
    note = f"注：{'；'.join(told)}。"
    return [blocks.table(caption, columns, rows, apart=[total], note=note, look="wide")]


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Each entry once, though several of its dates have passed."""
    return list({id(entry): entry for entry in entries}.values())
