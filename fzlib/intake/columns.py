"""A header's text → what its column holds: series, span and unit, the words in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from fzlib.intake.cell_values import even
from fzlib.scoring.measures import (
    ASPECTS,
    BASE,
    GROWTH,
    GROWTH_TARGET,
    GROWTHS,
    INCREMENT_TARGET,
    LEVEL,
    LEVEL_TARGET,
    SHARE_TARGET,
    STANDING,
    STANDING_SERIES,
    Measure,
    Series,
)
from fzlib.vocabulary import MONTH, SPANS, YTD


class InputColumn(NamedTuple):
    """A column's series (its code) and span; those of regions and periods have no span."""

    series: str
    span: str = ""


REGION, PERIOD = InputColumn("region"), InputColumn("period")

_KEYS = {
    REGION: re.compile("地区|县区|县市区|县\\(市\\)区|县\\(市、区\\)|地区名称"),
    PERIOD: re.compile("期间"),
}
_KEY_HEADERS = {REGION: "地区", PERIOD: "期间"}
_INDUSTRY, _TARGET, _INCREMENT, _SHARE = "industry", "target", "increment", "share"
_SCALE = "规上|规模以上|规模"
# (what it marks, its forms); taken out of a text in this order, once its measure's name is
_MARKS = (
    (YTD, "本月止累计|累计"),
    (MONTH, "当月|本月|月度"),
    (_INDUSTRY, f"(?:{_SCALE})工业"),
    (BASE, "上年同期|去年同期"),
    (GROWTH, "同比增长率?|同比增速|同比增幅|增长率?|增速|增幅"),
    (_INCREMENT, "增量"),
    (_SHARE, "占比"),
    (_TARGET, "目标"),
)
_MARKED = {  # aspect → what marks it beside the measure's name
    LEVEL: (),
    BASE: (BASE,),
    GROWTH: (GROWTH,),
    LEVEL_TARGET: (_TARGET,),
    GROWTH_TARGET: (GROWTH, _TARGET),
    INCREMENT_TARGET: (_INCREMENT, _TARGET),
    SHARE_TARGET: (_SHARE, _TARGET),
}
_GROWTH_WORD = re.compile(f"(?<=.)(?:{'|'.join(GROWTHS)})$")  # other words may stand before it


@dataclass(frozen=True)
class Header:
    """A header cell understood: its column, and the unit written in it ('' where none)."""

    column: InputColumn
    unit: str = ""
    series: Series | None = field(default=None, compare=False)

    @property
    def unit_fits(self) -> bool:
        """Whether the unit is one this series can have."""
        return self.series is None or self.unit in self.series.units


@dataclass(frozen=True)
class _Name:
    """A name as headers have it, without the words that mark aspect and span.

    ``aspects``: what else must stand there → the series.
    """

    text: str
    is_standing: bool
    aspects: Mapping[frozenset[str], Series]

    @cached_property
    def own(self) -> str:
        """The name without 规上工业 before it, which may stand there or not."""
        return re.sub(f"^(?:{_SCALE})工业(?=.)", "", self.text)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """With or without 规上工业; before those of every city, 工业 alone may stand too."""
        before = f"(?:(?:{_SCALE})工业)?"
        if self.is_standing:
            before = f"(?:(?:{_SCALE})?工业)?"
        elif self.own.startswith("工业"):
            before = f"(?:{_SCALE})?"
        return re.compile(before + re.escape(self.own))

    def column_of(self, text: str) -> tuple[Series, str] | None:
        """Series and span that a text without its unit tells; None where it is another's."""
        if text.count(self.own) != 1:
            return None
        rest = self.pattern.sub(" ", text)
        marks = set()
        for mark, forms in _MARKS:
            rest, count = re.subn(forms, " ", rest)
            if count > 1:
                return None
            marks |= {mark} if count else set()
        series = self.aspects.get(frozenset(marks - {_INDUSTRY, *SPANS}))
        left = rest.replace(" ", "").replace("()", "")
        if self.is_standing:
            left = left.removeprefix("工业")  # 工业累计总产值
        if left or series is None or marks >= set(SPANS):
            return None
        return series, YTD if YTD in marks else MONTH


