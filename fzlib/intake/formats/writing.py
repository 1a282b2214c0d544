"""Files as a spreadsheet program wants them, the same bytes every time; none left by half."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

# a workbook wants a creation date; a fixed one keeps the bytes the same
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter wants a naive one


def csv_bytes(rows: Iterable[Sequence[str]], *, newline: str = "\r\n") -> bytes:
    """UTF-8 with BOM and CRLF, as a spreadsheet program wants a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=newline).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def new_workbook(buffer: io.BytesIO, title: str) -> Any:
    """An xlsx to be filled by xlsxwriter, which writes it into the buffer when it is closed."""
    import xlsxwriter

    # a county called =1+1 is text
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": EPOCH})
    return book


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, and the folders above it; whatever goes wrong, none is there by half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
