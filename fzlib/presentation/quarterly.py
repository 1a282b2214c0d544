"""季度通报, part by part: what the notebook's cells show."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.extremes import first
from fzlib.analysis.summary import preliminary
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, page_parts
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import method, quarter_year
from fzlib.presentation.prose.notices import period_notices
from fzlib.presentation.tables import gained, place
from fzlib.presentation.wording import COUNTIES, NONE, fixed
from fzlib.scoring.card import Card, Cards
from fzlib.scoring.on_target import Grid, OnTarget
from fzlib.scoring.periods import Period, PeriodError, Quarter
from fzlib.scoring.results import Result
from fzlib.vocabulary import READINGS, STATUSES

ONE_ITEM = "month_increment"  # the reading of 达到预期 that asks about one item
MOST_ITEMS = 3  # items below the standard that a cell of the grid names


def last_card(cards: Cards) -> Card:
    """The latest period's card: its rule book and data folder speak for all."""
    return cards[max(cards)]


def masthead(result: Result, cards: Cards) -> Part:
    """题头. PeriodError where the result is no quarter's."""
    if not isinstance(result.of, Quarter):
        raise PeriodError(f"“{result.of}”不是季度：季度通报的期间写作 2023-Q1")
    undecided, commended = quarter_year.undecided(result.grid), result.grid.commended
    count = NONE if undecided else str(len(commended))
    names = undecided or "、".join(commended) or "没有"
    on_target = blocks.KeyFigure("当季每月均达到预期", count, "个", names)
    figures = [first_three(result), on_target, scored(result)]
    return head(result, cards, "考评情况通报", figures)


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


def first_three(result: Result) -> blocks.KeyFigure:
    """The key figure of who leads, with their scores."""
    leaders = first(result.ranked, lambda county: county.rank)
    return page_parts.leaders({county.region: county.score for county in leaders}, "没有得分")


def scored(result: Result) -> blocks.KeyFigure:
    """The key figure of how many have a score."""
    count = str(sum(county.score is not None for county in result.counties))
    return blocks.KeyFigure("有得分", count, "个", f"{len(result.counties)}个{COUNTIES}")


def results(result: Result, cards: Cards) -> Part:
    """一、季度结果: words and ranking."""
    periods = (f"{quarter_year.month(period)}总分（分）" for period in result.periods)
    columns = ("季度得分（分）", *periods)
    rows = []
    for county in result.ranked:
        scores = (fixed(score, 2) for score in (county.score, *county.totals.values()))
        rows.append([place(county.rank), county.region, *scores])
    ranking = blocks.table("表1　季度得分和位次", columns, rows, ranked=True)
    return part(result_words(result, cards), ranking)


def result_words(result: Result, cards: Cards) -> list[str]:
    """Who leads, how the score comes about, and why some have none."""
    lead = quarter_year.leaders(result) + quarter_year.how(result, cards)
    return [lead, *quarter_year.lacking(result, cards)]


def on_target(result: Result, cards: Cards) -> Part:
    """二、达到预期情况: the grid under the chosen reading, and what the others would change."""
    chosen = result.grid
    choice = READINGS["on_target"].choices[chosen.reading]
    words = f"“达到预期”读作：{choice}。{quarter_year.commended(result)}"
    grid = grid_table("表2　各期达到预期情况", chosen, cards)
    if result.absent:
        return part(words, grid)
    others = quarter_year.other_readings(chosen, cards)
    lead = "办法没有写明“达到预期”所指，换用其他读法时名单变动如下："
    return part(words, grid, lead, blocks.Listing(others, "rules"))


def grid_table(caption: str, grid: Grid, cards: Cards) -> blocks.Table:
    """达到 / 未达到 by county and period; what stood against it is named."""
    titles = [*map(quarter_year.month, grid.periods), "每期均达到"]
    rows: list[blocks.Row] = []
    texts: list[str] = []
    for region, judged in grid.rows.items():
        cells = [_grid_cell(own, region, grid, cards.get(p)) for p, own in judged.items()]
        rows.append([region, *cells, _every(region, grid)])
        texts += [cell.text for cell in cells]
    note = "括号内为未达到标准值或没有得分的考评项。" if any("（" in t for t in texts) else ""
    if any(each.met is None for judged in grid.rows.values() for each in judged.values()):
        note += f"{NONE}为没有数据或无从判定。"
    columns = map(blocks.text, titles)
    return blocks.table(caption, columns, rows, note=note and f"注：{note}")


