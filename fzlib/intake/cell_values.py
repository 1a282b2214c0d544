"""What one cell says: a figure, a missing mark, a name. Pure; problems are raised as Misread."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from fzlib.intake.formats.cells import BLANK, DATE, ERROR, NUMBER, PERCENT, TEXT, UNCOMPUTED, Cell
from fzlib.intake.formats.refusals import MOST_DIGITS, Flaw, cut
from fzlib.scoring.measures import LEVEL_PLACES, Series
from fzlib.scoring.rounding import half_up, plain
from fzlib.vocabulary import MONEY, PERCENT_UNIT

ELLIPSES = ("...", "…", "……")
DASHES = ("-", "–", "—", "－")
MISSING_MARKS = frozenset(
    {"", *DASHES, *(2 * dash for dash in DASHES), *ELLIPSES, "/", "／", "N/A", "缺", "缺报"}
)
MOST_TEXT = 500  # signs of a name, title or header; what is longer is a note

# A space between digits stands for one thing only: groups of three.
_NUMBER = re.compile(
    r"([+-]?) *((?:[1-9]\d{0,2}(?:(?:, ?\d{3})+|(?: \d{3})+)|\d+)(?:\.\d*)?|\.\d+) *(%?)", re.ASCII
)
_WIDTHLESS = "\u200b\u2060\ufeff"
_SPACES = re.compile(rf"[\s{_WIDTHLESS}]+")
_BRACKETS = str.maketrans("[]{}〔〕【】", "()()()()")
_FIRST_OF_MARK = frozenset(_WIDTHLESS).union(*MISSING_MARKS)  # what a mark, stripped, begins with
# Full width, the two other minus signs, and spaces but no line's end. Not NFKC: it would read 12²
# as 122 and ① as 1.
_NARROW = (
    {n: n - 0xFEE0 for n in range(0xFF01, 0xFF5F)}
    | {ord("−"): "-", ord("–"): "-"}
    | dict.fromkeys(map(ord, f"\xa0\u1680\u202f\u205f\u3000{_WIDTHLESS}"), " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
)


class Misread(Flaw):
    """A cell that is no figure."""


@lru_cache(4096)
def even(text: str) -> str:
    """Width, spaces and brackets evened out: names and headers are compared in this form.

    A text longer than any of them is cut, and so equals none.
    """
    text = _SPACES.sub("", unicodedata.normalize("NFKC", cut(text, MOST_TEXT)))
    return text.translate(_BRACKETS)


def is_missing(cell: Cell) -> bool:
    """A blank or one of the contract's marks of 缺数."""
    if cell.kind != TEXT:
        return cell.kind == BLANK
    text = cell.text
    return not text or (text[0] in _FIRST_OF_MARK and _bare(cell) in MISSING_MARKS)


def is_dotted(cell: Cell) -> bool:
    """A mark of 缺数 written as …, which 年鉴 use for what is too small."""
    return _bare(cell) in ELLIPSES


def _bare(cell: Cell) -> str:
    return _SPACES.sub("", cell.text) if len(cell.text) <= MOST_DIGITS else cell.text


def read_figure(cell: Cell, series: Series, unit: str) -> Decimal | None:
    """The figure of a series in a cell under a header with ``unit``, in the series' own unit.

    Amounts are half-up to 6 decimals (of 亿元: 100 元), money in another unit of money is
    converted, a percent-formatted cell is times 100. Blank and 缺数 marks: None.

    Raises:
        Misread: no number, an error value, a formula without a value, or beyond the series'
            bounds (growth ±1000 %, level over 10^7 亿元; a sign is the caller's to judge).
    """
    if is_missing(cell):
        return None
    number = _decimal(cell, unit)
    if series.is_rate:
        if abs(number) > series.most:
            what = "增速" if series.is_growth else ""
            raise Misread(f"{what}“{cell.shown}”超出±{series.most}%", "核对小数点和单位")
        return number
    factor = factor_of(series, unit)
    if abs(number) > series.most / factor:
        most = "1000万亿元" if series.unit in MONEY else "1万亿"
        raise Misread(f"“{cell.shown}”（{unit}）超过{most}", "核对单位和小数点")
    # rounded before it is scaled: a product of very long numbers would be rounded twice
    return half_up(number, LEVEL_PLACES + factor.adjusted()) * factor


def factor_of(series: Series, unit: str) -> Decimal:
    """What a figure under a header's unit is multiplied by to be in the series' own."""
    return MONEY[unit] / MONEY[series.unit] if series.unit in MONEY else Decimal(1)


def as_written(cell: Cell, unit: str = "分") -> Decimal | None:
    """The number in a cell with the digits and in the unit it is written in (points: 分).

    None where blank. Raises Misread where it is no number.
    """
    return None if is_missing(cell) else _decimal(cell, unit)


def refuse_no_value(cell: Cell, what: str) -> None:
    """Raise Misread of an error value, or of a formula that nobody computed.

    ``what``: what should stand there (数, 日期).
    """
    if cell.kind == ERROR or (cell.kind == TEXT and cell.text.startswith("#")):
        raise Misread(f"“{cell.shown}”是错误值", f"改正公式；没有{what}就留空")
    if cell.kind == UNCOMPUTED:
        mend = f"用表格软件打开、重算并保存，或填入{'数值' if what == '数' else what}"
        raise Misread(f"公式“{cell.shown}”没有算出的值", mend)


def _decimal(cell: Cell, unit: str) -> Decimal:
    if isinstance(cell.value, Decimal):
        if cell.kind == NUMBER:
            return cell.value
        if cell.kind == PERCENT and unit == PERCENT_UNIT:
            return cell.value * 100
        raise Misread(f"“{plain(cell.value * 100)}%”是百分数，这一列的单位是{unit}", "改为数值格式")
    refuse_no_value(cell, "数")
    if cell.kind == DATE:
        raise Misread(f"“{cell.shown}”是日期，不是数", "改为数值格式后重新填写")
    text = cell.text if len(cell.text) <= MOST_DIGITS else ""  # more digits than any number has
    number = _NUMBER.fullmatch(text.translate(_NARROW).strip())
    if not number or cell.kind != TEXT:
        raise Misread(f"“{cell.shown}”不是数", "改为数字；没有数就留空")
    if number[3] and unit != PERCENT_UNIT:
        raise Misread(f"“{cell.shown}”带百分号，这一列的单位是{unit}", "核对是否填错了列")
    return Decimal(number[1] + number[2].replace(",", "").replace(" ", ""))
