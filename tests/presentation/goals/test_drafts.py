"""Lists that lead to reward or accountability: headed 待核, with what the document says of them."""

from dataclasses import replace

from fzlib.analysis.goals.progress import progress
from fzlib.analysis.goals.register_findings import register_findings
from fzlib.goals.actuals import Reported
from fzlib.goals.sections import Draft
from fzlib.presentation.blocks import Table, sequence
from fzlib.presentation.goals.drafts import draft
from fzlib.scoring.periods import Period
from fzlib.vocabulary import TaskStatus
from tests.analysis.goals.made import CITY, task
from tests.presentation.goals.made_sections import CHANGLE, GULOU, lines, made, project, texts

MAY = Period(2023, 5)
JOINED = replace(
    task("joined", target=80, of="county", unit="%", actual=Reported("joined", "all")),
    name="入驻率",
)
OF_CITY = replace(
    task("of_city", target=60, unit="%", actual=Reported("joined", "all")), name="全市入驻率"
)
REWARD = Draft("拟奖励名单", "joined", (TaskStatus.MET,), "二4", "达 80%的给予奖励", "of_city")
LATE = {"signed": "2023-01-01", "planned": "2023-05-01"}


def figures(city, **counties):
    values = {CITY: city, **counties}
    return {
        (MAY, region, name): number
        for region, rate in values.items()
        if rate is not None
        for name, number in (("joined", rate), ("all", 100))
    }


def shown(own, what=REWARD):
    return sequence(draft(own, progress(own), register_findings(own), what))


def given(city, *, tasks=(JOINED, OF_CITY), entries=(), **counties):
    return made(*entries, tasks=tasks, figures=figures(city, **counties))


def test_those_that_have_met_it_are_listed_for_checking():
    own = shown(given(65, 鼓楼区=81, 长乐区=79))
    assert texts(own)[0] == "拟奖励名单（待核）"
    said = texts(own)[1]
    assert said.startswith("依据《方案》二4“达80%的给予奖励”。全市入驻率为65.00%，已达到目标。")
    assert said.endswith("入驻率处于“已达到目标”的县（市）区1个，列表如下，供核对。")
    (table,) = (block for block in own if isinstance(block, Table))
    assert "待核" in table.caption
    assert [row[0] for row in lines(table)] == [GULOU]


def test_the_best_come_first_where_it_is_met():
    own = shown(given(65, 鼓楼区=81, 长乐区=90))
    (table,) = (block for block in own if isinstance(block, Table))
    assert [row[0] for row in lines(table)] == [CHANGLE, GULOU]


def test_no_list_where_the_city_has_not_met_the_condition():
    own = shown(given(59, 鼓楼区=81, 长乐区=79))
    assert texts(own)[-1].endswith("全市入驻率为59.00%，落后，不具备列出名单的前提。")
    assert not any(isinstance(block, Table) for block in own)


def test_counties_that_are_missing_or_exempt_are_told_and_not_judged():
    exempt = replace(JOINED, exempt=(CHANGLE,))
    said = texts(shown(given(65, tasks=(exempt, OF_CITY))))[-1]
    assert said.endswith(
        "没有入驻率处于“已达到目标”的县（市）区，名单为空。鼓楼区数据缺报，未作判断；长乐区不适用。"
    )


def test_where_nothing_is_reported_nobody_is_cleared():
    said = texts(shown(given(65)))[-1]
    assert said.endswith("各县（市）区入驻率数据缺报，未列名单。")
    assert "名单为空" not in said


def test_overdue_entries_that_nothing_explains_stand_beside_each_county():
    late = Draft("拟通报名单", "joined", (TaskStatus.BEHIND,), register="r")
    entries = [project(GULOU, **LATE), project(GULOU, **LATE, 理由="有"), project(CHANGLE)]
    own = given(65, entries=entries, 鼓楼区=70, 长乐区=60)
    (table,) = (block for block in shown(own, late) if isinstance(block, Table))
    assert [(row[0], row[-2]) for row in lines(table)] == [(CHANGLE, "0"), (GULOU, "1")]
    only = shown(own, replace(late, unexplained=True))
    (table,) = (block for block in only if isinstance(block, Table))
    assert [row[0] for row in lines(table)] == [GULOU]
    assert "“落后”且有逾期未说明条目的县（市）区1个" in texts(only)[1]
