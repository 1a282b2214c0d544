"""What is compared (contract 3b and 4): quantities, standards, gaps, and why there is none."""

from decimal import Decimal

import pytest

from fzlib.scoring.card import make_card
from fzlib.scoring.rounding import plain
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.scoring.cities import panel

D = Decimal
POWER = {"code": "power", "name": "用电量", "unit": "度", "decimals": 2, "regions": "all"}
STEPS = {"base": 10, "per_step": 1, "step": 1}
RANK = {"standard": "none", "method": "rank", "by_rank": [9]}
CITY = {"power": 1000, "power-base": 800, "power-target": 900}
COUNTY = {
    "power": 50, "power-base": 40, "power-target": 45, "power-growth-target": D("24.96"),
    "power-increment-target": 8, "power-share-target": D("5.05"),
}  # fmt: skip
OTHER = {"power": 30, "power-base": 32}


def item(row, *, county=COUNTY, city=CITY, nation=(), province=(), readings=(), name="甲县"):
    """累计 of one of three counties; a figure of None is blank, codes are of 用电量."""
    own = {"code": "i1", "name": "指标", "measure": "power", "spans": ["ytd"], "points": 10}
    own |= {"decimals": 1} | (RANK if row.get("standard") == "none" else STEPS) | row
    data = {"title": "题", "source": "文号", "measure": [POWER], "indicator": [own]}
    book = parse_rulebook(data | {"readings": dict(readings)}, "r")
    nation, province, city, county, other = (
        {f"{code}.ytd": str(figure) for code, figure in dict(figures).items() if figure is not None}
        for figures in (nation, province, city, county, OTHER)
    )
    built = panel(
        nation=nation, province=province, city=city, series=book.series,
        counties={"甲县": county, "乙县": other, "丙县": {}},
    )  # fmt: skip
    return make_card(built, book).item(name, "i1.ytd")


@pytest.mark.parametrize(
    ("quantity", "standard", "value", "against", "gap"),
    [
        ("value", "city", "50", "1000", "-950"),
        ("value", "target", "50", "45", "5"),
        ("value", "last_year", "50", "40", "10"),
        ("value", "group_mean", "50", "40", "10"),
        ("value", "best", "50", "50", "0"),
        ("value", D("48.25"), "50", "48.25", "1.75"),  # amounts are not rounded
        ("value", "none", "50", "", ""),
        ("growth", "city", "25", "25", "0"),
        ("growth", "target", "25", "25", "0"),  # 24.96 as rounded
        ("growth", "group_mean", "25", "9.4", "15.6"),  # of 25 and −6.3 as printed: 9.35
        ("growth", D("24.96"), "25", "25", "0"),
        ("increment", "target", "10", "8", "2"),
        ("increment", "city", "10", "200", "-190"),
        ("increment", "group_mean", "10", "4", "6"),
        ("share", "target", "5", "5.1", "-0.1"),
        ("share", "last_year", "5", "5", "0"),  # 40/800
        ("contribution", "own_share", "5", "5", "0"),
        ("contribution", "best", "5", "5", "0"),
        ("completion", "city", "111.1", "111.1", "0"),
        ("completion", 100, "111.1", "100", "11.1"),
    ],
)
def test_quantity_standard_and_gap(quantity, standard, value, against, gap):
    scored = item({"as": quantity, "standard": standard})
    assert (plain(scored.value), plain(scored.standard), plain(scored.gap)) == (value, against, gap)
    assert scored.status.name == "OK"


@pytest.mark.parametrize(
    ("better", "gap", "wanted"),
    [
        (None, None, "5"), ("low", None, "-5"),
        (None, "percent", "11.1"), ("low", "percent", "-11.1"),
    ],
)  # fmt: skip
def test_a_percent_gap_is_rounded_and_low_turns_the_gap(better, gap, wanted):
    row = {"as": "value", "standard": "target"}
    row |= {"gap": gap} if gap else {}
    row |= {"better": better} if better else {}
    assert plain(item(row).gap) == wanted


