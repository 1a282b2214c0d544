"""Every county's total as a bar of its indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from fzlib.analysis.summary import base_total
from fzlib.presentation.charts import alt_texts, style
from fzlib.presentation.charts.canvas import (
    LEFT,
    QUIET,
    WIDTH,
    Key,
    draw_marks,
    draw_names,
    draw_scale,
    new_canvas,
    points_wide,
    write_above,
)
from fzlib.presentation.charts.svg import Chart, to_chart
from fzlib.presentation.charts.svg_texts import write
from fzlib.presentation.wording import fixed, points
from fzlib.scoring.card import Card

COLOURS = {
    "va_growth": style.NAVY,
    "output_growth": style.SKY,
    "increment": style.VERMILION,
    "contribution": style.YELLOW,
}
TOTAL = "D"  # marks the total where a negative part keeps the bar from ending there
RANKS = 18  # points, the column of the ranks


def totals_chart(card: Card) -> Chart:
    """Every county's total (分) as a bar of its indicators, by rank, with a line at 基准分.

    A county without total has no bar, which would look like a low score: it says why instead.
    """
    parts = {region: _parts(card, region) for region in card.ranked}
    negative = [region for region in parts if min(parts[region]) < 0]
    keys = [Key(alt_texts.segment(card, r), "s", COLOURS[r.code], 8) for r in card.book.indicators]
    if negative:
        keys.append(Key("总分（有负分项）", TOTAL, style.INK, 6))
    with style.theme():
        head = 8 if base_total(card) is None else 22
        sheet = new_canvas(card.ranked, keys, head=head, before=RANKS)
        ax = sheet.add_axes(0, WIDTH - sheet.left - 6)
        ends = _draw_parts(ax, card, parts)
        _set_limits(ax, card, ends)
        ax.axvline(0, color=style.LINE, linewidth=0.9)
        _draw_base(ax, card)
        draw_names(ax, sheet.names)
        _draw_totals(ax, card, ends, margin=sheet.left)
        rows = [card.ranked.index(region) for region in negative]
        totals = [float(card.totals[region] or 0) for region in negative]
        draw_marks(ax, totals, rows, TOTAL, size=6, color=style.INK)
        draw_scale(ax, "得分（分）", most=8)
        return to_chart(sheet.figure, name="totals", alt=alt_texts.totals_alt(card))


def _parts(card: Card, region: str) -> list[float]:
    """Points of each indicator, its spans together; zeros for a county without total."""
    items = card.of(region) if card.totals[region] is not None else ()
    return [
        float(sum(item.points or 0 for item in items if item.indicator == row))
        for row in card.book.indicators
    ]


def _draw_parts(ax: Axes, card: Card, parts: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Positive parts to the right of zero, negative ones to its left; county → its right end."""
    right, left = dict.fromkeys(parts, 0.0), dict.fromkeys(parts, 0.0)
    for n, row in enumerate(card.book.indicators):
        drawn = [(y, region) for y, region in enumerate(parts) if parts[region][n]]
        starts = []
        for _, region in drawn:
            ends = right if parts[region][n] > 0 else left
            starts.append(ends[region])
            ends[region] += parts[region][n]
        ax.barh(
            [y for y, _ in drawn],
            [parts[region][n] for _, region in drawn],
            left=starts,
            height=0.68,
            color=COLOURS[row.code],
            edgecolor="white",
            linewidth=0.6,
            zorder=2,
            clip_on=False,
        )
    return right


def _set_limits(ax: Axes, card: Card, ends: Mapping[str, float]) -> None:
    """All parts and 基准分, and room for the totals at the right."""
    low = min(ax.dataLim.x0, 0.0)
    high = max(*ends.values(), float(base_total(card) or 0)) or 1.0
    room = 14 + max(style.width_of(fixed(total, 2)) for total in card.totals.values())
    unit = (high - low) / (points_wide(ax) - room)  # 分 a point
    ax.set_xlim(low - 4 * unit if low else 0, high + room * unit)


def _draw_base(ax: Axes, card: Card) -> None:
    base = base_total(card)
    if base is None:
        return
    # not through the words of those without total, which stand last
    bottom = sum(total is not None for total in card.totals.values()) - 0.5
    ax.plot([float(base)] * 2, [-0.5, bottom], color=style.INK, linewidth=0.9, dashes=(4, 2))
    write_above(ax, float(base), f"基准分{points(base)}")


def _draw_totals(ax: Axes, card: Card, ends: Mapping[str, float], *, margin: float) -> None:
    """Rank, in a margin of ``margin`` points, and total of each county, or why it has none."""
    base = base_total(card)
    low, high = ax.get_xlim()
    unit = (high - low) / points_wide(ax)
    ranks = {"coords": LEFT, "align": "right", "dx": 14 - margin, **QUIET}
    for y, region in enumerate(card.ranked):
        total, end = card.totals[region], ends[region]
        if total is None:
            write(ax, 0, y, alt_texts.no_total(card, region), dx=4, color=style.SOFT)
            continue
        write(ax, 0, y, str(card.ranks[region]), **ranks)
        text = fixed(total, 2)
        if base is not None and end <= base < end + (style.width_of(text) + 7) * unit:
            end = float(base)  # or the line would run through the number
        write(ax, end, y, text, dx=4)
