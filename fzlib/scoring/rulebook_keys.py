"""The keys of a rule book: which there are in each table, and what may stand under each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from fzlib.scoring.indicators import QUANTITIES, STANDARDS, SYNONYMS
from fzlib.scoring.measures import REGIONS
from fzlib.scoring.methods import HIGHEST, LOWEST
from fzlib.toml_schema import Fault, Key, ValueCheck, one_of, printable, text
from fzlib.vocabulary import MONTH, PERCENT_UNIT, READINGS, SPANS, YTD

MOST_AMOUNT = 10_000  # points, steps
MOST_SIZE = 10**9  # steps, widths and bounds in the unit of an amount
MOST_PLACES = 4
MOST_LISTED = 100

# --- checks of single values ------------------------------------------------------------------


def toml_text(value: object) -> str:
    """A value as the file has it, for messages; a text without its quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        pairs = (f"{key} = {_quoted(own)}" for key, own in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return f"[{', '.join(map(_quoted, value))}]" if isinstance(value, list) else str(value)


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else toml_text(value)


def exact(value: object) -> Decimal:
    """A number as anybody would write it, else NaN."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return Decimal("NaN")


def number(
    *, positive: bool = False, least: int | None = None, most: int = MOST_AMOUNT
) -> ValueCheck:
    """The check of an exact number: above zero, or not below ``least``."""
    needed = "大于0的数" if positive else "数" if least is None else f"不小于{least}的数"

    def check(value: object) -> Fault | None:
        if isinstance(value, str):
            return Fault("“{}”是文字，不是数", "写成数，不加引号")
        given = exact(value)
        least_given = Decimal("-Infinity") if least is None else least
        if not given.is_finite() or given < least_given or (positive and given <= 0):
            return Fault(f"“{{}}”不是{needed}", f"改为{needed}")
        if abs(given) > most:
            return Fault("“{}”过大", f"最大{most}", "key.value")
        places = len(format(given, "f").partition(".")[2])
        if places > MOST_PLACES:
            return Fault("“{}”小数位过多", f"最多{MOST_PLACES}位小数", "key.value")
        return None

    return check


def _integer(most: int) -> ValueCheck:
    def check(value: object) -> Fault | None:
        whole = isinstance(value, int) and not isinstance(value, bool)
        fits = whole and value in range(most + 1)
        what = f"0至{most}的整数"
        return None if fits else Fault(f"“{{}}”不是{what}", f"改为{what}")

    return check


def flag(value: object) -> Fault | None:
    """The check of true or false."""
    return None if isinstance(value, bool) else Fault("“{}”不是 true 或 false", "写 true 或 false")


def code(value: object) -> Fault | None:
    """The check of what rows are called by."""
    if isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,39}", value, re.ASCII):
        return None
    what = "“{}”不能作代码" if isinstance(value, str) and value else "“{}”不是文字"
    return Fault(what, "代码用小写英文字母、数字和下划线，以字母开头", "key.value")


def text_or_blank(value: object) -> Fault | None:
    """The check of a text that may be empty."""
    return printable(value) if isinstance(value, str) else Fault("“{}”不是文字", "写成带引号的文字")


def _report_title(value: object) -> Fault | None:
    left = re.sub(r"\{period\}", "", str(value))
    if "{" in left or "}" in left or ("{period}" not in str(value) and value):
        return Fault("“{}”没有写明期间，或另有花括号", "期间写作 {period}，只写一处", "key.value")
    return None


def _array(form: str, *, least: int = 0) -> ValueCheck:
    def check(value: object) -> Fault | None:
        fits = isinstance(value, list) and least <= len(value) <= MOST_LISTED
        return (
            None if fits else Fault("应是表的列表" if "[[" in form else "“{}”不对", f"写作 {form}")
        )

    return check


def _texts_of(names: Collection[str], form: str) -> ValueCheck:
    """The check of a list of these texts, each once."""

    def check(value: object) -> Fault | None:
        listed = value if isinstance(value, list) else [None]
        if all(isinstance(one, str) and one in names and listed.count(one) == 1 for one in listed):
            return None
        return Fault("“{}”不对", f"写作 {form}；可选：{'、'.join(names)}", "key.value")

    return check


def _spans(value: object) -> Fault | None:
    spans = value if isinstance(value, list) else []
    if spans and all(span in SPANS and spans.count(span) == 1 for span in spans):
        return None
    return Fault("“{}”不对", f'写作 ["{MONTH}", "{YTD}"]，或只写其中一个', "key.value")


def _standard(value: object) -> Fault | None:
    if isinstance(value, str) and value in (*STANDARDS, *SYNONYMS):
        return None
    fault = number(most=MOST_SIZE)(value)
    if fault and not exact(value).is_finite():
        listed = "、".join((*STANDARDS, "一个数"))
        return Fault("不能是“{}”", f"可选：{listed}", "key.value")
    return fault


def _end(value: object) -> Fault | None:
    if value in (LOWEST, HIGHEST):
        return None
    fault = number(most=MOST_SIZE)(value)
    if fault and not exact(value).is_finite():
        return Fault("不能是“{}”", f"写一个数，或 {LOWEST}、{HIGHEST}", "key.value")
    return fault


def _named_or_exact(value: Any) -> Any:
    """A number as a Decimal; a text as it is."""
    return SYNONYMS.get(value, value) if isinstance(value, str) else Decimal(value)


# --- tables and their keys --------------------------------------------------------------------


def _tables(name: str) -> Key:
    """An array of tables; may be absent."""
    return Key(_array(f"[[{name}]]"), required=False, default=[], form="[[{}]]")


def _table() -> Key:
    return Key(required=False, default={}, form="[{}]")


_POSITIVE = Key(number(positive=True), default=Decimal(1), convert=Decimal)
_SIZE = Key(number(positive=True, most=MOST_SIZE), default=Decimal(1), convert=Decimal)
_SIGNED = Key(number(), default=Decimal(0), convert=Decimal)
_BOUND = Key(number(), required=False, convert=Decimal)
_TEXT = Key(text_or_blank, required=False, default="")
TOP = {
    "title": Key(text),
    "source": Key(text),
    "spans": Key(_spans, required=False, default=SPANS),
    "document": _table(),
    "readings": _table(),
    "measure": _tables("measure"),
    "indicator": _tables("indicator"),
    "ranking": _table(),
    "lists": _table(),
    "adjustments": _table(),
    "conversion": _tables("conversion"),
}
READING = {
    key: Key(text, one_of(tuple(reading.choices)), required=False, default=reading.default)
    for key, reading in READINGS.items()
}
CONVERSION = {
    "target": Key(text),
    "of": Key(text, one_of(("months", "year"))),
    "points": _POSITIVE,
    "method": Key(text, one_of(("share", "of_best"))),
}
DOCUMENT = {
    "name": _TEXT,
    "action": _TEXT,
    "report_title": Key(text_or_blank, _report_title, required=False, default=""),
    "settled": Key(_texts_of(tuple(READINGS), '["steps"]'), required=False, default=[]),
    "commends": _TEXT,
    "conversion_clause": _TEXT,
}
RANKING = {
    "within": Key(text, one_of(("all", "group")), required=False, default="all"),
    "ties": Key(text, one_of(("competition", "dense")), required=False, default="competition"),
    "tie_break": Key(_array('["va_growth.ytd"]'), required=False, default=[]),
}
LISTS = {
    "first": Key(_integer(99), required=False, default=3),
    "last": Key(_integer(99), required=False, default=3),
}
BOUNDS = {"cap": _BOUND, "floor": _BOUND}
MEASURE = {
    "code": Key(code, default=""),
    "name": Key(text, default=""),
    "unit": Key(text, default=PERCENT_UNIT),
    "base": Key(flag, required=False),
    "regions": Key(text, one_of(tuple(REGIONS)), required=False, default="city"),
    "decimals": Key(_integer(6), required=False, default=4),
}
INDICATOR = {
    "code": Key(code, default=""),
    "name": Key(text, default=""),
    "measure": Key(text),
    "as": Key(text, one_of(tuple(QUANTITIES))),
    "standard": Key(_standard, convert=_named_or_exact),
    "gap": Key(text, one_of(("difference", "percent")), required=False),
    "better": Key(text, one_of(("high", "low")), required=False, default="high"),
    "unit": Key(text, required=False),
    "spans": Key(_spans, required=False),
    "points": _POSITIVE,
    "decimals": Key(_integer(MOST_PLACES), default=1),
    "cap": _BOUND,
    "floor": _BOUND,
}
_STEPS = {"base": _SIGNED, "per_step": _POSITIVE, "step": _SIZE}
_TIERS = "[{ width = 10, per_step = 0.75, step = 1 }, { per_step = 0.5, step = 1 }]"
METHODS: dict[str, dict[str, Key]] = {
    "steps": {**_STEPS, "below": Key(required=False)},
    "tiers": {
        "base": _SIGNED,
        "tiers": Key(_array(_TIERS, least=1), default=[]),
        "tiers_below": Key(_array(_TIERS, least=1), required=False, default=[]),
    },
    "completion": {},
    "between": {
        "low": Key(_end, convert=_named_or_exact, default=LOWEST),
        "high": Key(_end, convert=_named_or_exact, default=HIGHEST),
        "least": Key(number(least=0, most=1), required=False, default=Decimal(0), convert=Decimal),
    },
    "rank": {"by_rank": Key(_array("[15, 13, 11]", least=1), default=[])},
    "bands": {
        "bands": Key(_array("[{ from = 10, points = 15 }, { points = 8 }]", least=1), default=[])
    },
    "per_unit": {
        "base": _SIGNED,
        "per_step": _SIGNED,
        "step": _SIZE,
        "whole": Key(flag, required=False, default=False),
    },
}
SLOPE = {"per_step": _POSITIVE, "step": _SIZE}
TIER = {"width": Key(number(positive=True, most=MOST_SIZE), required=False, convert=Decimal)}
BAND = {
    "from": Key(number(most=MOST_SIZE), required=False, convert=Decimal),
    "points": _SIGNED,
}
