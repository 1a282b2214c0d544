"""The rules of official Chinese as a table: what, why, which texts, and examples of both kinds.

GB/T 9704 (公文格式), GB/T 15834 (标点), GB/T 15835 (数字); W: what an editor changed here.
"""

import re
from collections import Counter
from typing import NamedTuple

from tests.presentation.cards import sentences, shown

RUNNING, NOTE, RULE, HEADING, CELL, SUM, CHART = (
    "running", "note", "rule", "heading", "cell", "sum", "chart",
)  # fmt: skip
SPOKEN = (RUNNING, NOTE, CHART)  # sentences about figures
WRITTEN = (*SPOKEN, RULE, HEADING)  # all sentences
ALL = (*WRITTEN, CELL, SUM)
CHANGES = (
    "增长|下降|增加|减少|提高|降低|高于|低于|加快|回落|收窄|扩大|前移|后移|变动|变化|相差|影响"
)
HAN = "\u4e00-\u9fff"


class Rule(NamedTuple):
    """``pattern``: what must not stand in the texts of these ``kinds``."""

    what: str
    why: str
    pattern: str
    kinds: tuple[str, ...]
    breaks: tuple[str, ...]
    keeps: tuple[str, ...]
    datacheck: bool = True  # whether 数据核对, which is about files, keeps to it too


RULES = [
    Rule(
        "a minus that is not U+2212", "W",
        r"(?<![0-9A-Za-z_.])[-\u2012\u2013\uff0d](?=[\d（])", ALL,
        ("差距（-1.2）", "减－3", "差距-1.2"), ("差距（−1.2）−3.5", "1—5月", "2023-05"),
    ),
    Rule(
        "negative zero", "no such number", r"(?<![A-Za-z\d）])[-−]0(\.0+)?(?![\d.])", ALL,
        ("−0.0", "变动−0%"), ("−0.5", "5.0−0.0=5.0", "10−0.04", "folder-0"),
    ),
    Rule(
        "a signed rise, fall or gap", "W: 减少0.48分", rf"({CHANGES})(了|为)?[-−+＋]", WRITTEN,
        ("增长−3.2%", "变化影响+59.04分"), ("增长3.2%", "减少0.48分"),
    ),
    Rule(
        "a plus sign in a sentence", "W: no signs in running text", r"[+＋](?=\d)", SPOKEN,
        ("总分变动+2.15分",), ("总分增加2.15分",),
    ),
    Rule(
        "a rise or gap of nothing", "与…持平",
        r"(增长|下降)0\.0+%|(高于|低于)\D*(?<![\d.])0\.0+个百分点|(减少|增加)0\.00(亿元|分)",
        SPOKEN,
        ("增长0.0%", "高于全国0.0个百分点"), ("与上年同期持平", "增长0.1%"),
    ),
    Rule(
        "亿元 with one or three decimals, or none", "W: fixed decimals",
        r"(?<![\d.])\d+(\.\d|\.\d{3})?亿元(?!及?以上)", (*SPOKEN, SUM),
        ("增加1.5亿元", "增加12亿元", "预期0.003亿元"),
        ("增加1.50亿元", "全市1082.9152亿元", "5亿元以上重点项目"),
        datacheck=False,  # figures as they stand in their cells
    ),
    Rule(
        "a rate of growth without its one decimal", "W: fixed decimals",
        r"(增长|下降)\d+(\.\d{2,})?%", SPOKEN, ("增长12%", "下降3.25%"), ("增长12.0%",),
        datacheck=False,
    ),
    Rule(
        "percent of percents, full-width percent", "百分点 for differences of rates",
        r"％|%个?百分点|((高|低)于全[国省市]|加快|回落|收窄|扩大)[^，。；、（）]*\d%", ALL,
        ("12％", "高于全国1.2%"), ("高于全国1.2个百分点", "产值比重低于0.5%"),
    ),
    Rule(
        "an order, a size without a threshold, a verdict", "states facts only",
        "(?<!提)请|务必|应当|应该|必须|大幅|显著|明显|急剧|迅猛|异常", ALL,
        ("请核实", "大幅增长", "异常高分"), ("核对是否填错", "上不封顶", "提请市政府协调"),
    ),
    Rule(
        "spoken words", "W",
        r"值得[\d分]|读法|读作|(?<!逢五)进一位|起伏|像是|照公式|照原格|一个字节|不论|"
        "增长了|下降了|同比与", ALL,
        ("达到标准值得10分", "读法1：", "进一位测算"), ("达到标准值的得10分", "口径1", "逢五进一"),
    ),
    Rule(
        "software's words", "W: only in 数据核对",
        r"规则书|\[\[|\w\.(csv|toml|xlsx|json)|SHA|›|sha256|[a-z]+_[a-z]+", ALL,
        ("规则书没有配置", "monthly/2023-08.csv › B5", "va_growth"),
        ("数据核对（datacheck.html）",),
        datacheck=False,
    ),
    Rule(
        "Python", "not made for readers", "None|Decimal|nan|True|False", ALL,
        ("总分None分",), ("总分—",),
    ),
    Rule(
        "half-width punctuation beside Chinese", "GB/T 15834",
        rf"[{HAN}][,;:!?()]|[,;:!?()][{HAN}]|[\"']", ALL,
        ("当月,累计", "(累计)"), ("当月，累计", "（累计）", "z值"), datacheck=False,
    ),
    Rule(
        "punctuation in a row", "GB/T 15834",
        r"[，。；：、！？][，。；：、！？]|（）|《》|“”|[（：，]。|，）|（[，、；]", ALL,
        ("达到。。", "持平，。", "（）"), ("（甲县）。", "“小”，"),
    ),
    Rule(
        "a dash that is no range", "U+2014 between numbers", r"(?<![\d“])—|——",
        (RUNNING, CHART), ("甲县—", "甲——乙"), ("1—5月", "第3—5位"),
    ),
    Rule(
        "a range of months in other signs", "W: 1—12月",
        r"\d[-–~～]\d+月|\d月[-–~～至—]\d+月", ALL,
        ("1-5月", "3月至6月", "3月—6月"), ("1—5月", "2023年1—2月至2023年7月"),
    ),
    Rule(
        "a date with points or hyphens", "GB/T 9704: 2023年6月20日",
        r"\d{4}([-./])\d{1,2}\1\d{1,2}(?!\d)", ALL, ("2023-06-20",), ("2023年6月20日",),
    ),
    Rule(
        "a place or count in Chinese numerals", "GB/T 15835",
        r"第[一二三四五六七八九十]+位|[二三四五六七八九十]个(县|区|市|考评)", ALL,
        ("第三位", "五个县"), ("第3位", "5个县", "两个月"),
    ),
    Rule(
        "a blank between number and word", "number and unit do not part", rf"\d\s+[{HAN}%]", SPOKEN,
        ("72 分", "5 %"), ("72分",),
    ),
    Rule(
        "a heading in other numbers", "GB/T 9704: 一、（一）1.（1）",
        r"^([一二三四五六七八九十]+[^一二三四五六七八九十、]|\(|（\d|\d+、|第[一二三四五六七八九十]+[、部章])",
        (HEADING,), ("一.总体", "(一)得分", "1、得分"), ("一、总体情况", "（一）综合得分", "附表"),
    ),
    Rule(
        "比…持平", "与…持平", r"[比较](上月|上季度|[\d—]+月)持平", WRITTEN,
        ("较上月持平",), ("与上月持平",),
    ),
    Rule(
        "缺数 in a sentence", "W: 数据缺报; the word stands in tables", "缺数", (RUNNING,),
        ("鼓楼区缺数。",), ("鼓楼区数据缺报。",), datacheck=False,
    ),
]  # fmt: skip
PAIRS = {"（": "）", "《": "》", "“": "”", "［": "］", "‘": "’"}
SHORT, FULL = "规上工业", "规模以上工业（以下简称规上工业）"


