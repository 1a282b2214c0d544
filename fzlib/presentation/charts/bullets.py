"""Tasks as bullet bars: how much of each target is done, against 时间进度."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.presentation.charts import canvas, style
from fzlib.presentation.charts.canvas import LegendKey
from fzlib.presentation.charts.svg import to_svg
from fzlib.presentation.charts.svg_texts import WITHIN, write
from fzlib.presentation.goals import bullet_texts
from fzlib.presentation.goals.standings import BEHIND
from fzlib.presentation.lots import evenly
from fzlib.presentation.wording import fixed, signed

MOST = 24  # bars of a chart: it fits on a page with its caption
RIGHT = 124  # points, the columns of the numbers
END = 120.0  # %: what is longer is cut, its number stands at the right
FULL = 100.0
BAR: dict[str, Any] = {"height": 0.5, "linewidth": 0.6, "zorder": 2}
AHEAD = LegendKey("已达到目标或符合时间进度", "s", style.NAVY, 8)
LATE = LegendKey("落后", "s", style.YELLOW, 8, "////")
SCHEDULE = LegendKey("时间进度", canvas.TICK, style.INK, 9)
CUT = LegendKey("超过120%，未按比例画出", ">", style.INK, 5)


def bullet_charts(rows: Sequence[TaskProgress]) -> list[str]:
    """``rows``: with progress and schedule, %. Several charts where they are many, evenly."""
    return [_chart(lot) for lot in evenly(rows, MOST)]


def _chart(rows: Sequence[TaskProgress]) -> str:
    with style.theme():
        sheet = canvas.new_canvas([row.task.name for row in rows], _keys(rows), head=26)
        ax = sheet.add_axes(0, canvas.WIDTH - sheet.left - RIGHT)
        ax.set_xlim(0, END)
        _draw_bars(ax, rows)
        _draw_schedules(ax, rows)
        canvas.draw_names(ax, sheet.names)
        _draw_numbers(ax, rows)
        canvas.draw_scale(ax, "完成目标的比例（%）", most=7)
        return to_svg(sheet.figure, name="bullets", alt=bullet_texts.alt(rows))


def _keys(rows: Sequence[TaskProgress]) -> list[LegendKey]:
    """Those that occur."""
    late = [row.status in BEHIND for row in rows]
    occurs = {AHEAD: not all(late), LATE: any(late), SCHEDULE: True, CUT: any(map(_is_cut, rows))}
    return [key for key, shown in occurs.items() if shown]


def _length(row: TaskProgress) -> float:
    return float(row.progress or 0)


def _is_cut(row: TaskProgress) -> bool:
    return _length(row) > END


def _draw_bars(ax: Axes, rows: Sequence[TaskProgress]) -> None:
    """The way to the target as a faint ground, what is done of it as a bar upon it."""
    ys = range(len(rows))
    ax.barh(ys, [FULL] * len(rows), height=0.78, color=style.FAINT, linewidth=0, zorder=1)
    for key in (AHEAD, LATE):
        own = [y for y in ys if (rows[y].status in BEHIND) == (key is LATE)]
        lengths = [min(max(_length(rows[y]), 0.0), END) for y in own]
        look: dict[str, Any] = {"color": key.color, "edgecolor": style.edge_of(key.color)}
        ax.barh(own, lengths, **look, **BAR)
        if key.pattern and own:
            ax.barh(own, lengths, **(BAR | {"zorder": 2.1} | canvas.pattern_look(key)))
    cut = [y for y in ys if _is_cut(rows[y])]
    canvas.draw_marks(ax, [END] * len(cut), cut, CUT.marker, size=CUT.size, color=CUT.color)
    ax.axvline(0, color=style.LINE, linewidth=0.9)
    ax.axvline(FULL, color=style.INK, linewidth=0.9, dashes=(4, 2), zorder=3)
    canvas.write_above(ax, FULL, "目标")


def _draw_schedules(ax: Axes, rows: Sequence[TaskProgress]) -> None:
    """A stroke through each row: bar and stroke are told apart without colour."""
    for y, row in enumerate(rows):
        if row.schedule is not None:
            ax.plot(
                [float(row.schedule)] * 2, [y - 0.39, y + 0.39],
                color=style.INK, linewidth=2.2, zorder=4, solid_capstyle="butt",
            )  # fmt: skip


def _draw_numbers(ax: Axes, rows: Sequence[TaskProgress]) -> None:
    """完成 and 差距 at the right, under their names."""
    for at, title in ((68.0, "完成（%）"), (RIGHT - 2.0, "差距")):
        write(ax, 1, 1, title, coords=WITHIN, dx=at, dy=-8, align="right", **canvas.QUIET)
        for y, row in enumerate(rows):
            number = fixed(row.progress, 2) if title != "差距" else signed(row.gap, 2)
            write(ax, END, y, number, dx=at, align="right")
