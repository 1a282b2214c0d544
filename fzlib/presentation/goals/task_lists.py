"""How the tasks of a section stand, in a sentence."""

from __future__ import annotations

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.presentation.goals.standings import BEST_FIRST, STANDING, Rows, having, of_city
from fzlib.presentation.goals.values import named
from fzlib.presentation.wording import names
from fzlib.vocabulary import TaskStatus

NAMED = (TaskStatus.SERIOUSLY_BEHIND, TaskStatus.BEHIND, TaskStatus.MISSING)
MOST_NAMED = 6


def by_standing(rows: Rows) -> str:
    """本部分涉及任务8项：已达到目标2项；落后1项，为新增纳统企业；仅列示5项。; '' without any."""
    city = of_city(rows)
    if not city:
        return ""
    own = {status: having(city, status) for status in BEST_FIRST}
    each = [_counted(status, held) for status, held in own.items() if held]
    return f"本部分涉及任务{len(city)}项：{'；'.join(each)}。"


def _counted(status: TaskStatus, rows: list[TaskProgress]) -> str:
    listed = names([named(row.task) for row in rows], MOST_NAMED)
    who = f"，为{listed}" if status in NAMED else ""
    return f"{STANDING[status]}{len(rows)}项{who}"
