"""计分口径影响 in words: which readings matter, how firm the ranks are, settings printed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.analysis.readings import reading_effects
from fzlib.analysis.robustness import Revision, Robustness, Standing, rank_intervals
from fzlib.presentation.prose import uncertainty
from tests.presentation.cards import AVERAGE, card, card_of, cases, only, region, totals
from tests.presentation.official_style import read_well

USUAL = Revision()


def standing(name, rank, low, high):
    return Standing(name, rank, low=low, high=high, best=low, worst=high)


def robust(*standings):
    return Robustness(USUAL, standings)


def test_a_reading_in_words():
    assert uncertainty.reading(card({"甲县": AVERAGE}), "floor", "none") == (
        "单项得分下限：不设下限，可为负分"
    )


def floored(*scores):
    """甲县, 乙县 … with these totals, at the least 0."""
    return totals(dict(zip(("甲县", "乙县", "丙县", "丁县"), scores, strict=False)), floor="zero")


ONE_DEPENDS = (
    "本期影响得分的口径有1项：单项得分下限。"
    "位次随口径变动的有1个：丙县；其余2个在各口径下位次无变化。"
)


@cases(
    "card_, text",
    {
        "nothing changes under any reading": (
            card({"甲县": AVERAGE, "乙县": AVERAGE}),
            "本期改用其他口径，各考评项得分均无变化。",
        ),
        "points, no ranks": (
            floored("30", "20", "-4"),
            "本期影响得分的口径有1项：单项得分下限。改用其他口径，总分有变动，各县（市）区位次均无变化。",
        ),
        "two at the floor are level": (floored("30", "-2", "-4"), ONE_DEPENDS),
        "who has no rank has none that stays": (floored("30", "-2", "-4", None), ONE_DEPENDS),
    },
)
def test_effects(card_, text):
    assert uncertainty.effects(reading_effects(card_)) == text


def test_all_depend():
    counties = {"甲县": region("5.05"), "乙县": region("5.06")}
    card_ = card(counties, nation="4.96", province="0", book=only("va_growth", decimals=2))
    text = uncertainty.effects(replace(reading_effects(card_), depend=tuple(card_.counties)))
    assert text.endswith("位次随口径变动的有2个：甲县、乙县。")


@cases(
    "standings, text",
    {
        "one is firm": (
            [standing("甲县", 1, 1, 1), standing("乙县", 2, 2, 3), standing("丙县", 3, 2, 3)],
            "有位次的3个县（市）区中，90%区间内位次无变化的有1个（甲县）；"
            "变动范围最大的是乙县（第2—3位）、丙县（第2—3位）。",
        ),
        "nobody is firm": (
            [standing("甲县", 1, 1, 2), standing("乙县", 2, 1, 2)],
            "有位次的2个县（市）区中，没有90%区间内位次无变化的；"
            "变动范围最大的是甲县（第1—2位）、乙县（第1—2位）。",
        ),
        "no range to tell of": (
            [standing("甲县", 1, 1, 1), standing("乙县", None, None, None)],
            "数据小幅修订下，有位次的甲县位次在90%区间内均无变化。",
        ),
        "many: the first and how many": (
            [standing(f"{name}县", n, 1, 4) for n, name in enumerate("甲乙丙丁", 1)],
            "有位次的4个县（市）区中，没有90%区间内位次无变化的；"
            "变动范围最大的有4个，首尾均相差3位。",
        ),
        "no ranks": ([standing("甲县", None, None, None)], ""),
    },
)
def test_intervals(standings, text):
    assert uncertainty.intervals(robust(*standings)) == text


@pytest.mark.parametrize(
    ("base", "text"),
    [(Decimal(0), "本期总产值在±0.5%内各自"), (Decimal("0.2"), "、上年同期总产值在±0.2%内各自")],
)
def test_settings_are_printed(base, text):
    words = uncertainty.settings(card({"甲县": AVERAGE}), Robustness(Revision(base=base), ()))
    assert text in words
    assert "±0.05个百分点" in words
    assert "模拟1万次（随机种子2023）" in words


@pytest.mark.parametrize("which", [("data/fuzhou", "2023-05"), ("data/shaoyang", "2025-07")])
def test_the_folders_read_as_the_rules_say(which):
    card_ = card_of(*which)
    intervals = rank_intervals(card_, Revision(draws=200))
    read_well([uncertainty.effects(reading_effects(card_)), uncertainty.intervals(intervals)])


@cases(
    "chance, text",
    {
        "none": ("0.00", "0"),
        "hardly any": ("0.01", "<1"),
        "just under a half": ("0.49", "<1"),
        "half up": ("0.50", "1"),
        "whole": ("35.43", "35"),
        "nearly all, rounded": ("99.49", "99"),
        "never all that is not": ("99.50", ">99"),
        "all": ("100.00", "100"),
        "no rank": (None, "—"),
    },
)
def test_simulated_shares_are_whole_per_cents(chance, text):
    assert uncertainty.share(chance and Decimal(chance)) == text
