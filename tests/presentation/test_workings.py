"""计算过程: a county officer with a calculator comes to the printed points, line by line."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from fzlib.analysis.explain import trace
from fzlib.presentation import working_tables
from fzlib.presentation.prose.workings import working
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import Status
from tests.presentation.cards import (
    AVERAGE,
    CITY,
    GOLDEN,
    card,
    card_of,
    cases,
    region,
    shown,
    typed,
)
from tests.scoring.cities import FUZHOU

FOLDERS = [(GOLDEN, "2023-05"), ("data/shaoyang", "2025-07")]
FOLDERS += [("data/fuzhou", f"2023-{month}") for month in ("02", "05", "08", "12")]
READINGS = [{}, {"steps": "whole"}, {"floor": "none"}, {"steps": "whole", "floor": "none"}]
NUMBER = r"\d+(?:\.\d+)?"
SUM = re.compile(rf"[^\d（［-]*([\d（）［］.+×÷-]+)=(约?)(-?{NUMBER})(?:%|亿元)?")
WHOLE = re.compile(rf"([\d（）.÷-]+)取整为(-?{NUMBER})档")
PLAIN = re.compile(rf"(?:增速|标准值|全市|预期)(-?{NUMBER})(?:%|亿元)(?:（暂算）)?")
POINTS = re.compile(rf"得(-?{NUMBER})分")


def evaluate(text):
    """The value of a printed expression, as fractions."""
    code = text.translate(str.maketrans("（）［］×÷−", "()()*/-"))
    return eval(re.sub(NUMBER, r"Fraction('\g<0>')", code), {"Fraction": Fraction})


def numbers(text):
    return {Fraction(match) for match in re.findall(NUMBER, text)}


def rounds_to(value, printed):
    return half_up(value, len(printed.partition(".")[2])) == Decimal(printed)


def redo(line, row, levels=()):
    """The points a printed line comes to; every number in it must have been printed before.

    ``row``: the rule book's; ``levels``: those above the line. Fails where a sum is wrong.
    """
    given = {*levels, *map(Fraction, (row.base, row.method.step, row.method.per_step, 1, 100))}
    value = None
    for clause in re.split("[，；]", typed(line).partition("：")[2].removesuffix("。")):
        if match := SUM.fullmatch(clause):
            sum_, about, printed = match.groups()
            value = evaluate(sum_)
            assert numbers(sum_) <= given, (clause, "a number from nowhere")
            assert rounds_to(value, printed), clause
            assert about or Fraction(printed) == value or "×100" in sum_, (clause, "not all digits")
            given |= numbers(printed)
        elif match := WHOLE.fullmatch(clause):
            quotient, printed = match.groups()
            assert numbers(quotient) <= given, clause
            assert int(evaluate(quotient)) == int(printed), clause  # int() cuts toward zero
            given |= numbers(printed)
        elif match := PLAIN.fullmatch(clause):
            given |= numbers(match[1])
        elif clause == "扣至0分为止":
            assert value < 0, line
            value = Fraction(0)
        elif clause == "超过满分":
            assert value > row.cap, line
            value = Fraction(row.cap)
        else:
            match = POINTS.fullmatch(clause)
            assert match, (clause, "cannot be read")
            assert rounds_to(value, match[1]), clause
            return Decimal(match[1])
    raise AssertionError((line, "no points"))


def check(line, item, levels):
    """A line against its item: redone where there are points, else it says why there are none."""
    if item.points is None:
        assert re.search("不计分|暂停计分|待审定", line), line
        return
    assert redo(line, item.indicator, levels) == item.points, line


@pytest.mark.parametrize("readings", READINGS, ids=str)
@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_line_can_be_redone(folder, readings):
    card = card_of(*folder, **readings)
    parts = working_tables.workings(card)
    assert [part.summary.partition("　")[0] for part in parts] == list(card.ranked)
    for region_, part in zip(card.ranked, parts, strict=True):
        table, sums, total = part.content
        levels = {abs(Fraction(typed(cell.text))) for cells in table.rows for cell in cells[1:]}
        for entry, item in zip(sums.entries, card.of(region_), strict=True):
            check(entry.text, item, levels)
        check_total(total.text, card, region_)


def check_total(line, card, region_):
    total = card.totals[region_]
    if total is None:
        assert line == "有考评项数据缺报，不计总分。"
        return
    sum_, printed = re.fullmatch(r"总分：(.*)=(.*)分。", typed(line)).groups()
    assert evaluate(sum_) == Fraction(printed) == Fraction(total)
    assert [evaluate(n) for n in re.findall(rf"{NUMBER}|（-{NUMBER}）", sum_)] == [
        Fraction(item.points) for item in card.of(region_)
    ]


def line(card_, item):
    return working(card_, trace(card_, "甲县", item))


def levels_of(*regions):
    """Output and base of each, and the size of their difference."""
    pairs = [[Fraction(own["month"][m] or 0) for m in ("output", "base")] for own in regions]
    return {level for output, base in pairs for level in (output, base, abs(output - base))}


@cases(
    "county, item, text",
    {
        "capped": (
            region("9.2", "194.8", "182", expected="10"),
            "va_growth.month",
            "当月增加值增速：增速9.2%，标准值5.0%，差距9.2−5.0=4.2；"
            "10+4.2÷0.1×0.2=18.40，超过满分，得15.00分。",
        ),
        "at the cap: nothing is cut": (
            region("7.5", "105", "100"),
            "va_growth.month",
            "当月增加值增速：增速7.5%，标准值5.0%，差距7.5−5.0=2.5；10+2.5÷0.1×0.2=15.00，得15.00分。",
        ),
        "floored; a negative number after an operator stands in brackets": (
            region("-1.2", "105", "100"),
            "va_growth.month",
            "当月增加值增速：增速−1.2%，标准值5.0%，差距（−1.2）−5.0=−6.2；"
            "10+（−6.2）÷0.1×0.2=−2.40，扣至0分为止，得0.00分。",
        ),
        "zero by itself: nothing is cut": (
            region("0.0", "105", "100"),
            "va_growth.month",
            "当月增加值增速：增速0.0%，标准值5.0%，差距0.0−5.0=−5.0；"
            "10+（−5.0）÷0.1×0.2=0.00，得0.00分。",
        ),
        "growth worked out": (
            region("5", "105.5", "100"),
            "output_growth.month",
            "当月总产值增速：增速（105.50÷100.00−1）×100=5.5%，"
            "全市（1050.00÷1000.00−1）×100=5.0%，差距5.5−5.0=0.5；10+0.5÷0.1×0.2=11.00，得11.00分。",
        ),
        "growth as given, though the levels say 5.5": (
            region("5", "105.5", "100", growth="6.25"),
            "output_growth.month",
            "当月总产值增速：增速6.3%，全市（1050.00÷1000.00−1）×100=5.0%，差距6.3−5.0=1.3；"
            "10+1.3÷0.1×0.2=12.60，得12.60分。",
        ),
        "all decimals the figures have": (
            region("5", "100.1234", "100.1", expected="0.003"),
            "increment.month",
            "当月实际完成增量：增量100.1234−100.1000=0.0234亿元，预期0.0030亿元，"
            "差距（0.0234−0.0030）÷0.0030×100=680.00%；8+680.00÷1×0.2=144.00，得144.00分。",
        ),
        "a fall": (
            region("5", "99", "100", expected="5"),
            "contribution.month",
            "当月增量贡献率：贡献率（−1.00）÷50.00×100=−2.00%，产值比重99.00÷1050.00×100=9.43%，"
            "差距（−2.00）−9.43=−11.43；8+（−11.43）÷0.1×0.2=−14.86，扣至0分为止，得0.00分。",
        ),
        "referred": (
            region("5", "105", "100", expected="0"),
            "increment.month",
            "当月实际完成增量：增量105.00−100.00=5.00亿元，预期0.00亿元；预期增量不为正，待审定。",
        ),
        "the county has not reported": (
            region(None, "105", "100"),
            "va_growth.month",
            "当月增加值增速：缺数（本地未报），不计分。",
        ),
        "no base": (
            region("5", "105", None),
            "contribution.ytd",
            "累计增量贡献率：缺数（本地未报），不计分。",
        ),
    },
)
def test_line(county, item, text):
    card_ = card({"甲县": county})
    assert line(card_, item) == text
    check(text, card_.item("甲县", item), levels_of(county, CITY))


@cases(
    "readings, county, text",
    {
        "whole steps, toward the standard from below": (
            {"steps": "whole"},
            region("5", "104.97", "100", expected="6"),
            "差距（4.97−6.00）÷6.00×100=−17.17%；（−17.17）÷1取整为−17档，8+（−17）×0.2=4.60，得4.60分。",
        ),
        "whole steps from above": (
            {"steps": "whole"},
            region("5", "106.97", "100", expected="6"),
            "差距（6.97−6.00）÷6.00×100=16.17%；16.17÷1取整为16档，8+16×0.2=11.20，得11.20分。",
        ),
        "no floor": (
            {"floor": "none"},
            region("5", "90", "100", expected="5"),
            "差距［（−10.00）−5.00］÷5.00×100=−300.00%；8+（−300.00）÷1×0.2=−52.00，得−52.00分。",
        ),
        "divided by |预期|": (
            {"expected_nonpositive": "absolute"},
            region("5", "99", "100", expected="-2"),
            "预期−2.00亿元，差距［（−1.00）−（−2.00）］÷2.00×100=50.00%；8+50.00÷1×0.2=18.00，得18.00分。",
        ),
    },
)
def test_line_under_a_reading(readings, county, text):
    card_ = card({"甲县": county}, **readings)
    printed, item = line(card_, "increment.month"), card_.item("甲县", "increment.month")
    assert printed.endswith(text)
    assert redo(printed, item.indicator, levels_of(county)) == item.points


FALLING = region("4", "950", "1000")


def test_literal_reading_of_a_falling_city():
    county = region("5", "96", "100", expected="5")
    card_ = card({"甲县": county}, city=FALLING, city_decrease="literal")
    printed, item = line(card_, "contribution.month"), card_.item("甲县", "contribution.month")
    assert "贡献率（−4.00）÷（−50.00）×100=8.00%" in printed
    assert redo(printed, item.indicator, levels_of(county, FALLING)) == item.points


def test_suspended_says_what_it_would_rest_on():
    card_ = card({"甲县": AVERAGE}, city=FALLING)
    assert line(card_, "contribution.month") == (
        "当月增量贡献率：贡献率5.00÷（−50.00）×100=−10.00%，产值比重105.00÷950.00×100=11.05%，"
        "差距（−10.00）−11.05=−21.05；全市增量不为正，暂停计分。"
    )
    workings = shown(working_tables.workings(card_))
    assert "总分（暂停计分的不计入）：10.00+10.00+15.00+15.00+8.00+8.00=66.00分。" in workings


@pytest.mark.parametrize(
    ("city", "item", "text"),
    [
        (region("4", "1000", "1000"), "contribution.month", "全市增量不为正，暂停计分"),
        (region("4"), "contribution.month", "缺数（标准值尚未取得），不计分"),
        (region("4"), "output_growth.month", "缺数（标准值尚未取得），不计分"),
    ],
)
def test_a_city_without_a_rate(city, item, text):
    card_ = card({"甲县": AVERAGE}, city=city)
    assert line(card_, item).partition("：")[2] == f"{text}。"


def test_ruled_gives_points_and_basis():
    card_ = card({"甲县": AVERAGE}, rulings=[("甲县", "increment.month", "6.5", "市工信局意见")])
    assert line(card_, "increment.month").endswith("增量：审定为6.50分（依据：市工信局意见）。")
    assert card_.item("甲县", "increment.month").status == Status.RULED


def test_preliminary_standard_is_marked():
    card_ = card({"甲县": AVERAGE}, province=None)
    assert "标准值5.0%（暂算），差距5.0−5.0=0.0" in line(card_, "va_growth.month")


def test_a_sum_that_does_not_end_is_marked():
    thirds = FUZHOU.indicators[0]
    thirds = replace(thirds, method=replace(thirds.method, step=Decimal("0.3")))
    card_ = card({"甲县": region("6.0")}, book=replace(FUZHOU, indicators=(thirds,)))
    printed = line(card_, "va_growth.month")
    assert printed.endswith("10+1.0÷0.3×0.2=约10.6667，得10.67分。")
    assert redo(printed, thirds) == Decimal("10.67")
