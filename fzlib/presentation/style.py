"""How charts look: their settings, font, colours, texts, axes and legend.

Lengths are points: a chart is 180 mm wide on paper, so a 9 point text prints as one. Texts are set
on their baseline, never centred by measure: the same chart has the same bytes whatever other fonts
a machine has.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
from matplotlib.ticker import MaxNLocator

from fzlib.scoring.rounding import plain

WIDTH = 510  # 180 mm
TEXT, SMALL = 9.0, 8.5
LEAD = 0.37  # of a text's size: from the middle of its line down to its baseline
INK, SOFT, LINE, FAINT = "#1f2328", "#565d68", "#9aa1ab", "#e6e8ec"

# seaborn's tuning of the Okabe-Ito colours, the blue darkened: colour-blind readers tell these four
# apart, and so does everyone in grey, where their lightness is 60, 158, 119 and 212 of 255
_OKABE_ITO = sns.color_palette("colorblind")
SKY, VERMILION = (to_hex(_OKABE_ITO[n]) for n in (9, 3))
NAVY = to_hex(sns.dark_palette(_OKABE_ITO[0], 10)[6])
YELLOW = to_hex(sns.light_palette(_OKABE_ITO[8], 10)[8])

# where a text stands: x of the data and y of the axes, or the other way round
TOP, LEFT = ("data", "axes fraction"), ("axes fraction", "data")
QUIET: dict[str, Any] = {"size": SMALL, "color": SOFT}

# Noto Sans SC is what the drawing measures by; a reader's machine has one of these
FONT = "Noto Sans SC"
FONTS = (
    f"'{FONT}','Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',"
    "SimHei,sans-serif"
)


@cache
def font_file() -> str:
    """The font that the zhplot wheel carries, made known to matplotlib (once).

    zhplot itself is not imported: that would change matplotlib's settings for everybody.
    """
    spec = find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "缺少 zhplot（图表的中文字体在其中）；请按 requirements.lock 安装"
        )
    path = Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
    fontManager.addfont(path)
    return str(path)


@contextmanager
def theme() -> Iterator[None]:
    """The charts' settings, whatever the user's own are; everything is put back at the end."""
    font_file()
    own: dict[str, Any] = {
        **sns.axes_style("whitegrid"),
        # after the theme, which names a font of its own
        "font.family": FONT,
        "font.size": TEXT,
        "text.parse_math": False,  # a county may be called $x$
        "axes.unicode_minus": False,
        "svg.fonttype": "none",  # text stays text
        "svg.hashsalt": "fzlib",
        "grid.color": FAINT,
    }
    with mpl.style.context(["default", own]), warnings.catch_warnings():
        # a name may hold a character the font lacks; the reader's machine may well have it
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def shown(text: str) -> str:
    """A text as a chart can hold it: control characters, which XML refuses, become spaces."""
    return "".join(c if c.isprintable() else " " for c in text)


def width_of(text: str, size: float = TEXT) -> float:
    """Width in points, as set in Noto Sans SC."""
    font = get_font(font_file())
    font.set_size(size, 72)
    font.set_text(shown(text))
    return font.get_width_height()[0] / 64


def shortened(text: str, most: float, size: float = TEXT) -> str:
    """The text, cut with an ellipsis where it is wider than ``most`` points."""
    if width_of(text, size) <= most:
        return text
    while text and width_of(text + "…", size) > most:
        text = text[:-1]
    return text + "…"


def new_axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Bare axes, placed in points from the figure's upper left corner; only vertical grid lines."""
    whole = figure.get_figheight() * 72
    box = (left / WIDTH, 1 - (top + height) / whole, width / WIDTH, height / whole)
    ax = figure.add_axes(box)
    ax.patch.set_visible(False)
    ax.spines[:].set_visible(False)
    ax.tick_params(left=False, bottom=False, labelleft=False, labelbottom=False)
    ax.grid(visible=False, axis="y")
    return ax


def new_sheet(height: float) -> tuple[Figure, Axes]:
    """A figure, and axes over all of it whose coordinates are points from the upper left corner."""
    figure = Figure(figsize=(WIDTH / 72, height / 72))
    figure.patch.set_visible(False)
    sheet = new_axes(figure, 0, 0, WIDTH, height)
    sheet.grid(visible=False)
    sheet.set(xlim=(0, WIDTH), ylim=(height, 0))
    return figure, sheet


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    *,
    coords: str | tuple[str, str] = "data",
    dx: float = 0,
    dy: float = 0,
    size: float = TEXT,
    align: str = "left",
    color: str = INK,
) -> None:
    """A text whose line is centred on (x, y), moved ``dx`` points right and ``dy`` points down."""
    ax.annotate(
        shown(text),
        (x, y),
        xycoords=coords,
        xytext=(dx, -dy - LEAD * size),
        textcoords="offset points",
        ha=align,
        va="baseline",
        size=size,
        color=color,
        annotation_clip=False,
    )


def draw_scale(ax: Axes, label: str, *, most: int) -> None:
    """At most about ``most`` values below the axes, and the axis' name below them."""
    low, high = ax.get_xlim()
    found = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    values = [float(value) for value in found if low <= value <= high]
    ax.set_xticks(values)
    for value in values:
        number = plain(Decimal(str(round(value, 6))))
        write(ax, value, 0, number, coords=TOP, dy=9, align="center", **QUIET)
    write(ax, 0.5, 0, label, coords="axes fraction", dy=23, align="center", **QUIET)


class Key(NamedTuple):
    """An entry of a chart's legend."""

    label: str
    marker: str
    color: str
    size: float = 6.0  # of the marker, points


def key_rows(keys: Sequence[Key], width: float) -> list[list[tuple[float, Key]]]:
    """The entries with their distance from the left, as many to a row as ``width`` holds."""
    rows: list[list[tuple[float, Key]]] = [[]]
    at = 0.0
    for key in keys:
        needed = 12 + width_of(key.label, SMALL)
        if rows[-1] and at + needed > width:
            rows.append([])
            at = 0.0
        rows[-1].append((at, key))
        at += needed + 14
    return rows


def draw_keys(sheet: Axes, left: float, top: float, rows: list[list[tuple[float, Key]]]) -> None:
    """The legend; each row is 14 points high."""
    for n, row in enumerate(rows):
        y = top + 14 * n + 7
        for at, key in row:
            sheet.scatter(left + at + 4, y, s=key.size**2, marker=key.marker, color=key.color)
            write(sheet, left + at + 12, y, key.label, size=SMALL, color=SOFT)
