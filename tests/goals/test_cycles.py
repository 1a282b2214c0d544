"""Cycles of tasks: windows, what is left, 时间进度 (GOALS, section Exactly)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.goals.cycles import CYCLES, MONTH, QUARTER, YEAR, Cycle, Window, last_day
from fzlib.scoring.periods import Period

YEAR_CYCLE, QUARTER_CYCLE, MONTH_CYCLE = map(Cycle, (YEAR, QUARTER, MONTH))
BY_JUNE = Cycle("", date(2023, 6, 30))
PERIODS = st.builds(Period, st.just(2023), st.integers(2, 12))


@pytest.mark.parametrize(
    ("cycle", "period", "first", "last"),
    [
        (YEAR_CYCLE, "2023-05", (2023, 1, 1), (2023, 5, 31)),
        (YEAR_CYCLE, "2024-02", (2024, 1, 1), (2024, 2, 29)),
        (QUARTER_CYCLE, "2023-02", (2023, 1, 1), (2023, 2, 28)),
        (QUARTER_CYCLE, "2023-05", (2023, 4, 1), (2023, 5, 31)),
        (QUARTER_CYCLE, "2023-12", (2023, 10, 1), (2023, 12, 31)),
        (MONTH_CYCLE, "2023-05", (2023, 5, 1), (2023, 5, 31)),
        # "In 2023-02 a month's duty counts both months"
        (MONTH_CYCLE, "2023-02", (2023, 1, 1), (2023, 2, 28)),
    ],
)
def test_window_is_the_cycle_so_far(cycle, period, first, last):
    assert cycle.window(Period.parse(period)) == Window(date(*first), date(*last))


@pytest.mark.parametrize(
    ("period", "last"), [("2023-05", (2023, 5, 31)), ("2023-09", (2023, 6, 30))]
)
def test_at_a_date_everything_up_to_it_counts(period, last):
    window = BY_JUNE.window(Period.parse(period))
    assert window == Window(None, date(*last))
    assert window.holds(date(2021, 1, 1))
    assert not window.holds(None)
    assert not window.holds(date(2023, 7, 1))


@pytest.mark.parametrize(
    ("cycle", "period", "left", "schedule"),
    [
        (YEAR_CYCLE, "2023-02", 10, "16.67"),
        (YEAR_CYCLE, "2023-05", 7, "41.67"),
        (YEAR_CYCLE, "2023-12", 0, "100.00"),
        (QUARTER_CYCLE, "2023-02", 1, "66.67"),
        (QUARTER_CYCLE, "2023-04", 2, "33.33"),
        (QUARTER_CYCLE, "2023-06", 0, "100.00"),
        (MONTH_CYCLE, "2023-02", 0, "100.00"),
        (MONTH_CYCLE, "2023-07", 0, "100.00"),
        (BY_JUNE, "2023-05", 1, None),
        (BY_JUNE, "2023-06", 0, "100"),
        (BY_JUNE, "2023-07", 0, "100"),
        (Cycle("", date(2023, 6, 15)), "2023-06", 0, "100"),
        (Cycle("", date(2024, 1, 10)), "2023-11", 2, None),
    ],
)
def test_months_left_and_schedule(cycle, period, left, schedule):
    at = Period.parse(period)
    assert cycle.months_left(at) == left
    assert cycle.schedule(at) == (None if schedule is None else Decimal(schedule))
    assert cycle.is_over(at) == (left == 0)


@pytest.mark.parametrize(
    ("due", "period", "at"),
    [
        # "before it the actual so far": the period's own; then that of the period that holds it
        ((2023, 3, 31), "2023-02", "2023-02"),
        ((2023, 3, 31), "2023-03", "2023-03"),
        ((2023, 3, 31), "2023-08", "2023-03"),
        ((2023, 1, 31), "2023-05", "2023-02"),
    ],
)
def test_figures_are_those_of_the_period_that_holds_the_date(due, period, at):
    assert Cycle("", date(*due)).at(Period.parse(period)) == Period.parse(at)


def test_a_monthly_task_is_owed_twice_in_the_first_period():
    assert MONTH_CYCLE.months_owed(Period(2023, 2)) == 2
    assert MONTH_CYCLE.months_owed(Period(2023, 3)) == 1
    assert QUARTER_CYCLE.months_owed(Period(2023, 2)) == 1


@given(PERIODS, st.sampled_from(CYCLES))
def test_months_passed_and_left_are_the_cycle(period, kind):
    cycle, length = Cycle(kind), {YEAR: 12, QUARTER: 3, MONTH: 1}[kind]
    window = cycle.window(period)
    passed = window.last.month - window.first.month + 1
    owed = length * cycle.months_owed(period)
    assert passed + cycle.months_left(period) == owed


@given(PERIODS)
def test_the_last_day_is_in_the_period_and_the_next_is_not(period):
    last = last_day(period)
    assert last.month == period.month
    assert last.day in (28, 30, 31)
