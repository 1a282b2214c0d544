"""A formula that nobody computed is no figure, whatever stands in its place; no blank either."""

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from fzlib.intake.formats.cells import BLANK, BOOL, ERROR, NUMBER, PERCENT, TEXT, UNCOMPUTED
from fzlib.intake.formats.sheets import read_sheets
from tests.intake.conftest import MONTHLY
from tests.intake.corpus import words
from tests.intake.files import (
    Error,
    Form,
    Formula,
    Percent,
    replaced,
    saved,
    xls,
    xlsx,
)

LABEL = "monthly/2023-05.{} › 数据"
NOT_SAVED = Form(computed=False)
ZERO = "公式的结果是0；核对公式是否算过；没有数的请清空"


def kinds(content):
    """Kind and value of each cell of the first sheet, row by row."""
    return [[(cell.kind, cell.value) for cell in row] for row in read_sheets(content, "表")[0].rows]


# ------------------------------------------------------------ as programs write them


def test_xlsxwriter_stores_a_zero_for_what_it_does_not_compute():
    def write(file):
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row("A1", ["地区", 0, 1.5])
            sheet.write_formula("A2", "=C1*2")
            sheet.write_formula("B2", "=C1", None, 1.5)
            sheet.write_formula("C2", '=""', None, "")
            sheet.write_formula("D2", "=C1*0", book.add_format({"num_format": "0.0%"}))
            sheet.write_array_formula("A3:B3", "{=B1:C1*2}")
            sheet.write_formula("C3", '="文"', None, "文")

    assert kinds(saved(write)) == [
        [(TEXT, "地区"), (NUMBER, 0), (NUMBER, 1.5)],
        [(UNCOMPUTED, "=C1*2"), (NUMBER, 1.5), (UNCOMPUTED, '=""'), (UNCOMPUTED, "=C1*0")],
        [(UNCOMPUTED, "=B1:C1*2"), (UNCOMPUTED, "=…"), (TEXT, "文")],
    ]


def test_pandas_does_too():
    frame = pd.DataFrame({"地区": ["鼓楼区"], "总产值（亿元）": ["=6.2*0.96"], "零": [0]})
    content = saved(lambda file: frame.to_excel(file, index=False, engine="xlsxwriter"))
    assert kinds(content)[1] == [(TEXT, "鼓楼区"), (UNCOMPUTED, "=6.2*0.96"), (NUMBER, 0)]


def test_openpyxl_stores_nothing():
    book = openpyxl.Workbook()
    book.active.append(["地区", "=C1*2", 0])
    book.active["A2"] = ArrayFormula("A2:B3", "=C1*2")
    book.active["C3"] = 1.5
    assert kinds(saved(book.save)) == [
        [(TEXT, "地区"), (UNCOMPUTED, "=C1*2"), (NUMBER, 0)],
        [(UNCOMPUTED, "=C1*2"), (UNCOMPUTED, "=…")],
        [(UNCOMPUTED, "=…"), (UNCOMPUTED, "=…"), (NUMBER, 1.5)],
    ]


# ------------------------------------------------------------ what counts as not computed


RESULTS = [
    (0, NUMBER, UNCOMPUTED),
    (0.0, NUMBER, UNCOMPUTED),
    (Percent(0.0), PERCENT, UNCOMPUTED),
    ("", BLANK, UNCOMPUTED),
    (1.5, NUMBER, NUMBER),
    (Percent(0.5), PERCENT, PERCENT),
    ("文", TEXT, TEXT),
    ("0", TEXT, TEXT),
    (Error("#N/A"), ERROR, ERROR),
]


@pytest.mark.parametrize(
    ("write", "result", "computed", "to_compute"),
    [*((w, *row) for w in (xlsx, xls) for row in RESULTS), (xlsx, False, BOOL, BOOL)],
)
def test_a_result_of_zero_or_empty_where_the_book_is_to_be_computed(
    write, result, computed, to_compute
):
    for form, kind in ((Form(), computed), (NOT_SAVED, to_compute)):
        cell = kinds(write({"表": [["地区", Formula("=C1", result), "末"]]}, form=form))[0][1]
        assert cell[0] == kind
        assert kind != UNCOMPUTED or cell[1] == ("=C1" if write is xlsx else "=…")


