"""月度考评, part by part: what the notebook's cells show."""

from __future__ import annotations

from fzlib.analysis import summary
from fzlib.analysis.extremes import first
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, charts, page_parts, provenance, tables
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import city, indicators, method
from fzlib.presentation.prose import results as result_texts
from fzlib.presentation.prose.notices import period_notices
from fzlib.presentation.wording import COUNTIES, above_both, fixed, growth, points
from fzlib.scoring.card import Card

NUMERALS = "一二三四五六七八九十"

footer = page_parts.footer  # as every report's


def masthead(card: Card) -> Part:
    """题头: badges, title, whose, and the four figures a reader wants first."""
    when = f"{card.period.year}年{card.period.span_label(card.book.spans[0])}"
    figures = [_growth(card), _increment(card), _reached(card), _first(card)]
    early = summary.preliminary(card)
    return page_parts.masthead(card, when, "考评情况", figures, early=early)


def _growth(card: Card) -> blocks.KeyFigure | None:
    row, span = summary.row_of(card, "va_growth"), card.book.spans[0]
    rate = summary.city_rate(card, row.code, span) if row else None
    if row is None or rate is None:
        return None
    others = city.rates_above(card, row, span)
    note = above_both(rate, others, row.decimals) if others else "全国、全省增速尚未取得"
    label = f"全市{row.short}（{card.period.span_label(span)}）"
    return blocks.KeyFigure(label, fixed(rate, row.decimals), "%", note)


def _increment(card: Card) -> blocks.KeyFigure | None:
    span = card.book.spans[0]
    amount = summary.city_increment(card.panel, span)
    if amount is None:
        return None
    expected = summary.city_expected(card, span) if card.book.scores("increment") else None
    if expected is None:
        scored = card.book.scores("output_growth")
        rate = summary.city_rate(card, "output_growth", span) if scored else None
        note = f"{card.panel.dataset.output}{growth(rate)}" if rate is not None else ""
    elif expected[0] > 0 and amount > 0:
        share = fixed(amount / expected[0] * 100, 2)
        note = f"为{expected[1]}（{fixed(expected[0], 2)}亿元）的{share}%"
    else:
        note = f"{expected[1]}{fixed(expected[0], 2)}亿元"
    label = f"全市增量（{card.period.span_label(span)}）"
    return blocks.KeyFigure(label, fixed(amount, 2), "亿元", note)


def _reached(card: Card) -> blocks.KeyFigure:
    base = summary.base_total(card)
    ranked = sum(rank is not None for rank in card.ranks.values())
    label = f"达到基准分（{points(base)}）" if base is not None else "达到基准分"
    note = f"{len(card.counties)}个{COUNTIES}"
    if ranked < len(card.counties):
        note += f"，有总分的{ranked}个"
    return blocks.KeyFigure(label, str(len(summary.at_base(card))), "个", note)


def _first(card: Card) -> blocks.KeyFigure:
    totals = {region: card.totals[region] for region in first(card.ranked, card.ranks.get)}
    return page_parts.leaders(totals, "没有总分")


def overview(card: Card) -> Part:
    """一、全市总体情况."""
    return part(city.overview(card), tables.city(card, "1"))


def results(card: Card) -> Part:
    """二、（一）综合得分: words, ranking table, stacked bars."""
    return part(
        result_texts.results(card),
        tables.ranking(card, "表2　综合得分和位次"),
        blocks.Figure(charts.totals_chart(card), "图1　各县（市）区综合得分构成"),
    )


def by_indicator(card: Card) -> Part:
    """二、（二）起: heading, words and chart of each indicator of the rule book."""
    parts: list[blocks.Piece] = []
    for n, row in enumerate(card.book.indicators, 1):
        caption = f"图{n + 1}　{row.name}：指标值与标准值（数值见附表{n}）"
        parts += [
            blocks.Heading(f"（{NUMERALS[n]}）{row.name}"),
            indicators.indicator(card, row),
            blocks.Figure(charts.indicator_chart(card, row.code), caption),
        ]
    return part(parts)


def notice_list(inputs: PeriodInputs, card: Card) -> Part:
    """提示事项, or that there is none; then where all checks are told."""
    entries = [blocks.Labelled(*notice) for notice in period_notices(card, inputs.warnings)]
    return part(
        blocks.Listing(entries, "notices") if entries else "本期没有需要提示的事项。",
        blocks.Paragraph(("核对了哪些内容、增速与本地前期的比较，见", provenance.TO_PAGE, "。")),
    )


def method_notes(inputs: PeriodInputs, card: Card) -> Part:
    """口径说明: rules, readings, what is fixed beyond the annex, sources and hashes."""
    return part(
        f"考评依据：{card.book.title}；{card.book.source}。",
        blocks.Heading("（一）计分规则"),
        blocks.Listing(method.rules(card), "rules"),
        blocks.Heading("（二）读法选择"),
        "办法没有写明之处，本期按以下读法计分：",
        blocks.Listing(method.readings(card), "rules"),
        blocks.Heading("（三）补充约定"),
        blocks.Listing(method.beyond(card), "rules"),
        blocks.Heading("（四）数据来源"),
        page_parts.sources(card.panel.dataset, inputs.all_files.items()),
        blocks.Paragraph(("每个数所在的文件、工作表和单元格见", provenance.TO_PAGE, "。")),
    )


def item_tables(card: Card) -> Part:
    """附表: every item's value, standard, gap and points."""
    each = [tables.items(card, row, str(n)) for n, row in enumerate(card.book.indicators, 1)]
    marks = tables.marks(card, card.records, derived=True)
    return part(each, blocks.Paragraph(f"注：{marks}", "note") if marks else "")


def workings(card: Card) -> Part:
    """计算过程, a folded part a county."""
    return part(tables.workings(card))
