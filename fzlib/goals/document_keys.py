"""The keys of targets/YYYY.toml: which there are in each table, and what may stand under each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from fzlib.goals.actuals import FIRM_CODES, SCORED_SERIES, Where
from fzlib.goals.columns import DATE, DATE_ENDS, NUMBER, column_type
from fzlib.goals.cycles import CYCLES, Cycle
from fzlib.goals.registers import ROLES
from fzlib.goals.tasks import (
    ABOUT,
    ABOVE,
    AT_LEAST,
    AT_MOST,
    CALENDAR,
    CITY,
    COUNTY,
    EXPECTED,
    NO_SCHEDULE,
)
from fzlib.scoring.periods import Period, PeriodError
from fzlib.scoring.rulebook_keys import MOST_SIZE, code, flag, number, text_or_blank
from fzlib.toml_schema import Fault, Key, ValueCheck, one_of, text
from fzlib.vocabulary import FIRM_COLUMNS, SPANS

FIGURES_FILE = "figures"
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEARS = range(1950, 2200)  # those that have periods

# --- checks of single values ------------------------------------------------------------------


def table_list(form: str) -> ValueCheck:
    """The check of an array of tables."""
    return lambda value: None if isinstance(value, list) else Fault("应是表的列表", f"写作 {form}")


def text_list(form: str) -> ValueCheck:
    """The check of a list of texts, each once."""

    def check(value: object) -> Fault | None:
        listed = value if isinstance(value, list) else [None]
        for each in listed:
            if fault := text(each):
                return fault if fault.kind == "text.unfit" else Fault("“{}”不对", f"写作 {form}")
            if listed.count(each) > 1:
                return Fault("“{}”里有重复的", "各写一次", "key.value")
        return None

    return check


def _is_cycle(value: object) -> Fault | None:
    mend = f"可选：{'、'.join(CYCLES)}，或一个日期，写作 2023-03-31"
    is_cycle = isinstance(value, str) and value in CYCLES
    return None if is_cycle or day_of(value) else Fault("不能是“{}”", mend, "key.value")


def day_of(value: object) -> datetime.date | None:
    """A date of TOML, with quotes or without; None of anything else, and of far-off years."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value if value.year in _YEARS else None
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        day = datetime.date(*map(int, match.groups())) if match else None
    except ValueError:  # 2023-02-30
        return None
    return day if day and day.year in _YEARS else None


def _cycle(value: object) -> Cycle:
    day = day_of(value)
    return Cycle("", day) if day else Cycle(str(value))


def _is_period(value: object) -> Fault | None:
    try:
        Period.parse(str(value))
    except PeriodError as error:
        what, mend = str(error).rsplit("：", 1)
        return Fault(what, mend, "key.value")
    return None


def _where(value: object) -> Fault | None:
    """Columns, each with a text or a list of texts of which it has any."""
    if not isinstance(value, Mapping) or not value:
        return Fault("“{}”不对", '写作 { "类别" = "技改" }')
    for column, values in value.items():
        listed = values if isinstance(values, list) else [values]
        if not listed or not str(column).strip() or any(map(text, listed)):
            return Fault("“{}”不对", '写作 { "类别" = "技改" }，几个值写作 ["技改", "新建"]')
    return None


def where_of(value: Mapping[str, Any]) -> Where:
    """The columns named, each with its values."""
    return tuple(
        (column, tuple(values) if isinstance(values, list) else (values,))
        for column, values in value.items()
    )


def _file(value: object) -> Fault | None:
    if fault := text(value):
        return fault
    name = str(value)
    if name != name.strip() or re.search(r'[/\\:*?"<>|.]', name) or name == FIGURES_FILE:
        mend = f"写 registers/ 里的文件名，不带扩展名；{FIGURES_FILE} 是报送数值的文件"
        return Fault("“{}”不能作台账的文件名", mend, "key.value")
    return None


def _is_date_column(value: object) -> Fault | None:
    if column_type(str(value)) == DATE:
        return None
    mend = f"日期列的表头以{'、'.join(DATE_ENDS)}结尾"
    return Fault(f"“{value}”列不是日期", mend, "key.value")


def _is_number_column(value: object) -> Fault | None:
    if column_type(str(value)) == NUMBER:
        return None
    return Fault(f"“{value}”列不是数", "数的表头末尾写明单位，如“总投资（亿元）”", "key.value")


def _dates(value: Iterable[str]) -> Fault | None:
    return next((fault for each in value if (fault := _is_date_column(each))), None)


