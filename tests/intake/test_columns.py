"""A header's words in any order and their variants mean one column; its unit is read from it."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fzlib.intake.columns import Header, Headings, InputColumn
from fzlib.scoring.combinations import book_faults
from fzlib.scoring.measures import STANDING as STANDING_MEASURES
from fzlib.scoring.measures import STANDING_SERIES, Measure, series_of
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import SPANS

BRACKETED = ("(%)", "（％）", "〔%〕", "【%】", "[%]")
STANDING = Headings("总产值")
GROWTHS = ("同比增长", "增长", "增幅", "同比增速", "增长率")


@pytest.mark.parametrize(
    ("text", "series", "span", "unit"),
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
        ("工业累计总产值（亿元）", "output", "ytd", "亿元"),
        ("工业去年同期总产值（亿元）", "base", "month", "亿元"),
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
def test_headers_understood(text, series, span, unit):
    assert STANDING.read(text) == Header(InputColumn(series, span), unit)


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
    assert STANDING.read(text) is None


def test_a_revenue_folder_says_revenue():
    revenue = Headings("营业收入")
    header = revenue.read("规模工业营业收入累计增速（%）")
    assert header == Header(InputColumn("output_growth", "ytd"), "%")
    assert revenue.read("总产值（亿元）") is None


@pytest.mark.parametrize(
    ("fits", "texts"),
    [
        (True, ["总产值（亿元）", "总产值（万元）", "总产值（千元）", "增加值增速（%）", "地区"]),
        (False, ["总产值（元）", "总产值（%）", "总产值", "增加值增速", "预期增量（%）"]),
        (False, ["增加值增速（亿元）"]),
    ],
)
def test_which_units_fit(fits, texts):
    assert {STANDING.read(text).unit_fits for text in texts} == {fits}


@pytest.mark.parametrize("output", ["总产值", "营业收入"])
@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("series", STANDING_SERIES)
def test_what_messages_tell_to_write_is_understood(series, span, output):
    headings = Headings(output)
    header = headings.read(headings.written(InputColumn(series, span)))
    assert header.column == InputColumn(series, span)
    assert header.unit_fits


@given(
    st.text() | st.text("累计当月上年同期增速增加总产值预期量规工业（）()%亿万元 \n", max_size=20)
)
def test_any_text_is_a_header_or_not(text):
    header = STANDING.read(text)
    assert header is None or header.column.series in {*STANDING_SERIES, "region", "period"}


# ------------------------------------------------------------ declared measures

DECLARED = (
    Measure("power", "工业用电量", "万千瓦时"),
    Measure("tax", "税收", "万元"),
    Measure("tax_up", "税收升幅", "%", base=False),
    Measure("profit", "规上工业利润"),
    Measure("sales", "产销率", "%", base=False),
    Measure("orders", "订单增长", "%", base=False),
    Measure("va", "全部工业增加值"),
    Measure("firms", "累计上规企业", "家", base=False),
    Measure("area", "厂房面积", "万m²", base=False),
)
EVERY = Headings(
    "总产值",
    series_of((*STANDING_MEASURES, *DECLARED))
    | {series.code: series for one in DECLARED for series in one.series.values()},
)


@pytest.mark.parametrize(
    ("text", "series", "span", "unit"),
    [
        # as the contract writes them (section 3b)
        ("工业用电量（万千瓦时）", "power", "month", "万千瓦时"),
        ("上年同期累计工业用电量（万千瓦时）", "power-base", "ytd", "万千瓦时"),
        ("工业用电量累计增速（%）", "power-growth", "ytd", "%"),
        ("月度工业用电量目标（万千瓦时）", "power-target", "month", "万千瓦时"),
        ("累计工业用电量增速目标（%）", "power-growth-target", "ytd", "%"),
        ("累计工业用电量增量目标（万千瓦时）", "power-increment-target", "ytd", "万千瓦时"),
        ("月度工业用电量占比目标（%）", "power-share-target", "month", "%"),
        ("累计产销率（%）", "sales", "ytd", "%"),
        ("订单累计增长（%）", "orders", "ytd", "%"),
        ("月度订单增长目标（%）", "orders-target", "month", "%"),
        # in other words
        ("规上工业用电量（万千瓦时）", "power", "month", "万千瓦时"),
        ("规模以上工业用电量累计同比增长（%）", "power-growth", "ytd", "%"),
        ("去年同期本月止累计工业用电量（ 万千瓦时 ）", "power-base", "ytd", "万千瓦时"),
        ("工业用电量目标（万千瓦时）", "power-target", "month", "万千瓦时"),
        ("工业用电量目标（累计）（万千瓦时）", "power-target", "ytd", "万千瓦时"),
        ("利润（亿元）", "profit", "month", "亿元"),
        ("累计规模工业利润（万元）", "profit", "ytd", "万元"),
        ("当月税收（亿元）", "tax", "month", "亿元"),
        ("累计订单同比增幅（%）", "orders", "ytd", "%"),
        ("厂房面积（万m2）", "area", "month", "万m²"),
        # a name that holds a word of ours
        ("累计上规企业（家）", "firms", "month", "家"),
        ("累计累计上规企业（家）", "firms", "ytd", "家"),
        ("累计全部工业增加值（亿元）", "va", "ytd", "亿元"),
        ("全部工业增加值增速（%）", "va-growth", "month", "%"),
        ("税收升幅（%）", "tax_up", "month", "%"),
        # those of every city as ever
        ("工业增加值同比增长（%）", "va_growth", "month", "%"),
        ("累计预期增量（亿元）", "expected", "ytd", "亿元"),
    ],
)
def test_headers_of_declared_measures(text, series, span, unit):
    header = EVERY.read(text)
    assert header == Header(InputColumn(series, span), unit)
    assert header.unit_fits


@pytest.mark.parametrize(
    "text",
    [
        "用电量（万千瓦时）",  # of industry it is, or it is another's
        "税收收入（万元）",
        "国税税收（万元）",
        "税收税收（万元）",
        "上年同期产销率（%）",  # a rate has none
        "产销率增速（%）",
        "产销率占比目标（%）",
        "当月累计税收（万元）",
        "税收目标目标（万元）",
        "全部工业用电量（万千瓦时）",
    ],
)
def test_headers_of_nothing_declared(text):
    assert EVERY.read(text) is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("工业用电量（亿千瓦时）", False),
        ("工业用电量", False),
        ("税收（千元）", True),
        ("税收（元）", False),
        ("产销率（‰）", False),
        ("累计上规企业（个）", False),
    ],
)
def test_which_units_fit_a_declared_measure(text, fits):
    assert EVERY.read(text).unit_fits is fits


def test_targets_are_no_columns_of_the_monthly_file():
    monthly, targets = EVERY.monthly(SPANS), EVERY.targets(SPANS)
    assert not set(monthly) & set(targets)
    assert {column.series for column in (*monthly, *targets)} == set(EVERY.series)
    assert [EVERY.written(column) for column in EVERY.monthly(["ytd"])[:6]] == [
        "增加值累计增速（%）", "累计总产值（亿元）", "上年同期累计总产值（亿元）",
        "总产值累计增速（%）", "累计工业用电量（万千瓦时）", "上年同期累计工业用电量（万千瓦时）",
    ]  # fmt: skip


NAMES = st.text("工业用电量增速长累计上年同期目标占比月度规模投资利税", min_size=1, max_size=6)


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), st.data())
def test_every_header_of_every_book_is_read_as_what_it_was_written_for(names, data):
    """Whatever a rule book may call its measures: those it may call so side by side."""
    measures = [
        Measure(f"m{n}", name, data.draw(st.sampled_from(["亿元", "家", "%"])), base=False)
        for n, name in enumerate(names)
    ]
    measures = [replace(one, base=one.unit != "%" and data.draw(st.booleans())) for one in measures]
    book = RuleBook("", "", (), declared=tuple(measures))
    declared = {f"measure[{n}]": one for n, one in enumerate(measures, 1)}
    assume(not list(book_faults(book, declared, {})))
    series = book.series | {s.code: s for one in measures for s in one.series.values()}
    headings = Headings("总产值", series)
    for column in (*headings.monthly(SPANS), *headings.targets(SPANS)):
        header = headings.read(headings.written(column))
        assert header is not None
        assert (header.column, header.unit_fits) == (column, True)
