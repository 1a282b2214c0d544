"""ods, from its own XML: an error, a percent and a blank are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from fzlib.intake.cells import (
    BOOL,
    DAMAGED,
    DATE,
    EMPTY,
    ERROR,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TEXT,
    TOO_LARGE,
    UNCOMPUTED,
    Cell,
    Rows,
    Shape,
    Sheet,
    Tally,
    Unreadable,
    numeric,
)

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_LINKED = "ta_extref"  # the style of LibreOffice's copies of sheets in other files


def read_ods(content: bytes) -> list[Sheet]:
    """The sheets of an ods, from its content.xml."""
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
    tally = Tally()
    rows, shape = Rows(tally), Shape()
    columns = 0
    parser = ElementTree.XMLPullParser(["end"])
    for start in range(0, len(text), 1 << 16):
        parser.feed(text[start : start + (1 << 16)])
        for _, element in parser.read_events():
            if element.tag == f"{_STYLE}style":
                form = element.find(f"{_STYLE}table-properties")
                if form is not None and form.get(f"{_TABLE}display") == "false":
                    hidden.add(element.get(f"{_STYLE}name", ""))
            elif element.tag == f"{_TABLE}table-column":
                times = _times(element, "columns")
                if _is_hidden(element):
                    shape.hide(shape.hidden_columns, columns, columns + times - 1, MOST_COLUMNS)
                columns += times
            elif element.tag == f"{_TABLE}table-row":
                times, top = _times(element, "rows"), len(rows.rows) + rows.blank
                if _is_hidden(element):
                    shape.hide(shape.hidden_rows, top, top + times - 1, MOST_ROWS)
                rows.add(_ods_row(element, top, shape), times)
                element.clear()
            elif element.tag == f"{_TABLE}table":
                style = element.get(f"{_TABLE}style-name", "")
                if style != _LINKED:
                    name = element.get(f"{_TABLE}name", "")
                    yield shape.sheet(name, rows, hidden=style in hidden)
                rows, shape, columns = Rows(tally), Shape(), 0
    parser.close()


def _times(element: Any, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _is_hidden(line: Any) -> bool:
    return line.get(f"{_TABLE}visibility", "visible") != "visible"


def _span(element: Any, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}-spanned", "1")), 1)


def _ods_row(row: Any, top: int, shape: Shape) -> list[Cell]:
    cells: list[Cell] = []
    blank = 0
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        cell, times = _ods_cell(element), _times(element, "columns")
        down, across = _span(element, "rows") - 1, _span(element, "columns") - 1
        if down or across:
            left = len(cells) + blank
            shape.merge(top, left, top + down, left + across)
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
        return numeric(number, percent=kind == "percentage")
    if kind == "boolean":
        return Cell(BOOL, text or element.get(f"{_OFFICE}boolean-value", ""))
    if kind in ("date", "time"):
        return Cell(DATE, element.get(f"{_OFFICE}{kind}-value", text))
    text = text if lines else element.get(f"{_OFFICE}string-value", "")
    return Cell(TEXT, text) if text.strip() else EMPTY
