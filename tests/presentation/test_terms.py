"""The names of items, indicators and flags, in the words of the data folder."""

import pytest

from fzlib import vocabulary
from fzlib.presentation import terms
from fzlib.scoring.periods import Period
from fzlib.vocabulary import Status
from tests.presentation.books import with_row
from tests.presentation.cards import AVERAGE, FUZHOU, card, cases
from tests.scoring.cities import SHAOYANG

ITEMS = {item.id: item for item in card({"甲县": AVERAGE}).records}


@cases(
    "ids, text",
    {
        "one": (["va_growth.month"], "当月增加值增速"),
        "both spans": (["va_growth.month", "va_growth.ytd"], "当月和累计增加值增速"),
        "one span of several": (
            ["output_growth.month", "increment.month", "contribution.month"],
            "当月总产值增速、实际完成增量、增量贡献率",
        ),
        "both spans of several": (
            ["output_growth.month", "output_growth.ytd", "increment.month", "increment.ytd"],
            "当月和累计总产值增速、实际完成增量",
        ),
        "not the same spans": (
            ["va_growth.month", "va_growth.ytd", "increment.month"],
            "当月和累计增加值增速，当月实际完成增量",
        ),
        "one each": (["increment.month", "contribution.ytd"], "当月实际完成增量，累计增量贡献率"),
        "none": ([], ""),
    },
)
def test_item_names(ids, text):
    assert terms.item_names(ITEMS[i] for i in ids) == text


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
