"""An xlsx opened to be written again: as openpyxl has it, and what of it would be lost."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from fzlib.intake.formats.number_formats import is_percent
from fzlib.intake.formats.sheets import format_of
from fzlib.intake.formats.writing import EPOCH

_LEFT_OUT = {"宏": "vbaProject", "图表": "/charts/", "图片": "/media/", "透视表": "/pivotTables/"}


def opened(content: bytes) -> tuple[Any, tuple[str, ...]]:
    """The workbook, and what openpyxl leaves out of it; None where it cannot open it at all."""
    import openpyxl

    if format_of(content) != "xlsx":
        return None, ()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    lost = tuple(word for word, part in _LEFT_OUT.items() if any(part in name for name in names))
    before = datetime.now(UTC).replace(tzinfo=None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: said in `lost`
            book = openpyxl.load_workbook(io.BytesIO(content))
    except Exception:
        # whatever a part leads it to that no figure needs; those have been read without it
        return None, ("格式",)
    own = book.properties
    # openpyxl takes a date that is not there to be now: the same workbook is to be the same bytes
    for name in ("created", "modified"):
        if getattr(own, name) >= before:
            setattr(own, name, EPOCH)
    return book, lost


def lost_by_editing(content: bytes) -> tuple[str, ...]:
    """What of an xlsx would not be there any more once `edited` has written it, in Chinese."""
    book, lost = opened(content)
    sheets = book.worksheets if book else ()
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    # openpyxl keeps a formula or its value, not both
    formulas = any(cell.data_type == "f" for cell in cells)
    return (*lost, "公式算好的值") if formulas else lost


def edited(
    content: bytes,
    sheet: str,
    edits: Mapping[tuple[int, int], str],
    value_of: Callable[[int, str], object] = lambda _, text: _number_or_text(text),
) -> bytes:
    """A workbook with cells of one sheet filled: numbers as numbers, in a percent cell / 100.

    Formats, notes and validation stay as they are.

    Args:
        edits: zero-based (row, column) → text. value_of: column and text → what is written; as it
            is, a number wherever the text is one.
    """
    book, _ = opened(content)
    for (row, column), text in edits.items():
        cell, value = book[sheet].cell(row + 1, column + 1), value_of(column, text)
        if isinstance(value, Decimal) and is_percent(cell.number_format):
            value = value / 100
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # =1+1 stays text
    return saved(book)


def _number_or_text(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


class _Undated(zipfile.ZipFile):
    """An archive whose entries bear no date: the same bytes every time, under any clock.

    A zip has no dates before 1980, and zipfile refuses to write under a clock that is.
    """

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(zipfile.ZipInfo(zinfo_or_arcname), data, zipfile.ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def saved(book: Any) -> bytes:
    """The workbook's bytes; its dates are those in ``book.properties``."""
    from openpyxl.writer.excel import ExcelWriter

    buffer = io.BytesIO()
    # not book.save(): that would date the file
    ExcelWriter(book, _Undated(buffer, "w")).save()
    return buffer.getvalue()
