"""A run on the watch list: a period without a file or figure neither ends nor lengthens it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.enterprises.reasons import reasons
from fzlib.analysis.enterprises.runs import Run, month_window, runs
from fzlib.analysis.enterprises.watch import watch_list
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.vocabulary import MONTH
from tests.analysis.enterprises.watched import (
    ABSENT,
    FALL,
    HALF,
    IDLE,
    IDLE_IN_BOTH,
    NEW,
    UNREPORTED,
    UP,
    codes,
    course,
    months_of,
    periods,
    shipped_year,
    year,
)
from tests.enterprises.frames import enterprise

PATIENT = settings(deadline=None, max_examples=40)
LEFT = enterprise(month=(0, 100), state="退库")
NO_BASE = (0, None)
KINDS = ("entries", "recovered", "idle_in_both", "unreported", "left")


def told(own):
    """How the only enterprise is told, and the months of its run; None: not at all."""
    found = watch_list(own)
    kinds = [kind for kind in KINDS if getattr(found, kind)]
    if not kinds:
        return None
    (kind,) = kinds
    (entry,) = getattr(found, kind)
    return kind, [period.month for period in entry.run.periods]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((UP, UP), None),
        ((UP, IDLE), ("entries", [3])),
        ((IDLE, HALF, FALL), ("entries", [2, 3, 4])),  # for whichever reason
        ((IDLE, UP, FALL), ("entries", [4])),  # a break begins anew
        # a period without a figure neither ends nor lengthens it
        ((IDLE, UNREPORTED, FALL), ("entries", [2, 4])),
        ((IDLE, NO_BASE, FALL), ("entries", [2, 4])),
        ((IDLE, ABSENT, ABSENT, FALL), ("entries", [2, 5])),
        ((IDLE, LEFT, FALL), ("entries", [2, 4])),
        # 同期 0 is a figure
        ((IDLE, NEW, FALL), ("entries", [4])),
        ((IDLE, IDLE_IN_BOTH, FALL), ("entries", [4])),
        # recovered: on it in the last period that has a figure, and not now; how long it took
        ((IDLE, UP), ("recovered", [2])),
        ((UP, IDLE, FALL, UP), ("recovered", [3, 4])),
        ((IDLE, UNREPORTED, UP), ("recovered", [2])),
        ((IDLE, ABSENT, UP), ("recovered", [2])),
        ((IDLE, UP, UP), None),  # told once
        ((IDLE, NEW), ("recovered", [2])),
        ((IDLE, IDLE_IN_BOTH), ("idle_in_both", [2])),  # still at a standstill
        ((IDLE, UNREPORTED), ("unreported", [2])),
        ((IDLE, UNREPORTED, UNREPORTED), ("unreported", [2])),
        # who left the frame has not recovered, and is told once
        ((IDLE, ABSENT), ("left", [2])),
        ((IDLE, LEFT), ("left", [2])),
        ((IDLE, UNREPORTED, ABSENT), ("left", [2])),
        ((IDLE, ABSENT, ABSENT), None),
        ((IDLE, LEFT, LEFT), None),
        ((IDLE, LEFT, ABSENT), None),
        ((UP, ABSENT), None),
    ],
)
def test_run(months, expected):
    assert told(course(*months)) == expected


@pytest.mark.parametrize("month", [3, 4, 5])
def test_a_period_without_a_file_changes_no_run(month):
    figures = {2: UP, 3: IDLE, 4: HALF, 5: FALL, 6: FALL}
    with_blank = months_of(figures | {month: UNREPORTED})
    without_file = {other: rows for other, rows in with_blank.items() if other != month}
    expected = ("entries", [other for other in (3, 4, 5, 6) if other != month])
    assert told(year(without_file)) == told(year(with_blank)) == expected


def test_nothing_is_new_in_the_year_s_first_file():
    """What was before it is not known."""
    found = watch_list(course(IDLE))
    assert (found.before, found.new, found.continuing) == (None, None, None)
    assert [entry.is_new for entry in found.entries] == [None]
    assert found.recovered == found.left == ()


def test_new_and_continuing_are_against_the_last_file():
    own = year({
        3: [enterprise("1", month=IDLE), enterprise("2", month=UP)],
        6: [enterprise(code, month=IDLE) for code in "123"],
    })  # fmt: skip
    found = watch_list(own)
    assert found.before == periods(3)[0]
    assert (codes(found.continuing), codes(found.new)) == (["1"], ["2", "3"])


def test_windows_begin_in_january_for_the_first_period():
    first, march = Run(tuple(periods(2))), Run(tuple(periods(3, 5)))
    assert list(map(str, first.window(periods(2)[0]))) == ["2023-01-01", "2023-02-28"]
    assert list(map(str, march.window(periods(5)[0]))) == ["2023-03-01", "2023-05-31"]
    assert list(map(str, month_window(periods(5)[0]))) == ["2023-05-01", "2023-05-31"]


def naive_run(own, code):
    """Walks back from this period, asking every file's row anew; months, the latest first."""
    found = []
    for frame in [own.frame, *reversed(own.earlier)]:
        row = next((row for row in frame.rows if row.code == code), None)
        if row is None or row.state == "退库" or None in row.month[:2]:
            continue
        output, base = row.month[:2]
        fell = base > 0 and output < base
        if not fell or not (row.is_key or 10 * output <= 7 * base):
            break
        found.append(frame.period)
    return tuple(reversed(found))


