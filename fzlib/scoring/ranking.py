"""Places: by value or total, within groups, ties competition or dense, broken by other values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fzlib.scoring.peers import Groups
from fzlib.scoring.rounding import Fixed

Places = NDArray[np.int64]


def ranks(quantity: Fixed, *, dense: bool = False) -> Places:
    """Competition ranking (1, 2, 2, 4), or dense (1, 2, 2, 3), largest first; 0 where missing."""
    last = 1 - quantity.units.min(initial=0)
    key = np.where(quantity.present, -quantity.units, last)
    order = np.argsort(key, axis=-1)
    ordered = np.take_along_axis(key, order, axis=-1)
    first = np.ones(key.shape, np.bool_)
    first[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    if dense:
        shared = np.cumsum(first, axis=-1)
    else:
        position = np.broadcast_to(np.arange(1, key.shape[-1] + 1), key.shape)
        shared = np.maximum.accumulate(np.where(first, position, 0), axis=-1)
    result = np.empty(key.shape, np.int64)
    np.put_along_axis(result, order, shared, axis=-1)
    return np.where(quantity.present, result, 0)


def places(
    quantity: Fixed,
    groups: Groups,
    *,
    dense: bool = False,
    tie_break: Sequence[Fixed] = (),
) -> Places:
    """Ranks of each group by itself; ties are broken by other quantities, higher first.

    One that lacks such a quantity comes last of those tied.
    """
    if len(groups) == 1 and not tie_break:  # of all, in the order of the counties
        return ranks(quantity, dense=dense)
    result = np.zeros(quantity.units.shape, np.int64)
    for group in groups:
        own = quantity[..., group]
        for other in tie_break:
            own = _broken(own, other[..., group])
        result[..., group] = ranks(own, dense=dense)
    return result


def _broken(quantity: Fixed, other: Fixed) -> Fixed:
    """A quantity whose order is that of the first, equals ordered by the second."""
    count = quantity.units.shape[-1]
    second = ranks(other)
    second = np.where(second == 0, count + 1, second)
    order = -(ranks(quantity) * (count + 2) + second)
    return Fixed(order, quantity.present, 0)
