"""What is measured: a measure as the rule book declares it, and the series its figures make.

Two measures stand for every city: the growth of value added and the level of output. A rule book
declares any others. Each has its own series: the level, its same period of last year, its growth
and the targets set for it; a file has one column a series and span.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from fzlib.vocabulary import MONEY, PERCENT_UNIT, SPAN_NAMES, YTD

MOST_RATE = Decimal(1000)  # %
MOST_MONEY = Decimal(10) ** 7  # 亿元
MOST_LEVEL = Decimal(10) ** 12  # of any other unit
RATE_PLACES = 10  # decimals of a panel's rates, %
LEVEL_PLACES = 6  # and of its levels, in the measure's unit (亿元: 100 元)

# --- aspects: what a series tells of its measure --------------------------------------------

LEVEL, BASE, GROWTH = "level", "base", "growth"
LEVEL_TARGET, GROWTH_TARGET = "target", "growth_target"
INCREMENT_TARGET, SHARE_TARGET = "increment_target", "share_target"
TARGETS = (LEVEL_TARGET, GROWTH_TARGET, INCREMENT_TARGET, SHARE_TARGET)
ASPECTS = {  # → how it is named after the measure
    LEVEL: "{}",
    BASE: "上年同期{}",
    GROWTH: "{}增速",
    LEVEL_TARGET: "{}目标",
    GROWTH_TARGET: "{}增速目标",
    INCREMENT_TARGET: "{}增量目标",
    SHARE_TARGET: "{}占比目标",
}
_RATES = (GROWTH, GROWTH_TARGET, SHARE_TARGET)
_GROWTH_ASPECTS = (GROWTH, GROWTH_TARGET)
GROWTHS = ("增速", "增长", "增幅")  # a name that ends so has 累计 before its last word
COUNT_UNITS = ("个", "家", "户", "项", "次", "件", "起", "人", "台", "套")

COUNTIES_ONLY, CITY_TOO, ALL_REGIONS = "counties", "city", "all"
REGIONS = {  # whose figures there are
    COUNTIES_ONLY: "县（市）区",
    CITY_TOO: "全市和县（市）区",
    ALL_REGIONS: "全国、全省、全市和县（市）区",
}


@dataclass(frozen=True)
class Measure:
    """A measured quantity, monthly and year-to-date (contract, section 3b).

    ``name`` may hold {output}: what the data folder calls its level. ``base``: it has 上年同期 (a
    rate, whose unit is %, has none). ``regions``: whose figures there are. ``decimals``: of a same
    period that is worked out. ``codes``, ``names``: of its series, where they are not the usual.
    """

    code: str
    name: str
    unit: str = "亿元"
    base: bool = True
    regions: str = CITY_TOO
    decimals: int = 4
    codes: Mapping[str, str] = field(default_factory=dict, compare=False)
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_rate(self) -> bool:
        """A rate, %; else a level."""
        return self.unit == PERCENT_UNIT

    @property
    def counted(self) -> bool:
        """Things counted one by one: of 0 decimals, or by a measure word (3家)."""
        return not self.is_rate and (self.decimals == 0 or self.unit in COUNT_UNITS)

    @property
    def adds_up(self) -> bool:
        """Amounts of counties add up to the city's: not rates, nor ratios (吨标准煤/万元)."""
        return not self.is_rate and "/" not in self.unit

    @property
    def of_city(self) -> bool:
        """Whether the city has figures of it."""
        return self.regions != COUNTIES_ONLY

    @cached_property
    def series(self) -> Mapping[str, Series]:
        """Aspect → its series: no same period and no growth where it has no base."""
        return {
            aspect: Series(self, aspect)
            for aspect in ASPECTS
            if self.base or aspect not in (BASE, GROWTH, GROWTH_TARGET, INCREMENT_TARGET)
            if not (self.is_rate and aspect == SHARE_TARGET)
        }

    def named(self, output: str) -> str:
        """``总产值``, ``工业用电量``: in the words of a data folder."""
        return self.name.format(output=output)

    def code_of(self, aspect: str) -> str:
        """The code of one of its series: ``power``, ``power-base``.

        A hyphen is in no measure's code, so that a measure ``va`` and its growth stand beside
        another one ``va_growth``.
        """
        usual = self.code if aspect == LEVEL else f"{self.code}-{aspect.replace('_', '-')}"
        return self.codes.get(aspect, usual)


