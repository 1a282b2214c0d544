"""The charts: an <svg> for any page, honest about what is missing, and told in words."""

import re
import warnings
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from fzlib.analysis.summary import base_total
from fzlib.presentation.charts import canvas, indicator_chart, style, totals_chart, trend_chart
from fzlib.presentation.charts.dumbbells import ABOVE, BELOW, BETTER, WORSE
from tests.presentation.cards import GOLDEN, MONTHS, card, card_of, only, region, totals

CODES = ("va_growth", "output_growth", "increment", "contribution")
BOTH = ("month", "ytd")
NAMES = [f"{name}县" for name in "甲乙丙丁戊己庚辛壬癸"]
PLAIN = region("5", "110", "100", expected="10")
CITY = region("5", "220", "200")


def growing(*rates, names=NAMES, ytd=None, spans=("month",), **more):
    """Counties of these growth rates against a standard of 4.0, nothing else scored."""
    later = ytd or rates
    counties = {
        name: region(month, ytd={"va_growth": other})
        for name, month, other in zip(names, rates, later, strict=False)
    }
    book = only("va_growth", spans=spans)
    return card(counties, nation="4", province="3", book=book, **more)


def pair(first=PLAIN, second=PLAIN, *, codes=CODES, spans=BOTH, city=CITY, **more):
    """甲县 and 乙县 under these indicators."""
    counties = {"甲县": first, "乙县": second}
    return card(counties, city=city, nation="4", book=only(*codes, spans=spans), **more)


def many(count):
    """So many counties, all alike."""
    return card({f"第{n}县": PLAIN for n in range(count)}, city=CITY)


def charts_of(card_):
    return [
        totals_chart(card_),
        *(indicator_chart(card_, row.code) for row in card_.book.indicators),
    ]


def nodes(chart):
    return [n for n in ElementTree.fromstring(chart).iter() if n.tag.endswith("text")]


def alt_of(chart):
    return ElementTree.fromstring(chart).get("aria-label")


def texts(chart):
    return [node.text for node in nodes(chart)]


def size_of(chart):
    """Width and height, points."""
    left, top, width, height = map(float, ElementTree.fromstring(chart).get("viewBox").split())
    assert (left, top) == (0, 0)
    return width, height


def x_of(chart, text):
    return next(float(node.get("x")) for node in nodes(chart) if node.text == text)


def bars(chart, color):
    """The horizontal extent of each bar of a colour."""
    paths = re.findall(rf'<path d="([^"]+)"[^>]*style="fill: {color}', chart)
    xs = [[float(x) for x in re.findall(r"[ML] (\S+) ", path)] for path in paths]
    return [(min(ends), max(ends)) for ends in xs]


def dots(chart, side):
    """The shapes of the values drawn on a side (the legend's own marker not counted)."""
    color = {ABOVE: BETTER, BELOW: WORSE}[side]  # where the higher is the better
    drawn = re.findall(rf'<use href="#([^"]+)"[^>]*style="fill: {color}', chart)
    return drawn[:-1]


# ---- the SVG ----------------------------------------------------------------------------------


def test_same_card_same_bytes():
    months = [growing("5", "4", None) for _ in range(2)]
    first, second = ([*charts_of(m), trend_chart({m.period: m}, "甲县")] for m in months)
    assert first == second


@pytest.mark.parametrize("count", [1, 3, 13, 40])
def test_svg_is_lean_and_stands_alone(count):
    for chart in charts_of(many(count)):
        root = ElementTree.fromstring(chart)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.attrib.keys() == {"viewBox", "role", "aria-label", "style"}
        assert size_of(chart)[0] == canvas.WIDTH
        assert root.get("role") == "img"
        assert not re.search(r"<style|metadata|<!|<\?|xlink|@import|rotate", chart)
        assert chart.count("http") == 1  # the name of SVG itself
        assert len(chart.encode()) < 45_000
        assert set(texts(chart)) >= {f"第{n}县" for n in range(count)}


def test_nothing_fills_the_background():
    for chart in charts_of(growing("5", "3")):
        width, height = size_of(chart)
        whole = rf"M 0 {height:g} L {width:g} {height:g}"
        assert whole not in chart


