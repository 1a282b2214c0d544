"""计算过程: each score as a sum one can redo with a calculator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fzlib.analysis.explain import Trace, trace
from fzlib.presentation import terms
from fzlib.presentation.wording import bracketed, exact, fixed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.panel import Panel
from fzlib.scoring.rounding import Fixed, decimals_of, half_up, plain
from fzlib.vocabulary import FLAGS, LEVELS, MEASURES, STATUSES, Status, measure_name, share_of


def working(card: Card, trace: Trace) -> str:
    """One line: value, standard, gap, points; where there are no points, why."""
    item = trace.item
    if item.status == Status.RULED:
        return f"{item.name}：审定为{fixed(item.points, 2)}分（依据：{trace.basis}）。"
    end = _points(card, trace)
    if item.value is None or item.standard is None:
        return f"{item.name}：{end}。"
    value = VALUES[item.indicator.code](card.panel, item)
    return f"{item.name}：{value}{_gap(item, item.value, item.standard)}；{end}。"


def explain(card: Card, region: str, item_id: str | None = None) -> str:
    """A county's scores (or one of them) as text: clause, sum, and the cells it rests on.

    RequestError where the county or the item is not in the card.
    """
    lines = []
    for chosen in card.book.item_ids if item_id is None else (item_id,):
        steps = trace(card, region, chosen)
        lines += [f"{region}{working(card, steps)}", f"    依据　{steps.clause}"]
        for figure in steps.inputs:
            if figure.value is not None:
                name = measure_name(figure.measure, figure.span, card.panel.dataset.output)
                value = f"{plain(figure.value)}{MEASURES[figure.measure].unit}"
                place = figure.place or FLAGS["derived_base"].name
                lines.append(f"    数据　{figure.region}{name} {value}（{place}）")
    return "\n".join(lines)


def _why_not(item: Item) -> str:
    """Why an item has no points."""
    status = STATUSES[item.status]
    if item.status == Status.MISSING:
        return f"{status}（{terms.why_missing(item)}），不计分"
    return f"{'全市' if item.status == Status.SUSPENDED else '预期'}增量不为正，{status}"


def _value_added(panel: Panel, item: Item) -> str:
    value, standard = _rounded(item)
    mark = f"（{STATUSES[item.status]}）" if item.status == Status.PRELIMINARY else ""
    return f"增速{value}%，标准值{standard}%{mark}"


def _output(panel: Panel, item: Item) -> str:
    value, standard = _rounded(item)
    own = _growth(panel, item.span, item.region, value)
    return f"增速{own}%，全市{_growth(panel, item.span, panel.city.name, standard)}%"


def _growth(panel: Panel, span: str, region: str, shown: str) -> str:
    """5.0 as it is given, （105.00÷100.00-1）×100=5.0 where it is not."""
    measures = ("output_growth", *LEVELS)
    given, level, base = (panel.value(measure, span, region) for measure in measures)
    return shown if given is not None else f"（{exact(level)}÷{exact(base)}-1）×100={shown}"


def _increment(panel: Panel, item: Item) -> str:
    level, base = (exact(panel.value(measure, item.span, item.region)) for measure in LEVELS)
    return f"增量{level}-{base}={exact(item.value)}亿元，预期{exact(item.standard)}亿元"


def _contribution(panel: Panel, item: Item) -> str:
    value, standard = _rounded(item)
    amount = _ratio(panel, panel.increment(item.span), item.region)
    level = _ratio(panel, panel.figures["output", item.span], item.region)
    return f"贡献率{amount}={value}%，{share_of(panel.dataset.output)}{level}={standard}%"


def _ratio(panel: Panel, figures: Fixed, county: str) -> str:
    """2.20÷21.48×100 of the county's and the city's increment or output."""
    own, city = (panel.by_region(figures)[name] for name in (county, panel.city.name))
    return f"{exact(own)}÷{bracketed(city)}×100"


VALUES = {  # indicator → how its value and standard come about
    "va_growth": _value_added,
    "output_growth": _output,
    "increment": _increment,
    "contribution": _contribution,
}


def _rounded(item: Item) -> tuple[str, str]:
    """Value and standard as the gap takes them."""
    places = item.indicator.decimals
    return fixed(item.value, places), fixed(item.standard, places)


def _gap(item: Item, value: Decimal, standard: Decimal) -> str:
    """The gap as a difference, 百分点, or in % of the standard; '' where there is none."""
    places = item.indicator.decimals
    if item.indicator.standard != "expected":
        difference = f"{fixed(value, places)}-{bracketed(standard, places)}"
        return f"，差距{difference}={fixed(value - standard, places)}"
    if item.gap is None:
        return ""
    least = max(2, decimals_of([value, standard]))
    difference = f"（{exact(value, least)}-{bracketed(standard, least)}）"
    return f"，差距{difference}÷{exact(abs(standard))}×100={fixed(item.gap, places)}%"


def _points(card: Card, trace: Trace) -> str:
    """The points as a sum; where there are none, why."""
    item, row = trace.item, trace.item.indicator
    if trace.steps is None or trace.unbounded is None:
        return _why_not(item)
    base, step, per_step = plain(row.base), plain(row.step), plain(row.per_step)
    gap = bracketed(item.gap, row.decimals)
    if card.book.readings.steps == "whole":
        count = int(trace.steps)
        shown = f"（{count}）" if count < 0 else count
        text = f"{gap}÷{step}取整为{count}档，{base}+{shown}×{per_step}"
    else:
        text = f"{base}+{gap}÷{step}×{per_step}"
    cut = "超过满分，" if trace.capped else "扣至0分为止，" if trace.floored else ""
    return f"{text}={_decimal(trace.unbounded)}，{cut}得{fixed(item.points, 2)}分"


def _decimal(value: Fraction) -> str:
    """A terminating fraction in full; another to 4 decimals, marked 约."""
    scaled = value * 10**8
    if scaled.denominator == 1:
        return exact(Decimal(scaled.numerator).scaleb(-8))
    return f"约{half_up(value, 4)}"
