"""A rule book from a parsed TOML file, by the keys of its tables (`rulebook_keys`).

Unknown keys, readings and codes, wrong types and combinations that mean nothing are refused with
the key's name and what may stand there, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from fzlib.errors import ProblemLog
from fzlib.scoring.combinations import book_faults, indicator_faults
from fzlib.scoring.indicators import NONE, PRESETS, Indicator
from fzlib.scoring.measure_names import measure_faults
from fzlib.scoring.measures import STANDING, Measure
from fzlib.scoring.methods import (
    Band,
    Bands,
    Between,
    ByRank,
    Completion,
    Method,
    PerUnit,
    Slope,
    Steps,
    Tiers,
)
from fzlib.scoring.rulebook import (
    Bounds,
    Conversion,
    Document,
    Lists,
    Ranking,
    Readings,
    RuleBook,
)
from fzlib.scoring.rulebook_keys import (
    BAND,
    BOUNDS,
    CONVERSION,
    DOCUMENT,
    INDICATOR,
    LISTS,
    MEASURE,
    METHODS,
    RANKING,
    READING,
    SLOPE,
    TIER,
    TOP,
    exact,
    number,
    toml_text,
)
from fzlib.toml_schema import Fault, Key, TomlFile, TomlTable, one_of, text
from fzlib.vocabulary import PERCENT_UNIT, SPANS


def parse_rulebook(data: Mapping[str, Any], file: str) -> RuleBook:
    """The rule book of a TOML file parsed with ``parse_float=Decimal``.

    Args:
        data: the parsed table. file: its name, for the problems' places.

    Raises:
        InputError: every unknown key, unknown reading, wrong type, missing key or combination
            that means nothing, by its name.
    """
    log = ProblemLog()
    toml = TomlFile(
        file,
        log,
        absent=Fault("缺这个键", "照规则书样例补上", "key.absent"),
        unknown="删去或改正；",
        no_table=Fault("应是一张表", "照 [[indicator]] 的写法改"),
        shown=toml_text,
    )
    top = toml.table(data, "", TOP)
    title, source, spans = (top.take(key) for key in ("title", "source", "spans"))
    spans = tuple(span for span in SPANS if span in spans)
    document = _whole(toml.table(top.take("document"), "document", DOCUMENT))
    readings = Readings(**_whole(toml.table(top.take("readings"), "readings", READING)))
    declared = {path: _measure(toml, path, row) for path, row in top.rows("measure")}
    own = tuple(measure for measure in declared.values() if measure)
    codes = [row.get("code") for _, row in top.rows("measure") if isinstance(row, dict)]
    unread = dict.fromkeys(code for code in codes if isinstance(code, str) and code)
    measures = unread | {measure.code: measure for measure in (*own, *STANDING)}
    rows = {
        path: _indicator(toml, path, row, measures, spans) for path, row in top.rows("indicator")
    }
    ranking = _whole(toml.table(top.take("ranking"), "ranking", RANKING))
    bounds = Bounds(**_whole(toml.table(top.take("adjustments"), "adjustments", BOUNDS)))
    lists = Lists(**_whole(toml.table(top.take("lists"), "lists", LISTS)))
    tables = [toml.table(row, path, CONVERSION) for path, row in top.rows("conversion")]
    conversions = tuple(Conversion(**_whole(table)) for table in tables)
    if not rows:
        toml.tell("indicator", Fault("没有考评指标", "至少写一个 [[indicator]]", "key.absent"))
    book = RuleBook(
        title,
        source,
        tuple(row for row in rows.values() if row),
        spans,
        readings,
        conversions,
        own,
        Document(**document | {"settled": tuple(document["settled"])}),
        Ranking(**ranking | {"tie_break": tuple(ranking["tie_break"])}),
        bounds,
        lists if "lists" in data else None,
    )
    for path, fault, value in book_faults(book, declared, rows):
        toml.tell(path, fault, value)
    top.is_complete()
    log.raise_if_any()
    return book


def _whole(table: TomlTable) -> dict[str, Any]:
    """A table's values; other keys are told after them."""
    values = table.values()
    table.is_complete()
    return values


def _measure(toml: TomlFile, path: str, data: object) -> Measure | None:
    """A declared measure; None where it cannot be used: that is told."""
    table = toml.table(data, path, MEASURE)
    before = len(toml.log.problems)
    values = _whole(table)
    is_rate = values["unit"] == PERCENT_UNIT
    base = values.pop("base")
    measure = Measure(**values, base=not is_rate if base is None else base)
    for key, fault, value in measure_faults(measure):
        toml.tell(table.path_of(key), fault, value)
    return measure if len(toml.log.problems) == before else None


