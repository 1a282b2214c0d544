"""计算过程: each score as a sum one can redo with a calculator."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.explain import Trace, trace
from fzlib.presentation import terms
from fzlib.presentation.prose import point_sums
from fzlib.presentation.wording import bracketed, enclosed, fixed, trimmed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import (
    ABOVE,
    CITY_VALUE,
    COMPLETION,
    CONTRIBUTION,
    GROWTH_OF,
    INCREMENT,
    LAST_YEAR,
    OWN_SHARE,
    SHARE,
    TARGET,
)
from fzlib.scoring.measures import BASE, GROWTH, LEVEL, LEVEL_TARGET
from fzlib.scoring.methods import Completion
from fzlib.scoring.panel import Panel
from fzlib.scoring.rounding import Fixed
from fzlib.vocabulary import FLAGS, STATUSES, Status


def working(card: Card, trace: Trace) -> str:
    """One line: value, standard, gap, points; where there are no points, why."""
    item = trace.item
    if item.status == Status.RULED:
        return f"{item.name}：审定为{fixed(item.points, 2)}分（依据：{trace.basis}）。"
    scored = trace.unbounded is not None
    end = point_sums.points(card, trace) if scored else why_not(card.panel, item)
    if item.value is None or (item.standard is None and item.indicator.has_standard):
        return f"{item.name}：{end}。"
    panel, amounts = card.panel, _amounts(trace, card.panel)
    parts = [_value(panel, item, amounts), _standard(panel, item, amounts), _gap(item, amounts)]
    return f"{item.name}：{'，'.join(filter(None, parts))}；{end}。"


def explain(card: Card, region: str, item_id: str | None = None) -> str:
    """A county's scores (or one of them) as text: clause, sum, and the cells it rests on.

    RequestError where the county or the item is not in the card.
    """
    lines, panel = [], card.panel
    for chosen in card.book.item_ids if item_id is None else (item_id,):
        steps = trace(card, region, chosen)
        lines += [f"{region}{working(card, steps)}", f"    依据　{steps.clause}"]
        for figure in steps.inputs:
            if figure.value is not None:
                series = panel.series[figure.series]
                name = series.named(figure.span, panel.dataset.output)
                value = f"{trimmed(figure.value)}{series.unit}"
                place = figure.place or FLAGS["derived_base"].name
                lines.append(f"    数据　{figure.region}{name} {value}（{place}）")
    return "\n".join(lines)


def why_not(panel: Panel, item: Item) -> str:
    """Why an item has no points."""
    status = STATUSES[item.status]
    if item.status == Status.MISSING:
        return f"{status}（{terms.why_missing(item)}），不计分"
    if item.status == Status.SUSPENDED:
        return f"全市增量不为正，{status}"
    return f"{terms.lacking(panel, item)}不为正，{status}"


# --- value and standard ------------------------------------------------------------------------


def _amounts(trace: Trace, panel: Panel) -> list[Decimal]:
    """The amounts that a line is made of: they stand in it with the same decimals."""
    item, unit = trace.item, trace.item.indicator.measure.unit
    own = [one.value for one in trace.inputs if panel.series[one.series].unit == unit]
    if not item.indicator.is_rate:
        own += [item.value, item.standard]
    return [amount for amount in own if amount is not None]


def _value(panel: Panel, item: Item, amounts: Sequence[Decimal]) -> str:
    """增速5.6%, 增量210.00−200.00=10.00亿元, 完成率63÷70×100=90.0%."""
    row = item.indicator
    word, shown = terms.value_of(row, panel.dataset.output), terms.exactly(row, item.value, amounts)
    return f"{word}{_quantity(panel, item, item.region, shown, amounts)}{row.value_unit}"


def _quantity(panel: Panel, item: Item, region: str, shown: str, amounts: Sequence[Decimal]) -> str:
    """How a region's quantity comes about, ending in what is ``shown``."""
    row, span = item.indicator, item.span
    measure, places = row.measure, terms.places_in(row.measure.unit, amounts)
    level = panel.of(measure, LEVEL, span)

    def operand(aspect: str) -> str:
        return bracketed(panel.value(measure.code_of(aspect), span, region), places)

    if row.quantity == GROWTH_OF:
        # 5.0 as it is given, （105.00÷100.00−1）×100=5.0 where it is not
        if panel.value(measure.code_of(GROWTH), span, region) is not None:
            return shown
        return f"{enclosed(f'{operand(LEVEL)}÷{operand(BASE)}−1')}×100={shown}"
    if row.quantity == INCREMENT:
        return f"{operand(LEVEL)}−{operand(BASE)}={shown}"
    if row.quantity == SHARE:
        return f"{_part(panel, level, region, places)}={shown}"
    if row.quantity == CONTRIBUTION:
        return f"{_part(panel, panel.increment(measure, span), region, places)}={shown}"
    if row.quantity == COMPLETION:
        return f"{operand(LEVEL)}÷{operand(LEVEL_TARGET)}×100={shown}"
    return shown


def _part(panel: Panel, figures: Fixed, county: str, places: int) -> str:
    """2.20÷21.48×100 of the county's and the city's."""
    own, city = (panel.by_region(figures)[name] for name in (county, panel.city.name))
    return f"{bracketed(own, places)}÷{bracketed(city, places)}×100"


def _standard(panel: Panel, item: Item, amounts: Sequence[Decimal]) -> str:
    """标准值5.0%（暂算）, 全市（1050.00÷1000.00−1）×100=5.0%, 预期8.00亿元; '' without one."""
    row = item.indicator
    if not row.has_standard:
        return ""
    shown, span = terms.exactly(row, item.standard, amounts), item.span
    name = terms.standard_of(row, panel.dataset.output)
    if row.standard == CITY_VALUE:
        sum_ = _quantity(panel, item, panel.city.name, shown, amounts)
        return f"全市{sum_}{row.value_unit}"
    if row.standard == TARGET:
        return f"{name.removesuffix('增量')}{shown}{row.value_unit}"
    figures = None
    if row.standard == OWN_SHARE:
        figures = panel.of(row.measure, LEVEL, span)
    elif row.standard == LAST_YEAR and row.quantity == SHARE:
        figures = panel.of(row.measure, BASE, span)
    if figures is not None:
        places = terms.places_in(row.measure.unit, amounts)
        return f"{name}{_part(panel, figures, item.region, places)}={shown}%"
    mark = f"（{STATUSES[item.status]}）" if item.status == Status.PRELIMINARY else ""
    return f"{'标准值' if row.standard in ABOVE else name}{shown}{row.value_unit}{mark}"


def _gap(item: Item, amounts: Sequence[Decimal]) -> str:
    """The gap as a difference, or in % of the standard; '' where there is none to take."""
    row, value, standard = item.indicator, item.value, item.standard
    if value is None or standard is None or isinstance(row.method, Completion):
        return ""
    pair = (standard, value) if row.low else (value, standard)
    difference = "−".join(terms.operand(row, one, amounts) for one in pair)
    if not row.gap_is_percent:
        return f"差距{difference}={terms.exactly(row, pair[0] - pair[1], amounts)}"
    if item.gap is None:
        return ""
    size = terms.exactly(row, abs(standard), amounts)
    return f"差距{enclosed(difference)}÷{size}×100={fixed(item.gap, row.decimals)}%"
