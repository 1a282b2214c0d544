"""得分变动分解 in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fzlib.analysis.change import ItemChange, Parts, ScoreChange, against_two_months
from fzlib.analysis.extremes import grouped, highest
from fzlib.analysis.full_points import is_full
from fzlib.analysis.rank_change import RankChange, rank_change
from fzlib.analysis.summary import has_base
from fzlib.presentation import terms, wording
from fzlib.presentation.prose import course, item_names
from fzlib.presentation.prose.city import before_words
from fzlib.presentation.prose.results import by_early, furthest
from fzlib.presentation.wording import counts, fixed, listed, names, rank_move
from fzlib.scoring.card import Card, Item
from fzlib.scoring.rounding import difference
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import STATUSES

MOST = 13  # counties named
MOST_MOVES = 3  # changes of rank told
MOST_ITEMS = 2  # of a county's that are told one by one
OWNERS = {
    "own": "自身数据",
    "others": "其他县（市）区和全市数据",
    "outside": "{outside}",
}
PARTS = {**OWNERS, "decided": "审定和加减分", "unsplit": "不能分解的考评项"}  # of a change
UNCHANGING = (PARTS["decided"], PARTS["unsplit"])  # no figures that change


def _named(book: RuleBook, parts: Mapping[str, str]) -> dict[str, str]:
    """The parts by what they are called where this book is scored by."""
    outside = terms.outside(book, "数据")
    return {part: label.format(outside=outside) for part, label in parts.items()}


def changes(card: Card, of_counties: Sequence[ScoreChange]) -> list[str]:
    """How many totals rose and fell, and what the largest changes consist of."""
    split = {change.region: change.parts for change in of_counties if change.parts is not None}
    if not split:
        return []
    sizes = {region: parts.total for region, parts in split.items()}
    counted = counts(sizes.values(), "增加", "减少", "不变")
    text = f"{by_early(card)}与{before_words(card)}相比，总分{counted}。"
    words = {region: split_words(card.book, parts) for region, parts in split.items()}
    largest = [
        f"{side}最多的是{region}（{fixed(abs(size), 2)}分），其中{words[region]}"
        for side, regions, size in furthest(sizes, "增加", "减少")
        for region in regions
    ]
    texts = [f"{text}{'；'.join(largest)}。" if largest else text]
    return [*texts, *two_months(card)]


def two_months(card: Card) -> list[str]:
    """That a month is compared with one of two months, where it is."""
    if not against_two_months(card):
        return []
    return ["1—2月合并发布，其当月数为两个月合计，与本月当月数口径不同，当月各项的变动含此影响。"]


def split_words(book: RuleBook, parts: Parts) -> str:
    """自身数据变化增加59.04分，全国、全省数据和目标变化减少0.48分."""
    named = {label: getattr(parts, part) for part, label in _named(book, PARTS).items()}
    return "，".join(
        f"{label}{'变化' * (label not in UNCHANGING)}{_moved(size)}"
        for label, size in named.items()
        if size
    )


def _moved(size: Decimal) -> str:
    return f"{'增加' if size > 0 else '减少'}{fixed(abs(size), 2)}分"


def how_split(card: Card) -> str:
    """Of a table of changes: how they are split."""
    outside = terms.outside(card.book, "数据").replace("、", "")  # one of three in a list
    owners = ["自身数据（本县区数据）", "其他县（市）区和全市数据", *filter(None, [outside])]
    parts = f"{'、'.join(owners)}{'三' if outside else '两'}部分"
    return (
        f"将{before_words(card)}数据换为本期数据，分{parts}，"
        "按全部先后次序分别计分并取平均（沙普利值），各部分之和等于合计。"
    )


def unsplit(card: Card, of_counties: Sequence[ScoreChange]) -> list[str]:
    """Which items' changes are not split, and why; counties alike together."""
    reasons = {
        change.region: "、".join(_unsplit(card, item) for item in change.unsplit)
        for change in of_counties
        if change.unsplit
    }
    groups = grouped(reasons, lambda region: reasons[region])
    return [f"{listed(who, MOST)}{why}，该项变动不分解。" for why, who in groups.items()]


def _unsplit(card: Card, item: ItemChange) -> str:
    """当月增量贡献率上月暂停计分: where and why it has no points."""
    assert item.unsplit is not None
    exchanged = item.unsplit.exchanged
    when = {0: before_words(card), len(OWNERS): "本期"}.get(len(exchanged))
    if when is None:
        owners = _named(card.book, OWNERS)
        when = f"仅{'、'.join(owners[owner] for owner in exchanged)}按本期时"
    return f"{item.after.name}{when}{STATUSES[item.unsplit.status]}"


def rank_moves(card: Card) -> list[str]:
    """Whom the counties that moved most passed and were passed by."""
    every = [rank_change(card, region) for region in card.ranked]
    moved = [change for change in every if change and change.before != change.after]
    moved.sort(key=lambda change: -abs(change.before - change.after))
    return [_rank(change) for change in moved[:MOST_MOVES]]


