"""The words in a chart and, as its alternative text, the finding it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from fzlib.analysis.extremes import highest, lowest
from fzlib.analysis.summary import at_base, base_total, items_of, spans
from fzlib.presentation import terms
from fzlib.presentation.prose.quarter_year import item_names
from fzlib.presentation.wording import COUNTIES, fixed, listed, points, sign, signed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import SPAN_NAMES, STATUSES, IndicatorTerms, Status

# ---- alternative texts ------------------------------------------------------------------------


def totals_alt(card: Card) -> str:
    """Who leads and trails with what, how many reach 基准分, who has no total, what is left out."""
    totals = {r: total for r in card.ranked if (total := card.totals[r]) is not None}
    parts = _ends(totals, lambda total: f"{fixed(total, 2)}分")
    if totals:
        base, reached = base_total(card), len(at_base(card))
        mark = "各自基准分" if base is None else f"基准分{points(base)}"
        parts.append(f"{reached}个达到{mark}" if reached else f"均未达到{mark}")
    without = [region for region in card.ranked if region not in totals]
    if without:
        parts.append(f"{listed(without)}无总分" if totals else "均无总分")
    labels = {row.name: segment(card, row) for row in card.book.indicators}
    parts += [f"其中{label}" for name, label in labels.items() if label != name]
    return f"各{COUNTIES}综合得分：{'，'.join(parts)}。"


def indicator_alt(card: Card, row: Indicator) -> str:
    """For each span: how many are above and below the standard, the extremes, who has no gap."""
    words = terms.names(row, card.panel.dataset.output)
    clauses = []
    for span in spans(card):
        items = items_of(card, row, span)
        lead, shared = card.period.span_label(span), shared_standard(items)
        if shared is not None:
            lead += standard(items, words, shared)
        gaps = {item.region: item.gap for item in items if item.gap is not None}
        ends = _ends(gaps, lambda gap: _side(gap, words))
        clauses.append("，".join([lead, *_sides(gaps.values()), *ends, *_rest(items)]))
    return f"各{COUNTIES}{row.name}对照{words.standard}：{'；'.join(clauses)}。"


def _sides(gaps: Iterable[Decimal]) -> list[str]:
    """1个高于、1个持平、2个低于."""
    signs = [sign(gap) for gap in gaps]
    sides = {"高于": signs.count(1), "持平": signs.count(0), "低于": signs.count(-1)}
    return ["、".join(f"{n}个{side}" for side, n in sides.items() if n)] if signs else []


def _side(gap: Decimal, words: IndicatorTerms) -> str:
    """高8.6个百分点, 低50.00%, 持平."""
    if not gap:
        return "持平"
    unit = "%" if words.gap_unit == "%" else f"个{words.gap_unit}"
    return f"{'高' if gap > 0 else '低'}{fixed(abs(gap), words.places)}{unit}"


def _rest(items: Sequence[Item]) -> list[str]:
    """Who has no gap, and why."""
    texts = []
    for status in (Status.MISSING, Status.SUSPENDED, Status.REFERRED, Status.RULED):
        who = [item.region for item in items if item.gap is None and item.status == status]
        if who:
            whom = "全部" if len(who) == len(items) > 1 else listed(who)
            texts.append(whom + STATUSES[status])
    return texts


def _ends(numbers: Mapping[str, Decimal], in_words: Callable[[Decimal], str]) -> list[str]:
    """甲县…居首, 乙县…居末 by the numbers of the counties; ties together."""
    leading, trailing = highest(numbers, numbers.get), lowest(numbers, numbers.get)
    ends = {"居首": leading, "居末": trailing} if leading != trailing else {"": leading}
    texts = []
    for place, regions in ends.items():
        if regions:
            each, tied = ("均", place and "并列") if len(regions) > 1 else ("", "")
            texts.append(f"{listed(regions)}{each}{in_words(numbers[regions[0]])}{tied}{place}")
    return texts


# ---- in the drawing ---------------------------------------------------------------------------


def segment(card: Card, row: Indicator) -> str:
    """The indicator's name, and which of its spans counts for nobody."""
    statuses = {span: {item.status for item in items_of(card, row, span)} for span in spans(card)}
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
            texts.append((item_names(card, items) if few else f"{len(items)}项") + STATUSES[status])
    return f"— 无总分（{'；'.join(texts) or '各项均' + STATUSES[Status.SUSPENDED]}）"


def gap(item: Item) -> str:
    """``+3.20``, or why there is no gap."""
    if item.gap is None:
        return STATUSES[item.status]
    return signed(item.gap, item.indicator.decimals)


def comparable(items: Sequence[Item]) -> dict[int, tuple[Decimal, Decimal]]:
    """Row → value and standard of an item that has a gap, or whose gap waits for a decision."""
    return {
        row: (item.value, item.standard)
        for row, item in enumerate(items)
        if item.value is not None and item.standard is not None
        if item.gap is not None or item.status == Status.REFERRED
    }


def shared_standard(items: Sequence[Item]) -> Decimal | None:
    """The standard where it is one for all that are compared."""
    standards = {standard for _, standard in comparable(items).values()}
    return standards.pop() if len(standards) == 1 else None


def standard(items: Sequence[Item], words: IndicatorTerms, value: Decimal) -> str:
    """标准值3.8%; with 暂算 where only one of nation and province is out."""
    early = any(item.status == Status.PRELIMINARY for item in items)
    mark = f"（{STATUSES[Status.PRELIMINARY]}）" if early else ""
    return f"{words.standard}{fixed(value, words.places)}{words.unit}{mark}"
