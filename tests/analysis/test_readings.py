"""The card under every reading that makes a difference."""

import random
from dataclasses import replace
from itertools import product

import pytest

from fzlib.analysis.readings import KEYS, open_readings, reading_effects
from fzlib.scoring.card import make_card
from fzlib.scoring.rulebook_file import parse_rulebook
from fzlib.vocabulary import READINGS
from tests.analysis import random_cities
from tests.analysis.cards import ALL, card
from tests.scoring.cities import FUZHOU, all_readings, card_of, panel

NATION = {"va_growth.month": "3", "va_growth.ytd": "3"}
PLAIN = {
    "va_growth.month": "3", "va_growth.ytd": "3", "expected.month": "10", "expected.ytd": "40",
    "output.month": "110", "base.month": "100", "output.ytd": "440", "base.ytd": "400",
}  # fmt: skip


def items(of_card):
    return [(item.points, item.status) for item in of_card.records]


@pytest.mark.parametrize(("data", "period"), ALL)
def test_alternatives_are_all_that_differ_once(data, period):
    own = card(data, period)
    effects = reading_effects(own)
    wanted = []
    for readings in all_readings():
        other = items(make_card(own.panel, own.book.with_readings(**readings)))
        if other != items(own) and other not in wanted:
            wanted.append(other)
    assert len(effects.alternatives) == len(wanted)
    for other in effects.alternatives:
        assert items(other.card) in wanted
        again = make_card(own.panel, own.book.with_readings(**other.changes))
        assert (again.totals, again.ranks) == (other.card.totals, other.card.ranks)


@pytest.mark.parametrize(("data", "period"), ALL)
def test_counties_that_depend_are_those_whose_rank_differs(data, period):
    own = card(data, period)
    effects = reading_effects(own)
    cards = [make_card(own.panel, own.book.with_readings(**r)) for r in all_readings()]
    for region in own.counties:
        ranks = {other.ranks[region] for other in cards}
        assert (len(ranks) > 1) == (region in effects.depend)
        assert {other.ranks[region] for other in effects.cards} == ranks
        assert effects.cards[0].totals[region] == own.totals[region]


def effects_of(*counties, city=(), nation=NATION):
    named = dict(zip("甲乙丙", counties, strict=False))
    whole = {"output.month": "1100", "base.month": "1000", "output.ytd": "4400", "base.ytd": "4000"}
    given = panel(nation=nation, city=whole | dict(city), counties=named)
    return reading_effects(make_card(given, FUZHOU))


def test_nothing_depends_where_all_are_at_the_standard():
    effects = effects_of(PLAIN)
    assert (effects.alternatives, effects.matter, effects.depend) == ((), (), ())


def test_floor_matters_only_where_an_item_falls_below_zero():
    effects = effects_of(PLAIN, PLAIN | {"va_growth.month": "-3"})
    assert effects.matter == ("floor",)
    assert [other.changes for other in effects.alternatives] == [{"floor": "none"}]
    assert [c.totals["乙"] for c in effects.cards] == [62, 60]
    assert effects.depend == ()


def test_expected_increment_below_zero_is_referred_or_divided():
    effects = effects_of(PLAIN, PLAIN | {"expected.month": "-10"})
    # +10 against −10 is 200 % above: 48 points instead of none
    assert [c.ranks["乙"] for c in effects.cards] == [None, 1]
    assert effects.depend == ("甲", "乙")


def test_readings_that_matter_only_together_are_found():
    # with a falling city the contribution of 甲 is far below 0, which only shows without a floor
    city = {"base.month": "1101"}
    effects = effects_of(PLAIN, city=city)
    assert effects.matter == ("floor", "city_decrease")
    assert {tuple(sorted(other.changes)) for other in effects.alternatives} == {
        ("city_decrease",), ("city_decrease", "floor"),
    }  # fmt: skip


def test_fewest_changes_stand_for_the_combinations_that_agree():
    own = card("data/fuzhou", "2023-05")
    effects = reading_effects(own)
    sizes = [len(other.changes) for other in effects.alternatives]
    assert sizes == sorted(sizes)
    for other in effects.alternatives:
        assert all(getattr(own.book.readings, k) != v for k, v in other.changes.items())
        for spared in other.changes:
            fewer = {k: v for k, v in other.changes.items() if k != spared}
            book = own.book.with_readings(**fewer)
            assert items(make_card(own.panel, book)) != items(other.card)


def test_starts_from_the_readings_of_the_card():
    own = card("data/fuzhou", "2023-05")
    changed = make_card(own.panel, own.book.with_readings(floor="none"))
    effects = reading_effects(changed)
    assert {"floor": "zero"} in [dict(other.changes) for other in effects.alternatives]
    both = {frozenset(map(str, items(other.card))) for other in effects.alternatives}
    assert len(both) == len(reading_effects(own).alternatives)


def test_keys_are_those_that_touch_a_period():
    assert len(list(product(*(READINGS[key].choices for key in KEYS)))) == len(all_readings())


@pytest.mark.parametrize(
    ("settled", "row", "keys", "why"),
    [
        ((), {}, ("steps", "floor"), "steps without a floor of its own"),
        (("steps",), {}, ("floor",), "the document says what becomes of part of a step"),
        ((), {"floor": 0}, ("steps",), "an own floor stands in place of the reading"),
        ((), {"as": "increment", "standard": "target", "gap": "percent"},
         ("steps", "floor", "expected_nonpositive"), "a percent gap may be of a target of 0"),
        ((), {"as": "contribution", "standard": "own_share"},
         ("steps", "floor", "city_decrease"), "the city's increment may fall"),
        ((), {"method": "completion", "standard": "target"}, ("floor",),
         "a completion of a standard of 0 is always referred"),
        ((), {"method": "rank", "by_rank": [3, 2], "standard": "none", "floor": 0}, (),
         "nothing is open"),
    ],
)  # fmt: skip
def test_only_readings_that_bear_on_an_item_and_are_not_settled_are_open(settled, row, keys, why):
    plain = {"code": "row", "name": "项", "measure": "output", "as": "growth", "standard": "city"}
    if "method" not in row:
        plain |= {"base": 8, "per_step": 1, "step": 1}
    book = parse_rulebook(
        {
            "title": "题", "source": "文号", "document": {"settled": list(settled)},
            "indicator": [plain | {"points": 10, "decimals": 1} | row],
        },
        "r",
    )  # fmt: skip
    assert open_readings(book) == keys, why


def test_settled_readings_have_no_alternatives():
    own = card("data/fuzhou", "2023-05")
    document = replace(own.book.document, settled=("floor", "steps"))
    effects = reading_effects(make_card(own.panel, replace(own.book, document=document)))
    assert reading_effects(own).matter
    assert not {"floor", "steps"} & {key for other in effects.alternatives for key in other.changes}


@pytest.mark.parametrize("seed", range(8))
def test_alternatives_of_any_book_are_all_that_differ(seed):
    rng = random.Random(seed)
    own = card_of(random_cities.city(rng, random_cities.tables(rng)))
    wanted = {str(items(make_card(own.panel, own.book.with_readings(**r)))) for r in all_readings()}
    assert {str(items(other)) for other in reading_effects(own).cards} == wanted
