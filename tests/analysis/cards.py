"""The cards of the two data folders, scored once."""

from functools import cache

import fzlib as fz
from fzlib.scoring.periods import Period

FUZHOU = tuple(f"2023-{month:02d}" for month in range(2, 13))
SHAOYANG = tuple(f"2025-{month:02d}" for month in range(2, 8))
ALL = [("data/fuzhou", period) for period in FUZHOU]
ALL += [("data/shaoyang", period) for period in SHAOYANG]


@cache
def card(data, period):
    return fz.score(fz.load(data, period))


def fuzhou(*periods):
    """Period → card; all eleven where none is named."""
    return {Period.parse(p): card("data/fuzhou", p) for p in periods or FUZHOU}


def shaoyang():
    return {Period.parse(p): card("data/shaoyang", p) for p in SHAOYANG}
