"""Are a period's figures plausible beside each other, the period before, last year, history?

Computed and worded here only, for ``fz check``, 数据核对 and 提示事项. Nothing is corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from fzlib.analysis.history import histories
from fzlib.analysis.reconcile import (
    ADDS_UP,
    counties_sum,
    levels,
    rests_on_derived,
    ways,
    year_to_date,
    zones,
)
from fzlib.errors import Place, Problem, listing
from fzlib.scoring.measures import (
    BASE,
    GROWTH,
    LEVEL,
    MOST_RATE,
    STANDING_SERIES,
    Measure,
    Series,
)
from fzlib.scoring.panel import FigureKey, Panel
from fzlib.scoring.regions import CITY, COUNTY, Region
from fzlib.scoring.rounding import decimals_of, half_up, plain
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import SPANS, YTD

GROWTH_TOLERANCE = Decimal("0.1")  # 百分点, given against computed
UNIT_JUMP = 100  # `prose.datacheck` says 百倍
LEAST_GROWTH = -90  # %, computed: hardly a year's fall
LEAST_COLUMN = 5  # growths of a column; fewer may all be small
LEAST_INDEX, MOST_INDEX = 70, 150  # of a column that may be an index

# what a report says of the figures (`Problem.matter`)
EXTREME = f"按本期、同期计算的增长超过{MOST_RATE}%或下降超过{-LEAST_GROWTH}%"
CONTRADICTORY = (
    f"所填增速与按本期、同期计算的增速相差超过{GROWTH_TOLERANCE}个百分点，以所填增速计分"
)
UNEQUAL = "各县（市）区合计与全市不一致"
JUMP = "达到上期的百倍以上或不足百分之一"  # UNIT_JUMP
NOT_ADDED_UP = f"累计数与上期累计、当月之和相差超过{ADDS_UP}%"
REVISED = "同期数与上年文件不同，以本年所填为准"
UNUSUAL = "与本地前期的差别超出核对界限，不说明有错"


@dataclass(frozen=True)
class StatedFigures:
    """A period's figures as its files state them, in their series' units, with their cells.

    ``headers``: series and span → the header's cell and the unit in it. ``regions``: nation,
    province, city, assessed counties. ``spans``: to look at. ``output``: 总产值 or 营业收入.
    """

    values: Mapping[FigureKey, Decimal]
    places: Mapping[FigureKey, Place]
    headers: Mapping[tuple[str, str], tuple[Place, str]]
    regions: Sequence[Region]
    spans: Sequence[str]
    output: str
    series: Mapping[str, Series] = field(default_factory=lambda: STANDING_SERIES)

    @property
    def local(self) -> list[str]:
        """Names of the city and the counties."""
        return [region.name for region in self.regions if region.kind in (CITY, COUNTY)]

    def name(self, series: str, span: str) -> str:
        """``当月总产值``."""
        return self.series[series].named(span, self.output)

    def level(self, series: str, span: str, region: str, amount: Decimal) -> str:
        """``福清市当月总产值12.3亿元``."""
        return f"{region}{self.name(series, span)}{plain(amount)}{self.series[series].unit}"

    @property
    def measured(self) -> list[Measure]:
        """Measures that have a same period of last year."""
        measures = dict.fromkeys(series.measure for series in self.series.values())
        return [measure for measure in measures if measure.base]


def among_themselves(stated: StatedFigures) -> Iterator[Problem]:
    """What the figures say without any others."""
    yield from _fractions(stated)
    yield from _indices(stated)
    yield from _computed_growth(stated)


def _rate_columns(
    stated: StatedFigures, *, only_growth: bool
) -> Iterator[tuple[tuple[str, str], list[FigureKey]]]:
    """Rates of city and counties, a column at a time: series and span, its figures.

    Nation and province are not looked at: they come from elsewhere, and may be right where the
    others are not.
    """
    rates = [s for s in stated.series.values() if s.is_rate and not s.is_target]
    codes = [series.code for series in rates if series.is_growth or not only_growth]
    local = stated.local
    for code, span in product(codes, stated.spans):
        keys = [key for name in local if (key := (code, span, name)) in stated.values]
        if len(keys) >= LEAST_COLUMN:
            yield (code, span), keys


def _doubt(
    where: Place, what: str, mend: str, kind: str, figures: Iterable[FigureKey], matter: str
) -> Problem:
    """A warning that these figures may be wrong; ``matter``: as of `Problem`."""
    return Problem(where, what, mend, True, kind, tuple(figures), matter)


def _fractions(stated: StatedFigures) -> Iterator[Problem]:
    """A column of rates that look like fractions (0.076 for 7.6 %).

    All are below 1 % in size, and one has three decimals: percentages that small have one or two,
    as bureaus publish them.
    """
    for key, keys in _rate_columns(stated, only_growth=False):
        place, column = stated.places[keys[0]], [stated.values[key] for key in keys]
        if any(abs(value) >= 1 for value in column):
            continue
        if fine := [value for value in column if decimals_of([value]) >= 3]:
            what = f"{stated.name(*key)}一列{len(column)}个数都在±1%以内，疑似未换算为百分数"
            mend = f"核对；如{plain(fine[0])}是否应为{plain(fine[0] * 100)}"
            yield _doubt(place, what, mend, "unit.doubtful", keys, "疑似未换算为百分数")


def _indices(stated: StatedFigures) -> Iterator[Problem]:
    """A column of growths that look like an index, last year's being 100: all of 70 to 150."""
    for key, keys in _rate_columns(stated, only_growth=True):
        place, column = stated.places[keys[0]], [stated.values[key] for key in keys]
        if all(LEAST_INDEX <= value <= MOST_INDEX for value in column):
            between = f"一列{len(column)}个数都在{LEAST_INDEX}至{MOST_INDEX}之间"
            what = f"{stated.name(*key)}{between}，疑似指数（上年同期=100）"
            mend = f"核对；如{plain(column[0])}是否应为{plain(column[0] - 100)}"
            yield _doubt(place, what, mend, "unit.index", keys, "疑似指数（上年同期为100）")


