"""The seven methods by hand (contract 3b): value, or gap, and its points before cap and floor."""

from decimal import Decimal

import numpy as np
import pytest

from fzlib.scoring.methods import (
    Band,
    Bands,
    Basis,
    Between,
    ByRank,
    Completion,
    PerUnit,
    Slope,
    Steps,
    Tiers,
)
from fzlib.scoring.points import Ratio
from fzlib.scoring.rounding import Fixed, plain

D = Decimal
TWO_TIERS = (Slope(D("0.75"), D(1), D(10)), Slope(D("0.5"), D(1)))
STEEP = (Slope(D(2), D(1), D(3)), Slope(D(1), D("0.5")))
BANDS = Bands((Band(D(15), D(10)), Band(D(12), D(5)), Band(D("-8.5"))))
OPEN = Bands(BANDS.bands[:2])


def points(method, words, *, standard=None, groups=None, low=False, whole=False):
    """``3 -1`` → their points; – is missing. Values are gaps too, unless there is a standard."""
    values = Fixed.of([None if word == "–" else D(word) for word in words.split()], 2)
    count = len(values.present)
    against = values if standard is None else Fixed.of([D(standard)] * count, 2)
    basis = Basis(values, against, values, groups or [np.arange(count)], low)
    units = method.points(basis, whole=whole).rounded(None, None)
    scored = Fixed(np.broadcast_to(units, values.present.shape), values.present, 2)
    return " ".join(plain(own) if own is not None else "–" for own in scored.decimals())


@pytest.mark.parametrize(
    ("method", "gaps", "scored"),
    [
        # base + gap/step x per_step
        (Steps(D(10), D("0.2"), D("0.1")), "0 0.1 -0.1 1.25", "10 10.2 9.8 12.5"),
        (Steps(D("-3"), D(1), D(3)), "0 1 2 -1", "-3 -2.67 -2.33 -3.33"),
        # 每高1点加3分，每低1点扣2分
        (Steps(D(50), D(3), D(1), Slope(D(2), D(1))), "2 0 -2 -0.5", "56 50 46 49"),
        (Steps(D(50), D(3), D(1), Slope(D(1), D(3))), "-1 -3", "49.67 49"),
        # marginal tiers: the first 10 at 0.75, what is beyond at 0.5
        (Tiers(D(20), TWO_TIERS), "0 4 10 12 30", "20 23 27.5 28.5 37.5"),
        (Tiers(D(20), TWO_TIERS), "-4 -10 -12", "17 12.5 11.5"),  # mirrored
        (Tiers(D(20), TWO_TIERS, STEEP), "12 -1 -3 -4", "28.5 18 14 12"),
        (Tiers(D(0), TWO_TIERS[1:]), "7 -7", "3.5 -3.5"),
        # 分档: from inclusive; below the last 0
        (BANDS, "10 9.99 5 4.99 -100", "15 12 12 -8.5 -8.5"),
        (OPEN, "10 5 4.99", "15 12 0"),
        # base + value/step x per_step
        (PerUnit(D(0), D("0.5"), D(1)), "0 3 2.5 -1", "0 1.5 1.25 -0.5"),
        (PerUnit(D(-5), D(1), D(100), whole=True), "499 500 699.99 -150", "-1 0 1 -6"),
        (PerUnit(D(10), D("-2"), D(1)), "3", "4"),
    ],
)
def test_points_of_a_gap_or_value(method, gaps, scored):
    assert points(method, gaps) == scored


@pytest.mark.parametrize(
    ("method", "gaps", "scored"),
    [
        (Steps(D(10), D(1), D(2)), "3.9 4 -3.9 -4", "11 12 9 8"),  # toward the standard
        (Steps(D(10), D(1), D(2), Slope(D(3), D(1))), "3.9 -1.9", "11 7"),
        # the reading reaches steps only
        (Tiers(D(10), TWO_TIERS), "0.4", "10.3"),
        (PerUnit(D(0), D(1), D(2)), "3", "1.5"),
    ],
)
def test_whole_steps_reach_the_method_steps_alone(method, gaps, scored):
    assert points(method, gaps, whole=True) == scored


