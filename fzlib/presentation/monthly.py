"""月度考评, part by part: what the notebook's cells show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fzlib.analysis.summary import (
    at_base,
    base_total,
    city_expected,
    city_increment,
    city_rate,
    preliminary,
    row_of,
)
from fzlib.presentation import tables, terms
from fzlib.presentation.html import (
    Html,
    element,
    figure,
    join,
    listing,
    name,
    paragraphs,
    table,
)
from fzlib.presentation.prose import city, indicators, method, notices
from fzlib.presentation.prose import results as result_texts
from fzlib.presentation.wording import COUNTIES, above_both, fixed, growth, points
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import half_up

if TYPE_CHECKING:
    from fzlib.intake.folder import PeriodInputs

_NUMERALS = "一二三四五六七八九十"


def title(card: Card) -> str:
    """2023年5月工业争先增效行动考评情况; the action's name comes from the rule book."""
    action = card.book.title.removesuffix("考评办法")
    bureau = card.panel.regions[2].name
    return f"{card.period.label}{action.removeprefix(bureau)}考评情况"


def masthead(card: Card) -> Html:
    """题头: badges, title, whose, and the four figures a reader wants first."""
    dataset = card.panel.dataset
    badges = [
        element("span", terms.NATURES[dataset.nature], class_=f"badge nature-{dataset.nature}")
    ]
    if preliminary(card):
        badges.append(element("span", "暂算", class_="badge preliminary"))
    byline = "　".join(
        f"{label}：{text or '未注明'}"
        for label, text in (
            ("落款单位", dataset.issuer),
            ("联系方式", dataset.contact),
            ("数据截至", dataset.as_of),
        )
    )
    figures = [_growth(card), _increment(card), _reached(card), _first(card)]
    parts = [
        element("p", join(badges), class_="badges"),
        element("h1", title(card)),
        element("p", byline, class_="byline"),
        element("dl", join(f for f in figures if f.markup), class_="figures"),
    ]
    return element("div", join(parts), class_="masthead")


def _card(label: str, big: str, unit: str, note: str) -> Html:
    shown = Html(element("span", big).markup + element("small", unit).markup)
    return element(
        "div",
        element("dt", label) + element("dd", shown, class_="big") + element("dd", note),
    )


def _growth(card: Card) -> Html:
    row, span = row_of(card, "va_growth"), card.book.spans[0]
    rate = row and city_rate(card, row, span)
    if row is None or rate is None:
        return Html("")
    gaps = [
        (label, rate - half_up(other, row.decimals))
        for label, region in zip(city.ABOVE, card.panel.regions, strict=False)
        if (other := card.panel.value("va_growth", span, region.name)) is not None
    ]
    label = f"全市{row.name.removeprefix('规上工业').removeprefix('规模工业')}"
    note = above_both(gaps, row.decimals) if gaps else "全国、全省增速尚未取得"
    return _card(f"{label}（{card.period.span_label(span)}）", fixed(rate, row.decimals), "%", note)


def _increment(card: Card) -> Html:
    span = card.book.spans[0]
    amount = city_increment(card.panel, span)
    if amount is None:
        return Html("")
    expected = city_expected(card, span) if card.book.scores("increment") else None
    if expected is None:
        row = row_of(card, "output_growth")
        rate = row and city_rate(card, row, span)
        note = f"{card.panel.dataset.word}{growth(rate)}" if rate is not None else ""
    elif expected[0] > 0 and amount > 0:
        note = f"为预期（{fixed(expected[0], 2)}亿元）的{fixed(amount / expected[0] * 100, 2)}%"
    else:
        note = f"预期{fixed(expected[0], 2)}亿元"
    label = f"全市增量（{card.period.span_label(span)}）"
    return _card(label, fixed(amount, 2), "亿元", note)


