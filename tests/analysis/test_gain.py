"""The smallest change that gains a place: it does, and no smaller one does."""

import random
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from fzlib.analysis import gain as searching
from fzlib.analysis.bounds import possible
from fzlib.analysis.full_points import most_points
from fzlib.analysis.gain import _most, _moved, gains
from fzlib.analysis.revised import revised
from fzlib.analysis.tries import figures, items_on
from fzlib.analysis.whatif import what_if
from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import UNRANKED, Ruling, Veto
from fzlib.scoring.engine import score
from fzlib.scoring.panel import build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rulebook_file import parse_rulebook
from fzlib.vocabulary import SPANS
from tests.analysis import random_cities
from tests.analysis.cards import ALL, card
from tests.scoring.cities import DATASET, FUZHOU, all_readings, card_of, panel

SEARCHED = ("found", "full", "out_of_reach")
PLAIN = 4_000  # steps that are scored one by one


def keys(own):
    """What is tried, as code and span, with + where the year to date moves along."""
    return [f"{f.series.code}.{f.span}{'+' * f.along}" for f in figures(own)]


def moved(own, gain, change):
    """The card with the gain's figure moved, by `what_if`."""
    spans = [gain.figure.span, *(["ytd"] if gain.figure.along else [])]
    code = gain.figure.series.code
    return what_if(own, {gain.region: {f"{code}.{span}": f"{change:+f}" for span in spans}}).after


@pytest.mark.parametrize(("data", "period"), ALL)
def test_found_step_gains_a_place_and_one_step_less_does_not(data, period):
    own = card(data, period)
    tried = gains(own)
    assert len(tried) == len(own.counties) * len(figures(own))
    for gain in tried:
        rank, step = own.ranks[gain.region], gain.figure.step
        if gain.outcome != "found":
            assert gain.change is None
            assert (gain.outcome == "no_rank") == (rank is None)
            assert (gain.outcome == "first") == (rank == 1)
            continue
        assert gain.change % step == 0
        assert 0 < gain.change <= gain.bound
        assert moved(own, gain, gain.change).ranks[gain.region] == gain.rank_after < rank
        if gain.change > step:
            assert moved(own, gain, gain.change - step).ranks[gain.region] >= rank


# --- every step scored, the plain way ---------------------------------------------------------


def every_step(own, gain, way):
    """The card's scores at every step to one side, and their panel."""
    steps = np.arange(_most(own.panel, gain, way) + 1)[None, :]
    panel = _moved(own.panel, [(gain, way)], steps)
    return score(panel, own.book), panel


def first_gain(own, gain):
    """Change and place after it, of every multiple of the step scored; None where none gains."""
    at, found = own.counties.index(gain.region), []
    for way in gain.figure.directions:
        ranks = every_step(own, gain, way)[0].rank[0, :, at]
        better = np.flatnonzero((ranks > 0) & (ranks < gain.rank))
        if better.size:
            found.append((int(better[0]), -way, int(ranks[better[0]])))
    if not found:
        return None, None
    steps, way, rank = min(found)
    return -way * steps * gain.figure.step, rank


def checked(own, most=PLAIN):
    """The gains of a card that rest on a search, each as the plain way finds it."""
    searched = [gain for gain in gains(own) if gain.outcome in SEARCHED]
    small = [gain for gain in searched if gain.bound / gain.figure.step <= most]
    for gain in small:
        assert (gain.change, gain.rank_after) == first_gain(own, gain), gain
        assert (gain.outcome == "found") == (gain.change is not None)
    return len(small), len(searched), {gain.outcome for gain in searched}


@pytest.mark.parametrize(
    ("data", "period"),
    [("data/fuzhou", "2023-05"), ("data/fuzhou", "2023-02"), ("data/shaoyang", "2025-07")],
)
def test_no_smaller_multiple_gains_a_place(data, period):
    small, searched, _ = checked(card(data, period))
    assert small > searched / 2


