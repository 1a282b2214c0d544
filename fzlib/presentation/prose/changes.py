"""得分变动分解 and 进一位测算 in words."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.change import Parts, RankChange, ScoreChange, rank_change
from fzlib.analysis.extremes import grouped
from fzlib.analysis.gain import FIRST, FOUND, LEVEL_BOUND, NO_RANK, RATE_BOUND, Gain
from fzlib.presentation import wording
from fzlib.presentation.prose import quarter_year
from fzlib.presentation.prose.city import period_before
from fzlib.presentation.prose.results import furthest
from fzlib.presentation.wording import change_from, counts, fixed, listed, names, rank_move, signed
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import decimals_of, plain
from fzlib.vocabulary import MONTH, running

MOST = 13  # counties named
MOST_MOVES = 3  # changes of rank told


def changes(card: Card, of_counties: Sequence[ScoreChange]) -> list[str]:
    """How many totals rose and fell, and what the largest changes consist of."""
    split = {change.region: change.parts for change in of_counties if change.parts is not None}
    if not split:
        return []
    sizes = {region: parts.total for region, parts in split.items()}
    counted = counts(sizes.values(), "增加", "减少", "不变")
    text = f"与{period_before(card, MONTH)}相比，总分{counted}。"
    largest = [
        f"{side}最多的是{region}（{signed(sizes[region], 2)}分），其中{_split(split[region])}"
        for side, regions, _ in furthest(sizes, "增加", "减少")
        for region in regions
    ]
    return [f"{text}{'；'.join(largest)}。" if largest else text]


def _split(parts: Parts) -> str:
    """自身数据变化影响+59.04分，标准值变化影响-0.48分，封顶、下限等规则影响-10.60分."""
    named = {
        "自身数据变化": parts.own,
        "标准值变化": parts.standard,
        "封顶、下限等规则": parts.rules,
        "审定": parts.ruled,
    }
    return "，".join(f"{label}影响{signed(part, 2)}分" for label, part in named.items() if part)


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
        "原居其前、本期没有总分的有{}": change.moved("above", ""),
        "被{}超过": change.moved("below", "above") + change.moved("level", "above"),
        "{}本期有了总分并居其前": change.moved("", "above"),
    }
    texts = [text.format(names(who, MOST)) for text, who in groups.items() if who]
    lead = f"{change.region}由第{change.before}位到第{change.after}位"
    return f"{lead}（{rank_move(change.after, change.before)}）：{'；'.join(texts)}。"


def nothing_before(card: Card) -> str:
    """Why there is nothing to compare with."""
    previous = card.period.previous
    return f"上期（{previous.span_label(MONTH)}）没有数据" if previous else "本期是当年第一期"


def own(card: Card, county: str, of_county: Sequence[ScoreChange]) -> list[str]:
    """One county's change since the period before: points, then rank."""
    texts = not_split(card, of_county)
    for change in of_county:
        if change.parts is not None:
            size = change.parts.total
            text = f"总分{change_from(period_before(card, MONTH), size, '分')}"
            texts.append(f"{text}，其中{_split(change.parts)}。" if size else f"{text}。")
    moved = rank_change(card, county)
    if moved and moved.before != moved.after:
        texts.append(_rank(moved))
    return texts


def not_split(card: Card, of_counties: Sequence[ScoreChange]) -> list[str]:
    """Why some changes are not split: which items had no points then or now."""
    reasons = {c.region: _unscored(card, c) for c in of_counties if c.parts is None}
    groups = grouped(reasons, lambda region: reasons[region])
    return [f"{listed(who, MOST)}{why}，得分变动不分解。" for why, who in groups.items()]


def _unscored(card: Card, change: ScoreChange) -> str:
    """上月的当月增加值增速缺数，本期的当月增加值增速缺数; 没有总分 where all is suspended."""
    assert card.previous is not None
    then = quarter_year.statuses(card.previous, [item for item, _ in change.unscored])
    now = quarter_year.statuses(card, [item for _, item in change.unscored])
    texts = {period_before(card, MONTH): then, "本期": now}
    return "，".join(f"{when}的{text}" for when, text in texts.items() if text) or "没有总分"


def gain_cell(gain: Gain) -> str:
    """+0.3, or — where nothing within reach gains a place."""
    return signed(gain.change, decimals_of([gain.step]))


def gain_sentence(card: Card, of_county: Sequence[Gain]) -> str:
    """What would gain this county a place, in one sentence, or why nothing would."""
    outcomes = {gain.outcome for gain in of_county}
    if outcomes & {FIRST, NO_RANK}:
        return "本期居首位，不作进一位测算。" if FIRST in outcomes else "没有位次，不作进一位测算。"
    level = running(card.panel.dataset.output)
    rises = {"va_growth": "增加值增速提高{}个百分点", "output": f"{level}增加{{}}亿元"}

    def rise(gain: Gain) -> str:
        measure, span = gain.key
        return card.period.span_label(span) + rises[measure].format(plain(gain.change))

    ways = grouped((g for g in of_county if g.outcome == FOUND), lambda gain: gain.rank_after)
    if not ways:
        return (
            f"其他数据不变，增速提高{plain(RATE_BOUND)}个百分点、"
            f"{level}增加{plain(LEVEL_BOUND * 100)}%以内的单项变动都不能使位次前移（测算）。"
        )
    texts = [f"{'，或'.join(map(rise, own))}，位次可前移到第{rank}位" for rank, own in ways.items()]
    return f"其他数据不变，如{'；'.join(texts)}（测算）。"


def against_base(card: Card, county: str) -> str:
    """高于基准分（72分）12.34分; '' where the county has no total."""
    total, base = card.totals[county], card.base_totals[county]
    if total is None or base is None:
        return ""
    return wording.above(total - base, f"基准分（{wording.points(base)}）", 2, "分")


def strengths(card: Card, county: str) -> list[str]:
    """Where a county is above and below the base (达标分), largest first; what has no points."""
    items = card.of(county)
    apart = {item: item.points - item.indicator.base for item in items if item.points is not None}
    texts = []
    for side, more, sign in (("高于", "多", 1), ("低于", "少", -1)):
        sizes = {item: sign * size for item, size in apart.items() if sign * size > 0}
        if sizes:
            largest_first = sorted(sizes, key=lambda item: -sizes[item])
            each = [f"{item.name}（{more}{fixed(sizes[item], 2)}分）" for item in largest_first]
            texts.append(f"{side}达标分的有{len(sizes)}项：{'、'.join(each)}。")
    if apart and not texts:
        texts = ["计分的各考评项均等于达标分。"]
    if without := quarter_year.statuses(card, items):
        none = "" if card.totals[county] is not None else "，没有总分和位次"
        texts.append(f"{without}{none}。")
    return texts
