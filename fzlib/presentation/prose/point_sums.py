"""How the points of an item come of gap, value or place, as a sum: one writer a method."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from fzlib.analysis.explain import Portion, Trace
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, bracketed, enclosed, exact, fixed, trimmed
from fzlib.scoring.card import Card
from fzlib.scoring.engine import floor_of
from fzlib.scoring.methods import (
    HIGHEST,
    LOWEST,
    Bands,
    Between,
    ByRank,
    Completion,
    PerUnit,
    Steps,
    Tiers,
)
from fzlib.scoring.rounding import half_up


def points(card: Card, trace: Trace) -> str:
    """10+0.6÷0.1×0.2=11.20，得11.20分: the sum, what cap and floor did, the points."""
    text = WRITERS[type(trace.item.indicator.method)](card, trace)
    return f"{text}，{_cut(card, trace)}得{fixed(trace.item.points, 2)}分"


def _cut(card: Card, trace: Trace) -> str:
    """超过满分，; 扣至0分为止，; '' where neither cap nor floor is reached."""
    row = trace.item.indicator
    if trace.capped and row.cap is not None:
        return "超过满分，" if row.cap == row.points else f"超过最高{trimmed(row.cap)}分，"
    if not trace.floored:
        return ""
    floor = floor_of(row, card.book.readings)
    return "扣至0分为止，" if not floor else f"低于最低{trimmed(floor)}分，"


def _gap(trace: Trace, size: Fraction | Decimal) -> str:
    """A gap, or a part of it, as an operand; in brackets where it is negative."""
    row = trace.item.indicator
    least = row.decimals if row.is_rate or row.gap_is_percent else 0
    return bracketed(_exact(size), least)


def _exact(value: Fraction | Decimal) -> Decimal:
    """A terminating fraction as a decimal."""
    if isinstance(value, Decimal):
        return value
    return half_up(value, 10).normalize() + 0


def _product(size: str, portion: Portion) -> str:
    """0.6÷0.1×0.2."""
    return f"{size}÷{trimmed(portion.slope.step)}×{bracketed(portion.slope.per_step, 0)}"


def _sloped(card: Card, trace: Trace) -> str:
    """Steps, tiers and units: base and, of each slope, what is counted at it."""
    row, method = trace.item.indicator, trace.item.indicator.method
    assert row.base is not None
    base = bracketed(row.base, 0)
    first = f"{base}+" if row.base else ""
    whole = method.whole if isinstance(method, PerUnit) else card.book.readings.steps == "whole"
    if whole and not isinstance(method, Tiers):
        (portion,) = trace.portions
        count, size = Decimal(int(portion.steps)), _gap(trace, portion.size)
        per_step = bracketed(portion.slope.per_step, 0)
        whole_steps = f"{size}÷{trimmed(portion.slope.step)}取整为{trimmed(count)}档"
        text = f"{whole_steps}，{first}{bracketed(count, 0)}×{per_step}"
    else:
        parts = (_product(_gap(trace, portion.size), portion) for portion in trace.portions)
        text = "+".join([*([base] if row.base else []), *parts])
    # a gap of 0 lies in no tier
    return f"{text}={_decimal(trace.unbounded)}" if trace.portions else f"差距为0，{base}={base}"


def _completed(card: Card, trace: Trace) -> str:
    """15×98.46÷100.00=14.769: points times value over standard."""
    item, row = trace.item, trace.item.indicator
    amounts = [one for one in (item.value, item.standard) if one is not None]
    value, standard = (terms.operand(row, one, amounts) for one in amounts)
    return f"{trimmed(row.points)}×{value}÷{standard}={_decimal(trace.unbounded)}"


def _between(card: Card, trace: Trace) -> str:
    """最低25个，最高60个，25×［0.5+（1−0.5）×（46−25）÷（60−25）］=20.00."""
    item, row = trace.item, trace.item.indicator
    method = row.method
    assert isinstance(method, Between)
    assert trace.ends is not None
    assert item.value is not None
    low, high = trace.ends
    amounts = (low, high, item.value)
    ends = (_end(trace, method.low, low), _end(trace, method.high, high))
    lead = "，".join(ends)
    inside = low < item.value < high
    if not inside:
        return f"{lead}，{_at_an_end(trace)}"
    reached = (high, item.value) if row.low else (item.value, low)
    first, second = (terms.operand(row, end, amounts) for end in reached)
    width = enclosed("−".join(terms.operand(row, end, amounts) for end in (high, low)))
    share = f"{enclosed(f'{first}−{second}')}÷{width}"
    if method.least:
        share = enclosed(f"{trimmed(method.least)}+（1−{trimmed(method.least)}）×{share}")
    return f"{lead}，{trimmed(row.points)}×{share}={_decimal(trace.unbounded)}"


def _end(trace: Trace, of: Decimal | str, end: Decimal) -> str:
    """最高60个（甲区）, 上限100%: one end, and who has it where it is one county."""
    row, compared = trace.item.indicator, trace.compared
    shown = f"{terms.exactly(row, end)}{row.value_unit}"
    if of == LOWEST:
        who = compared.at_lowest if compared else ()
        return f"最低{shown}{_whose(who)}"
    if of == HIGHEST:
        who = compared.at_highest if compared else ()
        return f"最高{shown}{_whose(who)}"
    method = row.method
    assert isinstance(method, Between)
    return f"{'下限' if of == method.low else '上限'}{shown}"


def _whose(who: tuple[str, ...]) -> str:
    return f"（{who[0]}）" if len(who) == 1 else ""


def _at_an_end(trace: Trace) -> str:
    """Full points at the better end or beyond it, the least share at the other."""
    item, method = trace.item, trace.item.indicator.method
    assert isinstance(method, Between)
    assert trace.ends is not None
    low, high = trace.ends
    full = trimmed(method.full)
    if trace.unbounded == Fraction(method.full) and method.least != 1:
        best = method.low if item.indicator.low else method.high
        names = {LOWEST: "最低值", HIGHEST: "最高值"}
        reached = names.get(str(best), "下限" if item.indicator.low else "上限")
        return f"{'两端相同' if low == high else f'达到{reached}'}，满分{full}分"
    return f"{full}×{trimmed(method.least)}={_decimal(trace.unbounded)}"


def _placed(card: Card, trace: Trace) -> str:
    """在8个县（市）区中由高到低列第2位."""
    low = trace.item.indicator.low
    count = trace.compared.count if trace.compared else 0
    group = card.group_of[trace.item.region]
    return f"在{group}{count}个{COUNTIES}中由{'低到高' if low else '高到低'}列第{trace.place}位"


def _banded(card: Card, trace: Trace) -> str:
    """差距在5个百分点及以上: the band reached."""
    row, band, method = trace.item.indicator, trace.band, trace.item.indicator.method
    assert isinstance(method, Bands)
    what = "差距" if row.has_standard else terms.value_of(row, card.panel.dataset.output)
    if band is None:
        return "不足最低一档"
    if band.start is None:
        return "不足以上各档" if len(method.bands) > 1 else "不分档"
    return f"{what}在{terms.step(band.start, row.unit or row.value_unit)}及以上"


WRITERS: dict[type, Callable[[Card, Trace], str]] = {
    Steps: _sloped,
    Tiers: _sloped,
    PerUnit: _sloped,
    Completion: _completed,
    Between: _between,
    ByRank: _placed,
    Bands: _banded,
}


def _decimal(value: Fraction | None) -> str:
    """A terminating fraction in full; another to 4 decimals, marked 约."""
    assert value is not None
    scaled = value * 10**8
    if scaled.denominator == 1:
        return exact(Decimal(scaled.numerator).scaleb(-8))
    return f"约{fixed(value, 4)}"
