"""Every county's total as a bar of its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from fzlib.analysis.summary import base_total
from fzlib.presentation.charts import alt_texts, canvas, style
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import write
from fzlib.presentation.wording import fixed, points
from fzlib.scoring.card import Card

COLOURS = {
    "va_growth": style.NAVY,
    "output_growth": style.SKY,
    "increment": style.VERMILION,
    "contribution": style.YELLOW,
}
PART: dict[str, Any] = {"height": 0.68, "edgecolor": "white", "linewidth": 0.6, "zorder": 2}
TOTAL = "D"  # marks the total where a negative part keeps the bar from ending there
RANKS = 18  # points, the column of the ranks


def totals_chart(card: Card) -> str:
    """Every county's total (分) as a bar of its indicators, by rank, with a line at 基准分.

    A county without total has no bar, which would look like a low score: it says why instead.
    """
    parts = [_parts(card, region) for region in card.ranked]
    negative = [y for y, widths in enumerate(parts) if min(widths) < 0]
    keys = [
        canvas.LegendKey(alt_texts.segment(card, row), "s", COLOURS[row.code], 8)
        for row in card.book.indicators
    ]
    if negative:
        keys.append(canvas.LegendKey("总分（有负分项）", TOTAL, style.INK, 6))
    with style.theme():
        head = 8 if base_total(card) is None else 22
        sheet = canvas.new_canvas(card.ranked, keys, head=head, before=RANKS)
        ax = sheet.add_axes(0, canvas.WIDTH - sheet.left - 6)
        ends = _draw_parts(ax, card, parts)
        _set_limits(ax, card, ends)
        ax.axvline(0, color=style.LINE, linewidth=0.9)
        _draw_base(ax, card)
        canvas.draw_names(ax, sheet.names)
        _draw_totals(ax, card, ends, margin=sheet.left)
        totals = [float(card.totals[card.ranked[y]] or 0) for y in negative]
        canvas.draw_marks(ax, totals, negative, TOTAL, size=6, color=style.INK)
        canvas.draw_scale(ax, "得分（分）", most=8)
        return to_svg(sheet.figure, name="totals", alt=alt_texts.totals_alt(card))


def _parts(card: Card, region: str) -> list[float]:
    """Points of each indicator, its spans together; zeros for a county without total."""
    items = card.of(region) if card.totals[region] is not None else ()
    return [
        float(sum(item.points or 0 for item in items if item.indicator == row))
        for row in card.book.indicators
    ]


def _draw_parts(ax: Axes, card: Card, parts: Sequence[Sequence[float]]) -> list[float]:
    """Positive parts to the right of zero, negative ones to its left; where each row ends."""
    widths = np.column_stack([np.zeros(len(parts)), parts])
    right, left = widths.clip(min=0).cumsum(axis=1), widths.clip(max=0).cumsum(axis=1)
    for n, row in enumerate(card.book.indicators):
        rows = np.flatnonzero(widths[:, n + 1])
        own = widths[rows, n + 1]
        starts = np.where(own > 0, right[rows, n], left[rows, n])
        ax.barh(rows, own, left=starts, color=COLOURS[row.code], clip_on=False, **PART)
    return [float(end) for end in right[:, -1]]


def _set_limits(ax: Axes, card: Card, ends: Sequence[float]) -> None:
    """All parts and 基准分, and room for the totals at the right."""
    low = min(ax.dataLim.x0, 0.0)
    high = max(*ends, float(base_total(card) or 0)) or 1.0
    room = 14 + max(style.width_of(fixed(total, 2)) for total in card.totals.values())
    unit = (high - low) / (canvas.points_wide(ax) - room)  # 分 a point
    ax.set_xlim(low - 4 * unit if low else 0, high + room * unit)


def _draw_base(ax: Axes, card: Card) -> None:
    base = base_total(card)
    if base is None:
        return
    # not through the words of those without total, which stand last
    bottom = sum(total is not None for total in card.totals.values()) - 0.5
    ax.plot([float(base)] * 2, [-0.5, bottom], color=style.INK, linewidth=0.9, dashes=(4, 2))
    canvas.write_above(ax, float(base), f"基准分{points(base)}")


def _draw_totals(ax: Axes, card: Card, ends: Sequence[float], *, margin: float) -> None:
    """Rank, in a margin of ``margin`` points, and total of each county, or why it has none."""
    base = base_total(card)
    low, high = ax.get_xlim()
    unit = (high - low) / canvas.points_wide(ax)
    ranks = {"coords": canvas.LEFT, "align": "right", "dx": 14 - margin, **canvas.QUIET}
    for y, region in enumerate(card.ranked):
        total, end = card.totals[region], ends[y]
        if total is None:
            write(ax, 0, y, alt_texts.no_total(card, region), dx=4, color=style.SOFT)
            continue
        write(ax, 0, y, str(card.ranks[region]), **ranks)
        text = fixed(total, 2)
        if base is not None and end <= base < end + (style.width_of(text) + 7) * unit:
            end = float(base)  # or the line would run through the number
        write(ax, end, y, text, dx=4)
