"""县区分析单: one county on two printed pages."""

from __future__ import annotations

from fzlib.analysis.change import ScoreChange, score_changes
from fzlib.analysis.gain import gains
from fzlib.intake.regions import RegionNames
from fzlib.presentation import blocks, page_parts, tables, terms
from fzlib.presentation.charts import trend_chart
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import changes as change_texts
from fzlib.presentation.prose import quarter_year, uncertainty
from fzlib.presentation.prose.city import period_before
from fzlib.presentation.wording import COUNTIES, fixed, rank_move, signed, since
from fzlib.scoring.card import Card, Cards, Item
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import difference
from fzlib.vocabulary import MONTH, Status

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
    ranked = sum(other is not None for other in card.ranks.values())
    before = card.previous_rank(county)
    last = period_before(card, MONTH)
    moved = since(last, rank_move(rank, before)) or f"{ranked}个{COUNTIES}有位次"
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
    columns = "指标值", "标准值", unit, "差距", gap_unit, "得分", "达标分", "与达标分相比"
    rows = [_row(item, card.panel.dataset.output) for item in card.of(county)]
    note = f"注：得分单位为分。{tables.marks(card, card.of(county))}"
    if card.period.month_is_ytd:
        note += "1—2月数据合并发布，当月数与累计数相同。"
    words = "".join(change_texts.strengths(card, county))
    caption = "表1　各考评项得分"
    table = blocks.table(caption, columns, rows, names="考评项", note=note, look="wide plain")
    return part(words, table)


def _row(item: Item, output: str) -> blocks.Row:
    words, row = terms.names(item.indicator, output), item.indicator
    values = [fixed(value, words.places) for value in (item.value, item.standard)]
    gap = signed(item.gap, row.decimals), row.unit
    points = fixed(row.base, 2), signed(difference(item.points, row.base), 2)
    return [item.name, *values, words.unit, *gap, tables.points_cell(item), *points]


def year(cards: Cards, county: str) -> Part:
    """二、年内走势: total and rank, period by period, as a chart and a table."""
    periods = max(cards).so_far
    totals = {period: card.totals.get(county) for period, card in cards.items()}
    ranks = {period: card.ranks.get(county) for period, card in cards.items()}
    rows = [
        ["总分（分）", *(fixed(totals.get(period), 2) for period in periods)],
        ["位次", *(tables.place(ranks.get(period)) for period in periods)],
    ]
    titles = map(quarter_year.month, periods)
    chart = trend_chart(cards, county)
    return part(
        quarter_year.trend(cards, county),
        blocks.Figure(chart, "图1　年内总分（柱）和位次") if len(periods) > 1 else (),
        blocks.table("表2　各期总分和位次", titles, rows, names="", look="plain wide"),
    )


def change(card: Card, county: str) -> Part:
    """三、与上期相比和进一位测算."""
    changes = [change for change in score_changes(card) if change.region == county]
    texts = change_texts.own(card, county, changes)
    if card.previous is None:
        texts.append(f"{change_texts.nothing_before(card)}，没有可以比较的得分。")
    texts.append(change_texts.gain_sentence(card, gains(card, [county])))
    return part(texts, (_change_table(change) for change in changes))


def _change_table(change: ScoreChange) -> blocks.Piece:
    if change.parts is None:
        return ()
    rows: list[blocks.Row] = []
    for item in change.items:
        points = map(tables.points_cell, (item.before, item.after))
        rows.append([item.after.name, *points, *tables.change_cells(item)])
    totals = fixed(change.before, 2), fixed(change.after, 2)
    total = ["合计", *totals, *tables.change_cells(change)]
    titles = ("上期", "本期", "变动", "自身数据变化", "标准值变化", "规则")
    note = "注：变动＝自身数据变化+标准值变化+规则；规则为封顶、下限、取整、四舍五入和审定的影响。"
    caption = "表3　各项得分变动（分）"
    return blocks.table(
        caption, titles, rows, names="考评项", apart=[total], note=note, look="plain wide"
    )


def workings(card: Card, county: str) -> Part:
    """附：计算过程, open: the sheet is made to be checked."""
    readings = [
        uncertainty.reading(key, value) for key, value in card.book.readings.items() if key in STEPS
    ]
    basis = f"口径：{card.book.title}；{card.book.source}。{'；'.join(readings)}。"
    sums = tables.sums(card, county, up="../")
    return part(blocks.Workings(blocks.sequence(sums, tables.sum_line(card, county), basis)))