def _rank(change: RankChange) -> str:
    groups = {
        "超过{}": change.moved("above", "below"),
        "追平{}": change.moved("above", "level"),
        "原居其前、本期没有位次的有{}": change.moved("above", ""),
        "被{}超过": change.moved("below", "above") + change.moved("level", "above"),
        "{}本期有了位次并居其前": change.moved("", "above"),
    }
    texts = [text.format(names(who, MOST)) for text, who in groups.items() if who]
    lead = f"{change.region}由第{change.before}位到第{change.after}位"
    why = f"：{'；'.join(texts)}" if texts else ""
    return f"{lead}（{rank_move(change.after, change.before)}）{why}。"


def nothing_before(card: Card) -> str:
    """Why there is nothing to compare with."""
    previous = card.period.previous
    if previous is None:
        return "本期是当年第一期"
    return f"{course.label(previous, card.book)}没有数据"


def own(card: Card, county: str, of_county: Sequence[ScoreChange]) -> list[str]:
    """One county's change since the period before: points, then rank."""
    texts = not_split(card, of_county)
    for change in of_county:
        if change.parts is not None:
            size = change.parts.total
            text = f"总分{wording.change_from(before_words(card), size, '分')}"
            words = split_words(card.book, change.parts)
            texts.append(f"{text}，其中{words}。" if words else f"{text}。")
    moved = rank_change(card, county)
    if moved and moved.before != moved.after:
        texts.append(_rank(moved))
    split = any(change.parts is not None for change in of_county)
    return [*texts, *unsplit(card, of_county), *(two_months(card) if split else [])]


def not_split(card: Card, of_counties: Sequence[ScoreChange]) -> list[str]:
    """Why some changes are not split: which items left no total then or now."""
    reasons = {c.region: _unscored(card, c) for c in of_counties if c.parts is None}
    groups = grouped(reasons, lambda region: reasons[region])
    return [f"{listed(who, MOST)}{why}，得分变动不分解。" for why, who in groups.items()]


def _unscored(card: Card, change: ScoreChange) -> str:
    """上月的当月增加值增速数据缺报，本期的…待审定; 没有总分 where all is suspended."""
    assert card.previous is not None
    then = item_names.statuses(card.previous, [item for item, _ in change.unscored])
    now = item_names.statuses(card, [item for _, item in change.unscored])
    texts = {before_words(card): then, "本期": now}
    return "，".join(f"{when}的{text}" for when, text in texts.items() if text) or "没有总分"


def against_base(card: Card, county: str) -> str:
    """高于基准分（72分）12.34分; '' where the county has no total, or the book no 基准分."""
    total, base = card.totals[county], card.base_totals[county]
    if total is None or base is None or not has_base(card.book):
        return ""
    return wording.above(total - base, f"基准分（{wording.points(base)}）", 2, "分")


def _apart(items: Sequence[Item], sizes: Mapping[Item, Decimal], more: str) -> str:
    """A（少5.00分）、B（少2.00分）; A、B（均少5.00分）."""
    first, *others = items
    if others and all(sizes[item] == sizes[first] for item in others):
        return f"{'、'.join(item.name for item in items)}（均{more}{fixed(sizes[first], 2)}分）"
    return "、".join(f"{item.name}（{more}{fixed(sizes[item], 2)}分）" for item in items)


def strengths(card: Card, county: str) -> list[str]:
    """Where a county is above and below the base (达标分): all where they are few, else the most.

    Of items without one, where it has the most points that there are, and where it has none; what
    has no points.
    """
    items = card.of(county)
    apart = {i: difference(i.points, i.indicator.at_standard) for i in items}
    known = {item: size for item, size in apart.items() if size is not None}
    texts = []
    for side, more, sign in (("高于", "多", 1), ("低于", "少", -1)):
        sizes = {item: sign * size for item, size in known.items() if sign * size > 0}
        if sizes:
            most = highest(sizes, sizes.get) if len(sizes) > MOST_ITEMS else list(sizes)
            largest_first = sorted(most, key=lambda item: -sizes[item])
            lead = "：" if len(sizes) <= MOST_ITEMS else f"，{more}得最多的是"
            each = _apart(largest_first, sizes, more)
            texts.append(f"{side}达标分的有{len(sizes)}项{lead}{each}")
    texts = [f"{'；'.join(texts)}。"] if texts else []
    if known and not texts:
        texts = ["计分的各考评项均等于达标分。"]
    unjudged = (i for i in items if i.indicator.at_standard is None)
    others = [item for item in unjudged if item.points is not None]
    lead = "没有达标分的考评项中，" if known else ""
    most = [item for item in others if is_full(card, item)]
    full = [item for item in most if item.points == item.indicator.points]
    for what, chosen in (
        ("得满分", full),
        ("得最高分", [item for item in most if item not in full]),
        ("得0分", [item for item in others if item.points == 0]),
    ):
        if chosen:
            texts.append(f"{lead}{what}的有{len(chosen)}项：{'、'.join(i.name for i in chosen)}。")
    if without := item_names.statuses(card, items):
        none = "" if card.totals[county] is not None else "，没有总分和位次"
        texts.append(f"{without}{none}。")
    return texts
