"""What a workbook says of period, span and unit, against the layout and ``--period``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.bureau.column_heads import ColumnHead
from fzlib.intake.bureau.layout import Layout, LayoutColumn, units_of
from fzlib.intake.bureau.table_choice import columns_of, said_by, said_of, years_of
from fzlib.intake.bureau.table_heads import TableHead
from fzlib.intake.cell_text import texts_of
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import TEXT, Cell, Sheet
from fzlib.intake.labels import (
    BESIDE,
    INDEX,
    StatedPeriod,
    is_growth,
    is_index,
    period_anywhere,
    period_of_name,
    spans_in,
    words_in,
    years_in,
)
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH, PERCENT_UNIT, SPAN_NAMES, YTD

TITLE_ROWS = 6  # of every sheet, where a year is looked for


def check_year(sheets: Sequence[Sheet], label: str, period: Period, log: ProblemLog) -> None:
    """The years that the workbook or its file's name names: ours is among them, or it is another's.

    Where only the name of the file has ours, that is said.
    """
    years: dict[int, Place] = {}
    for sheet in sheets:
        for text, cell in ((sheet.name, ""), *texts_of(sheet, TITLE_ROWS)):
            for year in years_in(text):
                years.setdefault(year, Place(label, sheet.name, cell))
    named = period_of_name(label)
    if not years and not named:
        what = f"工作簿和文件名都没有写年份，--period 的{period.year}年没有核对"
        log.warn(Place(label), what, "核对年份")
    elif period.year not in (*years, named and named[0]):
        year, place = next(iter(years.items()), (named and named[0], Place(label, "", "文件名")))
        mend = "核对 --period 的年份；没有错，就在文件名里写上期间"
        log.stop(place, f"写的是{year}年，--period 是 {period}", mend)
    elif years and period.year not in years:
        year, place = next(iter(years.items()))
        log.warn(place, f"写的是{year}年，文件名是{period.year}年，按文件名", "核对年份")


def check_titles(
    heading: TableHead, label: str, layout: Layout, period: Period, asked: Period, log: ProblemLog
) -> None:
    """What stands above the table, or names its sheet, is of its period or of the workbook's.

    Another month (an issue date, a title that nobody changed) is said, for the headers go before;
    another year stops, unless ours stands there or in a header. The month in which a workbook is
    issued, and a line on how last year's figures compare or were revised, tell no year.
    """
    texts = [*heading.titles, (heading.sheet.name, "")]
    columns = [(m, c) for m in layout.columns for c in columns_of(heading, m, period)]
    over = [text for _, c in columns for text in heading.stacks[c].texts]
    named = [
        (text, cell)
        for text, cell in texts
        if years_in(text) and not re.search(BESIDE, text) and not _issued(text, asked)
    ]
    years = frozenset[int]().union(*(years_in(text) for text in (*over, *(t for t, _ in named))))
    if named and not years & {period.year, asked.year}:
        text, cell = named[0]
        what = f"写的是“{Cell(TEXT, text).shown}”，--period 是 {asked}"
        mend = "核对 --period 的年份，或是不是别的年份的工作簿"
        log.stop(Place(label, heading.sheet.name, cell), what, mend)
        return
    found = [(said, cell) for text, cell in texts if (said := period_anywhere(text))]
    fitting = {(one.year, one.month) for one in (period, asked)}
    if not found or any((one.year or period.year, one.month) in fitting for one, _ in found):
        return
    said, cell = found[0]
    place = Place(label, heading.sheet.name, cell)
    headers = [one for m, c in columns if (one := said_by(heading.stacks[c], m)[0])]
    if headers:
        what = f"写的是“{said.text}”，表头写的是“{headers[0].text}”，按表头"
        log.warn(place, what, "核对是不是这一期")
    elif not any(said_of(heading, layout, m, c)[0] for m, c in columns):
        log.warn(place, f"写的是“{said.text}”，按 --period 记作 {period}", "核对是不是这一期")


def _issued(text: str, asked: Period) -> bool:
    """Whether a text names a month in which the workbook may be issued: one of the three after."""
    said = period_anywhere(text)
    after = said and (said.year - asked.year) * 12 + said.month - asked.month
    return bool(said and said.year and after in (1, 2, 3))


def column_told(
    heading: TableHead,
    label: str,
    layout: Layout,
    measure: LayoutColumn,
    at: int,
    period: Period,
    asked: Period,
    log: ProblemLog,
) -> tuple[str, str]:
    """Span and unit of a column; either is '' where it cannot be told, with a problem.

    Args:
        at: the column. period: the table's. asked: the workbook's, as ``--period`` has it.
    """
    stack = heading.stacks[at]
    place = header = Place(label, heading.sheet.name, stack.cell)
    said, cell = said_of(heading, layout, measure, at)
    if said and heading.spans[at] == {YTD}:  # 2月 under 累计 is 1—2月
        said = replace(said, span=YTD)
    if said:
        place = Place(label, heading.sheet.name, cell)
        _check_period(said, measure, place, period, asked, layout, log)
    else:
        _check_name(label, stack, place, period, asked, log)
    if not said or not said.year or said.year in years_of(measure, period):
        _check_headed_year(measure, stack, header, period, log)
    _check_before(measure, stack, header, log)
    _check_index(heading, label, measure, at, log)
    span = _span(heading, said, measure, at, period, place, log)
    if measure.span and not heading.spans[at] and not (said and said.span):
        _check_title_span(heading, label, measure, stack, log)
    return span, _unit(heading, at, measure, place, log)


def _check_period(
    said: StatedPeriod,
    measure: LayoutColumn,
    place: Place,
    period: Period,
    asked: Period,
    layout: Layout,
    log: ProblemLog,
) -> None:
    """The table is of the period it should be of; a column of 同期 may be headed by last year."""
    year = said.year or period.year
    if year in years_of(measure, period) and said.month == period.month:
        if period.is_first and said.span == MONTH:
            log.stop(
                place, f"写的是“{said.text}”，没有2月单独一期", "1—2月数据合并发布，核对工作簿"
            )
        return
    if not said.month:
        log.stop(place, f"写的是“{said.text}”，不是从1月起的累计", "核对工作簿和布局")
        return
    stop_period(said, place, period, asked, layout, log)


def stop_period(
    said: StatedPeriod,
    place: Place,
    period: Period,
    asked: Period,
    layout: Layout,
    log: ProblemLog,
    mend: str = "核对 --period；这张表比工作簿晚几期，写在布局的 lag",
) -> None:
    """A table that says another period than it should be of."""
    late = f"（布局写明晚{layout.lag}期）" if layout.lag else ""
    full = f"{period.year}年" if said.year else ""
    label = period.span_label(said.span or MONTH)
    log.stop(place, f"写的是“{said.text}”，按 --period {asked} 应是{full}{label}{late}", mend)


def _check_headed_year(
    measure: LayoutColumn, stack: ColumnHead, place: Place, period: Period, log: ProblemLog
) -> None:
    """A column headed by other years only (2025年 in a workbook of 2026) is none of ours."""
    if stack.years and not stack.years & set(years_of(measure, period)):
        year = listing(f"{year}年" for year in sorted(stack.years))
        log.stop(place, f"写的是{year}，应是{period.year}年", "核对工作簿和布局的 header")


def _check_before(measure: LayoutColumn, stack: ColumnHead, place: Place, log: ProblemLog) -> None:
    """上年同期 is no column of this year's level; of a growth the word only says against what."""
    own = even("".join(stack.texts[stack.titles :]))
    if measure.measure == "output" and re.search("上年|去年|同期", own):
        what = f"表头“{stack.path}”是上年的数，布局读作 output"
        log.stop(place, what, '上年同期的列写 measure = "base"')


