"""Measures and their series: codes, headers and units (contract 3b)."""

from decimal import Decimal

import pytest

from fzlib.scoring.measures import OUTPUT, STANDING_SERIES, VA_GROWTH, Measure, series_of
from fzlib.vocabulary import SPANS

POWER = Measure("power", "用电量", "度")
SALES = Measure("sales", "产销率", "%", base=False)
MONEY = ("亿元", "万元", "千元")
FIRMS = Measure("firms", "规上企业", "家", base=False)


@pytest.mark.parametrize(
    ("measure", "aspect", "code", "month", "ytd"),
    [
        (POWER, "level", "power", "用电量（度）", "累计用电量（度）"),
        (POWER, "base", "power-base", "上年同期用电量（度）", "上年同期累计用电量（度）"),
        (POWER, "growth", "power-growth", "用电量增速（%）", "用电量累计增速（%）"),
        (POWER, "target", "power-target", "月度用电量目标（度）", "累计用电量目标（度）"),
        (POWER, "growth_target", "power-growth-target",
         "月度用电量增速目标（%）", "累计用电量增速目标（%）"),
        (POWER, "increment_target", "power-increment-target",
         "月度用电量增量目标（度）", "累计用电量增量目标（度）"),
        (POWER, "share_target", "power-share-target",
         "月度用电量占比目标（%）", "累计用电量占比目标（%）"),
        (SALES, "level", "sales", "产销率（%）", "累计产销率（%）"),
        (SALES, "target", "sales-target", "月度产销率目标（%）", "累计产销率目标（%）"),
        (VA_GROWTH, "level", "va_growth", "增加值增速（%）", "增加值累计增速（%）"),
        (OUTPUT, "level", "output", "总产值（亿元）", "累计总产值（亿元）"),
        (OUTPUT, "base", "base", "上年同期总产值（亿元）", "上年同期累计总产值（亿元）"),
        (OUTPUT, "growth", "output_growth", "总产值增速（%）", "总产值累计增速（%）"),
        (OUTPUT, "increment_target", "expected", "月度预期增量（亿元）", "累计预期增量（亿元）"),
        (OUTPUT, "target", "output-target", "月度总产值目标（亿元）", "累计总产值目标（亿元）"),
    ],
)  # fmt: skip
def test_codes_and_headers(measure, aspect, code, month, ytd):
    series = measure.series[aspect]
    assert series.code == code
    assert [series.header(span, "总产值") for span in SPANS] == [month, ytd]


def test_the_level_is_called_as_the_folder_calls_it():
    assert OUTPUT.series["base"].header("ytd", "营业收入") == "上年同期累计营业收入（亿元）"
    assert POWER.series["base"].header("ytd", "营业收入") == "上年同期累计用电量（度）"


@pytest.mark.parametrize(
    ("measure", "lacks"),
    [
        (POWER, set()),
        (FIRMS, {"base", "growth", "growth_target", "increment_target"}),
        (SALES, {"base", "growth", "growth_target", "increment_target", "share_target"}),
    ],
)
def test_what_has_no_base_has_no_growth_and_a_rate_no_share(measure, lacks):
    assert set(POWER.series) - set(measure.series) == lacks


def test_headers_of_a_measure_are_all_different():
    for measure in (POWER, SALES, FIRMS, VA_GROWTH, OUTPUT):
        headers = [s.header(span, "总产值") for s in measure.series.values() for span in SPANS]
        assert len(set(headers)) == len(headers)


def test_series_are_without_targets_but_the_expected_increment():
    assert list(STANDING_SERIES) == ["va_growth", "output", "base", "output_growth", "expected"]
    assert list(series_of([POWER])) == ["power", "power-base", "power-growth"]


@pytest.mark.parametrize(
    ("series", "most", "places", "units"),
    [
        (OUTPUT.series["level"], Decimal(10) ** 7, 6, MONEY),
        (Measure("tax", "税收", "千元").series["base"], Decimal(10) ** 12, 6, MONEY),
        (POWER.series["level"], Decimal(10) ** 12, 6, ("度",)),
        (POWER.series["growth"], Decimal(1000), 10, ("%",)),
        (SALES.series["target"], Decimal(1000), 10, ("%",)),
    ],
)  # fmt: skip
def test_bounds_places_and_units(series, most, places, units):
    assert (series.most, series.places, series.units) == (most, places, units)


@pytest.mark.parametrize(
    ("unit", "decimals", "counted", "adds_up"),
    [
        ("家", 4, True, True),  # by its measure word
        ("万人", 0, True, True),  # by its decimals
        ("亿元", 4, False, True),
        ("吨标准煤/万元", 4, False, False),  # a ratio
        ("%", 0, False, False),
    ],
)
def test_what_is_counted_and_what_adds_up(unit, decimals, counted, adds_up):
    own = Measure("own", "某数", unit, base=False, decimals=decimals)
    assert (own.counted, own.adds_up) == (counted, adds_up)
