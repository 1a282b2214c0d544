"""The corpus, a file at a time: exact words of all that stops, and of all that is told."""

import re

import pytest

from tests.intake.enterprises.corpus import CASES


def unnamed(line):
    """What is said, without the file."""
    return re.sub(r"^enterprises/2023-05[.a-z]*(?: › )?", "", line)


def test_the_file_as_it_is_says_nothing(firms):
    assert firms.said_of_file() == ([], [])
    assert firms.said() == ([], [])


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_a_file_as_it_comes(case, firms):
    case.make(firms)
    problems, warnings = ([*map(unnamed, lines)] for lines in firms.said_of_file())
    assert problems == list(case.problems)
    if not case.problems:
        assert warnings == list(case.warnings)


def test_every_case_has_a_name_of_its_own_and_enough_stop():
    assert len({case.name for case in CASES}) == len(CASES)
    assert sum(bool(case.problems) for case in CASES) >= 40