@dataclass(frozen=True)
class Headings:
    """The headers of a data folder's files, read and written.

    ``output``: what it calls its level (Dataset.output). ``series``: those that its rule book
    knows (RuleBook.series); without one, of the measures of every city.
    """

    output: str
    series: Mapping[str, Series] = field(default_factory=lambda: STANDING_SERIES)
    _headers: dict[str, Header | None] = field(default_factory=dict, repr=False, compare=False)

    def read(self, text: str) -> Header | None:
        """What a header says; None where it is none of ours."""
        if text not in self._headers:
            self._headers[text] = self._header(even(text))
        return self._headers[text]

    def column(self, text: str) -> InputColumn | None:
        """The column that a header is of; None where it is none of ours."""
        header = self.read(text)
        return header.column if header else None

    def written(self, column: InputColumn) -> str:
        """The header as the contract writes it, for messages and forms."""
        code, span = column
        return _KEY_HEADERS.get(column) or self.series[code].header(span, self.output)

    def name(self, column: InputColumn) -> str:
        """``累计上年同期总产值``: a column as messages name it."""
        return self.series[column.series].named(column.span, self.output)

    def monthly(self, spans: Sequence[str]) -> list[InputColumn]:
        """The columns of figures of a monthly file, in the contract's order (section 2)."""
        return [
            InputColumn(series.code, span)
            for measure in dict.fromkeys(series.measure for series in self.series.values())
            for aspects in ((LEVEL, BASE), (GROWTH,))
            for span in spans
            for aspect in aspects
            if (series := measure.series.get(aspect)) and series.code in self.series
        ]

    def targets(self, spans: Sequence[str]) -> list[InputColumn]:
        """The columns of a file of targets (expected/YYYY.csv)."""
        codes = [code for code, series in self.series.items() if series.is_target]
        return [InputColumn(code, span) for code in codes for span in spans]

    def _header(self, body: str) -> Header | None:
        for key, forms in _KEYS.items():
            if forms.fullmatch(body):
                return Header(key)
        bracket = re.search(r"\(([^()]*)\)$", body)
        told = bracket[1] if bracket else ""
        text = body[: bracket.start()] if bracket else body
        column = self._written.get(text) or self._worded(text)
        if column is None:
            return None
        series, span = column
        unit = next((unit for unit in series.units if even(unit) == told), told)
        return Header(InputColumn(series.code, span), unit, series)

    @cached_property
    def _written(self) -> dict[str, tuple[Series, str]]:
        """The headers as we write them, evened out and without unit: each is of one column."""
        columns: dict[str, tuple[Series, str]] = {}
        for series in self.series.values():
            for span in SPANS:
                text = even(series.header(span, self.output).partition("（")[0])
                columns.setdefault(text, (series, span))
        return columns

    def _worded(self, text: str) -> tuple[Series, str] | None:
        """The column of a text in other words; of several measures the one named most exactly."""
        told = [(name, column) for name in self._names if (column := name.column_of(text))]
        industry = bool(re.search(f"(?:{_SCALE})工业", text))

        def exactness(entry: tuple[_Name, object]) -> tuple[bool, int]:
            name = entry[0].text
            return bool(re.match(f"(?:{_SCALE})工业", name)) == industry, len(name)

        return max(told, key=exactness)[1] if told else None

    @cached_property
    def _names(self) -> tuple[_Name, ...]:
        measures = dict.fromkeys(series.measure for series in self.series.values())
        return tuple(name for measure in measures for name in self._names_of(measure))

    def _names_of(self, measure: Measure) -> Iterator[_Name]:
        own = [measure.series[a] for a in ASPECTS if a in measure.series]
        own = [series for series in own if series.code in self.series]
        is_standing = measure in STANDING
        for series in own:
            if series.aspect in measure.names:  # 预期增量: without the measure's own
                yield _Name(measure.names[series.aspect], is_standing, {frozenset(): series})
        name = even(measure.named(self.output))
        text = _GROWTH_WORD.sub("", name)
        marks = (GROWTH,) if text != name else ()
        aspects: dict[frozenset[str], Series] = {}
        for series in own:
            if series.aspect not in measure.names:
                aspects.setdefault(frozenset((*marks, *_MARKED[series.aspect])), series)
        yield _Name(text, is_standing, aspects)