def test_ids_of_two_charts_never_clash():
    drawn = [*charts_of(growing("5", "3", "4")), *charts_of(growing("5", "3", "2"))]
    ids = [re.findall(r' id="([^"]+)"', chart) for chart in drawn]
    assert len({name for own in ids for name in own}) == sum(map(len, ids)) > 0
    for chart, own in zip(drawn, ids, strict=True):
        assert set(re.findall(r'(?:url\(|href=")#([^)"]+)', chart)) == set(own)


@pytest.mark.parametrize(
    "name", ["<script>", "$x^2$", "$x", r"a\$b", "A&B", '"甲"县', "]]>", "甲_{1}", "#x", "%s"]
)
def test_name_from_a_file_is_text(name):
    for chart in charts_of(growing("5", "3", names=[name, "乙县"])):
        assert name in texts(chart)
        assert name in alt_of(chart)
        assert "<script" not in chart


@pytest.mark.parametrize("name", ["甲\x0b县", "甲\n县", "甲\u202e县"])
def test_control_character_becomes_a_space(name):
    for chart in charts_of(growing("5", "3", names=[name, "乙县"])):
        assert "甲 县" in texts(chart)


def test_character_outside_the_font_is_drawn_without_a_warning():
    assert "😀县" in texts(totals_chart(growing("5", "3", names=["😀县", "乙县"])))


def test_long_name_is_cut():
    (cut,) = [t for t in texts(totals_chart(growing("5", names=["很长" * 30]))) if "很长" in t]
    assert cut.endswith("…")
    assert style.width_of(cut) <= 130


def test_settings_are_put_back_and_those_of_others_do_not_matter():
    expected = totals_chart(growing("5", "3"))
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path"}):
        before = dict(mpl.rcParams)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert totals_chart(growing("5", "3")) == expected
        assert dict(mpl.rcParams) == before


def test_texts_are_legible_and_stay_on_the_sheet():
    huge = region("5", "99999", "100", expected="0.01")
    for chart in charts_of(pair(huge, city=region("5", "99999", "200"))):
        width, height = size_of(chart)
        for node in nodes(chart):
            size, x = float(node.get("font-size")), float(node.get("x"))
            wide = style.width_of(node.text, size)
            start = x - wide * {"middle": 0.5, "end": 1}.get(node.get("text-anchor"), 0)
            assert size >= 8.5
            assert start >= 0, node.text
            assert start + wide <= width, node.text
            assert size <= float(node.get("y")) <= height


def test_four_colours_differ_in_grey():
    grey = sorted(
        sum(w * int(color[i : i + 2], 16) for w, i in ((0.299, 1), (0.587, 3), (0.114, 5)))
        for color in (style.NAVY, style.SKY, style.VERMILION, style.YELLOW)
    )
    assert all(lighter - darker > 35 for darker, lighter in pairwise(grey))


# ---- totals -----------------------------------------------------------------------------------


def test_counties_stand_by_rank_and_the_unranked_last_without_a_bar():
    chart = totals_chart(totals({"甲县": "12", "乙县": None, "丙县": "14"}))
    assert [text for text in texts(chart) if text.endswith("县")] == ["丙县", "甲县", "乙县"]
    assert "— 无总分（当月增加值增速缺数）" in texts(chart)
    assert len(bars(chart, style.NAVY)) == 2


def test_totals_have_two_decimals_and_the_base_is_labelled():
    chart = totals_chart(totals({"甲县": "12", "乙县": "8.4"}))
    assert {"12.00", "8.40", "基准分10分"} <= set(texts(chart))


def test_month_and_ytd_of_an_indicator_are_one_part():
    chart = totals_chart(growing("4", spans=BOTH))  # 10 + 10
    ((start, end),) = bars(chart, style.NAVY)
    assert start == pytest.approx(x_of(chart, "0"))
    assert end == pytest.approx(x_of(chart, "20"))


