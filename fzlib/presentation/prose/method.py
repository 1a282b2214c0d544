"""口径说明: the rules in words and formulas, the readings, and what is fixed beyond the annex."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.readings import KEYS
from fzlib.presentation.prose.uncertainty import reading
from fzlib.presentation.wording import points
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import plain
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import INDICATORS, READINGS, SPAN_NAMES, running, share_of

VALUES = {  # indicator → how its value and standard come about
    "va_growth": "标准值取全国、全省增速中较高的一个{apart}",
    "output_growth": "有公布值用公布值，没有则为（本期{output}÷上年同期{output}-1）×100；"
    "标准值为全市增速",
    "increment": "增量＝本期-上年同期；标准值为预期增量；"
    "差距＝（增量-预期增量）÷预期增量{absolute}×100",
    "contribution": "贡献率＝县区增量÷全市增量×100；标准值为{share}＝县区{level}÷全市{level}×100",
}
ABOUT = {"city_decrease": "contribution", "expected_nonpositive": "increment"}  # one indicator only


def rules(card: Card) -> list[str]:
    """One entry an indicator: value, standard, formula, cap (计分规则)."""
    return [_rule(row, card) for row in card.book.indicators]


def _rule(row: Indicator, card: Card) -> str:
    output, chosen = card.panel.dataset.output, card.book.readings
    both = len(card.book.spans) > 1
    value = VALUES[row.code].format(
        apart="，当月、累计分别取" if both else "",
        output=output,
        absolute="的绝对值" if chosen.expected_nonpositive == "absolute" else "",
        share=share_of(output),
        level=running(output),
    )
    cap = f"满分{plain(row.cap)}分" if row.cap is not None else "上不封顶"
    if chosen.floor == "zero":
        cap += "，扣至0分为止"
    step = f"{plain(row.step)}{'个' if row.unit == '百分点' else ''}{row.unit}"
    # a value with decimals of its own is not rounded, its gap is
    own = INDICATORS[row.code].places > 0
    rounded, then = ("差距", "") if own else ("指标值和标准值", "，再求差距")
    count = f"差距÷{plain(row.step)}"
    if chosen.steps == "whole":
        count = f"（{count}，取整）"
    spans = "、".join(SPAN_NAMES[span] for span in card.book.spans)
    return (
        f"{row.name}（{spans}，分值{'各' if both else ''}{plain(row.points)}分）：{value}。"
        f"达到标准值得{plain(row.base)}分，每高（低）{step}加（扣）{plain(row.per_step)}分，{cap}。"
        f"{rounded}先四舍五入到{row.decimals}位小数{then}。"
        f"得分＝{plain(row.base)}+{count}×{plain(row.per_step)}，保留2位小数。"
    )


def readings(card: Card, keys: Sequence[str] = KEYS) -> list[str]:
    """The readings that the scores rest on, each with its alternatives; of what is scored."""
    chosen = dict(card.book.readings.items())
    texts = []
    for key in keys:
        if key not in ABOUT or card.book.scores(ABOUT[key]):
            choices = READINGS[key].choices.items()
            others = "；".join(text for value, text in choices if value != chosen[key])
            texts.append(f"{reading(key, chosen[key])}（另一种读法：{others}）。")
    return texts


def beyond(card: Card) -> list[str]:
    """What the kit fixes where the annex is silent."""
    base = sum((row.base for row, _ in card.book.items), Decimal(0))
    output = card.panel.dataset.output
    return [
        f"增量为本期{output}减上年同期{output}；上年同期数取本年文件所列，不取上年文件。"
        f"累计数为填报数，不由各月相加。",
        "四舍五入一律为逢五进一（负数按绝对值）；全部用十进制精确计算。",
        "总分为各项得分（已保留2位小数）之和；位次按总分排列，同分并列，其后位次顺延（如1、2、2、4）。",
        f"基准分为所计各项的达标分之和，本规则书为{points(base)}；暂停计分的项目不计入。",
        "缺数不按0分计：缺一项即没有总分和位次，位次在有总分的县（市）区中排列。",
        "金额保留到100元（亿元6位小数）；有增速而无上年同期数的，上年同期数＝本期÷（1+增速），"
        "保留4位小数，标“推”。",
    ]
