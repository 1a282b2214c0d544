"""Numbers to words, row by row: zero, negative, missing, rounding to zero."""

import re
from decimal import Decimal

from fzlib.presentation import wording
from tests.presentation.cards import cases

CASES = {  # function → what a case shows → arguments, text
    "fixed": {
        "a trailing zero stays": ("3.2", 2, "3.20"),
        "a table's number is signed with U+2212": ("-3.2", 1, "−3.2"),
        "zero": ("0", 1, "0.0"),
        "negative zero has no sign": ("-0", 1, "0.0"),
        "rounds to zero from below": ("-0.04", 1, "0.0"),
        "rounds to zero from above": ("0.04", 1, "0.0"),
        "half away from zero": ("-0.05", 1, "−0.1"),
        "half up, not binary": ("2.675", 2, "2.68"),
        "no exponent": ("1E+2", 2, "100.00"),
        "no decimals": ("7.6", 0, "8"),
        "missing": (None, 2, "—"),
    },
    "signed": {
        "plus": ("3.2", 2, "+3.20"),
        "minus": ("-3.2", 2, "−3.20"),
        "zero has no sign": ("0", 2, "0.00"),
        "rounds to zero from below": ("-0.004", 2, "0.00"),
        "rounds to zero from above": ("0.004", 2, "0.00"),
        "missing": (None, 2, "—"),
    },
    "exact": {
        "all decimals, for a calculator": ("181.9523", 2, "181.9523"),
        "at least two": ("12.8", 2, "12.80"),
        "zeros beyond them are dropped": ("3.140000", 2, "3.14"),
        "nothing is rounded away": ("-0.0004", 2, "−0.0004"),
        "zero": ("0", 2, "0.00"),
        "at least one": ("5", 1, "5.0"),
        "missing": (None, 2, "—"),
    },
    "bracketed": {"a fall": ("-3.2", 2, "（−3.20）"), "a rise": ("3.2", 2, "3.20")},
    "trimmed": {
        "no zero at the end": ("0.20", "0.2"),
        "a whole one": ("15", "15"),
        "below zero": ("-2.50", "−2.5"),
    },
    "enclosed": {
        "no brackets in it": ("3.20−1.00", "（3.20−1.00）"),
        "brackets in it": ("（−3.20）−1.00", "［（−3.20）−1.00］"),
    },
    "drawn": {
        "a number below zero": ("增速为-99.99%（-1.5亿元）", "增速为−99.99%（−1.5亿元）"),
        "months and names are none": ("2023-05.csv、a-1 › B5", "2023-05.csv、a-1 › B5"),
        "a range is none": ("1-2月", "1-2月"),
    },
    "growth": {
        "a rise": ("5.1", "增长5.1%"),
        "one decimal": ("5", "增长5.0%"),
        "a fall has no sign: not 下降−3.2%, not 增长−3.2%": ("-3.2", "下降3.2%"),
        "zero is not 增长0.0%": ("0", "与上年同期持平"),
        "rounds to zero": ("0.04", "与上年同期持平"),
        "rounds to zero from below: not 下降0.0%": ("-0.04", "与上年同期持平"),
        "half away from zero": ("-0.05", "下降0.1%"),
        "large": ("333.33", "增长333.3%"),
    },
    "change_from": {
        "a rise, two decimals": ("上年同期", "12.8", "比上年同期增加12.80亿元"),
        "a fall, unsigned": ("上年同期", "-0.8", "比上年同期减少0.80亿元"),
        "zero": ("上年同期", "0", "与上年同期持平"),
        "rounds to zero: not 减少0.00亿元": ("上年同期", "-0.004", "与上年同期持平"),
        "rounds to zero: not 增加0.00亿元": ("上年同期", "0.004", "与上年同期持平"),
    },
    "above": {
        "above": ("4.1", "全市", 1, "高于全市4.1个百分点"),
        "below, unsigned": ("-25.47", "全市", 2, "低于全市25.47个百分点"),
        "equal": ("0", "全市", 1, "与全市持平"),
        "rounds to equal: not 低于0.0个百分点": ("-0.04", "全市", 1, "与全市持平"),
    },
    "rate_change": {
        "+ to more": ("5.0", "4.1", "加快0.9个百分点"),
        "+ to less": ("4.1", "5.0", "回落0.9个百分点"),
        "− to a smaller fall": ("-1.0", "-3.2", "降幅收窄2.2个百分点"),
        "− to a larger fall": ("-3.2", "-1.0", "降幅扩大2.2个百分点"),
        "− to +": ("0.5", "-1.0", "由降转升"),
        "+ to −": ("-0.5", "1.0", "由升转降"),
        "equal, rising": ("3.2", "3.2", "持平"),
        "equal, falling": ("-3.2", "-3.2", "持平"),
        "equal, zero": ("0", "0", "持平"),
        "0 to +": ("0.5", "0", "由平转升"),
        "0 to −": ("-0.5", "0", "由平转降"),
        "+ to 0": ("0", "0.5", "回落至持平"),
        "− to 0": ("0", "-0.5", "由降转平"),
        "equal as printed: not 加快0.0个百分点": ("3.24", "3.16", "持平"),
        "zero as printed": ("-0.04", "1.0", "回落至持平"),
        "zero as printed before": ("1.0", "0.04", "由平转升"),
    },
    "rank_move": {
        "a smaller rank is ahead": (1, 3, "前移2位"),
        "behind": (5, 3, "后移2位"),
        "unmoved": (3, 3, "持平"),
        "no rank now: nothing said": (None, 3, ""),
        "no rank before: nothing said": (3, None, ""),
        "never ranked": (None, None, ""),
    },
    "since": {
        "a rank": ("上月", "前移2位", "较上月前移2位"),
        "a rate, after 1—2月": ("1—2月", "加快0.9个百分点", "较1—2月加快0.9个百分点"),
        "持平 is with, not against": ("上月", "持平", "与上月持平"),
        "nothing to compare with: nothing said": ("上月", "", ""),
    },
    "points": {
        "a whole rule figure": ("72", "72分"),
        "its zeros are dropped": ("72.00", "72分"),
        "no exponent": ("100", "100分"),
        "two decimals where it is not whole": ("10.5", "10.50分"),
        "zero": ("0", "0分"),
        "a total may be negative": ("-3.2", "−3.20分"),
    },
}


