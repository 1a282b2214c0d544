"""What the reports of a quarter and of a year share: head, ranking, rules, notices, foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from fzlib.analysis.extremes import grouped
from fzlib.analysis.readings import KEYS
from fzlib.analysis.summary import preliminary
from fzlib.errors import Problem
from fzlib.intake.folder import MOST_EARLIER
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, key_figures, page_parts, provenance
from fzlib.presentation.goals.overall import line_of
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import city_course, course, quarter_year
from fzlib.presentation.prose import rules as rule_texts
from fzlib.presentation.prose.datacheck import hints as found
from fzlib.presentation.prose.hints import Hint, merged
from fzlib.presentation.prose.notices import decisions, period_hints
from fzlib.presentation.prose.rules import document
from fzlib.presentation.tables import place
from fzlib.presentation.wording import fixed, signed
from fzlib.scoring.card import Card, Cards
from fzlib.scoring.periods import Period
from fzlib.scoring.results import CountyResult, Result


def last_card(cards: Cards) -> Card:
    """The latest period's card: its rule book and data folder speak for all."""
    return cards[max(cards)]


def head(
    result: Result,
    cards: Cards,
    after: str,
    figures: Sequence[blocks.KeyFigure],
    until: str = "",
    goals: GoalInputs | None = None,
) -> Part:
    """题头 of a quarter or a year: 暂算 where a period is; 数据不全 where one is lacking.

    ``after``: the action, in the title. ``until``: the last period of a year so far.
    """
    early = any(preliminary(cards[period]) for period in result.periods if period in cards)
    badges = ("数据不全" if result.holes else "", until)
    card, named = last_card(cards), result.of.label
    return page_parts.masthead(
        card,
        named,
        after,
        figures,
        early=early,
        badges=badges,
        when=result.of,
        line_of_goals=line_of(goals),
    )


def figures(result: Result) -> list[blocks.KeyFigure]:
    """The city's key figures, who leads and who trails; at their end who has no score."""
    lists, fields = result.card.book.list_sizes, quarter_year.fields(result)
    ends = page_parts.ends(lists, fields, "没有得分")
    without = [county.region for county in result.counties if county.score is None]
    if ends and 0 < len(without) < len(result.counties):
        ends[-1] = replace(ends[-1], note=f"{ends[-1].note}；{'、'.join(without)}没有得分")
    return [*key_figures.of_city(result.card, city_course.spans_of), *ends]


def overview(result: Result, cards: Cards) -> Part:
    """一、全市情况."""
    return part(city_course.overview(result, cards))


def added_titles(result: Result) -> list[str]:
    """加减分 of the quarter or year itself, where there are any."""
    return ["其中加减分"] if any(county.adjustments for county in result.counties) else []


def ranking_tables(
    result: Result,
    caption: str,
    columns: Iterable[blocks.AnyColumn],
    cells: Callable[[CountyResult], blocks.Row],
    note: str = "",
) -> list[blocks.Table]:
    """Rank, county, score, 加减分 and further ``cells``; a table a group."""
    columns, added = list(columns), bool(added_titles(result))
    tables = []
    for group, own in grouped(result.ranked, lambda county: county.group).items():
        rows: list[blocks.Row] = [
            [
                place(county.rank),
                county.region,
                fixed(county.score, 2),
                *([signed(county.adjustments, 2)] if added else []),
                *cells(county),
            ]
            for county in own
        ]
        title = f"{caption}（{group}）" if group else caption
        tables.append(blocks.table(title, columns, rows, ranked=True, note=note))
    return tables


def result_words(result: Result, cards: Cards) -> list[str]:
    """Who leads, how the score comes about, why some have none, what was decided."""
    lead = quarter_year.leaders(result, cards) + quarter_year.how(result, cards)
    card = result.card
    decided = [text for _, text in decisions(card.panel, card.book, result.of)]
    moves = quarter_year.since_before(result, cards) + quarter_year.runs(result, cards)
    decided.append(quarter_year.of_months_only(result))
    return [lead, moves, *quarter_year.lacking(result, cards), "".join(decided)]


def rules(
    card: Card, keys: Sequence[str], texts: Sequence[str], inputs: Sequence[PeriodInputs]
) -> Part:
    """What the results rest on: plan, how periods are summed up, readings in words, sources."""
    book, output = card.book, card.panel.dataset.output
    own = [*(["on_target"] if book.document.commends else []), *keys, *KEYS]
    readings = rule_texts.readings(book, output, own)
    return part(
        document.basis(book),
        texts,
        [document.read_as(book), blocks.Listing(readings, "rules")] if readings else (),
        page_parts.sources(card.panel.dataset) + provenance.kinds(inputs),
    )


def notices(
    inputs: Sequence[PeriodInputs], cards: Cards, earlier: Sequence[PeriodInputs] = ()
) -> Part:
    """提示事项: the hints of all periods, each said once with its periods.

    ``earlier``: periods before the first one, that figures are compared with.
    """
    holes = [p for p in max(cards).so_far if p > min(cards) and p not in cards]
    lacking = f"{course.without_data(holes, last_card(cards).book)}。"
    entries = [("数据不全", lacking)] if holes else []
    entries += merged(_hints(inputs, cards, earlier), cards)
    if not entries:
        return part("各期没有需要提示的事项。")
    return part(
        blocks.Listing([blocks.Labelled(*entry) for entry in entries], "notices"),
        "各项提示的详情和所在的单元格，见各期月度考评和数据核对。",
    )


def _hints(
    inputs: Sequence[PeriodInputs], cards: Cards, earlier: Sequence[PeriodInputs]
) -> dict[Period, list[Hint]]:
    """Each period's own, as its month's report tells them."""
    problems: dict[Period, list[Problem]] = {}
    for n, each in enumerate(inputs):
        before = [*earlier, *inputs[:n]][-MOST_EARLIER:]
        problems[each.panel.period] = found(each, before)
    return {period: period_hints(card, problems.get(period, ())) for period, card in cards.items()}


def footer(result: Result, cards: Cards, *, release: str | int = "") -> Part:
    """The foot."""
    return page_parts.footer(last_card(cards), result.of, release=release)
