"""A bureau's own workbook → the figures its layout declares, each table found by its texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.errors import Findings, Place
from fzlib.intake.cells import BLANK, Cell, Sheet, address
from fzlib.intake.figures import check_shape, figure_at
from fzlib.intake.headers import Column
from fzlib.intake.headings import Heading, texts_of
from fzlib.intake.layout import Layout, Measure, Said, period_anywhere, period_in, units_of
from fzlib.intake.matching import columns_of, find_heading, said_by
from fzlib.intake.regions import Names
from fzlib.intake.values import even, is_missing
from fzlib.scoring.panel import CITY, NATION, PROVINCE, Region
from fzlib.scoring.periods import MONTH, YTD, Period

TITLE_ROWS = 6  # of every sheet, where a year is looked for


@dataclass(frozen=True)
class Source:
    """A column of the workbook that holds a measure: where, under which header, in which unit."""

    column: Column
    sheet: str
    header: str
    unit: str


@dataclass
class Part:
    """One table as it was read: its period, columns, figures (None: missing) and rows left out."""

    title: str
    period: Period
    sources: list[Source] = field(default_factory=list)
    figures: dict[tuple[Column, str], Decimal | None] = field(default_factory=dict)
    places: dict[tuple[Column, str], Place] = field(default_factory=dict)
    left_out: list[tuple[Place, str]] = field(default_factory=list)


def read_workbook(
    sheets: Sequence[Sheet],
    label: str,
    layouts: Sequence[Layout],
    *,
    period: Period,
    regions: Sequence[Region],
    log: Findings,
) -> list[Part]:
    """The tables of a workbook; what does not fit goes to ``log``, reading goes on.

    Args:
        sheets: the workbook's. label: its name for messages. period: of the workbook as a whole;
            a table with a lag is of an earlier one. regions: of regions.csv.

    Figures are decimals in 亿元 (to 6 decimals) and % (as stored); a blank or 缺数 mark is None.
    """
    _check_year(sheets, label, period, log)
    parts = []
    for layout in layouts:
        own = before(period, layout.lag)
        found = find_heading(sheets, label, layout, own, log)
        if found is not None:
            parts.append(_read(found, label, layout, period, regions, log))
    return parts


def before(period: Period, months: int) -> Period:
    """The period ``months`` earlier, over the turn of the year too; 1—2月 is one."""
    for _ in range(months):
        period = period.previous or Period(period.year - 1, 12)
    return period


def _check_year(sheets: Sequence[Sheet], label: str, period: Period, log: Findings) -> None:
    """The years the workbook names; where ours is none of them, it is another year's.

    Where it names none, the name of its file may: 2025-03.xlsx.
    """
    years = {}
    for sheet in sheets:
        for text, cell in texts_of(sheet, TITLE_ROWS):
            for year in re.findall(r"(?<!\d)(\d{4})年(?=\d{1,2}(?:月|[-–—~至]))", even(text)):
                years.setdefault(int(year), Place(label, sheet.name, cell))
    named = re.search(r"(?<!\d)(20\d\d)(?:年|[-_.]?(?:0[1-9]|1[0-2])(?!\d))", even(label))
    if not years and named:
        years[int(named[1])] = Place(label, "", "文件名")
    if not years:
        what = f"工作簿和文件名都没有写年份，--period 的{period.year}年没有核对"
        log.warn(Place(label), what, "核对年份")
    elif period.year not in years:
        year, place = next(iter(years.items()))
        log.stop(place, f"写的是{year}年，--period 是 {period}", "核对 --period 的年份")


def _read(
    heading: Heading,
    label: str,
    layout: Layout,
    asked: Period,
    regions: Sequence[Region],
    log: Findings,
) -> Part:
    sheet, period = heading.sheet, before(asked, layout.lag)
    if sheet.hidden:
        log.warn(Place(label, sheet.name), "是隐藏的工作表，照样读了", "如不应使用，改布局的 sheet")
    titles = [t for t in [*heading.title_texts, sheet.name] if layout.sheet.find(t)]
    part = Part(" ".join(titles[0].split()), period)
    columns: dict[int, Source] = {}
    for measure in layout.columns:
        at = columns_of(heading, measure, period)[0]
        stack = heading.stacks[at]
        place = Place(label, sheet.name, stack.cell)
        said, cell = _said(heading, layout, measure, at)
        if said:
            place = Place(label, sheet.name, cell)
            _check_period(said, place, period, asked, layout, log)
        else:
            what = f"表头“{stack.path}”没有写期间，按 --period 记作 {period}"
            log.warn(place, what, "核对是不是这一期")
        span = _span(said, measure, stack.texts, period, place, log)
        unit = heading.unit(at, units_of(measure.measure)) or measure.unit
        if unit not in units_of(measure.measure):
            what = f"表头“{stack.path}”" + (f"的单位是{unit}" if unit else "没有写单位")
            listed = "、".join(units_of(measure.measure))
            log.stop(place, what, f"应是{listed}之一；表里没有写就在布局里写 unit")
        elif span:
            if measure.unit and unit != measure.unit:
                what = f"单位是{unit}，布局写的是{measure.unit}，按{unit}读"
                log.warn(place, what, "核对后改布局的 unit")
            source = Source(Column(measure.measure, span), sheet.name, stack.path, unit)
            columns[at] = source
            part.sources.append(source)
    below = heading.sheet.rows[heading.bottom + 1 : heading.end]
    written = (cells[heading.column].text for cells in below if heading.column < len(cells))
    rows = _rows(heading, label, layout, columns, Names(regions, written), part, log)
    check_shape(sheet, label, rows.values(), columns, log)
    for region in regions:
        if region.name not in rows and (region.assessed or region.kind == CITY):
            log.warn(Place(label, sheet.name), f"没有“{region.name}”的行，没有它的数", "核对工作簿")
    return part


def _said(heading: Heading, layout: Layout, measure: Measure, at: int) -> tuple[Said | None, str]:
    """The period as the column's headers, the line above the table or its title say it; where."""
    said, cell = said_by(heading.stacks[at], measure)
    if said:
        return said, cell
    titles = [*heading.titles, (heading.sheet.name, "")]
    for pattern in filter(None, (layout.period, layout.sheet)):
        for text, cell in titles:
            found = pattern.find(text)
            said = found and (period_in(found) or period_anywhere(text))
            if said:
                return said.in_title, cell
    return None, ""