def _every(region: str, grid: Grid) -> str:
    """Whether a county was on target in every period."""
    if region in grid.commended:
        return "是"
    # one period missed settles it, whatever the periods that cannot be judged come to
    return "否" if any(judged.met is False for judged in grid.rows[region].values()) else NONE


def _grid_cell(judged: OnTarget, region: str, grid: Grid, card: Card | None) -> blocks.TableCell:
    if judged.met is None or card is None:
        return blocks.TableCell(NONE)
    if judged.met:
        return blocks.TableCell("达到", look="met")
    # under a reading that asks about one item, the item needs no naming
    below = [card.item(region, item) for item in judged.below if grid.reading != ONE_ITEM]
    few = len(below) <= MOST_ITEMS
    names = quarter_year.item_names(card, below) if few else f"{len(below)}项"
    unscored = [card.item(region, item) for item in judged.unscored]
    why = "，".join(filter(None, (names, quarter_year.statuses(card, unscored))))
    return blocks.TableCell(f"未达到（{why}）" if why else "未达到", look="unmet")


def ranks_by_period(result: Result, cards: Cards) -> Part:
    """三、季内变化: ranks period by period."""
    moves = quarter_year.moves(result, cards)
    given = [cards[period].ranks if period in cards else {} for period in result.periods]
    rows = []
    for region in (county.region for county in result.ranked):
        ranks = (place(of_period.get(region)) for of_period in given)
        rows.append([region, *ranks, gained(moves.get(region))])
    titles = map(quarter_year.month, result.periods)
    columns = (*titles, "季内变动")
    words = quarter_year.over_the_quarter(result, cards)
    return part(words or blocks.Blank(), blocks.table("表3　各期位次", columns, rows))


def method_notes(inputs: Sequence[PeriodInputs], cards: Cards) -> Part:
    """口径说明."""
    card = last_card(cards)
    if card.book.readings.quarter_score == "last":
        rule = "季度得分取季末一期的总分"
    else:
        rule = "季度得分为各期总分的平均，保留2位小数，四舍五入"
    texts = [
        f"{rule}；缺任何一期总分的，没有季度得分和位次。",
        "1月、2月数据合并发布，1—2月为一期，一季度为1—2月、3月两期，其余季度各三期。",
        "每期均达到预期的列入拟表扬名单；缺数、待审定的按未达到处理并注明，"
        "已审定的以得分不低于达标分为达到，暂停计分的不论。",
    ]
    return rules(card, ("on_target", "quarter_score"), texts, inputs)


def rules(
    card: Card, keys: Sequence[str], texts: Sequence[str], inputs: Sequence[PeriodInputs]
) -> Part:
    """What the results rest on: plan, how periods are summed up, readings in words, sources."""
    files = (file for period in inputs for file in period.files.items())
    return part(
        f"考评依据：{card.book.title}；{card.book.source}。",
        texts,
        "办法没有写明之处，按以下读法：",
        blocks.Listing([*method.readings(card, keys), *method.readings(card)], "rules"),
        page_parts.sources(card.panel.dataset, files),
    )


def notices(inputs: Sequence[PeriodInputs], cards: Cards) -> Part:
    """提示事项: what has no score or was decided, with its periods, and the inputs' warnings."""
    periods: dict[tuple[str, str], list[Period]] = {}
    for period, card in sorted(cards.items()):
        for notice in period_notices(card):
            if notice[0] in STATUSES.values():  # it bears on a score
                periods.setdefault(notice, []).append(period)
    holes = [p for p in max(cards).so_far if p > min(cards) and p not in cards]
    lacking = f"{quarter_year.without_data(holes)}。"
    entries = [blocks.Labelled("数据不全", lacking)] if holes else []
    entries += [
        blocks.Labelled(kind, f"{quarter_year.span_of(when)}：{text}")
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
