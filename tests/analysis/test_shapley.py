"""The Shapley value by its axioms, and parts that still add up after rounding."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.analysis.shapley import largest_remainder, shapley

WORTHS = st.lists(st.integers(-5000, 5000), min_size=8, max_size=8)


@pytest.mark.parametrize(
    ("worth", "values", "why"),
    [
        ([0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 4], "additive: each its own"),
        ([0, 0, 0, 1, 0, 1, 0, 1], [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)],
         "a left glove and two right ones"),
        ([0, 0, 0, 0, 0, 0, 0, 6], [2, 2, 2], "only together"),
        ([5, 7], [2], "one alone"),
    ],
)  # fmt: skip
def test_known_games(worth, values, why):
    assert shapley(worth) == values, why


@given(WORTHS, WORTHS)
def test_axioms(worth, other):
    values = shapley(worth)
    assert sum(values) == worth[-1] - worth[0]  # efficient
    both = [a + b for a, b in zip(worth, other, strict=True)]
    assert shapley(both) == [a + b for a, b in zip(values, shapley(other), strict=True)]
    idle = [worth[c & 0b110] for c in range(8)]  # the first changes nothing
    assert shapley(idle)[0] == 0
    alike = [worth[c] if c & 1 == c >> 1 & 1 else worth[c | 0b11] for c in range(8)]
    assert shapley(alike)[0] == shapley(alike)[1]
    least, most = min(worth), max(worth)
    assert all(abs(value) <= most - least for value in values)


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        (["0.5", "0.5"], [1, 0]),  # equal remainders: in order
        (["-0.5", "0.5"], [0, 0]),
        (["1.2", "2.7", "-0.9"], [1, 3, -1]),
        (["3", "-0.4", "0.4"], [3, 0, 0]),
    ],
)
def test_rounded_to_the_sum(values, whole):
    assert largest_remainder([Fraction(v) for v in values]) == whole


@given(st.lists(st.fractions(-50, 50, max_denominator=6), min_size=1, max_size=4))
def test_rounding_keeps_the_sum_and_moves_none_by_one(values):
    values.append(-sum(values) % 1)  # so that they come to a whole number
    whole = largest_remainder(values)
    assert sum(whole) == sum(values)
    for value, rounded in zip(values, whole, strict=True):
        assert abs(rounded - value) < 1
        assert value.denominator > 1 or rounded == value
