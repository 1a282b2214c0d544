"""How charts look: colours and settings, and how wide a text is."""

from __future__ import annotations

import warnings
from contextlib import AbstractContextManager
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import seaborn as sns
from matplotlib import style as settings
from matplotlib.colors import to_hex
from matplotlib.font_manager import get_font

TEXT, SMALL = 9.0, 8.5  # points
INK, SOFT, LINE, FAINT = "#1f2328", "#565d68", "#9aa1ab", "#e6e8ec"

# seaborn's tuning of the Okabe-Ito colours, the blue darkened: colour-blind readers tell these four
# apart, and so does everyone in grey, where their lightness is 71, 158, 119 and 212 of 255
_OKABE_ITO = sns.color_palette("colorblind")
SKY, VERMILION = (to_hex(_OKABE_ITO[n]) for n in (9, 3))
NAVY = to_hex(sns.dark_palette(_OKABE_ITO[0], 10)[6])
YELLOW = to_hex(sns.light_palette(_OKABE_ITO[8], 10)[8])

# the parts of a bar, in their order: four colours, then the same again with a pattern, which a
# reader tells apart in grey too
COLOURS = (NAVY, SKY, VERMILION, YELLOW)
PATTERNS = ("", "////", "----", "xxxx", "||||", "\\\\\\\\")  # of lines: dots weigh 50 KiB each
ADDED = ("#c4c9d1", "++++")  # 加减分, which is no indicator
LIGHT = (SKY, YELLOW, ADDED[0])  # less than 3:1 against white


def part_look(number: int) -> tuple[str, str]:
    """Colour and pattern of the part with this number; after 24 they begin anew."""
    pattern = PATTERNS[number // len(COLOURS) % len(PATTERNS)]
    return COLOURS[number % len(COLOURS)], pattern


def edge_of(color: str) -> str:
    """The edge of a part or mark: a dark outline where its colour is faint on white."""
    return INK if color in LIGHT else "white"


# Noto Sans SC is what the drawing measures by; a reader's machine has one of these
FONTS = (
    "'Noto Sans SC','Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',"
    "SimHei,sans-serif"
)


def theme() -> AbstractContextManager[None]:
    """The charts' settings, whatever the user's own are; everything is put back at the end.

    No font is among them: charts write their texts themselves (`svg_texts`).
    """
    own: dict[str, Any] = {
        "lines.solid_capstyle": "round",
        "patch.edgecolor": "w",
        "patch.force_edgecolor": True,
        "path.simplify": False,
        "svg.hashsalt": "fzlib",
        "hatch.linewidth": 0.7,
    }
    return settings.context(["default", own])


def drawn_text(text: str) -> str:
    """A text as a chart can hold it: control characters, which XML refuses, become spaces."""
    return "".join(c if c.isprintable() else " " for c in text)


@lru_cache(4096)  # a county's name stands in every chart
def width_of(text: str, size: float = TEXT) -> float:
    """Width in points, as set in Noto Sans SC."""
    font = get_font(_font_file())
    font.set_size(size, 72)
    with warnings.catch_warnings():
        # a name may hold a character the font lacks; the reader's machine may well have it
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        font.set_text(drawn_text(text))
    return font.get_width_height()[0] / 64


def _font_file() -> str:
    """The font that the zhplot wheel carries.

    zhplot itself is not imported: that would change matplotlib's settings for everybody.
    """
    spec = find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "缺少 zhplot（图表的中文字体在其中）；请按 requirements.lock 安装"
        )
    return str(Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf")


def shortened(text: str, most: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``most`` points."""
    if width_of(text) <= most:
        return text
    while text and width_of(text + "…") > most:
        text = text[:-1]
    return text + "…"
