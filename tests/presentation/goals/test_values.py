"""A task's numbers in words and cells: units, decimals, directions, gaps."""

from decimal import Decimal

from fzlib.presentation.goals import values
from tests.presentation.cards import cases
from tests.presentation.goals.standings import GROWTH, INCREMENT, RATE, standing

PERCENT = {"unit": "%", "by": RATE}
SCORED = {"unit": "%", "by": GROWTH}


@cases(
    "row, text, cell",
    {
        "entries are whole": (standing(target="200"), "不低于200项", "200项以上"),
        "amounts have 2 decimals in a sentence": (
            standing(target="1000", unit="亿元", direction="above"), "超过1000.00亿元", "超1000亿元"
        ),
        "a rate as the document writes it": (
            standing(target="6.8", **SCORED), "不低于6.8%", "6.8%以上"
        ),
        "there is no more than all": (standing(target="100", **PERCENT), "不低于100%", "100%"),
        "左右": (standing(target="20", direction="about", **PERCENT), "20%左右", "20%左右"),
        "none at most": (
            standing(target="0", direction="at_most"), "不高于0项", "0项"
        ),
        "all at most": (
            standing(target="100", direction="at_most", **PERCENT), "不高于100%", "不高于100%"
        ),
        "every month": (
            standing(target="1", unit="次", cycle="month"), "不低于1次", "每月1次以上"
        ),
        "every quarter": (
            standing(target="5", unit="场", cycle="quarter"), "不低于5场", "每季5场以上"
        ),
    },
)  # fmt: skip
def test_goals(row, text, cell):
    assert values.goal(row.task, row.target) == text
    assert values.goal_cell(row.task, row.target) == cell


def test_a_goal_of_each_county_says_so():
    month = standing(target="1", unit="次", cycle="month").task
    assert values.goal_cell(month, Decimal(1), each=True) == "每月各1次以上"
    most = standing(target="0", direction="at_most").task
    assert values.goal_cell(most, Decimal(0), each=True) == "各0项"
    assert values.goal_cell(most, None) == "—"


@cases(
    "row, text, cell",
    {
        "behind 时间进度": (
            standing(progress="26.41", schedule="41.67", gap="-15.26"),
            "落后时间进度15.26个百分点", "−15.26",
        ),
        "ahead": (
            standing(progress="66.50", schedule="41.67", gap="24.83"),
            "超时间进度24.83个百分点", "+24.83",
        ),
        "level": (
            standing(progress="41.67", schedule="41.67", gap="0.00"), "与时间进度持平", "0.00"
        ),
        "growth has the decimals of its scores": (
            standing(target="6.8", actual="4.4", gap="-2.4", **SCORED),
            "低于目标2.4个百分点", "−2.4",
        ),
        "a rate above its target": (
            standing(target="60", gap="3.7", **PERCENT), "高于目标3.70个百分点", "+3.70"
        ),
        "entries without a schedule": (
            standing(target="16", gap="-1", unit="条"), "低于目标1条", "−1条"
        ),
        "as many as demanded": (standing(target="16", gap="0"), "与目标持平", "0"),
        "amounts without a schedule": (
            standing(target="9", gap="1.5", unit="亿元"), "高于目标1.50亿元", "+1.50亿元"
        ),
        "none": (standing(), "", "—"),
    },
)  # fmt: skip
def test_gaps(row, text, cell):
    assert (values.gap(row), values.gap_cell(row)) == (text, cell)


@cases(
    "row, text",
    {
        "entries": (standing(actual="96"), "96"),
        "thousands of a half": (standing(actual="264.0714", unit="亿元", by=INCREMENT), "264.07"),
        "growth": (standing(actual="5", **SCORED), "5.0"),
        "growth that no row scores": (standing(actual="5.81", **SCORED), "5.81"),
        "a rate": (standing(actual="91", **PERCENT), "91.00"),
        "missing": (standing(actual=None), "—"),
    },
)
def test_actuals(row, text):
    assert values.number(row.task, row.actual) == text


@cases(
    "name, more, text",
    {
        "plain": ("新增产值", "", "新增产值"),
        "more in brackets": ("新增产值", "落后", "新增产值（落后）"),
        "one pair of brackets": ("政策申报率（应报尽报）", "落后", "政策申报率（应报尽报，落后）"),
        "a name that lists": ("推介、展销活动", "", "“推介、展销活动”"),
        "a name that lists, with more": ("推介、展销活动", "落后", "“推介、展销活动”（落后）"),
        "quoted already": ("“面对面、手拉手”对接", "", "“面对面、手拉手”对接"),
    },
)
def test_names_in_a_list(name, more, text):
    assert values.named(standing(name).task, more) == text
