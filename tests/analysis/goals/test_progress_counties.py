"""Counties' rows and the order of the table, case by case (GOALS, section Exactly)."""

from decimal import Decimal

import pytest

from fzlib.analysis.goals.progress import progress
from fzlib.analysis.goals.table import targets_rows
from fzlib.goals.actuals import Reported, Tally
from tests.analysis.goals.made import (
    CHANGLE,
    CITY,
    COUNTIES,
    DONE,
    GULOU,
    MAY,
    MONEY,
    RATE,
    city,
    goals,
    row,
    rows,
    table,
    task,
)


def test_a_county_s_target_is_the_split_s_else_the_task_s_where_of_county():
    listed = rows((GULOU, "2023-02-01"), ("", "2023-02-01"))
    by_county = table(goals(task(of="county"), listed, targets={("t", GULOU): 3}))
    assert [by_county[region][:2] for region in COUNTIES] == [["1", "3"], ["0", "12"]]
    # "without one its row is told"
    split = table(goals(task(), listed, targets={("t", GULOU): 3}))
    assert [split[region][1] for region in (CITY, *COUNTIES)] == ["12", "3", ""]
    assert split[CHANGLE] == ["0", "", "", "", "", "", "told"]


def test_an_entry_of_the_city_counts_for_the_city_alone():
    listed = rows((GULOU, "2023-02-01"), ("", "2023-02-01"))
    assert [line[0] for line in table(goals(task(of="county"), listed)).values()] == ["2", "1", "0"]


def statuses(made):
    return [line[-1] for line in table(made).values()]


@pytest.mark.parametrize(
    ("counts", "exempt", "period", "status"),
    [
        # "the worst status of its counties (seriously_behind, behind, missing, on_schedule, met;
        # not_due only if all are)"
        ((12, 0), (), "2023-05", "seriously_behind"),
        ((12, 4), (), "2023-05", "behind"),
        ((12, 6), (), "2023-05", "on_schedule"),
        ((12, 12), (), "2023-05", "met"),
        ((12, 0), (CHANGLE,), "2023-05", "met"),
        ((12, 0), COUNTIES, "2023-05", "not_applicable"),
    ],
)
def test_the_city_s_row_of_a_county_task(counts, exempt, period, status):
    regions = [region for region, n in zip(COUNTIES, counts, strict=True) for _ in range(n)]
    made = goals(
        task(of="county", exempt=exempt), rows(*((r, "2023-02-01") for r in regions)), period
    )
    # "the city's actual, no target"
    assert city(made) == [str(sum(counts)), "", "", "", "", "", status]


def test_not_due_only_if_all_counties_are():
    own = task(of="county", unit="%", target=100, actual=RATE)
    one = {"region": GULOU, "plan": "2023-02-01", "done": "2023-02-01"}
    assert statuses(goals(own, rows(one))) == ["met", "met", "not_due"]
    assert statuses(goals(own, ())) == ["not_due"] * 3


def test_missing_is_worse_than_on_schedule_and_better_than_behind():
    own = task(of="county", actual=Reported("n"))
    for number, worst in ((6, "missing"), (4, "behind")):
        made = goals(
            own, figures={(MAY, GULOU, "n"): Decimal(number), (MAY, CITY, "n"): Decimal(9)}
        )
        assert statuses(made)[0] == worst
    assert progress(made)[0].lack == ""


def test_not_applicable_is_a_blank_row_whose_entries_count_for_the_city():
    made = goals(task(of="county", exempt=(CHANGLE,)), rows((CHANGLE, "2023-02-01")))
    assert table(made)[CHANGLE] == ["", "", "", "", "", "", "not_applicable"]
    assert city(made)[0] == "1"


def test_city_rows_first_then_county_by_county():
    # "all tasks' city rows in the file's order, then county by county (counties in the order of
    # regions.csv, tasks in the file's)"
    own = (task("b", of="county"), task("c"), task("a", of="county"))
    lines = targets_rows(MAY, progress(goals(own)))
    assert ",".join(lines[0]) == (
        "period,task,region,actual,target,progress,schedule,gap,needed,status"
    )
    order = [(line[1], line[2]) for line in lines[1:]]
    assert order == [
        *((code, CITY) for code in "bca"),
        *((code, region) for region in COUNTIES for code in "ba"),
    ]
    assert {line[0] for line in lines[1:]} == {"2023-05"}


def test_plain_decimals_without_trailing_zeros():
    listed = [row(1, done="2023-02-01", money="1.500"), row(2, done="2023-02-01", money="2E+3")]
    own = task(target="20.50", unit="万元", actual=Tally("r", reached=DONE, sum=MONEY))
    assert city(goals(own, listed))[:3] == ["2001.5", "20.5", "9763.41"]
