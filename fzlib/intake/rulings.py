"""rulings.csv → items' points as decided by those who evaluate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.errors import ProblemLog
from fzlib.intake.cell_values import Misread, as_written
from fzlib.intake.input_files import Files
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import TableRow, find_text_table
from fzlib.scoring.panel import Region, Ruling
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up, plain
from fzlib.scoring.rulebook import RuleBook

RULING_COLUMNS = ("期间", "地区", "考评项", "得分", "依据")
MOST_POINTS = Decimal(10) ** 6


def read_rulings(
    files: Files, period: Period, regions: Sequence[Region], book: RuleBook | None, log: ProblemLog
) -> list[Ruling]:
    """The rulings of a period; two for one item, no 依据 or an unknown item are problems.

    None where there is no file; without rule book or regions every item or name would be unknown.
    """
    label, sheets = files.sheets("rulings", log)
    if not sheets or book is None or not regions:
        return []
    table = find_text_table(sheets, label, RULING_COLUMNS, RULING_COLUMNS, log)
    if table is None:
        return []
    names = RegionNames(regions)
    rulings: dict[tuple[str, str], Ruling] = {}
    for row in table.rows():
        if row.period("期间") != period:
            continue
        ruling = _ruling(row, names, book)
        if ruling is None:
            continue
        if (ruling.region, ruling.item) in rulings:
            what = f"{ruling.region}的 {ruling.item} 已有一条审定"
            row.stop("考评项", what, "一个考评项只留一条", "ruling.twice")
        rulings[ruling.region, ruling.item] = ruling
    return list(rulings.values())


def _ruling(row: TableRow, names: RegionNames, book: RuleBook) -> Ruling | None:
    log = row.table.log
    before = len(log.problems)
    region, item, reason = names.find(row.text("地区")), row.text("考评项"), row.text("依据")
    if region is None or not region.assessed:
        near = names.nearest(row.text("地区"))
        mend = f"是不是“{near}”？" if near and region is None else "改为参加考评的县区"
        row.stop("地区", f"“{row.cell('地区').shown}”不是考评的县区", mend, "ruling.region")
    if item not in book.item_ids:
        mend = f"可选：{'、'.join(book.item_ids)}"
        row.stop("考评项", f"没有“{row.cell('考评项').shown}”这个考评项", mend, "ruling.item")
    if not reason:
        row.stop("依据", "没有写依据", "写明审定的文件或会议", "ruling.reason")
    row.check_printable("依据")
    points = _points(row)
    if len(log.problems) > before or region is None or points is None:
        return None
    ruled = next(indicator for indicator, span in book.items if f"{indicator.code}.{span}" == item)
    if points > ruled.points:
        what = f"审定得分{plain(points)}分，高于{ruled.name}一项的分值{plain(ruled.points)}分"
        log.warn(row.place("得分"), what, "核对得分", kind="ruling.points")
    return Ruling(region.name, item, points, reason)


def _points(row: TableRow) -> Decimal | None:
    """The points ruled; those refused too."""
    try:
        points = as_written(row.cell("得分"))
    except Misread as misread:
        row.stop("得分", misread.what, misread.mend, "ruling.points")
        return None
    shown = row.cell("得分").shown
    if points is None:
        row.stop("得分", "没有写得分", "填审定的得分", "ruling.points")
    elif abs(points) > MOST_POINTS:
        row.stop("得分", f"得分“{shown}”过大", "核对小数点", "ruling.points")
    elif points != half_up(points, 2):
        row.stop("得分", f"得分“{shown}”超过2位小数", "最多2位小数", "ruling.points")
    return points
