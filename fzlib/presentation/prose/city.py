"""一、全市总体情况."""

from __future__ import annotations

from decimal import Decimal

from fzlib.analysis.summary import (
    city_expected,
    city_increment,
    city_output_growth,
    city_rate,
    city_value,
    row_of,
    spans,
)
from fzlib.presentation import terms
from fzlib.presentation.wording import (
    above_both,
    change_of_level,
    fixed,
    growth,
    rate_change,
    since,
)
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import half_up
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import MONTH

ABOVE = ("全国", "全省")  # `Panel.above`


def overview(card: Card) -> list[str]:
    """The city's growth against nation and province, its level, increment and expectation."""
    found = []
    row = row_of(card, "va_growth")
    if row:
        clauses = [_city_growth(card, row, span, n == 0) for n, span in enumerate(spans(card))]
        found.append("；".join(clauses) + "。" + _unpublished(card))
    found += [_city_level(card, span) for span in spans(card)]
    return found


def _city_growth(card: Card, row: Indicator, span: str, first: bool) -> str:
    what = row.name.removesuffix("增速").replace("规上工业", "规模以上工业")
    subject = (
        f"{card.period.span_label(span)}，全市{what}" if first else card.period.span_label(span)
    )
    rate = city_rate(card, row, span)
    if rate is None:
        return f"{subject}增速缺数"
    said = growth(rate, row.decimals)
    text = subject + ("同比" if first and rate else "") + said
    before = card.previous and city_rate(card.previous, row, span)
    if before is not None and card.previous is not None:
        text += f"，{since(period_before(card, span), rate_change(rate, before, row.decimals))}"
    over = gaps(card, row, span, rate)
    return text + (f"，{above_both(over, row.decimals)}" if over else "")


def gaps(card: Card, row: Indicator, span: str, rate: Decimal) -> list[tuple[str, Decimal]]:
    """The city's growth of value added less the nation's and the province's, 百分点."""
    return [
        (label, rate - half_up(other, row.decimals))
        for label, region in zip(ABOVE, card.panel.above, strict=True)
        if (other := card.panel.value("va_growth", span, region.name)) is not None
    ]


def period_before(card: Card, span: str) -> str:
    """What the period before is called: 上月, 1—2月, 1—4月."""
    if card.previous is None:
        return ""
    before = card.previous.period
    return "上月" if span == MONTH and not before.is_first else before.span_label(span)


def _unpublished(card: Card) -> str:
    """Whose growth is not out yet, for which span, and what the standard rests on."""
    absent: dict[tuple[str, ...], list[str]] = {}
    for span in spans(card):
        who = tuple(
            label
            for label, region in zip(ABOVE, card.panel.above, strict=True)
            if card.panel.value("va_growth", span, region.name) is None
        )
        absent.setdefault(who, []).append(card.period.span_label(span))
    said = []
    for who, labels in absent.items():
        when = "" if len(labels) == len(spans(card)) else "、".join(labels)
        if len(who) == 2:
            said.append(f"{when}全国、全省增速均未取得，增加值增速没有标准值。")
        elif who:
            (other,) = set(ABOVE) - set(who)
            region = card.panel.above[ABOVE.index(who[0])].name
            named = who[0] if who[0] == region else f"{who[0]}（{region}）"
            said.append(f"{when}{named}增速尚未取得，标准值暂取{other}增速，得分为暂算。")
    return "".join(said)


def _city_level(card: Card, span: str) -> str:
    dataset, period = card.panel.dataset, card.period
    level = city_value(card.panel, "output", span)
    if level is None:
        return f"{period.span_label(span)}，全市{dataset.level}缺数。"
    lead = "当月" if span == MONTH and not period.is_first else period.span_label(span)
    text = f"{lead}{dataset.level}{fixed(level, 2)}亿元"
    row = row_of(card, "output_growth")
    rate = city_output_growth(card.panel, span, row.decimals if row else 1)
    if rate is not None:
        said = growth(rate, row.decimals if row else 1)
        nominal = "（现价）" if dataset.word == "总产值" else ""
        text += f"，{'同比' if rate else ''}{said}{nominal}"
    amount = city_increment(card.panel, span)
    if amount is None:
        return text + "。"
    fallen = half_up(amount, 2) < 0
    text += f"；{below_last_year(amount)}" if fallen else f"；增量{fixed(amount, 2)}亿元"
    return text + _against_expected(card, span, amount) + "。"


def below_last_year(amount: Decimal) -> str:
    """比上年同期减少0.80亿元 / 与上年同期持平."""
    said = change_of_level(amount)
    return said if said.startswith("与") else f"比上年同期{said}"


def _against_expected(card: Card, span: str, amount: Decimal) -> str:
    """为月度预期（32.63亿元）的65.83%; where that is no share: 月度预期为32.63亿元."""
    expected = city_expected(card, span) if card.book.scores("increment") else None
    if expected is None:
        return ""
    value, label = expected
    name, of_counties = terms.expected(card.period, span), label if label.startswith("各") else ""
    if value > 0 and amount > 0:
        share = half_up(amount / value * 100, 2)
        return f"，为{name}（{of_counties}{fixed(value, 2)}亿元）的{share}%"
    fallen = half_up(value, 2) < 0
    said = change_of_level(value) if fallen else f"{fixed(value, 2)}亿元"
    return f"，{name}{of_counties and f'（{of_counties}）'}为{said}"
