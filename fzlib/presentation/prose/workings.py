"""计算过程: each score as a sum one can redo with a calculator."""

from __future__ import annotations

from fzlib.analysis.explain import Trace, trace
from fzlib.presentation import terms
from fzlib.presentation.prose import point_sums
from fzlib.presentation.wording import bracketed, exact, fixed, places_of
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
    Indicator,
)
from fzlib.scoring.measures import BASE, GROWTH, LEVEL, LEVEL_TARGET
from fzlib.scoring.methods import Completion
from fzlib.scoring.panel import Panel
from fzlib.scoring.rounding import Fixed, plain
from fzlib.vocabulary import FLAGS, STATUSES, Status


def working(card: Card, trace: Trace) -> str:
    """One line: value, standard, gap, points; where there are no points, why."""
    item = trace.item
    if item.status == Status.RULED:
        return f"{item.name}：审定为{fixed(item.points, 2)}分（依据：{trace.basis}）。"
    scored = trace.unbounded is not None
    end = point_sums.points(card, trace) if scored else _why_not(card.panel, item)
    if item.value is None or (item.standard is None and item.indicator.has_standard):
        return f"{item.name}：{end}。"
    parts = [_value(card.panel, item), _standard(card.panel, item), _gap(item)]
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
                value = f"{plain(figure.value)}{series.unit}"
                place = figure.place or FLAGS["derived_base"].name
                lines.append(f"    数据　{figure.region}{name} {value}（{place}）")
    return "\n".join(lines)


def _why_not(panel: Panel, item: Item) -> str:
    """Why an item has no points."""
    status = STATUSES[item.status]
    if item.status == Status.MISSING:
        return f"{status}（{terms.why_missing(item)}），不计分"
    if item.status == Status.SUSPENDED:
        return f"全市增量不为正，{status}"
    return f"{terms.lacking(panel, item)}不为正，{status}"


# --- value and standard ------------------------------------------------------------------------


def _value(panel: Panel, item: Item) -> str:
    """增速5.6%, 增量210.00-200.00=10.00亿元, 完成率63÷70×100=90.0%."""
    row = item.indicator
    word = terms.value_of(row, panel.dataset.output)
    sum_ = _quantity(panel, row, item.span, item.region, terms.exactly(row, item.value))
    return f"{word}{sum_}{row.value_unit}"


def _quantity(panel: Panel, row: Indicator, span: str, region: str, shown: str) -> str:
    """How a region's quantity comes about, ending in what is ``shown``."""
    measure, least = row.measure, terms.least_of(row.measure.unit)
    level = panel.of(measure, LEVEL, span)
    if row.quantity == GROWTH_OF:
        return _growth(panel, row, span, region, shown)
    if row.quantity == INCREMENT:
        own, base = (panel.value(measure.code_of(a), span, region) for a in (LEVEL, BASE))
        return f"{exact(own, least)}-{bracketed(base, least)}={shown}"
    if row.quantity == SHARE:
        return f"{_part(panel, level, region, least)}={shown}"
    if row.quantity == CONTRIBUTION:
        return f"{_part(panel, panel.increment(measure, span), region, least)}={shown}"
    if row.quantity == COMPLETION:
        own = panel.value(measure.code_of(LEVEL), span, region)
        target = panel.value(measure.code_of(LEVEL_TARGET), span, region)
        return f"{exact(own, least)}÷{bracketed(target, least)}×100={shown}"
    return shown


def _growth(panel: Panel, row: Indicator, span: str, region: str, shown: str) -> str:
    """5.0 as it is given, （105.00÷100.00-1）×100=5.0 where it is not."""
    measure, least = row.measure, terms.least_of(row.measure.unit)
    codes = (measure.code_of(aspect) for aspect in (GROWTH, LEVEL, BASE))
    given, level, base = (panel.value(code, span, region) for code in codes)
    if given is not None:
        return shown
    return f"（{exact(level, least)}÷{bracketed(base, least)}-1）×100={shown}"


def _part(panel: Panel, figures: Fixed, county: str, least: int) -> str:
    """2.20÷21.48×100 of the county's and the city's."""
    own, city = (panel.by_region(figures)[name] for name in (county, panel.city.name))
    return f"{exact(own, least)}÷{bracketed(city, least)}×100"


def _standard(panel: Panel, item: Item) -> str:
    """标准值5.0%（暂算）, 全市（1050.00÷1000.00-1）×100=5.0%, 预期8.00亿元; '' without one."""
    row = item.indicator
    if not row.has_standard:
        return ""
    shown, span, output = terms.exactly(row, item.standard), item.span, panel.dataset.output
    name = terms.standard_of(row, output)
    if row.standard == CITY_VALUE:
        sum_ = _quantity(panel, row, span, panel.city.name, shown)
        return f"全市{sum_}{row.value_unit}"
    if row.standard == TARGET:
        return f"{name.removesuffix('增量')}{shown}{row.value_unit}"
    figures = None
    if row.standard == OWN_SHARE:
        figures = panel.of(row.measure, LEVEL, span)
    elif row.standard == LAST_YEAR and row.quantity == SHARE:
        figures = panel.of(row.measure, BASE, span)
    if figures is not None:
        part = _part(panel, figures, item.region, terms.least_of(row.measure.unit))
        return f"{name}{part}={shown}%"
    mark = f"（{STATUSES[item.status]}）" if item.status == Status.PRELIMINARY else ""
    return f"{'标准值' if row.standard in ABOVE else name}{shown}{row.value_unit}{mark}"


def _gap(item: Item) -> str:
    """The gap as a difference, or in % of the standard; '' where there is none to take."""
    row, value, standard = item.indicator, item.value, item.standard
    if value is None or standard is None or isinstance(row.method, Completion):
        return ""
    pair = (standard, value) if row.low else (value, standard)
    if row.gap_is_percent:
        if item.gap is None:
            return ""
        least = places_of(pair, terms.least_of(row.value_unit) if not row.is_rate else row.decimals)
        difference = f"（{exact(pair[0], least)}-{bracketed(pair[1], least)}）"
        size = terms.exactly(row, abs(standard))
        return f"差距{difference}÷{size}×100={fixed(item.gap, row.decimals)}%"
    places = places_of(pair, row.decimals if row.is_rate else terms.least_of(row.value_unit))
    difference = f"{fixed(pair[0], places)}-{bracketed(pair[1], places)}"
    return f"差距{difference}={fixed(pair[0] - pair[1], places)}"