def check_books(seeds, most=500):
    """Books of up to four of the seven methods; outcomes and methods that were there."""
    outcomes, methods = set(), set()
    for seed in seeds:
        rng = random.Random(seed)
        own = random_cities.tables(rng, rng.sample(random_cities.METHODS, rng.randint(1, 4)))
        own = card_of(random_cities.city(rng, own))
        outcomes |= checked(own, most)[2]
        methods |= {row.method.code for row in own.book.indicators}
    return outcomes, methods


def test_no_smaller_multiple_gains_a_place_under_books_of_all_methods():
    outcomes, methods = check_books(range(60))
    assert outcomes == set(SEARCHED)
    assert methods == set(random_cities.METHODS)


@pytest.mark.slow
def test_no_smaller_multiple_gains_a_place_under_many_books():
    check_books(range(1_000, 1_200), most=PLAIN)


def random_card(rng, readings):
    """A small odd city: falls, tiny or negative city increments, ties, rulings, given growth."""

    def region(size):
        figures = {}
        for span in SPANS:
            level = rng.randint(1, size)
            figures[f"output.{span}"] = f"{level}e-2"
            figures[f"base.{span}"] = f"{round(level * rng.choice((0.8, 0.97, 1, 1.03)))}e-2"
            figures[f"va_growth.{span}"] = f"{rng.randint(-40, 90)}e-1"
            sign = rng.choice((1,) * 15 + (-1,))
            figures[f"expected.{span}"] = f"{sign * rng.randint(1, 300)}e-2"
            if rng.random() < 0.3:
                figures[f"output_growth.{span}"] = f"{rng.randint(-900, 1500)}e-2"
        return figures | {"output.ytd": str(sum(Decimal(figures[f"output.{s}"]) for s in SPANS))}

    counties = {name: region(rng.choice((60, 600, 2000))) for name in "甲乙丙丁"}
    city = region(rng.choice((300, 4000, 9000)))
    for span in SPANS:
        share = Decimal(rng.choice(("0.9", "0.99", "1", "1.003", "1.1")))
        city[f"base.{span}"] = str(Decimal(city[f"output.{span}"]) * share)
    rulings = [("甲", "increment.ytd", "12.34")] if rng.random() < 0.3 else []
    above = {"nation": region(9), "province": region(9)}
    given = panel(**above, city=city, counties=counties, rulings=rulings)
    return make_card(given, FUZHOU.with_readings(**readings))


@pytest.mark.parametrize("readings", all_readings(), ids=str)
def test_no_smaller_multiple_gains_a_place_in_odd_cities(readings):
    rng = random.Random(f"0 {readings}")
    for _ in range(2):
        small, searched, _ = checked(random_card(rng, readings))
        assert small == searched


@pytest.mark.slow
@pytest.mark.parametrize("readings", all_readings(), ids=str)
def test_no_smaller_multiple_gains_a_place_in_many_odd_cities(readings):
    rng, outcomes = random.Random(f"1 {readings}"), set()
    for _ in range(25):
        outcomes |= checked(random_card(rng, readings))[2]
    assert "found" in outcomes


@pytest.mark.parametrize("seed", range(40))
def test_a_stretch_that_is_ruled_out_hides_no_gain(seed):
    """Why stretches may be ruled out: no step inside has a better place than at the start."""
    rng = random.Random(seed)
    own = card_of(random_cities.city(rng, random_cities.tables(rng)))
    for gain in gains(own):
        if gain.outcome not in SEARCHED or gain.bound / gain.figure.step > PLAIN:
            continue
        at = own.counties.index(gain.region)
        for way in gain.figure.directions:
            ranks = every_step(own, gain, way)[0].rank[0, :, at]
            cuts = sorted(rng.choices(range(len(ranks)), k=4))
            panel = _moved(own.panel, [(gain, way)], np.array([cuts]))
            scores = score(panel, own.book)
            may = possible(scores, panel, own.book, np.array([at]), np.array([[gain.rank]]))[0]
            for n, (low, high) in enumerate(pairwise(cuts)):
                inside = ranks[low : high + 1]
                assert may[n] or not ((inside > 0) & (inside < gain.rank)).any(), gain


