"""What a register holds at the end of a period: how many, how far, how late, how complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from fzlib.analysis.goals.blanks import Incomplete, incomplete
from fzlib.analysis.goals.overdue import Overdue, overdue
from fzlib.analysis.goals.stages import Contradiction, contradictions, stage_counts
from fzlib.goals.evidence import Goals
from fzlib.goals.registers import Entries, Register


@dataclass(frozen=True)
class RegisterFindings:
    """Findings of a register that is there. '' as a region is the city's own.

    Attributes:
        stages: last stage reached → entries ('' none yet); empty where it has no stages.
    """

    register: Register
    entries: Entries
    by_region: Mapping[str, int]
    stages: Mapping[str, int]
    contradictions: tuple[Contradiction, ...]
    overdue: tuple[Overdue, ...]
    incomplete: tuple[Incomplete, ...]

    @property
    def count(self) -> int:
        """All entries."""
        return len(self.entries.rows)


def register_findings(goals: Goals) -> Mapping[str, RegisterFindings | None]:
    """Code → findings, in the file's order; None where the register's file is not there."""
    return {
        code: None if entries is None else _findings(goals, register, entries)
        for code, register in goals.document.registers.items()
        for entries in [goals.registers.get(code)]
    }


def _findings(goals: Goals, register: Register, entries: Entries) -> RegisterFindings:
    period, counts = goals.period, Counter(row.region for row in entries.rows)
    return RegisterFindings(
        register, entries,
        by_region={region: counts[region] for region in (*goals.counties, "") if counts[region]},
        stages=stage_counts(register, entries.rows, period),
        contradictions=contradictions(register, entries, period),
        overdue=overdue(register, entries, period),
        incomplete=incomplete(register, entries),
    )  # fmt: skip
