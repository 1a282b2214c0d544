"""二、考评结果（二）起: one part an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.extremes import grouped, highest
from fzlib.analysis.summary import city_increment, items_of, spans
from fzlib.presentation import terms, wording
from fzlib.presentation.prose.city import rates_above
from fzlib.presentation.prose.results import furthest
from fzlib.presentation.wording import COUNTIES, change_from, fixed, growth, listed, names
from fzlib.scoring.card import Card, Item
from fzlib.scoring.rounding import half_up
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import STATUSES, Status, running, share_of

ZERO = Decimal(0)


def indicator(card: Card, row: Indicator) -> list[str]:
    """A paragraph a span; in 1—2月 one."""
    write, no_standard = PARTS[row.code]
    texts = []
    for span in spans(card):
        items = items_of(card, row, span)
        if all(item.no_standard for item in items):
            ruled = [item.region for item in items if item.status == Status.RULED]
            why = no_standard.format(level=running(card.panel.dataset.output))
            others = f"（{listed(ruled)}{STATUSES[Status.RULED]}）" if ruled else ""
            sentences = [f"{why}，本项不计分{others}"]
        else:
            sentences = [*write(card, row, span, items), _absent(items)]
        text = "".join(f"{sentence}。" for sentence in sentences if sentence)
        texts.append(f"{card.period.span_label(span)}，{text}")
    return texts


def _absent(items: Sequence[Item]) -> str:
    """丙县缺数，丁县待审定."""
    groups = grouped(items, lambda item: item.status)
    statuses = (status for status in (Status.MISSING, Status.REFERRED) if status in groups)
    return _clauses(*(listed([i.region for i in groups[s]]) + STATUSES[s] for s in statuses))


def _clauses(*parts: str) -> str:
    return "，".join(filter(None, parts))


def _sides(items: Sequence[Item], standard: str) -> str:
    """高于标准值的有1个（甲县），与标准值持平的有1个（乙县），低于标准值的有2个（丙县、丁县）."""
    gaps = {item.region: item.gap for item in items if item.gap is not None}
    by_side = grouped(gaps, lambda region: wording.sign(gaps[region]))
    sides = {1: f"高于{standard}的", 0: f"与{standard}持平的", -1: f"低于{standard}的"}
    return _clauses(*(_count(by_side.get(side, []), what) for side, what in sides.items()))


def _count(regions: Sequence[str], what: str) -> str:
    """低于的有2个（A、B）: named where they are few, counted always."""
    who = f"（{names(regions)}）" if len(regions) <= 4 else ""
    return f"{what}有{len(regions)}个{who}" if regions else ""


def _growth_part(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    standard = next(item.standard for item in items if item.standard is not None)
    shown = growth(standard, row.decimals)
    if any(item.status == Status.PRELIMINARY for item in items):
        shown += f"，{STATUSES[Status.PRELIMINARY]}"
    full = wording.points(row.cap or ZERO)
    owner = "全市"
    if row.standard != "city":  # of nation and province the higher, or both
        rates = rates_above(card, row, span)
        owner = "、".join(label for label, rate in rates.items() if rate == standard)
    sides = _sides(items, "标准值")
    points = {item.region: item.points for item in items if item.points is not None}
    return [
        f"标准值为{owner}增速（{shown}）" + (f"；{sides}" if sides else ""),
        _extremes(items, row.decimals),
        _clauses(
            _count([r for r in points if points[r] == row.cap], f"得满分（{full}）的"),
            _count([r for r in points if points[r] == 0], "得0分的"),
            _count([r for r in points if points[r] < 0], "得负分的"),
        ),
    ]


def _extremes(items: Sequence[Item], places: int) -> str:
    """最高的是甲县（增长9.0%），最低的是乙县（下降2.0%）; where all are alike, that."""
    rates = {item.region: item.value for item in items if item.value is not None}
    if not rates:
        return ""
    region, rate = next(iter(rates.items()))
    alike = (f"{len(rates)}个{COUNTIES}均" if len(rates) > 1 else region) + growth(rate, places)
    return wording.highest_and_lowest(rates, lambda rate: growth(rate, places)) or alike


def _increment_part(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    what = f"达到{terms.expected(card.period, span)}"
    amounts = {item: item.value for item in items if item.value is not None}
    expected = {item: item.standard or ZERO for item in amounts if item.gap is not None}
    done = [item.region for item, standard in expected.items() if amounts[item] >= standard]
    rates = {
        item.region: half_up(amounts[item] / standard * 100, 2)
        for item, standard in expected.items()
        if standard > 0 and amounts[item] > 0
    }
    best = highest(rates, rates.get)
    lower = [item for item, amount in amounts.items() if half_up(amount, 2) < 0]
    lower.sort(key=lambda item: amounts[item])
    each = names([f"{item.region}（减少{fixed(-amounts[item], 2)}亿元）" for item in lower])
    none = f"没有{COUNTIES}的增量{what}" if expected else "没有可比的预期增量"
    level = running(card.panel.dataset.output)
    return [
        _clauses(
            _count(done, f"增量{what}的") or none,
            f"完成率最高的是{listed(best)}（{rates[best[0]]}%）" if best else "",
        ),
        f"{level}低于上年同期的有{len(lower)}个：{each}" if lower else "",
    ]


def _contribution_part(card: Card, row: Indicator, span: str, items: list[Item]) -> list[str]:
    output, amount = card.panel.dataset.output, city_increment(card.panel, span)
    if amount is not None and any(item.status == Status.SUSPENDED for item in items):
        suspended = row.name + STATUSES[Status.SUSPENDED]
        return [f"全市{running(output)}{change_from('上年同期', amount)}，{suspended}"]
    sides = _sides(items, share_of(output))
    widest = furthest({item: item.gap for item in items if item.gap is not None})
    return [
        f"贡献率{sides}" if sides else "没有可以计算的贡献率",
        *(_contribution_of(card, item) for _, members, _ in widest for item in members),
    ]


def _contribution_of(card: Card, item: Item) -> str:
    """长乐区产值比上年同期减少0.80亿元，贡献率为-3.72%，低于其产值比重25.47个百分点."""
    output, places = card.panel.dataset.output, item.indicator.decimals
    amount = card.panel.by_region(card.panel.increment(item.span))[item.region]
    lead = item.region
    if amount is not None and half_up(amount, 2) < 0:
        lead += f"{running(output)}{change_from('上年同期', amount)}，"
    gap = wording.above(item.gap or ZERO, f"其{share_of(output)}", places)
    return f"{lead}贡献率为{fixed(item.value, places)}%，{gap}"


# indicator → what writes its sentences, and why no county has a standard
PARTS = {
    "va_growth": (_growth_part, "全国、全省增速均未取得"),
    "output_growth": (_growth_part, "全市{level}增速缺数"),
    "increment": (_increment_part, "没有预期增量"),
    "contribution": (_contribution_part, "全市{level}或增量缺数"),
}
