"""A workbook written again: what is put in, what stays, what would be lost."""

import io

import openpyxl
import pytest
from openpyxl.chart import BarChart

from fzlib.publishing.workbooks import edited, opened
from tests.intake.files import WRITERS


def test_numbers_texts_and_percents():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"].number_format = "0.00%"
    sheet["C2"].number_format = '0.0"%"'  # shows a sign, multiplies by nothing
    sheet["D2"], sheet["E1"] = "=1+1", "注"
    buffer = io.BytesIO()
    book.save(buffer)
    edits = {(1, 0): "双清区", (1, 1): "8.25", (1, 2): "8.25", (1, 3): "324.781412"}
    made = openpyxl.load_workbook(io.BytesIO(edited(buffer.getvalue(), sheet.title, edits))).active
    assert [cell.value for cell in made[2]][:4] == ["双清区", 0.0825, 8.25, 324.781412]
    assert (made["B2"].number_format, made["E1"].value) == ("0.00%", "注")


@pytest.mark.parametrize(("chart", "lost"), [(False, ()), (True, ("图表",))])
def test_what_would_be_lost(chart, lost):
    book = openpyxl.Workbook()
    if chart:
        book.active.add_chart(BarChart())
    buffer = io.BytesIO()
    book.save(buffer)
    assert opened(buffer.getvalue())[1] == lost


def test_another_format_is_none():
    assert opened(WRITERS["ods"]({"表": [["地区"]]})) == (None, ())
