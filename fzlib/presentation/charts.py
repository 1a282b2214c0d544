"""Charts of a card. Their numbers stand in tables; a chart shows what leads, lags and is missing.

Matplotlib and seaborn are loaded with this module, so it is imported only where a chart is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes

from fzlib.analysis.summary import base_total, items_of, spans
from fzlib.presentation import style, terms
from fzlib.presentation.chart_words import (
    gap_text,
    indicator_alt,
    segment_label,
    standard_label,
    totals_alt,
    why_no_total,
)
from fzlib.presentation.style import Key
from fzlib.presentation.svg import to_svg
from fzlib.presentation.wording import fixed, points
from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import Status
from fzlib.scoring.rulebook import Indicator

SEGMENTS = {
    "va_growth": style.NAVY,
    "output_growth": style.SKY,
    "increment": style.VERMILION,
    "contribution": style.YELLOW,
}
# markers: the side of the standard is told by shape, colour only repeats it
ABOVE, BELOW, EQUAL, OPEN = "^", "v", "o", "D"
SIDES = {ABOVE: style.NAVY, BELOW: style.VERMILION, EQUAL: style.INK, OPEN: style.SOFT}

GAPS = 52  # points, the column of the gaps at the right of a panel
GUTTER = 20
SCALE = 32  # below the axes


@dataclass(frozen=True)
class Chart:
    """A drawn chart: an inline <svg>, what it shows in words, and its size in points."""

    svg: str
    alt: str
    width: float
    height: float


def totals_chart(card: Card) -> Chart:
    """Every county's total (分) as a bar of its indicators, by rank, with a line at 基准分.

    A county without total has no bar, which would look like a low score: it says why instead.
    """
    with style.theme():
        return _totals_chart(card)


def indicator_chart(card: Card, code: str) -> Chart:
    """Value against standard of one indicator, a panel a span, counties by the first panel's gap.

    The gap (百分点 or %) stands at the right; an item without gap says 缺数, 暂停计分 or 待审定
    there. Raises KeyError where the rule book has no such indicator.
    """
    row = {row.code: row for row in card.book.indicators}[code]
    with style.theme():
        return _indicator_chart(card, row)


def _margin(regions: Sequence[str]) -> tuple[list[str], float]:
    """The counties' names, the longest ones cut, and the points they need at the left."""
    names = [style.shortened(region, 130) for region in regions]
    return names, max(style.width_of(name) for name in names) + 10


def _row_height(count: int) -> float:
    # 40 counties still fit on a page
    return 19 if count <= 20 else 15.5


# ---- totals -----------------------------------------------------------------------------------


def _totals_chart(card: Card) -> Chart:
    names, left = _margin(card.ranked)
    left += 18  # the rank
    wide, tall = style.WIDTH - left - 6, _row_height(len(names)) * len(names)
    base, parts = base_total(card), {region: _parts(card, region) for region in card.ranked}
    keys = [Key(segment_label(card, r), "s", SEGMENTS[r.code], 8) for r in card.book.indicators]
    if any(part < 0 for row in parts.values() for part in row):
        keys.append(Key("总分（有负分项）", OPEN, style.INK, 5))
    rows = style.key_rows(keys, wide)
    top = 14 * len(rows) + (8 if base is None else 22)
    height = top + tall + SCALE
    figure, sheet = style.new_sheet(height)
    style.draw_keys(sheet, left, 0, rows)
    ax = style.new_axes(figure, left, top, wide, tall)
    ends = _draw_bars(ax, card, parts)

    low, high = min(ax.dataLim.x0, 0), max(*ends.values(), float(base or 0)) or 1.0
    room = 10 + max(style.width_of(fixed(total, 2)) for total in card.totals.values())
    unit = (high - low) / (wide - room - 4)  # 分 a point
    ax.set(xlim=(low - 4 * unit * (low < 0), high + room * unit), ylim=(len(names) - 0.5, -0.5))
    ax.axvline(0, color=style.LINE, linewidth=0.9)
    if base is not None:
        ax.axvline(float(base), color=style.INK, linewidth=0.9, dashes=(4, 2))
        label = f"基准分{points(base)}"
        style.write(ax, float(base), 1, label, coords=style.TOP, dy=-8, align="center", size=8.5)
    for y, (region, name) in enumerate(zip(card.ranked, names, strict=True)):
        total, end = card.totals[region], ends[region]
        style.write(ax, 0, y, name, coords=style.LEFT, dx=-6, align="right")
        if total is None:
            reason = f"— 无总分（{why_no_total(card, region)}）"
            style.write(ax, 0, y, reason, dx=4, color=style.SOFT)
            continue
        rank = str(card.ranks[region])
        style.write(ax, 0, y, rank, coords=style.LEFT, dx=14 - left, align="right", **style.QUIET)
        if min(parts[region]) < 0:
            ax.scatter(float(total), y, s=20, marker=OPEN, color=style.INK, zorder=4)
        text = fixed(total, 2)
        if base is not None and end <= base < end + (style.width_of(text) + 7) * unit:
            end = float(base)  # or the line would run through the number
        style.write(ax, end, y, text, dx=4)
    style.draw_scale(ax, "得分（分）", most=8)
    alt = totals_alt(card)
    return Chart(to_svg(figure, name="totals", alt=alt), alt, style.WIDTH, height)


