"""The bytes of a CSV file as a spreadsheet program wants them, and the date in every workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

# a workbook wants a creation date; a fixed one keeps the bytes the same
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter wants a naive one


def csv_bytes(rows: Iterable[Sequence[str]], *, newline: str = "\r\n") -> bytes:
    """UTF-8 with BOM and CRLF, as a spreadsheet program wants a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=newline).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
