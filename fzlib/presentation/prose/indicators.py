"""二、考评结果（二）起: one part an indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from fzlib.analysis.summary import city_increment, items_of, spans
from fzlib.presentation import terms
from fzlib.presentation.prose.city import ABOVE, below_last_year
from fzlib.presentation.wording import (
    COUNTIES,
    above,
    change_of_level,
    fixed,
    growth,
    names,
    points,
)
from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import Status
from fzlib.scoring.rounding import half_up
from fzlib.scoring.rulebook import Indicator

ZERO = Decimal(0)


def indicator(card: Card, row: Indicator) -> list[str]:
    """A paragraph a span; in 1—2月 one."""
    write = {
        "va_growth": _growth_part,
        "output_growth": _growth_part,
        "increment": _increment_part,
        "contribution": _contribution_part,
    }[row.code]
    return [write(card, row, span, items_of(card, row, span)) for span in spans(card)]


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
        return f"各{COUNTIES}均{say(known[0])}"
    said = []
    for word, best in (("最高", max(values)), ("最低", min(values))):
        who = [item for item in known if item.value == best]
        said.append(f"{word}的是{names([item.region for item in who])}（{say(who[0])}）")
    return "，".join(said)


def _clauses(*parts: str | list[str]) -> str:
    return "，".join(str(part) for part in parts if part)


def _growth_part(card: Card, row: Indicator, span: str, items: list[Item]) -> str:
    label = card.period.span_label(span)
    standard = next((item.standard for item in items if item.standard is not None), None)
    if standard is None:
        return f"{label}，没有标准值，本项不计分。"
    owner = "全市" if row.code == "output_growth" else _owner(card, row, span, standard)
    over, equal, under = _sides(items)
    scored = [item for item in items if item.status < Status.MISSING]
    full = [item for item in scored if row.cap is not None and item.points == row.cap]
    zero = [item for item in scored if item.points == 0]
    cap = points(row.cap or ZERO)
    sentences = (
        f"{label}，标准值为{owner}增速（{fixed(standard, row.decimals)}%）；"
        + _clauses(
            _count(over, "高于标准值的"), _count(equal, "持平的"), _count(under, "低于标准值的")
        ),
        _extremes(items, lambda item: growth(_value(item), row.decimals)),
        _clauses(_count(full, f"得满分（{cap}）的"), _count(zero, "得0分的")),
        _absent(items),
    )
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def _owner(card: Card, row: Indicator, span: str, standard: Decimal) -> str:
    """全国, 全省 or both: whose growth is the higher."""
    rates = {
        label: card.panel.value("va_growth", span, region.name)
        for label, region in zip(ABOVE, card.panel.regions, strict=False)
    }
    return "、".join(
        label
        for label, rate in rates.items()
        if rate is not None and half_up(rate, row.decimals) == standard
    )


def _absent(items: Sequence[Item]) -> str:
    gone = [item.region for item in items if item.status == Status.MISSING]
    referred = [item.region for item in items if item.status == Status.REFERRED]
    return _clauses(gone and f"{names(gone)}缺数", referred and f"{names(referred)}待审定")


def _increment_part(card: Card, row: Indicator, span: str, items: list[Item]) -> str:
    known = [item for item in items if item.value is not None]
    compared = [item for item in known if item.standard is not None]
    done = [item for item in compared if _value(item) >= _standard(item)]
    what = f"增量达到{terms.EXPECTED[span]}的"
    rates = {
        item.region: half_up(_value(item) / _standard(item) * 100, 2)
        for item in compared
        if _standard(item) > 0 and _value(item) > 0
    }
    best = max(rates.values(), default=None)
    who = names([region for region, rate in rates.items() if rate == best])
    lower = sorted((item for item in known if half_up(_value(item), 2) < 0), key=_value)
    each = names([f"{item.region}（{change_of_level(_value(item))}）" for item in lower])
    level = terms.plain_word(card.panel.dataset.word)
    sentences = (
        f"{card.period.span_label(span)}，"
        + _clauses(
            _count(done, what) or (f"没有{what}{COUNTIES}" if compared else "没有可比的预期增量"),
            f"完成率最高的是{who}（{best}%）" if rates else "",
        ),
        f"{level}低于上年同期的有{len(lower)}个：{each}" if lower else "",
        _absent(items),
    )
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def _contribution_part(card: Card, row: Indicator, span: str, items: list[Item]) -> str:
    label, word = card.period.span_label(span), card.panel.dataset.word
    share = terms.share_of(word)
    amount = city_increment(card.panel, span)
    if amount is not None and any(item.status == Status.SUSPENDED for item in items):
        level = terms.plain_word(word)
        return (
            f"{label}，全市{level}{below_last_year(amount)}，{row.name}暂停计分，"
            "总分为其余各项之和。"
        )
    over, equal, under = _sides(items)
    sentences = (
        f"{label}，"
        + (
            _clauses(
                _count(over, f"贡献率高于{share}的"),
                _count(equal, "持平的"),
                _count(under, f"低于{share}的"),
            )
            or "没有可以计算的贡献率"
        ),
        _contribution_of(card, max(over, key=_gap), share) if over else "",
        _contribution_of(card, min(under, key=_gap), share) if under else "",
        _absent(items),
    )
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def _contribution_of(card: Card, item: Item, share: str) -> str:
    """长乐区产值比上年同期减少0.80亿元，贡献率为-3.72%，低于其产值比重25.47个百分点."""
    places = item.indicator.decimals
    amounts = card.panel.increment(item.span).decimals()[3:]
    amount = amounts[card.counties.index(item.region)]
    lead = item.region
    if amount is not None and half_up(amount, 2) < 0:
        level = terms.plain_word(card.panel.dataset.word)
        lead += f"{level}比上年同期{change_of_level(amount)}，"
    gap = above(_gap(item), f"其{share}", places)
    return f"{lead}贡献率为{fixed(_value(item), places)}%，{gap}"