@dataclass(frozen=True)
class Series:
    """The figures of one aspect of a measure, by span and region."""

    measure: Measure
    aspect: str

    @cached_property
    def code(self) -> str:
        """``output``, ``base``, ``power-growth``: by which panels and files' columns know it."""
        return self.measure.code_of(self.aspect)

    @property
    def needed_as(self) -> str:
        """The code that it is needed by: a growth stands in for its 同期."""
        return self.measure.code_of(BASE) if self.aspect == GROWTH else self.code

    @cached_property
    def unit(self) -> str:
        """% of growths and shares, else the measure's."""
        return PERCENT_UNIT if self.aspect in _RATES else self.measure.unit

    @cached_property
    def is_rate(self) -> bool:
        """A rate, %; else an amount."""
        return self.unit == PERCENT_UNIT

    @cached_property
    def is_growth(self) -> bool:
        """A rate against last year: a growth, or a measure or target that its name calls one."""
        name = self.measure.name
        return self.is_rate and (self.aspect in _GROWTH_ASPECTS or name.endswith(GROWTHS))

    @cached_property
    def is_level(self) -> bool:
        """A level or its same period: amounts that a county has, not one set for it."""
        return not self.is_rate and self.aspect in (LEVEL, BASE)

    @cached_property
    def is_target(self) -> bool:
        """Set for a county, not measured."""
        return self.aspect in TARGETS

    @cached_property
    def most(self) -> Decimal:
        """The largest amount that a figure can have, in its unit."""
        if self.is_rate:
            return MOST_RATE
        return MOST_MONEY / MONEY[self.unit] if self.unit in MONEY else MOST_LEVEL

    @property
    def places(self) -> int:
        """Decimals that a panel keeps."""
        return RATE_PLACES if self.is_rate else LEVEL_PLACES

    @property
    def units(self) -> tuple[str, ...]:
        """The units in which a file may give it."""
        return tuple(MONEY) if self.unit in MONEY else (self.unit,)

    def name(self, output: str, words: str = "") -> str:
        """``上年同期总产值``; ``words`` (累计, 当月, 月度) stand where a header has them."""
        name = self.measure.named(output)
        if self.aspect in self.measure.names:
            return words + self.measure.names[self.aspect]
        if self.aspect == LEVEL and name.endswith(GROWTHS):
            return f"{name[:-2]}{words}{name[-2:]}"
        if self.aspect == GROWTH:
            return f"{name}{words}{ASPECTS[GROWTH].format('')}"
        if self.aspect == BASE:
            return ASPECTS[BASE].format(words + name)
        return words + ASPECTS[self.aspect].format(name)

    def named(self, span: str, output: str) -> str:
        """``累计上年同期总产值``: as messages name it."""
        return SPAN_NAMES[span] + self.name(output)

    def header(self, span: str, output: str) -> str:
        """``上年同期累计总产值（亿元）``: the header of its column in our files."""
        month = "月度" if self.is_target else ""
        words = SPAN_NAMES[YTD] if span == YTD else month
        return f"{self.name(output, words)}（{self.unit}）"


# --- the measures of every city --------------------------------------------------------------

VA_GROWTH = Measure("va_growth", "增加值增速", PERCENT_UNIT, base=False, regions=ALL_REGIONS)
OUTPUT = Measure(
    "output",
    "{output}",
    codes={BASE: "base", GROWTH: "output_growth", INCREMENT_TARGET: "expected"},
    names={INCREMENT_TARGET: "预期增量"},
)
STANDING = (VA_GROWTH, OUTPUT)


def series_of(measures: Iterable[Measure] = STANDING) -> dict[str, Series]:
    """Code → series of every measure in turn, without targets but the expected increment.

    Of targets there are only those that a rule book scores by (`RuleBook.series`).
    """
    every = (one for measure in measures for one in measure.series.values())
    expected = OUTPUT.code_of(INCREMENT_TARGET)
    return {one.code: one for one in every if not one.is_target or one.code == expected}


STANDING_SERIES = series_of()
