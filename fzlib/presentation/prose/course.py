"""The course of a year in words: its periods, those without data, a county's runs of them.

A period is called by the span that the rule book scores: 7月, and 1—7月 where it scores no months.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.extremes import grouped
from fzlib.presentation.wording import NONE, fixed, highest_and_lowest
from fzlib.scoring.card import Cards
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MONTH


def label(period: Period, book: RuleBook) -> str:
    """5月, 1—2月; 1—5月 of a book that scores no months."""
    return period.span_label(book.scored_spans[0])


def dated(period: Period, book: RuleBook) -> str:
    """2023年5月, 2025年1—7月."""
    return f"{period.year}年{label(period, book)}"


def span_of(periods: Sequence[Period], book: RuleBook) -> str:
    """1—2月、3月; three or more in a row as 8—12月, without months as 1—8月至1—12月."""
    return "、".join(
        _range(run, book) if len(run) > 2 else "、".join(label(period, book) for period in run)
        for run in _runs(periods)
    )


def _range(run: Sequence[Period], book: RuleBook) -> str:
    first, last = run[0], run[-1]
    if book.scored_spans[0] != MONTH:
        return f"{label(first, book)}至{label(last, book)}"
    return f"{1 if first.month_is_ytd else first.month}—{last.month}月"


def _runs(periods: Sequence[Period]) -> list[list[Period]]:
    """The periods of a year in their order, those in a row together."""
    # along a run the month rises as the number does
    runs = grouped(enumerate(periods), lambda numbered: numbered[1].month - numbered[0])
    return [[period for _, period in run] for run in runs.values()]


def totals_of(cards: Cards, region: str) -> dict[Period, Decimal]:
    """A county's totals by period, without those it lacks."""
    totals = {period: cards[period].totals.get(region) for period in sorted(cards)}
    return {period: total for period, total in totals.items() if total is not None}


def without_data(periods: Sequence[Period], book: RuleBook) -> str:
    """缺2023年5月数据; '' where there is none to tell."""
    return f"缺{periods[0].year}年{span_of(periods, book)}数据" if periods else ""


def trend(cards: Cards, region: str) -> str:
    """A county's best and worst periods of the year so far; which of it lack data."""
    book = cards[max(cards)].book
    holes = [period for period in max(cards).so_far if period not in cards]
    lack = f"{without_data(holes, book)}。" if holes else ""
    totals = {label(p, book): total for p, total in totals_of(cards, region).items()}
    if len(totals) < 2:
        return lack
    text = highest_and_lowest(totals, lambda total: f"{fixed(total, 2)}分", most=len(totals))
    alike = f"均为{fixed(max(totals.values()), 2)}分"
    return f"本年已有{len(totals)}期总分，{text or alike}。{lack}"


def stretches(cards: Cards, region: str) -> tuple[str, str]:
    """A county's longest runs of periods at or above 基准分, and below it ('—' where none)."""
    book, totals = cards[max(cards)].book, totals_of(cards, region)
    reached = [p for p, total in totals.items() if total >= (cards[p].base_totals[region] or 0)]
    below = [period for period in totals if period not in reached]
    return _longest(reached, book), _longest(below, book)


def _longest(periods: Sequence[Period], book: RuleBook) -> str:
    longest = max(_runs(periods), key=len, default=[])
    return f"{span_of(longest, book)}（{len(longest)}期）" if longest else NONE
