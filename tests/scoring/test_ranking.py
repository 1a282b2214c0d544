"""Places: ties, what breaks them, groups (contract sections 3b and 4)."""

from decimal import Decimal

import numpy as np
import pytest

from fzlib.scoring.ranking import places, ranks
from fzlib.scoring.rounding import Fixed


def fixed(text):
    """Numbers with spaces between; – is missing."""
    numbers = [None if word == "–" else Decimal(word) for word in text.split()]
    return Fixed.of(numbers, 2)


def told(ranked):
    return " ".join(str(rank) for rank in ranked.tolist())


@pytest.mark.parametrize(
    ("totals", "places"),
    [
        (["4", "6", "5", None, "5"], [4, 1, 2, 0, 2]),
        (["3", "3", "3"], [1, 1, 1]),
        (["-1", None, "-2", "0"], [2, 0, 3, 1]),
        ([None, None], [0, 0]),
        (["90000000000000000", "0.01", "-90000000000000000", None], [1, 2, 3, 0]),
    ],
)
def test_ranks_are_competition_ranks_and_the_missing_have_none(totals, places):
    assert ranks(Fixed.of([t and Decimal(t) for t in totals], 2)).tolist() == places


@pytest.mark.parametrize(
    ("totals", "competition", "dense"),
    [
        ("5 7 7 1", "3 1 1 4", "2 1 1 3"),
        ("5 7 7 – 5", "3 1 1 0 3", "2 1 1 0 2"),
        ("2 2 2", "1 1 1", "1 1 1"),
        ("– –", "0 0", "0 0"),
    ],
)
def test_ties_share_a_place_and_dense_ranks_leave_no_hole(totals, competition, dense):
    assert told(ranks(fixed(totals))) == competition
    assert told(ranks(fixed(totals), dense=True)) == dense


ALL = [np.arange(5)]


@pytest.mark.parametrize(
    ("broken_by", "competition", "dense"),
    [
        # totals 9 7 7 7 5
        (["0 1 3 2 9"], "1 4 2 3 5", "1 4 2 3 5"),
        (["0 3 3 2 9"], "1 2 2 4 5", "1 2 2 3 4"),
        (["0 – -3 2 9"], "1 4 3 2 5", "1 4 3 2 5"),  # a blank comes last
        (["0 – – 2 9"], "1 3 3 2 5", "1 3 3 2 4"),
        (["– 1 1 1 –", "0 4 6 6 0"], "1 4 2 2 5", "1 3 2 2 4"),
        (["0 1 2 2 0", "0 9 – 5 0"], "1 4 3 2 5", "1 4 3 2 5"),
    ],
)
def test_ties_are_broken_by_values_the_higher_first_and_a_blank_last(broken_by, competition, dense):
    totals, by = fixed("9 7 7 7 5"), [fixed(text) for text in broken_by]
    assert told(places(totals, ALL, tie_break=by)) == competition
    assert told(places(totals, ALL, dense=True, tie_break=by)) == dense


def test_each_group_has_its_own_places_and_the_missing_close_up():
    groups = [np.array([0, 2, 4]), np.array([1, 3])]
    assert told(places(fixed("5 9 – 9 7"), groups)) == "2 1 0 1 1"
    assert told(places(fixed("5 9 5 9 7"), groups, tie_break=[fixed("1 1 2 2 0")])) == "3 2 2 1 1"


def test_draws_are_ranked_one_by_one():
    totals = Fixed(np.array([[3, 1, 3], [0, 5, 2]]), np.array([[True] * 3, [False, True, True]]), 0)
    by = Fixed(np.array([[1, 0, 2], [0, 0, 0]]), np.ones((2, 3), bool), 0)
    groups = [np.arange(3)]
    assert places(totals, groups, tie_break=[by]).tolist() == [[2, 3, 1], [0, 1, 2]]
