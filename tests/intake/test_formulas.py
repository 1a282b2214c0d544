"""A formula that nobody computed is no figure, whatever stands in its place; no blank either."""

import io

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from fzlib.intake.formats.cells import (
    BLANK,
    BOOL,
    ERROR,
    NUMBER,
    PERCENT,
    TEXT,
    UNCOMPUTED,
)
from fzlib.intake.formats.sheets import read_sheets
from tests.intake.conftest import MONTHLY
from tests.intake.corpus.words import BLANK as BLANK_WORDS
from tests.intake.corpus.words import NOT_COMPUTED as NOT_COMPUTED_WORDS
from tests.intake.corpus.words import UNUSED
from tests.intake.files import Error, Form, Formula, Percent, parts_of, xls, xlsx, zipped

LABEL = "monthly/2023-05.{} › 数据"
NOT_SAVED = Form(computed=False)
ZERO = "公式的结果是0；核对公式是否算过；没有数的请清空"


def kinds(content):
    """Kind and value of each cell of the first sheet, row by row."""
    return [[(cell.kind, cell.value) for cell in row] for row in read_sheets(content, "表")[0].rows]


def saved(write):
    content = io.BytesIO()
    write(content)
    return content.getvalue()


# ------------------------------------------------------------ as programs write them


def test_xlsxwriter_stores_a_zero_for_what_it_does_not_compute():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["地区", 0, 1.5])
        sheet.write_formula("A2", "=C1*2")
        sheet.write_formula("B2", "=C1", None, 1.5)
        sheet.write_formula("C2", '=""', None, "")
        sheet.write_formula("D2", "=C1*0", book.add_format({"num_format": "0.0%"}))
        sheet.write_array_formula("A3:B3", "{=B1:C1*2}")
        sheet.write_formula("C3", '="文"', None, "文")
    assert kinds(content.getvalue()) == [
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


# ------------------------------------------------------------ what is one


@pytest.mark.parametrize(
    ("result", "computed", "to_compute"),
    [
        (0, NUMBER, UNCOMPUTED),
        (0.0, NUMBER, UNCOMPUTED),
        (Percent(0.0), PERCENT, UNCOMPUTED),
        ("", BLANK, UNCOMPUTED),
        (1.5, NUMBER, NUMBER),
        (Percent(0.5), PERCENT, PERCENT),
        ("文", TEXT, TEXT),
        ("0", TEXT, TEXT),
        (False, BOOL, BOOL),
        (Error("#N/A"), ERROR, ERROR),
    ],
)
def test_a_result_of_zero_or_empty_where_the_book_is_to_be_computed(result, computed, to_compute):
    for form, kind in ((Form(), computed), (NOT_SAVED, to_compute)):
        content = xlsx({"表": [["地区", Formula("=C1", result), "末"]]}, form=form)
        assert kinds(content)[0][1][0] == kind


@pytest.mark.parametrize(
    ("flag", "kind"), [("1", UNCOMPUTED), ("true", UNCOMPUTED), ("0", NUMBER), ("false", NUMBER)]
)
def test_how_a_book_asks_for_it(flag, kind):
    parts = parts_of(xlsx({"表": [["地区", Formula("=C1", 0)]]}, form=NOT_SAVED))
    book = parts["xl/workbook.xml"].replace(b'Load="1"', f'Load="{flag}"'.encode())
    assert kinds(zipped({**parts, "xl/workbook.xml": book}))[0][1][0] == kind


def test_a_stored_zero_that_is_no_formula_is_a_figure():
    rows = [["地区", 0, Percent(0.0)]]
    assert kinds(xlsx({"表": rows}, form=NOT_SAVED))[0][1:] == [(NUMBER, 0), (PERCENT, 0)]
    assert kinds(xls({"表": rows}, form=NOT_SAVED))[0][1:] == [(NUMBER, 0), (PERCENT, 0)]


@pytest.mark.parametrize(
    ("formula", "form", "kind"),
    [
        (Formula("=C1", 0), Form(), NUMBER),
        (Formula("=C1", ""), Form(), BLANK),
        (Formula("=C1", 0), NOT_SAVED, UNCOMPUTED),
        (Formula("=C1", ""), NOT_SAVED, UNCOMPUTED),
        (Formula("=C1", 0, on_load=True), Form(), UNCOMPUTED),
        (Formula("=C1", "", on_load=True), Form(), UNCOMPUTED),
        (Formula("=C1", 1.5, on_load=True), NOT_SAVED, NUMBER),
        (Formula("=C1", "文", on_load=True), NOT_SAVED, TEXT),
        (Formula("=C1", Percent(0.0)), NOT_SAVED, UNCOMPUTED),
    ],
)
def test_xls(formula, form, kind):
    row = kinds(xls({"表": [["地区", formula, "末"]]}, form=form))[0]
    assert row[1][0] == kind
    assert kind != UNCOMPUTED or row[1][1] == "=…"


# ------------------------------------------------------------ what is said of it


@pytest.mark.parametrize(("suffix", "shown"), [("xlsx", "=E5*0"), ("xls", "=…")])
@pytest.mark.parametrize("result", [0, ""])
def test_it_stops_where_a_figure_is_read(city, suffix, shown, result):
    city.recast(MONTHLY, suffix, form=NOT_SAVED, D5=Formula("=E5*0", result))
    assert city.problems() == [f"{LABEL.format(suffix)} › D5：公式“{shown}”{NOT_COMPUTED_WORDS}"]


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_it_does_not_stop_where_none_is_read(city, suffix):
    """A column that is not used; the levels of the nation."""
    city.put(MONTHLY, H1="排序")
    city.recast(MONTHLY, suffix, form=NOT_SAVED, H5=Formula("=E5*0", 0), D2=Formula("=D4", 0))
    place = LABEL.format(suffix)
    assert city.warnings() == [f"{place} › H1：“排序”{UNUSED}"]


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_an_empty_text_that_was_computed_is_a_blank(city, suffix):
    city.recast(MONTHLY, suffix, B5=Formula('=""', ""))
    assert city.warnings() == [f"{LABEL.format(suffix)} › B5：鼓楼区当月增加值增速{BLANK_WORDS}"]


def test_a_zero_of_an_xls_is_told_once_a_column(city):
    zero = Formula("=A1", 0)
    city.recast(MONTHLY, "xls", B5=zero, B7=zero, C5=zero, B6=0, H2=zero)
    place = LABEL.format("xls")
    told = ZERO.replace("；", "（B5、B7）；", 1)
    assert city.warnings() == [f"{place} › B5：{told}", f"{place} › C5：{ZERO}"]


def test_a_zero_that_an_xlsx_holds_is_not_told(city):
    city.recast(MONTHLY, "xlsx", B5=Formula("=A1", 0))
    assert city.warnings() == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", 'fullCalcOnLoad="1"', 'calcId="0"'),  # as POI asks for it
        ("xl/workbook.xml", 'fullCalcOnLoad="1"', 'calcCompleted="0"'),
        (
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            '</sheetData><sheetCalcPr fullCalcOnLoad="1"/>',
        ),
    ],
)
def test_other_ways_of_asking_for_calculation(part, old, new):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet().write_formula("A1", "=1*2")
    parts = parts_of(content.getvalue())
    main = parts["xl/workbook.xml"].decode()
    assert 'calcId="124519" fullCalcOnLoad="1"' in main
    parts["xl/workbook.xml"] = main.replace('calcId="124519" fullCalcOnLoad="1"', "").encode()
    assert kinds(zipped(parts)) == [[(NUMBER, 0)]]  # computed, for all that is said
    text = (main if part == "xl/workbook.xml" else parts[part].decode()).replace(
        'calcId="124519" ', ""
    )
    parts[part] = text.replace(old, new).encode()
    assert kinds(zipped(parts)) == [[(UNCOMPUTED, "=1*2")]]
