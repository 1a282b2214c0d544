"""The names of items, indicators and flags, in the words of the data folder."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib import vocabulary
from fzlib.presentation import terms
from fzlib.scoring.periods import Period
from fzlib.vocabulary import Status
from tests.presentation.books import with_row
from tests.presentation.cards import AVERAGE, FUZHOU, card, cases
from tests.scoring.cities import SHAOYANG


@pytest.mark.parametrize(
    "row", [*FUZHOU.indicators, *SHAOYANG.indicators], ids=lambda row: row.name
)
def test_names_follow_the_rule_book(row):
    assert not row.short.startswith(("规上", "规模"))
    assert terms.names(row, "总产值").gap_unit == row.unit


def test_revenue():
    assert terms.names(SHAOYANG.indicators[2], "营业收入").standard == "营业收入比重"
    assert terms.names(FUZHOU.indicators[3], "总产值").standard == "产值比重"
    assert vocabulary.FLAGS["opposite_signs"].of("营业收入").name == "营业收入与增加值增速方向相反"
    assert vocabulary.FLAGS["opposite_signs"].of("总产值").name == "产值与增加值增速方向相反"
    for code in vocabulary.FLAGS:
        assert "产值" not in "".join(vocabulary.FLAGS[code].of("营业收入"))


def test_expectations_of_the_first_period():
    assert terms.expected(Period(2023, 2), "month") == "预期"
    assert terms.expected(Period(2023, 3), "month") == "月度预期"
    assert terms.expected(Period(2023, 3), "ytd") == "累计预期"


def test_every_flag_status_and_reading_has_its_words():
    assert set(vocabulary.STATUSES) == set(Status)
    marks = [flag.mark for flag in vocabulary.FLAGS.values()]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    ("standard", "words"),
    [
        ('"higher_of_nation_and_province"', "全国、全省数据"),
        ('"nation"', "全国数据"),
        ('"province"', "全省数据"),
        ('"target"', "目标"),
        ('"city"', ""),
    ],
)
def test_whose_figures_besides_the_citys(standard, words):
    own = with_row(
        f'measure = "power"\nas = "growth"\nstandard = {standard}\n'
        "base = 6\nper_step = 1\nstep = 1\ncap = 12\n"
    )
    assert terms.outside(own, "数据") == words


def test_whose_figures_under_the_plan():
    assert terms.outside(FUZHOU) == "全国、全省和目标"


@cases(
    "codes, first, later",
    {
        "all have one": (["350102", "350121"], "2个县（市）区", "2个县（市）区"),
        "none has one": (["", ""], "2个县（市）区", "2个县（市）区"),
        "one has none: it is no 县（市）区": (
            ["350102", "", "350121"],
            "2个县（市）区和乙地（以下简称各县（市）区）",
            "2个县（市）区和乙地",
        ),
        "two have none, in the order of regions.csv": (
            ["350102", "", "", "350121"],
            "2个县（市）区和乙地、丙地（以下简称各县（市）区）",
            "2个县（市）区和乙地、丙地",
        ),
    },
)
def test_who_is_evaluated(codes, first, later):
    panel = card({f"{name}地": AVERAGE for name, _ in zip("甲乙丙丁", codes, strict=False)}).panel
    counties = [replace(own, code=code) for own, code in zip(panel.assessed, codes, strict=True)]
    coded = replace(panel, regions=(*panel.regions[:3], *counties))
    assert terms.assessed(coded) == first
    assert terms.assessed(coded, defined=True) == later


@cases(
    "row, text",
    {
        "a rate as the book has it": ('measure = "sold"\nas = "value"\n', "0.5%"),
        "a number of another unit too": ('measure = "power"\nas = "value"\n', "0.5万千瓦时"),
        "money with two decimals": ('measure = "output"\nas = "value"\n', "0.50亿元"),
    },
)
def test_a_standard_that_is_a_number(row, text):
    own = with_row(f'{row}standard = 0.5\nmethod = "steps"\nbase = 10\nper_step = 1\nstep = 1')
    assert terms.shown_standard(Decimal("0.5"), own.indicators[0]) == text
