"""A section's tasks: how many stand how, and the numbers of the counties."""

from dataclasses import replace

from fzlib.analysis.goals.progress import progress
from fzlib.goals.actuals import Tally
from fzlib.presentation.goals import county_tasks
from fzlib.presentation.goals.task_lists import by_standing
from tests.analysis.goals.made import CITY, DONE, goals, rows, task
from tests.presentation.goals.made_sections import CHANGLE, GULOU, lines

ENTRIES = rows((GULOU, "2023-01-02"), (GULOU, "2023-02-02"), ("", "2023-03-01"))


def shown(*tasks, **given):
    own = goals(tasks, ENTRIES, **given)
    said, tables = county_tasks.pieces(own, progress(own), "项目")
    assert said == ""
    return tables


def test_only_what_is_behind_or_missing_is_named():
    tasks = (
        replace(task("a", target=1), name="甲"),
        replace(task("b", target=100), name="乙"),
        replace(task("c", target=None), name="丙"),
    )
    rows_ = progress(goals(tasks, ENTRIES))
    said = "本部分涉及任务3项：已达到目标1项；严重滞后1项，为乙；仅列示1项。"
    assert by_standing(rows_) == said


def test_no_task_no_sentence():
    assert by_standing(()) == ""


def test_a_column_a_task_with_marks_the_city_and_the_target_apart():
    (table,) = shown(task(target=2, of="county", schedule="none"))
    assert lines(table) == [[GULOU, "2"], [CHANGLE, "0"], [CITY, "3"], ["目标", "2项以上"]]
    assert [row[1].mark for row in table.rows] == ["达", "落"]
    assert table.note == "注：“落”指落后；“达”指已达到目标。"


def test_a_county_to_which_it_does_not_apply_and_a_missing_register():
    own = task(of="county", exempt=(CHANGLE,))
    _, (table,) = county_tasks.pieces(goals(own, None), progress(goals(own, None)), "项目")
    assert [row[1].text for row in table.rows] == ["缺数", "不适用"]


def test_what_is_alike_in_all_counties_is_a_sentence():
    never = task(target=0, direction="at_most", of="county")
    own = goals((never,), ())
    said, tables = county_tasks.pieces(own, progress(own), "项目")
    assert said == "任务各县（市）区均为0项（已达到目标）。"
    assert tables == []
    own = goals((task(of="county"),), None)
    assert county_tasks.pieces(own, progress(own), "项目") == ("任务各县（市）区均数据缺报。", [])


def test_grids_and_splits_have_tables_of_their_own():
    assert shown(task(cycle="month", of="county")) == []
    assert shown(task(), targets={("t", GULOU): 5}) == []
    assert shown(task()) == []


def test_many_tasks_are_in_tables_that_can_be_printed():
    tasks = [task(f"t{n}", target=None, of="county", actual=Tally("r")) for n in range(15)]
    tables = shown(*tasks)
    assert [len(table.columns) - 1 for table in tables] == [5, 5, 5]
    assert [table.caption for table in tables] == [
        f"项目：各县（市）区任务情况（{n}）" for n in "一二三"
    ]
    assert DONE not in " ".join(tables[0].titles)
