"""The words in a chart and, as its alternative text, the finding it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.summary import at_base, base_total, items_of, spans
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, fixed, names, points, signed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import Status
from fzlib.scoring.rulebook import Indicator


def totals_alt(card: Card) -> str:
    """Who leads and trails with what, how many reach 基准分, who has no total, what is left out."""
    ranked = [(region, card.totals[region]) for region in card.ranked]
    known = [(region, total) for region, total in ranked if total is not None]
    said = _ends([(region, total, f"{fixed(total, 2)}分") for region, total in known])
    if known:
        base, reached = base_total(card), len(at_base(card))
        mark = "各自基准分" if base is None else f"基准分{points(base)}"
        said.append(f"{reached}个达到{mark}" if reached else f"均未达到{mark}")
    without = [region for region, total in ranked if total is None]
    if without:
        said.append(f"{_listed(without)}无总分" if known else "均无总分")
    labels = ((row, segment_label(card, row)) for row in card.book.indicators)
    said += [f"其中{label}" for row, label in labels if label != row.name]
    return f"各{COUNTIES}综合得分：{'，'.join(said)}。"


def indicator_alt(card: Card, row: Indicator) -> str:
    """For each span: how many are above and below the standard, the extremes, who has no gap."""
    words = terms.names(row, card.panel.dataset.word)
    clauses = []
    for span in spans(card):
        items = items_of(card, row, span)
        clauses.append(f"{card.period.span_label(span)}，{'，'.join(_gaps(items, words))}")
    return f"各{COUNTIES}{row.name}与{words.standard}之差：{'；'.join(clauses)}。"


def _gaps(items: Sequence[Item], words: terms.Names) -> list[str]:
    known = [(item.region, item.gap) for item in items if item.gap is not None]
    sides = (
        ("高于", sum(gap > 0 for _, gap in known)),
        ("持平", sum(gap == 0 for _, gap in known)),
        ("低于", sum(gap < 0 for _, gap in known)),
    )
    said = ["、".join(f"{count}个{side}" for side, count in sides if count)] if known else []
    by_gap = sorted(known, key=lambda pair: -pair[1])
    said += _ends([(region, gap, _gap_said(gap, words)) for region, gap in by_gap])
    for status in (Status.MISSING, Status.SUSPENDED, Status.REFERRED, Status.RULED):
        who = [i.region for i in items if i.gap is None and i.status == status]
        if who:
            said.append(_listed(who, of=len(items)) + terms.STATUSES[status])
    return said


def _gap_said(gap: Decimal, words: terms.Names) -> str:
    if not gap:
        return "持平"
    places = 2 if words.gap_unit == "%" else words.places
    return f"{'高' if gap > 0 else '低'}{fixed(abs(gap), places)}{_unit(words)}"


def _unit(words: terms.Names) -> str:
    return "%" if words.gap_unit == "%" else f"个{words.gap_unit}"


def _ends(ordered: Sequence[tuple[str, Decimal, str]]) -> list[str]:
    """甲县…居首, 乙县…居末 of (county, number, number in words), largest first; ties together."""
    if not ordered:
        return []
    first = [(region, said) for region, number, said in ordered if number == ordered[0][1]]
    last = [(region, said) for region, number, said in ordered if number == ordered[-1][1]]
    if len(first) == len(ordered):
        return [_tied(first, "")]
    return [_tied(first, "居首"), _tied(last, "居末")]


def _tied(group: Sequence[tuple[str, str]], place: str) -> str:
    if len(group) == 1:
        return group[0][0] + group[0][1] + place
    return f"{_listed([region for region, _ in group])}均{group[0][1]}{place and '并列' + place}"


def _listed(regions: Sequence[str], of: int = 0) -> str:
    """A、B; of more than six the first ones and how many; all ``of`` them: 全部."""
    if len(regions) == of > 1:
        return "全部"
    return names(regions) + (f"{len(regions)}个" if len(regions) > 6 else "")


def segment_label(card: Card, row: Indicator) -> str:
    """The indicator's name, and which of its spans counts for nobody."""
    off = [
        span
        for span in spans(card)
        if all(card.item(r, f"{row.code}.{span}").status == Status.SUSPENDED for r in card.counties)
    ]
    if not off:
        return row.name
    which = "" if len(off) == len(spans(card)) else "、".join(terms.SPANS[s] for s in off)
    return f"{row.name}（{which}{terms.STATUSES[Status.SUSPENDED]}）"


def why_no_total(card: Card, region: str) -> str:
    """增量缺数；贡献率待审定: the indicators that leave a county without total."""
    said = []
    for status in (Status.MISSING, Status.REFERRED):
        rows = {i.indicator.code: i.indicator.name for i in card.of(region) if i.status == status}
        if rows:
            what = "、".join(rows.values()) if len(rows) <= 2 else f"{len(rows)}项指标"
            said.append(what + terms.STATUSES[status])
    return "；".join(said) or "各项均" + terms.STATUSES[Status.SUSPENDED]


def gap_text(item: Item) -> str:
    """``+3.20``, or why there is no gap."""
    if item.gap is None:
        return terms.STATUSES[item.status]
    return signed(item.gap, item.indicator.decimals)


def standard_label(items: Sequence[Item], words: terms.Names, standard: Decimal) -> str:
    """标准值3.8%; with 暂算 where only one of nation and province is out."""
    early = any(item.status == Status.PRELIMINARY for item in items)
    mark = f"（{terms.STATUSES[Status.PRELIMINARY]}）" if early else ""
    return f"{words.standard}{fixed(standard, words.places)}{words.unit}{mark}"