def _check_index(
    heading: TableHead, label: str, measure: LayoutColumn, at: int, log: ProblemLog
) -> None:
    """A growth is read from no index, told by its header or by what stands above the table.

    Where another column is the index, what stands above may be about that one.
    """
    if not measure.measure.endswith("growth"):
        return
    own = {column: "".join(stack.own) for column, stack in heading.stacks.items()}
    beside = (text for column, text in own.items() if column not in (at, heading.column))
    texts = [*heading.titles, (heading.sheet.name, "")]
    named = [(text, cell) for text, cell in texts if is_index(text)]
    if named and is_growth(own[at]) and any(is_index(text, header=True) for text in beside):
        named = []
    if is_index(own[at], header=True):
        named = [(heading.stacks[at].path, heading.stacks[at].cell)]
    for text, cell in named[:1]:
        what = f"“{Cell(TEXT, text).shown}”是指数，布局读作 {measure.measure}"
        log.stop(Place(label, heading.sheet.name, cell), what, INDEX)


def _check_name(
    label: str, stack: ColumnHead, place: Place, period: Period, asked: Period, log: ProblemLog
) -> None:
    """A table that says no period is of the one asked for; its file's name may say another."""
    named = period_of_name(label)
    if named and named[1] and named != (asked.year, asked.month):
        what = f"写的是{named[0]}年{named[1]}月，--period 是 {asked}，表头“{stack.path}”没有写期间"
        log.stop(Place(label, "", "文件名"), what, "核对 --period；没有错就改文件名")
        return
    what = f"表头“{stack.path}”没有写期间，按 --period 记作 {period}"
    log.warn(place, what, "核对是不是这一期")


