"""The words in a chart and, as its alternative text, the finding it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from fzlib.analysis.extremes import highest, lowest
from fzlib.analysis.summary import at_base, base_total, has_base, items_of
from fzlib.presentation import terms
from fzlib.presentation.prose import item_names
from fzlib.presentation.terms import Terms
from fzlib.presentation.wording import COUNTIES, fixed, listed, points, sign, signed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import Indicator
from fzlib.vocabulary import MONEY, SPAN_NAMES, STATUSES, Status

# ---- alternative texts ------------------------------------------------------------------------


def totals_alt(card: Card, regions: Sequence[str]) -> str:
    """Who leads and trails with what, how many reach 基准分, who has no total, what is left out."""
    totals = {r: total for r in regions if (total := card.totals[r]) is not None}
    parts = _ends(totals, lambda total: f"{fixed(total, 2)}分")
    if totals and has_base(card.book):
        base, reached = base_total(card), len([r for r in at_base(card) if r in totals])
        mark = "各自基准分" if base is None else f"基准分{points(base)}"
        parts.append(f"{reached}个达到{mark}" if reached else f"均未达到{mark}")
    without = [region for region in regions if region not in totals]
    if without:
        parts.append(f"{listed(without)}无总分" if totals else "均无总分")
    labels = {row.name: segment(card, row) for row in card.book.indicators}
    parts += [f"其中{label}" for name, label in labels.items() if label != name]
    return f"各{COUNTIES}综合得分：{'，'.join(parts)}。"


def indicator_alt(card: Card, row: Indicator) -> str:
    """For each span: how many are above and below the standard, the extremes, who has no gap."""
    words = terms.names(row, card.panel.dataset.output)
    texts = []
    for span in card.period.distinct(row.spans):
        items = items_of(card, row, span)
        found = _found(items, words) if row.has_standard else _valued(items)
        texts.append("，".join([card.period.span_label(span) + found, *_rest(items)]))
    against = f"对照{words.standard}" if row.has_standard else ""
    return f"各{COUNTIES}{row.name}{against}：{'；'.join(texts)}。"


def _found(items: Sequence[Item], words: Terms) -> str:
    """The shared standard, the sides and the extremes; with a comma before it where it has one."""
    row, shared = items[0].indicator, shared_standard(items)
    parts = ["" if shared is None else standard(items, words, shared)]
    gaps = {i.region: -i.gap if row.low else i.gap for i in items if i.gap is not None}
    ends = _ends(gaps, lambda gap: _side(gap, row), low=row.low)
    return "，".join([*parts, *_sides(gaps.values()), *ends])


def _valued(items: Sequence[Item]) -> str:
    """The highest and the lowest value."""
    row = items[0].indicator
    values = {item.region: item.value for item in items if item.value is not None}
    return "，".join(["", *_ends(values, lambda value: terms.shown(value, row), ("最高", "最低"))])


def _sides(gaps: Iterable[Decimal]) -> list[str]:
    """1个高于、1个持平、2个低于."""
    signs = [sign(gap) for gap in gaps]
    sides = {"高于": signs.count(1), "持平": signs.count(0), "低于": signs.count(-1)}
    return ["、".join(f"{n}个{side}" for side, n in sides.items() if n)] if signs else []


def _side(apart: Decimal, row: Indicator) -> str:
    """高8.6个百分点, 低50.00%, 持平."""
    if not apart:
        return "持平"
    places = terms.gap_places(row, [apart])
    if row.unit in MONEY:
        places = terms.places_in(row.unit, [apart])
    size = terms.size(apart, row.unit, places)
    return f"{'高' if apart > 0 else '低'}{size}"


def _rest(items: Sequence[Item]) -> list[str]:
    """Who has no gap, and why."""
    texts = []
    for status in (Status.MISSING, Status.SUSPENDED, Status.REFERRED, Status.RULED):
        who = [item.region for item in items if item.gap is None and item.status == status]
        if who:
            whom = "全部" if len(who) == len(items) > 1 else listed(who)
            texts.append(whom + STATUSES[status])
    return texts


def _ends(
    numbers: Mapping[str, Decimal],
    in_words: Callable[[Decimal], str],
    names: tuple[str, str] = ("居首", "居末"),
    *,
    low: bool = False,
) -> list[str]:
    """甲县…居首, 乙县…居末 by the numbers of the counties; ties together; ``low`` first."""
    leading, trailing = highest(numbers, numbers.get), lowest(numbers, numbers.get)
    if low:
        leading, trailing = trailing, leading
    ends = (
        dict(zip(names, (leading, trailing), strict=True)) if leading != trailing else {"": leading}
    )
    texts = []
    for place, regions in ends.items():
        if regions:
            each, tied = ("均", place and "并列") if len(regions) > 1 else ("", "")
            texts.append(f"{listed(regions)}{each}{in_words(numbers[regions[0]])}{tied}{place}")
    return texts


# ---- in the drawing ---------------------------------------------------------------------------


def segment(card: Card, row: Indicator) -> str:
    """The indicator's name, and which of its spans counts for nobody."""
    spans = card.period.distinct(row.spans)
    statuses = {span: {item.status for item in items_of(card, row, span)} for span in spans}
    off = [span for span in statuses if statuses[span] == {Status.SUSPENDED}]
    if not off:
        return row.name
    which = "" if len(off) == len(statuses) else SPAN_NAMES[off[0]]
    return f"{row.name}（{which}{STATUSES[Status.SUSPENDED]}）"


