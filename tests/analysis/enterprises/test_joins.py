"""The watch list joined by code with visits and appeals: ENTERPRISES, Watch list and Exactly."""

from dataclasses import replace
from datetime import date

import pytest

from fzlib.analysis.enterprises.joins import Lack
from fzlib.analysis.enterprises.watch import watch_list
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.goals.cycles import last_day
from tests.analysis.enterprises.watched import (
    APPEALS,
    IDLE,
    UP,
    VISITS,
    appealed,
    codes,
    course,
    register,
    shipped_registers,
    shipped_year,
    visited,
)


def watched(*months, registers, first=2):
    (entry,) = watch_list(course(*months, registers=registers, first=first)).entries
    return entry


@pytest.mark.parametrize(
    ("days", "count", "this_month"),
    [
        ((), 0, 0),
        # from the first day of the run's first period (March) …
        (("2023-02-28",), 0, 0), (("2023-03-01",), 1, 0), (("2023-03-31",), 1, 0),
        # … up to the period's end (April)
        (("2023-04-01",), 1, 1), (("2023-04-30",), 1, 1), (("2023-05-01",), 0, 0),
        (("2023-04-30", "2023-03-02", "2023-04-30"), 3, 2),
    ],
)  # fmt: skip
def test_visits_since_it_came_on_the_list(days, count, this_month):
    own = watched(UP, IDLE, IDLE, registers=visited(*days))
    assert (own.visits.count, own.visits.this_month) == (count, this_month)
    assert own.is_unvisited == (this_month == 0)
    assert own.visits.last is None or str(own.visits.last.day) == max(days)


@pytest.mark.parametrize(
    ("day", "this_month"),
    [("2022-12-31", 0), ("2023-01-01", 1), ("2023-02-28", 1), ("2023-03-01", 0)],
)
def test_this_month_is_both_in_the_first_period(day, this_month):
    assert watched(IDLE, registers=visited(day)).visits.this_month == this_month


def test_by_whom():
    rows = [
        {"走访日期": "2023-03-05", "带队领导": "甲"},
        {"走访日期": "2023-03-09", "带队领导": "乙"},
        {"走访日期": "2023-03-07", "带队领导": ""},
        {"走访日期": "2023-02-01", "带队领导": "甲"},
    ]
    own = watched(IDLE, IDLE, registers=visited(*rows))
    assert own.visits.leaders == ("乙", "甲")
    assert (own.visits.last.leader, own.visits.last.day) == ("乙", date(2023, 3, 9))


def test_a_contact_is_no_visit():
    """The plan: 每月一联系、每季一走访."""
    rows = [{"走访日期": "2023-03-05", "方式": means} for means in ("走访", "联系", "")]
    own = watched(UP, IDLE, registers=visited(*rows))
    assert (own.visits.count, own.visits.this_month) == (2, 2)
    only = watched(UP, IDLE, registers=visited(rows[1]))
    assert (only.visits.count, only.is_unvisited) == (0, True)


@pytest.mark.parametrize(
    ("entry", "received", "is_open"),
    [
        (("2023-03-31", ""), 1, 1),
        (("2023-03-31", "2023-04-01"), 1, 1),  # closed after the period's end: open
        (("2023-03-31", "2023-03-31"), 1, 0),
        (("2022-05-01", "2022-06-01"), 1, 0),  # before it came on the list too
        (("2023-04-01", ""), 0, 0),  # as of a later file
        (("2023-04-01", "2023-04-02"), 0, 0),
    ],
)
def test_appeals_as_they_stood_at_the_period_s_end(entry, received, is_open):
    columns = dict(zip(("受理日期", "办结日期"), entry, strict=True))
    own = watched(UP, IDLE, registers=appealed(columns)).appeals
    assert tuple(map(len, (own.received, own.open, own.closed))) == (
        received,
        is_open,
        received - is_open,
    )


