"""Are a period's figures plausible beside each other, the period before, last year, history?

Computed and worded here only, for ``fz check``, 数据核对 and 提示事项. Nothing is corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from fzlib.analysis.history import histories
from fzlib.analysis.reconcile import counties_sum, rests_on_derived, ways, year_to_date
from fzlib.errors import Place, Problem
from fzlib.scoring.panel import CITY, COUNTY, FigureKey, Panel, Region
from fzlib.scoring.rounding import decimals_of, half_up, plain
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import LEVELS, MOST_RATE, SPANS, YTD, measure_name

GROWTH_TOLERANCE = Decimal("0.1")  # 百分点, given against computed
UNIT_JUMP = 100
LEAST_GROWTH = -90  # %, computed: hardly a year's fall
LEAST_COLUMN = 5  # growths of a column; fewer may all be small
LEAST_INDEX, MOST_INDEX = 70, 150  # of a column that may be an index


@dataclass(frozen=True)
class StatedFigures:
    """A period's figures as its files state them, in 亿元 and %, with their cells.

    ``headers``: measure and span → the header's cell and the unit in it. ``regions``: nation,
    province, city, assessed counties. ``spans``: to look at. ``output``: 总产值 or 营业收入.
    """

    values: Mapping[FigureKey, Decimal]
    places: Mapping[FigureKey, Place]
    headers: Mapping[tuple[str, str], tuple[Place, str]]
    regions: Sequence[Region]
    spans: Sequence[str]
    output: str

    @property
    def local(self) -> list[str]:
        """Names of the city and the counties."""
        return [region.name for region in self.regions if region.kind in (CITY, COUNTY)]

    def name(self, measure: str, span: str) -> str:
        """``当月总产值``."""
        return measure_name(measure, span, self.output)

    def level(self, measure: str, span: str, region: str, amount: Decimal) -> str:
        """``福清市当月总产值12.3亿元``."""
        return f"{region}{self.name(measure, span)}{plain(amount)}亿元"


def among_themselves(stated: StatedFigures) -> Iterator[Problem]:
    """What the figures say without any others."""
    yield from _fractions(stated)
    yield from _indices(stated)
    yield from _computed_growth(stated)


def _growth_columns(stated: StatedFigures) -> Iterator[tuple[str, Place, list[Decimal]]]:
    """Growths of city and counties, a column at a time: its name, its first cell, its figures.

    Nation and province are not looked at: they come from elsewhere, and may be right where the
    others are not.
    """
    for measure, span in product(("va_growth", "output_growth"), stated.spans):
        keys = [key for name in stated.local if (key := (measure, span, name)) in stated.values]
        if len(keys) >= LEAST_COLUMN:
            column = [stated.values[key] for key in keys]
            yield stated.name(measure, span), stated.places[keys[0]], column


def _fractions(stated: StatedFigures) -> Iterator[Problem]:
    """A column of growths that look like fractions (0.076 for 7.6 %).

    All are below 1 % in size, and one has three decimals: percentages that small have one or two,
    as bureaus publish them.
    """
    for name, place, column in _growth_columns(stated):
        fine = [value for value in column if decimals_of([value]) >= 3]
        if fine and all(abs(value) < 1 for value in column):
            what = f"{name}一列{len(column)}个数都在±1%以内，像是没有乘100"
            mend = f"核对；如{plain(fine[0])}是否应为{plain(fine[0] * 100)}"
            yield Problem(place, what, mend, serious=True, kind="unit.doubtful")


def _indices(stated: StatedFigures) -> Iterator[Problem]:
    """A column of growths that look like an index, last year's being 100: all of 70 to 150."""
    for name, place, column in _growth_columns(stated):
        if all(LEAST_INDEX <= value <= MOST_INDEX for value in column):
            between = f"一列{len(column)}个数都在{LEAST_INDEX}至{MOST_INDEX}之间"
            what = f"{name}{between}，像是指数（上年同期=100）"
            mend = f"核对；如{plain(column[0])}是否应为{plain(column[0] - 100)}"
            yield Problem(place, what, mend, serious=True, kind="unit.index")


