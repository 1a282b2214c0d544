"""Counties against the city, months against the year: sums that are checked and never filled in."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.analysis.reconcile import counties_sum, ways, year_to_date
from tests.scoring.cities import panel

D = Decimal


def of(city, *counties, codes=()):
    """A panel of output alone; counties are 甲, 乙, 丙 with these codes."""
    names = "甲乙丙丁"[: len(counties)]
    figures = [{} if one is None else {"output.month": one} for one in (city, *counties)]
    found = panel(city=figures[0], counties=dict(zip(names, figures[1:], strict=True)))
    coded = [
        replace(region, code=code)
        for region, code in zip(found.assessed, codes or [""] * len(counties), strict=True)
    ]
    return replace(found, regions=(*found.regions[:3], *coded))


@pytest.mark.parametrize(
    ("city", "counties", "rest", "rounding"),
    [
        ("10", ("4", "6"), "0", True),
        ("10.1", ("4", "6"), "0.1", True),  # three figures at half of 0.1
        ("10.2", ("4.0", "6.1"), "0.1", True),
        ("10.3", ("4.0", "6.1"), "0.2", False),
        ("9.99", ("4", "6"), "-0.01", True),
        ("12", ("4", "6"), "2", False),
        ("12", ("4.000000", "6.00"), "2", False),  # zeros that say nothing of the decimals
        ("11", ("4", "6"), "1", True),
        ("0", ("0", "0"), "0", True),
    ],
)
def test_the_rest_and_whether_rounding_explains_it(city, counties, rest, rounding):
    found = counties_sum(of(city, *counties), "output", "month")
    assert (found.rest, found.rounding) == (D(rest), rounding)
    assert found.total + found.rest == found.city == D(city)


@pytest.mark.parametrize("figures", [(None, "1", "2"), ("3", None, "2"), ("3", "1", None)])
def test_no_sum_where_one_is_missing(figures):
    assert counties_sum(of(*figures), "output", "month") is None
    assert ways(of(*figures), "output", "month", {}) == []


def test_a_missing_county_that_is_left_out_is_not_missed():
    found = counties_sum(of("3", "3", None), "output", "month", without=["乙"])
    assert (found.rest, found.without) == (0, ("乙",))


def tried(panel_, beside=()):
    others = {("output", "month", name): value for name, value in dict(beside).items()}
    return [(w.without, w.beside, w.rest) for w in ways(panel_, "output", "month", others)]


def test_a_zone_without_a_code_may_be_counted_twice():
    city = of("10", "4", "6", "3", codes=["350102", "350103", ""])
    assert tried(city) == [((), (), D(-3)), (("丙",), (), D(0))]


def test_where_no_county_has_a_code_none_is_a_zone():
    assert tried(of("10", "4", "6", "3")) == [((), (), D(-3))]


def test_a_region_beside_may_be_part_of_the_city_and_all_of_them_together():
    city = of("12", "4", "6", "3", codes=["350102", "350103", ""])
    assert tried(city, {"平潭县": D(2)}) == [
        ((), (), D(-1)),
        (("丙",), (), D(2)),
        ((), ("平潭县",), D(-3)),
        (("丙",), ("平潭县",), D(0)),
    ]


def year(period, ytd, month=None):
    figures = {"output.ytd": ytd} | ({"output.month": month} if month else {})
    return panel(city=figures, counties={"甲": figures}, period=period)


@pytest.mark.parametrize(
    ("before", "month", "ytd", "rest", "share"),
    [
        ("100", "25", "125", "0", "0"),
        ("100", "25", "127", "2", "1.5748"),  # 2 ÷ 127
        ("100", "25", "120", "-5", "-4.1667"),
        ("0", "0", "0", "0", "0"),
        ("3", "1", "0", "-4", "100"),
    ],
)
def test_year_to_date_against_the_previous_one_and_the_month(before, month, ytd, rest, share):
    found = year_to_date(year("2023-05", ytd, month), year("2023-04", before))["output", "甲"]
    assert found.rest == D(rest)
    assert round(float(found.share), 4) == float(share)


@pytest.mark.parametrize(
    ("now", "before", "region"),
    [
        (year("2023-02", "9", "9"), year("2022-12", "99"), "甲"),  # a year begins
        (year("2023-05", "9", "2"), year("2023-03", "7"), "甲"),  # not the period before
        (year("2023-05", "9"), year("2023-04", "7"), "甲"),  # no month
        (year("2023-05", "9", "2"), year("2023-04", "7"), "乙"),  # not there then
    ],
)
def test_nothing_to_compare_with(now, before, region):
    assert ("output", region) not in year_to_date(now, before)
