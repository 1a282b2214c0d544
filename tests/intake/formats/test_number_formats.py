"""Number formats: what multiplies by 100, what divides, what shows nothing for a 0."""

from decimal import Decimal

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from fzlib.intake.formats.cells import NUMBER, PERCENT
from fzlib.intake.formats.number_formats import HIDDEN, HIDDEN_ZERO, is_percent, remarks, scaled
from fzlib.intake.formats.refusals import Unreadable
from fzlib.intake.formats.sheets import read_sheets
from tests.intake.files import saved


@pytest.mark.parametrize(
    "code",
    [
        *("General", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00E+00", "@", "", "G/通用格式"),
        *("0.0_ ", "#,##0.00_);(#,##0.00)", "[Red]0.0;[Blue]-0.0", "0.0;-0.0;0.0", '0.0;-0.0;"0"'),
        *('0"万元"', "0\\.0", "0.0;;General", "[>=100]0;0.0", "[$¥-804]#,##0.00"),
        '#,##0;-#,##0;"零0"',
    ],
)
def test_formats_that_show_a_zero(code):
    assert remarks(0, code) == ()
    assert remarks(0, code, zeros=False) == (HIDDEN_ZERO,)


@pytest.mark.parametrize(
    "code",
    [
        *("#", "#,###", "#.##", "0.0;-0.0;", "0;-0;;@", "0.0_ ;[Red]-0.0 ; ", ";;;", '0;-0;"-"'),
        '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',  # 会计专用
        *('[=0]"";0.0', '[=0]"-";General', '[>0]0.0;[=0]"";-0.0'),
    ],
)
def test_formats_that_show_no_zero(code):
    assert remarks(0, code) == (HIDDEN_ZERO,)


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        (10**3, ["#,##0,", "#,##0.0,", "#,##0,.00", "#,##0,_ ;[Red]-#,##0,", "[$¥-804]#,##0,"]),
        (10**3, ["0,%"]),
        (10**6, ["0,,", '#,##0.00,,"百万"']),
        (10**4, ["0\\.0,", "0!.0,", '0"."0000']),  # 万元 of 元: the point is only written
        (1, ["#,##0", "#,##0.00", '0","', "0\\,", "0.0\\.0"]),
    ],
)
def test_formats_that_divide(by, codes):
    for code in codes:
        assert remarks(123456, code) == ((scaled(by),) if by > 1 else ())
    assert scaled(by).what == f"数字格式把数除以{by}，按存的数读"


# format; number; what is remarked of it
SECTIONS = [
    *((";;;", 12.5, HIDDEN), ("0.0;;0.0", -12.5, HIDDEN), ("0.0;;0.0", 12.5, None)),
    *(("0,;0", 5000, scaled(1000)), ("0,;0", -5000, None), ("0;0,", -5000, scaled(1000))),
    *(("[>=10000]0,;0", 10000, scaled(1000)), ("[>=10000]0,;0", 9999, None)),
    *(("[<10000]0;0,", 10000, scaled(1000)), ("[<0]0,;[=1]0;[>5]0", 3, None)),
    # as binary floats the two numbers would be one, and the last no float at all
    ("[>=9007199254740993]0;#,##0,", 9007199254740993, None),
    ("[>=9007199254740993]0;#,##0,", 9007199254740992, scaled(1000)),
    ("[>=9007199254740993]0;#,##0,", 10**400, None),
]


@pytest.mark.parametrize(("code", "number", "remark"), SECTIONS)
def test_the_section_that_applies(code, number, remark):
    assert remarks(number, code) == ((remark,) if remark else ())


@pytest.mark.parametrize("ask", [is_percent, lambda code: remarks(1, code)])
def test_a_format_longer_than_any_is_refused(ask):
    with pytest.raises(Unreadable) as caught:
        ask("[" * 1_000_000)
    assert caught.value.what == "有读不了的数字格式"


def test_a_conditional_format_s_number_format_is_not_the_cells():
    """Excel numbers both from 164 on."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = 5.4, 0.054
    sheet["A1"].number_format, sheet["B1"].number_format = "0.0_ ", "0.0%"
    style = DifferentialStyle(numFmt=NumberFormat(164, "0.0%"))
    other = DifferentialStyle(numFmt=NumberFormat(165, "yyyy-mm"))
    for dxf in (style, other):
        sheet.conditional_formatting.add("A1:B1", Rule(type="expression", dxf=dxf, formula=["1"]))
    (row,) = read_sheets(saved(book.save), "表")[0].rows
    assert [(cell.kind, cell.value) for cell in row] == [
        (NUMBER, Decimal("5.4")), (PERCENT, Decimal("0.054")),
    ]  # fmt: skip
