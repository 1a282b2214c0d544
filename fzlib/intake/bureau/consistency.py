"""What a workbook states of period, span and unit, against the layout and ``--period``."""

from __future__ import annotations

import re
from dataclasses import replace

from fzlib.errors import Place, listing
from fzlib.intake.bureau.candidates import Candidate, CandidateColumn, Workbook
from fzlib.intake.cell_values import even
from fzlib.intake.labels import INDEX, Label, StatedPeriod, period_of_name
from fzlib.scoring.measures import BASE, LEVEL
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH, SPAN_NAMES, YTD

TITLE_ROWS = 6  # of every sheet, where a year is looked for


def check_year(workbook: Workbook) -> bool:
    """Whether the workbook can be of the year asked for, by the years in it and in its file's name.

    Where only the name of the file has that year, a warning says so.
    """
    file, period, log = workbook.file, workbook.period, workbook.log
    years: dict[int, Place] = {}
    for label, place in workbook.labels(TITLE_ROWS):
        for year in label.years:
            years.setdefault(year, place)
    named = period_of_name(file)
    stated = [*years.items(), *([(named[0], Place(file, "", "文件名"))] if named else [])]
    if not stated:
        what = f"工作簿和文件名都没有写年份，--period 的{period.year}年没有核对"
        log.warn(Place(file), what, "核对年份", kind="period.unstated")
        return True
    year, place = stated[0]
    if period.year not in dict(stated):
        what = f"写的是{year}年，--period 是 {period}"
        mend = "核对 --period 的年份；没有错，就在文件名里写上期间"
        log.stop(place, what, mend, kind="period.other")
        return False
    if years and period.year not in years:
        what = f"写的是{year}年，文件名是{period.year}年，按文件名"
        log.warn(place, what, "核对年份", kind="period.other")
    return True


def check_titles(table: Candidate) -> None:
    """The titles of a table state its period, or the workbook's.

    Another month (an issue date, a title that nobody changed) is a warning, as headers count for
    more. Another year stops the import, unless a title or a header has the right one too; a month
    in which the workbook may be issued, and a line on how last year's figures compare or were
    revised, count for no year.
    """
    own, whole, log = table.period, table.workbook.period, table.log
    titles, columns = table.head.titles, [column for (column,) in table.columns.values()]
    over = [label for column in columns for label in column.head.labels]
    dated = [t for t in titles if t.years and not t.is_aside and not _is_issue(t, whole)]
    years = frozenset[int]().union(*(label.years for label in (*over, *dated)))
    if dated and not years & {own.year, whole.year}:
        what = f"写的是“{dated[0].shown}”，--period 是 {whole}"
        mend = "核对 --period 的年份，或是不是别的年份的工作簿"
        log.stop(table.place(dated[0].cell), what, mend, kind="period.other")
        return
    stated = [title.period for title in titles if title.period]
    fitting = {(period.year, period.month) for period in (own, whole)}
    if not stated or any(period.month_of(own.year) in fitting for period in stated):
        return
    headed = [column.headed_period.text for column in columns if column.headed_period]
    if headed or not any(column.stated for column in columns):
        basis = f"表头写的是“{headed[0]}”，按表头" if headed else f"按 --period 记作 {own}"
        what, place = f"写的是“{stated[0].text}”，{basis}", table.place(stated[0].cell)
        log.warn(place, what, "核对是不是这一期", kind="period.other")


def _is_issue(title: Label, period: Period) -> bool:
    """Whether a title names a month in which the workbook may be issued: one of the three after."""
    stated = title.period
    after = stated and (stated.year - period.year) * 12 + stated.month - period.month
    return bool(stated and stated.year and after in (1, 2, 3))


def span_and_unit(column: CandidateColumn) -> tuple[str, str]:
    """Span and unit of a column; either is '' where it cannot be told, with a problem."""
    stated, place = column.stated, column.place
    if stated and column.spans == {YTD}:  # 2月 under 累计 is 1—2月
        stated = replace(stated, span=YTD)
    if stated:
        place = column.table.place(stated.cell)
        _check_period(column, stated)
    else:
        _check_name(column)
    if not stated or not stated.year or stated.year in column.declared.years(column.table.period):
        _check_headed_year(column)
    _check_before(column)
    _check_index(column)
    span = _span(column, stated, place)
    _check_title_span(column)
    return span, _unit(column, place)


def _check_period(column: CandidateColumn, stated: StatedPeriod) -> None:
    """The period that is stated is the table's; a column of 同期 may be headed by last year."""
    table, log = column.table, column.table.log
    what, place = f"写的是“{stated.text}”", table.place(stated.cell)
    if column.is_of(stated):
        if table.period.month_is_ytd and stated.span == MONTH:
            what, mend = f"{what}，没有2月单独一期", "1—2月数据合并发布，核对工作簿"
            log.stop(place, what, mend, kind="period.unusable")
    elif not stated.month:
        what, mend = f"{what}，不是从1月起的累计", "核对工作簿和布局"
        log.stop(place, what, mend, kind="period.unusable")
    else:
        stop_period(table, stated)


def stop_period(
    table: Candidate,
    stated: StatedPeriod,
    mend: str = "核对 --period；这张表比工作簿晚几期，写在布局的 lag",
) -> None:
    """The problem of a table that states another period than it should be of."""
    lag, period, workbook = table.layout.lag, table.period, table.workbook
    late = f"（布局写明晚{lag}期）" if lag else ""
    full = f"{period.year}年" if stated.year else ""
    own = f"{full}{period.span_label(stated.span or MONTH)}{late}"
    what = f"写的是“{stated.text}”，按 --period {workbook.period} 应是{own}"
    workbook.log.stop(table.place(stated.cell), what, mend, kind="period.other")


