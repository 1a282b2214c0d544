"""位次前移测算 in words: what would gain a county a place, or why nothing would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from fzlib.analysis.extremes import grouped
from fzlib.analysis.gain import FIRST, FOUND, FULL, NO_FIGURE, NO_RANK, Gain
from fzlib.analysis.tries import COUNT_BOUND, LEVEL_BOUND, RATE_BOUND, Figure, figures
from fzlib.presentation import terms
from fzlib.presentation.wording import fixed, signed, trimmed
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import decimals_of
from fzlib.vocabulary import YTD

WHY_NOT = {
    FIRST: "居首",
    NO_RANK: "无位次",
    NO_FIGURE: "缺数",
    FULL: "已满分",
}
TITLE = "位次前移一位所需变动测算"
MOST_NAMED = 2  # figures that are named; more are spoken of together


def cell(gain: Gain) -> str:
    """+0.3, -2.0; 居首, 无位次, 缺数, 已满分; — where nothing within reach gains a place."""
    if gain.outcome in WHY_NOT:
        return WHY_NOT[gain.outcome]
    return signed(gain.change, decimals_of([gain.figure.step]))


def full_name(card: Card, figure: Figure) -> str:
    """增加值增速, 总产值: what is changed, over a column."""
    return figure.series.measure.named(card.panel.dataset.output)


def figure_name(card: Card, figure: Figure) -> str:
    """增加值增速, 产值: the same in running text."""
    return terms.level_of(figure.series.measure, card.panel.dataset.output)


def unit_of(figure: Figure) -> str:
    """百分点 of a rate, else its own."""
    return "百分点" if figure.series.is_rate else figure.series.unit


def sentence(card: Card, of_county: Sequence[Gain]) -> str:
    """What would gain this county a place, in one sentence, or why nothing would."""
    outcomes = {gain.outcome for gain in of_county}
    if not outcomes:
        return ""
    if outcomes & {FIRST, NO_RANK}:
        return (
            "本期居首位，不作位次前移测算。" if FIRST in outcomes else "无位次，不作位次前移测算。"
        )
    ways = grouped((g for g in of_county if g.outcome == FOUND), lambda gain: gain.rank_after)
    if not ways:
        full = "（已得满分的不计）" if FULL in outcomes else ""
        tried = reach(card, [gain.figure for gain in of_county])
        return f"其他数据不变，{tried}的单项变动均不能使位次前移{full}（测算）。"
    texts = [
        f"{'，或'.join(_move(card, gain) for gain in own)}，位次可前移到第{rank}位"
        for rank, own in ways.items()
    ]
    return f"其他数据不变，如{'；'.join(texts)}（测算）。"


def _move(card: Card, gain: Gain) -> str:
    """5月增加值增速提高0.3个百分点; 5月产值增加1.20亿元（同时计入累计）."""
    figure, change = gain.figure, gain.change or Decimal(0)
    size = fixed(abs(change), decimals_of([figure.step]))
    if figure.series.is_rate:
        move = f"{'提高' if change > 0 else '降低'}{size}个百分点"
    else:
        move = f"{'增加' if change > 0 else '减少'}{size}{figure.series.unit}"
    along = f"（同时计入{card.period.span_label(YTD)}累计）" if figure.along else ""
    return f"{card.period.span_label(figure.span)}{figure_name(card, figure)}{move}{along}"


def reach(card: Card, tried: Iterable[Figure]) -> str:
    """增加值增速变动20个百分点、总产值变动20%以内: how far was tried."""
    tried = list(tried)
    rates, amounts = dict[str, None](), dict[str, None]()
    for figure in tried:
        own = rates if figure.series.is_rate else amounts
        own[full_name(card, figure)] = None
    texts = [f"{_few(rates, '百分比')}变动{trimmed(RATE_BOUND)}个百分点"] if rates else []
    share = f"{trimmed(LEVEL_BOUND * 100)}%"
    if any(figure.series.measure.counted for figure in tried):
        share += f"（计数的至少{trimmed(COUNT_BOUND)}）"
    texts += [f"{_few(amounts, '数量')}变动{share}"] if amounts else []
    return "、".join(texts) + "以内"


def _few(names: Mapping[str, None], otherwise: str) -> str:
    return "、".join(names) if len(names) <= MOST_NAMED else otherwise


def note(card: Card) -> str:
    """How the table is worked out, and what its signs mean."""
    tried = figures(card)
    city = any(f.series.measure.adds_up and f.series.measure.of_city for f in tried)
    along = any(figure.along for figure in tried)
    amounts = _few({full_name(card, f): None for f in tried if not f.series.is_rate}, "数量")
    falls = any(-1 in figure.directions for figure in tried)
    parts = [
        f"其他数据不变、仅该项变动时，位次前移一位或以上所需的最小{'变动' if falls else '增加'}量",
        f"{amounts}的变动同时计入全市" if city else "",
        f"当月{amounts}的变动同时计入累计" if along else "",
    ]
    marks = f"“—”指{reach(card, tried)}位次不能前移；“已满分”指相关考评项已得最高分"
    return f"注：{'；'.join(filter(None, parts))}。{marks}。"
