"""The month as a whole: title, masthead, escaping, and the rules of wording over every text."""

import re
from dataclasses import replace

import pytest

from fzlib.errors import Place, Problem
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import monthly, provenance
from fzlib.presentation.blocks import Labelled, Listing, Paragraph
from fzlib.presentation.html import part
from fzlib.scoring.panel import Dates
from tests.presentation.cards import (
    AVERAGE,
    DATASET,
    FUZHOU,
    GOLDEN,
    MONTHS,
    REVENUE,
    card,
    card_of,
    cases,
    html,
    inputs_of,
    only,
    page,
    parsed,
    prose,
    region,
    shown,
    totals,
)
from tests.presentation.official_style import clean, read_well
from tests.scoring.cities import SHAOYANG

FALLING = region("-4", "950", "1000", expected="-3")
HARD = region(
    "-1.2", "0.9", "1", expected="0.0004", ytd={"output": "10.1234", "base": None, "expected": "-2"}
)
SCRIPT, AMPERSAND = "<script>alert(1)</script>", "a&b"

READINGS = [
    {},
    {"steps": "whole", "floor": "none"},
    {"city_decrease": "literal", "expected_nonpositive": "absolute", "floor": "none"},
]
SOME = {"甲县": AVERAGE, "乙县": HARD, "丙县": region("-3.0", "99", "100", expected="5")}
BEFORE = card(SOME, period="2023-04")
ODD = {
    "ties": card(dict.fromkeys(("甲县", "乙县", "丙县"), AVERAGE)),
    "hard": card(SOME, previous=BEFORE),
    "falling": card(SOME, city=FALLING, previous=BEFORE),
    "flat": card(SOME, city=region("0.0", "1000", "1000", expected="0")),
    "no nation": card(SOME, nation=None),
    "no province": card(SOME, province=None),
    "neither": card(SOME, nation=None, province=None),
    "no city": card(SOME, city=region()),
    "nothing": card(dict.fromkeys(SOME, region()), city=region(), nation=None, province=None),
    "first": card(SOME, period="2023-02", city=FALLING),
    "march": card(SOME, period="2023-03", previous=card(SOME, period="2023-02")),
    "ruled": card(SOME, city=FALLING, rulings=[("甲县", "contribution.month", "-1", "会议纪要")]),
    "revenue": card(SOME, book=SHAOYANG, dataset=REVENUE),
    "whole": card(SOME, steps="whole", floor="none"),
    "literal": card(SOME, city=FALLING, city_decrease="literal", expected_nonpositive="absolute"),
    "month only": card(SOME, book=replace(FUZHOU, spans=("month",))),
    "negative totals": totals({"甲县": "-7.6", "乙县": "-20", "丙县": "0"}),
}


@pytest.mark.parametrize("readings", READINGS, ids=str)
@pytest.mark.parametrize("folder", MONTHS, ids=str)
def test_the_folders_read_as_the_rules_say(folder, readings):
    read_well(prose(card_of(*folder, **readings)))


@pytest.mark.parametrize("name", ODD)
def test_odd_months_read_as_the_rules_say(name):
    read_well(prose(ODD[name]))


@pytest.mark.parametrize("name", ODD)
def test_counts_agree_with_the_list_that_follows(name):
    for text in prose(ODD[name]):
        for count, listed in re.findall(r"有(\d+)个（([^（）]*)）", text):
            assert int(count) == len(listed.split("、")), text
        for count, listed in re.findall(r"有(\d+)个：([^。]*)", text):
            separator = "；" if "一项得" in listed or "合计占" in listed else "、"
            assert int(count) == len(listed.split(separator)), text


@pytest.mark.parametrize("name", ODD)
def test_every_part_of_an_odd_month_is_made(name):
    clean(page(ODD[name]))


def test_two_counties_do_not_get_the_same_sentence():
    counties = {f"{name}县": region(None, "105", "100", expected="5") for name in "甲乙丙丁"}
    assert len([text for text in prose(card(counties)) if "增加值增速数据缺报" in text]) == 1


