"""县区分析单: one county on a printed page, its workings on the next."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.change import ScoreChange, score_changes
from fzlib.analysis.gain import gains
from fzlib.analysis.item_places import ItemPlace, item_places
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.intake.regions import RegionNames
from fzlib.presentation import blocks, page_parts, provenance, tables, terms, working_tables
from fzlib.presentation.charts import trend_chart
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import changes as change_texts
from fzlib.presentation.prose import city, course, item_names
from fzlib.presentation.prose import gains as gain_texts
from fzlib.presentation.prose import item_places as place_texts
from fzlib.presentation.prose.datacheck import hints as found
from fzlib.presentation.prose.hints import DOUBT
from fzlib.presentation.prose.notices import county_hints
from fzlib.presentation.prose.rules import choices, document
from fzlib.presentation.wording import NONE, exact, fixed, places_of, rank_move, signed, since
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
    last = city.before_words(card)
    moved = since(last, rank_move(rank, before)) or f"{card.group_of[county]}有位次的共{ranked}个"
    then = card.previous.totals.get(county) if card.previous else None
    change = difference(total, then)
    if change is not None:
        against = f"与{last}相比"
    elif card.previous is None:
        against = change_texts.nothing_before(card)
    else:
        against = "本期没有总分" if total is None else f"{last}没有总分"
    base = change_texts.against_base(card, county)
    unscored = item_names.statuses(card, card.of(county))
    figures = [
        blocks.KeyFigure("总分", fixed(total, 2), "分", base or unscored),
        blocks.KeyFigure("位次", tables.place(rank), f"/{ranked}", moved),
        blocks.KeyFigure("总分变动", signed(change, 2), "分", against),
    ]
    early = any(item.status == Status.PRELIMINARY for item in card.of(county))
    whose = county + course.dated(card.period, card.book)
    return page_parts.masthead(card, whose, "考评分析单", figures, early=early)


def items(card: Card, county: str) -> Part:
    """一、各项得分: value against standard, points against base and 分值, place by item."""
    unit, gap_unit = map(blocks.text, ("单位", "差距单位"))
    has_base = any(item.indicator.at_standard is not None for item in card.of(county))
    against = ("达标分", "与达标分相比") if has_base else ("分值",)
    columns = "指标值", "标准值", unit, "差距", gap_unit, "得分", *against, "单项位次"
    own = item_places(card, county)
    rows = [_row(item, has_base, own.get(item)) for item in card.of(county)]
    note = "注：得分单位为分；单项位次按得分排列，得分相同的并列。"
    note += tables.marks(card, card.of(county))
    if card.period.month_is_ytd:
        note += "1—2月数据合并发布，当月数与累计数相同。"
    words = [
        *change_texts.strengths(card, county),
        place_texts.ends(own.values()),
        place_texts.early(card, county),
    ]
    caption = "表1　各考评项得分"
    table = blocks.table(caption, columns, rows, names="考评项", note=note, look="wide plain")
    return part("".join(words), table)


def notices(card: Card, county: str, inputs: PeriodInputs, earlier: Sequence[PeriodInputs]) -> Part:
    """Below the items, the month's hints that concern the county, or the city's figures.

    Nothing where there are none: the marks of scores are in the table. Small, for the sheet is
    one page.
    """
    hints = county_hints(card, county, found(inputs, earlier))
    where = blocks.Link(provenance.TO_PAGE.text, f"../{provenance.PAGE}")
    see: blocks.Text = ("核对情况见", where, "。") if any(h.kind == DOUBT for h in hints) else ()
    texts = [blocks.Paragraph(f"{hint.kind}：{hint.text(card)}", "note") for hint in hints]
    return part(texts, blocks.Paragraph(see, "note") if see else ())


def _row(item: Item, has_base: bool, own: ItemPlace | None) -> blocks.Row:
    row = item.indicator
    places = places_of([item.value, item.standard], terms.places_of(row))
    if row.value_unit in MONEY:
        places = terms.places_of(row)
    values = [fixed(value, places) for value in (item.value, item.standard)]
    gap = signed(item.gap, terms.gap_places(row, [item.gap])), row.unit or NONE
    against = fixed(row.at_standard, 2), signed(difference(item.points, row.at_standard), 2)
    last = against if has_base else (exact(row.points, 0),)
    place = tables.place(own.place if own else None)
    return [item.name, *values, row.value_unit, *gap, tables.points_cell(item), *last, place]


def change(card: Card, county: str) -> Part:
    """二、得分变动和走势: the change, and what would gain a place."""
    texts = change_texts.own(card, county, _changes(card, county))
    if card.previous is None:
        texts.append(f"{change_texts.nothing_before(card)}，没有可以比较的得分。")
    texts.append(gain_texts.sentence(card, gains(card, [county])))
    return part("".join(texts[:-1]), texts[-1])


def year(cards: Cards, county: str) -> Part:
    """年内走势: total and rank, period by period, as a chart."""
    chart, several = trend_chart(cards, county), len(max(cards).so_far) > 1
    return part(blocks.Figure(chart, "图1　年内总分（柱）和位次") if several else ())


def annexes(cards: Cards, county: str) -> Part:
    """附: what the change of each item consists of; total and rank of every period."""
    card = cards[max(cards)]
    changes = [_change_table(card, change) for change in _changes(card, county) if change.parts]
    periods = _period_table(cards, county, f"表{2 + len(changes)}　各期总分和位次")
    return part(changes, course.trend(cards, county), periods)


def _changes(card: Card, county: str) -> list[ScoreChange]:
    return [change for change in score_changes(card) if change.region == county]


def _period_table(cards: Cards, county: str, caption: str) -> blocks.Table:
    periods = max(cards).so_far
    totals = {period: card.totals.get(county) for period, card in cards.items()}
    ranks = {period: card.ranks.get(county) for period, card in cards.items()}
    rows = [
        ["总分（分）", *(fixed(totals.get(period), 2) for period in periods)],
        ["位次", *(tables.place(ranks.get(period)) for period in periods)],
    ]
    titles = (course.label(period, cards[max(cards)].book) for period in periods)
    return blocks.table(caption, titles, rows, names="", look="plain wide")


def _change_table(card: Card, change: ScoreChange) -> blocks.Table:
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
    titles = (city.before_words(card), "本期", "变动", *parts.values())
    note = f"注：{change_texts.how_split(card)}"
    caption = "表2　各项得分变动（分）"
    return blocks.table(
        caption, titles, rows, names="考评项", apart=[total], note=note, look="plain wide"
    )


def workings(card: Card, county: str) -> Part:
    """附：计算过程, open: the sheet is made to be checked."""
    book, output = card.book, card.panel.dataset.output
    readings = [choices.reading(book, output, key) for key in STEPS if choices.asked(book, key)]
    words = f"{'；'.join(readings)}。" if readings else ""
    basis = f"口径：{document.cited(book)}。{words}"
    sums = working_tables.sums(card, county, up="../")
    line = working_tables.sum_line(card, county)
    return part(blocks.Workings(blocks.sequence(sums, line, basis)))
