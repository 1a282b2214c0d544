"""The plan's tasks as a start: moved to another year, whole, and no obstacle to a first report."""

import re
import tomllib
from dataclasses import replace

import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.intake.forms.new_folder import NewCity, create_folder
from fzlib.intake.forms.plan_tasks import starting_tasks
from fzlib.intake.forms.sample_books import sample_books
from fzlib.intake.goals.documents import read_tasks
from fzlib.scoring.periods import Period
from tests.intake.forms.test_new_folder import OTHER, fill_in
from tests.publishing.folders import ROOT

PLAN = (ROOT / "data/fuzhou/targets/2023.toml").read_text("utf-8")


def of_plan(key):
    return [task.get(key) for task in tomllib.loads(PLAN)["task"]]


def test_every_task_is_there_with_its_dates_in_the_new_year(tmp_path):
    create_folder(tmp_path / "city", NewCity(2026))
    document = read_tasks(tmp_path / "city").document
    assert document.year == 2026
    assert [task.code for task in document.tasks] == of_plan("code")
    assert [task.quote for task in document.tasks] == of_plan("quote")
    due = [str(task.cycle.due) for task in document.tasks if task.cycle.due]
    dated = [cycle for cycle in of_plan("cycle") if cycle.startswith("2023")]
    assert due == [cycle.replace("2023", "2026") for cycle in dated]
    assert len(due) > 5
    assert document.task("platform_county").exempt == ("长乐区",)
    assert document.targets == {}


def test_the_start_of_a_task_moves_too():
    text = starting_tasks('title = "x"\n[[task]]\nfrom = "2023-04"\n', 2027, is_own_city=True)
    assert 'from = "2027-04"' in text


def test_the_first_lines_say_whose_numbers_these_are_and_nothing_of_an_example(tmp_path):
    text = starting_tasks(PLAN, 2026, is_own_city=True)
    assert text.startswith("# 本文件是样本")
    assert "均为榕政办〔2023〕28号2023年的，须逐条改为当年、本市文件的" in text
    assert "虚构" not in text
    assert text.count("\n# 榕政办") == 0


def test_another_city_fills_in_the_document_s_names_and_exempts_nobody(tmp_path):
    folder = tmp_path / "city"
    create_folder(folder, OTHER)
    text = (folder / "targets/2026.toml").read_text("utf-8")
    assert 'title = "（写明文件的名称）"\nsource = "（写明文号）"' in text
    assert all(task.exempt == () for task in read_tasks(folder).document.tasks)
    with pytest.raises(InputError) as stopped:
        fz.Folder(folder).year_goals(2026)
    assert [str(problem) for problem in stopped.value.problems] == [
        "targets/2026.toml › title：还是“（写明文件的名称）”；写上本市的",
        "targets/2026.toml › source：还是“（写明文号）”；写上本市的",
    ]


def test_registers_that_are_not_there_stop_nothing_and_are_told(tmp_path):
    folder = tmp_path / "city"
    create_folder(folder, OTHER)
    fill_in(folder)
    inputs = fz.load_goals(folder, "2026-02")
    told = [warning.where.file for warning in inputs.warnings]
    files = {f"registers/{file}.csv" for file in inputs.goals.document.files}
    assert set(told) == files | {"registers/figures.csv"}
    assert inputs.goals.period == Period(2026, 2)


def test_another_plan_s_title_is_no_document_of_this_city(tmp_path):
    folder = tmp_path / "city"
    create_folder(folder, OTHER)
    path = folder / "targets/2026.toml"
    text = re.sub("（写明[^）]+）", "福州市行动方案", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"title：“福州市行动方案”写的是福州，本市是三江市"):
        fz.Folder(folder).year_goals(2026)


def test_a_sample_s_scheme_has_no_tasks_of_the_plan(tmp_path):
    sample = next(iter(sample_books().values())).path
    create_folder(tmp_path / "city", replace(OTHER, rules=sample))
    assert not (tmp_path / "city/targets").exists()
    assert "targets" not in (tmp_path / "city/下一步.md").read_text("utf-8")


def test_a_wheel_carries_them():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    wheel = build["targets"]["wheel"]
    carried = "data/fuzhou/targets/2023.toml"
    assert carried in wheel["only-include"]
    assert wheel["sources"]["data/fuzhou"] == "fzlib/starter"
