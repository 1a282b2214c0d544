"""月度考评, part by part: what the notebook's cells show."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis import summary
from fzlib.analysis.readings import KEYS
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import (
    blocks,
    charts,
    city_table,
    findings,
    key_figures,
    page_parts,
    provenance,
    tables,
    working_tables,
)
from fzlib.presentation.goals.overall import line_of
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import city, course, indicators, rules
from fzlib.presentation.prose import results as result_texts
from fzlib.presentation.prose.datacheck import hints as found
from fzlib.presentation.prose.notices import period_hints
from fzlib.presentation.prose.rules import document
from fzlib.presentation.prose.rules.ranking import ranking as ranking_rules
from fzlib.presentation.wording import COUNTIES, numeral
from fzlib.scoring.card import Card

footer = page_parts.footer  # as every report's


def masthead(card: Card, goals: GoalInputs | None = None) -> Part:
    """题头: badges, title, whose, the figures a reader wants first, the year's goals."""
    when = course.dated(card.period, card.book)
    figures, early = key_figures.of_month(card), summary.preliminary(card)
    return page_parts.masthead(
        card, when, "考评情况", figures, early=early, line_of_goals=line_of(goals)
    )


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


def notice_list(inputs: PeriodInputs, card: Card, earlier: Sequence[PeriodInputs]) -> Part:
    """提示事项, or that there is none; then where all checks are told."""
    hints = period_hints(card, found(inputs, earlier))
    return part(
        page_parts.hints(hints, card, "本期没有需要提示的事项。"),
        blocks.Paragraph(("各项提示所在的单元格、核对了哪些内容，见", provenance.TO_PAGE, "。")),
    )


def method_notes(inputs: PeriodInputs, card: Card) -> Part:
    """口径说明: rules, readings, what is fixed beyond the document, sources and hashes."""
    book, output = card.book, card.panel.dataset.output
    readings = rules.readings(book, output, KEYS)
    own_ranking = ranking_rules(book) if book.by_group or book.lists else []
    sections = {
        "计分规则": (blocks.Listing(rules.rules(book, output), "rules"),),
        document.open_points(book): (document.read_as(book), blocks.Listing(readings, "rules"))
        if readings
        else (),
        "补充约定": (blocks.Listing([*rules.beyond(book, output), *own_ranking], "rules"),),
        "数据来源": (
            page_parts.sources(card.panel.dataset),
            blocks.Paragraph(("读入的文件及其校验值、各项数据的出处见", provenance.TO_PAGE, "。")),
        ),
    }
    shown = [(title, pieces) for title, pieces in sections.items() if pieces]
    numbered = (
        (blocks.Heading(f"（{numeral(n)}）{title}"), *pieces)
        for n, (title, pieces) in enumerate(shown, 1)
    )
    return part(document.basis(book), numbered)


def item_tables(card: Card) -> Part:
    """附表: every item's value, standard, gap and points."""
    each = [tables.items(card, row, str(n)) for n, row in enumerate(card.book.indicators, 1)]
    marks = tables.marks(card, card.records, derived=True)
    return part(each, blocks.Paragraph(f"注：{marks}", "note") if marks else "")


def workings(card: Card) -> Part:
    """计算过程, a folded part a county."""
    return part(working_tables.workings(card))
