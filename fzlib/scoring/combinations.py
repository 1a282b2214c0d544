"""What a rule book may not put together: combinations that mean nothing, each by its key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from fzlib.scoring.indicators import (
    ABOVE,
    CITY_VALUE,
    COMPLETION,
    CONTRIBUTION,
    GROWTH_OF,
    INCREMENT,
    LAST_YEAR,
    NONE,
    OF_CITY,
    OWN_SHARE,
    SHARE,
    STANDARDS,
    TARGET,
    TARGET_OF,
    VALUE,
    Indicator,
)
from fzlib.scoring.measure_names import name_faults
from fzlib.scoring.measures import ALL_REGIONS, CITY_TOO, Measure
from fzlib.scoring.methods import (
    HIGHEST,
    LOWEST,
    OF_GAP,
    OF_VALUE,
    Bands,
    Between,
    Completion,
    PerUnit,
)
from fzlib.scoring.rounding import half_up, plain
from fzlib.scoring.rulebook import RuleBook
from fzlib.toml_schema import Fault, Faults

_OF_BASE = (GROWTH_OF, INCREMENT, CONTRIBUTION)


def indicator_faults(row: Indicator, spans: Collection[str], given: Mapping[str, Any]) -> Faults:
    """Of one indicator; ``spans``: the book's, ``given``: the row as the file has it."""
    others = [span for span in row.spans if span not in spans]
    if others:
        yield "spans", _value("“{}”不在规则书的 spans 里", f"可选：{'、'.join(spans)}"), others[0]
    yield from _measured(row)
    yield from _compared(row, given)
    yield from _scored(row)
    unit = given.get("unit")
    if unit is not None and unit != row.unit:
        mend = f"写 {row.unit}，或删去这个键" if row.unit else "没有差距，删去这个键"
        yield "unit", _value("不能是“{}”", mend), unit


def _measured(row: Indicator) -> Faults:
    """Quantity and measure."""
    measure, name = row.measure, row.measure.named("总产值")
    if row.quantity in _OF_BASE and not measure.base:
        mend = (
            f"可选：{'、'.join((VALUE, COMPLETION))}；有上年同期的，在 [[measure]] 写 base = true"
        )
        yield "as", _value(f"“{{}}”要有上年同期，{name}没有", mend), row.quantity
    if row.quantity in OF_CITY:
        if measure.is_rate:
            mend = f"可选：{'、'.join((VALUE, COMPLETION))}"
            yield "as", _value(f"“{{}}”要能相加，{name}的单位是 %", mend), row.quantity
        elif not measure.of_city:
            mend = "在 [[measure]] 把 regions 改为 city"
            yield "as", _value(f"“{{}}”要有全市数，{name}没有", mend), row.quantity


def _compared(row: Indicator, given: Mapping[str, Any]) -> Faults:
    """Standard and gap."""
    standard = row.standard
    if isinstance(standard, Decimal):
        yield from _divisor(row, standard)
    elif misfit := _misfit(row, standard):
        what, regions = misfit
        mend = f"在 [[measure]] 把 regions 改为 {regions}" if regions else _standards(row)
        yield "standard", _value(what, mend), standard if "{}" in what else ""
    if standard == NONE and "gap" in given:
        yield "gap", _value("没有标准值，也就没有差距", "删去这个键，或改 standard"), ""


def _misfit(row: Indicator, standard: str) -> tuple[str, str] | None:
    """Why a standard is none of measure and quantity, and the regions that it needs, if those."""
    measure, quantity = row.measure, row.quantity
    name = measure.named("总产值")
    if standard == CITY_VALUE:
        if quantity in OF_CITY:
            return "全市的占比总是100%，不能作标准", ""
        if not measure.of_city:
            return f"“{{}}”要有全市数，{name}没有", CITY_TOO
    if standard in ABOVE:
        if measure.regions != ALL_REGIONS:
            return f"“{{}}”要有全国、全省数，{name}没有", ALL_REGIONS
        if quantity not in (VALUE, GROWTH_OF):
            return f"{quantity} 不与全国、全省相比", ""
    if standard == TARGET and quantity not in TARGET_OF:
        what = f"{quantity} 不以目标为标准值"
        return f"{what}（完成率已经除以目标，标准值写 100）" if quantity == COMPLETION else what, ""
    if standard == OWN_SHARE and quantity != CONTRIBUTION:
        return f"“{{}}”只用于 {CONTRIBUTION}", ""
    if standard == LAST_YEAR and not (quantity in (VALUE, SHARE) and measure.base):
        return f"“{{}}”只用于有上年同期的数的 {VALUE} 和 {SHARE}", ""
    return None


