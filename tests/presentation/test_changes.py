"""得分变动分解 in words: counts, ties, what cannot be split, 1—2月."""

import re
from decimal import Decimal

import pytest

from fzlib.analysis.change import score_changes
from fzlib.analysis.gain import FIRST, FOUND, FULL, NO_FIGURE, NO_RANK, gains
from fzlib.presentation.prose import changes
from fzlib.presentation.prose import gains as gain_texts
from fzlib.scoring.card import make_card
from fzlib.scoring.panel import Region, build_panel
from fzlib.scoring.periods import Period
from tests.presentation.books import with_row
from tests.presentation.cards import (
    AVERAGE,
    DATASET,
    REVENUE,
    card,
    card_of,
    cases,
    only,
    region,
    totals,
)
from tests.presentation.official_style import read_well
from tests.presentation.periods import up_to, year_of
from tests.scoring.cities import SHAOYANG
from tests.scoring.test_sample_schemes import card as sample

THREE = {"甲县": "30", "乙县": "20", "丙县": "10"}
MONTHS = [("data/fuzhou", f"2023-{n:02d}") for n in range(2, 13)]
MONTHS += [("data/shaoyang", f"2025-{n:02d}") for n in range(2, 8)]


def after(before, now, months=("2023-04", "2023-05")):
    """The card of the second month, with the one before it."""
    cards = year_of(dict(zip(months, (before, now), strict=True)))
    return cards[Period.parse(months[1])]


def march(before, now):
    return after(before, now, ("2023-02", "2023-03"))


@cases(
    "card_, text",
    {
        "one rose": (
            after(THREE, THREE | {"丙县": "40"}),
            "与上月相比，总分增加的1个、不变的2个。"
            "增加最多的是丙县（30.00分），其中自身数据变化增加30.00分。",
        ),
        "a tie names both": (
            after(THREE, {"甲县": "20", "乙县": "10", "丙县": "12"}),
            "与上月相比，总分增加的1个、减少的2个。"
            "增加最多的是丙县（2.00分），其中自身数据变化增加2.00分；"
            "减少最多的是甲县（10.00分），其中自身数据变化减少10.00分；"
            "减少最多的是乙县（10.00分），其中自身数据变化减少10.00分。",
        ),
        "none changed": (after(THREE, THREE), "与上月相比，总分不变的3个。"),
    },
)
def test_changes(card_, text):
    assert changes.changes(card_, score_changes(card_)) == [text]


TWO_MONTHS = "1—2月合并发布，其当月数为两个月合计，与本月当月数口径不同，当月各项的变动含此影响。"


def test_1_to_2_is_called_by_its_name_and_is_of_two_months():
    card_ = march(THREE, THREE)
    texts = ["与1—2月相比，总分不变的3个。", TWO_MONTHS]
    assert changes.changes(card_, score_changes(card_)) == texts


@pytest.mark.parametrize("which", MONTHS, ids=str)
def test_the_folders_read_as_the_rules_say(which):
    card_ = card_of(*which)
    of_counties = score_changes(card_)
    texts = changes.changes(card_, of_counties) + changes.rank_moves(card_)
    texts += changes.not_split(card_, of_counties) if of_counties else []
    read_well(texts)
    every = gains(card_)
    for county in card_.counties:
        own = [change for change in of_counties if change.region == county]
        gain = gain_texts.sentence(card_, [gain for gain in every if gain.region == county])
        read_well([*changes.own(card_, county, own), *changes.strengths(card_, county), gain])


def own(card_):
    """What is said of 甲县's change."""
    of_county = [change for change in score_changes(card_) if change.region == "甲县"]
    return changes.own(card_, "甲县", of_county)


