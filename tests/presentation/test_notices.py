"""提示事项: what is missing, decided, suspended or unusual; each said once, without an order."""

import re
from decimal import Decimal

from fzlib.errors import Place, Problem
from fzlib.presentation.prose.notices import county_hints, period_hints
from fzlib.scoring.card import make_card
from fzlib.scoring.panel import Region, build_panel
from fzlib.scoring.periods import Period
from fzlib.vocabulary import FLAGS
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
            ["甲县当月和累计增加值增速数据缺报，不计总分和位次。"],
        ),
        "counties that lack the same: one sentence": (
            {"甲县": NO_GROWTH, "乙县": NO_GROWTH, "丙县": AVERAGE},
            ["甲县、乙县当月和累计增加值增速数据缺报，不计总分和位次。"],
        ),
        "one span of several indicators": (
            {
                "甲县": region("5", None, "100", expected="5", ytd={"output": "105"}),
                "乙县": AVERAGE,
            },
            ["甲县当月总产值增速、实际完成增量、增量贡献率数据缺报，不计总分和位次。"],
        ),
        "no expectation for one county": (
            {"甲县": region("5", "105", "100"), "乙县": AVERAGE},
            ["甲县当月和累计实际完成增量标准值尚未取得，不计总分和位次。"],
        ),
        "two reasons": (
            {"甲县": region(None, "105", "100"), "乙县": AVERAGE},
            [
                "甲县当月和累计增加值增速数据缺报，不计总分和位次。",
                "甲县当月和累计实际完成增量标准值尚未取得，不计总分和位次。",
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
        f"当月和累计{items}标准值尚未取得，各县（市）区均不计总分和位次。"
    ]


def test_missing_for_many_names_them_all():
    counties = {f"{name}县": NO_GROWTH for name in "甲乙丙丁戊己庚"} | {"辛县": AVERAGE}
    (text,) = notices_of(card(counties), "缺数")
    who = "甲县、乙县、丙县、丁县、戊县、己县、庚县"
    assert text == f"{who}当月和累计增加值增速数据缺报，不计总分和位次。"


def test_preliminary():
    ytd_missing = region("4.0", ytd={"va_growth": None})
    cases_ = [
        ({"province": None}, "全省", "当月和累计", "全国"),
        ({"province": ytd_missing}, "全省", "累计", "全国"),
        ({"nation": None}, "全国", "当月和累计", "全省"),
    ]
    for more, due, spans, out in cases_:
        assert notices_of(card({"甲县": AVERAGE, "乙县": AVERAGE}, **more), "暂算") == [
            f"{due}数尚未取得，{spans}增加值增速的标准值暂按{out}数确定，取得后得分可能变动。"
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
            "减少0.0050亿元，按预期的绝对值测算得20028.00分",
        ),
        "nothing expected: no figure at all": ("0", "0.00亿元"),
    },
)
def test_referred(expected, text):
    county = region("5", "105", "100", expected=expected, ytd={"expected": "5"})
    assert notices_of(card({"甲县": county, "乙县": AVERAGE}), "待审定") == [
        f"预期增量不为正，没有完成率，审定前不计总分和位次：甲县当月实际完成增量（预期为{text}）。"
    ]


def test_all_that_is_referred_is_one_notice():
    county = region("5", "105", "100", expected="0")
    (text,) = notices_of(card({"甲县": county, "乙县": county}), "待审定")
    assert text.count("审定前不计总分和位次") == 1
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
        "1—2月 is said once": (FALLING, "2023-02", [("1—2月", FELL, "", 16)]),
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


def told(card_, *problems):
    """Kind → text of every hint; no kind is there twice."""
    hints = period_hints(card_, problems)
    texts = {hint.kind: hint.text(card_) for hint in hints}
    assert len(texts) == len(hints)
    return texts


def label(code):
    return f"{FLAGS[code].name}（{FLAGS[code].mark}）"


def meaning(code):
    return FLAGS[code].of("总产值").meaning


def test_flags():
    counties = {
        "甲县": region("-1.0", "2", "1", expected="0.5"),
        "乙县": AVERAGE,
        "丙县": region("5", "105", growth="5.0", expected="5"),
    }
    flags = {kind: text for kind, text in told(card(counties)).items() if kind.endswith("）")}
    whose = {
        "high": "甲县当月和累计实际完成增量",
        "small_base": "甲县当月和累计总产值增速、实际完成增量、增量贡献率",
        "opposite_signs": "甲县当月和累计增加值增速、总产值增速",
        "derived_base": "丙县当月和累计实际完成增量、增量贡献率",
    }
    assert flags == {label(code): f"{meaning(code)}：{who}。" for code, who in whose.items()}


def test_a_flag_on_every_county():
    card_ = card({"甲县": AVERAGE, "乙县": AVERAGE}, city=region("4", "1001", "1000"))
    assert notices_of(card_, label("small_city_increment")) == [
        f"{meaning('small_city_increment')}：全部2个县（市）区当月和累计增量贡献率。"
    ]


