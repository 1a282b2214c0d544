"""Growth in parts: as printed they add up, and none that is exact is touched."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.analysis.enterprises.parts import adding_up, growth_split, printed_pulls
from fzlib.scoring.rounding import half_up
from tests.enterprises.frames import enterprise, frame

fractions = st.fractions(-100, 100, max_denominator=10**4)


@given(st.lists(fractions, max_size=20), st.integers(0, 3))
def test_printed_parts_add_up_to_the_printed_sum(parts, places):
    printed = adding_up(parts, places)
    assert sum(map(Fraction, printed)) == Fraction(half_up(sum(parts, Fraction(0)), places))
    unit = Fraction(1, 10**places)
    for part, shown in zip(parts, printed, strict=True):
        assert abs(Fraction(shown) - part) < unit
        if part % unit == 0:
            assert Fraction(shown) == part


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ([], []),
        (["0.12", "0"], ["0.1", "0.0"]),
        (["0.14", "0.14", "0.14"], ["0.2", "0.1", "0.1"]),  # 0.42: 0.1 left, to the first
        (["0.06", "0.07", "0.06"], ["0.0", "0.1", "0.1"]),  # 0.19: 0.1 too much
        (["0.05", "-0.05"], ["0.1", "-0.1"]),
        (["-0.14", "-0.14", "-0.13"], ["-0.2", "-0.1", "-0.1"]),
        (["0.14", "0.13", "0.14", "0"], ["0.2", "0.1", "0.1", "0.0"]),
    ],
)
def test_what_is_left_goes_to_those_whose_rounding_took_most(parts, printed):
    assert adding_up([Fraction(part) for part in parts], 1) == [Decimal(text) for text in printed]


def test_growth_split_of_a_group():
    """拉动 split into continuing, entered, left (退库), over the group's own base."""
    own = frame(
        enterprise("1", month=(110, 100)),
        enterprise("2", month=(7, 0)),
        enterprise("3", month=(0, 100), state="退库"),
        enterprise("4", "罗源县", month=(400, 200)),
    )
    split = growth_split(own.group("month", "福清市"), 1)
    assert split.growth == Decimal("-41.5")
    assert {part.name: (part.part.increment, part.pull) for part in split.parts} == {
        "continuing": (10, Decimal("5.0")),
        "entered": (7, Decimal("3.5")),
        "left": (-100, Decimal("-50.0")),
    }


@pytest.mark.parametrize("month", [(5, 0), (5, -5), (None, 5)])
def test_without_a_base_above_0_there_is_no_growth_to_split(month):
    city = frame(enterprise(month=month)).group("month")
    split = growth_split(city, 2)
    assert split.growth is None
    assert {part.pull for part in split.parts} == {None}
    assert printed_pulls([city], city, 2) == [None]
