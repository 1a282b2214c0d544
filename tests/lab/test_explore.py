"""The analyst's views, without a browser: set a widget's value, look at what is shown."""

import random
import re
import shutil
from decimal import Decimal

import nbformat
import pytest

from fzlib.analysis.whatif import what_if
from fzlib.lab import comparison, explore
from fzlib.scoring.measures import (
    GROWTH,
    GROWTH_TARGET,
    INCREMENT_TARGET,
    LEVEL,
    OUTPUT,
    VA_GROWTH,
    Measure,
)
from fzlib.scoring.periods import Period
from tests.analysis import random_cities
from tests.presentation.cards import card_of, load, named, row, score, tables_of, typed
from tests.presentation.official_style import clean
from tests.scoring import cities
from tests.scoring.cities import ROOT

SHAOYANG = "data/shaoyang"


@pytest.fixture
def view():
    view = explore.WhatIfView()
    view.period.value = "2023-05"
    view.county.value = "福清市"
    return view


@pytest.fixture
def compare():
    view = explore.CompareView()
    view.period.value = "2023-05"
    return view


def text_of(view):
    clean(view.shown.value)
    return re.sub(r"<[^>]+>|\s+", "", view.shown.value)


def shown_table(view, start):
    return next(t for t in tables_of(view.part) if t.caption.startswith(start))


def test_it_starts_with_the_latest_period():
    view = explore.WhatIfView()
    assert view.data.options == ("data/fuzhou", "data/shaoyang")
    assert view.period.value == "2023-12"
    assert view.period.label == "2023年12月"
    assert "居第" in text_of(view)


def test_at_rest_nothing_changes(view):
    assert view.slider.value == 0
    assert text_of(view) == "福清市总分109.42分，居第5位。拖动滑块，得分和位次随之变动。"
    assert view.result.changed == ()


@pytest.mark.parametrize(
    ("key", "value", "change"),
    [
        (("va_growth", "month"), 3.3, {"va_growth.month": "+3.3"}),
        (("va_growth", "ytd"), -4.5, {"va_growth.ytd": "-4.5"}),
        (("output", "month"), -12.3, {"output.month": "-12.3"}),
        (("expected", "ytd"), 2.5, {"expected.ytd": "+2.5"}),
    ],
)
def test_sliding_shows_what_if(view, key, value, change):
    view.series.value = key
    view.slider.value = value
    before, after = view.result.before, view.result.after
    card = card_of("data/fuzhou", "2023-05")
    assert after.totals == what_if(card, {"福清市": change}).after.totals
    table = shown_table(view, "总分或位次有变动")
    earlier = {r: (before.totals[r], before.ranks[r]) for r in after.ranked}
    differing = [r for r in after.ranked if earlier[r] != (after.totals[r], after.ranks[r])]
    assert list(named(table)) == differing
    for region in differing:
        old, rank, new, rank_after, change_, _ = row(table, region)
        assert (Decimal(typed(old)), Decimal(typed(new))) == (
            before.totals[region],
            after.totals[region],
        )
        assert (rank, rank_after) == (str(before.ranks[region]), str(after.ranks[region]))
        assert Decimal(typed(change_)) == after.totals[region] - before.totals[region]
    text_of(view)


def test_every_step_is_an_exact_decimal(view):
    for n in range(-100, 101, 7):
        view.slider.value = n * 0.1  # 0.30000000000000004
        assert view.result is not None
        moved = [c.after - c.before for c in view.result.changed if c.region == "福清市"]
        assert moved == ([Decimal(n).scaleb(-1)] if n else [])


def test_the_month_may_be_added_to_the_year(view):
    view.series.value = ("output", "month")
    assert not view.along.disabled
    view.slider.value = 5
    view.along.value = True
    moved = {(c.region, c.span) for c in view.result.changed}
    assert moved == {(who, span) for who in ("福州市", "福清市") for span in ("month", "ytd")}


@pytest.mark.parametrize("key", [("va_growth", "month"), ("output", "ytd")])
def test_elsewhere_there_is_nothing_to_add(view, key):
    view.series.value = key
    assert view.along.disabled


def test_a_figure_at_the_cap_changes_nothing_and_says_so(view):
    view.series.value = ("va_growth", "ytd")
    view.slider.value = -0.1
    assert text_of(view).startswith("福清市总分不变，仍为109.42分，位次不变，仍居第5位。")
    assert "各县（市）区总分和位次都相同" in text_of(view)


