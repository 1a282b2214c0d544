"""二、考评结果（一）综合得分."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from fzlib.analysis.extremes import highest, lowest
from fzlib.analysis.summary import at_base, base_total, has_base, spans
from fzlib.presentation.prose import places
from fzlib.presentation.prose.city import period_before
from fzlib.presentation.prose.places import Field
from fzlib.presentation.wording import COUNTIES, counts, fixed, listed, names, points
from fzlib.scoring.card import Card, Item

MOST_ITEMS = 3  # of a county's that stand out, by name; 1—2月 counts each twice
MOST_NAMED = 3  # of those who moved as far
ZERO = Decimal(0)
Member = TypeVar("Member")
Size = TypeVar("Size", int, Decimal)


def results(card: Card) -> list[str]:
    """Who leads, who trails, who reaches 基准分, who moved, and what stands out."""
    ranked = [region for region in card.ranked if card.ranks[region] is not None]
    lists = card.book.list_sizes
    ends = [places.ends(field, lists, "本期不排位次") for field in fields(card)]
    return [
        "".join([*ends, _base_sentence(card, ranked)]),
        _moves(card, ranked) + _again(card),
        *_stand_out(card),
    ]


def fields(card: Card) -> list[Field]:
    """Those ranked with each other: all, or each group."""
    vetoed = places.unranked_of(card.panel, card.period)
    return places.fields(card.ranked, card.ranks, card.totals, card.group_of, vetoed)


def _again(card: Card) -> str:
    """丁县上期也居后3位: of those last now, where the book has lists."""
    lists = card.book.lists
    if lists is None or not lists.last or card.previous is None:
        return ""
    before = {r for field in fields(card.previous) for r in field.trailing(lists.last)}
    again = [r for field in fields(card) for r in field.trailing(lists.last) if r in before]
    return f"{'、'.join(again)}上期也{places.rear(lists.last)}。" if again else ""


def _base_sentence(card: Card, ranked: Sequence[str]) -> str:
    if not ranked or not has_base(card.book):
        return ""
    base, reached = base_total(card), at_base(card)
    what = f"基准分（{points(base)}）" if base is not None else "各自基准分"
    return f"达到{what}的有{len(reached)}个。" if reached else f"没有{COUNTIES}达到{what}。"


def _moves(card: Card, ranked: Sequence[str]) -> str:
    """与上月相比，位次前移的5个、后移的5个、持平的3个；前移最多的是…，后移最多的是…."""
    before = card.previous.ranks if card.previous else {}
    moves = ranks_gained(before, {region: card.ranks[region] for region in ranked})
    if not moves:
        return ""
    lead = f"与{period_before(card, spans(card)[0])}相比，"
    if len(moves) < len(ranked):
        lead += f"两期都有位次的{len(moves)}个{COUNTIES}中，"
    if not any(moves.values()):
        return f"{lead}位次均持平。"
    text = f"{lead}位次{counts(moves.values(), '前移', '后移', '持平')}"
    most = "，".join(
        f"{side}最多的是{names(who)}（{'各' if len(who) > 1 else ''}{size}位）"
        for side, who, size in furthest(moves)
        if len(who) <= MOST_NAMED
    )
    return f"{text}；{most}。" if most else f"{text}。"


def ranks_gained(before: Mapping[str, int | None], now: Mapping[str, int | None]) -> dict[str, int]:
    """County → ranks gained, of those ranked in both periods; in the order of ``now``."""
    pairs = ((region, before.get(region), rank) for region, rank in now.items())
    return {region: earlier - rank for region, earlier, rank in pairs if earlier and rank}


def furthest(
    moves: Mapping[Member, Size], up: str = "前移", down: str = "后移"
) -> list[tuple[str, list[Member], Size]]:
    """Who moved most each way, and how far; a way that nobody moved is left out."""
    most, least = highest(moves, moves.get), lowest(moves, moves.get)
    sides = [(up, most, moves[most[0]]), (down, least, -moves[least[0]])] if moves else []
    return [side for side in sides if side[2] > 0]


def _stand_out(card: Card) -> list[str]:
    """Items above twice their 分值, and how much of the total rests on them, by rank."""
    small: dict[str, str] = {}
    others: dict[str, str] = {}
    for region in card.ranked:
        high = [item for item in card.of(region) if "high" in item.flags]
        for texts, is_small in ((small, True), (others, False)):
            items = [item for item in high if ("small_base" in item.flags) == is_small]
            if items and (card.totals[region] or 0) > 0:
                texts[region] = _share_of_total(card, items)
    sentences = []
    if small:
        each = "；".join((region if len(small) > 1 else "") + small[region] for region in small)
        sentences.append(f"{listed(list(small))}基数较小，{each}；基数较小，得分波动较大。")
    if others:
        each = "；".join(region + text for region, text in others.items())
        count = f"{'还' * bool(small)}有{len(others)}个"
        sentences.append(f"单项得分超过分值2倍的{COUNTIES}{count}：{each}。")
    return sentences


def _share_of_total(card: Card, items: Sequence[Item]) -> str:
    """当月实际完成增量一项得54.67分，占其总分的41.31%; of several items together."""
    earned = sum((item.points or ZERO for item in items), ZERO)
    total = card.totals[items[0].region] or ZERO
    share = f"占其总分的{fixed(earned / total * 100, 2)}%"
    if len(items) > MOST_ITEMS:
        return f"{len(items)}项合计得{fixed(earned, 2)}分，{share}"
    if len(items) == 1:
        return f"{items[0].name}一项得{fixed(earned, 2)}分，{share}"
    if card.period.month_is_ytd:  # one figure, scored twice
        twice = dict.fromkeys((item.indicator.short, item.points) for item in items)
        each = [f"{short}当月和累计各得{fixed(score, 2)}分" for short, score in twice]
    else:
        each = [f"{item.name}得{fixed(item.points, 2)}分" for item in items]
    return f"{'、'.join(each)}，合计{share}"
