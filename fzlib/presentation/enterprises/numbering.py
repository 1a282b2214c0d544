"""表1, 表2, … and 图1, …: numbers that run on through all parts of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from fzlib.presentation import blocks
from fzlib.presentation.blocks import Block, Figure, Piece, Table


def numbered(parts: Mapping[str, Piece]) -> dict[str, tuple[Block, ...]]:
    """The parts by their names, tables and charts with their numbers in that order."""
    tables, figures = count(1), count(1)

    def one(block: Block) -> Block:
        match block:
            case Table():
                return replace(block, caption=f"表{next(tables)}　{block.caption}")
            case Figure():
                return replace(block, caption=f"图{next(figures)}　{block.caption}")
        return block

    return {name: tuple(map(one, blocks.sequence(piece))) for name, piece in parts.items()}