def _computed_growth(stated: StatedFigures) -> Iterator[Problem]:
    """Growth computed from level and base: more than 0.1 百分点 from the one given.

    Where none is given, beyond +1000 % or below −90 %, as where one of two columns is in another
    unit: told, for it may be right. Of a base that is not above 0 a growth says nothing.
    """
    measured = [[m.code_of(aspect) for aspect in (GROWTH, LEVEL, BASE)] for m in stated.measured]
    for codes, span, region in product(measured, stated.spans, stated.regions):
        keys = [(code, span, region.name) for code in codes]
        given, level, base = (stated.values.get(key) for key in keys)
        if level is None or base is None or base <= 0:
            continue
        computed = (level / base - 1) * 100
        is_near = given is not None and abs(given - computed) <= GROWTH_TOLERANCE
        if is_near or (given is None and LEAST_GROWTH <= computed <= MOST_RATE):
            continue
        name = region.name + stated.name(codes[0], span)
        shown = f"按本期和同期计算为{plain(half_up(computed, 2))}%"
        if given is None:
            place, mend = stated.places[keys[1]], "核对两个数的小数点和单位"
            yield _doubt(place, name + shown, mend, "unit.doubtful", keys[:1], EXTREME)
        else:
            place, mend = stated.places[keys[0]], "以填报数计分；核对三个数"
            what = f"{name}填{plain(given)}%，{shown}"
            yield _doubt(place, what, mend, "figure.contradictory", keys[:1], CONTRADICTORY)