def test_negative_part_stands_left_of_zero_and_the_total_is_marked():
    # growth 12.00; the increment misses all of its expectation: 8 - 100 x 0.2 = -12.00
    flat, codes = region("5", "100", "100", expected="10"), ("va_growth", "increment")
    chart = totals_chart(pair(second=flat, codes=codes, spans=["month"], floor="none"))
    zero = x_of(chart, "0")
    (start, end), (other, _) = sorted(bars(chart, style.SKY))  # the second indicator
    assert (start < end, end, other > zero) == (True, pytest.approx(zero), True)
    assert {"0.00", "总分（有负分项）"} <= set(texts(chart))


NUMBER = re.compile(r"−?\d+\.\d\d")


def numbers_of(chart):
    """The totals in a drawing: text, and from where to where it stands."""
    for node in nodes(chart):
        if NUMBER.fullmatch(node.text):
            wide, x = style.width_of(node.text), float(node.get("x"))
            start = x - wide if node.get("text-anchor") == "end" else x
            yield node.text, start, start + wide


def every_total_is_on_its_side(chart, base):
    """Numbers below 基准分 end before the line, the others begin behind it; none is lost."""
    line = x_of(chart, f"基准分{base}分")
    drawn = list(numbers_of(chart))
    for text, start, end in drawn:
        if Decimal(text.replace("−", "-")) < Decimal(base):
            assert end < line, text
        else:
            assert line < start, text
    return len(drawn)


@pytest.mark.parametrize("step", [9, 1])
def test_every_total_stands_on_its_side_of_the_base_line(step):
    chart = totals_chart(totals({f"{n}县": f"{n / 10:.2f}" for n in range(20, 130, step)}))
    assert every_total_is_on_its_side(chart, "10") == len(range(20, 130, step))


def test_a_total_that_its_bar_does_not_end_at_stands_on_its_side_too():
    # 15.00 of growth less up to 12.00: bars that end beyond 基准分 18, totals that do not
    counties = {
        f"{n}县": region("9", f"{100 + n / 4}", "100", expected="10") for n in range(-20, 40, 3)
    }
    book = only("va_growth", "increment", spans=["month"])
    card_ = card(counties, city=CITY, nation="4", book=book, floor="none")
    assert {total < 18 for total in card_.totals.values()} == {True, False}
    assert every_total_is_on_its_side(totals_chart(card_), "18") == len(counties)


@pytest.mark.parametrize(("data", "period"), [m for m in MONTHS if m[0] != GOLDEN])
def test_every_total_of_the_folders_stands_on_its_side(data, period):
    card_ = card_of(data, period)
    base = base_total(card_)
    assert every_total_is_on_its_side(totals_chart(card_), f"{base.normalize():f}") == sum(
        total is not None for total in card_.totals.values()
    )


