"""Ties, leaders and extremes."""

from decimal import Decimal

import pytest

from fzlib.analysis.extremes import by_rank, first, highest, last, lowest

VALUES = {"甲": Decimal("2.5"), "乙": None, "丙": Decimal("-1"), "丁": Decimal("2.50")}


@pytest.mark.parametrize(
    ("pick", "values", "expected"),
    [
        (highest, VALUES, ["甲", "丁"]),
        (lowest, VALUES, ["丙"]),
        (highest, {"甲": None}, []),
        (lowest, {}, []),
        (lowest, {"甲": 0, "乙": 0}, ["甲", "乙"]),
    ],
)
def test_all_who_share_an_extreme(pick, values, expected):
    assert pick(values, values.get) == expected


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ([1, 2, 3, 4], "ABC"),
        ([1, 2, 3, 3, 3], "ABCDE"),
        ([1, 1, 1, 1], "ABCD"),
        ([1, None], "A"),
        ([None], ""),
    ],
)
def test_first_three_places_with_ties(ranks, expected):
    places = dict(zip("ABCDE", ranks, strict=False))
    assert first(places, places.get) == list(expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([9, 8, 7, 6], "BCD"),
        ([9, 7, 7, 6, 5], "BCDE"),
        ([9, None, 8], "AC"),
        ([5, 5, 5, 5], "ABCD"),
    ],
)
def test_last_three_places_with_ties(values, expected):
    totals = dict(zip("ABCDE", values, strict=False))
    assert last(totals, totals.get) == list(expected)


def test_groups_by_rank():
    places = {"甲": 1, "乙": 2, "丙": 2, "丁": None}
    assert by_rank(places, places.get) == {1: ["甲"], 2: ["乙", "丙"]}