# --- what is said of each -----------------------------------------------------------------------

COUNTY = {"output.month": "50", "base.month": "45", "output.ytd": "250", "base.ytd": "230"}
COUNTY |= {"va_growth.month": "3", "va_growth.ytd": "3", "expected.ytd": "20"}


def two(ahead, behind):
    """甲县 and 乙县, alike but for these figures."""
    rate = {"va_growth.month": "3", "va_growth.ytd": "3"}
    city = {"output.month": "100", "base.month": "90", "output.ytd": "500", "base.ytd": "460"}
    counties = {"甲县": COUNTY | dict(ahead), "乙县": COUNTY | dict(behind)}
    return make_card(panel(nation=rate, city=city, counties=counties), FUZHOU)


@pytest.mark.parametrize(
    ("expected", "change"),
    # 甲县 is 0.80, 5.00 and 5.71 points ahead: 0.4 百分点, 2.5, and beyond the cap
    [("4.8077", "0.4"), ("4", "2.5"), ("3.8889", None)],
)
def test_rate_gains_up_to_the_cap(expected, change):
    own = two({"expected.month": expected}, {"expected.month": "5"})
    rate = gains(own, ["乙县"])[0]
    assert (rate.figure.series.code, rate.figure.span) == ("va_growth", "month")
    assert rate.change == (change and Decimal(change))
    assert rate.outcome == ("found" if change else "out_of_reach")
    assert (rate.figure.step, rate.bound) == (Decimal("0.1"), 20)
    assert gains(own, ["甲县"])[0].outcome == "first"


@pytest.mark.parametrize(
    ("rate", "ruled", "outcome"),
    [("5.5", None, "full"), ("5.4", None, "out_of_reach"), ("9", None, "full"),
     ("5.5", "15", "out_of_reach")],
)  # fmt: skip
def test_full_is_only_said_of_points_that_cannot_rise(rate, ruled, outcome):
    """15 points from 2.5 百分点 above on; of a ruled item the figure says nothing."""
    own = two({"expected.month": "3"}, {"expected.month": "5", "va_growth.month": rate})
    if ruled:
        item = Ruling("乙县", "va_growth.month", Decimal(ruled), "会议纪要")
        own = make_card(replace(own.panel, rulings=(item,)), own.book)
    assert gains(own, ["乙县"])[0].outcome == outcome


def test_first_period_moves_both_spans_and_is_asked_once():
    own = card("data/fuzhou", "2023-02")
    assert keys(own) == ["va_growth.month", "output.month"]
    gain = next(g for g in gains(own) if g.outcome == "found" and g.figure.series.code == "output")
    after = what_if(own, {gain.region: {"output.ytd": f"+{gain.change}"}}).after
    assert after.ranks[gain.region] == gain.rank_after


def test_a_month_counts_in_the_year_to_date_where_both_are_scored():
    """One amount, 当月，同时计入累计, and the year to date alone; rates apart."""
    own = card("data/fuzhou", "2023-05")
    assert keys(own) == ["va_growth.month", "va_growth.ytd", "output.month+", "output.ytd"]
    month = replace(
        FUZHOU, indicators=tuple(replace(r, spans=("month",)) for r in FUZHOU.indicators)
    )
    assert keys(make_card(own.panel, month)) == ["va_growth.month", "output.month"]


def test_only_what_is_scored_is_asked():
    own = card("data/shaoyang", "2025-07")
    assert keys(own) == ["va_growth.ytd", "output.ytd"]
    only = make_card(own.panel, replace(own.book, indicators=own.book.indicators[:1]))
    assert keys(only) == ["va_growth.ytd"]


