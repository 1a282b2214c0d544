"""A change split among those that brought it about, and parts rounded so that they add up."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise, permutations


def shapley(worth: list[int]) -> list[Fraction]:
    """Each player's Shapley value; ``worth`` of a coalition stands at the sum of its bits."""
    players = range(len(worth).bit_length() - 1)
    values, orders = [Fraction(0) for _ in players], list(permutations(players))
    for order in orders:
        coalitions = [sum(1 << player for player in order[:n]) for n in range(len(order) + 1)]
        for player, (without, with_) in zip(order, pairwise(coalitions), strict=True):
            values[player] += worth[with_] - worth[without]
    return [value / len(orders) for value in values]


def largest_remainder(values: list[Fraction]) -> list[int]:
    """Whole numbers with the same (whole) sum: cut down, the rest to the largest remainders.

    None moves by 1 or more; equal remainders in the order given.
    """
    whole = [math.floor(value) for value in values]
    rest = int(sum(values)) - sum(whole)
    order = sorted(range(len(values)), key=lambda n: whole[n] - values[n])
    for n in order[:rest]:
        whole[n] += 1
    return whole
