"""What a workbook states of period, span and unit, against the layout and ``--period``."""

from __future__ import annotations

import re
from dataclasses import replace

from fzlib.errors import Place, listing
from fzlib.intake.bureau.candidates import Candidate, CandidateColumn, Workbook
from fzlib.intake.bureau.layout import units_of
from fzlib.intake.cell_text import labels_of
from fzlib.intake.cell_values import even
from fzlib.intake.labels import INDEX, Label, StatedPeriod, period_of_name
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH, PERCENT_UNIT, SPAN_NAMES, YTD

TITLE_ROWS = 6  # of every sheet, where a year is looked for


def check_year(workbook: Workbook) -> bool:
    """Whether the workbook can be of the year asked for, by the years in it and in its file's name.

    Where only the name of the file has that year, a warning says so.
    """
    file, period, log = workbook.file, workbook.period, workbook.log
    years: dict[int, Place] = {}
    for sheet in workbook.sheets:
        for label in (Label(sheet.name), *labels_of(sheet, TITLE_ROWS)):
            for year in label.years:
                years.setdefault(year, Place(file, sheet.name, label.cell))
    named = period_of_name(file)
    stated = [*years.items(), *([(named[0], Place(file, "", "文件名"))] if named else [])]
    if not stated:
        what = f"工作簿和文件名都没有写年份，--period 的{period.year}年没有核对"
        log.warn(Place(file), what, "核对年份")
    elif period.year not in dict(stated):
        year, place = stated[0]
        mend = "核对 --period 的年份；没有错，就在文件名里写上期间"
        log.stop(place, f"写的是{year}年，--period 是 {period}", mend)
        return False
    elif years and period.year not in years:
        year, place = stated[0]
        log.warn(place, f"写的是{year}年，文件名是{period.year}年，按文件名", "核对年份")
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
        log.stop(table.place(dated[0].cell), what, mend)
        return
    stated = [title.period for title in titles if title.period]
    fitting = {(period.year, period.month) for period in (own, whole)}
    if not stated or any(period.month_of(own.year) in fitting for period in stated):
        return
    place, what = table.place(stated[0].cell), f"写的是“{stated[0].text}”"
    headed = [column.headed_period for column in columns if column.headed_period]
    if headed:
        what += f"，表头写的是“{headed[0].text}”，按表头"
        log.warn(place, what, "核对是不是这一期")
    elif not any(column.stated for column in columns):
        log.warn(place, f"{what}，按 --period 记作 {own}", "核对是不是这一期")


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
    if column.declared.span and not column.stated_spans:
        _check_title_span(column)
    return span, _unit(column, place)


def _check_period(column: CandidateColumn, stated: StatedPeriod) -> None:
    """The period that is stated is the table's; a column of 同期 may be headed by last year."""
    table, log = column.table, column.table.log
    what, place = f"写的是“{stated.text}”", table.place(stated.cell)
    if column.is_of(stated):
        if table.period.is_first and stated.span == MONTH:
            log.stop(place, f"{what}，没有2月单独一期", "1—2月数据合并发布，核对工作簿")
    elif not stated.month:
        log.stop(place, f"{what}，不是从1月起的累计", "核对工作簿和布局")
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
    workbook.log.stop(table.place(stated.cell), what, mend)


def _check_headed_year(column: CandidateColumn) -> None:
    """A column headed by other years only (2025年 in a workbook of 2026) is none of ours."""
    years, period = column.head.years, column.table.period
    if years and not years & set(column.declared.years(period)):
        what = f"写的是{listing(f'{year}年' for year in sorted(years))}，应是{period.year}年"
        column.table.log.stop(column.place, what, "核对工作簿和布局的 header")


def _check_before(column: CandidateColumn) -> None:
    """上年同期 heads no level of this year's; of a growth it only names the base."""
    own = even(column.head.whole.text)
    if column.declared.measure == "output" and re.search("上年|去年|同期", own):
        what = f"表头“{column.head.path}”是上年的数，布局读作 output"
        column.table.log.stop(column.place, what, '上年同期的列写 measure = "base"')


