"""Lots of about the same size."""

import pytest

from fzlib.presentation.lots import evenly


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(0, 4, []), (1, 4, [1]), (4, 4, [4]), (5, 4, [3, 2]), (9, 4, [3, 3, 3]), (25, 24, [13, 12])],
)
def test_as_few_as_hold_all_and_of_about_the_same_size(count, most, sizes):
    lots = evenly(range(count), most)
    assert [len(lot) for lot in lots] == sizes
    assert [item for lot in lots for item in lot] == list(range(count))
