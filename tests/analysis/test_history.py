"""The robust z of a county's growth: worked by hand, and what it must do whatever the numbers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.analysis.history import LEAST_EARLIER, History, histories
from fzlib.scoring.measures import Measure
from fzlib.scoring.periods import Period
from fzlib.vocabulary import SPANS
from tests.scoring.cities import FUZHOU, SHAOYANG, panel

D = Decimal


def history(value, *earlier):
    return History("甲县", "va_growth", "month", D(value), tuple(map(D, earlier)))


@pytest.mark.parametrize(
    ("value", "earlier", "z", "far"),
    [
        # median 5, deviations 0 1 1 2 2 3: their median 1.5; 0.6745 × (12 − 5) ÷ 1.5
        ("12", "5 4 6 3 7 2", "3.37", False),  # median 4.5, MAD 1.5
        ("13", "5 4 6 3 7 2", "3.82", True),
        ("-4", "5 4 6 3 7 2", "-3.82", True),
        ("4.5", "5 4 6 3 7 2", "0.00", False),
        # more than half are equal: MAD is 0, the mean of the deviations (0 0 0 0 0 6)/6 = 1
        ("9", "5 5 5 5 5 11", "3.19", False),  # 4 ÷ 1.253314
        ("10", "5 5 5 5 5 11", "3.99", True),
    ],
)
def test_by_hand(value, earlier, z, far):
    growth = history(value, *earlier.split())
    assert round(float(growth.z), 2) == float(z)
    assert growth.unusual is far


def test_just_at_the_limit_is_usual():
    # MAD 0.6745: z is the distance from the median
    earlier = ("0", "0", "0.6745", "-0.6745", "0.6745", "-0.6745", "3", "-3")
    assert history("3.5", *earlier).z == Fraction("3.5")
    assert not history("3.5", *earlier).unusual
    assert history("3.6", *earlier).unusual


@pytest.mark.parametrize(
    ("value", "earlier", "far"),
    [
        ("5", "5" * LEAST_EARLIER, False),  # a county that never changed
        ("5.1", "5" * LEAST_EARLIER, True),
        *(("99", "12345"[:count], False) for count in range(LEAST_EARLIER)),  # too few
    ],
)
def test_without_a_z(value, earlier, far):
    growth = history(value, *earlier)
    assert (growth.z, growth.unusual) == (None, far)


rates = st.decimals("-50", "50", places=1)


enough = st.lists(rates, min_size=LEAST_EARLIER, max_size=12)


@given(rates, enough, rates, st.decimals("0.1", "9", places=1))
def test_it_depends_on_neither_level_nor_scale(value, earlier, shift, scale):
    growth = history(value, *earlier)
    moved = history(value * scale + shift, *(rate * scale + shift for rate in earlier))
    assert (moved.z, moved.unusual) == (growth.z, growth.unusual)


@given(enough)
def test_the_median_itself_is_never_far(earlier):
    assert not history(history("0", *earlier).median, *earlier).unusual


def month(period, va, output="105", base="100", ytd=""):
    figures = {"va_growth.month": va, "output.month": output, "base.month": base}
    figures["va_growth.ytd"] = ytd
    return panel(counties={"甲县": {k: v for k, v in figures.items() if v}}, period=period)


PAST = [month(f"2023-{n:02}", f"{n}.04") for n in range(2, 9)]


def test_growths_as_rounded_for_scoring():
    growths = histories(month("2023-09", "3.25"), FUZHOU, PAST)
    assert [(g.series, g.span, g.value) for g in growths] == [
        ("va_growth", "month", D("3.3")),
        ("output_growth", "month", D("5.0")),  # computed: 105 ÷ 100 − 1
    ]
    assert growths[0].earlier == tuple(map(D, ("2.0", "3.0", "4.0", "5.0", "6.0", "7.0", "8.0")))


def test_what_is_missing_is_left_out_and_not_taken_for_zero():
    past = [month("2023-02", ""), *PAST[1:]]
    assert histories(month("2023-09", "3.2"), FUZHOU, past)[0].earlier[0] == D("3.0")
    of_output = histories(month("2023-09", ""), FUZHOU, past)
    assert [growth.series for growth in of_output] == ["output_growth"]


def test_a_new_county_has_no_history():
    now = panel(counties={"乙县": {"va_growth.month": "5"}}, period="2023-09")
    [growth] = histories(now, FUZHOU, PAST)
    assert (growth.earlier, growth.unusual) == ((), False)


def unusual(now, book, earlier):
    return [growth for growth in histories(now, book, earlier) if growth.unusual]


def test_only_those_far_out_are_unusual():
    book = replace(FUZHOU, indicators=FUZHOU.indicators[:1])
    assert unusual(month("2023-09", "9.0"), book, PAST) == []
    [growth] = unusual(month("2023-09", "99"), book, PAST)
    assert growth.region == "甲县"


def test_year_to_date_is_compared_with_year_to_date():
    past = [month(f"2023-{n:02}", f"{n}", ytd=f"{n * 10}") for n in range(3, 9)]
    now = month("2023-09", "55", ytd="55")
    book = replace(FUZHOU, indicators=FUZHOU.indicators[:1])
    growths = histories(now, book, past)
    assert [(g.span, g.median) for g in growths] == [("month", D("5.5")), ("ytd", D(55))]
    assert [growth.span for growth in unusual(now, book, past)] == ["month"]
    assert unusual(month("2023-09", "5", ytd="5.5"), book, past) == []
    low = unusual(month("2023-09", "5", ytd="-99"), book, past)
    assert [growth.span for growth in low] == ["ytd"]


def test_in_the_first_period_the_one_figure_is_looked_at_once():
    past = [month(f"2023-{n:02}", f"{n}", ytd=f"{n * 10}") for n in range(3, 9)]
    growths = histories(month("2024-02", "5", ytd="5"), FUZHOU, past)
    assert [(g.series, g.span) for g in growths] == [
        ("va_growth", "month"),
        ("output_growth", "month"),
    ]
    # and serves as an earlier value of either span
    growths = histories(month("2023-03", "5", ytd="5"), FUZHOU, [month("2023-02", "7")])
    assert [g.earlier for g in growths if g.series == "va_growth"] == [(D("7.0"),)] * 2


def test_a_rule_book_of_one_span_is_looked_at_in_that():
    now = panel(counties={"甲县": {"va_growth.ytd": "5"}}, period="2025-07")
    assert {growth.span for growth in histories(now, SHAOYANG, [])} == {"ytd"}


def test_what_several_rows_evaluate_is_looked_at_once():
    """15 at the target and more beyond it are two rows of one rate (contract, section 3b)."""
    first = FUZHOU.indicators[0]
    both = replace(FUZHOU, indicators=(first, replace(first, code="beyond")))
    one, own = replace(FUZHOU, indicators=(first,)), month("2023-09", "5", ytd="6")
    assert len(histories(own, one, [])) == 2
    assert histories(own, both, []) == histories(own, one, [])


def test_only_the_spans_of_the_row_are_looked_at():
    row = replace(FUZHOU.indicators[0], spans=("ytd",))
    found = histories(month("2023-09", "5", ytd="6"), replace(FUZHOU, indicators=(row,)), [])
    assert [each.span for each in found] == ["ytd"]


def test_an_earlier_year_that_did_not_measure_it_is_no_history():
    """A rule book's measures are its year's own (contract, section 3b)."""
    power = Measure("power", "用电量升幅", "%", base=False)
    row = replace(FUZHOU.indicators[0], code="power_up", measure=power, standard="none")
    series = FUZHOU.series | {one.code: one for one in power.series.values()}
    last = month("2022-09", "5")
    figures = {(code, span): last.figures["va_growth", span] for code in series for span in SPANS}
    now = replace(last, period=Period(2023, 9), series=series, figures=figures)
    growths = histories(now, replace(FUZHOU, indicators=(row,)), [last])
    assert [(growth.series, growth.earlier) for growth in growths] == [("power", ())] * len(growths)
    assert growths
