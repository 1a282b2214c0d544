"""What must hold of any scheme: bounds, order, mirrors, shifts, groups, draws (contract 3b)."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.scoring.engine import floor_of
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import Status
from tests.scoring import schemes
from tests.scoring.cities import card_of
from tests.scoring.oracle import City

seeds = st.integers(0, 2**32)


def drawn(seed, rows=4):
    """A city of a random scheme, from a seed."""
    rng = random.Random(seed)
    return schemes.city(rng, schemes.book(rng, rng.sample(schemes.MEANT, rows)))


def marks(values, **row):
    """The card of one item, 累计专项评分 of counties that have these values."""
    own = {"code": "i1", "name": "专项评分", "measure": "marks", "as": "value", "spans": ["ytd"]}
    own |= {"points": 100, "decimals": 1, "standard": "none"} | row
    data = {"title": "题", "source": "文号", "indicator": [own], "readings": {"floor": "none"}}
    data["measure"] = [{"code": "marks"} | schemes.MEASURES["marks"]]
    counties = tuple(
        {} if value is None else {("marks", "level", "ytd"): value} for value in values
    )
    return card_of(City(False, data, {}, {}, {}, counties, ("甲",) * len(counties)))


def points(card):
    return [item.points for item in card.records]


amounts = st.decimals(-(10**6), 10**6, places=6)
few = st.lists(st.none() | amounts, min_size=1, max_size=9)
ties = st.lists(st.none() | st.integers(-3, 3).map(Decimal), min_size=1, max_size=9)
slopes = st.tuples(*[st.decimals("0.01", 50, places=2)] * 2).map(
    lambda pair: dict(zip(("per_step", "step"), pair, strict=True))
)


@given(seeds)
def test_points_never_leave_floor_and_cap(seed):
    card = card_of(drawn(seed))
    for item in card.records:
        if item.points is not None and item.status != Status.RULED:
            floor = floor_of(item.indicator, card.book.readings)
            cap = item.indicator.cap
            assert floor is None or item.points >= half_up(floor, 2)
            # a cap under the floor gives way
            highest = cap if floor is None or cap is None else max(cap, floor)
            assert cap is None or item.points <= half_up(highest, 2)


@given(seeds)
def test_an_item_without_points_says_why_and_leaves_no_total(seed):
    card = card_of(drawn(seed))
    for item in card.records:
        scored = item.status in (Status.OK, Status.PRELIMINARY, Status.RULED)
        assert (item.points is not None) == scored
        assert scored or item.gap is None
        assert (item.status == Status.MISSING) <= (item.no_value or item.no_standard)
        if item.status in (Status.MISSING, Status.REFERRED):
            assert card.totals[item.region] is card.ranks[item.region] is None


BETTER_IS_MORE = [
    {"method": "between", "low": "lowest", "high": "highest", "least": Decimal("0.6")},
    {"method": "between", "low": Decimal("-5"), "high": Decimal("7.5")},
    {"method": "rank", "by_rank": [15, 9, 9, 2]},
    {"standard": "group_mean", "base": 10, "per_step": 2, "step": 3},
    {"standard": 1, "method": "completion"},
    {
        "standard": "best", "method": "tiers", "base": 3,
        "tiers": [{"width": 2, "per_step": 1, "step": 4}, {"per_step": 3, "step": 1}],
    },
    {"standard": 0, "method": "bands", "bands": [{"from": 2, "points": 5}, {"points": 1}]},
    {"method": "per_unit", "base": 1, "per_step": 2, "step": 3, "whole": True},
]  # fmt: skip


@pytest.mark.parametrize("row", BETTER_IS_MORE, ids=lambda row: row.get("method", "steps"))
@given(values=few | ties)
def test_a_higher_value_never_has_fewer_points(row, values):
    scored = [(item.value, item.points) for item in marks(values, **row).records]
    scored = sorted(pair for pair in scored if pair[0] is not None)
    assert [own for _, own in scored] == sorted(own for _, own in scored)


@pytest.mark.parametrize("row", BETTER_IS_MORE[:6], ids=lambda row: row.get("method", "steps"))
@given(values=few | ties)
def test_the_lower_is_the_better_as_the_higher_of_the_negatives(row, values):
    """better = "low" turns gap, places and ends."""
    if row.get("method") == "completion":
        row = row | {"method": "bands", "bands": [{"from": -2, "points": 5}]}
    turned = dict(row)
    if isinstance(row.get("low"), Decimal):
        turned |= {"low": -row["high"], "high": -row["low"]}
    if isinstance(row.get("standard"), int):
        turned |= {"standard": -row["standard"]}
    negatives = [None if value is None else -value for value in values]
    assert points(marks(values, **row)) == points(marks(negatives, **turned, better="low"))


@pytest.mark.parametrize("row", [BETTER_IS_MORE[n] for n in (0, 2, 3, 5)])
@given(values=few | ties, shift=st.integers(-1000, 1000))
def test_a_shift_of_all_values_changes_no_place_and_no_distance(row, values, shift):
    shifted = [None if value is None else value + shift for value in values]
    if row.get("standard") == "group_mean":  # a mean is rounded: the same only for whole shifts
        row = row | {"decimals": 4}
    assert points(marks(values, **row)) == points(marks(shifted, **row))


@given(amounts.filter(lambda value: value == half_up(value, 1)), st.integers(1, 9))
def test_the_mean_and_the_best_of_equals_is_each(value, count):
    for standard in ("group_mean", "best"):
        card = marks([value, None, *[value] * count], standard=standard, base=5, per_step=1, step=1)
        there = [item for item in card.records if item.value is not None]
        assert {(item.standard, item.gap, item.points) for item in there} == {(value, 0, 5)}


@given(few, slopes)
def test_the_same_slope_below_is_no_other_slope(values, slope):
    row = {"standard": 2, "base": 10} | slope
    assert points(marks(values, **row)) == points(marks(values, **row, below=slope))


@given(few, slopes, st.lists(slopes, max_size=3))
def test_tiers_of_one_slope_are_steps_and_mirrored_tiers_are_their_own(values, slope, more):
    one = {"standard": 2, "base": 10}
    widths = [{"width": 7} | slope, {"width": 1} | slope, slope]
    steps = points(marks(values, **one, **slope))
    assert points(marks(values, **one, method="tiers", tiers=widths)) == steps
    tiers = [*({"width": 3} | own for own in more), slope]
    mirrored = points(marks(values, **one, method="tiers", tiers=tiers))
    assert points(marks(values, **one, method="tiers", tiers=tiers, tiers_below=tiers)) == mirrored


@given(few, st.sampled_from(["0.6", "0", "1"]))
def test_between_lowest_and_highest_ends_at_full_points_and_at_the_least(values, least):
    """功效系数法: 最高得满分, 最低得满分 x least."""
    ends = {"low": "lowest", "high": "highest", "least": Decimal(least)}
    card = marks(values, method="between", **ends)
    there = {item.value: item.points for item in card.records if item.value is not None}
    if there:
        assert there[max(there)] == 100
        assert there[min(there)] == (100 if len(there) == 1 else 100 * Decimal(least))


def compared():
    """Rows whose points rest on the other counties' values."""
    rng = random.Random(7)
    among = [
        c for c in schemes.MEANT if c[2] in ("group_mean", "best") or c[5] in ("between", "rank")
    ]
    return rng.sample(among, 60)


