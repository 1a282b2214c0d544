"""A register's blank form: its columns, checks and notes, and that filled in it reads back."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

import fzlib as fz
from fzlib.errors import RequestError
from fzlib.intake.forms.goal_forms import form_of_register
from fzlib.intake.forms.register_columns import columns_of
from fzlib.intake.forms.register_form import register_form
from fzlib.intake.goals.documents import read_tasks
from fzlib.intake.goals.needed_columns import file_needs
from tests.intake.goals.plans import PROJECTS, TABLES
from tests.publishing.folders import ROOT
from tests.publishing.office import saved_by_office

FUZHOU = ROOT / "data" / "fuzhou"
TASKS = read_tasks(FUZHOU)


def book_of(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def head(content):
    return [cell.value for cell in book_of(content)["数据"][1]]


@pytest.mark.parametrize("file", TASKS.document.files)
def test_a_new_form_has_every_column_that_is_needed_the_key_first(file):
    columns = columns_of(TASKS.document, file)
    headers = [column.header for column in columns]
    assert set(headers) == set(file_needs(TASKS.document, file).columns)
    assert len(headers) == len(set(headers))
    assert [column.header for column in columns if column.is_key] == headers[:1]


def test_dates_stand_in_the_order_of_the_stages_after_those_planned_for_them():
    headers = [column.header for column in columns_of(TASKS.document, "projects")]
    for register in TASKS.document.registers.values():
        if register.file == "projects":
            at = [headers.index(stage) for stage in register.stages]
            assert at == sorted(at), register.code
            for actual, planned in register.due.items():
                assert headers[headers.index(actual) - 1] == planned


def test_the_header_that_is_there_comes_first_and_what_it_lacks_after_it(plan):
    rows = [[cell for at, cell in enumerate(row) if at != 6] for row in TABLES[PROJECTS]]
    rows[0] = [*rows[0], "备注（如有）"]
    plan.write(PROJECTS, "\n".join(",".join(row) for row in rows).encode("utf-8-sig"))
    place, form = form_of_register(plan.path, "技改项目")
    assert place == "registers/projects"
    assert head(form) == [*rows[0], "计划投产日期"]
    notes = dict(row[:2] for row in book_of(form)["填表说明"].iter_rows(values_only=True))
    assert notes["备注（如有）"] == "不用于计算。"


def test_what_a_column_holds_is_checked_and_said(plan):
    (plan.path / PROJECTS).unlink()
    _, form = form_of_register(plan.path, "projects")
    assert head(form) == [
        "项目编号", "类别", "地区", "责任单位", "总投资（亿元）", "开工日期",
        "计划投产日期", "投产日期",
    ]  # fmt: skip
    book = book_of(form)
    rules = {str(rule.sqref): rule for rule in book["数据"].data_validations.dataValidation}
    kinds = {cells[0]: rule.type for cells, rule in rules.items()}
    assert kinds == {
        "A": None, "B": "list", "C": "list", "D": None, "E": "decimal",
        "F": "date", "G": "date", "H": "date",
    }  # fmt: skip
    sheet, area = rules["C2:C2001"].formula1.replace("'", "").split("!")
    counties = [cell.value for (cell,) in book[sheet][area.replace("$", "")]]
    assert counties == list(fz.load(plan.path, "2023-05").panel.counties)
    assert book[sheet].sheet_state == "hidden"
    notes = dict(row[:2] for row in book["填表说明"].iter_rows(values_only=True))
    assert notes["项目编号"].startswith("必填，不得重复；")
    assert notes["类别"].startswith("可选：技改；按本列归入各台账，")
    assert "文件要求填写（工业项目）" in notes["责任单位"]
    assert notes["总投资（亿元）"] == "数字，单位亿元；没有就空着；用于：任务“总投资”。"
    assert "fz import projects.xlsx --register projects" in notes["下一步"]


def test_required_columns_are_marked_the_key_most():
    sheet = book_of(register_form(TASKS.document, "projects", TASKS.regions))["数据"]
    grounds = {cell.value: cell.fill.fgColor.rgb[2:].lower() for cell in sheet[1]}
    needed = {name for r in TASKS.document.registers.values() if r.file == "projects"
              for name in r.required}  # fmt: skip
    assert grounds["项目编号"] == "b8cce4"
    assert {name for name, ground in grounds.items() if ground == "dce6f1"} == needed


def test_filled_in_it_reads_back(plan):
    (plan.path / PROJECTS).unlink()
    _, form = form_of_register(plan.path, "projects")
    book = book_of(form)
    rows = [
        ["001", "技改", "福清市", "某局", 1.5, date(2023, 3, 1), date(2023, 12, 31), None],
        ["002", "新建", None, None, None, None, None, None],
    ]
    for r, row in enumerate(rows, 2):
        for c, value in enumerate(row, 1):
            book["数据"].cell(r, c, value)
    book.save(plan.path / "registers/projects.xlsx")
    entries = plan.goals().goals.registers["projects"].rows
    assert [entry.text("项目编号") for entry in entries] == ["001", "002"]
    assert entries[0].day("开工日期") == date(2023, 3, 1)
    assert entries[0].amount("总投资（亿元）") == Decimal("1.5")
    assert [entry.region for entry in entries] == ["福清市", ""]
    problems, hints = plan.said()
    assert (problems, [hint for hint in hints if "projects" in hint]) == ([], [])


@pytest.mark.slow
def test_an_office_program_saves_it_and_it_still_reads_back(plan, tmp_path):
    (plan.path / PROJECTS).unlink()
    book = book_of(form_of_register(plan.path, "projects")[1])
    for column, value in enumerate(["P1", "技改", "福清市", "某局", 1.5, date(2023, 3, 1)], 1):
        book["数据"].cell(2, column, value)
    book.save(tmp_path / "projects.xlsx")
    for suffix in ("xlsx", "ods"):
        saved = saved_by_office(tmp_path / "projects.xlsx", suffix, tmp_path)
        target = plan.path / f"registers/projects.{suffix}"
        target.write_bytes(saved.read_bytes())
        (entry,) = plan.goals().goals.registers["projects"].rows
        assert (entry.day("开工日期"), entry.region) == (date(2023, 3, 1), "福清市")
        target.unlink()


def test_a_form_is_the_same_bytes_every_time():
    forms = {register_form(TASKS.document, "projects", TASKS.regions) for _ in range(2)}
    assert len(forms) == 1


def test_a_register_without_counties_has_no_region():
    document = replace(TASKS.document, tasks=(), targets={})
    assert "地区" not in [column.header for column in columns_of(document, "duties")]


@pytest.mark.parametrize("name", ["projects", "upgrades", "工业项目", "技改项目"])
def test_a_register_goes_by_file_code_or_name(plan, name):
    assert read_tasks(plan.path).file_called(name) == "projects"


def test_another_name_is_refused_with_the_nearest(plan):
    words = "没有“project”这个台账；是不是“projects”？可选：projects、visits、figures"
    with pytest.raises(RequestError, match=words):
        form_of_register(plan.path, "project")