def _span(
    heading: TableHead,
    said: StatedPeriod | None,
    measure: LayoutColumn,
    at: int,
    period: Period,
    place: Place,
    log: ProblemLog,
) -> str:
    """month or ytd: what the table tells, else the layout; '' and a problem."""
    stack = heading.stacks[at]
    told: Sequence[str] = sorted(heading.spans[at] or {said.span if said else ""} - {""})
    texts = [*heading.titles, (heading.sheet.name, "")]
    # 1—3月 above 3月: whatever the layout declares, one of the two is wrong
    title = measure.span == MONTH and _is_year_to_date(heading, at, [text for text, _ in texts])
    if measure.span and period.is_first:
        return measure.span
    if measure.span in told and not title:
        return measure.span
    if measure.span and not told:
        return measure.span
    if len(told) == 1 and not measure.span:
        return told[0]
    above = stack.spans and heading.spans[at] != stack.spans
    if measure.span:
        other = YTD if title else told[0]
        text = said.text if said and said.span and not stack.words else stack.path
        if above:  # a word above the month in the header
            said_at = ((t, c) for t, c in texts if other in spans_in(t))
            text, cell = next(said_at, (stack.path, stack.cell))
            text, place = Cell(TEXT, text).shown, Place(place.file, place.sheet, cell)
        what = f"“{text}”是{SPAN_NAMES[other]}，布局写的是 {measure.span}"
        mend = "核对后改布局的 span"
        log.stop(place, what, mend + "；确是当月数，在副本的表头写明当月" * title)
        return ""
    what = f"表头“{stack.path}”{'连同表上的文字' if above else ''}既写当月又写累计"
    if not told:
        what = "看不出是当月还是累计"
    log.stop(place, what, '在布局里写 span = "month" 或 "ytd"')
    return ""


def _is_year_to_date(heading: TableHead, at: int, above: Sequence[str]) -> bool:
    """Whether what stands above a month alone in the header is 1—3月, and no word."""
    told = heading.spans[at] > heading.stacks[at].spans
    return told and not any(words_in(text) for text in above)


def _check_title_span(
    heading: TableHead, label: str, measure: LayoutColumn, stack: ColumnHead, log: ProblemLog
) -> None:
    """Headers that tell no span, under a title (or in a sheet) that tells the other one."""
    for text, cell in (*heading.titles, (heading.sheet.name, "")):
        told = spans_in(text) - {measure.span}
        if told and measure.span not in spans_in(text):
            what = (
                f"写的是{SPAN_NAMES[min(told)]}，表头“{stack.path}”没有写，按布局的 {measure.span}"
            )
            log.warn(Place(label, heading.sheet.name, cell), what, "核对布局的 span")
            return


def _unit(heading: TableHead, at: int, measure: LayoutColumn, place: Place, log: ProblemLog) -> str:
    """The unit that the workbook names, else the layout; '' and a problem."""
    known = units_of(measure.measure)
    unit = heading.unit(at, rate=PERCENT_UNIT in known, declared=measure.unit) or measure.unit
    if unit not in known:
        what = f"表头“{heading.stacks[at].path}”" + (f"的单位是{unit}" if unit else "没有写单位")
        listed = "、".join(known)
        log.stop(place, what, f"应是{listed}之一；表里没有写就在布局里写 unit")
        return ""
    if measure.unit and unit != measure.unit:
        what = f"单位是{unit}，布局写的是{measure.unit}，按{unit}读"
        log.warn(place, what, "核对后改布局的 unit")
    return unit