def against_city(
    panel: Panel, stated: StatedFigures, spans: Sequence[str], beside: Mapping[FigureKey, Decimal]
) -> Iterator[Problem]:
    """The counties' sum against the city, where more than rounding lies between them."""
    own = listing(zones(panel))
    for span, series in product(spans, levels(panel)):
        total = counties_sum(panel, series, span)
        place = stated.places.get((series, span, panel.city.name))
        if total is None or place is None or total.rounding:
            continue
        if rests_on_derived(panel, series, span):
            continue
        unit = panel.series[series].unit
        what = (
            f"{stated.level(series, span, panel.city.name, total.city)}，各县（市）区合计"
            f"{plain(total.total)}{unit}，相差{plain(total.rest)}{unit}"
            f"（{plain(total.share or Decimal(0))}%）"
        )
        agreeing = (way.name for way in ways(panel, series, span, beside) if way.rounding)
        name = next(agreeing, "")
        doubt = f"（如{own}是否重复计入）" if own else ""
        mend = f"{name}时与全市一致；核对口径" if name else f"核对口径{doubt}"
        own_key = (series, span, panel.city.name)
        yield _doubt(place, what, mend, "figure.unequal_sum", [own_key], UNEQUAL)


def against_previous(panel: Panel, stated: StatedFigures, before: Panel) -> Iterator[Problem]:
    """A level 100 times, or a hundredth of, the previous period's; then what does not add up."""
    every = [code for code, own in panel.series.items() if own.is_level]
    for span, series, region in product(SPANS, every, panel.regions):
        key = (series, span, region.name)
        now, then = stated.values.get(key), before.values.get(key)
        if now and then and not abs(then) < abs(now) * UNIT_JUMP < abs(then) * UNIT_JUMP**2:
            place, unit = stated.places[key], panel.series[series].unit
            what = f"{stated.level(*key, now)}，上期{plain(then)}{unit}"
            yield _doubt(place, what, "是否单位不同？", "figure.jump", [key], JUMP)
    for (series, name), sums in year_to_date(panel, before).items():
        key, unit = (series, YTD, name), panel.series[series].unit
        level = panel.series[series].measure.code
        # a 同期 that is 推算 stands in no cell: the level's
        cell = stated.places.get(key) or stated.places.get((level, YTD, name))
        if cell and sums.doubtful:
            what = (
                f"{stated.level(*key, sums.ytd)}，上期累计与当月之和"
                f"{plain(sums.before + sums.month)}{unit}，相差{plain(sums.rest)}{unit}"
                f"（{half_up(sums.share, 2)}%）"
            )
            mend = "核对，或为前期数修订"
            yield _doubt(cell, what, mend, "figure.unequal_sum", [key], NOT_ADDED_UP)


def against_last_year(
    stated: StatedFigures, last: Mapping[FigureKey, Decimal]
) -> Iterator[Problem]:
    """同期 of this year's file against the level of last year's; this year's is used."""
    for key, value in stated.values.items():
        code, span, region = key
        series = stated.series[code]
        then = last.get((series.measure.code, span, region)) if series.aspect == BASE else None
        if span in stated.spans and then is not None and then != value:
            what = f"{stated.level(*key, value)}，上年文件为{plain(then)}{series.unit}"
            place, mend = stated.places[key], "以本年文件为准（口径、数据有修订）"
            yield _doubt(place, what, mend, "figure.revised", [key], REVISED)


def unusual_growth(
    panel: Panel, book: RuleBook, earlier: Sequence[Panel], *, doubted: Collection[tuple[str, str]]
) -> Iterator[Problem]:
    """Growth far outside a county's own history, at the cell it rests on.

    ``doubted``: measures (codes) and spans of which a column's unit is doubted, which is told:
    what is computed from it is left out.
    """
    file = Place(f"monthly/{panel.period}")
    for growth in histories(panel, book, earlier):
        key = (growth.series, growth.span, growth.region)
        measure = panel.series[growth.series].measure.code
        level = (measure, growth.span, growth.region)
        is_doubted = (measure, growth.span) in doubted and key not in panel.sources
        if not growth.unusual or is_doubted:
            continue
        name = panel.series[growth.series].named(growth.span, panel.dataset.output)
        usual = f"前{len(growth.earlier)}期的中位数为{plain(growth.median)}%"
        usual += "，各期相同" if growth.z is None else f"，稳健z值{half_up(growth.z, 2)}"
        place = panel.sources.get(key) or panel.sources.get(level, file)
        what = f"{growth.region}{name}{plain(growth.value)}%，{usual}"
        yield _doubt(place, what, "核对是否填错", "figure.unusual", [key], UNUSUAL)
