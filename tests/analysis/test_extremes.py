"""Ties, leaders and extremes."""

from decimal import Decimal

import pytest

from fzlib.analysis.extremes import first, grouped, highest, last, lowest

MIXED = [Decimal("2.5"), None, Decimal("-1"), Decimal("2.50")]


@pytest.mark.parametrize(
    ("pick", "values", "expected"),
    [
        (highest, MIXED, "AD"),
        (lowest, MIXED, "C"),
        (highest, [None], ""),
        (lowest, [], ""),
        (lowest, [0, 0], "AB"),
        # three places, by rank
        (first, [1, 2, 3, 4], "ABC"),
        (first, [1, 2, 3, 3, 3], "ABCDE"),
        (first, [1, 1, 1, 1], "ABCD"),
        (first, [1, None], "A"),
        (first, [None], ""),
        # three places, by value
        (last, [9, 8, 7, 6], "BCD"),
        (last, [9, 7, 7, 6, 5], "BCDE"),
        (last, [9, None, 8], "AC"),
        (last, [5, 5, 5, 5], "ABCD"),
    ],
)
def test_ties_are_together_in_the_order_given(pick, values, expected):
    members = dict(zip("ABCDE", values, strict=False))
    assert pick(members, members.get) == list(expected)


def test_groups_in_the_order_given():
    places = {"乙": 2, "甲": 1, "丙": 2, "丁": None}
    groups = {2: ["乙", "丙"], 1: ["甲"], None: ["丁"]}
    assert list(grouped(places, places.get).items()) == list(groups.items())
