"""regions.csv: the areas of a city, and which of them a name in a file means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fzlib.errors import ProblemLog, nearest
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.tables import TableRow, find_text_table
from fzlib.scoring.regions import CITY, COUNTY, NATION, PROVINCE, Region

REGION_KINDS = {"全国": NATION, "全省": PROVINCE, "全市": CITY, "县区": COUNTY}
GROUP = "组别"
REGION_COLUMNS = ("地区", "代码", "类别", "考评", "别名", "备注")
NEEDED = ("地区", "类别", "考评")

_GROUPED = "规则书按组别排位次"
_FORMULA = ("=", "+", "-", "@")  # a spreadsheet takes what begins so for a formula

NEAR = 0.3  # how alike two names are, from 0 to 1, for one to be suggested


class RegionNames:
    """Which region a name means: exact after width, spaces and brackets; never guessed."""

    def __init__(self, regions: Sequence[Region], rows: Iterable[str] = ()) -> None:
        """Know the regions; ``rows``: the names in the file that is read, known or not."""
        self.by_name = {
            even(name): region for region in regions for name in (region.name, *region.aliases)
        }
        self._listed = {region.name for row in rows if (region := self.find(row))}

    def find(self, name: str) -> Region | None:
        """The region called so, or None."""
        return self.by_name.get(even(name))

    def nearest(self, name: str) -> str:
        """The name of the nearest region, for a suggestion; '' where none is near.

        Of two equally near, the one that has no row yet.
        """

        def preference(evened: str) -> tuple[bool, bool, bool]:
            region = self.by_name[evened]
            return (
                region.name not in self._listed,
                evened[:2] == even(name)[:2],
                region.kind == COUNTY,
            )

        near = nearest(even(name)[:40], self.by_name, likeness=NEAR, preference=preference)
        return self.by_name[near].name if near else ""


def read_regions(
    sheets: Sequence[Sheet], label: str, log: ProblemLog, *, grouped: bool = False
) -> list[Region]:
    """The regions in file order; empty where the file as a whole cannot be used.

    A region with a problem stays among them, so that its rows in other files are still known.
    ``grouped``: every assessed county needs a 组别.
    """
    table = find_text_table(sheets, label, (*REGION_COLUMNS, GROUP), NEEDED, log)
    if table is None:
        return []
    if grouped and GROUP not in table.columns:
        table.stop_at_header(f"缺“{GROUP}”列", f"{_GROUPED}，补上这一列", "column.absent")
    before = len(log.problems)
    regions: list[Region] = []
    names: set[str] = set()
    owners: dict[str, str] = {}  # name or alias, evened out → region
    groups: dict[str, str] = {}  # evened out → as it is first written
    for row in table.rows():
        region = _region(row)
        if region is None:
            continue
        if region.name in names:
            row.stop("地区", f"“{region.name}”有两行", "只留一行", "region.twice")
        for name in (region.name, *region.aliases):
            owner = owners.setdefault(even(name), region.name)
            if owner != region.name:
                what = f"“{name}”既指{owner}又指{region.name}"
                mend = "一个名称只能指一个地区，删去其中一个"
                row.stop("地区" if name == region.name else "别名", what, mend, "region.ambiguous")
        if grouped and region.assessed and not region.group and GROUP in table.columns:
            row.stop(GROUP, f"没有写{GROUP}", f"{_GROUPED}，填上", "region.misdeclared")
        names.add(region.name)
        regions.append(replace(region, group=groups.setdefault(even(region.group), region.group)))
    if len(log.problems) > before:
        return regions  # what is counted below may only follow from it
    for word, kind in REGION_KINDS.items():
        count = sum(region.kind == kind for region in regions)
        if kind != COUNTY and count != 1:
            what, mend = f"类别“{word}”有{count}行", f"类别“{word}”应恰好一行"
            table.stop_at_header(what, mend, "region.misdeclared")
    if not any(region.assessed for region in regions):
        mend = "参加考评的县区，考评列写“是”"
        table.stop_at_header("没有考评的县区", mend, "region.misdeclared")
    return regions


def _region(row: TableRow) -> Region | None:
    name, word, assessed = (row.text(header) for header in NEEDED)
    if not name:
        row.stop("地区", "没有地区名", "填地区名或删去这一行", "region.unnamed")
        return None
    kind = REGION_KINDS.get(word, COUNTY)
    if word not in REGION_KINDS:
        mend = f"可选：{'、'.join(REGION_KINDS)}"
        row.stop("类别", f"类别“{word}”不对", mend, "region.misdeclared")
    if assessed not in ("是", "否"):
        row.stop("考评", f"考评“{assessed}”不对", "写“是”或“否”", "region.misdeclared")
    elif assessed == "是" and kind != COUNTY:
        row.stop("考评", "只有县区才能考评", "改为“否”", "region.misdeclared")
    row.check_printable("地区", "代码", "别名", "备注", GROUP)
    aliases = tuple(a.strip() for a in re.split("[；;]", row.text("别名")) if a.strip())
    group = row.text(GROUP)
    for header, names in (("地区", [name]), ("别名", aliases), (GROUP, [group])):
        for text in names:
            if even(text).startswith(_FORMULA):
                what = f"“{text}”以 = + - @ 开头，表格软件会当成公式"
                row.stop(header, what, "改用不带这些符号的名称", "text.unfit")
    is_assessed = assessed == "是" and kind == COUNTY
    return Region(name, kind, row.text("代码"), is_assessed, aliases, row.text("备注"), group)
