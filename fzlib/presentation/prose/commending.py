"""达到预期 and the list of those proposed for commendation, where a document says who commends."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.extremes import grouped
from fzlib.presentation.prose import course, item_names
from fzlib.presentation.prose.rules import choices
from fzlib.presentation.wording import COUNTIES
from fzlib.scoring.card import Cards
from fzlib.scoring.on_target import Grid, on_target_grid
from fzlib.scoring.periods import Quarter
from fzlib.scoring.results import Result
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import READINGS


def undecided(grid: Grid, book: RuleBook) -> str:
    """Why nobody can be said to be on target in every period; '' where it can be said."""
    rows = grid.rows.values()
    if any(not cell.in_rules for row in rows for cell in row.values()):
        return "计分规则不含所需的考评项，无从判定"
    absent = [period for period in grid.periods if all(row[period].met is None for row in rows)]
    if not absent:
        return ""
    lack = f"{course.span_of(absent, book)}没有可以判定的数据，尚不能确定"
    still = _open(grid)
    return f"{lack}；已有各期均达到预期的有{len(still)}个：{'、'.join(still)}" if still else lack


def _open(grid: Grid) -> list[str]:
    """On target wherever it can be said, which is somewhere, but not everywhere."""
    mets = {region: {own.met for own in row.values()} for region, row in grid.rows.items()}
    return [region for region, met in mets.items() if met == {True, None}]


def commended(result: Result, cards: Cards) -> str:
    """拟表扬名单: a proposal; nothing where the document does not say who commends.

    Who is not on it for want of a figure or a decision is named.
    """
    by = result.card.book.document.commends
    if not isinstance(result.of, Quarter) or not by:
        return ""
    if why := undecided(result.grid, result.card.book):
        return f"当季每月均达到预期的{COUNTIES}：{why}。"
    return _proposed(result, by) + _for_want(result, cards)


def _proposed(result: Result, by: str) -> str:
    met = result.grid.commended
    if not met:
        return f"没有当季每月均达到预期的{COUNTIES}。"
    text = f"当季每月均达到预期的有{len(met)}个：{'、'.join(met)}"
    proposed = [region for region in met if result.commended[region]]
    if len(proposed) == len(met):
        return f"{text}（拟表扬名单，由{by}表扬）。"
    vetoed = "、".join(region for region in met if region not in proposed)
    listed = f"；其余拟由{by}表扬" if proposed else ""
    return f"{text}；其中{vetoed}不予表扬，不列入名单{listed}。"


def _for_want(result: Result, cards: Cards) -> str:
    """甲县5月当月实际完成增量待审定，按未达到处理。: whom nothing but that keeps off the list."""
    texts, book = [], result.card.book
    for region, row in result.grid.rows.items():
        lacking = {p: own for p, own in row.items() if own.unscored and not own.below}
        if lacking and all(own.met for period, own in row.items() if period not in lacking):
            why = {
                period: item_names.statuses(
                    cards[period], [cards[period].item(region, name) for name in own.unscored]
                )
                for period, own in lacking.items()
            }
            each = grouped(why, why.__getitem__)
            told = "，".join(course.span_of(when, book) + what for what, when in each.items())
            texts.append(f"{region}{told}，按未达到处理。")
    for region in _open(result.grid):
        open_ = [p for p, own in result.grid.rows[region].items() if own.met is None]
        texts.append(f"{region}{course.span_of(open_, book)}无从判定，未列入名单。")
    return "".join(texts)


def other_readings(chosen: Grid, cards: Cards) -> list[str]:
    """Under each other reading: who would be commended more, who no longer."""
    texts, book = [], cards[max(cards)].book
    for reading, choice in READINGS["on_target"].choices.items():
        if reading == chosen.reading or not choices.applies(book, "on_target", reading):
            continue
        grid, lead = on_target_grid(cards, chosen.periods, reading), f"如按{choice}掌握，"
        if why := undecided(grid, book):
            texts.append(f"{lead}{why}。")
            continue
        more = [name for name in grid.commended if name not in chosen.commended]
        fewer = [name for name in chosen.commended if name not in grid.commended]
        parts = [f"增加{'、'.join(more)}"] if more else []
        parts += [f"减少{'、'.join(fewer)}"] if fewer else []
        count = f"{len(grid.commended)}个"
        change = f"{'，'.join(parts)}，共{count}" if parts else f"无变化（{count}）"
        texts.append(f"{lead}名单{change}。")
    return texts


def winners(result: Result) -> str:
    """A year's 季度优胜 by county; which quarter is still open; '' where nobody commends."""
    if isinstance(result.of, Quarter) or not result.card.book.document.commends:
        return ""
    by_quarters = grouped(
        (region for region, own in result.commended.items() if own),
        lambda region: result.commended[region],
    )
    order = sorted(by_quarters, key=lambda own: (-len(own), own))
    texts = [
        f"{'、'.join(by_quarters[own])}（{'均为' * (len(by_quarters[own]) > 1)}{quarters(own)}）"
        for own in order
    ]
    count = sum(map(len, by_quarters.values()))
    text = f"季度优胜的有{count}个：{'、'.join(texts)}" if count else f"没有季度优胜的{COUNTIES}"
    periods = set(result.periods) - set(result.absent)
    started = (quarter for quarter in result.of.quarters if periods & set(quarter.periods))
    still = [quarter for quarter in started if not periods >= set(quarter.periods)]
    return f"{text}；{quarters(still)}数据不全，尚不能确定。" if still else f"{text}。"


def quarters(own: Sequence[Quarter]) -> str:
    """一、三季度."""
    return f"{'、'.join(quarter.name.removesuffix('季度') for quarter in own)}季度"
