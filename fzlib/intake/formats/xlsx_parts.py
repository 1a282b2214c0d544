"""What the sheets of an xlsx rest on: where its parts are, shared strings, cell formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote

from fzlib.intake.formats.cells import Cell
from fzlib.intake.formats.markup import is_xml, walk
from fzlib.intake.formats.refusals import DAMAGED, MOST_FORMAT, MOST_TAGS, NO_SHEET, Unreadable

MAIN = "xl/workbook.xml"  # what the main part is called where the package does not say
STRICT = ("是“严格”格式的 xlsx，读不了", "另存为普通的 xlsx 后再用")
TRUE = ("1", "true")
_FEW_TAGS = MOST_TAGS // 10  # of parts that a spreadsheet, too, keeps whole
_DATES = (*range(27, 37), *range(50, 59))  # formats of Chinese dates, which go by number alone
# A sign that XML cannot hold, as Excel writes it: _x000D_ is a carriage return.
_ESCAPED = re.compile("_x((?!D[89A-F])[0-9A-F]{4})_", re.IGNORECASE)

Attributes = Mapping[str, str]


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


def typed(text: str) -> Cell:
    """A text as it was typed."""
    return Cell.of_text(_ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text))


def read_book(parts: Mapping[str, bytes]) -> Book:
    """The book of a zip's parts; a part that no figure needs is not looked at.

    Raises:
        Unreadable: no workbook, or a strict one. ExpatError, LookupError, ValueError: damaged.
    """
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

    main = next((t for k, t in _links(parts, "").values() if k == "officeDocument"), MAIN)
    if not is_xml(parts.get(main, b"")):
        raise Unreadable(*NO_SHEET)
    book = Book(CALENDAR_WINDOWS_1900)
    tags = _tags(parts[main])
    if any("purl.oclc.org/ooxml" in value for value in tags[0][1].values()):
        raise Unreadable(*STRICT)
    if tags[0][0] != "workbook":  # a document of another kind
        raise Unreadable(*(DAMAGED if main == MAIN else NO_SHEET))
    links, seen = _links(parts, main), set[str]()
    for name, attributes in tags:
        if name == "workbookPr" and attributes.get("date1904") in TRUE:
            book.epoch = CALENDAR_MAC_1904
        elif name == "calcPr":
            # fullCalcOnLoad, and POI's way of asking for it; or its writer had not come to an end
            book.to_compute = (
                attributes.get("fullCalcOnLoad") in TRUE
                or attributes.get("calcId") == "0"
                or attributes.get("calcCompleted", "1") not in TRUE
            )
        elif name == "sheet":
            kind, target = links[attributes["id"]]
            if target in seen:  # one part read over and over would take for ever
                raise Unreadable(*DAMAGED)
            seen.add(target)
            if kind == "worksheet":  # no chart, no dialog
                hidden = attributes.get("state", "visible") != "visible"
                book.sheets.append((attributes["name"], hidden, parts[target]))
    named = dict(links.values())
    if "styles" in named:
        book.formats = _formats(parts[named["styles"]])
    if "sharedStrings" in named:
        book.strings = _strings(parts[named["sharedStrings"]])
    return book


def _tags(part: bytes) -> list[tuple[str, Attributes]]:
    """Name and attributes of every tag of a part that has few."""
    tags: list[tuple[str, Attributes]] = []
    walk(part, lambda *tag: tags.append(tag), most=_FEW_TAGS)
    return tags


def _links(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """Of a part ('': the package) id → the kind of part it leads to, and that part's name."""
    home, name = posixpath.split(part)
    rels = posixpath.join(home, "_rels", f"{name}.rels")
    links = dict[str, tuple[str, str]]()
    names = {name.lower(): name for name in parts}  # they are told apart by more than their case
    for tag, attributes in _tags(parts[rels]) if rels in parts else ():
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.join("/", home, unquote(attributes["Target"]))
            target = posixpath.normpath(path).lstrip("/")
            kind = attributes["Type"].rpartition("/")[2]
            links[attributes["Id"]] = (kind, names.get(target.lower(), target))
    return links


def _strings(part: bytes) -> list[Cell]:
    """The texts that cells name by number."""
    cells: list[Cell] = []
    texts: list[str] = []

    def end(name: str, text: str) -> None:
        if name == "t":
            texts.append(text)
        elif name == "si":
            cells.append(typed("".join(texts)))
            texts.clear()

    walk(part, lambda *_: None, end)
    return cells


def _formats(part: bytes) -> list[tuple[str, bool]]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    codes = dict(BUILTIN_FORMATS)
    numbers: list[int] = []
    inside = ""
    for name, attributes in _tags(part):
        if name == "numFmt" and inside == "numFmts":  # not those of conditional formats
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name in ("numFmts", "cellXfs", "cellStyleXfs", "dxfs"):
            inside = name
        elif name == "xf" and inside == "cellXfs":
            numbers.append(int(attributes.get("numFmtId", "0")))
    return [
        (code, number in _DATES or (len(code) <= MOST_FORMAT and is_date_format(code)))
        for number in numbers
        for code in (codes.get(number, "General"),)
    ]
