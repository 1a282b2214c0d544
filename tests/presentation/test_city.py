"""一、全市总体情况: rises, falls, zeros, what is not out yet, the expectation."""

from fzlib.presentation.prose.city import overview
from tests.presentation.cards import AVERAGE, CITY, FUZHOU, REVENUE, card, cases, only, region
from tests.scoring.cities import SHAOYANG

YTD = {"va_growth": "3.0"}


def growth(city, *, before=None, period="2023-05", **more):
    """The first paragraph; ``before``: the city in the period before."""
    earlier = {"2023-05": "2023-04", "2023-03": "2023-02"}[period]
    previous = before and card({"甲县": AVERAGE}, city=before, period=earlier)
    return overview(card({"甲县": AVERAGE}, city=city, period=period, previous=previous, **more))[0]


@cases(
    "now, text",
    {
        "a rise": ("5.1", "同比增长5.1%，分别高于"),
        "a fall, unsigned": ("-3.2", "同比下降3.2%，分别低于"),
        "zero: no 同比 before 与上年同期持平": ("0.0", "与上年同期持平，分别低于"),
    },
)
def test_growth(now, text):
    paragraph = growth(region(now, "105", "100"), nation="4.5")
    assert paragraph.startswith(f"5月，全市规模以上工业（以下简称规上工业）增加值{text}")


@cases(
    "now, before, text",
    {
        "with a size": ("5.0", "4.1", "增长5.0%，较上月加快0.9个百分点，"),
        "as before: 与, not 较": ("4.1", "4.1", "增长4.1%，与上月持平，"),
        "a smaller fall": ("-1.0", "-3.0", "下降1.0%，较上月降幅收窄2.0个百分点，"),
        "down to zero, without a size": ("0.0", "1.0", "与上年同期持平，较上月回落至持平，"),
    },
)
def test_change_of_growth(now, before, text):
    assert text in growth(region(now, "1", "1"), before=region(before, "1", "1"))


def test_after_the_first_period_last_month_is_1_2():
    now = region("5.0", "105", "100", ytd={"va_growth": "4.0", "output": "205", "base": "200"})
    assert growth(now, before=region("3.0", "100", "100"), period="2023-03") == (
        "3月，全市规模以上工业（以下简称规上工业）增加值同比增长5.0%，较1—2月加快2.0个百分点，"
        "与全国持平、高于全省1.0个百分点；"
        "1—3月增长4.0%，较1—2月加快1.0个百分点，低于全国1.0个百分点、与全省持平。"
    )


def test_the_year_to_date_is_compared_with_the_one_before():
    paragraph = growth(region("5.0", "1", "1"), before=region("4.0", "1", "1"))
    assert "1—5月增长5.0%，较1—4月加快1.0个百分点" in paragraph


def test_no_period_before_nothing_said():
    assert growth(region("4.0", "1", "1")) == (
        "5月，全市规模以上工业（以下简称规上工业）增加值同比增长4.0%，低于全国1.0个百分点、与全省持平；"
        "1—5月增长4.0%，低于全国1.0个百分点、与全省持平。"
    )


def test_the_first_period_is_said_once():
    texts = overview(card({"甲县": AVERAGE}, period="2023-02"))
    assert texts == [
        "1—2月，全市规模以上工业（以下简称规上工业）增加值同比增长4.0%，低于全国1.0个百分点、与全省持平。",
        "1—2月规上工业总产值1050.00亿元，同比增长5.0%（现价）；"
        "增量50.00亿元，为预期（各县（市）区预期合计5.00亿元）的1000.00%。",
    ]


@cases(
    "nation, province, text",
    {
        "the province is not out yet": (
            "5.0",
            None,
            "。全省（福建省）增速尚未取得，标准值暂取全国增速，得分为暂算。",
        ),
        "nor the nation": (None, "4.0", "。全国增速尚未取得，标准值暂取全省增速，得分为暂算。"),
        "neither": (None, None, "。全国、全省增速均未取得，增加值增速没有标准值。"),
        "only the year-to-date: the span is named": (
            "5.0",
            region("4.0", ytd={"va_growth": None}),
            "。1—5月全省（福建省）增速尚未取得，标准值暂取全国增速，得分为暂算。",
        ),
        "one a span: not “neither”": (
            region(None, ytd={"va_growth": "5.0"}),
            region("4.0", ytd={"va_growth": None}),
            "。5月全国增速尚未取得，标准值暂取全省增速，得分为暂算。"
            "1—5月全省（福建省）增速尚未取得，标准值暂取全国增速，得分为暂算。",
        ),
    },
)
def test_what_is_not_out_yet(nation, province, text):
    paragraph = growth(region("4.0", "1", "1"), nation=nation, province=province)
    assert paragraph.endswith(text)


