"""One indicator: each county's value joined to its standard, or by itself with its points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from fzlib.presentation import terms
from fzlib.presentation.charts import alt_texts, canvas, style
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import WITHIN, write
from fzlib.presentation.terms import Terms
from fzlib.presentation.wording import sign
from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import Indicator
from fzlib.vocabulary import PERCENT_UNIT, STATUSES

# markers: shape tells the side of the standard, colour only repeats whether it is the better one
ABOVE, BELOW, EQUAL, OPEN = "^", "v", "o", "D"
BETTER, WORSE = style.NAVY, style.VERMILION

GAPS = 52  # points, the column of the gaps at the right of a panel
GUTTER = 20
Panels = Sequence[Sequence[Item]]


def indicator_chart(card: Card, code: str) -> str:
    """One indicator, a panel a span, counties by the first panel's gap or points.

    With a standard each value is joined to it and the gap (百分点, % or an amount) stands at the
    right; without one the points do. An item without says 缺数, 暂停计分, 待审定 or 已审定 there.
    Raises KeyError where the rule book has no such indicator.
    """
    row = {row.code: row for row in card.book.indicators}[code]
    panels = _panels(card, row)
    words = terms.names(row, card.panel.dataset.output)
    lined = any(alt_texts.shared_standard(items) is not None for items in panels)
    keys = _keys(panels, words) if row.has_standard else []
    with style.theme():
        regions = [item.region for item in panels[0]]
        sheet = canvas.new_canvas(regions, keys, head=40 if lined else 26)
        wide = (canvas.WIDTH - sheet.left + GUTTER) / len(panels)
        limits = _limits(panels, together=words.unit == PERCENT_UNIT)
        for n, items in enumerate(panels):
            ax = sheet.add_axes(n * wide, wide - GUTTER - GAPS)
            ax.set_xlim(limits[n])
            _draw_right(ax, items)
            _draw_groups(ax, card)
            _draw_head(ax, card.period.span_label(items[0].span), row, up=25 if lined else 11)
            draw = _draw_dumbbells if row.has_standard else _draw_values
            draw(ax, items, words)
            if n == 0:
                canvas.draw_names(ax, sheet.names)
            if alt_texts.comparable(items):
                label = f"{words.value}（{words.unit}）"
                canvas.draw_scale(ax, label, most=9 if len(panels) == 1 else 5)
        return to_svg(sheet.figure, name=row.code, alt=alt_texts.indicator_alt(card, row))


def _panels(card: Card, row: Indicator) -> Panels:
    """A panel a span: the same counties in each, group after group, the best of the first above."""
    spans = card.period.distinct(row.spans)
    order = list(card.groups)

    def place(region: str) -> tuple[int, bool, Decimal, Decimal]:
        item = card.item(region, row.item_id(spans[0]))
        best, value = item.gap if row.has_standard else item.points, item.value or Decimal(0)
        by_value = value if row.low else -value
        return order.index(card.group_of[region]), best is None, -(best or Decimal(0)), by_value

    regions = sorted(card.counties, key=place)
    return [[card.item(region, row.item_id(span)) for region in regions] for span in spans]


def _side(item: Item) -> str:
    if item.gap is None:
        return OPEN
    apart = -item.gap if item.indicator.low else item.gap
    return {1: ABOVE, 0: EQUAL, -1: BELOW}[sign(apart)]


def _color(side: str, *, low: bool) -> str:
    """Of a side of the standard: the better one is dark blue."""
    if side in (ABOVE, BELOW):
        return BETTER if (side == BELOW) == low else WORSE
    return style.INK if side == EQUAL else style.SOFT


def _keys(panels: Panels, words: Terms) -> list[canvas.LegendKey]:
    """The legend: above and below always, the rest where it occurs."""
    low = panels[0][0].indicator.low
    items = [panel[row] for panel in panels for row in alt_texts.comparable(panel)]
    undecided = dict.fromkeys(STATUSES[item.status] for item in items if item.gap is None)
    labels = {
        ABOVE: f"高于{words.standard}",
        BELOW: f"低于{words.standard}",
        EQUAL: f"与{words.standard}持平",
        OPEN: "、".join(undecided),
    }
    present = {ABOVE, BELOW, *map(_side, items)}
    keys = [
        canvas.LegendKey(words.value + label, side, _color(side, low=low))
        for side, label in labels.items()
        if side in present
    ]
    if any(alt_texts.comparable(p) and alt_texts.shared_standard(p) is None for p in panels):
        keys.append(canvas.LegendKey(words.standard, canvas.TICK, style.INK, 9))
    return keys


def _limits(panels: Panels, *, together: bool) -> list[tuple[float, float]]:
    """Limits of each panel; the same ones where ``together`` and the panels are alike enough."""
    limits = []
    for items in panels:
        numbers = [float(n) for pair in alt_texts.comparable(items).values() for n in pair]
        if not items[0].indicator.has_standard:
            numbers.append(0.0)  # bars begin at zero
        limits.append((min(numbers, default=0.0), max(numbers, default=0.0)))
    sizes = [high - low for low, high in limits]
    # a rate over a small base would press the other panel into a point
    if together and max(sizes) <= 2.5 * min(sizes):
        lows, highs = zip(*limits, strict=True)
        limits = [(min(lows), max(highs))] * len(panels)
    pads = [0.05 * (high - low) or max(abs(high), 1.0) * 0.1 for low, high in limits]
    return [(low - pad, high + pad) for (low, high), pad in zip(limits, pads, strict=True)]


def _draw_head(ax: Axes, label: str, row: Indicator, *, up: float) -> None:
    """The span at the left, what stands at the right, ``up`` points above the panel."""
    write(ax, 0, 1, label, coords=WITHIN, dy=-up, size=10)
    place = {"coords": WITHIN, "dx": GAPS, "dy": -up, "align": "right"}
    what = f"差距（{row.unit}）" if row.has_standard else "得分（分）"
    write(ax, 1, 1, what, **place, **canvas.QUIET)


def _draw_right(ax: Axes, items: Sequence[Item]) -> None:
    """Gaps or points at the right, and a faint line along each row, which leads the eye there."""
    low, high = ax.get_xlim()
    count = len(items)
    faint = {"color": style.FAINT, "linewidth": 0.8, "zorder": 1}
    canvas.draw_segments(ax, [low] * count, [high] * count, range(count), **faint)
    for y, text in enumerate(alt_texts.at_right(items)):
        write(ax, 1, y, text, coords=canvas.LEFT, dx=GAPS, align="right")


def _draw_groups(ax: Axes, card: Card) -> None:
    """A line between one group and the next."""
    ends = np.cumsum([len(own) for own in card.groups.values()])[:-1]
    for end in ends:
        ax.axhline(float(end) - 0.5, color=style.LINE, linewidth=0.8, dashes=(2, 2), zorder=1)


def _draw_dumbbells(ax: Axes, items: Sequence[Item], words: Terms) -> None:
    """Markers at the values, joined to their standards; one line where all share the standard."""
    pairs = alt_texts.comparable(items)
    if not pairs:
        return
    values, standards = ({y: float(pair[n]) for y, pair in pairs.items()} for n in (0, 1))
    _draw_zero(ax)
    for side in (ABOVE, BELOW, EQUAL, OPEN):
        rows = [y for y in pairs if _side(items[y]) == side]
        if rows:
            color = _color(side, low=items[0].indicator.low)
            starts, ends = [standards[y] for y in rows], [values[y] for y in rows]
            canvas.draw_segments(ax, starts, ends, rows, color=color, linewidth=1.3)
            canvas.draw_marks(ax, ends, rows, side, size=7.5, color=color)
    shared = alt_texts.shared_standard(items)
    if shared is None:
        marks = list(standards.values()), list(standards)
        canvas.draw_marks(ax, *marks, canvas.TICK, size=9.5, color=style.INK)
    else:
        ax.axvline(float(shared), color=style.INK, linewidth=1.1, zorder=3)
        canvas.write_above(ax, float(shared), alt_texts.standard(items, words, shared))


def _draw_zero(ax: Axes) -> None:
    low, high = ax.get_xlim()
    if low < 0 < high:
        ax.axvline(0, color=style.LINE, linewidth=0.9, zorder=1)


def _draw_values(ax: Axes, items: Sequence[Item], words: Terms) -> None:
    """A bar from zero to each value."""
    values = {y: float(pair[0]) for y, pair in alt_texts.comparable(items).items()}
    look: dict[str, Any] = {
        "height": 0.5,
        "color": style.SKY,
        "edgecolor": style.edge_of(style.SKY),
        "linewidth": 0.6,
    }
    ax.barh(list(values), list(values.values()), zorder=2, **look)
    _draw_zero(ax)
