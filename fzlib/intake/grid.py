"""A file → sheets of cells. A blank, an error, a percent and an uncomputed formula stay apart.

CSV by the csv module, xlsx/xlsm by openpyxl, xls by xlrd, ods from its own XML: the readers that
keep those four apart (others return all but the percent as the same empty text).
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any
from xml.etree import ElementTree

from fzlib.errors import InputError, Place, Problem

SUFFIXES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
# Far above any evaluation, far below the memory: a file beyond them is refused within seconds.
MOST_BYTES = 100_000_000  # of a file, and of what its zip holds
MOST_CELLS = 1_000_000  # of one sheet
MOST_ROWS = 1_048_576  # what a spreadsheet can hold

BLANK, TEXT, NUMBER, PERCENT, ERROR, UNCOMPUTED, DATE, BOOL = (
    "blank", "text", "number", "percent", "error", "uncomputed", "date", "bool",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``kind`` and the value as text or decimal (a percent as stored: 0.0825)."""

    kind: str
    value: str | Decimal = ""

    @property
    def text(self) -> str:
        """What a person sees in it, roughly."""
        return str(self.value).strip()

    @property
    def shown(self) -> str:
        """``text`` for a message: on one line, cut after 40 characters."""
        line = " ".join(self.text.split())
        return line if len(line) <= 40 else f"{line[:40]}…"


EMPTY = Cell(BLANK)


@dataclass(frozen=True)
class Sheet:
    """Rows of cells from A1 on, blank ends left out; ``name`` is empty for a CSV."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False


def address(row: int, column: int) -> str:
    """A1 name of zero-based ``row`` and ``column``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


class Unreadable(Exception):
    """The file as a whole cannot be read: what it is, and how to mend it (Chinese)."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


LOCKED = ("工作簿有密码，打不开", "去掉密码另存后再用")
DAMAGED = ("工作簿损坏，打不开", "用表格软件打开，另存为 xlsx 后再用")
TOO_LARGE = ("表格过大", "删去多余的行、列和工作表后再用")
NO_TABLE = ("不是表格文件", "另存为 xlsx 或 CSV")


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
        return _xls(content)
    return _csv(content)


class _Rows:
    """The rows of one sheet as they come, blank ends left out, bounded in number."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.blank = 0  # rows not yet known to stand before another
        self.cells = 0

    def add(self, cells: list[Cell], times: int = 1) -> None:
        """Take in the next row, ``times`` over. Unreadable beyond the bounds."""
        self.cells += len(cells) * times
        if self.cells > MOST_CELLS or len(self.rows) + self.blank > MOST_ROWS:
            raise Unreadable(*TOO_LARGE)
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if not cells:
            self.blank += times
            return
        if len(self.rows) + self.blank + times > MOST_ROWS:
            raise Unreadable(*TOO_LARGE)
        self.rows += [[]] * self.blank + [cells] * times
        self.blank = 0


def _csv(content: bytes) -> list[Sheet]:
    text = decode(content)
    if text.lstrip().startswith("<"):
        raise Unreadable("是网页或 XML，不是表格文件", "用表格软件打开，另存为 xlsx 后再用")
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    rows = _Rows()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.add([Cell(TEXT, t) if t.strip() else EMPTY for t in row])
    except csv.Error:
        raise Unreadable("CSV 的引号不成对，分不出单元格", "用表格软件重新另存为 CSV") from None
    return [Sheet("", rows.rows)]


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


def _numeric(value: float, *, percent: bool) -> Cell:
    """The stored number at 15 significant digits, as a spreadsheet shows it."""
    number = Decimal(format(value, ".15g") if isinstance(value, float) else value)
    if not number.is_finite():
        return Cell(ERROR, str(value))
    return Cell(PERCENT if percent else NUMBER, number)


