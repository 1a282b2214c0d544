"""四舍五入 half away from zero, exact in decimal (contract section 4, with its traps)."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fzlib.scoring.rounding import (
    Fixed,
    bounded,
    decimals_of,
    half_up,
    plain,
    plus,
    quotient,
    times,
    total,
)
from tests.scoring import oracle

LARGE = 2**63 - 1
whole_numbers = st.one_of(
    st.integers(-(10**6), 10**6),
    st.integers(-LARGE, LARGE),
    st.integers(-(10**40), 10**40),
    st.sampled_from([0, 1, -1, LARGE, -LARGE, LARGE - 1, 2**62, 10**18]),
)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)


def integers(values):
    """As the engine holds them: int64, or unbounded where that does not fit."""
    fits = all(abs(value) <= LARGE for value in values)
    return np.array(values, np.int64 if fits else object)


def fixed(values, places):
    return Fixed.of([None if v is None else Decimal(v) for v in values], places)


def written(quantity):
    return [None if value is None else str(value) for value in quantity.decimals()]


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.675", 2, "2.68"),  # round(2.675, 2) is 2.67 in binary
        ("-2.675", 2, "-2.68"),
        ("0.125", 2, "0.13"),  # half-even would give 0.12
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        # more digits than decimal computes with
        ("1.4999999999999999999999999999999999999", 0, "1"),
        ("-0.004", 2, "0.00"),  # no negative zero
        ("7", 2, "7.00"),
        ("1E+3", 1, "1000.0"),
    ],
)
def test_half_up(value, places, rounded):
    assert str(half_up(Decimal(value), places)) == rounded


@given(decimals, st.integers(0, 6))
def test_half_up_is_nearest_and_halves_go_away_from_zero(value, places):
    rounded = Fraction(half_up(value, places))
    assert rounded == oracle.half_up(value, places)
    assert abs(rounded - Fraction(value)) <= Fraction(1, 2 * 10**places)


def test_half_up_takes_fractions():
    assert half_up(Fraction(2, 3), 4) == Decimal("0.6667")


def test_steps_of_a_gap_are_exact():
    # (6.8 − 4.5) / 0.1 is 22.999… in binary floating point
    gap = fixed(["6.8"], 1) - fixed(["4.5"], 1)
    assert gap.percent_of(fixed(["0.1"], 1), 0).decimals() == [2300]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("0", "0"),
        ("-0.00", "0"),
        ("15.00", "15"),
        ("15.10", "15.1"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("-0.0000001", "-0.0000001"),
        ("1E-10", "0.0000000001"),
        ("12345678901234567890123456789.50", "12345678901234567890123456789.5"),
    ],
)
def test_plain_has_no_exponent_and_no_trailing_zeros(value, text):
    assert plain(None if value is None else Decimal(value)) == text


@pytest.mark.parametrize(
    ("values", "most", "why"),
    [
        (["1.20", "3"], 1, "a trailing zero is no decimal"),
        (["1.2345", None], 4, "missing has none"),
        ([], 0, "nothing at all"),
        (["100"], 0, "a whole number"),
    ],
)
def test_decimals_of(values, most, why):
    assert decimals_of([v and Decimal(v) for v in values]) == most, why


@given(st.lists(whole_numbers, min_size=1, max_size=6), st.data())
def test_quotient_is_that_of_fractions(numerators, data):
    below = whole_numbers.filter(bool)
    each = data.draw(st.lists(below, min_size=len(numerators), max_size=len(numerators)))
    got = quotient(integers(numerators), integers(each))
    exact = [Fraction(n, d) for n, d in zip(numerators, each, strict=True)]
    assert got.tolist() == [oracle.half_up(number, 0) for number in exact]
    cut = quotient(integers(numerators), integers(each), whole=True)
    assert cut.tolist() == [int(number) for number in exact]  # int() truncates toward zero


@given(st.lists(whole_numbers, min_size=1, max_size=6), whole_numbers.filter(bool))
def test_quotient_by_one_number(numerators, by):
    exact = [oracle.half_up(Fraction(number, by), 0) for number in numerators]
    assert quotient(integers(numerators), by).tolist() == exact


@given(st.lists(whole_numbers, min_size=1, max_size=6), whole_numbers)
@example([0, 0], 10**30)  # no product, but a factor beyond int64
def test_sums_and_products_do_not_overflow(values, other):
    assert plus(integers(values), other).tolist() == [v + other for v in values]
    assert times(integers(values), other).tolist() == [v * other for v in values]


@given(st.lists(whole_numbers, min_size=1))
def test_a_total_is_exact(values):
    assert total(integers(values)).tolist() == [sum(values)]


@given(st.lists(whole_numbers, min_size=1), st.none() | whole_numbers, st.none() | whole_numbers)
def test_bounds_the_lower_one_last(values, low, high):
    for own, bound in zip(values, bounded(integers(values), low, high).tolist(), strict=True):
        capped = own if high is None else min(own, high)
        assert bound == (capped if low is None else max(capped, low))


@pytest.mark.parametrize(
    ("by", "numerators", "rounded"),
    [
        (2, [-3, -2, -1, 0, 1, 3], [-2, -1, -1, 0, 1, 2]),  # halves away from zero
        (3, [-5, -4, -2, -1, 1, 2, 4, 5], [-2, -1, -1, 0, 0, 1, 1, 2]),
        (10, [-15, -14, -5, -4, 4, 5, 14, 15], [-2, -1, -1, 0, 0, 1, 1, 2]),
        (1, [-7, 0, 7], [-7, 0, 7]),
        (LARGE, [LARGE, -LARGE, LARGE // 2 + 1, LARGE // 2], [1, -1, 1, 0]),
        (10**25, [LARGE, -LARGE], [0, 0]),
    ],
)
def test_quotient_by_one_number_on_both_sides_of_zero(by, numerators, rounded):
    assert quotient(np.array(numerators), by).tolist() == rounded


def test_realistic_magnitudes_stay_in_int64():
    # 10^7 亿元 to the 100 元, as a share in % with two decimals
    level = fixed(["10000000"], 6)
    assert level.percent_of(fixed(["12345.678901"], 6), 2).units.dtype == np.int64


@pytest.mark.parametrize(
    ("places", "rounded"), [(4, ["2.6750", "-0.0500", None]), (1, ["2.7", "-0.1", None])]
)
def test_at_is_exact_when_finer_and_half_up_when_coarser(places, rounded):
    assert written(fixed(["2.675", "-0.05", None], 3).at(places)) == rounded


def test_cut_before_half_up_does_not_round_twice():
    value = [Decimal("0.04999999999999")]
    assert written(Fixed.of(value, 10, cut=True).at(1)) == ["0.0"]
    assert written(Fixed.of(value, 10).at(1)) == ["0.1"]  # why rates are cut


def test_difference_is_missing_where_either_is():
    gap = fixed(["1.5", None, "2"], 1) - fixed(["0.25", "1", None], 2)
    assert written(gap) == ["1.25", None, None]


def test_larger_takes_the_one_that_is_known():
    pair = fixed(["3.6", None, "-1", None], 1).larger(fixed(["3.2", "2.0", "-2", None], 1))
    assert written(pair) == ["3.6", "2.0", "-1.0", None]


def test_otherwise_fills_only_what_is_missing():
    assert written(fixed(["0", None], 1).otherwise(fixed(["5", "6"], 1))) == ["0.0", "6.0"]


@pytest.mark.parametrize(
    ("above", "below", "share"),
    [
        ("1", "3", "33.33"),
        ("2", "-3", "-66.67"),
        ("-1", "8", "-12.50"),
        ("0.00125", "1", "0.13"),  # 0.125 half up
        ("5", "0", None),
        (None, "1", None),
        ("1", None, None),
    ],
)
def test_percentage_is_half_up_and_unknown_by_zero(above, below, share):
    assert written(fixed([above], 6).percent_of(fixed([below], 4), 2)) == [share]


@given(st.lists(st.tuples(decimals, decimals), min_size=1, max_size=5), st.integers(0, 4))
def test_percentage_is_that_of_fractions(pairs, places):
    above, below = (fixed(column, 6) for column in zip(*pairs, strict=True))
    got = above.percent_of(below, places).decimals()
    exact = [oracle.per_cent(*(oracle.half_up(number, 6) for number in pair)) for pair in pairs]
    assert got == [oracle.half_up(number, places) for number in exact]


def test_unknown_units_are_zero_throughout():
    some = fixed(["5", None], 2)
    for quantity in (some, some - some, some.at(0), some.percent_of(some, 1)):
        assert quantity.units[1] == 0
        assert not quantity.present[1]
    assert some.where(np.array([False, True])).units.tolist() == [0, 0]
