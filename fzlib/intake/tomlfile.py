"""A TOML file → its values, within the bounds of what a person writes."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any

from fzlib.errors import Place, ProblemLog
from fzlib.intake.formats.refusals import Unreadable
from fzlib.intake.formats.sheets import decode

MOST_TOML = 200_000  # bytes; a rule book has three thousand
MOST_LINE = 5_000  # signs of one line of it
MOST_PLACES = 50  # before the point or behind it
# What tomllib takes quadratic time for, or Python cannot hold: a.b.c…, and numbers without end.
_TOO_DEEP = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}""")
_TOO_LONG = re.compile(r"[0-9A-Fa-f_]{100}")


def read_toml(content: bytes, label: str, log: ProblemLog) -> dict[str, Any] | None:
    """A TOML file with exact decimals; None and a problem where it is no TOML."""

    def stop(what: str, mend: str, where: str = "") -> None:
        log.stop(Place(label, "", where), what, mend, kind="file.unreadable")

    if len(content) > MOST_TOML:
        stop("文件过大", "它只有几十行；核对是不是这个文件")
        return None
    try:
        text = decode(content)
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > MOST_LINE or _TOO_DEEP.search(line) or _TOO_LONG.search(line):
                stop("这一行过长，或有过长的数、层数过多的键", "照样例改短", f"第{number}行")
                return None
        return tomllib.loads(text, parse_float=_decimal)
    except Unreadable:
        stop("不是 UTF-8 或 GB18030 的文本", "用文本编辑器另存为 UTF-8")
    except (ValueError, ArithmeticError, RecursionError) as error:
        # beside its own error: numbers beyond Python's limits, brackets nested without end
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        what = "不符合 TOML 的写法" if at else "不符合 TOML 的写法（可能没有写完）"
        stop(what, "照样例核对引号、等号和方括号", f"第{at[1]}行第{at[2]}字" if at else "")
    return None


def _decimal(text: str) -> Decimal:
    """A number of TOML. ValueError where no figure is so large or so fine."""
    number = Decimal(text)
    if number.is_finite() and abs(number.adjusted()) > MOST_PLACES:
        raise ValueError
    return number
