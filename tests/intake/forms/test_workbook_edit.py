"""A workbook written again: what is put in, what stays, what would be lost."""

import io
import time
import zipfile
from datetime import datetime

import openpyxl
import pytest

import fzlib as fz
from fzlib.errors import Place, Problem
from fzlib.intake.formats.writing import EPOCH
from fzlib.intake.forms.blank_forms import month_form, year_form
from fzlib.intake.forms.marked_copy import annotate
from fzlib.intake.forms.workbook_edit import edited, opened
from fzlib.intake.forms.workbook_edit import saved as undated
from fzlib.presentation.score_sheets import workbook
from fzlib.scoring.periods import Period, Year
from tests.intake.files import WRITERS, saved
from tests.publishing.folders import GOLDEN


def test_numbers_texts_and_percents():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"].number_format = "0.00%"
    sheet["C2"].number_format = '0.0"%"'  # shows a sign, multiplies by nothing
    sheet["D2"], sheet["E1"] = "=1+1", "注"
    edits = {(1, 0): "双清区", (1, 1): "8.25", (1, 2): "8.25", (1, 3): "324.781412"}
    content = edited(saved(book.save), sheet.title, edits)
    made = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in made[2]][:4] == ["双清区", 0.0825, 8.25, 324.781412]
    assert (made["B2"].number_format, made["E1"].value) == ("0.00%", "注")


def test_another_format_is_none():
    assert opened(WRITERS["ods"]({"表": [["地区"]]})) == (None, ())


@pytest.mark.parametrize(
    "make",
    [
        lambda: annotate(WRITERS["xlsx"]({"数据": [["地区"]]}), "a.xlsx", [], []).content,
        lambda: edited(WRITERS["xlsx"]({"数据": [["地区"]]}), "数据", {(0, 1): "1"}),
        lambda: month_form(GOLDEN / "data", Period(2023, 5)),
        lambda: year_form(GOLDEN / "data", Year(2023)),
        lambda: workbook(fz.score(fz.load(GOLDEN / "data", "2023-05"))),
    ],
    ids=["marked-up copy", "edited", "blank form", "year's form", "scores"],
)
def test_a_clock_before_1980_spoils_no_workbook(make, monkeypatch):
    """A zip has no dates before 1980: a board whose battery is empty starts in 1970.

    The same workbook is the same bytes, whenever it is made.
    """
    usual = make()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))
    assert make() == usual
    assert zipfile.ZipFile(io.BytesIO(usual)).testzip() is None


def test_a_workbook_without_dates_is_edited_to_the_same_bytes_at_any_time():
    without = WRITERS["xlsx"]({"数据": [["地区"]]})
    made = edited(without, "数据", {(0, 1): "1"})
    dates = openpyxl.load_workbook(io.BytesIO(made)).properties
    assert (dates.created, dates.modified) == (EPOCH, EPOCH)
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime(2023, 6, 1)  # noqa: DTZ001
    made = edited(undated(book), book.active.title, {})
    dates = openpyxl.load_workbook(io.BytesIO(made)).properties
    assert dates.created == dates.modified == datetime(2023, 6, 1)  # noqa: DTZ001


def test_what_a_message_holds_goes_into_a_copy():
    """A control character cannot stand in a workbook, and must not stop one from being made."""
    problem = Problem(Place("a.xlsx", "数据", "A1"), "“\x1b\u202e”不是数", "")
    made = annotate(WRITERS["xlsx"]({"数据": [["地区"]]}), "a.xlsx", [problem], [])
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert book["核对结果"]["E2"].value == book["数据"]["A1"].comment.text == "“��”不是数"