def test_the_best_is_the_lowest_where_the_lower_is_better():
    assert item({"as": "value", "standard": "best", "better": "low"}).standard == 30


ABOVE = {"nation": {"power": 110, "power-base": 100}, "province": {"power": 104, "power-base": 100}}


@pytest.mark.parametrize(
    ("standard", "parts", "against", "status"),
    [
        ("nation", ABOVE, "10", "OK"),
        ("province", ABOVE, "4", "OK"),
        ("higher_of_nation_and_province", ABOVE, "10", "OK"),
        ("higher_of_nation_and_province", ABOVE | {"nation": {}}, "4", "PRELIMINARY"),
        ("province", {"nation": ABOVE["nation"]}, "", "MISSING"),
        ("nation", {"nation": {"power-growth": "9.96"}}, "10", "OK"),  # as published
    ],
)
def test_standards_of_nation_and_province(standard, parts, against, status):
    scored = item({"as": "growth", "standard": standard}, **parts)
    assert (plain(scored.standard), scored.status.name) == (against, status)


MISSING = [
    # as, standard, who lacks what, value, standard, 本地未报, 标准值尚未取得
    ("value", "target", {"county": {"power": None}}, "", "45", True, False),
    ("value", "target", {"county": {"power-target": None}}, "50", "", False, True),
    ("value", "last_year", {"county": {"power-base": None}}, "50", "", False, True),
    ("value", "city", {"city": {"power": None}}, "50", "", False, True),
    ("value", "none", {"county": {"power": None}}, "", "", True, False),
    ("growth", "city", {"county": {"power-base": 0}}, "", "25", True, False),
    ("growth", "city", {"city": {"power-base": 0}}, "25", "", False, True),
    ("share", "last_year", {"city": {"power-base": None}}, "5", "", False, True),
    ("share", 5, {"city": {"power": 0}}, "", "5", True, False),
    ("completion", 100, {"county": {"power-target": None}}, "", "100", True, False),
    ("completion", "city", {"city": {"power-target": None}}, "111.1", "", False, True),
    ("contribution", "own_share", {"county": {"power-base": None}}, "", "5", True, False),
]


@pytest.mark.parametrize(
    ("quantity", "standard", "lacks", "value", "against", "no_value", "no_standard"), MISSING
)
def test_missing_says_whose(quantity, standard, lacks, value, against, no_value, no_standard):
    """缺数: 本地未报, or 标准值尚未取得."""
    parts = {who: {"county": COUNTY, "city": CITY}[who] | blank for who, blank in lacks.items()}
    scored = item({"as": quantity, "standard": standard}, **parts)
    assert scored.status.name == "MISSING"
    assert (scored.gap, scored.points) == (None, None)
    assert (plain(scored.value), plain(scored.standard)) == (value, against)
    assert (scored.no_value, scored.no_standard) == (no_value, no_standard)


ABSOLUTE = {"expected_nonpositive": "absolute"}
TARGET = {"as": "value", "standard": "target", "gap": "percent"}
GROWTH = {"as": "growth", "standard": "city", "gap": "percent"}
REFERRED = [
    # row, county, city, readings, value, standard
    ({"as": "completion", "standard": 100}, {"power-target": 0}, {}, {}, "", "100"),
    ({"as": "completion", "standard": 100}, {"power-target": -50}, {}, ABSOLUTE, "-100", "100"),
    ({"as": "completion", "standard": "best"}, {"power-target": 0}, {}, {}, "", ""),
    # the standard itself is a completion of such a target
    ({"as": "completion", "standard": "city"}, {}, {"power-target": 0}, {}, "111.1", ""),
    ({"as": "completion", "standard": "city"}, {}, {"power-target": -900}, {}, "111.1", "-111.1"),
    (TARGET, {"power-target": -1}, {}, {}, "50", "-1"),
    (TARGET, {"power-target": 0}, {}, ABSOLUTE, "50", "0"),
    (GROWTH, {}, {"power-base": 1000}, {}, "25", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "county", "city", "readings", "value", "against"), REFERRED)
