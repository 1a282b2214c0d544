"""One cell: what is a figure, what is missing, what is refused, and in which words."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.intake.cell_values import (
    MISSING_MARKS,
    Misread,
    as_written,
    even,
    is_dotted,
    read_figure,
)
from fzlib.intake.formats import cells as kinds
from fzlib.intake.formats.cells import BLANK, BOOL, DATE, ERROR, NUMBER, PERCENT, TEXT, Cell
from fzlib.intake.formats.sheets import read_sheets
from fzlib.scoring.measures import STANDING_SERIES
from tests.intake.files import ods_of

UNITS = ("亿元", "万元", "千元", "%")


def figure_of(cell, unit):
    """The figure of a level, or of a growth."""
    return read_figure(cell, STANDING_SERIES["va_growth" if unit == "%" else "output"], unit)


NO_NUMBER = "改为数字；没有数就留空"
COMPUTE = "用表格软件打开、重算并保存，或填入数值"


def text(value):
    return Cell(TEXT, value)


def percent(value):
    return Cell(PERCENT, Decimal(value))


def refusal(cell, unit="%"):
    with pytest.raises(Misread) as caught:
        figure_of(cell, unit)
    return caught.value.what, caught.value.mend


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("768.88", "768.88"),
        ("0", "0"),
        ("-3.1", "-3.1"),
        ("+3.1", "3.1"),
        (" 768.88 ", "768.88"),
        ("768.88\u3000", "768.88"),
        ("768.88\u00a0", "768.88"),
        ("768.88\u200b", "768.88"),
        ("７６８．８８", "768.88"),
        ("－３．１", "-3.1"),
        ("＋3.1", "3.1"),
        ("\u22123.1", "-3.1"),  # the minus sign
        ("–3.1", "-3.1"),  # the dash a word processor makes of it
        ("- 3.1", "-3.1"),
        ("\u22123.1\n", "-3.1"),
        ("5.", "5"),
        (".5", "0.5"),
        ("007", "7"),
        # groups of three
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1，234.5", "1234.5"),
        ("１，２３４．５", "1234.5"),
        ("1, 234.5", "1234.5"),
        ("1 234.5", "1234.5"),
        ("1\u00a0234.5", "1234.5"),
        ("1\u3000234\u2009567", "1234567"),
        ("1\u200b234.5", "1234.5"),
        ("-1,234", "-1234"),
    ],
)
def test_numbers_as_people_write_them(written, figure):
    assert figure_of(text(written), "亿元") == Decimal(figure)
    if abs(Decimal(figure)) < 1000:
        assert figure_of(text(written), "%") == Decimal(figure)


@pytest.mark.parametrize("written", ["8.25%", "8.25％", "８．２５％", "8.25 %"])
def test_trailing_percent_sign_is_understood_in_a_percent_column(written):
    assert figure_of(text(written), "%") == Decimal("8.25")


@pytest.mark.parametrize(
    "written",
    [
        *("5\n6", "12\n3", "5\r6", "1\n234", "1\t234", "1\u2028234", "-\n5", "8\n%"),
        *("12 3.4", "7 68.88", "12 3", "1 2345", "1234 567", "1 234,567", "1,234 567", "1  234"),
        *("5\u200b6", "12\u00a03", "1\ufeff2345", "3 .1", "3. 1", "1.234 567", "- - 3"),
        *("0 234", "0,234"),  # nor does a number in groups begin with 0: a point was meant
    ],
)
def test_two_numbers_in_one_cell_are_never_joined(written):
    """A space between digits stands for a group of three; anything else stops."""
    assert refusal(text(written))[1] == NO_NUMBER


MARKS = (
    *("", "-", "–", "—", "－", "--", "––", "——", "－－"),
    *("...", "…", "……", "/", "／", "N/A", "缺", "缺报"),
)


@pytest.mark.parametrize("mark", MARKS)
def test_missing_marks(mark):
    for unit in UNITS:
        assert figure_of(text(mark), unit) is None
        assert figure_of(text(f" {mark}\u3000"), unit) is None
    assert as_written(text(mark)) is None


def test_missing_marks_are_those_of_the_contract_and_no_others():
    assert set(MARKS) == MISSING_MARKS
    assert figure_of(Cell(BLANK), "%") is None


def test_only_dots_are_told_apart_from_other_missing_marks():
    marks = ("…", "……", "...", "-")
    assert [is_dotted(text(mark)) for mark in marks] == [True, True, True, False]


@pytest.mark.parametrize(
    "written",
    [
        *("12,3", "12,3abc", "1,2345", "1,234,56", "12345,678", ",123", "▲3.1", "△3.1", "3.1.2"),
        *("1e3", "1E3", "---", "—-", "+-3", "nan", "inf", "n.a.", "无", "未报", "0x10", "3.1%%"),
        *("%", ".", "(3.1)", "3.1（预计）", "约3.1", "①", "12²", "½", "٣", "三", "..", "。"),
        *("3。1", "6·2", "29..3", "30,1", "-1．．2", "TRUE"),
        *("NA", "null", "暂无", "***"),
        *("12,34", "12，345,6", "1.2.3", "1,2"),
        *("▲1.2", "↓0.8", "△12.4", "(5.1)", "负3.5"),  # of fall and rise
        *("5.98①", "6.2²", "29.3（预计）", "约30.1", "-1.2*", "-0.8个百分点"),  # with notes
        *("5.98亿元", "6.2亿", "￥29.3", "30.1元"),  # with units
        *("五点九八", "Ⅵ", "٢٩", "㉚"),  # in words and other scripts
        *("1E+05", "1.2E-1"),
        *("5.9B", "6.2O", "l29.3", "3O.1"),  # letters for digits
        *("5.9~6.0", "6.2/6.3", "29+0.3", "±1.2"),  # ranges and sums
        *("2023-05-01", "5月1日", "5-Aug"),  # dates
    ],
)
def test_what_is_no_number_is_refused(written):
    assert refusal(text(written)) == (f"“{written}”不是数", NO_NUMBER)


@pytest.mark.parametrize(
    ("cell", "unit", "what", "mend"),
    [
        (text("#DIV/0!"), "%", "“#DIV/0!”是错误值", "改正公式；没有数就留空"),
        (Cell(ERROR, "#N/A"), "%", "“#N/A”是错误值", "改正公式；没有数就留空"),
        (Cell(ERROR, ""), "%", "“”是错误值", "改正公式；没有数就留空"),
        (Cell.of_formula("A1"), "%", "公式“=A1”没有算出的值", COMPUTE),
        (Cell(DATE, "2023-05-01"), "%", "“2023-05-01”是日期，不是数", "改为数值格式后重新填写"),
        (Cell(BOOL, "TRUE"), "%", "“TRUE”不是数", NO_NUMBER),
        (text("12%"), "亿元", "“12%”带百分号，这一列的单位是亿元", "核对是否填错了列"),
        (percent("0.12"), "万元", "“12%”是百分数，这一列的单位是万元", "改为数值格式"),
        (text("1000.1"), "%", "增速“1000.1”超出±1000%", "核对小数点和单位"),
        (text("-1000.1"), "%", "增速“-1000.1”超出±1000%", "核对小数点和单位"),
        (percent("10.01"), "%", "增速“10.01”超出±1000%", "核对小数点和单位"),
        (text("10000000.1"), "亿元", "“10000000.1”（亿元）超过1000万亿元", "核对单位和小数点"),
        (text("100000000001"), "万元", "“100000000001”（万元）超过1000万亿元", "核对单位和小数点"),
        (text("9" * 10**6), "%", f"“{'9' * 40}…”不是数", NO_NUMBER),
        (text(f"0.{'0' * 10**6}1"), "亿元", f"“0.{'0' * 38}…”不是数", NO_NUMBER),
        (text("\u200b" * 1001 + "5"), "%", f"“{'�' * 40}…”不是数", NO_NUMBER),
        (text("很长" * 30), "%", f"“{'很长' * 20}…”不是数", NO_NUMBER),
        (text("两\n行"), "%", "“两 行”不是数", NO_NUMBER),
    ],
)
def test_words_of_a_refusal(cell, unit, what, mend):
    assert refusal(cell, unit) == (what, mend)


@pytest.mark.parametrize(
    ("written", "unit", "figure"),
    [
        ("1000", "%", "1000"),
        ("-1000", "%", "-1000"),
        ("10000000", "亿元", "10000000"),
        ("10000000", "千元", "100"),
        ("12.3", "亿元", "12.3"),
        ("123000", "万元", "12.3"),
        ("1230000", "千元", "12.3"),
        # to 6 decimals of 亿元 (100 元), half away from zero
        ("1.0000005", "亿元", "1.000001"),
        ("1.0000004999", "亿元", "1"),
        ("-1.0000005", "亿元", "-1.000001"),
        ("0.005", "万元", "0.000001"),
        ("0.0049", "万元", "0"),
        ("0.05", "千元", "0.000001"),
        ("0.049", "千元", "0"),
        # once: not first to 28 digits, then to 6 decimals
        ("1.00000049999999999999999999999999999999", "亿元", "1"),
        ("10000.00499999999999999999999999999999999999", "万元", "1"),
        # rates are kept as they are
        ("1.00000000000049", "%", "1.00000000000049"),
    ],
)
def test_units_limits_and_rounding(written, unit, figure):
    assert figure_of(text(written), unit) == Decimal(figure)


def test_percent_cell_times_100_is_exact():
    assert figure_of(percent("0.0825"), "%") == Decimal("8.25")
    assert figure_of(Cell(NUMBER, Decimal("8.25")), "%") == Decimal("8.25")
    assert figure_of(percent("0.123456789012345"), "%") == Decimal("12.3456789012345")


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("闽侯县（不含高新区）", "闽侯县(不含高新区)"),
        ("马尾区〔开发区〕", "马尾区(开发区)"),
        ("马尾区【开发区】", "马尾区(开发区)"),
        ("马尾区[开发区]", "马尾区(开发区)"),
        ("鼓　楼　区", "鼓楼区"),
        ("鼓 楼\n区", "鼓楼区"),
        ("\ufeff鼓楼区\u200b", "鼓楼区"),
        ("增速（％）", "增速(%)"),
        ("ＧＤＰ", "GDP"),
    ],
)
def test_even(written, same):
    assert even(written) == even(same) == same


cells = st.builds(
    Cell,
    st.sampled_from([BLANK, TEXT, ERROR, kinds.UNCOMPUTED, DATE, BOOL]),
    st.text() | st.text("0123456789.,+-%eE \u3000－－％０１２３，．…缺/", max_size=12),
) | st.builds(
    Cell, st.sampled_from([NUMBER, PERCENT]), st.decimals(allow_nan=False, allow_infinity=False)
)


@given(cells, st.sampled_from(UNITS))
def test_any_cell_is_a_figure_within_bounds_or_misread(cell, unit):
    what = ""
    try:
        value = figure_of(cell, unit)
    except Misread as misread:
        what, value = misread.what, None
    assert "\n" not in what
    assert value is None or abs(value) <= (1000 if unit == "%" else 10**7)


@given(cells)
def test_any_cell_is_a_plain_number_or_misread(cell):
    with contextlib.suppress(Misread):
        assert as_written(cell) is None or cell.kind in (TEXT, NUMBER)


@given(st.decimals(-1000, 1000, places=4))
def test_a_written_number_is_read_back_exactly(number):
    assert figure_of(text(f"{number:f}"), "%") == number
    assert figure_of(text(f"{number:,f}"), "%") == number
    assert figure_of(text(f"{number:f}".replace("-", "－")), "%") == number


def test_what_is_longer_than_any_name_equals_none():
    assert even("鼓楼区" + " " * 497) == "鼓楼区"
    assert even("鼓楼区" + " " * 498) == "鼓楼区..."


@given(st.text())
def test_even_leaves_no_space(written):
    assert not set(even(written)) & set(" \t\n\u00a0\u3000\u200b\ufeff")


SPACES = ["<text:tab/>", "<text:line-break/>", "<text:s/>", "</text:p><text:p>"]


@pytest.mark.parametrize("between", SPACES)
def test_an_ods_keeps_two_numbers_in_one_cell_apart(between):
    body = f'<table:table-cell office:value-type="string"><text:p>4{between}4.4</text:p>'
    row = f"<table:table-row>{body}</table:table-cell></table:table-row>"
    sheets = f"<office:spreadsheet><table:table>{row}</table:table></office:spreadsheet>"
    ((cell,),) = read_sheets(ods_of(f"<office:body>{sheets}</office:body>"), "表")[0].rows
    with pytest.raises(Misread, match="不是数"):
        figure_of(cell, "%")
