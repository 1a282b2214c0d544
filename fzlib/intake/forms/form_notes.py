"""The second sheet of a form, 填表说明: what each column is, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

SHEET, NOTES = "数据", "填表说明"
WIDTH, LINE = 62, 15  # of a note: columns; points a line


def write_notes(book: Any, title: str, notes: Iterable[tuple[str, str]]) -> None:
    """Add the sheet to a workbook of xlsxwriter's. ``notes``: header or subject, and its note."""
    sheet = book.add_worksheet(NOTES)
    bold = book.add_format({"bold": True, "font_size": 13})
    label = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"{title}　填表说明", bold)
    for row, (key, meaning) in enumerate(notes, 2):
        sheet.write_string(row, 0, key, label)
        sheet.write_string(row, 1, meaning, text)
        columns = len(meaning.encode("gb18030"))  # a Chinese sign is two wide
        lines = -(-columns // (WIDTH - 6))
        if lines > 1:  # not every program makes a row high enough by itself
            sheet.set_row(row, LINE * lines)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, WIDTH)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def set_up_page(sheet: Any, title: str, wide: int = 1) -> None:
    """A sheet to be filled in, as it is printed: landscape A4, its header on every page.

    ``wide``: over how many pages its columns go; where these are several, the first is repeated.
    """
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(wide, 0)
    sheet.repeat_rows(0)
    if wide > 1:
        sheet.repeat_columns(0)
    sheet.set_footer(f"&L{title}&R第&P页，共&N页")
