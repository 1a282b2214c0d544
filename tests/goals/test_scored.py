"""The figures of the scored data that tasks rest on, against what the period's scores say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.goals.scored import scored_figures
from fzlib.scoring.card import make_card
from fzlib.scoring.rounding import half_up
from tests.analysis.cards import card


@pytest.mark.parametrize(
    ("data", "period"),
    [("data/fuzhou", "2023-05"), ("data/fuzhou", "2023-02"), ("data/shaoyang", "2025-05")],
)
def test_counties_are_as_scored(data, period):
    own = card(data, period)
    figures = scored_figures(own)
    compared = 0
    for item in own.records:
        if item.indicator.code in ("va_growth", "output_growth", "increment"):
            assert figures.get((own.period, item.region, item.id)) == item.value
            compared += item.value is not None
    assert compared >= 2 * len(own.counties)


def test_the_city_s_growth_is_the_counties_standard():
    own = card("data/fuzhou", "2023-05")
    city = scored_figures(own)[own.period, "福州市", "output_growth.ytd"]
    assert own.item("鼓楼区", "output_growth.ytd").standard == city


def test_increment_is_level_less_same_period_exact():
    own = card("data/fuzhou", "2023-05")
    level, base = (own.panel.value(code, "ytd", "福州市") for code in ("output", "base"))
    assert scored_figures(own)[own.period, "福州市", "increment.ytd"] == level - base


def test_only_the_city_and_its_counties_and_nothing_that_is_missing():
    own = card("data/fuzhou", "2023-05")
    regions = {region for _, region, _ in scored_figures(own)}
    assert regions == {"福州市", *own.counties}
    key = ("va_growth", "ytd")
    given = own.panel.figures[key]
    panel = replace(
        own.panel, figures={**own.panel.figures, key: given.where(given.units > 10**12)}
    )
    less = scored_figures(make_card(panel, own.book))
    assert not [name for *_, name in less if name == "va_growth.ytd"]
    assert (own.period, "福州市", "va_growth.month") in less


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_growth_is_to_the_decimals_that_the_rule_book_compares_by(decimals):
    """Whatever its indicators are called."""
    own = card("data/fuzhou", "2023-05")
    rows = tuple(
        replace(i, code=f"x{n}", decimals=decimals) for n, i in enumerate(own.book.indicators)
    )
    other = make_card(own.panel, replace(own.book, indicators=rows))
    stated = own.panel.value("va_growth", "ytd", "福州市")
    value = scored_figures(other)[own.period, "福州市", "va_growth.ytd"]
    assert value == half_up(stated, decimals)
    assert -value.as_tuple().exponent == decimals


def test_what_the_rule_book_does_not_score_is_to_2_decimals():
    own = card("data/fuzhou", "2023-05")
    rows = tuple(i for i in own.book.indicators if i.measure.code != "va_growth")
    value = scored_figures(make_card(own.panel, replace(own.book, indicators=rows)))
    assert (
        value[own.period, "福州市", "va_growth.ytd"].as_tuple().exponent
        == Decimal("0.01").as_tuple().exponent
    )
