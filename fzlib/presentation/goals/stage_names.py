"""What a stage is called: 签约日期 reached is 已签约, none reached 未签约."""

from __future__ import annotations

from collections.abc import Iterable

from fzlib.analysis.goals.stages import last_stage
from fzlib.goals.columns import DATE_ENDS
from fzlib.goals.cycles import last_day
from fzlib.goals.registers import Entry, Register
from fzlib.scoring.periods import Period


def act(column: str) -> str:
    """签约日期 → 签约: what has a date, without the word for it; 办理时限 stays."""
    for end in DATE_ENDS[:2]:
        if column.endswith(end) and column != end:
            return column.removesuffix(end)
    return column


def stage(register: Register, reached: str) -> str:
    """The last stage of an entry: 已开工; 未签约 where it has none yet."""
    return f"已{act(reached)}" if reached else f"未{act(register.stages[0])}"


def later(register: Register, rows: Iterable[Entry], period: Period) -> int:
    """How many have not reached the first stage by the period's end, but have since."""
    if not register.stages:
        return 0
    end = last_day(period)
    days = (row.day(register.stages[0]) for row in rows if not last_stage(register, row, period))
    return sum(day is not None and day > end for day in days)
