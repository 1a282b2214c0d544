"""Sentences of the quarter and the year: results, on target, stretches, conversion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fzlib import vocabulary
from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, NONE, fixed, listed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.on_target import Grid
from fzlib.scoring.periods import Period, Quarter
from fzlib.scoring.results import CountyResult, Lack, Result
from fzlib.scoring.rounding import plain

ENDS = 3


def month(period: Period) -> str:
    """5月, 1—2月."""
    return period.span_label("month")


def span_of(periods: Sequence[Period]) -> str:
    """1—2月、3月; three or more in a row as 8月至12月."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and period.previous == runs[-1][-1]:
            runs[-1].append(period)
        else:
            runs.append([period])
    said = [
        [f"{month(run[0])}至{month(run[-1])}"] if len(run) > 2 else [month(p) for p in run]
        for run in runs
    ]
    return "、".join(text for texts in said for text in texts)


def without_data(periods: Sequence[Period]) -> str:
    """缺2023年5月数据; '' where there is none to tell."""
    return f"缺{periods[0].year}年{span_of(periods)}数据" if periods else ""


def item_names(card: Card, items: Sequence[Item]) -> str:
    """当月和累计增加值增速; in 1—2月, where the two are one figure, 增加值增速."""
    word = card.panel.dataset.word
    if not card.period.is_first:
        return terms.item_names(items, word)
    return "、".join(dict.fromkeys(terms.names(item.indicator, word).short for item in items))


def statuses(card: Card, items: Sequence[Item]) -> str:
    """当月和累计增加值增速缺数、当月增量贡献率暂停计分: what has no points, by reason."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.points is None:
            groups.setdefault(vocabulary.STATUSES[item.status], []).append(item)
    return "，".join(f"{item_names(card, found)}{status}" for status, found in groups.items())


def leaders(result: Result) -> str:
    """Who leads, ties together, and how many have no score."""
    ranked = [county for county in result.ranked if county.rank is not None]
    count = len(result.counties)
    if not ranked:
        return f"{count}个{COUNTIES}均没有得分，不排位次。"
    text = f"{count}个{COUNTIES}中，"
    if len(ranked) < count:
        text += f"有得分的{len(ranked)}个，"
    if len({county.score for county in ranked}) == 1 < len(ranked):
        return f"{text}得分均为{fixed(ranked[0].score, 2)}分，并列第1位。"
    first = [county for county in ranked if (county.rank or 0) <= ENDS]
    if len(ranked) <= ENDS:
        lead = "位次依次为" if len(ranked) > 1 else "为"
        return f"{text}{lead}{'、'.join(_named(ranked))}。"
    return f"{text}居前{ENDS}位的是{'、'.join(_named(first))}。"


def _named(counties: Sequence[CountyResult]) -> list[str]:
    groups: dict[int, list[CountyResult]] = {}
    for county in counties:
        groups.setdefault(county.rank or 0, []).append(county)
    said = []
    for rank, members in groups.items():
        score = f"{fixed(members[0].score, 2)}分"
        tie = f"并列第{rank}位，" if len(members) > 1 else ""
        said.append(f"{'、'.join(m.region for m in members)}（{tie}{score}）")
    return said


def how(result: Result, cards: Mapping[Period, Card]) -> str:
    """How the score comes about: 季度得分为1—2月、3月两期总分的平均。"""
    readings = cards[max(cards)].book.readings
    if isinstance(result.of, Quarter):
        if readings.quarter_score == "last":
            return f"季度得分为季末一期（{month(result.periods[-1])}）的总分。"
        return f"季度得分为{span_of(result.periods)}各期总分的平均。"
    if result.holes and readings.year_missing == "none":
        return f"{without_data(result.holes)}，年度得分暂不计算。"
    there = sorted(cards)
    if len(there) == 1:
        return f"已有{month(there[0])}一期，年度得分即该期总分。"
    return f"年度得分为{span_of(there)}共{len(there)}期总分的平均。"


def lacking(result: Result, cards: Mapping[Period, Card]) -> list[str]:
    """Why a county has no score: period and items; counties that lack the same together."""
    groups: dict[str, list[CountyResult]] = {}
    for county in result.counties:
        # a period that no county has is said once, for all
        own = [lack for lack in county.lacks if lack.period not in result.absent]
        if own:
            why = "，".join(_lack(lack, county.region, cards) for lack in own)
            groups.setdefault(why, []).append(county)
    said = [_without(why, counties) for why, counties in groups.items()]
    if isinstance(result.of, Quarter) and result.absent:
        said.append(f"{span_of(result.absent)}没有数据，各{COUNTIES}没有季度得分和位次。")
        return said
    if result.holes and cards[max(cards)].book.readings.year_missing != "none":
        said.append(f"{without_data(result.holes)}，年度得分取已有各期平均（测算）。")
    if later := [period for period in result.absent if period not in result.holes]:
        said.append(f"{span_of(later)}没有数据。")
    return said


def _without(why: str, counties: Sequence[CountyResult]) -> str:
    """鼓楼区8月的…缺数，没有得分和位次；已有各期平均31.68分（测算）。"""
    means = [county.available for county in counties if county.available is not None]
    scores = "、".join(f"{fixed(mean, 2)}分" for mean in means)
    each = "分别为" if len(means) > 1 else ""
    text = f"{'、'.join(county.region for county in counties)}{why}，"
    if any(county.score is not None for county in counties):
        return f"{text}得分取已有各期平均（{each}{scores}，测算）。"
    return f"{text}没有得分和位次" + (f"；已有各期平均{each}{scores}（测算）。" if means else "。")


def _lack(lack: Lack, region: str, cards: Mapping[Period, Card]) -> str:
    card = cards.get(lack.period)
    if card is None or not lack.items:
        return f"{month(lack.period)}没有总分"
    items = [card.item(region, item) for item in lack.items]
    return f"{month(lack.period)}的{statuses(card, items)}"


def readings(card: Card, keys: Sequence[str]) -> list[str]:
    """The readings that quarter and year rest on, each with its alternatives."""
    given = dict(card.book.readings.items())
    said = []
    for key in keys:
        what, choices = vocabulary.READINGS[key]
        others = "；".join(text for value, text in choices.items() if value != given[key])
        said.append(f"{what}：{choices[given[key]]}（另一种读法：{others}）。")
    return said


def undecided(grid: Grid) -> str:
    """Why nobody can be said to be on target in every period; '' where it can be said."""
    cells = [one for row in grid.rows.values() for one in row]
    if any(one.not_in_rules for one in cells):
        return "规则书不计所需的考评项，无从判定"
    absent = [
        period
        for n, period in enumerate(grid.periods)
        if all(row[n].met is None for row in grid.rows.values())
    ]
    return f"{span_of(absent)}没有可以判定的数据，尚不能确定" if absent else ""


def commended(result: Result) -> str:
    """拟表扬名单: a proposal."""
    if not isinstance(result.of, Quarter):
        return ""
    if why := undecided(result.grid):
        return f"当季每月均达到预期的{COUNTIES}：{why}。"
    who = result.grid.commended
    if not who:
        return f"没有当季每月均达到预期的{COUNTIES}。"
    return f"当季每月均达到预期的有{len(who)}个：{'、'.join(who)}（拟表扬名单，由市政府审定）。"


def other_readings(chosen: Grid, others: Sequence[Grid]) -> list[str]:
    """Under each other reading: who would be commended more, who no longer."""
    said = []
    choices = vocabulary.READINGS["on_target"][1]
    for grid in others:
        if grid.reading == chosen.reading:
            continue
        lead = f"如读作“{choices[grid.reading]}”："
        if why := undecided(grid):
            said.append(f"{lead}{why}。")
            continue
        more = [name for name in grid.commended if name not in chosen.commended]
        fewer = [name for name in chosen.commended if name not in grid.commended]
        parts = [f"增加{'、'.join(more)}"] if more else []
        parts += [f"减少{'、'.join(fewer)}"] if fewer else []
        said.append(f"{lead}{'，'.join(parts) or '名单不变'}，共{len(grid.commended)}个。")
    return said


def moves(result: Result, cards: Mapping[Period, Card]) -> dict[str, int]:
    """County → ranks gained from the first period of the quarter to its last with data."""
    there = [period for period in result.periods if period in cards]
    first, last = cards[there[0]], cards[there[-1]]
    return {
        region: before - after
        for region in last.counties
        if (before := first.ranks.get(region)) and (after := last.ranks[region])
    }


def over_the_quarter(result: Result, cards: Mapping[Period, Card]) -> str:
    """How ranks moved from the first period of the quarter to the last."""
    there = [period for period in result.periods if period in cards]
    found = moves(result, cards)
    if len(there) < 2 or not found:
        return ""
    parts = []
    for word, size in (("前移", max(found.values())), ("后移", -min(found.values()))):
        if size > 0:
            sign = 1 if word == "前移" else -1
            who = [region for region, move in found.items() if move == sign * size]
            each = "均" if len(who) > 1 else ""
            parts.append(f"{word}最多的是{listed(who)}（{each}{word}{size}位）")
    lead = f"{month(there[-1])}与{month(there[0])}相比，"
    return f"{lead}位次{'，'.join(parts)}。" if parts else f"{lead}各{COUNTIES}位次均无变化。"


def stretches(cards: Mapping[Period, Card], region: str) -> tuple[str, str]:
    """A county's longest runs of periods at or above 基准分, and below it ('—' where none)."""
    reached = {
        period: (total := card.totals.get(region)) is not None
        and total >= (card.base_totals[region] or Decimal(0))
        for period, card in sorted(cards.items())
    }
    known = {p: v for p, v in reached.items() if cards[p].totals.get(region) is not None}
    return _longest(known, True), _longest(known, False)


