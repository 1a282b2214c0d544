"""The course of a year in words: periods in a row, holes, a county's best, worst and runs."""

from fzlib.presentation.prose import course
from fzlib.scoring.periods import Period
from tests.presentation.cards import cases
from tests.presentation.periods import year_of
from tests.scoring.cities import FUZHOU, SHAOYANG


@cases(
    "months, text",
    {
        "the first": ([2], "1—2月"),
        "a first quarter": ([2, 3], "1—2月、3月"),
        "three in a row": ([4, 5, 6], "4—6月"),
        "from the first": ([2, 3, 4], "1—4月"),
        "the year": (range(2, 13), "1—12月"),
        "a hole": ([3, 5, 6], "3月、5月、6月"),
        "runs and single ones": ([2, 6, 7, 8, 12], "1—2月、6—8月、12月"),
        "none": ([], ""),
    },
)
def test_periods_in_words(months, text):
    assert course.span_of([Period(2023, month) for month in months], FUZHOU) == text


@cases(
    "months, text",
    {
        "the first": ([2], "1—2月"),
        "two in a row": ([2, 3], "1—2月、1—3月"),
        "three in a row": ([5, 6, 7], "1—5月至1—7月"),
        "a hole": ([3, 5, 6], "1—3月、1—5月、1—6月"),
    },
)
def test_a_book_without_months_calls_a_period_by_its_year_to_date(months, text):
    assert course.span_of([Period(2025, month) for month in months], SHAOYANG) == text


@cases(
    "scores, above, below",
    {
        "the longest": ({2: "20", 3: "20", 4: "5", 5: "20"}, "1—2月、3月（2期）", "4月（1期）"),
        "the first of equals": ({2: "20", 3: "5", 4: "20"}, "1—2月（1期）", "3月（1期）"),
        "no total ends a stretch": ({3: "20", 4: None, 5: "20"}, "3月（1期）", "—"),
        "so does an absent period": ({3: "20", 5: "20", 6: "20"}, "5月、6月（2期）", "—"),
        "exactly at 基准分 is reached": ({4: "10"}, "4月（1期）", "—"),
        "nothing known": ({4: None}, "—", "—"),
    },
)
def test_stretches(scores, above, below):
    cards = year_of({f"2023-{n:02d}": {"甲县": score} for n, score in scores.items()})
    assert course.stretches(cards, "甲县") == (above, below)


@cases(
    "scores, text",
    {
        "two": (
            {2: "20", 3: "10.6"},
            "本年已有2期总分，最高的是1—2月（20.00分），最低的是3月（10.60分）。",
        ),
        "a tie": (
            {2: "20", 3: "20", 4: "9"},
            "本年已有3期总分，最高的是1—2月、3月（20.00分），最低的是4月（9.00分）。",
        ),
        "all alike": ({2: "20", 3: "20"}, "本年已有2期总分，均为20.00分。"),
        "one lacks": (
            {2: "20", 3: None, 4: "8"},
            "本年已有2期总分，最高的是1—2月（20.00分），最低的是4月（8.00分）。",
        ),
        "one is no trend": ({2: "20", 3: None}, ""),
        "none": ({2: None}, ""),
    },
)
def test_trend(scores, text):
    cards = year_of({f"2023-{n:02d}": {"甲县": score} for n, score in scores.items()})
    assert course.trend(cards, "甲县") == text