def _due(value: object) -> Fault | None:
    """Actual dates, each with its planned one."""
    form = '写作 { "开工日期" = "计划开工日期" }'
    pairs = value.items() if isinstance(value, Mapping) else [(None, None)]
    if any(text(column) for pair in pairs for column in pair):
        return Fault("“{}”不对", form)
    return None


def _due_dates(value: Mapping[str, str]) -> Fault | None:
    return _dates([*value, *value.values()])


def _firm_code(value: object) -> Fault | None:
    if value in FIRM_CODES:
        return None
    spans = " 或 ".join(f".{span}" for span in SPANS)
    mend = f"可选：{'、'.join(FIRM_COLUMNS)}，后面写上 {spans}"
    return Fault("不能是“{}”", mend, "key.value")


# --- tables and their keys --------------------------------------------------------------------

_COLUMN = Key(text, required=False, default="")
_DATE_COLUMN = Key(text, _is_date_column, required=False, default="")
_NUMBER_COLUMN = Key(text, _is_number_column, required=False, default="")
WHERE = Key(_where, required=False, default=(), convert=where_of)
_COUNTIES = Key(text_list('["长乐区"]'), required=False, default=(), convert=tuple)
TOP = {
    "title": Key(text, default=""),
    "source": Key(text, default=""),
    "readings": Key(required=False, default={}, form="[{}]"),
    "register": Key(table_list("[[register]]"), required=False, default=[], form="[[{}]]"),
    "task": Key(table_list("[[task]]"), default=[], form="[[{}]]"),
    "section": Key(table_list("[[section]]"), required=False, default=[], form="[[{}]]"),
}
READINGS = {
    "schedule": Key(text, one_of((CALENDAR, EXPECTED)), required=False, default=CALENDAR),
    "seriously_behind": Key(
        number(positive=True, most=1000), required=False, default=Decimal(20), convert=Decimal
    ),
}
REGISTER = {
    "code": Key(code, default=""),
    "name": Key(text, default=""),
    "key": Key(text, default=""),
    "required": Key(text_list('["责任单位"]'), required=False, default=(), convert=tuple),
    "where": WHERE,
    "file": Key(_file, required=False, default=""),
    "stages": Key(text_list('["签约日期", "开工日期"]'), _dates, False, (), tuple),
    "due": Key(_due, _due_dates, required=False, default={}, convert=dict),
    "explained": Key(text_list('["理由"]'), required=False, default=(), convert=tuple),
    "as_of": _DATE_COLUMN,
    "role": Key(text, one_of(ROLES), required=False, default=""),
}
TASK = {
    "code": Key(code, default=""),
    "name": Key(text, default=""),
    "clause": Key(text, default=""),
    "quote": Key(text, default=""),
    "owner": Key(text_or_blank, required=False, default=""),
    "target": Key(number(least=-MOST_SIZE, most=MOST_SIZE), required=False, convert=Decimal),
    "unit": Key(text, default=""),
    "direction": Key(text, one_of((AT_LEAST, ABOVE, AT_MOST, ABOUT)), required=False, default=""),
    "cycle": Key(_is_cycle, default=Cycle(CYCLES[0]), convert=_cycle),
    "of": Key(text, one_of((CITY, COUNTY)), default=CITY),
    "except": _COUNTIES,
    "schedule": Key(text, one_of((CALENDAR, NO_SCHEDULE)), required=False, default=""),
    "from": Key(_is_period, required=False, convert=lambda value: Period.parse(str(value))),
    "actual": Key(),
}
TALLY = {
    "register": Key(text, default=""),
    "where": WHERE,
    "reached": _DATE_COLUMN,
    "within": _DATE_COLUMN,
    "of": _DATE_COLUMN,
    "sum": _NUMBER_COLUMN,
    "of_sum": _NUMBER_COLUMN,
    "distinct": _COLUMN,
    "ever": Key(flag, required=False, default=False),
}
REPORTED = {"figures": Key(text, default=""), "of": _COLUMN}
PANEL_CODES = tuple(f"{series}.{span}" for series in SCORED_SERIES for span in SPANS)
SCORED = {"panel": Key(text, one_of(PANEL_CODES), default=PANEL_CODES[0])}
ENTERPRISES = {"enterprises": Key(text, _firm_code, default=FIRM_CODES[0])}
FORMS = {"register": TALLY, "figures": REPORTED, "panel": SCORED, "enterprises": ENTERPRISES}
