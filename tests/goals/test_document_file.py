"""targets/YYYY.toml → the document; every mistake is named by its key, all of them at once."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from fzlib.errors import ProblemLog
from fzlib.goals.actuals import OfEnterprises, Reported, Scored, Tally
from fzlib.goals.cycles import Cycle
from fzlib.goals.document_file import read_document
from fzlib.scoring.periods import Period
from tests.goals.document_mistakes import MISTAKES, PLAN, TALLY, actual

COUNTIES = {"福清市": "福清市", "福清": "福清市", "长乐区": "长乐区", "长乐市": "长乐区"}


def read(text, counties=COUNTIES):
    log = ProblemLog()
    data = tomllib.loads(text, parse_float=Decimal)
    return read_document(data, "targets/2023.toml", 2023, counties, log), log


def edited(*changes):
    text = PLAN
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_by_its_key(name):
    changes, words = MISTAKES[name]
    (_, is_sound), log = read(edited(*changes))
    told = [str(problem).removeprefix("targets/2023.toml › ") for problem in log.problems]
    assert (told, is_sound) == (words, False)


def test_a_plan_without_a_mistake():
    (document, is_sound), log = read(PLAN)
    assert (is_sound, log.problems) == (True, [])
    assert (document.title, document.source, document.year) == ("方案", "文号", 2023)
    projects, visits = document.registers.values()
    assert (projects.file, projects.role, projects.where) == (
        "projects", "projects", (("类别", ("技改",)),),
    )  # fmt: skip
    assert (projects.stages, projects.due) == (
        ("开工日期", "投产日期"), {"开工日期": "计划开工日期"},
    )  # fmt: skip
    assert (visits.required, visits.where) == ((), ())
    started, joined = document.tasks
    assert started.actual == Tally("projects", reached="开工日期")
    assert (started.target, started.cycle, started.exempt) == (3, Cycle("year"), ("长乐区",))
    assert joined.actual == Reported("joined", "eligible")
    assert (joined.cycle, joined.start) == (Cycle("", date(2023, 3, 31)), Period(2023, 2))
    assert joined.owner == ""


@pytest.mark.parametrize(
    ("unit", "form", "expected"),
    [
        ("项", '{ register = "visits" }', Tally("visits")),
        (
            "%",
            '{ register = "visits", where = { "方式" = ["走访", "联系"] }, reached = "办结日期", '
            'of = "受理日期", within = "办理时限", distinct = "产业链", ever = true }',
            Tally(
                "visits", (("方式", ("走访", "联系")),), "办结日期", "办理时限", "受理日期",
                distinct="产业链", ever=True,
            ),
        ),
        (
            "%",
            '{ register = "visits", reached = "拨付日期", of = "下达日期", sum = "拨付（万元）", '
            'of_sum = "预算（万元）" }',
            Tally(
                "visits", reached="拨付日期", of="下达日期", sum="拨付（万元）",
                of_sum="预算（万元）",
            ),
        ),
        ("家", '{ figures = "joined" }', Reported("joined")),
        ("亿元", '{ panel = "increment.ytd" }', Scored("increment", "ytd")),
        ("%", '{ panel = "va_growth.month" }', Scored("va_growth", "month")),
        ("%", '{ enterprises = "down_share.ytd" }', OfEnterprises("down_share.ytd")),
        ("户", '{ enterprises = "down.month" }', OfEnterprises("down.month")),
        ("万元", '{ enterprises = "output.ytd" }', OfEnterprises("output.ytd")),
        ("百分点", '{ enterprises = "pull.ytd" }', OfEnterprises("pull.ytd")),
    ],
)  # fmt: skip
def test_every_form_of_actual(unit, form, expected):
    (document, is_sound), log = read(edited(*actual(form, unit)))
    assert (is_sound, log.problems) == (True, [])
    assert document.tasks[0].actual == expected


def test_a_negative_target_without_a_schedule():
    for line in ('direction = "at_most"', 'direction = "at_least"\nschedule = "none"'):
        text = edited(("target = 3\n", "target = -3\n"), ('direction = "at_least"', line))
        assert read(text)[1].problems == []


def test_a_date_without_quotes_and_counties_by_their_other_names():
    text = edited(('"2023-03-31"', "2023-03-31"), ('["长乐区"]', '["长乐市", "福清"]'))
    (document, _), log = read(text)
    assert log.problems == []
    assert document.tasks[1].cycle == Cycle("", date(2023, 3, 31))
    assert document.tasks[0].exempt == ("长乐区", "福清市")


def test_what_is_right_is_read_beside_a_mistake():
    (document, _), _ = read(edited((TALLY, '{ register = "project" }')))
    assert [task.code for task in document.tasks] == ["joined"]


def test_without_counties_none_is_unknown():
    text = edited(('["长乐区"]', '["甲县"]'))
    (document, is_sound), _ = read(text, counties={})
    assert (is_sound, document.tasks[0].exempt) == (True, ("甲县",))
