"""A file → sheets of cells. A blank, an error, a percent and an uncomputed formula stay apart.

CSV by the csv module, parquet by DuckDB, xls by xlrd and its own records, xlsx/xlsm and ods from
their own XML: so those four are kept apart (other readers return all but the percent as the same
empty text).
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from fzlib.errors import InputError, Place, Problem
from fzlib.intake.formats.cells import Cell, Sheet
from fzlib.intake.formats.markup import is_xml
from fzlib.intake.formats.ods import read_ods
from fzlib.intake.formats.parquet import is_parquet, read_parquet
from fzlib.intake.formats.refusals import (
    DAMAGED,
    LOCKED,
    MOST_CSV,
    MOST_FILE_BYTES,
    MOST_TAGS,
    NO_PARQUET,
    Unreadable,
    bound,
)
from fzlib.intake.formats.sheet_builder import SheetBuilder, Tally
from fzlib.intake.formats.xls import read_xls
from fzlib.intake.formats.xlsx import read_xlsx

MOST_TITLES = 10_000  # signs from the start in which a CSV must tell how it is split

SUFFIXES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
PARQUET = ".parquet"  # read where it is asked for: what a person fills in is none


def read_sheets(content: bytes, label: str, *, parquet: bool = False) -> list[Sheet]:
    """All sheets of a file's bytes, told by its content, not by its name; hidden ones come last.

    ``parquet``: whether it may be one.

    Raises:
        InputError: empty, damaged, encrypted, too large, or no text in UTF-8 or GB18030.
    """
    try:
        bound(len(content), MOST_FILE_BYTES)
        if is_parquet(content) and not parquet:
            raise Unreadable(*NO_PARQUET)
        sheets = sorted(_sheets(content), key=lambda sheet: sheet.hidden)
    except Unreadable as problem:
        refusal = Problem(Place(label), problem.what, problem.mend, kind="file.unreadable")
        raise InputError([refusal]) from None
    if not any(sheet.rows for sheet in sheets):
        raise InputError([Problem(Place(label), "文件是空的", "填好数据后再用", kind="file.empty")])
    return sheets


def format_of(content: bytes) -> str:
    """csv, xlsx, xls, ods or parquet, told by what is in a file.

    A zip of anything else counts as xlsx.

    Raises:
        Unreadable: a zip that is damaged.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if is_parquet(content):
        return "parquet"
    if not content.startswith(b"PK\x03\x04"):
        return "csv"
    with _archive(content) as archive:
        names = archive.namelist()
    return "ods" if "content.xml" in names and "[Content_Types].xml" not in names else "xlsx"


def _sheets(content: bytes) -> list[Sheet]:
    form = format_of(content)
    if form == "csv":
        return [csv_sheet(csv_texts(content))]
    if form == "xls":
        return read_xls(content)
    if form == "parquet":
        return [read_parquet(content)]
    parts = _unpacked(content)
    return read_ods(parts) if form == "ods" else read_xlsx(parts)


def csv_sheet(texts: Iterable[Sequence[str]]) -> Sheet:
    """The rows of a CSV as a sheet."""
    builder, fields, cells = SheetBuilder(Tally()), list[int](), _TextCells()
    for row in texts:
        builder.add([cells[text] for text in row])
        fields.append(len(row))
    return builder.sheet("", fields=tuple(fields))


class _TextCells(dict[str, Cell]):
    """Text → its cell: equal texts are one, for most stand in many rows."""

    def __missing__(self, text: str) -> Cell:
        return self.setdefault(text, Cell.of_text(text))


def csv_texts(content: bytes) -> Iterator[list[str]]:
    """The texts of a CSV as they stand, row by row. Raises Unreadable where it is none."""
    bound(len(content), MOST_CSV)
    text = decode(content)
    if text.lstrip().startswith("<"):
        raise Unreadable("是网页或 XML，不是表格文件", "用表格软件打开，另存为 xlsx 后再用")
    if _has_semicolons(text):
        raise Unreadable("CSV 是用分号分隔的", "另存为用逗号分隔的 CSV，或 xlsx")
    delimiter = _delimiter(text)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        if "field limit" in str(error):
            what = f"CSV 里有超过{csv.field_size_limit()}字的格，或引号不成对"
            raise Unreadable(what, "删短这一格；或用表格软件重新另存为 CSV") from None
        raise Unreadable("CSV 的引号不成对，分不出单元格", "用表格软件重新另存为 CSV") from None


def _has_semicolons(text: str) -> bool:
    """Whether the first line that is split at all, below a title or not, is split by them."""
    for line in text[:MOST_TITLES].splitlines():
        if "," in line or "\t" in line:
            return False
        if line.count(";") > 1:
            return True
    return False


def _delimiter(text: str) -> str:
    """A tab where the first line that has tabs has no comma, nor has one above it."""
    return "\t" if re.match(r"[^,\t]*\t[^,\r\n]*(?:[\r\n]|\Z)", text) else ","


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


@contextmanager
def _archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        # all that zipfile raises on cut or scrambled bytes (NotImplementedError among them)
        raise Unreadable(*DAMAGED) from None


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of an xlsx or ods by name, all of them: a wrong checksum anywhere is damage."""
    with _archive(content) as archive:
        entries = archive.infolist()
        bound(sum(entry.file_size for entry in entries), MOST_FILE_BYTES)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable(*LOCKED)
        parts = {entry.filename: archive.read(entry) for entry in entries}
    if "encrypted-package" in parts:
        raise Unreadable(*LOCKED)
    texts = [part for part in parts.values() if is_xml(part)]
    bound(sum(part.count(b"<") for part in texts), MOST_TAGS)
    for part in texts:
        if b"<!DOCTYPE" in part.replace(b"\0", b""):
            raise Unreadable(*DAMAGED)  # no spreadsheet writes one; entities can grow without end
    return parts
