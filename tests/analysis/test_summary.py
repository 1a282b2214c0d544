"""What a report asks of a card."""

from decimal import Decimal

import pytest

from fzlib.analysis import summary
from tests.presentation.cards import AVERAGE, CITY, card, only, region, totals


def test_spans_of_the_first_period_are_one():
    assert summary.spans(card({"甲县": AVERAGE})) == ("month", "ytd")
    assert summary.spans(card({"甲县": AVERAGE}, period="2023-02")) == ("month",)
    ytd = only("va_growth", spans=("ytd",))
    assert summary.spans(card({"甲县": AVERAGE}, period="2023-02", book=ytd)) == ("ytd",)


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
    assert summary.city_expected(card(given, city=city), "month") == total, why


def test_rates_are_rounded_as_for_scoring():
    def rates(city):
        scored = card({"甲县": AVERAGE}, city=city)
        return [summary.city_rate(scored, row.code, "month") for row in scored.book.indicators[:2]]

    assert rates(region("4.05", "1051", "1000")) == [Decimal("4.1"), Decimal("5.1")]
    assert rates(region()) == [None, None]


def test_the_city_in_levels():
    scored = card({"甲县": AVERAGE}, city=region("4", "950", "1000"))
    assert summary.city_increment(scored.panel, "ytd") == -50
    assert summary.city_increment(card({"甲县": AVERAGE}, city=region()).panel, "ytd") is None


def test_rows():
    scored = card({"甲县": AVERAGE}, book=only("va_growth"))
    assert summary.row_of(scored, "va_growth").code == "va_growth"
    assert summary.row_of(scored, "increment") is None
    items = summary.items_of(scored, summary.row_of(scored, "va_growth"), "month")
    assert [item.region for item in items] == ["甲县"]


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