def test_a_percentage_of_zero_or_less_is_referred(row, county, city, readings, value, against):
    """待审定; of a completion always, of a percent gap as expected_nonpositive says."""
    scored = item(row, county=COUNTY | county, city=CITY | city, readings=readings)
    assert scored.status.name == "REFERRED"
    assert (plain(scored.value), plain(scored.standard)) == (value, against)
    assert (scored.no_value, scored.no_standard) == (False, False)


@pytest.mark.parametrize("standard", [0, -5])
def test_a_completion_of_such_a_standard_is_referred_whatever_the_readings(standard):
    row = {"method": "completion", "as": "value", "standard": "target"}
    for readings in ({}, ABSOLUTE):
        assert completed(row, standard, readings).status.name == "REFERRED"
    assert completed(row, 40, {}).points == D("12.5")


def completed(row, target, readings):
    """An item by the method completion."""
    data = {
        "title": "题", "source": "文号", "measure": [POWER], "readings": readings,
        "indicator": [
            {"code": "i1", "name": "指标", "measure": "power", "points": 10, "decimals": 1} | row
        ],
    }  # fmt: skip
    book = parse_rulebook(data, "r")
    county = {"power.ytd": "50", "power-target.ytd": str(target)}
    built = panel(series=book.series, counties={"甲县": county})
    return make_card(built, book).item("甲县", "i1.ytd")


def test_a_negative_standard_is_divided_by_its_amount_where_the_reading_says():
    scored = item(TARGET, county=COUNTY | {"power-target": -40}, readings=ABSOLUTE)
    assert (scored.status.name, plain(scored.gap)) == ("OK", "225")


SUSPENDED = [
    # standard, the city's level, city_decrease, value, standard
    ("own_share", 700, "suspend", "-10", "7.1"),
    ("own_share", 800, "literal", "", "6.3"),
    ("best", 800, "suspend", "", ""),  # nobody has a value: suspended, not missing
    ("group_mean", 800, "literal", "", ""),
    (5, 800, "suspend", "", "5"),
    ("none", 800, "suspend", "", ""),
]


@pytest.mark.parametrize(("standard", "level", "reading", "value", "against"), SUSPENDED)
def test_a_contribution_to_a_city_that_does_not_grow_is_suspended(
    standard, level, reading, value, against
):
    """暂停计分; literal: of 0 only."""
    row = {"as": "contribution", "standard": standard}
    city, readings = CITY | {"power": level}, {"city_decrease": reading}
    scored = item(row, city=city, readings=readings)
    assert scored.status.name == "SUSPENDED"
    assert (plain(scored.value), plain(scored.standard)) == (value, against)
    assert item(row, city=city, readings=readings, name="丙县").status.name == "MISSING"


def test_a_computed_growth_of_minus_100_is_a_value():
    scored = item({"as": "growth", "standard": "city"}, county=COUNTY | {"power": 0})
    assert (scored.value, scored.status.name) == (-100, "OK")


@pytest.mark.parametrize(
    ("quantity", "standard", "county", "city", "marked"),
    [
        ("increment", "target", True, False, True),
        ("value", "last_year", True, False, True),
        ("value", "target", True, False, False),
        ("share", "last_year", False, True, True),
        ("share", "target", False, True, False),
        ("contribution", 5, False, True, True),
        ("increment", "target", False, True, False),
    ],
)
def test_derived_base_marks_what_rests_on_it(quantity, standard, county, city, marked):
    """推算: 同期 = level/(1 + growth), to the measure's decimals."""
    worked_out = {"power-base": None, "power-growth": 30}
    scored = item(
        {"as": quantity, "standard": standard},
        county=COUNTY | (worked_out if county else {}),
        city=CITY | (worked_out if city else {}),
    )
    assert ("derived_base" in scored.flags) == marked
    if standard == "last_year" and county:
        assert plain(scored.standard) == "38.46"  # 50/1.3 = 38.4615…
