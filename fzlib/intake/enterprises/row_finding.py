"""Which rows of an enterprise file are an enterprise, and of which county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fzlib.goals.credit_codes import LENGTH
from fzlib.intake.cell_values import even, is_missing
from fzlib.intake.enterprises.columns import CODE, COUNTY, NAME
from fzlib.intake.goals.row_regions import RowRegions
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import SUM_OR_NOTE, InputTable, TableRow
from fzlib.scoring.regions import COUNTY as COUNTY_KIND
from fzlib.scoring.regions import Region


@dataclass
class Rows:
    """Of the rows taken in, the numbers and counties.

    Those of a county unknown ('') are among them, which stops the run: what else is wrong with
    them is told too.
    """

    numbers: list[int] = field(default_factory=list)
    counties: list[str] = field(default_factory=list)


def find_rows(table: InputTable, regions: Sequence[Region]) -> Rows:
    """The rows of assessed counties; what is none, or is left out, is told.

    ``regions``: of regions.csv.
    """
    rows, own = Rows(), RowRegions(regions, RegionNames(regions))
    known: dict[str, str] = {}
    for row in table.rows():
        if not _is_entry(row):
            continue
        text = row.text(COUNTY)
        county = known.get(text) or _county(row, own)
        if county is None:
            continue
        if county:  # what is wrong with the others is told of each
            known[text] = county
        rows.numbers.append(row.number)
        rows.counties.append(county)
    own.tell(table.log, "行")
    return rows


def _is_entry(row: TableRow) -> bool:
    """Whether it is no second header, sum or note; told where it is one."""
    code = row.text(CODE)
    if len(code) == LENGTH and code.isascii() and code.isalnum():
        return True
    texts = [even(row.text(column)) for column in (CODE, NAME, COUNTY)]
    if texts[0] == even(row.table.header.text(CODE)):
        mend = "一张工作表只放一张表；打印用的重复表头删去"
        row.stop(CODE, "又是一行表头", mend, "row.repeated_header")
        return False
    others = (row.cell(column) for column in row.table.columns if column != CODE)
    if any(map(SUM_OR_NOTE.fullmatch, texts)) or (code and all(map(is_missing, others))):
        column = next(key for key in (CODE, NAME, COUNTY) if row.text(key))
        what = f"“{row.cell(column).shown}”这一行不是一户企业的"
        row.stop(column, what, "合计、说明行删去；是企业的补全", "entry.empty")
        return False
    return True


def _county(row: TableRow, regions: RowRegions) -> str | None:
    """The county of a row; '' where it is unknown (told), None where it is left out (told)."""
    if COUNTY not in row.table.columns:
        return ""  # told already
    if is_missing(row.cell(COUNTY)):
        row.stop(COUNTY, "没有地区名", "填企业所在的县（市）区", "region.unnamed")
        return ""
    region = regions.names.find(row.text(COUNTY))
    if region is not None and region.kind != COUNTY_KIND:
        what = f"“{row.cell(COUNTY).shown}”不是县（市）区"
        mend = "合计行删去；是企业的，改为它所在的县（市）区"
        row.stop(COUNTY, what, mend, "entry.empty")
        return ""
    found = regions.find(row)
    if found is None:
        return None if region is not None else ""
    return found.name
