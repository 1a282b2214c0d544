"""The month as a whole: title, masthead, escaping, and the rules of wording over every text."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from fzlib.errors import Place, Problem
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import monthly, provenance
from fzlib.presentation.blocks import Labelled, Listing, Paragraph
from fzlib.presentation.html import part
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
    sentences,
    shown,
    totals,
)
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
FORBIDDEN = {
    "an order": r"请|务必|应当|应该|须",
    "a size without a threshold": "大幅|显著|明显|急剧|迅猛",
    "a signed rise or fall": r"(增长|下降|增加|减少|高于|低于|加快|回落|收窄|扩大|[前后]移)-",
    "了": r"增长了|下降了",
    "negative zero": r"(?<![\d）])-0(\.0+)?(?![\d.])",
    "a rise of nothing": r"(增长|下降)0\.0+%|(高于|低于)\D*\b0\.0+个百分点|(减少|增加)0\.00亿元",
    "a minus that is no ASCII minus": "[\u2212\u2013\uff0d\u2012]",
    "a dash that is no range": r"(?<!\d)—|—(?!\d+月)",
    "half-width punctuation": r"[,;:()?!\"']",
    "punctuation in a row": "[，。；：、][，。；：、]|（）|[（：]。",
    "同比 before 与上年同期": "同比与",
    "Python": "None|Decimal|nan|True|False",
    "a percentage of a percentage": "%个?百分点",
    "比…持平": r"[比较](上月|[\d—]+月)持平",
}


def checked(texts, forbidden=FORBIDDEN):
    """Every text keeps to the rules of wording, and nothing is said twice."""
    for what, pattern in forbidden.items():
        for text in texts:
            slip = re.search(pattern, text)
            assert not slip, (what, text, slip)
    assert all(text.endswith("。") for text in texts), texts
    assert len(set(texts)) == len(texts), texts
    for text in texts:
        twice = [sentence for sentence, n in Counter(sentences([text])).items() if n > 1]
        assert not twice, (text, twice)


@pytest.mark.parametrize("readings", READINGS, ids=str)
@pytest.mark.parametrize("folder", MONTHS, ids=str)
def test_the_folders_read_as_the_rules_say(folder, readings):
    checked(prose(card_of(*folder, **readings)))


@pytest.mark.parametrize("name", ODD)
def test_odd_months_read_as_the_rules_say(name):
    checked(prose(ODD[name]))


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
    markup = page(ODD[name])
    assert "None" not in markup
    assert not re.search(FORBIDDEN["a minus that is no ASCII minus"], markup)
    assert not re.search(FORBIDDEN["negative zero"], shown(markup))


def test_two_counties_do_not_get_the_same_sentence():
    counties = {f"{name}县": region(None, "105", "100", expected="5") for name in "甲乙丙丁"}
    assert len([text for text in prose(card(counties)) if "本地未报" in text]) == 1


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
        "the counties' sum, labelled": ({}, "为各县（市）区预期合计（5.00亿元）的1000.00%"),
        "a city row": ({"city": TARGET}, "为全市预期（40.00亿元）的125.00%"),
        "a fall: no share": ({"city": FALL}, "-50.00亿元 各县（市）区预期合计5.00亿元"),
        "no expectation": ({"book": SHAOYANG, "dataset": REVENUE}, "50.00亿元 营业收入增长5.0%"),
        "a badge": ({"province": None}, "暂算"),
        "nothing to compare with": ({"nation": None, "province": None}, "全国、全省增速尚未取得"),
        "one to compare with": ({"province": None}, "低于全国1.0个百分点"),
        "counts": ({}, "达到基准分（72分） 1个 1个县（市）区"),
        "the first three": ({}, "前3位 甲县 82.00分"),
    },
)
def test_masthead(more, text):
    county = region("9", "105", "100", expected="5")
    assert text in masthead(card({"甲县": county}, **more))


def test_masthead_of_nobody_ranked():
    text = masthead(ODD["nothing"])
    assert "达到基准分 0个 3个县（市）区，有总分的0个" in text
    assert "前3位 — 没有总分" in text
    assert "增量" not in text


def test_masthead_counts_those_with_a_total():
    assert "6个县（市）区，有总分的1个" in masthead(
        totals({"甲县": "20"} | dict.fromkeys(["乙县", "丙县", "丁县", "戊县", "己县"]))
    )


def test_masthead_names_all_in_the_first_three():
    text = masthead(totals({"甲县": "40", "乙县": "30", "丙县": "20", "丁县": "20", "戊县": "10"}))
    assert "甲县、乙县、丙县、丁县" in text
    assert "40.00分、30.00分、20.00分、20.00分" in text


@pytest.mark.parametrize(
    ("nature", "badge"),
    [("example", "示例数据"), ("published", "公开发布数"), ("internal", "内部资料")],
)
def test_nature_stands_above_and_below(nature, badge):
    month = card({"甲县": AVERAGE}, dataset=replace(DATASET, nature=nature))
    assert badge in masthead(month)
    assert badge in shown(monthly.footer(month))


def test_what_is_not_stated_is_said_to_be():
    stated = replace(DATASET, issuer="市工信局", contact="0591", as_of="2023-06-20")
    for dataset, text in (
        (DATASET, "落款单位：未注明　异议联系方式：未注明　数据截至：未注明"),
        (stated, "落款单位：市工信局　异议联系方式：0591　数据截至：2023-06-20"),
    ):
        month = card({"甲县": AVERAGE}, dataset=dataset)
        (head,), (foot,) = monthly.masthead(month).blocks, monthly.footer(month).blocks
        assert head.byline == text
        assert foot.text.endswith(f"　{text}")


def inputs(month, *warnings, files=None):
    return PeriodInputs(month.panel, month.book, warnings, files or {})


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
    parts = [monthly.notice_list(given, month), monthly.method_notes(given, month), prose(month)]
    markup = page(month) + html(parts)
    assert "<script" not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in markup
    assert "a&amp;b" in markup
    assert "a&b" not in markup
    parsed(markup)


def test_notices_or_none():
    where = Paragraph(("核对了哪些内容、增速与本地前期的比较，见", provenance.TO_PAGE, "。"))
    full, lacking = totals({"甲县": "20"}), totals({"甲县": "20", "乙县": None})
    assert monthly.notice_list(inputs(full), full) == part("本期没有需要提示的事项。", where)
    why = Labelled("缺数", "乙县当月增加值增速缺数（本地未报），没有总分和位次。")
    assert monthly.notice_list(inputs(lacking), lacking) == part(Listing([why], "notices"), where)


def test_method_gives_sources_and_hashes():
    month = card_of(GOLDEN, "2023-05")
    text = shown(monthly.method_notes(inputs_of(GOLDEN, "2023-05"), month))
    assert "福州市规上工业月度数据（示例）。来源：全国增速：国家统计局；其余为示例数据。" in text
    assert "考评依据：福州市工业争先增效行动考评办法；榕政办〔2023〕28号 附件。" in text
    for sha256 in inputs_of(GOLDEN, "2023-05").files.values():
        assert sha256 in text


def test_a_rule_book_of_one_item():
    month = card({"甲县": AVERAGE}, book=only("contribution", spans=("ytd",)))
    checked(prose(month))
    page(month)
