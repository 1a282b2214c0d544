"""Counties against the city, months against the year: sums that are checked and never filled in."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.analysis.reconcile import counties_sum, ways, year_to_date
from fzlib.scoring.measures import STANDING, Measure, series_of
from fzlib.scoring.panel import Region, build_panel
from fzlib.scoring.periods import Period
from tests.scoring.cities import DATASET, panel

D = Decimal


def of(city, *counties, codes=()):
    """A panel of output alone; counties are 甲, 乙, 丙 with these codes."""
    names = "甲乙丙丁"[: len(counties)]
    figures = [{} if level is None else {"output.month": level} for level in (city, *counties)]
    plain = panel(city=figures[0], counties=dict(zip(names, figures[1:], strict=True)))
    if not codes:
        return plain
    coded = [replace(r, code=code) for r, code in zip(plain.assessed, codes, strict=True)]
    return replace(plain, regions=(*plain.regions[:3], *coded))


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
    total = counties_sum(of(city, *counties), "output", "month")
    assert (total.rest, total.rounding) == (D(rest), rounding)
    assert total.total + total.rest == total.city == D(city)


@pytest.mark.parametrize(("city", "rounding"), [("10", True), ("11", False)])
def test_things_counted_one_by_one_are_not_rounded(city, rounding):
    firms = Measure("firms", "新增规上企业", "家", base=False)
    names = {"市": city, "甲": "4", "乙": "6"}
    regions = [Region("全国", "nation"), Region("省", "province"), Region("市", "city")]
    regions += [Region(name, "county", assessed=True) for name in "甲乙"]
    figures = {("firms", "month", name): D(number) for name, number in names.items()}
    given = build_panel(
        Period(2023, 5), regions, figures, dataset=DATASET, series=series_of([*STANDING, firms])
    )
    assert counties_sum(given, "firms", "month").rounding is rounding


@pytest.mark.parametrize("figures", [(None, "1", "2"), ("3", None, "2"), ("3", "1", None)])
def test_no_sum_where_one_is_missing(figures):
    assert counties_sum(of(*figures), "output", "month") is None
    assert ways(of(*figures), "output", "month", {}) == []


def test_a_missing_county_that_is_left_out_is_not_missed():
    total = counties_sum(of("3", "3", None), "output", "month", without=["乙"])
    assert (total.rest, total.without) == (0, ("乙",))


CODES = ["350102", "350103", ""]
APART = {"": -1, "不含丙": 2, "加平潭县": -3}


@pytest.mark.parametrize(
    ("city", "beside", "rests", "why"),
    [
        (of("10", "4", "6", "3"), [], {"": -3}, "where no county has a code none is a zone"),
        (of("10", "4", "6", "3", codes=CODES), [], {"": -3, "不含丙": 0}, "a zone in its county"),
        (of("12", "4", "6", "3", codes=CODES), ["平潭县"], APART | {"不含丙、加平潭县": 0},
         "a region beside may be part of the city; and all of them together"),
    ],
)  # fmt: skip
def test_ways_to_count_the_counties(city, beside, rests, why):
    sums = ways(city, "output", "month", {("output", "month", name): D(2) for name in beside})
    assert [(way.name, way.rest) for way in sums] == list(rests.items()), why


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
    sums = year_to_date(year("2023-05", ytd, month), year("2023-04", before))["output", "甲"]
    assert sums.rest == D(rest)
    assert round(float(sums.share), 4) == float(share)


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
