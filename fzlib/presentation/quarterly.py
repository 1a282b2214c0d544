"""季度通报, part by part: what the notebook's cells show."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, result_parts
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import commending, course, item_names, quarter_year
from fzlib.presentation.tables import gained, move, place
from fzlib.presentation.wording import NONE, fixed
from fzlib.scoring.card import Card, Cards
from fzlib.scoring.on_target import Grid, OnTarget
from fzlib.scoring.periods import PeriodError, Quarter
from fzlib.scoring.results import CountyResult, Result
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import READINGS

ONE_ITEM = "month_increment"  # the reading of 达到预期 that asks about one item
MOST_ITEMS = 3  # items below the standard that a cell of the grid names

# as the year's
overview = result_parts.overview
notices, footer = result_parts.notices, result_parts.footer


def masthead(result: Result, cards: Cards, goals: GoalInputs | None = None) -> Part:
    """题头. PeriodError where the result is no quarter's."""
    if not isinstance(result.of, Quarter):
        raise PeriodError(f"“{result.of}”不是季度：季度通报的期间写作 2023-Q1")
    on_target = [_on_target(result)] if result.card.book.document.commends else []
    figures = [*result_parts.figures(result), *on_target]
    return result_parts.head(result, cards, "考评情况通报", figures, goals=goals)


def _on_target(result: Result) -> blocks.KeyFigure:
    undecided = commending.undecided(result.grid, result.card.book)
    commended = result.grid.commended
    count = NONE if undecided else str(len(commended))
    names = undecided or "、".join(commended) or "没有"
    return blocks.KeyFigure("每月均达到预期", count, "个", names)


def results(result: Result, cards: Cards) -> Part:
    """二、季度得分: words and ranking, beside those of the quarter before; a table a group."""
    book, before = result.card.book, result.previous
    then = {own.region: own for own in before.counties} if before and not before.absent else {}
    titles = [f"{course.label(period, book)}总分（分）" for period in result.periods]
    if before and then:
        name = before.of.label.removeprefix(f"{before.of.year}年")
        titles += [f"{name}得分（分）", f"{name}位次", "位次变化"]

    def cells(county: CountyResult) -> blocks.Row:
        totals = [fixed(total, 2) for total in county.totals.values()]
        if not then:
            return [*totals]
        own = then.get(county.region)
        score, rank = (own.score, own.rank) if own else (None, None)
        return [*totals, fixed(score, 2), place(rank), move(county.rank, rank)]

    columns = ("季度得分（分）", *result_parts.added_titles(result), *titles)
    ranking = result_parts.ranking_tables(result, "表1　季度得分和位次", columns, cells)
    return part(result_parts.result_words(result, cards), ranking)


def on_target(result: Result, cards: Cards) -> Part:
    """三、达到预期情况: the grid under the chosen reading, and what the others would change.

    Nothing where the document does not say who commends.
    """
    if not result.card.book.document.commends:
        return part()
    chosen = result.grid
    choice = READINGS["on_target"].choices[chosen.reading]
    words = f"“每月均达到预期”按{choice}掌握。{commending.commended(result, cards)}"
    grid = grid_table("表2　各期达到预期情况", chosen, cards)
    if result.absent or "on_target" in result.card.book.document.settled:
        return part(words, grid)
    others = commending.other_readings(chosen, cards)
    if not others:
        return part(words, grid)
    return part(words, grid, "按其他口径掌握时，名单变动如下：", blocks.Listing(others, "rules"))


def grid_table(caption: str, grid: Grid, cards: Cards) -> blocks.Table:
    """达到 / 未达到 by county and period; what stood against it is named."""
    book = result_parts.last_card(cards).book
    titles = [*(course.label(period, book) for period in grid.periods), "每期均达到"]
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
    names = item_names.of_period(card, below) if few else f"{len(below)}项"
    unscored = [card.item(region, item) for item in judged.unscored]
    why = "，".join(filter(None, (names, item_names.statuses(card, unscored))))
    return blocks.TableCell(f"未达到（{why}）" if why else "未达到", look="unmet")


def ranks_by_period(result: Result, cards: Cards) -> Part:
    """四、季内变化: ranks period by period."""
    moves = quarter_year.moves(result, cards)
    given = [cards[period].ranks if period in cards else {} for period in result.periods]
    rows = []
    for region in (county.region for county in result.ranked):
        ranks = (place(of_period.get(region)) for of_period in given)
        rows.append([region, *ranks, gained(moves.get(region))])
    titles = (course.label(period, result.card.book) for period in result.periods)
    columns = (*titles, "季内变动")
    words = quarter_year.over_the_quarter(result, cards)
    number = 3 if result.card.book.document.commends else 2
    table = blocks.table(f"表{number}　各期位次", columns, rows)
    return part(words or blocks.Blank(), table)


def method_notes(inputs: Sequence[PeriodInputs], cards: Cards) -> Part:
    """口径说明."""
    card = result_parts.last_card(cards)
    if card.book.readings.quarter_score == "last":
        rule = "季度得分取季末一期的总分"
    else:
        rule = "季度得分为各期总分的平均，保留2位小数，四舍五入"
    first = course.span_of(Quarter(card.period.year, 1).periods, card.book)
    texts = [
        f"{rule}；缺任何一期总分的，没有季度得分和位次。",
        f"1月、2月数据合并发布，1—2月为一期，一季度为{first}两期，其余季度各三期。",
    ]
    return result_parts.rules(card, ("quarter_score",), [*texts, *commended_by(card.book)], inputs)


def commended_by(book: RuleBook) -> list[str]:
    """Who is proposed for the list; nothing where the document does not say who commends."""
    return [
        "每期均达到预期的列入拟表扬名单；数据缺报、待审定的按未达到处理并注明，"
        "已审定的以得分不低于达标分为达到，暂停计分的不计。"
    ][: bool(book.document.commends)]