def number(argument):
    """A figure, which is written as text; words and counts as they are."""
    is_figure = isinstance(argument, str) and re.fullmatch(r"-?[\d.]+(E\+\d)?", argument)
    return Decimal(argument) if is_figure else argument


@cases(
    "function, case",
    {f"{name}: {why}": (name, case) for name, rows in CASES.items() for why, case in rows.items()},
)
def test_words(function, case):
    *arguments, text = case
    assert getattr(wording, function)(*map(number, arguments)) == text


@cases(
    "nation, province, text",
    {
        "both above": ("1.6", "1.3", "分别高于全国、全省1.6个和1.3个百分点"),
        "both below": ("-1.6", "-1.3", "分别低于全国、全省1.6个和1.3个百分点"),
        "the same distance is said once": ("0.8", "0.8", "均高于全国、全省0.8个百分点"),
        "the same distance below": ("-0.8", "-0.8", "均低于全国、全省0.8个百分点"),
        "on either side: one by one": ("0.6", "-0.1", "高于全国0.6个百分点、低于全省0.1个百分点"),
        "one is equal": ("0", "0.3", "与全国持平、高于全省0.3个百分点"),
        "both round to zero": ("0.04", "-0.04", "与全国、全省持平"),
        "only one is known": ("3.3", None, "高于全国3.3个百分点"),
        "none is known": (None, None, ""),
        "only one, equal": ("0.0", None, "与全国持平"),
    },
)
def test_above_both(nation, province, text):
    gaps = {"全国": nation, "全省": province}
    others = {name: 5 - Decimal(gap) for name, gap in gaps.items() if gap is not None}
    assert wording.above_both(Decimal(5), others) == text


@cases(
    "count, names, listed",
    {
        "nobody": (0, "", ""),
        "one": (1, "甲", "甲"),
        "as many as fit": (6, "甲、乙、丙、丁、戊、己", "甲、乙、丙、丁、戊、己"),
        "more: cut, and counted": (8, "甲、乙、丙、丁、戊、己等", "甲、乙、丙、丁、戊、己等8个"),
    },
)
def test_names(count, names, listed):
    regions = list("甲乙丙丁戊己庚辛")[:count]
    assert wording.names(regions) == names
    assert wording.listed(regions) == listed


NUMBERS = {
    1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九",
    100: "一百", 101: "一百零一", 110: "一百一十", 115: "一百一十五", 200: "二百",
    1000: "一千", 1001: "一千零一", 1010: "一千零一十", 1100: "一千一百", 9999: "九千九百九十九",
}  # fmt: skip


def test_the_number_of_a_heading():
    assert {number: wording.numeral(number) for number in NUMBERS} == NUMBERS
    every = [wording.numeral(number) for number in range(1, 10_000)]
    assert len(set(every)) == len(every)
    assert {sign for text in every for sign in text} <= set(wording.NUMBERED)
