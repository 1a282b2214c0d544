"""二、（一）综合得分: who leads and trails, ties, 基准分, who moved, what stands out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.presentation import page_parts
from fzlib.presentation.prose import places
from fzlib.presentation.prose.results import fields, results
from fzlib.scoring.rulebook import Lists
from tests.presentation.cards import (
    AVERAGE,
    CITY,
    FUZHOU,
    card,
    cases,
    only,
    region,
    sentences,
    totals,
)


def ends(scores, **more):
    """The first paragraph without the sentence on 基准分."""
    text = results(totals(scores, **more))[0]
    return text[: text.index("。") + 1]


SIX = {"甲县": "60", "乙县": "50", "丙县": "40", "丁县": "30", "戊县": "20", "己县": "12"}


@cases(
    "scores, text",
    {
        "no ties": (
            SIX,
            "6个县（市）区中，居前3位的是甲县（60.00分）、乙县（50.00分）、丙县（40.00分）；"
            "居后3位的是丁县（30.00分）、戊县（20.00分）、己县（12.00分）。",
        ),
        "a tie at rank 3 reaches the last three: each is named once": (
            SIX | {"丁县": "40"},
            "6个县（市）区中，位次依次为甲县（60.00分）、乙县（50.00分）、"
            "丙县、丁县（并列第3位，40.00分）、戊县（20.00分）、己县（12.00分）。",
        ),
        "居前3位 names all who are in it": (
            SIX | {"丁县": "40", "庚县": "11"},
            "7个县（市）区中，居前3位的是甲县（60.00分）、乙县（50.00分）、"
            "丙县、丁县（并列第3位，40.00分）；"
            "居后3位的是戊县（20.00分）、己县（12.00分）、庚县（11.00分）。",
        ),
        "a tie at the top": (
            SIX | {"乙县": "60"},
            "6个县（市）区中，居前3位的是甲县、乙县（并列第1位，60.00分）、丙县（40.00分）；"
            "居后3位的是丁县（30.00分）、戊县（20.00分）、己县（12.00分）。",
        ),
        "four at the top": (
            SIX | {"乙县": "60", "丙县": "60", "丁县": "60"},
            "6个县（市）区中，位次依次为甲县、乙县、丙县、丁县（并列第1位，60.00分）、"
            "戊县（20.00分）、己县（12.00分）。",
        ),
        "a tie at the end": (
            SIX | {"戊县": "12"},
            "6个县（市）区中，居前3位的是甲县（60.00分）、乙县（50.00分）、丙县（40.00分）；"
            "居后3位的是丁县（30.00分）、戊县、己县（并列第5位，12.00分）。",
        ),
        "all tied": (dict.fromkeys(SIX, "40"), "6个县（市）区总分均为40.00分，并列第1位。"),
        "fewer than 6: each once, by rank and not in the folder's order; a zero": (
            {"甲县": "60", "乙县": "50", "丙县": "0", "丁县": "30"},
            "4个县（市）区中，位次依次为甲县（60.00分）、乙县（50.00分）、丁县（30.00分）、"
            "丙县（0.00分）。",
        ),
        "a negative total (floor none)": (
            {"甲县": "-7.6", "乙县": "50"},
            "2个县（市）区中，位次依次为乙县（50.00分）、甲县（−7.60分）。",
        ),
        "one has no total": (
            SIX | {"乙县": None},
            "6个县（市）区中，有总分的5个（乙县没有总分），位次依次为甲县（60.00分）、丙县（40.00分）、"
            "丁县（30.00分）、戊县（20.00分）、己县（12.00分）。",
        ),
        "only one has a total": (
            {"甲县": "60", "乙县": None},
            "2个县（市）区中，有总分的1个（乙县没有总分），为甲县（60.00分）。",
        ),
        "those with a total are all tied": (
            dict.fromkeys(SIX) | {"甲县": "60", "庚县": None, "辛县": "60"},
            "8个县（市）区中，有总分的2个（乙县、丙县、丁县、戊县、己县、庚县没有总分）"
            "总分均为60.00分，并列第1位。",
        ),
        "nobody is ranked": (dict.fromkeys(SIX), "6个县（市）区均没有总分，本期不排位次。"),
        "one county": ({"甲县": "60"}, "县（市）区仅1个，为甲县（60.00分）。"),
        "one county without a total": ({"甲县": None}, "县（市）区仅1个，甲县没有总分。"),
    },
)
def test_ends(scores, text):
    assert ends(scores) == text


@cases(
    "scores, vetoed, text",
    {
        "all have a total": (("9", "8"), "甲乙", "甲组（2个）均不排位次。"),
        "one has none": (("9", None), "甲", "甲组（2个）中，乙没有总分，甲不排位次。"),
        "one county": (("9",), "甲", "甲组仅1个，甲不排位次。"),
        "none vetoed": ((None, None), "", "甲组（2个）均没有总分，不排。"),
    },
)
def test_who_is_not_ranked_by_a_decision_may_have_a_total(scores, vetoed, text):
    names = "甲乙"[: len(scores)]
    totals_ = dict(zip(names, (score and Decimal(score) for score in scores), strict=True))
    field = places.Field(names, dict.fromkeys(names), totals_, "甲组", frozenset(vetoed))
    assert places.ends(field, Lists(), "不排") == text
    (figure,) = page_parts.ends(Lists(), [field], "没有总分")
    assert figure.note == ("不排位次" if set(names) == set(vetoed) else "没有总分")


def test_many_without_a_total_are_counted():
    scores = {f"{name}县": None for name in "甲乙丙丁戊己庚辛"} | {"壬县": "20", "癸县": "30"}
    assert "（甲县、乙县、丙县、丁县、戊县、己县等8个没有总分）" in ends(scores)


@cases(
    "scores, text",
    {
        "all reach it": (SIX, "。均达到基准分（10分）。"),
        "all that have a total": (SIX | {"乙县": None}, "。5个均达到基准分（10分）。"),
        "at it is reaching it, by name": (
            {"甲县": "10", "乙县": "9.8", "丙县": "11"},
            "。达到基准分（10分）的有2个：丙县、甲县。",
        ),
        "more than eight: who does not": (
            {f"{name}县": "20" for name in "甲乙丙丁戊己庚辛壬"} | {"癸县": "9", "子县": "8"},
            "。达到基准分（10分）的有9个，未达到的有2个：癸县、子县。",
        ),
        "nobody": ({"甲县": "9.8", "乙县": "2"}, "没有县（市）区达到基准分（10分）。"),
        "nobody is ranked: nothing is said of it": (dict.fromkeys(SIX), "本期不排位次。"),
    },
)
def test_base(scores, text):
    assert results(totals(scores))[0].endswith(text)


def test_bases_differ_where_a_suspended_item_is_ruled():
    counties, falling = {"甲县": AVERAGE, "乙县": AVERAGE}, region("4", "950", "1000")
    rulings = [("甲县", "contribution.month", "8", "会议纪要")]
    card_ = card(counties, city=falling, rulings=rulings)
    assert results(card_)[0].endswith("。均达到各自基准分。")


def moves(now, before, period="2023-05", **more):
    earlier = {"2023-05": "2023-04", "2023-03": "2023-02"}[period]
    previous = totals(before, period=earlier)
    return results(totals(now, period=period, previous=previous, **more))[1]


FIVE = {"甲县": "60", "乙县": "50", "丙县": "40", "丁县": "30", "戊县": "20"}


@cases(
    "now, text",
    {
        "nobody moved": (FIVE, "与上月相比，位次均持平。"),
        "two changed places": (
            FIVE | {"甲县": "50", "乙县": "60"},
            "与上月相比，位次前移的1个、后移的1个、持平的3个；"
            "前移最多的是乙县（1位），后移最多的是甲县（1位）。",
        ),
        "four moved as far: too many to be named; nobody unmoved: not said": (
            FIVE | {"甲县": "10"},
            "与上月相比，位次前移的4个、后移的1个；后移最多的是甲县（4位）。",
        ),
        "two as far each way": (
            FIVE | {"甲县": "30", "乙县": "20", "丁县": "60", "戊县": "50"},
            "与上月相比，位次前移的2个、后移的2个、持平的1个；"
            "前移最多的是丁县、戊县（各3位），后移最多的是甲县、乙县（各3位）。",
        ),
        "one has no rank now: the counts are of those ranked": (
            FIVE | {"乙县": None},
            "与上月相比，位次前移的3个、持平的1个；前移最多的是丙县、丁县、戊县（各1位）。",
        ),
        "up into a tie at the top": (
            FIVE | {"乙县": "60"},
            "与上月相比，位次前移的1个、持平的4个；前移最多的是乙县（1位）。",
        ),
    },
)
def test_moves(now, text):
    assert moves(now, FIVE) == text


def test_moves_are_of_those_ranked_in_both_periods():
    assert moves(FIVE, FIVE | {"乙县": None}) == (
        "与上月相比，两期都有位次的4个县（市）区中，位次后移的3个、持平的1个；"
        "后移最多的是丙县、丁县、戊县（各1位）。"
    )


def test_after_1_2_the_last_month_is_1_2():
    assert moves(FIVE, FIVE, period="2023-03") == "与1—2月相比，位次均持平。"


def test_a_year_to_date_rule_book_compares_with_the_span_before():
    book = only("va_growth", spans=("ytd",), cap=None)
    previous = totals(FIVE, period="2023-04", book=book)
    assert results(totals(FIVE, book=book, previous=previous))[1] == "与1—4月相比，位次均持平。"


def test_no_period_before_nothing_said():
    assert results(totals(FIVE))[1] == ""


def test_nobody_ranked_before_nothing_said():
    assert moves(FIVE, dict.fromkeys(FIVE)) == ""


TINY = region("5.0", "2", "1", expected="0.5", ytd={"expected": "1"})
HIGH = region("5.0", "140", "100", expected="20", ytd={"expected": "40"})


def stand_out(counties, **more):
    more = {"book": only("increment", spans=("month", "ytd"))} | more
    return results(card(counties, **more))[2:]


@cases(
    "counties, texts",
    {
        "nothing stands out": ({"甲县": AVERAGE}, []),
        "one item": (
            {"甲县": HIGH},
            [
                "单项得分超过分值2倍的县（市）区有1个："
                "甲县当月实际完成增量一项得28.00分，占其总分的77.78%。"
            ],
        ),
        "two items: their share together": (
            {"甲县": region("5.0", "140", "100", expected="20")},
            [
                "单项得分超过分值2倍的县（市）区有1个："
                "甲县当月实际完成增量得28.00分、累计实际完成增量得28.00分，合计占其总分的100.00%。"
            ],
        ),
        "a small base": (
            {"甲县": TINY},
            [
                "单项得分超过分值2倍的县（市）区有1个："
                "甲县当月实际完成增量一项得28.00分，占其总分的77.78%。",
                "甲县当月产值比重为0.19%，增量每变动0.01亿元，影响实际完成增量得分0.40分；"
                "累计产值比重为0.19%，增量每变动0.01亿元，影响实际完成增量得分0.20分。",
            ],
        ),
        "a share just below the bound": (  # 5.23 of 1050 is 0.498 %
            {
                "甲县": region(
                    "5", "5.23", "5.03", expected="0.2", ytd={"output": "9", "base": "8.8"}
                )
            },
            ["甲县当月产值比重不足0.50%，增量每变动0.01亿元，影响实际完成增量得分1.00分。"],
        ),
        "several, and others beside them": (
            {"甲县": TINY, "丙县": HIGH},
            [
                "单项得分超过分值2倍的县（市）区有2个："
                "甲县当月实际完成增量一项得28.00分，占其总分的77.78%；"
                "丙县当月实际完成增量一项得28.00分，占其总分的77.78%。",
                "甲县当月产值比重为0.19%，增量每变动0.01亿元，影响实际完成增量得分0.40分；"
                "累计产值比重为0.19%，增量每变动0.01亿元，影响实际完成增量得分0.20分。",
            ],
        ),
    },
)
def test_stand_out(counties, texts):
    assert stand_out(counties) == texts


def test_in_the_first_period_both_spans_are_said_together():
    counties = {"甲县": region("5.0", "140", "100", expected="20"), "乙县": TINY}
    high, small, twice = stand_out(counties, period="2023-02")
    assert "：甲县实际完成增量当月和累计各得28.00分，合计占其总分的100.00%；" in high
    # TINY of a first period has one expectation: 0.5
    assert small == (
        "乙县产值比重为0.19%，增量每变动0.01亿元，影响实际完成增量当月、累计得分各0.40分。"
    )
    assert twice == ("1—2月数据合并发布，当月数与累计数为同一数；各考评项的当月、累计各计一次分。")


def test_one_release_scored_once_is_not_said_to_be_scored_twice():
    texts = results(totals({"甲县": "20"}, period="2023-02"))
    assert not [text for text in texts if "合并发布" in text]
    rows = [
        replace(row, spans=row.spans[:n]) for n, row in zip((2, 1), FUZHOU.indicators, strict=False)
    ]
    book = replace(FUZHOU, indicators=tuple(rows))
    (text,) = stand_out({"甲县": AVERAGE}, period="2023-02", book=book)
    assert text.endswith("；增加值增速的当月、累计各计一次分。")


def test_preliminary_points_are_said_where_they_rank():
    before = card({"甲县": AVERAGE, "乙县": HIGH}, period="2023-04")
    early = results(card({"甲县": AVERAGE, "乙县": HIGH}, province=None, previous=before))
    assert all(s.startswith("按暂算得分，") for s in sentences(early[:2]))
    assert not [s for s in sentences(results(before)) if "暂算" in s]


def test_stand_out_goes_by_rank():
    lower, higher = (region("5.0", "140", "100", expected=e) for e in ("20", "10"))
    (sentence,) = stand_out({"甲县": lower, "乙县": higher})
    assert sentence.index("乙县") < sentence.index("甲县")


def test_a_share_of_a_negative_total_is_not_said():
    worse = region("-30.0", "140", "100", expected="20", ytd={"expected": "40"})
    book = only("va_growth", "increment", spans=("month", "ytd"))
    card_ = card({"甲县": worse}, book=book, floor="none")
    assert card_.totals["甲县"] < 0
    assert results(card_)[2:] == []


def test_counts_are_numbers_of_the_list():
    names = [f"第{n}县" for n in range(1, 10)]
    card_ = card(dict.fromkeys(names, HIGH), city=CITY, book=only("increment", spans=("month",)))
    (sentence,) = results(card_)[2:]
    assert "有9个" in sentence
    assert sentence.count("一项得") == 9


@pytest.mark.parametrize(("second", "last"), [("10", ["乙县"]), (None, [])])
def test_nobody_is_the_last_of_one(second, last):
    (field,) = fields(totals({"甲县": "20", "乙县": second}))
    assert field.trailing(1) == last