@cases(
    "book, period, text",
    {
        "a month": (FUZHOU, "2023-05", "2023年5月工业争先增效行动考评情况"),
        "1—2月": (FUZHOU, "2023-02", "2023年1—2月工业争先增效行动考评情况"),
        "a year-to-date rule book; what stands in brackets comes last": (
            SHAOYANG, "2023-05", "2023年1—5月公开数据演示口径考评情况（不是邵阳市的考评办法）",
        ),
    },
)  # fmt: skip
def test_title(book, period, text):
    (head,) = monthly.masthead(card({"甲县": AVERAGE}, book=book, period=period)).blocks
    assert head.title == text


def masthead(month):
    return shown(monthly.masthead(month))


TARGET = region("4", "1050", "1000", expected="40")
FALL = region("4", "950", "1000")


@cases(
    "more, text",
    {
        "month and year to date": (
            {},
            "4.0% 低于全国1.0个百分点、与全省持平；1—5月增长4.0%，低于全国1.0个百分点、与全省持平",
        ),
        "of the expected": (
            {"city": TARGET},
            "50.00亿元 为月度预期的125.00%；1—5月增量50.00亿元，为累计预期的125.00%",
        ),
        "a fall: no share": (
            {"city": FALL},
            "−50.00亿元 月度预期为5.00亿元；1—5月比上年同期减少50.00亿元，累计预期为5.00亿元",
        ),
        "1—2月 is one": ({"period": "2023-02"}, "50.00亿元 为预期的1000.00% 达到"),
        "no expectation": ({"book": SHAOYANG, "dataset": REVENUE}, "50.00亿元 营业收入增长5.0%"),
        "a badge": ({"province": None}, "暂算"),
        "nothing to compare with": ({"nation": None, "province": None}, "全国、全省增速尚未取得"),
        "one to compare with": ({"province": None}, "低于全国1.0个百分点"),
        "who reaches 基准分": ({}, "达到基准分（72分） 1个 甲县"),
        "few: one list": ({}, "位次 甲县 82.00分"),
    },
)
def test_masthead(more, text):
    county = region("9", "105", "100", expected="5")
    assert text in masthead(card({"甲县": county}, **more))


def test_masthead_of_nobody_ranked():
    text = masthead(ODD["nothing"])
    assert "达到基准分 0个 甲县、乙县、丙县没有总分" in text
    assert "前3位 — 没有总分" in text
    assert "增量" not in text


def test_masthead_names_who_has_no_total():
    text = masthead(totals({"甲县": "20", "乙县": "9", "丙县": None}))
    assert "达到基准分（10分） 1个 甲县；丙县没有总分" in text


def test_masthead_names_those_below_where_most_reach_it():
    scores = {f"{name}县": "20" for name in "甲乙丙丁戊己庚辛壬"} | {"癸县": "9", "子县": "8"}
    assert "达到基准分（10分） 9个 未达到的2个：癸县、子县" in masthead(totals(scores))


LONG = {"甲县": "40", "乙县": "30", "丙县": "20", "丁县": "20", "戊县": "10", "己县": "9"}


@cases(
    "scores, text",
    {
        "first and last, ties together": (
            LONG | {"庚县": "8"},
            "前3位 甲县、乙县、丙县、丁县 40.00分、30.00分、20.00分、20.00分 "
            "后3位 戊县、己县、庚县 10.00分、9.00分、8.00分",
        ),
        "a tie joins them: one list": (
            LONG,
            "位次 甲县、乙县、丙县、丁县、戊县、己县 "
            "40.00分、30.00分、20.00分、20.00分、10.00分、9.00分",
        ),
    },
)
def test_masthead_names_the_first_and_the_last(scores, text):
    """As the text does: `test_results.test_ends`."""
    assert text in masthead(totals(scores))


@pytest.mark.parametrize(
    ("nature", "badge"),
    [("example", "示例数据"), ("published", "公开发布数"), ("internal", "内部资料")],
)
def test_nature_stands_above_and_below(nature, badge):
    month = card({"甲县": AVERAGE}, dataset=replace(DATASET, nature=nature))
    assert badge in masthead(month)
    assert badge in shown(monthly.footer(month))


SCOPE = "全市不含平潭，闽侯县不含高新区"
OWN = Dates("2023年6月19日", "2023年6月21日")
STATED = replace(
    DATASET, issuer="市工信局", contact="0591", scope=f"{SCOPE}。", periods={"2023-05": OWN}
)


