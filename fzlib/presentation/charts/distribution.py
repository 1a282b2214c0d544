"""Comparable enterprises by classes of growth, as a histogram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import seaborn as sns

from fzlib.analysis.enterprises.spread import GrowthClass
from fzlib.presentation.charts import canvas, style
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import write
from fzlib.presentation.enterprises.growth_classes import class_label, class_side
from fzlib.presentation.enterprises.growth_words import distribution_alt
from fzlib.presentation.wording import NONE, fixed
from fzlib.scoring.rounding import percent

RIGHT = 90  # points, for 1234户（12.34%）
COLORS = {-1: style.VERMILION, 0: style.SOFT, 1: style.NAVY}  # each class is named: no legend


def growth_distribution(classes: Sequence[GrowthClass], label: str) -> str:
    """A bar a class, the largest fall first: how many enterprises, and their share in %.

    The classes at both ends are open, so that no single rate draws the others together. ``label``:
    of the span, as 5月.
    """
    counts = [len(own.firms) for own in classes]
    total = sum(counts)
    with style.theme():
        sheet = canvas.new_canvas([class_label(own) for own in classes], [], head=4)
        ax = sheet.add_axes(0, canvas.WIDTH - sheet.left - RIGHT)
        ax.set_xlim(0, max([*counts, 1]))
        rows = list(range(len(classes)))
        sides = [class_side(own) for own in classes]
        look: dict[str, Any] = {"discrete": True, "shrink": 0.72, "alpha": 1, "linewidth": 0}
        sns.histplot(
            y=rows, weights=counts, hue=sides, palette=COLORS, multiple="stack", legend=False,
            ax=ax, **look,
        )  # fmt: skip
        ax.axvline(0, color=style.LINE, linewidth=0.9)
        canvas.draw_names(ax, sheet.names)
        for y, count in enumerate(counts):
            share = fixed(percent(count, total, 2), 2) if total else NONE
            write(ax, count, y, f"{count}户（{share}%）", dx=4)
        canvas.draw_scale(ax, "可比企业数（户）", most=7)
        return to_svg(sheet.figure, name="distribution", alt=distribution_alt(classes, label))
