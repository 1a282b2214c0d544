"""Months as reference periods: contract section 1."""

import pytest

from fzlib.scoring.periods import Period, PeriodError


@pytest.mark.parametrize("text", ["2023-02", "2023-03", "2023-12"])
def test_parse_reads_what_str_writes(text):
    assert str(Period.parse(text)) == text


def test_january_is_refused_with_the_reason_and_the_id_to_use():
    with pytest.raises(PeriodError, match=r"合并发布.*2023-02"):
        Period.parse("2023-01")


@pytest.mark.parametrize(
    "text",
    ["", "2023", "2023-5", "202305", "2023-00", "2023-13", "23-05", "２０２３-05", "0000-05"],
)
def test_what_is_no_period_is_refused_and_said_how_to_write(text):
    with pytest.raises(PeriodError, match="期间写作"):
        Period.parse(text)


def test_spaces_around_a_period_do_not_matter():
    assert Period.parse(" 2023-05\n") == Period(2023, 5)


@pytest.mark.parametrize(
    ("text", "month", "ytd", "label"),
    [
        ("2023-02", "1—2月", "1—2月", "2023年1—2月"),
        ("2023-03", "3月", "1—3月", "2023年3月"),
        ("2023-12", "12月", "1—12月", "2023年12月"),
    ],
)
def test_labels(text, month, ytd, label):
    period = Period.parse(text)
    assert (period.span_label("month"), period.span_label("ytd"), period.label) == (
        month,
        ytd,
        label,
    )


@pytest.mark.parametrize(
    ("text", "previous", "last_year"),
    [
        ("2023-02", None, "2022-02"),  # the first has none: not December
        ("2023-03", "2023-02", "2022-03"),
        ("2023-12", "2023-11", "2022-12"),
    ],
)
def test_neighbours(text, previous, last_year):
    period = Period.parse(text)
    assert period.previous == (previous and Period.parse(previous))
    assert str(period.last_year) == last_year
    assert period.is_first == (previous is None)


def test_periods_sort_by_time():
    periods = [Period(2024, 2), Period(2023, 12), Period(2023, 2)]
    assert [str(period) for period in sorted(periods)] == ["2023-02", "2023-12", "2024-02"]
