"""What must hold of any goals: sums over counties, progress at the target, what is still needed."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.goals.progress import progress, rows_of
from fzlib.goals.actuals import Reported, Tally
from fzlib.vocabulary import TaskStatus
from tests.analysis.goals.made import CITY, COUNTIES, DONE, MONEY, goals, row, task
from tests.analysis.goals.random_goals import goals as random_goals

# A busy machine is no failure.
PATIENT = settings(deadline=None, max_examples=60)

MADE = st.integers(0, 10**9).map(lambda seed: random_goals(random.Random(seed)))
AMOUNTS = st.decimals("-1000", "1000", places=3)
ENTRIES = st.lists(
    st.tuples(st.sampled_from((*COUNTIES, "")), st.dates().map(str), AMOUNTS), max_size=30
)


@PATIENT
@given(MADE)
def test_counties_counts_and_the_city_s_own_sum_to_the_city_s(made):
    for own in made.document.tasks:
        tally = own.actual
        if not isinstance(tally, Tally) or tally.of or tally.distinct or tally.sum:
            continue
        entries = made.registers[tally.register]
        if entries is None:
            continue
        duty = replace(own, of="county", exempt=())
        city, *counties = rows_of(made, duty)
        only_city = replace(entries, rows=tuple(entries.of("")))
        registers = {**made.registers, tally.register: only_city}
        own_rows = rows_of(replace(made, registers=registers), duty)
        assert city.actual == sum(county.actual for county in counties) + own_rows[0].actual


@PATIENT
@given(ENTRIES)
def test_sums_too(listed):
    rows = [row(n, region, "2023-02-01", money=m) for n, (region, _, m) in enumerate(listed)]
    own = task(of="county", unit="万元", actual=Tally("r", reached=DONE, sum=MONEY))
    city, *counties = rows_of(goals(own, rows), own)
    of_city = sum((m for region, _, m in listed if not region), Decimal(0))
    assert city.actual == sum(county.actual for county in counties) + of_city


@PATIENT
@given(st.decimals("0.001", "100000", places=3), st.integers(2, 12))
def test_progress_is_100_at_the_target(target, month):
    own = task(target=target, unit="亿元", actual=Reported("n"))
    made = goals(own, period=f"2023-{month:02d}")
    (at,) = progress(replace(made, figures={(made.period, CITY, "n"): target}))
    assert (at.progress, at.status, at.needed) == (100, TaskStatus.MET, None)


@PATIENT
@given(MADE)
def test_needed_times_the_months_left_and_the_actual_are_the_target(made):
    """Up to the rounding of what is needed: half a hundredth a month."""
    for each in progress(made):
        left = each.task.cycle.months_left(made.period)
        if each.needed is None:
            continue
        reached = Fraction(each.needed) * left + Fraction(each.actual)
        assert abs(reached - Fraction(each.target)) <= Fraction(left, 200)


@PATIENT
@given(MADE)
def test_gap_is_progress_less_schedule_as_printed_else_actual_less_target(made):
    for each in progress(made):
        if each.gap is None:
            continue
        if each.task.has_schedule:
            assert each.gap == each.progress - each.schedule
        else:
            assert each.gap == each.actual - each.target


@PATIENT
@given(MADE)
def test_the_status_follows_from_what_is_printed(made):
    least = made.document.readings.seriously_behind
    for each in progress(made):
        blank = (each.progress, each.schedule, each.gap, each.needed)
        match each.status:
            case TaskStatus.MET:
                assert each.target is None or each.task.meets(each.actual, each.target)
                assert each.needed is None
            case TaskStatus.SERIOUSLY_BEHIND:
                assert each.target is None or each.gap <= -least
            case TaskStatus.ON_SCHEDULE:
                assert each.target is None or each.gap is None or each.gap >= 0
            case TaskStatus.NOT_APPLICABLE | TaskStatus.TOLD:
                assert blank == (None,) * 4
            case TaskStatus.MISSING if each.task.of == "city" or not each.is_city:
                assert each.actual is None
                assert each.lack
            case TaskStatus.NOT_DUE:
                assert (each.schedule, each.gap) == (None, None)
                assert each.lack


@PATIENT
@given(MADE)
def test_a_row_of_the_city_a_task_and_one_of_each_county_that_has_any(made):
    rows = progress(made)
    assert sorted((each.task.code, each.region) for each in rows) == sorted(
        [
            *((own.code, made.city) for own in made.document.tasks),
            *(
                (own.code, county)
                for own in made.document.tasks
                if made.document.has_counties(own)
                for county in made.counties
            ),
        ]
    )
