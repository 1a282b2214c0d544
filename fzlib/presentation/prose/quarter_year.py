"""Quarter and year in sentences: results, who lacks a score, how ranks moved, conversion."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.extremes import grouped
from fzlib.analysis.summary import main_measures, preliminary
from fzlib.presentation import terms
from fzlib.presentation.prose import course, item_names, places
from fzlib.presentation.prose.places import Field
from fzlib.presentation.prose.results import fields as fields_of
from fzlib.presentation.prose.results import furthest, moved, ranks_gained
from fzlib.presentation.prose.rules import document
from fzlib.presentation.wording import COUNTIES, fixed, listed, trimmed
from fzlib.scoring.card import Card, Cards, Item
from fzlib.scoring.decisions import UNRANKED
from fzlib.scoring.periods import Quarter
from fzlib.scoring.results import CountyResult, Result


def fields(result: Result) -> list[Field]:
    """Those ranked with each other: all, or each group."""
    ranks = ranks_of(result)
    scores = {county.region: county.score for county in result.ranked}
    group_of = {county.region: county.group for county in result.counties}
    panel = result.card.panel
    vetoed = places.unranked_of(panel, result.of)
    # who they are is said first where the city's figures are
    everyone = terms.assessed(panel, defined=bool(main_measures(result.card)))
    return places.fields(list(ranks), ranks, scores, group_of, vetoed, "得分", everyone)


def ranks_of(result: Result) -> dict[str, int | None]:
    """County → rank, by group and rank."""
    return {county.region: county.rank for county in result.ranked}


def leaders(result: Result, cards: Cards) -> str:
    """Who leads and who trails, ties together, how many have no score; 暂算 where it is."""
    lists, lead = result.card.book.list_sizes, by_early(result, cards)
    return "".join(
        places.ends(field, lists, "不排位次", by_name=False, lead=lead) for field in fields(result)
    )


def by_early(result: Result, cards: Cards) -> str:
    """按暂算得分，: where a period that the score rests on is."""
    return terms.BY_EARLY if _early(result, cards) else ""


def since_before(result: Result, cards: Cards) -> str:
    """与一季度相比，位次前移的5个、…; why there is nothing to compare with.

    Nothing of a first quarter, of a year, or where nobody is ranked.
    """
    own = {region: rank for region, rank in ranks_of(result).items() if rank is not None}
    before = result.of.previous if isinstance(result.of, Quarter) else None
    if before is None or not own:
        return ""
    then, name = result.previous, before.name
    if then is None:
        return f"{name}没有可用的数据，位次不与{name}比较。"
    if then.absent:
        lack = course.span_of(then.absent, then.card.book)
        # absent, or there and wrong: what is only compared with stops nothing
        none = f"{lack}没有可用的数据，不计季度得分和位次"
        return f"{name}的{none}，位次不与{name}比较。"
    if text := moved(name, ranks_of(then), own, "个季度"):
        return by_early(result, cards) + text
    return f"没有两个季度都有位次的{COUNTIES}，位次不与{name}比较。"


def runs(result: Result, cards: Cards) -> str:
    """至6月，丁县连续3期、戊县连续2期居后3位: of those last in the last period, with [lists]."""
    lists = result.card.book.lists
    if lists is None or not lists.last:
        return ""
    lasts: list[set[str]] = []
    for period in sorted((p for p in result.periods if p in cards), reverse=True):
        trailing = (field.trailing(lists.last) for field in fields_of(cards[period]))
        lasts.append({region for own in trailing for region in own})
    lengths = {region: _length(region, lasts) for region in result.card.ranked}
    texts = [f"{region}连续{length}期" for region, length in lengths.items() if length > 1]
    when = course.label(result.card.period, result.card.book)
    return f"至{when}，{'、'.join(texts)}{places.rear(lists.last)}。" if texts else ""


def _length(region: str, lasts: Sequence[set[str]]) -> int:
    """In how many of these, from the first on without a break."""
    out = (n for n, own in enumerate(lasts) if region not in own)
    return next(out, len(lasts))


def how(result: Result, cards: Cards) -> str:
    """How the score comes about: 季度得分为1—2月、3月两期总分的平均。"""
    added = any(county.adjustments for county in result.counties)
    own = "季度" if isinstance(result.of, Quarter) else "年度"
    more = f"，另加{own}加减分" if added else ""
    return f"{_how(result, cards)}{more}{_early(result, cards)}。"


def _early(result: Result, cards: Cards) -> str:
    """，其中12月总分为暂算: of the periods that the score rests on."""
    book, of_last = result.card.book, result.card.book.readings.quarter_score == "last"
    periods = [period for period in result.periods if period in cards]
    if isinstance(result.of, Quarter) and of_last:
        periods = [period for period in periods if period == result.periods[-1]]
    early = [period for period in periods if preliminary(cards[period])]
    if not early or all(county.score is None for county in result.counties):
        return ""
    if len(early) == len(periods):
        return f"，{'各期' if len(periods) > 1 else '该期'}总分为暂算"
    return f"，其中{course.span_of(early, book)}总分为暂算"


def _how(result: Result, cards: Cards) -> str:
    book, chosen = result.card.book, result.card.book.readings
    if isinstance(result.of, Quarter):
        if chosen.quarter_score == "last":
            return f"季度得分为季末一期（{course.label(result.periods[-1], book)}）的总分"
        return f"季度得分为{course.span_of(result.periods, book)}各期总分的平均"
    if result.holes and chosen.year_missing == "none":
        return f"{course.without_data(result.holes, book)}，年度得分暂不计算"
    periods = sorted(cards)
    if len(periods) == 1:
        return f"已有{course.label(periods[0], book)}一期，年度得分即该期总分"
    return f"年度得分为{course.span_of(periods, book)}共{len(periods)}期总分的平均"


def of_months_only(result: Result) -> str:
    """甲县3月不排位次只适用于当期，季度照排位次。: a month's 不排位次 is not the quarter's."""
    panel, own = result.card.panel, "季度" if isinstance(result.of, Quarter) else "年度"
    ranked = {county.region for county in result.counties if county.rank is not None}
    vetoes = [veto for veto in panel.vetoes if veto.effect == UNRANKED and veto.region in ranked]
    when = {
        region: [period for period in result.periods if any(veto.when == period for veto in each)]
        for region, each in grouped(vetoes, lambda veto: veto.region).items()
    }
    return "".join(
        f"{region}{course.span_of(periods, result.card.book)}不排位次只适用于当期，{own}照排位次。"
        for region, periods in when.items()
        if periods
    )


def lacking(result: Result, cards: Cards) -> list[str]:
    """Why a county has no score: period and items; counties that lack the same together."""

    def why(county: CountyResult) -> str:
        # a period that no county has is said once, for all
        own = {p: items for p, items in county.lacks.items() if p not in result.absent}
        periods = grouped(own, lambda period: _lack(cards[period], own[period]))
        return "，".join(course.span_of(when, book) + what for what, when in periods.items())

    book = result.card.book
    groups = grouped(result.counties, why)
    texts = [_without(text, counties) for text, counties in groups.items() if text]
    if isinstance(result.of, Quarter):
        if result.absent:
            texts.append(
                f"{course.span_of(result.absent, book)}没有数据，各{COUNTIES}没有季度得分和位次。"
            )
        return texts
    if result.holes and book.readings.year_missing != "none":
        texts.append(f"{course.without_data(result.holes, book)}，年度得分取已有各期平均（测算）。")
    if later := [period for period in result.absent if period not in result.holes]:
        texts.append(f"{course.span_of(later, book)}没有数据。")
    return texts


def _without(why: str, counties: Sequence[CountyResult]) -> str:
    """鼓楼区8月的…数据缺报，没有得分和位次；已有各期平均31.68分（测算）。"""
    means = [county.available for county in counties if county.available is not None]
    scores = "、".join(f"{fixed(mean, 2)}分" for mean in means)
    each = "分别为" if len(means) > 1 else ""
    text = f"{'、'.join(county.region for county in counties)}{why}，"
    if any(county.score is not None for county in counties):
        return f"{text}得分取已有各期平均（{each}{scores}，测算）。"
    return f"{text}没有得分和位次" + (f"；已有各期平均{each}{scores}（测算）。" if means else "。")


def _lack(card: Card, items: Sequence[Item]) -> str:
    return f"的{item_names.statuses(card, items)}" if items else "没有总分"


def moves(result: Result, cards: Cards) -> dict[str, int]:
    """County → ranks gained from the first period of the quarter to its last with data.

    None of one period.
    """
    with_data = [cards[period] for period in result.periods if period in cards]
    if len(with_data) < 2:
        return {}
    return ranks_gained(with_data[0].ranks, with_data[-1].ranks)


def over_the_quarter(result: Result, cards: Cards) -> str:
    """How ranks moved from the first period of the quarter to the last."""
    with_data = [period for period in result.periods if period in cards]
    gained = moves(result, cards)
    if not gained:
        return ""
    last, first = (course.label(with_data[n], result.card.book) for n in (-1, 0))
    lead = f"{last}与{first}相比，"
    parts = [
        f"{side}最多的是{listed(who)}（{'均' if len(who) > 1 else ''}{side}{size}位）"
        for side, who, size in furthest(gained)
    ]
    return f"{lead}位次{'，'.join(parts)}。" if parts else f"{lead}各{COUNTIES}位次均无变化。"


def conversions(result: Result) -> list[str]:
    """What the year is worth in another evaluation, or why nothing is converted.

    Nothing where neither the rule book converts nor its document speaks of it.
    """
    book = result.card.book
    clause = book.document.conversion_clause.rstrip("。")
    if not result.conversions:
        none = "未明确折算比例，本报告不作折算。"
        return [f"关于折算，{document.whole(book)}提出“{clause}”，{none}"] if clause else []
    texts = []
    for converted in result.conversions:
        row, full = converted.conversion, f"满{trimmed(converted.conversion.points)}分×"
        of = "各期总分分别折算，再求平均" if row.of == "months" else "年度得分折算"
        share = row.method == "share"
        formula = full + ("（得分÷100，最多为1）" if share else "得分÷最高得分")
        # a best score of 0 or less divides nothing
        scored = any(county.score is not None for county in result.counties)
        undivided = scored and all(points is None for points in converted.points.values())
        none = "；最高得分不大于0，没有折算结果" if undivided else ""
        texts.append(f"计入“{row.target}”：按{of}，公式为{formula}，保留2位小数（测算）{none}。")
    return texts
