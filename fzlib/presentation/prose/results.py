"""二、考评结果（一）综合得分."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from fzlib.analysis.extremes import highest, lowest
from fzlib.analysis.summary import (
    at_base,
    base_total,
    has_base,
    preliminary,
    short_of_base,
)
from fzlib.presentation import terms
from fzlib.presentation.prose import places, stand_out
from fzlib.presentation.prose.city import before_words
from fzlib.presentation.prose.places import Field
from fzlib.presentation.wording import COUNTIES, counts, names, points
from fzlib.scoring.card import Card

MOST_NAMED = 3  # of those who moved as far
MOST_REACHED = 8  # of those at 基准分 or above, where fewer are below
Member = TypeVar("Member")
Size = TypeVar("Size", int, Decimal)


def results(card: Card) -> list[str]:
    """Who leads, who trails, who reaches 基准分, who moved, and what stands out."""
    ranked = [region for region in card.ranked if card.ranks[region] is not None]
    lists, early = card.book.list_sizes, by_early(card)
    ends = [places.ends(field, lists, "本期不排位次", lead=early) for field in fields(card)]
    base, moves = _base_sentence(card, ranked), _moves(card, ranked)
    lead = ["".join([*ends, early + base if base else ""]), early + moves if moves else ""]
    lead[-1] += _again(card)
    rest = (stand_out.high(card), stand_out.small(card), _twice(card))
    return [*lead, *filter(None, rest)]


def by_early(card: Card) -> str:
    """按暂算得分，: before a sentence that rests on 暂算 points; '' where none are."""
    return terms.BY_EARLY if preliminary(card) else ""


def fields(card: Card) -> list[Field]:
    """Those ranked with each other: all, or each group."""
    vetoed = places.unranked_of(card.panel, card.period)
    everyone = terms.assessed(card.panel, defined=True)  # by the overview
    return places.fields(
        card.ranked, card.ranks, card.totals, card.group_of, vetoed, everyone=everyone
    )


def _again(card: Card) -> str:
    """丁县上月也居后3位: of those last now, where the book has lists."""
    lists = card.book.lists
    if lists is None or not lists.last or card.previous is None:
        return ""
    before = {r for field in fields(card.previous) for r in field.trailing(lists.last)}
    again = [r for field in fields(card) for r in field.trailing(lists.last) if r in before]
    return f"{'、'.join(again)}{before_words(card)}也{places.rear(lists.last)}。" if again else ""


def _base_sentence(card: Card, ranked: Sequence[str]) -> str:
    """达到基准分（72分）的有6个：A、B、…; where most reach it, who does not."""
    if not ranked or not has_base(card.book):
        return ""
    base, reached = base_total(card), at_base(card)
    what = f"基准分（{points(base)}）" if base is not None else "各自基准分"
    if not reached:
        return f"没有{COUNTIES}达到{what}。"
    short = short_of_base(card)
    if not short:
        count = "" if len(reached) == len(card.counties) else f"{len(reached)}个"
        return f"{count}均达到{what}。"
    lead = f"达到{what}的有{len(reached)}个"
    if len(short) < len(reached) > MOST_REACHED:
        return f"{lead}，未达到的有{len(short)}个：{'、'.join(short)}。"
    return f"{lead}：{'、'.join(reached)}。"


def _twice(card: Card) -> str:
    """That 1—2月 is one release scored twice, where it is."""
    twice = [row for row in card.book.indicators if len(row.spans) > 1]
    if not card.period.month_is_ytd or not twice:
        return ""
    every = len(twice) == len(card.book.indicators)
    which = "各考评项" if every else "、".join(row.short for row in twice)
    months = card.period.span_label(twice[0].spans[0])
    return f"{months}数据合并发布，当月数与累计数为同一数；{which}的当月、累计各计一次分。"


def _moves(card: Card, ranked: Sequence[str]) -> str:
    """与上月相比，位次前移的5个、后移的5个、持平的3个；前移最多的是…，后移最多的是…."""
    before = card.previous.ranks if card.previous else {}
    own = {region: card.ranks[region] for region in ranked}
    return moved(before_words(card), before, own)


def moved(
    since: str, before: Mapping[str, int | None], now: Mapping[str, int | None], each: str = "期"
) -> str:
    """How ranks changed, and who moved most; '' where nobody is ranked in both.

    ``now``: of those ranked. ``each``: 期, 个季度.
    """
    moves = ranks_gained(before, now)
    if not moves:
        return ""
    lead = f"与{since}相比，"
    if len(moves) < len(now):
        lead += f"两{each}都有位次的{len(moves)}个{COUNTIES}中，"
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
