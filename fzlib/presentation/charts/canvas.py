"""What charts share: a figure with a legend, rows for counties, texts, marks and a scale.

Lengths are points: a chart is 180 mm wide on paper, so a 9 point text prints as one. Texts are set
on their baseline, never centred by measure: the same chart has the same bytes whatever other fonts
a machine has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from fzlib.presentation.charts.style import (
    FAINT,
    INK,
    NAVY,
    SMALL,
    SOFT,
    VERMILION,
    edge_of,
    shortened,
    width_of,
)
from fzlib.presentation.charts.svg_texts import DATA, WITHIN, write
from fzlib.presentation.wording import trimmed

WIDTH = 510  # 180 mm
MOST_LABEL = 150  # points of a legend's entry
SCALE = 32  # below the rows, for values and name of the axis

# where a text stands: x of the data and y of the axes, or the other way round
TOP, LEFT = (DATA[0], WITHIN[1]), (WITHIN[0], DATA[1])
QUIET: dict[str, Any] = {"size": SMALL, "color": SOFT}
TICK = "|"  # the mark of a standard


class LegendKey(NamedTuple):
    """An entry of a chart's legend; ``pattern``: of a square that stands for a part of a bar."""

    label: str
    marker: str
    color: str
    size: float = 7.0  # of the marker, points
    pattern: str = ""


Legend = list[tuple[int, float, LegendKey]]  # row, points from its left, entry


@dataclass(frozen=True)
class Canvas:
    """A figure with its legend, a margin for the counties' names and a row for each of them.

    ``left``, ``top`` and ``tall``, where the rows are, in points from the upper left corner.
    """

    figure: Figure
    names: list[str]
    left: float
    top: float
    tall: float

    def add_axes(self, at: float, width: float) -> Axes:
        """Bare axes beside the names, ``at`` points from their margin; the first row is y = 0."""
        whole = self.figure.get_figheight() * 72
        bottom = 1 - (self.top + self.tall) / whole
        box = ((self.left + at) / WIDTH, bottom, width / WIDTH, self.tall / whole)
        return bare_axes(self.figure, box, ylim=(len(self.names) - 0.5, -0.5))


def new_figure(tall: float) -> Figure:
    """A figure as wide as all, ``tall`` points high, without a ground."""
    figure = Figure(figsize=(WIDTH / 72, tall / 72))
    figure.patch.set_visible(False)
    return figure


def bare_axes(figure: Figure, box: tuple[float, float, float, float], **limits: Any) -> Axes:
    """Axes without frame, ticks and grid; what a chart has of these it draws itself."""
    ax = figure.add_axes(box, frameon=False, **limits)
    ax.set_axis_off()
    return ax


def new_canvas(
    regions: Sequence[str], keys: Sequence[LegendKey], *, head: float, before: float = 0
) -> Canvas:
    """``head`` points between legend and rows, ``before`` left of the names."""
    names = [shortened(region, 130) for region in regions]
    left = before + max(map(width_of, names)) + 10
    legend = _laid_out(keys, WIDTH - left)
    rows = 1 + max((row for row, _, _ in legend), default=-1)
    top = 14 * rows + head
    tall = len(names) * (19 if len(names) <= 20 else 15.5)  # 40 still fit on a page
    figure = new_figure(top + tall + SCALE)
    _draw_keys(figure, left, legend)
    return Canvas(figure, names, left, top, tall)


def points_wide(ax: Axes) -> float:
    """Width of axes in points."""
    return ax.get_position().width * WIDTH


def write_above(ax: Axes, x: float, text: str) -> None:
    """The label of an upright line at ``x``."""
    write(ax, x, 1, text, coords=TOP, dy=-8, size=SMALL, align="center")


def draw_names(ax: Axes, names: Sequence[str], *, middle: float = 0) -> None:
    """The counties' names, to the left of their rows; ``middle``: of the first row."""
    for y, name in enumerate(names):
        write(ax, 0, y + middle, name, coords=LEFT, dx=-6, align="right")


def draw_scale(ax: Axes, label: str, *, most: int) -> None:
    """At most about ``most`` values below the axes, and the axis' name below them."""
    low, high = ax.get_xlim()
    ticks = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    values = [float(value) for value in ticks if low <= value <= high]
    bottom, top = ax.get_ylim()
    ax.vlines(values, bottom, top, color=FAINT, linewidth=0.8, zorder=0.5, clip_on=False)
    for value in values:
        number = trimmed(Decimal(str(round(value, 6))))
        write(ax, value, 0, number, coords=TOP, dy=9, align="center", **QUIET)
    write(ax, 0.5, 0, label, coords=WITHIN, dy=23, align="center", **QUIET)


def _mark(marker: str, size: float, color: str) -> dict[str, Any]:
    """A tick is a stroke of its colour; the other markers keep apart by a thin edge."""
    edge, width = (color, 1.6) if marker == TICK else (edge_of(color), 0.5)
    look = {"marker": marker, "markersize": size, "color": color, "linestyle": "none"}
    return {**look, "markeredgecolor": edge, "markeredgewidth": width}


def draw_marks(
    ax: Axes, xs: Sequence[float], ys: Sequence[float], marker: str, *, size: float, color: str
) -> None:
    """Markers of ``size`` points (a scatter would take five times as long), above any tick."""
    zorder = 3 if marker == TICK else 4
    ax.plot(xs, ys, clip_on=False, zorder=zorder, **_mark(marker, size, color))


def draw_segments(
    ax: Axes, starts: Sequence[float], ends: Sequence[float], rows: Sequence[float], **line: Any
) -> None:
    """A horizontal line in each row; all are one path, which keeps a chart of 40 counties small."""
    gaps = [float("nan")] * len(rows)
    xs = np.column_stack([starts, ends, gaps]).ravel()
    ax.plot(xs, np.repeat(rows, 3), solid_capstyle="butt", clip_on=False, **line)


def pattern_look(key: LegendKey) -> dict[str, Any]:
    """A pattern over its colour: white lines on a dark one, dark lines on a light one."""
    dark = key.color in (NAVY, VERMILION)
    ink = "white" if dark else INK
    return {"facecolor": "none", "edgecolor": ink, "linewidth": 0, "hatch": key.pattern}


def _laid_out(keys: Sequence[LegendKey], width: float) -> Legend:
    """As many entries to a row as ``width`` holds."""
    legend: Legend = []
    row, at = 0, 0.0
    for key in keys:
        key = key._replace(label=shortened(key.label, MOST_LABEL))
        needed = 12 + width_of(key.label, SMALL)
        if at and at + needed > width:
            row, at = row + 1, 0.0
        legend.append((row, at, key))
        at += needed + 14
    return legend


def _draw_keys(figure: Figure, left: float, legend: Legend) -> None:
    """The legend at the upper edge; each row is 14 points high."""
    whole = figure.get_figheight() * 72
    for row, at, key in legend:
        x, y = (left + at + 4) / WIDTH, 1 - (14 * row + 7) / whole
        look = _mark(key.marker, key.size, key.color)
        figure.add_artist(Line2D([x], [y], transform=figure.transFigure, **look))
        if key.pattern:
            side = key.size / WIDTH, key.size / whole
            corner = x - side[0] / 2, y - side[1] / 2
            look = pattern_look(key) | {"transform": figure.transFigure, "zorder": 3}
            box = Rectangle(corner, *side, **look)
            figure.add_artist(box)
        write(figure, (left + at + 12) / WIDTH, y, key.label, **QUIET)
