"""What a chart of bullet bars shows, in words."""

from __future__ import annotations

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.presentation.goals import values
from fzlib.presentation.goals.standings import BEHIND, Rows, by_kind, of_city, worst_first
from fzlib.presentation.wording import fixed


def shown(rows: Rows) -> Rows:
    """The city's rows that have a progress and 时间进度 to be drawn.

    What is due each month, or by a date, is told in entries.
    """
    return [
        row
        for row in of_city(rows)
        if row.progress is not None and row.schedule is not None and not values.is_by_count(row)
    ]


def alt(rows: Rows) -> str:
    """How many are done, on schedule and behind; the furthest behind and the furthest ahead."""
    parts = [f"{kind}{len(own)}项" for kind, own in by_kind(rows).items()]
    ordered = [row for row in worst_first(rows) if row.gap is not None]
    if ordered and ordered[0].status in BEHIND:
        parts.append(f"落后最多的是{_told(ordered[0])}")
    return f"{len(rows)}项任务完成比例与时间进度：{'，'.join(parts)}。"


def _told(row: TaskProgress) -> str:
    done = f"完成{fixed(row.progress, 2)}%" if row.progress is not None else ""
    return f"{row.task.name}（{done}，{values.gap(row)}）"
