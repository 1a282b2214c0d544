"""二、考评结果（二）起: one part an indicator, by its quantity, standard and method."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from fzlib.analysis.extremes import grouped, highest
from fzlib.analysis.summary import items_of
from fzlib.presentation import terms, wording
from fzlib.presentation.prose import scored
from fzlib.presentation.prose.city import rates_above
from fzlib.presentation.prose.results import furthest
from fzlib.presentation.prose.scored import clauses, count
from fzlib.presentation.wording import COUNTIES, change_from, fixed, listed, names
from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import (
    ABOVE,
    AMONG,
    CITY_VALUE,
    HIGHER_ABOVE,
    INCREMENT,
    NATION_VALUE,
    OWN_SHARE,
    PROVINCE_VALUE,
    TARGET,
    VALUE,
    Indicator,
)
from fzlib.scoring.on_target import at_standard
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import STATUSES, Status

ZERO = Decimal(0)
OWNERS = {CITY_VALUE: "全市", NATION_VALUE: "全国", PROVINCE_VALUE: "全省"}


def indicator(card: Card, row: Indicator) -> list[str]:
    """A paragraph a span; in 1—2月 one."""
    texts = []
    for span in card.period.distinct(row.spans):
        items = items_of(card, row, span)
        text = "".join(f"{each}。" for each in _sentences(card, row, span, items) if each)
        texts.append(f"{card.period.span_label(span)}，{text}")
    return texts


def _sentences(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    """What is said of an indicator, at the end who has no points."""
    if row.has_standard and all(item.no_standard for item in items):
        ruled = [item.region for item in items if item.status == Status.RULED]
        others = f"（{listed(ruled)}{STATUSES[Status.RULED]}）" if ruled else ""
        return [f"{_no_standard(card, row)}，本项不计分{others}"]
    if any(item.status == Status.SUSPENDED for item in items):
        return [*_suspended(card, row, span), _absent(items)]
    if not row.has_standard:
        return [*scored.sentences(card, items), _absent(items)]
    write = WRITERS.get((row.quantity, row.standard)) or WRITERS.get(("", row.standard), _shared)
    return [*write(card, row, span, items), _absent(items)]


def _no_standard(card: Card, row: Indicator) -> str:
    """Why no county has a standard."""
    output = card.panel.dataset.output
    level, value = terms.level_of(row.measure, output), terms.value_of(row, output)
    what = value if row.quantity == VALUE else f"{level}{value}"
    if row.standard in ABOVE:
        owners = OWNERS.get(str(row.standard), "全国、全省")
        return f"{owners}{what}{'均' * (row.standard == HIGHER_ABOVE)}未取得"
    if row.standard == CITY_VALUE:
        return f"全市{what}{terms.UNREPORTED}"
    if row.standard == OWN_SHARE:
        return f"全市{level}或增量{terms.UNREPORTED}"
    if row.standard in AMONG:
        return f"各{COUNTIES}均没有可比的{what}"
    return f"没有{terms.standard_of(row, output)}"


def _suspended(card: Card, row: Indicator, span: str) -> list[str]:
    """全市产值比上年同期减少50.00亿元，增量贡献率暂停计分."""
    panel = card.panel
    amount = panel.by_region(panel.increment(row.measure, span))[panel.city.name] or ZERO
    level = terms.level_of(row.measure, panel.dataset.output)
    moved = change_from("上年同期", amount, row.measure.unit)
    return [f"全市{level}{moved}，{row.name}{STATUSES[Status.SUSPENDED]}"]


def _absent(items: Sequence[Item]) -> str:
    """丙县数据缺报，丁县待审定."""
    absent = [i for s in (Status.MISSING, Status.REFERRED) for i in items if i.status == s]
    groups = grouped(absent, terms.unscored)
    return clauses(*(listed([i.region for i in who]) + why for why, who in groups.items()))


def _sides(items: Sequence[Item], standard: str) -> str:
    """高于标准值的有1个（甲县），与标准值持平的有1个（乙县），低于标准值的有2个（丙县、丁县）."""
    apart = {
        item.region: -item.gap if item.indicator.low else item.gap
        for item in items
        if item.gap is not None
    }
    by_side = grouped(apart, lambda region: wording.sign(apart[region]))
    sides = {1: f"高于{standard}的", 0: f"与{standard}持平的", -1: f"低于{standard}的"}
    return clauses(*(count(by_side.get(side, []), what) for side, what in sides.items()))


def _shared(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    """A standard that is one for all, in figures; or one of each county's own, by its name."""
    standards = {item.standard for item in items if item.standard is not None}
    name = terms.standard_of(row, card.panel.dataset.output)
    value = terms.value_of(row, card.panel.dataset.output)
    if not standards:  # of a completion the city's target may be 0 or less
        lead = f"没有可比的{name}"
    elif len(standards) > 1:
        sides = _sides(items, name)
        lead = f"{value}{sides}" if sides else ""
    else:
        standard = standards.pop()
        shown = terms.shown_standard(standard, row)
        if any(item.status == Status.PRELIMINARY for item in items):
            shown += f"，{STATUSES[Status.PRELIMINARY]}"
        owner = _owner(card, row, span, standard)
        sides = _sides(items, "标准值")
        lead = f"标准值为{owner}（{shown}）" if owner else f"标准值为{shown}"
        lead += f"；{sides}" if sides else ""
    return [_better(row, lead), scored.extremes(card, items), scored.ends(card, items)]


