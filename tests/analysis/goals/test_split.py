"""Whether the counties' parts add up to the city's goal (GOALS, Findings: 二者不等 is told)."""

from decimal import Decimal

import pytest

from fzlib.analysis.goals.split import expected_sums, split_sums
from fzlib.goals.actuals import Scored
from fzlib.scoring.periods import Period
from tests.analysis.goals.made import CHANGLE, CITY, COUNTIES, GULOU, goals, task

DECEMBER = Period(2023, 12)


@pytest.mark.parametrize(
    ("parts", "total", "difference", "adds_up"),
    [
        ((5, 7), "12", "0", True),
        ((5, "7.10"), "12.10", "0.10", False),
        ((5,), "5", "-7", False),
    ],
)
def test_sum_of_the_split_against_the_city_s_target(parts, total, difference, adds_up):
    targets = {("t", region): part for region, part in zip(COUNTIES, parts, strict=False)}
    (own,) = split_sums(goals(task(), targets=targets))
    assert (own.total, own.difference) == (Decimal(total), Decimal(difference))
    assert own.adds_up is adds_up
    assert own.without == COUNTIES[len(parts) :]


@pytest.mark.parametrize(
    "given",
    [
        # "Σ of a split is compared only where the task has a schedule"
        {"unit": "%"},
        {"schedule": "none"},
        {"direction": "at_most"},
        {"direction": "about"},
        # a duty of the counties has no target of the city's
        {"of": "county"},
    ],
)
def test_nothing_is_compared_that_does_not_add_up(given):
    assert split_sums(goals(task(**given), targets={("t", GULOU): 1})) == ()


def test_a_task_without_split_is_not_compared():
    assert split_sums(goals((task(), task("u")), targets={("u", GULOU): 12}))[0].task.code == "u"


NEW_OUTPUT = {"unit": "亿元", "target": 1000, "direction": "above"}
NEW_OUTPUT |= {"actual": Scored("increment", "ytd")}


def test_december_s_expected_increments_against_the_goal_of_new_output():
    given = {(DECEMBER, GULOU): Decimal("300.5"), (DECEMBER, CHANGLE): Decimal(650)}
    given |= {(DECEMBER, CITY): Decimal(980), (Period(2023, 11), CHANGLE): Decimal(9999)}
    (own,) = expected_sums(goals(task(**NEW_OUTPUT), expected=given))
    assert (own.total, own.city, own.difference) == (Decimal("950.5"), 980, Decimal("-49.5"))
    assert not own.adds_up
    assert own.without == ()


def test_a_county_without_expected_increment_is_named():
    (own,) = expected_sums(goals(task(**NEW_OUTPUT), expected={(DECEMBER, GULOU): Decimal(1)}))
    assert (own.without, own.city) == ((CHANGLE,), None)


def test_without_any_expected_increment_and_for_other_tasks_nothing_is_compared():
    assert expected_sums(goals(task(**NEW_OUTPUT))) == ()
    expected = {(DECEMBER, GULOU): Decimal(1)}
    assert expected_sums(goals(task(), expected=expected)) == ()


def test_a_county_to_which_the_task_does_not_apply_is_not_without_its_part():
    (own,) = split_sums(goals(task(exempt=(CHANGLE,)), targets={("t", GULOU): 12}))
    assert (own.without, own.adds_up) == ((), True)
