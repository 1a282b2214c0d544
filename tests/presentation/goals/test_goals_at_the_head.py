"""The year's goals below the key figures of month, quarter and year, where there are any."""

from dataclasses import replace

import pytest

import fzlib as fz
from fzlib.analysis.goals.progress import progress
from fzlib.desk import load_goals
from fzlib.presentation import annual, monthly, quarterly
from fzlib.presentation.blocks import Masthead, Paragraph
from fzlib.presentation.goals import overall
from fzlib.presentation.goals.overall import line_of
from tests.analysis.goals.made import goals, task
from tests.presentation.official_style import read_well
from tests.presentation.periods import folder

FUZHOU = "data/fuzhou"


@pytest.mark.parametrize("period", ["2023-02", "2023-05", "2023-12"])
def test_month(period):
    card = fz.score(fz.load(FUZHOU, period))
    head, line = monthly.masthead(card, load_goals(FUZHOU, period)).blocks
    assert isinstance(head, Masthead)
    assert isinstance(line, Paragraph)
    assert line.text.startswith("全年目标：规模以上工业增加值增长不低于6.8%，")
    assert line.text.count("；") == 2  # a goal each
    assert "；规模以上工业减产面20%左右，1—" in line.text
    read_well([line.text])


@pytest.mark.parametrize(("of", "page"), [("2023-Q2", quarterly), ("2023", annual)])
def test_quarter_and_year(of, page):
    _, cards, result = folder(FUZHOU, of)
    _, line = page.masthead(result, cards, load_goals(FUZHOU, of)).blocks
    assert line.text == line_of(load_goals(FUZHOU, str(max(cards))))


def test_goals_that_rest_on_enterprises_where_there_are_any():
    own = load_goals(FUZHOU, "2023-05")
    without = replace(own, goals=replace(own.goals, enterprises={}))
    assert "减产面" in line_of(own)
    assert "减产面" not in line_of(without)
    assert len(overall.words(without.goals, progress(without.goals))) == 2


def test_a_document_without_such_goals_has_no_part_of_them():
    own = goals(task())
    assert overall.words(own, progress(own)) == []


def test_nothing_without_a_plan():
    data, period = "data/shaoyang", "2025-05"
    assert load_goals(data, period) is None
    card = fz.score(fz.load(data, period))
    assert monthly.masthead(card, None) == monthly.masthead(card)
    assert len(monthly.masthead(card).blocks) == 1
