"""二、考评结果（一）综合得分."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.summary import at_base, base_total, spans
from fzlib.presentation import terms
from fzlib.presentation.prose.city import period_before
from fzlib.presentation.wording import COUNTIES, fixed, names, points, rank_move
from fzlib.scoring.card import Card, Item
from fzlib.scoring.periods import MONTH

ENDS = 3  # 居前3位, 居后3位


def results(card: Card) -> list[str]:
    """Who leads, who trails, who reaches 基准分, who moved, and what stands out."""
    ranked = [region for region in card.ranked if card.ranks[region] is not None]
    return [
        _ends(card, ranked) + _base_sentence(card, ranked),
        _moves(card, ranked),
        *_stand_out(card),
    ]


def _ends(card: Card, ranked: Sequence[str]) -> str:
    count = len(card.counties)
    if not ranked:
        return f"{count}个{COUNTIES}均没有总分，本期不排位次。"
    text = f"{count}个{COUNTIES}中，"
    if len(ranked) < count:
        without = [region for region in card.counties if region not in ranked]
        text += f"有总分的{len(ranked)}个（{names(without)}没有总分），"
    first = [region for region in ranked if (card.ranks[region] or 0) <= ENDS]
    text += f"居前{ENDS}位的是{_with_scores(card, first)}"
    if len(ranked) >= 2 * ENDS:
        below = {r: sum(_total(card, o) < _total(card, r) for o in ranked) for r in ranked}
        last = [region for region in ranked if below[region] < ENDS]
        text += f"；居后{ENDS}位的是{_with_scores(card, last)}"
    return text + "。"


def _total(card: Card, region: str) -> Decimal:
    return card.totals[region] or Decimal(0)


def _with_scores(card: Card, regions: Sequence[str]) -> str:
    """福清市（217.94分）、A和B（并列第3位，100.00分）: ties are named together."""
    groups: dict[int, list[str]] = {}
    for region in regions:
        groups.setdefault(card.ranks[region] or 0, []).append(region)
    said = []
    for rank, members in groups.items():
        score = f"{fixed(card.totals[members[0]], 2)}分"
        if len(members) == 1:
            said.append(f"{members[0]}（{score}）")
        else:
            said.append(f"{'、'.join(members)}（并列第{rank}位，{score}）")
    return "、".join(said)


def _base_sentence(card: Card, ranked: Sequence[str]) -> str:
    if not ranked:
        return ""
    base, reached = base_total(card), at_base(card)
    what = f"达到基准分（{points(base)}）的" if base is not None else "达到各自基准分的"
    return f"{what}有{len(reached)}个。" if reached else f"没有{what}{COUNTIES}。"


def _moves(card: Card, ranked: Sequence[str]) -> str:
    """与上月相比，位次前移的5个、后移的5个、持平的3个，变动最大的是…"""
    moves = {
        region: before - rank
        for region in ranked
        if (before := card.previous_rank(region)) and (rank := card.ranks[region])
    }
    if not moves:
        return ""
    lead = f"与{period_before(card, MONTH)}相比，"
    if not any(moves.values()):
        return f"{lead}各{COUNTIES}位次均无变化。"
    counts = (
        ("前移", sum(move > 0 for move in moves.values())),
        ("后移", sum(move < 0 for move in moves.values())),
        ("不变", sum(move == 0 for move in moves.values())),
    )
    text = f"{lead}位次" + "、".join(f"{word}的{count}个" for word, count in counts if count)
    extremes = []
    for best in dict.fromkeys((max(moves.values()), min(moves.values()))):
        who = [region for region, move in moves.items() if move == best]
        if best and len(who) <= ENDS:
            each = "各" if len(who) > 1 else ""
            extremes.append(f"{names(who)}{each}{rank_move(max(-best, 0), max(best, 0))}")
    return text + (f"，变动最大的是{'、'.join(extremes)}。" if extremes else "。")


def _stand_out(card: Card) -> list[str]:
    """Items above twice their 分值, and how much of the total rests on them."""
    small: list[str] = []
    other: dict[str, list[str]] = {}
    for row in card.book.indicators:
        for span in spans(card):
            for region in card.ranked:
                item = card.item(region, f"{row.code}.{span}")
                said = _share_of_total(card, item) if "high" in item.flags else ""
                if said and "small_base" in item.flags:
                    small.append(f"{region}基数较小，{said}")
                elif said:
                    other.setdefault(region, []).append(said)
    found = ["；".join(small) + "；基数较小，得分波动较大。"] if small else []
    if other:
        each = (f"{region}{'，'.join(other[region])}" for region in card.ranked if region in other)
        also = "还" if small else ""
        found.append(f"单项得分超过分值2倍的{also}有：{'；'.join(each)}。")
    return found


def _share_of_total(card: Card, item: Item) -> str:
    """当月实际完成增量一项得54.67分，占其总分的41.31%; in 1—2月 both spans together."""
    total = card.totals[item.region]
    if not total or total <= 0 or item.points is None:
        return ""
    short = terms.names(item.indicator, card.panel.dataset.word).short
    score = fixed(item.points, 2)
    if card.period.is_first and len(card.book.spans) > 1:
        share = fixed(item.points * 2 / total * 100, 2)
        return f"{short}当月、累计各得{score}分，合计占其总分的{share}%"
    share = fixed(item.points / total * 100, 2)
    return f"{terms.SPANS[item.span]}{short}一项得{score}分，占其总分的{share}%"
