"""The enterprises that pull the city's growth up and down most, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import seaborn as sns
from matplotlib.axes import Axes

from fzlib.presentation.charts import canvas, style
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import write
from fzlib.presentation.enterprises.growth_words import pulls_alt
from fzlib.presentation.wording import signed

Pulled = Sequence[tuple[str, Fraction]]  # every digit
COLORS = {1: style.NAVY, -1: style.VERMILION}  # the side of 0 tells it too
PLACES = 2  # decimals of 百分点


def pulls_chart(up: Pulled, down: Pulled, label: str) -> str:
    """Name and 拉动 (百分点) of each, as listed: who pulls up, below them who pulls down.

    At least one is there. ``label``: of the span, as 5月.
    """
    rows = [*up, *down]
    values = [float(pull) for _, pull in rows]
    with style.theme():
        sheet = canvas.new_canvas([name for name, _ in rows], [], head=4)
        ax = sheet.add_axes(0, canvas.WIDTH - sheet.left - 6)
        _set_limits(ax, values)
        sides = [1] * len(up) + [-1] * len(down)
        look: dict[str, Any] = {"orient": "h", "saturation": 1, "width": 0.64, "linewidth": 0}
        bare: dict[str, Any] = {"legend": False, "errorbar": None, "dodge": False}
        ys = range(len(rows))  # by number: of two enterprises of one name each has its bar
        sns.barplot(x=values, y=ys, hue=sides, palette=COLORS, ax=ax, **look, **bare)
        ax.axvline(0, color=style.LINE, linewidth=0.9)
        if up and down:
            ax.axhline(len(up) - 0.5, color=style.LINE, linewidth=0.8, dashes=(2, 2))
        canvas.draw_names(ax, sheet.names)
        for y, (_, pull) in enumerate(rows):
            side: dict[str, Any] = {"dx": 4} if pull > 0 else {"dx": -4, "align": "right"}
            write(ax, float(pull), y, signed(pull, PLACES), **side)
        canvas.draw_scale(ax, "拉动（百分点）", most=7)
        return to_svg(sheet.figure, name="pulls", alt=pulls_alt(up, down, label))


def _set_limits(ax: Axes, values: Sequence[float]) -> None:
    """All bars and 0, and room for a number at both sides that have bars."""
    low, high = min([0.0, *values]), max([0.0, *values])
    room = style.width_of("+00.00") + 8
    sides = (low < 0) + (high > 0)
    unit = ((high - low) or 1) / (canvas.points_wide(ax) - room * sides)
    ax.set_xlim(low - room * unit * (low < 0), (high or (not low)) + room * unit * (high > 0))