@cache
def _is_percent(number_format: str) -> bool:
    """Whether a number format multiplies by 100: a % in quotes or after a backslash does not."""
    return "%" in re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format)


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
    if "xl/workbook.xml" in parts:
        if b"purl.oclc.org/ooxml" in parts["xl/workbook.xml"]:  # openpyxl would find it empty
            raise Unreadable("是“严格”格式的 xlsx，读不了", "另存为普通的 xlsx 后再用")
        texts = [part.replace(b"\0", b"") for name, part in parts.items() if _is_xml(name)]
        if any(b"<!DOCTYPE" in text for text in texts):
            raise Unreadable(*DAMAGED)  # no spreadsheet writes one; entities can grow without end
        return _xlsx(content, formulas=any(re.search(rb"[<:]f[\s/>]", text) for text in texts))
    if "content.xml" in parts:
        return _ods(parts["content.xml"])
    raise Unreadable(*(LOCKED if "encrypted-package" in parts else NO_TABLE))


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _xlsx(content: bytes, *, formulas: bool) -> list[Sheet]:
    import openpyxl

    def load(*, values: bool) -> Any:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file claims may be the whole grid
        return book.worksheets

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: drawings, extensions
            shown = load(values=True)
            # which cells are formulas takes a second look; most files have none
            written = load(values=False) if formulas else shown
            return [
                Sheet(sheet.title, _xlsx_rows(sheet, twin), sheet.sheet_state != "visible")
                for sheet, twin in zip(shown, written, strict=True)
            ]
    except Unreadable:
        raise
    except Exception as reason:
        # openpyxl raises whatever a malformed part leads it to; it is all the file's fault
        raise Unreadable(*DAMAGED) from reason


def _xlsx_rows(sheet: Any, twin: Any) -> list[list[Cell]]:
    rows = _Rows()
    if twin is sheet:
        pairs = ((row, row) for row in sheet.iter_rows())
    else:
        pairs = zip(sheet.iter_rows(), twin.iter_rows(), strict=True)
    for row, formulas in pairs:
        rows.add([_xlsx_cell(cell, f) for cell, f in zip(row, formulas, strict=True)])
    return rows.rows


def _xlsx_cell(cell: Any, written: Any) -> Cell:
    value = cell.value
    if value is None:
        if written.data_type == "f" and cell.data_type != "str":  # "str": computed, to ""
            return Cell(UNCOMPUTED, str(getattr(written.value, "text", written.value)))
        return EMPTY
    if cell.data_type == "e":
        return Cell(ERROR, str(value))
    if isinstance(value, bool):
        return Cell(BOOL, str(value).upper())
    if isinstance(value, int | float):
        return _numeric(value, percent=_is_percent(str(cell.number_format)))
    if isinstance(value, str):
        return Cell(TEXT, value) if value.strip() else EMPTY
    return Cell(DATE, _day(value))


def _day(moment: Any) -> str:
    return str(moment).removesuffix(" 00:00:00")


def _xls(content: bytes) -> list[Sheet]:
    import xlrd

    if "EncryptedPackage".encode("utf-16-le") in content:  # an xlsx with a password
        raise Unreadable(*LOCKED)
    remarks = io.StringIO()  # xlrd would print them
    try:
        _no_endless_chain(xlrd.compdoc.CompDoc(content, remarks))
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=remarks
        )
        return [Sheet(s.name, _xls_rows(book, s), s.visibility != 0) for s in book.sheets()]
    except Unreadable:
        raise
    except Exception as reason:
        # xlrd raises whatever a cut or scrambled record leads it to; it is all the file's fault
        locked = isinstance(reason, xlrd.XLRDError) and "encrypted" in str(reason)
        raise Unreadable(*(LOCKED if locked else DAMAGED)) from reason


def _no_endless_chain(file: Any) -> None:
    """A small workbook is a chain of sectors; where it bites its tail, xlrd would go round it."""
    for entry in file.dirlist:
        sector, steps = entry.first_SID, 0
        while entry.name in ("Workbook", "Book") and 0 <= sector < len(file.SSAT):
            sector, steps = file.SSAT[sector], steps + 1
            if steps > len(file.SSAT):
                raise Unreadable(*DAMAGED)


