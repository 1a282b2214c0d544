"""What if a figure were another: the card scored again, and what differs.

what_if(card, {"福清市": {"va_growth.month": "+1.0", "output.ytd": "1050"}})
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from fzlib.analysis.revised import revised, with_city
from fzlib.analysis.summary import rate_decimals
from fzlib.errors import RequestError, listing, suggestion
from fzlib.scoring.card import Card, make_card
from fzlib.scoring.measures import BASE, GROWTH, LEVEL, LEVEL_PLACES, MOST_MONEY, OUTPUT, Series
from fzlib.scoring.panel import FigureKey, Panel, SeriesKey, build_panel
from fzlib.scoring.regions import of_counties
from fzlib.scoring.rounding import Fixed, Ints, difference, half_up, plain
from fzlib.vocabulary import MONTH, YTD, running

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Changed:
    """A figure that is not what it was: as given, or following from it (the city's).

    ``series``: its code; before and after are in the unit of the series.
    """

    region: str
    series: str
    span: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True)
class WhatIf:
    """The card as it is, as it would be, and every figure that differs."""

    before: Card
    after: Card
    changed: tuple[Changed, ...]

    def __repr__(self) -> str:
        moved = sum(self.before.ranks[r] != self.after.ranks[r] for r in self.before.counties)
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
                | {"change": difference(new, old), "rank_before": ranks[0], "rank_after": ranks[1]}
                | {then.id: difference(now.points, then.points) for then, now in pairs}
            )
        return pd.DataFrame(rows).astype({"rank_before": "Int64", "rank_after": "Int64"})


@dataclass(frozen=True)
class _Edit:
    """One change of a figure: by ``amount`` where ``relative``, else to it.

    ``name``: as asked for, ``福清市 output.month``; ``at``: the region's place in the panel.
    """

    series: Series
    key: FigureKey
    name: str
    at: int
    relative: bool
    amount: Decimal

    def of(self, value: Decimal | None) -> Decimal:
        """The value after the change.

        Raises:
            RequestError: relative to a figure that is missing.
        """
        if not self.relative:
            return self.amount
        if value is None:
            raise RequestError(f"{self.name} 缺数，不能加减；请直接写数值")
        return value + self.amount


def what_if(card: Card, changes: Mapping[str, Mapping[str, str]]) -> WhatIf:
    """Score the card again with some figures changed.

    Args:
        card: as scored. changes: region → figure → ``+x`` or ``-x`` (relative), ``x`` or ``=-x``
            (absolute). Figures: the series that the rule book's items rest on, by code
            (``va_growth``, ``output_growth``, %; ``output``, ``base``, ``expected``, 亿元), each
            ``.month`` or ``.ytd``; in 1—2月 either stands for both. Nation and province have those
            of measures of all regions only.

    A county's level, 同期 and target of a level or increment are part of the city's, which moves
    by the same amount where it has the figure (one that was missing and is filled in moves
    nothing). A given growth rate follows its level unless it is changed itself; month and
    year-to-date are changed each on its own.

    Raises:
        RequestError: unknown region or figure (the nearest is named), no number, or a figure beyond
            what an input may hold.
    """
    edits = [
        edit
        for region, figures in changes.items()
        for name, text in figures.items()
        for edit in _edits(card, region, name, text)
    ]
    for n, edit in enumerate(edits):
        if any(edit.key == other.key for other in edits[:n]):
            series, _, region = edit.key
            raise RequestError(f"{region}的{series}：1—2月当月与累计是同一个数，只写一个")
    panel = _with_rates(_with_levels(card.panel, edits), edits, card)
    changed = tuple(_changed(card.panel, panel))
    _check(panel, changed)
    cells = {(figure.series, figure.span, figure.region) for figure in changed}
    sources = {key: cell for key, cell in panel.sources.items() if key not in cells}
    after = make_card(replace(panel, sources=sources), card.book, card.previous)
    return WhatIf(card, after, changed)


def _edits(card: Card, region: str, name: str, text: str) -> Iterator[_Edit]:
    """What is asked of one figure: in 1—2月 an edit of the month and one of year-to-date."""
    regions = [r.name for r in card.panel.regions]
    if region not in regions:
        raise RequestError(f"没有“{region}”这个地区{suggestion(region, regions)}")
    at, names = regions.index(region), _names(card)
    code, _, span = name.partition(".")
    row = next((row for row in card.book.indicators if row.code == code), None)
    if row and code not in card.panel.series:
        rests_on = listing([one.name(card.panel.dataset.output) for one in row.series])
        raise RequestError(f"{name} 由{rests_on}算出，不能直接改；可改：{'、'.join(names)}")
    names = {n: s for n, s in names.items() if card.panel.regions[at].has(s)}
    if name not in names:
        raise RequestError(f"{region}没有“{name}”可改{suggestion(name, names)}")
    even = unicodedata.normalize("NFKC", str(text)).replace("−", "-").strip()
    number = re.fullmatch(r"(=?)([+-]?)(\d+(?:\.\d+)?)", even, re.ASCII)
    asked, name = name, f"{region} {name}"
    what = f"{name}：“{text}”"
    if not number:
        raise RequestError(f"{what}不是数；增减写 +1.0 或 -1.0，数值写 1.0 或 =-1.0")
    absolute, sign, digits = number.groups()
    amount = Decimal(sign + digits)
    if abs(amount) > 2 * max(
        names[asked].most, MOST_MONEY
    ):  # no change within the bounds of _check is as large
        raise RequestError(f"{what}太大；{names[asked].unit}是不是写错了单位？")
    relative = bool(sign) and not absolute
    for twin in card.period.twins(span):
        yield _Edit(names[asked], (code, twin, region), name, at, relative, amount)


def _names(card: Card) -> dict[str, Series]:
    """``output.month`` → series, of the figures that the rule book's items rest on."""
    book, names = card.book, dict[str, Series]()
    for code, series in book.series.items():
        # a growth stands in for 同期
        used = book.needed.get(code if code in book.needed else series.measure.code_of(BASE), ())
        spans = dict.fromkeys(twin for span in used for twin in card.period.twins(span))
        names |= {f"{code}.{span}": series for span in spans if book.needs(code)}
    return names


def _with_levels(panel: Panel, edits: Iterable[_Edit]) -> Panel:
    """The panel with amounts changed (levels, same periods, targets), the city's with them."""
    levels = [edit for edit in edits if not edit.series.is_rate]
    values = dict(panel.values)
    missing = [edit for edit in levels if edit.key not in values]
    if missing:
        for edit in missing:
            values[edit.key] = edit.of(None)
        filled = build_panel(
            panel.period, panel.regions, values, dataset=panel.dataset, series=panel.series
        )
        bases = panel.derived_base.items()
        derived = {key: filled.derived_base[key] | before for key, before in bases}
        panel = replace(panel, figures=filled.figures, derived_base=derived)
    changes: dict[SeriesKey, Ints] = {}
    # counties first, so that a city's absolute value is what it comes to in the end
    for edit in sorted(levels, key=lambda edit: -edit.at):
        code, span, region = edit.key
        old = values.get(edit.key, Decimal(0))
        units = int((half_up(edit.of(old), LEVEL_PLACES) - old).scaleb(LEVEL_PLACES))
        added = edit.series.measure.adds_up
        of_city = added and region == panel.city.name and not edit.relative
        change = changes.setdefault((code, span), np.zeros(len(panel.regions), np.int64))
        change[edit.at] = units - (int(of_counties(change).sum()) if of_city else 0)
    moved = {
        key: with_city(change) if panel.series[key[0]].measure.adds_up else change
        for key, change in changes.items()
    }
    return revised(panel, moved)


def _with_rates(panel: Panel, edits: Iterable[_Edit], card: Card) -> Panel:
    """The panel with growth rates changed; a computed one from what it was scored as."""
    figures = dict(panel.figures)
    for edit in (edit for edit in edits if edit.series.is_rate):
        code, span, region = edit.key
        value = panel.value(code, span, region)
        if value is None and edit.series.aspect == GROWTH:
            measure = edit.series.measure
            computed = panel.growth(measure, span, rate_decimals(card.book, measure))
            value = panel.by_region(computed)[region]
        rates = figures[code, span]
        new = int(edit.of(value).scaleb(rates.places))  # cut, as inputs are
        units, present = rates.units.copy(), rates.present.copy()
        units[edit.at], present[edit.at] = new, True
        figures[code, span] = Fixed(units, present, rates.places)
    return replace(panel, figures=figures)


def _changed(before: Panel, after: Panel) -> Iterable[Changed]:
    for (series, span, region), new in after.values.items():
        old = before.value(series, span, region)
        if new != old:
            yield Changed(region, series, span, old, new)


def _check(panel: Panel, changed: Iterable[Changed]) -> None:
    """What would stop a run if it stood in a file (contract, section 2)."""
    for figure in changed:
        series, after = panel.series[figure.series], figure.after
        what = f"{figure.region} {figure.series}.{figure.span} 改后为 {plain(after)}"
        is_output = series.measure == OUTPUT
        if is_output and series.is_level and after < 0:
            raise RequestError(f"{what}，{running(panel.dataset.output)}类数据不能为负")
        if abs(after) > series.most:
            beyond = "%，超过 ±" if series.is_rate else f" {series.unit}，超过 "
            raise RequestError(f"{what}{beyond}{_bound(series)}")
        if is_output and series.aspect == LEVEL:
            month, ytd = (panel.value(series.code, span, figure.region) for span in (MONTH, YTD))
            if month is not None and ytd is not None and ytd < month:
                raise RequestError(f"{what}，累计 {plain(ytd)} 亿元小于当月 {plain(month)} 亿元")


def _bound(series: Series) -> str:
    """1000%, or 10^7 亿元."""
    if series.is_rate:
        return f"{plain(series.most)}%"
    return f"10^{len(plain(series.most)) - 1} {series.unit}"
