"""A change of score adds up to the last hundredth; a change of rank is whom one passed."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.change import Parts, rank_change, score_changes
from fzlib.scoring.card import make_card
from tests.analysis.cards import ALL, card
from tests.scoring.cities import FUZHOU as BOOK
from tests.scoring.cities import panel

LATER = [(data, period) for data, period in ALL if not period.endswith("-02")]
EACH = pytest.mark.parametrize(("data", "period"), LATER)


def points(value, standard, row):
    """Before cap, floor and rounding: base + gap/step x per_step."""
    value, standard = Fraction(value), Fraction(standard)
    gap = value - standard
    if row.code == "increment":
        gap = gap / abs(standard) * 100
    return Fraction(row.base) + gap / Fraction(row.step) * Fraction(row.per_step)


def check_item(change):
    """The parts of an item against the definition; each rounded to 2 decimals, the rest exact."""
    then, now, row, parts = change.before, change.after, change.after.indicator, change.parts
    assert parts.total == change.change == now.points - then.points
    old, new = points(then.value, then.standard, row), points(now.value, now.standard, row)
    value_first = points(now.value, then.standard, row)
    standard_first = points(then.value, now.standard, row)
    own = (value_first - old) / 2 + (new - standard_first) / 2
    standard = (new - value_first) / 2 + (standard_first - old) / 2
    top = Fraction(row.cap) if row.cap else max(old, new)
    by_cap = (min(new, top) - new) - (min(old, top) - old)
    by_floor = (max(new, 0) - new) - (max(old, 0) - old)
    half = Fraction(1, 200)
    for got, wanted in (
        (parts.own, own), (parts.standard, standard), (parts.cap, by_cap), (parts.floor, by_floor),
    ):  # fmt: skip
        assert abs(Fraction(got) - wanted) <= half
        assert got == got.quantize(Decimal("0.01"))
    # four parts and two scores were rounded, and two gaps (in % to 2 decimals)
    assert abs(parts.rounding) <= 7 * half
    assert parts.ruled == 0


@EACH
def test_adds_up_for_every_county(data, period):
    now = card(data, period)
    changes = score_changes(now)
    assert [c.region for c in changes] == list(now.counties)
    for change in changes:
        before, after = now.previous.totals[change.region], now.totals[change.region]
        if before is None or after is None:
            assert (change.parts, change.change) == (None, None)
            continue
        assert change.parts.total == change.change == after - before
        assert change.parts == sum((i.parts for i in change.items), Parts())
        assert [i.after.id for i in change.items] == list(now.book.item_ids)
        for item in change.items:
            check_item(item)


def test_first_period_has_nothing_to_compare_with():
    first = card("data/fuzhou", "2023-02")
    assert score_changes(first) == ()
    assert rank_change(first, "福清市") is None


@pytest.mark.parametrize(("period", "missing_in"), [("2023-08", "after"), ("2023-09", "before")])
def test_county_without_a_total_is_not_split_and_why_is_said(period, missing_in):
    change = next(c for c in score_changes(card("data/fuzhou", period)) if c.region == "鼓楼区")
    assert change.parts is None
    named = [pair[missing_in == "after"] for pair in change.unscored]
    assert [item.id for item in named] == ["va_growth.month", "va_growth.ytd"]
    assert {item.status.name for item in named} == {"MISSING"}
    assert rank_change(card("data/fuzhou", period), "鼓楼区") is None


CITY = {"output.month": "1000", "base.month": "900", "output.ytd": "5000", "base.ytd": "4600"}
NATION = {"va_growth.month": "3", "va_growth.ytd": "3"}
COUNTY = {
    "va_growth.month": "5", "va_growth.ytd": "5", "expected.month": "10", "expected.ytd": "40",
    "output.month": "200", "base.month": "170", "output.ytd": "900", "base.ytd": "800",
}  # fmt: skip


def two(now=(), *, then=(), city_now=(), city_then=(), nation=(), rulings=(), book=BOOK):
    """甲县's change between two panels written out by hand."""

    def scored(county, city, nation, rulings, previous):
        figures = {k: v for k, v in (COUNTY | dict(county)).items() if v}
        given = panel(
            nation=NATION | dict(nation), city=CITY | dict(city), counties={"甲县": figures},
            rulings=[("甲县", item, points) for item, points in rulings],
        )  # fmt: skip
        return make_card(given, book, previous)

    before = scored(then, city_then, (), (), None)
    return score_changes(scored(now, city_now, nation, rulings, before))[0]


def of(change, item):
    return next(i.parts for i in change.items if i.after.id == item)


GROWTH, INCREMENT = "va_growth.month", "increment.month"
FREE = BOOK.with_readings(floor="none")
ABSOLUTE = BOOK.with_readings(expected_nonpositive="absolute")
WHOLE = BOOK.with_readings(steps="whole")
FALLING = {"expected.month": "-10"}


