"""regions.csv: the areas of a city, and which of them a name in a file means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from fzlib.errors import ProblemLog, unfit
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.tables import Table, find_table, need_columns, plain_headers
from fzlib.scoring.panel import CITY, COUNTY, NATION, PROVINCE, Region

KINDS = {"全国": NATION, "全省": PROVINCE, "全市": CITY, "县区": COUNTY}
COLUMNS = ("地区", "代码", "类别", "考评", "别名", "备注")
NEEDED = ("地区", "类别", "考评")

_FORMULA = ("=", "+", "-", "@")  # a spreadsheet takes what begins so for a formula

NEAR = 0.3  # how alike two names are, from 0 to 1, for one to be suggested


class RegionNames:
    """Which region a name means: exact after width, spaces and brackets; never guessed."""

    def __init__(self, regions: Sequence[Region], rows: Iterable[str] = ()) -> None:
        """Know the regions; ``rows`` are the names in the file that is read, known or not."""
        self.known = {
            even(name): region for region in regions for name in (region.name, *region.aliases)
        }
        self._there = {region.name for row in rows if (region := self.find(row))}

    def find(self, name: str) -> Region | None:
        """The region called so, or None."""
        return self.known.get(even(name))

    def nearest(self, name: str) -> str:
        """The name of the nearest region, for a suggestion; '' where none is near.

        Of two equally near, the one that has no row yet.
        """
        name = even(name)[:40]
        matcher = SequenceMatcher(b=name)

        def closeness(known: str) -> tuple[float, bool, bool, bool]:
            matcher.set_seq1(known)
            alike = matcher.ratio() if matcher.quick_ratio() >= NEAR else 0.0
            region = self.known[known]
            absent = region.name not in self._there
            return alike, absent, known[:2] == name[:2], region.kind == COUNTY

        best = max(self.known, key=closeness, default="")
        return self.known[best].name if best and closeness(best)[0] >= NEAR else ""


def read_regions(sheets: Sequence[Sheet], label: str, log: ProblemLog) -> list[Region]:
    """The regions in file order; empty where the file as a whole cannot be used.

    A region with a problem stays among them, so that its rows in other files are still known.
    """
    needed = [[key] for key in NEEDED]
    table = find_table(sheets, label, plain_headers(*COLUMNS), log, first="地区", needed=needed)
    if table is None or not need_columns(table, NEEDED, log):
        return []
    before = len(log.problems)
    regions: list[Region] = []
    owners: dict[str, str] = {}
    seen: set[str] = set()
    for row in table.rows():
        region = _region(table, row, log)
        if region is None:
            continue
        if region.name in seen:
            log.stop(table.place(row, "地区"), f"“{region.name}”有两行", "只留一行")
        for name in (region.name, *region.aliases):
            owner = owners.setdefault(even(name), region.name)
            if owner != region.name:
                key = "地区" if name == region.name else "别名"
                what = f"“{name}”既指{owner}又指{region.name}"
                log.stop(table.place(row, key), what, "一个名称只能指一个地区，删去其中一个")
        seen.add(region.name)
        regions.append(region)
    if len(log.problems) > before:
        return regions  # what is counted below may only follow from it
    for word, kind in KINDS.items():
        count = sum(region.kind == kind for region in regions)
        if kind != COUNTY and count != 1:
            what = f"类别“{word}”有{count}行"
            log.stop(table.header_place(), what, f"类别“{word}”应恰好一行")
    if not any(region.assessed for region in regions):
        log.stop(table.header_place(), "没有考评的县区", "参加考评的县区，考评列写“是”")
    return regions


def _region(table: Table, row: int, log: ProblemLog) -> Region | None:
    text = {key: table.cell(row, key).text for key in COLUMNS}
    if not text["地区"]:
        log.stop(table.place(row, "地区"), "没有地区名", "填地区名或删去这一行")
        return None
    kind = KINDS.get(text["类别"], COUNTY)
    if text["类别"] not in KINDS:
        what = f"类别“{text['类别']}”不对"
        log.stop(table.place(row, "类别"), what, f"可选：{'、'.join(KINDS)}")
    if text["考评"] not in ("是", "否"):
        log.stop(table.place(row, "考评"), f"考评“{text['考评']}”不对", "写“是”或“否”")
    elif text["考评"] == "是" and kind != COUNTY:
        log.stop(table.place(row, "考评"), "只有县区才能考评", "改为“否”")
    for key in ("地区", "代码", "别名", "备注"):
        if why := unfit(text[key]):
            log.stop(table.place(row, key), why, "删去这个字符")
    aliases = tuple(a.strip() for a in re.split("[；;]", text["别名"]) if a.strip())
    for key, names in (("地区", [text["地区"]]), ("别名", aliases)):
        for name in names:
            if even(name).startswith(_FORMULA):
                what = f"“{name}”以 = + - @ 开头，表格软件会当成公式"
                log.stop(table.place(row, key), what, "改用不带这些符号的名称")
    return Region(
        name=text["地区"],
        kind=kind,
        code=text["代码"],
        assessed=text["考评"] == "是" and kind == COUNTY,
        aliases=aliases,
        note=text["备注"],
    )
