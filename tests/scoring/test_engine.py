"""The annex row by row (计分规则), statuses, flags, totals and ranks: contract section 4.

Every case starts from a county that is exactly at the standard in all eight items.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.scoring.card import make_card
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import Status
from tests.scoring.cities import FUZHOU, SHAOYANG, panel


def both(**figures):
    """The same figures for month and year-to-date; None: blank."""
    return {
        f"{name}.{span}": str(value)
        for name, value in figures.items()
        for span in ("month", "ytd")
        if value is not None
    }


NATION, PROVINCE = both(va_growth="5.0"), both(va_growth="4.0")
CITY = both(output=1100, base=1000, output_growth="4.0")
COUNTY = both(va_growth="5.0", output=110, base=100, output_growth="4.0", expected=10)


def card(county=COUNTY, *, book=FUZHOU, readings=None, **parts):
    """The card of a city whose one county (or ``counties``) has these figures."""
    whole = {"nation": NATION, "province": PROVINCE, "city": CITY, "counties": {"甲县": county}}
    return make_card(panel(**whole | parts), book.with_readings(**readings or {}))


def item(name, county=COUNTY, **parts):
    return card(county, **parts).item("甲县", name)


def points(name, county=COUNTY, **parts):
    return plain(item(name, county, **parts).points)


def without(figures, *keys):
    return {key: value for key, value in figures.items() if key not in keys}


def with_method(row, **changes):
    """The indicator with other numbers in its method."""
    return replace(row, method=replace(row.method, **changes))


def shifted(code, gap):
    """The county with a gap, in the row's unit, in one indicator."""
    gap = Decimal(gap)
    return {
        "va_growth": COUNTY | both(va_growth=5 + gap),
        "output_growth": COUNTY | both(output_growth=4 + gap),
        "increment": COUNTY | both(base=110 - 10 * (1 + gap / 100)),
        "contribution": COUNTY | both(base=100 - gap),  # the city's increment is 100
    }[code]


@pytest.mark.parametrize(
    ("book", "total"), [(FUZHOU, Decimal("72.00")), (SHAOYANG, Decimal("28.00"))]
)
def test_all_at_the_standard_is_the_sum_of_the_bases(book, total):
    """达到标准值的得 10 分 (rows 1, 2), 8 分 (rows 3, 4)."""
    at_standard = card(book=book)
    assert [plain(i.gap) for i in at_standard.records] == ["0"] * len(book.item_ids)
    assert all(i.points == i.indicator.base for i in at_standard.records)
    assert at_standard.totals == at_standard.base_totals == {"甲县": total}


GROWTH = (
    # 序号 1, 2: 每超标准值0.1个百分点加0.2分，满分15分；每低0.1个百分点扣0.2分
    "0:10 0.1:10.2 -0.1:9.8 2.4:14.8 2.5:15 2.6:15 40:15 -4.9:0.2 -5.0:0 -5.1:0 "
    # rounded to 0.1 before it is compared: 4.95 is 5.0
    "0.04:10 0.05:10.2 -0.05:10 -0.06:9.8"
)
ROWS = {
    "va_growth": GROWTH,
    "output_growth": GROWTH,
    # 序号 3: 每超标准值1%加0.2分，上不封顶；每低1%扣0.2分
    "increment": "0:8 1:8.2 -1:7.8 0.5:8.1 100:28 10000:2008 -40:0 -41:0 "
    # 8.004 and 8.006; the gap is rounded first, 0.025 to 0.03
    "0.02:8 0.03:8.01 0.025:8.01 -0.025:7.99",
    # 序号 4: 每超标准值0.1个百分点加0.2分，上不封顶；每低0.1个百分点扣0.2分
    "contribution": "0:8 0.1:8.2 -0.1:7.8 0.01:8.02 46:100 -4:0 -4.1:0 "
    # 10.005 is 10.01
    "0.005:8.02",
}
# 不足一档不计: truncated toward the standard on both sides
WHOLE_STEPS = {
    "va_growth": "0.1:10.2 -0.1:9.8",
    "increment": "0.99:8 1.99:8.2 -0.99:8 -1.99:7.8",
    "contribution": "0.09:8 0.19:8.2 -0.09:8 -0.19:7.8",
}
# below zero; the cap stays
NO_FLOOR = {
    "va_growth": "-5.1:-0.2 2.6:15",
    "output_growth": "-20:-30",
    "increment": "-41:-0.2",
    "contribution": "-30.04:-52.08",
}