@cases(
    "dataset, head, foot, signed",
    {
        "nothing is stated": (
            DATASET,
            "落款单位、异议联系方式：未注明",
            "来源：测试　落款单位、异议联系方式：未注明",
            [],
        ),
        "all is": (
            STATED,
            "落款单位：市工信局　异议联系方式：0591　"
            f"数据截至：2023年6月19日　成文日期：2023年6月21日　统计范围：{SCOPE}",
            "来源：测试　异议联系方式：0591　数据截至：2023年6月19日",
            ["市工信局", "2023年6月21日"],
        ),
        "the folder's own date; whom to ask is not said": (
            replace(DATASET, issuer="市工信局", as_of="2023年6月5日"),
            "落款单位：市工信局　异议联系方式：未注明　数据截至：2023年6月5日",
            "来源：测试　异议联系方式：未注明　数据截至：2023年6月5日",
            ["市工信局"],
        ),
        "another period's dates": (
            replace(DATASET, periods={"2023-04": OWN}),
            "落款单位、异议联系方式：未注明",
            "来源：测试　落款单位、异议联系方式：未注明",
            [],
        ),
    },
)
def test_whose_it_is_in_the_head_and_who_signs_at_the_end(dataset, head, foot, signed):
    month = card({"甲县": AVERAGE}, dataset=dataset)
    (top,), end = monthly.masthead(month).blocks, monthly.footer(month).blocks
    assert top.byline == head
    assert end == (
        Paragraph(f"示例数据　{foot}", "colophon"),
        *([Paragraph("\n".join(signed), "signature")] if signed else []),
    )


def test_the_scope_is_among_the_method_s_words():
    month = card({"甲县": AVERAGE}, dataset=STATED)
    assert f"来源：测试。统计范围：{SCOPE}。" in shown(monthly.method_notes(inputs(month), month))


def inputs(month, *warnings, files=None):
    return PeriodInputs(month.panel, month.book, warnings, files or {}, {})


def test_what_comes_from_a_file_is_escaped():
    odd = replace(
        DATASET, title=SCRIPT, source=SCRIPT, issuer=SCRIPT, contact=AMPERSAND, as_of=SCRIPT
    )
    counties = {
        SCRIPT: region("-1.0", "2", "1", expected="0.5"),
        AMPERSAND: AVERAGE,
        f"{SCRIPT}乙": region(None, "99", "100", expected="0"),
    }
    rulings = [(AMPERSAND, "increment.month", "6.5", SCRIPT)]
    book = replace(FUZHOU, title=SCRIPT, source=SCRIPT)
    before = card(counties, period="2023-04")
    month = card(counties, dataset=odd, rulings=rulings, book=book, previous=before)
    warning = Problem(Place(SCRIPT, AMPERSAND, "D7"), SCRIPT)
    given = inputs(month, warning, files={SCRIPT: AMPERSAND})
    parts = [
        monthly.notice_list(given, month, ()),
        monthly.method_notes(given, month),
        prose(month),
    ]
    markup = page(month) + html(parts)
    assert "<script" not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in markup
    assert "a&amp;b" in markup
    assert "a&b" not in markup
    parsed(markup)


def test_notices_or_none():
    where = Paragraph(("各项提示所在的单元格、核对了哪些内容，见", provenance.TO_PAGE, "。"))
    full, lacking = totals({"甲县": "20"}), totals({"甲县": "20", "乙县": None})
    assert monthly.notice_list(inputs(full), full, ()) == part("本期没有需要提示的事项。", where)
    why = Labelled("缺数", "乙县当月增加值增速数据缺报，不计总分和位次。")
    assert monthly.notice_list(inputs(lacking), lacking, ()) == part(
        Listing([why], "notices"), where
    )


def test_method_gives_sources():
    month = card_of(GOLDEN, "2023-05")
    text = shown(monthly.method_notes(inputs_of(GOLDEN, "2023-05"), month))
    assert "福州市规上工业月度数据（示例）。来源：全国增速：国家统计局；其余为示例数据。" in text
    assert "考评依据：福州市工业争先增效行动考评办法；榕政办〔2023〕28号 附件。" in text
    assert "读入的文件及其校验值、各项数据的出处见数据核对（datacheck.html）。" in text
    for file, sha256 in inputs_of(GOLDEN, "2023-05").files.items():
        assert file not in text
        assert sha256 not in text


def test_a_rule_book_of_one_item():
    month = card({"甲县": AVERAGE}, book=only("contribution", spans=("ytd",)))
    read_well(prose(month))
    page(month)
