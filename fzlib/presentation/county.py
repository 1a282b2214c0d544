"""县区分析单: one county on two printed pages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fzlib.analysis.change import Parts, score_changes
from fzlib.analysis.gain import gains
from fzlib.intake.regions import RegionNames
from fzlib.presentation import page_parts, tables, terms
from fzlib.presentation.html import (
    Cell,
    Html,
    element,
    figure,
    join,
    name,
    numeric,
    paragraphs,
    table,
)
from fzlib.presentation.prose import changes as change_texts
from fzlib.presentation.prose import county as county_texts
from fzlib.presentation.prose import quarter_year, uncertainty
from fzlib.presentation.prose.city import period_before
from fzlib.presentation.wording import COUNTIES, NONE, fixed, rank_move, signed, since
from fzlib.scoring.card import Card, Item
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH, Status

Cards = Mapping[Period, Card]
STEPS = ("steps", "floor")  # the readings every item rests on


def subject(cards: Cards, period: object, county: str) -> tuple[Card, str]:
    """The period's card and the county's name in it; an alias will do.

    Raises:
        PeriodError: no month. RequestError: no such county, or it is not assessed.
    """
    card = cards[Period.parse(str(period))]
    region = RegionNames(card.panel.regions).find(str(county))
    return card, card.of(region.name if region else county)[0].region


def masthead(card: Card, county: str) -> Html:
    """题头 with the county's total, rank and change."""
    action, note = page_parts.action(card)
    title = f"{county}{card.period.label}{action}考评分析单{note}"
    rank, total = card.ranks[county], card.totals[county]
    ranked = sum(one is not None for one in card.ranks.values())
    before = card.previous_rank(county)
    last = period_before(card, MONTH)
    moved = since(last, rank_move(rank, before)) or f"{ranked}个{COUNTIES}有位次"
    then = card.previous.totals.get(county) if card.previous else None
    change = None if total is None or then is None else total - then
    if change is not None:
        against = f"与{last}相比"
    elif card.previous is None:
        against = change_texts.nothing_before(card)
    else:
        against = "本期没有总分" if total is None else f"{last}没有总分"
    figures = [
        page_parts.key_figure(
            "总分", fixed(total, 2), "分",
            county_texts.against_base(card, county) or quarter_year.statuses(card, card.of(county)),
        ),
        page_parts.key_figure("位次", str(rank or NONE), f"/{ranked}", moved),
        page_parts.key_figure("总分变动", signed(change, 2), "分", against),
    ]  # fmt: skip
    early = any(item.status == Status.PRELIMINARY for item in card.of(county))
    marks = ["暂算"] if early else []
    return page_parts.masthead(card.panel.dataset, title, figures, badges=marks)


def items(card: Card, county: str) -> Html:
    """一、各项得分: value against standard, points against base and 分值."""
    word = card.panel.dataset.word
    titles = ("指标值", "标准值", "差距", "得分", "达标分", "与达标分相比")
    value, standard, *rest = (numeric(title) for title in titles)
    gap, *scores = rest
    head: list[Cell | str] = ["考评项", value, standard, "单位", gap, "差距单位", *scores]
    rows = [_row(item, word) for item in card.of(county)]
    note = f"注：得分单位为分。{tables.marks(card, ('derived_base',), card.of(county))}"
    if card.period.is_first:
        note += "1—2月数据合并发布，当月数与累计数相同。"
    words = element("p", "".join(change_texts.strengths(card, county)))
    return words + table("表1　各考评项得分", [head], rows, note=note, class_="wide plain")


def _row(item: Item, word: str) -> list[Cell | str]:
    words = terms.names(item.indicator, word)
    against = None if item.points is None else item.points - item.indicator.base
    return [
        name(terms.item_name(item, word)),
        numeric(fixed(item.value, words.places)),
        numeric(fixed(item.standard, words.places)),
        words.unit,
        numeric(signed(item.gap, item.indicator.decimals)),
        words.gap_unit,
        tables.points_cell(item),
        numeric(fixed(item.indicator.base, 2)),
        numeric(signed(against, 2)),
    ]


def year(cards: Cards, county: str) -> Html:
    """二、年内走势: total and rank, period by period, as a chart and a table."""
    from fzlib.presentation.charts import trend_chart

    periods = max(cards).so_far
    labels: list[Cell | str] = ["", *(numeric(quarter_year.month(p)) for p in periods)]
    found = [cards.get(p) for p in periods]
    totals = [numeric(fixed(one.totals.get(county) if one else None, 2)) for one in found]
    ranks = [numeric(str((one.ranks.get(county) if one else None) or NONE)) for one in found]
    shown = table(
        "表2　各期总分和位次", [labels], [[name("总分（分）"), *totals], [name("位次"), *ranks]],
        class_="plain wide",
    )  # fmt: skip
    chart = trend_chart(cards, county)
    return join(
        [
            paragraphs([county_texts.trend(cards, county)]),
            figure(chart.svg, "图1　年内总分（柱）和位次") if len(periods) > 1 else Html(""),
            shown,
        ]
    )


def change(card: Card, county: str) -> Html:
    """三、与上期相比和进一位测算."""
    found = [one for one in score_changes(card) if one.region == county]
    texts = change_texts.own(card, county, found)
    if card.previous is None:
        texts.append(f"{change_texts.nothing_before(card)}，没有可以比较的得分。")
    texts.append(change_texts.gain_sentence(card, gains(card, [county])))
    (one,) = found or (None,)
    if one is None or one.parts is None:
        return paragraphs(texts)
    rows = [
        [
            name(terms.item_name(item.after, card.panel.dataset.word)),
            tables.points_cell(item.before),
            tables.points_cell(item.after),
            *_change_cells(item.change, item.parts),
        ]
        for item in one.items
    ]
    total = [name("合计"), numeric(fixed(one.before, 2)), numeric(fixed(one.after, 2))]
    total += _change_cells(one.change, one.parts)
    titles = ("上期", "本期", "变动", "自身数据变化", "标准值变化", "规则")
    note = "注：变动＝自身数据变化+标准值变化+规则；规则为封顶、下限、取整、四舍五入和审定的影响。"
    shown = table(
        "表3　各项得分变动（分）", [["考评项", *map(numeric, titles)]], rows,
        apart=[total], note=note, class_="plain wide",
    )  # fmt: skip
    return paragraphs(texts) + shown


def _change_cells(change: Decimal | None, split: Parts) -> list[Cell]:
    """The change and what it consists of."""
    numbers = (change, split.own, split.standard, split.rules + split.ruled)
    return [numeric(signed(number, 2)) for number in numbers]


def workings(card: Card, county: str) -> Html:
    """附：计算过程, open: the sheet is made to be checked."""
    lines = tables.sums(card, county, up="../")
    read = [uncertainty.reading(key, value) for key, value in card.book.readings.items()
            if key in STEPS]  # fmt: skip
    basis = f"口径：{card.book.title}；{card.book.source}。{'；'.join(read)}。"
    return element(
        "div", lines + paragraphs([tables.sum_line(card, county), basis]), class_="working"
    )


def footer(card: Card) -> Html:
    """The foot."""
    return page_parts.footer(card.panel.dataset)
