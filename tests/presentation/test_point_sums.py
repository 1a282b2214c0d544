"""计算过程 of every method: with a calculator and the printed line one comes to the points."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from fzlib.analysis.explain import trace
from fzlib.desk import load, score
from fzlib.presentation.prose.workings import working
from fzlib.scoring.methods import Bands, Between, ByRank, Completion
from tests.presentation.cards import typed
from tests.presentation.other_city import write
from tests.presentation.test_workings import NUMBER, evaluate, rounds_to
from tests.scoring.test_sample_schemes import CASES
from tests.scoring.test_sample_schemes import card as case_card

SUM = re.compile(rf"[^\d（［=]*?((?:-?[\d（［])[\d（）［］.+×÷-]*)=(约?)(-?{NUMBER})(\D*)")
GIVEN = re.compile(rf"\D*?(-?{NUMBER})\D*")
READINGS = [{}, {"steps": "whole", "floor": "none"}]


def clauses(line):
    return re.split("[，；]", typed(line).partition("：")[2].removesuffix("。"))


def points_by(line, item):
    """The points that a printed line leads to, every sum in it checked."""
    row, value, printed = item.indicator, None, None
    for clause in clauses(line):
        if match := re.fullmatch(rf"得(-?{NUMBER})分", clause):
            printed = match[1]
        elif match := SUM.fullmatch(clause):
            sum_, about, shown, _ = match.groups()
            value = evaluate(sum_)
            assert rounds_to(value, shown), clause
            assert about or "×100" in sum_ or Fraction(shown) == value, (clause, "not all digits")
        elif match := re.fullmatch(r"([\d（）.÷-]+)取整为(-?\d+)档", clause):
            assert int(evaluate(match[1])) == int(match[2]), clause
        elif match := re.fullmatch(rf"(-?{NUMBER})=\1", clause):  # a gap of 0 in tiers
            value = Fraction(match[1])
        elif clause == "超过满分":
            assert value > row.cap == row.points
            value = Fraction(row.cap)
        elif match := re.fullmatch(rf"超过最高(-?{NUMBER})分", clause):
            assert value > Fraction(match[1]) == row.cap
            value = Fraction(match[1])
        elif clause == "扣至0分为止":
            assert value < 0
            value = Fraction(0)
        elif match := re.fullmatch(rf"低于最低(-?{NUMBER})分", clause):
            assert value < Fraction(match[1]) == row.floor
            value = Fraction(match[1])
        elif match := re.fullmatch(rf"(两端相同|达到.+值|达到[上下]限)，?满分({NUMBER})分", clause):
            value = Fraction(match[2])
        elif match := re.fullmatch(rf"满分({NUMBER})分", clause):
            value = Fraction(match[1])
        elif match := re.fullmatch(r"在.*个县（市）区中由[高低]到[高低]列第(\d+)位", clause):
            value = place_points(row.method, int(match[1]))
        elif match := re.fullmatch(rf".*在(-?{NUMBER})\D*及以上|不足以上各档|不足最低一档", clause):
            value = band_points(row.method, match[1])
    assert printed is not None, line
    assert value is not None, line
    assert rounds_to(value, printed), (line, value)
    return Decimal(printed)


def place_points(method, place):
    return Fraction(method.by_rank[place - 1]) if place <= len(method.by_rank) else Fraction(0)


def band_points(method, start):
    """Of the band that begins there; of the last, open one, or 0 below it."""
    if start is None:
        last = method.bands[-1]
        return Fraction(last.points) if last.start is None else Fraction(0)
    return next(Fraction(band.points) for band in method.bands if band.start == Decimal(start))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("other"))


def check(card):
    seen = set()
    for item in card.records:
        line = working(card, trace(card, item.region, item.id))
        if item.points is None:
            assert re.search("不计分|暂停计分|待审定", line), line
            continue
        assert points_by(line, item) == item.points, line
        seen.add(type(item.indicator.method))
    return seen


@pytest.mark.parametrize("readings", READINGS, ids=str)
@pytest.mark.parametrize("period", ["2023-02", "2023-05"])
def test_a_city_of_every_method(folder, period, readings):
    seen = check(score(load(folder, period), **readings))
    assert {Bands, Between, ByRank, Completion} < seen
    assert len(seen) == 7


@pytest.mark.parametrize("name", CASES)
def test_the_published_schemes(name):
    check(case_card(name))


@pytest.mark.parametrize("name", CASES)
def test_every_number_of_a_sum_is_in_the_rules_or_on_the_line_before(name):
    card = case_card(name)
    for item in card.records:
        if item.points is None:
            continue
        given = {Fraction(1), Fraction(100), Fraction(item.indicator.points)}
        for number in re.findall(NUMBER, repr(item.indicator.method)):
            given.add(Fraction(number))
        line = working(card, trace(card, item.region, item.id))
        for clause in clauses(f"：{line.partition('；')[2]}"):  # of the points
            left = clause.partition("=")[0] if "=" in clause else ""
            numbers = {Fraction(n) for n in re.findall(NUMBER, left)}
            tiers = {Fraction(n) for n in re.findall(rf"({NUMBER})÷", left)}  # parts of the gap
            before = {Fraction(n) for n in re.findall(NUMBER, line.partition(clause)[0])}
            assert numbers - tiers <= given | before, (clause, line)
