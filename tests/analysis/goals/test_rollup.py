"""A register by one of its columns: the rows add up to the total, and to what tasks count."""

from decimal import Decimal
from random import Random

import pytest

from fzlib.analysis.goals.actuals import attained_by
from fzlib.analysis.goals.rollup import blanks, rollup
from fzlib.goals.actuals import Tally
from fzlib.goals.cycles import YEAR, Cycle
from fzlib.goals.sections import CountTable
from fzlib.goals.tasks import COUNTY, Task
from tests.analysis.goals import random_goals
from tests.analysis.goals.made import CHANGLE, DONE, GULOU, MONEY, PLAN, goals, rows

KINDS = [
    {"region": GULOU, "类别": "甲", "done": "2023-02-01", "plan": "2023-03-01", "money": "1.50"},
    {"region": GULOU, "类别": "乙", "done": "2022-12-31", "money": "2"},
    {"region": CHANGLE, "类别": "甲", "done": "2023-06-01", "plan": "2023-05-31"},
    {"region": "", "类别": "", "done": "2023-05-31", "plan": "2023-05-01"},
]


def table(by="地区", **columns):
    columns = columns or {"条目": Tally("r")}
    return CountTable("表", "r", by, tuple(columns.items()))


def values(own):
    return {name: [number.value for number in numbers] for name, numbers in own.rows.items()}


def test_a_row_each_county_in_order_with_entries_or_without():
    own = rollup(goals((), rows((CHANGLE,))), table())
    assert list(own.rows) == [GULOU, CHANGLE]
    assert values(own) == {GULOU: [0], CHANGLE: [1]}


def test_entries_of_no_county_have_a_row_of_their_own():
    own = rollup(goals((), rows(*KINDS)), table())
    assert values(own) == {GULOU: [2], CHANGLE: [1], "": [1]}
    assert own.total[0].value == 4


def test_of_another_column_a_row_each_value_in_the_file_s_order():
    assert values(rollup(goals((), rows(*KINDS)), table("类别"))) == {"甲": [2], "乙": [1], "": [1]}


def test_columns_are_read_as_a_task_s_actual_of_the_year_so_far():
    own = rollup(
        goals((), rows(*KINDS)),
        table(
            本年=Tally("r", reached=DONE),
            累计=Tally("r", reached=DONE, ever=True),
            甲类=Tally("r", (("类别", ("甲",)),)),
            金额=Tally("r", sum=MONEY),
            比率=Tally("r", reached=DONE, of=PLAN),
        ),
    )
    # 长乐区: done only after May; planned for its last day
    assert values(own) == {
        GULOU: [1, 2, 1, Decimal("3.50"), 100],
        CHANGLE: [0, 0, 1, None, 0],
        "": [1, 1, 0, None, 100],
    }
    assert [n.value for n in own.total] == [2, 3, 2, Decimal("3.50"), Decimal("66.67")]


def test_blank_amounts_are_counted_of_those_that_count():
    money = table(金额=Tally("r", sum=MONEY, reached=DONE))
    assert blanks(goals((), rows(*KINDS)), money) == {MONEY: 1}  # not the one done in June
    assert blanks(goals((), rows(*KINDS)), table()) == {}


def test_a_register_without_a_file_and_one_without_entries():
    assert rollup(goals((), None), table()) is None
    assert blanks(goals((), None), table(金额=Tally("r", sum=MONEY))) == {}
    own = rollup(goals((), ()), table("类别", 条目=Tally("r"), 金额=Tally("r", sum=MONEY)))
    assert own.rows == {}
    assert [number.value for number in own.total] == [0, 0]


@pytest.mark.parametrize("seed", range(25))
def test_counts_add_up_and_every_number_is_the_task_s(seed):
    rng = Random(seed)
    own = random_goals.goals(rng, 0)
    columns = {
        "条目": Tally("full", reached="办结日期"),
        "金额": Tally("full", sum="预算（万元）", reached="办结日期", ever=True),
        "比率": Tally("full", reached="办结日期", of="受理日期"),
    }
    found = rollup(own, CountTable("", "full", "地区", tuple(columns.items())))
    for n, tally in enumerate(columns.values()):
        task = Task("t", "", "", "", "", "项", Cycle(YEAR), COUNTY, tally)
        for region, attained in attained_by(own, task).items():
            numbers = found.total if region == own.city else found.rows[region]
            assert numbers[n] == attained
    assert sum(numbers[0].value for numbers in found.rows.values()) == found.total[0].value
