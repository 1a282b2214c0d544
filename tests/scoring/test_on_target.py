"""On target under the four readings (contract sections 3 and 4), judged again in fractions."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from fzlib.errors import RequestError
from fzlib.scoring.decisions import Adjustment
from fzlib.scoring.on_target import on_target, on_target_grid
from fzlib.scoring.periods import Period, Quarter
from fzlib.scoring.results import result_of
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.scoring.cities import FUZHOU
from tests.scoring.folders import fuzhou, shaoyang
from tests.scoring.small import QUARTERS, small, with_readings

READINGS = ("month_increment", "both_increments", "all_standards", "base_total")


def met(card, region, reading):
    """On target, from the statuses and figures of the records."""
    items = {i.id: i for i in card.records if i.region == region}
    total = [i.points for i in items.values() if i.status.name != "SUSPENDED"]
    if reading == "base_total":
        bases = [i.indicator.base for i in items.values() if i.status.name != "SUSPENDED"]
        return None not in total and sum(total) >= sum(bases)
    if reading.endswith("increment") or reading.endswith("increments"):
        wanted = ["increment.month", "increment.ytd"][: 1 if reading == "month_increment" else 2]
        if not set(wanted) <= set(items):
            return None
        items = {name: items[name] for name in wanted}
    for item in items.values():
        name = item.status.name
        if name == "RULED":
            if Fraction(item.points) < Fraction(item.indicator.base):
                return False
        elif name != "SUSPENDED":
            given = name not in ("MISSING", "REFERRED")
            if not given or Fraction(item.value) < Fraction(item.standard):
                return False
    return True


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("cards", [fuzhou, shaoyang])
def test_on_target_under_each_reading(cards, reading):
    for card in cards().values():
        for region in card.counties:
            assert on_target(card, region, reading).met == met(card, region, reading)
        with pytest.raises(RequestError, match="没有“甲”"):
            on_target(card, "甲", "all_standards")


@pytest.mark.parametrize("number", QUARTERS)
def test_commended_are_on_target_in_every_period(number):
    cards, quarter = fuzhou(), Quarter(2023, number)
    grids = [on_target_grid(cards, quarter.periods, reading) for reading in READINGS]
    assert [grid.reading for grid in grids] == list(READINGS)
    for grid in grids:
        wanted = [
            region
            for region in cards[quarter.periods[0]].counties
            if all(met(cards[p], region, grid.reading) for p in quarter.periods)
        ]
        assert list(grid.commended) == wanted
    result = result_of(cards, quarter)
    assert result.grid == grids[0]
    assert [r for r, quarters in result.commended.items() if quarters] == list(grids[0].commended)


def test_reading_of_the_rule_book_is_used():
    cards = with_readings(fuzhou(), on_target="base_total")
    assert result_of(cards, Quarter(2023, 2)).grid.reading == "base_total"


def test_items_that_the_rule_book_does_not_score_cannot_be_judged():
    cards = shaoyang()
    judged = on_target(cards[Period(2025, 7)], "双清区", "month_increment")
    assert (judged.met, judged.in_rules) == (None, False)
    grid = on_target_grid(cards, Quarter(2025, 2).periods, "month_increment")
    assert grid.commended == ()
    assert on_target_grid(cards, Quarter(2025, 2).periods).reading == "all_standards"


def judged(card, reading):
    judged = on_target(card, "甲县", reading)
    assert judged.met == met(card, "甲县", reading)
    return judged.met, judged.below, judged.unscored


def test_exactly_the_expected_increment_is_on_target():
    assert judged(small({"expected.month": "30"}), "month_increment") == (True, (), ())
    # 0.00003 % below: the printed gap is 0.00, the increment is below all the same
    card = small({"expected.month": "30.00001"})
    assert card.item("甲县", "increment.month").gap == 0
    assert judged(card, "month_increment") == (False, ("increment.month",), ())


def test_year_to_date_counts_where_both_increments_do():
    card = small({"expected.ytd": "101"})
    assert judged(card, "month_increment")[0]
    assert judged(card, "both_increments") == (False, ("increment.ytd",), ())
    assert judged(card, "all_standards") == (False, ("increment.ytd",), ())
    assert judged(card, "base_total")[0]


def test_missing_is_not_on_target_and_named():
    card = small({"va_growth.ytd": "", "expected.month": ""})
    assert judged(card, "month_increment") == (False, (), ("increment.month",))
    named = ("va_growth.ytd", "increment.month")
    assert judged(card, "all_standards") == (False, (), named)
    assert judged(card, "base_total") == (False, (), named)


def test_referred_is_not_on_target_and_named():
    card = small({"expected.month": "-5"})
    for reading in READINGS:
        assert judged(card, reading) == (False, (), ("increment.month",))


@pytest.mark.parametrize(("points", "on"), [("8", True), ("7.99", False), ("8.01", True)])
def test_ruled_is_on_target_at_its_base(points, on):
    card = small({"expected.month": "-5"}, rulings=[("increment.month", points)])
    below = () if on else ("increment.month",)
    assert judged(card, "month_increment") == (on, below, ())
    assert judged(card, "all_standards") == (on, below, ())


def test_suspended_is_left_out():
    card = small({"output.ytd": "800", "base.ytd": "700"}, city={"base.ytd": "5001"})
    assert card.item("甲县", "contribution.ytd").status.name == "SUSPENDED"
    for reading in READINGS:
        assert judged(card, reading) == (True, (), ())
    only = replace(FUZHOU, indicators=(replace(FUZHOU.indicators[3], spans=("ytd",)),))
    nothing = small(city={"base.ytd": "5001"}, book=only)
    assert on_target(nothing, "甲县", "all_standards").met is None
    assert on_target(nothing, "甲县", "base_total").met is None


def scheme(*rows):
    """The small city under other rows about 产值."""
    own = {"measure": "output", "spans": ["ytd"], "points": 10, "decimals": 1}
    rows = [own | {"code": f"i{n}", "name": f"指标{n}"} | row for n, row in enumerate(rows)]
    return parse_rulebook({"title": "题", "source": "文号", "indicator": rows}, "r")


STEPS = {"base": 8, "per_step": 1, "step": 1}
GROWTH = {"as": "growth", "standard": 12} | STEPS  # 甲县 grew 12.5 %
PLACE = {"as": "value", "standard": "none", "method": "rank", "by_rank": [5, 3]}
MET = {"as": "increment", "standard": "target", "method": "bands", "bands": [{"points": 10}]}


@pytest.mark.parametrize(
    ("rows", "reading", "expected"),
    [
        ([GROWTH, PLACE], "all_standards", (True, (), ())),
        ([PLACE], "all_standards", (None, (), ())),  # nothing has a standard
        ([GROWTH | {"better": "low"}], "all_standards", (False, ("i0.ytd",), ())),
        ([GROWTH | {"standard": 13, "better": "low"}], "all_standards", (True, (), ())),
        ([GROWTH | {"standard": 13}, GROWTH], "all_standards", (False, ("i0.ytd",), ())),
        ([GROWTH], "month_increment", (None, (), ())),
        ([MET], "both_increments", (None, (), ())),  # no month
        ([MET | {"spans": ["month", "ytd"]}], "both_increments", (True, (), ())),
        ([GROWTH, GROWTH | {"standard": 13}], "base_total", (True, (), ())),  # 8.5 + 7.5
    ],
)
def test_on_target_of_any_scheme(rows, reading, expected):
    """all_standards leaves out items without a standard; of better = "low" below is on target."""
    judged = on_target(small(book=scheme(*rows)), "甲县", reading)
    assert (judged.met, judged.below, judged.unscored) == expected


@pytest.mark.parametrize(("points", "on"), [("9.99", False), ("10", True)])
def test_ruled_is_on_target_at_full_points_where_there_is_no_base(points, on):
    card = small(book=scheme(MET), rulings=[("i0.ytd", points)])
    assert on_target(card, "甲县", "all_standards").met == on


def test_adjustments_count_in_a_total_against_the_base_total():
    period = Period(2023, 5)
    taken = Adjustment(period, "甲县", "事项", Decimal("-0.51"), "文件")
    book = scheme(GROWTH)
    assert on_target(small(book=book), "甲县", "base_total").met
    assert not on_target(small(book=book, adjustments=[taken]), "甲县", "base_total").met
