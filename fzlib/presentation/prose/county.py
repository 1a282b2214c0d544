"""A county's sheet: its year so far, and where it stands, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from fzlib.presentation.prose.quarter_year import month, without_data
from fzlib.presentation.wording import fixed, points
from fzlib.scoring.card import Card
from fzlib.scoring.periods import Period


def trend(cards: Mapping[Period, Card], region: str) -> str:
    """A county's best and worst periods of the year so far; which of it lack data."""
    holes = [period for period in max(cards).so_far if period not in cards]
    lack = f"{without_data(holes)}。" if holes else ""
    known = {
        period: total
        for period, card in sorted(cards.items())
        if (total := card.totals.get(region)) is not None
    }
    if len(known) < 2:
        return lack
    best, worst = max(known.values()), min(known.values())
    when = {
        score: "、".join(month(period) for period, total in known.items() if total == score)
        for score in (best, worst)
    }
    text = f"本年已有{len(known)}期总分"
    if best == worst:
        return f"{text}，均为{fixed(best, 2)}分。{lack}"
    return (
        f"{text}，最高的是{when[best]}（{fixed(best, 2)}分），"
        f"最低的是{when[worst]}（{fixed(worst, 2)}分）。{lack}"
    )


def against_base(card: Card, region: str) -> str:
    """高于基准分12.34分."""
    total, base = card.totals[region], card.base_totals[region]
    if total is None or base is None:
        return ""
    if total == base:
        return f"与基准分（{points(base)}）持平"
    side = "高于" if total > base else "低于"
    return f"{side}基准分（{points(base)}）{fixed(abs(total - base), 2)}分"