def luminance(color):
    """Relative luminance, as the contrast of WCAG 2 is defined."""
    parts = (int(color[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("color", [*style.COLOURS, style.ADDED[0]])
def test_what_is_faint_on_white_has_a_dark_outline(color):
    faint = 1.05 / (luminance(color) + 0.05) < 3
    assert style.edge_of(color) == (style.INK if faint else "white")


def test_the_outline_is_drawn():
    chart = totals_chart(pair())
    for color in style.COLOURS:
        edges = re.findall(rf'<path d="[^"]+"[^>]*style="fill: {color}; stroke: (#\w+)', chart)
        assert edges
        assert set(edges) == {style.INK if color in style.LIGHT else "#ffffff"}


def test_suspended_indicator_is_named_so_and_has_no_bar():
    down = region("5", "200", "200", ytd={"output": "220"})
    card_ = pair(city=down)
    assert "增量贡献率（当月暂停计分）" in texts(totals_chart(card_))
    assert texts(indicator_chart(card_, "contribution")).count("暂停计分") == 2
    everything = totals_chart(pair(codes=["contribution"], spans=["month"], city=down))
    assert bars(everything, style.NAVY) == []
    assert texts(everything).count("— 无总分（各项均暂停计分）") == 2
    assert not [text for text in texts(everything) if text.startswith("基准分")]


@pytest.mark.parametrize(
    ("county", "period", "why"),
    [
        (region(None, "110", "100", expected="10"), "2023-05", "当月和累计增加值增速缺数"),
        (region(None, "110", "100", expected="10"), "2023-02", "增加值增速缺数"),
        (region("5", "110", "100", expected="-1"), "2023-05", "当月和累计实际完成增量待审定"),
        (region("5"), "2023-05", "6项缺数"),
    ],
)
def test_why_a_county_has_no_total(county, period, why):
    assert f"— 无总分（{why}）" in texts(totals_chart(pair(county, period=period)))


# ---- one indicator ----------------------------------------------------------------------------


def test_rows_are_ordered_by_the_first_panels_gap_in_both_panels():
    card_ = growing("5", "9", "7", ytd=["1", "2", "3"], spans=BOTH)
    drawn = texts(indicator_chart(card_, "va_growth"))
    assert [text for text in drawn if text.endswith("县")] == ["乙县", "丙县", "甲县"]
    gaps = [text for text in drawn if re.fullmatch(r"[+−]\d\.\d", text)]
    assert gaps == ["+5.0", "+3.0", "+1.0", "−2.0", "−1.0", "−3.0"]
    assert {"5月", "1—5月", "差距（百分点）", "增速（%）", "标准值4.0%"} <= set(drawn)


def test_side_is_told_by_shape():
    chart = indicator_chart(growing("5", "6", "3", "4", None), "va_growth")
    above, below = dots(chart, ABOVE), dots(chart, BELOW)
    assert (len(above), len(below)) == (2, 1)
    assert not set(above) & set(below)
    assert "增速与标准值持平" in texts(chart)


def test_missing_value_has_no_dot():
    chart = indicator_chart(growing("5", None), "va_growth")
    assert (len(dots(chart, ABOVE)), dots(chart, BELOW)) == (1, [])
    assert "缺数" in texts(chart)


def test_referred_value_is_drawn_on_no_side():
    card_ = pair(second=region("5", "110", "100", expected="-1"), spans=["month"])
    chart = indicator_chart(card_, "increment")
    assert dots(chart, ABOVE) == dots(chart, BELOW) == []
    assert {"待审定", "增量待审定"} <= set(texts(chart))  # in the row and in the legend


def test_ruled_value_without_gap_says_so():
    card_ = growing("5", None, rulings=[("乙县", "va_growth.month", "6.5", "专题会议")])
    assert "已审定" in texts(indicator_chart(card_, "va_growth"))


@pytest.mark.parametrize(
    ("spans", "period", "labels"),
    [
        (["ytd"], "2023-05", ["1—5月"]),
        (BOTH, "2023-02", ["1—2月"]),
        (BOTH, "2023-05", ["5月", "1—5月"]),
    ],
)
def test_a_panel_a_span(spans, period, labels):
    chart = indicator_chart(growing("5", "3", spans=spans, period=period), "va_growth")
    assert [text for text in texts(chart) if re.fullmatch(r"[\d—]+月", text)] == labels


def test_own_standards_are_marks_and_a_shared_one_is_a_labelled_line():
    card_ = pair(second=region("5", "110", "100", expected="8"))
    assert "预期增量" in texts(indicator_chart(card_, "increment"))
    growth = texts(indicator_chart(card_, "va_growth"))
    assert ("标准值4.0%" in growth, "标准值" in growth) == (True, False)


def test_preliminary_standard_says_so():
    card_ = card({"甲县": PLAIN}, nation="4", province=None, book=only("va_growth"))
    chart = indicator_chart(card_, "va_growth")
    assert "标准值4.0%（暂算）" in texts(chart)
    assert "标准值4.0%（暂算）" in alt_of(chart)


@pytest.mark.parametrize("code", CODES)
def test_card_without_any_figure_can_be_drawn(code):
    card_ = pair(region(), region(), city=region(), province=None)
    assert texts(indicator_chart(card_, code)).count("缺数") == 4
    assert "— 无总分（8项缺数）" in texts(totals_chart(card_))


def test_indicator_outside_the_rule_book_is_refused():
    with pytest.raises(KeyError, match="increment"):
        indicator_chart(growing("5"), "increment")


# ---- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (["12", "8", "10"], "甲县12.00分居首，乙县8.00分居末，2个达到基准分10分"),
        (["12", "12", "8"], "甲县、乙县均12.00分并列居首，丙县8.00分居末，2个达到基准分10分"),
        (["12", "8", "8"], "甲县12.00分居首，乙县、丙县均8.00分并列居末，1个达到基准分10分"),
        (["8", "8"], "甲县、乙县均8.00分，均未达到基准分10分"),
        (["12"], "甲县12.00分，1个达到基准分10分"),
        (["12", "-8.4"], "甲县12.00分居首，乙县−8.40分居末，1个达到基准分10分"),
        (["12", "8", None], "甲县12.00分居首，乙县8.00分居末，1个达到基准分10分，丙县无总分"),
        ([None, None], "均无总分"),
        (
            ["12", *[None] * 7],
            "甲县12.00分，1个达到基准分10分，乙县、丙县、丁县、戊县、己县、庚县等7个无总分",
        ),
    ],
)
def test_words_of_totals(scores, words):
    card_ = totals(dict(zip(NAMES, scores, strict=False)))
    assert alt_of(totals_chart(card_)) == f"各县（市）区综合得分：{words}。"


def test_words_of_the_golden_month():
    card_ = card_of(GOLDEN, "2023-05")
    assert alt_of(totals_chart(card_)) == (
        "各县（市）区综合得分：福清市217.94分居首，闽侯县7.60分居末，6个达到基准分72分。"
    )
    assert alt_of(indicator_chart(card_, "increment")) == (
        "各县（市）区实际完成增量对照预期增量："
        "5月，6个高于、1个持平、6个低于，台江区高233.33%居首，鼓楼区低320.00%居末；"
        "1—5月，4个高于、2个持平、7个低于，连江县高23.68%居首，鼓楼区低300.00%居末。"
    )


def test_words_of_totals_name_what_is_suspended():
    chart = totals_chart(pair(city=region("5", "200", "210")))
    assert alt_of(chart).endswith("，其中增量贡献率（暂停计分）。")


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        (
            ["5", "3", "4"],
            "1个高于、1个持平、1个低于，甲县高1.0个百分点居首，乙县低1.0个百分点居末",
        ),
        (["6", "6", "5"], "3个高于，甲县、乙县均高2.0个百分点并列居首，丙县高1.0个百分点居末"),
        (["4", "4"], "2个持平，甲县、乙县均持平"),
        (["3.5"], "1个低于，甲县低0.5个百分点"),
        (["5", None, "4"], "1个高于、1个持平，甲县高1.0个百分点居首，丙县持平居末，乙县缺数"),
    ],
)
def test_words_of_an_indicator(rates, words):
    assert alt_of(indicator_chart(growing(*rates), "va_growth")) == (
        f"各县（市）区规上工业增加值增速对照标准值：5月标准值4.0%，{words}。"
    )


