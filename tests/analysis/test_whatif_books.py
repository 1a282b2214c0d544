"""What if with declared measures: names, units, bounds, and what moves along."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from fzlib.analysis.whatif import what_if
from fzlib.errors import RequestError
from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import Adjustment
from fzlib.scoring.panel import build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.analysis import random_cities
from tests.scoring.cities import DATASET, card_of
from tests.scoring.oracle import evaluate

MEASURES = [
    {"code": "power", "name": "用电量", "unit": "万千瓦时", "regions": "all"},
    {"code": "firms", "name": "新增企业", "unit": "家", "base": False, "regions": "counties"},
    {"code": "sales", "name": "产销率", "unit": "%", "base": False},
    {"code": "other", "name": "别的", "unit": "吨"},
]
ROWS = [
    {"measure": "power", "as": "growth", "standard": "city"},
    {"measure": "power", "as": "increment", "standard": "target"},
    {"measure": "firms", "as": "completion", "standard": 100},
    {"measure": "sales", "as": "value", "standard": "target"},
]
PLAIN = {"points": 10, "decimals": 1, "base": 8, "per_step": 1, "step": 1, "spans": ["ytd"]}
BOOK = parse_rulebook(
    {
        "title": "题", "source": "文号", "measure": MEASURES,
        "indicator": [
            {"code": f"row{n}", "name": f"项{n}"} | PLAIN | row for n, row in enumerate(ROWS)
        ],
    },
    "r",
)  # fmt: skip
REGIONS = [Region("全国", "nation"), Region("省", "province"), Region("市", "city")]
REGIONS += [Region(name, "county", assessed=True) for name in ("甲县", "乙县")]
COUNTY = {
    "power": "110", "power-base": "100", "power-increment-target": "8", "firms": "4",
    "firms-target": "5", "sales": "97", "sales-target": "96",
}  # fmt: skip
CITY = {"power": "1100", "power-base": "1000", "power-increment-target": "16"}


def card(adjustments=None):
    values = {
        (code, "ytd", name): Decimal(text)
        for name, row in (("甲县", COUNTY), ("乙县", COUNTY), ("市", CITY))
        for code, text in row.items()
    }
    panel = build_panel(
        Period.parse("2023-05"), REGIONS, values,
        dataset=DATASET, series=BOOK.series, adjustments=adjustments,
    )  # fmt: skip
    return make_card(panel, BOOK)


@pytest.mark.parametrize(
    ("name", "changed", "why"),
    [
        ("power", {"甲县 power", "市 power"}, "the city is its counties"),
        ("power-base", {"甲县 power-base", "市 power-base"}, "and so is its same period"),
        ("power-increment-target", {"甲县 power-increment-target", "市 power-increment-target"},
         "a target of an increment adds up"),
        ("firms", {"甲县 firms"}, "counties only"),
        ("firms-target", {"甲县 firms-target"}, "the city has none"),
        ("sales", {"甲县 sales"}, "a rate is nobody's part"),
        ("sales-target", {"甲县 sales-target"}, "nor is its target"),
    ],
)  # fmt: skip
def test_what_moves_along(name, changed, why):
    trial = what_if(card(), {"甲县": {f"{name}.ytd": "+1"}})
    assert {f"{c.region} {c.series}" for c in trial.changed} == changed, why
    assert all(c.after - c.before == 1 for c in trial.changed)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"甲县": {"other.ytd": "1"}}, "没有“other.ytd”可改"),
        ({"甲县": {"power.month": "1"}}, "没有“power.month”可改"),
        ({"甲县": {"row1.ytd": "1"}}, "row1.ytd 由用电量、上年同期用电量、用电量增量目标算出"),
        ({"全国": {"firms.ytd": "1"}}, "全国没有“firms.ytd”可改"),
        ({"市": {"firms.ytd": "1"}}, "市没有“firms.ytd”可改"),
        ({"甲县": {"power.ytd": "+2000000000000"}}, "超过 10^12 万千瓦时"),
        ({"甲县": {"power.ytd": "9" * 20}}, "太大；万千瓦时是不是写错了单位"),
        ({"甲县": {"sales.ytd": "1001"}}, "超过 ±1000%"),
    ],
)
def test_wrong_requests_are_refused(changes, says):
    with pytest.raises(RequestError) as refused:
        what_if(card(), changes)
    assert says in str(refused.value)


def test_a_declared_amount_may_be_negative():
    assert (
        what_if(card(), {"甲县": {"power.ytd": "=-3"}}).after.panel.value("power", "ytd", "甲县")
        == -3
    )


def test_adjustments_and_vetoes_stay_when_a_figure_is_filled_in():
    own = card([Adjustment(Period.parse("2023-05"), "甲县", "事项", Decimal(2), "依据")])
    values = {k: v for k, v in own.panel.values.items() if k != ("firms", "ytd", "乙县")}
    panel = build_panel(
        own.period, REGIONS, values, dataset=DATASET, series=BOOK.series,
        adjustments=own.panel.adjustments,
    )  # fmt: skip
    trial = what_if(make_card(panel, BOOK), {"乙县": {"firms.ytd": "4"}})
    assert trial.before.totals["乙县"] is None
    assert trial.after.totals == own.totals
    assert trial.after.adjustments["甲县"] == 2


def without_growth(drawn):
    """The city with no growth given: a given one follows its level, in 6 decimals."""

    def kept(figures):
        return {key: value for key, value in figures.items() if key[1] != "growth"}

    return replace(drawn, city=kept(drawn.city), counties=tuple(map(kept, drawn.counties)))


@pytest.mark.parametrize("seed", range(20))
def test_a_change_under_any_book_against_the_contract(seed):
    """A measured amount or rate of a county of a declared measure, and the city's with it."""
    rng = random.Random(seed)
    drawn = without_growth(random_cities.city(rng, random_cities.tables(rng)))
    own = card_of(drawn)
    codes = {code: one for code, one in own.book.series.items() if own.book.needs(code)}
    tried = [
        (code, span)
        for code, one in codes.items()
        if one.measure in own.book.declared and one.aspect in ("level", "target")
        for span in own.book.needed[code]
    ]
    for code, span in tried:
        one, county = codes[code], rng.randrange(len(own.counties))
        key = one.measure.code, one.aspect, span
        if key not in drawn.counties[county] or abs(drawn.counties[county][key]) > 10**6:
            continue
        counties = list(drawn.counties)
        counties[county] = counties[county] | {key: counties[county][key] + 2}
        city = drawn.city
        if key in city and not one.is_rate:
            city = city | {key: city[key] + 2}
        wanted = evaluate(replace(drawn, counties=tuple(counties), city=city))
        trial = what_if(own, {str(county): {f"{code}.{span}": "+2"}})
        got = [None if t is None else Fraction(t) for t in trial.after.totals.values()]
        assert (got, list(trial.after.ranks.values())) == (wanted.totals, wanted.ranks)
