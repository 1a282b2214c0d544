"""A change of rank is whom one passed and was passed by."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.rank_change import rank_change
from fzlib.scoring.card import make_card
from tests.analysis.cards import ALL, card
from tests.scoring.cities import FUZHOU as BOOK
from tests.scoring.cities import panel

NATION = {"va_growth.month": "3", "va_growth.ytd": "3"}
LATER = [(data, period) for data, period in ALL if not period.endswith("-02")]
EACH = pytest.mark.parametrize(("data", "period"), LATER)


def test_without_a_rank_then_or_now_there_is_nothing_to_say():
    assert rank_change(card("data/fuzhou", "2023-02"), "福清市") is None
    for period in ("2023-08", "2023-09"):
        assert rank_change(card("data/fuzhou", period), "鼓楼区") is None


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
