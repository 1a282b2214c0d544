"""Growth of output by county and division: the grid that the heat map draws, and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fzlib.analysis.enterprises.rates import exact_growth
from fzlib.enterprises.divisions import DIVISIONS
from fzlib.enterprises.frame import COUNTY, DIVISION, Frame
from fzlib.presentation import blocks
from fzlib.presentation.wording import NONE, signed

WHOLE = "全市"
NOBODY = ""  # a cell without an enterprise; — has some whose growth cannot be computed


@dataclass(frozen=True)
class GrowthGrid:
    """Growth of output of a span, %, every digit, by division (down) and county (across).

    ``rates``: (county, division) → growth, None where the base is not above 0; only where there is
    an enterprise. Both margins are in it: '' is all counties or all divisions.
    """

    counties: tuple[str, ...]
    divisions: tuple[str, ...]
    rates: Mapping[tuple[str, str], Fraction | None]

    @property
    def cells(self) -> dict[tuple[str, str], Fraction | None]:
        """Those of one county and one division."""
        return {key: rate for key, rate in self.rates.items() if all(key)}


def growth_grid(frame: Frame, span: str) -> GrowthGrid:
    """Of a period's frame: counties and divisions that have an enterprise, in their order."""
    counties = tuple(group.county for group in frame.at_level(span, COUNTY))
    divisions = tuple(group.division for group in frame.at_level(span, DIVISION))
    groups = (group for group in frame.groups if group.span == span)
    rates = {(group.county, group.division): exact_growth(group) for group in groups}
    return GrowthGrid(counties, divisions, rates)


def growth_table(grid: GrowthGrid, caption: str) -> blocks.Table:
    """A row a division, a column a county, 全市 first; growth in %, one decimal."""
    columns = [WHOLE, *grid.counties]
    names = {division: DIVISIONS[division] for division in grid.divisions}
    rows = [[name, *_cells(grid, division)] for division, name in names.items()]
    note = f"注：单位为%。空格为没有企业；“{NONE}”为上年同期合计不大于0，不计算增速。"
    whole = ["全部行业", *_cells(grid, "")]
    return blocks.table(caption, columns, rows, names="行业", apart=[whole], note=note, look="wide")


def _cells(grid: GrowthGrid, division: str) -> Sequence[str]:
    keys = [(county, division) for county in ("", *grid.counties)]
    return [signed(grid.rates[key], 1) if key in grid.rates else NOBODY for key in keys]
