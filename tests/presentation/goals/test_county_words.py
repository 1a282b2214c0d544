"""三、各县（市）区: sums against the city, who is behind, months missed, lists 待核."""

from dataclasses import replace

from fzlib.analysis.goals.progress import progress
from fzlib.goals.actuals import Scored
from fzlib.goals.tasks import GoalReadings
from fzlib.presentation.goals import county_tables, county_words, grid_tables, method, readings
from fzlib.scoring.periods import Period
from tests.analysis.goals.made import CITY, COUNTIES, goals, rows, task
from tests.presentation.cards import cases
from tests.presentation.goals.made_sections import lines
from tests.presentation.official_style import read_well

GULOU, CHANGLE = COUNTIES
SPLIT = {("t", GULOU): 8, ("t", CHANGLE): 4}
MONTHLY = task("m", cycle="month", target=1, of="county", unit="次")
VISITS = rows(
    *((GULOU, f"2023-0{month}-05") for month in (1, 2, 3, 4, 5)),
    (CHANGLE, "2023-01-05"), (CHANGLE, "2023-02-07"), (CHANGLE, "2023-04-07"),
)  # fmt: skip
NEW = task(
    "n", target=1000, unit="亿元", direction="above", actual=Scored("increment", "ytd")
)  # fmt: skip


@cases(
    "split, text",
    {
        "equal": (SPLIT, "任务分解合计与全市目标均相等（1项）。"),
        "less": (
            SPLIT | {("t", CHANGLE): 3},
            "任务分解合计与全市目标二者不等的1项：任务分解合计11项，比全市目标（12项）少1项。",
        ),
        "more": (
            SPLIT | {("t", CHANGLE): 6},
            "任务分解合计与全市目标二者不等的1项：任务分解合计14项，比全市目标（12项）多2项。",
        ),
        "a county without": (
            {("t", GULOU): 8},
            "任务分解合计与全市目标二者不等的1项：任务分解合计8项（长乐区没有分解数），"
            "比全市目标（12项）少4项。",
        ),
        "none": ({}, ""),
    },
)
def test_sums(split, text):
    assert county_words.sums(goals(task(), targets=split)) == text


def test_expected_increments_against_the_goal():
    december = Period(2023, 12)
    given = {(december, GULOU): 500, (december, CHANGLE): 488}
    own = goals(NEW, expected={key: NEW.target * value / 1000 for key, value in given.items()})
    assert county_words.sums(own) == (
        "各县（市）区12月累计预期增量合计988.00亿元，比全市目标（1000.00亿元）少12.00亿元，二者不等。"
    )


def test_months_missed_are_named():
    own = goals(MONTHLY, VISITS)
    lead, listed = county_words.missed(own)
    assert lead == "按月、按季完成的任务，年初以来各期未达到的如下。"
    assert [(entry.label, entry.text) for entry in listed.entries] == [
        ("任务", "有未达到月份的1个：长乐区（3月、5月）。")
    ]
    (grid,) = grid_tables.tables(own)
    assert lines(grid) == [
        [GULOU, "2", "1", "1", "1"], [CHANGLE, "2", "0", "1", "0"]
    ]  # fmt: skip
    assert [cell.mark for cell in grid.rows[1]] == ["", "", "缺", "", "缺"]
    assert [column.title for column in grid.columns] == ["县（市）区", "任务（每月1次以上）"]
    assert [leaf.title for leaf in grid.leaves[1:]] == ["1—2月", "3月", "4月", "5月"]
    assert grid.note == "注：“缺”指该期结束时未达到规定次数；1—2月按两个月合计衡量。"


def test_missing_months_are_not_called_done():
    own = goals(MONTHLY, None)
    _, listed = county_words.missed(own)
    assert listed.entries[0].text == "各县（市）区数据缺报。"
    assert grid_tables.tables(own) == []


def test_an_expected_schedule_is_what_the_method_says():
    document = replace(goals(NEW).document, readings=GoalReadings(schedule="expected"))
    assert "（有预期增量的，为" in " ".join(method.rules(replace(goals(NEW), document=document)))
    assert "预期增量" not in " ".join(method.rules(goals(NEW)))


@cases(
    "period, widths",
    {"all in one": ("2023-05", [10]), "as many as can be printed": ("2023-12", [11, 11, 4])},
)
def test_duties_stand_beside_each_other(period, widths):
    """Two of each month, one of each quarter that the document names first."""
    quarterly = replace(task("q", cycle="quarter", target=1, of="county"), name="每季一次")
    monthly = [replace(MONTHLY, code=f"m{n}", name=f"每月{n}") for n in range(2)]
    tables = grid_tables.tables(goals([quarterly, *monthly], VISITS, period=period))
    assert [len(table.leaves) - 1 for table in tables] == widths
    assert len({table.caption for table in tables}) == len(tables)
    assert tables[-1].columns[-1].title.startswith("每季一次")
    assert all(len(row) == len(table.leaves) for table in tables for row in table.rows)