def test_only_one_to_compare_with():
    lead = "5月，全市规模以上工业（以下简称规上工业）增加值同比增长4.0%"
    without_province = growth(region("4.0", "1", "1"), province=None)
    assert without_province.startswith(f"{lead}，低于全国1.0个百分点；1—5月")
    without_both = growth(region("4.0", "1", "1"), nation=None, province=None)
    assert without_both.startswith(f"{lead}；1—5月增长4.0%。")


def test_a_city_without_figures():
    assert overview(card({"甲县": AVERAGE}, city=region())) == [
        "5月，全市规模以上工业（以下简称规上工业）增加值增速数据缺报；1—5月增速数据缺报。",
        "5月，全市规上工业总产值数据缺报。",
        "1—5月，全市规上工业总产值数据缺报。",
    ]


RISING, FALLING = ("4.0", "1050", "1000"), ("4.0", "960", "1000")
RISE = "当月规上工业总产值1050.00亿元，同比增长5.0%（现价）；增量50.00亿元"
FALL = "当月规上工业总产值960.00亿元，同比下降4.0%（现价）；比上年同期减少40.00亿元"


def level(city, *expected, **more):
    """The month's level; a county a figure of ``expected``."""
    counties = {
        f"{name}县": region("5.0", "105", "100", expected=figure)
        for name, figure in zip("甲乙", expected or ["5"], strict=False)
    }
    return overview(card(counties, city=city, **more))[1]


@cases(
    "given, text",
    {
        "a city row of expectations": (
            [region(*RISING, expected="40")],
            f"{RISE}，为月度预期（40.00亿元）的125.00%。",
        ),
        "no city row: the counties' sum, labelled": (
            [CITY, "5", "20"],
            f"{RISE}，为月度预期（各县（市）区预期合计25.00亿元）的200.00%。",
        ),
        "an expectation is missing: no sum": ([CITY, "5", None], f"{RISE}。"),
        "a fall has no share of its expectation": (
            [region(*FALLING, expected="40")],
            f"{FALL}，月度预期为40.00亿元。",
        ),
        "a fall against the counties' sum": (
            [region(*FALLING)],
            f"{FALL}，月度预期（各县（市）区预期合计）为5.00亿元。",
        ),
        "an expected fall: unsigned": (
            [region(*RISING, expected="-3")],
            f"{RISE}，月度预期为减少3.00亿元。",
        ),
        "nothing expected: no share": (
            [region(*RISING, expected="0")],
            f"{RISE}，月度预期为0.00亿元。",
        ),
        "no base: no growth, no increment": (
            [region("4.0", "1050")],
            "当月规上工业总产值1050.00亿元。",
        ),
        "no increment: no 同比与上年同期持平, no 持平 twice": (
            [region("4.0", "1000", "1000")],
            "当月规上工业总产值1000.00亿元，与上年同期持平（现价）；"
            "增量0.00亿元，月度预期（各县（市）区预期合计）为5.00亿元。",
        ),
    },
)
def test_level(given, text):
    assert level(*given) == text


def test_no_expectation_where_the_rule_book_scores_none():
    book = only("va_growth", "output_growth", spans=FUZHOU.spans)
    assert level(CITY, book=book) == f"{RISE}。"


def test_year_to_date_only_and_revenue():
    card_ = card({"甲县": AVERAGE}, book=SHAOYANG, dataset=REVENUE, period="2025-05")
    assert overview(card_) == [
        "1—5月，全市规模工业增加值同比增长4.0%，低于全国1.0个百分点、与全省持平。",
        "1—5月规模工业营业收入1050.00亿元，同比增长5.0%；增量50.00亿元。",
    ]