def _computed_growth(stated: StatedFigures) -> Iterator[Problem]:
    """Growth computed from level and base: more than 0.1 百分点 from the one given.

    Where none is given, beyond +1000 % or below −90 %, as where one of two columns is in another
    unit: told, for it may be right.
    """
    for span, region in product(stated.spans, stated.regions):
        keys = [(m, span, region.name) for m in ("output_growth", "output", "base")]
        given, level, base = (stated.values.get(key) for key in keys)
        if level is None or not base:
            continue
        computed = (level / base - 1) * 100
        name = region.name + stated.name("output_growth", span)
        shown = f"按本期和同期计算为{plain(half_up(computed, 2))}%"
        if given is None and not LEAST_GROWTH <= computed <= MOST_RATE:
            place, mend = stated.places[keys[1]], "核对两个数的小数点和单位"
            yield Problem(place, name + shown, mend, serious=True, kind="unit.doubtful")
        elif given is not None and abs(given - computed) > GROWTH_TOLERANCE:
            place, mend = stated.places[keys[0]], "以填报数计分；核对三个数"
            what = f"{name}填{plain(given)}%，{shown}"
            yield Problem(place, what, mend, serious=True, kind="figure.contradictory")


def against_city(
    panel: Panel, stated: StatedFigures, spans: Sequence[str], beside: Mapping[FigureKey, Decimal]
) -> Iterator[Problem]:
    """The counties' sum against the city, where more than rounding lies between them."""
    for span, measure in product(spans, LEVELS):
        total = counties_sum(panel, measure, span)
        place = stated.places.get((measure, span, panel.city.name))
        if total is None or place is None or total.rounding:
            continue
        if rests_on_derived(panel, measure, span):
            continue
        what = (
            f"{stated.level(measure, span, panel.city.name, total.city)}，各县（市）区合计"
            f"{plain(total.total)}亿元，相差{plain(total.rest)}亿元"
            f"（{plain(total.share or Decimal(0))}%）"
        )
        agreeing = (way.name for way in ways(panel, measure, span, beside) if way.rounding)
        name = next(agreeing, "")
        mend = f"{name}时与全市一致；核对口径" if name else "核对口径（如高新区是否重复计入）"
        yield Problem(place, what, mend, serious=True, kind="figure.unequal_sum")


def against_previous(panel: Panel, stated: StatedFigures, before: Panel) -> Iterator[Problem]:
    """A level 100 times, or a hundredth of, the previous period's; then what does not add up."""
    for span, measure, region in product(SPANS, LEVELS, panel.regions):
        key = (measure, span, region.name)
        now, then = stated.values.get(key), before.values.get(key)
        if now and then and (now >= then * UNIT_JUMP or now * UNIT_JUMP <= then):
            place, what = stated.places[key], f"{stated.level(*key, now)}，上期{plain(then)}亿元"
            yield Problem(place, what, "是否单位不同？", serious=True, kind="figure.jump")
    for (measure, name), sums in year_to_date(panel, before).items():
        key = (measure, YTD, name)
        if key in stated.places and sums.doubtful:
            what = (
                f"{stated.level(*key, sums.ytd)}，上期累计与当月之和"
                f"{plain(sums.before + sums.month)}亿元，相差{plain(sums.rest)}亿元"
                f"（{half_up(sums.share, 2)}%）"
            )
            place, mend = stated.places[key], "核对，或为前期数修订"
            yield Problem(place, what, mend, serious=True, kind="figure.unequal_sum")


def against_last_year(
    stated: StatedFigures, last: Mapping[FigureKey, Decimal]
) -> Iterator[Problem]:
    """同期 of this year's file against the level of last year's; this year's is used."""
    for key, value in stated.values.items():
        measure, span, region = key
        then = last.get(("output", span, region))
        if measure == "base" and span in stated.spans and then not in (None, value):
            what = f"{stated.level(*key, value)}，上年文件为{plain(then)}亿元"
            place, mend = stated.places[key], "以本年文件为准（口径、数据有修订）"
            yield Problem(place, what, mend, serious=True, kind="figure.revised")


def unusual_growth(
    panel: Panel, book: RuleBook, earlier: Sequence[Panel], *, doubted: Collection[str]
) -> Iterator[Problem]:
    """Growth far outside a county's own history, at the cell it rests on.

    ``doubted``: spans of which a column's unit is doubted, which is told: what is computed from
    it is left out.
    """
    file = Place(f"monthly/{panel.period}")
    for growth in histories(panel, book, earlier):
        key = (growth.measure, growth.span, growth.region)
        level = ("output", growth.span, growth.region)
        if not growth.unusual or (growth.span in doubted and key not in panel.sources):
            continue
        name = measure_name(growth.measure, growth.span, panel.dataset.output)
        usual = f"前{len(growth.earlier)}期的中位数为{plain(growth.median)}%"
        usual += "，各期相同" if growth.z is None else f"，稳健z值{half_up(growth.z, 2)}"
        place = panel.sources.get(key) or panel.sources.get(level, file)
        what = f"{growth.region}{name}{plain(growth.value)}%，{usual}"
        yield Problem(place, what, "核对是否填错", serious=True, kind="figure.unusual")
