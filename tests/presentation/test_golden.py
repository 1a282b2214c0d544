"""The tone of a report: the golden month says these very sentences."""

import pytest

from fzlib.presentation import city_table, monthly
from fzlib.presentation.prose import city, indicators, results
from tests.presentation.cards import GOLDEN, card_of, row, shown, titles_of


@pytest.fixture(scope="module")
def card():
    return card_of(GOLDEN, "2023-05")


def test_the_city(card):
    # the folder has no city row of expectations: their sum is labelled so (contract, section 2)
    assert city.overview(card) == [
        "本期考评12个县（市）区和高新区（以下简称各县（市）区）。",
        "5月，全市规模以上工业（以下简称规上工业）增加值同比增长5.1%，分别高于全国、全省1.6个和1.3个百分点；"
        "1—5月增长4.3%，分别高于全国、全省0.7个和1.1个百分点。",
        "当月规上工业总产值768.88亿元，同比增长2.9%（现价）；"
        "增量21.48亿元，为月度预期（各县（市）区预期合计32.63亿元）的65.83%。",
        "1—5月规上工业总产值3731.62亿元，同比增长2.7%（现价）；"
        "增量97.02亿元，为累计预期（各县（市）区预期合计140.42亿元）的69.09%。",
    ]


def test_the_results(card):
    assert [text for text in results.results(card) if text] == [
        "12个县（市）区和高新区中，居前3位的是福清市（217.94分）、连江县（162.11分）、台江区（132.35分）；"
        "居后3位的是闽清县（20.62分）、鼓楼区（10.38分）、闽侯县（7.60分）。"
        "达到基准分（72分）的有6个：福清市、连江县、台江区、高新区、马尾区、晋安区。",
        "单项得分超过分值2倍的县（市）区有3个："
        "福清市当月增量贡献率得76.50分、累计增量贡献率得56.98分，合计占其总分的61.25%；"
        "连江县当月增量贡献率得40.22分、累计增量贡献率得36.80分，合计占其总分的47.51%；"
        "台江区当月实际完成增量一项得54.67分，占其总分的41.31%。",
        "台江区当月产值比重为0.13%，增量每变动0.01亿元，影响实际完成增量得分6.67分；"
        "累计产值比重为0.12%，增量每变动0.01亿元，影响实际完成增量得分1.67分。",
    ]


def test_a_fall(card):
    month, _ = indicators.indicator(card, card.book.indicators[3])
    assert month.endswith(
        "长乐区产值比上年同期减少0.80亿元，贡献率为−3.72%，低于其产值比重25.47个百分点。"
    )


@pytest.mark.parametrize(
    ("indicator", "month"),
    [
        (
            0,
            "5月，标准值为全省增速（增长3.8%）；"
            "高于标准值的有7个，与标准值持平的有1个（罗源县），低于标准值的有5个。"
            "最高的是台江区（增长12.4%），最低的是闽侯县（下降1.4%）。"
            "得满分（15分）的有5个，得0分的有2个（鼓楼区、闽侯县）。",
        ),
        (
            1,
            "5月，标准值为全市增速（增长2.9%）；高于标准值的有6个，低于标准值的有7个。"
            "最高的是台江区（增长11.1%），最低的是鼓楼区（下降3.5%）。"
            "得满分（15分）的有4个（台江区、福清市、连江县、高新区），"
            "得0分的有2个（鼓楼区、闽侯县）。",
        ),
        (
            2,
            "5月，增量达到月度预期的有7个，完成率最高的是台江区（333.33%）。"
            "产值低于上年同期的有4个：闽侯县（减少2.10亿元）、长乐区（减少0.80亿元）、"
            "鼓楼区（减少0.22亿元）、闽清县（减少0.10亿元）。",
        ),
    ],
)
def test_the_indicators(card, indicator, month):
    assert indicators.indicator(card, card.book.indicators[indicator])[0] == month


def test_the_masthead(card):
    head = shown(monthly.masthead(card))
    for text in (
        "2023年5月工业争先增效行动考评情况",
        "示例数据",
        "落款单位：（示例） 异议联系方式：未注明",
        "分别高于全国、全省1.6个和1.3个百分点",
        "为月度预期的65.83%；1—5月增量97.02亿元，为累计预期的69.09%",
        "20.62分、10.38分、7.60分",
        "达到基准分（72分）",
        "福清市、连江县、台江区",
        "217.94分、162.11分、132.35分",
    ):
        assert text in head


def test_the_city_in_a_table(card):
    table = city_table.city(card, "表1　全市主要指标")
    assert table.caption == "表1　全市主要指标"
    assert titles_of(table) == ["指标", "单位", "当月（5月）", "累计（1—5月）"]
    assert row(table, "福建省规上工业增加值增速") == ["%", "3.8", "3.2"]
    assert row(table, "各县（市）区预期合计") == ["亿元", "32.63", "140.42"]
    assert row(table, "完成预期") == ["%", "65.83", "69.09"]
