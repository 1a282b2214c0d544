"""The annual report's table: who met each task; a recurring one in all months of the year."""

from dataclasses import replace

from fzlib.analysis.goals.progress import progress
from fzlib.presentation import annual
from fzlib.presentation.goals import year
from tests.analysis.goals.made import COUNTIES, goals, rows, task
from tests.presentation.cards import cases
from tests.presentation.official_style import read_well

GULOU, CHANGLE = COUNTIES
EVERY = tuple(f"2023-{month:02d}-05" for month in range(1, 13))
MONTHLY = {"cycle": "month", "target": 1}


def who(own, *done, period="2023-12"):
    """The last cell of the task's row, and how many are met by the words."""
    made = goals(own, rows(*done), period=period)
    (table,) = year.table(made, progress(made))
    return table.rows[0][-1].text, year.words(made, progress(made))


@cases(
    "own, done, text",
    {
        "the city's, met": (task(target=1), [("", "2023-05-01")], "已达到目标"),
        "the city's, not met": (task(target=2), [("", "2023-05-01")], "未达到目标"),
        "by all counties": (
            task(of="county", target=1), [(GULOU, EVERY[0]), (CHANGLE, EVERY[3])], "2个均达到"
        ),
        "by some": (
            task(of="county", target=1), [(GULOU, EVERY[0])], "2个中1个达到，未达到的：长乐区"
        ),
        "by none": (task(of="county", target=1), [], "2个均未达到"),
        "one is not asked": (
            task(of="county", target=1, exempt=(CHANGLE,)), [(GULOU, EVERY[0])], "1个均达到"
        ),
        "every month": (task(**MONTHLY), [("", day) for day in EVERY], "已达到目标"),
        "every month but one": (
            task(**MONTHLY), [("", day) for day in EVERY if "-07-" not in day], "未达到的月份：7月"
        ),
        "every month of each county": (
            task(of="county", **MONTHLY),
            [(GULOU, day) for day in EVERY] + [(CHANGLE, day) for day in EVERY[1:]],
            "2个中1个达到，未达到的：长乐区（1—2月）",
        ),
        "no month of any": (
            task(of="county", cycle="quarter", target=1), [],
            "2个均未达到：鼓楼区（一季度、二季度、三季度、四季度）、"
            "长乐区（一季度、二季度、三季度、四季度）",
        ),
    },
)  # fmt: skip
def test_who_met_it(own, done, text):
    cell, words = who(own, *done)
    assert cell == text
    met = int("未达到" not in text)
    each = "（按月、按季完成的，各期均达到的计入）" if own.cycle.kind != "year" else ""
    assert words == f"《方案》（文号）有明确要求的任务1项，截至12月底已达到目标的{met}项{each}。"
    read_well([words])


def test_the_last_month_does_not_stand_for_the_year():
    made = goals(task(**MONTHLY), rows(("", EVERY[-1])), period="2023-12")
    (table,) = year.table(made, progress(made))
    assert [cell.text for cell in table.rows[0]][3:5] == ["—", "—"]
    assert "不列全年数" in table.note


def test_of_few_that_met_it_these_are_named():
    counties = ("甲县", "乙县", "丙县")
    own = task(of="county", target=1)
    made = replace(goals(own, rows(("乙县", EVERY[0])), period="2023-12"), counties=counties)
    (table,) = year.table(made, progress(made))
    assert table.rows[0][-1].text == "3个中1个达到：乙县"


def test_a_year_that_is_not_over_judges_nobody_finally():
    text, words = who(task(target=12), ("", "2023-02-01"), period="2023-05")
    assert text == "严重滞后"
    assert "截至5月底" in words


def test_what_has_no_line_is_not_in_it():
    made = goals([task(target=None), replace(task("u"), direction="about")], rows())
    assert year.table(made, progress(made)) == []
    assert year.words(made, progress(made)) == ""


def test_no_plan_no_part():
    assert annual.tasks(None, None).blocks == ()