def _better(row: Indicator, lead: str) -> str:
    """The lead, and that the lower is the better where it is."""
    return clauses(lead, "以低为优" if row.low else "")


def _owner(card: Card, row: Indicator, span: str, standard: Decimal) -> str:
    """全市增速, 全国、全省增速: whose figure the standard is; '' of a number."""
    output = card.panel.dataset.output
    if row.standard == HIGHER_ABOVE:
        rates = rates_above(card, row, span)
        owners = "、".join(label for label, rate in rates.items() if rate == standard)
        return owners + terms.value_of(row, output)
    if row.standard in OWNERS:
        return OWNERS[str(row.standard)] + terms.value_of(row, output)
    return terms.standard_of(row, output) if row.standard in AMONG else ""


def _increments(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    """Who reached the expected increment, who most of it, whose level fell."""
    what = f"达到{terms.target(row, card.period, span)}"
    amounts = {item: item.value for item in items if item.value is not None}
    level = terms.level_of(row.measure, card.panel.dataset.output)
    return [
        _reached(amounts, "增量", what) or _uncompared(amounts, terms.names(row, "").standard),
        _fallen(amounts, level, row.measure.unit),
        *([] if row.cap is None else [scored.ends(card, items)]),
    ]


def _targets(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    """Who reached the target set for it, the extremes, and who has full points or none."""
    amounts = {item: item.value for item in items if item.value is not None}
    value = terms.value_of(row, card.panel.dataset.output)
    lead = _reached(amounts, value, "达到目标") or _uncompared(amounts, "目标")
    return [_better(row, lead), scored.extremes(card, items), scored.ends(card, items)]


def _uncompared(amounts: Mapping[Item, Decimal], standard: str) -> str:
    """没有可比的目标; '' where there is no figure that one would be compared with."""
    return f"没有可比的{standard}" if amounts else ""


def _reached(amounts: Mapping[Item, Decimal], value: str, what: str) -> str:
    """增量达到月度预期的有2个（甲县、乙县），完成率最高的是甲县（120.00%）; '' without targets."""
    standards = {item: item.standard or ZERO for item in amounts if item.gap is not None}
    done = [item.region for item in standards if at_standard(item)]
    rates = {
        item.region: half_up(amounts[item] / standard * 100, 2)
        for item, standard in standards.items()
        if standard > 0 and amounts[item] > 0 and not item.indicator.is_rate
    }
    best = [] if any(item.indicator.low for item in amounts) else highest(rates, rates.get)
    return clauses(
        count(done, f"{value}{what}的") or (f"没有{COUNTIES}的{value}{what}" if standards else ""),
        f"完成率最高的是{listed(best)}（{rates[best[0]]}%）" if best else "",
    )


def _fallen(amounts: Mapping[Item, Decimal], level: str, unit: str) -> str:
    """产值低于上年同期的有2个：丙县（减少10.00亿元）、乙县（减少0.80亿元）."""
    lower = sorted((item for item in amounts if amounts[item] < 0), key=amounts.__getitem__)
    sizes = (fixed(-amounts[item], 2) for item in lower)
    shown = ("不足0.01" if size == "0.00" else size for size in sizes)
    each = names(
        [f"{item.region}（减少{size}{unit}）" for item, size in zip(lower, shown, strict=True)]
    )
    return f"{level}低于上年同期的有{len(lower)}个：{each}" if lower else ""


def _contributions(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    share = terms.standard_of(row, card.panel.dataset.output)
    sides = _sides(items, share)
    widest = furthest({item: item.gap for item in items if item.gap is not None})
    return [
        _better(row, f"贡献率{sides}" if sides else "没有可以计算的贡献率"),
        *(_contribution_of(card, item) for _, members, _ in widest for item in members),
        *([] if row.cap is None else [scored.ends(card, items)]),
    ]


def _contribution_of(card: Card, item: Item) -> str:
    """长乐区产值比上年同期减少0.80亿元，贡献率为-3.72%，低于其产值比重25.47个百分点."""
    output, row = card.panel.dataset.output, item.indicator
    amount = card.panel.by_region(card.panel.increment(row.measure, item.span))[item.region]
    lead = item.region
    if amount is not None and half_up(amount, 2) < 0:
        fall = change_from("上年同期", amount, row.measure.unit)
        lead += f"{terms.level_of(row.measure, output)}{fall}，"
    apart = (item.value or ZERO) - (item.standard or ZERO)
    gap = wording.above(apart, f"其{terms.standard_of(row, output)}", row.decimals)
    return f"{lead}贡献率为{fixed(item.value, row.decimals)}%，{gap}"


Writer = Callable[[Card, Indicator, str, list[Item]], list[str]]
# quantity and standard → what writes of them; "": any quantity
WRITERS: dict[tuple[str, str | Decimal], Writer] = {
    (INCREMENT, TARGET): _increments,
    ("", TARGET): _targets,
    ("", OWN_SHARE): _contributions,
}
