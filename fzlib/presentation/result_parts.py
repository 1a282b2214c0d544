"""What the reports of a quarter and of a year share: head, ranking, rules, notices, foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from fzlib.analysis.extremes import grouped
from fzlib.analysis.readings import KEYS
from fzlib.analysis.summary import preliminary
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, page_parts
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import course, quarter_year
from fzlib.presentation.prose import rules as rule_texts
from fzlib.presentation.prose.notices import DECIDED, decisions, period_notices
from fzlib.presentation.tables import place
from fzlib.presentation.wording import COUNTIES, fixed, signed
from fzlib.scoring.card import Card, Cards
from fzlib.scoring.periods import Period
from fzlib.scoring.results import CountyResult, Result
from fzlib.vocabulary import STATUSES


def last_card(cards: Cards) -> Card:
    """The latest period's card: its rule book and data folder speak for all."""
    return cards[max(cards)]


def head(
    result: Result, cards: Cards, after: str, figures: Sequence[blocks.KeyFigure], until: str = ""
) -> Part:
    """题头 of a quarter or a year: 暂算 where a period is; 数据不全 where one is lacking.

    ``after``: the action, in the title. ``until``: the last period of a year so far.
    """
    early = any(preliminary(cards[period]) for period in result.periods if period in cards)
    badges = ("数据不全" if result.holes else "", until)
    card, when = last_card(cards), result.of.label
    return page_parts.masthead(card, when, after, figures, early=early, badges=badges)


def leaders(result: Result) -> list[blocks.KeyFigure]:
    """The key figure of who leads, with their scores; of each group its own."""
    return page_parts.leaders(result.card.book, quarter_year.fields(result), "没有得分")


def scored(result: Result) -> blocks.KeyFigure:
    """The key figure of how many have a score."""
    count = str(sum(county.score is not None for county in result.counties))
    return blocks.KeyFigure("有得分", count, "个", f"{len(result.counties)}个{COUNTIES}")


def added_titles(result: Result) -> list[str]:
    """加减分 of the quarter or year itself, where there are any."""
    return ["其中加减分"] if any(county.adjustments for county in result.counties) else []


def ranking_tables(
    result: Result,
    caption: str,
    columns: Iterable[blocks.AnyColumn],
    cells: Callable[[CountyResult], list[str]],
    note: str = "",
) -> list[blocks.Table]:
    """Rank, county, score, 加减分 and further ``cells``; a table a group."""
    columns, added = list(columns), bool(added_titles(result))
    tables = []
    for group, own in grouped(result.ranked, lambda county: county.group).items():
        rows = [
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
    lead = quarter_year.leaders(result) + quarter_year.how(result, cards)
    card = result.card
    decided = [text for _, text in decisions(card.panel, card.book, result.of)]
    runs = quarter_year.runs(result, cards)
    decided.append(quarter_year.of_months_only(result))
    return [lead, runs, *quarter_year.lacking(result, cards), "".join(decided)]


def rules(
    card: Card, keys: Sequence[str], texts: Sequence[str], inputs: Sequence[PeriodInputs]
) -> Part:
    """What the results rest on: plan, how periods are summed up, readings in words, sources."""
    files = (file for period in inputs for file in period.files.items())
    book, output = card.book, card.panel.dataset.output
    own = [*(["on_target"] if book.document.commends else []), *keys, *KEYS]
    readings = rule_texts.readings(book, output, own)
    return part(
        page_parts.basis(book),
        texts,
        [page_parts.READ_AS, blocks.Listing(readings, "rules")] if readings else (),
        page_parts.sources(card.panel.dataset, files),
    )


def notices(inputs: Sequence[PeriodInputs], cards: Cards) -> Part:
    """提示事项: what has no score or was decided, with its periods, and the inputs' warnings."""
    periods: dict[tuple[str, str], list[Period]] = {}
    for period, card in sorted(cards.items()):
        for notice in period_notices(card):
            if notice[0] in (*STATUSES.values(), *DECIDED):  # it bears on a score
                periods.setdefault(notice, []).append(period)
    holes = [p for p in max(cards).so_far if p > min(cards) and p not in cards]
    lacking = f"{course.without_data(holes)}。"
    entries = [blocks.Labelled("数据不全", lacking)] if holes else []
    entries += [
        blocks.Labelled(kind, f"{course.span_of(when)}：{text}")
        for (kind, text), when in periods.items()
    ]
    warnings = (warning for period in inputs for warning in period.warnings)
    entries += [blocks.Labelled("数据核对", f"{w.where}：{w.what}。") for w in warnings]
    if not entries:
        return part("各期没有需要提示的事项。")
    return part(blocks.Listing(list(dict.fromkeys(entries)), "notices"))


def footer(cards: Cards) -> Part:
    """The foot."""
    return page_parts.footer(last_card(cards))
