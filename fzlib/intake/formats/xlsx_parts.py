"""What the sheets of an xlsx rest on: where its parts are, shared strings, cell formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from fzlib.intake.formats.cells import Cell
from fzlib.intake.formats.limits import MOST_FORMAT
from fzlib.intake.formats.markup import elements, is_xml, tree
from fzlib.intake.formats.unreadable import DAMAGED, NO_TABLE, Unreadable

MAIN = "xl/workbook.xml"  # what the main part is called where the package does not say
STRICT = ("是“严格”格式的 xlsx，读不了", "另存为普通的 xlsx 后再用")
TRUE = ("1", "true")
_DATES = (*range(27, 37), *range(50, 59))  # formats of Chinese dates, which go by number alone
# A sign that XML cannot hold, as Excel writes it: _x000D_ is a carriage return.
_ESCAPED = re.compile("_x((?!D[89A-F])[0-9A-F]{4})_", re.IGNORECASE)


@dataclass
class Book:
    """``sheets``: (name, hidden, XML). ``formats``: of each cell format, its code; a date or not.

    ``epoch``: day 0. ``to_compute``: the file asks for calculation on load, so that a stored 0
    may be one that nobody computed.
    """

    epoch: datetime
    sheets: list[tuple[str, bool, bytes]] = field(default_factory=list)
    strings: list[Cell] = field(default_factory=list)
    formats: list[tuple[str, bool]] = field(default_factory=lambda: [("General", False)])
    to_compute: bool = False


def typed(holder: Any) -> Cell:
    """The text within an element as it was typed, without how it is read aloud (rPh)."""
    runs = (run for path in ("t", "r/t") for run in holder.iterfind(path))
    return unescaped("".join(run.text or "" for run in runs))


def unescaped(text: str) -> Cell:
    """A text with the signs that XML cannot hold."""
    return Cell.of_text(_ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text))


def read_book(parts: Mapping[str, bytes]) -> Book:
    """The book of a zip's parts; a part that no figure needs is not looked at.

    Raises:
        Unreadable: no workbook, or a strict one. `markup.MALFORMED`: damaged.
    """
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

    main = next((t for k, t in _links(parts, "").values() if k == "officeDocument"), MAIN)
    if not is_xml(parts.get(main, b"")):
        raise Unreadable(*NO_TABLE)
    root = tree(parts[main])
    if any("purl.oclc.org/ooxml" in value for value in root.attrib.values()):
        raise Unreadable(*STRICT)
    if root.tag != "workbook":  # a document of another kind
        raise Unreadable(*(DAMAGED if main == MAIN else NO_TABLE))
    book = Book(CALENDAR_WINDOWS_1900)
    if any(element.get("date1904") in TRUE for element in root.iterfind("workbookPr")):
        book.epoch = CALENDAR_MAC_1904
    for element in root.iterfind("calcPr"):
        # fullCalcOnLoad, and POI's way of asking for it; or its writer had not come to an end
        book.to_compute = (
            element.get("fullCalcOnLoad") in TRUE
            or element.get("calcId") == "0"
            or element.get("calcCompleted", "1") not in TRUE
        )
    links = _links(parts, main)
    seen = set[str]()
    for element in root.iterfind("sheets/sheet"):
        kind, target = links[element.attrib["id"]]
        if target in seen:  # one part read over and over would take for ever
            raise Unreadable(*DAMAGED)
        seen.add(target)
        if kind == "worksheet":  # no chart, no dialog
            hidden = element.get("state", "visible") != "visible"
            book.sheets.append((element.attrib["name"], hidden, parts[target]))
    named = dict(links.values())
    if "styles" in named:
        book.formats = _formats(tree(parts[named["styles"]]))
    if "sharedStrings" in named:
        book.strings = list(_strings(parts[named["sharedStrings"]]))
    return book


def _links(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """Of a part ('': the package) id → the kind of part it leads to, and that part's name."""
    home, name = posixpath.split(part)
    rels = posixpath.join(home, "_rels", f"{name}.rels")
    links = dict[str, tuple[str, str]]()
    names = {name.lower(): name for name in parts}  # they are told apart by more than their case
    for element in tree(parts[rels]).iterfind("Relationship") if rels in parts else ():
        if element.get("TargetMode") != "External":
            path = posixpath.join("/", home, unquote(element.attrib["Target"]))
            target = posixpath.normpath(path).lstrip("/")
            kind = element.attrib["Type"].rpartition("/")[2]
            links[element.attrib["Id"]] = (kind, names.get(target.lower(), target))
    return links


def _strings(part: bytes) -> Iterator[Cell]:
    """The texts that cells name by number."""
    for element in elements(part):
        if element.tag == "si":
            yield typed(element)
            element.clear()


def _formats(styles: Any) -> list[tuple[str, bool]]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    codes = dict(BUILTIN_FORMATS)
    for form in styles.iterfind("numFmts/numFmt"):  # not those of conditional formats
        codes[int(form.attrib["numFmtId"])] = form.attrib["formatCode"]
    formats = []
    for form in styles.iterfind("cellXfs/xf"):
        number = int(form.get("numFmtId", "0"))
        code = codes.get(number, "General")
        is_date = number in _DATES or (len(code) <= MOST_FORMAT and is_date_format(code))
        formats.append((code, is_date))
    return formats
