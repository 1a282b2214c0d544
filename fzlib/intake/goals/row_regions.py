"""Whom a row of a register, of 任务分解 or of reported numbers is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fzlib.errors import Place, ProblemLog
from fzlib.goals.registers import REGION
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import InputTable, TableRow
from fzlib.scoring.regions import CITY, Region

MEND_UNKNOWN = "改为 regions.csv 里的名称，或在那里加作别名"


@dataclass
class RowRegions:
    """Finds the region of each row, and remembers whose rows are left out, to be told at the end.

    ``outside``: region → the cells in which it stands.
    """

    regions: Sequence[Region]
    names: RegionNames
    outside: dict[str, list[Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: InputTable, regions: Sequence[Region]) -> RowRegions:
        """For the rows of a table."""
        return cls(regions, RegionNames(regions, (row.text(REGION) for row in table.rows())))

    def find(self, row: TableRow) -> Region | None:
        """The city or assessed county of a row; None where it is another's, or unknown (told)."""
        region = self.names.find(row.text(REGION))
        if region is None:
            near = self.names.nearest(row.text(REGION))
            what = f"“{row.cell(REGION).shown}”不是已知地区"
            mend = (f"是不是“{near}”？" if near else "") + MEND_UNKNOWN
            row.stop(REGION, what, mend, "region.unknown")
        elif self.is_outside(row):
            self.outside.setdefault(region.name, []).append(row.place(REGION))
            return None
        return region

    def is_outside(self, row: TableRow) -> bool:
        """Whether a row is of an area that is known and not assessed: nothing is asked of it."""
        region = self.names.find(row.text(REGION))
        return region is not None and region.kind != CITY and not region.assessed

    def tell(self, log: ProblemLog, counted: str) -> None:
        """A warning for each region not assessed; ``counted``: what a row is (条, 行)."""
        for name, places in self.outside.items():
            what = f"{name}不在考评范围，{len(places)}{counted}未计入"
            log.warn(places[0], what, kind="region.not_assessed", matter=what)


def assessed(regions: Iterable[Region]) -> tuple[str, ...]:
    """The names of the assessed counties, in the order of regions.csv."""
    return tuple(region.name for region in regions if region.assessed)
