"""A file → sheets of cells. A blank, an error, a percent and an uncomputed formula stay apart.

CSV by the csv module, xlsx/xlsm by openpyxl, xls by xlrd, ods from its own XML: the readers that
keep those four apart (others return all but the percent as the same empty text).
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from fzlib.errors import InputError, Place, Problem
from fzlib.intake.cells import (
    DAMAGED,
    EMPTY,
    LOCKED,
    MOST_BYTES,
    NO_TABLE,
    TEXT,
    TOO_LARGE,
    Cell,
    Rows,
    Sheet,
    Tally,
    Unreadable,
)

MOST_TEXT = 20_000_000  # bytes of a CSV: decoded and split it takes ten times as many
MOST_TAGS = 3_000_000  # of one part of a workbook; a cell has four or six

SUFFIXES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")


def read_sheets(content: bytes, label: str) -> list[Sheet]:
    """All sheets of a file's bytes, told by its content, not by its name; hidden ones come last.

    Raises:
        InputError: empty, damaged, encrypted, too large, or no text in UTF-8 or GB18030.
    """
    try:
        if len(content) > MOST_BYTES:
            raise Unreadable(*TOO_LARGE)
        sheets = sorted(_sheets(content), key=lambda sheet: sheet.hidden)
    except Unreadable as problem:
        raise InputError([Problem(Place(label), problem.what, problem.mend)]) from None
    if not any(sheet.rows for sheet in sheets):
        raise InputError([Problem(Place(label), "文件是空的", "填好数据后再用")])
    return sheets


def _sheets(content: bytes) -> list[Sheet]:
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        from fzlib.intake.xls import read_xls

        return read_xls(content)
    return _csv(content)


def _csv(content: bytes) -> list[Sheet]:
    rows = Rows(Tally())
    for row in csv_rows(content):
        rows.add([Cell(TEXT, t) if t.strip() else EMPTY for t in row])
    return [Sheet("", rows.rows)]


def csv_rows(content: bytes) -> Iterator[list[str]]:
    """The texts of a CSV as they stand, row by row. Raises Unreadable where it is none."""
    if len(content) > MOST_TEXT:
        raise Unreadable(*TOO_LARGE)
    text = decode(content)
    if text.lstrip().startswith("<"):
        raise Unreadable("是网页或 XML，不是表格文件", "用表格软件打开，另存为 xlsx 后再用")
    first = text.lstrip().partition("\n")[0]
    if first.count(";") > 1 and not re.search("[,\t]", first):
        raise Unreadable("CSV 是用分号分隔的", "另存为用逗号分隔的 CSV，或 xlsx")
    delimiter = _delimiter(text)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise Unreadable("CSV 的引号不成对，分不出单元格", "用表格软件重新另存为 CSV") from None


def _delimiter(text: str) -> str:
    """A tab where the first line that has tabs has no comma, nor has one above it."""
    tab = text.find("\t")
    end = re.compile(r"[\r\n]|\Z").search(text, max(tab, 0))
    return "\t" if tab >= 0 and end and "," not in text[: end.start()] else ","


def decode(content: bytes) -> str:
    """Text in UTF-8, with or without BOM, or GB18030. Raises Unreadable where it is neither."""
    marked = content.startswith(b"\xef\xbb\xbf")
    for encoding in ("utf-8-sig",) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("不是 UTF-8 或 GB18030 的文本，也不是表格文件", "另存为“CSV UTF-8”或 xlsx")


def _zipped(content: bytes) -> list[Sheet]:
    """An xlsx or ods, unpacked in full first: a wrong checksum anywhere is damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Unreadable(*TOO_LARGE)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Unreadable(*LOCKED)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        # all that zipfile raises on cut or scrambled bytes (NotImplementedError among them)
        raise Unreadable(*DAMAGED) from None
    _not_too_many_tags(parts)
    if "xl/workbook.xml" in parts:
        if b"purl.oclc.org/ooxml" in parts["xl/workbook.xml"]:  # openpyxl would find it empty
            raise Unreadable("是“严格”格式的 xlsx，读不了", "另存为普通的 xlsx 后再用")
        texts = [part.replace(b"\0", b"") for name, part in parts.items() if _is_xml(name)]
        if any(b"<!DOCTYPE" in text for text in texts):
            raise Unreadable(*DAMAGED)  # no spreadsheet writes one; entities can grow without end
        from fzlib.intake.xlsx import read_xlsx

        formulas = any(re.search(rb"[<:]f[\s/>]", text) for text in texts)
        return read_xlsx(content, parts, formulas=formulas)
    if "content.xml" in parts:
        from fzlib.intake.ods import read_ods

        return read_ods(parts["content.xml"])
    raise Unreadable(*(LOCKED if "encrypted-package" in parts else NO_TABLE))


def _not_too_many_tags(parts: Mapping[str, bytes]) -> None:
    """Parsed XML takes many times its bytes, and a million cell formats compress to nothing.

    Cells come one at a time; the other parts of an xlsx are held as trees.
    """
    for name, part in parts.items():
        one_by_one = name.startswith(("xl/worksheets/", "xl/sharedStrings", "content.xml"))
        if _is_xml(name) and part.count(b"<") > (MOST_TAGS if one_by_one else MOST_TAGS // 10):
            raise Unreadable(*TOO_LARGE)


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))