@pytest.mark.parametrize(
    ("code", "card_", "words"),
    [
        (
            "va_growth",
            growing("5", "3", ytd=["3", None], spans=BOTH),
            "规上工业增加值增速对照标准值："
            "5月标准值4.0%，1个高于、1个低于，甲县高1.0个百分点居首，乙县低1.0个百分点居末；"
            "1—5月标准值4.0%，1个低于，甲县低1.0个百分点，乙县缺数",
        ),
        ("va_growth", growing(None, None), "规上工业增加值增速对照标准值：5月，全部缺数"),
        (
            "increment",
            pair(region("5", "110", "100", expected="8"), spans=["month"]),
            "实际完成增量对照预期增量：5月，1个高于、1个持平，甲县高25.00%居首，乙县持平居末",
        ),
        (
            "increment",
            pair(region("5", "110", "100", expected="0"), spans=["ytd"]),
            "实际完成增量对照预期增量：1—5月，1个持平，乙县持平，甲县待审定",
        ),
        (
            "contribution",
            pair(spans=["month"], city=region("5", "200", "200")),
            "增量贡献率对照产值比重：5月，全部暂停计分",
        ),
    ],
)
def test_words_tell_each_span_and_what_is_not_scored(code, card_, words):
    assert alt_of(indicator_chart(card_, code)) == f"各县（市）区{words}。"
