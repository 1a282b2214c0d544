"""The course of a year in words: its periods, those without data, a county's runs of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.extremes import grouped
from fzlib.presentation.wording import NONE, fixed, highest_and_lowest
from fzlib.scoring.card import Cards
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH


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