def test_dates_are_those_that_the_register_says_of_itself():
    own = replace(APPEALS, stages=("收件日期",), due={"销号日期": "限办日期"})
    row = {"收件日期": "2023-02-05", "销号日期": "2023-02-09"}
    visits = replace(VISITS, stages=("到访日期",))
    day = {"到访日期": "2023-02-03", "带队领导": ""}
    registers = {
        "appeals": register(own, ("1", row)), "visits": register(visits, ("1", day)),
    }  # fmt: skip
    entry = watched(IDLE, registers=registers)
    assert (len(entry.appeals.closed), entry.visits.count) == (1, 1)
    assert watch_list(course(IDLE, registers=registers)).lacks == ()


def test_no_register_is_missing_not_0_and_not_unvisited():
    found = watch_list(course(IDLE))
    (own,) = found.entries
    assert (own.visits, own.appeals, own.is_unvisited, found.unvisited) == (None,) * 4
    assert found.lacks == (Lack("visits"), Lack("appeals"))
    assert all(lack.is_absent for lack in found.lacks)


@pytest.mark.parametrize(
    ("column", "role", "is_none"),
    [
        ("走访日期", "visits", True), ("带队领导", "visits", False),
        (CREDIT_CODE_HEADER, "visits", True), (CREDIT_CODE_HEADER, "appeals", True),
        ("受理日期", "appeals", True), ("办结日期", "appeals", False),
    ],
)  # fmt: skip
def test_a_column_that_is_not_there_is_told(column, role, is_none):
    without = (column,)
    rows = "2023-02-05"
    registers = (
        visited(rows, without=without) | appealed(rows)
        if role == "visits"
        else visited(rows) | appealed(rows, without=without)
    )
    found = watch_list(course(IDLE, registers=registers))
    (own,) = found.entries
    assert found.lacks == (Lack(role, (column,)),)
    assert (getattr(own, role) is None) == is_none
    assert (found.unvisited is None) == (is_none and role == "visits")
    if column == "办结日期":
        assert len(own.appeals.received) == 1
        assert (own.appeals.open, own.appeals.closed) == (None, None)


def test_entries_without_a_date_count_nowhere_and_are_told():
    found = watch_list(course(IDLE, registers=visited("", "2023-02-03", ("", "")) | appealed("")))
    (own,) = found.entries
    assert (own.visits.count, own.appeals.received) == (1, ())
    assert found.lacks == (Lack("visits", undated=1), Lack("appeals", undated=1))


def test_only_its_own_code_counts():
    own = watched(IDLE, registers=visited(("2", "2023-02-03"), ("", "2023-02-03")))
    assert own.visits.count == 0


@pytest.mark.parametrize("month", ["2023-02", "2023-08", "2023-12"])
def test_the_shipped_registers_against_a_plain_count(month):
    """Entry by entry, as a reader of the two files would."""
    own = shipped_year(month)
    found = watch_list(own)
    visits = shipped_registers()["visits"].entries.rows
    appeals = shipped_registers()["appeals"].entries.rows
    end = last_day(own.period)
    for entry in found.entries:
        code, first = entry.enterprise.code, entry.run.first
        start = date(2023, 1 if first.month == 2 else first.month, 1)
        walked = [
            row.day("走访日期") for row in visits
            if row.text(CREDIT_CODE_HEADER) == code and row.text("方式") == "走访"
            if start <= row.day("走访日期") <= end
        ]  # fmt: skip
        assert sorted(walked) == [visit.day for visit in entry.visits.visits]
        received = [
            row for row in appeals
            if row.text(CREDIT_CODE_HEADER) == code and row.day("受理日期") <= end
        ]  # fmt: skip
        still = [row for row in received if (row.day("办结日期") or date.max) > end]
        assert (len(received), len(still)) == (len(entry.appeals.received), len(entry.appeals.open))
    assert found.lacks == ()
    assert 0 < len(found.unvisited) < len(found.entries)
    assert codes(found.entries)[: len(found.unvisited)] == codes(found.unvisited)
