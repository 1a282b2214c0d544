"""A county's sheet: its year so far, and where it stands, in sentences."""

from __future__ import annotations

from fzlib.presentation.prose.quarter_year import Cards, month, totals_of, without_data
from fzlib.presentation.wording import above, ends, fixed, points
from fzlib.scoring.card import Card


def trend(cards: Cards, region: str) -> str:
    """A county's best and worst periods of the year so far; which of it lack data."""
    holes = [period for period in max(cards).so_far if period not in cards]
    lack = f"{without_data(holes)}。" if holes else ""
    totals = totals_of(cards, region)
    if len(totals) < 2:
        return lack
    by_month = {month(period): total for period, total in totals.items()}
    text = ends(by_month, lambda total: f"{fixed(total, 2)}分", most=len(by_month))
    alike = f"均为{fixed(max(totals.values()), 2)}分"
    return f"本年已有{len(totals)}期总分，{text or alike}。{lack}"


def against_base(card: Card, region: str) -> str:
    """高于基准分12.34分."""
    total, base = card.totals[region], card.base_totals[region]
    if total is None or base is None:
        return ""
    return above(total - base, f"基准分（{points(base)}）", 2, "分")
