"""scores.xlsx as a spreadsheet program has it: opened again, its rows by the titles above them."""

import io
import re
from decimal import Decimal
from functools import cache

import openpyxl

from fzlib.presentation.score_sheets import workbook
from fzlib.presentation.wording import NONE

HEAD = 3  # the row of the titles


@cache
def opened(card):
    """The workbook of a card, to be read only."""
    return openpyxl.load_workbook(io.BytesIO(workbook(card)))


def titles(sheet):
    """The titles of the columns, without their line breaks."""
    return [cell.value.replace("\n", "") for cell in sheet[HEAD]]


def rows(sheet):
    """Each row as title → cell."""
    return [dict(zip(titles(sheet), row, strict=True)) for row in sheet.iter_rows(HEAD + 1)]


def number(cell):
    """A number at 15 digits, as a spreadsheet shows and sums it; None where there is none."""
    if cell.value == NONE:
        return None
    assert cell.data_type == "n", (cell.coordinate, cell.value)
    return Decimal(format(cell.value, ".15g"))


def shown(cell):
    """A cell as it is printed: by the decimals, signs and words of its number format."""
    if cell.data_type == "s":
        return cell.value
    parts = cell.number_format.split(";")
    part = parts[
        0 if cell.value > 0 or (cell.value == 0 and len(parts) < 3) else 1 if cell.value else 2
    ]
    digits = re.search(r"0(?:\.(0+))?(?!.*\")", part)
    places = len(digits[1] or "") if digits else 0
    size = f"{abs(cell.value):.{places}f}"
    return "".join(re.findall(r'"([^"]*)"', part)) + (size if digits else "")
