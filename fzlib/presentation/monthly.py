"""月度考评, part by part: what the notebook's cells show."""

from __future__ import annotations

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
from fzlib.presentation import page_parts, provenance, tables
from fzlib.presentation.html import (
    Html,
    element,
    figure,
    join,
    listing,
    paragraphs,
)
from fzlib.presentation.prose import city, indicators, method, notices
from fzlib.presentation.prose import results as result_texts
from fzlib.presentation.wording import COUNTIES, NONE, above_both, fixed, growth, points
from fzlib.scoring.card import Card

if TYPE_CHECKING:
    from fzlib.intake.period_inputs import PeriodInputs


def title(card: Card) -> str:
    """2023年5月工业争先增效行动考评情况; the action's name comes from the rule book."""
    action, note = page_parts.action(card)
    when = card.period.span_label(card.book.spans[0])
    return f"{card.period.year}年{when}{action}考评情况{note}"


def masthead(card: Card) -> Html:
    """题头: badges, title, whose, and the four figures a reader wants first."""
    figures = [_growth(card), _increment(card), _reached(card), _first(card)]
    badges = ["暂算"] if preliminary(card) else []
    return page_parts.masthead(card.panel.dataset, title(card), figures, badges=badges)


def _growth(card: Card) -> Html:
    row, span = row_of(card, "va_growth"), card.book.spans[0]
    rate = row and city_rate(card, row, span)
    if row is None or rate is None:
        return Html("")
    gaps = city.gaps(card, row, span, rate)
    label = f"全市{row.name.removeprefix('规上工业').removeprefix('规模工业')}"
    note = above_both(gaps, row.decimals) if gaps else "全国、全省增速尚未取得"
    return page_parts.key_figure(
        f"{label}（{card.period.span_label(span)}）", fixed(rate, row.decimals), "%", note
    )


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
        share = fixed(amount / expected[0] * 100, 2)
        note = f"为{expected[1]}（{fixed(expected[0], 2)}亿元）的{share}%"
    else:
        note = f"{expected[1]}{fixed(expected[0], 2)}亿元"
    label = f"全市增量（{card.period.span_label(span)}）"
    return page_parts.key_figure(label, fixed(amount, 2), "亿元", note)


def _reached(card: Card) -> Html:
    base = base_total(card)
    ranked = sum(rank is not None for rank in card.ranks.values())
    label = f"达到基准分（{points(base)}）" if base is not None else "达到基准分"
    note = f"{len(card.counties)}个{COUNTIES}"
    if ranked < len(card.counties):
        note += f"，有总分的{ranked}个"
    return page_parts.key_figure(label, str(len(at_base(card))), "个", note)


def _first(card: Card) -> Html:
    first = [r for r in card.ranked if card.ranks[r] and (card.ranks[r] or 0) <= 3]
    if not first:
        return page_parts.key_figure("前3位", NONE, "", "没有总分")
    scores = "、".join(f"{fixed(card.totals[region], 2)}分" for region in first)
    return page_parts.key_figure("前3位", "、".join(first), "", scores)


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

    shown = []
    for n, row in enumerate(card.book.indicators):
        caption = f"图{n + 2}　{row.name}：指标值与标准值（数值见附表{n + 1}）"
        shown += [
            element("h3", f"（{page_parts.NUMERALS[n + 1]}）{row.name}"),
            paragraphs(indicators.indicator(card, row)),
            figure(charts.indicator_chart(card, row.code).svg, caption),
        ]
    return join(shown)


def notice_list(inputs: PeriodInputs, card: Card) -> Html:
    """提示事项, or that there is none; then where all checks are told."""
    page = provenance.to_page().markup
    more = element("p", Html(f"核对了哪些内容、增速与本地前期的比较，见{page}。"))
    found = notices.notices(card, inputs.warnings)
    if not found:
        return element("p", "本期没有需要提示的事项。") + more
    entries = [
        Html(element("strong", kind).markup + element("span", said).markup) for kind, said in found
    ]
    return listing(entries, class_="notices") + more


def method_notes(inputs: PeriodInputs, card: Card) -> Html:
    """口径说明: rules, readings, what is fixed beyond the annex, sources and hashes."""
    dataset, book = card.panel.dataset, card.book
    read = (*(inputs.previous.files if inputs.previous else ()), *inputs.files)
    return join(
        [
            element("p", f"考评依据：{book.title}；{book.source}。"),
            element("h3", "（一）计分规则"),
            listing(method.rules(card), class_="rules"),
            element("h3", "（二）读法选择"),
            element("p", "办法没有写明之处，本期按以下读法计分："),
            listing(method.readings(card), class_="rules"),
            element("h3", "（三）补充约定"),
            listing(method.beyond(card), class_="rules"),
            element("h3", "（四）数据来源"),
            page_parts.sources(dataset, sorted({(file.label, file.sha256) for file in read})),
            element(
                "p", Html(f"每个数所在的文件、工作表和单元格见{provenance.to_page().markup}。")
            ),
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
    """What the figures are and whose, at the page's foot."""
    return page_parts.footer(card.panel.dataset)
