"""Blank workbooks to fill in: a period's figures, or a year's expected increments."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fzlib.errors import InputError, Place, Problem, ProblemLog
from fzlib.intake.columns import PERIOD, REGION, InputColumn, monthly_columns, written
from fzlib.intake.formats.writing import new_workbook
from fzlib.intake.input_files import Files, dataset_of, regions_of, rulebook_of
from fzlib.scoring.panel import COUNTY, Region
from fzlib.scoring.periods import Period, Year
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import LEVELS, MEASURES, SPANS, YTD

SHEET, NOTES = "数据", "填表说明"
OPTIONAL = "output_growth"  # computed where blank
_MEANINGS = {
    "va_growth": "增加值增速，按可比价；全国、全省也要填",
    "output": "{output}，按现价；全国、全省不填",
    "base": "上年同期{output}，本年口径（不是上年报表数）；填了增速可以不填，按增速推算",
    "output_growth": "{output}增速；可以不填，不填按本期和同期计算；填了以填的数计分",
    "expected": "预期增量，本期比上年同期预期多出的{output}；可以是负数",
}


def month_form(data: Path, period: Period, rules: Path | None = None) -> bytes:
    """The workbook of a period: regions in order, a column for every figure that is scored.

    In 1—2月 month and year-to-date are one figure: it has one column.

    Raises:
        InputError: dataset.toml, regions.csv or the rule book is absent or wrong.
    """
    output, regions, book = _basis(data, period, rules)
    spans = [YTD] if period.month_is_ytd else [span for span in SPANS if span in book.spans]
    columns = [column for column in monthly_columns(spans) if book.needs(column.measure)]
    rows = [[region.name] for region in regions if region.assessed or region.kind != COUNTY]
    by_name = {region.name: region for region in regions}

    def barred(row: Sequence[str], column: InputColumn) -> bool:
        return not by_name[row[0]].has(column.measure)

    place = f"monthly/{period}.xlsx"
    return _form(f"{period.label}数据", place, output, [REGION], columns, rows, barred)


def year_form(data: Path, year: Year, rules: Path | None = None) -> bytes:
    """The workbook of a year's expected increments: a row a period and assessed county.

    Raises:
        InputError: as `month_form`; or the rule book scores no increment.
    """
    output, regions, book = _basis(data, year.periods[0], rules)
    if not book.scores("increment"):
        what = "规则书不计“实际完成增量”，没有预期增量要填"
        raise InputError([Problem(Place(f"rules/{year}.toml"), what, kind="file.unused")])
    columns = [InputColumn("expected", span) for span in book.spans]
    counties = [region.name for region in regions if region.assessed]
    rows = [[str(period), county] for period in year.periods for county in counties]

    def barred(row: Sequence[str], column: InputColumn) -> bool:
        # 1—2月 is one figure: it is asked for once
        return row[0].endswith("-02") and column != columns[-1]

    place = f"expected/{year}.xlsx"
    keys = [PERIOD, REGION]
    return _form(f"{year.label}预期增量", place, output, keys, columns, rows, barred)


def _basis(data: Path, period: Period, rules: Path | None) -> tuple[str, list[Region], RuleBook]:
    """What a form depends on: the word for the level, the regions, the rule book."""
    log, files = ProblemLog(), Files(data)
    dataset, regions = dataset_of(files, log), regions_of(files, log)
    book = rulebook_of(files, period, rules, log)
    log.raise_if_any()
    assert dataset is not None
    assert book is not None
    return dataset.output, regions, book


def _form(
    title: str,
    place: str,
    output: str,
    keys: Sequence[InputColumn],
    columns: Sequence[InputColumn],
    rows: Sequence[Sequence[str]],
    barred: Callable[[Sequence[str], InputColumn], bool],
) -> bytes:
    """The sheet to fill in and the sheet of notes. ``barred``: a cell that stays empty."""
    buffer = io.BytesIO()
    with new_workbook(buffer, title) as book:
        edge = {"border": 1, "border_color": "#9aa1ab"}
        head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", **edge}
        needed = book.add_format({**head, "bg_color": "#dce6f1"})
        optional = book.add_format({**head, "bg_color": "#f2f2f2", "italic": True})
        name = book.add_format(edge)
        closed = book.add_format({**edge, "bg_color": "#d9d9d9"})
        rate = book.add_format({**edge, "num_format": "0.0###"})
        level = book.add_format({**edge, "num_format": "#,##0.00####"})
        sheet = book.add_worksheet(SHEET)
        sheet.set_default_row(20)
        sheet.set_row(0, 48)
        for c, column in enumerate([*keys, *columns]):
            form = optional if column.measure == OPTIONAL else needed
            sheet.write_string(0, c, written(column, output), form)
        for r, row in enumerate(rows, 1):
            sheet.write_row(r, 0, row, name)
            for c, column in enumerate(columns, len(keys)):
                form = rate if MEASURES[column.measure].is_rate else level
                sheet.write_blank(r, c, None, closed if barred(row, column) else form)
        for c, column in enumerate(columns, len(keys)):
            sheet.data_validation(1, c, len(rows), c, _validation(column, output))
        sheet.freeze_panes(1, len(keys))
        sheet.set_column(0, len(keys) - 1, 14)
        sheet.set_column(len(keys), len(keys) + len(columns) - 1, 18)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L{title}&R第&P页，共&N页")
        _notes(book, title, place, output, columns)
    return buffer.getvalue()


def _validation(column: InputColumn, output: str) -> dict[str, Any]:
    """Numbers within the bounds of the intake; a mark of 缺数 can still be entered."""
    measure = MEASURES[column.measure]
    what = "增速，百分数：8.5 表示 8.5%" if measure.is_rate else "单位亿元"
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0 if column.measure in LEVELS else -int(measure.most),
        "maximum": int(measure.most),
        "ignore_blank": True,
        "input_title": written(column, output)[:32],
        "input_message": f"{what}；没有数就空着。",
        "error_title": "不像这一列的数",
        "error_message": f"应是数字（{what}）。没有数就空着，不要填0。仍要这样填吗？",
        "error_type": "warning",
    }


def _notes(book: Any, title: str, place: str, output: str, columns: Sequence[InputColumn]) -> None:
    """What each column is, what to do where there is no figure, and what comes next."""
    sheet = book.add_worksheet(NOTES)
    bold = book.add_format({"bold": True, "font_size": 13})
    label = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"{title}　填表说明", bold)
    notes = [
        *((written(c, output), _MEANINGS[c.measure].format(output=output) + "。") for c in columns),
        ("没有数", "空着，按缺数处理；不要填0，也不要删行。"),
        ("灰色格", "不填。"),
        ("表头", "单位写在表头里，可改为万元、千元；列的次序可变，文字照原样。"),
        ("地区", "一个地区一行，不增加合计行；别的写法加进 regions.csv 的“别名”。"),
        ("下一步", f"另存后检查：fz check 文件名；没有要改的就放到 {place}。"),
    ]
    for row, (key, meaning) in enumerate(notes, 2):
        sheet.write_string(row, 0, key, label)
        sheet.write_string(row, 1, meaning, text)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 62)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
