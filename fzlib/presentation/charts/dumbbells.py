"""One indicator: each county's value joined to its standard."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from fzlib.analysis.summary import items_of, spans
from fzlib.presentation import terms
from fzlib.presentation.charts import alt_texts, canvas, style
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import WITHIN, write
from fzlib.presentation.wording import sign
from fzlib.scoring.card import Card, Item
from fzlib.vocabulary import PERCENT_UNIT, STATUSES, IndicatorTerms

# markers: shape tells the side of the standard, colour only repeats it
ABOVE, BELOW, EQUAL, OPEN = "^", "v", "o", "D"
SIDES = {ABOVE: style.NAVY, BELOW: style.VERMILION, EQUAL: style.INK, OPEN: style.SOFT}

GAPS = 52  # points, the column of the gaps at the right of a panel
GUTTER = 20


def indicator_chart(card: Card, code: str) -> str:
    """Value against standard of one indicator, a panel a span, counties by the first panel's gap.

    The gap (百分点 or %) stands at the right; an item without gap says 缺数, 暂停计分, 待审定 or
    已审定 there. Raises KeyError where the rule book has no such indicator.
    """
    row = {row.code: row for row in card.book.indicators}[code]
    words = terms.names(row, card.panel.dataset.output)
    rows = zip(*(items_of(card, row, span) for span in spans(card)), strict=True)
    by_gap = sorted(rows, key=lambda items: (items[0].gap is None, -(items[0].gap or 0)))
    panels = list(zip(*by_gap, strict=True))
    lined = any(alt_texts.shared_standard(items) is not None for items in panels)
    with style.theme():
        regions = [item.region for item in panels[0]]
        sheet = canvas.new_canvas(regions, _keys(panels, words), head=40 if lined else 26)
        wide = (canvas.WIDTH - sheet.left + GUTTER) / len(panels)
        limits = _limits(panels, together=words.unit == PERCENT_UNIT)
        for n, items in enumerate(panels):
            ax = sheet.add_axes(n * wide, wide - GUTTER - GAPS)
            ax.set_xlim(limits[n])
            _draw_gaps(ax, items)
            _draw_head(ax, card.period.span_label(items[0].span), words, up=25 if lined else 11)
            _draw_dumbbells(ax, items, words)
            if n == 0:
                canvas.draw_names(ax, sheet.names)
            if alt_texts.comparable(items):
                label = f"{words.value}（{words.unit}）"
                canvas.draw_scale(ax, label, most=9 if len(panels) == 1 else 5)
        return to_svg(sheet.figure, name=row.code, alt=alt_texts.indicator_alt(card, row))


def _side(item: Item) -> str:
    return OPEN if item.gap is None else {1: ABOVE, 0: EQUAL, -1: BELOW}[sign(item.gap)]


def _keys(panels: Sequence[Sequence[Item]], words: IndicatorTerms) -> list[canvas.LegendKey]:
    """The legend: above and below always, the rest where it occurs."""
    items = [panel[row] for panel in panels for row in alt_texts.comparable(panel)]
    undecided = dict.fromkeys(STATUSES[item.status] for item in items if item.gap is None)
    labels = {
        ABOVE: f"高于{words.standard}",
        BELOW: f"低于{words.standard}",
        EQUAL: f"与{words.standard}持平",
        OPEN: "、".join(undecided),
    }
    present = {ABOVE, BELOW, *map(_side, items)}
    keys = [canvas.LegendKey(words.value + labels[s], s, SIDES[s]) for s in SIDES if s in present]
    if any(alt_texts.comparable(p) and alt_texts.shared_standard(p) is None for p in panels):
        keys.append(canvas.LegendKey(words.standard, canvas.TICK, style.INK, 9))
    return keys


def _limits(panels: Sequence[Sequence[Item]], *, together: bool) -> list[tuple[float, float]]:
    """Limits of each panel; the same ones where ``together`` and the panels are alike enough."""
    limits = []
    for items in panels:
        numbers = [float(n) for pair in alt_texts.comparable(items).values() for n in pair]
        limits.append((min(numbers, default=0.0), max(numbers, default=0.0)))
    sizes = [high - low for low, high in limits]
    # a rate over a small base would press the other panel into a point
    if together and max(sizes) <= 2.5 * min(sizes):
        lows, highs = zip(*limits, strict=True)
        limits = [(min(lows), max(highs))] * len(panels)
    pads = [0.05 * (high - low) or max(abs(high), 1.0) * 0.1 for low, high in limits]
    return [(low - pad, high + pad) for (low, high), pad in zip(limits, pads, strict=True)]


def _draw_head(ax: Axes, label: str, words: IndicatorTerms, *, up: float) -> None:
    """The span at the left, the gaps' unit at the right, ``up`` points above the panel."""
    write(ax, 0, 1, label, coords=WITHIN, dy=-up, size=10)
    place = {"coords": WITHIN, "dx": GAPS, "dy": -up, "align": "right"}
    write(ax, 1, 1, f"差距（{words.gap_unit}）", **place, **canvas.QUIET)


def _draw_gaps(ax: Axes, items: Sequence[Item]) -> None:
    """The gaps at the right, and a faint line along each row, which leads the eye there."""
    low, high = ax.get_xlim()
    count = len(items)
    faint = {"color": style.FAINT, "linewidth": 0.8, "zorder": 1}
    canvas.draw_segments(ax, [low] * count, [high] * count, range(count), **faint)
    for y, item in enumerate(items):
        write(ax, 1, y, alt_texts.gap(item), coords=canvas.LEFT, dx=GAPS, align="right")


def _draw_dumbbells(ax: Axes, items: Sequence[Item], words: IndicatorTerms) -> None:
    """Markers at the values, joined to their standards; one line where all share the standard."""
    pairs = alt_texts.comparable(items)
    if not pairs:
        return
    values, standards = ({y: float(pair[n]) for y, pair in pairs.items()} for n in (0, 1))
    low, high = ax.get_xlim()
    if low < 0 < high:
        ax.axvline(0, color=style.LINE, linewidth=0.9, zorder=1)
    for side, color in SIDES.items():
        rows = [y for y in pairs if _side(items[y]) == side]
        if rows:
            starts, ends = [standards[y] for y in rows], [values[y] for y in rows]
            canvas.draw_segments(ax, starts, ends, rows, color=color, linewidth=2, alpha=0.45)
            canvas.draw_marks(ax, ends, rows, side, size=7.5, color=color)
    shared = alt_texts.shared_standard(items)
    if shared is None:
        marks = list(standards.values()), list(standards)
        canvas.draw_marks(ax, *marks, canvas.TICK, size=9.5, color=style.INK)
    else:
        ax.axvline(float(shared), color=style.INK, linewidth=1.1, zorder=3)
        canvas.write_above(ax, float(shared), alt_texts.standard(items, words, shared))