def _xls_rows(book: Any, sheet: Any) -> list[list[Cell]]:
    rows = _Rows()
    for number in range(sheet.nrows):
        rows.add([_xls_cell(book, cell) for cell in sheet.row(number)])
    return rows.rows


def _xls_cell(book: Any, cell: Any) -> Cell:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return EMPTY
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Cell(TEXT, cell.value) if cell.value.strip() else EMPTY
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(ERROR, xlrd.error_text_from_code.get(cell.value, "#错误"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(BOOL, "TRUE" if cell.value else "FALSE")
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return Cell(DATE, _day(xlrd.xldate_as_datetime(cell.value, book.datemode)))
        except (ValueError, OverflowError):  # a number that is no day, formatted as one
            return Cell(DATE, str(cell.value))
    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return _numeric(cell.value, percent=_is_percent(form))


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_LINKED = "ta_extref"  # the style of LibreOffice's copies of sheets in other files


def _ods(content: bytes) -> list[Sheet]:
    try:
        text = content.decode()
        if "<!DOCTYPE" in text:
            raise Unreadable(*DAMAGED)  # entities can grow without end
        return list(_ods_sheets(text))
    except (ElementTree.ParseError, ValueError, OverflowError):
        # encrypted or scrambled XML, or attributes that are no numbers
        raise Unreadable("表格文件有密码或已损坏，打不开", "去掉密码另存后再用") from None


def _ods_sheets(text: str) -> Iterator[Sheet]:
    hidden: set[str] = set()
    rows = _Rows()
    parser = ElementTree.XMLPullParser(["end"])
    for start in range(0, len(text), 1 << 16):
        parser.feed(text[start : start + (1 << 16)])
        for _, element in parser.read_events():
            if element.tag == f"{_STYLE}style":
                shape = element.find(f"{_STYLE}table-properties")
                if shape is not None and shape.get(f"{_TABLE}display") == "false":
                    hidden.add(element.get(f"{_STYLE}name", ""))
            elif element.tag == f"{_TABLE}table-row":
                rows.add(_ods_row(element), _times(element, "rows"))
                element.clear()
            elif element.tag == f"{_TABLE}table":
                style = element.get(f"{_TABLE}style-name", "")
                if style != _LINKED:
                    yield Sheet(element.get(f"{_TABLE}name", ""), rows.rows, style in hidden)
                rows = _Rows()
    parser.close()


def _times(element: Any, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _ods_row(row: Any) -> list[Cell]:
    cells: list[Cell] = []
    blank = 0
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        cell, times = _ods_cell(element), _times(element, "columns")
        if cell is EMPTY:
            blank += times
            continue
        if len(cells) + blank + times > MOST_CELLS:
            raise Unreadable(*TOO_LARGE)
        cells += [EMPTY] * blank + [cell] * times
        blank = 0
    return cells


def _ods_cell(element: Any) -> Cell:
    kind = element.get(f"{_OFFICE}value-type")
    formula = element.get(f"{_TABLE}formula", "")
    lines = element.findall(f"{_TEXT}p")
    text = "\n".join("".join(line.itertext()) for line in lines)
    failed = formula and text.startswith(("#", "Err:"))
    if failed or element.get(f"{_CALC}value-type") == "error":
        return Cell(ERROR, text)
    if kind is None:
        return Cell(UNCOMPUTED, formula[formula.find("=") :]) if formula else EMPTY
    if kind in ("float", "percentage", "currency"):
        number = float(element.get(f"{_OFFICE}value", "nan"))
        return _numeric(number, percent=kind == "percentage")
    if kind == "boolean":
        return Cell(BOOL, text or element.get(f"{_OFFICE}boolean-value", ""))
    if kind in ("date", "time"):
        return Cell(DATE, element.get(f"{_OFFICE}{kind}-value", text))
    text = text if lines else element.get(f"{_OFFICE}string-value", "")
    return Cell(TEXT, text) if text.strip() else EMPTY
