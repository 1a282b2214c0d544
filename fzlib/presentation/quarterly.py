"""季度通报, part by part: what the notebook's cells show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fzlib import vocabulary
from fzlib.analysis.summary import preliminary
from fzlib.presentation import page_parts
from fzlib.presentation.html import (
    Cell,
    Html,
    element,
    join,
    listing,
    name,
    numeric,
    paragraphs,
    table,
)
from fzlib.presentation.prose import method, quarter_year
from fzlib.presentation.prose import notices as notice_texts
from fzlib.presentation.wording import COUNTIES, NONE, fixed
from fzlib.scoring.card import Card
from fzlib.scoring.on_target import Grid, OnTarget, on_target_grids
from fzlib.scoring.periods import Period, PeriodError, Quarter
from fzlib.scoring.results import Result

if TYPE_CHECKING:
    from fzlib.intake.period_inputs import PeriodInputs

Cards = Mapping[Period, Card]
ONE_ITEM = "month_increment"  # the reading of 达到预期 that asks about one item
KINDS = ("缺数", "暂算", "待审定", "暂停计分", "已审定")  # notices that bear on a score
MOST_NAMED = 3  # items below the standard that a cell of the grid names


def last_card(cards: Cards) -> Card:
    """The latest period's card: its rule book and data folder speak for all."""
    return cards[max(cards)]


def masthead(result: Result, cards: Cards) -> Html:
    """题头. PeriodError where the result is no quarter's."""
    if not isinstance(result.of, Quarter):
        raise PeriodError(f"“{result.of}”不是季度：季度通报的期间写作 2023-Q1")
    card = last_card(cards)
    action, note = page_parts.action(card)
    title = f"{result.of.label}{action}考评情况通报{note}"
    undecided, who = quarter_year.undecided(result.grid), result.grid.commended
    on_target = (NONE, undecided) if undecided else (str(len(who)), "、".join(who) or "没有")
    figures = [
        first_three(result),
        page_parts.key_figure("当季每月均达到预期", on_target[0], "个", on_target[1]),
        scored(result),
    ]
    return page_parts.masthead(card.panel.dataset, title, figures, badges=badges(result, cards))


def first_three(result: Result) -> Html:
    """The key figure of who leads, with their scores."""
    first = [county for county in result.ranked if county.rank and county.rank <= quarter_year.ENDS]
    scores = "、".join(f"{fixed(county.score, 2)}分" for county in first)
    who = "、".join(county.region for county in first)
    return page_parts.key_figure(f"前{quarter_year.ENDS}位", who or NONE, "", scores or "没有得分")


def scored(result: Result) -> Html:
    """The key figure of how many have a score."""
    count = str(sum(county.score is not None for county in result.counties))
    return page_parts.key_figure("有得分", count, "个", f"{len(result.counties)}个{COUNTIES}")


def badges(result: Result, cards: Cards) -> list[str]:
    """暂算 where a period is; 数据不全 where one is lacking."""
    found = ["暂算"] if any(preliminary(cards[p]) for p in result.periods if p in cards) else []
    return found + (["数据不全"] if result.holes else [])


def results(result: Result, cards: Cards) -> Html:
    """一、季度结果: words and ranking."""
    texts = [
        quarter_year.leaders(result) + quarter_year.how(result, cards),
        *quarter_year.lacking(result, cards),
    ]
    head = [numeric("位次"), "县（市）区", numeric("季度得分（分）")]
    head += [numeric(f"{quarter_year.month(period)}总分（分）") for period in result.periods]
    rows = [
        [
            numeric(str(county.rank or NONE)),
            name(county.region),
            numeric(fixed(county.score, 2)),
            *(numeric(fixed(total, 2)) for total in county.totals),
        ]
        for county in result.ranked
    ]
    return paragraphs(texts) + table("表1　季度得分和位次", [head], rows)


def on_target(result: Result, cards: Cards) -> Html:
    """二、达到预期情况: the grid under the chosen reading, and what the others would change."""
    chosen = result.grid
    _, choices = vocabulary.READINGS["on_target"]
    words = f"“达到预期”读作：{choices[chosen.reading]}。{quarter_year.commended(result)}"
    shown = [element("p", words), grid_table("表2　各期达到预期情况", chosen, cards)]
    if not result.absent:
        others = quarter_year.other_readings(chosen, on_target_grids(cards, result.periods))
        shown.append(element("p", "办法没有写明“达到预期”所指，换用其他读法时名单变动如下："))
        shown.append(listing(others, class_="rules"))
    return join(shown)


