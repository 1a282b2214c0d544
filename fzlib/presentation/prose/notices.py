"""提示事项: what is missing, decided, suspended or unusual. States facts, gives no orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from fzlib.analysis.extremes import grouped
from fzlib.analysis.reconcile import counties_sum
from fzlib.analysis.summary import city_increment, spans
from fzlib.errors import Problem
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, exact, fixed, listed
from fzlib.scoring.card import Card, Item, make_card
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import FLAGS, STATUSES, Status, running

Notice = tuple[str, str]  # what kind, what is said


def period_notices(card: Card, warnings: Sequence[Problem] = ()) -> list[Notice]:
    """Every notice of a period, by kind; 合计核对 is always among them where it can be made."""
    by_status: list[Notice] = []
    for status, write in STATUS_NOTICES.items():
        if items := [item for item in card.records if item.status == status]:
            by_status += [(STATUSES[status], text) for text in write(card, items)]
    return [
        *by_status,
        *_flags(card),
        *_sums(card),
        *(("数据核对", f"{warning.where}：{warning.what}。") for warning in warnings),
    ]


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
    absolute = make_card(card.panel, card.book.with_readings(expected_nonpositive="absolute"))
    each = []
    for item in items:
        score = absolute.item(item.region, item.id).points
        draft = f"，按预期的绝对值测算得{fixed(score, 2)}分" if score is not None else ""
        each.append(f"{item.region}{item.name}（预期为{_amount(item.standard)}{draft}）")
    yield f"预期增量不为正，没有完成率，审定前没有总分和位次：{'；'.join(each)}。"


def _amount(value: Decimal | None) -> str:
    """减少0.50亿元 / 0.50亿元, all decimals."""
    fallen = value is not None and value < 0
    return f"{'减少' if fallen else ''}{exact(value and abs(value))}亿元"


def _suspended(card: Card, items: Sequence[Item]) -> Iterable[str]:
    """A notice a span; in 1—2月 one."""
    output = card.panel.dataset.output
    for span in spans(card):
        off = [item for item in items if item.span in card.period.twins(span)]
        amount = city_increment(card.panel, span)
        if not off or amount is None:
            continue
        bases = {item.id: item.indicator.base for item in off}
        base = sum(bases.values(), Decimal(0))
        who = _everyone(card, list(dict.fromkeys(item.region for item in off)))
        fallen = f"比上年同期减少{exact(-amount)}亿元" if amount else "与上年同期相同"
        yield (
            f"{card.period.span_label(span)}全市{running(output)}{fallen}，"
            f"{terms.item_names(off)}不计分（{who}），"
            f"总分为其余各项之和，基准分相应减少{plain(base)}分。"
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
    output = card.panel.dataset.output
    for span in spans(card):
        comparison = counties_sum(card.panel, "output", span)
        if comparison is None:
            continue
        rest, share = comparison.rest, comparison.share
        result = "与全市一致"
        if rest:
            size = f"{exact(abs(rest))}亿元" + (f"（{abs(share)}%）" if share else "")
            why = "，为四舍五入所致" if comparison.rounding else ""
            side = "少" if rest > 0 else "多"
            result = f"{exact(comparison.total)}亿元，比全市{side}{size}{why}"
        lead = f"{card.period.span_label(span)}{output}，全市{exact(comparison.city)}亿元"
        yield "合计核对", f"{lead}，各{COUNTIES}合计{result}。"
