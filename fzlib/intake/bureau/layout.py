"""layout.toml: where a bureau's workbook holds each series, told by its texts, never by addresses.

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

from fzlib.errors import ProblemLog
from fzlib.intake.cell_values import MOST_TEXT, even
from fzlib.intake.formats.cells import TEXT, Cell
from fzlib.intake.labels import MONTHS, Label, StatedPeriod, brief, period_in
from fzlib.scoring.measures import BASE, OUTPUT, Series
from fzlib.scoring.periods import Period
from fzlib.toml_schema import Fault, Key, TomlFile, TomlTable, ValueCheck, one_of
from fzlib.vocabulary import SPANS

PERIOD_MARK = "{期间}"
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
        parts = Label(self.text).bare.split(even(PERIOD_MARK))
        return re.compile(MONTHS.join(map(_wild, parts)), re.DOTALL)


@dataclass(frozen=True)
class LayoutColumn:
    """One column of a table and where its header stands; span and unit '' where not declared."""

    series: Series
    header: tuple[Pattern, ...]
    span: str = ""
    unit: str = ""

    @property
    def path(self) -> str:
        """The header as messages name it."""
        return " › ".join(pattern.text for pattern in self.header)

    def years(self, period: Period) -> tuple[int, ...]:
        """The years its header can name: of 同期 last year's too, which goes first."""
        own = (period.year,)
        return (period.year - 1, *own) if self.series.aspect == BASE else own

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


def _of_type(type_: type, name: str) -> ValueCheck:
    fault = Fault(f"“{{}}”不是{name}", "照 layout.toml 的样例写")
    return lambda value: None if type(value) is type_ else fault


def _tables(name: str) -> Key:
    """An array of tables, one at least."""
    fault = Fault("不是表的列表", f"写作 [[{name}]]，至少一个")

    def tables(rows: list[Any]) -> list[dict[str, Any]]:
        return [row for row in rows if isinstance(row, dict)]

    def check(rows: list[Any]) -> Fault | None:
        return None if rows and tables(rows) == rows else fault

    # what is no table is told of the array
    return Key(_of_type(list, "列表"), check, default=[], convert=tables)


def _lag(months: int) -> Fault | None:
    mend = f"写 0 到 {MOST_LAG} 的整数：比本期晚几个月"
    return None if 0 <= months <= MOST_LAG else Fault("“{}”不对", mend, "key.value")


def _searchable(text: str) -> Fault | None:
    if text.count(PERIOD_MARK) > 1:
        return Fault(f"“{{}}”里 {PERIOD_MARK} 写了两次", "只写一次", "key.value")
    if text.strip() and not brief(text):
        return Fault("“{}”太长", f"不超过{MOST_TEXT}字", "key.value")
    return None


def _headed(texts: list[Any]) -> Fault | None:
    return None if texts else Fault("是空的", "从上到下写出表头的文字", "key.value")


_TEXT, _LIST = _of_type(str, "文字"), _of_type(list, "列表")
_TOP = {"title": Key(_TEXT, required=False), "table": _tables("table")}
_TABLE = {
    "sheet": Key(_TEXT, _searchable, convert=Pattern),
    "region": Key(_TEXT, _searchable, convert=Pattern),
    "column": _tables("column"),
    "skip": Key(_LIST, required=False, default=[]),
    "period": Key(_TEXT, _searchable, required=False, convert=Pattern),
    "lag": Key(_of_type(int, "整数"), _lag, required=False, default=0),
}


def _column_keys(row: Mapping[str, Any], series: Mapping[str, Series]) -> dict[str, Key]:
    """The keys of a column; its measure settles the unit."""
    own = series.get(str(row.get("measure")), series[OUTPUT.code])
    measured = [code for code, each in series.items() if not each.is_target]
    return {
        "measure": Key(_TEXT, one_of(measured)),
        "header": Key(_LIST, _headed),
        "span": Key(_TEXT, one_of(("", *SPANS)), required=False, default=""),
        "unit": Key(_TEXT, one_of(("", *own.units)), required=False, default=""),
    }


def parse_layout(
    data: Mapping[str, Any], label: str, series: Mapping[str, Series], log: ProblemLog
) -> tuple[Layout, ...]:
    """The tables of a parsed layout.toml; unknown keys, measures and wrong types go to ``log``.

    ``series``: that a column can be of, as the rule book knows them.
    """
    file = TomlFile(label, log, shown=lambda value: Cell(TEXT, str(value)).shown)
    top = file.table(data, "", _TOP)
    top.is_complete()
    tables = [_layout(file.table(row, path, _TABLE), series) for path, row in top.rows("table")]
    return tuple(table for table in tables if table)


def _layout(table: TomlTable, series: Mapping[str, Series]) -> Layout | None:
    if not table.is_complete():
        return None
    lag, columns = table.take("lag"), list[LayoutColumn]()
    for path, row in table.rows("column"):
        column = _column(table.file.table(row, path, _column_keys(row, series)), series)
        columns += [column] if column else []
    for number, column in enumerate(columns):
        if column in columns[:number]:
            fault = Fault("“{}”写了两次", "只留一个", "key.twice")
            table.file.tell(table.path, fault, column.path)
    sheet, region = table.take("sheet"), table.take("region")
    skip, period = _patterns(table, "skip"), table.take("period")
    return Layout(sheet, region, tuple(columns), skip, period, lag)


def _column(table: TomlTable, series: Mapping[str, Series]) -> LayoutColumn | None:
    if not table.is_complete():
        return None
    code, span, unit = (table.take(key) for key in ("measure", "span", "unit"))
    own = series.get(code)
    return LayoutColumn(own, _patterns(table, "header"), span, unit) if own else None


def _patterns(table: TomlTable, name: str) -> tuple[Pattern, ...]:
    texts, path = table.take(name), table.path_of(name)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        table.file.tell(path, Fault("里面有空的或不是文字的", "每一项写成带引号的文字"))
        return ()
    for text in texts:
        table.file.fits(path, text, _searchable)
    return tuple(map(Pattern, texts))
