"""提示事项: what is missing, decided, suspended or unusual; each said once, without an order."""

from decimal import Decimal

from fzlib.errors import Place, Problem
from fzlib.presentation.prose.notices import period_notices
from fzlib.scoring.card import make_card
from fzlib.scoring.panel import Region, build_panel
from fzlib.scoring.periods import Period
from tests.presentation.books import ROW, SHIPPED, book
from tests.presentation.cards import (
    AVERAGE,
    CITY,
    DATASET,
    REVENUE,
    card,
    cases,
    notices_of,
    only,
    region,
)
from tests.scoring.cities import SHAOYANG

FALLING, FELL = region("4", "950", "1000"), "比上年同期减少50.00亿元"
FLAT = region("4", "1000", "1000", ytd={"output": "3000", "base": "2900"})  # in the month only
NO_GROWTH = region(None, "105", "100", expected="5")


@cases(
    "counties, texts",
    {
        "nothing is missing": ({"甲县": AVERAGE}, []),
        "both spans of an indicator together": (
            {"甲县": NO_GROWTH, "乙县": AVERAGE},
            ["甲县当月和累计增加值增速缺数（本地未报），没有总分和位次。"],
        ),
        "counties that lack the same: one sentence": (
            {"甲县": NO_GROWTH, "乙县": NO_GROWTH},
            ["甲县、乙县当月和累计增加值增速缺数（本地未报），没有总分和位次。"],
        ),
        "one span of several indicators": (
            {
                "甲县": region("5", None, "100", expected="5", ytd={"output": "105"}),
                "乙县": AVERAGE,
            },
            ["甲县当月总产值增速、实际完成增量、增量贡献率缺数（本地未报），没有总分和位次。"],
        ),
        "no expectation for one county": (
            {"甲县": region("5", "105", "100"), "乙县": AVERAGE},
            ["甲县当月和累计实际完成增量缺数（标准值未发布），没有总分和位次。"],
        ),
        "two reasons": (
            {"甲县": region(None, "105", "100"), "乙县": AVERAGE},
            [
                "甲县当月和累计增加值增速缺数（本地未报），没有总分和位次。",
                "甲县当月和累计实际完成增量缺数（标准值未发布），没有总分和位次。",
            ],
        ),
    },
)
def test_missing(counties, texts):
    assert notices_of(card(counties), "缺数") == texts


@cases(
    "more, items",
    {
        "nation and province": ({"nation": None, "province": None}, "增加值增速"),
        "the city": ({"city": region("4")}, "总产值增速、增量贡献率"),
    },
)
def test_a_standard_is_missing_for_all(more, items):
    counties = {f"{name}县": AVERAGE for name in "甲乙丙"}
    assert notices_of(card(counties, **more), "缺数") == [
        f"当月和累计{items}没有标准值，各县（市）区均没有总分和位次。"
    ]


def test_missing_for_many_is_counted():
    counties = {f"{name}县": NO_GROWTH for name in "甲乙丙丁戊己庚"} | {"辛县": AVERAGE}
    (text,) = notices_of(card(counties), "缺数")
    assert text.startswith("甲县、乙县、丙县、丁县、戊县、己县等7个当月和累计增加值增速缺数")


def test_preliminary():
    ytd_missing = region("4.0", ytd={"va_growth": None})
    for province, spans in ((None, "当月和累计"), (ytd_missing, "累计")):
        assert notices_of(card({"甲县": AVERAGE, "乙县": AVERAGE}, province=province), "暂算") == [
            f"{spans}增加值增速的标准值只有全国、全省之一，另一个公布后得分可能变动。"
        ]


@cases(
    "expected, text",
    {
        "an expected fall, with the provisional figure": (
            "-2",
            "减少2.00亿元，按预期的绝对值测算得78.00分",
        ),
        "all decimals: not 减少0.00亿元": (
            "-0.005",
            "减少0.005亿元，按预期的绝对值测算得20028.00分",
        ),
        "nothing expected: no figure at all": ("0", "0.00亿元"),
    },
)
def test_referred(expected, text):
    county = region("5", "105", "100", expected=expected, ytd={"expected": "5"})
    assert notices_of(card({"甲县": county, "乙县": AVERAGE}), "待审定") == [
        f"预期增量不为正，没有完成率，审定前没有总分和位次：甲县当月实际完成增量（预期为{text}）。"
    ]


def test_all_that_is_referred_is_one_notice():
    county = region("5", "105", "100", expected="0")
    (text,) = notices_of(card({"甲县": county, "乙县": county}), "待审定")
    assert text.count("审定前没有总分和位次") == 1
    assert text.count("预期为0.00亿元") == 4


@cases(
    "city, period, parts",
    {
        "a fall in both spans": (
            FALLING,
            "2023-05",
            [("5月", FELL, "当月", 8), ("1—5月", FELL, "累计", 8)],
        ),
        "no increment in the month only": (FLAT, "2023-05", [("5月", "与上年同期相同", "当月", 8)]),
        "1—2月 is said once": (FALLING, "2023-02", [("1—2月", FELL, "当月和累计", 16)]),
        "the city grows": (CITY, "2023-05", []),
    },
)
def test_suspended(city, period, parts):
    card_ = card({"甲县": AVERAGE, "乙县": AVERAGE}, city=city, period=period)
    assert notices_of(card_, "暂停计分") == [
        f"{when}全市产值{change}，{spans}增量贡献率不计分（全部2个县（市）区），"
        f"总分为其余各项之和，基准分相应减少{base}分。"
        for when, change, spans, base in parts
    ]


