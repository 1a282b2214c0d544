"""The trace under books of all methods: what it says is enough to redo the points by hand."""

import random
from fractions import Fraction
from math import floor

import pytest

from fzlib.analysis.explain import trace
from fzlib.scoring.card import make_card
from fzlib.scoring.indicators import AMONG
from fzlib.scoring.methods import COMPARING, Bands, Between, ByRank, Completion
from fzlib.scoring.panel import build_panel
from tests.analysis import random_cities
from tests.analysis.cards import card
from tests.scoring.cities import DATASET, card_of

SEEDS = range(30)


def random_card(seed):
    rng = random.Random(seed)
    return card_of(random_cities.city(rng, random_cities.tables(rng)))


def by_hand(traced):
    """The points before cap, floor and rounding from what the trace holds."""
    item, row, method = traced.item, traced.item.indicator, traced.item.indicator.method
    if isinstance(method, Completion):
        return Fraction(row.points) * Fraction(item.value) / Fraction(item.standard)
    if isinstance(method, ByRank):
        listed = method.by_rank
        return Fraction(listed[traced.place - 1] if traced.place <= len(listed) else 0)
    if isinstance(method, Bands):
        return Fraction(traced.band.points if traced.band else 0)
    if isinstance(method, Between):
        low, high = map(Fraction, traced.ends)
        value, least = Fraction(item.value), Fraction(method.least)
        if row.low:
            value, low, high = -value, -high, -low
        share = (
            Fraction(low == high or value >= high)
            if high <= low
            else min(max((value - low) / (high - low), 0), 1)
        )
        return Fraction(row.points) * (least + (1 - least) * share)
    for portion in traced.portions:
        steps = portion.size / Fraction(portion.slope.step)
        assert abs(portion.steps - steps) < 1
        assert portion.points == portion.steps * Fraction(portion.slope.per_step)
    counted = Fraction(item.gap if row.has_standard else item.value)
    assert sum(portion.size for portion in traced.portions) == counted
    return Fraction(row.base) + sum(portion.points for portion in traced.portions)


@pytest.mark.parametrize("seed", SEEDS)
def test_points_can_be_redone_from_the_trace(seed):
    own = random_card(seed)
    for item in own.records:
        traced = trace(own, item.region, item.id)
        if item.points is None:
            assert traced.unbounded is None
            continue
        if item.status.name == "RULED":
            assert traced.basis == "纪要"
            continue
        assert traced.unbounded == by_hand(traced)
        row, readings = item.indicator, own.book.readings
        least = row.floor if row.floor is not None else 0 if readings.floor == "zero" else None
        points = traced.unbounded if row.cap is None else min(traced.unbounded, row.cap)
        floored = least is not None and points < least
        assert traced.floored == floored
        assert traced.capped == (points != traced.unbounded and not floored)
        points = least if floored else points
        size = floor(abs(Fraction(points)) * 100 + Fraction(1, 2))
        assert Fraction(item.points) == Fraction(size if points >= 0 else -size, 100)


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_all_that_an_item_rests_on(seed):
    """Scored from these figures alone, and those of the counties compared, it is the same."""
    own = random_card(seed)
    for item in own.records:
        row = item.indicator
        compares = row.standard in AMONG or isinstance(row.method, COMPARING)
        counties = own.counties if compares else (item.region,)
        figures = {
            (given.series, given.span, given.region): given.value
            for region in counties
            for given in trace(own, region, item.id).inputs
            if given.value is not None
        }
        panel = build_panel(
            own.period, own.panel.regions, figures, dataset=DATASET,
            series=own.panel.series, rulings=own.panel.rulings,
        )  # fmt: skip
        again = make_card(panel, own.book).item(item.region, item.id)
        assert (again.value, again.standard, again.points) == (
            item.value, item.standard, item.points,
        )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_those_compared_are_told_by_facts(seed):
    own = random_card(seed)
    for item in own.records:
        row, facts = item.indicator, trace(own, item.region, item.id).compared
        compares = row.standard in AMONG or isinstance(row.method, COMPARING)
        group = own.groups[own.group_of[item.region]]
        values = {r: v for r in group if (v := own.item(r, item.id).value) is not None}
        if not compares or not values:
            assert facts is None
            continue
        assert facts.count == len(values)
        assert (facts.lowest, facts.highest) == (min(values.values()), max(values.values()))
        assert [values[r] for r in facts.at_lowest] == [facts.lowest] * len(facts.at_lowest)
        assert facts.at_highest == tuple(r for r in values if values[r] == facts.highest)
        if isinstance(row.method, ByRank) and item.points is not None and item.value is not None:
            better = [v < item.value if row.low else v > item.value for v in values.values()]
            place = trace(own, item.region, item.id).place
            assert place in (1 + sum(better), None)  # none of a ruled one that is not scored


def test_the_document_is_cited_by_its_name_else_by_its_source():
    own = card("data/shaoyang", "2025-07")
    book = own.book
    cited = trace(own, own.counties[0], book.item_ids[0]).clause
    assert cited == f"{book.document.name or book.source}，规则书第1项"
