"""Quarter and year: results, who is on target, a county's year, conversion, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.extremes import first, grouped, highest
from fzlib.presentation import terms
from fzlib.presentation.prose.results import ENDS, furthest, ranks_gained, with_scores
from fzlib.presentation.wording import COUNTIES, NONE, fixed, highest_and_lowest, listed
from fzlib.scoring.card import Card, Cards, Item
from fzlib.scoring.on_target import Grid, on_target_grid
from fzlib.scoring.periods import Period, Quarter
from fzlib.scoring.results import CountyResult, Result
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import MONTH, READINGS, STATUSES


def month(period: Period) -> str:
    """5月, 1—2月."""
    return period.span_label(MONTH)


def span_of(periods: Sequence[Period]) -> str:
    """1—2月、3月; three or more in a row as 8月至12月."""
    return "、".join(
        f"{month(run[0])}至{month(run[-1])}" if len(run) > 2 else "、".join(map(month, run))
        for run in _runs(periods)
    )


def _runs(periods: Sequence[Period]) -> list[list[Period]]:
    """The periods of a year in their order, those in a row together."""
    # along a run the month rises as the number does
    runs = grouped(enumerate(periods), lambda numbered: numbered[1].month - numbered[0])
    return [[period for _, period in run] for run in runs.values()]


def totals_of(cards: Cards, region: str) -> dict[Period, Decimal]:
    """A county's totals by period, without those it lacks."""
    totals = {period: cards[period].totals.get(region) for period in sorted(cards)}
    return {period: total for period, total in totals.items() if total is not None}


def without_data(periods: Sequence[Period]) -> str:
    """缺2023年5月数据; '' where there is none to tell."""
    return f"缺{periods[0].year}年{span_of(periods)}数据" if periods else ""


def item_names(card: Card, items: Sequence[Item]) -> str:
    """当月和累计增加值增速; in 1—2月, where the two are one figure, 增加值增速."""
    if not card.period.month_is_ytd:
        return terms.item_names(items)
    return "、".join(dict.fromkeys(item.indicator.short for item in items))


def statuses(card: Card, items: Sequence[Item]) -> str:
    """当月和累计增加值增速缺数、当月增量贡献率暂停计分: what has no points, by reason."""
    groups = grouped((i for i in items if i.points is None), lambda item: STATUSES[item.status])
    return "，".join(f"{item_names(card, alike)}{status}" for status, alike in groups.items())


def leaders(result: Result) -> str:
    """Who leads, ties together, and how many have no score."""
    ranks = {county.region: county.rank for county in result.ranked}
    scores = {county.region: county.score for county in result.ranked}
    ranked = [region for region, rank in ranks.items() if rank is not None]
    count = len(result.counties)
    if not ranked:
        return f"{count}个{COUNTIES}均没有得分，不排位次。"
    text = f"{count}个{COUNTIES}中，"
    if len(ranked) < count:
        text += f"有得分的{len(ranked)}个，"
    if len(highest(ranked, scores.get)) == len(ranked) > 1:
        return f"{text}得分均为{fixed(scores[ranked[0]], 2)}分，并列第1位。"
    lead = f"居前{ENDS}位的是"
    if len(ranked) <= ENDS:
        lead = "位次依次为" if len(ranked) > 1 else "为"
    return f"{text}{lead}{with_scores(first(ranked, ranks.get, ENDS), ranks, scores)}。"


def how(result: Result, cards: Cards) -> str:
    """How the score comes about: 季度得分为1—2月、3月两期总分的平均。"""
    chosen = cards[max(cards)].book.readings
    if isinstance(result.of, Quarter):
        if chosen.quarter_score == "last":
            return f"季度得分为季末一期（{month(result.periods[-1])}）的总分。"
        return f"季度得分为{span_of(result.periods)}各期总分的平均。"
    if result.holes and chosen.year_missing == "none":
        return f"{without_data(result.holes)}，年度得分暂不计算。"
    periods = sorted(cards)
    if len(periods) == 1:
        return f"已有{month(periods[0])}一期，年度得分即该期总分。"
    return f"年度得分为{span_of(periods)}共{len(periods)}期总分的平均。"


def lacking(result: Result, cards: Cards) -> list[str]:
    """Why a county has no score: period and items; counties that lack the same together."""

    def why(county: CountyResult) -> str:
        # a period that no county has is said once, for all
        own = ((p, items) for p, items in county.lacks.items() if p not in result.absent)
        return "，".join(_lack(cards, period, items) for period, items in own)

    groups = grouped(result.counties, why)
    texts = [_without(text, counties) for text, counties in groups.items() if text]
    if isinstance(result.of, Quarter):
        if result.absent:
            texts.append(f"{span_of(result.absent)}没有数据，各{COUNTIES}没有季度得分和位次。")
        return texts
    if result.holes and cards[max(cards)].book.readings.year_missing != "none":
        texts.append(f"{without_data(result.holes)}，年度得分取已有各期平均（测算）。")
    if later := [period for period in result.absent if period not in result.holes]:
        texts.append(f"{span_of(later)}没有数据。")
    return texts


