"""What quarter and year tell of the city, worked out again from its row in the monthly inputs."""

import re

import pytest

from fzlib.presentation import annual, quarterly
from tests.presentation.cards import shown
from tests.presentation.other_city import write
from tests.presentation.published import (
    MONTHS,
    QUARTERS,
    SHAOYANG,
    TENTH,
    YEARS,
    half_up,
    inputs,
    named_of,
    number,
    parts,
    published,
)


def city(data, period):
    """The rows of nation, province and city in a period's file."""
    return inputs(data, f"monthly/{period}.csv")[:3]


def change(rate):
    return "与上年同期持平" if not rate else f"{'增长' if rate > 0 else '下降'}{abs(rate)}%"


def output_growth(data, period, span):
    """The city's, as given or from its level and 同期, %, 1 decimal."""
    level = "营业收入" if data == SHAOYANG else "总产值"
    more = "累计" if span == "ytd" else ""
    own = city(data, period)[2]
    given = number(own[f"{level}{more}增速（%）"])
    if given is None:
        now, then = (number(own[f"{who}{more}{level}（亿元）"]) for who in ("", "上年同期"))
        given = (now / then - 1) * 100
    return half_up(given, TENTH)


def value_added(data, period, span, region=2):
    column = "增加值累计增速（%）" if span == "ytd" else "增加值增速（%）"
    rate = number(city(data, period)[region][column])
    return None if rate is None else half_up(rate, TENTH)


def period_of_city(which):
    """The last period of a quarter or year that has data, and the ends of quarters before it."""
    data, of = which
    year = of[:4]
    own = [f"{year}-{m}" for n in MONTHS for m in MONTHS[n] if "Q" not in of or n == int(of[-1])]
    own = [period for period in own if period in published(data, year)]
    ends = [f"{year}-{MONTHS[n][-1]}" for n in MONTHS]
    ends = [end for end in ends if end < own[-1] and end in published(data, year)]
    if "Q" in of:
        wanted = f"{year}-{MONTHS[int(of[-1]) - 1][-1]}" if of[-1] != "1" else ""
        ends = [end for end in ends if end == wanted]
    return own, ends


@pytest.mark.parametrize("which", QUARTERS + YEARS, ids=str)
def test_the_city_is_told_from_its_own_figures(which):
    data, of = which
    own, ends = period_of_city(which)
    last, to = own[-1], f"1—{int(own[-1][-2:])}月"
    page = quarterly if "Q" in of else annual
    words = shown(parts(page, which, "overview"))
    rate = value_added(data, last, "ytd")
    assert f"{to}，全市规模" in words
    assert f"增加值同比{change(rate)}" in words
    above = [value_added(data, last, "ytd", region) for region in (0, 1)]
    gaps = [rate - other for other in above if other is not None]
    for gap in gaps:
        assert f"{abs(gap)}个" in words
    if "Q" in of and ends:
        turn = rate - value_added(data, ends[0], "ytd")
        before = f"1—{int(ends[0][-2:])}月"
        size = f"较{before}{'加快' if turn > 0 else '回落'}{abs(turn)}个百分点"
        assert (size if turn else f"与{before}持平") in words
    for end in ends:
        told = f"1—{int(end[-2:])}月{change(output_growth(data, end, 'ytd'))}"
        assert told in words
        if "Q" not in of:
            assert words.count(f"1—{int(end[-2:])}月") == 2  # value added and output
    # the months of a quarter, where months are scored; of a year none
    months = re.findall(r"分月看，(.+?)。", words)
    if data == SHAOYANG or "Q" not in of:
        assert months == []
    else:
        for text, growth_of in zip(months, (value_added, output_growth), strict=True):
            each = [f"{named_of(p, data)}{change(growth_of(data, p, 'month'))}" for p in own]
            assert text == "，".join(each)


@pytest.mark.parametrize("which", QUARTERS + YEARS, ids=str)
def test_the_citys_level_is_its_year_to_date(which):
    data, of = which
    own, _ = period_of_city(which)
    row, to = city(data, own[-1])[2], f"1—{int(own[-1][-2:])}月"
    words = shown(parts(quarterly if "Q" in of else annual, which, "overview"))
    level = "营业收入" if data == SHAOYANG else "总产值"
    amount = number(row[f"累计{level}（亿元）"])
    assert re.search(rf"{to}规[上模]工业{level}{half_up(amount)}亿元，", words)
    assert f"同比{change(output_growth(data, own[-1], 'ytd'))}" in words
    if data == SHAOYANG:
        return
    increment = amount - number(row[f"上年同期累计{level}（亿元）"])
    expected = [
        number(each["累计预期增量（亿元）"])
        for each in inputs(data, f"expected/{of[:4]}.csv")
        if each["期间"] == own[-1]  # there is no row of the city
    ]
    assert f"增量{half_up(increment)}亿元" in words
    assert f"{half_up(sum(expected))}亿元）的{half_up(increment / sum(expected) * 100)}%" in words


def test_another_citys_measures_are_told_as_they_are(tmp_path):
    """A rate that is no growth: itself, at the end of the quarter before, and month by month."""
    data = write(tmp_path)
    words = shown(parts(quarterly, (data, "2023-Q2"), "overview"))

    def sold(month, more=""):
        (header,) = [name for name in inputs(data, f"monthly/2023-{month}.csv")[0]
                     if "产销率" in name and ("累计" in name) == bool(more)]  # fmt: skip
        return half_up(number(city(data, f"2023-{month}")[2][header]))

    each = "，".join(f"{int(month)}月为{sold(month)}%" for month in ("04", "05", "06"))
    assert f"1—6月，全市产销率为{sold('06', '累计')}%，" in words
    assert f"。1—3月为{sold('03', '累计')}%。分月看，{each}。" in words
