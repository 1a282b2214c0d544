"""A rule book: indicators, readings, groups, adjustments and what its document says, as data.

Nothing here is specific to a city or a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import cached_property

from fzlib.errors import Place, Problem, RequestError
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.measures import STANDING, Measure, Series, series_of
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import READINGS, SPANS


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
class Conversion:
    """How months or the year count in another evaluation (the plan gives no ratio)."""

    target: str
    of: str
    points: Decimal
    method: str


@dataclass(frozen=True)
class Document:
    """What reports may say of the document that the rule book is taken from; '' is not said.

    ``name``: as reports cite it. ``action``: what titles call the evaluation. ``report_title``:
    the whole title instead, with {period}. ``settled``: readings that the document itself
    settles. ``commends``: who commends a quarter's list. ``conversion_clause``: what it says of
    conversion.
    """

    name: str = ""
    action: str = ""
    report_title: str = ""
    settled: tuple[str, ...] = ()
    commends: str = ""
    conversion_clause: str = ""


@dataclass(frozen=True)
class Ranking:
    """How totals are ranked. ``within``: all or group (组别). ``tie_break``: item ids, in order."""

    within: str = "all"
    ties: str = "competition"
    tie_break: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bounds:
    """What a county's adjustments come to at most and at least, 分; None: no bound."""

    cap: Decimal | None = None
    floor: Decimal | None = None


@dataclass(frozen=True)
class Lists:
    """How many of the first and the last of each group a report names."""

    first: int = 3
    last: int = 3


@dataclass(frozen=True)
class RuleBook:
    """The rules of one year. ``declared``: measures beyond those of every city."""

    title: str
    source: str
    indicators: tuple[Indicator, ...]
    spans: tuple[str, ...] = SPANS
    readings: Readings = Readings()
    conversions: tuple[Conversion, ...] = ()
    declared: tuple[Measure, ...] = ()
    document: Document = Document()
    ranking: Ranking = Ranking()
    adjustments: Bounds = Bounds()
    lists: Lists | None = None

    @cached_property
    def items(self) -> tuple[tuple[Indicator, str], ...]:
        """Indicator and span of every item, in the rule book's order, month before ytd."""
        return tuple((i, span) for i in self.indicators for span in SPANS if span in i.spans)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """``va_growth.month`` … in the order of ``items``."""
        return tuple(indicator.item_id(span) for indicator, span in self.items)

    @property
    def scored_spans(self) -> tuple[str, ...]:
        """The spans of which any item is scored."""
        return tuple(span for span in SPANS if any(span == own for _, own in self.items))

    def rows_of(self, measure: Measure) -> list[Indicator]:
        """The indicators that evaluate a measure."""
        return [row for row in self.indicators if row.measure == measure]

    def spans_of(self, measure: Measure) -> list[str]:
        """The spans by which a measure is scored."""
        return [span for span in SPANS if any(span in row.spans for row in self.rows_of(measure))]

    @cached_property
    def series(self) -> dict[str, Series]:
        """Code → series: of every measure, with the targets that items rest on."""
        targets = {row.target.code: row.target for row in self.indicators if row.target}
        return series_of((*STANDING, *self.declared)) | targets

    @cached_property
    def needed(self) -> dict[str, tuple[str, ...]]:
        """Series (codes, in the order of `series`) that its items rest on → the spans."""
        used: dict[str, set[str]] = {}
        for row in self.indicators:
            for series in row.series:
                used.setdefault(series.code, set()).update(row.spans)
        return {
            code: tuple(span for span in SPANS if span in used[code])
            for code in self.series
            if code in used
        }

    def needs(self, series: str) -> bool:
        """Whether a file's figures of a series are used."""
        return self.series[series].needed_as in self.needed

    @property
    def by_group(self) -> bool:
        """Whether counties are compared and ranked within their groups (组别)."""
        return self.ranking.within == "group"

    @property
    def list_sizes(self) -> Lists:
        """How many of the first and of the last are told of: three where the book does not say."""
        return self.lists or Lists()

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


def doubts(book: RuleBook, file: str) -> Iterator[Problem]:
    """What a rule book may say, but hardly means.

    A cap above the points of the item (not where these are the points at the standard: what is
    above them is meant as more); a number as standard that is rounded before it is compared.
    """
    for n, row in enumerate(book.indicators, 1):
        if row.cap is not None and row.cap > row.points and row.base != row.points:
            what = f"{row.name}封顶{row.cap}分，高于分值{row.points}分"
            place = Place(file, "", f"indicator[{n}].cap")
            yield Problem(place, what, "核对 cap 和 points", kind="key.doubtful", matter=what)
        if row.is_rate and isinstance(row.standard, Decimal):
            compared = half_up(row.standard, row.decimals)
            if compared != row.standard:
                mend = "核对 standard 和 decimals"
                what = f"{row.name}标准值{row.standard}取{row.decimals}位小数后按{compared}比较"
                place = Place(file, "", f"indicator[{n}].standard")
                yield Problem(place, what, mend, kind="key.doubtful", matter=what)