def test_missing_figure_and_missing_rank_are_said():
    august = card("data/fuzhou", "2023-08")
    assert {g.outcome for g in gains(august, ["鼓楼区"])} == {"no_rank"}
    own = card("data/shaoyang", "2025-07")
    values = dict(own.panel.figures)
    present = values["va_growth", "ytd"].present.copy()
    present[5] = False
    values["va_growth", "ytd"] = replace(values["va_growth", "ytd"], present=present)
    item = Ruling(own.counties[2], "va_growth.ytd", Decimal("9.5"), "会议纪要")
    ruled = make_card(replace(own.panel, figures=values, rulings=(item,)), own.book)
    outcomes = {g.figure.series.code: g.outcome for g in gains(ruled, [item.region])}
    assert outcomes["va_growth"] == "no_figure"
    assert outcomes["output"] in SEARCHED


def test_a_vetoed_county_has_no_place_to_gain_and_is_none_to_pass():
    own = two({"expected.month": "4"}, {"expected.month": "5"})
    vetoed = replace(own.panel, vetoes=(Veto(own.period, "甲县", UNRANKED, "通报"),))
    assert {g.outcome for g in gains(make_card(vetoed, own.book), ["甲县"])} == {"no_rank"}
    assert {g.outcome for g in gains(make_card(vetoed, own.book), ["乙县"])} == {"first"}


# --- other books --------------------------------------------------------------------------------

FIRMS = {"code": "firms", "name": "新增企业", "unit": "家", "base": False, "decimals": 0}
POWER = {"code": "power", "name": "用电量", "unit": "万千瓦时"}
HOMES = {"code": "homes", "name": "新增企业", "unit": "家", "base": False}  # decimals unsaid
ENERGY = {"code": "energy", "name": "万元产值能耗", "unit": "吨标准煤/万元", "base": False}
ROW = {"code": "row", "name": "项", "standard": "none", "points": 10, "decimals": 1}


def other(measure, row, **values):
    """A card of 甲县, 乙县, … with these values of a measure, in the year to date."""
    rows = [ROW | {"measure": measure["code"], "as": "value", "spans": ["ytd"]} | row]
    book = parse_rulebook(
        {"title": "题", "source": "文号", "measure": [measure], "indicator": rows}, "r"
    )
    regions = [Region("全国", "nation"), Region("省", "province"), Region("市", "city")]
    regions += [Region(name, "county", assessed=True) for name in values]
    figures_ = {(measure["code"], "ytd", name): Decimal(v) for name, v in values.items()}
    given = build_panel(
        Period.parse("2023-05"), regions, figures_, dataset=DATASET, series=book.series
    )
    return make_card(given, book)


PER_UNIT = {"method": "per_unit", "base": 0, "per_step": 2, "step": 1}
PENALTY = {"method": "per_unit", "base": 10, "per_step": -1, "step": 1}
BY_RANK = {"method": "rank", "by_rank": [5, 3, 1]}
BANDS = {"method": "bands", "bands": [{"from": 10, "points": 10}, {"from": 5, "points": 4}]}
AT_MOST = {"standard": 50, "better": "low", "method": "steps", "base": 5, "per_step": 1, "step": 1}


@pytest.mark.parametrize(
    ("measure", "row", "values", "change", "why"),
    [
        (FIRMS, PER_UNIT, "5 4", "1", "whole firms: level is a place shared"),
        (FIRMS, PENALTY, "1 3", "-2", "each counts against it: only a fall helps"),
        (FIRMS, PENALTY, "0 1", "-1", "down to none, no further"),
        (FIRMS, PER_UNIT, "30 4", None, "26 more are beyond 20"),
        (FIRMS, BY_RANK, "7 5 1", "2", "level with the first"),
        (FIRMS, BANDS, "12 5", "5", "the next band begins at 10"),
        (POWER, PER_UNIT, "101 100.5", "0.50", "an amount, in steps of 0.01"),
        (POWER, AT_MOST, "40 45", "-5.00", "the lower the better: 15 and 10 points"),
    ],
)  # fmt: skip
def test_other_books(measure, row, values, change, why):
    own = other(measure, row, **dict(zip("甲乙丙", values.split(), strict=False)))
    (gain,) = gains(own, ["乙"])
    assert gain.change == (change and Decimal(change)), why
    assert gain.bound >= (20 if measure is FIRMS else 9)