def _check_headed_year(column: CandidateColumn) -> None:
    """A column headed by other years only (2025年 in a workbook of 2026) is none of ours."""
    years, period = column.head.years, column.table.period
    if years and not years & set(column.declared.years(period)):
        what = f"写的是{listing(f'{year}年' for year in sorted(years))}，应是{period.year}年"
        mend = "核对工作簿和布局的 header"
        column.table.log.stop(column.place, what, mend, kind="period.other")


def _check_before(column: CandidateColumn) -> None:
    """上年同期 heads no level of this year's; of a growth it only names the base."""
    own = even(column.head.whole.text)
    series = column.declared.series
    if series.is_level and series.aspect == LEVEL and re.search("上年|去年|同期", own):
        what = f"表头“{column.head.path}”是上年的数，布局读作 {series.code}"
        base = series.measure.series.get(BASE)
        mend = f'上年同期的列写 measure = "{base.code}"' if base else "核对布局的 header"
        column.table.log.stop(column.place, what, mend, kind="column.ambiguous")


def _check_index(column: CandidateColumn) -> None:
    """No growth is read from an index, as its header or a title of the table calls it.

    Where another column is headed as an index, the title may be about that one.
    """
    series, table, head = column.declared.series, column.table, column.head
    if not series.is_growth:
        return
    others = (other for at, other in table.head.columns.items() if at != column.at)
    indices = [title for title in table.head.titles if title.is_index]
    if indices and head.whole.is_growth and any(other.whole.is_index_header for other in others):
        indices = []
    if head.whole.is_index_header:
        indices = [Label(head.path, head.cell)]
    for label in indices[:1]:
        what = f"“{label.shown}”是指数，布局读作 {series.code}"
        table.log.stop(table.place(label.cell), what, INDEX, kind="unit.index")


def _check_name(column: CandidateColumn) -> None:
    """A table that states no period is taken for the one asked for, if its file's name fits."""
    workbook, header = column.table.workbook, f"表头“{column.head.path}”没有写期间"
    period, named = workbook.period, period_of_name(workbook.file)
    if named and named[1] and named != (period.year, period.month):
        what = f"写的是{named[0]}年{named[1]}月，--period 是 {period}，{header}"
        mend = "核对 --period；没有错就改文件名"
        workbook.log.stop(Place(workbook.file, "", "文件名"), what, mend, kind="period.other")
        return
    what = f"{header}，按 --period 记作 {column.table.period}"
    workbook.log.warn(column.place, what, "核对是不是这一期", kind="period.unstated")


def _span(column: CandidateColumn, stated: StatedPeriod | None, place: Place) -> str:
    """month or ytd: what the table states, else the layout; '' and a problem."""
    span, head, table = column.declared.span, column.head, column.table
    spans, titles, log = sorted(column.stated_spans), table.head.titles, table.log
    # 1—3月, and no word, above 3月: whatever the layout declares, one of the two is wrong
    worded = any(title.words for title in titles)
    is_titled = span == MONTH and column.spans > head.spans and not worded
    fits = not spans or (span in spans and not is_titled)
    if span and (fits or table.period.month_is_ytd):
        return span
    if len(spans) == 1 and not span:
        return spans[0]
    above = head.spans and column.spans != head.spans
    if span:
        other = YTD if is_titled else spans[0]
        text = stated.text if stated and stated.span and not head.words else head.path
        if above:  # a word above the month in the header
            header = Label(head.path, head.cell)
            label = next((title for title in titles if other in title.spans), header)
            text, place = label.shown, table.place(label.cell)
        what = f"“{text}”是{SPAN_NAMES[other]}，布局写的是 {span}"
        mend = "核对后改布局的 span" + "；确是当月数，在副本的表头写明当月" * is_titled
    else:
        what, mend = "看不出是当月还是累计", '在布局里写 span = "month" 或 "ytd"'
        if spans:
            what = f"表头“{head.path}”{'连同表上的文字' if above else ''}既写当月又写累计"
    log.stop(place, what, mend, kind="column.ambiguous")
    return ""


def _check_title_span(column: CandidateColumn) -> None:
    """A title that names the other span, over headers that name none, is a warning."""
    span, table = column.declared.span, column.table
    other = [title for title in table.head.titles if title.spans and span not in title.spans]
    if span and not column.stated_spans and other:
        header = f"表头“{column.head.path}”没有写，按布局的 {span}"
        what = f"写的是{SPAN_NAMES[min(other[0].spans)]}，{header}"
        place = table.place(other[0].cell)
        table.log.warn(place, what, "核对布局的 span", kind="column.ambiguous")


def _unit(column: CandidateColumn, place: Place) -> str:
    """The unit that the workbook names, else the layout; '' and a problem."""
    declared, log = column.declared, column.table.log
    units = declared.series.units
    unit = column.unit or declared.unit
    if unit not in units:
        what = f"表头“{column.head.path}”" + (f"的单位是{unit}" if unit else "没有写单位")
        allowed = "、".join(units) + "之一" * (len(units) > 1)
        mend = f"应是{allowed}；表里没有写就在布局里写 unit"
        log.stop(place, what, mend, kind="unit.unknown")
        return ""
    if declared.unit and unit != declared.unit:
        what = f"单位是{unit}，布局写的是{declared.unit}，按{unit}读"
        log.warn(place, what, "核对后改布局的 unit", kind="unit.other")
    return unit
