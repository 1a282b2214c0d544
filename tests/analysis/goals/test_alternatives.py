"""What the other readings would give: each as if the document's file had it."""

import random
from decimal import Decimal

from fzlib.analysis.goals.alternatives import THRESHOLDS, other_schedule, thresholds
from fzlib.analysis.goals.progress import progress
from fzlib.goals.actuals import Scored
from fzlib.scoring.periods import Period
from fzlib.vocabulary import TaskStatus
from tests.analysis.goals.made import CITY, COUNTIES, goals, rows, task
from tests.analysis.goals.random_goals import goals as random_goals

MAY, DECEMBER = Period(2023, 5), Period(2023, 12)
NEW_OUTPUT = {"unit": "亿元", "target": 1000, "actual": Scored("increment", "ytd")}


def city(schedule):
    return goals(
        (task("n", **NEW_OUTPUT), task()),
        schedule=schedule,
        scored={(MAY, CITY, "increment.ytd"): Decimal(350)},
        expected={(MAY, CITY): Decimal(3), (DECEMBER, CITY): Decimal(10)},
    )


def test_which_rows_the_other_schedule_changes():
    other = other_schedule(city("calendar"))
    assert other.reading == "expected"
    ((own, then),) = other.changes
    assert (own.task.code, own.schedule, own.status) == ("n", Decimal("41.67"), TaskStatus.BEHIND)
    assert (then.schedule, then.status) == (Decimal("30.00"), TaskStatus.ON_SCHEDULE)
    back = other_schedule(city("expected"))
    assert back.reading == "calendar"
    assert back.changes == ((then, own),)


def test_rows_seriously_behind_at_other_thresholds():
    # 12 in the year, by May 41.67 %: 3 done are 16.67 behind, 2 are 25
    listed = rows(*[(COUNTIES[0], "2023-02-01")] * 3, *[(COUNTIES[1], "2023-02-01")] * 2)
    found = thresholds(goals(task(of="county"), listed, seriously_behind="12.5"))
    counts = {str(each.points): (each.city_count, each.county_count) for each in found}
    assert counts == {
        "10": (1, 2), "12.5": (1, 2), "15": (1, 2), "20": (1, 1), "25": (1, 1), "30": (0, 0),
    }  # fmt: skip
    assert [each.points for each in found if each.is_own] == [Decimal("12.5")]


def test_the_own_reading_gives_the_own_rows():
    """And more rows the nearer the threshold."""
    for seed in range(20):
        made = random_goals(random.Random(seed))
        found = thresholds(made)
        (own,) = [each for each in found if each.is_own]
        assert own.rows == tuple(
            row for row in progress(made) if row.status == TaskStatus.SERIOUSLY_BEHIND
        )
        assert set(THRESHOLDS) <= {each.points for each in found}
        counts = [each.county_count for each in found]
        assert counts == sorted(counts, reverse=True)
