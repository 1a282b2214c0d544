"""Blank workbooks to fill in: a period's figures, or a year's targets."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fzlib.errors import InputError, Place, Problem, ProblemLog
from fzlib.intake.columns import PERIOD, REGION, Headings, InputColumn
from fzlib.intake.dataset_file import dataset_of
from fzlib.intake.figures import is_never_negative
from fzlib.intake.formats.writing import new_workbook
from fzlib.intake.forms.form_notes import SHEET, set_up_page, write_notes
from fzlib.intake.input_files import Files, regions_of, rulebook_of
from fzlib.intake.needs import city_targets, is_expected, used_spans
from fzlib.scoring.measures import (
    ALL_REGIONS,
    BASE,
    CITY_TOO,
    COUNTIES_ONLY,
    GROWTH,
    GROWTH_TARGET,
    INCREMENT_TARGET,
    LEVEL,
    LEVEL_TARGET,
    OUTPUT,
    SHARE_TARGET,
    VA_GROWTH,
    Series,
)
from fzlib.scoring.periods import Period, Year
from fzlib.scoring.regions import CITY, COUNTY, Region
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MONEY, PERCENT_UNIT, SPANS, YTD

_MEANINGS = {  # aspect → {own}: the series, {of}: its measure
    LEVEL: "{own}{prices}；{whose}",
    BASE: "{own}，本年口径（不是上年报表数）；填了增速可以不填，按增速推算",
    GROWTH: "{own}；可以不填，不填按本期和同期计算；填了以填的数计分",
    LEVEL_TARGET: "{own}，本期的目标",
    GROWTH_TARGET: "{own}，百分数",
    INCREMENT_TARGET: "{own}，本期比上年同期预期多出的{of}；可以是负数",
    SHARE_TARGET: "{own}，占全市的百分数",
}
_PRICES = {VA_GROWTH: "，按可比价", OUTPUT: "，按现价"}
_WHOSE = {
    ALL_REGIONS: "全国、全省也要填",
    CITY_TOO: "全国、全省不填",
    COUNTIES_ONLY: "全国、全省、全市不填",
}


def month_form(data: Path, period: Period, rules: Path | None = None) -> bytes:
    """The workbook of a period: regions in order, a column for every figure that is scored.

    In 1—2月 month and year-to-date are one figure: it has one column.

    Raises:
        InputError: dataset.toml, regions.csv or the rule book is absent or wrong.
    """
    headings, regions, book = _basis(data, period, rules)
    used = used_spans(book, period)
    asked = {code: (YTD,) if period.month_is_ytd else spans for code, spans in used.items()}
    columns = [c for c in headings.monthly(SPANS) if c.span in asked.get(c.series, ())]
    rows = [[region.name] for region in regions if region.assessed or region.kind != COUNTY]
    by_name = {region.name: region for region in regions}

    def barred(row: Sequence[str], column: InputColumn) -> bool:
        return not by_name[row[0]].has(headings.series[column.series])

    place = f"monthly/{period}.xlsx"
    return _Form(f"{period.label}数据", place, headings, [REGION], columns, rows, barred).content()


def year_form(data: Path, year: Year, rules: Path | None = None) -> bytes:
    """The workbook of a year's targets: a row a period and assessed county.

    The city has rows where its target is a standard.

    Raises:
        InputError: as `month_form`; or the rule book scores nothing by a target.
    """
    headings, regions, book = _basis(data, year.periods[0], rules)
    needed = {code: spans for code, spans in book.needed.items() if book.series[code].is_target}
    if not needed:
        what = "规则书没有按目标计分的考评项，没有目标要填"
        raise InputError([Problem(Place(f"rules/{year}.toml"), what, kind="file.unused")])
    columns = [InputColumn(code, span) for code, spans in needed.items() for span in spans]
    of_city = city_targets(book)
    own = {r.name: r for r in regions if r.assessed or (of_city and r.kind == CITY)}
    rows = [[str(period), name] for period in year.periods for name in own]

    def barred(row: Sequence[str], column: InputColumn) -> bool:
        # 1—2月 is one figure: it is asked for once
        again = row[0].endswith("-02") and column.span != needed[column.series][-1]
        return again or not is_expected(headings.series[column.series], own[row[1]], of_city)

    names = {headings.series[code].name(headings.output) for code in needed}
    title = f"{year.label}{names.pop() if len(names) == 1 else '目标'}"
    place, keys = f"expected/{year}.xlsx", [PERIOD, REGION]
    return _Form(title, place, headings, keys, columns, rows, barred).content()


def _basis(
    data: Path, period: Period, rules: Path | None
) -> tuple[Headings, list[Region], RuleBook]:
    """What a form depends on: the headers' words, the regions, the rule book."""
    log, files = ProblemLog(), Files(data)
    dataset, regions = dataset_of(files, log), regions_of(files, log)
    book = rulebook_of(files, period, rules, log)
    log.raise_if_any()
    assert dataset is not None
    assert book is not None
    return Headings(dataset.output, book.series), regions, book