CASES = [
    (readings, code, *case.split(":"))
    for readings, table in (
        ({}, ROWS),
        ({"floor": "none"}, NO_FLOOR),
        ({"steps": "whole"}, WHOLE_STEPS),
    )
    for code, row in table.items()
    for case in row.split()
]


@pytest.mark.parametrize(("readings", "code", "gap", "scored"), CASES)
@pytest.mark.parametrize("span", ["month", "ytd"])
def test_points_of_a_gap(readings, code, gap, scored, span):
    assert points(f"{code}.{span}", shifted(code, gap), readings=readings) == scored


def test_cap_comes_before_floor_and_rounding_last():
    row = replace(FUZHOU.indicators[0], cap=Decimal("10.005"))
    book = replace(FUZHOU, indicators=(row,))
    assert points("va_growth.ytd", shifted("va_growth", "3"), book=book) == "10.01"


def test_points_of_the_trap():
    """(6.8 − 4.5)/0.1 is 23 steps, not 22.999…."""
    parts = {"nation": both(va_growth="4.5"), "readings": {"steps": "whole"}}
    assert points("va_growth.ytd", COUNTY | both(va_growth="6.8"), **parts) == "14.6"


@pytest.mark.parametrize(
    ("nation", "province", "standard", "status"),
    [
        ("5.0", "4.0", "5", "OK"),
        ("4.0", "5.0", "5", "OK"),
        ("-2", "-3", "-2", "OK"),
        ("5.0", None, "5", "PRELIMINARY"),
        (None, "4.0", "4", "PRELIMINARY"),
        (None, None, "", "MISSING"),
    ],
)
def test_standard_is_the_higher_of_nation_and_province(nation, province, standard, status):
    """序号 1: 全国或全省增速（取较高值）; 暂算 while only one is out."""
    result = item("va_growth.ytd", nation=both(va_growth=nation), province=both(va_growth=province))
    assert (plain(result.standard), result.status.name) == (standard, status)
    assert (result.points is None) == (status == "MISSING")


def test_the_higher_is_chosen_separately_for_each_span():
    scored = card(
        nation={"va_growth.month": "5", "va_growth.ytd": "3"},
        province={"va_growth.month": "4", "va_growth.ytd": "6"},
    )
    assert [scored.item("甲县", f"va_growth.{s}").standard for s in ("month", "ytd")] == [5, 6]


def test_a_preliminary_item_counts():
    assert card(province={}).totals == {"甲县": 72}


def test_growth_is_computed_where_none_is_given():
    county, city = without(COUNTY, "output_growth.ytd"), without(CITY, "output_growth.ytd")
    result = item("output_growth.ytd", county, city=city)
    assert (result.value, result.standard, result.points) == (10, 10, 10)


MISSING = [
    # what is blank, where, item, 本地未报, 标准值尚未取得
    ("county", "va_growth.ytd", "va_growth.ytd", True, False),
    ("county", "output.ytd", "increment.ytd", True, False),
    ("county", "base.ytd", "increment.ytd", False, False),  # worked out from the growth
    ("county", "expected.ytd", "increment.ytd", False, True),
    ("county", "output.ytd", "contribution.ytd", True, False),
    ("city", "output.ytd", "contribution.ytd", False, True),
    ("city", "output_growth.ytd", "output_growth.ytd", False, False),  # computed
]


