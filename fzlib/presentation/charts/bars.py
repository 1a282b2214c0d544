"""Every county's total as a bar of its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from fzlib.analysis.summary import base_total
from fzlib.presentation.charts import alt_texts, canvas, style
from fzlib.presentation.charts.canvas import LegendKey
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import write
from fzlib.presentation.wording import fixed, points
from fzlib.scoring.card import Card

PART: dict[str, Any] = {"height": 0.68, "linewidth": 0.6, "zorder": 2}
PATTERN: dict[str, Any] = {"height": 0.68, "zorder": 2.1}
TOTAL = "D"  # marks the total where a negative part keeps the bar from ending there
RANKS = 18  # points, the column of the ranks
ADDED = "加减分"


@dataclass(frozen=True)
class Bars:
    """What is drawn: the counties by rank, the parts of each in 分, and how each part looks."""

    card: Card
    regions: Sequence[str]
    keys: Sequence[LegendKey]
    parts: Sequence[Sequence[float]]

    @property
    def negative(self) -> list[int]:
        """The rows whose bar does not end at the total."""
        return [y for y, widths in enumerate(self.parts) if min(widths) < 0]

    @property
    def base(self) -> Decimal | None:
        """基准分, where it is one for all."""
        return base_total(self.card)


def totals_chart(card: Card, group: str | None = None) -> str:
    """Every county's total (分) as a bar of its indicators, by rank, with a line at 基准分.

    Adjustments are a part of their own. ``group``: only its counties. A county without total has
    no bar, which would look like a low score: it says why instead.
    """
    regions = [r for r in card.ranked if group is None or card.group_of[r] == group]
    keys = _keys(card, regions)
    bars = Bars(card, regions, keys, [_parts(card, region, keys) for region in regions])
    legend = [*keys, *_total_key(bars)]
    with style.theme():
        head = 8 if bars.base is None else 22
        sheet = canvas.new_canvas(regions, legend, head=head, before=RANKS)
        ax = sheet.add_axes(0, canvas.WIDTH - sheet.left - 6)
        ends = _draw_parts(ax, bars)
        _set_limits(ax, bars, ends)
        ax.axvline(0, color=style.LINE, linewidth=0.9)
        _draw_base(ax, bars)
        canvas.draw_names(ax, sheet.names)
        _draw_totals(ax, bars, ends, margin=sheet.left)
        totals = [float(card.totals[regions[y]] or 0) for y in bars.negative]
        canvas.draw_marks(ax, totals, bars.negative, TOTAL, size=6, color=style.INK)
        canvas.draw_scale(ax, "得分（分）", most=8)
        return to_svg(sheet.figure, name="totals", alt=alt_texts.totals_alt(card, regions))


def _keys(card: Card, regions: Sequence[str]) -> list[LegendKey]:
    """The parts and how they look, in the rule book's order, adjustments last."""
    keys = []
    for n, row in enumerate(card.book.indicators):
        color, pattern = style.part_look(n)
        keys.append(LegendKey(alt_texts.segment(card, row), "s", color, 8, pattern))
    if any(card.adjustments[region] for region in regions):
        keys.append(LegendKey(ADDED, "s", style.ADDED[0], 8, style.ADDED[1]))
    return keys


def _total_key(bars: Bars) -> list[LegendKey]:
    return [LegendKey("总分（有负分项）", TOTAL, style.INK, 6)] if bars.negative else []


def _parts(card: Card, region: str, keys: Sequence[LegendKey]) -> list[float]:
    """Points of each indicator, its spans together; zeros for a county without total."""
    has_total = card.totals[region] is not None
    items = card.of(region) if has_total else ()
    parts = [
        float(sum(item.points or 0 for item in items if item.indicator == row))
        for row in card.book.indicators
    ]
    added = float(card.adjustments[region] or 0) if has_total else 0.0
    return [*parts, added] if len(keys) > len(parts) else parts


def _draw_parts(ax: Axes, bars: Bars) -> list[float]:
    """Positive parts to the right of zero, negative ones to its left; where each row ends."""
    widths = np.column_stack([np.zeros(len(bars.parts)), bars.parts])
    right, left = widths.clip(min=0).cumsum(axis=1), widths.clip(max=0).cumsum(axis=1)
    for n, key in enumerate(bars.keys):
        rows = np.flatnonzero(widths[:, n + 1])
        own = widths[rows, n + 1]
        starts = np.where(own > 0, right[rows, n], left[rows, n])
        look: dict[str, Any] = {"color": key.color, "edgecolor": style.edge_of(key.color)}
        ax.barh(rows, own, left=starts, clip_on=False, **look, **PART)
        if key.pattern and len(rows):
            lines = canvas.pattern_look(key)
            ax.barh(rows, own, left=starts, clip_on=False, **PATTERN, **lines)
    return [float(end) for end in right[:, -1]]


def _set_limits(ax: Axes, bars: Bars, ends: Sequence[float]) -> None:
    """All parts and 基准分, and room for the totals at the right."""
    low = min(ax.dataLim.x0, 0.0)
    high = max(*ends, float(bars.base or 0)) or 1.0
    totals = (fixed(bars.card.totals[region], 2) for region in bars.regions)
    room = 14 + max(map(style.width_of, totals))
    unit = (high - low) / (canvas.points_wide(ax) - room)  # 分 a point
    ax.set_xlim(low - 4 * unit if low else 0, high + room * unit)


def _draw_base(ax: Axes, bars: Bars) -> None:
    if bars.base is None:
        return
    # not through the words of those without total, which stand last
    bottom = sum(bars.card.totals[region] is not None for region in bars.regions) - 0.5
    ax.plot([float(bars.base)] * 2, [-0.5, bottom], color=style.INK, linewidth=0.9, dashes=(4, 2))
    canvas.write_above(ax, float(bars.base), f"基准分{points(bars.base)}")


def _draw_totals(ax: Axes, bars: Bars, ends: Sequence[float], *, margin: float) -> None:
    """Rank, in a margin of ``margin`` points, and total of each county, or why it has none."""
    card, base = bars.card, bars.base
    low, high = ax.get_xlim()
    unit = (high - low) / canvas.points_wide(ax)
    ranks = {"coords": canvas.LEFT, "align": "right", "dx": 14 - margin, **canvas.QUIET}
    for y, region in enumerate(bars.regions):
        total, end = card.totals[region], ends[y]
        if total is None:
            write(ax, 0, y, alt_texts.no_total(card, region), dx=4, color=style.SOFT)
            continue
        write(ax, 0, y, str(card.ranks[region] or "—"), **ranks)
        text = fixed(total, 2)
        wide = (style.width_of(text) + 7) * unit
        if base is None or total >= base or end + wide < base:
            write(ax, end, y, text, dx=4)
            continue
        # before the line, and before the mark of a total that the bar does not end at
        right = min(float(base), float(total)) if y in bars.negative else float(base)
        write(ax, max(right, low + wide), y, text, dx=-5, align="right", halo=True)
