"""A header's words in any order and their variants mean one column; its unit is read from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.intake.columns import Header, InputColumn, read_header, written
from fzlib.vocabulary import MEASURES, SPANS

BRACKETED = ("(%)", "（％）", "〔%〕", "【%】", "[%]")
GROWTHS = ("同比增长", "增长", "增幅", "同比增速", "增长率")


@pytest.mark.parametrize(
    ("text", "measure", "span", "unit"),
    [
        # as the contract writes them
        ("增加值增速（%）", "va_growth", "month", "%"),
        ("增加值累计增速（%）", "va_growth", "ytd", "%"),
        ("总产值（亿元）", "output", "month", "亿元"),
        ("累计总产值（亿元）", "output", "ytd", "亿元"),
        ("上年同期总产值（亿元）", "base", "month", "亿元"),
        ("上年同期累计总产值（亿元）", "base", "ytd", "亿元"),
        ("总产值增速（%）", "output_growth", "month", "%"),
        ("总产值累计增速（%）", "output_growth", "ytd", "%"),
        ("月度预期增量（亿元）", "expected", "month", "亿元"),
        ("累计预期增量（亿元）", "expected", "ytd", "亿元"),
        # brackets, width and spaces
        *((f"增加值增速{unit}", "va_growth", "month", "%") for unit in BRACKETED),
        (" 增加值　增速\n（ % ）", "va_growth", "month", "%"),
        ("总产值（累计）（亿元）", "output", "ytd", "亿元"),
        # the industry may stand or not
        ("规上工业增加值增速（%）", "va_growth", "month", "%"),
        ("规模以上工业增加值增速（%）", "va_growth", "month", "%"),
        ("规模工业增加值增速（%）", "va_growth", "month", "%"),
        ("规上工业总产值（亿元）", "output", "month", "亿元"),
        ("工业总产值（亿元）", "output", "month", "亿元"),
        ("工业增加值增速（%）", "va_growth", "month", "%"),
        # the month may be marked
        ("当月增加值增速（%）", "va_growth", "month", "%"),
        ("本月总产值（亿元）", "output", "month", "亿元"),
        ("月度总产值（亿元）", "output", "month", "亿元"),
        ("预期增量（亿元）", "expected", "month", "亿元"),
        # growth
        *((f"增加值{growth}（%）", "va_growth", "month", "%") for growth in GROWTHS),
        # same period, year to date
        ("去年同期总产值（亿元）", "base", "month", "亿元"),
        ("本月止累计总产值（亿元）", "output", "ytd", "亿元"),
        ("去年同期本月止累计总产值（亿元）", "base", "ytd", "亿元"),
        # the order of the words
        ("累计增加值增速（%）", "va_growth", "ytd", "%"),
        ("累计上年同期总产值（亿元）", "base", "ytd", "亿元"),
        ("总产值上年同期（亿元）", "base", "month", "亿元"),
        ("规上工业总产值累计（亿元）", "output", "ytd", "亿元"),
        ("累计规上工业增加值同比增长（%）", "va_growth", "ytd", "%"),
        # units
        ("总产值（万元）", "output", "month", "万元"),
        ("总产值（千元）", "output", "month", "千元"),
        ("总产值", "output", "month", ""),
        ("总产值（元）", "output", "month", "元"),
        ("增加值增速", "va_growth", "month", ""),
        # names of rows
        ("地区", "region", "", ""),
        ("县（市）区", "region", "", ""),
        ("县(市、区)", "region", "", ""),
        ("期 间", "period", "", ""),
    ],
)
def test_headers_understood(text, measure, span, unit):
    assert read_header(text, "总产值") == Header(InputColumn(measure, span), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "备注",
        "序号",
        "增加值（亿元）",  # a level that is not evaluated
        "增速（%）",  # of what?
        "上年同期（亿元）",
        "上年同期总产值增速（%）",
        "当月累计总产值（亿元）",  # both spans
        "总产值总产值（亿元）",
        "总产值增加值增速（%）",
        "营业收入（亿元）",  # a folder of output
        "总产值目标（亿元）",
        "平均总产值（亿元）",
        "增加值增速（%）（累计）",
    ],
)
def test_headers_not_understood(text):
    assert read_header(text, "总产值") is None


def test_a_revenue_folder_says_revenue():
    header = read_header("规模工业营业收入累计增速（%）", "营业收入")
    assert header == Header(InputColumn("output_growth", "ytd"), "%")
    assert read_header("总产值（亿元）", "营业收入") is None


@pytest.mark.parametrize(
    ("fits", "texts"),
    [
        (True, ["总产值（亿元）", "总产值（万元）", "总产值（千元）", "增加值增速（%）", "地区"]),
        (False, ["总产值（元）", "总产值（%）", "总产值", "增加值增速", "预期增量（%）"]),
        (False, ["增加值增速（亿元）"]),
    ],
)
def test_which_units_fit(fits, texts):
    assert {read_header(text, "总产值").unit_fits for text in texts} == {fits}


@pytest.mark.parametrize("output", ["总产值", "营业收入"])
@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("measure", MEASURES)
def test_what_messages_tell_to_write_is_understood(measure, span, output):
    header = read_header(written(InputColumn(measure, span), output), output)
    assert header.column == InputColumn(measure, span)
    assert header.unit_fits


@given(
    st.text() | st.text("累计当月上年同期增速增加总产值预期量规工业（）()%亿万元 \n", max_size=20)
)
def test_any_text_is_a_header_or_not(text):
    header = read_header(text, "总产值")
    assert header is None or header.column.measure in {*MEASURES, "region", "period"}