def unpaired(text):
    """The sign that has no partner; '' where all have theirs."""
    opened = []
    for sign in text:
        if sign in PAIRS:
            opened.append(sign)
        elif sign in PAIRS.values() and (not opened or PAIRS[opened.pop()] != sign):
            return sign
    return opened[-1] if opened else ""


def broken(kind, text, *, datacheck=False):
    """Each rule that a text of this kind breaks, and where."""
    for rule in RULES:
        applies = kind in rule.kinds and (rule.datacheck or not datacheck)
        if applies and (slip := re.search(rule.pattern, text)):
            yield rule.what, slip[0]
    if sign := unpaired(text):
        yield "a sign without its partner", sign


def named_too_early(texts):
    """The first sentence that says 规上工业 before one says what that is short for."""
    for kind, text in texts:
        if kind in (RUNNING, NOTE):
            if SHORT in text.partition(FULL)[0]:
                return text
            if FULL in text:
                break
    return ""


def official(texts, **of_page):
    """None of these (kind, text) breaks any rule."""
    slips = [(slip, text) for kind, text in texts for slip in broken(kind, text, **of_page)]
    assert not slips, slips[:20]


def read_well(texts):
    """Paragraphs keep to every rule, end as sentences do, and say nothing twice."""
    texts = [text for text in texts if text]
    official((RUNNING, text) for text in texts)
    assert all(text.endswith("。") for text in texts), texts
    assert len(set(texts)) == len(texts), texts
    for text in texts:
        twice = [sentence for sentence, n in Counter(sentences([text])).items() if n > 1]
        assert not twice, (text, twice)


def clean(block):
    """Markup is well formed, and all the text of it, of files too, keeps to what holds anywhere."""
    official([(CELL, shown(block))], datacheck=True)
