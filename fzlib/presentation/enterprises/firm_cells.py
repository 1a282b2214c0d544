"""An enterprise in a row of a table: whose it is, its figures in 万元 as given."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.enterprises.frame import Enterprise, Figures, Part
from fzlib.presentation import blocks
from fzlib.presentation.enterprises.values import division
from fzlib.presentation.wording import COUNTIES, fixed, places_of

NAME, TOTAL = "企业", "合计"
WHOSE = (blocks.text(COUNTIES), blocks.text("行业"))


def who(row: Enterprise) -> tuple[str, str, str]:
    """Name, county, division."""
    return row.name, row.county, division(row.division)


def amounts(figures: Sequence[Figures | Part]) -> list[tuple[str, str]]:
    """Output and 同期 of each, with as many decimals as any of them has."""
    places = places_of([value for own in figures for value in own[:2]], 0)
    return [(fixed(own.output, places), fixed(own.base, places)) for own in figures]