def _indicator(
    toml: TomlFile,
    path: str,
    data: object,
    measures: Mapping[str, Measure | None],
    spans: tuple[str, ...],
) -> Indicator | None:
    """A row; None where what it evaluates, and how, is not known: that is told."""
    row = dict(data) if isinstance(data, Mapping) else {}
    preset = PRESETS.get(str(row.get("code")), {})
    method = str(row.get("method", "steps"))
    own = METHODS.get(method)
    keys = {**INDICATOR, "method": Key(text, one_of(tuple(METHODS)), required=False)}
    if own is None:  # told; any method's keys may be meant
        own = {key: Key(required=False) for each in METHODS.values() for key in each}
    keys |= own
    table = toml.table({**preset, **row} if isinstance(data, Mapping) else data, path, keys)
    before = len(toml.log.problems)
    values = table.values()
    measure = measures.get(str(values["measure"]))
    if values["measure"] and values["measure"] not in measures:
        listed = "、".join(measures)
        mend = f"可选：{listed}；或先用 [[measure]] 写明"
        toml.tell(
            table.path_of("measure"),
            Fault("没有“{}”这项数据", mend, "key.value"),
            values["measure"],
        )
    scored = _method(toml, table, method, values) if method in METHODS else None
    table.is_complete()
    if len(toml.log.problems) > before or measure is None or scored is None:
        return None
    as_given = ("code", "name", "standard", "points", "decimals", "cap", "floor")
    indicator = Indicator(
        **{key: values[key] for key in as_given},
        measure=measure,
        quantity=values["as"],
        method=scored,
        spans=tuple(s for s in SPANS if s in (values["spans"] or spans)),
        gap="difference" if values["standard"] == NONE else values["gap"] or "difference",
        low=values["better"] == "low",
    )
    for key, fault, value in indicator_faults(indicator, spans, given=row):
        toml.tell(table.path_of(key), fault, value)
    return indicator if len(toml.log.problems) == before else None


def _method(
    toml: TomlFile, table: TomlTable, method: str, values: Mapping[str, Any]
) -> Method | None:
    """The method a row names, from its keys."""
    if method == "steps":
        below = table.data.get("below")
        slope = None if below is None else _slope(toml, table.path_of("below"), below)
        return Steps(values["base"], values["per_step"], values["step"], slope)
    if method == "tiers":
        sides = (tuple(_tier_rows(toml, table, name)) for name in ("tiers", "tiers_below"))
        return Tiers(values["base"], *sides)
    if method == "completion":
        return Completion(values["points"])
    if method == "between":
        return Between(values["points"], values["low"], values["high"], values["least"])
    if method == "rank":
        for n, points in enumerate(values["by_rank"], 1):
            toml.fits(f"{table.path_of('by_rank')}[{n}]", points, number())
        return ByRank(tuple(map(exact, values["by_rank"])))
    if method == "bands":
        return Bands(tuple(_band_rows(toml, table)))
    keys = ("base", "per_step", "step", "whole")
    return PerUnit(*(values[key] for key in keys))


def _slope(toml: TomlFile, path: str, data: object) -> Slope:
    return Slope(**_whole(toml.table(data, path, SLOPE)))


def _tier_rows(toml: TomlFile, table: TomlTable, name: str) -> Iterator[Slope]:
    """Marginal tiers: each but the last has a width."""
    rows = list(table.rows(name))
    for n, (path, row) in enumerate(rows, 1):
        tier = toml.table(row, path, {**TIER, **SLOPE})
        slope = Slope(**_whole(tier))
        if ("width" in tier.data) == (n == len(rows)):
            what = "最后一档不写宽度" if "width" in tier.data else "缺这个键"
            fault = Fault(what, "除最后一档外，各档都写 width", "key.value")
            toml.tell(tier.path_of("width"), fault)
        yield slope


def _band_rows(toml: TomlFile, table: TomlTable) -> Iterator[Band]:
    """Bands from the highest down; only the last may be without ``from``."""
    rows = list(table.rows("bands"))
    above: Decimal | None = None
    for n, (path, row) in enumerate(rows, 1):
        own = toml.table(row, path, BAND)
        values = _whole(own)
        start = values["from"]
        if start is None and n < len(rows):
            toml.tell(
                own.path_of("from"), Fault("缺这个键", "只有最后一档可以不写 from", "key.absent")
            )
        if start is not None and above is not None and start >= above:
            fault = Fault("“{}”不低于上一档", "各档由高到低排列", "key.value")
            toml.tell(own.path_of("from"), fault, start)
        above = start if start is not None else above
        yield Band(values["points"], start)