@cases(
    "card_, texts",
    {
        "the same": (after(THREE, THREE), ["总分与上月持平。"]),
        # totals are in steps of 0.2, and 5 is none: 5.00 of 甲县 is a growth rate of −2.5
        "a fall, passed by two": (
            march(THREE, THREE | {"甲县": "5"}),
            [
                "总分比1—2月减少25.00分，其中自身数据变化减少25.00分。",
                "甲县由第1位到第3位（后移2位）：被乙县、丙县超过。",
                TWO_MONTHS,
            ],
        ),
        "missing now": (
            march(THREE, THREE | {"甲县": None}),
            ["甲县本期的当月增加值增速数据缺报，得分变动不分解。"],
        ),
        "missing then: 1—2月 has no 当月": (
            march(THREE | {"甲县": None}, THREE),
            ["甲县1—2月的增加值增速数据缺报，得分变动不分解。"],
        ),
        "missing last month": (
            after(THREE | {"甲县": None}, THREE),
            ["甲县上月的当月增加值增速数据缺报，得分变动不分解。"],
        ),
        "a tie is no passing": (
            after(THREE | {"甲县": "20", "乙县": "30"}, THREE | {"甲县": "20"}),
            ["总分与上月持平。", "甲县由第2位到第1位（前移1位）：追平乙县。"],
        ),
    },
)
def test_own_change(card_, texts):
    assert own(card_) == texts


def test_counties_that_lack_the_same_are_named_together():
    card_ = after(THREE, dict.fromkeys(THREE))
    (text,) = changes.not_split(card_, score_changes(card_))
    assert text == "甲县、乙县、丙县本期的当月增加值增速数据缺报，得分变动不分解。"


def test_a_ruling_is_a_part_of_its_own():
    counties = {"甲县": AVERAGE, "乙县": AVERAGE}
    before = card(counties, period="2023-04")
    ruling = [("甲县", "increment.month", "3.5", "会议纪要")]
    card_ = card(counties, previous=before, rulings=ruling)
    assert own(card_)[0] == "总分比上月减少4.50分，其中审定和加减分减少4.50分。"


@cases(
    "now, county, text",
    {
        "already first": (THREE, "甲县", "本期居首位，不作位次前移测算。"),
        "no rank": (THREE | {"丙县": None}, "丙县", "无位次，不作位次前移测算。"),
        "level with the next gains the place too": (
            THREE,
            "丙县",
            "其他数据不变，如5月增加值增速提高5.0个百分点，位次可前移到第2位（测算）。",
        ),
        "nothing within reach": (
            {"甲县": "99", "乙县": "10"},
            "乙县",
            "其他数据不变，增加值增速变动20个百分点以内的单项变动均不能使位次前移（测算）。",
        ),
    },
)
def test_gain(now, county, text):
    card_ = totals(now)
    assert gain_texts.sentence(card_, gains(card_, [county])) == text


def test_gain_in_the_first_period_says_1_to_2_once():
    counties = {"甲县": region("6", "53", "50"), "乙县": region("5", "52", "50")}
    card_ = card(counties, period="2023-02", book=only("va_growth", spans=("month", "ytd")))
    text = gain_texts.sentence(card_, gains(card_, ["乙县"]))
    assert text == "其他数据不变，如1—2月增加值增速提高1.0个百分点，位次可前移到第1位（测算）。"


def test_gain_uses_the_folders_word():
    counties = {"甲县": region("6", "53", "50"), "乙县": region("5", "52", "50")}
    card_ = card(counties, book=SHAOYANG, dataset=REVENUE)
    text = gain_texts.sentence(card_, gains(card_, ["乙县"]))
    assert "1—5月营业收入增加" in text
    assert "产值" not in text


@pytest.mark.parametrize("which", [("data/fuzhou", "2023-05"), ("data/shaoyang", "2025-07")])
def test_gain_cells_are_the_analysis(which):
    card_ = card_of(*which)
    for gain in gains(card_):
        cell = gain_texts.cell(gain)
        words = {FIRST: "居首", NO_RANK: "无位次", NO_FIGURE: "缺数", FULL: "已满分"}
        none = words.get(gain.outcome, "—")
        assert (cell == none) == (gain.outcome != FOUND)
        if gain.outcome == FOUND:
            assert cell.startswith("+")
            assert gain.change == type(gain.change)(cell)


@pytest.mark.parametrize(
    ("total", "text"),
    [
        ("12.6", "高于基准分（10分）2.60分"),
        ("10", "与基准分（10分）持平"),
        ("7.6", "低于基准分（10分）2.40分"),
        (None, ""),
    ],
)
def test_against_base(total, text):
    assert changes.against_base(totals({"甲县": total}), "甲县") == text


