"""What entries of a register come to, case by case (GOALS, section Exactly)."""

from decimal import Decimal

import pytest

from fzlib.analysis.goals.progress import progress
from fzlib.goals.actuals import Tally
from tests.analysis.goals.made import (
    DONE,
    GULOU,
    IN_PERCENT,
    MONEY,
    PLAN,
    city,
    done,
    goals,
    row,
    rows,
    table,
    task,
)

MAY_DAYS = ("2022-12-31", "2023-01-01", "2023-04-30", "2023-05-31", "2023-06-01", "")


@pytest.mark.parametrize(
    ("cycle", "period", "actual"),
    [
        # "entries whose date in `reached` is not after the period's end: within the year for
        # cycle year, the quarter or the month for those"
        ("year", "2023-05", "3"),
        ("quarter", "2023-05", "2"),
        ("month", "2023-05", "1"),
        # "An actual date after the period's end counts from then on"
        ("year", "2023-06", "4"),
        # "At a date everything up to it counts (no lower bound)"
        ("2023-12-31", "2023-05", "4"),
        ("2023-05-31", "2023-06", "4"),
    ],
)
def test_entries_of_the_cycle_so_far(cycle, period, actual):
    assert city(goals(task(cycle=cycle), done(*MAY_DAYS), period))[0] == actual


def test_without_reached_all_entries():
    assert city(goals(task(actual=Tally("r")), done(*MAY_DAYS)))[0] == "6"


def test_ever_counts_dates_before_the_cycle_too():
    ever = task(actual=Tally("r", reached=DONE, ever=True))
    assert city(goals(ever, done(*MAY_DAYS)))[0] == "4"


def test_a_value_in_where_may_be_any_of_a_list():
    listed = [row(n, done="2023-02-01", 类别=kind) for n, kind in enumerate("甲乙丙")]
    own = task(actual=Tally("r", (("类别", ("甲", "丙")),), DONE))
    assert city(goals(own, listed))[0] == "2"


def test_a_rate_is_of_the_entries_of_the_cycle_of_these_those_reached_by_the_end():
    """Of these, "those reached by the period's end": also before the cycle."""
    listed = rows(
        {"plan": "2023-03-01", "done": "2022-12-01"},
        {"plan": "2023-03-01", "done": "2023-06-01"},
        {"plan": "2023-05-31"},
        {"plan": "2022-12-31", "done": "2023-02-01"},
        {"plan": "2023-06-01", "done": "2023-02-01"},
        {"done": "2023-02-01"},
    )
    # "rates half-up to 2 decimals before they are compared"; "gap is actual − target"
    made = goals(task(**IN_PERCENT), listed)
    assert city(made) == ["33.33", "50", "", "", "-16.67", "", "behind"]
    over = goals(task(**IN_PERCENT | {"target": "33.33"}), listed)
    assert city(over)[-1] == "met"


def test_over_no_entry_at_all_it_is_not_due():
    made = goals(task(**IN_PERCENT), rows({"plan": "2023-06-01", "done": "2023-02-01"}))
    assert city(made) == ["", "50", "", "", "", "", "not_due"]


@pytest.mark.parametrize(
    ("finished", "limit", "rate"),
    [("2023-03-01", "2023-03-01", "100"), ("2023-03-02", "2023-03-01", "0")],
)
def test_within_is_reached_not_after_that_date(finished, limit, rate):
    on_time = Tally("r", reached=DONE, within=PLAN, of=PLAN)
    made = goals(task(**IN_PERCENT | {"actual": on_time}), rows({"done": finished, "plan": limit}))
    assert city(made)[0] == rate


def test_without_a_limit_nothing_shows_that_it_was_in_time():
    on_time = task(actual=Tally("r", reached=DONE, within=PLAN))
    assert city(goals(on_time, done("2023-03-01")))[0] == "0"


def test_a_rate_with_distinct_is_of_different_values_of_both():
    codes = [("A", "2023-02-01"), ("A", ""), ("B", "2023-02-01"), ("C", ""), ("", "2023-02-01")]
    listed = [row(n, "", when, "2023-01-01", 代码=code) for n, (code, when) in enumerate(codes)]
    own = Tally("r", reached=DONE, of=PLAN, distinct="代码")
    assert city(goals(task(**IN_PERCENT | {"actual": own}), listed))[0] == "66.67"


def test_of_sum_defaults_to_sum():
    listed = [
        row(1, "", "2023-02-01", "2023-01-01", 30, 预算=Decimal(80)),
        row(2, "", "", "2023-01-01", 10, 预算=Decimal(20)),
    ]
    own = Tally("r", reached=DONE, of=PLAN, sum=MONEY)
    assert city(goals(task(**IN_PERCENT | {"actual": own}), listed))[0] == "75"
    other = Tally("r", reached=DONE, of=PLAN, sum=MONEY, of_sum="预算")
    assert city(goals(task(**IN_PERCENT | {"actual": other}), listed))[0] == "30"


def test_a_rate_of_amounts_that_come_to_nothing_is_missing():
    own = Tally("r", reached=DONE, of=PLAN, sum=MONEY)
    made = goals(task(**IN_PERCENT | {"actual": own}), [row(1, plan="2023-01-01", money=0)])
    assert city(made)[-1] == "missing"
    assert progress(made)[0].lack == "zero"


@pytest.mark.parametrize(
    ("amounts", "actual", "status"),
    [
        # "A blank amount is left out and told; where all are blank the actual is missing; no
        # entry is 0"
        (["1.10", None, "2.25"], "3.35", "behind"),
        ([None, None], "", "missing"),
        ([], "0", "seriously_behind"),
        # "Counts and sums exact": beyond the 28 digits of decimal's own
        (["1e20", "1e-12"], "100000000000000000000.000000000001", "met"),
    ],
)
def test_sums(amounts, actual, status):
    listed = [row(n, done="2023-02-01", money=amount) for n, amount in enumerate(amounts)]
    own = task(unit="万元", actual=Tally("r", reached=DONE, sum=MONEY))
    found = city(goals(own, listed))
    assert (found[0], found[-1]) == (actual, status)


@pytest.mark.parametrize(("codes", "actual"), [("AAB", "2"), (["A", ""], "1"), (["", ""], "")])
def test_different_values(codes, actual):
    listed = [row(n, done="2023-02-01", 代码=code) for n, code in enumerate(codes)]
    own = task(actual=Tally("r", reached=DONE, distinct="代码"))
    assert city(goals(own, listed))[0] == actual


def test_an_absent_register_file_leaves_its_tasks_missing_a_header_only_does_not():
    own = task(of="county")
    assert {line[-1] for line in table(goals(own, None)).values()} == {"missing"}
    assert {each.lack for each in progress(goals(own, None))} == {"register"}
    assert table(goals(own, ()))[GULOU][0] == "0"
