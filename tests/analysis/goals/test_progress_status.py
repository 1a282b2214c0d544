"""Schedule, needed and status, case by case (GOALS, section Exactly)."""

from decimal import Decimal

import pytest

from fzlib.goals.actuals import Scored
from fzlib.scoring.periods import Period
from tests.analysis.goals.made import (
    CHANGLE,
    CITY,
    GULOU,
    MAY,
    RATE,
    city,
    done,
    goals,
    rows,
    table,
    task,
)


@pytest.mark.parametrize(
    ("count", "columns"),
    [
        # "时间进度 = months passed / 12"; "needed = (target − actual)/months left of the cycle";
        # "gap = printed progress − printed schedule"
        (2, ["2", "12", "16.67", "41.67", "-25", "1.43", "seriously_behind"]),
        (4, ["4", "12", "33.33", "41.67", "-8.34", "1.14", "behind"]),
        (5, ["5", "12", "41.67", "41.67", "0", "1", "on_schedule"]),
        (11, ["11", "12", "91.67", "41.67", "50", "0.14", "on_schedule"]),
        # "blank where met or none is left"
        (12, ["12", "12", "100", "41.67", "58.33", "", "met"]),
    ],
)
def test_year(count, columns):
    assert city(goals(task(), done(*["2023-02-01"] * count))) == columns


@pytest.mark.parametrize(
    ("count", "status"), [(11, "behind"), (12, "met"), (0, "seriously_behind")]
)
def test_what_is_not_met_when_its_cycle_is_over_is_at_least_behind(count, status):
    assert city(goals(task(), done(*["2023-02-01"] * count), "2023-12"))[-1] == status


def test_above_is_not_met_at_the_target():
    own, listed = task(direction="above"), done(*["2023-02-01"] * 12)
    assert city(goals(own, listed)) == ["12", "12", "100", "41.67", "58.33", "0", "on_schedule"]
    assert city(goals(own, listed, "2023-12")) == ["12", "12", "100", "100", "0", "", "behind"]


@pytest.mark.parametrize(
    ("least", "status"),
    [("25", "seriously_behind"), ("25.01", "behind"), ("10", "seriously_behind")],
)
def test_seriously_behind_is_a_reading(least, status):
    made = goals(task(), done("2023-02-01", "2023-02-01"), seriously_behind=least)
    assert city(made)[-1] == status


@pytest.mark.parametrize(("count", "gap", "status"), [(3, "0", "met"), (4, "1", "behind")])
def test_at_most_has_no_schedule(count, gap, status):
    own = task(target=3, direction="at_most")
    found = city(goals(own, done(*["2023-02-01"] * count)))
    assert found == [str(count), "3", "", "", gap, "", status]


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        # '`schedule = "calendar"` in the task gives a rate one (拨付率)'
        ({"schedule": "calendar"}, ["50", "100", "50", "41.67", "8.33", "7.14", "on_schedule"]),
        ({}, ["50", "100", "", "", "-50", "", "behind"]),
    ],
)
def test_a_rate_has_a_schedule_only_where_the_task_says_so(given, columns):
    own = task(unit="%", target=100, actual=RATE, **given)
    listed = rows({"plan": "2023-01-05", "done": "2023-02-01"}, {"plan": "2023-01-05"})
    assert city(goals(own, listed)) == columns


def test_none_takes_a_count_s_schedule_away():
    found = city(goals(task(schedule="none"), done("2023-02-01")))
    assert found == ["1", "12", "", "", "-11", "", "behind"]


@pytest.mark.parametrize(
    ("given", "target"),
    # "told (about, or no target: `target` and `direction` may be absent)"
    [({"direction": "about"}, "12"), ({"target": None}, "")],
)
def test_what_has_no_line_is_told_not_judged(given, target):
    found = city(goals(task(**given), done("2023-02-01")))
    assert found == ["1", target, "", "", "", "", "told"]


