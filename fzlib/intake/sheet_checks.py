"""What surrounds the figures of a sheet: merged areas, hidden rows, the lines above the headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.cell_text import spoken
from fzlib.intake.columns import Header
from fzlib.intake.formats.cells import Sheet, address, letters
from fzlib.intake.labels import INDEX, Label
from fzlib.intake.tables import InputTable
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONEY


def check_shape(
    sheet: Sheet, label: str, rows: Collection[int], columns: Collection[int], log: ProblemLog
) -> None:
    """What a sheet's form does to the cells that are read from it.

    A merged area holds one value, whichever of its cells that was meant for: it stops the run.
    Hidden rows and columns are read like any other: that is said.
    """
    for area in sheet.merged:
        over = [c for c in columns if area.left <= c <= area.right]
        if over and any(area.top <= row <= area.bottom for row in rows):
            what = f"{area} 是合并单元格，分不出每格的数"
            place = Place(label, sheet.name, address(area.top, area.left))
            log.stop(place, what, "取消合并，每格分别填写", kind="sheet.merged")
    hidden = [f"第{row + 1}行" for row in sorted(set(rows) & sheet.hidden_rows)]
    hidden += [f"{letters(column)}列" for column in sorted(set(columns) & sheet.hidden_columns)]
    if hidden:
        what = f"{listing(hidden)}是隐藏的，照样读了"
        log.warn(Place(label, sheet.name), what, "如不应使用，请删去", kind="sheet.hidden")


def money_above(table: InputTable) -> str:
    """The one unit of money that the lines above the headers name; '' where none or several."""
    above = (cell for cells in table.sheet.rows[: table.header_row] for cell in cells)
    named = {unit for cell in above for unit in Label(cell.text).money}
    return named.pop() if len(named) == 1 else ""


def check_above(
    table: InputTable, period: Period, headers: Sequence[Header], *, called: str = "月度数据表"
) -> None:
    """What stands above the headers, or names the sheet, is of this period and unit.

    The headers' units go before, it is said; that the growths are an index stops. ``called``: what
    a report calls the table.
    """
    rows = enumerate(table.sheet.rows[: table.header_row])
    labels = [Label(cell.text, address(r, c)) for r, cells in rows for c, cell in spoken(cells)]
    units = {header.unit for header in headers if header.unit in MONEY}
    has_growths = any(header.series and header.series.is_growth for header in headers)
    for label in [*labels, Label(table.sheet.name)]:
        place, log = table.place(label.cell), table.log
        other = _other_period(label, period)
        if other:
            what, mend = f"写的是“{other}”，文件是 {period} 的", "核对是不是这一期的数"
            matter = f"{called}写的期间是“{other}”，与本期不同"
            log.warn(place, what, mend, serious=True, kind="period.other", matter=matter)
        if label.money and units and not units & set(label.money):
            what = f"写的单位是{listing(label.money)}，表头写的是{listing(sorted(units))}，按表头"
            mend, matter = "核对单位，改成一致", f"{called}上方写的单位与表头不同，以表头为准"
            log.warn(place, what, mend, serious=True, kind="unit.other", matter=matter)
        if has_growths and label.is_index:
            what = f"“{label.shown}”是指数，表头写的是增速"
            log.stop(place, what, INDEX, kind="unit.index")


def _other_period(label: Label, period: Period) -> str:
    """Another month or year as a text states it; '' where it states none, or is about 同期 too."""
    text, stated = label.text.strip(), label.period
    years = {int(text)} if re.fullmatch(r"20\d\d", text, re.ASCII) else label.years
    if stated:
        fits = stated.month_of(period.year) == (period.year, period.month)
        return "" if fits else stated.text
    if not years or period.year in years or label.is_aside:
        return ""
    return listing(f"{year}年" for year in sorted(years))
