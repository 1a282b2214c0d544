"""Stretches of steps that are still to be searched, and which of them are scored at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from fzlib.scoring.rounding import Ints

Stretch = tuple[int, int]  # steps: the last known not to gain, and the end


def taken(stretches: Sequence[Stretch], size: int) -> Sequence[Stretch]:
    """The first stretches of which a grid of ``size`` can have every step, at least one."""
    steps = np.cumsum([high - low + 1 for low, high in stretches])
    return stretches[: max(int((steps <= size).sum()), 1)]


def jumps(stretches: Sequence[Stretch]) -> list[int]:
    """The ends of stretches after which some steps are left out: these do not gain."""
    return [end for (_, end), (start, _) in pairwise(stretches) if start > end]


def grid(stretches: Sequence[Stretch], size: int) -> Ints:
    """Every step of the stretches, padded at the end; some of one that has more than ``size``.

    These are finer at the start of the whole range.
    """
    low, high = stretches[0]
    if high - low <= size:
        steps = np.concatenate([np.arange(low, high + 1) for low, high in stretches])
        return np.pad(steps, (0, size + 1 - len(steps)), mode="edge")
    cuts = np.geomspace(1, high, size) if low == 0 else np.linspace(low, high, size + 1)[1:]
    cuts = np.maximum.accumulate(np.maximum(cuts.astype(np.int64), low + np.arange(1, size + 1)))
    return np.concatenate([[low], np.minimum(cuts, high)])
