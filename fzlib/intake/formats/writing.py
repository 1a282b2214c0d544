"""Files as a spreadsheet program wants them, the same bytes every time; none left by half."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from fzlib import disk

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


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files, and the folders above them; whatever goes wrong, none is there by half.

    All of them are ready before the first is moved to its place. Who may read and write a file
    that was there stays as it was; a link stays one, and what it leads to is written.
    """
    contents = {path.resolve(): content for path, content in contents.items()}
    parts = {path.with_name(f".{path.name}.part"): path for path in contents}
    try:
        for part, path in parts.items():
            part.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            part.touch(0o600 if path.exists() else 0o666)  # till it is read by whom it may be
            part.write_bytes(contents[path])
            if path.exists():
                shutil.copymode(path, part)
            disk.sync(part)
        for part, path in parts.items():
            part.replace(path)
            disk.sync(path.parent)
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