@pytest.mark.parametrize(("who", "key", "name", "no_value", "no_standard"), MISSING)
def test_missing_says_what_is_missing(who, key, name, no_value, no_standard):
    result = item(name, **{who: without({"city": CITY, "county": COUNTY}[who], key)})
    missing = no_value or no_standard
    assert (result.no_value, result.no_standard) == (no_value, no_standard)
    assert (result.status == Status.MISSING) == missing
    assert (result.gap is None) == (result.points is None) == missing


def test_a_missing_item_leaves_no_total_and_no_rank():
    """缺数 is never scored as zero."""
    counties = {"甲县": without(COUNTY, "va_growth.month"), "乙县": COUNTY}
    scored = card(counties=counties)
    assert scored.totals == {"甲县": None, "乙县": 72}
    assert scored.ranks == {"甲县": None, "乙县": 1}
    assert scored.item("甲县", "va_growth.ytd").points == 10


def test_base_of_zero_leaves_the_increment_but_no_computed_growth():
    """同期 of 0: growth cannot be computed, so it is missing; 增量 is there."""
    scored = card(without(COUNTY, "output_growth.ytd", "base.ytd") | {"base.ytd": "0"})
    assert scored.item("甲县", "output_growth.ytd").status == Status.MISSING
    assert scored.item("甲县", "increment.ytd").value == 110


def test_a_city_without_output_leaves_the_share_missing():
    result = item("contribution.ytd", city=both(output=0, base=100))
    assert (result.status, result.standard, result.no_standard) == (Status.MISSING, None, True)


FALLING = both(output=900, base=1000, output_growth="4.0")  # city increment −100
IN_FALLING = COUNTY | both(output=90, base=80)  # share of output 10 %, increment 10


@pytest.mark.parametrize(
    ("city", "reading", "status", "value", "scored"),
    [
        (FALLING, "suspend", "SUSPENDED", "-10", ""),
        (FALLING, "literal", "OK", "-10", "-32"),  # 8 + (−10 − 10)/0.1 x 0.2
        (both(output=1000, base=1000), "suspend", "SUSPENDED", "", ""),
        (both(output=1000, base=1000), "literal", "SUSPENDED", "", ""),
        (both(output="1000.000001", base=1000), "suspend", "OK", "1000000000", "1999999990"),
    ],
)
def test_city_decrease(city, reading, status, value, scored):
    """全市增量 <= 0 turns 贡献率 upside down."""
    readings = {"city_decrease": reading, "floor": "none"}
    result = item("contribution.ytd", IN_FALLING, city=city, readings=readings)
    assert result.status.name == status
    assert (plain(result.value), plain(result.points)) == (value, scored)
    assert (result.gap is None) == (status != "OK")


def test_a_suspended_item_is_left_out_of_total_and_base_total():
    scored = card(city=FALLING)
    statuses = {i.status for i in scored.records if i.indicator.code == "contribution"}
    assert statuses == {Status.SUSPENDED}
    assert scored.totals == scored.base_totals == {"甲县": 56}
    assert scored.ranks == {"甲县": 1}


def test_a_total_that_leaves_int64_is_exact():
    row = with_method(FUZHOU.indicators[3], per_step=Decimal(1000))
    county, city = both(output=90000, base=0), both(output="1.000001", base=1)
    scored = card(county, city=city, book=replace(FUZHOU, indicators=(row,)))
    nearly = Decimal("90000000000000000")  # 9 x 10¹² % at 1000 分 per 0.1
    assert all(abs(i.points / nearly - 1) < Decimal("0.00001") for i in scored.records)
    assert scored.totals == {"甲县": 2 * scored.records[0].points}


def test_the_base_total_is_of_bases_as_printed():
    """All at the standard is 基准分, whatever decimals a rule book's bases have."""
    row = with_method(FUZHOU.indicators[0], base=Decimal("6.125"))
    scored = card(book=replace(FUZHOU, indicators=(row,)))
    assert scored.totals == scored.base_totals == {"甲县": Decimal("12.26")}


