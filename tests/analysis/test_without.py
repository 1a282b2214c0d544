"""Totals and ranks without one of the indicators."""

from dataclasses import replace

import pytest

from fzlib.analysis.robustness import without_each
from fzlib.scoring.card import make_card
from tests.analysis.cards import ALL, card


@pytest.mark.parametrize(("data", "period"), ALL)
def test_without_an_indicator_the_other_items_are_summed(data, period):
    own = card(data, period)
    found = without_each(own)
    assert [one.indicator for one in found] == [row.code for row in own.book.indicators]
    for one in found:
        for region, total in one.totals.items():
            left = [i for i in own.of(region) if i.indicator.code != one.indicator]
            points = [i.points for i in left]
            assert total == (None if None in points else sum(points))
        for region, rank in one.ranks.items():
            mine = one.totals[region]
            others = [t for t in one.totals.values() if t is not None]
            assert rank == (None if mine is None else 1 + sum(t > mine for t in others))


def test_leaving_out_what_is_missing_gives_a_total():
    august = card("data/fuzhou", "2023-08")
    totals = {one.indicator: one.totals["鼓楼区"] for one in without_each(august)}
    assert totals["va_growth"] is not None
    assert totals["increment"] is None


def test_single_indicator_cannot_be_left_out():
    own = card("data/fuzhou", "2023-05")
    assert (
        without_each(make_card(own.panel, replace(own.book, indicators=own.book.indicators[:1])))
        == ()
    )
