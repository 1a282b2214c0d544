"""二、（二）起: counts, extremes, ties, zeros, what cannot be scored."""

from fzlib.presentation.prose.indicators import indicator
from tests.presentation.cards import AVERAGE, FUZHOU, REVENUE, card, cases, region
from tests.scoring.cities import SHAOYANG

NAMES = "甲乙丙丁戊己庚辛"
FALLING = region("4", "950", "1000")


def paragraph(code, *counties, span=0, **more):
    """What is said of an indicator; a county a ``region``, named 甲县, 乙县 …."""
    card_ = card({f"{name}县": c for name, c in zip(NAMES, counties, strict=False)}, **more)
    row = next(row for row in card_.book.indicators if row.code == code)
    return indicator(card_, row)[span]


def rates(*values, **more):
    return paragraph("va_growth", *(region(value, "105", "100") for value in values), **more)


@cases(
    "values, text",
    {
        "a rise, equal, a fall, the cap and the floor": (
            ("9.0", "5.0", "3.0", "-2.0"),
            "5月，标准值为全国增速（增长5.0%）；高于标准值的有1个（甲县），与标准值持平的有1个（乙县），"
            "低于标准值的有2个（丙县、丁县）。最高的是甲县（增长9.0%），最低的是丁县（下降2.0%）。"
            "得满分（15分）的有1个（甲县），得0分的有1个（丁县）。",
        ),
        "a tie at the top; zero in words": (
            ("6.0", "6.0", "0.0"),
            "5月，标准值为全国增速（增长5.0%）；高于标准值的有2个（甲县、乙县），"
            "低于标准值的有1个（丙县）。最高的是甲县、乙县（增长6.0%），"
            "最低的是丙县（与上年同期持平）。得0分的有1个（丙县）。",
        ),
        "all alike: no highest, no lowest; five are counted and not named": (
            ("6.0",) * 5,
            "5月，标准值为全国增速（增长5.0%）；高于标准值的有5个。5个县（市）区均增长6.0%。",
        ),
        "one is missing: the other is not called the highest": (
            ("6.0", None),
            "5月，标准值为全国增速（增长5.0%）；高于标准值的有1个（甲县）。甲县增长6.0%。乙县数据缺报。",
        ),
        "two are missing": (
            ("6.0", "7.0", None, None),
            "5月，标准值为全国增速（增长5.0%）；高于标准值的有2个（甲县、乙县）。"
            "最高的是乙县（增长7.0%），最低的是甲县（增长6.0%）。丙县、丁县数据缺报。",
        ),
        "nobody has reported": (
            (None, None),
            "5月，标准值为全国增速（增长5.0%）。甲县、乙县数据缺报。",
        ),
        "more than six tied: counted": (
            ("6.0",) * 7 + ("2.0",),
            "5月，标准值为全国增速（增长5.0%）；高于标准值的有7个，低于标准值的有1个（辛县）。"
            "最高的是甲县、乙县、丙县、丁县、戊县、己县等7个（增长6.0%），"
            "最低的是辛县（增长2.0%）。",
        ),
    },
)
def test_growth(values, text):
    assert rates(*values) == text


@cases(
    "nation, province, text",
    {
        "the province's is the higher": ("3.0", "5.0", "标准值为全省增速（增长5.0%）；"),
        "both, as rounded": ("5.0", "5.04", "标准值为全国、全省增速（增长5.0%）；"),
        "only one is out": ("5.0", None, "标准值为全国增速（增长5.0%，暂算）；"),
        "neither": (None, None, "全国、全省增速均未取得，本项不计分。"),
    },
)
def test_whose_growth_is_the_standard(nation, province, text):
    assert rates("6.0", nation=nation, province=province).startswith(f"5月，{text}")


def test_negative_points_are_counted():
    assert "得负分的有1个（乙县）。" in rates("6.0", "-2.0", floor="none")
    assert "得0分" not in rates("6.0", "-2.0", floor="none")


def test_the_first_period_is_said_once():
    card_ = card({"甲县": AVERAGE}, period="2023-02")
    for row in card_.book.indicators:
        (text,) = indicator(card_, row)
        assert text.startswith("1—2月，")


def test_output_growth_has_the_citys_as_standard():
    text = paragraph("output_growth", AVERAGE, region("5", "103", "100"))
    sides = "与标准值持平的有1个（甲县），低于标准值的有1个（乙县）"
    assert text.startswith(f"5月，标准值为全市增速（增长5.0%）；{sides}。")


