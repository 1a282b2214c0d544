"""计算过程: each score as a sum one can redo with a calculator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fzlib.analysis.explain import Trace, trace
from fzlib.presentation import terms
from fzlib.presentation.wording import NONE, exact, fixed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.rounding import half_up, plain
from fzlib.vocabulary import MEASURES, Status, measure_name, share_of


def working(card: Card, trace: Trace) -> str:
    """One line: value, standard, gap, points; where there are no points, why."""
    item, word = trace.item, card.panel.dataset.word
    title = terms.item_name(item, word)
    if item.status == Status.RULED:
        return f"{title}：审定为{fixed(item.points, 2)}分（依据：{trace.basis}）。"
    lead = _value(card, trace)
    if trace.unbounded is None:
        return f"{title}：{lead}{'；' if lead else ''}{_why_not(item)}。"
    return f"{title}：{lead}；{_points(card, trace)}。"


def explain(card: Card, region: str, item_id: str | None = None) -> str:
    """A county's scores (or one of them) as text: clause, sum, and the cells it rests on.

    RequestError where the county or the item is not in the card.
    """
    chosen = card.book.item_ids if item_id is None else (item_id,)
    return "\n".join(_explained(card, trace(card, region, one)) for one in chosen)


def _explained(card: Card, found: Trace) -> str:
    lines = [f"{found.item.region}{working(card, found)}", f"    依据　{found.clause}"]
    for one in found.inputs:
        if one.value is not None:
            name = measure_name(one.measure, one.span, card.panel.dataset.word)
            unit = MEASURES[one.measure].unit
            where = str(one.place) if one.place else "推算"
            lines.append(f"    数据　{one.region}{name} {plain(one.value)}{unit}（{where}）")
    return "\n".join(lines)


def _why_not(item: Item) -> str:
    """Why an item has no points."""
    return {
        Status.MISSING: f"缺数（{'本地未报' if item.no_value else '标准值未发布'}），不计分",
        Status.SUSPENDED: "全市增量不为正，暂停计分",
        Status.REFERRED: "预期增量不为正，待审定",
    }[item.status]


def _value(card: Card, trace: Trace) -> str:
    """How value, standard and gap come about."""
    item, places = trace.item, trace.item.indicator.decimals
    code = item.indicator.code
    if item.value is None or item.standard is None:
        return ""
    if code == "increment":
        return _increment(trace)
    value, standard = fixed(item.value, places), fixed(item.standard, places)
    gap = f"{value}-{_bracket(item.standard, places)}={fixed(item.value - item.standard, places)}"
    if code == "va_growth":
        early = "（暂算）" if item.status == Status.PRELIMINARY else ""
        return f"增速{value}%，标准值{standard}%{early}，差距{gap}"
    if code == "output_growth":
        own = _growth(trace, item.region, value)
        city = _growth(trace, card.panel.city.name, standard)
        return f"增速{own}%，全市{city}%，差距{gap}"
    return (
        f"贡献率{_ratio(card, trace, 'increment')}={value}%，"
        f"{share_of(card.panel.dataset.word)}{_ratio(card, trace, 'output')}={standard}%，"
        f"差距{gap}"
    )


def _growth(trace: Trace, region: str, shown: str) -> str:
    given, level, base = (
        trace.get(measure, region) for measure in ("output_growth", "output", "base")
    )
    if given is not None and given.value is not None:
        return shown
    assert level is not None
    assert base is not None
    return f"（{exact(level.value)}÷{exact(base.value)}-1）×100={shown}"


def _increment(trace: Trace) -> str:
    item = trace.item
    level, base = (trace.get(measure, item.region) for measure in ("output", "base"))
    assert level is not None
    assert base is not None
    text = f"增量{exact(level.value)}-{exact(base.value)}={exact(item.value)}亿元，"
    text += f"预期{exact(item.standard)}亿元"
    if item.gap is None or item.standard is None:
        return text
    least = max(2, *(len(plain(v).partition(".")[2]) for v in (item.value, item.standard)))
    value, standard = exact(item.value, least), _bracket(item.standard, 2, least)
    return (
        f"{text}，差距（{value}-{standard}）÷{exact(abs(item.standard))}×100="
        f"{fixed(item.gap, item.indicator.decimals)}%"
    )


def _ratio(card: Card, trace: Trace, what: str) -> str:
    """2.20÷21.48×100 of the county's and the city's increment or output."""
    panel, span = card.panel, trace.item.span
    each = panel.increment(span) if what == "increment" else panel.figures["output", span]
    own, city = (panel.by_region(each)[name] for name in (trace.item.region, panel.city.name))
    return f"{exact(own)}÷{_bracket(city, 2) if city is not None else NONE}×100"


def _bracket(value: Decimal, places: int, least: int | None = None) -> str:
    """A negative number after an operator stands in brackets; all decimals kept."""
    text = exact(value, places if least is None else least)
    return f"（{text}）" if text.startswith("-") else text


def _points(card: Card, trace: Trace) -> str:
    item, row = trace.item, trace.item.indicator
    assert item.gap is not None
    assert trace.steps is not None
    assert trace.unbounded is not None
    step, per_step = plain(row.step), plain(row.per_step)
    gap = _bracket(item.gap, row.decimals)
    if card.book.readings.steps == "whole":
        count = int(trace.steps)
        shown = f"（{count}）" if count < 0 else str(count)
        text = f"{gap}÷{step}取整为{count}档，{plain(row.base)}+{shown}×{per_step}"
    else:
        text = f"{plain(row.base)}+{gap}÷{step}×{per_step}"
    text += f"={_decimal(trace.unbounded)}"
    if trace.capped:
        return f"{text}，超过满分，得{fixed(item.points, 2)}分"
    if trace.floored:
        return f"{text}，扣至0分为止，得{fixed(item.points, 2)}分"
    return f"{text}，得{fixed(item.points, 2)}分"


def _decimal(value: Fraction) -> str:
    """A terminating fraction in full; another to 4 decimals, marked 约."""
    scaled = value * 10**8
    if scaled.denominator == 1:
        return exact(Decimal(scaled.numerator).scaleb(-8))
    return f"约{half_up(value, 4)}"