@cases(
    "county, more, texts",
    {
        "exactly at the standards": (AVERAGE, {}, ["计分的各考评项均等于达标分。"]),
        "only above": (
            region("6.0", "105", "100", expected="5"),
            {},
            ["高于达标分的有2项：当月增加值增速、累计增加值增速（均多2.00分）。"],
        ),
        "referred: no total": (
            region("4.0", "105", "100", expected="-5"),
            {},
            [
                "低于达标分的有2项：当月增加值增速、累计增加值增速（均少2.00分）。",
                "当月和累计实际完成增量待审定，没有总分和位次。",
            ],
        ),
        "suspended: a total all the same": (
            AVERAGE,
            {"city": region("4.0", "950", "1000")},
            [
                "高于达标分的有2项：当月总产值增速、累计总产值增速（均多5.00分）。",
                "当月和累计增量贡献率暂停计分。",
            ],
        ),
        "a ruling counts by its points": (
            AVERAGE,
            {"rulings": [("甲县", "increment.month", "9.5", "会议纪要")]},
            ["高于达标分的有1项：当月实际完成增量（多1.50分）。"],
        ),
        "nothing scored": (
            region(),
            {"book": only("va_growth")},
            ["当月增加值增速数据缺报，没有总分和位次。"],
        ),
    },
)
def test_strengths(county, more, texts):
    assert changes.strengths(card({"甲县": county}, **more), "甲县") == texts


def test_full_points_are_told_of_items_without_a_base_as_such():
    own = 'code = "sold"\nname = "产销率"\npoints = 5\ndecimals = 1\nmeasure = "sold"\n'
    more = (
        f'\n[[indicator]]\n{own}as = "value"\nstandard = "none"\nspans = ["month"]\n'
        'method = "rank"\nby_rank = [5, 3]\n'
    )
    steps = 'measure = "power"\nas = "growth"\nstandard = "city"\nspans = ["month"]\n'
    book = with_row(f"{steps}base = 6\nper_step = 1\nstep = 1\ncap = 12\n{more}")
    regions = [Region("全国", "nation"), Region("某省", "province"), Region("某市", "city")]
    regions.append(Region("甲县", "county", assessed=True))
    values = {("power-growth", "甲县"): 9, ("power-growth", "某市"): 1, ("sold", "甲县"): 98}
    figures = {(code, "month", name): Decimal(number) for (code, name), number in values.items()}
    panel = build_panel(Period(2023, 5), regions, figures, dataset=DATASET, series=book.series)
    assert changes.strengths(make_card(panel, book), "甲县") == [
        "高于达标分的有1项：当月考评项甲（多6.00分）。",
        "没有达标分的考评项中，得满分的有1项：当月产销率。",
    ]


def test_what_rises_without_end_has_no_full_points():
    """重点项目: 5 for each project started; six of them are 30, and no 满分."""
    text = "".join(changes.strengths(sample("yanan-2017"), "甲区"))
    assert text == "得满分的有1项：当月单月固定资产投资规模。"


@pytest.mark.parametrize(
    ("period", "text"), [("2023-02", "本期是当年第一期"), ("2023-05", "4月没有数据")]
)
def test_nothing_before(period, text):
    assert changes.nothing_before(totals(THREE, period=period)) == text


def test_strengths_count_what_they_list():
    for card_ in up_to("data/fuzhou", "2023-12").values():
        for county in card_.counties:
            for text in changes.strengths(card_, county):
                for count, listed in re.findall("有(\\d+)项：([^；。]*)", text):
                    assert int(count) == len(listed.split("、"))
                for count, most, each in re.findall("有(\\d+)项，(.)得最多的是([^；。]*)", text):
                    sign = 1 if most == "多" else -1
                    sizes = [
                        sign * (item.points - item.indicator.base)
                        for item in card_.of(county)
                        if item.points is not None
                    ]
                    assert int(count) == sum(size > 0 for size in sizes) > 2
                    names, both, size = re.fullmatch(
                        f"(.*)（(均?){most}([\\d.]+)分）", each
                    ).groups()
                    assert Decimal(size) == max(sizes)
                    assert len(names.split("、")) == sizes.count(max(sizes))
                    assert bool(both) == (sizes.count(max(sizes)) > 1)