def _parts(card: Card, region: str) -> list[float]:
    """Points of each indicator, its spans together; zeros for a county without total."""
    items = card.of(region) if card.totals[region] is not None else ()
    return [
        float(sum(item.points or 0 for item in items if item.indicator == row))
        for row in card.book.indicators
    ]


def _draw_bars(ax: Axes, card: Card, parts: Mapping[str, Sequence[float]]) -> dict[str, float]:
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
            color=SEGMENTS[row.code],
            edgecolor="white",
            linewidth=0.6,
            zorder=2,
        )
    return right


# ---- one indicator ----------------------------------------------------------------------------


def _indicator_chart(card: Card, row: Indicator) -> Chart:
    words = terms.names(row, card.panel.dataset.word)
    panels = [items_of(card, row, span) for span in spans(card)]
    order = sorted(range(len(card.counties)), key=lambda n: _gap_order(panels[0][n]))
    panels = [[items[n] for n in order] for items in panels]
    names, left = _margin([item.region for item in panels[0]])
    line = _row_height(len(names))
    rows = style.key_rows(_keys(panels, words), style.WIDTH - left)
    lined = any(_shared(items) is not None for items in panels)
    top = 14 * len(rows) + (40 if lined else 26)
    height = top + line * len(names) + SCALE
    figure, sheet = style.new_sheet(height)
    style.draw_keys(sheet, left, 0, rows)
    wide = (style.WIDTH - left - GUTTER * (len(panels) - 1)) / len(panels)
    limits = _limits(panels, together=words.unit == "%")
    for n, items in enumerate(panels):
        at = left + n * (wide + GUTTER)
        ax = style.new_axes(figure, at, top, wide - GAPS, line * len(names))
        ax.set(xlim=limits[n], ylim=(len(names) - 0.5, -0.5), yticks=range(len(names)))
        ax.grid(visible=True, axis="y")
        style.write(sheet, at, 14 * len(rows) + 15, card.period.span_label(items[0].span), size=10)
        gaps = f"差距（{words.gap_unit}）"
        style.write(sheet, at + wide, 14 * len(rows) + 15, gaps, align="right", **style.QUIET)
        for y, item in enumerate(items):
            style.write(sheet, at + wide, top + line * (y + 0.5), gap_text(item), align="right")
        if any(_drawn(item) for item in items):
            _draw_dumbbells(ax, items, words)
            label = f"{words.value}（{words.unit}）"
            style.draw_scale(ax, label, most=5 if len(panels) > 1 else 9)
    for y, name in enumerate(names):
        style.write(sheet, left - 6, top + line * (y + 0.5), name, align="right")
    alt = indicator_alt(card, row)
    return Chart(to_svg(figure, name=row.code, alt=alt), alt, style.WIDTH, height)