def _reached(card: Card) -> Html:
    base = base_total(card)
    ranked = sum(rank is not None for rank in card.ranks.values())
    label = f"达到基准分（{points(base)}）" if base is not None else "达到基准分"
    note = f"{len(card.counties)}个{COUNTIES}"
    if ranked < len(card.counties):
        note += f"，有总分的{ranked}个"
    return _card(label, str(len(at_base(card))), "个", note)


def _first(card: Card) -> Html:
    first = [r for r in card.ranked if card.ranks[r] and (card.ranks[r] or 0) <= 3]
    if not first:
        return _card("前三位", "—", "", "没有总分")
    scores = "、".join(f"{fixed(card.totals[region], 2)}分" for region in first)
    return _card("前三位", "、".join(first), "", scores)


def overview(card: Card) -> Html:
    """一、全市总体情况."""
    return paragraphs(city.overview(card)) + tables.city(card, "1")


def results(card: Card) -> Html:
    """二、（一）综合得分: words, ranking table, stacked bars."""
    from fzlib.presentation import charts

    return join(
        [
            paragraphs(result_texts.results(card)),
            tables.ranking(card, "2"),
            figure(charts.totals_chart(card).svg, "图1　各县（市）区综合得分构成"),
        ]
    )


def by_indicator(card: Card) -> Html:
    """二、（二）起: heading, words and chart of each indicator of the rule book."""
    from fzlib.presentation import charts

    parts = []
    for n, row in enumerate(card.book.indicators):
        caption = f"图{n + 2}　{row.name}：指标值与标准值（数值见附表{n + 1}）"
        parts += [
            element("h3", f"（{_NUMERALS[n + 1]}）{row.name}"),
            paragraphs(indicators.indicator(card, row)),
            figure(charts.indicator_chart(card, row.code).svg, caption),
        ]
    return join(parts)


def notice_list(inputs: PeriodInputs, card: Card) -> Html:
    """提示事项; says so where there is none."""
    found = notices.notices(card, inputs.warnings)
    if not found:
        return element("p", "本期没有需要提示的事项。")
    entries = [
        Html(element("strong", kind).markup + element("span", said).markup) for kind, said in found
    ]
    return listing(entries, class_="notices")


def method_notes(inputs: PeriodInputs, card: Card) -> Html:
    """口径说明: rules, readings, what is fixed beyond the annex, sources and hashes."""
    dataset, book = card.panel.dataset, card.book
    hashes = table(
        "输入文件",
        [["文件", "SHA-256"]],
        [[name(file.label), file.sha256] for file in inputs.files],
        class_="plain hashes",
    )
    return join(
        [
            element("p", f"考评依据：{book.title}（{book.source}）。"),
            element("h3", "（一）计分规则"),
            listing(method.rules(card), class_="rules"),
            element("h3", "（二）读法选择"),
            element("p", "办法没有写明之处，本期按以下读法计分："),
            listing(method.readings(card), class_="rules"),
            element("h3", "（三）补充约定"),
            listing(method.beyond(card), class_="rules"),
            element("h3", "（四）数据来源"),
            element("p", f"{dataset.title}。来源：{dataset.source}。"),
            hashes,
        ]
    )


def item_tables(card: Card) -> Html:
    """附表: every item's value, standard, gap and points."""
    each = [tables.items(card, row, str(n)) for n, row in enumerate(card.book.indicators, 1)]
    said = tables.marks(card)
    return join([*each, element("p", f"注：{said}", class_="note") if said else Html("")])


def workings(card: Card) -> Html:
    """计算过程, a folded part a county."""
    return tables.workings(card)


def footer(card: Card) -> Html:
    """What the figures are, on every page's foot."""
    dataset = card.panel.dataset
    said: Sequence[str] = (
        terms.NATURES[dataset.nature],
        f"来源：{dataset.source}",
        f"落款单位：{dataset.issuer or '未注明'}",
        f"异议联系：{dataset.contact or '未注明'}",
        f"数据截至：{dataset.as_of or '未注明'}",
    )
    return element("p", "　".join(said), class_="colophon")
