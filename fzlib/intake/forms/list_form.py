"""A blank workbook for a list: a row an entry, its cells checked by the kind of their column."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fzlib.goals.columns import DATE, NUMBER, TEXT
from fzlib.intake.formats.cells import letters
from fzlib.intake.formats.writing import EPOCH, new_workbook
from fzlib.intake.forms.form_notes import SHEET, set_up_page, write_notes

CHOICES = "选项"
ROWS = 2000  # that are checked as they are filled in
PAGE = 200  # columns of signs that can be read on a page
KEY, REQUIRED, OTHER = GROUNDS = ("#b8cce4", "#dce6f1", "#f2f2f2")  # of the headers
_NUMBER_FORMATS = {DATE: "yyyy-mm-dd", NUMBER: "General"}  # all else is text
_CHECKED = {DATE: "日期，写作 2023-05-31", NUMBER: "数字"}


@dataclass(frozen=True)
class FormColumn:
    """One column.

    ``ground``: of its header. ``kind``: of its cells, as of `columns.column_type`. ``values``: to
    choose from; where they are ``is_closed``, another one is asked about before it is entered.
    """

    header: str
    note: str
    ground: str = OTHER
    kind: str = TEXT
    values: tuple[str, ...] = ()
    is_closed: bool = False
    width: int = 16


@dataclass(frozen=True)
class ListForm:
    """The sheet to fill in, the notes, and the values to choose from. ``rows``: filled in."""

    title: str
    columns: Sequence[FormColumn]
    notes: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[str]] = ()

    def content(self) -> bytes:
        """The workbook."""
        buffer = io.BytesIO()
        with new_workbook(buffer, self.title) as book:
            sheet = book.add_worksheet(SHEET)
            own = [(column.header, column.note) for column in self.columns]
            write_notes(book, self.title, [*own, *self.notes])
            ranges = self._choices(book)
            self._list(book, sheet, ranges)
        return buffer.getvalue()

    def _list(self, book: Any, sheet: Any, ranges: Sequence[str]) -> None:
        edge = {"border": 1, "border_color": "#9aa1ab"}
        head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", **edge}
        text = book.add_format({"num_format": "@"})
        cells = {kind: book.add_format({"num_format": f}) for kind, f in _NUMBER_FORMATS.items()}
        heads = {
            ground: book.add_format({**head, "bg_color": ground})
            for ground in (KEY, REQUIRED, OTHER)
        }
        last = max(ROWS, len(self.rows))
        sheet.set_row(0, 36)
        for c, (column, choices) in enumerate(zip(self.columns, ranges, strict=True)):
            sheet.set_column(c, c, column.width, cells.get(column.kind, text))
            sheet.write_string(0, c, column.header, heads[column.ground])
            sheet.data_validation(1, c, last, c, rule_of(column, choices))
        for r, row in enumerate(self.rows, 1):
            for c, (value, column) in enumerate(zip(row, self.columns, strict=True)):
                if value and column.kind == NUMBER:
                    sheet.write_number(r, c, float(value), cells[NUMBER])
                elif value:
                    sheet.write_string(r, c, value, text)
        sheet.freeze_panes(1, 1)
        total = sum(column.width for column in self.columns)
        set_up_page(sheet, self.title, -(-total // PAGE))

    def _choices(self, book: Any) -> list[str]:
        """The values on a hidden sheet, for a rule holds few; the range of each column, or ''."""
        if not any(column.values for column in self.columns):
            return [""] * len(self.columns)
        sheet = book.add_worksheet(CHOICES)
        sheet.hide()
        ranges = []
        for c, column in enumerate(self.columns):
            # no header above them: the sheet must not be taken for the list
            sheet.write_column(0, c, column.values)
            at = letters(c)
            area = f"='{CHOICES}'!${at}$1:${at}${len(column.values)}"
            ranges.append(area if column.values else "")
        return ranges


def rule_of(column: FormColumn, choices: str | Sequence[str]) -> dict[str, Any]:
    """What a cell is checked for; what fails can still be entered, when it is asked again.

    ``choices``: the values to choose from, or the range that holds them.
    """
    told: dict[str, Any] = {
        "ignore_blank": True,
        "error_type": "warning",
        "input_title": column.header[:32],
        "input_message": column.note[:255],
    }
    if choices:
        told["error_message"] = "不在可选的值里。仍要这样填吗？"
        told["show_error"] = column.is_closed
        return {"validate": "list", "source": choices, **told}
    if column.kind not in _CHECKED:
        return {"validate": "any", **told}
    told["error_message"] = f"应是{_CHECKED[column.kind]}；没有就空着。仍要这样填吗？"
    if column.kind == DATE:
        return {"validate": "date", "criteria": ">=", "value": EPOCH.date(), **told}
    return {"validate": "decimal", "criteria": "between", "minimum": -1e9, "maximum": 1e9, **told}
