"""targets.csv against a second implementation, over random tasks of every form."""

import random
from collections import Counter

import pytest

from fzlib.analysis.goals.progress import progress
from fzlib.analysis.goals.table import targets_rows
from fzlib.vocabulary import TaskStatus
from tests.analysis.goals import oracle
from tests.analysis.goals.random_goals import goals

TASKS = 12
SEEDS = range(250)  # 3,000 tasks


def own_rows(drawn):
    return targets_rows(drawn.period, progress(drawn))[1:]


@pytest.mark.parametrize("start", range(0, len(SEEDS), 50))
def test_no_row_differs(start):
    for seed in SEEDS[start : start + 50]:
        drawn = goals(random.Random(seed), TASKS)
        assert own_rows(drawn) == oracle.table(drawn), seed


def test_the_random_tasks_are_of_every_kind():
    """Every status of a city and a county, column filled and form of actual, many times."""
    seen = Counter()
    for seed in SEEDS[::2]:
        drawn = goals(random.Random(seed), TASKS)
        for row in progress(drawn):
            seen[row.status, row.is_city] += 1
            seen[type(row.task.actual).__name__] += 1
            seen[row.task.cycle.kind, row.task.direction] += 1
            seen[row.lack] += 1
            for name in ("actual", "target", "progress", "schedule", "gap", "needed"):
                seen[name, getattr(row, name) is None] += 1
    statuses = [(status, is_city) for status in TaskStatus for is_city in (True, False)]
    assert min(seen[key] for key in statuses) >= 5
    assert min(seen.values()) >= 5
    lacks = (
        "register",
        "figure",
        "amounts",
        "zero",
        "scored",
        "enterprises",
        "entries",
        "start",
        "date",
    )
    assert all(seen[lack] for lack in lacks)
