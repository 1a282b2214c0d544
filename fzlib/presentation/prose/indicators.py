"""二、考评结果（二）起: one part an indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from fzlib import vocabulary
from fzlib.analysis.summary import city_increment, items_of, spans
from fzlib.presentation import terms
from fzlib.presentation.prose.city import ABOVE, below_last_year
from fzlib.presentation.wording import (
    COUNTIES,
    above,
    change_of_level,
    fixed,
    growth,
    listed,
    names,
    points,
)
from fzlib.scoring.card import Card, Item
from fzlib.scoring.rounding import half_up
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import Status

ZERO = Decimal(0)


def indicator(card: Card, row: Indicator) -> list[str]:
    """A paragraph a span; in 1—2月 one."""
    write = {
        "va_growth": _growth_part,
        "output_growth": _growth_part,
        "increment": _increment_part,
        "contribution": _contribution_part,
    }[row.code]
    found = []
    for span in spans(card):
        items = items_of(card, row, span)
        text = _no_standard(card, row, items) or write(card, row, span, items)
        found.append(f"{card.period.span_label(span)}，{text}")
    return found


def _no_standard(card: Card, row: Indicator, items: Sequence[Item]) -> str:
    """Why no county can be scored; '' where one could."""
    if not all(item.no_standard for item in items):
        return ""
    why = {
        "va_growth": "全国、全省增速均未取得",
        "output_growth": f"全市{vocabulary.running(card.panel.dataset.word)}增速缺数",
        "increment": "没有预期增量",
        "contribution": f"全市{vocabulary.running(card.panel.dataset.word)}或增量缺数",
    }[row.code]
    ruled = [item.region for item in items if item.status == Status.RULED]
    return f"{why}，本项不计分{f'（{listed(ruled)}已审定）' if ruled else ''}。"


def _sides(items: Iterable[Item]) -> tuple[list[Item], list[Item], list[Item]]:
    """Above, at and below the standard."""
    scored = [item for item in items if item.gap is not None]
    return (
        [item for item in scored if _gap(item) > 0],
        [item for item in scored if _gap(item) == 0],
        [item for item in scored if _gap(item) < 0],
    )


def _gap(item: Item) -> Decimal:
    return item.gap or ZERO


def _value(item: Item) -> Decimal:
    return item.value or ZERO


def _standard(item: Item) -> Decimal:
    return item.standard or ZERO


def _count(items: Sequence[Item], what: str) -> str:
    """低于的有2个（A、B）: named where they are few, counted always."""
    if not items:
        return ""
    who = f"（{names([item.region for item in items])}）" if len(items) <= 4 else ""
    return f"{what}有{len(items)}个{who}"


def _extremes(items: Sequence[Item], say: Callable[[Item], str]) -> str:
    """最高的是…，最低的是…; ties are named together."""
    known = [item for item in items if item.value is not None]
    if not known:
        return ""
    values = [_value(item) for item in known]
    if max(values) == min(values):
        who = known[0].region if len(known) == 1 else f"{len(known)}个{COUNTIES}均"
        return f"{who}{say(known[0])}"
    said = []
    for word, best in (("最高", max(values)), ("最低", min(values))):
        who = listed([item.region for item in known if item.value == best])
        said.append(f"{word}的是{who}（{say(next(i for i in known if i.value == best))}）")
    return "，".join(said)


def _clauses(*parts: str | list[str]) -> str:
    return "，".join(str(part) for part in parts if part)


def _growth_part(card: Card, row: Indicator, span: str, items: list[Item]) -> str:
    standard = next(item.standard for item in items if item.standard is not None)
    owner = "全市" if row.code == "output_growth" else _owner(card, row, span, standard)
    early = any(item.status == Status.PRELIMINARY for item in items)
    shown = growth(standard, row.decimals) + ("，暂算" if early else "")
    over, equal, under = _sides(items)
    full = [item for item in items if row.cap is not None and item.points == row.cap]
    zero = [item for item in items if item.points == 0]
    below = [item for item in items if item.points is not None and item.points < 0]
    sides = _clauses(
        _count(over, "高于标准值的"),
        _count(equal, "与标准值持平的"),
        _count(under, "低于标准值的"),
    )
    sentences = (
        "；".join(text for text in (f"标准值为{owner}增速（{shown}）", sides) if text),
        _extremes(items, lambda item: growth(_value(item), row.decimals)),
        _clauses(
            _count(full, f"得满分（{points(row.cap or ZERO)}）的"),
            _count(zero, "得0分的"),
            _count(below, "得负分的"),
        ),
        _absent(items),
    )
    return _sentences(sentences)


def _sentences(texts: Iterable[str]) -> str:
    return "".join(f"{text}。" for text in texts if text)


def _owner(card: Card, row: Indicator, span: str, standard: Decimal) -> str:
    """全国, 全省 or both: whose growth is the higher."""
    rates = {
        label: card.panel.value("va_growth", span, region.name)
        for label, region in zip(ABOVE, card.panel.above, strict=True)
    }
    return "、".join(
        label
        for label, rate in rates.items()
        if rate is not None and half_up(rate, row.decimals) == standard
    )


def _absent(items: Sequence[Item]) -> str:
    gone = [item.region for item in items if item.status == Status.MISSING]
    referred = [item.region for item in items if item.status == Status.REFERRED]
    return _clauses(gone and f"{listed(gone)}缺数", referred and f"{listed(referred)}待审定")


def _increment_part(card: Card, row: Indicator, span: str, items: list[Item]) -> str:
    known = [item for item in items if item.value is not None]
    compared = [item for item in known if item.gap is not None]
    done = [item for item in compared if _value(item) >= _standard(item)]
    what = f"达到{terms.expected(card.period, span)}"
    rates = {
        item.region: half_up(_value(item) / _standard(item) * 100, 2)
        for item in compared
        if _standard(item) > 0 and _value(item) > 0
    }
    best = max(rates.values(), default=None)
    who = listed([region for region, rate in rates.items() if rate == best])
    lower = sorted((item for item in known if half_up(_value(item), 2) < 0), key=_value)
    each = names([f"{item.region}（{change_of_level(_value(item))}）" for item in lower])
    level = vocabulary.running(card.panel.dataset.word)
    none = f"没有{COUNTIES}的增量{what}" if compared else "没有可比的预期增量"
    return _sentences(
        (
            _clauses(
                _count(done, f"增量{what}的") or none,
                f"完成率最高的是{who}（{best}%）" if rates else "",
            ),
            f"{level}低于上年同期的有{len(lower)}个：{each}" if lower else "",
            _absent(items),
        )
    )


def _contribution_part(card: Card, row: Indicator, span: str, items: list[Item]) -> str:
    word = card.panel.dataset.word
    share, amount = vocabulary.share_of(word), city_increment(card.panel, span)
    if amount is not None and any(item.status == Status.SUSPENDED for item in items):
        suspended = f"全市{vocabulary.running(word)}{below_last_year(amount)}，{row.name}暂停计分"
        return _sentences((suspended, _absent(items)))
    over, equal, under = _sides(items)
    ends = [max(map(_gap, over), default=ZERO), min(map(_gap, under), default=ZERO)]
    sides = _clauses(
        _count(over, f"高于{share}的"),
        _count(equal, f"与{share}持平的"),
        _count(under, f"低于{share}的"),
    )
    return _sentences(
        (
            f"贡献率{sides}" if sides else "没有可以计算的贡献率",
            *(
                _contribution_of(card, item, share)
                for end in ends
                for item in (*over, *under)
                if item.gap == end
            ),
            _absent(items),
        )
    )


def _contribution_of(card: Card, item: Item, share: str) -> str:
    """长乐区产值比上年同期减少0.80亿元，贡献率为-3.72%，低于其产值比重25.47个百分点."""
    places = item.indicator.decimals
    amount = card.panel.by_region(card.panel.increment(item.span))[item.region]
    lead = item.region
    if amount is not None and half_up(amount, 2) < 0:
        level = vocabulary.running(card.panel.dataset.word)
        lead += f"{level}比上年同期{change_of_level(amount)}，"
    gap = above(_gap(item), f"其{share}", places)
    return f"{lead}贡献率为{fixed(_value(item), places)}%，{gap}"
