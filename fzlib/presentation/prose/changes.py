"""得分变动分解 and 进一位测算 in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib import vocabulary
from fzlib.analysis.change import RankChange, ScoreChange, rank_change
from fzlib.analysis.gain import FIRST, FOUND, LEVEL_BOUND, NO_RANK, RATE_BOUND, Gain
from fzlib.presentation import terms
from fzlib.presentation.prose import quarter_year
from fzlib.presentation.prose.city import period_before
from fzlib.presentation.wording import NONE, fixed, listed, names, rank_move, signed
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import decimals_of, plain
from fzlib.vocabulary import MONTH


def changes(card: Card, found: Sequence[ScoreChange]) -> list[str]:
    """How many totals rose and fell, and what the largest changes consist of."""
    split = [change for change in found if change.parts is not None]
    if not split:
        return []
    rises = [change for change in split if (change.change or 0) > 0]
    falls = [change for change in split if (change.change or 0) < 0]
    same = len(split) - len(rises) - len(falls)
    counts = (("增加", len(rises)), ("减少", len(falls)), ("不变", same))
    text = f"与{period_before(card, MONTH)}相比，总分"
    text += "、".join(f"{word}的{count}个" for word, count in counts if count) + "。"
    ends = []
    for word, group, pick in (("增加最多", rises, max), ("减少最多", falls, min)):
        if group:
            best = pick(change.change or Decimal(0) for change in group)
            who = [change for change in group if change.change == best]
            ends += [f"{word}的是{_parts(change)}" for change in who]
    return [text + "；".join(ends) + "。"] if ends else [text]


def _parts(change: ScoreChange) -> str:
    """罗源县（+47.96分），其中自身数据变化影响+59.04分，…"""
    return f"{change.region}（{signed(change.change, 2)}分），其中{_split(change)}"


def _split(change: ScoreChange) -> str:
    """自身数据变化影响+59.04分，标准值变化影响-0.48分，封顶、下限等规则影响-10.60分."""
    parts = change.parts
    assert parts is not None
    named = (
        ("自身数据变化", parts.own),
        ("标准值变化", parts.standard),
        ("封顶、下限等规则", parts.rules),
        ("审定", parts.ruled),
    )
    said = [f"{label}影响{signed(value, 2)}分" for label, value in named if value]
    return "，".join(said)


def ranks(card: Card, *, most: int = 3) -> list[str]:
    """Whom the counties that moved most passed and were passed by."""
    found = [change for r in card.ranked if (change := rank_change(card, r)) is not None]
    moved = sorted(
        (change for change in found if change.before != change.after),
        key=lambda change: -abs(change.before - change.after),
    )
    return [_rank(change) for change in moved[:most]]


def _rank(change: RankChange) -> str:
    groups = (
        ("超过", change.passed),
        ("追平", change.drew_level),
        ("原居其前、本期没有总分的有", change.left),
    )
    said = [f"{word}{names(who, 13)}" for word, who in groups if who]
    behind = (*change.passed_by, *change.pulled_ahead)
    if behind:
        said.append(f"被{names(behind, 13)}超过")
    if change.entered:
        said.append(f"{names(change.entered, 13)}本期有了总分并居其前")
    move = rank_move(change.after, change.before)
    return (
        f"{change.region}由第{change.before}位到第{change.after}位（{move}）：{'；'.join(said)}。"
    )


def nothing_before(card: Card) -> str:
    """Why there is nothing to compare with."""
    previous = card.period.previous
    return f"上期（{previous.span_label(MONTH)}）没有数据" if previous else "本期是当年第一期"


def own(card: Card, county: str, found: Sequence[ScoreChange]) -> list[str]:
    """One county's change since the period before: points, then rank."""
    texts = []
    for change in found:
        if change.parts is None:
            texts += not_split(card, [change])
        elif not change.change:
            texts.append(f"总分与{period_before(card, MONTH)}持平。")
        else:
            rose = "增加" if change.change > 0 else "减少"
            size = f"{rose}{fixed(abs(change.change), 2)}分"
            said = f"总分比{period_before(card, MONTH)}{size}，其中{_split(change)}。"
            texts.append(said)
    moved = rank_change(card, county)
    if moved is not None and moved.before != moved.after:
        texts.append(_rank(moved))
    return texts


def not_split(card: Card, found: Sequence[ScoreChange]) -> list[str]:
    """Why some changes are not split: which items had no points then or now."""
    assert card.previous is not None
    before = period_before(card, MONTH)
    groups: dict[str, list[str]] = {}
    for change in found:
        if change.parts is None:
            then, now = zip(*change.unscored, strict=True) if change.unscored else ((), ())
            reasons = (
                (f"{before}的", quarter_year.statuses(card.previous, then)),
                ("本期的", quarter_year.statuses(card, now)),
            )
            why = "，".join(f"{when}{said}" for when, said in reasons if said)
            groups.setdefault(why or "没有总分", []).append(change.region)
    return [f"{listed(who, 13)}{why}，得分变动不分解。" for why, who in groups.items()]


def gain_cell(gain: Gain) -> str:
    """+0.3, or — where nothing within reach gains a place."""
    if gain.outcome != FOUND or gain.change is None:
        return NONE
    return signed(gain.change, decimals_of([gain.step]))


def gain_sentence(card: Card, found: Sequence[Gain]) -> str:
    """What would gain this county a place, in one sentence, or why nothing would."""
    word = vocabulary.running(card.panel.dataset.word)
    outcomes = {gain.outcome for gain in found}
    if outcomes & {FIRST, NO_RANK}:
        return "本期居首位，不作进一位测算。" if FIRST in outcomes else "没有位次，不作进一位测算。"
    ways: dict[int, list[str]] = {}
    for gain in found:
        if gain.outcome == FOUND and gain.change is not None:
            measure, span = gain.key
            what = "增加值增速提高" if measure == "va_growth" else f"{word}增加"
            unit = "个百分点" if measure == "va_growth" else "亿元"
            text = f"{card.period.span_label(span)}{what}{plain(gain.change)}{unit}"
            ways.setdefault(gain.rank_after or 0, []).append(text)
    if not ways:
        return (
            f"其他数据不变，增速提高{plain(RATE_BOUND)}个百分点、"
            f"{word}增加{plain(LEVEL_BOUND * 100)}%以内的单项变动都不能使位次前移（测算）。"
        )
    said = "；".join(
        f"{'，或'.join(texts)}，位次可前移到第{rank}位" for rank, texts in ways.items()
    )
    return f"其他数据不变，如{said}（测算）。"


def strengths(card: Card, county: str) -> list[str]:
    """Where a county is above and below the base (达标分), largest first; what has no points."""
    word, items = card.panel.dataset.word, card.of(county)
    apart = {item: item.points - item.indicator.base for item in items if item.points is not None}
    groups = (
        ("高于", "多", [item for item in apart if apart[item] > 0]),
        ("低于", "少", [item for item in apart if apart[item] < 0]),
    )
    texts = []
    for side, more, found in groups:
        found.sort(key=lambda item: -abs(apart[item]))
        said = "、".join(
            f"{terms.item_name(item, word)}（{more}{fixed(abs(apart[item]), 2)}分）"
            for item in found
        )
        texts.append(f"{side}达标分的有{len(found)}项：{said}。" if found else "")
    if apart and not any(texts):
        texts = ["计分的各考评项均等于达标分。"]
    if without := quarter_year.statuses(card, items):
        none = "" if card.totals[county] is not None else "，没有总分和位次"
        texts.append(f"{without}{none}。")
    return [text for text in texts if text]
