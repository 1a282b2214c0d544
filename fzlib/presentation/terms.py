"""Fixed words: statuses, flags, natures, readings, and what an indicator's figures are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fzlib.scoring.card import Item
from fzlib.scoring.engine import Status
from fzlib.scoring.periods import MONTH, YTD, Period
from fzlib.scoring.rulebook import Indicator

NATURES = {"example": "示例数据", "published": "公开发布数", "internal": "内部资料"}
SPANS = {MONTH: "当月", YTD: "累计"}
EXPECTED = {MONTH: "月度预期", YTD: "累计预期"}
STATUSES = {
    Status.OK: "",
    Status.PRELIMINARY: "暂算",
    Status.MISSING: "缺数",
    Status.SUSPENDED: "暂停计分",
    Status.REFERRED: "待审定",
    Status.RULED: "已审定",
}

# flag → (mark beside the score, name, what it means)
FLAGS = {
    "high": ("高", "异常高分", "得分超过该项分值的2倍"),
    "small_base": ("小", "基数较小", "{share}低于0.5%，得分波动较大"),
    "small_city_increment": ("微", "全市增量过小", "全市增量不到同期数的0.5%，贡献率被放大"),
    "opposite_signs": (
        "反",
        "产值与增加值增速方向相反",
        "{word}按现价计算，增加值增速扣除价格因素",
    ),
    "derived_base": ("推", "推算", "同期数由本期数和增速推算"),
}

# reading → value → what it says; the annex leaves these open
READINGS = {
    "steps": (
        "不足一档",
        {"proportional": "按比例计分", "whole": "不足一档不计，向标准值取整"},
    ),
    "floor": ("单项下限", {"zero": "扣至0分为止", "none": "不设下限，可为负分"}),
    "city_decrease": (
        "全市增量不为正时的增量贡献率",
        {"suspend": "暂停计分", "literal": "照公式计分，全市增量为0时仍暂停计分"},
    ),
    "expected_nonpositive": (
        "预期增量不为正时的实际完成增量",
        {"refer": "待审定", "absolute": "除以预期的绝对值，预期为0时仍待审定"},
    ),
    "on_target": (
        "季度优胜“当季每月均达到预期”",
        {
            "month_increment": "每期当月增量不低于月度预期",
            "both_increments": "每期当月、累计增量均不低于预期",
            "all_standards": "每期各考评项均不低于标准值",
            "base_total": "每期总分不低于基准分",
        },
    ),
    "quarter_score": ("季度得分", {"mean": "各期总分的平均", "last": "季末一期的总分"}),
    "year_missing": (
        "缺一期总分的县区的年度得分",
        {"none": "不计", "mean_of_available": "按已有各期平均"},
    ),
}


@dataclass(frozen=True)
class Names:
    """What an indicator's value, standard and gap are called, with their units and decimals."""

    short: str
    value: str
    standard: str
    unit: str
    gap_unit: str
    places: int


def names(row: Indicator, word: str) -> Names:
    """The terms of one indicator; ``word`` is 总产值 or 营业收入."""
    short = row.name.removeprefix("规上工业").removeprefix("规模工业")
    value, standard, unit, places = {
        "va_growth": ("增速", "标准值", "%", row.decimals),
        "output_growth": ("增速", "全市增速", "%", row.decimals),
        "increment": ("增量", "预期增量", "亿元", 2),
        "contribution": ("贡献率", share_of(word), "%", row.decimals),
    }[row.code]
    return Names(short, value, standard, unit, row.unit, places)


def item_name(item: Item, word: str) -> str:
    """当月实际完成增量."""
    return SPANS[item.span] + names(item.indicator, word).short


def item_names(items: Iterable[Item], word: str) -> str:
    """当月和累计增加值增速，当月增量贡献率: indicators that share their spans together."""
    spans: dict[str, list[str]] = {}
    for item in items:
        spans.setdefault(names(item.indicator, word).short, []).append(SPANS[item.span])
    groups: dict[str, list[str]] = {}
    for short, which in spans.items():
        groups.setdefault("和".join(which), []).append(short)
    return "，".join(which + "、".join(shorts) for which, shorts in groups.items())


def expected(period: Period, span: str) -> str:
    """月度预期 or 累计预期; in 1—2月, where the two are one, 预期."""
    return "预期" if period.is_first else EXPECTED[span]


def flag(code: str, word: str) -> tuple[str, str, str]:
    """Mark, name and meaning of a flag, in the words of the data folder."""
    mark, name, meaning = FLAGS[code]
    meaning = meaning.format(share=share_of(word), word=word)
    return mark, name.replace("产值", plain_word(word)), meaning


def share_of(word: str) -> str:
    """产值比重 or 营业收入比重."""
    return f"{plain_word(word)}比重"


def plain_word(word: str) -> str:
    """产值 or 营业收入, for running text."""
    return word.removeprefix("总")
