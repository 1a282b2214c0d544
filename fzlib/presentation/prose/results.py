"""二、考评结果（一）综合得分."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fzlib.analysis.summary import at_base, base_total
from fzlib.presentation import terms
from fzlib.presentation.prose.city import period_before
from fzlib.presentation.wording import COUNTIES, fixed, listed, names, points
from fzlib.scoring.card import Card, Item

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
    text = f"{count}个{COUNTIES}"
    if len(ranked) < count:
        without = listed([region for region in card.counties if region not in ranked])
        text += f"中，有总分的{len(ranked)}个（{without}没有总分）"
    if len({_total(card, region) for region in ranked}) == 1 < len(ranked):
        return f"{text}总分均为{fixed(_total(card, ranked[0]), 2)}分，并列第1位。"
    text += "，" if len(ranked) < count else "中，"
    first = [region for region in ranked if (card.ranks[region] or 0) <= ENDS]
    below = {r: sum(_total(card, o) < _total(card, r) for o in ranked) for r in ranked}
    last = [region for region in ranked if below[region] < ENDS]
    if len(ranked) < 2 * ENDS or set(first) & set(last):  # few, or ties that reach from end to end
        lead = "位次依次为" if len(ranked) > 1 else "为"
        return f"{text}{lead}{_with_scores(card, ranked)}。"
    return (
        f"{text}居前{ENDS}位的是{_with_scores(card, first)}；"
        f"居后{ENDS}位的是{_with_scores(card, last)}。"
    )


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
    what = f"基准分（{points(base)}）" if base is not None else "各自基准分"
    return f"达到{what}的有{len(reached)}个。" if reached else f"没有{COUNTIES}达到{what}。"


def _moves(card: Card, ranked: Sequence[str]) -> str:
    """与上月相比，位次前移的5个、后移的5个、持平的3个；前移最多的是…，后移最多的是…."""
    moves = {
        region: before - rank
        for region in ranked
        if (before := card.previous_rank(region)) and (rank := card.ranks[region])
    }
    if not moves:
        return ""
    lead = f"与{period_before(card, card.book.spans[0])}相比，"
    if len(moves) < len(ranked):
        lead += f"两期都有位次的{len(moves)}个{COUNTIES}中，"
    if not any(moves.values()):
        return f"{lead}位次均持平。"
    counts = (
        ("前移", sum(move > 0 for move in moves.values())),
        ("后移", sum(move < 0 for move in moves.values())),
        ("持平", sum(move == 0 for move in moves.values())),
    )
    text = f"{lead}位次" + "、".join(f"{word}的{count}个" for word, count in counts if count)
    most = [_furthest(moves, 1), _furthest(moves, -1)]
    return "；".join([text, "，".join(said for said in most if said)]).removesuffix("；") + "。"


def _furthest(moves: Mapping[str, int], sign: int) -> str:
    """前移最多的是甲县（4位）; '' where none moved that way or too many moved as far."""
    size = max(sign * move for move in moves.values())
    who = [region for region, move in moves.items() if sign * move == size]
    if size <= 0 or len(who) > ENDS:
        return ""
    each = "各" if len(who) > 1 else ""
    return f"{'前移' if sign > 0 else '后移'}最多的是{names(who)}（{each}{size}位）"


def _stand_out(card: Card) -> list[str]:
    """Items above twice their 分值, and how much of the total rests on them, by rank."""
    small: dict[str, str] = {}
    other: dict[str, str] = {}
    for region in card.ranked:
        high = [item for item in card.of(region) if "high" in item.flags]
        for said, apart in ((small, True), (other, False)):
            found = [item for item in high if ("small_base" in item.flags) == apart]
            if found and _total(card, region) > 0:
                said[region] = _share_of_total(card, found)
    sentences = []
    if small:
        each = [(region if len(small) > 1 else "") + said for region, said in small.items()]
        sentences.append(
            f"{listed(list(small))}基数较小，{'；'.join(each)}；基数较小，得分波动较大。"
        )
    if other:
        also = "还有" if small else "有"
        said = "；".join(region + said for region, said in other.items())
        sentences.append(f"单项得分超过分值2倍的{COUNTIES}{also}{len(other)}个：{said}。")
    return sentences


def _share_of_total(card: Card, items: Sequence[Item]) -> str:
    """当月实际完成增量一项得54.67分，占其总分的41.31%; of several items together."""
    word, region = card.panel.dataset.word, items[0].region
    earned = sum((item.points or Decimal(0) for item in items), Decimal(0))
    share = f"占其总分的{fixed(earned / _total(card, region) * 100, 2)}%"
    if len(items) == 1:
        return f"{terms.item_name(items[0], word)}一项得{fixed(earned, 2)}分，{share}"
    if card.period.is_first:  # one figure, scored twice
        twice = dict.fromkeys((terms.names(i.indicator, word).short, i.points) for i in items)
        each = [f"{short}当月和累计各得{fixed(score, 2)}分" for short, score in twice]
    else:
        each = [f"{terms.item_name(item, word)}得{fixed(item.points, 2)}分" for item in items]
    return f"{'、'.join(each)}，合计{share}"
