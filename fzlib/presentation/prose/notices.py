"""提示事项: what is missing, decided, suspended or unusual. States facts, gives no orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fzlib.errors import Problem
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, exact, fixed, names
from fzlib.scoring.card import Card, Item, make_card
from fzlib.scoring.engine import Status
from fzlib.scoring.periods import SPANS
from fzlib.scoring.reconcile import residual
from fzlib.scoring.rounding import half_up, plain

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


def label(card: Card, item: Item) -> str:
    """当月增加值增速."""
    short = terms.names(item.indicator, card.panel.dataset.word).short
    return f"{terms.SPANS[item.span]}{short}"


def _with(card: Card, status: Status) -> list[Item]:
    return [item for item in card.records if item.status == status]


def _missing(card: Card) -> Iterable[Notice]:
    by_region: dict[str, list[Item]] = {}
    for item in _with(card, Status.MISSING):
        by_region.setdefault(item.region, []).append(item)
    everywhere = _missing_everywhere(card, by_region)
    if everywhere:
        said = "、".join(label(card, item) for item in everywhere)
        yield "缺数", f"{said}没有标准值或全市数，各{COUNTIES}均不计分，没有总分和位次。"
    for region, items in by_region.items():
        rest = [item for item in items if item.id not in {e.id for e in everywhere}]
        if not rest:
            continue
        for why, group in (
            ("本地未报", [item for item in rest if item.no_value]),
            ("标准值未发布", [item for item in rest if not item.no_value]),
        ):
            if group:
                said = "、".join(label(card, item) for item in group)
                yield "缺数", f"{region}{said}缺数（{why}），没有总分和位次。"


def _missing_everywhere(card: Card, by_region: dict[str, list[Item]]) -> list[Item]:
    """Items that no county has because the standard is not there."""
    first = by_region.get(card.counties[0], [])
    every = [
        {item.id for item in by_region.get(region, []) if item.no_standard}
        for region in card.counties
    ]
    return [item for item in first if all(item.id in ids for ids in every)]


def _preliminary(card: Card) -> Iterable[Notice]:
    spans = dict.fromkeys(item.span for item in _with(card, Status.PRELIMINARY))
    if spans:
        said = "、".join(terms.SPANS[span] for span in spans)
        yield (
            "暂算",
            f"{said}增加值增速的标准值只有全国、全省之一，得分为暂算，另一个公布后可能变动。",
        )


def _referred(card: Card) -> Iterable[Notice]:
    items = _with(card, Status.REFERRED)
    if not items:
        return
    absolute = make_card(card.panel, card.book.with_readings(expected_nonpositive="absolute"))
    for item in items:
        said = f"{item.region}{label(card, item)}的预期增量为{exact(item.standard)}亿元，没有完成率"
        points = absolute.item(item.region, item.id).points
        draft = f"；按预期的绝对值计算为{fixed(points, 2)}分（测算）" if points is not None else ""
        yield "待审定", f"{said}{draft}。审定前没有总分和位次。"


def _suspended(card: Card) -> Iterable[Notice]:
    for item_id in card.book.item_ids:
        items = [item for item in _with(card, Status.SUSPENDED) if item.id == item_id]
        if items:
            amount = card.panel.increment(items[0].span).decimals()[2]
            yield (
                "暂停计分",
                f"全市{terms.SPANS[items[0].span]}增量为{exact(amount)}亿元，不为正，"
                f"{label(card, items[0])}不计分（{len(items)}个{COUNTIES}），总分为其余各项之和，"
                f"基准分相应减少{plain(items[0].indicator.base)}分。",
            )


def _ruled(card: Card) -> Iterable[Notice]:
    basis = {(ruling.region, ruling.item): ruling.basis for ruling in card.panel.rulings}
    for item in _with(card, Status.RULED):
        why = basis[item.region, item.id]
        yield (
            "已审定",
            f"{item.region}{label(card, item)}审定为{fixed(item.points, 2)}分（依据：{why}）。",
        )


def _flags(card: Card) -> Iterable[Notice]:
    dataset = card.panel.dataset
    for flag, (mark, name, meaning) in terms.FLAGS.items():
        meaning = meaning.format(share=terms.share_of(dataset.word), word=dataset.word)
        parts = []
        for row in card.book.indicators:
            for span in card.book.spans:
                found = [
                    region
                    for region in card.counties
                    if flag in card.item(region, f"{row.code}.{span}").flags
                ]
                if found:
                    parts.append((label(card, card.item(found[0], f"{row.code}.{span}")), found))
        if parts:
            yield f"{name}（{mark}）", f"{meaning}。{_grouped(parts, len(card.counties))}。"


def _grouped(parts: Sequence[tuple[str, list[str]]], count: int) -> str:
    """Items that mark the same counties are named together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for what, regions in parts:
        groups.setdefault(tuple(regions), []).append(what)
    return "；".join(
        f"{'、'.join(what)}：{f'全部{count}个{COUNTIES}' if len(who) == count else names(who, 13)}"
        for who, what in groups.items()
    )


def _sums(card: Card) -> Iterable[Notice]:
    word = card.panel.dataset.word
    for span in (span for span in SPANS if span in card.book.spans):
        if card.period.is_first and span != card.book.spans[0]:
            continue
        found = residual(card.panel, "output", span)
        if found is None:
            continue
        city, rest, rounding = found
        said = f"{card.period.span_label(span)}{word}，全市{exact(city)}亿元，各{COUNTIES}合计"
        if not rest:
            yield "合计核对", f"{said}与全市一致。"
            continue
        share = half_up(rest / city * 100, 2) if city else Decimal(0)
        why = "，为四舍五入所致" if rounding else ""
        yield (
            "合计核对",
            f"{said}{exact(city - rest)}亿元，相差{exact(rest)}亿元（{share}%）{why}。",
        )
