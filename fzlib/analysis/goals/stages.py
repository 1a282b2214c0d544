"""How far a register's entries have come, and whose stages contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fzlib.analysis.goals.overdue import is_done
from fzlib.goals.cycles import last_day
from fzlib.goals.registers import Entries, Entry, Register
from fzlib.scoring.periods import Period

NO_STAGE = ""


@dataclass(frozen=True)
class Contradiction:
    """An entry that reached ``later`` by the period's end, and ``earlier`` not, or only after it.

    ``is_blank``: there is no earlier date; else it lies after the later one.
    """

    entry: Entry
    earlier: str
    later: str
    is_blank: bool


def last_stage(register: Register, entry: Entry, period: Period) -> str:
    """The last of the stages reached by the period's end; '' where none is."""
    end = last_day(period)
    reached = [stage for stage in register.stages if is_done(entry, stage, end)]
    return reached[-1] if reached else NO_STAGE


def stage_counts(register: Register, rows: Iterable[Entry], period: Period) -> Mapping[str, int]:
    """Last stage reached → how many entries: '' (none yet) first, then in the register's order.

    Empty where the register has no stages.
    """
    if not register.stages:
        return {}
    counts = Counter(last_stage(register, row, period) for row in rows)
    return {stage: counts[stage] for stage in (NO_STAGE, *register.stages)}


def contradictions(
    register: Register, entries: Entries, period: Period
) -> tuple[Contradiction, ...]:
    """Entries with a later stage and no earlier one, or an earlier one that is dated after it."""
    end = last_day(period)
    return tuple(
        Contradiction(row, earlier, later, is_blank=before is None)
        for row in entries.rows
        for n, later in enumerate(register.stages)
        if (day := row.day(later)) is not None and day <= end
        for earlier in register.stages[:n]
        if (before := row.day(earlier)) is None or before > day
    )
