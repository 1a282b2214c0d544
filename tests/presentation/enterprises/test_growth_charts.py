"""Heat map, distribution and pulls: text as text, told in words, read in grey, the same bytes."""

import re
import warnings
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from fzlib.analysis.enterprises.pulls import ten_down, ten_up
from fzlib.analysis.enterprises.spread import BOUNDS, GrowthClass, growth_classes
from fzlib.enterprises.divisions import DIVISIONS
from fzlib.presentation.charts import growth_distribution, growth_heatmaps, heatmap, pulls_chart
from fzlib.presentation.charts.heatmap import DARK, SHADES, shade_of, shown
from fzlib.presentation.charts.style import INK
from fzlib.presentation.enterprises.growth_classes import class_label, classes_table
from fzlib.presentation.enterprises.growth_table import GrowthGrid, growth_grid, growth_table
from fzlib.presentation.enterprises.growth_words import heatmap_alt
from tests.enterprises.frames import COUNTIES, enterprise, frame, shipped
from tests.presentation.test_charts import alt_of, luminance, nodes, size_of, texts

WIDE = 1000  # growth of the one cell that would take all colour from the others


def grid(rates):
    """(county, division) → growth; both margins are of no matter here."""
    counties = tuple(dict.fromkeys(county for county, _ in rates))
    divisions = tuple(dict.fromkeys(division for _, division in rates))
    return GrowthGrid(counties, divisions, {key: number(rate) for key, rate in rates.items()})


def number(rate):
    return None if rate is None else Decimal(rate)


def dense(rate=lambda n: (n * 37 % 900 - 450) / Decimal(10)):
    keys = [(county, division) for county in COUNTIES for division in list(DIVISIONS)[-29:]]
    return grid({key: Decimal(rate(n)) for n, key in enumerate(keys)})


def charts():
    own = shipped()
    up, down = (
        [(each.enterprise.name, each.exact_pull) for each in ten(own, "month").entries]
        for ten in (ten_up, ten_down)
    )
    return [
        *growth_heatmaps(growth_grid(own, "month"), "5月"),
        growth_distribution(growth_classes(own, "month"), "5月"),
        pulls_chart(up, down, "5月"),
    ]


@pytest.fixture(scope="module")
def drawn():
    return charts()


# --- all three ----------------------------------------------------------------------------


def test_same_figures_same_bytes_and_no_warning(drawn):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert charts() == drawn


def test_texts_are_text_legible_and_on_the_sheet(drawn):
    for chart in drawn:
        width, height = size_of(chart)
        whole = [n for n in ElementTree.fromstring(chart).iter() if n.tag.endswith("svg")]
        assert "Noto Sans SC" in whole[0].get("style")
        for node in nodes(chart):
            assert 0 <= float(node.get("x")) <= width
            assert 0 <= float(node.get("y")) <= height
        sizes = re.findall(r'font-size="([\d.]+)"', chart)
        assert all(float(size) >= 8.5 for size in sizes)


def test_ids_never_clash(drawn):
    ids = [re.findall(r' id="([^"]+)"', chart) for chart in drawn]
    assert len({name for own in ids for name in own}) == sum(map(len, ids))


def test_words_of_the_shipped_month(drawn):
    assert [alt_of(chart) for chart in drawn] == [
        "5月各县（市）区分行业产值增速：有增速的83格中，增长70格、下降13格，"
        "增速最高的是连江县非金属矿物制品业（增长39.0%），"
        "最低的是福清市电气机械和器材制造业（下降17.9%），下降行业最多的是福清市（3个）。",
        "5月可比企业产值增速分布：2792户可比企业中，增长2080户、持平20户、下降692户，"
        "增幅10%至30%的最多（984户），降幅100%及以上的22户。",
        "5月企业对全市产值增速的拉动：拉动最多的是示例企业0612有限公司（0.29个百分点），"
        "所列10户合计拉动2.21个百分点；下拉最多的是示例企业2221有限公司（0.46个百分点），"
        "所列10户合计下拉1.97个百分点。",
    ]


# --- heat map -----------------------------------------------------------------------------


