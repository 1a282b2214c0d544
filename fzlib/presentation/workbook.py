"""Tables as sheets of a workbook: as an office opens, sorts, sums and prints them.

A number is read back from the text that a table shows: what a cell holds is what it shows, and a
sum of cells is the reader's. Every text is written as text, never as a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any, Protocol

from fzlib.errors import UNFIT
from fzlib.intake.formats.writing import new_workbook
from fzlib.intake.forms.list_form import GROUNDS
from fzlib.presentation.blocks import NAME, NUMBER, TEXT, Table
from fzlib.presentation.terminal import width

BODY, BOLD = "宋体", "黑体"  # on every office PC
TITLE, LINE, HEAD = range(3)  # the rows above the table's own
A4 = 9
SIDE, TOP, BOTTOM = 0.5, 1, 0.75  # margins, inches
UPRIGHT, LANDSCAPE = "upright", "landscape"
# columns of digits that a page has at the smallest print that is still read well
PAGE = {UPRIGHT: 140, LANDSCAPE: 200}
LEAST_TEXT = 20  # a text goes over several lines before its column is narrower
ONE_LINE, HEAD_LINES = 10, 3  # columns of a title in one line; lines of a longer one
PADDING = 3
ROW, PER_LINE, MOST_HEIGHT = 19, 14.5, 409  # points
MOST_ABOVE = 100  # characters: a header of a page has at most 255, commands and all
STAYED = "持平"
_NUMBER = re.compile(rf"{STAYED}|([-+−↑↓]?)([0-9]+)((?:\.[0-9]+)?)")


@dataclass(frozen=True)
class Sheet:
    """A table under its caption and a ``line`` of period, nature, issuer and unit.

    ``filtered``: with the arrows of a filter.
    """

    name: str
    table: Table
    line: str
    filtered: bool = False

    @property
    def titles(self) -> list[str]:
        """Of the columns."""
        return [*map(in_lines, self.table.titles)]

    @property
    def texts(self) -> list[list[str]]:
        """The rows, those apart at the end."""
        rows = (*self.table.rows, *self.table.apart)
        return [[printable(cell.text) for cell in row] for row in rows]

    @property
    def kinds(self) -> list[str]:
        """Of the columns."""
        return [column.kind for column in self.table.leaves]

    @cached_property
    def layout(self) -> str:
        """A key of `PAGE`: upright where it fits."""
        fits = (layout for layout, room in PAGE.items() if sum(self._fitted(room)) <= room)
        return next(fits, LANDSCAPE)

    @cached_property
    def widths(self) -> list[int]:
        """Of the columns."""
        return self._fitted(PAGE[self.layout])

    def _fitted(self, room: int) -> list[int]:
        """Widths by what the columns hold; texts share what the numbers leave of a page."""
        columns = zip(self.titles, *self.texts, strict=True)
        full = [max(_least(title), *map(width, texts)) + PADDING for title, *texts in columns]
        most = max(full)
        while sum(fitted := self._held(full, most)) > room and most > LEAST_TEXT:
            most -= 1
        return fitted

    def _held(self, full: Sequence[int], most: int) -> list[int]:
        """No text wider than ``most``."""
        pairs = zip(full, self.kinds, strict=True)
        return [own if kind == NUMBER else min(own, most) for own, kind in pairs]

    @property
    def pages(self) -> int:
        """How many pages it takes from left to right."""
        return -(-sum(self.widths) // PAGE[self.layout])

    @property
    def named(self) -> int:
        """How many columns stay when it is scrolled, or goes on on a page to the right."""
        return self.kinds.index(NAME) + 1

    def draw(self, drawn: Any, styles: Styles) -> None:
        """Put it on a sheet of xlsxwriter's."""
        _write(drawn, self, styles)
        _print(drawn, self)


