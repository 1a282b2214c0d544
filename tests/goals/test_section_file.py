"""[[section]] of targets/YYYY.toml → sections; every mistake is named by its key."""

import tomllib
from decimal import Decimal

import pytest

from fzlib.errors import ProblemLog
from fzlib.goals.actuals import Tally
from fzlib.goals.document_file import read_document
from fzlib.goals.sections import CountTable, Draft, EntryTable, Section, section_columns
from fzlib.vocabulary import TaskStatus
from tests.goals.document_mistakes import PLAN

SECTIONS = """
[[section]]
title = "项目"
tasks = ["joined"]
clauses = ["一"]
registers = ["projects"]

[[section.listed]]
title = "点名项目"
register = "projects"
where = { "项目名称" = "甲" }
columns = ["项目名称"]

[[section.counted]]
title = "分县区"
register = "visits"
by = "地区"
columns = [{ title = "走访", reached = "走访日期", where = { "方式" = "走访" } }]
note = "说明"

[[section.draft]]
title = "拟奖励名单"
task = "started"
status = ["met"]
provided = "joined"
"""


def read(text):
    log = ProblemLog()
    data = tomllib.loads(PLAN + text, parse_float=Decimal)
    own = read_document(data, "targets/2023.toml", 2023, {}, log)
    return own, [str(each).removeprefix("targets/2023.toml › ") for each in log.problems]


def test_all_of_a_section():
    (document, is_sound), told = read(SECTIONS)
    assert (is_sound, told) == (True, [])
    visits = Tally("visits", (("方式", ("走访",)),), "走访日期")
    assert document.sections == (
        Section(
            "项目", ("joined",), ("一",), ("projects",),
            (EntryTable("点名项目", "projects", ("项目名称",), (("项目名称", ("甲",)),)),),
            (CountTable("分县区", "visits", "地区", (("走访", visits),), "说明"),),
            (Draft("拟奖励名单", "started", (TaskStatus.MET,), provided="joined"),),
        ),
    )  # fmt: skip


def test_a_plan_without_sections():
    assert read("")[0].document.sections == ()


def test_the_columns_that_its_tables_need():
    (section,) = read(SECTIONS)[0].document.sections
    assert list(section_columns(section)) == [
        ("点名项目", "projects", "项目名称"),
        ("点名项目", "projects", "项目名称"),
        ("分县区", "visits", "地区"),
        ("分县区", "visits", "方式"),
        ("分县区", "visits", "走访日期"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "项目"\n', "", "section[1].title：缺这个键；照样例补上"),
        (
            'registers = ["projects"]', 'registers = ["project"]',
            "section[1].registers：没有“project”这个台账；是不是“projects”？可选：projects、visits",
        ),
        (
            'tasks = ["joined"]', 'tasks = ["joint"]',
            "section[1].tasks：没有“joint”这个任务；是不是“joined”？可选：started、joined",
        ),
        (
            'register = "visits"', 'register = "visit"',
            "section[1].counted[1].register：没有“visit”这个台账；"
            "是不是“visits”？可选：projects、visits",
        ),
        (
            'columns = ["项目名称"]', "columns = []",
            "section[1].listed[1].columns：没有写列；至少写一列",
        ),
        (
            'reached = "走访日期"', 'reached = "走访"',
            "section[1].counted[1].columns[1].reached：“走访”列不是日期；"
            "日期列的表头以日期、时间、时限结尾",
        ),
        (
            'reached = "走访日期"', 'of = "走访日期"',
            "section[1].counted[1].columns[1].of：没有 reached，这个键没有意义；"
            "写上 reached，或删去这个键",
        ),
        (
            'status = ["met"]', 'status = ["done"]',
            "section[1].draft[1].status：不能是“["
            '"done"]”；可选：seriously_behind、behind、missing、on_schedule、met、told、'
            "not_due、not_applicable",
        ),
        (
            'provided = "joined"', 'provided = "none"',
            "section[1].draft[1].provided：没有“none”这个任务；是不是“joined”？可选：started、joined",
        ),
        (
            'note = "说明"', 'notes = "说明"',
            "section[1].counted[1].notes：没有这个键；删去或改正；"
            "可用的键：title、register、by、columns、note",
        ),
    ],
    ids=["title", "register", "task", "table", "no column", "date", "rate", "status", "provided",
         "key"],
)  # fmt: skip
def test_a_mistake_is_told_by_its_key(old, new, told):
    assert old in SECTIONS
    own, problems = read(SECTIONS.replace(old, new, 1))
    assert (problems, own.is_sound) == ([told], False)
