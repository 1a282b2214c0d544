"""口径说明: the rules in words say what the rule book and its readings say."""

import pytest

from fzlib.analysis.readings import KEYS
from fzlib.presentation.prose import method
from fzlib.vocabulary import READINGS
from tests.presentation.cards import AVERAGE, FUZHOU, REVENUE, card, cases, only
from tests.scoring.cities import SHAOYANG


def rule(code, **more):
    card_ = card({"甲县": AVERAGE}, **more)
    return method.rules(card_)[[row.code for row in card_.book.indicators].index(code)]


def test_rules_in_words():
    assert [rule(row.code) for row in FUZHOU.indicators] == [
        "规上工业增加值增速（当月、累计，分值各15分）："
        "标准值取全国、全省增速中较高的一个，当月、累计分别取。"
        "达到标准值得10分，每高（低）0.1个百分点加（扣）0.2分，满分15分，扣至0分为止。"
        "指标值和标准值先四舍五入到1位小数，再求差距。得分＝10+差距÷0.1×0.2，保留2位小数。",
        "规上工业总产值增速（当月、累计，分值各15分）："
        "有公布值用公布值，没有则为（本期总产值÷上年同期总产值-1）×100；标准值为全市增速。"
        "达到标准值得10分，每高（低）0.1个百分点加（扣）0.2分，满分15分，扣至0分为止。"
        "指标值和标准值先四舍五入到1位小数，再求差距。得分＝10+差距÷0.1×0.2，保留2位小数。",
        "实际完成增量（当月、累计，分值各10分）："
        "增量＝本期-上年同期；标准值为预期增量；差距＝（增量-预期增量）÷预期增量×100。"
        "达到标准值得8分，每高（低）1%加（扣）0.2分，上不封顶，扣至0分为止。"
        "差距先四舍五入到2位小数。得分＝8+差距÷1×0.2，保留2位小数。",
        "增量贡献率（当月、累计，分值各10分）："
        "贡献率＝县区增量÷全市增量×100；标准值为产值比重＝县区产值÷全市产值×100。"
        "达到标准值得8分，每高（低）0.1个百分点加（扣）0.2分，上不封顶，扣至0分为止。"
        "指标值和标准值先四舍五入到2位小数，再求差距。得分＝8+差距÷0.1×0.2，保留2位小数。",
    ]


@cases(
    "code, readings, text",
    {
        "no floor": ("va_growth", {"floor": "none"}, "满分15分。"),
        "neither cap nor floor": ("increment", {"floor": "none"}, "上不封顶。"),
        "whole steps": ("increment", {"steps": "whole"}, "得分＝8+（差距÷1，取整）×0.2"),
        "divided by |预期|": (
            "increment",
            {"expected_nonpositive": "absolute"},
            "÷预期增量的绝对值×100",
        ),
    },
)
def test_rules_follow_the_readings(code, readings, text):
    assert text in rule(code, **readings)


def test_one_span_has_no_both():
    words = rule("va_growth", book=SHAOYANG, dataset=REVENUE)
    lead = "规模工业增加值增速（累计，分值15分）"
    assert words.startswith(f"{lead}：标准值取全国、全省增速中较高的一个。")
    card_ = card({"甲县": AVERAGE}, book=SHAOYANG, dataset=REVENUE)
    assert "产值" not in "".join(method.rules(card_))


def test_readings_with_their_alternatives():
    card_ = card({"甲县": AVERAGE})
    assert method.readings(card_, ("quarter_score", "year_missing")) == [
        "季度得分：各期总分的平均（另一种读法：季末一期的总分）。",
        "缺一期总分的县区的年度得分：不计（另一种读法：按已有各期平均）。",
    ]
    assert method.readings(card_) == [
        "不足一档：按比例计分（另一种读法：不足一档不计，向标准值取整）。",
        "单项下限：扣至0分为止（另一种读法：不设下限，可为负分）。",
        "全市增量不为正时的增量贡献率：暂停计分（另一种读法：照公式计分，全市增量为0时仍暂停计分）。",
        "预期增量不为正时的实际完成增量：待审定"
        "（另一种读法：除以预期的绝对值，预期为0时仍待审定）。",
    ]


@pytest.mark.parametrize("key", KEYS)
def test_each_reading_is_said_as_chosen(key):
    texts = {
        value: "".join(method.readings(card({"甲县": AVERAGE}, **{key: value})))
        for value in READINGS[key].choices
    }
    assert len(set(texts.values())) == len(texts)


def test_readings_of_what_is_not_scored_are_left_out():
    words = "".join(method.readings(card({"甲县": AVERAGE}, book=only("va_growth"))))
    assert "贡献率" not in words
    assert "预期" not in words


@pytest.mark.parametrize(
    ("book", "text"), [(FUZHOU, "本规则书为72分"), (SHAOYANG, "本规则书为28分")]
)
def test_the_base_is_that_of_the_rule_book(book, text):
    assert any(text in words for words in method.beyond(card({"甲县": AVERAGE}, book=book)))


def test_beyond_the_annex_uses_the_folders_word():
    words = "".join(method.beyond(card({"甲县": AVERAGE}, book=SHAOYANG, dataset=REVENUE)))
    assert "增量为本期营业收入减上年同期营业收入" in words
    assert "总产值" not in words