def grid_table(caption: str, grid: Grid, cards: Cards) -> Html:
    """达到 / 未达到 by county and period; what stood against it is named."""
    head: list[Cell | str] = [
        "县（市）区",
        *(quarter_year.month(p) for p in grid.periods),
        "每期均达到",
    ]
    rows = []
    for region, found in grid.rows.items():
        each = zip(grid.periods, found, strict=True)
        cells = [_grid_cell(one, region, grid, cards.get(period)) for period, one in each]
        # one period missed settles it, whatever the periods that cannot be judged come to
        every = "否" if any(one.met is False for one in found) else NONE
        rows.append([name(region), *cells, "是" if region in grid.commended else every])
    named = any("（" in cell.text for row in rows for cell in row[1:] if isinstance(cell, Cell))
    note = "注：括号内为未达到标准值或没有得分的考评项。" if named else ""
    if any(one.met is None for found in grid.rows.values() for one in found):
        note = f"{note or '注：'}{NONE}为没有数据或无从判定。"
    return table(caption, [head], rows, note=note)


def _grid_cell(one: OnTarget, region: str, grid: Grid, card: Card | None) -> Cell:
    if one.met is None or card is None:
        return Cell(NONE)
    if one.met:
        return Cell("达到", class_="met")
    # under a reading that asks about one item, the item needs no naming
    below = [] if grid.reading == ONE_ITEM else [card.item(region, item) for item in one.below]
    said = quarter_year.item_names(card, below) if len(below) <= MOST_NAMED else f"{len(below)}项"
    unscored = quarter_year.statuses(card, [card.item(region, item) for item in one.unscored])
    why = "，".join(text for text in (said, unscored) if text)
    return Cell(f"未达到（{why}）" if why else "未达到", class_="unmet")


def ranks_by_period(result: Result, cards: Cards) -> Html:
    """三、季内变化: ranks period by period."""
    moves = quarter_year.moves(result, cards)
    head = [
        "县（市）区",
        *(numeric(quarter_year.month(p)) for p in result.periods),
        numeric("季内变动"),
    ]
    rows = [
        [
            name(county.region),
            *(
                numeric(str((cards[p].ranks.get(county.region) if p in cards else None) or NONE))
                for p in result.periods
            ),
            _move(moves.get(county.region)),
        ]
        for county in result.ranked
    ]
    words = paragraphs([quarter_year.over_the_quarter(result, cards)])
    return words + table("表3　各期位次", [head], rows)


def _move(gained: int | None) -> Cell:
    if gained is None:
        return numeric(NONE)
    return numeric(f"{'↑' if gained > 0 else '↓'}{abs(gained)}" if gained else "持平")


def method_notes(inputs: Sequence[PeriodInputs], cards: Cards) -> Html:
    """口径说明."""
    card = last_card(cards)
    if card.book.readings.quarter_score == "last":
        rule = "季度得分取季末一期的总分"
    else:
        rule = "季度得分为各期总分的平均，保留2位小数，四舍五入"
    said = [
        f"{rule}；缺任何一期总分的，没有季度得分和位次。",
        "1月、2月数据合并发布，1—2月为一期，一季度为1—2月、3月两期，其余季度各三期。",
        "每期均达到预期的列入拟表扬名单；缺数、待审定的按未达到处理并注明，"
        "已审定的以得分不低于达标分为达到，暂停计分的不论。",
    ]
    return join([*rules(card, ("on_target", "quarter_score"), said), sources(inputs, card)])


def rules(card: Card, keys: Sequence[str], said: Sequence[str]) -> list[Html]:
    """What the results rest on: the plan, how periods are summed up, the readings in words."""
    return [
        element("p", f"考评依据：{card.book.title}；{card.book.source}。"),
        paragraphs(said),
        element("p", "办法没有写明之处，按以下读法："),
        listing([*quarter_year.readings(card, keys), *method.readings(card)], class_="rules"),
    ]


def sources(inputs: Sequence[PeriodInputs], card: Card) -> Html:
    """Where the figures are from, every file once."""
    return page_parts.sources(card.panel.dataset, files(inputs))


def files(inputs: Sequence[PeriodInputs]) -> list[tuple[str, str]]:
    """Every file read, once."""
    return sorted({(file.label, file.sha256) for one in inputs for file in one.files})


def notices(inputs: Sequence[PeriodInputs], cards: Cards) -> Html:
    """提示事项: what has no score or was decided, with its periods, and the inputs' warnings."""
    periods: dict[tuple[str, str], list[Period]] = {}
    for period, card in sorted(cards.items()):
        for notice in notice_texts.notices(card):
            if notice[0] in KINDS:
                periods.setdefault(notice, []).append(period)
    found = [
        (kind, f"{quarter_year.span_of(when)}：{said}") for (kind, said), when in periods.items()
    ]
    holes = [p for p in max(cards).so_far if p > min(cards) and p not in cards]
    if holes:
        found.insert(0, ("数据不全", f"{quarter_year.without_data(holes)}。"))
    found += [("数据核对", f"{w.where}：{w.what}。") for one in inputs for w in one.warnings]
    if not found:
        return element("p", "各期没有需要提示的事项。")
    return listing(
        (
            Html(element("strong", kind).markup + element("span", said).markup)
            for kind, said in dict.fromkeys(found)
        ),
        class_="notices",
    )


def footer(cards: Cards) -> Html:
    """The foot."""
    return page_parts.footer(last_card(cards).panel.dataset)