@dataclass(frozen=True)
class _Form:
    """The sheet to fill in and the sheet of notes. ``barred``: a cell that stays empty."""

    title: str
    place: str
    headings: Headings
    keys: Sequence[InputColumn]
    columns: Sequence[InputColumn]
    rows: Sequence[Sequence[str]]
    barred: Callable[[Sequence[str], InputColumn], bool]

    def series(self, column: InputColumn) -> Series:
        """The series of a column of figures."""
        return self.headings.series[column.series]

    def content(self) -> bytes:
        """The workbook."""
        buffer = io.BytesIO()
        with new_workbook(buffer, self.title) as book:
            self._figures(book)
            self._notes(book)
        return buffer.getvalue()

    def _figures(self, book: Any) -> None:
        edge = {"border": 1, "border_color": "#9aa1ab"}
        head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", **edge}
        needed = book.add_format({**head, "bg_color": "#dce6f1"})
        optional = book.add_format({**head, "bg_color": "#f2f2f2", "italic": True})
        name = book.add_format(edge)
        closed = book.add_format({**edge, "bg_color": "#d9d9d9"})
        formats = {
            unit: book.add_format({**edge, "num_format": "#,##0.00####"}) for unit in MONEY
        } | {PERCENT_UNIT: book.add_format({**edge, "num_format": "0.0###"})}
        sheet = book.add_worksheet(SHEET)
        sheet.set_default_row(20)
        sheet.set_row(0, 48)
        keys, columns, rows = self.keys, self.columns, self.rows
        for c, key in enumerate(keys):
            sheet.write_string(0, c, self.headings.written(key), needed)
        for r, row in enumerate(rows, 1):
            sheet.write_row(r, 0, row, name)
        for c, column in enumerate(columns, len(keys)):
            series = self.series(column)
            form = optional if series.aspect == GROWTH else needed
            sheet.write_string(0, c, self.headings.written(column), form)
            own = formats.get(series.unit, name)
            for r, row in enumerate(rows, 1):
                sheet.write_blank(r, c, None, closed if self.barred(row, column) else own)
            sheet.data_validation(1, c, len(rows), c, self._validation(column))
        sheet.freeze_panes(1, len(keys))
        sheet.set_column(0, len(keys) - 1, 14)
        sheet.set_column(len(keys), len(keys) + len(columns) - 1, 18)
        set_up_page(sheet, self.title)

    def _validation(self, column: InputColumn) -> dict[str, Any]:
        """Numbers within the bounds of the intake; a mark of 缺数 can still be entered."""
        series = self.series(column)
        what = f"单位{series.unit}"
        if series.is_rate:
            what = "增速，" * series.is_growth + "百分数：8.5 表示 8.5%"
        least = 0 if is_never_negative(series) else -int(series.most)
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": least,
            "maximum": int(series.most),
            "ignore_blank": True,
            "input_title": self.headings.written(column)[:32],
            "input_message": f"{what}；没有数就空着。",
            "error_title": "不像这一列的数",
            "error_message": f"应是数字（{what}）。没有数就空着，不要填0。仍要这样填吗？",
            "error_type": "warning",
        }

    def _meaning(self, column: InputColumn) -> str:
        series, output = self.series(column), self.headings.output
        measure = series.measure
        return _MEANINGS[series.aspect].format(
            own=series.name(output),
            of=measure.named(output),
            prices=_PRICES.get(measure, ""),
            whose=_WHOSE[measure.regions],
        )

    def _notes(self, book: Any) -> None:
        """What each column is, what to do where there is no figure, and what comes next."""
        money = any(self.series(column).unit in MONEY for column in self.columns)
        units = "，可改为万元、千元" if money else ""
        notes = [
            *((self.headings.written(c), f"{self._meaning(c)}。") for c in self.columns),
            ("没有数", "空着，按缺数处理；不要填0，也不要删行。"),
            ("灰色格", "不填。"),
            ("表头", f"单位写在表头里{units}；列的次序可变，文字照原样。"),
            ("地区", "一个地区一行，不增加合计行；别的写法加进 regions.csv 的“别名”。"),
            ("下一步", f"另存后检查：fz check 文件名；没有要改的就放到 {self.place}。"),
        ]
        write_notes(book, self.title, notes)
