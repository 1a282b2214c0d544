"""An xlsx opened to be written again: as openpyxl has it, and what of it would be lost."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from fzlib.intake.formats.number_formats import is_percent
from fzlib.intake.formats.sheets import format_of

_LEFT_OUT = {"宏": "vbaProject", "图表": "/charts/", "图片": "/media/", "透视表": "/pivotTables/"}


def opened(content: bytes) -> tuple[Any, tuple[str, ...]]:
    """The workbook, and what openpyxl leaves out of it; None where it cannot open it at all."""
    import openpyxl

    if format_of(content) != "xlsx":
        return None, ()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    lost = tuple(word for word, part in _LEFT_OUT.items() if any(part in name for name in names))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: said in `lost`
            return openpyxl.load_workbook(io.BytesIO(content)), lost
    except Exception:
        # whatever a part leads it to that no figure needs; those have been read without it
        return None, ("格式",)


def edited(content: bytes, sheet: str, edits: Mapping[tuple[int, int], str]) -> bytes:
    """A workbook with cells of one sheet filled: numbers as numbers, in a percent cell / 100.

    ``edits``: zero-based (row, column) → text. Formats, notes and validation stay as they are.
    """
    book, _ = opened(content)
    for (row, column), text in edits.items():
        cell = book[sheet].cell(row + 1, column + 1)
        try:
            number = Decimal(text)
        except InvalidOperation:
            cell.value = text
        else:
            cell.value = number / 100 if is_percent(cell.number_format) else number
    return saved(book)


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
