"""What a report asks of a card."""

from decimal import Decimal

import pytest

from fzlib.analysis import summary
from fzlib.scoring.card import make_card
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.measures import (
    COUNTIES_ONLY,
    GROWTH_TARGET,
    INCREMENT_TARGET,
    LEVEL_TARGET,
    OUTPUT,
    STANDING_SERIES,
    VA_GROWTH,
    Measure,
    series_of,
)
from fzlib.scoring.methods import Completion
from fzlib.scoring.panel import build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rulebook import RuleBook
from tests.presentation.cards import AVERAGE, CITY, card, only, region, totals
from tests.scoring.cities import DATASET, FUZHOU


def test_spans_of_the_first_period_are_one():
    assert summary.spans(card({"甲县": AVERAGE})) == ("month", "ytd")
    assert summary.spans(card({"甲县": AVERAGE}, period="2023-02")) == ("month",)
    ytd = only("va_growth", spans=("ytd",))
    assert summary.spans(card({"甲县": AVERAGE}, period="2023-02", book=ytd)) == ("ytd",)


EXPECTED = OUTPUT.series[INCREMENT_TARGET]


@pytest.mark.parametrize(
    ("city", "counties", "expected", "why"),
    [
        (region("4", "1", "1", expected="7"), ["5", "5"], ("7", "全市预期"), "a city row"),
        (CITY, ["5", "6"], ("11", "各县（市）区预期合计"), "the counties' sum"),
        (CITY, ["5", "0"], ("5", "各县（市）区预期合计"), "zero is no blank"),
        (CITY, ["5", None], None, "one is missing: no sum"),
        (CITY, [None, None], None, "none is given"),
    ],
)
def test_the_citys_expectation(city, counties, expected, why):
    given = {f"{n}县": region(expected=e) for n, e in zip("甲乙", counties, strict=True)}
    total = expected and (Decimal(expected[0]), expected[1])
    assert summary.city_target(card(given, city=city), EXPECTED, "month") == total, why


def test_targets_of_rates_are_not_summed():
    power = Measure("power", "用电量", "万千瓦时")
    own = declared({"power-growth-target": "5", "power-target": "60"}, "growth", power)
    growth, level = power.series[GROWTH_TARGET], power.series[LEVEL_TARGET]
    assert summary.city_target(own, growth, "ytd") is None
    assert summary.city_target(own, level, "ytd") == (120, "各县（市）区目标合计")
    assert level.code in own.panel.series


def declared(figures, quantity, measure, **city):
    """Two counties with these figures of a measure, held against a target; and a city."""
    row = Indicator(
        "row", "项", measure, quantity, "target", Completion(Decimal(10)), Decimal(10), 1, ("ytd",)
    )
    book = RuleBook("题", "文号", (row,), declared=(measure,))
    series = series_of((measure,)) | {s.code: s for s in measure.series.values()}
    regions = [Region("全国", "nation"), Region("省", "province"), Region("市", "city")]
    regions += [Region(name, "county", assessed=True) for name in "甲乙"]
    values = {(code, "ytd", name): Decimal(v) for code, v in figures.items() for name in "甲乙"}
    values |= {(code, "ytd", "市"): Decimal(v) for code, v in city.items()}
    given = build_panel(
        Period.parse("2023-05"), regions, values, dataset=DATASET, series=STANDING_SERIES | series
    )
    return make_card(given, book)


def test_figures_of_the_city_are_rounded_as_for_scoring():
    def figures(city, span="month"):
        scored = card({"甲县": AVERAGE}, city=city)
        return [summary.city_figures(scored, m, span) for m in (VA_GROWTH, OUTPUT)]

    rate, level = figures(region("4.05", "1051", "1000"))
    assert (rate.level, rate.base, rate.growth) == (Decimal("4.1"), None, None)
    assert (level.level, level.base, level.increment, level.growth) == (
        1051, 1000, 51, Decimal("5.1"),
    )  # fmt: skip
    assert figures(region("4", "950", "1000"), "ytd")[1].increment == -50
    rate, level = figures(region())
    assert {rate.level, level.level, level.base, level.increment, level.growth} == {None}


def test_figures_of_a_measure_without_a_same_period():
    sales = Measure("sales", "产销率", "%", base=False)
    own = declared({"sales": "97"}, "value", sales, sales="96.55")
    assert summary.city_figures(own, sales, "ytd").level == Decimal("96.6")
    firms = Measure("firms", "企业", "家", base=False)
    own = declared({"firms": "97"}, "value", firms, firms="12")
    assert summary.city_figures(own, firms, "ytd") == summary.CityFigures(firms, "ytd", Decimal(12))


def test_main_measures_are_scored_and_the_citys():
    scored = card({"甲县": AVERAGE}, city=region("4", "1051", "1000"))
    assert summary.main_measures(scored) == (VA_GROWTH, OUTPUT)
    assert summary.main_measures(card({"甲县": AVERAGE}, city=region("4"))) == (VA_GROWTH, OUTPUT)
    power = Measure("power", "用电量", "万千瓦时")
    assert summary.main_measures(declared({}, "growth", power, power="9")) == (power,)
    of_counties = Measure("power", "用电量", "万千瓦时", regions=COUNTIES_ONLY)
    assert summary.main_measures(declared({}, "growth", of_counties, power="9")) == ()


def test_items_of_an_indicator():
    scored = card({"甲县": AVERAGE, "乙县": AVERAGE})
    items = summary.items_of(scored, scored.book.indicators[2], "ytd")
    assert [(item.region, item.id) for item in items] == [
        ("甲县", "increment.ytd"), ("乙县", "increment.ytd"),
    ]  # fmt: skip


def test_a_book_with_an_item_that_has_no_standard_has_no_base_total():
    assert summary.has_base(FUZHOU)
    power = Measure("power", "用电量", "万千瓦时")
    own = declared({"power": "9", "power-target": "10"}, "value", power)
    assert not summary.has_base(own.book)
    assert own.totals["甲"] == 9
    assert summary.base_total(own) is None
    assert summary.at_base(own) == []


def test_base_total_and_who_reaches_it():
    scored = totals({"甲县": "9.8", "乙县": "10", "丙县": None, "丁县": "20"})
    assert summary.base_total(scored) == 10
    assert summary.at_base(scored) == ["丁县", "乙县"]
    assert summary.base_total(totals({"甲县": None})) is None
    assert summary.at_base(totals({"甲县": None})) == []


def test_base_total_where_counties_differ():
    rulings = [("甲县", "contribution.month", "8", "会议纪要")]
    falling = region("4", "950", "1000")
    scored = card({"甲县": AVERAGE, "乙县": AVERAGE}, city=falling, rulings=rulings)
    assert summary.base_total(scored) is None
    assert summary.at_base(scored) == ["甲县", "乙县"]


@pytest.mark.parametrize(
    ("more", "early"), [({}, False), ({"province": None}, True), ({"nation": None}, True)]
)
def test_preliminary(more, early):
    assert summary.preliminary(card({"甲县": AVERAGE}, **more)) == early