def test_a_quarter_that_is_not_over_is_not_judged():
    quarterly = replace(MONTHLY, cycle=task(cycle="quarter").cycle)
    own = goals(quarterly, ())
    (grid,) = grid_tables.tables(own)
    assert [[cell.mark for cell in row] for row in grid.rows] == [["", "缺", ""]] * 2
    assert grid.note.endswith("二季度尚未结束，为截至目前的数，不作判断。")


def test_not_applicable_is_said():
    own = goals(replace(MONTHLY, exempt=(CHANGLE,)), VISITS)
    assert county_words.exempt(own) == "任务不适用于长乐区。"
    (grid,) = grid_tables.tables(own)
    assert lines(grid)[1] == [CHANGLE, *["不适用"] * 4]


@cases(
    "listed, text",
    {
        "one has more": (VISITS, "落后项数最多的是长乐区（1项）；各项任务均未落后的1个：鼓楼区。"),
        "both alike": ((), "各县（市）区均有1项落后。"),
        "nobody": (
            rows((GULOU, "2023-05-05"), (CHANGLE, "2023-05-05")),
            "各县（市）区各项任务均未落后。",
        ),
    },
)
def test_who_is_behind_most(listed, text):
    own = goals(MONTHLY, listed)
    assert county_words.leading(own, progress(own)) == text


def test_the_draft_says_its_threshold_and_that_the_document_has_none():
    own = goals(MONTHLY, VISITS)
    found = county_words.serious(own, progress(own))
    (table,) = county_words.serious_tables(found)
    assert lines(table) == [[CHANGLE, "1", "任务（本期完成0次，目标为不低于1次）"]]
    text = county_words.serious_words(own, found)
    assert text == (
        "严重滞后按落后时间进度20个百分点及以上掌握，《方案》未规定该标准。"
        "据此列出的县（市）区1个、任务1项次，供核对，不作为通报或问责的结论。"
    )
    nobody = county_words.serious_words(own, {})
    assert nobody.endswith("没有严重滞后的县（市）区。")
    assert county_words.serious_tables({}) == []
    read_well([text, nobody])


def test_split_table_has_the_city_and_the_sum_apart():
    own = goals(task(), rows((GULOU, "2023-02-01"), ("", "2023-02-01")), targets=SPLIT)
    (table,) = county_tables.split_tables(own, progress(own))
    assert lines(table) == [
        [GULOU, "8", "1", "12.50"],
        [CHANGLE, "4", "0", "0.00"],
        [CITY, "12", "2", "16.67"],
        ["分解合计", "12", "", ""],
    ]
    assert [row[-1].mark for row in table.rows] == ["严", "严"]


def test_many_splits_stand_in_several_tables_evenly():
    tasks = [replace(task(f"t{n}"), name=f"任务{n}") for n in range(7)]
    own = goals(tasks, (), targets={(each.code, GULOU): 1 for each in tasks})
    tables = county_tables.split_tables(own, progress(own))
    assert [len(table.columns) - 1 for table in tables] == [4, 3]


def test_counts_by_county_are_those_of_the_rows():
    own = goals([task(), MONTHLY], VISITS, targets=SPLIT)
    (table,) = county_tables.summary(own, progress(own))
    for row in table.rows:
        *counts, total = (int(cell.text) for cell in row[1:])
        assert sum(counts) == total == 2


@cases(
    "given, text",
    {
        "nothing expected": (
            {},
            "时间进度按已过月数占全年的比例掌握；如按截至本期的累计预期增量占全年预期增量的比例掌握，"
            "各项任务无变化。",
        ),
        "less expected by now": (
            {"due": "300", "year": "1000"},
            "时间进度按已过月数占全年的比例掌握；如按截至本期的累计预期增量占全年预期增量的比例掌握，"
            "全市任务的时间进度由41.67%变为30.00%，与时间进度持平，状态有变化的1个"
            "（任务：全市由落后变为符合时间进度）。",
        ),
    },
)
def test_other_reading_of_the_schedule(given, text):
    may, december = Period(2023, 5), Period(2023, 12)
    one = NEW.target / 1000
    expected = {(may, CITY): 300 * one, (december, CITY): 1000 * one} if given else {}
    scored = {(may, CITY, "increment.ytd"): 300 * one}
    assert readings.schedule_words(goals(NEW, expected=expected, scored=scored)) == text


def test_thresholds():
    own = goals(MONTHLY, VISITS)
    (table,) = readings.threshold_tables(own)
    assert [row[0].text for row in table.rows if "现行" in row[0].text] == [
        "20个百分点及以上（现行口径）"
    ]
    assert {row[2].text for row in table.rows} == {"1"}
    assert readings.threshold_tables(goals(MONTHLY, VISITS[:0], period="2023-05")) != []