def test_revenue_is_called_revenue():
    county = region("-1.0", "105", growth="5.0")
    kinds = told(card({"甲县": county}, book=SHAOYANG, dataset=REVENUE))
    assert "营业收入与增加值增速方向相反（反）" in kinds
    assert not any("产值" in text for text in (*kinds, *kinds.values()))


@cases(
    "level, kind, text",
    {
        "the same": ("210.00", "合计核对", "一致：当月总产值"),
        "rounding": ("210.01", "合计核对", "的相差为四舍五入所致：当月总产值"),
        "more than rounding: in words, unsigned": (
            "200.00",
            "数据核对",
            "不一致：福州市当月总产值（合计210.00亿元，比全市多10.00亿元（5.00%））",
        ),
        "less": (
            "250.00",
            "数据核对",
            "不一致：福州市当月总产值（合计210.00亿元，比全市少40.00亿元（16.00%））",
        ),
    },
)
def test_sums(level, kind, text):
    counties = {name: region("5", "105.00", "100") for name in ("甲县", "乙县")}
    card_ = card(counties, city=region("4", level, "200"), book=only("output_growth"))
    hints = [hint for hint in period_hints(card_) if "合计" in hint.matter]
    texts = [re.sub("^各县（市）区合计与全市", "", hint.text(card_)) for hint in hints]
    assert ([hint.kind for hint in hints], texts) == ([kind], [f"{text}。"])
    # what does not add up concerns every county, what does none
    on_sheet = [hint for hint in county_hints(card_, "甲县") if "合计" in hint.matter]
    assert on_sheet == (hints if kind == "数据核对" else [])


def test_sums_of_the_first_period_are_said_once():
    assert notices_of(card({"甲县": AVERAGE}, city=AVERAGE, period="2023-02"), "合计核对") == [
        "各县（市）区合计与全市一致：总产值。"
    ]


def test_no_sum_where_a_county_is_missing():
    hints = period_hints(card({"甲县": region("5")}))
    assert not any("合计" in hint.matter for hint in hints)


CELL = Place("monthly/2023-05.csv", "", "D7")


def absent(*figures):
    what = "空缺，按缺数处理"
    return Problem(CELL, what, "有数后补填重算", False, "figure.absent", figures, "数据缺报")


def doubtful(matter, *figures):
    return Problem(CELL, "D7", "核对", True, "figure.unusual", figures, matter)


def test_what_is_in_doubt_stands_after_what_bears_on_a_score_without_its_cell():
    card_ = card({"甲县": NO_GROWTH, "乙县": AVERAGE}, city=region("4", "210", "200"))
    problems = [
        doubtful("与本地前期不同", ("output", "month", "乙县")),
        doubtful("与上期不同", ("base", "ytd", "乙县"), ("base", "ytd", "福州市")),
        doubtful("与本地前期不同", ("va_growth", "ytd", "乙县"), ("output", "ytd", "乙县")),
    ]
    hints = period_hints(card_, problems)
    assert [hint.text(card_) for hint in hints if hint.kind == "数据核对"] == [
        "与本地前期不同：乙县当月和累计总产值，累计增加值增速。",
        "与上期不同：乙县、福州市累计上年同期总产值。",
    ]
    assert [hint.kind for hint in hints] == ["缺数", "数据核对", "数据核对", "合计核对"]
    own = [hint.text(card_) for hint in county_hints(card_, "甲县", problems)]
    assert own == [
        "甲县当月和累计增加值增速数据缺报，不计总分和位次。",
        "与上期不同：福州市累计上年同期总产值。",
    ]


def test_a_figure_absent_is_told_with_the_item_that_lacks_it_and_else_by_itself():
    figure = ("va_growth", "month", "甲县")
    card_ = card({"甲县": NO_GROWTH, "乙县": AVERAGE})
    assert told(card_, absent(figure)) == told(card_)
    rulings = [("甲县", f"va_growth.{span}", "10", "会议纪要") for span in ("month", "ytd")]
    ruled = card({"甲县": NO_GROWTH, "乙县": AVERAGE}, rulings=rulings)
    hints = [hint.text(ruled) for hint in period_hints(ruled, [absent(figure)])]
    assert "甲县当月增加值增速数据缺报。" in hints


def test_nation_or_province_absent_is_told_with_what_it_makes_preliminary():
    card_ = card({"甲县": AVERAGE, "乙县": AVERAGE}, province=None)
    figures = [("va_growth", span, "福建省") for span in ("month", "ytd")]
    assert told(card_, *map(absent, figures)) == told(card_)


def test_what_is_about_no_figure_is_a_sentence_what_is_about_form_is_named_once():
    card_ = card({"甲县": AVERAGE})
    beside = "平潭县不在考评范围，未计入"
    problems = [
        Problem(CELL, beside, kind="region.not_assessed", matter=beside),
        Problem(CELL, "“备注”列没有用到", kind="column.unknown"),
        Problem(CELL, "“说明”列没有用到", kind="column.unknown"),
    ]
    texts = [(hint.kind, hint.text(card_)) for hint in period_hints(card_, problems)]
    assert ("数据核对", f"{beside}。") in texts
    assert texts[-1] == ("输入文件", "另有提示：未用到的列。")
    assert county_hints(card_, "甲县", problems) == county_hints(card_, "甲县")


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
