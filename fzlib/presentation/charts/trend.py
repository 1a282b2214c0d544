"""One county's totals and ranks over the year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from matplotlib.axes import Axes

from fzlib.analysis.summary import has_base
from fzlib.presentation.charts import style
from fzlib.presentation.charts.canvas import QUIET, TOP, WIDTH, bare_axes, new_figure
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import write
from fzlib.presentation.prose import course
from fzlib.presentation.wording import NONE, fixed, points
from fzlib.scoring.card import Card, Cards

TALL = 98  # points: the sheet stays on one page before its workings
MARGIN = 14  # at either side


def trend_chart(cards: Cards, county: str) -> str:
    """A column a period for the total (分), with it and the rank below, a line at 基准分.

    A period without total, or without a card, has no column and says —.
    """
    periods, book = max(cards).so_far, cards[max(cards)].book
    by_period = [cards.get(period) for period in periods]
    totals = [card.totals.get(county) if card else None for card in by_period]
    ranks = [card.ranks.get(county) if card else None for card in by_period]
    bases = [_base(card, county) for card in by_period]
    with style.theme():
        figure = new_figure(TALL)
        box = (MARGIN / WIDTH, 54 / TALL, 1 - 2 * MARGIN / WIDTH, 1 - 60 / TALL)
        # room at the right for the words of the line
        ax = bare_axes(figure, box, xlim=(-0.6, max(len(periods), 4) - 0.4 + 0.11 * len(periods)))
        heights = [float(total or 0) for total in totals]
        most = max(*heights, *(float(base or 0) for base in bases), 1)
        low, high = min(0, *heights) * 1.05, most * 1.08
        ax.set_ylim(low, high)
        look: dict[str, Any] = {
            "color": style.SKY,
            "edgecolor": style.edge_of(style.SKY),
            "linewidth": 0.6,
        }
        ax.bar(range(len(periods)), heights, width=0.62, zorder=2, **look)
        ax.axhline(0, color=style.LINE, linewidth=0.9)
        _draw_bases(ax, bases)
        for x, (period, total, rank) in enumerate(zip(periods, totals, ranks, strict=True)):
            foot = {"coords": TOP, "align": "center"}
            write(ax, x, 0, course.label(period, book), dy=12, **foot)
            # in a row of their own: in a low chart columns and line leave no room for them
            write(ax, x, 0, fixed(total, 2), dy=26, **foot)
            write(ax, x, 0, f"第{rank}位" if rank else NONE, dy=40, **foot, **QUIET)
        return to_svg(figure, name="trend", alt=_alt(cards, county))


def _base(card: Card | None, county: str) -> Decimal | None:
    """基准分 of a county in a period; None where the rule book has none."""
    return card.base_totals.get(county) if card and has_base(card.book) else None


def _draw_bases(ax: Axes, bases: Sequence[Decimal | None]) -> None:
    """A line at each period's 基准分: it falls where an item is suspended; the last is labelled."""
    right = ax.get_xlim()[1]
    xs = [x + side for x in range(len(bases)) for side in (-0.5, 0.5)]
    ys = [float("nan") if base is None else float(base) for base in bases for _ in range(2)]
    xs[-1] = right
    ax.plot(xs, ys, color=style.INK, linewidth=0.9, dashes=(4, 2), zorder=3)
    if (last := bases[-1]) is not None:
        # above the line, or where that is at the top below it
        dy = 8 if float(last) > 0.8 * ax.get_ylim()[1] else -7
        write(ax, right, float(last), f"基准分{points(last)}", dy=dy, align="right", **QUIET)


def _alt(cards: Cards, county: str) -> str:
    """福清市各期总分和位次：1—2月201.34分、第2位；…"""
    texts, book = [], cards[max(cards)].book
    for period in max(cards).so_far:
        card, month = cards.get(period), course.label(period, book)
        if card is None:
            texts.append(f"{month}没有数据")
        elif rank := card.ranks.get(county):
            texts.append(f"{month}{fixed(card.totals[county], 2)}分、第{rank}位")
        else:
            texts.append(f"{month}没有总分")
    return f"{county}各期总分和位次：{'；'.join(texts)}。"