def no_total(card: Card, region: str) -> str:
    """— 无总分（当月增量贡献率缺数）: what leaves a county without total.

    The items of one or two indicators by name, more by number: the row has no room for them.
    """
    texts = []
    for status in (Status.MISSING, Status.REFERRED):
        items = [item for item in card.of(region) if item.status == status]
        few = len({item.indicator.code for item in items}) <= 2
        if items:
            texts.append(
                (item_names.of_period(card, items) if few else f"{len(items)}项") + STATUSES[status]
            )
    return f"— 无总分（{'；'.join(texts) or '各项均' + STATUSES[Status.SUSPENDED]}）"


def at_right(items: Sequence[Item]) -> list[str]:
    """``+3.20``, or points where there is no standard; or why there is neither."""
    row = items[0].indicator
    if not row.has_standard:
        return [STATUSES[i.status] if i.points is None else fixed(i.points, 2) for i in items]
    places = terms.gap_places(row, [item.gap for item in items])
    return [STATUSES[i.status] if i.gap is None else signed(i.gap, places) for i in items]


def comparable(items: Sequence[Item]) -> dict[int, tuple[Decimal, Decimal]]:
    """Row → value and standard of an item that has a gap, or whose gap waits for a decision.

    Without a standard the value stands for both.
    """
    if not items[0].indicator.has_standard:
        return {n: (i.value, i.value) for n, i in enumerate(items) if i.value is not None}
    return {
        row: (item.value, item.standard)
        for row, item in enumerate(items)
        if item.value is not None and item.standard is not None
        if item.gap is not None or item.status == Status.REFERRED
    }


def shared_standard(items: Sequence[Item]) -> Decimal | None:
    """The standard where it is one for all that are compared."""
    if not items[0].indicator.has_standard:
        return None
    standards = {standard for _, standard in comparable(items).values()}
    return standards.pop() if len(standards) == 1 else None


def standard(items: Sequence[Item], words: Terms, value: Decimal) -> str:
    """标准值3.8%; with 暂算 where only one of nation and province is out."""
    early = any(item.status == Status.PRELIMINARY for item in items)
    mark = f"（{STATUSES[Status.PRELIMINARY]}）" if early else ""
    row = items[0].indicator
    number = f"{fixed(value, words.places)}{words.unit}"
    if isinstance(row.standard, Decimal):
        number = terms.shown_standard(value, row)
    return f"{words.standard}{number}{mark}"
