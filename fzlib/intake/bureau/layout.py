"""layout.toml: where a bureau's workbook holds each measure, told by its texts, never by addresses.

```toml
title = "统计月报"

[[table]]
sheet = "规模工业增加值"          # the table's title or the sheet's name; * stands for any text
region = "地区"                   # the header of the column of names; "" where it is blank
skip = ["市辖区", "#*"]           # rows to leave out
lag = 0                           # months this table stands behind the workbook's period

[[table.column]]
measure = "va_growth"             # va_growth, output, base or output_growth
header = ["{期间}", "增速（%）"]   # top to bottom; {期间} is 1-3月, 2025年3月 …
span = "ytd"                      # where the header does not say it, or 3月 and 1-3月 stand there
unit = "%"                        # the same
```
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fzlib.errors import Place, ProblemLog
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import TEXT, Cell
from fzlib.intake.labels import MONTHS, MOST_TEXT, Label, StatedPeriod, brief, period_in
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MEASURES, MONEY, SPANS

PERIOD = "{期间}"
MONTHLY = tuple(measure for measure in MEASURES if measure != "expected")
MOST_LAG = 12


def _wild(text: str) -> str:
    """The regular expression of a text with ``*`` and ``?``.

    As little as will do: a greedy one would leave 2月 of 2025年1-12月 to what follows it. What
    stands between two stars is looked for once: with many stars, trying all would take for ever.
    """
    first, *rest = (re.escape(part).replace(r"\?", ".") for part in re.split(r"\*+", text))
    between = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return first + between + "".join(f".*?{part}" for part in rest[-1:])


@dataclass(frozen=True)
class Pattern:
    """A text of a layout: ``*`` and ``?`` as in a spreadsheet's search, {期间} for a period."""

    text: str

    def find(self, label: Label) -> re.Match[str] | None:
        """Whether a text in the workbook is meant, width, spaces and unit evened out."""
        if label.text.strip() and not label.body:
            return None
        return self._form.fullmatch(label.bare)

    def period(self, label: Label) -> StatedPeriod | None:
        """The period that stands where the pattern has {期间}."""
        match = self.find(label)
        return period_in(match, label.cell) if match else None

    @cached_property
    def _form(self) -> re.Pattern[str]:
        parts = Label(self.text).bare.split(even(PERIOD))
        return re.compile(MONTHS.join(map(_wild, parts)), re.DOTALL)


@dataclass(frozen=True)
class LayoutColumn:
    """One column of a table and where its header stands; span and unit '' where not declared."""

    measure: str
    header: tuple[Pattern, ...]
    span: str = ""
    unit: str = ""

    @property
    def path(self) -> str:
        """The header as messages name it."""
        return " › ".join(pattern.text for pattern in self.header)

    def years(self, period: Period) -> tuple[int, ...]:
        """The years its header can name: of 同期 last year's too, which goes first."""
        return (period.year - 1, period.year) if self.measure == "base" else (period.year,)

    def allows(self, spans: Collection[str]) -> bool:
        """Whether nothing that is told of a column's span speaks against the one declared."""
        return not self.span or not spans or self.span in spans


@dataclass(frozen=True)
class Layout:
    """One table: its title or sheet, the names' header, the columns, the rows to leave out."""

    sheet: Pattern
    region: Pattern
    columns: tuple[LayoutColumn, ...]
    skip: tuple[Pattern, ...] = ()
    period: Pattern | None = None
    lag: int = 0


def parse_layout(data: Mapping[str, Any], label: str, log: ProblemLog) -> tuple[Layout, ...]:
    """The tables of a parsed layout.toml; unknown keys, measures and wrong types go to ``log``."""
    reader = _Reader(label, log)
    reader.keys(data, "", {"title": str, "table": list}, needed=("table",))
    tables = reader.tables(data, "table", "table")
    found = [reader.table(table, f"table[{n}]") for n, table in enumerate(tables, 1)]
    return tuple(table for table in found if table)