class Drawable(Protocol):
    """What stands on a sheet of its own under a ``name``: a table, or a form to fill in."""

    @property
    def name(self) -> str:
        """Of the sheet."""

    def draw(self, drawn: Any, styles: Styles) -> None:
        """Put it on a sheet of xlsxwriter's."""


def content(title: str, sheets: Iterable[Drawable]) -> bytes:
    """An xlsx of these sheets; on paper title and line stand above the table on every page."""
    buffer, taken = io.BytesIO(), set[str]()
    with new_workbook(buffer, title) as book:
        styles = Styles(book)
        for sheet in sheets:
            name = _free(sheet.name, taken)
            taken.add(name.casefold())
            sheet.draw(book.add_worksheet(name), styles)
    return buffer.getvalue()


def printable(text: str) -> str:
    """Without what acts on text beside it, as a page shows it."""
    return UNFIT.sub("�", text)


def in_lines(title: str) -> str:
    """A column's title; the unit at the end of a long one stands in a line of its own."""
    title = printable(title)
    return re.sub(r"(?=（[^（）]*）$)", "\n", title) if width(title) > ONE_LINE else title


def _least(title: str) -> int:
    """The width that a title needs, set in a few lines."""
    lines = map(width, title.split("\n"))
    return max(min(full, max(ONE_LINE, -(-full // HEAD_LINES))) for full in lines)


def _free(name: str, taken: set[str]) -> str:
    """A name that a sheet can have and none has yet: of 31 signs, of which 𠮷 counts as two."""
    fit = re.sub(r"[\[\]:*?/\\']", "－", printable(name)).encode("utf-16-le")
    ends = map(_again, count(1))
    names = (fit[: 62 - 2 * len(end)].decode("utf-16-le", "ignore") + end for end in ends)
    return next(one for one in names if one.casefold() not in taken)


def _again(n: int) -> str:
    return "" if n == 1 else f"（{n}）"


@dataclass(frozen=True)
class Styles:
    """The formats of a workbook, each made once."""

    book: Any
    made: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def of(self, look: str, form: str = "", font: str = BODY) -> Any:
        """One of `_LOOKS`; ``form``: of its number."""
        key = (look, form, font)
        if key not in self.made:
            own = {"font_name": font, "font_size": 10.5, "valign": "vcenter", **_LOOKS[look]}
            self.made[key] = self.book.add_format(own | ({"num_format": form} if form else {}))
        return self.made[key]


_CELL = {"border": 1, "text_wrap": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_size": 16, "align": "center"},
    "line": {},
    "head": {**_CELL, "align": "center"},
    NAME: {**_CELL, "indent": 1},
    TEXT: {**_CELL, "indent": 1},
    NUMBER: {"border": 1, "align": "right"},
    # of a form: the headers' grounds, and what is filled in already
    "mark": {"align": "center"},
    **{f"head {ground}": {**_CELL, "align": "center", "bg_color": ground} for ground in GROUNDS},
    "given": {**_CELL, "indent": 1, "bg_color": GROUNDS[-1]},
    "blank": _CELL,
}


def _write(drawn: Any, sheet: Sheet, styles: Styles) -> None:
    """Title, line, header and rows."""
    table, widths = sheet.table, sheet.widths
    for column, own in enumerate(widths):
        drawn.set_column(column, column, own)
    _across(drawn, TITLE, table.caption, sheet, styles.of("title", font=BOLD), 30)
    _across(drawn, LINE, sheet.line, sheet, styles.of("line"), ROW)
    for column, title in enumerate(sheet.titles):
        drawn.write_string(HEAD, column, title, styles.of("head", font=BOLD))
    drawn.set_row(HEAD, height_of(sheet.titles, widths))
    for column, (kind, *texts) in enumerate(zip(sheet.kinds, *sheet.texts, strict=True)):
        bold = len(texts) - len(table.apart)
        write_column(drawn, HEAD + 1, column, kind, texts, styles, bold=bold)
    for row, cells in enumerate(sheet.texts, HEAD + 1):
        drawn.set_row(row, height_of(cells, widths))


def write_column(
    drawn: Any,
    top: int,
    column: int,
    kind: str,
    texts: Sequence[str],
    styles: Styles,
    *,
    bold: int,
) -> None:
    """The cells of a column from row ``top`` down: numbers as numbers; from ``bold`` on so set."""
    form = _form(texts)
    for n, text in enumerate(texts):
        number = _NUMBER.fullmatch(text) if kind == NUMBER else None
        font = BODY if n < bold else BOLD
        if number:
            style = styles.of(kind, form.format(_digits(number)), font)
            drawn.write_number(top + n, column, _value(number), style)
        else:
            drawn.write_string(top + n, column, text, styles.of(kind, font=font))


def _across(drawn: Any, row: int, text: str, sheet: Sheet, style: Any, height: float) -> None:
    """A text over the columns of the first page, in one cell."""
    drawn.merge_range(row, 0, row, _first_page(sheet) - 1, "", style)
    drawn.write_string(row, 0, printable(text), style)
    drawn.set_row(row, height)


def _first_page(sheet: Sheet) -> int:
    """How many columns the first page has, at least two."""
    widths, each = sheet.widths, sum(sheet.widths) / sheet.pages
    return max(2, sum(sum(widths[: n + 1]) <= each for n in range(len(widths))))


def height_of(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Of a row whose longest text goes over some lines."""
    lines = max(
        sum(-(-max(width(line), 1) // (own - PADDING)) for line in text.split("\n"))
        for text, own in zip(texts, widths, strict=True)
    )
    return min(max(ROW, 4 + PER_LINE * lines), MOST_HEIGHT)


def _form(texts: Sequence[str]) -> str:
    """The number format of a column, as its texts have their signs; {0}: a number's digits."""
    signs = {text[:1] for text in texts}
    if signs & {"↑", "↓", STAYED[0]}:
        return f'"↑"{{0}};"↓"{{0}};"{STAYED}"'
    return '"+"{0};"−"{0};{0}' if "+" in signs else '{0};"−"{0}'


def _digits(number: re.Match[str]) -> str:
    """0.00: with the decimals that a text shows."""
    return "0" + re.sub("[0-9]", "0", number[3] or "")


def _value(number: re.Match[str]) -> float:
    """What a text shows: −3.2, ↓2 (-2), 持平 (0)."""
    if not number[2]:
        return 0
    return float(number[2] + number[3]) * (-1 if number[1] in ("-", "−", "↓") else 1)


def _print(drawn: Any, sheet: Sheet) -> None:
    """On A4, header and names on every page, as wide as fits; what stays when it is scrolled."""
    last, columns = HEAD + len(sheet.texts), len(sheet.kinds)
    drawn.hide_gridlines(2)
    drawn.freeze_panes(HEAD + 1, sheet.named)
    if sheet.filtered:
        drawn.autofilter(HEAD, 0, HEAD + max(len(sheet.table.rows), 1), columns - 1)
    drawn.set_paper(A4)
    if sheet.layout == LANDSCAPE:
        drawn.set_landscape()
    drawn.set_margins(SIDE, SIDE, TOP, BOTTOM)
    drawn.center_horizontally()
    drawn.print_area(HEAD, 0, last, columns - 1)
    drawn.fit_to_pages(sheet.pages, 0)
    drawn.repeat_rows(HEAD)
    drawn.repeat_columns(0, sheet.named - 1)
    title, line = above(sheet.table.caption), above(sheet.line)
    # a space, or the size and the year's digits are one number
    drawn.set_header(f'&C&"{BOLD}"&16 {title}\n&"{BODY}"&10 {line}')
    drawn.set_footer("&C第&P页，共&N页")


def above(text: str) -> str:
    """A text as the header of a page takes it: not too long, and no command in it."""
    return printable(text).replace("&", "＆")[:MOST_ABOVE]