@pytest.mark.parametrize(
    ("values", "step"), [("9", "0.01"), ("5000", "0.01"), ("5001 3", "0.1"), ("500000 3", "1")]
)
def test_large_amounts_are_tried_in_larger_steps(values, step):
    own = other(POWER, PER_UNIT, **dict(zip("甲乙", values.split(), strict=False)))
    assert [figure.step for figure in figures(own)] == [Decimal(step)]
    assert all(gain.bound >= Decimal(step) for gain in gains(own))


@pytest.mark.parametrize(
    ("values", "step"),
    [("0.1618 0.2", "0.0001"), ("0.16 0.2", "0.01"), ("4.1618 9", "0.01"), ("4.1618 3", "0.001")],
)
def test_small_amounts_are_tried_in_smaller_steps_as_far_as_their_decimals_go(values, step):
    own = other(ENERGY, AT_MOST, **dict(zip("甲乙", values.split(), strict=True)))
    assert [figure.step for figure in figures(own)] == [Decimal(step)]


def test_what_has_a_measure_word_is_counted_by_whole_ones():
    (gain,) = gains(other(HOMES, PER_UNIT, 甲="5", 乙="4"), ["乙"])
    assert (gain.change, gain.bound) == (Decimal(1), Decimal(20))


@pytest.mark.parametrize(
    ("row", "most"),
    [
        (PER_UNIT, None), (PER_UNIT | {"cap": 8}, "8"), (BY_RANK, "5"), (BANDS, "10"),
        ({"method": "between", "low": "lowest", "high": "highest"}, "10"),
        (BANDS | {"cap": 6}, "6"),
        ({"method": "bands", "bands": [{"from": 1, "points": -5}], "floor": -9}, "0"),
    ],
)  # fmt: skip
def test_the_most_points_of_an_item(row, most):
    own = other(FIRMS, row, 甲="5")
    (row,) = own.book.indicators
    assert most_points(row, own.book.readings) == (most and Decimal(most))


@pytest.mark.parametrize("code", ["va_growth", "output"])
def test_only_the_items_that_rest_on_a_figure_are_scored_again(code):
    """All else equal: with the figure where it is the scores are the card's own."""
    own = card("data/fuzhou", "2023-05")
    figure = next(f for f in figures(own) if f.series.code == code)
    key = (figure.series.code, figure.span)
    nothing = np.zeros((1, 2, len(own.panel.regions)), np.int64)
    still = searching._scores(own, figure, revised(own.panel, {key: nothing}))
    assert (still.total.units == own.scores.total.units).all()
    assert (still.rank == own.scores.rank).all()
    again = [a is not b for a, b in zip(still.items, own.scores.items, strict=True)]
    resting = [i.item_id(s) for i, s in items_on(own, figure)]
    assert [i for i, new in zip(own.book.item_ids, again, strict=True) if new] == resting


def test_the_year_to_date_of_output_does_not_fall_below_the_month():
    """Contract, section 2: such a file is refused."""
    own = card("data/fuzhou", "2023-05")
    figure = next(f for f in figures(own) if (f.series.code, f.span) == ("output", "ytd"))
    region = own.counties[0]
    month, ytd = (own.panel.value("output", span, region) for span in SPANS)
    gain = searching.Gain(region, replace(figure, step=Decimal("0.01")), "", Decimal(1000))
    assert _most(own.panel, gain, -1) == int((ytd - month) * 100)
    assert _most(own.panel, gain, 1) == 100_000
