"""增长面 of divisions, and classes of growth."""

import pytest

from fzlib.analysis.enterprises.spread import BOUNDS, growth_classes, spread
from fzlib.enterprises.frame import DIVISION
from fzlib.enterprises.marks import COMPARABLE, HALF_IDLE
from tests.enterprises.frames import enterprise, frame, shipped


def test_divisions_that_grow_stand_and_fall():
    own = frame(
        enterprise("1", division="13", month=(3, 2)),
        enterprise("2", division="26", month=(2, 2)),
        enterprise("3", division="39", month=(1, 2)),
        enterprise("4", division="44", month=(1, 0)),
        enterprise("5", division="45", month=(None, 2)),
    )
    found = spread(own.at_level("month", DIVISION))
    parts = (found.up, found.level, found.down, found.without)
    assert [[group.division for group in part] for part in parts] == [
        ["13"], ["26"], ["39"], ["44", "45"],
    ]  # fmt: skip
    assert found.among == 3


@pytest.mark.parametrize(
    ("growth", "bound"),
    [
        (-150, (None, -100)), (-100, (None, -100)), ("-99.9", (-100, -50)), (-50, (-100, -50)),
        ("-49.9", (-50, -30)), (-30, (-50, -30)), ("-29.9", (-30, -10)), (-10, (-30, -10)),
        ("-0.000000000000001", (-10, 0)), (0, (0, 0)), ("0.000000000000001", (0, 10)),
        (10, (10, 30)), ("29.9", (10, 30)), (30, (30, 50)), (50, (50, 100)), (100, (100, None)),
        (900, (100, None)),
    ],
)  # fmt: skip
def test_the_class_of_a_growth(growth, bound):
    output = 100 + enterprise(month=(growth, 1)).month.output
    found = growth_classes(frame(enterprise(month=(output, 100))), "month")
    assert [(own.low, own.high) for own in found if own.firms] == [bound]


def test_classes_hold_every_comparable_enterprise_once():
    own = shipped("2023-05")
    classes = growth_classes(own, "month")
    assert [(one.low, one.high) for one in classes] == list(BOUNDS)
    held = sorted(row.code for one in classes for row in one.firms)
    assert held == sorted(row.code for row in own.marked("month", COMPARABLE))
    (half,) = (one for one in classes if one.high == -50)
    assert set(half.firms) == set(own.marked("month", HALF_IDLE))
