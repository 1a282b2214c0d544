"""Which tasks are judged, scheduled and met."""

from decimal import Decimal

import pytest

from fzlib.goals.actuals import OfEnterprises, Reported, Scored, Tally
from fzlib.goals.cycles import Cycle
from fzlib.goals.tasks import Document, GoalReadings, Task


def task(**given):
    base = {
        "code": "t", "name": "任务", "clause": "一", "quote": "…", "owner": "", "unit": "项",
        "cycle": Cycle("year"), "of": "city", "actual": Tally("r"), "target": Decimal(10),
        "direction": "at_least",
    }  # fmt: skip
    return Task(**base | given)


@pytest.mark.parametrize(
    ("given", "judged", "scheduled"),
    [
        ({}, True, True),
        ({"direction": "above"}, True, True),
        # "a task in %, and an at_most task, has no schedule"
        ({"unit": "%"}, True, False),
        ({"direction": "at_most"}, True, False),
        # '`schedule = "calendar"` in the task gives a rate one, `"none"` takes a count's away'
        ({"unit": "%", "schedule": "calendar"}, True, True),
        ({"schedule": "none"}, True, False),
        # "about 左右 (no line: told, not judged)", "or no target"
        ({"direction": "about"}, False, False),
        ({"direction": "", "target": None}, False, False),
    ],
)
def test_line_and_schedule(given, judged, scheduled):
    assert (task(**given).is_judged, task(**given).has_schedule) == (judged, scheduled)


@pytest.mark.parametrize(
    ("direction", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("above", False, False, True),
        ("at_most", True, True, False),
    ],
)
def test_direction(direction, below, at, above):
    owed = task(direction=direction)
    met = [owed.meets(Decimal(n), Decimal(10)) for n in (9, 10, 11)]
    assert met == [below, at, above]


def test_only_entries_and_amounts_are_counted():
    assert task().is_counted
    assert task(actual=Tally("r", sum="金额（万元）")).is_counted
    assert not task(actual=Tally("r", reached="办结日期", of="受理日期")).is_counted
    assert not task(actual=Reported("n")).is_counted
    assert not task(actual=Scored("increment", "ytd")).is_counted


def test_what_a_document_holds():
    tasks = (
        task(code="a", actual=Scored("increment", "ytd")),
        task(code="b", of="county"),
        task(code="c", actual=Reported("joined", "eligible")),
        task(code="d", actual=Scored("va_growth", "ytd"), direction="about"),
        task(code="e", actual=OfEnterprises("down_share.ytd"), direction="about"),
    )
    targets = {("c", "福清市"): Decimal(3)}
    document = Document("方案", "某号", 2023, GoalReadings(), {}, tasks, targets)
    assert [t.code for t in document.headline] == ["a", "e"]
    assert [t.code for t in tasks if document.has_counties(t)] == ["b", "c"]
    assert document.figures == ("joined", "eligible")
    with pytest.raises(KeyError):
        document.task("none")
