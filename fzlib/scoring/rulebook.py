"""The annex as data: indicators, spans, readings and conversions from a parsed TOML file.

Nothing here is specific to a city or a year; unknown keys, readings and wrong types are refused
with the key's name, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from fzlib.errors import Place, Problem, ProblemLog, RequestError
from fzlib.toml_schema import Fault, Key, TomlFile, TomlTable, one_of, text
from fzlib.vocabulary import INDICATOR_MEASURES, INDICATORS, MEASURES, MONTH, READINGS, SPANS, YTD

MOST_AMOUNT = 10_000  # points, steps


@dataclass(frozen=True)
class Readings:
    """How the open points of the annex are read (contract, section 3)."""

    steps: str = READINGS["steps"].default
    floor: str = READINGS["floor"].default
    city_decrease: str = READINGS["city_decrease"].default
    expected_nonpositive: str = READINGS["expected_nonpositive"].default
    on_target: str = READINGS["on_target"].default
    quarter_score: str = READINGS["quarter_score"].default
    year_missing: str = READINGS["year_missing"].default

    def items(self) -> list[tuple[str, str]]:
        """Key and value in the contract's order."""
        return list(asdict(self).items())


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
    conversions: tuple[Conversion, ...] = ()

    @property
    def items(self) -> tuple[tuple[Indicator, str], ...]:
        """Indicator and span of every item, in the rule book's order, month before ytd."""
        return tuple((i, span) for i in self.indicators for span in SPANS if span in self.spans)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """``va_growth.month`` … in the order of ``items``."""
        return tuple(f"{indicator.code}.{span}" for indicator, span in self.items)

    def scores(self, code: str) -> bool:
        """Whether an indicator is scored."""
        return any(indicator.code == code for indicator in self.indicators)

    def decimals(self, code: str) -> int:
        """Decimals of an indicator's gap; 1 where it is not scored."""
        return next((row.decimals for row in self.indicators if row.code == code), 1)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that its items rest on."""
        used = {measure for row in self.indicators for measure in INDICATOR_MEASURES[row.code]}
        return tuple(measure for measure in MEASURES if measure in used)

    def needs(self, measure: str) -> bool:
        """Whether a file's figures of a measure are used: a growth of output stands in for 同期."""
        return ("base" if measure == "output_growth" else measure) in self.measures

    def with_readings(self, **changes: str) -> RuleBook:
        """Another reading of the same rules.

        Raises:
            RequestError: no such reading or value; the message (Chinese) lists the choices.
        """
        for key, value in changes.items():
            if key not in READINGS:
                raise RequestError(f"没有“{key}”这项口径；可选：{'、'.join(READINGS)}")
            choices = READINGS[key].choices
            if value not in choices:
                raise RequestError(f"{key} 不能是“{value}”；可选：{'、'.join(choices)}")
        return replace(self, readings=replace(self.readings, **changes))


def _amount(value: object) -> Fault | None:
    """The check of points and steps: an exact number above zero, as anybody would write it."""
    number = Decimal(value) if isinstance(value, int | Decimal) else Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite() or number <= 0:
        return Fault("“{}”不是大于0的数", "改为大于0的数")
    if number > MOST_AMOUNT:
        return Fault("“{}”过大", f"最大{MOST_AMOUNT}", "key.value")
    places = len(format(number, "f").partition(".")[2])
    return Fault("“{}”小数位过多", "最多4位小数", "key.value") if places > 4 else None


def _decimals(value: object) -> Fault | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return None if whole and value in range(5) else Fault("“{}”不是0至4的整数", "改为0至4的整数")


def _spans(value: object) -> Fault | None:
    spans = value if isinstance(value, list) else []
    if spans and all(span in SPANS and spans.count(span) == 1 for span in spans):
        return None
    return Fault("“{}”不对", f'写作 ["{MONTH}", "{YTD}"]，或只写其中一个', "key.value")


def _array(name: str) -> Key:
    """An array of tables; may be absent."""

    def check(value: object) -> Fault | None:
        return None if isinstance(value, list) else Fault("应是表的列表", f"写作 [[{name}]]")

    return Key(check, required=False, default=[], form="[[{}]]")


