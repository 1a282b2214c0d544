"""What if a figure were another: the card scored again, and what differs.

what_if(card, {"福清市": {"va_growth.month": "+1.0", "output.ytd": "1050"}})
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from fzlib.analysis.revised import LEVELS, Key, revised, twins, with_city
from fzlib.errors import RequestError, nearest
from fzlib.scoring.card import Card, make_card
from fzlib.scoring.panel import Panel, build_panel, of_counties
from fzlib.scoring.rounding import Fixed, Ints, half_up, plain
from fzlib.vocabulary import (
    LEVEL_PLACES,
    MEASURES,
    MONTH,
    MOST_LEVEL,
    MOST_RATE,
    RATE_PLACES,
    SPANS,
    YTD,
)

if TYPE_CHECKING:
    import pandas as pd

_WORKED_OUT = ("increment", "contribution")


@dataclass(frozen=True)
class Changed:
    """A figure that is not what it was, 亿元 or %: as asked, or following from it (the city's)."""

    region: str
    measure: str
    span: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class WhatIf:
    """The card as it is, as it would be, and every figure that differs."""

    before: Card
    after: Card
    changed: tuple[Changed, ...]

    def __repr__(self) -> str:
        moved = sum(self.before.ranks[one] != self.after.ranks[one] for one in self.before.counties)
        city, period = self.before.panel.city.name, self.before.period
        return (
            f"{city}{period.label}测算：改动{len(self.changed)}个数，{moved}个县（市）区位次有变\n"
            "接着看：.table（总分、位次和各项得分的变动）、.changed（改动的数）、.after（改后的得分）"
        )

    @property
    def table(self) -> pd.DataFrame:
        """One row a county: total and rank, before and after, and the points gained by item."""
        import pandas as pd

        rows = []
        for region in self.before.counties:
            old, new = self.before.totals[region], self.after.totals[region]
            ranks = self.before.ranks[region], self.after.ranks[region]
            pairs = zip(self.before.of(region), self.after.of(region), strict=True)
            rows.append(
                {"region": region, "total_before": old, "total_after": new}
                | {"change": _minus(new, old), "rank_before": ranks[0], "rank_after": ranks[1]}
                | {then.id: _minus(now.points, then.points) for then, now in pairs}
            )
        return pd.DataFrame(rows).astype({"rank_before": "Int64", "rank_after": "Int64"})


@dataclass(frozen=True)
class _Asked:
    """One change asked for; ``sign`` is '' for an absolute value."""

    region: str
    at: int
    key: Key
    sign: str
    amount: Decimal

    def of(self, value: Decimal | None) -> Decimal:
        """The value after the change.

        Raises:
            RequestError: relative to a figure that is missing.
        """
        if not self.sign:
            return self.amount
        if value is None:
            raise RequestError(f"{self.region} {'.'.join(self.key)} 缺数，不能加减；请直接写数值")
        return value + (self.amount if self.sign == "+" else -self.amount)


def what_if(card: Card, changes: Mapping[str, Mapping[str, str]]) -> WhatIf:
    """Score the card again with some figures changed.

    Args:
        card: as scored. changes: region → figure → ``+x`` or ``-x`` (relative), ``x`` or ``=-x``
            (absolute). Figures: ``va_growth``, ``output_growth`` (%), ``output``, ``base``,
            ``expected`` (亿元), each ``.month`` or ``.ytd``; in 1—2月 either stands for both.
            Nation and province have ``va_growth`` only.

    A county's output, 同期 and expected increment are part of the city's, which moves by the same
    amount (a figure that was missing and is filled in moves nothing). A given growth rate follows
    its level unless it is changed itself; month and year-to-date are changed each on its own.

    Raises:
        RequestError: unknown region or figure (the nearest is named), no number, or a figure beyond
            what an input may hold.
    """
    asked = [
        _asked(card, region, name, text)
        for region, figures in changes.items()
        for name, text in figures.items()
    ]
    seen: set[tuple[int, Key]] = set()
    for one in asked:
        if seen & {(one.at, key) for key in twins(card.panel, one.key)}:
            raise RequestError(f"{one.region}的{one.key[0]}：1—2月当月与累计是同一个数，只写一个")
        seen.add((one.at, one.key))
    panel = _with_rates(_with_levels(card.panel, asked), asked, card)
    changed = tuple(_changed(card.panel, panel))
    _check(panel, changed)
    cells = {(one.measure, one.span, one.region) for one in changed}
    sources = {key: cell for key, cell in panel.sources.items() if key not in cells}
    after = make_card(replace(panel, sources=sources), card.book, card.previous)
    return WhatIf(card, after, changed)


def _asked(card: Card, region: str, name: str, text: str) -> _Asked:
    regions = [r.name for r in card.panel.regions]
    if region not in regions:
        raise RequestError(f"没有“{region}”这个地区{nearest(region, regions)}")
    at, known = regions.index(region), _names(card)
    if name.partition(".")[0] in _WORKED_OUT:
        raise RequestError(f"{name} 由产值、同期和预期算出，不能直接改；可改：{'、'.join(known)}")
    if card.panel.regions[at] in card.panel.above:
        known = [one for one in known if one.startswith("va_growth")]
    if name not in known:
        raise RequestError(f"{region}没有“{name}”可改{nearest(name, known)}")
    even = unicodedata.normalize("NFKC", str(text)).replace("−", "-").strip()
    found = re.fullmatch(r"(=?)([+-]?)(\d+(?:\.\d+)?)", even, re.ASCII)
    if not found:
        raise RequestError(
            f"{region} {name}：“{text}”不是数；增减写 +1.0 或 -1.0，数值写 1.0 或 =-1.0"
        )
    absolute, sign, digits = found.groups()
    amount = Decimal(digits)
    if absolute:
        sign, amount = "", -amount if sign == "-" else amount
    measure, _, span = name.partition(".")
    if abs(amount) > 2 * MOST_LEVEL:  # no change within the bounds of _check is as large
        raise RequestError(
            f"{region} {name}：“{text}”太大；{MEASURES[measure].unit}是不是写错了单位？"
        )
    return _Asked(region, at, (measure, span), sign, amount)


def _names(card: Card) -> list[str]:
    """The figures that the rule book's items rest on."""
    levels = card.book.scores("output_growth", "increment", "contribution")
    wanted = {
        "va_growth": card.book.scores("va_growth"),
        "output": levels,
        "base": levels,
        "output_growth": card.book.scores("output_growth"),
        "expected": card.book.scores("increment"),
    }
    spans = dict.fromkeys(s for span in card.book.spans for s in card.period.twins(span))
    return [f"{measure}.{span}" for measure in MEASURES if wanted[measure] for span in spans]


def _with_levels(panel: Panel, asked: Iterable[_Asked]) -> Panel:
    """The panel with output, base and expected changed, the city's with them."""
    levels = [one for one in asked if one.key[0] in LEVELS]
    columns = {key: list(fixed.decimals()) for key, fixed in panel.figures.items()}
    missing = [one for one in levels if columns[one.key][one.at] is None]
    if missing:
        for one in missing:
            for key in twins(panel, one.key):
                columns[key][one.at] = one.of(None)
        filled = build_panel(
            panel.period, panel.regions, columns,
            dataset=panel.dataset, rulings=panel.rulings, sources=panel.sources,
        )  # fmt: skip
        derived = {s: filled.derived_base[s] | panel.derived_base[s] for s in SPANS}
        panel = replace(filled, derived_base=derived)
    changes: dict[Key, Ints] = {}
    # counties first, so that a city's absolute value is what it comes to in the end
    for one in sorted(levels, key=lambda one: -one.at):
        old = columns[one.key][one.at] or Decimal(0)
        units = int((half_up(one.of(old), LEVEL_PLACES) - old).scaleb(LEVEL_PLACES))
        for key in twins(panel, one.key):
            change = changes.setdefault(key, np.zeros(len(panel.regions), np.int64))
            of_city = one.region == panel.city.name and not one.sign
            change[one.at] = units - (int(of_counties(change).sum()) if of_city else 0)
    return revised(panel, {key: with_city(change) for key, change in changes.items()})


def _with_rates(panel: Panel, asked: Iterable[_Asked], card: Card) -> Panel:
    """The panel with growth rates changed; a computed one from what it was scored as."""
    figures = dict(panel.figures)
    decimals = {row.code: row.decimals for row in card.book.indicators}
    for one in (one for one in asked if one.key[0] not in LEVELS):
        value = panel.value(*one.key, one.region)
        if value is None and one.key[0] == "output_growth":
            computed = panel.output_growth(one.key[1], decimals["output_growth"])
            value = computed.decimals()[one.at]
        new = int(one.of(value).scaleb(RATE_PLACES))  # cut, as inputs are
        for key in twins(panel, one.key):
            units, known = figures[key].units.copy(), figures[key].known.copy()
            units[one.at], known[one.at] = new, True
            figures[key] = Fixed(units, known, RATE_PLACES)
    return replace(panel, figures=figures)


def _changed(before: Panel, after: Panel) -> Iterable[Changed]:
    for (measure, span), fixed in after.figures.items():
        columns = before.figures[measure, span].decimals(), fixed.decimals()
        for region, old, new in zip(after.regions, *columns, strict=True):
            if old != new:
                yield Changed(region.name, measure, span, old, new)


def _check(panel: Panel, changed: Iterable[Changed]) -> None:
    """What would stop a run if it stood in a file (contract section 2)."""
    for one in changed:
        if one.after is None:
            continue
        what = f"{one.region} {one.measure}.{one.span} 改后为 {plain(one.after)}"
        if one.measure in ("output", "base") and one.after < 0:
            raise RequestError(f"{what}，产值类数据不能为负")
        if one.measure in LEVELS and abs(one.after) > MOST_LEVEL:
            raise RequestError(f"{what} 亿元，超过 10^7 亿元")
        if one.measure not in LEVELS and abs(one.after) > MOST_RATE:
            raise RequestError(f"{what}%，超过 ±1000%")
        if one.measure == "output" and not panel.period.is_first:
            month, ytd = (panel.value("output", span, one.region) for span in (MONTH, YTD))
            if month is not None and ytd is not None and ytd < month:
                raise RequestError(f"{what}，累计 {plain(ytd)} 亿元小于当月 {plain(month)} 亿元")


def _minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other
