"""What stands out of the scores: high items, and small counties whose points rest on little."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from fzlib.analysis.sensitivity import points_per_unit
from fzlib.analysis.tries import Figure, figures
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, fixed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import INCREMENT
from fzlib.scoring.measures import LEVEL
from fzlib.scoring.points import POINT_PLACES
from fzlib.scoring.regions import of_city
from fzlib.scoring.rounding import half_up, plain
from fzlib.vocabulary import SMALL_SHARE, SPAN_NAMES

MOST_ITEMS = 3  # of a county's that stand out, by name; 1—2月 counts each twice
SHARE_PLACES = 2  # of a county's share of the city
ZERO = Decimal(0)


def high(card: Card) -> str:
    """Items above twice their 分值, and how much of the total rests on them, by rank."""
    texts = []
    for region in card.ranked:
        items = [item for item in card.of(region) if "high" in item.flags]
        if items and (card.totals[region] or 0) > 0:
            texts.append(region + _share_of_total(card, items))
    if not texts:
        return ""
    return f"单项得分超过分值2倍的{COUNTIES}有{len(texts)}个：{'；'.join(texts)}。"


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


def small(card: Card) -> str:
    """How many points an amount moves of the counties with a small share of the city, by rank."""
    tried = [figure for figure in figures(card) if not figure.series.is_rate]
    texts = []
    for region in card.ranked:
        clauses = [text for figure in tried if (text := _moved_by(card, region, figure))]
        texts += [f"{region}{'；'.join(clauses)}。"] if clauses else []
    return "".join(texts)


def _moved_by(card: Card, region: str, figure: Figure) -> str:
    """当月产值比重为0.11%，增量每变动0.01亿元，影响实际完成增量得分2.22分; '' where nothing is."""
    measure, step = figure.series.measure, figure.step
    effects = {}
    for item in card.of(region):
        own = item.indicator.measure == measure and item.span == figure.span
        slope = points_per_unit(card, item) if own and "small_base" in item.flags else None
        if slope and (points := half_up(abs(slope) * Fraction(step), POINT_PLACES)):
            effects[item] = points
    if not effects:
        return ""
    level = card.panel.of(measure, LEVEL, figure.span)
    share = card.panel.by_region(level.percent_of(of_city(level), SHARE_PLACES))[region]
    word, once = terms.level_of(measure, card.panel.dataset.output), card.period.month_is_ytd
    span = "" if once else SPAN_NAMES[figure.span]
    what = "增量" if all(i.indicator.quantity == INCREMENT for i in effects) else word
    moved = "、".join(_effect(item, size, once=once) for item, size in effects.items())
    # small is below it: a share that rounds to it
    is_ = "不足" if share is not None and share >= SMALL_SHARE else "为"
    lead = f"{span}{word}比重{is_}{fixed(share, SHARE_PLACES)}%"
    return f"{lead}，{what}每变动{plain(step)}{measure.unit}，影响{moved}"


def _effect(item: Item, points: Decimal, *, once: bool) -> str:
    """实际完成增量得分2.22分; ``once``: in 1—2月, where the two spans are one figure."""
    twice = once and len(item.indicator.spans) > 1
    return f"{item.indicator.short}{'当月、累计得分各' if twice else '得分'}{points}分"
