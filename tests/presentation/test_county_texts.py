"""A county's year so far and its place beside the base, in words."""

import pytest

from fzlib.presentation.prose import county
from tests.presentation.cards import cases, totals
from tests.presentation.periods import year_of


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
    assert county.trend(cards, "甲县") == text


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
    assert county.against_base(totals({"甲县": total}), "甲县") == text