def test_another_figure_starts_anew(view):
    view.slider.value = 4
    view.county.value = "连江县"
    assert (view.slider.value, view.result.changed) == (0, ())


def test_a_county_stays_chosen_in_another_period(view):
    view.period.value = "2023-06"
    assert view.county.value == "福清市"
    assert view.card.period == Period(2023, 6)


def test_another_folder(view):
    view.data.value = SHAOYANG
    assert view.card.period == Period(2025, 7)
    assert [label for label, _ in view.series.options] == [
        "1—7月增加值增速（百分点）", "1—7月营业收入（亿元）",
    ]  # fmt: skip
    view.series.value = ("output", "ytd")
    view.slider.value = view.slider.max
    assert "营业收入" in text_of(view)
    assert "产值" not in text_of(view)


def test_1_to_2_is_one_figure(view):
    view.period.value = "2023-02"
    assert [label for label, _ in view.series.options] == [
        "1—2月增加值增速（百分点）", "1—2月总产值（亿元）", "1—2月预期增量（亿元）",
    ]  # fmt: skip
    view.series.value = ("output", "month")
    assert view.along.disabled
    view.slider.value = 3
    table = shown_table(view, "改动的数")
    assert [cells[1].text for cells in table.rows] == ["1—2月总产值（亿元）"] * 2


def test_a_missing_figure_cannot_move(view):
    view.period.value = "2023-08"
    view.county.value = "鼓楼区"
    assert view.slider.disabled
    assert text_of(view) == "鼓楼区的8月增加值增速（百分点）缺数，不能增减。"
    view.series.value = ("output", "month")
    assert text_of(view).startswith("鼓楼区没有总分。")
    view.slider.value = 0.5
    assert text_of(view).startswith("改后，鼓楼区没有总分。")


def test_what_no_input_may_hold_is_said_in_the_view(view):
    # a month beyond its year-to-date, which the slider itself does not reach
    view.period.value = "2023-03"
    view.series.value = ("output", "month")
    view.slider.max = 10_000
    view.slider.value = 9_999
    assert view.result is None
    assert text_of(view).startswith("不能计算：福州市3月总产值改后为")
    view.slider.value = 1
    assert view.result is not None


OUTPUT_LEVEL, EXPECTED = OUTPUT.series[LEVEL], OUTPUT.series[INCREMENT_TARGET]
FIRMS = Measure("firms", "新增企业", "家", base=False, decimals=0).series[LEVEL]
ENERGY = Measure("energy", "能耗", "吨").series[LEVEL]


@pytest.mark.parametrize(
    ("series", "value", "low", "high", "step"),
    [
        (VA_GROWTH.series[LEVEL], "5", "-10", "10", "0.1"),
        (OUTPUT_LEVEL, "1000", "-200", "200", "1"),
        (OUTPUT_LEVEL, "211.48", "-42.2", "42.2", "0.1"),
        (OUTPUT_LEVEL, "6.5693", "-1.31", "1.31", "0.01"),
        (OUTPUT_LEVEL, "0.02", "-0.01", "0.01", "0.01"),
        (OUTPUT_LEVEL, "0", "0", "0.01", "0.01"),
        (EXPECTED, "-3", "-0.60", "0.60", "0.01"),
        (OUTPUT_LEVEL, None, "0", "0.01", "0.01"),
        (FIRMS, "3", "-3", "20", "1"),
        (FIRMS, "500", "-100", "100", "1"),
        (ENERGY, "-50", "-10", "10", "0.1"),
        (ENERGY, "0.1618", "-0.0323", "0.0323", "0.0001"),
        (OUTPUT.series[GROWTH_TARGET], "8", "-10", "10", "0.1"),
    ],
)
def test_reach(series, value, low, high, step):
    value = None if value is None else Decimal(value)
    assert comparison.reach(series, value) == tuple(map(Decimal, (low, high, step)))


@pytest.mark.parametrize("seed", range(10))
def test_whatever_a_book_scores_can_be_moved(seed):
    """Each figure has a name and a unit, and moves the card by `what_if`."""
    rng = random.Random(seed)
    card = cities.card_of(random_cities.city(rng, random_cities.tables(rng)))
    for code, span in comparison.figures(card):
        series, region = card.book.series[code], card.counties[0]
        name, unit, _ = comparison.figure_of(card, (code, span))
        assert name.startswith(card.period.span_label(span))
        assert unit == series.unit
        value = card.panel.value(code, span, region)
        # output would have to fit its year to date, amounts and growths their bounds, as files do
        fits = series.measure != OUTPUT and value is not None and abs(value) < 500
        if fits and not card.panel.series.keys() & {series.measure.code_of(GROWTH)}:
            _, _, step = comparison.reach(series, value)
            trial = what_if(card, {region: {f"{code}.{span}": f"+{step}"}})
            assert trial.after.panel.value(code, span, region) == value + step
            assert comparison.comparison_of(trial, region)


