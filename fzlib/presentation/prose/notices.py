"""提示事项: what is missing, decided, suspended or unusual. States facts, gives no orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fzlib import vocabulary
from fzlib.analysis.reconcile import counties_sum
from fzlib.analysis.summary import city_increment, spans
from fzlib.errors import Problem
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, exact, fixed, listed
from fzlib.scoring.card import Card, Item, make_card
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import Status

Notice = tuple[str, str]  # what kind, what is said


def notices(card: Card, warnings: Sequence[Problem] = ()) -> list[Notice]:
    """Every notice of a period, by kind; 合计核对 is always among them where it can be made."""
    return [
        *_missing(card),
        *_preliminary(card),
        *_referred(card),
        *_suspended(card),
        *_ruled(card),
        *_flags(card),
        *_sums(card),
        *(("数据核对", f"{warning.where}：{warning.what}。") for warning in warnings),
    ]


def _with(card: Card, status: Status) -> list[Item]:
    return [item for item in card.records if item.status == status]


def _missing(card: Card) -> Iterable[Notice]:
    """缺数 with the reason; counties that lack the same are named together."""
    word, groups = card.panel.dataset.word, dict[tuple[str, str], list[str]]()
    everywhere = {
        item_id
        for item_id in card.book.item_ids
        if all(_unscorable(card.item(region, item_id)) for region in card.counties)
    }
    for region in card.counties:
        gone = [item for item in card.of(region) if item.status == Status.MISSING]
        for why, items in (
            ("本地未报", [item for item in gone if item.no_value]),
            ("标准值未发布", [item for item in gone if not item.no_value]),
        ):
            rest = [item for item in items if item.id not in everywhere]
            if rest:
                groups.setdefault((terms.item_names(rest, word), why), []).append(region)
    if everywhere:
        items = [item for item in card.of(card.counties[0]) if item.id in everywhere]
        said = terms.item_names(items, word)
        yield "缺数", f"{said}没有标准值，各{COUNTIES}均没有总分和位次。"
    for (said, why), regions in groups.items():
        yield "缺数", f"{listed(regions)}{said}缺数（{why}），没有总分和位次。"


def _unscorable(item: Item) -> bool:
    return item.status == Status.MISSING and item.no_standard


def _preliminary(card: Card) -> Iterable[Notice]:
    found = {item.id: item for item in _with(card, Status.PRELIMINARY)}
    if found:
        said = terms.item_names(found.values(), card.panel.dataset.word)
        yield "暂算", f"{said}的标准值只有全国、全省之一，另一个公布后得分可能变动。"


def _referred(card: Card) -> Iterable[Notice]:
    items = _with(card, Status.REFERRED)
    if not items:
        return
    absolute = make_card(card.panel, card.book.with_readings(expected_nonpositive="absolute"))
    each = []
    for item in items:
        score = absolute.item(item.region, item.id).points
        draft = f"，按预期的绝对值测算得{fixed(score, 2)}分" if score is not None else ""
        name = terms.item_name(item, card.panel.dataset.word)
        each.append(f"{item.region}{name}（预期为{_amount(item.standard)}{draft}）")
    yield (
        "待审定",
        f"预期增量不为正，没有完成率，审定前没有总分和位次：{'；'.join(each)}。",
    )


def _amount(value: Decimal | None) -> str:
    """减少0.50亿元 / 0.50亿元, all decimals."""
    fallen = value is not None and value < 0
    return f"{'减少' if fallen else ''}{exact(value and abs(value))}亿元"


def _suspended(card: Card) -> Iterable[Notice]:
    """A notice a span; in 1—2月 one."""
    word = card.panel.dataset.word
    for span in spans(card):
        twins = card.period.twins(span)
        items = [item for item in _with(card, Status.SUSPENDED) if item.span in twins]
        amount = city_increment(card.panel, span)
        if not items or amount is None:
            continue
        once = {item.id: item for item in items}
        base = sum((item.indicator.base for item in once.values()), Decimal(0))
        who = _everyone(card, list(dict.fromkeys(item.region for item in items)))
        fallen = f"比上年同期减少{exact(-amount)}亿元" if amount else "与上年同期相同"
        yield (
            "暂停计分",
            f"{card.period.span_label(span)}全市{vocabulary.running(word)}{fallen}，"
            f"{terms.item_names(once.values(), word)}不计分（{who}），"
            f"总分为其余各项之和，基准分相应减少{plain(base)}分。",
        )


def _ruled(card: Card) -> Iterable[Notice]:
    basis = {(ruling.region, ruling.item): ruling.basis for ruling in card.panel.rulings}
    for item in _with(card, Status.RULED):
        why, name = basis[item.region, item.id], terms.item_name(item, card.panel.dataset.word)
        yield "已审定", f"{item.region}{name}审定为{fixed(item.points, 2)}分（依据：{why}）。"


def _flags(card: Card) -> Iterable[Notice]:
    word = card.panel.dataset.word
    for code in vocabulary.FLAGS:
        mark, name, meaning = vocabulary.FLAGS[code].of(word)
        groups: dict[tuple[str, ...], list[Item]] = {}
        for item_id in card.book.item_ids:
            each = [card.item(region, item_id) for region in card.counties]
            who = tuple(item.region for item in each if code in item.flags)
            groups.setdefault(who, []).append(each[0])
        said = [
            f"{terms.item_names(items, word)}：{_everyone(card, who)}"
            for who, items in groups.items()
            if who
        ]
        if said:
            yield f"{name}（{mark}）", f"{meaning}。{'；'.join(said)}。"


def _everyone(card: Card, regions: Sequence[str]) -> str:
    count = len(card.counties)
    return f"全部{count}个{COUNTIES}" if len(regions) == count > 1 else listed(regions, count)


def _sums(card: Card) -> Iterable[Notice]:
    word = card.panel.dataset.word
    for span in spans(card):
        found = counties_sum(card.panel, "output", span)
        if found is None:
            continue
        city, rest = found.city, found.rest
        said = f"{card.period.span_label(span)}{word}，全市{exact(city)}亿元，各{COUNTIES}合计"
        if not rest:
            yield "合计核对", f"{said}与全市一致。"
            continue
        size = f"{exact(abs(rest))}亿元" + (f"（{abs(found.share)}%）" if found.share else "")
        why = "，为四舍五入所致" if found.rounding else ""
        said += f"{exact(found.total)}亿元，比全市{'少' if rest > 0 else '多'}{size}{why}"
        yield "合计核对", f"{said}。"