def random_year(rng):
    """Enterprises that come and go, report or not."""
    months = sorted(rng.sample(range(2, 13), rng.randint(1, 7)))
    kinds = [UP, UP, IDLE, IDLE, HALF, FALL, UNREPORTED, NO_BASE, NEW, IDLE_IN_BOTH, ABSENT]
    drawn = {
        month: [
            enterprise(
                str(code), month=own, is_key=code < 3, state=rng.choice(["", "", "", "退库"])
            )
            for code in range(15)
            if (own := rng.choice(kinds)) is not ABSENT
        ]
        for month in months
    }
    return year(drawn)


@pytest.mark.parametrize("seed", range(12))
def test_a_second_computation_of_runs(seed):
    own = random_year(random.Random(seed))
    found = runs((*own.earlier, own.frame), own.settings)
    naive = {str(code): naive_run(own, str(code)) for code in range(15)}
    assert {code: run.periods for code, run in found.items()} == {
        code: run for code, run in naive.items() if run
    }
    entries = {entry.enterprise.code: entry for entry in watch_list(own).entries}
    assert {code: entry.run for code, entry in entries.items()} == {
        code: run for code, run in found.items() if run.last == own.period
    }


MONTHS = st.lists(
    st.sampled_from([UP, IDLE, HALF, UNREPORTED, NEW, ABSENT]), min_size=2, max_size=6
)


@PATIENT
@given(MONTHS, st.integers(0, 5), st.sampled_from([UNREPORTED, NO_BASE, ABSENT]))
def test_what_tells_nothing_may_stand_anywhere(months, place, nothing):
    """Of the same run but for the names of its months."""
    at = place % (len(months) + 1)
    with_it = [*months[:at], nothing, *months[at:]]

    def lengths(figures):
        own = course(*figures)
        found = runs((*own.earlier, own.frame), own.settings)
        return {code: run.length for code, run in found.items()}

    assert lengths(with_it) == lengths(months)


def test_the_shipped_year_has_standstills_of_several_months_and_who_resumed():
    resumed, longest = {}, 0
    for month in periods(*range(3, 13)):
        found = watch_list(shipped_year(str(month)))
        longest = max([longest, *(entry.run.length for entry in found.entries)])
        for entry in found.recovered:
            if entry.run.length >= 3 and "idle" in entry.reasons:
                resumed[entry.enterprise.code] = month, entry.run
    assert longest == 11  # all year
    assert len(resumed) >= 3
    for code, (month, run) in resumed.items():
        now = shipped_year(str(month)).frame.by_code[code]
        assert now.month.output > 0
        assert not reasons(now, MONTH, EnterpriseSettings())
        rows = [shipped_year(str(period)).frame.by_code[code] for period in run.periods]
        assert all(row.month.output <= row.month.base / 2 or row.is_key for row in rows[-1:])
