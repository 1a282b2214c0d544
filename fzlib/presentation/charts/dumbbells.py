"""One indicator: each county's value joined to its standard."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.axes import Axes

from fzlib import vocabulary
from fzlib.analysis.summary import items_of, spans
from fzlib.presentation import terms
from fzlib.presentation.charts import alt_texts, style
from fzlib.presentation.charts.canvas import (
    LEFT,
    QUIET,
    TICK,
    WIDTH,
    Key,
    draw_marks,
    draw_names,
    draw_scale,
    draw_segments,
    new_canvas,
    write_above,
)
from fzlib.presentation.charts.svg import Chart, to_chart
from fzlib.presentation.charts.svg_texts import WITHIN, write
from fzlib.scoring.card import Card, Item

# markers: shape tells the side of the standard, colour only repeats it
ABOVE, BELOW, EQUAL, OPEN = "^", "v", "o", "D"
SIDES = {ABOVE: style.NAVY, BELOW: style.VERMILION, EQUAL: style.INK, OPEN: style.SOFT}

GAPS = 52  # points, the column of the gaps at the right of a panel
GUTTER = 20


def indicator_chart(card: Card, code: str) -> Chart:
    """Value against standard of one indicator, a panel a span, counties by the first panel's gap.

    The gap (百分点 or %) stands at the right; an item without gap says 缺数, 暂停计分, 待审定 or
    已审定 there. Raises KeyError where the rule book has no such indicator.
    """
    row = {row.code: row for row in card.book.indicators}[code]
    named = terms.names(row, card.panel.dataset.word)
    panels = [items_of(card, row, span) for span in spans(card)]
    order = sorted(range(len(card.counties)), key=lambda n: _gap_order(panels[0][n]))
    panels = [[items[n] for n in order] for items in panels]
    lined = any(alt_texts.shared_standard(items) is not None for items in panels)
    with style.theme():
        regions = [item.region for item in panels[0]]
        sheet = new_canvas(regions, _keys(panels, named), head=40 if lined else 26)
        wide = (WIDTH - sheet.left + GUTTER) / len(panels)
        limits = _limits(panels, together=named.unit == "%")
        for n, items in enumerate(panels):
            ax = sheet.add_axes(n * wide, wide - GUTTER - GAPS)
            ax.set_xlim(limits[n])
            _draw_gaps(ax, items)
            _draw_head(ax, card.period.span_label(items[0].span), named, up=25 if lined else 11)
            _draw_dumbbells(ax, items, named)
            if n == 0:
                draw_names(ax, sheet.names)
            if any(map(alt_texts.compared, items)):
                label = f"{named.value}（{named.unit}）"
                draw_scale(ax, label, most=9 if len(panels) == 1 else 5)
        return to_chart(sheet.figure, name=row.code, alt=alt_texts.indicator_alt(card, row))


def _gap_order(item: Item) -> tuple[bool, Decimal]:
    return item.gap is None, -(item.gap or Decimal(0))


def _side(item: Item) -> str:
    if item.gap is None:
        return OPEN
    return ABOVE if item.gap > 0 else BELOW if item.gap < 0 else EQUAL


def _keys(panels: Sequence[Sequence[Item]], named: terms.Names) -> list[Key]:
    """The legend: above and below always, the rest where it occurs."""
    items = [item for panel in panels for item in panel if alt_texts.compared(item)]
    undecided = dict.fromkeys(
        vocabulary.STATUSES[item.status] for item in items if item.gap is None
    )
    labels = {
        ABOVE: f"高于{named.standard}",
        BELOW: f"低于{named.standard}",
        EQUAL: f"与{named.standard}持平",
        OPEN: "、".join(undecided),
    }
    present = {ABOVE, BELOW, *map(_side, items)}
    keys = [Key(named.value + labels[s], s, SIDES[s]) for s in SIDES if s in present]
    drawn = [panel for panel in panels if any(map(alt_texts.compared, panel))]
    if any(alt_texts.shared_standard(panel) is None for panel in drawn):
        keys.append(Key(named.standard, TICK, style.INK, 9))
    return keys


def _limits(panels: Sequence[Sequence[Item]], *, together: bool) -> list[tuple[float, float]]:
    """Limits of each panel; the same ones where ``together`` and the panels are alike enough."""
    found = []
    for items in panels:
        numbers = [float(n) for item in items for n in alt_texts.compared(item) or ()]
        found.append((min(numbers, default=0.0), max(numbers, default=0.0)))
    sizes = [high - low for low, high in found]
    # a rate over a small base would press the other panel into a point
    if together and max(sizes) <= 2.5 * min(sizes):
        found = [(min(low for low, _ in found), max(high for _, high in found))] * len(found)
    pads = [0.05 * (high - low) or max(abs(high), 1.0) * 0.1 for low, high in found]
    return [(low - pad, high + pad) for (low, high), pad in zip(found, pads, strict=True)]


def _draw_head(ax: Axes, label: str, named: terms.Names, *, up: float) -> None:
    """The span at the left, the gaps' unit at the right, ``up`` points above the panel."""
    write(ax, 0, 1, label, coords=WITHIN, dy=-up, size=10)
    gaps = f"差距（{named.gap_unit}）"
    place = {"coords": WITHIN, "dx": GAPS, "dy": -up, "align": "right"}
    write(ax, 1, 1, gaps, **place, **QUIET)


def _draw_gaps(ax: Axes, items: Sequence[Item]) -> None:
    """The gaps at the right, and a faint line along each row, which leads the eye there."""
    low, high = ax.get_xlim()
    count = len(items)
    faint = {"color": style.FAINT, "linewidth": 0.8, "zorder": 1}
    draw_segments(ax, [low] * count, [high] * count, range(count), **faint)
    for y, item in enumerate(items):
        write(ax, 1, y, alt_texts.gap(item), coords=LEFT, dx=GAPS, align="right")


def _draw_dumbbells(ax: Axes, items: Sequence[Item], named: terms.Names) -> None:
    """Markers at the values, joined to their standards; one line where all share the standard."""
    drawn = [
        (y, _side(item), float(pair[0]), float(pair[1]))
        for y, item in enumerate(items)
        if (pair := alt_texts.compared(item))
    ]
    if not drawn:
        return
    low, high = ax.get_xlim()
    if low < 0 < high:
        ax.axvline(0, color=style.LINE, linewidth=0.9, zorder=1)
    for side, color in SIDES.items():
        rows = [(y, value, standard) for y, which, value, standard in drawn if which == side]
        if rows:
            ys, values, standards = zip(*rows, strict=True)
            draw_segments(ax, standards, values, ys, color=color, linewidth=2, alpha=0.45)
            draw_marks(ax, values, ys, side, size=7.5, color=color)
    shared = alt_texts.shared_standard(items)
    if shared is None:
        ys, _, _, standards = zip(*drawn, strict=True)
        draw_marks(ax, standards, ys, TICK, size=9.5, color=style.INK)
    else:
        ax.axvline(float(shared), color=style.INK, linewidth=1.1, zorder=3)
        write_above(ax, float(shared), alt_texts.standard(items, named, shared))
