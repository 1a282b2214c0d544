"""提示事项 of a period: what is missing, decided, suspended or unusual. Facts, no orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from fzlib.analysis.extremes import grouped
from fzlib.analysis.plausibility import UNEQUAL
from fzlib.analysis.reconcile import counties_sum
from fzlib.analysis.summary import city_figures, has_base, spans
from fzlib.errors import Problem
from fzlib.presentation import terms
from fzlib.presentation.prose.doubts import doubts
from fzlib.presentation.prose.hints import (
    ADJUSTED,
    DOUBT,
    HERE,
    SUMS,
    Case,
    Hint,
    everyone,
    named,
    weight,
)
from fzlib.presentation.prose.rules.ranking import bounds
from fzlib.presentation.terms import places_in
from fzlib.presentation.wording import COUNTIES, fixed, trimmed
from fzlib.scoring.card import Card, Item, make_card
from fzlib.scoring.decisions import EFFECTS, Adjustment
from fzlib.scoring.indicators import INCREMENT
from fzlib.scoring.measures import LEVEL, Measure
from fzlib.scoring.panel import FigureKey, Panel
from fzlib.scoring.periods import AnyPeriod
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import FLAGS, STATUSES, Status

NO_TOTAL = "不计总分和位次"
EQUAL = f"各{COUNTIES}合计与全市一致"
ROUNDED = f"各{COUNTIES}合计与全市的相差为四舍五入所致"


def period_hints(card: Card, problems: Sequence[Problem] = ()) -> list[Hint]:
    """Every hint of a period, what bears on a score first.

    ``problems``: what the checks of its figures found (`datacheck.hints`).
    """
    hints: list[Hint] = []
    for status, write in STATUS_HINTS.items():
        if items := [item for item in card.records if item.status == status]:
            hints += [replace(hint, kind=STATUSES[status]) for hint in write(card, items)]
    hints += _decided(card.panel, card.book, card.period)
    hints += [*_flags(card), *_sums(card), *doubts(card, problems, _summed(card))]
    return sorted(hints, key=lambda hint: weight(hint.kind))


def county_hints(card: Card, county: str, problems: Sequence[Problem] = ()) -> list[Hint]:
    """Those of a period that concern one county, or the city's figures its items rest on.

    Without the marks of its scores, which stand beside them.
    """
    told = (hint for hint in period_hints(card, problems) if not hint.marked)
    own = (hint.of(county, card) for hint in told)
    return [hint for hint in own if hint is not None]


def decisions(panel: Panel, book: RuleBook, when: AnyPeriod) -> list[tuple[str, str]]:
    """Adjustments and vetoes of a report, kind and sentence, each with its basis."""
    return [(hint.kind, f"{hint.matter}。") for hint in _decided(panel, book, when)]


def _decided(panel: Panel, book: RuleBook, when: AnyPeriod) -> list[Hint]:
    every = (one for one in panel.adjustments or () if one.when == when)
    own = [one for one in every if one.region in panel.counties]
    hints = [Hint(ADJUSTED, _adjusted(one), regions=(one.region,)) for one in own]
    if hints and (bound := _bound(book)):
        hints.append(Hint(ADJUSTED, bound, regions=tuple(one.region for one in own)))
        hints += _held(own, panel, book)
    for veto in panel.vetoes:
        if veto.when == when and veto.region in panel.counties:
            effect = EFFECTS[veto.effect]
            text = f"{veto.region}{effect}（依据：{veto.basis}）"
            hints.append(Hint(effect, text, regions=(veto.region,)))
    return hints


def _adjusted(one: Adjustment) -> str:
    verb = "加" if one.points >= 0 else "扣"
    return f"{one.region}{one.matter}{verb}{fixed(abs(one.points), 2)}分（依据：{one.basis}）"


def _bound(book: RuleBook) -> str:
    """一个县（市）区的加减分合计最高10分，最低0分。"""
    own = bounds(book)
    return f"一个{COUNTIES}的加减分合计{own}" if own else ""


def _held(own: Sequence[Adjustment], panel: Panel, book: RuleBook) -> Iterable[Hint]:
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
            held = f"{'最高' if over else '最低'}{trimmed(bound)}分"
            text = f"{region}加减分合计{fixed(total, 2)}分，按{held}计"
            yield Hint(ADJUSTED, text, regions=(region,))


def _cases(items: Iterable[Item]) -> tuple[Case, ...]:
    return tuple(Case(item.region, item.indicator.short, item.span) for item in items)


def _of(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.region for item in items))


def _missing(card: Card, items: Sequence[Item]) -> Iterable[Hint]:
    """缺数 with the reason; what a county has not reported itself first."""
    without = grouped((item for item in items if item.no_standard), lambda item: item.id)
    for_all = [item_id for item_id, alike in without.items() if len(alike) == len(card.counties)]
    if for_all:
        names = named(_cases(item for item in items if item.id in for_all), card)
        text = f"{names}{terms.NOT_OBTAINED}，各{COUNTIES}均{NO_TOTAL}"
        yield Hint("", text, regions=card.counties)
    rest = [item for item in items if item.id not in for_all]
    rest.sort(key=lambda item: (not item.no_value, card.counties.index(item.region)))
    for why, own in grouped(rest, terms.unscored).items():
        yield Hint("", f"{HERE}{why}，{NO_TOTAL}", _cases(own))


def _preliminary(card: Card, items: Sequence[Item]) -> Iterable[Hint]:
    nation, _ = card.panel.above

    def lacks_nation(item: Item) -> bool:
        level = item.indicator.measure.code_of(LEVEL)
        return card.panel.value(level, item.span, nation.name) is None

    for lacking, own in grouped(items, lacks_nation).items():
        out, due = ("全省", "全国") if lacking else ("全国", "全省")
        text = f"{due}数尚未取得，{named(_cases(own), card)}的标准值暂按{out}数确定"
        yield Hint("", f"{text}，取得后得分可能变动", regions=_of(own))


def _referred(card: Card, items: Sequence[Item]) -> Iterable[Hint]:
    """待审定, what stands in the way, and what the amount of the standard would give."""
    absolute = make_card(card.panel, card.book.with_readings(expected_nonpositive="absolute"))
    for what, own in grouped(items, lambda item: terms.lacking(card.panel, item)).items():
        rate = "，没有完成率" if own[0].indicator.target else ""
        cases = (
            case._replace(note=_draft(item, absolute.item(item.region, item.id)))
            for case, item in zip(_cases(own), own, strict=True)
        )
        yield Hint("", f"{what}不为正{rate}，审定前{NO_TOTAL}：{HERE}", tuple(cases))


def _draft(item: Item, absolute: Item) -> str:
    """（预期为减少0.50亿元，按预期的绝对值测算得12.00分）."""
    if item.value is None or item.standard is None:  # a completion whose own target it is
        return ""
    name = terms.divisor(item.indicator).removesuffix("增量")
    draft = ""
    if absolute.points is not None:
        draft = f"，按{name}的绝对值测算得{fixed(absolute.points, 2)}分"
    return f"（{name}为{_amount(item)}{draft}）"


def _amount(item: Item) -> str:
    """减少0.50亿元 / 0.50亿元, all decimals."""
    value, row = item.standard, item.indicator
    fallen = value is not None and value < 0 and row.quantity == INCREMENT
    size = value and (abs(value) if fallen else value)
    return f"{'减少' if fallen else ''}{terms.exactly(row, size)}{row.value_unit}"


def _suspended(card: Card, items: Sequence[Item]) -> Iterable[Hint]:
    """A notice a measure and span; in 1—2月 one."""
    measures = dict.fromkeys(item.indicator.measure for item in items)
    for measure in measures:
        of_measure = [item for item in items if item.indicator.measure == measure]
        for span in spans(card):
            off = [item for item in of_measure if item.span in card.period.twins(span)]
            if off:
                yield Hint("", _off(card, measure, span, off), regions=_of(off))


def _off(card: Card, measure: Measure, span: str, off: Sequence[Item]) -> str:
    amount = city_figures(card, measure, span).increment or Decimal(0)
    level = terms.level_of(measure, card.panel.dataset.output)
    bases = {item.id: item.indicator.base or Decimal(0) for item in off}
    base = sum(bases.values(), Decimal(0))
    who = everyone(card, list(dict.fromkeys(item.region for item in off)))
    size = f"{fixed(-amount, places_in(measure.unit, [amount]))}{measure.unit}"
    fallen = f"比上年同期减少{size}" if amount else "与上年同期相同"
    less = f"，基准分相应减少{trimmed(base)}分" if has_base(card.book) and base > 0 else ""
    return (
        f"{card.period.span_label(span)}全市{level}{fallen}，"
        f"{named(_cases(off), card)}不计分（{who}），总分为其余各项之和{less}"
    )


def _ruled(card: Card, items: Sequence[Item]) -> Iterable[Hint]:
    basis = {(ruling.region, ruling.item): ruling.basis for ruling in card.panel.rulings}
    for item in items:
        why = basis[item.region, item.id]
        text = f"{item.region}{item.name}审定为{fixed(item.points, 2)}分（依据：{why}）"
        yield Hint("", text, regions=(item.region,))


STATUS_HINTS: dict[Status, Callable[[Card, Sequence[Item]], Iterable[Hint]]] = {
    Status.MISSING: _missing,
    Status.PRELIMINARY: _preliminary,
    Status.REFERRED: _referred,
    Status.SUSPENDED: _suspended,
    Status.RULED: _ruled,
}


def _flags(card: Card) -> Iterable[Hint]:
    for code, generic in FLAGS.items():
        flag = generic.of(card.panel.dataset.output)
        if marked := [item for item in card.records if code in item.flags]:
            kind, matter = f"{flag.name}（{flag.mark}）", f"{flag.meaning}：{HERE}"
            yield Hint(kind, matter, _cases(marked), brief=True, marked=code != "derived_base")


def _summed(card: Card) -> list[FigureKey]:
    """Levels of the city that items rest on: what their counties should add up to."""
    measures = dict.fromkeys(row.measure for row in card.book.indicators)
    return [
        (measure.code_of(LEVEL), span, card.panel.city.name)
        for measure in measures
        if measure.adds_up and measure.of_city
        for span in card.period.distinct(card.book.spans_of(measure))
    ]


def _sums(card: Card) -> Iterable[Hint]:
    """Counties against the city: what agrees, what is rounding, what does neither."""
    found: dict[str, list[Case]] = {}
    for code, span, city in _summed(card):
        compared, series = counties_sum(card.panel, code, span), card.panel.series[code]
        if compared is None:
            continue
        case = Case("", series.name(card.panel.dataset.output), span)
        matter = ROUNDED if compared.rest else EQUAL
        if not compared.rounding:
            unit, both = series.unit, (compared.city, compared.total)
            places = places_in(unit, both)
            share = f"（{fixed(abs(compared.share), 2)}%）" if compared.share else ""
            side = "少" if compared.rest > 0 else "多"
            size = f"{fixed(abs(compared.rest), places)}{unit}"
            note = f"（合计{fixed(compared.total, places)}{unit}，比全市{side}{size}{share}）"
            matter, case = UNEQUAL, case._replace(region=city, note=note)
        found.setdefault(matter, []).append(case)
    for matter, cases in found.items():
        kind = DOUBT if matter == UNEQUAL else SUMS
        yield Hint(kind, f"{matter}：{HERE}", tuple(cases), brief=True)