@pytest.mark.parametrize(
    ("values", "standard", "scored"),
    [
        ("50 100 150 0 -10", "100", "7.5 15 22.5 0 -1.5"),
        ("1 2", "3", "5 10"),
        ("1", "0.07", "214.29"),
    ],
)
def test_completion_is_a_share_of_the_points(values, standard, scored):
    assert points(Completion(D(15)), values, standard=standard) == scored


@pytest.mark.parametrize(
    ("low", "high", "least", "values", "scored"),
    [
        ("lowest", "highest", "0", "2 4 6 –", "0 5 10 –"),
        ("lowest", "highest", "0.6", "2 4 6", "6 8 10"),  # 功效系数法
        ("lowest", "highest", "0.6", "5 5", "10 10"),  # low = high: full points
        ("lowest", "highest", "0.6", "–", "–"),
        (D(0), D(4), "0", "-1 0 1 3 4 9", "0 0 2.5 7.5 10 10"),
        (D(0), D(4), "0.5", "-1 1 9", "5 6.25 10"),
        (D(1), D(1), "0", "0 1 2", "10 10 10"),
        (D(10), "highest", "0", "12 15 20", "2 5 10"),
        # the field has not reached the number: at or above high full points, any other least
        (D(10), "highest", "0.6", "4 7 7", "6 10 10"),
        ("lowest", D(3), "0.2", "4 7 5", "10 10 10"),
    ],
)
def test_between(low, high, least, values, scored):
    assert points(Between(D(10), low, high, D(least)), values) == scored


@pytest.mark.parametrize(
    ("low", "high", "values", "scored"),
    [
        ("lowest", "highest", "2 4 6 –", "10 5 0 –"),
        (D(0), D(4), "-1 0 1 9", "10 10 7.5 0"),
        ("lowest", D(3), "4 7 5", "10 0 0"),  # turned: at or below low full points
    ],
)
def test_between_where_the_lower_is_the_better(low, high, values, scored):
    assert points(Between(D(10), low, high), values, low=True) == scored


def test_places_and_what_is_past_the_list():
    method = ByRank((D(15), D(13), D("11.5"), D(-1)))
    assert points(method, "3 9 1 7 0") == "11.5 15 -1 13 0"
    assert points(method, "9 9 7 – 7 1") == "15 15 11.5 – 11.5 0"  # ties share the better place
    assert points(method, "3 9 1", low=True) == "13 11.5 15"


def test_places_and_ends_are_of_a_group():
    groups = [np.array([0, 2]), np.array([1, 3])]
    assert points(ByRank((D(3), D(1))), "1 2 3 4", groups=groups) == "1 1 3 3"
    assert points(Between(D(10), "lowest", "highest"), "1 2 3 2", groups=groups) == "0 10 10 10"


@pytest.mark.parametrize(
    ("numerator", "denominator", "cap", "floor", "rounded"),
    [
        (5, 1000, None, None, 1),  # 0.005: half-up in hundredths
        (-5, 1000, None, None, -1),
        (4, 1000, None, None, 0),
        (20, 1, D("10.005"), None, 1001),  # cap, then rounding
        (-20, 1, None, D("-0.005"), -1),
        (20, 1, D(-3), D(0), 0),  # cap → floor: the floor is the last word
        (1, 3, None, None, 33),
    ],
)
@pytest.mark.parametrize("each", [False, True])
def test_cap_then_floor_then_rounding(numerator, denominator, cap, floor, rounded, each):
    below = np.array([denominator, 7]) if each else denominator
    ratio = Ratio(np.array([numerator, 0]), below)
    at_zero = 0 if cap is None or cap > 0 else max(0 if floor is None else floor, cap) * 100
    assert ratio.rounded(cap, floor).tolist() == [rounded, at_zero]
