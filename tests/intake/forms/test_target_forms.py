"""Blank forms of 任务分解 and of reported numbers: their rows, and that they read back."""

import io

import openpyxl
import pytest

from fzlib.intake.forms.goal_forms import form_of_register, form_of_split
from tests.intake.goals.plans import FIGURES, SPLIT


def rows_of(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["数据"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def fill(plan, content, label, value):
    """The form with ``value`` wherever nothing stands, in the place of the folder's file."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["数据"].iter_rows(min_row=2):
        if row[-1].value is None:
            row[-1].value = value
    (plan.path / label).unlink()
    book.save((plan.path / label).with_suffix(".xlsx"))


def test_a_split_has_a_row_a_county_with_what_is_set_already(plan):
    place, form = form_of_split(plan.path, 2023)
    assert place == "targets/2023"
    header, *rows = rows_of(form)
    assert header == ["任务", "地区", "目标"]
    counties = plan.goals().goals.counties
    assert [row[:2] for row in rows] == [["started", county] for county in counties]
    set_already = {county: target for _, county, target in rows if target is not None}
    assert set_already == {"福清市": 2, "闽侯县": 1}
    fill(plan, form, SPLIT, 0)
    targets = plan.goals().goals.document.targets
    assert sorted(targets.values()) == [0] * (len(counties) - 2) + [1, 2]


def test_where_nothing_is_split_the_city_s_tasks_that_can_be_handed_out_are_asked(plan):
    (plan.path / SPLIT).unlink()
    plan.edit("targets/2023.toml", "target = 3\n", "target = 13\n")  # as many as counties
    plan.edit("targets/2023.toml", "target = 10\n", "target = 12.9\n")
    _, *rows = rows_of(form_of_split(plan.path, 2023)[1])
    assert {row[0] for row in rows} == {"started"}


def test_a_number_s_note_says_which_part_of_a_rate_it_is(plan):
    _, form = form_of_register(plan.path, "figures")
    sheet = openpyxl.load_workbook(io.BytesIO(form))["填表说明"]
    notes = dict(sheet.iter_rows(min_row=2, values_only=True))
    assert notes["joined"] == "“入驻率”的分子。"
    assert notes["eligible"] == "“入驻率”的分母。"
    assert notes["power_growth"] == "“用电增长”的数，单位%。"


def test_reported_numbers_are_asked_of_the_city_and_of_the_counties_that_owe_them(plan):
    own = 'cycle = "year"\nof = "{}"\n{}actual = {{ figures = "joined"'
    owed = own.format("county", 'except = ["长乐区"]\n')
    plan.edit("targets/2023.toml", own.format("city", ""), owed)
    place, form = form_of_register(plan.path, "figures")
    assert place == "registers/figures"
    header, *rows = rows_of(form)
    assert header == ["期间", "地区", "任务", "数值"]
    counties = [county for county in plan.goals().goals.counties if county != "长乐区"]
    for name, regions in (("joined", ["福州市", *counties]), ("power_growth", ["福州市"])):
        assert [row[1] for row in rows if row[0] == "2023-05" and row[2] == name] == regions
    assert len({row[0] for row in rows}) == 11
    fill(plan, form, FIGURES, 7)
    assert set(plan.goals().goals.figures.values()) == {7}


@pytest.mark.parametrize("make", [lambda p: form_of_split(p, 2023),
                                  lambda p: form_of_register(p, "figures")])  # fmt: skip
def test_every_code_is_explained(plan, make):
    _, form = make(plan.path)
    notes = openpyxl.load_workbook(io.BytesIO(form))["填表说明"].iter_rows(values_only=True)
    told = {row[0] for row in notes}
    at = rows_of(form)[0].index("任务")
    assert {row[at] for row in rows_of(form)[1:]} <= told
