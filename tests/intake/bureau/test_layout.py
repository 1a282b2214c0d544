"""layout.toml: its texts as patterns, the periods they say, and every mistake named by its key."""

import pytest

from fzlib.errors import ProblemLog
from fzlib.intake.bureau.layout import Pattern, parse_layout
from fzlib.intake.labels import Label
from fzlib.scoring.measures import STANDING_SERIES
from tests.intake.bureau.workbooks import LAYOUT, changed


def problems(data):
    log = ProblemLog()
    parse_layout(data, "layout.toml", STANDING_SERIES, log)
    return [str(problem) for problem in log.problems]


@pytest.mark.parametrize(
    ("text", "seen", "fits"),
    [
        ("地区", "地  区", True),
        ("地区", "地　区", True),
        ("地区", "地区名", False),
        ("增速（%）", "增速\n(%)", True),
        ("绝对额", "绝对额(万元)", True),  # the unit is read, not compared
        ("绝对额（亿元）", "绝对额（万元）", True),
        ("绝对额", "绝对额(万美元)", False),
        ("*工业处1", "30工业处1 ", True),
        ("工业处?", "工业处2", True),
        ("工业处?", "工业处12", False),
        ("规模*增加值", "规模以上工业增加值", True),
        ("a.c", "abc", False),  # no regular expression
        ("(现价)", "（现价）", True),
        ("{期间}", "1-3月", True),
        ("{期间}", "指标", False),
        ("{期间}规模工业", "2025年1—3月规模工业", True),
        # stars stand for any text
        ("*工业*增加值*", "规模工业企业增加值增速", True),
        ("*工业*增加值", "规模工业企业增加值增速", False),
        ("a*ab", "aab", True),
        ("*ab*b*", "abab", True),
        ("*{期间}*工业**", "某市2025年1-12月规模工业", True),
        ("?-?月*", "1-3月", True),
        ("*", "", True),
    ],
)
def test_a_pattern_is_compared_with_width_spaces_and_unit_evened_out(text, seen, fits):
    assert bool(Pattern(text).find(Label(seen))) is fits


def test_a_layout_is_what_it_says():
    log = ProblemLog()
    data = changed(skip=["#*"], lag=1, period="（{期间}）")
    (table,) = parse_layout(data, "layout.toml", STANDING_SERIES, log)
    assert log.problems == []
    assert (table.sheet.text, table.region.text, table.lag) == ("规模工业营业收入", "地区", 1)
    assert [pattern.text for pattern in table.skip] == ["#*"]
    assert [(c.series.code, c.path, c.span, c.unit) for c in table.columns] == [
        ("output", "{期间} › 绝对额", "", ""),
        ("output_growth", "{期间} › 增速", "", ""),
    ]


COLUMN = LAYOUT["table"][0]["column"][0]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "table：没有写；补上"),
        ({"table": []}, "table：不是表的列表；写作 [[table]]，至少一个"),
        ({"table": "x"}, "table：“x”不是列表；照 layout.toml 的样例写"),
        (LAYOUT | {"titel": "x"}, "titel：没有这个键；可用的键：title、table"),
        (
            changed(sheets="x"),
            "table[1].sheets：没有这个键；可用的键：sheet、region、column、skip、period、lag",
        ),
        (changed(lag="1"), "table[1].lag：“1”不是整数；照 layout.toml 的样例写"),
        (changed(lag=13), "table[1].lag：“13”不对；写 0 到 12 的整数：比本期晚几个月"),
        (changed(sheet="表" * 501), f"table[1].sheet：“{'表' * 40}…”太长；不超过500字"),
        (changed(skip=["", 3]), "table[1].skip：里面有空的或不是文字的；每一项写成带引号的文字"),
        (
            changed(sheet="{期间}{期间}"),
            "table[1].sheet：“{期间}{期间}”里 {期间} 写了两次；只写一次",
        ),
        (
            changed(column=[COLUMN | {"measure": "expected"}]),
            "table[1].column[1].measure：不能是“expected”；"
            "可选：va_growth、output、base、output_growth",
        ),
        (
            changed(column=[COLUMN | {"span": "year"}]),
            "table[1].column[1].span：不能是“year”；可选：month、ytd",
        ),
        (
            changed(column=[COLUMN | {"unit": "%"}]),
            "table[1].column[1].unit：不能是“%”；可选：亿元、万元、千元",
        ),
        (
            changed(column=[COLUMN | {"header": []}]),
            "table[1].column[1].header：是空的；从上到下写出表头的文字",
        ),
        (changed(column=[COLUMN, COLUMN]), "table[1]：“{期间} › 绝对额”写了两次；只留一个"),
        (changed(column=[{"measure": "output"}]), "table[1].column[1].header：没有写；补上"),
    ],
)
def test_every_mistake_is_named_by_its_key(data, problem):
    assert problems(data) == [f"layout.toml › {problem}"]


@pytest.mark.parametrize("text", ["*a" * 40 + "*b", "*" * 300 + "b", "*a*a*{期间}" + "*a" * 40])
def test_many_stars_are_tried_in_one_pass(text):
    """All their places would be more than anybody can wait for."""
    assert Pattern(text).find(Label("a" * 499)) is None
