"""What is filled in before anything is scored: 1—2月, 同期 worked out, growth computed."""

from decimal import Decimal

import pytest

from fzlib.errors import Place
from fzlib.scoring.measures import LEVEL, OUTPUT, STANDING_SERIES, VA_GROWTH
from fzlib.scoring.panel import Dataset, base_of, build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region, of_city, of_counties, of_nation, of_province
from tests.scoring.cities import DATASET, panel


def of_county(figures, *, period="2023-05"):
    """(series, span) → the county's decimal, of a panel with one county."""
    built = panel(counties={"甲县": figures}, period=period)
    return lambda code, span: built.value(code, span, "甲县")


@pytest.mark.parametrize("code", STANDING_SERIES)
@pytest.mark.parametrize("given", [["month"], ["ytd"], ["month", "ytd"]])
def test_in_january_and_february_one_figure_serves_for_both(code, given):
    """Contract section 1, expected included."""
    value = of_county({f"{code}.{span}": "3.5" for span in given}, period="2023-02")
    assert value(code, "month") == value(code, "ytd") == Decimal("3.5")


@pytest.mark.parametrize("code", STANDING_SERIES)
def test_from_march_on_nothing_is_taken_from_the_other_span(code):
    value = of_county({f"{code}.ytd": "3.5"}, period="2023-03")
    assert value(code, "month") is None


def test_the_pair_is_filled_before_a_base_is_worked_out():
    # growth in one column, level in the other
    figures = {"output.month": "110", "output_growth.ytd": "10"}
    value = of_county(figures, period="2023-02")
    assert value("base", "month") == value("base", "ytd") == 100
    assert of_county(figures)("base", "month") is None


def test_a_given_base_of_the_other_span_goes_before_one_worked_out():
    figures = {"output.month": "110", "output_growth.month": "10", "base.ytd": "99"}
    built = panel(counties={"甲县": figures}, period="2023-02")
    assert built.value("base", "month", "甲县") == 99
    assert not any(marks.any() for marks in built.derived_base.values())


@pytest.mark.parametrize(
    ("level", "growth", "base"),
    [
        ("110", "10", "100"),
        ("100", "3", "97.0874"),  # 97.08737…
        ("0.1", "60000", "0.0002"),  # 0.000166…
        ("1.00005", "0", "1.0001"),  # a half goes up
        ("80", "-20", "100"),
        ("0", "5", "0"),
        ("5", "-100", None),
        ("5", "-100.1", None),
        ("5", None, None),
        (None, "5", None),
        # 1/(1 + 10⁻¹³): cut to ten decimals the rate would be 0 and the base 1.0001
        ("1.00005", "0.0000000000001", "1"),
        ("1.0000499", "0", "1.0001"),  # the level is taken to 6 decimals first: 1.00005
    ],
)
def test_base_is_level_over_growth_half_up_to_four_decimals(level, growth, base):
    derived = base_of(level and Decimal(level), growth and Decimal(growth))
    assert derived == (None if base is None else Decimal(base))


def test_a_base_worked_out_is_marked_and_a_given_one_is_not():
    counties = {
        "甲县": {"output.ytd": "110", "output_growth.ytd": "10"},
        "乙县": {"output.ytd": "110", "output_growth.ytd": "10", "base.ytd": "101"},
        "丙县": {"output.ytd": "110", "output_growth.ytd": "-100"},
    }
    built = panel(counties=counties)
    assert [built.value("base", "ytd", name) for name in counties] == [100, 101, None]
    assert [built.has_derived_base(OUTPUT, "ytd", name) for name in counties] == [
        True,
        False,
        False,
    ]
    assert not built.derived_base["output", "month"].any()


@pytest.mark.parametrize(
    ("figures", "growth"),
    [
        ({"output.ytd": "106.25", "base.ytd": "100"}, "6.3"),  # 6.25 half up
        ({"output.ytd": "93.75", "base.ytd": "100"}, "-6.3"),
        ({"output.ytd": "106.2499", "base.ytd": "100"}, "6.2"),
        ({"output.ytd": "106.25", "base.ytd": "100", "output_growth.ytd": "7"}, "7"),  # given
        ({"output_growth.ytd": "6.24999999999999"}, "6.2"),
        ({"output.ytd": "5", "base.ytd": "0"}, None),
        ({"output.ytd": "0", "base.ytd": "5"}, "-100"),
        ({"output.ytd": "5"}, None),
    ],
)
def test_growth_is_as_given_else_computed_half_up(figures, growth):
    built = panel(counties={"甲县": figures})
    rate = built.by_region(built.growth(OUTPUT, "ytd", 1))["甲县"]
    assert rate == (None if growth is None else Decimal(growth))


def test_regions_and_their_parts_of_a_quantity():
    whole = [{"va_growth.ytd": rate} for rate in ("1", "2", "3")]
    counties = {"甲县": {"va_growth.ytd": "4"}, "乙县": {"va_growth.ytd": "5"}}
    built = panel(nation=whole[0], province=whole[1], city=whole[2], counties=counties)
    assert [r.kind for r in (*built.above, built.city)] == ["nation", "province", "city"]
    assert [r.name for r in built.assessed] == list(built.counties) == ["甲县", "乙县"]
    assert built.local == (built.city, *built.assessed)
    parts = (of_nation, of_province, of_city, of_counties)
    growth = built.of(VA_GROWTH, LEVEL, "ytd").at(0)
    assert [part(growth).decimals() for part in parts] == [[1], [2], [3], [4, 5]]
    assert of_counties(growth.present).tolist() == [True, True]
    assert built.value("va_growth", "month", "甲县") is None  # missing, but a name misspelt is not
    with pytest.raises(KeyError):
        built.value("va_growth", "ytd", "甲")


def test_levels_are_taken_to_six_decimals_half_up():
    value = of_county({"output.ytd": "1.0000005", "expected.ytd": "-1.0000005"})
    assert value("output", "ytd") == Decimal("1.000001")
    assert value("expected", "ytd") == Decimal("-1.000001")


def test_increment_is_level_less_base_and_missing_without_either():
    counties = {"甲县": {"output.ytd": "1.5", "base.ytd": "2"}, "乙县": {"output.ytd": "1.5"}}
    increments = of_counties(panel(counties=counties).increment(OUTPUT, "ytd"))
    assert increments.decimals() == [Decimal("-0.5"), None]


def test_cells_are_shared_in_january_and_february():
    place, other = Place("monthly/2023-02.csv", "", "C5"), Place("monthly/2023-02.csv", "", "D5")
    regions = [Region(name, name) for name in ("nation", "province", "city")]
    built = build_panel(
        Period(2023, 2),
        [*regions, Region("甲县", "county")],
        {("va_growth", "ytd", "甲县"): Decimal(3)},
        dataset=DATASET,
        sources={
            ("va_growth", "ytd", "甲县"): place,
            ("output", "month", "甲县"): place,
            ("output", "ytd", "甲县"): other,
        },
    )
    assert built.sources["va_growth", "month", "甲县"] == place
    assert built.sources["output", "month", "甲县"] == place
    assert built.sources["output", "ytd", "甲县"] == other


@pytest.mark.parametrize(
    ("level", "output"),
    [
        ("规上工业总产值", "总产值"),
        ("规模工业营业收入", "营业收入"),
        ("营业收入（总产值）", "总产值"),
    ],
)
def test_the_word_for_the_level(level, output):
    assert Dataset("题", "example", "源", level).output == output