def _without(why: str, counties: Sequence[CountyResult]) -> str:
    """鼓楼区8月的…缺数，没有得分和位次；已有各期平均31.68分（测算）。"""
    means = [county.available for county in counties if county.available is not None]
    scores = "、".join(f"{fixed(mean, 2)}分" for mean in means)
    each = "分别为" if len(means) > 1 else ""
    text = f"{'、'.join(county.region for county in counties)}{why}，"
    if any(county.score is not None for county in counties):
        return f"{text}得分取已有各期平均（{each}{scores}，测算）。"
    return f"{text}没有得分和位次" + (f"；已有各期平均{each}{scores}（测算）。" if means else "。")


def _lack(cards: Cards, period: Period, items: Sequence[Item]) -> str:
    return month(period) + (f"的{statuses(cards[period], items)}" if items else "没有总分")


def undecided(grid: Grid) -> str:
    """Why nobody can be said to be on target in every period; '' where it can be said."""
    rows = grid.rows.values()
    if any(cell.not_in_rules for row in rows for cell in row.values()):
        return "规则书不计所需的考评项，无从判定"
    absent = [period for period in grid.periods if all(row[period].met is None for row in rows)]
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


def other_readings(chosen: Grid, cards: Cards) -> list[str]:
    """Under each other reading: who would be commended more, who no longer."""
    texts = []
    for reading, choice in READINGS["on_target"].choices.items():
        if reading == chosen.reading:
            continue
        grid, lead = on_target_grid(cards, chosen.periods, reading), f"如读作“{choice}”："
        if why := undecided(grid):
            texts.append(f"{lead}{why}。")
            continue
        more = [name for name in grid.commended if name not in chosen.commended]
        fewer = [name for name in chosen.commended if name not in grid.commended]
        parts = [f"增加{'、'.join(more)}"] if more else []
        parts += [f"减少{'、'.join(fewer)}"] if fewer else []
        texts.append(f"{lead}{'，'.join(parts) or '名单不变'}，共{len(grid.commended)}个。")
    return texts


def moves(result: Result, cards: Cards) -> dict[str, int]:
    """County → ranks gained from the first period of the quarter to its last with data."""
    with_data = [cards[period] for period in result.periods if period in cards]
    return ranks_gained(with_data[0].ranks, with_data[-1].ranks)


def over_the_quarter(result: Result, cards: Cards) -> str:
    """How ranks moved from the first period of the quarter to the last."""
    with_data = [period for period in result.periods if period in cards]
    gained = moves(result, cards)
    if len(with_data) < 2 or not gained:
        return ""
    lead = f"{month(with_data[-1])}与{month(with_data[0])}相比，"
    parts = [
        f"{side}最多的是{listed(who)}（{'均' if len(who) > 1 else ''}{side}{size}位）"
        for side, who, size in furthest(gained)
    ]
    return f"{lead}位次{'，'.join(parts)}。" if parts else f"{lead}各{COUNTIES}位次均无变化。"


def trend(cards: Cards, region: str) -> str:
    """A county's best and worst periods of the year so far; which of it lack data."""
    holes = [period for period in max(cards).so_far if period not in cards]
    lack = f"{without_data(holes)}。" if holes else ""
    totals = {month(period): total for period, total in totals_of(cards, region).items()}
    if len(totals) < 2:
        return lack
    text = highest_and_lowest(totals, lambda total: f"{fixed(total, 2)}分", most=len(totals))
    alike = f"均为{fixed(max(totals.values()), 2)}分"
    return f"本年已有{len(totals)}期总分，{text or alike}。{lack}"


def stretches(cards: Cards, region: str) -> tuple[str, str]:
    """A county's longest runs of periods at or above 基准分, and below it ('—' where none)."""
    totals = totals_of(cards, region)
    reached = [p for p, total in totals.items() if total >= (cards[p].base_totals[region] or 0)]
    return _longest(reached), _longest([period for period in totals if period not in reached])


def _longest(periods: Sequence[Period]) -> str:
    longest = max(_runs(periods), key=len, default=[])
    if not longest:
        return NONE
    ends = "至".join(dict.fromkeys((month(longest[0]), month(longest[-1]))))
    return f"{ends}（{len(longest)}期）"


def conversions(result: Result) -> list[str]:
    """What the year is worth in another evaluation, or why nothing is converted."""
    if not result.conversions:
        return [
            "办法规定月度、年度考评结果按照一定比例计入市对县年度考核，但没有写明比例；"
            "规则书没有配置折算（[[conversion]]），本报告不作折算。"
        ]
    texts = []
    for converted in result.conversions:
        row, full = converted.conversion, f"满{plain(converted.conversion.points)}分×"
        of = "各期总分分别折算，再求平均" if row.of == "months" else "年度得分折算"
        share = row.method == "share"
        formula = full + ("（得分÷100，最多为1）" if share else "得分÷最高得分")
        # a best score of 0 or less divides nothing
        scored = any(county.score is not None for county in result.counties)
        undivided = scored and all(points is None for points in converted.points.values())
        none = "；最高得分不大于0，没有折算结果" if undivided else ""
        texts.append(f"计入“{row.target}”：按{of}，公式为{formula}，保留2位小数（测算）{none}。")
    return texts
