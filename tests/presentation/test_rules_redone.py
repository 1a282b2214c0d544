"""The sums in the sentences, done by what they say and nothing else, give the printed points."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest

from fzlib.desk import load, score
from fzlib.presentation.prose.rules import rule
from fzlib.scoring.rounding import half_up
from tests.presentation.cards import typed
from tests.scoring.test_sample_schemes import CASES, card

SIGNS = str.maketrans({"（": "(", "）": ")", "［": "(", "］": ")", "×": "*", "÷": "/", "−": "-"})
VALUES = ("指标值", "增速", "增量", "占比", "贡献率", "完成率")


def portions(words, side, gap):
    """第1段 and so on: what of the distance lies in each, by the widths in the words."""
    told = re.findall(r"[高低]于标准值的，([^；。]*)", words)[:2]
    if gap is None or side >= len(told):
        return {}
    rest, parts = abs(gap), []
    for width in re.findall(r"(?:起始|其后)([\d.]+)", told[side if "每" in told[side] else 0]):
        parts.append(min(rest, Decimal(width)))
        rest -= parts[-1]
    return {f"第{n}段": part for n, part in enumerate([*parts, rest], 1)}


def redone(words, item, lowest, highest):
    """The points by the sum, the bounds and the rounding in the words; None where there is none."""
    found = re.search(
        r"得分＝([^，。]*(?:，取整[^，。]*)?(?:；低于标准值的，得分＝[^，]*)?)，保留2位", words
    )
    if not found:
        return None
    above, _, below = found[1].partition("；低于标准值的，得分＝")
    side, formula = (1, below) if below and item.gap < 0 else (0, above)
    formula, _, _ = formula.partition("（各段")
    formula = re.sub(r"（([^（）]*)，取整）", r"（int（\1））", formula)
    names = {"差距": item.gap, "标准值": item.standard, "最低值": lowest, "最高值": highest}
    names |= dict.fromkeys(VALUES, item.value)
    names |= portions(words, side, item.gap)
    for name, number in names.items():
        formula = formula.replace(name, f"（{number}）")
    formula = re.sub(r"\d+(\.\d+)?", r"Fraction('\g<0>')", formula.translate(SIGNS))
    points = Fraction(eval(formula, {"Fraction": Fraction}))
    bounds = [
        re.search(rf"({names}){number}分", words)
        for names, number in (("满分|最高", r"([\d.]+)"), ("扣至|最低", r"([-−]?[\d.]+)"))
    ]
    cap, floor = (found and Fraction(typed(found[2])) for found in bounds)
    points = points if cap is None else min(points, cap)
    return half_up(points if floor is None else max(points, floor), 2)


CARDS = {name: partial(card, name) for name in CASES}
CARDS["fuzhou"] = lambda: score(load("data/fuzhou", "2023-05"))


@pytest.mark.parametrize("name", CARDS)
def test_points_can_be_redone_from_the_sentence(name):
    scored, done = CARDS[name](), 0
    for row, span in scored.book.items:
        words = rule(row, scored.book, "总产值")
        items = [scored.item(region, row.item_id(span)) for region in scored.counties]
        values = [item.value for item in items if item.value is not None]
        for item in items:
            if item.points is not None:
                points = redone(words, item, min(values), max(values))
                assert points in (None, item.points), (item, words)
                done += points is not None
    assert done >= len(scored.counties)
