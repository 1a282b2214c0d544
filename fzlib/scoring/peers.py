"""What stands among the counties that are compared with each other: extremes and means."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fzlib.scoring.rounding import Fixed, quotient, total

Groups = Sequence[NDArray[np.int64]]  # the places of those compared, by group; one group: of all


def extreme(value: Fixed, groups: Groups, *, highest: bool) -> Fixed:
    """The highest, or lowest, value of those compared, for every county; missing where none is."""
    units, present = np.zeros_like(value.units), np.zeros_like(value.present)
    sign = 1 if highest else -1
    for group in groups:
        there = value.present[..., group]
        own = value.units[..., group] * sign
        floor = own.min(initial=0)
        best = np.where(there, own, floor).max(axis=-1, keepdims=True) * sign
        units[..., group] = best
        present[..., group] = there.any(axis=-1, keepdims=True)
    return Fixed(np.where(present, units, 0), present, value.places)


def means(value: Fixed, groups: Groups, decimals: int) -> Fixed:
    """The mean of those compared that have a value, half-up; missing where none has."""
    units, present = np.zeros_like(value.units), np.zeros_like(value.present)
    coarser = 10 ** (value.places - decimals)  # rates have the row's decimals, amounts more
    for group in groups:
        own = value[..., group]
        count = own.present.sum(axis=-1, keepdims=True)
        units[..., group] = quotient(total(own.units), np.maximum(count, 1) * coarser)
        present[..., group] = count > 0
    return Fixed(units, present, decimals)
