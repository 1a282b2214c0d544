"""年度考评, part by part: heat maps, the year so far, one period, stretches, conversion."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.desk import result
from fzlib.presentation import annual, quarterly
from fzlib.publishing.page import render
from fzlib.scoring.periods import PeriodError
from fzlib.scoring.results import ytd_sum
from fzlib.scoring.rulebook import Conversion
from tests.presentation.cards import html, named, only, parts_of, row, shown, tables_of, titles_of
from tests.presentation.official_style import clean, read_well
from tests.presentation.periods import folder, numbered, paragraphs_of, year_of
from tests.publishing.books import run
from tests.scoring.cities import ROOT

YEARS = [("data/fuzhou", "2023"), ("data/shaoyang", "2025")]
FOUR = {"甲县": "40", "乙县": "30", "丙县": "20", "丁县": "10"}
SCRIPT = "<script>alert(1)</script>"


def parts(cards, year, **more):
    """Those that need no inputs, where none are given."""
    return parts_of(annual, cards=cards, result=year, **more)


def of(scores, **more):
    cards = year_of({f"2023-{n:02d}": given for n, given in scores.items()}, **more)
    return result(cards, "2023"), cards


@pytest.mark.parametrize("which", YEARS, ids=str)
def test_every_page_is_clean_and_reads_well(which):
    inputs, cards, year = folder(*which)
    clean(parts(cards, year, inputs=inputs))
    read_well(paragraphs_of(annual.results(year, cards)))


@pytest.mark.parametrize("which", YEARS, ids=str)
def test_heat_maps_are_the_cards(which):
    _, cards, year = folder(*which)
    ranks, totals = tables_of(annual.heat_maps(year, cards))
    for county in year.counties:
        each = [cards[period] for period in year.periods]
        assert row(ranks, county.region) == [str(card.ranks[county.region] or "—") for card in each]
        given = [card.totals[county.region] for card in each]
        assert row(totals, county.region) == ["—" if t is None else f"{t:.2f}" for t in given]


@pytest.mark.parametrize("which", YEARS, ids=str)
def test_a_darker_cell_is_never_a_worse_rank(which):
    _, cards, year = folder(*which)
    ranks, _ = tables_of(annual.heat_maps(year, cards))
    for n in range(1, len(year.periods) + 1):
        pairs = [
            (int(cells[n].text), int(cells[n].look.removeprefix("h")))
            for cells in ranks.rows
            if cells[n].text != "—"
        ]
        shades = [shade for _, shade in sorted(pairs)]
        assert shades == sorted(shades)
        assert {shades[0], shades[-1]} <= {1, 5}


@pytest.mark.parametrize("which", YEARS, ids=str)
def test_scores_are_the_results(which):
    _, cards, year = folder(*which)
    (table,) = tables_of(annual.results(year, cards))
    titles = titles_of(table)
    assert list(named(table)) == [c.region for c in year.ranked]
    for county in year.counties:
        cells = dict(zip([titles[0], *titles[2:]], row(table, county.region), strict=True))
        assert cells["位次"] == str(county.rank or "—")
        assert cells["年度得分（分）"] == ("—" if county.score is None else f"{county.score:.2f}")
        (ytd,) = (text for title, text in cells.items() if "累计各项之和" in title)
        given = ytd_sum(cards[max(cards)], county.region)
        assert ytd == ("—" if given is None else f"{given:.2f}")
        if year.card.book.document.commends:
            assert (cells["季度优胜"] == "—") == (not year.commended[county.region])
        else:
            assert "季度优胜" not in cells


def test_a_county_that_lacks_a_period_has_only_a_draft_mean():
    _, cards, year = folder("data/fuzhou", "2023")
    (table,) = tables_of(annual.results(year, cards))
    assert row(table, "鼓楼区")[:3] == ["—", "—", "31.68"]
    assert row(table, "福清市")[2] == "—"  # it has a score, and needs no draft
    assert "已有各期平均31.68分（测算）" in shown(annual.results(year, cards))


def test_the_year_so_far_says_so():
    _, cards, year = folder("data/shaoyang", "2025")
    text = shown(annual.masthead(year, cards))
    assert "1—7月" in text
    assert "已有 6期 全年11期" in text
    assert "1—8月至1—12月没有数据。" in shown(annual.results(year, cards))
    assert "1—7月累计各项之和（分）" in shown(annual.results(year, cards))


def test_the_whole_year_does_not():
    _, cards, year = folder("data/fuzhou", "2023")
    assert "截至12月" not in shown(annual.masthead(year, cards))
    assert "没有数据" not in shown(annual.results(year, cards))


def test_a_forgotten_month_leaves_no_score_and_no_rank():
    year, cards = of({2: FOUR, 4: FOUR, 5: FOUR})
    text = shown(annual.masthead(year, cards))
    assert "数据不全 截至5月" in text
    assert "已有 3期 缺2023年3月数据" in text
    text = shown(annual.results(year, cards))
    assert "缺2023年3月数据，年度得分暂不计算。" in text
    (table,) = tables_of(annual.results(year, cards))
    assert [row(table, county)[:3] for county in FOUR] == [
        ["—", "—", "40.00"], ["—", "—", "30.00"], ["—", "—", "20.00"], ["—", "—", "10.00"],
    ]  # fmt: skip
    ranks, totals = tables_of(annual.heat_maps(year, cards))
    assert row(ranks, "甲县") == ["1", "—", "1", "1"]
    assert row(totals, "甲县") == ["40.00", "—", "40.00", "40.00"]
    (table,) = tables_of(annual.by_county(year, cards))
    assert row(table, "甲县")[2:] == ["4月、5月（2期）", "—"]  # a hole is not continuous
    clean(parts(cards, year))
    read_well(paragraphs_of(annual.results(year, cards)))


def test_a_forgotten_month_under_the_other_reading():
    year, cards = of({2: FOUR, 4: FOUR}, year_missing="mean_of_available")
    text = shown(annual.results(year, cards))
    assert "年度得分为1—2月、4月共2期总分的平均。" in text
    assert "缺2023年3月数据，年度得分取已有各期平均（测算）。" in text
    assert [county.rank for county in year.counties] == [1, 2, 3, 4]


def test_a_year_to_december_with_a_hole_is_not_so_far():
    year, cards = of({n: FOUR for n in range(2, 13) if n != 5})
    text = shown(annual.masthead(year, cards))
    assert "数据不全" in text
    assert "截至" not in text.replace("数据截至", "")
    assert not [county.score for county in year.counties if county.score is not None]


@pytest.mark.parametrize(
    ("page", "of_", "message"), [(annual, "2023-Q1", "不是年度"), (quarterly, "2023", "不是季度")]
)
def test_a_result_of_another_kind_has_no_page(page, of_, message):
    _, cards, year = folder("data/fuzhou", of_)
    with pytest.raises(PeriodError, match=message):
        page.masthead(year, cards)


def test_one_period():
    year, cards = of({2: FOUR})
    text = shown(annual.results(year, cards))
    assert "已有1—2月一期，年度得分即该期总分。" in text
    (table,) = tables_of(annual.by_county(year, cards))
    assert row(table, "甲县") == ["第1位（1—2月）", "第1位（1—2月）", "1—2月（1期）", "—"]
    clean(parts(cards, year))


@pytest.mark.parametrize(
    ("scores", "cells", "why"),
    [
        (["40", "5", "40"], ["第1位（1—2月、4月）", "第3位（3月）"], "each period is named"),
        (["40", "40", "40", "5"], ["第1位（1—4月）", "第3位（5月）"], "in a row as a range"),
        ([None, "40", "5"], ["第1位（3月）", "第3位（4月）"], "a period without total is left out"),
        ([None, None, None], ["—", "—"], "no rank at all"),
    ],
)
def test_best_and_worst(scores, cells, why):
    others = {"乙县": "30", "丙县": "20"}
    year, cards = of({n: {"甲县": score} | others for n, score in enumerate(scores, 2)})
    (table,) = tables_of(annual.by_county(year, cards))
    assert row(table, "甲县")[:2] == cells, why


def converting(*rows):
    conversions = tuple(Conversion(t, of_, Decimal(p), how) for t, of_, p, how in rows)
    return replace(only("va_growth", cap=None), conversions=conversions)


def test_conversion_by_both_methods():
    book = converting(("考核", "months", "5.0", "share"), ("考核", "year", "2.50", "of_best"))
    year, _ = of({2: FOUR, 3: FOUR | {"甲县": "160"}}, book=book)
    (table,) = tables_of(annual.conversion(year))
    assert titles_of(table) == [
        "县（市）区", "考核（按月度，满5分）", "考核（按年度，满2.5分）",
    ]  # fmt: skip
    # months: 5×0.40 and 5×1 (at most), mean 3.50; year: 100 is the best
    assert row(table, "甲县") == ["3.50", "2.50"]
    assert row(table, "丁县") == ["0.50", "0.25"]
    for converted in year.conversions:
        for county in year.counties:
            assert f"{converted.points[county.region]:.2f}" in row(table, county.region)


def test_tables_are_numbered_without_a_gap():
    book = converting(("考核", "year", "5", "share"))
    for count, more in ((5, {"book": book}), (4, {})):
        year, cards = of({2: FOUR, 3: FOUR}, **more)
        assert numbered(parts(cards, year)) == count


def test_a_county_without_a_score_is_not_converted():
    book = converting(("考核", "year", "5", "share"))
    year, _ = of({2: FOUR | {"丁县": None}}, book=book)
    (table,) = tables_of(annual.conversion(year))
    assert row(table, "丁县") == ["—"]


def test_nothing_is_converted_and_why():
    _, _, year = folder("data/fuzhou", "2023")
    assert tables_of(annual.conversion(year)) == []
    assert shown(annual.conversion(year)) == (
        "关于折算，《福州市推进工业争先增效行动方案》提出“月度、年度考评结果按照一定比例计入市对县年度考核”，"
        "未明确折算比例，本报告不作折算。"
    )


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ("none", "缺任何一期总分的，没有年度得分和位次，已有各期平均只作测算。"),
        ("mean_of_available", "缺期总分的，按已有各期平均。"),
    ],
)
def test_the_method_says_the_reading_chosen(chosen, text):
    _, cards = of({2: FOUR}, year_missing=chosen)
    assert text in shown(annual.method_notes((), cards))


def test_nobody_has_a_total():
    year, cards = of({2: dict.fromkeys(FOUR), 3: dict.fromkeys(FOUR)})
    clean(parts(cards, year))


def test_a_name_from_a_file_is_text():
    book = converting(("<b>", "year", "5", "share"))
    year, cards = of({2: {SCRIPT: "4", "a&b": None}}, book=book)
    markup = html(parts(cards, year, inputs=()))
    assert "<script" not in markup
    assert "<b>" not in markup
    clean(parts(cards, year))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below papermill
@pytest.mark.parametrize("which", YEARS, ids=str)
def test_the_notebook_runs(tmp_path, which):
    data, period = which
    given = {"period": period, "data": str(ROOT / data)}
    page = render(run(ROOT / "notebooks/annual.ipynb", tmp_path / "out.ipynb", given))
    assert "年度考评情况" in page
    assert len(page.encode()) < 600 * 1024
