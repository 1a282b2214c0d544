"""The annex as data: indicators, spans, readings and conversions from a parsed TOML file.

Nothing here is specific to a city or a year; unknown keys, readings and wrong types are refused
with the key's name, all at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from fzlib.errors import InputError, Place, Problem, RequestError, unfit
from fzlib.vocabulary import INDICATORS, MONTH, READINGS, SPANS, YTD

MOST = 10_000  # points, steps


@dataclass(frozen=True)
class Readings:
    """How the open points of the annex are read; see CONTRACT section 3."""

    steps: str = READINGS["steps"].default
    floor: str = READINGS["floor"].default
    city_decrease: str = READINGS["city_decrease"].default
    expected_nonpositive: str = READINGS["expected_nonpositive"].default
    on_target: str = READINGS["on_target"].default
    quarter_score: str = READINGS["quarter_score"].default
    year_missing: str = READINGS["year_missing"].default

    def items(self) -> list[tuple[str, str]]:
        """Key and value in the contract's order."""
        return [(f.name, getattr(self, f.name)) for f in fields(self)]


@dataclass(frozen=True)
class Indicator:
    """One row of the annex. Points are for each span; ``step`` and the gap are in ``unit``."""

    code: str
    name: str
    standard: str
    unit: str
    points: Decimal
    base: Decimal
    per_step: Decimal
    step: Decimal
    decimals: int
    cap: Decimal | None = None

    @property
    def short(self) -> str:
        """``增加值增速``: its name without 规上工业."""
        return self.name.removeprefix("规上工业").removeprefix("规模工业")


@dataclass(frozen=True)
class Conversion:
    """How months or the year count in another evaluation (the plan gives no ratio)."""

    target: str
    of: str
    points: Decimal
    method: str


@dataclass(frozen=True)
class RuleBook:
    """The rules of one year."""

    title: str
    source: str
    indicators: tuple[Indicator, ...]
    spans: tuple[str, ...] = SPANS
    readings: Readings = Readings()
    conversions: tuple[Conversion, ...] = field(default=())

    @property
    def items(self) -> tuple[tuple[Indicator, str], ...]:
        """Indicator and span of every item, in the rule book's order, month before ytd."""
        return tuple((i, span) for i in self.indicators for span in SPANS if span in self.spans)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """``va_growth.month`` … in the order of ``items``."""
        return tuple(f"{indicator.code}.{span}" for indicator, span in self.items)

    def scores(self, *codes: str) -> bool:
        """Whether any of these indicators is scored."""
        return any(indicator.code in codes for indicator in self.indicators)

    def with_readings(self, **changes: str) -> RuleBook:
        """Another reading of the same rules.

        Raises:
            RequestError: no such reading or value; the message (Chinese) lists the choices.
        """
        for key, value in changes.items():
            if key not in READINGS:
                raise RequestError(f"没有“{key}”这项口径；可选：{'、'.join(READINGS)}")
            if value not in READINGS[key].choices:
                raise RequestError(
                    f"{key} 不能是“{value}”；可选：{'、'.join(READINGS[key].choices)}"
                )
        return replace(self, readings=replace(self.readings, **changes))


class _Table:
    """One TOML table being read: takes keys by type, remembers every problem by key path."""

    def __init__(self, data: Any, path: str, file: str, problems: list[Problem]) -> None:
        self.data: dict[str, Any] = dict(data) if isinstance(data, Mapping) else {}
        self.path, self.file, self.problems = path, file, problems
        if not isinstance(data, Mapping):
            self.wrong(path.rstrip("."), "应是一张表", "照 [[indicator]] 的写法改")

    def wrong(self, key: str, what: str, mend: str) -> None:
        self.problems.append(Problem(Place(self.file, "", key), what, mend))

    def take(self, key: str, kind: str, *, default: Any = None, choices: Any = None) -> Any:
        """The value under ``key``, checked; ``default`` after a problem or where absent."""
        path = f"{self.path}{key}"
        if key not in self.data:
            if default is None:
                self.wrong(path, "缺这个键", "照规则书样例补上")
            return default
        value = self.data.pop(key)
        problem = _check(value, kind, choices)
        if problem:
            self.wrong(path, *problem)
            return default
        return Decimal(value) if kind == "decimal" else value

    def finish(self, known: str) -> None:
        """Whatever has not been taken is unknown."""
        for key in self.data:
            self.wrong(f"{self.path}{key}", "没有这个键", f"删去或改正；可用的键：{known}")


