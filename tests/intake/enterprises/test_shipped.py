"""The example's eleven files: read as they were made, with the hints they were made to give."""

from collections import Counter

import pytest

import fzlib as fz
from fzlib.intake.enterprises import hints
from tests.enterprises.frames import FUZHOU, shipped

pytestmark = pytest.mark.slow
PERIODS = [f"2023-{month:02d}" for month in range(2, 13)]


@pytest.fixture(scope="module")
def loaded():
    """Period → its enterprises. The latest first: it reads those before."""
    return {period: fz.load_enterprises(FUZHOU, period) for period in reversed(PERIODS)}


def told(inputs, hint):
    """How many of a kind are told."""
    start, end = hint.what.split("{n}")
    counts = [
        int(w.matter.removeprefix(start).partition(end)[0]) for w in inputs.warnings
        if w.matter.endswith(end)
    ]  # fmt: skip
    assert len(counts) <= 1
    return sum(counts)


@pytest.mark.parametrize("period", PERIODS)
def test_the_rows_are_those_of_the_file(loaded, period):
    own, plainly = loaded[period].enterprises.frame, shipped(period)
    assert [row.code for row in own.rows] == [row.code for row in plainly.rows]
    for row, other in zip(own.rows, plainly.rows, strict=True):
        assert (row.ytd, row.state, row.is_key, row.power) == (
            other.ytd, other.state, other.is_key, other.power,
        )  # fmt: skip
        # in 1—2月 who gave the one figure gave the other
        assert row.month == (row.ytd if own.period.month_is_ytd else other.month)
    assert own.groups[-1] == plainly.groups[-1]
    assert (own.groups == plainly.groups) is not own.period.month_is_ytd


def test_three_codes_have_a_wrong_check_digit_in_every_period(loaded):
    assert {period: told(own, hints.CODES) for period, own in loaded.items()} == dict.fromkeys(
        PERIODS, 3
    )


def test_two_rows_are_said_to_work_while_they_stand_still(loaded):
    counts = {period: told(own, hints.STANDING) for period, own in loaded.items()}
    assert {period: n for period, n in counts.items() if n} == {"2023-03": 1, "2023-05": 1}


def test_who_moved_is_told_in_the_period_in_which_they_did(loaded):
    for period in PERIODS:
        own = loaded[period].enterprises
        before = own.earlier[-1].by_code if own.earlier else {}
        moved = Counter(
            name
            for row in own.frame.rows
            if (then := before.get(row.code))
            for name in ("county", "division")
            if getattr(row, name) != getattr(then, name)
        )
        assert told(loaded[period], hints.COUNTY_MOVED) == moved["county"]
        assert told(loaded[period], hints.DIVISION_MOVED) == moved["division"]


def test_who_did_not_report_is_told(loaded):
    for period, inputs in loaded.items():
        left_out = inputs.enterprises.frame.left_out("month")
        assert told(inputs, hints.ABSENT["month"]) == len(left_out)
        assert bool(left_out) is (period != "2023-02")


def test_sums_differ_only_where_somebody_did_not_report(loaded):
    for period, inputs in loaded.items():
        of_sums = [w for w in inputs.warnings if w.kind == "figure.unequal_sum"]
        assert [w.serious for w in of_sums] == ([] if period == "2023-02" else [False])


def test_a_period_has_all_the_periods_before_and_three_registers(loaded):
    own = loaded["2023-12"]
    assert [str(frame.period) for frame in own.enterprises.earlier] == PERIODS[:-1]
    assert {role: len(j.entries.rows) for role, j in own.enterprises.registers.items()} == {
        "visits": 731, "appeals": 430, "projects": 962,
    }  # fmt: skip
    assert [*own.files] == [f"enterprises/{period}.parquet" for period in PERIODS]
    assert own.enterprises.settings.source.endswith("（示例）")


def test_hints_are_few(loaded):
    assert max(len(inputs.warnings) for inputs in loaded.values()) <= 6
