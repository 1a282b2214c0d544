"""Growth of output by division and county, as a heat map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_hex

from fzlib.enterprises.divisions import DIVISIONS
from fzlib.presentation.charts import canvas, style
from fzlib.presentation.charts.canvas import LegendKey
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import WITHIN, write
from fzlib.presentation.enterprises.growth_table import GrowthGrid
from fzlib.presentation.enterprises.growth_words import heatmap_alt
from fzlib.presentation.lots import evenly
from fzlib.presentation.wording import NONE, sign, signed

MOST = 14  # counties of a chart: a cell still holds +12.3
LINE, HEAD = 11, 30  # points: a line of a county's name; two of them above the rows
WHOLE_FROM = 10  # %: from here on without decimals, for which a cell has no room
END = 1000  # %: more is told as more
Cells = Mapping[tuple[int, int], Fraction | None]  # column and row -> growth, %


class Shade(NamedTuple):
    """A class of growth: its name, and the ground of its cells."""

    label: str
    color: str


# As far from white as growth is from 0, and alike on both sides: in grey the sign is told by the
# number alone. The classes are fixed: a cell of +500 % takes no colour from the others.
BOUNDS = (10, 30)  # %, of the size of a growth or fall
_FALL, _GAIN = (sns.light_palette(color, 8) for color in (style.VERMILION, style.NAVY))
SHADES = {
    -3: Shade("下降30%及以上", to_hex(_FALL[6])),
    -2: Shade("下降10%至30%", to_hex(_FALL[4])),
    -1: Shade("下降10%以内", to_hex(_FALL[2])),
    0: Shade("持平", style.ADDED[0]),
    1: Shade("增长10%以内", to_hex(_GAIN[1])),
    2: Shade("增长10%至30%", to_hex(_GAIN[3])),
    3: Shade("增长30%及以上", to_hex(_GAIN[6])),
}
DARK = (3,)  # grounds that white is read on


def shade_of(rate: Fraction) -> int:
    """A key of `SHADES`."""
    return sign(rate) * (1 + sum(abs(rate) >= bound for bound in BOUNDS))


def growth_heatmaps(grid: GrowthGrid, label: str) -> list[str]:
    """A row a division, a column a county; in each cell growth in %, its sign before it.

    A cell without an enterprise is blank, one whose growth cannot be computed has a dash. Several
    charts where the counties are many, evenly. ``label``: of the span, as 5月.
    """
    return [_chart(grid, counties, label) for counties in evenly(grid.counties, MOST)]


def _chart(grid: GrowthGrid, counties: Sequence[str], label: str) -> str:
    cells = {
        (x, y): grid.rates[county, division]
        for x, county in enumerate(counties)
        for y, division in enumerate(grid.divisions)
        if (county, division) in grid.rates
    }
    with style.theme():
        names = [DIVISIONS[division] for division in grid.divisions]
        sheet = canvas.new_canvas(names, _keys(cells), head=HEAD)
        # cells begin and end at whole points: fewer digits in a drawing of hundreds
        left = ceil(sheet.left)
        width = floor((canvas.WIDTH - left) / max(len(counties), 1))
        ax = sheet.add_axes(left - sheet.left, width * len(counties))
        _draw_cells(ax, cells, len(counties), len(names))
        _draw_numbers(ax, cells)
        canvas.draw_names(ax, sheet.names, middle=0.5)
        write(
            ax, 0.5, 0, "各格为产值增速（%）", coords=WITHIN, dy=16, align="center", **canvas.QUIET
        )
        for x, county in enumerate(counties):
            for up, part in enumerate(reversed(_lines(county, width))):
                place = {"coords": canvas.TOP, "dy": -8 - LINE * up, "align": "center"}
                write(ax, x + 0.5, 1, part, size=style.SMALL, **place)
        return to_svg(sheet.figure, name="heatmap", alt=heatmap_alt(grid, counties, label))


def _keys(cells: Cells) -> list[LegendKey]:
    """The classes that occur."""
    present = {shade_of(rate) for rate in cells.values() if rate is not None}
    return [LegendKey(SHADES[n].label, "s", SHADES[n].color, 8) for n in sorted(present)]


def _draw_cells(ax: Axes, cells: Cells, across: int, down: int) -> None:
    """The grounds of the cells, and faint lines that keep blank ones in their rows."""
    shades = np.full((down, across), np.nan)
    for (x, y), rate in cells.items():
        if rate is not None:
            shades[y, x] = shade_of(rate)
    colors = ListedColormap([shade.color for shade in SHADES.values()])
    look: dict[str, Any] = {"cmap": colors, "vmin": min(SHADES), "vmax": max(SHADES)}
    bare: dict[str, Any] = {"cbar": False, "xticklabels": False, "yticklabels": False}
    sns.heatmap(shades, ax=ax, clip_on=False, **look, **bare)
    _draw_lines(ax, across, down)


def _draw_lines(ax: Axes, across: int, down: int) -> None:
    """Around all cells, as one path."""
    gap = float("nan")
    xs = [x for _ in range(down + 1) for x in (0, across, gap)]
    xs += [x for own in range(across + 1) for x in (own, own, gap)]
    ys = [y for own in range(down + 1) for y in (own, own, gap)]
    ys += [y for _ in range(across + 1) for y in (0, down, gap)]
    ax.plot(xs, ys, color=style.FAINT, linewidth=0.8, clip_on=False)


def _draw_numbers(ax: Axes, cells: Cells) -> None:
    """Each in the ink that its ground is read with; those of one ink together (`svg.MANY`)."""
    for is_dark, color in ((False, style.INK), (True, "white")):
        look = {"align": "center", "size": style.SMALL, "color": color}
        for (x, y), rate in cells.items():
            if (rate is not None and shade_of(rate) in DARK) == is_dark:
                write(ax, x + 0.5, y + 0.5, shown(rate), **look)


def shown(rate: Fraction | None) -> str:
    """+0.3, −12, >1000: as a cell holds it."""
    if rate is None:
        return NONE
    if rate >= END:
        return f">{END}"
    return signed(rate, 0 if abs(rate) >= WHOLE_FROM else 1)


def _lines(name: str, width: float) -> list[str]:
    """A county's name in one line or two, cut where it is longer."""
    signs = max(1, int(width // style.SMALL))
    rest = name[signs:]
    return [name[:signs], *([style.shortened(rest, width)] if rest else [])]