def _check(value: Any, kind: str, choices: Any) -> tuple[str, str] | None:
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if kind == "text" and not (isinstance(value, str) and value.strip()):
        return f"“{value}”不是文字", "写成带引号的文字"
    if kind == "text" and (why := unfit(value)):
        return why, "删去这个字符"
    if kind == "decimal" and not (number and Decimal(value).is_finite() and value > 0):
        return f"“{value}”不是大于0的数", "改为大于0的数"
    if kind == "decimal" and value > MOST:
        return f"“{value}”过大", f"最大{MOST}"
    if kind == "decimal" and int(Decimal(value).as_tuple().exponent) < -4:
        return f"“{value}”小数位过多", "最多4位小数"
    if kind == "whole" and not (isinstance(value, int) and number and 0 <= value <= 4):
        return f"“{value}”不是0至4的整数", "改为0至4的整数"
    if choices and value not in choices:
        return f"不能是“{value}”", f"可选：{'、'.join(choices)}"
    return None


def parse_rulebook(data: Mapping[str, Any], file: str) -> RuleBook:
    """The rule book of a TOML file parsed with ``parse_float=Decimal``.

    Args:
        data: the parsed table. file: its name, for the problems' places.

    Raises:
        InputError: every unknown key, unknown reading, wrong type or missing key, by its name.
    """
    problems: list[Problem] = []
    top = _Table(data, "", file, problems)
    title = top.take("title", "text")
    source = top.take("source", "text")
    spans = _spans(top)
    readings = _readings(_Table(top.data.pop("readings", {}), "readings.", file, problems))
    indicators = tuple(
        _indicator(_Table(row, f"indicator[{n}].", file, problems))
        for n, row in enumerate(_rows(top, "indicator"), 1)
    )
    conversions = tuple(
        _conversion(_Table(row, f"conversion[{n}].", file, problems))
        for n, row in enumerate(_rows(top, "conversion"), 1)
    )
    if not indicators:
        top.wrong("indicator", "没有考评指标", "至少写一个 [[indicator]]")
    codes = [indicator.code for indicator in indicators]
    for code in sorted({c for c in codes if c and codes.count(c) > 1}):
        top.wrong("indicator.code", f"“{code}”写了两次", "一项指标只写一次")
    top.finish("title、source、spans、[readings]、[[indicator]]、[[conversion]]")
    if problems:
        raise InputError(problems)
    return RuleBook(title, source, indicators, spans, readings, conversions)


def doubts(book: RuleBook, file: str) -> list[Problem]:
    """What a rule book may say, but hardly means: a cap above the points of the item."""
    return [
        Problem(
            Place(file, "", f"indicator[{n}].cap"),
            f"{row.name}封顶{row.cap}分，高于分值{row.points}分",
            "核对 cap 和 points",
        )
        for n, row in enumerate(book.indicators, 1)
        if row.cap is not None and row.cap > row.points
    ]


def _rows(top: _Table, key: str) -> list[Any]:
    rows = top.data.pop(key, [])
    if isinstance(rows, list):
        return rows
    top.wrong(key, "应是表的列表", f"写作 [[{key}]]")
    return []


def _spans(top: _Table) -> tuple[str, ...]:
    spans = top.data.pop("spans", list(SPANS))
    valid = isinstance(spans, list) and spans and all(s in SPANS for s in spans)
    if not valid or len(set(spans)) < len(spans):
        top.wrong("spans", f"“{spans}”不对", f'写作 ["{MONTH}", "{YTD}"]，或只写其中一个')
        return SPANS
    return tuple(s for s in SPANS if s in spans)


def _readings(table: _Table) -> Readings:
    taken = {
        key: table.take(key, "text", default=reading.default, choices=tuple(reading.choices))
        for key, reading in READINGS.items()
    }
    table.finish("、".join(READINGS))
    return Readings(**taken)


def _indicator(table: _Table) -> Indicator:
    code = table.take("code", "text", choices=tuple(INDICATORS))
    terms = INDICATORS.get(code)
    standard, unit = (terms.standard_code, terms.gap_unit) if terms else (None, None)
    one = Decimal(1)
    row = Indicator(
        code=code,
        name=table.take("name", "text"),
        standard=table.take("standard", "text", choices=standard and (standard,)),
        unit=table.take("unit", "text", choices=unit and (unit,)),
        points=table.take("points", "decimal") or one,
        base=table.take("base", "decimal") or one,
        per_step=table.take("per_step", "decimal") or one,
        step=table.take("step", "decimal") or one,
        cap=table.take("cap", "decimal") if "cap" in table.data else None,
        decimals=table.take("decimals", "whole"),
    )
    if row.cap is not None and row.cap < row.base:
        table.wrong(f"{table.path}cap", f"满分{row.cap}低于基准{row.base}", "改 cap 或 base")
    table.finish("、".join(f.name for f in fields(Indicator)))
    return row


def _conversion(table: _Table) -> Conversion:
    row = Conversion(
        target=table.take("target", "text"),
        of=table.take("of", "text", choices=("months", "year")),
        points=table.take("points", "decimal") or Decimal(1),
        method=table.take("method", "text", choices=("share", "of_best")),
    )
    table.finish("、".join(f.name for f in fields(Conversion)))
    return row