def test_a_dense_grid_is_small():
    (chart,) = growth_heatmaps(dense(), "5月")
    assert len(chart.encode()) < 60 * 1024
    assert len([text for text in texts(chart) if re.fullmatch(r"[+−]?\d+(\.\d)?", text)]) == 13 * 29


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        ("0.04", "0.0"), ("-0.04", "0.0"), ("0", "0.0"), ("0.05", "+0.1"), ("-9.94", "−9.9"),
        ("9.99", "+10.0"), ("10", "+10"), ("-12.5", "−13"), ("999.4", "+999"), ("1000", ">1000"),
        ("-100", "−100"), (None, "—"),
    ],
)  # fmt: skip
def test_a_cell_tells_its_sign_in_grey(rate, text):
    assert shown(number(rate)) == text
    chart = growth_heatmaps(grid({("甲县", "39"): rate}), "5月")[0]
    assert text in texts(chart)


@pytest.mark.parametrize(
    ("rate", "shade"),
    [
        ("-1000", -3), ("-30", -3), ("-29.999999", -2), ("-10", -2), ("-9.999999", -1),
        ("-0.000001", -1), ("0", 0), ("0.000001", 1), ("9.999999", 1), ("10", 2),
        ("29.999999", 2), ("30", 3), ("5000", 3),
    ],
)  # fmt: skip
def test_classes_are_fixed_and_alike_on_both_sides(rate, shade):
    assert shade_of(Decimal(rate)) == shade


def test_one_cell_beyond_all_takes_no_colour_from_the_others():
    calm, wild = (
        growth_heatmaps(grid({("甲县", "39"): "5", ("乙县", "39"): other}), "5月")[0]
        for other in ("31", WIDE)
    )
    grounds = [re.findall(r'<path [^>]*style="fill: (#\w+)"', chart) for chart in (calm, wild)]
    assert grounds[0] == grounds[1] == [SHADES[1].color, SHADES[3].color]


@pytest.mark.parametrize("shade", SHADES)
def test_numbers_are_read_on_their_grounds(shade):
    one, other = sorted(map(luminance, (SHADES[shade].color, "#ffffff" if shade in DARK else INK)))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def test_stronger_is_darker_on_both_sides():
    lights = {shade: luminance(own.color) for shade, own in SHADES.items()}
    for side in (1, -1):
        assert lights[side] > lights[2 * side] > lights[3 * side]


def test_a_cell_without_enterprises_is_blank_and_one_without_growth_has_a_dash():
    own = grid({("甲县", "39"): "5", ("乙县", "26"): None})
    (chart,) = growth_heatmaps(own, "5月")
    assert texts(chart).count("—") == 1
    assert len(re.findall(r'<path [^>]*style="fill: #', chart)) == 1
    assert alt_of(chart).endswith("，1格无法计算增速。")


def test_many_counties_are_several_charts():
    names = [f"第{n}县" for n in range(heatmap.MOST * 2 + 1)]
    drawn = growth_heatmaps(grid({(name, "39"): "1" for name in names}), "5月")
    assert [sum(text in names for text in texts(chart)) for chart in drawn] == [10, 10, 9]


def test_a_long_name_of_a_county_goes_over_two_lines():
    rates = {(f"{n}县", "39"): "1" for n in range(12)} | {("城步苗族自治县", "39"): "2"}
    (chart,) = growth_heatmaps(grid(rates), "5月")
    assert {"城步苗", "族自…"} <= {*texts(chart)} or {"城步苗", "族自治县"} <= {*texts(chart)}


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        ({}, "没有企业"),
        ({("甲县", "39"): None}, "1格无法计算增速"),
        ({("甲县", "39"): "5"}, "有增速的1格中，增长1格"),
        (
            {("甲县", "39"): "0", ("乙县", "39"): "0"},
            "有增速的2格中，持平2格",
        ),
        (
            {("甲县", "39"): "-5", ("乙县", "39"): "-5", ("乙县", "26"): "3"},
            "有增速的3格中，增长1格、下降2格，"
            "增速最高的是乙县化学原料和化学制品制造业（增长3.0%），"
            "最低的是甲县“计算机、通信和其他电子设备制造业”、"
            "乙县“计算机、通信和其他电子设备制造业”（下降5.0%），"
            "下降行业最多的是甲县、乙县（各1个）",
        ),
    ],
)
def test_words_of_a_heat_map(rates, words):
    own = grid(rates)
    assert heatmap_alt(own, own.counties, "5月") == f"5月各县（市）区分行业产值增速：{words}。"