def _check_index(column: CandidateColumn) -> None:
    """No growth is read from an index, as its header or a title of the table calls it.

    Where another column is headed as an index, the title may be about that one.
    """
    measure, table, head = column.declared.measure, column.table, column.head
    if not measure.endswith("growth"):
        return
    others = (h for at, h in table.head.columns.items() if at not in (column.at, table.head.names))
    indices = [title for title in table.head.titles if title.is_index]
    if indices and head.whole.is_growth and any(other.whole.is_index_header for other in others):
        indices = []
    if head.whole.is_index_header:
        indices = [Label(head.path, head.cell)]
    for label in indices[:1]:
        what = f"“{label.shown}”是指数，布局读作 {measure}"
        table.log.stop(table.place(label.cell), what, INDEX)


def _check_name(column: CandidateColumn) -> None:
    """A table that states no period is taken for the one asked for, if its file's name fits."""
    workbook, header = column.table.workbook, f"表头“{column.head.path}”没有写期间"
    period, named = workbook.period, period_of_name(workbook.file)
    if named and named[1] and named != (period.year, period.month):
        what = f"写的是{named[0]}年{named[1]}月，--period 是 {period}，{header}"
        mend = "核对 --period；没有错就改文件名"
        workbook.log.stop(Place(workbook.file, "", "文件名"), what, mend)
        return
    what = f"{header}，按 --period 记作 {column.table.period}"
    workbook.log.warn(column.place, what, "核对是不是这一期")


def _span(column: CandidateColumn, stated: StatedPeriod | None, place: Place) -> str:
    """month or ytd: what the table states, else the layout; '' and a problem."""
    declared, head, table = column.declared.span, column.head, column.table
    spans, titles, log = sorted(column.stated_spans), table.head.titles, table.log
    # 1—3月 above 3月: whatever the layout declares, one of the two is wrong
    is_titled = declared == MONTH and _is_year_to_date(column)
    fits = not spans or (declared in spans and not is_titled)
    if declared and (fits or table.period.is_first):
        return declared
    if len(spans) == 1 and not declared:
        return spans[0]
    above = head.spans and column.spans != head.spans
    if declared:
        other = YTD if is_titled else spans[0]
        text = stated.text if stated and stated.span and not head.words else head.path
        if above:  # a word above the month in the header
            header = Label(head.path, head.cell)
            label = next((title for title in titles if other in title.spans), header)
            text, place = label.shown, table.place(label.cell)
        what = f"“{text}”是{SPAN_NAMES[other]}，布局写的是 {declared}"
        mend = "核对后改布局的 span"
        log.stop(place, what, mend + "；确是当月数，在副本的表头写明当月" * is_titled)
        return ""
    what = f"表头“{head.path}”{'连同表上的文字' if above else ''}既写当月又写累计"
    if not spans:
        what = "看不出是当月还是累计"
    log.stop(place, what, '在布局里写 span = "month" 或 "ytd"')
    return ""


def _is_year_to_date(column: CandidateColumn) -> bool:
    """Whether 1—3月, and no word like 累计, stands above a header that is a month alone."""
    words = any(title.words for title in column.table.head.titles)
    return column.spans > column.head.spans and not words


def _check_title_span(column: CandidateColumn) -> None:
    """A title that names the other span, over headers that name none, is a warning."""
    declared, table = column.declared.span, column.table
    other = (t for t in table.head.titles if t.spans and declared not in t.spans)
    for title in other:
        header = f"表头“{column.head.path}”没有写，按布局的 {declared}"
        what = f"写的是{SPAN_NAMES[min(title.spans)]}，{header}"
        table.log.warn(table.place(title.cell), what, "核对布局的 span")
        return


def _unit(column: CandidateColumn, place: Place) -> str:
    """The unit that the workbook names, else the layout; '' and a problem."""
    declared, table, log = column.declared, column.table, column.table.log
    units = units_of(declared.measure)
    rate = PERCENT_UNIT in units
    unit = table.head.unit(column.at, rate=rate, declared=declared.unit) or declared.unit
    if unit not in units:
        what = f"表头“{column.head.path}”" + (f"的单位是{unit}" if unit else "没有写单位")
        log.stop(place, what, f"应是{'、'.join(units)}之一；表里没有写就在布局里写 unit")
        return ""
    if declared.unit and unit != declared.unit:
        what = f"单位是{unit}，布局写的是{declared.unit}，按{unit}读"
        log.warn(place, what, "核对后改布局的 unit")
    return unit