@pytest.mark.parametrize(
    ("result", "form", "kind"),
    [
        *((0, Form(), UNCOMPUTED), ("", Form(), UNCOMPUTED)),
        *((1.5, NOT_SAVED, NUMBER), ("文", NOT_SAVED, TEXT)),
    ],
)
def test_a_formula_of_an_xls_may_ask_for_it(result, form, kind):
    formula = Formula("=C1", result, on_load=True)
    assert kinds(xls({"表": [["地区", formula, "末"]]}, form=form))[0][1][0] == kind


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('OnLoad="1"', 'OnLoad="true"', UNCOMPUTED),
        ('OnLoad="1"', 'OnLoad="0"', NUMBER),
        ('OnLoad="1"', 'OnLoad="false"', NUMBER),
        ('fullCalcOnLoad="1"', 'calcId="124519"', NUMBER),
        ('fullCalcOnLoad="1"', 'calcId="0"', UNCOMPUTED),  # as POI asks for it
        ('fullCalcOnLoad="1"', 'calcCompleted="0"', UNCOMPUTED),
        ("</sheetData>", '</sheetData><sheetCalcPr fullCalcOnLoad="1"/>', UNCOMPUTED),
    ],
)
def test_how_a_book_or_a_sheet_asks_for_it(old, new, kind):
    form = Form(computed=old == "</sheetData>")
    content = xlsx({"表": [["地区", Formula("=C1", 0)]]}, form=form)
    assert kinds(replaced(content, old, new))[0][1][0] == kind


def test_a_stored_zero_that_is_no_formula_is_a_figure():
    rows = [["地区", 0, Percent(0.0)]]
    assert kinds(xlsx({"表": rows}, form=NOT_SAVED))[0][1:] == [(NUMBER, 0), (PERCENT, 0)]
    assert kinds(xls({"表": rows}, form=NOT_SAVED))[0][1:] == [(NUMBER, 0), (PERCENT, 0)]


# ------------------------------------------------------------ what a check says


@pytest.mark.parametrize(("suffix", "shown"), [("xlsx", "=E5*0"), ("xls", "=…")])
@pytest.mark.parametrize("result", [0, ""])
def test_it_stops_where_a_figure_is_read(city, suffix, shown, result):
    city.recast(MONTHLY, suffix, form=NOT_SAVED, D5=Formula("=E5*0", result))
    assert city.problems() == [f"{LABEL.format(suffix)} › D5：公式“{shown}”{words.NOT_COMPUTED}"]


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_it_does_not_stop_where_none_is_read(city, suffix):
    """A column that is not used; the levels of the nation."""
    city.put(MONTHLY, H1="排序")
    city.recast(MONTHLY, suffix, form=NOT_SAVED, H5=Formula("=E5*0", 0), D2=Formula("=D4", 0))
    place = LABEL.format(suffix)
    assert city.warnings() == [f"{place} › H1：“排序”{words.UNUSED}"]


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_an_empty_text_that_was_computed_is_a_blank(city, suffix):
    city.recast(MONTHLY, suffix, B5=Formula('=""', ""))
    assert city.warnings() == [f"{LABEL.format(suffix)} › B5：鼓楼区当月增加值增速{words.BLANK}"]


def test_a_zero_of_an_xls_is_told_once_a_column(city):
    zero = Formula("=A1", 0)
    city.recast(MONTHLY, "xls", B5=zero, B7=zero, C5=zero, B6=0, H2=zero)
    place = LABEL.format("xls")
    zeros = ZERO.replace("；", "（B5、B7）；", 1)
    assert city.warnings() == [f"{place} › B5：{zeros}", f"{place} › C5：{ZERO}"]


def test_a_zero_that_an_xlsx_holds_is_not_told(city):
    city.recast(MONTHLY, "xlsx", B5=Formula("=A1", 0))
    assert city.warnings() == []