def _divisor(row: Indicator, standard: Decimal) -> Faults:
    """A number as standard, where the gap or the points are in parts of it."""
    compared = half_up(standard, row.decimals) if row.is_rate else standard
    if row.divides_by_standard and compared <= 0:
        rounded = "按 decimals 保留小数后" if standard > 0 else ""
        what = f"“{{}}”{rounded}不大于0，不能作除数"
        yield "standard", _value(what, "改为大于0的数"), plain(standard)


def _scored(row: Indicator) -> Faults:
    """Method, and what it needs of the standard."""
    method = row.method
    if isinstance(method, OF_GAP) and not row.has_standard:
        yield "standard", _value(f"{method.code} 要有标准值", _standards(row)), ""
    if isinstance(method, OF_VALUE) and row.has_standard:
        yield "standard", _value(f"{method.code} 没有标准值", f"写 {NONE}"), ""
    on_value = isinstance(method, Bands) and not row.has_standard
    if row.low and (on_value or isinstance(method, Completion | PerUnit)):
        what = f"{method.code} 不能用“low”"
        yield "better", _value(what, "删去这个键；扣分写成负的 per_step 或 points"), ""
    if isinstance(method, Between):
        yield from _ends(method)
    if row.cap is not None and row.base is not None and row.cap < row.base:
        what = f"满分{plain(row.cap)}低于基准{plain(row.base)}"
        yield "cap", _value(what, "改 cap 或 base"), ""
    if row.cap is not None and row.floor is not None and row.floor > row.cap:
        what = f"下限{plain(row.floor)}高于上限{plain(row.cap)}"
        yield "floor", _value(what, "改 floor 或 cap"), ""


def _ends(method: Between) -> Faults:
    """Low and high of what lies between."""
    low, high = method.low, method.high
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        if low > high:
            yield "low", _value("“{}”高于 high", "改 low 或 high"), plain(low)
    elif (low, high) == (HIGHEST, LOWEST):
        yield "low", _value("low 是最高、high 是最低", "两个对调"), ""
    elif low == high:
        mend = f"low 写 {LOWEST} 或一个数，high 写 {HIGHEST} 或一个数"
        yield "low", _value("low 与 high 相同，各县（市）区都得满分", mend), ""


def _standards(row: Indicator) -> str:
    """``可选：city、target、一个数、none``: what may stand there for measure and quantity."""
    fitting = [standard for standard in STANDARDS if _misfit(row, standard) is None]
    fitting.insert(fitting.index(NONE), "一个数")
    if isinstance(row.method, OF_GAP):
        fitting.remove(NONE)
    return f"可选：{'、'.join(fitting)}"


def book_faults(
    book: RuleBook,
    declared: Mapping[str, Measure | None],
    rows: Mapping[str, Indicator | None],
) -> Faults:
    """Of the book as a whole; measures and indicators by their paths, None: could not be read."""
    yield from name_faults(declared)
    yield from _twice(rows)
    if not all(rows.values()):
        return
    broken_by = book.ranking.tie_break
    for n, item in enumerate(broken_by):
        path = f"ranking.tie_break[{n + 1}]"
        if item not in book.item_ids:
            mend = f"可选：{'、'.join(book.item_ids)}"
            yield path, _value("没有“{}”这个考评项", mend), item
        elif item in broken_by[:n]:
            yield path, Fault("“{}”写了两次", "删去一个", "key.twice"), item
    without = [row.name for row in book.indicators if row.base is None]
    if book.readings.on_target == "base_total" and without:
        what = f"“base_total”要求各项都有基准分，{without[0]}没有"
        mend = "可选：month_increment、both_increments、all_standards"
        yield "readings.on_target", _value(what, mend), ""
    bounds = book.adjustments
    for key, beyond in (("cap", (bounds.cap or 0) < 0), ("floor", (bounds.floor or 0) > 0)):
        if beyond:
            what, mend = "没有加减分的县（市）区也会因此变动", "cap 不小于0，floor 不大于0"
            yield f"adjustments.{key}", _value(what, mend), ""


def _twice(rows: Mapping[str, Indicator | None]) -> Faults:
    """Codes and names of indicators: no two may be taken for each other."""
    codes: set[str] = set()
    names: set[tuple[str, str]] = set()
    for path, row in rows.items():
        if row is None:
            continue
        named = {(row.name, span) for span in row.spans}
        if row.code in codes:
            mend = "一项指标只写一次；另一项指标另起代码"
            yield f"{path}.code", Fault("“{}”写了两次", mend, "key.twice"), row.code
        elif named & names:
            mend = "两项指标名称不能相同"
            yield f"{path}.name", Fault("“{}”写了两次", mend, "key.twice"), row.name
        codes.add(row.code)
        names |= named


def _value(what: str, mend: str) -> Fault:
    return Fault(what, mend, "key.value")
