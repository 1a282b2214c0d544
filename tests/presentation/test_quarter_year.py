"""Quarter and year in words: ties, absent periods, 1—2月, who is on target, conversion."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.desk import result
from fzlib.presentation.prose import commending as listing
from fzlib.presentation.prose import quarter_year
from fzlib.scoring.on_target import on_target_grid
from fzlib.scoring.rulebook import Conversion
from fzlib.vocabulary import READINGS
from tests.presentation.cards import AVERAGE, REVENUE, card, cases, only, region
from tests.presentation.periods import commending, folder, read_well, year_of
from tests.scoring.cities import SHAOYANG

FOUR = {"甲县": "40", "乙县": "30", "丙县": "20", "丁县": "10"}
Q1 = {"2023-02": FOUR, "2023-03": FOUR}
Q2 = {"2023-04": FOUR, "2023-05": FOUR, "2023-06": FOUR}
BASE = {"on_target": "base_total"}
OF_BEST = Conversion("年度考核", "year", Decimal("2.5"), "of_best")
HOLE = "缺2023年3月数据，年度得分暂不计算。"


def of(scores, what, **more):
    cards = year_of(scores, **more)
    return result(cards, what), cards


def one_period(scores, **more):
    return of({"2023-02": scores}, "2023", **more)


@cases(
    "scores, text",
    {
        "three": (FOUR, "中，居前3位的是甲县（40.00分）、乙县（30.00分）、丙县（20.00分）。"),
        "a tie at the third place names all in it": (
            FOUR | {"丁县": "20"},
            "中，居前3位的是甲县（40.00分）、乙县（30.00分）、丙县、丁县（并列第3位，20.00分）。",
        ),
        "a tie at the first": (
            FOUR | {"乙县": "40"},
            "中，居前3位的是甲县、乙县（并列第1位，40.00分）、丙县（20.00分）。",
        ),
        "no more than three have a place": (
            FOUR | {"甲县": None},
            "中，有得分的3个，位次依次为乙县（30.00分）、丙县（20.00分）、丁县（10.00分）。",
        ),
        "all alike": (dict.fromkeys(FOUR, "5"), "得分均为5.00分，并列第1位。"),
        "nobody": (dict.fromkeys(FOUR), "均没有得分，不排位次。"),
        "a single one": (
            dict.fromkeys(FOUR) | {"丙县": "7"},
            "中，有得分的1个，为丙县（7.00分）。",
        ),
    },
)
def test_leaders(scores, text):
    assert quarter_year.leaders(one_period(scores)[0]) == f"4个县（市）区{text}"


@cases(
    "given, text",
    {
        "two periods in the first": (of(Q1, "2023-Q1"), "季度得分为1—2月、3月各期总分的平均。"),
        "three in the others": (of(Q2, "2023-Q2"), "季度得分为4月至6月各期总分的平均。"),
        "the last period's": (
            of(Q2, "2023-Q2", quarter_score="last"),
            "季度得分为季末一期（6月）的总分。",
        ),
        "the year so far": (of(Q1, "2023"), "年度得分为1—2月、3月共2期总分的平均。"),
        "one period is no mean": (
            of({"2023-02": FOUR}, "2023"),
            "已有1—2月一期，年度得分即该期总分。",
        ),
        "forgotten, not yet to come": (of({"2023-02": FOUR, "2023-04": FOUR}, "2023"), HOLE),
        "the first is a hole too": (of({"2023-03": FOUR}, "2023"), HOLE.replace("3月", "1—2月")),
        "the other reading": (
            of({"2023-02": FOUR, "2023-04": FOUR}, "2023", year_missing="mean_of_available"),
            "年度得分为1—2月、4月共2期总分的平均。",
        ),
    },
)
def test_how_a_score_comes_about(given, text):
    assert quarter_year.how(*given) == text


@cases(
    "given, texts",
    {
        "nothing lacks": (of(Q2, "2023-Q2"), []),
        "one county, one period": (
            of(Q2 | {"2023-05": FOUR | {"甲县": None}}, "2023-Q2"),
            ["甲县5月的当月增加值增速缺数，没有得分和位次；已有各期平均40.00分（测算）。"],
        ),
        "1—2月 has no 当月": (
            of(Q1 | {"2023-02": FOUR | {"甲县": None}}, "2023-Q1"),
            ["甲县1—2月的增加值增速缺数，没有得分和位次；已有各期平均40.00分（测算）。"],
        ),
        "counties that lack the same are named together": (
            of(Q2 | {"2023-05": FOUR | {"甲县": None, "乙县": None}}, "2023-Q2"),
            [
                "甲县、乙县5月的当月增加值增速缺数，没有得分和位次；"
                "已有各期平均分别为40.00分、30.00分（测算）。"
            ],
        ),
        "no period at all": (
            of({"2023-05": FOUR | {"甲县": None}}, "2023"),
            ["甲县5月的当月增加值增速缺数，没有得分和位次。", "6月至12月没有数据。"],
        ),
        "the other reading": (
            of(Q2 | {"2023-05": FOUR | {"甲县": None}}, "2023", year_missing="mean_of_available"),
            [
                "甲县5月的当月增加值增速缺数，得分取已有各期平均（40.00分，测算）。",
                "缺2023年1—2月、3月数据，年度得分取已有各期平均（测算）。",
                "7月至12月没有数据。",
            ],
        ),
        "an absent period is said once, for all": (
            of({"2023-04": FOUR, "2023-06": FOUR}, "2023-Q2"),
            ["5月没有数据，各县（市）区没有季度得分和位次。"],
        ),
        "a mean of 0 is a mean": (
            of({"2023-05": FOUR | {"甲县": "0"}, "2023-06": FOUR | {"甲县": None}}, "2023"),
            [
                "甲县6月的当月增加值增速缺数，没有得分和位次；已有各期平均0.00分（测算）。",
                "7月至12月没有数据。",
            ],
        ),
    },
)
def test_what_is_lacking(given, texts):
    assert quarter_year.lacking(*given) == texts


def test_the_folder_lacks_one_county():
    _, cards, result_ = folder("data/fuzhou", "2023-Q3")
    assert quarter_year.lacking(result_, cards) == [
        "鼓楼区8月的当月和累计增加值增速缺数，没有得分和位次；已有各期平均19.73分（测算）。"
    ]


@cases(
    "given, text",
    {
        "all at 10": (
            of(Q2, "2023-Q2", **BASE),
            "当季每月均达到预期的有4个：甲县、乙县、丙县、丁县（拟表扬名单，由市政府表扬）。",
        ),
        "nobody": (
            of(Q2 | {"2023-05": dict.fromkeys(FOUR, "9")}, "2023-Q2", **BASE),
            "没有当季每月均达到预期的县（市）区。",
        ),
        "missing is not on target": (
            of(
                Q2 | {"2023-05": FOUR | {"甲县": None, "丙县": "9", "丁县": "9"}}, "2023-Q2", **BASE
            ),
            "当季每月均达到预期的有1个：乙县（拟表扬名单，由市政府表扬）。",
        ),
        "an absent period: never 优胜": (
            of({"2023-04": FOUR, "2023-06": FOUR}, "2023-Q2", **BASE),
            "当季每月均达到预期的县（市）区：5月没有可以判定的数据，尚不能确定。",
        ),
        "a year commends nobody": (one_period(FOUR), ""),
        "the reading asks about an item that is not scored": (
            of(Q2, "2023-Q2"),
            "当季每月均达到预期的县（市）区：规则书不计所需的考评项，无从判定。",
        ),
    },
)
def test_commended(given, text):
    assert listing.commended(given[0]) == text


def test_other_readings_of_on_target():
    low = region("4.0", "105", "100", expected="5")  # 52 points, at the expected increment
    cards = year_of({text: {"甲县": AVERAGE, "乙县": low} for text in Q2}, make=card)
    result_ = result(cards, "2023-Q2")
    assert listing.other_readings(result_.grid, cards) == [
        "如按每期当月、累计增量均不低于预期判断：名单不变，共2个。",
        "如按每期各考评项均不低于标准值判断：减少乙县，共1个。",
        "如按每期总分不低于基准分判断：减少乙县，共1个。",
    ]
    chosen = on_target_grid(cards, result_.periods, "base_total")
    assert listing.other_readings(chosen, cards)[0] == (
        "如按每期当月增量不低于月度预期判断：增加乙县，共2个。"
    )


@pytest.mark.parametrize("of_", ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"])
def test_other_readings_agree_with_the_grids(of_):
    _, cards, result_ = folder("data/fuzhou", of_)
    others = [r for r in READINGS["on_target"].choices if r != result_.grid.reading]
    texts = listing.other_readings(result_.grid, cards)
    for text, reading in zip(texts, others, strict=True):
        grid = on_target_grid(cards, result_.periods, reading)
        assert text.endswith(f"共{len(grid.commended)}个。")


@cases(
    "first, last, text",
    {
        "each side its own most": (
            FOUR,
            FOUR | {"丁县": "50"},
            "6月与4月相比，位次前移最多的是丁县（前移3位），后移最多的是甲县、乙县、丙县（均后移1位）。",
        ),
        "none": (FOUR, FOUR, "6月与4月相比，各县（市）区位次均无变化。"),
        "a newcomer moves all others down: nobody rose": (
            FOUR | {"甲县": None},
            FOUR,
            "6月与4月相比，位次后移最多的是乙县、丙县、丁县（均后移1位）。",
        ),
        "nothing to compare": (FOUR, dict.fromkeys(FOUR), ""),
    },
)
def test_over_the_quarter(first, last, text):
    result_, cards = of({"2023-04": first, "2023-05": FOUR, "2023-06": last}, "2023-Q2")
    assert quarter_year.over_the_quarter(result_, cards) == text


def test_one_period_of_a_quarter_has_no_change():
    alone = of({"2023-02": FOUR}, "2023-Q1")
    assert quarter_year.over_the_quarter(*alone) == ""
    assert quarter_year.moves(*alone) == {}


@cases(
    "row, scores, text",
    {
        "each month, at most the points": (
            Conversion("市对县考核", "months", Decimal("5.0"), "share"),
            FOUR,
            "计入“市对县考核”：按各期总分分别折算，再求平均，公式为满5分×（得分÷100，最多为1），"
            "保留2位小数（测算）。",
        ),
        "against the best": (
            OF_BEST,
            FOUR,
            "计入“年度考核”：按年度得分折算，公式为满2.5分×得分÷最高得分，保留2位小数（测算）。",
        ),
        "nothing to divide by": (
            OF_BEST,
            {"甲县": "-5", "乙县": "0"},
            "计入“年度考核”：按年度得分折算，公式为满2.5分×得分÷最高得分，保留2位小数（测算）"
            "；最高得分不大于0，没有折算结果。",
        ),
    },
)
def test_conversions(row, scores, text):
    book = replace(only("va_growth", cap=None), conversions=(row,))
    assert quarter_year.conversions(one_period(scores, book=book)[0]) == [text]


def test_nothing_is_converted_and_why():
    (text,) = quarter_year.conversions(one_period(FOUR)[0])
    assert "按照一定比例计入市对县年度考核" in text
    assert text.endswith("本报告不作折算。")


def test_items_without_points_by_reason():
    hard = region(None, "105", "100", expected="-2")
    card_ = card({"甲县": hard}, city=region("4", "950", "1000"))
    assert quarter_year.statuses(card_, card_.of("甲县")) == (
        "当月和累计增加值增速缺数，当月和累计实际完成增量待审定，当月和累计增量贡献率暂停计分"
    )
    revenue = card({"甲县": region(None, "105", "100")}, book=SHAOYANG, dataset=REVENUE)
    assert quarter_year.statuses(revenue, revenue.of("甲县")) == "累计增加值增速缺数"


FOLDERS = [
    *(("data/fuzhou", f"2023-Q{n}") for n in range(1, 5)),
    ("data/fuzhou", "2023"),
    *(("data/shaoyang", text) for text in ("2025-Q1", "2025-Q2", "2025-Q3", "2025")),
]


@pytest.mark.parametrize("which", FOLDERS, ids=str)
def test_the_folders_read_as_the_rules_say(which):
    _, cards, result_ = folder(*which)
    lead = quarter_year.leaders(result_) + quarter_year.how(result_, cards)
    texts = [lead, listing.commended(result_)]
    texts += quarter_year.lacking(result_, cards) + quarter_year.conversions(result_)
    texts += listing.other_readings(result_.grid, cards)
    if which[1] != "2023":
        texts.append(quarter_year.over_the_quarter(result_, cards))
    read_well(texts)


def test_the_real_rule_book_is_said_as_it_reads():
    # on_target = all_standards, quarter_score = last, year-to-date only
    _, cards, result_ = folder("data/shaoyang", "2025-Q1")
    assert quarter_year.how(result_, cards) == "季度得分为季末一期（3月）的总分。"
    assert result_.grid.commended == ("双清区",)
    assert listing.commended(result_) == ""  # its book names nobody who commends
    others = listing.other_readings(result_.grid, cards)
    # readings about items that its book does not score are none of its own
    assert others == ["如按每期总分不低于基准分判断：增加武冈市，共2个。"]


def test_a_quarter_with_an_absent_period_commends_nobody():
    _, cards, result_ = folder("data/shaoyang", "2025-Q3")  # 7月 only
    result_ = commending(result_)
    assert result_.grid.commended == ()
    assert "8月、9月" in listing.commended(result_)
    assert "尚不能确定" in listing.commended(result_)
    assert quarter_year.lacking(result_, cards) == [
        "8月、9月没有数据，各县（市）区没有季度得分和位次。"
    ]
