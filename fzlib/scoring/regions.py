"""The areas that figures are of, and their parts of a quantity (..., regions)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from numpy.typing import NDArray

from fzlib.scoring.measures import ALL_REGIONS, COUNTIES_ONLY, Series
from fzlib.scoring.rounding import Fixed

NATION, PROVINCE, CITY, COUNTY = "nation", "province", "city", "county"

Split = TypeVar("Split", Fixed, NDArray[Any])


@dataclass(frozen=True)
class Region:
    """An area of the data folder's ``regions.csv``; a county is assessed or only known."""

    name: str
    kind: str
    code: str = ""
    assessed: bool = False
    aliases: tuple[str, ...] = ()
    note: str = ""
    group: str = ""

    def has(self, series: Series) -> bool:
        """Whether figures of a series are read of it, as its measure is declared."""
        if self.kind == COUNTY:
            return True
        regions = series.measure.regions
        if self.kind == CITY:
            return regions != COUNTIES_ONLY
        return regions == ALL_REGIONS and not series.is_target


def of_nation(quantity: Split) -> Split:
    """The nation's part of a quantity (..., regions): (..., 1), so that it broadcasts."""
    return quantity[..., 0:1]


def of_province(quantity: Split) -> Split:
    """The province's part, (..., 1)."""
    return quantity[..., 1:2]


def of_city(quantity: Split) -> Split:
    """The city's part, (..., 1)."""
    return quantity[..., 2:3]


def of_counties(quantity: Split) -> Split:
    """The assessed counties' part, (..., counties)."""
    return quantity[..., 3:]
