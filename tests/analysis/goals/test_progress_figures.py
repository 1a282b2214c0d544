"""Reported and scored figures as actuals, case by case (GOALS, section Exactly)."""

from decimal import Decimal

import pytest

from fzlib.analysis.goals.progress import progress
from fzlib.goals.actuals import OfEnterprises, Reported, Scored
from fzlib.scoring.periods import Period
from tests.analysis.goals.made import (
    CHANGLE,
    CITY,
    COUNTIES,
    GULOU,
    IN_PERCENT,
    MAY,
    city,
    goals,
    table,
    task,
)


def test_a_figure_is_of_the_cycle_so_far_and_the_city_s_is_its_own_row():
    """It is "never added up over periods, the city's is its own row, never the sum"."""
    own = task(of="county", actual=Reported("n"))
    figures = {
        (Period(2023, 4), GULOU, "n"): Decimal(3), (MAY, GULOU, "n"): Decimal(5),
        (MAY, CHANGLE, "n"): Decimal(6),
    }  # fmt: skip
    found = table(goals(own, figures=figures))
    assert [found[region][0] for region in (CITY, *COUNTIES)] == ["", "5", "6"]
    found = table(goals(own, figures=figures | {(MAY, CITY, "n"): Decimal(40)}))
    assert found[CITY][0] == "40"


@pytest.mark.parametrize(
    ("of", "actual", "status"), [("3", "66.67", "met"), ("0", "", "not_due"), (None, "", "missing")]
)
def test_a_rate_of_two_figures(of, actual, status):
    figures = {(MAY, CITY, "n"): Decimal(2)}
    figures |= {} if of is None else {(MAY, CITY, "of"): Decimal(of)}
    made = goals(task(**IN_PERCENT | {"actual": Reported("n", "of")}), figures=figures)
    assert (city(made)[0], city(made)[-1]) == (actual, status)


@pytest.mark.parametrize(
    ("period", "actual", "status"),
    [("2023-05", "70", "not_due"), ("2023-06", "50", "behind"), ("2023-07", "50", "behind")],
)
def test_at_a_date_figures_are_those_of_the_period_that_holds_it(period, actual, status):
    """Before it "the actual so far is shown, not_due": a figure of 70 does not meet it yet."""
    numbers = {5: 70, 6: 50, 7: 90}
    figures = {(Period(2023, month), CITY, "n"): Decimal(n) for month, n in numbers.items()}
    own = task(cycle="2023-06-15", target=60, unit="%", actual=Reported("n"))
    found = city(goals(own, period=period, figures=figures))
    assert (found[0], found[-1]) == (actual, status)


def test_panel_is_as_scored():
    own = task(target="6.8", unit="%", actual=Scored("va_growth", "ytd"))
    made = goals(own, scored={(MAY, CITY, "va_growth.ytd"): Decimal("6.5")})
    # "A task in % … has no schedule: progress, schedule and needed are blank"
    assert city(made) == ["6.5", "6.8", "", "", "-0.3", "", "behind"]


@pytest.mark.parametrize(
    ("actual", "lack"),
    [
        (Reported("n"), "figure"),
        (Scored("increment", "ytd"), "scored"),
        (OfEnterprises("down_share.ytd"), "enterprises"),
    ],
)
def test_what_is_not_there_is_missing_and_never_0(actual, lack):
    made = goals(task(unit="亿元", actual=actual))
    assert city(made) == ["", "12", "", "41.67", "", "", "missing"]
    assert progress(made)[0].lack == lack


@pytest.mark.parametrize(
    ("column", "unit", "figure", "actual"),
    [
        # GOALS, Exactly: any column of enterprises.csv, rates half-up to 2
        ("down_share.ytd", "%", "20.125000", "20.13"),
        ("pull.month", "百分点", "-0.045000", "-0.05"),
        ("output.ytd", "万元", "3.125", "3.125"),
        ("down.month", "户", "12", "12"),
    ],
)
def test_of_enterprises_rates_alone_are_half_up_to_2(column, unit, figure, actual):
    own = task(target=None, unit=unit, actual=OfEnterprises(column))
    made = goals(own, enterprises={(MAY, CITY, column): Decimal(figure)})
    assert city(made) == [actual, "", "", "", "", "", "told"]
