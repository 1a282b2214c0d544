"""The words in a chart and, as its alternative text, the finding it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib import vocabulary
from fzlib.analysis.summary import at_base, base_total, items_of, spans
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, fixed, listed, points, signed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import Status

# ---- alternative texts ------------------------------------------------------------------------


def totals_alt(card: Card) -> str:
    """Who leads and trails with what, how many reach 基准分, who has no total, what is left out."""
    totals = [(region, card.totals[region]) for region in card.ranked]
    known = [(region, total) for region, total in totals if total is not None]
    said = _ends([(region, total, f"{fixed(total, 2)}分") for region, total in known])
    if known:
        base, reached = base_total(card), len(at_base(card))
        mark = "各自基准分" if base is None else f"基准分{points(base)}"
        said.append(f"{reached}个达到{mark}" if reached else f"均未达到{mark}")
    without = [region for region, total in totals if total is None]
    if without:
        said.append(f"{listed(without)}无总分" if known else "均无总分")
    labels = [(row, segment(card, row)) for row in card.book.indicators]
    said += [f"其中{label}" for row, label in labels if label != row.name]
    return f"各{COUNTIES}综合得分：{'，'.join(said)}。"


def indicator_alt(card: Card, row: Indicator) -> str:
    """For each span: how many are above and below the standard, the extremes, who has no gap."""
    named = terms.names(row, card.panel.dataset.word)
    clauses = []
    for span in spans(card):
        items = items_of(card, row, span)
        lead, shared = card.period.span_label(span), shared_standard(items)
        if shared is not None:
            lead += standard(items, named, shared)
        clauses.append("，".join([lead, *_sides(items), *_extremes(items, named), *_rest(items)]))
    return f"各{COUNTIES}{row.name}对照{named.standard}：{'；'.join(clauses)}。"


def _sides(items: Sequence[Item]) -> list[str]:
    gaps = [item.gap for item in items if item.gap is not None]
    counts = {
        "高于": sum(gap > 0 for gap in gaps),
        "持平": sum(gap == 0 for gap in gaps),
        "低于": sum(gap < 0 for gap in gaps),
    }
    return ["、".join(f"{n}个{side}" for side, n in counts.items() if n)] if gaps else []


def _extremes(items: Sequence[Item], named: terms.Names) -> list[str]:
    known = [(item.region, item.gap) for item in items if item.gap is not None]
    known.sort(key=lambda pair: -pair[1])
    return _ends([(region, gap, _side_said(gap, named)) for region, gap in known])


def _side_said(gap: Decimal, named: terms.Names) -> str:
    """高8.6个百分点, 低50.00%, 持平."""
    if not gap:
        return "持平"
    unit = "%" if named.gap_unit == "%" else f"个{named.gap_unit}"
    return f"{'高' if gap > 0 else '低'}{fixed(abs(gap), named.places)}{unit}"


def _rest(items: Sequence[Item]) -> list[str]:
    """Who has no gap, and why."""
    said = []
    for status in (Status.MISSING, Status.SUSPENDED, Status.REFERRED, Status.RULED):
        who = [item.region for item in items if item.gap is None and item.status == status]
        if who:
            whom = "全部" if len(who) == len(items) > 1 else listed(who)
            said.append(whom + vocabulary.STATUSES[status])
    return said


def _ends(ordered: Sequence[tuple[str, Decimal, str]]) -> list[str]:
    """甲县…居首, 乙县…居末 of (county, number, number in words), largest first; ties together."""
    if not ordered:
        return []
    (_, most, first), (_, least, last) = ordered[0], ordered[-1]
    leading = [region for region, number, _ in ordered if number == most]
    trailing = [region for region, number, _ in ordered if number == least]
    if most == least:
        return [_tied(leading, first, "")]
    return [_tied(leading, first, "居首"), _tied(trailing, last, "居末")]


def _tied(regions: Sequence[str], said: str, place: str) -> str:
    if len(regions) == 1:
        return regions[0] + said + place
    return f"{listed(regions)}均{said}{place and '并列' + place}"


# ---- in the drawing ---------------------------------------------------------------------------


def segment(card: Card, row: Indicator) -> str:
    """The indicator's name, and which of its spans counts for nobody."""
    off = [
        span
        for span in spans(card)
        if all(item.status == Status.SUSPENDED for item in items_of(card, row, span))
    ]
    if not off:
        return row.name
    which = "" if len(off) == len(spans(card)) else vocabulary.SPAN_NAMES[off[0]]
    return f"{row.name}（{which}{vocabulary.STATUSES[Status.SUSPENDED]}）"


def no_total(card: Card, region: str) -> str:
    """— 无总分（当月增量贡献率缺数）: what leaves a county without total."""
    said = []
    for status in (Status.MISSING, Status.REFERRED):
        items = [item for item in card.of(region) if item.status == status]
        if items:
            said.append(_which(card, items) + vocabulary.STATUSES[status])
    return f"— 无总分（{'；'.join(said) or '各项均' + vocabulary.STATUSES[Status.SUSPENDED]}）"


def _which(card: Card, items: Sequence[Item]) -> str:
    """The items of one or two indicators by name, more by number: the row has no room for them."""
    word = card.panel.dataset.word
    rows = list(dict.fromkeys(terms.names(item.indicator, word).short for item in items))
    if len(rows) > 2:
        return f"{len(items)}项"
    return "、".join(rows) if card.period.is_first else terms.item_names(items, word)


def gap(item: Item) -> str:
    """``+3.20``, or why there is no gap."""
    if item.gap is None:
        return vocabulary.STATUSES[item.status]
    return signed(item.gap, item.indicator.decimals)


def compared(item: Item) -> tuple[Decimal, Decimal] | None:
    """Value and standard of an item that has a gap, or whose gap waits for a decision."""
    if item.gap is None and item.status != Status.REFERRED:
        return None
    if item.value is None or item.standard is None:
        return None
    return item.value, item.standard


def shared_standard(items: Sequence[Item]) -> Decimal | None:
    """The standard where it is one for all that are compared."""
    standards = {pair[1] for item in items if (pair := compared(item))}
    return standards.pop() if len(standards) == 1 else None


def standard(items: Sequence[Item], named: terms.Names, value: Decimal) -> str:
    """标准值3.8%; with 暂算 where only one of nation and province is out."""
    early = any(item.status == Status.PRELIMINARY for item in items)
    mark = f"（{vocabulary.STATUSES[Status.PRELIMINARY]}）" if early else ""
    return f"{named.standard}{fixed(value, named.places)}{named.unit}{mark}"
