"""Months, quarters and years as reference periods: contract section 1."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.scoring.periods import Period, PeriodError, Quarter, Year, parse_any
from fzlib.vocabulary import SPANS

YEARS = st.integers(1950, 2199)
THINGS = st.one_of(
    st.builds(Period, YEARS, st.integers(2, 12)),
    st.builds(Quarter, YEARS, st.integers(1, 4)),
    st.builds(Year, YEARS),
)


@given(THINGS)
def test_round_trip(thing):
    assert parse_any(str(thing)) == thing
    assert parse_any(f" {thing}\n") == thing
    kind = type(thing)
    assert kind is Quarter or kind.parse(f" {thing}\n") == thing


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("2023-Q1", "02 03"),
        ("2023-Q2", "04 05 06"),
        ("2023-Q3", "07 08 09"),
        ("2023-Q4", "10 11 12"),
        ("2023", "02 03 04 05 06 07 08 09 10 11 12"),
    ],
)
def test_members(text, members):
    assert [str(p) for p in parse_any(text).periods] == [f"2023-{m}" for m in members.split()]


@given(YEARS)
def test_quarters_make_up_the_year(year):
    whole = Year(year)
    assert tuple(p for quarter in whole.quarters for p in quarter.periods) == whole.periods
    assert len(whole.periods) == 11


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2023-Q1", "2023年一季度"),
        ("2023-Q2", "2023年二季度"),
        ("2023-Q3", "2023年三季度"),
        ("2023-Q4", "2023年四季度"),
        ("2023", "2023年"),
        ("2023-02", "2023年1—2月"),
        ("2023-03", "2023年3月"),
        ("2023-12", "2023年12月"),
    ],
)
def test_label(text, label):
    assert parse_any(text).label == label


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2023-01", "2023-02（1—2月）"),
        ("2023-13", "2023-05"),
        ("2023-Q0", "2023-Q1 至 2023-Q4"),
        ("2023-Q5", "2023-Q1 至 2023-Q4"),
        ("1949-Q1", "没有“1949”这一年"),
        ("2200", "没有“2200”这一年"),
        ("2023-q1", "季度写作 2023-Q1"),
        ("2023Q1", "季度写作 2023-Q1"),
        ("2023-5", "月份写作 2023-05"),
        ("202305", "月份写作 2023-05"),
        ("２０２３", "全年写作 2023"),
        ("二〇二三年", "全年写作 2023"),
        ("", "全年写作 2023"),
    ],
)
def test_refused_with_what_to_write(text, says):
    with pytest.raises(PeriodError, match=r"没有|不是") as refused:
        parse_any(text)
    assert says in str(refused.value)


@pytest.mark.parametrize(("kind", "text"), [(Period, "2023"), (Year, "2023-Q1"), (Year, "")])
def test_each_kind_refuses_the_others(kind, text):
    with pytest.raises(PeriodError, match="写作"):
        kind.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(PeriodError):
        assert str(parse_any(text)) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "2023", "2023-5", "202305", "2023-00", "2023-13", "23-05", "２０２３-05", "0000-05"],
)
def test_what_is_no_month_is_refused_and_said_how_to_write(text):
    with pytest.raises(PeriodError, match="期间写作"):
        Period.parse(text)


def test_january_is_refused_with_the_reason_and_the_id_to_use():
    with pytest.raises(PeriodError, match=r"合并发布.*2023-02"):
        Period.parse("2023-01")


@pytest.mark.parametrize(
    ("number", "labels"),
    [(2, ["1—2月", "1—2月"]), (3, ["3月", "1—3月"]), (12, ["12月", "1—12月"])],
)
def test_span_labels(number, labels):
    assert [Period(2023, number).span_label(span) for span in SPANS] == labels


@pytest.mark.parametrize(
    ("month", "previous"),
    [(2, None), (3, Period(2023, 2)), (12, Period(2023, 11))],  # the first has none: not December
)
def test_neighbours(month, previous):
    period = Period(2023, month)
    assert (period.previous, period.last_year) == (previous, Period(2022, month))
    assert period.month_is_ytd == (previous is None)


def test_periods_sort_by_time():
    periods = [Period(2024, 2), Period(2023, 12), Period(2023, 2)]
    assert [str(period) for period in sorted(periods)] == ["2023-02", "2023-12", "2024-02"]


def test_in_january_and_february_the_spans_are_one_figure():
    first, later = Period(2023, 2), Period(2023, 3)
    assert (first.twins("ytd"), later.twins("ytd")) == (SPANS, ("ytd",))
    assert (first.distinct(SPANS), later.distinct(SPANS)) == (("month",), SPANS)
    assert first.distinct(("ytd",)) == ("ytd",)