_AMOUNT = Key(_amount, default=Decimal(1), convert=Decimal)
_TOP = {
    "title": Key(text),
    "source": Key(text),
    "spans": Key(_spans, required=False, default=SPANS),
    "readings": Key(required=False, default={}, form="[{}]"),
    "indicator": _array("indicator"),
    "conversion": _array("conversion"),
}
_READINGS = {
    key: Key(text, one_of(tuple(reading.choices)), required=False, default=reading.default)
    for key, reading in READINGS.items()
}
_CONVERSION = {
    "target": Key(text),
    "of": Key(text, one_of(("months", "year"))),
    "points": _AMOUNT,
    "method": Key(text, one_of(("share", "of_best"))),
}


def _indicator_keys(row: object) -> dict[str, Key]:
    """The keys of a row; its code settles standard and unit."""
    terms = INDICATORS.get(str(row.get("code"))) if isinstance(row, Mapping) else None
    return {
        "code": Key(text, one_of(tuple(INDICATORS))),
        "name": Key(text),
        "standard": Key(text, one_of((terms.standard_code,)) if terms else None),
        "unit": Key(text, one_of((terms.gap_unit,)) if terms else None),
        **dict.fromkeys(("points", "base", "per_step", "step"), _AMOUNT),
        "decimals": Key(_decimals),
        "cap": Key(_amount, required=False, convert=Decimal),
    }


def parse_rulebook(data: Mapping[str, Any], file: str) -> RuleBook:
    """The rule book of a TOML file parsed with ``parse_float=Decimal``.

    Args:
        data: the parsed table. file: its name, for the problems' places.

    Raises:
        InputError: every unknown key, unknown reading, wrong type or missing key, by its name.
    """
    log = ProblemLog()
    toml = TomlFile(
        file,
        log,
        absent=Fault("缺这个键", "照规则书样例补上", "key.absent"),
        unknown="删去或改正；",
        no_table=Fault("应是一张表", "照 [[indicator]] 的写法改"),
    )
    top = toml.table(data, "", _TOP)
    title, source, spans = (top.take(key) for key in ("title", "source", "spans"))
    readings = Readings(**_whole(toml.table(top.take("readings"), "readings", _READINGS)))
    indicators = tuple(_indicator(toml, path, row) for path, row in top.rows("indicator"))
    tables = [toml.table(row, path, _CONVERSION) for path, row in top.rows("conversion")]
    conversions = tuple(Conversion(**_whole(table)) for table in tables)
    if not indicators:
        toml.tell("indicator", Fault("没有考评指标", "至少写一个 [[indicator]]", "key.absent"))
    codes = [indicator.code for indicator in indicators]
    for code in sorted(code for code in INDICATORS if codes.count(code) > 1):
        toml.tell("indicator.code", Fault("“{}”写了两次", "一项指标只写一次", "key.twice"), code)
    top.is_complete()
    log.raise_if_any()
    spans = tuple(span for span in SPANS if span in spans)
    return RuleBook(title, source, indicators, spans, readings, conversions)


def _whole(table: TomlTable) -> dict[str, Any]:
    """A table's values; other keys are told after them."""
    values = table.values()
    table.is_complete()
    return values


def _indicator(toml: TomlFile, path: str, data: object) -> Indicator:
    table = toml.table(data, path, _indicator_keys(data))
    row = Indicator(**table.values())
    if row.cap is not None and row.cap < row.base:
        fault = Fault(f"满分{row.cap}低于基准{row.base}", "改 cap 或 base", "key.value")
        toml.tell(table.path_of("cap"), fault)
    table.is_complete()
    return row


def doubts(book: RuleBook, file: str) -> Iterator[Problem]:
    """What a rule book may say, but hardly means: a cap above the points of the item."""
    for n, row in enumerate(book.indicators, 1):
        if row.cap is not None and row.cap > row.points:
            what = f"{row.name}封顶{row.cap}分，高于分值{row.points}分"
            place = Place(file, "", f"indicator[{n}].cap")
            yield Problem(place, what, "核对 cap 和 points", kind="key.doubtful")
