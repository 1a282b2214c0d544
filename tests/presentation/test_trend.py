"""The year of one county as a chart: columns, ranks, 基准分, and what is missing."""

import re

import pytest

from fzlib.presentation.charts import style, trend_chart
from fzlib.presentation.prose import course
from fzlib.scoring.periods import Period
from tests.presentation.cards import AVERAGE, card, cases, region
from tests.presentation.periods import up_to, year_of
from tests.presentation.test_charts import alt_of, nodes, texts


def chart_of(scores, county="甲县"):
    cards = year_of({f"2023-{n:02d}": {county: score} for n, score in scores.items()})
    return trend_chart(cards, county)


@cases(
    "scores, alt",
    {
        "a period without total says so": (
            {2: "30", 3: None, 4: "20"},
            "甲县各期总分和位次：1—2月30.00分、第1位；3月没有总分；4月20.00分、第1位。",
        ),
        "a period without data has its place": (
            {2: "30", 4: "20"},
            "甲县各期总分和位次：1—2月30.00分、第1位；3月没有数据；4月20.00分、第1位。",
        ),
        "one period, below zero": ({2: "-4"}, "甲县各期总分和位次：1—2月−4.00分、第1位。"),
        "nothing at all": ({2: None}, "甲县各期总分和位次：1—2月没有总分。"),
        "zero is a total": ({2: "0"}, "甲县各期总分和位次：1—2月0.00分、第1位。"),
    },
)
def test_it_tells_what_it_shows(scores, alt):
    assert alt_of(chart_of(scores)) == alt


@pytest.mark.parametrize("scores", [{2: "30", 3: None, 4: "20"}, {2: "30", 4: "20"}])
def test_every_number_stands_in_the_drawing(scores):
    written = texts(chart_of(scores))
    assert [text for text in written if text.endswith("月")] == ["1—2月", "3月", "4月"]
    assert [text for text in written if re.fullmatch(r"−?[\d.]+|—", text)] == [
        "30.00", "—", "—", "20.00",
    ]  # fmt: skip
    assert "基准分10分" in written


@pytest.mark.parametrize("data", [("data/fuzhou", "2023-12"), ("data/shaoyang", "2025-07")])
def test_the_folders_charts(data):
    cards = up_to(*data)
    for county in cards[max(cards)].counties:
        chart = trend_chart(cards, county)
        shown = texts(chart)
        for period, card_ in cards.items():
            total = card_.totals[county]
            assert course.label(period, card_.book) in shown
            assert total is None or f"{total:.2f}" in shown
        assert not re.search(r"<script|<style|None|nan|[\u2212]", chart)


@pytest.mark.parametrize("total", ["9.80", "10.00", "10.20", "2.00", "−30.00"])
def test_totals_stand_in_a_row_below_the_line_and_all_columns(total):
    chart = chart_of({2: "40", 3: total.replace("−", "-")})
    drawn = " ".join(re.findall(' d="([^"]+)"', chart))
    ys = [float(y) for y in re.findall(r"[ML] \S+ (\S+)", drawn)]
    rows = {float(node.get("y")) for node in nodes(chart) if node.text in ("40.00", total)}
    assert len(rows) == 1
    assert rows.pop() - 0.8 * style.TEXT > max(ys)  # figures on their baseline; y grows downwards


@pytest.mark.parametrize("total", ["2.00", "9.80", "10.20", "12.00", "40.00"])
def test_the_lines_words_stay_in_the_drawing(total):
    (words,) = (n for n in nodes(chart_of({2: total, 3: "1"})) if n.text == "基准分10分")
    assert float(words.get("y")) - style.TEXT > 0


def dashed(chart):
    (path,) = re.findall(r'<path d="([^"]+)"[^>]*dasharray', chart)
    return path


def test_the_line_falls_where_an_item_is_suspended():
    fallen = region("4.0", "950", "1000")
    before = card({"甲县": AVERAGE}, period="2023-04")
    now = card({"甲县": AVERAGE}, city=fallen, previous=before)
    level = trend_chart({Period(2023, 4): before, Period(2023, 5): before}, "甲县")
    stepped = trend_chart({Period(2023, 4): before, Period(2023, 5): now}, "甲县")
    paths = dashed(stepped), dashed(level)
    heights = [len(set(re.findall(r"[ML] \S+ (\S+)", path))) for path in paths]
    assert heights == [2, 1]
    assert "基准分56分" in texts(stepped)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "$x$", "a&b", '"甲"县'])
def test_a_name_from_a_file_is_text(name):
    chart = chart_of({2: "3", 3: "4"}, name)
    assert "<script" not in chart
    assert alt_of(chart).startswith(name)
