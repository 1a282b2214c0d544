"""The trace of an item: what it rests on, each step, and what cap, floor or ruling did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from fzlib.errors import Place
from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import ItemScores, exact_points, floor_of, groups_of, item_scores
from fzlib.scoring.indicators import (
    ABOVE,
    AMONG,
    CITY_VALUE,
    COMPLETION,
    HIGHER_ABOVE,
    NATION_VALUE,
    OF_CITY,
    PROVINCE_VALUE,
    Indicator,
)
from fzlib.scoring.measures import BASE, GROWTH
from fzlib.scoring.methods import (
    COMPARING,
    Band,
    Bands,
    Basis,
    Between,
    ByRank,
    PerUnit,
    Slope,
    Steps,
    Tiers,
)
from fzlib.scoring.panel import Panel
from fzlib.scoring.peers import Groups
from fzlib.vocabulary import Status


@dataclass(frozen=True)
class Input:
    """A figure an item rests on, in the unit of its ``series`` (code).

    ``place`` is None where it was worked out or is missing.
    """

    series: str
    span: str
    region: str
    value: Decimal | None
    place: Place | None


@dataclass(frozen=True)
class Portion:
    """What of the gap (of the value, for each unit) is counted at one slope.

    ``size``: in the gap's unit, below the standard negative. ``steps``: as counted, whole ones
    where only those count. ``points``: steps x per_step.
    """

    slope: Slope
    size: Fraction
    steps: Fraction
    points: Fraction


@dataclass(frozen=True)
class Compared:
    """The counties that a county is compared with, itself among them, by their values.

    ``count``: those that have a value; ``lowest`` and ``highest`` of these, and who has them.
    """

    count: int
    lowest: Decimal
    highest: Decimal
    at_lowest: tuple[str, ...]
    at_highest: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """How an item came to its points.

    ``clause``: where the rule book has it. ``basis``: of a ruling. ``unbounded``: the points
    before cap, floor and rounding, None where the rules give none; what they are made of is
    ``portions`` (steps, tiers, per_unit: base + the sum of them), ``ends`` (between: low, high),
    ``place`` (rank), ``band`` (bands; None: below the last), and for completion value and standard.
    ``compared``: for between, rank, best and group_mean.
    """

    item: Item
    inputs: tuple[Input, ...]
    clause: str
    basis: str = ""
    unbounded: Fraction | None = None
    portions: tuple[Portion, ...] = ()
    ends: tuple[Decimal, Decimal] | None = None
    place: int | None = None
    band: Band | None = None
    compared: Compared | None = None
    capped: bool = False
    floored: bool = False

    @property
    def steps(self) -> Fraction | None:
        """Steps as counted, of all portions together; None without any points by the rules."""
        if self.unbounded is None:
            return None
        return sum((portion.steps for portion in self.portions), Fraction(0))

    def get(self, series: str, region: str) -> Input | None:
        """One of the inputs, None where the item does not rest on it."""
        return next((i for i in self.inputs if (i.series, i.region) == (series, region)), None)


def trace(card: Card, region: str, item_id: str) -> Trace:
    """The trace of one item. RequestError where the county or the item is not in the card."""
    item = card.item(region, item_id)
    reasons = (r.basis for r in card.panel.rulings if (r.region, r.item) == (region, item_id))
    groups, at = groups_of(card.panel, card.book), card.counties.index(region)
    scores = _by_the_rules(card, item, groups)
    own = next(group for group in groups if at in group)
    compares = item.indicator.standard in AMONG or isinstance(item.indicator.method, COMPARING)
    result = Trace(
        item,
        _inputs(card.panel, item),
        _clause(card, item),
        next(reasons, ""),
        compared=_compared(card, scores, own.tolist()) if compares else None,
    )
    return _with_points(result, card, scores, groups) if scores.points.present[at] else result


def _by_the_rules(card: Card, item: Item, groups: Groups) -> ItemScores:
    """The item of all counties as the rules score it: a ruled one as before its ruling."""
    if item.status != Status.RULED:
        return card.scores.items[card.book.item_ids.index(item.id)]
    panel = replace(card.panel, rulings=())
    return item_scores(panel, card.book, item.indicator, item.span, groups)


def _with_points(result: Trace, card: Card, scores: ItemScores, groups: Groups) -> Trace:
    """The trace with points before cap, floor and rounding, and what they are made of."""
    item, row, readings = result.item, result.item.indicator, card.book.readings
    at, method = card.counties.index(item.region), result.item.indicator.method
    basis = Basis(scores.value, scores.standard, scores.gap, groups, row.low)
    unbounded, floor = exact_points(basis, row, readings).at(at), floor_of(row, readings)
    above = row.cap is not None and unbounded > row.cap
    capped = Fraction(row.cap) if row.cap is not None and above else unbounded
    below, ruled = floor is not None and capped < floor, item.status == Status.RULED
    result = replace(
        result,
        unbounded=unbounded,
        capped=above and not below and not ruled,
        floored=below and not ruled,
    )
    if isinstance(method, Between):
        low, high = (end.decimals()[at] for end in method.ends(basis))
        assert low is not None
        assert high is not None
        return replace(result, ends=(low, high))
    if isinstance(method, ByRank):
        return replace(result, place=int(method.places(basis)[at]))
    counted = item.value if not row.has_standard else item.gap
    assert counted is not None
    if isinstance(method, Bands):
        return replace(result, band=method.reached(counted))
    if isinstance(method, Steps | Tiers | PerUnit):
        portions = _portions(method, Fraction(counted), whole=readings.steps == "whole")
        return replace(result, portions=tuple(portions))
    return result


def _portions(method: Steps | Tiers | PerUnit, size: Fraction, *, whole: bool) -> Iterator[Portion]:
    """The parts of a gap, or value, each at its own slope, from the standard outward."""
    if isinstance(method, PerUnit):
        yield _portion(Slope(method.per_step, method.step), size, whole=method.whole)
        return
    if isinstance(method, Steps):
        yield _portion(method.slope(size >= 0), size, whole=whole)
        return
    sign, left = (1 if size >= 0 else -1), abs(size)
    for slope in method.side(size >= 0):
        own = left if slope.width is None else min(left, Fraction(slope.width))
        if own:
            yield _portion(slope, sign * own, whole=False)
        left -= own


def _portion(slope: Slope, size: Fraction, *, whole: bool) -> Portion:
    steps = size / Fraction(slope.step)
    if whole:
        steps = Fraction(int(steps))  # int() truncates toward zero
    return Portion(slope, size, steps, steps * Fraction(slope.per_step))


def _compared(card: Card, scores: ItemScores, group: Sequence[int]) -> Compared | None:
    """The facts of those compared; None where none of them has a value."""
    values = scores.value[np.array(group)].decimals()
    by_name = {card.counties[n]: v for n, v in zip(group, values, strict=True) if v is not None}
    if not by_name:
        return None
    least, most = min(by_name.values()), max(by_name.values())
    who = (tuple(name for name, v in by_name.items() if v == end) for end in (least, most))
    return Compared(len(by_name), least, most, *who)


def _inputs(panel: Panel, item: Item) -> tuple[Input, ...]:
    """Every cell that an item rests on, those of the counties compared with it left out."""
    row, span = item.indicator, item.span
    keys = [
        (series.code, span, name)
        for name in _regions(panel, item)
        for series in row.series
        if name == item.region or not series.is_target or _against_targets(row)
    ]
    measure = row.measure
    if any(series.aspect == BASE for series in row.series):
        # one that is 推算 rests on the growth it was worked out from
        names = dict.fromkeys(name for _, _, name in keys)
        derived = [name for name in names if panel.has_derived_base(measure, span, name)]
        keys += [(measure.code_of(GROWTH), span, name) for name in derived]
    return tuple(
        Input(*key, panel.value(*key), panel.sources.get(key)) for key in dict.fromkeys(keys)
    )


def _regions(panel: Panel, item: Item) -> list[str]:
    """The county and those whose figures its quantity or standard takes."""
    row, (nation, province) = item.indicator, panel.above
    others = {HIGHER_ABOVE: [nation, province], NATION_VALUE: [nation], PROVINCE_VALUE: [province]}
    regions = others[str(row.standard)] if row.standard in ABOVE else []
    if row.standard == CITY_VALUE or row.quantity in OF_CITY:
        regions = [panel.city]
    return [item.region, *(region.name for region in regions)]


def _against_targets(row: Indicator) -> bool:
    """Whether the city's target counts: a completion held against the city's."""
    return row.quantity == COMPLETION and row.standard == CITY_VALUE


def _clause(card: Card, item: Item) -> str:
    """《工业争先增效行动考评办法》，规则书第3项: the document as reports cite it, else the source.

    Of the rule book, as a document's row may be several of its indicators.
    """
    row = card.book.indicators.index(item.indicator) + 1
    return f"{card.book.document.name or card.book.source}，规则书第{row}项"