def test_one_span_may_be_suspended_alone():
    city = CITY | {"output.month": "900"}
    assert card(city=city).base_totals == {"甲县": 64}


def test_with_every_item_suspended_there_is_no_total():
    book = replace(FUZHOU, indicators=FUZHOU.indicators[3:])
    scored = card(city=FALLING, book=book)
    assert (scored.totals, scored.base_totals) == ({"甲县": None}, {"甲县": 0})


@pytest.mark.parametrize(
    ("expected", "reading", "status", "gap", "scored"),
    [
        ("-10", "refer", "REFERRED", "", ""),
        ("0", "refer", "REFERRED", "", ""),
        ("0", "absolute", "REFERRED", "", ""),
        ("-10", "absolute", "OK", "200", "48"),  # (10 − (−10))/10
        ("-40", "absolute", "OK", "125", "33"),
        ("0.000001", "refer", "OK", "999999900", "199999988"),
    ],
)
def test_expected_nonpositive(expected, reading, status, gap, scored):
    readings = {"expected_nonpositive": reading}
    result = item("increment.ytd", COUNTY | both(expected=expected), readings=readings)
    assert (result.status.name, plain(result.gap), plain(result.points)) == (status, gap, scored)
    assert (result.value, result.standard) == (10, Decimal(expected))  # given where they exist


def test_a_referred_item_leaves_no_total():
    scored = card(COUNTY | both(expected=-1))
    assert (scored.totals, scored.ranks) == ({"甲县": None}, {"甲县": None})
    assert scored.base_totals == {"甲县": 72}


ONLY_NATION = {"province": {}}
PRECEDENCE = [
    # ruled, then missing, then suspended, then referred (contract section 4)
    ("contribution.ytd", without(IN_FALLING, "output.ytd"), {"city": FALLING}, "MISSING"),
    ("increment.ytd", without(COUNTY, "output.ytd") | {"expected.ytd": "-1"}, {}, "MISSING"),
    ("va_growth.ytd", without(COUNTY, "va_growth.ytd"), ONLY_NATION, "MISSING"),
    ("contribution.ytd", IN_FALLING, {"city": FALLING}, "SUSPENDED"),
    ("increment.ytd", COUNTY | {"expected.ytd": "-1"}, {}, "REFERRED"),
    ("va_growth.ytd", COUNTY, ONLY_NATION, "PRELIMINARY"),
]


@pytest.mark.parametrize(("name", "county", "parts", "status"), PRECEDENCE)
def test_the_stronger_status_wins_and_a_ruling_over_all(name, county, parts, status):
    assert item(name, county, **parts).status.name == status
    ruled = item(name, county, rulings=[("甲县", name, "7.25")], **parts)
    assert (ruled.status.name, plain(ruled.points)) == ("RULED", "7.25")


@pytest.mark.parametrize("ruling", ["99.99", "-5", "0", "15.01"])
def test_a_ruling_is_neither_capped_nor_floored(ruling):
    scored = card(rulings=[("甲县", "va_growth.ytd", ruling)])
    assert scored.item("甲县", "va_growth.ytd").points == Decimal(ruling)
    assert scored.totals == {"甲县": 62 + Decimal(ruling)}
    assert scored.base_totals == {"甲县": 72}


def test_a_ruling_gives_a_missing_or_suspended_item_its_place_in_the_total():
    rulings = [("甲县", "va_growth.ytd", "9"), ("甲县", "contribution.ytd", "8")]
    scored = card(without(IN_FALLING, "va_growth.ytd"), city=FALLING, rulings=rulings)
    assert [scored.item("甲县", name).gap for _, name, _ in rulings] == [None, None]
    assert scored.base_totals == {"甲县": 64}
    assert scored.totals["甲县"] == sum(i.points for i in scored.records if i.points is not None)


