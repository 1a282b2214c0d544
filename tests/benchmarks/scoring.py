"""Scoring many regions and periods: the engine against the same done with Decimals in a loop.

The loop runs on the first periods only and is scaled up; both must agree on those.
"""

import random
import statistics
import time
import tomllib
import tracemalloc
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from fzlib.scoring.engine import score
from fzlib.scoring.panel import build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rulebook_file import parse_rulebook
from fzlib.vocabulary import SPANS, Status
from tests.scoring.cities import DATASET, FUZHOU, stacked

PERIODS, COUNTIES, SLICE = 120, 3_000, 2
SCHEME = """
title = "十项指标"
source = "试算"
[[indicator]]
code = "i1"
measure = "va_growth"
as = "value"
standard = "higher_of_nation_and_province"
base = 10
per_step = 0.2
step = 0.1
cap = 15
[[indicator]]
code = "i2"
measure = "output"
as = "growth"
standard = "city"
method = "tiers"
base = 10
tiers = [{ width = 5, per_step = 0.5, step = 1 }, { per_step = 0.2, step = 1 }]
[[indicator]]
code = "i3"
measure = "output"
as = "increment"
standard = "target"
method = "completion"
[[indicator]]
code = "i4"
measure = "output"
as = "contribution"
standard = "own_share"
base = 8
per_step = 0.2
step = 0.1
below = { per_step = 0.1, step = 0.1 }
[[indicator]]
code = "i5"
measure = "output"
as = "value"
standard = "none"
method = "between"
low = "lowest"
high = "highest"
least = 0.6
[[indicator]]
code = "i6"
measure = "va_growth"
as = "value"
standard = "none"
method = "rank"
by_rank = [15, 13, 11]
[[indicator]]
code = "i7"
measure = "output"
as = "growth"
standard = "best"
gap = "percent"
method = "bands"
bands = [{ from = -10, points = 10 }, { from = -50, points = 5 }, { points = 0 }]
[[indicator]]
code = "i8"
measure = "output"
as = "value"
standard = "none"
method = "per_unit"
base = 0
per_step = 1
step = 100
whole = true
[[indicator]]
code = "i9"
measure = "output"
as = "increment"
standard = "group_mean"
base = 5
per_step = 0.1
step = 1
[[indicator]]
code = "i10"
measure = "output"
as = "share"
standard = "last_year"
base = 5
per_step = 0.1
step = 0.1
"""


def draw_period(rng, names):
    """Figures of one period as files have them: a rate in ten given, one cell in 500 blank."""
    figures, counties = {}, len(names) - 3
    for span in SPANS:
        level = [Decimal(rng.randint(500, 20_000)).scaleb(-2) for _ in range(counties)]
        base = [(v * rng.randint(90, 108) / 100).quantize(Decimal("0.01")) for v in level]
        columns = {
            "va_growth": [_tenths(rng, -80, 150) for _ in range(counties + 3)],
            "output": [None, None, sum(level), *level],
            "base": [None, None, sum(base), *base],
            "output_growth": [
                _tenths(rng, -80, 150) if rng.random() < 0.1 else None for _ in range(counties + 3)
            ],
            "expected": [None] * 3 + [_tenths(rng, -2, 90) for _ in range(counties)],
        }
        for measure, column in columns.items():
            for n, value in enumerate(column):
                blank = n > 2 and rng.random() < 0.002
                if value is not None and not blank:
                    figures[measure, span, names[n]] = value
    return figures


def _tenths(rng, low, high):
    return Decimal(rng.randint(low, high)).scaleb(-1)


def draw(periods=PERIODS, counties=COUNTIES, seed=2023):
    """The panel of all periods, and the same figures of the first ones as decimals."""
    rng = random.Random(seed)
    regions = [Region(kind, kind) for kind in ("nation", "province", "city")]
    regions += [Region(str(n), "county", assessed=True) for n in range(counties)]
    drawn = (draw_period(rng, [region.name for region in regions]) for _ in range(periods))
    panels = [build_panel(Period(2023, 5), regions, f, dataset=DATASET) for f in drawn]
    sliced = [{key: f.decimals() for key, f in p.figures.items()} for p in panels[:SLICE]]
    return stacked(panels), sliced


QUANTA = [Decimal(1).scaleb(-places) for places in range(5)]


def half_up(number, places):
    return number.quantize(QUANTA[places], ROUND_HALF_UP)


def loop(figures, book):
    """One period's scores, a county and an item at a time: what the engine does, in Decimals."""
    counties = len(figures["output", "month"]) - 3
    cities = {span: loop_city(figures, book, span) for span in SPANS}
    items, totals, base_totals = [], [], []
    for n in range(3, counties + 3):
        total, base_total = Decimal(0), Decimal(0)
        months = loop_county(figures, book, "month", n, cities["month"])
        years = loop_county(figures, book, "ytd", n, cities["ytd"])
        row = [item for pair in zip(months, years, strict=True) for item in pair]
        for (indicator, _), (*_, points, status, _flags) in zip(book.items, row, strict=True):
            if status != Status.SUSPENDED:
                base_total += indicator.base
                total = None if points is None or total is None else total + points
        items.append(row)
        totals.append(total)
        base_totals.append(base_total)
    ordered = sorted((total for total in totals if total is not None), reverse=True)
    first = {}
    for position, total in enumerate(ordered, 1):
        first.setdefault(total, position)
    return items, totals, [first.get(total, 0) for total in totals], base_totals


