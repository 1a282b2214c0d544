"""What a notebook's cells give its page: Markdown and HTML, without sections that hold nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from nbformat import NotebookNode

from fzlib.presentation.wording import NUMBERED, numeral

UNSEEN = frozenset({"analyst", "hide"})
"""Tags of cells that are no part of the page: notes to whoever runs the notebook, and aids."""


@dataclass(frozen=True)
class Piece:
    """What a cell gives the page: its Markdown, or an HTML output of it."""

    text: str
    is_markdown: bool = False
    in_footer: bool = False

    @property
    def headings(self) -> list[str]:
        """The lines of a Markdown that holds nothing but headings; else none."""
        lines = [line for line in self.text.splitlines() if line.strip()]
        return lines if self.is_markdown and all(map(_level, lines)) else []


def pieces(notebook: NotebookNode) -> Iterator[Piece]:
    """The parts of the page in the notebook's order; outputs with nothing in them are none."""
    charts = count(1)
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", []))
        if tags & UNSEEN:
            continue
        if cell.cell_type == "markdown":
            yield Piece(cell.source, is_markdown=True, in_footer="footer" in tags)
        for fragment in html_outputs(cell):
            if fragment.strip():
                yield Piece(with_own_ids(fragment, charts), in_footer="footer" in tags)


def without_empty(parts: Iterable[Piece]) -> list[Piece]:
    """Headings with nothing below them are left out, and the numbers of the others close up."""
    kept: list[Piece] = []
    below = 0  # the level of the heading that follows, 0 where a text does
    for part in reversed(list(parts)):
        lines = part.headings
        while lines and below and _level(lines[-1]) >= below:
            lines.pop()
        if part.headings and not lines:
            continue
        kept.append(replace(part, text="\n\n".join(lines)) if lines else part)
        below = _level(lines[0]) if lines else 2 if part.text.startswith("<h2>") else 0
    numbers = count(1)
    return [_renumbered(part, numbers) for part in reversed(kept)]


def _level(line: str) -> int:
    """Of a Markdown heading; 0 of any other line."""
    match = re.match(r"(#{1,6}) ", line)
    return len(match[1]) if match else 0


def _renumbered(part: Piece, numbers: Iterator[int]) -> Piece:
    """## 三、得分, <h2>三、得分: with the number that it has among those of the page."""
    lead = "## " if part.is_markdown else "<h2>"
    numbered = re.compile(rf"^{lead}[{NUMBERED}]+、", flags=re.MULTILINE)
    text = numbered.sub(lambda _: f"{lead}{numeral(next(numbers))}、", part.text)
    return replace(part, text=text)


def html_outputs(cell: NotebookNode) -> Iterator[str]:
    """The cell's outputs made for readers; streams and plain text are for the analyst."""
    for output in cell.get("outputs", []):
        if "text/html" in output.get("data", {}):
            yield output.data["text/html"]


def with_own_ids(fragment: str, charts: Iterator[int]) -> str:
    """Give the ids inside each chart a prefix of its own, with its number on the page.

    Matplotlib names axes_1, patch_2 … afresh in every figure; on one page they would collide.
    """

    def prefixed(svg: re.Match[str]) -> str:
        chart = next(charts)
        own = set(re.findall(r'\sid="([^"]+)"', svg[0]))
        return re.sub(
            r'(\s(?:id|aria-labelledby|aria-describedby)="|href="#|url\(#)([^")]+)',
            lambda m: f"{m[1]}c{chart}-{m[2]}" if m[2] in own else m[0],
            svg[0],
        )

    return re.sub(r"<svg\b.*?</svg>", prefixed, fragment, flags=re.DOTALL)