@cases(
    "counties, text",
    {
        "one at its expectation": (
            [region("5", "110", "100", expected="8"), region("5", "103", "100", expected="8")],
            "增量达到月度预期的有1个（甲县），完成率最高的是甲县（125.00%）。",
        ),
        "nobody": (
            [region("5", "104", "100", expected="8"), region("5", "103", "100", expected="8")],
            "没有县（市）区的增量达到月度预期，完成率最高的是甲县（50.00%）。",
        ),
        "a tie": (
            [region("5", "110", "100", expected="5"), region("5", "130", "100", expected="15")],
            "增量达到月度预期的有2个（甲县、乙县），完成率最高的是甲县、乙县（200.00%）。",
        ),
        "falls, the largest first, unsigned": (
            [
                AVERAGE,
                region("5", "99.2", "100", expected="8"),
                region("5", "90", "100", expected="8"),
            ],
            "增量达到月度预期的有1个（甲县），完成率最高的是甲县（100.00%）。"
            "产值低于上年同期的有2个：丙县（减少10.00亿元）、乙县（减少0.80亿元）。",
        ),
        "a fall that rounds to nothing is counted, and not 减少0.00亿元": (
            [AVERAGE, region("5", "99.997", "100", expected="8")],
            "增量达到月度预期的有1个（甲县），完成率最高的是甲县（100.00%）。"
            "产值低于上年同期的有1个：乙县（减少不足0.01亿元）。",
        ),
        "nothing expected: referred, not “reached”": (
            [AVERAGE, region("5", "100", "100", expected="0")],
            "增量达到月度预期的有1个（甲县），完成率最高的是甲县（100.00%）。乙县待审定。",
        ),
        "an expected fall is referred": (
            [region("5", "99", "100", expected="-2")],
            "没有可比的预期增量。产值低于上年同期的有1个：甲县（减少1.00亿元）。甲县待审定。",
        ),
        "a level and an expectation are missing": (
            [AVERAGE, region("5", None, "100", expected="8"), region("5", "105", "100")],
            "增量达到月度预期的有1个（甲县），完成率最高的是甲县（100.00%）。乙县数据缺报，丙县标准值尚未取得。",
        ),
        "no expectations at all": ([region("5", "105", "100")], "没有预期增量，本项不计分。"),
        "no amount to compare with what is expected": (
            [region("5", None, None, expected="8")],
            "甲县数据缺报。",
        ),
    },
)
def test_increment(counties, text):
    assert paragraph("increment", *counties) == f"5月，{text}"


def test_many_falls_are_counted_and_cut():
    counties = [region("5", str(90 + n), "100", expected="5") for n in range(8)]
    text = paragraph("increment", *counties)
    assert "产值低于上年同期的有8个：甲县（减少10.00亿元）、" in text
    assert text.endswith("己县（减少5.00亿元）等。")


def test_expectations_of_the_first_period_are_neither_month_nor_year_to_date():
    assert paragraph("increment", AVERAGE, period="2023-02") == (
        "1—2月，增量达到预期的有1个（甲县），完成率最高的是甲县（100.00%）。"
    )


@cases(
    "counties, text",
    {
        "above, at and below; a fall": (
            [region("5", "210", "199.5"), region("5", "210", "200"), region("5", "210", "210.5")],
            "贡献率高于产值比重的有1个（甲县），与产值比重持平的有1个（乙县），"
            "低于产值比重的有1个（丙县）。甲县贡献率为21.00%，高于其产值比重1.00个百分点。"
            "丙县产值比上年同期减少0.50亿元，贡献率为−1.00%，低于其产值比重21.00个百分点。",
        ),
        "a tie for the widest gap: both": (
            [region("5", "105", "95"), region("5", "105", "95")],
            "贡献率高于产值比重的有2个（甲县、乙县）。甲县贡献率为20.00%，高于其产值比重10.00个百分点。"
            "乙县贡献率为20.00%，高于其产值比重10.00个百分点。",
        ),
        "a base is missing": (
            [AVERAGE, region("5", "105", None)],
            "贡献率与产值比重持平的有1个（甲县）。乙县数据缺报。",
        ),
        "nothing to say": ([region("5", "105", None)], "没有可以计算的贡献率。甲县数据缺报。"),
    },
)
def test_contribution(counties, text):
    assert paragraph("contribution", *counties) == f"5月，{text}"


@cases(
    "city, text",
    {
        "the city fell": (FALLING, "全市产值比上年同期减少50.00亿元，增量贡献率暂停计分。"),
        "the city did not move": (
            region("4", "1000", "1000"),
            "全市产值与上年同期持平，增量贡献率暂停计分。",
        ),
        "the city is missing": (region("4"), "全市产值或增量数据缺报，本项不计分。"),
    },
)
def test_contribution_without_a_rising_city(city, text):
    assert paragraph("contribution", AVERAGE, city=city) == f"5月，{text}"


def test_suspended_and_missing():
    text = paragraph("contribution", AVERAGE, region("5", "105", None), city=FALLING)
    assert text == "5月，全市产值比上年同期减少50.00亿元，增量贡献率暂停计分。乙县数据缺报。"


def test_a_missing_city_leaves_what_was_ruled():
    rulings = [("甲县", "output_growth.month", "10", "会议纪要")]
    text = paragraph("output_growth", AVERAGE, city=region("4"), rulings=rulings)
    assert text == "5月，全市产值增速数据缺报，本项不计分（甲县已审定）。"


def test_revenue():
    falling = region("5", "95", "100")
    more = {"book": SHAOYANG, "dataset": REVENUE}
    assert paragraph("contribution", AVERAGE, falling, **more) == (
        "1—5月，贡献率与营业收入比重持平的有1个（甲县），低于营业收入比重的有1个（乙县）。"
        "乙县营业收入比上年同期减少5.00亿元，贡献率为−10.00%，低于其营业收入比重19.05个百分点。"
    )
    assert paragraph("contribution", AVERAGE, city=FALLING, **more) == (
        "1—5月，全市营业收入比上年同期减少50.00亿元，增量贡献率暂停计分。"
    )


def test_every_span_of_the_rule_book():
    card_ = card({"甲县": AVERAGE})
    for row in FUZHOU.indicators:
        month, ytd = indicator(card_, row)
        assert (month[:3], ytd[:5]) == ("5月，", "1—5月，")
