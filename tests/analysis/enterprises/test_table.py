"""enterprises.csv: as a second implementation has it, and by the lines of ENTERPRISES.md."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.enterprises.table import enterprise_figures, enterprises_rows
from fzlib.enterprises.marks import DENOMINATORS
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import FIRM_COLUMNS, SPANS
from tests.analysis.enterprises import oracle, random_frames
from tests.enterprises.frames import COUNTIES, MAY, enterprise, frame, shipped

CITY = "福州市"


def ours(own, denominator="comparable"):
    return enterprises_rows(own, EnterpriseSettings(denominator=denominator), CITY)


def theirs(own, denominator="comparable"):
    rows = [(row.county, row.division, row.state, *row.month[:2], *row.ytd[:2]) for row in own.rows]
    return oracle.table(str(own.period), CITY, COUNTIES, rows, denominator)


def line(own, span="month", key=CITY, **settings):
    """Column → text of one row."""
    header, *lines = ours(own, **settings)
    named = [dict(zip(header, cells, strict=True)) for cells in lines]
    return next(row for row in named if (row["span"], row["key"]) == (span, key))


@settings(max_examples=20, deadline=None)
@given(random_frames.rows, st.sampled_from(list(DENOMINATORS)))
def test_cell_by_cell_of_any_rows(rows, denominator):
    own = frame(*rows)
    assert ours(own, denominator) == theirs(own, denominator)


@pytest.mark.parametrize(("seed", "denominator"), [*enumerate(DENOMINATORS)])
def test_cell_by_cell_of_a_month(seed, denominator):
    own = frame(*random_frames.drawn(seed, 400))
    assert ours(own, denominator) == theirs(own, denominator)


@pytest.mark.parametrize("period", ["2023-02", "2023-09"])
def test_cell_by_cell_of_the_shipped_files(period):
    own = shipped(period)
    assert ours(own) == theirs(own)


def test_order_month_then_year_to_date_city_counties_divisions_both():
    """ENTERPRISES, Exactly: keys 福清市, 39, 福清市/39; counties in order, divisions by code."""
    own = frame(
        enterprise("1", "罗源县", "39"),
        enterprise("2", "福清市", "39"),
        enterprise("3", "福清市", "13"),
    )
    _, *lines = ours(own)
    assert [cells[:4] for cells in lines] == [
        ["2023-05", span, level, key]
        for span in ("month", "ytd")
        for level, key in (
            ("city", CITY),
            ("county", "福清市"),
            ("county", "罗源县"),
            ("division", "13"),
            ("division", "39"),
            ("county_division", "福清市/13"),
            ("county_division", "福清市/39"),
            ("county_division", "罗源县/39"),
        )
    ]


def test_no_row_only_the_header():
    assert ours(frame()) == [
        ["period", "span", "level", "key", *FIRM_COLUMNS],
    ]
    assert ours(frame())[0] == oracle.HEADER


@pytest.mark.parametrize(
    ("says", "row", "expected"),
    [
        ("below 同期: down", {"month": (99, 100)}, "comparable down"),
        ("equal: neither", {"month": (100, 100)}, "comparable"),
        ("停产 (本期 0, 同期 > 0) counts as down", {"month": (0, 100)}, "comparable down idle"),
        ("半停产 (0 < 本期 <= 50 % of 同期)", {"month": (50, 100)}, "comparable down half_idle"),
        ("半停产 to the last decimal", {"month": ("50.001", 100)}, "comparable down"),
        ("缺报 does not count", {"month": (None, 100)}, ""),
        ("a blank 同期 is missing, not 0", {"month": (5, None)}, ""),
        ("entered: 同期 0 and output above 0", {"month": (5, 0)}, "entered"),
        ("idle in both are apart", {"month": (0, 0)}, ""),
        ("below 0: comparable and down, neither idle nor half_idle", {"month": (-1, 100)},
         "comparable down"),
        ("同期 below 0: not comparable", {"month": (5, -1)}, ""),
        ("状态 against figures: figures decide", {"month": (0, 100), "state": "正常"},
         "comparable down idle"),
    ],
)  # fmt: skip
def test_what_a_row_counts_as(says, row, expected):
    found = line(frame(enterprise(**row)))
    counts = ("comparable", "down", "idle", "half_idle", "entered")
    assert {name: found[name] for name in ("firms", *counts)} == {"firms": "1"} | {
        name: str(int(name in expected.split())) for name in counts
    }, says


@pytest.mark.parametrize("month", [(0, 100), (5, 0), (99, 100), (None, None)])
def test_a_row_left_is_in_no_count_and_its_figures_stay(month):
    """退库 takes a row out of firms … entered; its figures stay in output and base."""
    found = line(frame(enterprise("1", month=(7, 4)), enterprise("2", month=month, state="退库")))
    counts = ("firms", "comparable", "down", "idle", "half_idle", "entered")
    assert [found[name] for name in counts] == ["1", "1", "0", "0", "0", "0"]
    output, base = month if None not in month else (0, 0)
    assert (found["output"], found["base"]) == (str(7 + output), str(4 + base))


def test_sums_rest_on_rows_that_have_both_figures():
    own = frame(
        enterprise("1", month=(10, 8)),
        enterprise("2", month=(None, 100)),
        enterprise("3", month=(100, None)),
    )
    found = line(own)
    assert (found["output"], found["base"], found["growth"]) == ("10", "8", "25")
    assert [row.code for row in own.left_out("month")] == ["2", "3"]


def test_figures_are_as_given_and_rates_half_up_to_six_decimals():
    """Plain decimals without trailing zeros; 100/3 %, and a half at the seventh decimal."""
    found = line(frame(enterprise(month=("4.10", "3.0"))))
    assert (found["output"], found["base"], found["growth"]) == ("4.1", "3", "36.666667")
    half = line(frame(enterprise(month=("100.0000005", "100"))))
    assert half["growth"] == "0.000001"
    assert line(frame(enterprise(month=("99.9999995", "100"))))["growth"] == "-0.000001"


def test_pull_over_the_citys_base_and_contribution_over_its_increment_at_every_level():
    own = frame(
        enterprise("1", "福清市", "39", month=(130, 100)),
        enterprise("2", "罗源县", "13", month=(290, 300)),
    )
    expected = {
        CITY: ("5", "5", "100"),
        "福清市": ("30", "7.5", "150"),
        "罗源县": ("-3.333333", "-2.5", "-50"),
        "39": ("30", "7.5", "150"),
        "罗源县/13": ("-3.333333", "-2.5", "-50"),
    }
    for key, rates in expected.items():
        found = line(own, key=key)
        assert (found["growth"], found["pull"], found["contribution"]) == rates


@pytest.mark.parametrize(
    ("says", "month", "blank"),
    [
        ("growth blank where base <= 0", (5, 0), ["growth", "pull", "down_share"]),
        ("and below 0", (5, -1), ["growth", "pull", "down_share"]),
        ("contribution where the city's increment is 0", (5, 5), ["contribution"]),
        ("down_share where the denominator is 0", (None, 5),
         ["growth", "pull", "contribution", "down_share"]),
    ],
)  # fmt: skip
def test_blank_rates(says, month, blank):
    found = line(frame(enterprise(month=month)))
    assert [name for name, text in found.items() if text == ""] == blank, says


def test_the_denominator_is_a_setting():
    """comparable (同期 > 0 and reported) | reported | all; down is the same."""
    own = frame(
        enterprise("1", month=(1, 2)),
        enterprise("2", month=(3, 2)),
        enterprise("3", month=(3, 0)),
        enterprise("4", month=(None, 2)),
        enterprise("5", month=(1, 2), state="退库"),
    )
    shares = {name: line(own, denominator=name)["down_share"] for name in DENOMINATORS}
    assert shares == {"comparable": "50", "reported": "33.333333", "all": "25"}


@pytest.mark.parametrize(
    ("period", "span", "share"),
    [("2023-02", "month", "28.7"), ("2023-12", "month", "16.1"), ("2023-12", "ytd", "22.3")],
)
def test_down_share_of_the_shipped_files(period, span, share):
    """shared/data/README: from 28.7 % to 16.1 % (month), 22.3 % (year to date)."""
    found = line(shipped(period), span)["down_share"]
    assert f"{float(found):.1f}" == share


def test_goals_may_name_every_column_of_city_and_counties_as_in_the_file():
    own = shipped("2023-05")
    figures = enterprise_figures(own, EnterpriseSettings(), CITY)
    header, *lines = csv.reader(io.StringIO("\n".join(",".join(cells) for cells in ours(own))))
    expected = {
        (cells[3], f"{name}.{cells[1]}", text)
        for cells in lines
        if cells[2] in ("city", "county")
        for name, text in list(zip(header, cells, strict=True))[4:]
        if text
    }
    assert {(region, name, plain(value)) for (_, region, name), value in figures.items()} == (
        expected
    )
    assert {period for period, *_ in figures} == {MAY}
    assert {name for *_, name in figures} == {
        f"{column}.{span}" for column in FIRM_COLUMNS for span in SPANS
    }


def test_what_is_blank_goals_do_not_have():
    figures = enterprise_figures(frame(enterprise(month=(5, 0))), EnterpriseSettings(), CITY)
    assert (MAY, CITY, "growth.month") not in figures
    assert (MAY, "罗源县", "firms.month") not in figures
    assert figures[MAY, "福清市", "entered.ytd"] == 1
