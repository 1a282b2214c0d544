"""Grids of duties that recur (GOALS, Findings): counts against the minimum, months missed."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.analysis.goals.grids import grids
from fzlib.goals.actuals import Reported, Tally
from fzlib.scoring.periods import Period
from tests.analysis.goals.made import CHANGLE, CITY, COUNTIES, GULOU, goals, rows, task
from tests.analysis.goals.random_goals import goals as random_goals


def written(cells):
    marks = {(True, False): "met", (False, True): "missed", (False, False): "open"}
    return [
        f"{cell.period.month}:{cell.actual}/{cell.minimum} {marks[cell.is_met, cell.is_missed]}"
        for cell in cells
    ]


def test_months_of_the_year_so_far():
    days = ("2023-01-03", "2023-02-03", "2023-04-30", "2023-05-01", "2023-05-02", "2023-06-01")
    made = goals(task(cycle="month", of="county", target=1), rows(*((GULOU, day) for day in days)))
    (grid,) = grids(made)
    by_region = {line.region: line for line in grid.lines}
    assert list(by_region) == [CITY, *COUNTIES]
    # 1—2月 owes twice
    assert written(by_region[GULOU].cells) == [
        "2:2/2 met", "3:0/1 missed", "4:1/1 met", "5:2/1 met",
    ]  # fmt: skip
    assert by_region[GULOU].missed == (Period(2023, 3),)
    assert [period.month for period in by_region[CHANGLE].missed] == [2, 3, 4, 5]
    assert [line.region for line in grid.counties] == list(COUNTIES)


def test_quarters_of_the_year_so_far_the_present_one_is_not_missed_before_it_is_over():
    made = goals(task(cycle="quarter", target=2), rows(("", "2023-02-01"), ("", "2023-05-31")))
    (grid,) = grids(made)
    (line,) = grid.lines
    assert written(line.cells) == ["3:1/2 missed", "5:1/2 open"]
    assert line.missed == (Period(2023, 3),)


def test_what_is_missing_is_not_missed():
    own = task(cycle="month", target=1, actual=Reported("n"))
    figures = {(Period(2023, 5), CITY, "n"): Decimal(0)}
    (line,) = grids(goals(own, figures=figures))[0].lines
    assert [period.month for period in line.missing] == [2, 3, 4]
    assert [period.month for period in line.missed] == [5]


@pytest.mark.parametrize(
    ("given", "missed"),
    [({"start": "2023-04"}, [4, 5]), ({"exempt": COUNTIES}, []), ({}, [2, 3, 4, 5])],
)
def test_not_due_and_not_applicable_are_not_missed(given, missed):
    made = goals(task(cycle="month", of="county", target=1, **given))
    for line in grids(made)[0].counties:
        assert [period.month for period in line.missed] == missed


def test_only_what_recurs_and_has_a_line():
    tasks = (
        task("a"), task("b", cycle="2023-06-30"), task("c", cycle="month", target=None),
        task("d", cycle="quarter", direction="about"), task("e", cycle="month"),
    )  # fmt: skip
    assert [grid.task.code for grid in grids(goals(tasks))] == ["e"]


@pytest.mark.parametrize("cycle", ["month", "quarter"])
def test_the_totals_are_the_counts_of_the_year(cycle):
    """Every entry of the year so far is in one cycle."""
    own = task(cycle=cycle, of="county", actual=Tally("full", reached="办结日期"))
    for seed in range(30):
        drawn = random_goals(random.Random(seed))
        made = replace(drawn, document=replace(drawn.document, tasks=(own,), targets={}))
        (grid,) = grids(made)
        for line in grid.lines:
            count = sum(
                "2023-01-01" <= str(row.values["办结日期"]) <= f"{made.period}-31"
                for row in made.registers["full"].rows
                if line.is_city or row.region == line.region
            )
            assert sum(cell.actual for cell in line.cells) == count
        assert len(grid.lines) == 1 + len(made.counties)
