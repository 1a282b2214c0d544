"""月度考评, part by part: what the notebook's cells show."""

from __future__ import annotations

from fzlib.analysis import summary
from fzlib.analysis.readings import KEYS
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import (
    blocks,
    charts,
    city_table,
    findings,
    page_parts,
    provenance,
    tables,
    working_tables,
)
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import city, indicators, rules
from fzlib.presentation.prose import results as result_texts
from fzlib.presentation.prose.notices import period_notices
from fzlib.presentation.prose.rules.ranking import ranking as ranking_rules
from fzlib.presentation.wording import (
    COUNTIES,
    above_both,
    fixed,
    growth,
    numeral,
    places_of,
    points,
)
from fzlib.scoring.card import Card
from fzlib.scoring.indicators import GROWTH_OF, short
from fzlib.scoring.measures import ALL_REGIONS, OUTPUT, Measure
from fzlib.vocabulary import MONEY

MOST_FIGURES = 2  # of the city, in the head

footer = page_parts.footer  # as every report's


def masthead(card: Card) -> Part:
    """题头: badges, title, whose, and the figures a reader wants first."""
    when = f"{card.period.year}年{card.period.span_label(summary.spans(card)[0])}"
    city_figures = [_city(card, measure) for measure in summary.main_measures(card)]
    shown = [figure for figure in city_figures if figure][:MOST_FIGURES]
    figures = [*shown, _reached(card), *_first(card)]
    early = summary.preliminary(card)
    return page_parts.masthead(card, when, "考评情况", figures, early=early)


def _city(card: Card, measure: Measure) -> blocks.KeyFigure | None:
    """A rate, or the increment of a level, of the first span; None where the city has none."""
    span = city.spans_of(card, measure)[0]
    figures = summary.city_figures(card, measure, span)
    when = f"（{card.period.span_label(span)}）"
    if not measure.is_rate:
        return _level(card, figures, when)
    if figures.level is None:
        return None
    places = summary.rate_decimals(card.book, measure)
    others = city.rates_above(card, measure, span)
    note = above_both(figures.level, others, places) if others else ""
    name = short(city.rate_name(card, measure))
    if not others and measure.regions == ALL_REGIONS:
        note = "全国、全省增速尚未取得" if name.endswith("增速") else "全国、全省数尚未取得"
    return blocks.KeyFigure(f"全市{name}{when}", fixed(figures.level, places), "%", note)


def _level(card: Card, figures: summary.CityFigures, when: str) -> blocks.KeyFigure | None:
    """Of a level its increment and what it is of the expected; without 同期 the level."""
    measure, amount = figures.measure, figures.increment
    name = measure.named(card.panel.dataset.output)
    places = 2 if measure.unit in MONEY else 0
    if amount is None:
        if figures.level is None or measure.base:
            return None
        shown = fixed(figures.level, places_of([figures.level], places))
        return blocks.KeyFigure(f"全市{name}{when}", shown, measure.unit, "")
    expected = city.expected_of(card, measure, figures.span)
    scored = any(row.quantity == GROWTH_OF for row in card.book.rows_of(measure))
    if expected is None:
        rate = figures.growth if scored else None
        decimals = summary.rate_decimals(card.book, measure)
        note = f"{name}{growth(rate, decimals)}" if rate is not None else ""
    elif expected[0] > 0 and amount > 0:
        share = fixed(amount / expected[0] * 100, 2)
        note = f"为{expected[1]}（{city.amount(expected[0], measure.unit)}）的{share}%"
    else:
        note = f"{expected[1]}{city.amount(expected[0], measure.unit)}"
    label = f"全市{'' if measure == OUTPUT else name}增量{when}"
    shown = fixed(amount, places or places_of([amount], 0))
    return blocks.KeyFigure(label, shown, measure.unit, note)


def _reached(card: Card) -> blocks.KeyFigure | None:
    """How many reach 基准分; None where the book has none."""
    count = f"{len(card.counties)}个{COUNTIES}"
    given = sum(total is not None for total in card.totals.values())
    if given < len(card.counties):
        count += f"，有总分的{given}个"
    if not summary.has_base(card.book):
        return blocks.KeyFigure("考评项", str(len(card.book.items)), "个", count)
    base = summary.base_total(card)
    label = f"达到基准分（{points(base)}）" if base is not None else "达到基准分"
    return blocks.KeyFigure(label, str(len(summary.at_base(card))), "个", count)


def _first(card: Card) -> list[blocks.KeyFigure]:
    return page_parts.leaders(card.book, result_texts.fields(card), "没有总分")


def overview(card: Card) -> Part:
    """一、全市总体情况."""
    return part(
        city.overview(card), city_table.city(card, findings.caption(card, "city", "全市主要指标"))
    )


def results(card: Card) -> Part:
    """二、（一）综合得分: words, ranking tables, stacked bars; of each group its own."""
    figures = [
        blocks.Figure(
            charts.totals_chart(card, group),
            f"图{n}　{f'{group}各单位' if group else f'各{COUNTIES}'}综合得分构成",
        )
        for n, group in enumerate(card.groups, 1)
    ]
    ranking = tables.ranking(card, findings.caption(card, "ranking", "综合得分和位次"))
    return part(result_texts.results(card), ranking, figures)


def by_indicator(card: Card) -> Part:
    """二、（二）起: heading, words and chart of each indicator of the rule book."""
    parts: list[blocks.Piece] = []
    for n, row in enumerate(card.book.indicators, 1):
        what = "指标值与标准值" if row.has_standard else "指标值和得分"
        caption = f"图{n + len(card.groups)}　{row.name}：{what}（数值见附表{n}）"
        parts += [
            blocks.Heading(f"（{numeral(n + 1)}）{row.name}"),
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
    """口径说明: rules, readings, what is fixed beyond the document, sources and hashes."""
    book, output = card.book, card.panel.dataset.output
    readings = rules.readings(book, output, KEYS)
    own_ranking = ranking_rules(book) if book.by_group or book.lists else []
    sections = {
        "计分规则": (blocks.Listing(rules.rules(book, output), "rules"),),
        "读法选择": (page_parts.READ_AS, blocks.Listing(readings, "rules")) if readings else (),
        "补充约定": (blocks.Listing([*rules.beyond(book, output), *own_ranking], "rules"),),
        "数据来源": (
            page_parts.sources(card.panel.dataset, inputs.all_files.items()),
            blocks.Paragraph(("每个数所在的文件、工作表和单元格见", provenance.TO_PAGE, "。")),
        ),
    }
    shown = [(title, pieces) for title, pieces in sections.items() if pieces]
    numbered = (
        (blocks.Heading(f"（{numeral(n)}）{title}"), *pieces)
        for n, (title, pieces) in enumerate(shown, 1)
    )
    return part(page_parts.basis(book), numbered)


def item_tables(card: Card) -> Part:
    """附表: every item's value, standard, gap and points."""
    each = [tables.items(card, row, str(n)) for n, row in enumerate(card.book.indicators, 1)]
    marks = tables.marks(card, card.records, derived=True)
    return part(each, blocks.Paragraph(f"注：{marks}", "note") if marks else "")


def workings(card: Card) -> Part:
    """计算过程, a folded part a county."""
    return part(working_tables.workings(card))
