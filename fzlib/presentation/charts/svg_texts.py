"""The texts of axes or a figure, put into the SVG as they are.

Matplotlib measures every text to place it, and that is most of its time; here each stands on its
baseline at a point that is known, and the reader's font has other widths anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fzlib.presentation.charts.style import INK, TEXT, drawn_text

LEAD = 0.37  # of a text's size: from the middle of its line down to its baseline
DATA, WITHIN = ("data", "data"), ("axes fraction", "axes fraction")
HALO = {"stroke": "white", "stroke-width": "5", "paint-order": "stroke"}
ANCHORS = {"left": {}, "center": {"text-anchor": "middle"}, "right": {"text-anchor": "end"}}


@dataclass(frozen=True)
class Text:
    """One line, its middle at (x, y), moved ``dx`` points right and ``dy`` points down.

    ``coords``: of x and y, data or axes fraction; a figure has only its own fractions. ``halo``:
    on a white ground of its own, to stand upon a part.
    """

    x: float
    y: float
    text: str
    coords: tuple[str, str] = DATA
    dx: float = 0
    dy: float = 0
    size: float = TEXT
    align: str = "left"
    color: str = INK
    halo: bool = False


class Texts(Artist):
    """Many texts as one artist, above all marks. For the SVG writer only."""

    def __init__(self) -> None:
        super().__init__()
        self.zorder = 5
        self.texts: list[Text] = []

    def draw(self, renderer: Any) -> None:
        """Write the elements; matplotlib calls this."""
        for text, (x, y) in zip(self.texts, self._places(), strict=True):
            attributes = {
                "x": f"{x + text.dx:.6f}",
                "y": f"{renderer.height - y + text.dy + LEAD * text.size:.6f}",
                "font-size": f"{text.size:g}",
                **ANCHORS[text.align],
                "fill": text.color,
                **(HALO if text.halo else {}),
            }
            renderer.writer.element("text", drawn_text(text.text), attributes)

    def _places(self) -> Any:
        """An array of x and y, in points from the lower left corner.

        Each coordinate is one of data or of the axes; the axes are linear, so they do not mix.
        """
        points = np.array([(t.x, t.y) for t in self.texts], dtype=float)
        on: Any = self.axes or self.figure
        if isinstance(on, Figure):
            return on.transFigure.transform(points)
        of_data = np.array([[kind == "data" for kind in t.coords] for t in self.texts])
        return np.where(of_data, on.transData.transform(points), on.transAxes.transform(points))


def write(on: Axes | Figure, x: float, y: float, text: str, **look: Any) -> None:
    """Put a text on axes or a figure, the first with the artist that holds them.

    ``look`` as of `Text`.
    """
    texts = next((artist for artist in on.artists if isinstance(artist, Texts)), None)
    if texts is None:
        texts = Texts()
        on.add_artist(texts)
    texts.texts.append(Text(x, y, text, **look))
