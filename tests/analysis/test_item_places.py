"""Where a county stands by each item: ties, those without points, groups."""

import pytest

from fzlib.analysis.item_places import item_places
from tests.analysis.cards import ALL, card
from tests.presentation.cards import cases, totals


def places(scores):
    """County → place, how many share it and of how many, first, last; of one item."""
    own = totals(scores)
    found = {county: item_places(own, county) for county in scores}
    return {
        county: [(p.place, p.level, p.of, p.first, p.last) for p in each.values()]
        for county, each in found.items()
    }


@cases(
    "scores, first, last",
    {
        "in order": (
            {"甲": "3", "乙": "2", "丙": "1"}, (1, 1, 3, True, False), (3, 1, 3, False, True),
        ),
        "a tie at either end": (
            {"甲": "3", "乙": "3", "丙": "1", "丁": "1"},
            (1, 2, 4, True, False),
            (3, 2, 4, False, True),
        ),
        "all alike: nobody is first or last": (
            {"甲": "3", "乙": "3"}, (1, 2, 2, False, False), (1, 2, 2, False, False),
        ),
        "of those that have points": (
            {"甲": "3", "乙": None, "丙": "1"}, (1, 1, 2, True, False), (2, 1, 2, False, True),
        ),
        "alone": ({"甲": "3"}, (1, 1, 1, False, False), (1, 1, 1, False, False)),
    },
)  # fmt: skip
def test_places(scores, first, last):
    found = places(scores)
    assert (found["甲"], found[list(scores)[-1]]) == ([first], [last])
    assert all(found[county] == [] for county, score in scores.items() if score is None)


@pytest.mark.parametrize(("data", "period"), ALL)
def test_places_are_the_positions_in_a_sorted_list(data, period):
    """A plain second way: sort the points, the place is where the first of the same stands."""
    own = card(data, period)
    for county in own.counties:
        for item, found in item_places(own, county).items():
            every = sorted(
                (i.points for i in own.records if i.id == item.id and i.points is not None),
                reverse=True,
            )
            assert found.place == every.index(item.points) + 1
            assert found.of == len(every)
            assert found.first == (every[0] == item.points != every[-1])
            assert found.last == (every[-1] == item.points != every[0])
