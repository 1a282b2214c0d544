"""The texts of axes or a figure, put into the SVG as they are.

Matplotlib measures every text to place it, and that is most of its time; here each stands on its
baseline at a point that is known, and the reader's font has other widths anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fzlib.presentation.charts.style import INK, TEXT, shown

LEAD = 0.37  # of a text's size: from the middle of its line down to its baseline
DATA, WITHIN = "data", "axes fraction"
_ANCHORS = {"left": None, "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Text:
    """One line, its middle at (x, y) in ``coords``, moved right and down by points."""

    text: str
    x: float
    y: float
    coords: tuple[str, str]
    dx: float
    dy: float
    size: float
    align: str
    color: str


class Texts(Artist):
    """Many texts as one artist, above all marks. For the SVG writer only."""

    def __init__(self, places: Callable[[Sequence[Text]], Any]) -> None:
        super().__init__()
        self.zorder = 5
        self.texts: list[Text] = []
        self.places = places  # texts → an array of x and y, in points from the lower left corner

    def draw(self, renderer: Any) -> None:
        """Write the elements; matplotlib calls this."""
        for text, (x, y) in zip(self.texts, self.places(self.texts), strict=True):
            anchor = _ANCHORS[text.align]
            attributes = {
                "x": f"{x + text.dx:.6f}",
                "y": f"{renderer.height - y + text.dy + LEAD * text.size:.6f}",
                "font-size": f"{text.size:g}",
                **({"text-anchor": anchor} if anchor else {}),
                "fill": text.color,
            }
            renderer.writer.element("text", shown(text.text), attributes)


def write(
    on: Axes | Figure,
    x: float,
    y: float,
    text: str,
    *,
    coords: str | tuple[str, str] = DATA,
    dx: float = 0,
    dy: float = 0,
    size: float = TEXT,
    align: str = "left",
    color: str = INK,
) -> None:
    """A text whose line is centred on (x, y), moved ``dx`` points right and ``dy`` points down.

    ``coords``: data or axes fraction, for x and y alike or each; a figure has only its fractions.
    """
    pair = (coords, coords) if isinstance(coords, str) else coords
    _texts_of(on).texts.append(Text(text, x, y, pair, dx, dy, size, align, color))


def _texts_of(on: Axes | Figure) -> Texts:
    """The artist that holds the texts of axes or a figure; made with the first."""
    for artist in on.artists:
        if isinstance(artist, Texts):
            return artist
    if isinstance(on, Axes):
        texts = Texts(lambda listed: _in_axes(on, listed))
        texts.set_clip_on(False)
    else:
        texts = Texts(lambda listed: on.transFigure.transform([(t.x, t.y) for t in listed]))
    on.add_artist(texts)
    return texts


def _in_axes(ax: Axes, texts: Sequence[Text]) -> Any:
    """Each coordinate is one of data or of the axes; the axes are linear, so they do not mix."""
    points = np.array([(t.x, t.y) for t in texts], dtype=float)
    of_data = np.array([[kind == DATA for kind in t.coords] for t in texts])
    data = ax.transData.transform(np.where(of_data, points, 0))
    return np.where(of_data, data, ax.transAxes.transform(np.where(of_data, 0, points)))
