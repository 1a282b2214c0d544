"""The trace of an item: the cells it rests on, and what cap, floor or ruling did."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

import fzlib as fz
from fzlib.analysis.explain import trace
from fzlib.errors import Place, RequestError
from fzlib.scoring.card import make_card
from tests.presentation.cards import AVERAGE, CITY, GOLDEN, card, card_of, region

OF_MONTH = {"output": "福清市 194.80 D11", "base": "福清市 182.00 E11"}
OF_CITY = {"output": ", 福州市 768.88 D4", "base": ", 福州市 747.40 E4"}


@pytest.mark.parametrize(
    ("item", "rests_on"),
    [
        ("va_growth.month", {"va_growth": "福清市 9.2 B11, 全国 3.5 B2, 福建省 3.8 B3"}),
        (
            "output_growth.ytd",
            {
                "output": "福清市 932.00 F11, 福州市 3731.62 F4",
                "base": "福清市 884.00 G11, 福州市 3634.60 G4",
            },
        ),
        ("increment.month", OF_MONTH | {"expected": "福清市 10.00 C8"}),
        ("contribution.month", {m: OF_MONTH[m] + OF_CITY[m] for m in OF_CITY}),
    ],
)
def test_inputs_have_their_cells(item, rests_on):
    wanted = {}
    for measure, cells in rests_on.items():
        file = "expected/2023.csv" if measure == "expected" else "monthly/2023-05.csv"
        for region_, value, cell in (words.split() for words in cells.split(", ")):
            wanted[measure, region_] = Decimal(value), f"{file} › {cell}"
    inputs = trace(card_of(GOLDEN, "2023-05"), "福清市", item).inputs
    read = [given for given in inputs if given.place is not None]
    assert {(i.series, i.region): (i.value, str(i.place)) for i in read} == wanted


def test_what_is_missing_or_worked_out_has_no_cell():
    county = region("5", "105", growth="5.0", expected="5")
    scored = card({"甲县": county}, city=CITY)
    places = {("output", "month", "甲县"): Place("m.csv", "", "D5")}
    scored = make_card(replace(scored.panel, sources=places), scored.book)
    traced = trace(scored, "甲县", "increment.month")
    assert traced.get("output", "甲县").place == Place("m.csv", "", "D5")
    assert (traced.get("base", "甲县").value, traced.get("base", "甲县").place) == (100, None)
    assert trace(scored, "甲县", "output_growth.month").get("output_growth", "福州市").value is None
    assert traced.get("va_growth", "甲县") is None


def test_a_base_that_is_worked_out_rests_on_the_growth():
    county = region("5", "105", growth="5.0", expected="5")
    scored = card({"甲县": county, "乙县": AVERAGE}, city=region("4", "1050", growth="5.0"))
    inputs = trace(scored, "甲县", "increment.month").inputs
    measures = ("output", "base", "expected", "output_growth")
    assert [(i.series, i.region) for i in inputs] == [(measure, "甲县") for measure in measures]
    assert trace(scored, "乙县", "increment.month").get("output_growth", "乙县") is None
    rests_on = trace(scored, "乙县", "contribution.month").inputs[-1]
    assert (rests_on.series, rests_on.region, rests_on.value) == ("output_growth", "福州市", 5)
    measures = [i.series for i in trace(scored, "甲县", "output_growth.month").inputs]
    assert measures == ["output_growth", "output", "base"] * 2  # each once


LEVELS = region("5", "104.97", "100", expected="6")


@pytest.mark.parametrize(
    ("county", "readings", "steps", "unbounded", "bound", "why"),
    [
        (region("6.0"), {}, 10, 12, "", "between the bounds"),
        (region("7.5"), {}, 25, 15, "", "at the cap: not capped"),
        (region("7.6"), {}, 26, "15.2", "capped", "capped"),
        (region("0.0"), {}, -50, 0, "", "at the floor: not floored"),
        (region("-0.1"), {}, -51, "-0.2", "floored", "floored"),
        (region("-0.1"), {"floor": "none"}, -51, "-0.2", "", "no floor"),
        (LEVELS, {}, "-17.17", "4.566", "", "in proportion"),
        (LEVELS, {"steps": "whole"}, -17, "4.6", "", "whole steps are cut toward the standard"),
    ],
)
def test_steps_and_bounds(county, readings, steps, unbounded, bound, why):
    item = "increment.month" if county is LEVELS else "va_growth.month"
    traced = trace(card({"甲县": county}, **readings), "甲县", item)
    assert (traced.steps, traced.unbounded) == (Fraction(steps), Fraction(unbounded)), why
    assert (traced.capped, traced.floored) == (bound == "capped", bound == "floored"), why
    assert traced.basis == ""


@pytest.mark.parametrize(
    ("county", "ruled", "unbounded", "basis"),
    [
        (region(None), "甲县", None, "会议纪要"),
        (region(None), "乙县", None, ""),
        (region("9.0"), "甲县", 18, "会议纪要"),  # above the cap of 15
    ],
)
def test_a_ruling_has_its_basis_and_no_gap_no_steps(county, ruled, unbounded, basis):
    rulings = [(ruled, "va_growth.month", "-3", "会议纪要")]
    scored = card({"甲县": county, "乙县": AVERAGE}, rulings=rulings)
    traced = trace(scored, "甲县", "va_growth.month")
    assert (traced.basis, traced.unbounded) == (basis, unbounded)
    assert (traced.steps is None) == (unbounded is None)
    assert traced.item.points == (Decimal(-3) if basis else None)
    assert not traced.capped
    assert not traced.floored


def test_a_county_or_item_that_is_not_there():
    scored = card({"福清市": AVERAGE})
    for ask in (trace, fz.explain):
        with pytest.raises(RequestError, match="没有“福清”这个考评的县（市）区；是不是“福清市”？"):
            ask(scored, "福清", "va_growth.month")
        with pytest.raises(RequestError, match=r"没有“va_growth\.year”这个考评项；是不是"):
            ask(scored, "福清市", "va_growth.year")


def test_every_trace_comes_to_the_cards_points():
    scored = card_of(GOLDEN, "2023-05")
    for item in scored.records:
        traced = trace(scored, item.region, item.id)
        within = max(traced.unbounded, Fraction(0))
        if item.indicator.cap is not None:
            within = min(within, Fraction(item.indicator.cap))
        assert abs(within - Fraction(item.points)) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("county", "item", "clause"),
    [
        ("福清市", "increment.month", "规则书第3项"),
        ("罗源县", "va_growth.month", "规则书第1项"),  # at the standard
        ("闽侯县", "contribution.ytd", "规则书第4项"),
    ],
)
def test_the_clause_is_the_document_and_the_row_of_the_book(county, item, clause):
    traced = trace(card_of(GOLDEN, "2023-05"), county, item)
    assert traced.clause == f"榕政办〔2023〕28号 附件，{clause}"


def test_explained_in_words_with_the_cells():
    card = card_of(GOLDEN, "2023-05")
    assert fz.explain(card, "台江区", "increment.month").splitlines() == [
        "台江区当月实际完成增量：增量1.00−0.90=0.10亿元，预期0.03亿元，"
        "差距（0.10−0.03）÷0.03×100=233.33%；8+233.33÷1×0.2=54.666，得54.67分。",
        "    依据　榕政办〔2023〕28号 附件，规则书第3项",
        "    数据　台江区当月总产值 1亿元（monthly/2023-05.csv › D6）",
        "    数据　台江区当月上年同期总产值 0.9亿元（monthly/2023-05.csv › E6）",
        "    数据　台江区当月预期增量 0.03亿元（expected/2023.csv › C3）",
    ]
    assert len(fz.explain(card, "台江区").split("台江区当月增加值增速：")) == 2