class _Reader:
    """Parses one file; every problem is named by its key."""

    def __init__(self, label: str, log: ProblemLog) -> None:
        self.label, self.log = label, log

    def stop(self, key: str, what: str, mend: str) -> None:
        self.log.stop(Place(self.label, "", key), what, mend)

    def keys(
        self, data: Mapping[str, Any], at: str, known: Mapping[str, type], needed: tuple[str, ...]
    ) -> bool:
        """Whether the keys are known, of the right type, and those needed are there."""
        before = len(self.log.problems)
        words = {str: "文字", list: "列表", int: "整数"}
        for key, value in data.items():
            name = f"{at}.{key}" if at else key
            if key not in known:
                self.stop(name, "没有这个键", f"可用的键：{'、'.join(known)}")
            elif type(value) is not known[key]:
                self.stop(
                    name, f"“{_cut(value)}”不是{words[known[key]]}", "照 layout.toml 的样例写"
                )
        for key in needed:
            if key not in data:
                self.stop(f"{at}.{key}" if at else key, "没有写", "补上")
        return len(self.log.problems) == before

    def tables(self, data: Mapping[str, Any], key: str, at: str) -> list[Mapping[str, Any]]:
        """An array of tables; an empty one, or an entry that is none, is a problem."""
        listed = data.get(key)
        if not isinstance(listed, list):
            return []
        if not listed or not all(isinstance(entry, dict) for entry in listed):
            self.stop(at, "不是表的列表", f"写作 [[{key}]]，至少一个")
        return [entry for entry in listed if isinstance(entry, dict)]

    def texts(self, value: Any, at: str) -> tuple[Pattern, ...]:
        if not all(isinstance(text, str) and text.strip() for text in value):
            self.stop(at, "里面有空的或不是文字的", "每一项写成带引号的文字")
            return ()
        return tuple(self.text(text, at) for text in value)

    def text(self, value: str, at: str) -> Pattern:
        if value.count(PERIOD) > 1:
            self.stop(at, f"“{_cut(value)}”里 {PERIOD} 写了两次", "只写一次")
            return Pattern("")
        if value.strip() and not brief(value):
            self.stop(at, f"“{_cut(value)}”太长", f"不超过{MOST_TEXT}字")
        return Pattern(value)

    def table(self, data: Mapping[str, Any], at: str) -> Layout | None:
        known = {
            "sheet": str,
            "region": str,
            "column": list,
            "skip": list,
            "period": str,
            "lag": int,
        }
        if not self.keys(data, at, known, needed=("sheet", "region", "column")):
            return None
        lag = data.get("lag", 0)
        if not 0 <= lag <= MOST_LAG:
            self.stop(
                f"{at}.lag", f"“{_cut(lag)}”不对", f"写 0 到 {MOST_LAG} 的整数：比本期晚几个月"
            )
        columns = [
            self.column(one, f"{at}.column[{n}]")
            for n, one in enumerate(self.tables(data, "column", f"{at}.column"), 1)
        ]
        twice = [one for n, one in enumerate(columns) if one and one in columns[:n]]
        for one in twice:
            self.stop(at, f"“{_cut(one.path)}”写了两次", "只留一个")
        return Layout(
            sheet=self.text(data["sheet"], f"{at}.sheet"),
            region=self.text(data["region"], f"{at}.region"),
            columns=tuple(one for one in columns if one),
            skip=self.texts(data.get("skip", []), f"{at}.skip"),
            period=self.text(data["period"], f"{at}.period") if "period" in data else None,
            lag=lag,
        )

    def column(self, data: Mapping[str, Any], at: str) -> LayoutColumn | None:
        known = {"measure": str, "header": list, "span": str, "unit": str}
        if not self.keys(data, at, known, needed=("measure", "header")):
            return None
        measure, span, unit = (data.get(key, "") for key in ("measure", "span", "unit"))
        for key, value, choices in (
            ("measure", measure, MONTHLY),
            ("span", span, ("", *SPANS)),
            ("unit", unit, ("", *units_of(measure))),
        ):
            if value not in choices:
                listed = "、".join(filter(None, choices))
                self.stop(f"{at}.{key}", f"不能是“{_cut(value)}”", f"可选：{listed}")
        header = self.texts(data["header"], f"{at}.header")
        if not data["header"]:
            self.stop(f"{at}.header", "是空的", "从上到下写出表头的文字")
        return LayoutColumn(measure, header, span, unit)


def _cut(value: Any) -> str:
    return Cell(TEXT, str(value)).shown


def units_of(measure: str) -> tuple[str, ...]:
    """The units a measure can have."""
    return MEASURES[measure].units if measure in MEASURES else tuple(MONEY)