def test_a_ruling_concerns_one_county_and_one_item():
    rulings = [("乙县", "increment.month", "1")]
    scored = card(counties={"甲县": COUNTY, "乙县": COUNTY}, rulings=rulings)
    assert [i.status for i in scored.of("甲县")] == [Status.OK] * 8
    assert [i.status.name for i in scored.of("乙县")].count("RULED") == 1


def flagged(flag, county=COUNTY, **parts):
    """Items, without their span, that carry the flag."""
    return {i.indicator.code for i in card(county, **parts).records if flag in i.flags}


@pytest.mark.parametrize(
    ("code", "gap", "high"),
    [
        ("increment", "60", False),  # 20 = 2 x 分值
        ("increment", "60.02", False),  # 20.004 is printed 20.00
        ("increment", "60.03", True),  # 20.01
        ("contribution", "6", False),
        ("contribution", "6.01", True),
        ("va_growth", "90", False),  # capped
    ],
)
def test_high_above_twice_the_points(code, gap, high):
    """异常高分."""
    assert (code in flagged("high", shifted(code, gap))) == high


@pytest.mark.parametrize(("ruling", "high"), [("30", set()), ("30.01", {"va_growth"})])
def test_high_by_ruling(ruling, high):
    assert flagged("high", rulings=[("甲县", "va_growth.ytd", ruling)]) == high


@pytest.mark.parametrize(
    ("output", "marked"),
    [
        ("5.5", set()),  # exactly 0.5 % of 1100
        ("5.499999", {"output_growth", "increment", "contribution"}),
        ("0", {"output_growth", "increment", "contribution"}),
        (None, set()),
    ],
)
def test_small_base_below_half_a_percent_of_the_citys_output(output, marked):
    """基数较小."""
    county = without(COUNTY, "output.month", "output.ytd") | both(output=output)
    assert flagged("small_base", county) == marked


@pytest.mark.parametrize(
    ("output", "marked"),
    [
        ("1005", set()),  # exactly 0.5 % of the same-period 1000
        ("1004.999999", {"contribution"}),
        ("1000.000001", {"contribution"}),
        ("1000", set()),  # suspended instead
        ("999", set()),
    ],
)
def test_small_city_increment_above_zero_and_below_half_a_percent_of_the_base(output, marked):
    """全市增量过小: contribution rates explode."""
    assert flagged("small_city_increment", city=both(output=output, base=1000)) == marked


@pytest.mark.parametrize(
    ("value_added", "output", "opposite"),
    [
        ("0.1", "-0.1", True),
        ("-0.1", "0.1", True),
        ("-0.05", "7", True),  # −0.1 as rounded
        ("0.04", "-7", False),  # 0.0 has no direction
        ("3", "0.0", False),
        ("-3", "-4", False),
        ("3", None, False),
    ],
)
def test_opposite_signs(value_added, output, opposite):
    """产值与增加值增速方向相反, as printed."""
    county = without(COUNTY, *both(output_growth=1, base=1))
    county |= both(va_growth=value_added, output_growth=output)
    marked = {"va_growth", "output_growth"} if opposite else set()
    assert flagged("opposite_signs", county) == marked


@pytest.mark.parametrize(
    ("who", "marked"), [("county", {"increment", "contribution"}), ("city", {"contribution"})]
)
def test_derived_base(who, marked):
    """推算: the base that the item's value rests on, the county's or the city's."""
    whole, figures = {"city": CITY, "county": COUNTY}, both(base=1)
    assert flagged("derived_base", **{who: without(whole[who], *figures)}) == marked


def test_flags_do_not_change_points():
    assert flagged("small_base", COUNTY | both(output="0.11", base="0.1"))
    assert points("increment.ytd", COUNTY | both(output="0.11", base="0.1", expected="0.01")) == "8"
