"""一、全市总体情况."""

from __future__ import annotations

from decimal import Decimal

from fzlib.analysis import summary
from fzlib.analysis.extremes import grouped
from fzlib.presentation import terms, wording
from fzlib.presentation.wording import change_from, fixed, growth
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import half_up
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import MONTH, SPAN_NAMES, STATUSES, Status

ABOVE = ("全国", "全省")  # `Panel.above`


def overview(card: Card) -> list[str]:
    """The city's growth against nation and province, its level, increment and expectation."""
    spans = summary.spans(card)
    levels = [_city_level(card, span) for span in spans]
    row = summary.row_of(card, "va_growth")
    if row is None:
        return levels
    what = row.name.removesuffix("增速").replace("规上工业", "规模以上工业")
    clauses = [_city_growth(card, row, spans[0], f"，全市{what}")]
    clauses += [_city_growth(card, row, span) for span in spans[1:]]
    return ["；".join(clauses) + "。" + _unpublished(card, row), *levels]


def _city_growth(card: Card, row: Indicator, span: str, what: str = "") -> str:
    """``what``: the words for the growth of value added, only where they stand first."""
    subject = card.period.span_label(span) + what
    rate = summary.city_rate(card, row.code, span)
    if rate is None:
        return f"{subject}增速{STATUSES[Status.MISSING]}"
    text = subject + ("同比" if what and rate else "") + growth(rate, row.decimals)
    before = summary.city_rate(card.previous, row.code, span) if card.previous else None
    if before is not None:
        change = wording.rate_change(rate, before, row.decimals)
        text += f"，{wording.since(period_before(card, span), change)}"
    others = rates_above(card, row, span)
    return text + (f"，{wording.above_both(rate, others, row.decimals)}" if others else "")


def rates_above(card: Card, row: Indicator, span: str) -> dict[str, Decimal]:
    """Growth of value added of 全国 and 全省, as rounded for scoring; only what is out."""
    regions = zip(ABOVE, card.panel.above, strict=True)
    rates = {label: card.panel.value("va_growth", span, region.name) for label, region in regions}
    return {label: half_up(rate, row.decimals) for label, rate in rates.items() if rate is not None}


def period_before(card: Card, span: str) -> str:
    """What the period before is called: 上月, 1—2月, 1—4月."""
    if card.previous is None:
        return ""
    before = card.previous.period
    return "上月" if span == MONTH and not before.month_is_ytd else before.span_label(span)


def _unpublished(card: Card, row: Indicator) -> str:
    """Whose growth is not out yet, for which span, and what the standard rests on."""
    spans = summary.spans(card)
    rates = {span: rates_above(card, row, span) for span in spans}
    absent = grouped(spans, lambda span: tuple(who for who in ABOVE if who not in rates[span]))
    text = ""
    for who, own in absent.items():
        when = "" if len(own) == len(spans) else "、".join(map(card.period.span_label, own))
        if len(who) == 2:
            text += f"{when}全国、全省增速均未取得，增加值增速没有标准值。"
        elif who:
            (other,) = set(ABOVE) - set(who)
            region = card.panel.above[ABOVE.index(who[0])].name
            named = who[0] if who[0] == region else f"{who[0]}（{region}）"
            early = STATUSES[Status.PRELIMINARY]
            text += f"{when}{named}增速尚未取得，标准值暂取{other}增速，得分为{early}。"
    return text


def _city_level(card: Card, span: str) -> str:
    dataset, label = card.panel.dataset, card.period.span_label(span)
    level = card.panel.value("output", span, card.panel.city.name)
    if level is None:
        return f"{label}，全市{dataset.level}{STATUSES[Status.MISSING]}。"
    lead = SPAN_NAMES[MONTH] if span == MONTH and not card.period.month_is_ytd else label
    text = f"{lead}{dataset.level}{fixed(level, 2)}亿元"
    places = card.book.decimals("output_growth")
    rate = summary.city_rate(card, "output_growth", span)
    if rate is not None:
        nominal = "（现价）" if dataset.output == "总产值" else ""
        text += f"，{'同比' if rate else ''}{growth(rate, places)}{nominal}"
    amount = summary.city_increment(card.panel, span)
    if amount is None:
        return text + "。"
    fallen = half_up(amount, 2) < 0
    text += f"；{change_from('上年同期', amount)}" if fallen else f"；增量{fixed(amount, 2)}亿元"
    return text + _against_expected(card, span, amount) + "。"


def _against_expected(card: Card, span: str, amount: Decimal) -> str:
    """为月度预期（32.63亿元）的65.83%; where that is no share: 月度预期为32.63亿元."""
    expected = summary.city_expected(card, span) if card.book.scores("increment") else None
    if expected is None:
        return ""
    value, label = expected
    name, of_counties = terms.expected(card.period, span), label if label.startswith("各") else ""
    if value > 0 and amount > 0:
        share = half_up(amount / value * 100, 2)
        return f"，为{name}（{of_counties}{fixed(value, 2)}亿元）的{share}%"
    size = f"{'减少' if half_up(value, 2) < 0 else ''}{fixed(abs(value), 2)}亿元"
    return f"，{name}{of_counties and f'（{of_counties}）'}为{size}"
