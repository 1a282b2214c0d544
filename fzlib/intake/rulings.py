"""rulings.csv → items' points as decided by those who evaluate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.errors import ProblemLog, unfit
from fzlib.intake.cell_values import Misread, as_written
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import Table, find_table, need_columns, plain_headers, read_period
from fzlib.scoring.panel import Region, Ruling
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up, plain
from fzlib.scoring.rulebook import RuleBook

COLUMNS = ("期间", "地区", "考评项", "得分", "依据")
MOST_POINTS = Decimal(10) ** 6


def read_rulings(
    sheets: Sequence[Sheet],
    label: str,
    *,
    period: Period,
    regions: Sequence[Region],
    book: RuleBook,
    log: ProblemLog,
) -> list[Ruling]:
    """The rulings of a period; two for one item, no 依据 or an unknown item are problems."""
    needed = [[key] for key in COLUMNS]
    table = find_table(sheets, label, plain_headers(*COLUMNS), log, first="地区", needed=needed)
    if table is None or not need_columns(table, COLUMNS, log):
        return []
    names = RegionNames(regions)
    found: dict[tuple[str, str], Ruling] = {}
    for row in table.rows():
        if read_period(table, row, "期间", log) != period:
            continue
        ruling = _ruling(table, row, names, book, log)
        if ruling is None:
            continue
        if (ruling.region, ruling.item) in found:
            what = f"{ruling.region}的 {ruling.item} 已有一条审定"
            log.stop(table.place(row, "考评项"), what, "一个考评项只留一条")
        found[ruling.region, ruling.item] = ruling
    return list(found.values())


def _ruling(
    table: Table, row: int, names: RegionNames, book: RuleBook, log: ProblemLog
) -> Ruling | None:
    before = len(log.problems)
    text = {key: table.cell(row, key).text for key in COLUMNS}
    shown = {key: table.cell(row, key).shown for key in COLUMNS}
    region = names.find(text["地区"])
    if region is None or not region.assessed:
        near = names.nearest(text["地区"])
        mend = f"是不是“{near}”？" if near and region is None else "改为参加考评的县区"
        log.stop(table.place(row, "地区"), f"“{shown['地区']}”不是考评的县区", mend)
    if text["考评项"] not in book.item_ids:
        mend = f"可选：{'、'.join(book.item_ids)}"
        log.stop(table.place(row, "考评项"), f"没有“{shown['考评项']}”这个考评项", mend)
    if not text["依据"]:
        log.stop(table.place(row, "依据"), "没有写依据", "写明审定的文件或会议")
    elif why := unfit(text["依据"]):
        log.stop(table.place(row, "依据"), why, "删去这个字符")
    points = None
    try:
        points = as_written(table.cell(row, "得分"))
        if points is None:
            log.stop(table.place(row, "得分"), "没有写得分", "填审定的得分")
        elif abs(points) > MOST_POINTS:
            log.stop(table.place(row, "得分"), f"得分“{shown['得分']}”过大", "核对小数点")
        elif points != half_up(points, 2):
            log.stop(table.place(row, "得分"), f"得分“{shown['得分']}”超过2位小数", "最多2位小数")
    except Misread as misread:
        log.stop(table.place(row, "得分"), misread.what, misread.mend)
    if len(log.problems) > before or region is None or points is None:
        return None
    ruled = next(row for row, span in book.items if f"{row.code}.{span}" == text["考评项"])
    if points > ruled.points:
        what = f"审定得分{plain(points)}分，高于{ruled.name}一项的分值{plain(ruled.points)}分"
        log.warn(table.place(row, "得分"), what, "核对得分")
    return Ruling(region.name, text["考评项"], points, text["依据"])
