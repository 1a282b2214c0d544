"""提示事项: what is missing, decided, suspended or unusual. States facts, gives no orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from fzlib.analysis.extremes import grouped
from fzlib.analysis.reconcile import counties_sum
from fzlib.analysis.summary import city_figures, has_base, spans
from fzlib.errors import Problem
from fzlib.presentation import terms
from fzlib.presentation.terms import least_of
from fzlib.presentation.wording import COUNTIES, exact, fixed, listed
from fzlib.scoring.card import Card, Item, make_card
from fzlib.scoring.decisions import EFFECTS, Adjustment
from fzlib.scoring.indicators import INCREMENT
from fzlib.scoring.measures import LEVEL, Measure
from fzlib.scoring.panel import Panel
from fzlib.scoring.periods import AnyPeriod
from fzlib.scoring.rounding import plain
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import FLAGS, STATUSES, Status

Notice = tuple[str, str]  # what kind, what is said
ADJUSTED = "加减分"
DECIDED = (ADJUSTED, *EFFECTS.values())  # kinds of notice that tell a decision


def period_notices(card: Card, warnings: Sequence[Problem] = ()) -> list[Notice]:
    """Every notice of a period, by kind; 合计核对 is always among them where it can be made."""
    by_status: list[Notice] = []
    for status, write in STATUS_NOTICES.items():
        if items := [item for item in card.records if item.status == status]:
            by_status += [(STATUSES[status], text) for text in write(card, items)]
    return [
        *by_status,
        *decisions(card.panel, card.book, card.period),
        *_flags(card),
        *_sums(card),
        *(("数据核对", f"{warning.where}：{warning.what}。") for warning in warnings),
    ]


def decisions(
    panel: Panel, book: RuleBook, when: AnyPeriod, county: str | None = None
) -> list[Notice]:
    """Adjustments and vetoes of a report, each with its basis; of all counties, or of one."""
    counties = panel.counties if county is None else (county,)
    every = (one for one in panel.adjustments or () if one.when == when)
    own = [one for one in every if one.region in counties]
    notices = [(ADJUSTED, _adjusted(one)) for one in own]
    if notices and (bound := _bound(book)):
        notices.append((ADJUSTED, bound))
        notices += [(ADJUSTED, text) for text in _held(own, panel, book)]
    for veto in panel.vetoes:
        if veto.when == when and veto.region in counties:
            effect = EFFECTS[veto.effect]
            notices.append((effect, f"{veto.region}{effect}（依据：{veto.basis}）。"))
    return notices


def _adjusted(one: Adjustment) -> str:
    verb = "加" if one.points >= 0 else "扣"
    return f"{one.region}{one.matter}{verb}{fixed(abs(one.points), 2)}分（依据：{one.basis}）。"


def _bound(book: RuleBook) -> str:
    """一个县（市）区的加减分合计最高10分，最低0分。"""
    bounds = {"最高": book.adjustments.cap, "最低": book.adjustments.floor}
    texts = (f"{word}{plain(bound)}分" for word, bound in bounds.items() if bound is not None)
    listed_ = "，".join(texts)
    return f"一个{COUNTIES}的加减分合计{listed_}。" if listed_ else ""


def _held(own: Sequence[Adjustment], panel: Panel, book: RuleBook) -> Iterable[str]:
    """甲县加减分合计7.00分，按最高5分计: whose sum goes beyond a bound."""
    cap, floor = book.adjustments.cap, book.adjustments.floor
    sums = {
        region: sum((one.points for one in each), Decimal(0))
        for region, each in grouped(own, lambda one: one.region).items()
    }
    for region in (region for region in panel.counties if region in sums):
        total = sums[region]
        over = cap is not None and total > cap
        bound = cap if over else floor
        if bound is not None and (over or total < bound):
            held = f"{'最高' if over else '最低'}{plain(bound)}分"
            yield f"{region}加减分合计{fixed(total, 2)}分，按{held}计。"


def _missing(card: Card, items: Sequence[Item]) -> Iterable[str]:
    """缺数 with the reason; counties that lack the same are named together."""
    without = grouped((item for item in items if item.no_standard), lambda item: item.id)
    for_all = [item_id for item_id, alike in without.items() if len(alike) == len(card.counties)]
    if for_all:
        names = terms.item_names(item for item in items if item.id in for_all)
        yield f"{names}没有标准值，各{COUNTIES}均没有总分和位次。"
    rest = [item for item in items if item.id not in for_all]
    # county by county, what it has not reported itself first
    rest.sort(key=lambda item: (card.counties.index(item.region), not item.no_value))
    own = grouped(rest, lambda item: (item.region, terms.why_missing(item)))
    missing = STATUSES[Status.MISSING]
    groups = grouped(own, lambda key: f"{terms.item_names(own[key])}{missing}（{key[1]}）")
    for text, keys in groups.items():
        yield f"{listed([region for region, _ in keys])}{text}，没有总分和位次。"


def _preliminary(card: Card, items: Sequence[Item]) -> Iterable[str]:
    yield f"{terms.item_names(items)}的标准值只有全国、全省之一，另一个公布后得分可能变动。"


def _referred(card: Card, items: Sequence[Item]) -> Iterable[str]:
    """待审定, what stands in the way, and what the amount of the standard would give."""
    absolute = make_card(card.panel, card.book.with_readings(expected_nonpositive="absolute"))
    for what, own in grouped(items, lambda item: terms.lacking(card.panel, item)).items():
        each = "；".join(_draft(item, absolute.item(item.region, item.id)) for item in own)
        rate = "，没有完成率" if own[0].indicator.target else ""
        yield f"{what}不为正{rate}，审定前没有总分和位次：{each}。"


def _draft(item: Item, absolute: Item) -> str:
    """乙县当月实际完成增量（预期为减少0.50亿元，按预期的绝对值测算得12.00分）."""
    if item.value is None or item.standard is None:  # a completion whose own target it is
        return item.region + item.name
    name = terms.divisor(item.indicator).removesuffix("增量")
    draft = ""
    if absolute.points is not None:
        draft = f"，按{name}的绝对值测算得{fixed(absolute.points, 2)}分"
    return f"{item.region}{item.name}（{name}为{_amount(item)}{draft}）"


def _amount(item: Item) -> str:
    """减少0.50亿元 / 0.50亿元, all decimals."""
    value, row = item.standard, item.indicator
    fallen = value is not None and value < 0 and row.quantity == INCREMENT
    size = value and (abs(value) if fallen else value)
    return f"{'减少' if fallen else ''}{terms.exactly(row, size)}{row.value_unit}"


def _suspended(card: Card, items: Sequence[Item]) -> Iterable[str]:
    """A notice a measure and span; in 1—2月 one."""
    measures = dict.fromkeys(item.indicator.measure for item in items)
    for measure in measures:
        of_measure = [item for item in items if item.indicator.measure == measure]
        for span in spans(card):
            off = [item for item in of_measure if item.span in card.period.twins(span)]
            if off:
                yield _off(card, measure, span, off)


def _off(card: Card, measure: Measure, span: str, off: Sequence[Item]) -> str:
    amount = city_figures(card, measure, span).increment or Decimal(0)
    level = terms.level_of(measure, card.panel.dataset.output)
    bases = {item.id: item.indicator.base or Decimal(0) for item in off}
    base = sum(bases.values(), Decimal(0))
    who = _everyone(card, list(dict.fromkeys(item.region for item in off)))
    size = f"{exact(-amount, least_of(measure.unit))}{measure.unit}"
    fallen = f"比上年同期减少{size}" if amount else "与上年同期相同"
    less = f"，基准分相应减少{plain(base)}分" if has_base(card.book) and base > 0 else ""
    return (
        f"{card.period.span_label(span)}全市{level}{fallen}，"
        f"{terms.item_names(off)}不计分（{who}），总分为其余各项之和{less}。"
    )


def _ruled(card: Card, items: Sequence[Item]) -> Iterable[str]:
    basis = {(ruling.region, ruling.item): ruling.basis for ruling in card.panel.rulings}
    for item in items:
        why = basis[item.region, item.id]
        yield f"{item.region}{item.name}审定为{fixed(item.points, 2)}分（依据：{why}）。"


STATUS_NOTICES: dict[Status, Callable[[Card, Sequence[Item]], Iterable[str]]] = {
    Status.MISSING: _missing,
    Status.PRELIMINARY: _preliminary,
    Status.REFERRED: _referred,
    Status.SUSPENDED: _suspended,
    Status.RULED: _ruled,
}


def _flags(card: Card) -> Iterable[Notice]:
    for code, generic in FLAGS.items():
        flag = generic.of(card.panel.dataset.output)
        groups: dict[tuple[str, ...], list[Item]] = {}
        for item_id in card.book.item_ids:
            each = [card.item(region, item_id) for region in card.counties]
            who = tuple(item.region for item in each if code in item.flags)
            groups.setdefault(who, []).append(each[0])
        groups.pop((), None)
        texts = [f"{terms.item_names(i)}：{_everyone(card, who)}" for who, i in groups.items()]
        if texts:
            yield f"{flag.name}（{flag.mark}）", f"{flag.meaning}。{'；'.join(texts)}。"


def _everyone(card: Card, regions: Sequence[str]) -> str:
    count = len(card.counties)
    return f"全部{count}个{COUNTIES}" if len(regions) == count > 1 else listed(regions, count)


def _sums(card: Card) -> Iterable[Notice]:
    """Counties against the city, of every level that items rest on and the city has."""
    measures = dict.fromkeys(row.measure for row in card.book.indicators)
    for measure in measures:
        if measure.adds_up and measure.of_city:
            yield from _sum(card, measure)


def _sum(card: Card, measure: Measure) -> Iterable[Notice]:
    name = measure.named(card.panel.dataset.output)
    least, unit = least_of(measure.unit), measure.unit
    for span in card.period.distinct(card.book.spans_of(measure)):
        comparison = counties_sum(card.panel, measure.code_of(LEVEL), span)
        if comparison is None:
            continue
        rest, share = comparison.rest, comparison.share
        result = "与全市一致"
        if rest:
            size = f"{exact(abs(rest), least)}{unit}" + (f"（{abs(share)}%）" if share else "")
            why = "，为四舍五入所致" if comparison.rounding else ""
            side = "少" if rest > 0 else "多"
            result = f"{exact(comparison.total, least)}{unit}，比全市{side}{size}{why}"
        lead = f"{card.period.span_label(span)}{name}，全市{exact(comparison.city, least)}{unit}"
        yield "合计核对", f"{lead}，各{COUNTIES}合计{result}。"
