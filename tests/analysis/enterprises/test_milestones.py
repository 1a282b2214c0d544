"""Who crossed 1亿元 and 10亿元, and what 新增长点 projects added: ENTERPRISES, Exactly."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.analysis.enterprises.milestones import ONE, TEN, Portion, milestones
from fzlib.enterprises.frame import Group
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.vocabulary import YTD
from tests.analysis.enterprises.watched import PROJECTS, register, shipped_year, year
from tests.enterprises.frames import MAY, enterprise


def found(*rows, projects=None, without=()):
    """Of May; ``projects``: (code, 类别)."""
    given_rows = [(code, {"类别": kind}) for code, kind in projects or ()]
    own = register(PROJECTS, *given_rows, columns=("类别",), without=without)
    made = year({5: rows}, registers={} if projects is None else {"projects": own})
    counted = [row.ytd for row in made.frame.rows if row.ytd.increment is not None]
    sums = (sum((column), Decimal(0)) for column in zip(*(f[:2] for f in counted), strict=True))
    output, base = sums if counted else (Decimal(0), Decimal(0))
    groups = (Group(MAY, YTD, "", "", {}, output, base),) if rows else ()
    return milestones(replace(made, frame=replace(made.frame, groups=groups)))


def grown(code, output, base, **others):
    """Its month says something else: the year to date is what counts."""
    return enterprise(code, month=(1, 1), ytd=(output, base), **others)


def codes(portion):
    return [row.code for row in portion.enterprises]


@pytest.mark.parametrize(
    ("output", "base", "one", "ten"),
    [
        # year to date at or above, its 同期 below
        (10_000, "9999.99", True, False), ("9999.99", 1, False, False),
        (10_000, 10_000, False, False), (100_000, 100_000, False, False),
        (100_000, "99999.9", False, True), (100_000, 9_999, True, True),
        (10_000, 0, True, False), (10_000, -5, True, False),
        # missing is not zero
        (10_000, None, False, False), (None, 9_000, False, False),
        (9_000, 10_000, False, False),  # fell below
    ],
)  # fmt: skip
def test_crossed(output, base, one, ten):
    own = found(grown("1", output, base))
    assert [bool(own.crossed[line].enterprises) for line in (ONE, TEN)] == [one, ten]


def test_left_crosses_nothing():
    assert found(grown("1", 20_000, 1, state="退库")).crossed[ONE] == Portion()


def test_increments_the_largest_first():
    own = found(grown("1", 10_000, 9_000), grown("2", 30_000, 5_000), grown("3", 10_000, 9_000))
    assert (codes(own.crossed[ONE]), own.crossed[ONE].increment) == (["2", "1", "3"], 27_000)


def test_enterprises_of_new_points_each_once():
    own = found(
        grown("1", 9, 4), grown("2", 3, 5), grown("3", 7, None), grown("4", 100, 0),
        projects=[
            ("1", "新增长点"), ("1", "新增长点"), ("2", "新增长点"), ("3", "新增长点"),
            ("9", "新增长点"), ("9", "新增长点"), ("", "新增长点"), ("4", "技改"),
        ],
    )  # fmt: skip
    points = own.new_points
    assert (points.projects, points.uncoded, points.unknown) == (7, 1, ("9",))
    assert [row.code for row in points.uncounted] == ["3"]
    assert (codes(points.portion), points.portion.increment) == (["1", "2"], 3)


def test_who_is_in_two_parts():
    own = found(
        grown("1", 200_000, 5_000), grown("2", 10_000, 9_000), grown("3", 50, 20),
        projects=[("1", "新增长点"), ("3", "新增长点")],
    )  # fmt: skip
    one, ten = own.crossed[ONE], own.crossed[TEN]
    for other in (own.new_points.portion, ten):
        assert codes(one.shared_with(other)) == ["1"]
        assert one.shared_with(other).increment == 195_000


def test_every_digit_of_an_increment_stays():
    least = Decimal("0.000000000000001")
    own = found(grown("1", 10**11 + least, 1), grown("2", 10**11 + least, 1))
    assert own.crossed[TEN].increment == 2 * 10**11 - 2 + 2 * least


def test_no_register_or_no_column_is_missing():
    assert found(grown("1", 9, 4)).new_points is None
    for column in ("类别", CREDIT_CODE_HEADER):
        assert found(grown("1", 9, 4), projects=[("1", "新增长点")], without=(column,)) \
            .new_points is None  # fmt: skip
    assert found(grown("1", 9, 4), projects=[]).new_points.portion.increment == 0


def test_without_rows_the_increment_is_missing():
    own = found()
    assert (own.increment, own.crossed) == (None, {ONE: Portion(), TEN: Portion()})


def test_the_shipped_year():
    own = milestones(shipped_year())
    assert own.increment == shipped_year().frame.group(YTD).increment
    points = own.new_points
    assert (points.projects, points.uncoded) == (106, 5)
    distinct = len(points.portion.enterprises) + len(points.unknown) + len(points.uncounted)
    assert distinct <= points.projects - points.uncoded
    assert own.crossed[ONE].enterprises
    assert own.crossed[TEN].enterprises
