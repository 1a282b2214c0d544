"""Rates at the decimals asked for: rounded once, from the exact quotient."""

from decimal import Decimal

import pytest

from fzlib.analysis.enterprises import rates
from fzlib.analysis.enterprises.power import power
from fzlib.analysis.enterprises.pulls import largest, pull_of
from fzlib.analysis.enterprises.rates import growth
from fzlib.enterprises.frame import Part, Power
from fzlib.scoring.rounding import half_up
from tests.enterprises.frames import enterprise, frame

# 6.6499999…% and −6.6499999…%, which 6 decimals make 6.650000 of
BASE, ROSE, FELL = Decimal(30_000_000), Decimal("31994999.9"), Decimal("28005000.1")


@pytest.mark.parametrize(
    ("output", "places", "rate"),
    [
        (ROSE, 6, "6.65"),  # ENTERPRISES, Exactly: rates half-up to 6 decimals
        (ROSE, 7, "6.6499997"),
        (ROSE, 2, "6.65"),
        (ROSE, 1, "6.6"),  # 6.7 if rounded twice
        (FELL, 1, "-6.6"),
        (Decimal("31995000"), 1, "6.7"),  # half-up where it is just half
        (Decimal("28005000"), 1, "-6.7"),
    ],
)
def test_growth_is_rounded_once(output, places, rate):
    assert growth(Part(output, BASE), places) == Decimal(rate)


def test_other_rates_are_rounded_once():
    """拉动, 贡献率, shares: of one enterprise beside the city, and of the largest."""
    own = frame(
        enterprise("1", month=(ROSE, BASE)),
        enterprise("2", month=(0, 0)),
        enterprise("3", month=(BASE, BASE)),
    )
    city = own.group("month")
    one = pull_of(own.rows[0], city)
    # twice the base: 3.32499983…%, half of it
    assert (one.pull(), one.pull(2)) == (Decimal("3.325"), Decimal("3.32"))
    assert half_up(one.pull(), 2) == Decimal("3.33")
    assert one.contribution(2) == 100


def test_a_share_is_rounded_once():
    own = frame(enterprise("1", month=("0.66499997", 1)), enterprise("2", month=("99.33500003", 1)))
    first, biggest = pull_of(own.rows[0], own.group("month")), largest(own, "month", 1)
    assert (first.share(), first.share(2)) == (Decimal("0.665"), Decimal("0.66"))
    assert (biggest.share(), biggest.share(2)) == (Decimal("99.335"), Decimal("99.34"))


def test_a_contribution_is_rounded_once():
    own = frame(
        enterprise("1", month=("1.66499997", 1)), enterprise("2", month=("100.33500003", 1))
    )
    first = pull_of(own.rows[0], own.group("month"))
    assert (first.contribution(), first.contribution(2)) == (Decimal("0.665"), Decimal("0.66"))


def test_electricity_is_rounded_once():
    own = frame(enterprise("1", month=(2, 1), power=Power(ROSE, BASE)))
    pair = power(own).city
    assert (pair.power_growth(), pair.power_growth(1)) == (Decimal("6.65"), Decimal("6.6"))


def test_down_share_is_rounded_once():
    """1 of 3, in both: a count's share has no half to lose, so only the decimals are asked for."""
    rows = [enterprise(str(n), month=(n > 1, 1)) for n in range(1, 4)]
    city = frame(*rows).group("month")
    found = [rates.down_share(city, "comparable", places) for places in (6, 2)]
    assert found == [Decimal("33.333333"), Decimal("33.33")]