def test_in_february_a_month_s_duty_counts_both_months_and_owes_twice_its_target():
    own = task(cycle="month", target=2)
    listed = done("2023-01-05", "2023-02-01", "2023-02-28")
    found = city(goals(own, listed, "2023-02"))
    assert found == ["3", "4", "75", "100", "-25", "", "seriously_behind"]
    # "a task in % owes it once"
    rate = task(cycle="month", unit="%", target=100, actual=RATE)
    assert city(goals(rate, rows({"plan": "2023-01-05"}), "2023-02"))[1] == "100"


def test_of_a_quarter_time_is_of_3_months():
    own = task(cycle="quarter", target=3)
    found = city(goals(own, done("2023-04-05"), "2023-05"))
    assert found == ["1", "3", "33.33", "66.67", "-33.34", "2", "seriously_behind"]


@pytest.mark.parametrize(
    ("count", "period", "columns"),
    [
        # "before it the actual so far is shown, not_due, or met where a count is there already"
        (1, "2023-05", ["1", "2", "50", "", "", "1", "not_due"]),
        (2, "2023-05", ["2", "2", "100", "", "", "", "met"]),
        # "month, and a date once past: 100"
        (1, "2023-06", ["1", "2", "50", "100", "-50", "", "seriously_behind"]),
        (2, "2023-06", ["2", "2", "100", "100", "0", "", "met"]),
    ],
)
def test_date(count, period, columns):
    own = task(cycle="2023-06-30", target=2)
    assert city(goals(own, done(*["2022-12-01"] * count), period)) == columns


def test_a_count_not_to_be_passed_is_not_met_before_its_date():
    own = task(cycle="2023-06-30", target=2, direction="at_most")
    assert city(goals(own, done("2023-01-01")))[-1] == "not_due"
    assert city(goals(own, done("2023-01-01"), "2023-06"))[-1] == "met"


def test_from_is_not_due_before():
    own = task(start="2023-06")
    listed = done(*["2023-02-01"] * 12)
    assert city(goals(own, listed)) == ["12", "12", "100", "", "", "", "not_due"]
    assert city(goals(own, listed, "2023-06"))[-1] == "met"


def test_a_target_of_nothing_has_no_progress():
    own = task(target=0, direction="above")
    assert city(goals(own)) == ["0", "0", "", "41.67", "", "0", "on_schedule"]
    assert city(goals(own, period="2023-12"))[-1] == "behind"
    assert city(goals(task(target=0)))[-1] == "met"


NEW_OUTPUT = {"unit": "亿元", "target": 1000, "actual": Scored("increment", "ytd")}
DECEMBER = Period(2023, 12)


def expected(**by_region):
    """region → (up to May, of the year)."""
    pairs = {CITY: "city", GULOU: "gulou", CHANGLE: "changle"}
    return {
        (period, region): Decimal(by_region[name][n])
        for region, name in pairs.items()
        if name in by_region
        for n, period in enumerate((MAY, DECEMBER))
    }


@pytest.mark.parametrize(
    ("given", "schedules"),
    [
        # "the year's expected increment due by now, the city's row, else the counties' sum; where
        # one is missing, the calendar"
        ({"city": (30, 100), "gulou": (1, 4), "changle": (1, 8)}, ["30", "25", "12.5"]),
        ({"gulou": (1, 4), "changle": (1, 8)}, ["16.67", "25", "12.5"]),
        ({"gulou": (1, 4)}, ["41.67", "25", "41.67"]),
        ({"city": (0, 0)}, ["41.67"] * 3),
    ],
)
def test_expected(given, schedules):
    own = task(**NEW_OUTPUT)
    made = goals(
        own, schedule="expected", expected=expected(**given),
        targets={("t", GULOU): 300, ("t", CHANGLE): 700},
    )  # fmt: skip
    assert [line[3] for line in table(made).values()] == schedules


def test_expected_is_for_tasks_that_have_one():
    made = goals(task(), schedule="expected", expected=expected(city=(30, 100)))
    assert city(made)[3] == "41.67"