def _gap_order(item: Item) -> tuple[bool, Decimal]:
    return item.gap is None, -(item.gap or Decimal(0))


def _drawn(item: Item) -> bool:
    """Whether value and standard are there to be compared."""
    known = item.value is not None and item.standard is not None
    return known and item.status not in (Status.MISSING, Status.SUSPENDED)


def _side(item: Item) -> str:
    if item.gap is None:
        return OPEN
    return ABOVE if item.gap > 0 else BELOW if item.gap < 0 else EQUAL


def _keys(panels: Sequence[Sequence[Item]], words: terms.Names) -> list[Key]:
    """The legend: the two sides always, the rest where it occurs."""
    items = [item for panel in panels for item in panel if _drawn(item)]
    labels = {
        ABOVE: f"高于{words.standard}",
        BELOW: f"低于{words.standard}",
        EQUAL: f"与{words.standard}持平",
    }
    open_ = {terms.STATUSES[item.status]: None for item in items if item.gap is None}
    labels[OPEN] = "、".join(open_)
    present = {ABOVE, BELOW, *map(_side, items)}
    keys = [Key(f"{words.value}{labels[s]}", s, SIDES[s]) for s in SIDES if s in present]
    if any(_shared(panel) is None for panel in panels if any(map(_drawn, panel))):
        keys.append(Key(words.standard, "|", style.INK, 9))
    return keys


def _shared(items: Sequence[Item]) -> Decimal | None:
    """The standard where it is one for all."""
    standards = {item.standard for item in items if _drawn(item)}
    return standards.pop() if len(standards) == 1 else None


def _limits(panels: Sequence[Sequence[Item]], *, together: bool) -> list[tuple[float, float]]:
    """Limits of each panel; the same ones where ``together`` and the panels are alike enough."""
    found = []
    for items in panels:
        drawn = [i for i in items if _drawn(i)]
        numbers = [float(n) for i in drawn for n in (i.value, i.standard) if n is not None]
        found.append((min(numbers, default=0.0), max(numbers, default=0.0)))
    sizes = [high - low for low, high in found]
    if together and max(sizes) <= 2.5 * min(sizes):
        found = [(min(low for low, _ in found), max(high for _, high in found))] * len(found)
    pads = [0.05 * (high - low) or max(abs(high), 1.0) * 0.1 for low, high in found]
    return [(low - pad, high + pad) for (low, high), pad in zip(found, pads, strict=True)]


def _draw_dumbbells(ax: Axes, items: Sequence[Item], words: terms.Names) -> None:
    """Markers at the values, joined to their standards; one line where all share the standard."""
    drawn = [
        (y, item, float(item.value), float(item.standard))
        for y, item in enumerate(items)
        if _drawn(item)
    ]  # type: ignore[arg-type]
    low, high = ax.get_xlim()
    if low < 0 < high:
        ax.axvline(0, color=style.LINE, linewidth=0.9, zorder=1)
    for side, color in SIDES.items():
        rows = [(y, value, standard) for y, item, value, standard in drawn if _side(item) == side]
        if rows:
            ys, values, standards = zip(*rows, strict=True)
            ax.hlines(ys, standards, values, color=color, linewidth=2, alpha=0.45, zorder=2)
            ax.scatter(values, ys, s=42, marker=side, color=color, zorder=4, linewidth=0)
    shared = _shared(items)
    if shared is None:
        ys, marks = [y for y, *_ in drawn], [standard for *_, standard in drawn]
        ax.scatter(marks, ys, s=90, marker="|", color=style.INK, linewidth=1.6, zorder=3)
        return
    ax.axvline(float(shared), color=style.INK, linewidth=1.1, zorder=3)
    label = standard_label(items, words, shared)
    style.write(ax, float(shared), 1, label, coords=style.TOP, dy=-8, align="center", size=8.5)
