"""What is too much for one table or chart, in several of about the same size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def evenly(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """In as few lots as hold at most so many each, evenly; none where there is nothing."""
    count = -(-len(items) // most)
    size = -(-len(items) // max(count, 1))
    return [items[start : start + size] for start in range(0, len(items), max(size, 1))]