def loop_city(figures, book, span):
    """What every county is measured against: level, base, and the two growth standards."""
    decimals = {row.code: row.decimals for row in book.indicators}
    level, base = figures["output", span][2], figures["base", span][2]
    rates = [rate for rate in figures["va_growth", span][:2] if rate is not None]
    highest = half_up(max(rates), decimals["va_growth"]) if rates else None
    growth = loop_growth(level, base, figures["output_growth", span][2], decimals["output_growth"])
    status = Status.PRELIMINARY if len(rates) == 1 else Status.OK
    return level, base, highest, growth, status


def loop_growth(level, base, given, places):
    if given is not None:
        return half_up(given, places)
    return half_up((level - base) / base * 100, places) if base and level is not None else None


def loop_share(part, whole, places):
    return half_up(part / whole * 100, places) if part is not None and whole else None


def loop_county(figures, book, span, n, city):
    """A county's items of one span: value, standard, gap, points, status, flags."""
    city_level, city_base, highest, city_growth, preliminary = city
    rate, level, base, given, expected = (
        figures[measure, span][n]
        for measure in ("va_growth", "output", "base", "output_growth", "expected")
    )
    increment = None if level is None or base is None else level - base
    city_increment = city_level - city_base
    small = level is not None and level * 200 < city_level
    items = []
    for row in book.indicators:
        status, flags, gap, places = Status.OK, set(), None, row.decimals
        if row.code in ("va_growth", "output_growth"):
            growth = loop_growth(level, base, given, places)
            rounded = None if rate is None else half_up(rate, places)
            if growth is not None and rounded is not None and growth * rounded < 0:
                flags.add("opposite_signs")
        if row.code == "va_growth":
            value, standard, status = rounded, highest, preliminary
        elif row.code == "output_growth":
            value, standard = growth, city_growth
        elif row.code == "increment":
            value, standard = increment, expected
            if value is not None and standard:
                gap = half_up((value - standard) / abs(standard) * 100, places)
            if standard is not None and standard <= 0:
                absolute = standard and book.readings.expected_nonpositive == "absolute"
                status = Status.OK if absolute else Status.REFERRED
        else:
            value = loop_share(increment, city_increment, places)
            standard = loop_share(level, city_level, places)
            if city_increment <= 0:
                literal = city_increment and book.readings.city_decrease == "literal"
                status = Status.OK if literal else Status.SUSPENDED
            elif city_increment * 200 < city_base:
                flags.add("small_city_increment")
        if small and row.code != "va_growth":
            flags.add("small_base")
        if value is None or standard is None:
            status = Status.MISSING
        points = None
        if status >= Status.MISSING:
            gap = None
        else:
            gap = value - standard if gap is None else gap
            points = loop_points(gap, row, book.readings)
            if points > 2 * row.points:
                flags.add("high")
        items.append((value, standard, gap, points, status, flags))
    return items


def loop_points(gap, row, readings):
    steps = gap / row.method.step
    if readings.steps == "whole":
        steps = steps.to_integral_value(ROUND_DOWN)
    points = row.method.base + steps * row.method.per_step
    if row.cap is not None and points > row.cap:
        points = row.cap
    if readings.floor == "zero" and points < 0:
        points = Decimal(0)
    return half_up(points, 2)


def seconds(function, *args, runs):
    """Median of the runs, after one that is not counted."""
    function(*args)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function(*args)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def differences(scores, sliced, book):
    """Items of the first periods on which loop and engine disagree (derived bases apart)."""
    differing = 0
    for period, figures in enumerate(sliced):
        items, totals, ranks, base_totals = loop(figures, book)
        for k, item in enumerate(scores.items):
            quantities = (item.value, item.standard, item.gap, item.points)
            numbers = zip(*(q[period].decimals() for q in quantities), strict=True)
            marked = {f: m[period] for f, m in item.flags.items() if f != "derived_base"}
            for n, engine in enumerate(numbers):
                flags = {f for f, mark in marked.items() if mark[n]}
                differing += (*engine, item.status[period, n], flags) != items[n][k]
        differing += scores.total[period].decimals() != totals
        differing += scores.rank[period].tolist() != ranks
        differing += scores.base_total[period].decimals() != base_totals
    return differing


def scheme_book():
    """Ten indicators of all seven methods."""
    data = tomllib.loads(SCHEME, parse_float=Decimal)
    for row in data["indicator"]:
        row |= {"name": row["code"], "points": 10, "decimals": 2}
    return parse_rulebook(data, "scheme.toml")


def measure():
    """Seconds, their ratio and the peak memory of drawn panel and scoring together."""
    book = FUZHOU
    panel, sliced = draw()
    # a new panel each time, as a panel keeps the increments it has worked out
    engine = seconds(lambda: score(replace(panel), book), runs=5)
    decimal = seconds(lambda: [loop(f, book) for f in sliced], runs=1) * PERIODS / SLICE
    held = sum(f.units.nbytes + f.present.nbytes for f in panel.figures.values())
    tracemalloc.start()
    scores = score(replace(panel), book)
    peak = tracemalloc.get_traced_memory()[1] + held
    tracemalloc.stop()
    scheme = scheme_book()
    of_scheme = seconds(lambda: score(replace(panel), scheme), runs=5)
    return {
        "items": PERIODS * COUNTIES * len(book.items),
        "scheme_per_item": of_scheme / len(scheme.items) / (engine / len(book.items)),
        "engine_seconds": engine,
        "decimal_loop_seconds": decimal,
        "decimal_loop_measured_periods": SLICE,
        "ratio": decimal / engine,
        "peak_mib": peak / 2**20,
        "differences": differences(scores, sliced, book),
    }
