"""二、（二）起, method by method: what is said of any measure, standard and method."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.presentation import terms
from fzlib.presentation.charts import indicator_chart
from fzlib.presentation.prose.indicators import indicator
from fzlib.scoring.card import make_card
from fzlib.scoring.panel import build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from tests.presentation.books import with_row
from tests.presentation.cards import DATASET, cases
from tests.presentation.test_charts import alt_of, texts

NAMES = [f"{name}县" for name in "甲乙丙丁戊"]
POWER = 'measure = "power"\nspans = ["month"]\n'
SOLD = 'measure = "sold"\nspans = ["month"]\n'
VALUE = 'as = "value"\n'
FREE = 'standard = "none"\n'
STEPS = "base = 6\nper_step = 1\nstep = 1\ncap = 12\n"
RANK = 'method = "rank"\nby_rank = [9, 7, 5]\n'
BETWEEN = 'method = "between"\nlow = "lowest"\nhigh = "highest"\nleast = 0.5\n'
BANDS = 'method = "bands"\nbands = [{ from = 10, points = 12 }, { from = 5, points = 6 }]\n'
EACH = 'method = "per_unit"\nbase = 0\nper_step = 2\nstep = 1\ncap = 12\n'


def card(row, values, *, city=None, **aspects):
    """Counties with these values of the row's measure; ``aspects``: of them or of the city."""
    book = with_row(row)
    (own,) = book.indicators
    codes = {one.aspect: one.code for one in own.measure.series.values()}
    codes |= {"target": own.target.code} if own.target else {}
    regions = [Region("全国", "nation"), Region("某省", "province"), Region("某市", "city")]
    regions += [Region(name, "county", assessed=True) for name in NAMES[: len(values)]]
    figures = {
        (codes[aspect], "month", name): Decimal(text)
        for aspect, texts_ in {"level": values, **aspects}.items()
        for name, text in zip(NAMES, texts_, strict=False)
        if text is not None
    }
    figures |= {(codes[a], "month", "某市"): Decimal(text) for a, text in (city or {}).items()}
    period = Period(2023, 5)
    return make_card(
        build_panel(period, regions, figures, dataset=DATASET, series=book.series), book
    )


def said(row, values, **more):
    card_ = card(row, values, **more)
    (text,) = indicator(card_, card_.book.indicators[0])
    return text


@cases(
    "row, values, more, text",
    {
        "places: the first three, ties together": (
            POWER + VALUE + FREE + RANK,
            ["30", "40", "30", "20"],
            {},
            "5月，工业用电量居前3位的是乙县（第1位，40.00万千瓦时，得9分）、"
            "甲县、丙县（并列第2位，30.00万千瓦时，得7分）。",
        ),
        "places, the lower the better": (
            POWER + VALUE + FREE + RANK + 'better = "low"\n',
            ["3", "1", "2"],
            {},
            "5月，工业用电量由低到高位次依次为乙县（第1位，1.00万千瓦时，得9分）、"
            "丙县（第2位，2.00万千瓦时，得7分）、甲县（第3位，3.00万千瓦时，得5分）。",
        ),
        "between: the ends with their points": (
            POWER + VALUE + FREE + BETWEEN,
            ["30", "10", "20", None],
            {},
            "5月，工业用电量最高的是甲县（30.00万千瓦时，得12.00分），"
            "最低的是乙县（10.00万千瓦时，得6.00分）。丁县数据缺报。",
        ),
        "between, all alike": (
            POWER + VALUE + FREE + BETWEEN,
            ["30", "30"],
            {},
            "5月，2个县（市）区工业用电量均为30.00万千瓦时，得12.00分。",
        ),
        "bands of the value: how many in each": (
            POWER + VALUE + FREE + BANDS,
            ["12", "7", "3", "10"],
            {},
            "5月，工业用电量最高的是甲县（12.00万千瓦时），最低的是丙县（3.00万千瓦时）。"
            "得12分的有2个（甲县、丁县），得6分的有1个（乙县），得0分的有1个（丙县）。",
        ),
        "for each unit: a total of amounts": (
            POWER + VALUE + FREE + EACH,
            ["8", "0", "2"],
            {},
            "5月，各县（市）区合计10.00万千瓦时；工业用电量最高的是甲县（8.00万千瓦时，得12.00分），"
            "最低的是乙县（0.00万千瓦时，得0.00分）。得满分（12分）的有1个（甲县），得0分的有1个（乙县）。",
        ),
        "no total of rates": (
            SOLD + VALUE + FREE + EACH,
            ["3", "1"],
            {},
            "5月，产销率最高的是甲县（3.00%，得6.00分），最低的是乙县（1.00%，得2.00分）。",
        ),
        "a number as standard": (
            SOLD + VALUE + "standard = 95.5\n" + STEPS,
            ["96", "95.5", "94"],
            {},
            "5月，标准值为95.5%；高于标准值的有1个（甲县），与标准值持平的有1个（乙县），"
            "低于标准值的有1个（丙县）。产销率最高的是甲县（96.00%），最低的是丙县（94.00%）。",
        ),
        "the lower the better: sides by value": (
            SOLD + VALUE + 'standard = 95\nbetter = "low"\n' + STEPS,
            ["96", "94"],
            {},
            "5月，标准值为95%；高于标准值的有1个（甲县），低于标准值的有1个（乙县），以低为优。"
            "产销率最高的是甲县（96.00%），最低的是乙县（94.00%）。",
        ),
        "the best": (
            SOLD + VALUE + 'standard = "best"\n' + STEPS,
            ["96", "94"],
            {},
            "5月，标准值为最高值（96.00%）；与标准值持平的有1个（甲县），低于标准值的有1个（乙县）。"
            "产销率最高的是甲县（96.00%），最低的是乙县（94.00%）。",
        ),
        "a target of an amount": (
            POWER + VALUE + 'standard = "target"\ngap = "percent"\n' + STEPS,
            ["12", "9"],
            {"target": ["10", "10"]},
            "5月，工业用电量达到目标的有1个（甲县），完成率最高的是甲县（120.00%）。"
            "工业用电量最高的是甲县（12.00万千瓦时），最低的是乙县（9.00万千瓦时）。"
            "得满分（12分）的有1个（甲县），得0分的有1个（乙县）。",
        ),
        "no targets": (
            POWER + VALUE + 'standard = "target"\n' + STEPS,
            ["12"],
            {},
            "5月，没有目标，本项不计分。",
        ),
        "last year": (
            POWER + VALUE + 'standard = "last_year"\n' + STEPS,
            ["12", "9"],
            {"base": ["10", "9"]},
            "5月，工业用电量高于上年同期的有1个（甲县），与上年同期持平的有1个（乙县）。"
            "工业用电量最高的是甲县（12.00万千瓦时），最低的是乙县（9.00万千瓦时）。",
        ),
        "a contribution of another measure, suspended": (
            POWER + 'as = "contribution"\nstandard = "own_share"\n' + STEPS,
            ["12"],
            {"base": ["13"], "city": {"level": "90", "base": "100"}},
            "5月，全市工业用电量比上年同期减少10.00万千瓦时，考评项甲暂停计分。",
        ),
    },
)
def test_sentences(row, values, more, text):
    assert said(row, values, **more) == text


