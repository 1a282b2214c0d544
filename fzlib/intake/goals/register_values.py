"""One cell of a register by its column's type: a date, an exact number, a code, a text."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from fzlib.goals.columns import CREDIT_CODE, DATE, NUMBER, column_type, unit_of
from fzlib.goals.registers import Value
from fzlib.intake.cell_values import Misread, as_written, even, is_missing, refuse_no_value
from fzlib.intake.formats import cells
from fzlib.intake.formats.cells import Cell
from fzlib.scoring.measures import MOST_LEVEL

DATE_FORMS = "写作 2023-05-31、2023/5/31 或 2023年5月31日，没有就留空"
MOST_PLACES = 15  # decimals; more digits than these no spreadsheet keeps
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)", re.ASCII
)
_YEARS = range(1950, 2200)


def read_value(cell: Cell, header: str) -> Value:
    """What stands in a cell under a header; a date or number that is not there is None.

    Raises:
        Misread: it is not of the column's type; of a text, an error value or no value at all.
    """
    kind = column_type(header)
    if kind == DATE:
        return read_date(cell)
    if kind == NUMBER:
        return read_number(cell, unit_of(header))
    return read_code(cell) if kind == CREDIT_CODE else read_text(cell)


def read_date(cell: Cell) -> date | None:
    """A day in one of the contract's forms, or a spreadsheet's date, without its time of day."""
    if is_missing(cell):
        return None
    refuse_no_value(cell, "日期")
    text = cell.text[:10] if cell.kind == cells.DATE else even(cell.text)
    match = _DAY.fullmatch(text) if cell.kind in (cells.DATE, cells.TEXT) else None
    if match is None:
        raise Misread(f"“{cell.shown}”不是日期", DATE_FORMS)
    try:
        day = date(*(int(part) for part in match.groups() if part))
    except ValueError:
        raise Misread(f"没有“{cell.shown}”这一天", "核对年、月、日") from None
    if day.year not in _YEARS:
        raise Misread(f"“{cell.shown}”的年份过早或过晚", "核对年份")
    return day


def read_number(cell: Cell, unit: str) -> Decimal | None:
    """The number as it is written, in the header's unit."""
    number = as_written(cell, unit)
    if number is None:
        return None
    if abs(number) > MOST_LEVEL:
        raise Misread(f"“{cell.shown}”过大", "核对单位和小数点")
    if is_too_fine(number):
        raise Misread(f"“{cell.shown}”小数位过多", f"最多{MOST_PLACES}位小数")
    return number


def is_too_fine(number: Decimal) -> bool:
    """Whether a number has more than `MOST_PLACES` decimals."""
    exponent = number.as_tuple().exponent  # a word only of what is no number
    return isinstance(exponent, int) and -exponent > MOST_PLACES


def read_code(cell: Cell) -> str:
    """A code without spaces and in full capitals, as it is compared; '' where there is none."""
    return even(read_text(cell)).upper()


def read_text(cell: Cell) -> str:
    """A text as it stands; '' where blank or marked as missing."""
    if cell.kind != cells.TEXT:  # a text may begin with #
        refuse_no_value(cell, "内容")
    return "" if is_missing(cell) else cell.text
