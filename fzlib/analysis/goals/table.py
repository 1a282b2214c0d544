"""targets.csv: a row a task and region."""

from __future__ import annotations

from collections.abc import Iterable

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.scoring.columns import ScoreColumn, csv_rows
from fzlib.scoring.periods import Period


def target_columns(period: Period) -> tuple[ScoreColumn[TaskProgress], ...]:
    """The columns of targets.csv (GOALS, Findings); units as of `TaskProgress`."""
    return (
        ScoreColumn("period", lambda _: str(period)),
        ScoreColumn("task", lambda row: row.task.code),
        ScoreColumn("region", lambda row: row.region),
        ScoreColumn("actual", lambda row: row.actual),
        ScoreColumn("target", lambda row: row.target),
        ScoreColumn("progress", lambda row: row.progress),
        ScoreColumn("schedule", lambda row: row.schedule),
        ScoreColumn("gap", lambda row: row.gap),
        ScoreColumn("needed", lambda row: row.needed),
        ScoreColumn("status", lambda row: row.status.value),
    )


def targets_rows(period: Period, rows: Iterable[TaskProgress]) -> list[list[str]]:
    """A table of texts, header first: plain decimals, blank where there is nothing."""
    return csv_rows(target_columns(period), rows)
