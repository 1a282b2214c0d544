"""Periods, spans and units as bureaus write them in titles, headers and names of files."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.intake.bureau.layout import Pattern
from fzlib.intake.cell_values import MOST_TEXT
from fzlib.intake.labels import Label, StatedPeriod, period_of_name

PERIODS = {
    (0, 3, "ytd"): "1-3月 1—3月 1～3月 1月-3月 3月止累计 一季度",
    (0, 12, "ytd"): "1至12月 全年",
    (2025, 3, "ytd"): "2025年1-3月 ２０２５年１－３月 2025年1-3月累计",
    (2025, 3, "month"): "2025年3月",
    (0, 3, "month"): "3月",
    (2025, 6, "ytd"): "2025年上半年",
    (0, 9, "ytd"): "前三季度",
    (0, 0, "ytd"): "3-5月",  # no year-to-date figure
}


@pytest.mark.parametrize(("period", "texts"), PERIODS.items())
def test_periods_as_bureaus_write_them(period, texts):
    for text in texts.split():
        stated = Pattern("{期间}").period(Label(text))
        assert (stated.year, stated.month, stated.span) == period, text


def test_a_text_without_a_period_says_none():
    assert Pattern("增速").period(Label("增速")) is None


def test_the_period_is_shown_as_it_is_written():
    stated = Pattern("{期间}规模工业*").period(Label("2025年1-3月规模工业增加值", "B2"))
    assert stated == StatedPeriod(2025, 3, "ytd", "2025年1-3月", "B2")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("绝对额(亿元)", ("绝对额", "亿元")),
        ("(%)", ("", "%")),
        ("(单位:万元)", ("", "万元")),
        ("(现价)", ("(现价)", "")),
    ],
)
def test_a_unit_stands_in_brackets_at_the_end(text, parts):
    label = Label(text)
    assert (label.bare, label.unit) == parts


SPANS = {
    "ytd": "累计 1-3月 上半年 3月份累计增速 2025年3月（累计）增速 本月止累计 自年初至本月",
    "month": "当月 本月增速 月度",
    "": "3月 2025年3月增速 绝对额",  # a month is no word of it: a page is about a month too
    "month ytd": "本月、累计",
}


@pytest.mark.parametrize(("spans", "texts"), SPANS.items())
def test_the_words_that_tell_a_span(spans, texts):
    for text in texts.split():
        assert Label(text).spans == set(spans.split()), text


@pytest.mark.parametrize("text", ["1-3月", "3月", "上半年", "绝对额"])
def test_a_period_is_no_word(text):
    assert Label(text).words == frozenset()


@pytest.mark.parametrize(
    ("text", "title", "header"),
    [
        ("上年同期=100", True, True),
        ("（上年＝100.0）", True, True),
        ("以上年同期为100", True, True),
        ("目标=1000", False, False),
        ("工业增加值指数", True, True),
        ("1-3月指数", True, True),
        ("发展指数", False, True),
        ("工业增加值指数增速", False, False),
        ("指数、增长", False, False),
        ("增长", False, False),
    ],
)
def test_what_says_that_figures_are_an_index(text, title, header):
    label = Label(text)
    assert (label.is_index, label.is_index_header) == (title, header)


@pytest.mark.parametrize("long", ["2025年3月累计（万元）指数" * 50, "1-" * 20_000, "ﷺ" * 100])
def test_a_text_longer_than_a_title_is_a_note(long):
    """ﷺ is 18 letters when it is evened out."""
    label = Label(long)
    assert (label.is_note, label.is_index_header) == (True, False)
    assert (label.period, period_of_name(long)) == (None, None)
    assert (*label.years, *label.spans, *label.units) == ()
    assert Pattern("*").find(label) is None


PIECES = ["1-", "1、", "1月", "-", "2025年", "1-3月", "十", "(单位:", "累计", "=1", "万", "年月"]


@pytest.mark.parametrize("piece", PIECES)
def test_texts_of_a_title_s_length_are_read_at_once(piece):
    """Two hundred of them: what backtracks over a text as a whole would take minutes."""
    start = time.monotonic()
    for number in range(200):
        text = (str(number) + piece * MOST_TEXT)[:MOST_TEXT]
        label = Label(text)
        _ = label.period, label.spans, label.units, label.is_index
    assert time.monotonic() - start < 30


UNITS = {
    "万元 %": "单位：万元、%|单位：万元 %",
    "亿元 %": "计量单位:亿元，增速为%",
    "万元": "单位 万元|单位：人民币万元|金额单位（万元）|（万元）|万元|规模工业总产值（万元）"
    "|1-3月/万元|1-3月 万元|1-3月（万元）（现价）",
    "百万元": "单位：百万元",
    "元": "单位 元|单位：人民币元|（元）",
    "万美元": "绝对额（万美元）",
    "百分点": "增速（百分点）",
    "": "单元|年主营业务收入2000万元及以上工业企业|（2000万元以上）|产值超2000万元|企业单位数"
    "|增长5%",
}


@pytest.mark.parametrize(("units", "texts"), UNITS.items())
def test_the_units_that_a_text_names(units, texts):
    for text in texts.split("|"):
        assert Label(text).units == tuple(units.split()), text


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2025-03.xlsx", (2025, 3)),
        ("月报202503.xls", (2025, 3)),
        ("2025年3月月报.xlsx", (2025, 3)),
        ("2025年1-3月.xlsx", (2025, 3)),
        ("2025年.xlsx", (2025, 0)),
        ("月报.xlsx", None),
        ("20250315导出.xlsx", None),
    ],
)
def test_the_period_in_the_name_of_a_file(name, period):
    assert period_of_name(name) == period


def test_a_period_stands_anywhere_in_a_text_and_a_day_is_none():
    period = StatedPeriod(2025, 3, "ytd", "2025年1—3月", "A1")
    assert Label("福建省2025年1—3月主要指标", "A1").period == period
    assert Label("2025年4月18日").period is None


@given(
    st.text(
        alphabet="0123456789年月日号一二三四五六七八九十〇至到前个、-—~.（）()"
        "累计本当止末底季度上半元万亿单位：%/ ",
        max_size=30,
    )
)
def test_any_text_says_something_or_nothing(text):
    label = Label(text)
    period = label.period
    assert period is None or (0 <= period.month <= 99 and period.span in ("month", "ytd"))
    assert label.spans <= {"month", "ytd"}
    assert all(2000 <= year <= 2099 for year in label.years)
    assert label.units is not None
    period_of_name(text)
    Pattern("*{期间}*").find(label)


@given(st.integers(2000, 2099), st.integers(2, 12), st.sampled_from(["-", "—", "至", "~", "——"]))
def test_year_to_date_is_read_whatever_stands_before_it(year, month, to):
    label = Label(f"某市{year}年1{to}{month}月规模工业")
    period = Pattern("*{期间}*").period(label)
    assert (period.year, period.month, period.span) == (year, month, "ytd")
    assert label.period == period
