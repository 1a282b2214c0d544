"""四 and on: which section a task is in, and a part for every register."""

from dataclasses import replace

from fzlib.goals.actuals import Reported, Tally
from fzlib.goals.registers import Register
from fzlib.goals.sections import Section
from fzlib.presentation.goals.sections import placed
from tests.analysis.goals.made import goals, row, rows, task
from tests.presentation.goals.made_sections import (
    GULOU,
    ONE,
    PROJECTS,
    headings,
    made,
    of_sections,
    project,
    shown,
    texts,
)  # fmt: skip


def test_a_named_task_then_by_clause_then_by_register():
    tasks = [
        replace(task("named", actual=Tally("r")), clause="二（一）1"),
        replace(task("by_clause", actual=Tally("r")), clause="二（一）2"),
        replace(task("by_register", actual=Tally("r")), clause="四"),
        replace(task("nowhere", actual=Reported("f")), clause="四"),
    ]
    sections = (
        Section("甲", registers=("r",)),
        Section("乙", clauses=("二（一）",)),
        Section("丙", tasks=("named",)),
    )
    own = placed(of_sections(goals(tasks), *sections).document)
    assert {each.section.title: [t.code for t in each.tasks] for each in own} == {
        "甲": ["by_register"], "乙": ["by_clause"], "丙": ["named"],
    }  # fmt: skip


def test_without_sections_all_registers_are_in_one():
    own = placed(goals(task()).document)
    assert [(each.section.title, each.section.registers) for each in own] == [("台账情况", ("r",))]
    assert [t.code for t in own[0].tasks] == ["t"]


def test_registers_in_no_section_come_last():
    own = made(project(), section=Section("乙"))
    assert headings(shown(own)) == ["四、乙", "五、其他台账", "示例项目"]


def test_sections_are_numbered_from_four_and_parts_within():
    own = made(project(), section=ONE)
    other = Register("other", "别的台账", "编号", "other")
    document = replace(
        own.document,
        registers={**own.document.registers, "other": other},
        sections=(replace(ONE, registers=("r", "other")),),
    )
    own = replace(own, document=document, registers={**own.registers, "other": None})
    assert headings(shown(own)) == ["四、项目", "（一）示例项目", "（二）别的台账"]


def test_a_register_called_as_its_section_is_named_once():
    own = made(project(), section=Section("示例项目", registers=("r",)))
    assert headings(shown(own)) == ["四、示例项目"]


def test_a_register_without_a_file_is_told_with_the_tasks_that_miss_it():
    own = of_sections(goals(task(), None, register=PROJECTS), ONE)
    assert "示例项目台账未报送，据此计算的1项任务（任务）数据缺报。" in texts(shown(own))


def test_a_register_of_a_header_only():
    assert "台账没有条目。" in texts(shown(made(section=ONE)))


def test_a_register_without_stages_due_dates_or_demands_is_only_counted():
    bare = Register("r", "台账", "编号", "r")
    own = goals((), rows((GULOU, "2023-01-02"), ("", "")), register=bare)
    said = texts(shown(of_sections(own, ONE)))
    assert said == ["四、项目", "台账", "报送台账2项。"]


def test_a_register_without_counties_has_no_table_of_them():
    entry = row(1, DONE="")
    del entry.values["地区"]
    own = of_sections(goals((), (entry,), register=replace(PROJECTS, key="编号")), ONE)
    assert not any("各县（市）区" in text for text in texts(shown(own)))
