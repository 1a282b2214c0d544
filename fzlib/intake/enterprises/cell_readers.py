"""What one cell of an enterprise file says: a code, a division, an amount, a state."""

from __future__ import annotations

import re
from decimal import Decimal

from fzlib.enterprises.divisions import DIVISIONS
from fzlib.enterprises.frame import STATES
from fzlib.errors import nearest, unfit
from fzlib.intake.cell_values import Misread, as_written, even, is_missing, refuse_no_value
from fzlib.intake.formats import cells
from fzlib.intake.formats.cells import Cell
from fzlib.intake.goals.register_values import MOST_PLACES, is_too_fine, read_code, read_text
from fzlib.scoring.measures import MOST_LEVEL, MOST_MONEY
from fzlib.vocabulary import MONEY

MOST_NAME = 100  # signs of a name
MOST_CODE = 30  # signs of what may be a code; one has 18
MOST = {"万元": MOST_MONEY / MONEY["万元"], "万千瓦时": MOST_LEVEL}
_MEND_CODE = "这一列存为文本，从原表重新粘贴代码"


def read_credit_code(cell: Cell) -> str:
    """A 统一社会信用代码 in full capitals without spaces; '' where there is none.

    Raises:
        Misread: no text: a spreadsheet keeps 15 digits of a number, and a code has 18 signs.
    """
    if cell.kind != cells.TEXT:
        if is_missing(cell):
            return ""
        refuse_no_value(cell, "代码")
        raise Misread(f"代码“{cell.shown}”不是文本，末几位可能已经丢失", _MEND_CODE)
    text = cell.text
    code = text.upper() if text.isascii() and text.isalnum() else read_code(cell)
    if re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", code, re.ASCII):
        raise Misread(f"代码“{cell.shown}”是科学记数的数，末几位已经丢失", _MEND_CODE)
    if why := unfit(code) or (len(code) > MOST_CODE and f"超过{MOST_CODE}字"):
        raise Misread(f"“{cell.shown}”不是统一社会信用代码：{why}", "改为18位的代码")
    return code


def read_name(cell: Cell) -> str:
    """A name as it stands; '' where there is none.

    Raises:
        Misread: no text, or none that can be printed on a line.
    """
    name = read_text(cell) if cell.kind in (cells.TEXT, cells.BLANK) else ""
    if not name and not is_missing(cell):
        refuse_no_value(cell, "名称")
        raise Misread(f"企业名称“{cell.shown}”不是文本", "改为企业的名称")
    if why := unfit(name):
        raise Misread(why, "删去这个字符")
    if len(name) > MOST_NAME:
        raise Misread(f"企业名称超过{MOST_NAME}字", "核对是不是企业的名称")
    return name


def read_division(cell: Cell) -> tuple[str, bool]:
    """A division's two digits, and whether a 0 before them was lost; '' where there is none.

    Raises:
        Misread: no division of GB/T 4754—2017.
    """
    if is_missing(cell):
        return "", False
    refuse_no_value(cell, "代码")
    text = even(cell.text)
    if cell.kind == cells.NUMBER and isinstance(cell.value, Decimal):
        text = format(cell.value.normalize(), "f")
    if text in DIVISIONS:
        return text, False
    if f"0{text}" in DIVISIONS and len(text) == 1:
        return f"0{text}", True
    raise Misread(*_no_division(cell, text))


def _no_division(cell: Cell, text: str) -> tuple[str, str]:
    longer = re.fullmatch(r"[A-D]?(\d\d)\d{0,2}", text, re.ASCII)
    if longer and longer[1] in DIVISIONS:
        what = "不是两位的大类代码"
        return f"“{cell.shown}”{what}", f"改为大类代码 {longer[1]}（文本）"
    names = {even(name): code for code, name in DIVISIONS.items()}
    near = nearest(text[:40], names)
    mend = f"是“{DIVISIONS[names[near]]}”就写 {names[near]}" if near else "写两位的大类代码，如 39"
    return f"“{cell.shown}”不是 GB/T 4754—2017 的工业大类（06—46）", mend


def read_amount(cell: Cell, unit: str, shift: int, own_unit: str) -> Decimal | None:
    """An amount under a header with ``unit``, as written, in ``own_unit``; None where missing.

    ``shift``: the power of ten between the units; every digit is kept.

    Raises:
        Misread: no number, or one that no enterprise has.
    """
    if cell.kind == cells.NUMBER and isinstance(cell.value, Decimal):
        number: Decimal | None = cell.value
    else:
        number = as_written(cell, unit)
    if number is None:
        return None
    if shift:
        sign, digits, exponent = number.as_tuple()
        assert isinstance(exponent, int)
        number = Decimal((sign, digits, exponent + shift))
    if abs(number) > MOST[own_unit]:
        raise Misread(f"“{cell.shown}”（{unit}）过大", "核对单位和小数点")
    if is_too_fine(number):
        raise Misread(f"“{cell.shown}”小数位过多", f"以{own_unit}为单位最多{MOST_PLACES}位小数")
    return number


def read_state(cell: Cell) -> str:
    """One of `STATES`; '' where there is none.

    Raises:
        Misread: another text.
    """
    if is_missing(cell):
        return ""
    refuse_no_value(cell, "状态")
    text = even(cell.text)
    if text in STATES:
        return text
    near = nearest(text[:40], STATES, likeness=0.6)  # 在产 is not 停产
    guess = f"是不是“{near}”？" if near else ""
    raise Misread(f"状态“{cell.shown}”不对", f"{guess}可选：{'、'.join(STATES)}；没有就留空")


def read_yes(cell: Cell) -> bool:
    """Whether 是 stands there.

    Raises:
        Misread: neither 是 nor 否 nor nothing.
    """
    if is_missing(cell):
        return False
    refuse_no_value(cell, "“是”")
    text = even(cell.text)
    if text in ("是", "否"):
        return text == "是"
    if cell.kind == cells.BOOL:
        return text == "TRUE"
    raise Misread(f"重点企业“{cell.shown}”不对", "重点企业写“是”，其余留空")