def _check_period(
    said: Said, place: Place, period: Period, asked: Period, layout: Layout, log: Findings
) -> None:
    """The table is of the period it should be of."""
    if (said.year or period.year, said.month) == (period.year, period.month):
        if period.is_first and said.span == MONTH:
            log.stop(
                place, f"写的是“{said.text}”，没有2月单独一期", "1—2月数据合并发布，核对工作簿"
            )
        return
    if not said.month:
        log.stop(place, f"写的是“{said.text}”，不是从1月起的累计", "核对工作簿和布局")
        return
    late = f"（布局写明晚{layout.lag}期）" if layout.lag else ""
    year = f"{period.year}年" if said.year else ""
    label = period.span_label(said.span or MONTH)
    what = f"写的是“{said.text}”，按 --period {asked} 应是{year}{label}{late}"
    log.stop(place, what, "核对 --period；这张表比工作簿晚几期，写在布局的 lag")


def _span(
    said: Said | None,
    measure: Measure,
    texts: Sequence[str],
    period: Period,
    place: Place,
    log: Findings,
) -> str:
    """month or ytd, by the period in the header, its words, or the layout; '' and a problem."""
    words = even("".join(texts))
    told = said.span if said else ""
    if not told and "累计" in words:
        told = YTD
    elif not told and (re.search("当月|本月", words) or (said and not measure.span)):
        told = MONTH
    if not told and not measure.span:
        log.stop(place, "看不出是当月还是累计", '在布局里写 span = "month" 或 "ytd"')
        return ""
    if told and measure.span not in ("", told) and not period.is_first:
        text = said.text if said and said.span else " › ".join(texts)
        what = f"“{text}”是{'累计' if told == YTD else '当月'}，布局写的是 {measure.span}"
        log.stop(place, what, "核对后改布局的 span")
        return ""
    return measure.span or told


def _rows(
    heading: Heading,
    label: str,
    layout: Layout,
    columns: dict[int, Source],
    names: Names,
    part: Part,
    log: Findings,
) -> dict[str, int]:
    """Read the rows below the headers into ``part``; region → its row."""
    sheet, seen = heading.sheet, {}
    for row in range(heading.bottom + 1, heading.end):
        cells = sheet.rows[row]

        def at(column: int, cells: list[Cell] = cells) -> Cell:
            return cells[column] if column < len(cells) else Cell(BLANK)

        name, place = at(heading.column), Place(label, sheet.name, address(row, heading.column))
        empty = all(is_missing(at(column)) for column in columns)
        if name.kind == BLANK:
            if not empty:
                log.warn(place, "有数没有地区名，没有读这一行", "核对工作簿")
            continue
        if any(pattern.find(name.text) for pattern in layout.skip):
            part.left_out.append((place, name.shown))
            continue
        region = names.find(name.text)
        if region is None and empty:  # a footnote
            part.left_out.append((place, name.shown))
        elif region is None:
            near = names.nearest(name.text)
            guess = f"是不是“{near}”？" if near else ""
            mend = f"{guess}在 regions.csv 里加作别名，或写进布局的 skip"
            log.stop(place, f"“{name.shown}”不是已知地区", mend)
        elif region.name in seen:
            first = address(seen[region.name], heading.column)
            log.stop(place, f"“{region.name}”有两行（另一行在 {first}）", "多余的写进布局的 skip")
        else:
            seen[region.name] = row
            for column, source in columns.items():
                if _holds(source.column.measure, region):
                    where = Place(label, sheet.name, address(row, column))
                    key = (source.column, region.name)
                    part.places[key] = where
                    part.figures[key] = figure_at(
                        where, at(column), source.column.measure, source.unit, log
                    )
    return seen


def _holds(measure: str, region: Region) -> bool:
    return measure == "va_growth" or region.kind not in (NATION, PROVINCE)