@pytest.mark.parametrize(
    ("item", "now", "more", "parts", "why"),
    [
        (GROWTH, {GROWTH: "5.5"}, {"nation": {GROWTH: "3.4"}}, {"own": "1.00", "standard": "-0.80"},
         "5 − 3 = 2 above: 14 points; then 5.5 against 3.4: 14.2"),
        (GROWTH, {GROWTH: "9"}, {}, {"own": "8.00", "cap": "-7.00"},
         "9 − 3 = 6 above: 22 points before the cap of 15"),
        (GROWTH, {}, {"then": {GROWTH: "9"}}, {"own": "-8.00", "cap": "7.00"}, "and back"),
        (GROWTH, {GROWTH: "-6"}, {}, {"own": "-22.00", "floor": "8.00"},
         "9 below: −8 points before the floor"),
        (GROWTH, {GROWTH: "-6"}, {"book": FREE}, {"own": "-22.00"}, "no floor"),
        (INCREMENT, {"output.month": "203", "expected.month": "12"}, {},
         {"own": "5.50", "standard": "-10.50"},
         "30 of 10, then 33 of 12. u: 48, 43. Value first +6, standard first −10: 30 of 12 is 38"),
        (INCREMENT, FALLING | {"output.month": "203"}, {"then": FALLING, "book": ABSOLUTE},
         {"own": "6.00"}, "30 against −10 is 400 % above, 33 is 430 %"),
        (INCREMENT, {"expected.month": "10.05"}, {"book": WHOLE},
         {"standard": "-0.30", "rounding": "-0.10"},
         "增量 30 of 10: 200 % above; of 10.05: 198.507…% above, of which 198 count"),
    ],
)  # fmt: skip
def test_parts(item, now, more, parts, why):
    wanted = Parts(**{name: Decimal(points) for name, points in parts.items()})
    assert of(two(now, **more), item) == wanted, why


def test_ruling_is_said_apart():
    change = two({"va_growth.month": "9"}, rulings=[("va_growth.month", "3.33")])
    assert of(change, "va_growth.month") == Parts(ruled=Decimal("-10.67"))
    assert change.parts.total == change.change


def test_item_suspended_now_is_not_split():
    change = two(city_now={"base.ytd": "5001"})
    assert change.change is not None
    assert change.parts is None
    assert [(a.id, a.status.name, b.status.name) for a, b in change.unscored] == [
        ("contribution.ytd", "OK", "SUSPENDED")
    ]


def test_item_suspended_then_and_now_is_in_neither_total():
    change = two(
        {"va_growth.month": "6"}, city_now={"base.ytd": "5001"}, city_then={"base.ytd": "5002"}
    )
    assert change.parts.total == change.change
    assert of(change, "contribution.ytd") == Parts()


def test_different_rules_are_refused():
    now = card("data/fuzhou", "2023-05")
    other = make_card(now.panel, now.book.with_readings(floor="none"), now.previous)
    with pytest.raises(ValueError, match="规则不同"):
        score_changes(other)


@EACH
def test_rank_change_is_exactly_whom_one_passed(data, period):
    now = card(data, period)
    for region in now.counties:
        check_ranks(now, region)


def check_ranks(now, region):
    change, before = rank_change(now, region), now.previous
    if None in (now.ranks[region], before.ranks[region]):
        assert change is None
        return
    assert (change.before, change.after) == (before.ranks[region], now.ranks[region])
    left = {r for r, (then, later) in change.sides.items() if then == "above" != later}
    came = {r for r, (then, later) in change.sides.items() if then != "above" == later}
    assert change.before - change.after == len(left) - len(came)

    def above(c):
        return {r for r, t in c.totals.items() if t is not None and t > c.totals[region]}

    assert left == above(before) - above(now)
    assert came == above(now) - above(before)
    for other in change.moved("above", "below"):
        assert before.totals[other] > before.totals[region]
        assert now.totals[other] < now.totals[region]


def test_county_that_lost_its_total_made_room():
    # 鼓楼区 stood above 闽清县 in July and has no total in August
    assert rank_change(card("data/fuzhou", "2023-08"), "闽清县").moved("above", "") == ["鼓楼区"]


RATES = st.lists(st.sampled_from(["", "1", "2", "3"]), min_size=4, max_size=4)


@settings(max_examples=60)
@given(RATES, RATES)
def test_rank_changes_with_ties_and_blanks(then, now):
    book = replace(BOOK, indicators=BOOK.indicators[:1], spans=("month",))

    def scored(rates, previous=None):
        counties = {
            name: {"va_growth.month": rate} if rate else {}
            for name, rate in zip("甲乙丙丁", rates, strict=True)
        }
        return make_card(panel(nation=NATION, counties=counties), book, previous)

    later = scored(now, scored(then))
    for region in "甲乙丙丁":
        check_ranks(later, region)
