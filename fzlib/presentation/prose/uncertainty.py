"""计分口径影响 in words: what the open points of the annex and small revisions are worth."""

from __future__ import annotations

from fzlib.analysis.extremes import highest
from fzlib.analysis.readings import ReadingEffects
from fzlib.analysis.robustness import Robustness
from fzlib.presentation.prose.rules import choices
from fzlib.presentation.terms import GROWTHS
from fzlib.presentation.wording import COUNTIES, listed
from fzlib.scoring.card import Card
from fzlib.scoring.measures import BASE, OUTPUT
from fzlib.scoring.rounding import plain


def reading(card: Card, key: str, value: str) -> str:
    """单项下限：不设下限，可为负分; in the names of the book's indicators."""
    book = card.book.with_readings(**{key: value})
    return choices.reading(book, card.panel.dataset.output, key)


def _about(card: Card, key: str) -> str:
    """What a reading is about."""
    return choices.reading(card.book, card.panel.dataset.output, key).partition("：")[0]


NO_EFFECT = "本期换用其他读法，各考评项得分都不变。"


def effects(of_readings: ReadingEffects) -> str:
    """Which readings matter this period, and whose rank depends on them."""
    if not of_readings.alternatives:
        return NO_EFFECT
    matter = "、".join(_about(of_readings.card, key) for key in of_readings.matter)
    text = f"本期影响得分的读法有{len(of_readings.matter)}项：{matter}。"
    if not of_readings.depend:
        return text + f"换用其他读法，总分有变动，各{COUNTIES}位次都不变。"
    text += f"位次随读法变动的有{len(of_readings.depend)}个：{'、'.join(of_readings.depend)}"
    ranks = of_readings.card.ranks
    firm = [region for region in ranks if ranks[region] and region not in of_readings.depend]
    return text + (f"；其余{len(firm)}个在各种读法下位次不变。" if firm else "。")


def intervals(robustness: Robustness) -> str:
    """How firm the ranks are under small revisions."""
    spreads = {
        standing: standing.high - standing.low
        for standing in robustness.standings
        if standing.rank is not None and standing.low is not None and standing.high is not None
    }
    if not spreads:
        return ""
    firm = [s.region for s in spreads if s.low == s.high == s.rank]
    text = f"有位次的{len(spreads)}个{COUNTIES}中，"
    what = "90%区间内位次不变的"
    text += f"{what}有{len(firm)}个（{'、'.join(firm)}）" if firm else f"没有{what}"
    widest = highest(spreads, spreads.get)
    if spreads[widest[0]]:
        ranges = [f"{s.region}（第{s.low}—{s.high}位）" for s in widest]
        text += f"；变动范围最大的是{listed(ranges, 3)}"
    return text + "。"


def settings(card: Card, robustness: Robustness) -> str:
    """The settings of the draws, so that anyone can repeat them."""
    revision, needed = robustness.revision, [card.book.series[code] for code in card.book.needed]
    rates = [one for one in needed if one.is_rate and not one.is_target]
    levels = [one for one in needed if one.is_level]
    output = card.panel.dataset.output
    what = output if {one.measure for one in levels} == {OUTPUT} else "数量"
    growths = all(one.name(output).endswith(GROWTHS) for one in rates)
    rate = "增速" if growths else "百分比指标"
    parts = [f"{rate}在±{plain(revision.rate)}个百分点内"] if rates else []
    parts += [f"本期{what}在±{plain(revision.level)}%内"] if levels else []
    if revision.base and any(one.aspect == BASE for one in levels):
        parts.append(f"上年同期{what}在±{plain(revision.base)}%内")
    city = any(one.measure.of_city for one in levels)
    sums = "，县区之和等于全市的，全市数随县区变动" if city else ""
    return (
        f"测算方法：{'、'.join(parts)}各自均匀随机修订{sums}；"
        f"共{revision.draws}次，随机种子{revision.seed}，"
        "每次都按同一规则完整计分。修订幅度是假设，不是对误差的估计。"
    )
