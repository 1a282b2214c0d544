"""ods, from its own XML: an error, a percent and a blank are told apart."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from fzlib.intake.formats.cells import BOOL, DATE, EMPTY, ERROR, UNCOMPUTED, Area, Cell, Sheet
from fzlib.intake.formats.markup import walk
from fzlib.intake.formats.number_formats import HIDDEN_ZERO, scaled
from fzlib.intake.formats.refusals import MOST_CELLS, Unreadable, bound
from fzlib.intake.formats.sheet_builder import SheetBuilder, Tally

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}
_LINKED = "ta_extref"  # the style of LibreOffice's copies of sheets in other files


class _Scales:
    """What number formats divide by: of styles, and so of a sheet's columns, rows and cells."""

    def __init__(self) -> None:
        self.by_style: dict[str, int] = {}  # a style's name, or a number format's
        self.columns: list[tuple[int, str]] = []  # of this sheet: where a default style ends

    def learn(self, element: Any) -> None:
        """Take in a number format or a style of cells; those that it rests on stand before it."""
        name, rests = element.get(f"{_STYLE}name", ""), list[str]()
        if element.tag.startswith(_NUMBER) and element.tag.endswith("-style"):
            factors = [float(part.get(f"{_NUMBER}display-factor", "1")) for part in element]
            self.by_style[name] = int(max(factors, default=1))
            rests = [part.get(f"{_STYLE}apply-style-name", "") for part in element]
        elif element.tag == f"{_STYLE}style":
            parent = element.get(f"{_STYLE}parent-style-name", "")
            rests = [element.get(f"{_STYLE}data-style-name", parent)]
        for rest in rests:
            self.by_style[name] = max(self.by_style.get(rest, 1), self.by_style.get(name, 1))

    def at(self, cell: Any, row: Any, column: int) -> int:
        """What a cell's number is divided by where it is shown."""
        default = row.get(f"{_TABLE}default-cell-style-name")
        at = bisect_right(self.columns, column, key=lambda style: style[0])
        if default is None and at < len(self.columns):
            default = self.columns[at][1]
        return self.by_style.get(cell.get(f"{_TABLE}style-name", default), 1)


def read_ods(parts: Mapping[str, bytes]) -> list[Sheet]:
    """The sheets of an ods, from what its zip holds, by name."""
    try:
        scales = _Scales()
        for element in _elements(parts.get("styles.xml", b"<none/>")):
            scales.learn(element)
        return list(_sheets(parts["content.xml"], scales))
    except (ElementTree.ParseError, ExpatError, ValueError, LookupError, OverflowError):
        # encrypted or scrambled XML, or attributes that are no numbers
        raise Unreadable("表格文件有密码或已损坏，打不开", "去掉密码另存后再用") from None


def _elements(part: bytes) -> Iterator[Any]:
    """Every element as it ends."""
    walk(part, lambda *_: None)  # within bounds
    for _, element in ElementTree.iterparse(io.StringIO(part.decode())):
        yield element


def _sheets(part: bytes, scales: _Scales) -> Iterator[Sheet]:
    hidden: set[str] = set()
    tally = Tally()
    builder, columns = SheetBuilder(tally), 0
    for element in _elements(part):
        scales.learn(element)
        if element.tag == f"{_STYLE}style":
            form = element.find(f"{_STYLE}table-properties")
            if form is not None and form.get(f"{_TABLE}display") == "false":
                hidden.add(element.get(f"{_STYLE}name", ""))
        elif element.tag == f"{_TABLE}table-column":
            times = _number(element, "columns-repeated")
            if _is_hidden(element):
                builder.hidden_columns.append((columns, columns + times - 1))
            columns += times
            default = element.get(f"{_TABLE}default-cell-style-name", "")
            scales.columns.append((columns, default))
        elif element.tag == f"{_TABLE}table-row":
            times, top = _number(element, "rows-repeated"), builder.height
            if _is_hidden(element):
                builder.hidden_rows.append((top, top + times - 1))
            builder.add(_row(element, builder, scales), times)
            element.clear()
        elif element.tag == f"{_TABLE}table":
            style = element.get(f"{_TABLE}style-name", "")
            if style != _LINKED:
                yield builder.sheet(element.get(f"{_TABLE}name", ""), hidden=style in hidden)
            builder, columns = SheetBuilder(tally), 0
            scales.columns.clear()


def _number(element: Any, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}", "1")), 1)


def _is_hidden(line: Any) -> bool:
    return line.get(f"{_TABLE}visibility", "visible") != "visible"


def _row(row: Any, builder: SheetBuilder, scales: _Scales) -> list[Cell]:
    cells: list[Cell] = []
    blank, top = 0, builder.height
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times, left = _number(element, "columns-repeated"), len(cells) + blank
        cell = _cell(element, scales.at(element, row, left))
        bottom = top + _number(element, "rows-spanned") - 1
        builder.merge(Area(top, left, bottom, left + _number(element, "columns-spanned") - 1))
        if cell is EMPTY:
            blank += times
            continue
        bound(left + times, MOST_CELLS)
        cells += [EMPTY] * blank + [cell] * times
        blank = 0
    return cells


def _text(paragraph: Any) -> str:
    """Its text; what stands for a space, a tab or a line's end is one."""
    for tag, sign in _SPACES.items():
        for element in paragraph.iter(f"{_TEXT}{tag}"):
            element.text = sign
    return "".join(paragraph.itertext())


def _cell(element: Any, scale: int) -> Cell:
    kind = element.get(f"{_OFFICE}value-type")
    formula = element.get(f"{_TABLE}formula", "")
    lines = element.findall(f"{_TEXT}p")
    text = "\n".join(map(_text, lines))
    failed = formula and text.startswith(("#", "Err:"))
    if failed or element.get(f"{_CALC}value-type") == "error":
        return Cell(ERROR, text)
    if kind is None:
        return Cell(UNCOMPUTED, formula[formula.find("=") :]) if formula else EMPTY
    if kind in ("float", "percentage", "currency"):
        number = float(element.get(f"{_OFFICE}value", "nan"))
        unseen = () if number or re.search(r"\d", text) else (HIDDEN_ZERO,)
        remarks = (scaled(scale),) if number and scale > 1 else unseen
        return Cell.of_number(number, percent=kind == "percentage", remarks=remarks)
    if kind == "boolean":
        return Cell(BOOL, text or element.get(f"{_OFFICE}boolean-value", ""))
    if kind in ("date", "time"):
        return Cell(DATE, element.get(f"{_OFFICE}{kind}-value", text))
    return Cell.of_text(text if lines else element.get(f"{_OFFICE}string-value", ""))
