"""提示事项 of the targets page: missing is missing, and told with what it is that is missing."""

from dataclasses import replace

from fzlib.analysis.goals.progress import progress
from fzlib.errors import Place, Problem
from fzlib.goals.actuals import Reported, Scored
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.presentation.blocks import Listing, sequence
from fzlib.presentation.goals.hints import NONE, hints
from fzlib.scoring.periods import Period
from tests.analysis.goals.made import CITY, goals, rows, task
from tests.presentation.goals.made_sections import GULOU, made, project

MAY = Period(2023, 5)
JOINED = replace(task("j", of="county", actual=Reported("joined"), unit="家"), name="入驻")


def told(own, *warnings):
    shown = sequence(hints(GoalInputs(own, None, warnings, {}, {}), progress(own)))
    (block,) = shown
    if not isinstance(block, Listing):
        return block.text
    return [(entry.label, entry.text) for entry in block.entries]


def test_nothing_to_tell():
    assert told(goals(task(), rows((GULOU, "2023-01-01")))) == NONE


def test_a_register_without_a_file_is_told_once_with_its_tasks():
    own = goals(task(), None)
    assert told(own) == [("台账未报送", "台账未报送，据此计算的1项任务（任务）数据缺报。")]


def test_a_number_that_nobody_reported():
    assert told(goals(JOINED, ())) == [("数据缺报", "入驻：没有报送的数值。")]


def test_a_number_that_a_county_has_not_reported():
    figures = {(MAY, CITY, "joined"): 9, (MAY, GULOU, "joined"): 9}
    own = goals(JOINED, (), figures=figures)
    place = Place("registers/figures.csv", "", "D2")
    checked = Problem(place, "…", kind="figure.absent", matter="长乐区没有报送“入驻”的数值")
    assert told(own, checked) == [("数据缺报", "长乐区没有报送“入驻”的数值。")]


def test_scored_figures_that_only_a_county_lacks():
    own = replace(JOINED, actual=Scored("increment", "ytd"), unit="亿元")
    scored = {(MAY, region, "increment.ytd"): 9 for region in (CITY, GULOU)}
    assert told(goals(own, (), scored=scored)) == [("数据缺报", "入驻（长乐区）：考评数据缺报。")]


def test_a_file_that_is_not_there_is_told_once():
    absent = Problem(Place("registers/r.csv"), "没有这个台账", kind="file.absent", matter="甲")
    assert len(told(goals(task(), None), absent)) == 1


def test_incomplete_and_contradictory_entries_by_register():
    own = made(project(GULOU, 责任单位=""), project(GULOU, "", "2023-02-01"))
    assert told(own) == [("应填内容不全", "示例项目1项。"), ("阶段日期前后矛盾", "示例项目1项。")]


def test_doubts_of_the_inputs_are_told_in_words_or_counted():
    place = Place("registers/r.csv", "", "A2")
    told_in_words = Problem(place, "甲", matter="金额-1.5为空白")
    own = told(goals((), ()), Problem(place, "校验位不符"), told_in_words)
    assert own == [
        ("数据核对", "金额−1.5为空白。"),
        ("输入文件", "任务文件和台账的写法、编码另有核对提示1处。"),
    ]
