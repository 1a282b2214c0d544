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
    TEXT,
    TOO_LARGE,
    UNCOMPUTED,
    Cell,
    Rows,
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
    rows = Rows(tally)
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
                rows = Rows(tally)
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
        return numeric(number, percent=kind == "percentage")
    if kind == "boolean":
        return Cell(BOOL, text or element.get(f"{_OFFICE}boolean-value", ""))
    if kind in ("date", "time"):
        return Cell(DATE, element.get(f"{_OFFICE}{kind}-value", text))
    text = text if lines else element.get(f"{_OFFICE}string-value", "")
    return Cell(TEXT, text) if text.strip() else EMPTY
