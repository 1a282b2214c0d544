"""The corpus through `load_goals`: exact words of all that stops, and of all that is told."""

import pytest

from tests.intake.goals.corpus import THEMES

CASES = [
    pytest.param(case, id=f"{theme}: {case.name}")
    for theme, cases in THEMES.items()
    for case in cases
]


def test_the_plan_as_it_is_says_nothing(plan):
    assert plan.said() == ([], [])


@pytest.mark.parametrize("case", CASES)
def test_a_plan_as_it_comes(case, plan):
    case.make(plan)
    problems, warnings = plan.said()
    assert problems == list(case.problems)
    if not case.problems:
        assert warnings == list(case.warnings)


def test_every_case_has_a_name_of_its_own():
    names = [(theme, case.name) for theme, cases in THEMES.items() for case in cases]
    assert len(names) == len(set(names))


def test_there_are_enough_that_stop():
    assert sum(bool(case.problems) for case in (param.values[0] for param in CASES)) >= 60
