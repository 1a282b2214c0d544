"""Enterprises beside the city: ten up and down, the largest, 重点企业."""

from decimal import Decimal
from fractions import Fraction

from fzlib.analysis.enterprises.pulls import (
    key_enterprises,
    largest,
    pull_of,
    ten_down,
    ten_up,
)
from fzlib.enterprises.marks import COUNTED
from fzlib.scoring.rounding import half_up
from tests.enterprises.frames import enterprise, frame, shipped


def codes(pulls):
    return [own.enterprise.code for own in pulls]


def test_of_an_enterprise():
    own = frame(enterprise("1", month=(130, 100)), enterprise("2", month=(290, 300)))
    first = pull_of(own.rows[0], own.group("month"))
    assert (first.growth(), first.pull(), first.contribution()) == (30, Decimal("7.5"), 150)
    assert first.share() == Decimal("30.952381")
    assert first.is_counted


def test_of_one_that_no_sum_counts():
    own = frame(enterprise("1", month=(5, None)), enterprise("2", month=(2, 1)))
    alone = pull_of(own.rows[0], own.group("month"))
    assert (alone.growth(), alone.pull(), alone.contribution(), alone.share()) == (None,) * 4
    assert not alone.is_counted


def test_ten_up_and_ten_down_of_the_shipped_month():
    own = shipped("2023-09")
    city = own.group("month")
    counted = [row for row in own.rows if COUNTED in row.month.marks]
    by_pull = sorted(counted, key=lambda row: (-row.month.increment, row.code))
    up, down = ten_up(own, "month"), ten_down(own, "month")
    assert codes(up.entries) == [row.code for row in by_pull[:10]]
    lowest = sorted(counted, key=lambda row: (row.month.increment, row.code))[:10]
    assert codes(down.entries) == [row.code for row in lowest]
    for entry in (*up.entries, *down.entries):
        exact = 100 * Fraction(entry.figures.increment) / Fraction(city.base)
        assert (entry.pull(), entry.pull(2)) == (half_up(exact, 6), half_up(exact, 2))


def test_equal_ones_come_by_code_and_those_left_out_are_named():
    rows = [enterprise(code, month=(3, 2)) for code in "dbca"]
    for listed in (rows, rows[::-1]):
        up = ten_up(frame(*listed, enterprise("z", month=(9, 1))), "month", 3)
        assert codes(up.entries) == ["z", "a", "b"]
        assert codes(up.tied) == ["c", "d"]
    assert ten_up(frame(*rows), "month").tied == ()


def test_who_does_not_change_is_neither_up_nor_down():
    own = frame(enterprise("1", month=(3, 3)), enterprise("2", month=(1, 2)))
    assert codes(ten_up(own, "month").entries) == []
    assert codes(ten_down(own, "month").entries) == ["2"]


def test_exact_sizes_decide_where_printed_ones_are_equal():
    own = frame(
        enterprise("1", month=("100000000000.000000000000001", 1)),
        enterprise("2", month=("100000000000.000000000000002", 1)),
    )
    assert codes(ten_up(own, "month").entries) == ["2", "1"]
    assert ten_up(own, "month", 1).tied == ()


def test_the_largest_by_output_of_the_span_and_their_share_of_the_citys():
    """ENTERPRISES, Exactly: the ten largest; one without 同期 is in no sum and told apart."""
    own = frame(
        enterprise("1", month=(60, 50), ytd=(1, 1)),
        enterprise("2", month=(30, 50), ytd=(2, 1), state="退库"),
        enterprise("3", month=(10, 50), ytd=(3, 1)),
        enterprise("4", month=(70, None), ytd=(None, None)),
        enterprise("5", month=(20, None), ytd=(None, None)),
    )
    found = largest(own, "month", 2)
    assert (codes(found.listed.entries), found.share()) == (["1", "2"], 90)
    assert codes(found.apart) == ["4"]
    assert codes(largest(own, "ytd", 2).listed.entries) == ["3", "2"]
    assert codes(largest(own, "month", 9).apart) == ["4", "5"]


def test_the_ten_largest_of_the_shipped_year():
    own = shipped("2023-12")
    sizes = sorted((row.ytd.output for row in own.marked("ytd", COUNTED)), reverse=True)[:10]
    exact = 100 * Fraction(sum(sizes)) / Fraction(own.group("ytd").output)
    assert largest(own, "ytd").share() == half_up(exact, 6)


def test_key_enterprises_by_output_those_without_last():
    own = frame(
        enterprise("1", month=(None, 1), is_key=True),
        enterprise("2", month=(5, None), is_key=True),
        enterprise("3", month=(9, 6), is_key=True),
        enterprise("4", month=(99, 1)),
    )
    found = key_enterprises(own, "month")
    assert [(own.enterprise.code, own.growth(), own.is_counted) for own in found] == [
        ("3", 50, True),
        ("2", None, False),
        ("1", None, False),
    ]
    assert len(key_enterprises(shipped("2023-05"), "month")) == 25  # shared/data/README


def test_no_rows():
    for found in (ten_up, ten_down):
        assert found(frame(), "month").entries == ()
    assert largest(frame(), "month").share() is None
    assert key_enterprises(frame(), "month") == ()


def test_no_base_above_0():
    own = frame(enterprise("1", month=(5, 0)))
    (only,) = ten_up(own, "month").entries
    assert (only.growth(), only.pull(), only.contribution()) == (None, None, 100)