def _longest(known: Mapping[Period, bool], wanted: bool) -> str:
    runs: list[list[Period]] = [[]]
    last: Period | None = None
    for period, value in known.items():
        if value != wanted or (last is not None and period.previous != last):
            runs.append([])
        if value == wanted:
            runs[-1].append(period)
        last = period
    best = max(runs, key=len)
    if not best:
        return NONE
    ends = month(best[0]) if len(best) == 1 else f"{month(best[0])}至{month(best[-1])}"
    return f"{ends}（{len(best)}期）"


def conversions(result: Result) -> list[str]:
    """What the year is worth in another evaluation, or why nothing is converted."""
    if not result.conversions:
        return [
            "办法规定月度、年度考评结果按照一定比例计入市对县年度考核，但没有写明比例；"
            "规则书没有配置折算（[[conversion]]），本报告不作折算。"
        ]
    said = []
    for one in result.conversions:
        row = one.conversion
        of = "各期总分分别折算，再求平均" if row.of == "months" else "年度得分折算"
        how = (
            f"满{plain(row.points)}分×（得分÷100，最多为1）"
            if row.method == "share"
            else f"满{plain(row.points)}分×得分÷最高得分"
        )
        # a best score of 0 or less divides nothing
        none = (
            "；最高得分不大于0，没有折算结果"
            if all(points is None for points in one.points.values())
            and any(county.score is not None for county in result.counties)
            else ""
        )
        said.append(f"计入“{row.target}”：按{of}，公式为{how}，保留2位小数（测算）{none}。")
    return said
