"""表1, 表2, …: the numbers of the page's tables, which stand in several parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fzlib.presentation import blocks
from fzlib.presentation.blocks import Block, Piece, Table


def numbered(before: int, *pieces: Piece) -> list[Block]:
    """The pieces with their tables as 表3　…; ``before``: how many stand above them."""
    number, shown = before, list[Block]()
    for block in blocks.sequence(*pieces):
        if isinstance(block, Table):
            number += 1
            shown.append(replace(block, caption=f"表{number}　{block.caption}"))
        else:
            shown.append(block)
    return shown


def count(content: Sequence[Block]) -> int:
    """How many tables there are."""
    return sum(isinstance(block, Table) for block in content)
