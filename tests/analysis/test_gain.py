"""The smallest rise that gains a place: it does, and no smaller one does."""

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from fzlib.analysis.gain import _bounded, _scores, gains, measures
from fzlib.analysis.revised import revised, with_city
from fzlib.analysis.whatif import what_if
from fzlib.scoring.card import make_card
from fzlib.scoring.engine import score
from fzlib.scoring.panel import Ruling
from fzlib.vocabulary import SPANS
from tests.analysis.cards import ALL, card
from tests.scoring.cities import FUZHOU, all_readings, panel

SEARCHED = ("found", "out_of_reach")


@pytest.mark.parametrize(("data", "period"), ALL)
def test_found_step_gains_a_place_and_one_step_less_does_not(data, period):
    own = card(data, period)
    tried = gains(own)
    assert len(tried) == len(own.counties) * len(measures(own))
    for gain in tried:
        rank = own.ranks[gain.region]
        if gain.outcome != "found":
            assert gain.change is None
            assert (gain.outcome == "no_rank") == (rank is None)
            assert (gain.outcome == "first") == (rank == 1)
            continue
        assert gain.change % gain.step == 0
        assert 0 < gain.change <= gain.bound
        assert raised(own, gain, gain.change).ranks[gain.region] == gain.rank_after < rank
        if gain.change > gain.step:
            assert raised(own, gain, gain.change - gain.step).ranks[gain.region] >= rank


def raised(own, gain, change):
    """The card with the gain's figure raised."""
    return what_if(own, {gain.region: {".".join(gain.key): f"+{change}"}}).after


def first_gain(own, gain):
    """Every multiple of the step scored, the plain way."""
    most = int(gain.bound / gain.step)
    at = 3 + own.counties.index(gain.region)
    measure, span = gain.key
    places = own.panel.figures[gain.key].places
    changes = np.zeros((most, len(own.panel.regions)), np.int64)
    changes[:, at] = np.arange(1, most + 1) * int(gain.step * 10**places)
    if measure == "output":
        changes = with_city(changes)
    spans = SPANS if own.period.month_is_ytd else (span,)
    ranks = score(revised(own.panel, {(measure, s): changes for s in spans}), own.book).rank
    better = np.flatnonzero((ranks[:, at - 3] > 0) & (ranks[:, at - 3] < gain.rank))
    return gain.step * (int(better[0]) + 1) if better.size else None


def checked(own):
    """The gains of a card that rest on a search, each as the plain way finds it."""
    searched = [gain for gain in gains(own) if gain.bound and gain.outcome in SEARCHED]
    small = [gain for gain in searched if gain.bound / gain.step <= 4_000]
    for gain in small:
        assert first_gain(own, gain) == gain.change, gain
    return len(small), len(searched)


@pytest.mark.parametrize(
    ("data", "period"),
    [("data/fuzhou", "2023-05"), ("data/fuzhou", "2023-02"), ("data/shaoyang", "2025-07")],
)
def test_no_smaller_multiple_gains_a_place(data, period):
    small, searched = checked(card(data, period))
    assert small > searched / 2


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


def check_odd_cities(readings, seed, cities):
    rng = random.Random(f"{seed} {readings}")
    outcomes = set()
    for _ in range(cities):
        own = random_card(rng, readings)
        small, searched = checked(own)
        assert small == searched
        outcomes |= {gain.outcome for gain in gains(own)}
    return outcomes


@pytest.mark.parametrize("readings", all_readings(), ids=str)
def test_no_smaller_multiple_gains_a_place_in_odd_cities(readings):
    assert check_odd_cities(readings, 0, 2) >= {"first"}


@pytest.mark.slow
@pytest.mark.parametrize("readings", all_readings(), ids=str)
def test_no_smaller_multiple_gains_a_place_in_many_odd_cities(readings):
    outcomes = check_odd_cities(readings, 1, 25)
    assert {"found", "first", "no_rank", "out_of_reach"} >= outcomes >= {"found", "first"}


@pytest.mark.parametrize("readings", all_readings(), ids=str)
def test_what_lies_between_two_steps_is_within_the_bounds(readings):
    """Why stretches may be ruled out: no step in between has points beyond the bounds."""
    rng, bounded = random.Random(str(readings)), 0
    for _ in range(2):
        own = random_card(rng, readings)
        for gain in gains(own):
            if not gain.bound:
                continue
            steps = int(gain.bound / gain.step)
            every, _ = _scores(own, [gain], np.arange(steps + 1)[None, :])
            ends, panel = _scores(own, [gain], np.array([[0, steps]]))
            signs = [np.sign(panel.increment(span).units[0, :, 2]) for span in SPANS]
            if any(sign[0] != sign[1] for sign in signs):
                continue
            bounded += 1
            for item, inner in zip(ends.items, every.items, strict=True):
                most, least = (_bounded(item, own.book.readings, s) for s in (1, -1))
                assert (inner.points.units <= most.units[:, 0]).all()
                assert (inner.points.units >= least.units[:, 0]).all()
    assert bounded > 5


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
    assert rate.key == ("va_growth", "month")
    assert rate.change == (change and Decimal(change))
    assert rate.outcome == ("found" if change else "out_of_reach")
    assert (rate.step, rate.bound) == (Decimal("0.1"), 20)
    assert gains(own, ["甲县"])[0].outcome == "first"


def test_first_period_moves_both_spans_and_is_asked_once():
    own = card("data/fuzhou", "2023-02")
    assert measures(own) == (("va_growth", "month"), ("output", "month"))
    gain = next(g for g in gains(own) if g.outcome == "found" and g.key == ("output", "month"))
    after = what_if(own, {gain.region: {"output.ytd": f"+{gain.change}"}}).after
    assert after.ranks[gain.region] == gain.rank_after


def test_only_what_is_scored_is_asked():
    own = card("data/shaoyang", "2025-07")
    assert measures(own) == (("va_growth", "ytd"), ("output", "ytd"))
    only = make_card(own.panel, replace(own.book, indicators=own.book.indicators[:1]))
    assert measures(only) == (("va_growth", "ytd"),)


def test_missing_figure_and_missing_rank_are_said():
    august = card("data/fuzhou", "2023-08")
    assert {g.outcome for g in gains(august, ["鼓楼区"])} == {"no_rank"}
    own = card("data/shaoyang", "2025-07")
    figures = dict(own.panel.figures)
    present = figures["va_growth", "ytd"].present.copy()
    present[5] = False
    figures["va_growth", "ytd"] = replace(figures["va_growth", "ytd"], present=present)
    item = Ruling(own.counties[2], "va_growth.ytd", Decimal("9.5"), "会议纪要")
    ruled = make_card(replace(own.panel, figures=figures, rulings=(item,)), own.book)
    outcomes = {g.key: g.outcome for g in gains(ruled, [item.region])}
    assert outcomes["va_growth", "ytd"] == "no_figure"
    assert outcomes["output", "ytd"] in SEARCHED


def test_month_is_not_raised_beyond_its_year_to_date():
    own = card("data/fuzhou", "2023-05")
    changed = what_if(own, {"永泰县": {"output.ytd": "5.0"}}).after
    gain = next(g for g in gains(changed, ["永泰县"]) if g.key == ("output", "month"))
    assert gain.bound == Decimal("0.08")  # 4.9134 in the month, 5.0 so far
