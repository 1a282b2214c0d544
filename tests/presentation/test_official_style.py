"""Every text of every report keeps to the rules of official Chinese, in any city's words."""

import re
from dataclasses import replace
from functools import cache

import pytest

import fzlib as fz
from fzlib.analysis.goals.progress import progress
from fzlib.desk import load_all, load_goals, load_history, score_all
from fzlib.scoring.periods import Period
from tests.presentation import visible_text
from tests.presentation.cards import GOLDEN, inputs_of
from tests.presentation.official_style import HEADING, RULES, named_too_early, official, unpaired
from tests.presentation.other_city import PERIODS, write
from tests.presentation.periods import folder
from tests.scoring.test_sample_schemes import CASES
from tests.scoring.test_sample_schemes import card as case_card

FUZHOU, SHAOYANG = "data/fuzhou", "data/shaoyang"
MONTHS = [(FUZHOU, f"2023-{month}") for month in ("02", "03", "05", "08", "12")]
MONTHS += [(SHAOYANG, "2025-02"), (SHAOYANG, "2025-07"), (GOLDEN, "2023-05")]
RESULTS = [(FUZHOU, "2023-Q1"), (FUZHOU, "2023-Q3"), (FUZHOU, "2023"), (SHAOYANG, "2025-Q2")]
RESULTS += [(SHAOYANG, "2025")]
SHEETS = [(FUZHOU, "2023-08", "鼓楼区"), (FUZHOU, "2023-12", "福清市")]
SHEETS += [(FUZHOU, "2023-03", "闽侯县"), (SHAOYANG, "2025-07", "邵东市")]
TASKS = ["2023-02", "2023-05", "2023-12"]
NOTEBOOKS = ["monthly", "targets", "enterprises", "quarterly", "annual", "county", "datacheck"]


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    return write(tmp_path_factory.mktemp("other"))


def page_is_official(texts, **of_page):
    """Every text keeps to every rule."""
    assert texts
    official(texts, **of_page)
    assert not named_too_early(texts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.what)
def test_a_rule_tells_what_breaks_it_from_what_does_not(rule):
    for text in rule.breaks:
        assert re.search(rule.pattern, text), text
    for text in rule.keeps:
        assert not re.search(rule.pattern, text), text


@pytest.mark.parametrize(
    ("text", "sign"),
    [("（甲）《乙》“丙（丁）”", ""), ("（甲", "（"), ("甲）", "）"), ("《甲“乙》丙”", "》")],
)
def test_signs_come_in_pairs(text, sign):
    assert unpaired(text) == sign


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_headings(notebook):
    texts = visible_text.headings(notebook)
    page_is_official(texts)
    numbers = [
        text.partition("、")[0] for _, text in texts if re.match("[一二三四五六七八九十]、", text)
    ]
    assert numbers == list("一二三四五六七八九十")[: len(numbers)]


@pytest.mark.parametrize(("data", "period"), MONTHS)
def test_month(data, period):
    inputs = inputs_of(data, period)
    goals = load_goals(data, period)
    page_is_official(visible_text.month(fz.score(inputs), inputs=inputs, goals=goals))


@pytest.mark.parametrize(("data", "period"), MONTHS)
def test_datacheck(data, period):
    page_is_official(
        visible_text.check(inputs_of(data, period), load_history(data, period)), datacheck=True
    )


@pytest.mark.parametrize(("data", "of"), RESULTS)
def test_quarter_and_year(data, of):
    make = visible_text.quarter if "Q" in of else visible_text.year
    page_is_official(make(*folder(data, of), goals=load_goals(data, of)))


@pytest.mark.parametrize("period", TASKS)
def test_tasks(period):
    inputs = load_goals(FUZHOU, period)
    page_is_official(visible_text.tasks(inputs, progress(inputs.goals)))


def test_tasks_without_any_register():
    inputs = load_goals(FUZHOU, "2023-05")
    nothing = dict.fromkeys(inputs.goals.registers)
    goals = replace(inputs.goals, registers=nothing, figures={}, scored={}, expected={})
    page_is_official(visible_text.tasks(replace(inputs, goals=goals), progress(goals)))


@cache
def cards_of(data, period):
    return score_all(load_all(data, period))


@pytest.mark.parametrize(("data", "period", "county"), SHEETS)
def test_county(data, period, county):
    page_is_official(visible_text.sheet(cards_of(data, period), county))


@pytest.mark.parametrize("name", CASES)
def test_a_scheme(name):
    page_is_official(visible_text.month(case_card(name)))


@pytest.mark.parametrize("period", PERIODS)
def test_another_citys_month(other, period):
    inputs = fz.load(other, period)
    page_is_official(visible_text.month(fz.score(inputs), inputs=inputs))
    page_is_official(visible_text.check(inputs, load_history(other, period)), datacheck=True)


@pytest.mark.parametrize("of", ["2023-Q1", "2023-Q2", "2023"])
def test_another_citys_quarter_and_year(other, of):
    inputs = load_all(other, of)
    cards = score_all(inputs)
    make = visible_text.quarter if "Q" in of else visible_text.year
    page_is_official(make(inputs, cards, fz.result(cards, of)))


def test_another_citys_sheets(other):
    cards = score_all(load_all(other, "2023-05"))
    for county in cards[Period(2023, 5)].counties:
        page_is_official(visible_text.sheet(cards, county))


def test_headings_are_among_the_texts():
    texts = visible_text.month(case_card(next(iter(CASES))))
    assert HEADING in {kind for kind, _ in texts}
