"""A county's sheet: its year so far, and where it stands, in sentences."""

from __future__ import annotations

from fzlib.analysis.extremes import highest, lowest
from fzlib.presentation.prose.quarter_year import month, totals_of, without_data
from fzlib.presentation.wording import above, fixed, points
from fzlib.scoring.card import Card
from fzlib.scoring.on_target import Cards


def trend(cards: Cards, region: str) -> str:
    """A county's best and worst periods of the year so far; which of it lack data."""
    holes = [period for period in max(cards).so_far if period not in cards]
    lack = f"{without_data(holes)}。" if holes else ""
    totals = totals_of(cards, region)
    if len(totals) < 2:
        return lack
    text = f"本年已有{len(totals)}期总分"
    best, worst = highest(totals, totals.get), lowest(totals, totals.get)
    if best == worst:
        return f"{text}，均为{fixed(totals[best[0]], 2)}分。{lack}"
    for side, periods in (("最高", best), ("最低", worst)):
        when = "、".join(map(month, periods))
        text += f"，{side}的是{when}（{fixed(totals[periods[0]], 2)}分）"
    return f"{text}。{lack}"


def against_base(card: Card, region: str) -> str:
    """高于基准分12.34分."""
    total, base = card.totals[region], card.base_totals[region]
    if total is None or base is None:
        return ""
    return above(total - base, f"基准分（{points(base)}）", 2, "分")