def test_ruled():
    rulings = [
        ("甲县", "increment.month", "6.5", "市工信局意见"),
        ("乙县", "increment.ytd", "0", "会议纪要第3号"),
    ]
    assert notices_of(card({"甲县": AVERAGE, "乙县": AVERAGE}, rulings=rulings), "已审定") == [
        "甲县当月实际完成增量审定为6.50分（依据：市工信局意见）。",
        "乙县累计实际完成增量审定为0.00分（依据：会议纪要第3号）。",
    ]


def test_flags():
    counties = {
        "甲县": region("-1.0", "2", "1", expected="0.5"),
        "乙县": AVERAGE,
        "丙县": region("5", "105", growth="5.0", expected="5"),
    }
    flags = {kind: text for kind, text in period_notices(card(counties)) if kind.endswith("）")}
    assert flags == {
        "异常高分（高）": "得分超过该项分值的2倍。当月和累计实际完成增量：甲县。",
        "基数较小（小）": "产值比重低于0.5%，得分波动较大。"
        "当月和累计总产值增速、实际完成增量、增量贡献率：甲县。",
        "产值与增加值增速方向相反（反）": "总产值按现价计算，增加值增速扣除价格因素。"
        "当月和累计增加值增速、总产值增速：甲县。",
        "推算（推）": "同期数由本期数和增速推算。当月和累计实际完成增量、增量贡献率：丙县。",
    }


def test_a_flag_on_every_county():
    card_ = card({"甲县": AVERAGE, "乙县": AVERAGE}, city=region("4", "1001", "1000"))
    assert notices_of(card_, "全市增量过小（微）") == [
        "全市增量不到同期数的0.5%，贡献率被放大。当月和累计增量贡献率：全部2个县（市）区。"
    ]


def test_revenue_is_called_revenue():
    county = region("-1.0", "105", growth="5.0")
    kinds = dict(period_notices(card({"甲县": county}, book=SHAOYANG, dataset=REVENUE)))
    assert "营业收入与增加值增速方向相反（反）" in kinds
    assert not any("产值" in text for text in (*kinds, *kinds.values()))


@cases(
    "level, text",
    {
        "the same": ("210.00", "与全市一致"),
        "rounding; a share of 0.00 % is left out": (
            "210.01",
            "210.00亿元，比全市少0.01亿元，为四舍五入所致",
        ),
        "more than rounding: in words, unsigned": (
            "200.00",
            "210.00亿元，比全市多10.00亿元（5.00%）",
        ),
        "less": ("250.00", "210.00亿元，比全市少40.00亿元（16.00%）"),
    },
)
def test_sums(level, text):
    counties = {name: region("5", "105.00", "100") for name in ("甲县", "乙县")}
    card_ = card(counties, city=region("4", level, "200"), book=only("output_growth"))
    assert notices_of(card_, "合计核对") == [
        f"5月总产值，全市{level}亿元，各县（市）区合计{text}。"
    ]


def test_sums_of_the_first_period_are_said_once():
    assert len(notices_of(card({"甲县": AVERAGE}, period="2023-02"), "合计核对")) == 1


def test_no_sum_where_a_county_is_missing():
    assert notices_of(card({"甲县": region("5")}), "合计核对") == []


def test_warnings_say_what_is_there_and_not_what_to_do():
    warning = Problem(Place("monthly/2023-05.csv", "", "D7"), "甲县总产值5亿元", "核对单位")
    assert period_notices(card({"甲县": AVERAGE}), [warning])[-1] == (
        "数据核对",
        "monthly/2023-05.csv › D7：甲县总产值5亿元。",
    )


def test_ratios_of_counties_are_not_summed():
    # 万元产值能耗 of the city is no sum of its counties'
    text = SHIPPED["fuzhou/rules/2023.toml"].read_text("utf-8").split("[[indicator]]")[0]
    energy = (
        '[[measure]]\ncode = "energy"\nname = "万元产值能耗"\nunit = "吨标准煤/万元"\n'
        "[[indicator]]\n" + ROW + 'measure = "energy"\nas = "value"\nstandard = "city"\n'
        'spans = ["month"]\nbetter = "low"\nbase = 6\nper_step = 1\nstep = 1\ncap = 12\n'
    )
    own = book(text + energy)
    regions = [Region("全国", "nation"), Region("某省", "province"), Region("某市", "city")]
    regions += [Region(name, "county", assessed=True) for name in ("甲县", "乙县")]
    figures = {("energy", "month", name): Decimal("0.2") for name in ("甲县", "乙县", "某市")}
    panel = build_panel(Period(2023, 5), regions, figures, dataset=DATASET, series=own.series)
    assert notices_of(make_card(panel, own), "合计核对") == []