def test_the_table_beside_has_every_number_and_both_margins():
    own = shipped()
    rates, table = growth_grid(own, "month"), growth_table(growth_grid(own, "month"), "表")
    assert [column.title for column in table.leaves] == ["行业", "全市", *rates.counties]
    for row, division in zip(table.rows, rates.divisions, strict=True):
        for cell, county in zip(row[1:], ("", *rates.counties), strict=True):
            group = own.group("month", county, division)
            if group is None:
                assert cell.text == ""
            else:
                exact = (group.output - group.base) * 100 / group.base
                assert abs(Decimal(cell.text.replace("−", "-")) - exact) <= Decimal("0.0500005")
    assert table.apart[0][0].text == "全部行业"


# --- distribution -------------------------------------------------------------------------


def test_names_of_classes():
    assert [class_label(GrowthClass(*bound, ())) for bound in BOUNDS] == [
        "降幅100%及以上", "降幅50%至100%", "降幅30%至50%", "降幅10%至30%", "降幅10%以内",
        "持平", "增幅10%以内", "增幅10%至30%", "增幅30%至50%", "增幅50%至100%", "增幅100%及以上",
    ]  # fmt: skip


def test_every_class_has_a_bar_as_long_as_its_count_and_a_row_of_the_table(drawn):
    classes = growth_classes(shipped(), "month")
    counts = [len(own.firms) for own in classes]
    bars = re.findall(r'<path d="M (\S+) \S+ L (\S+) [^"]+"[^>]*style="fill: #\w+', drawn[1])
    lengths = sorted(float(end) - float(start) for start, end in bars)
    of_one = lengths[-1] / max(counts)
    expected = sorted(of_one * n for n in counts if n)
    assert lengths[-len(expected) :] == pytest.approx(expected, abs=0.02)
    assert lengths[: -len(expected)] == pytest.approx([0] * (len(lengths) - len(expected)))
    table = classes_table(classes, "表")
    assert [int(row[1].text) for row in table.rows] == counts
    assert sum(Decimal(row[2].text) for row in table.rows) == pytest.approx(
        100, abs=Decimal("0.06")
    )


def test_a_month_without_comparable_enterprises_is_told():
    chart = growth_distribution(growth_classes(frame(enterprise(month=(5, 0))), "month"), "5月")
    assert alt_of(chart) == "5月可比企业产值增速分布：没有可比企业。"
    assert "0户（—%）" in texts(chart)


# --- pulls --------------------------------------------------------------------------------


def test_each_pull_stands_on_its_side_under_its_name(drawn):
    found = texts(drawn[2])
    names = [text for text in found if text.endswith("公司")]
    pulls = [text for text in found if re.fullmatch(r"[+−]\d\.\d\d", text)]
    assert (len(names), len(pulls)) == (20, 20)
    assert [text[0] for text in pulls] == ["+"] * 10 + ["−"] * 10


@pytest.mark.parametrize(
    ("up", "down", "words"),
    [
        ([("甲厂", "0.5")], [], "拉动最多的是甲厂（0.50个百分点）"),
        (
            [],
            [("甲厂", "-1"), ("甲厂", "-0.5")],
            "下拉最多的是甲厂（1.00个百分点），所列2户合计下拉1.50个百分点",
        ),
    ],
)
def test_words_of_pulls(up, down, words):
    pairs = [[(name, Fraction(pull)) for name, pull in own] for own in (up, down)]
    chart = pulls_chart(*pairs, "5月")
    assert alt_of(chart) == f"5月企业对全市产值增速的拉动：{words}。"
    assert texts(chart).count("甲厂") == len(up) + len(down)  # two of one name have two bars


@pytest.mark.parametrize("name", ["<script>", "$x^2$", "A&B", '"甲"厂', "甲\x0b厂"])
def test_a_name_is_text(name):
    chart = pulls_chart([(name, Fraction(1))], [], "5月")
    assert name.replace("\x0b", " ") in texts(chart)
    assert "<script" not in chart
