"""计分口径影响 in words: what the open points of the annex and small revisions are worth."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fzlib.analysis.extremes import highest
from fzlib.analysis.readings import ReadingEffects
from fzlib.analysis.robustness import Robustness, Standing
from fzlib.presentation.prose.rules import choices
from fzlib.presentation.terms import GROWTHS
from fzlib.presentation.wording import COUNTIES, NONE, fixed, trimmed
from fzlib.scoring.card import Card
from fzlib.scoring.measures import BASE, OUTPUT

MANY, ALL = 10_000, Decimal(100)


def reading(card: Card, key: str, value: str) -> str:
    """单项得分下限：不设下限，可为负分; in the names of the book's indicators."""
    return "：".join(_chosen(card, key, value))


def _chosen(card: Card, key: str, value: str) -> tuple[str, str]:
    book = card.book.with_readings(**{key: value})
    return choices.chosen(book, card.panel.dataset.output, key)


def alternative(card: Card, number: int, changes: Mapping[str, str]) -> str:
    """口径3（不足一档、单项得分下限）：不足一档不计，向标准值取整；不设下限，可为负分."""
    about, values = zip(*(_chosen(card, *change) for change in changes.items()), strict=True)
    return f"{label(number)}（{'、'.join(about)}）：{'；'.join(values)}。"


def label(number: int) -> str:
    """What an alternative is called in the table."""
    return f"口径{number}"


MOST_NAMED = 3  # whose ranks move most
NO_EFFECT = "本期改用其他口径，各考评项得分均无变化。"


def effects(of_readings: ReadingEffects) -> str:
    """Which readings matter this period, and whose rank depends on them."""
    if not of_readings.alternatives:
        return NO_EFFECT
    card = of_readings.card
    output = card.panel.dataset.output
    matter = "、".join(choices.chosen(card.book, output, key)[0] for key in of_readings.matter)
    text = f"本期影响得分的口径有{len(of_readings.matter)}项：{matter}。"
    if not of_readings.depend:
        return text + f"改用其他口径，总分有变动，各{COUNTIES}位次均无变化。"
    text += f"位次随口径变动的有{len(of_readings.depend)}个：{'、'.join(of_readings.depend)}"
    ranks = card.ranks
    firm = [region for region in ranks if ranks[region] and region not in of_readings.depend]
    return text + (f"；其余{len(firm)}个在各口径下位次无变化。" if firm else "。")


def intervals(robustness: Robustness) -> str:
    """How firm the ranks are under small revisions."""
    spreads = _spreads(robustness)
    if not spreads:
        return ""
    unmoved = [s.region for s in spreads if s.low == s.high == s.rank]
    if firm(robustness):
        each = f"{len(unmoved)}个{COUNTIES}" if len(unmoved) > 1 else unmoved[0]
        return f"数据小幅修订下，有位次的{each}位次在90%区间内均无变化。"
    text = f"有位次的{len(spreads)}个{COUNTIES}中，"
    what = "90%区间内位次无变化的"
    text += f"{what}有{len(unmoved)}个（{'、'.join(unmoved)}）" if unmoved else f"没有{what}"
    widest = highest(spreads, spreads.get)
    if len(widest) > MOST_NAMED:
        return f"{text}；变动范围最大的有{len(widest)}个，首尾均相差{spreads[widest[0]]}位。"
    ranges = "、".join(f"{s.region}（第{s.low}—{s.high}位）" for s in widest)
    return f"{text}；变动范围最大的是{ranges}。"


def firm(robustness: Robustness) -> bool:
    """Whether no rank moves in 90% of the draws: a sentence says it all."""
    spreads = _spreads(robustness)
    return all(s.low == s.high == s.rank for s in spreads)


def _spreads(robustness: Robustness) -> dict[Standing, int]:
    """Those with a rank → how far apart the ends of their interval are."""
    return {
        standing: standing.high - standing.low
        for standing in robustness.standings
        if standing.rank is not None and standing.low is not None and standing.high is not None
    }


def _times(draws: int) -> str:
    """1万次; 500次."""
    return f"{draws // MANY}万次" if draws % MANY == 0 else f"{draws}次"


def share(chance: Decimal | None) -> str:
    """A simulated share (%) in whole per cent; <1 and >99 of what is not quite none or all."""
    if chance is None:
        return NONE
    if 0 < chance < Decimal("0.5"):
        return "<1"
    return ">99" if Decimal("99.5") <= chance < ALL else fixed(chance, 0)


def settings(card: Card, robustness: Robustness) -> str:
    """The settings of the draws, so that anyone can repeat them."""
    revision, needed = robustness.revision, [card.book.series[code] for code in card.book.needed]
    rates = [one for one in needed if one.is_rate and not one.is_target]
    levels = [one for one in needed if one.is_level]
    output = card.panel.dataset.output
    what = output if {one.measure for one in levels} == {OUTPUT} else "数量"
    growths = all(one.name(output).endswith(GROWTHS) for one in rates)
    rate = "增速" if growths else "百分比指标"
    parts = [f"{rate}在±{trimmed(revision.rate)}个百分点内"] if rates else []
    parts += [f"本期{what}在±{trimmed(revision.level)}%内"] if levels else []
    if revision.base and any(one.aspect == BASE for one in levels):
        parts.append(f"上年同期{what}在±{trimmed(revision.base)}%内")
    city = any(one.measure.of_city for one in levels)
    sums = "，县区之和等于全市的，全市数随县区变动" if city else ""
    return (
        f"{'、'.join(parts)}各自均匀随机修订{sums}；模拟{_times(revision.draws)}"
        f"（随机种子{revision.seed}），每次均按同一规则完整计分。修订幅度为假设，不是对误差的估计。"
    )