# ---- wrong inputs -----------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(ROOT / "data/fuzhou", tmp_path / "copy")


@pytest.mark.parametrize("kind", [explore.WhatIfView, explore.CompareView])
def test_problems_of_a_file_are_listed(copied, kind):
    path = copied / "monthly/2023-12.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(re.sub("福清市,[^,]*", "福清市,<b>x", text))
    view = kind(str(copied))
    assert "输入有1处问题" in text_of(view)
    assert "&lt;b&gt;x" in view.shown.value
    path.write_text(text)
    view.children[0].children[-1].click()
    assert "问题" not in text_of(view)


@pytest.mark.parametrize("kind", [explore.WhatIfView, explore.CompareView])
def test_no_folder_and_no_data_are_said(tmp_path, copied, kind):
    assert "没有这个文件夹" in text_of(kind(str(tmp_path / "none")))
    shutil.rmtree(copied / "monthly")
    assert "没有月度数据" in text_of(kind(str(copied)))


def test_a_name_from_a_file_is_text(copied):
    for path in copied.rglob("*.csv"):
        text = path.read_text(encoding="utf-8-sig").replace("福清市", "<script>x</script>")
        path.write_text(text, encoding="utf-8")
    view = explore.WhatIfView(str(copied))
    view.county.value = "<script>x</script>"
    view.slider.value = 2
    assert "<script" not in view.shown.value
    assert "&lt;script&gt;" in view.shown.value


# ---- two rules side by side -------------------------------------------------------------------


def test_the_same_rules_differ_in_nothing(compare):
    assert text_of(compare).startswith("甲、乙相比，各县（市）区总分和位次都相同。")


@pytest.mark.parametrize(
    ("key", "value"), [("floor", "none"), ("steps", "whole"), ("city_decrease", "literal")]
)
def test_another_reading(compare, key, value):
    compare.right.readings[key].value = value
    left, right = (card_of("data/fuzhou", "2023-05", **given) for given in ({}, {key: value}))
    table = shown_table(compare, "两种规则")
    for region in left.counties:
        old, rank, new, rank_after, *_ = row(table, region)
        assert (old, typed(new)) == (f"{left.totals[region]:.2f}", f"{right.totals[region]:.2f}")
        assert (rank, rank_after) == (str(left.ranks[region]), str(right.ranks[region]))
    ranks = sum(left.ranks[r] != right.ranks[r] for r in left.counties)
    both = left.totals == right.totals
    assert ("都相同" if both else f"位次不同的有{ranks}个") in text_of(compare)
    compare.left.readings[key].value = value
    assert "都相同" in text_of(compare)


def test_another_rule_book(compare):
    other = "data/shaoyang/rules/2025.toml"
    assert other in [value for _, value in compare.right.rules.options]
    compare.right.rules.value = other
    expected = score(load("data/fuzhou", "2023-05", rules=other))
    assert compare.cards[1].totals == expected.totals


def test_a_rule_book_that_does_not_fit_is_said_in_the_view(compare):
    compare.right.rules.value = "data/fuzhou/rules/2023.toml"
    compare.data.value = SHAOYANG
    assert compare.cards is None
    assert re.match(r"输入有\d+处问题", text_of(compare))
    compare.right.rules.value = explore.OWN
    assert compare.cards is not None


# ---- the notebook -----------------------------------------------------------------------------


def test_only_this_module_knows_widgets():
    users = [p.name for p in (ROOT / "fzlib").rglob("*.py") if "ipywidgets" in p.read_text("utf-8")]
    assert users == ["explore.py"]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below nbclient
def test_the_notebook_runs():
    from nbclient import NotebookClient

    notebook = nbformat.read(ROOT / "notebooks/explore.ipynb", as_version=4)
    resources = {"metadata": {"path": str(ROOT / "notebooks")}}
    NotebookClient(notebook, timeout=120, resources=resources).execute()
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert [o.output_type for o in outputs if o.output_type in ("error", "stream")] == []
    kinds = [kind for o in outputs for kind in o.data]
    assert kinds.count("application/vnd.jupyter.widget-view+json") == 2