@cases(
    "row, value, standard, gap_unit",
    {
        "a value by its measure": (SOLD + VALUE + 'standard = "city"\n' + STEPS,
                                   "产销率", "全市产销率", "百分点"),
        "growth": (POWER + 'as = "growth"\nstandard = "nation"\n' + STEPS,
                   "增速", "全国增速", "百分点"),
        "an increment against its target": (
            POWER + 'as = "increment"\nstandard = "target"\n' + STEPS, "增量", "目标", "万千瓦时",
        ),
        "a part, against last year": (POWER + 'as = "share"\nstandard = "last_year"\n' + STEPS,
                                      "占比", "上年同期", "百分点"),
        "a contribution": (POWER + 'as = "contribution"\nstandard = "own_share"\n' + STEPS,
                           "贡献率", "工业用电量比重", "百分点"),
        "completion": (POWER + 'as = "completion"\nstandard = 80\ngap = "percent"\n' + STEPS,
                       "完成率", "标准值", "%"),
        "the mean": (SOLD + VALUE + 'standard = "group_mean"\n' + STEPS,
                     "产销率", "平均值", "百分点"),
        "the lowest is the best": (SOLD + VALUE + 'standard = "best"\nbetter = "low"\n' + STEPS,
                                   "产销率", "最低值", "百分点"),
    },
)  # fmt: skip
def test_terms(row, value, standard, gap_unit):
    (own,) = with_row(row).indicators
    words = terms.names(own, "总产值")
    assert (words.value, words.standard, words.gap_unit) == (value, standard, gap_unit)


@pytest.mark.parametrize("method", [RANK, BETWEEN, EACH, BANDS])
def test_a_chart_without_a_standard_shows_values_and_points(method):
    chart = indicator_chart(card(POWER + VALUE + FREE + method, ["12", "7", None]), "item")
    assert {"5月", "得分（分）", "工业用电量（万千瓦时）", "缺数"} <= set(texts(chart))
    assert "标准值" not in "".join(texts(chart))
    assert alt_of(chart) == (
        "各县（市）区考评项甲：5月，甲县12.00万千瓦时最高，乙县7.00万千瓦时最低，丙县缺数。"
    )


def test_a_chart_of_the_lower_the_better_has_the_lowest_first():
    row = SOLD + VALUE + 'standard = 95\nbetter = "low"\n' + STEPS
    chart = indicator_chart(card(row, ["96", "94", "95"]), "item")
    assert [text for text in texts(chart) if text.endswith("县")] == ["乙县", "丙县", "甲县"]
    assert {"+1.00", "0.00", "−1.00", "标准值95%"} <= set(texts(chart))
    assert "乙县低1.00个百分点居首，甲县高1.00个百分点居末" in alt_of(chart)


def test_the_ends_of_between_are_told_group_by_group():
    own = card(POWER + VALUE + FREE + BETWEEN, ["30", "10", "20", "50"])
    groups = dict(zip(NAMES, ["城区", "城区", "县域", "县域"], strict=False))
    regions = tuple(replace(r, group=groups.get(r.name, "")) for r in own.panel.regions)
    book = with_row(POWER + VALUE + FREE + BETWEEN, '[ranking]\nwithin = "group"\n')
    grouped = make_card(replace(own.panel, regions=regions), book)
    assert indicator(grouped, book.indicators[0]) == [
        "5月，城区工业用电量最高的是甲县（30.00万千瓦时，得12.00分），"
        "最低的是乙县（10.00万千瓦时，得6.00分）。"
        "县域工业用电量最高的是丁县（50.00万千瓦时，得12.00分），"
        "最低的是丙县（20.00万千瓦时，得6.00分）。"
    ]
