"""县区分析单: one county on two printed pages."""

from __future__ import annotations

from decimal import Decimal

from fzlib.analysis.change import ScoreChange, score_changes
from fzlib.analysis.gain import gains
from fzlib.intake.regions import RegionNames
from fzlib.presentation import blocks, page_parts, tables, terms, working_tables
from fzlib.presentation.charts import trend_chart
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import changes as change_texts
from fzlib.presentation.prose import course, quarter_year
from fzlib.presentation.prose import gains as gain_texts
from fzlib.presentation.prose.notices import decisions
from fzlib.presentation.prose.rules import choices
from fzlib.presentation.wording import (
    COUNTIES,
    NONE,
    exact,
    fixed,
    places_of,
    rank_move,
    signed,
    since,
)
from fzlib.scoring.card import Card, Cards, Item
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import difference
from fzlib.vocabulary import MONEY, Status

STEPS = ("steps", "floor")  # the readings every item rests on

footer = page_parts.footer  # as every report's


def subject(cards: Cards, period: object, county: str) -> tuple[Card, str]:
    """The period's card and the county's name in it; an alias will do.

    Raises:
        PeriodError: no month. RequestError: no such county, or it is not assessed.
    """
    card = cards[Period.parse(str(period))]
    region = RegionNames(card.panel.regions).find(str(county))
    return card, card.of(region.name if region else county)[0].region


def masthead(card: Card, county: str) -> Part:
    """题头 with the county's total, rank and change."""
    rank, total = card.ranks[county], card.totals[county]
    group = card.groups[card.group_of[county]]
    ranked = sum(card.ranks[other] is not None for other in group)
    before = card.previous_rank(county)
    last = change_texts.before_words(card)
    moved = (
        since(last, rank_move(rank, before)) or f"{card.group_of[county]}{ranked}个{COUNTIES}有位次"
    )
    then = card.previous.totals.get(county) if card.previous else None
    change = difference(total, then)
    if change is not None:
        against = f"与{last}相比"
    elif card.previous is None:
        against = change_texts.nothing_before(card)
    else:
        against = "本期没有总分" if total is None else f"{last}没有总分"
    base = change_texts.against_base(card, county)
    unscored = quarter_year.statuses(card, card.of(county))
    figures = [
        blocks.KeyFigure("总分", fixed(total, 2), "分", base or unscored),
        blocks.KeyFigure("位次", tables.place(rank), f"/{ranked}", moved),
        blocks.KeyFigure("总分变动", signed(change, 2), "分", against),
    ]
    early = any(item.status == Status.PRELIMINARY for item in card.of(county))
    whose = f"{county}{card.period.label}"
    return page_parts.masthead(card, whose, "考评分析单", figures, early=early)


def items(card: Card, county: str) -> Part:
    """一、各项得分: value against standard, points against base and 分值."""
    unit, gap_unit = map(blocks.text, ("单位", "差距单位"))
    has_base = any(item.indicator.at_standard is not None for item in card.of(county))
    against = ("达标分", "与达标分相比") if has_base else ("分值",)
    columns = "指标值", "标准值", unit, "差距", gap_unit, "得分", *against
    rows = [_row(item, has_base) for item in card.of(county)]
    note = f"注：得分单位为分。{tables.marks(card, card.of(county))}"
    if card.period.month_is_ytd:
        note += "1—2月数据合并发布，当月数与累计数相同。"
    words = "".join(change_texts.strengths(card, county))
    decided = [text for _, text in decisions(card.panel, card.book, card.period, county)]
    caption = "表1　各考评项得分"
    table = blocks.table(caption, columns, rows, names="考评项", note=note, look="wide plain")
    return part(words, "".join(decided), table)


def _row(item: Item, has_base: bool) -> blocks.Row:
    row = item.indicator
    places = places_of([item.value, item.standard], terms.places_of(row))
    if row.value_unit in MONEY:
        places = terms.places_of(row)
    values = [fixed(value, places) for value in (item.value, item.standard)]
    gap = signed(item.gap, terms.gap_places(row, [item.gap])), row.unit
    against = fixed(row.at_standard, 2), signed(difference(item.points, row.at_standard), 2)
    last = against if has_base else (exact(row.points, 0),)
    return [item.name, *values, row.value_unit, *gap, tables.points_cell(item), *last]


def year(cards: Cards, county: str) -> Part:
    """二、年内走势: total and rank, period by period, as a chart and a table."""
    periods = max(cards).so_far
    totals = {period: card.totals.get(county) for period, card in cards.items()}
    ranks = {period: card.ranks.get(county) for period, card in cards.items()}
    rows = [
        ["总分（分）", *(fixed(totals.get(period), 2) for period in periods)],
        ["位次", *(tables.place(ranks.get(period)) for period in periods)],
    ]
    titles = map(course.month, periods)
    chart = trend_chart(cards, county)
    return part(
        course.trend(cards, county),
        blocks.Figure(chart, "图1　年内总分（柱）和位次") if len(periods) > 1 else (),
        blocks.table("表2　各期总分和位次", titles, rows, names="", look="plain wide"),
    )


def change(card: Card, county: str) -> Part:
    """三、与上期相比和进一位测算."""
    changes = [change for change in score_changes(card) if change.region == county]
    texts = change_texts.own(card, county, changes)
    if card.previous is None:
        texts.append(f"{change_texts.nothing_before(card)}，没有可以比较的得分。")
    texts.append(gain_texts.sentence(card, gains(card, [county])))
    return part(texts, (_change_table(card, change) for change in changes))


def _change_table(card: Card, change: ScoreChange) -> blocks.Piece:
    if change.parts is None:
        return ()
    parts = tables.change_parts(card.book, [change])
    rows: list[blocks.Row] = []
    for item in change.items:
        points = map(tables.points_cell, (item.before, item.after))
        rows.append([item.after.name, *points, *tables.change_cells(item, parts)])
    if change.adjustments:
        cards = (card.previous, card)
        both = [signed(own.adjustments[change.region], 2) if own else NONE for own in cards]
        added = signed(change.adjustments, 2)
        cells = [added if part == "decided" else signed(Decimal(0), 2) for part in parts]
        rows.append(["加减分", *both, added, *cells])
    totals = fixed(change.before, 2), fixed(change.after, 2)
    total = ["合计", *totals, *tables.change_cells(change, parts)]
    titles = ("上期", "本期", "变动", *parts.values())
    note = f"注：{change_texts.how_split(card.book)}"
    caption = "表3　各项得分变动（分）"
    return blocks.table(
        caption, titles, rows, names="考评项", apart=[total], note=note, look="plain wide"
    )


def workings(card: Card, county: str) -> Part:
    """附：计算过程, open: the sheet is made to be checked."""
    book, output = card.book, card.panel.dataset.output
    readings = [choices.reading(book, output, key) for key in STEPS if choices.asked(book, key)]
    words = f"{'；'.join(readings)}。" if readings else ""
    basis = page_parts.basis(book).replace("考评依据", "口径") + words
    sums = working_tables.sums(card, county, up="../")
    line = working_tables.sum_line(card, county)
    return part(blocks.Workings(blocks.sequence(sums, line, basis)))