@settings(max_examples=40)
@given(seeds)
def test_a_group_is_scored_and_ranked_as_if_it_were_alone(seed):
    rng = random.Random(seed)
    data = schemes.book(rng, rng.sample(compared(), 3))
    data["ranking"]["within"] = "group"
    city = schemes.city(rng, data)
    whole = card_of(city)
    for group in set(city.groups):
        own = [n for n, other in enumerate(city.groups) if other == group]
        alone = card_of(
            replace(
                city,
                counties=tuple(city.counties[n] for n in own),
                groups=(group,) * len(own),
                rulings={(own.index(n), i): p for (n, i), p in city.rulings.items() if n in own},
                adjustments=tuple((own.index(n), p) for n, p in city.adjustments if n in own),
                unranked=frozenset(own.index(n) for n in city.unranked if n in own),
            )
        )
        for position, n in enumerate(own):
            before = [replace(item, region="") for item in whole.of(str(n))]
            assert before == [replace(item, region="") for item in alone.of(str(position))]
            assert whole.totals[str(n)] == alone.totals[str(position)]
            assert whole.ranks[str(n)] == alone.ranks[str(position)]


@given(seeds)
def test_ranks_of_a_group_have_no_holes_but_after_ties(seed):
    card = card_of(drawn(seed))
    for counties in card.groups.values():
        ranks = sorted(card.ranks[region] for region in counties if card.ranks[region])
        if card.book.ranking.ties == "dense":
            assert set(ranks) == set(range(1, len(set(ranks)) + 1))
        else:
            assert ranks == [1 + sum(other < rank for other in ranks) for rank in ranks]


@settings(max_examples=40)
@given(seeds)
def test_vetoes_and_adjustments_change_no_item(seed):
    """不排位次: the total is shown, the others close up."""
    city = drawn(seed)
    card, plain = card_of(city), card_of(replace(city, adjustments=(), unranked=frozenset()))
    assert card.records == plain.records
    for n, region in enumerate(card.counties):
        assert (card.totals[region] is None) == (plain.totals[region] is None)
        if card.totals[region] is not None:
            assert card.totals[region] - card.adjustments[region] == plain.totals[region]
        if n in city.unranked:
            assert card.ranks[region] is None
