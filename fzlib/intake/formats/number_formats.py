"""What a number format does to a number: percent, scales, shows nothing."""

from __future__ import annotations

import operator
import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from fzlib.intake.formats.cells import Cell, Remark
from fzlib.intake.formats.refusals import MOST_FORMAT, Unreadable

BAD_FORMAT = ("有读不了的数字格式", "把单元格格式改为“常规”，另存为 xlsx 后再用")
HIDDEN_ZERO = Remark("存着0，工作表不显示0", "没有数的请清空；确是0的不用改")
HIDDEN = Remark("存着数，工作表不显示它", "没有数的请清空；确有数的核对")

_TOKEN = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)
_CONDITION = re.compile(r"\[([<>=]{1,2})(-?\d+(?:\.\d+)?)\]")
_SCALING = re.compile(r"[0#?](,+)(?![0#?,])")
_POINT = re.compile(r"[0#?]p([0#?,]+)")  # a point that is only written: 0\.0, shows 万
_HOLDS = {
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


class _Section(NamedTuple):
    """One of a format's sections. ``scale``: what it divides by."""

    condition: str
    bound: Decimal
    scale: int
    shows_zero: bool
    shows: bool


def formatted(value: float, code: str, *, zeros: bool) -> Cell:
    """The cell of a number with its number format; arguments as of `remarks`."""
    differences = remarks(value, code, zeros=zeros)
    return Cell.of_number(value, percent=is_percent(code), remarks=differences)


@cache
def is_percent(code: str) -> bool:
    """Whether a number format multiplies by 100: a % in quotes or after a backslash does not."""
    return "%" in _bare(code)


def scaled(by: int) -> Remark:
    """The remark on a format that divides what it shows."""
    return Remark(f"数字格式把数除以{by}，按存的数读", "核对单位")


def remarks(value: float, code: str, *, zeros: bool = True) -> tuple[Remark, ...]:
    """How a number is shown otherwise than it is stored; nothing where it is not.

    ``zeros``: whether the sheet shows zeros.

    Raises:
        Unreadable: the format is longer than any spreadsheet allows.
    """
    section = _applying(value, _sections(code))
    if not value:
        return () if zeros and section.shows_zero else (HIDDEN_ZERO,)
    if not section.shows:
        return (HIDDEN,)
    return (scaled(section.scale),) if section.scale > 1 else ()


def _bare(code: str) -> str:
    """Its signs; texts become one: p a point, z one with a 0, a space any other."""
    if len(code) > MOST_FORMAT:
        raise Unreadable(*BAD_FORMAT)
    return _TOKEN.sub(_sign, code)


def _sign(match: re.Match[str]) -> str:
    """The one sign that stands for a text; a condition as it is, no colour or currency."""
    token = match[0]
    if len(token) == 1:
        return token
    if token.startswith("["):
        return token if _CONDITION.fullmatch(token) else ""
    text = "" if token[0] in "_*" else token.strip('"').lstrip("\\!")
    return "p" if text == "." else "z" if "0" in text else " "


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(map(_section, _bare(code or "General").split(";")[:3]))


def _section(text: str) -> _Section:
    condition = _CONDITION.search(text)
    text = _CONDITION.sub("", text)
    any_number = "@" in text or "general" in text.lower() or "通用" in text
    power = 3 * sum(map(len, _SCALING.findall(text)))
    point = _POINT.search(text.partition(".")[0])
    if point:
        power += len(point[1].replace(",", ""))
    return _Section(
        condition[1] if condition else "",
        Decimal(condition[2] if condition else 0),
        10**power,
        any_number or "0" in text or "z" in text,
        any_number or any(sign in text for sign in "0#?z"),
    )


def _applying(value: float, sections: tuple[_Section, ...]) -> _Section:
    """Positive; negative; zero: or as their conditions say."""
    if any(section.condition for section in sections):
        for section in sections:
            holds = _HOLDS.get(section.condition)
            if holds is None or holds(value, section.bound):
                return section
        return sections[-1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[1] if value < 0 and len(sections) > 1 else sections[0]
