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
from tests.presentation.cards import AVERAGE, card, cases, only, region, totals
from tests.presentation.official_style import read_well
from tests.presentation.periods import commending, folder, year_of

FOUR = {"甲县": "40", "乙县": "30", "丙县": "20", "丁县": "10"}
Q1 = {"2023-02": FOUR, "2023-03": FOUR}
Q2 = {"2023-04": FOUR, "2023-05": FOUR, "2023-06": FOUR}
BASE = {"on_target": "base_total"}
OF_BEST = Conversion("年度考核", "year", Decimal("2.5"), "of_best")
CHOICES = READINGS["on_target"].choices
HOLE = "缺2023年3月数据，年度得分暂不计算。"


def of(scores, what, **more):
    cards = year_of(scores, **more)
    return result(cards, what), cards


def early(scores, **more):
    """A card whose standard waits for the province, where ``scores`` says "early"."""
    if scores != "early":
        return totals(scores, **more)
    book = only("va_growth", cap=None)
    counties = {name: region(str((Decimal(total) - 10) / 2)) for name, total in FOUR.items()}
    return card(counties, nation="0.0", province=None, book=book, **more)


def one_period(scores, **more):
    return of({"2023-02": scores}, "2023", **more)


@cases(
    "scores, text",
    {
        "few are one list": (
            FOUR,
            "中，位次依次为甲县（40.00分）、乙县（30.00分）、丙县（20.00分）、丁县（10.00分）。",
        ),
        "the first three and the last three": (
            FOUR | {"戊县": "9", "己县": "8"},
            "中，居前3位的是甲县（40.00分）、乙县（30.00分）、丙县（20.00分）；"
            "居后3位的是丁县（10.00分）、戊县（9.00分）、己县（8.00分）。",
        ),
        "a tie at the third place names all in it": (
            FOUR | {"丁县": "20", "戊县": "9", "己县": "8", "庚县": "7"},
            "中，居前3位的是甲县（40.00分）、乙县（30.00分）、丙县、丁县（并列第3位，20.00分）；"
            "居后3位的是戊县（9.00分）、己县（8.00分）、庚县（7.00分）。",
        ),
        "a tie at the first": (
            FOUR | {"乙县": "40"},
            "中，位次依次为甲县、乙县（并列第1位，40.00分）、丙县（20.00分）、丁县（10.00分）。",
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
    assert quarter_year.leaders(*one_period(scores)) == f"{len(scores)}个县（市）区{text}"


@cases(
    "given, text",
    {
        "two periods in the first": (of(Q1, "2023-Q1"), "季度得分为1—2月、3月各期总分的平均。"),
        "three in the others": (of(Q2, "2023-Q2"), "季度得分为4—6月各期总分的平均。"),
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
            ["甲县5月的当月增加值增速数据缺报，没有得分和位次；已有各期平均40.00分（测算）。"],
        ),
        "1—2月 has no 当月": (
            of(Q1 | {"2023-02": FOUR | {"甲县": None}}, "2023-Q1"),
            ["甲县1—2月的增加值增速数据缺报，没有得分和位次；已有各期平均40.00分（测算）。"],
        ),
        "counties that lack the same are named together": (
            of(Q2 | {"2023-05": FOUR | {"甲县": None, "乙县": None}}, "2023-Q2"),
            [
                "甲县、乙县5月的当月增加值增速数据缺报，没有得分和位次；"
                "已有各期平均分别为40.00分、30.00分（测算）。"
            ],
        ),
        "periods that lack the same are named together": (
            of(dict.fromkeys(Q2, FOUR | {"甲县": None}), "2023-Q2"),
            ["甲县4—6月的当月增加值增速数据缺报，没有得分和位次。"],
        ),
        "no period at all": (
            of({"2023-05": FOUR | {"甲县": None}}, "2023"),
            ["甲县5月的当月增加值增速数据缺报，没有得分和位次。", "6—12月没有数据。"],
        ),
        "the other reading": (
            of(Q2 | {"2023-05": FOUR | {"甲县": None}}, "2023", year_missing="mean_of_available"),
            [
                "甲县5月的当月增加值增速数据缺报，得分取已有各期平均（40.00分，测算）。",
                "缺2023年1—2月、3月数据，年度得分取已有各期平均（测算）。",
                "7—12月没有数据。",
            ],
        ),
        "an absent period is said once, for all": (
            of({"2023-04": FOUR, "2023-06": FOUR}, "2023-Q2"),
            ["5月没有数据，各县（市）区没有季度得分和位次。"],
        ),
        "a mean of 0 is a mean": (
            of({"2023-05": FOUR | {"甲县": "0"}, "2023-06": FOUR | {"甲县": None}}, "2023"),
            [
                "甲县6月的当月增加值增速数据缺报，没有得分和位次；已有各期平均0.00分（测算）。",
                "7—12月没有数据。",
            ],
        ),
    },
)
def test_what_is_lacking(given, texts):
    assert quarter_year.lacking(*given) == texts


def test_the_folder_lacks_one_county():
    _, cards, result_ = folder("data/fuzhou", "2023-Q3")
    assert quarter_year.lacking(result_, cards) == [
        "鼓楼区8月的当月和累计增加值增速数据缺报，没有得分和位次；已有各期平均19.73分（测算）。"
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
            "当季每月均达到预期的有1个：乙县（拟表扬名单，由市政府表扬）。"
            "甲县5月当月增加值增速数据缺报，按未达到处理。",
        ),
        "missing in several periods": (
            of(dict.fromkeys(Q2, FOUR | {"甲县": None}), "2023-Q2", **BASE),
            "当季每月均达到预期的有3个：乙县、丙县、丁县（拟表扬名单，由市政府表扬）。"
            "甲县4—6月当月增加值增速数据缺报，按未达到处理。",
        ),
        "a county that is not in every card": (
            of(
                Q2 | {"2023-04": {"甲县": "40"}, "2023-06": {"甲县": "40", "丁县": "40"}},
                "2023-Q2",
                **BASE,
            ),
            "当季每月均达到预期的有1个：甲县（拟表扬名单，由市政府表扬）。丁县4月无从判定，未列入名单。",
        ),
        "an absent period: never 优胜": (
            of({"2023-04": FOUR, "2023-06": FOUR}, "2023-Q2", **BASE),
            "当季每月均达到预期的县（市）区：5月没有可以判定的数据，尚不能确定；"
            "已有各期均达到预期的有4个：甲县、乙县、丙县、丁县。",
        ),
        "a year commends nobody": (one_period(FOUR), ""),
        "the reading asks about an item that is not scored": (
            of(Q2, "2023-Q2"),
            "当季每月均达到预期的县（市）区：计分规则不含所需的考评项，无从判定。",
        ),
    },
)
def test_commended(given, text):
    assert listing.commended(*given) == text


def test_other_readings_of_on_target():
    low = region("4.0", "105", "100", expected="5")  # 52 points, at the expected increment
    cards = year_of({text: {"甲县": AVERAGE, "乙县": low} for text in Q2}, make=card)
    result_ = result(cards, "2023-Q2")
    assert listing.other_readings(result_.grid, cards) == [
        f"如按{CHOICES['both_increments']}掌握，名单无变化（2个）。",
        f"如按{CHOICES['all_standards']}掌握，名单减少乙县，共1个。",
        f"如按{CHOICES['base_total']}掌握，名单减少乙县，共1个。",
    ]
    chosen = on_target_grid(cards, result_.periods, "base_total")
    assert listing.other_readings(chosen, cards)[0] == (
        f"如按{CHOICES['month_increment']}掌握，名单增加乙县，共2个。"
    )


@pytest.mark.parametrize("of_", ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"])
def test_other_readings_agree_with_the_grids(of_):
    _, cards, result_ = folder("data/fuzhou", of_)
    others = [r for r in READINGS["on_target"].choices if r != result_.grid.reading]
    texts = listing.other_readings(result_.grid, cards)
    for text, reading in zip(texts, others, strict=True):
        grid = on_target_grid(cards, result_.periods, reading)
        count = f"{len(grid.commended)}个"
        same = set(grid.commended) == set(result_.grid.commended)
        assert text.endswith(f"名单无变化（{count}）。" if same else f"，共{count}。")


EARLY = {"make": early}


@cases(
    "given, text",
    {
        "one of them": (
            of(Q2 | {"2023-06": "early"}, "2023-Q2", **EARLY),
            "季度得分为4—6月各期总分的平均，其中6月总分为暂算。",
        ),
        "all of them": (
            of(dict.fromkeys(Q1, "early"), "2023-Q1", **EARLY),
            "季度得分为1—2月、3月各期总分的平均，各期总分为暂算。",
        ),
        "not of a score that does not rest on it": (
            of(Q1 | {"2023-02": "early"}, "2023-Q1", quarter_score="last", **EARLY),
            "季度得分为季末一期（3月）的总分。",
        ),
        "nobody has a score": (
            of({"2023-02": "early"}, "2023-Q1", **EARLY),
            "季度得分为1—2月、3月各期总分的平均。",
        ),
    },
)
def test_what_rests_on_an_early_standard_is_said_so(given, text):
    assert quarter_year.how(*given) == text
    rests = "暂算" in text
    assert quarter_year.leaders(*given).startswith("按暂算得分，4个县") == rests


@cases(
    "before, text",
    {
        "who moved most": (
            {"2023-02": FOUR, "2023-03": FOUR | {"丁县": "90"}},
            "与一季度相比，位次前移的3个、后移的1个；"
            "前移最多的是甲县、乙县、丙县（各1位），后移最多的是丁县（3位）。",
        ),
        "nobody": (Q1, "与一季度相比，位次均持平。"),
        "who had no rank is left out": (
            {"2023-02": FOUR, "2023-03": FOUR | {"甲县": None}},
            "与一季度相比，两个季度都有位次的3个县（市）区中，位次后移的3个；"
            "后移最多的是乙县、丙县、丁县（各1位）。",
        ),
        "nobody had a rank": (
            {"2023-02": FOUR, "2023-03": dict.fromkeys(FOUR)},
            "没有两个季度都有位次的县（市）区，位次不与一季度比较。",
        ),
        "it lacks a period": (
            {"2023-02": FOUR},
            "一季度的3月没有可用的数据，不计季度得分和位次，位次不与一季度比较。",
        ),
        "it has no data": ({}, "一季度没有可用的数据，位次不与一季度比较。"),
    },
)
def test_since_the_quarter_before(before, text):
    assert quarter_year.since_before(*of(before | Q2, "2023-Q2")) == text


def test_nothing_before_the_first_quarter_or_of_nobody():
    assert quarter_year.since_before(*of(Q1, "2023-Q1")) == ""
    assert quarter_year.since_before(*of(Q1, "2023")) == ""
    assert quarter_year.since_before(*of(Q1 | {"2023-04": FOUR}, "2023-Q2")) == ""


@cases(
    "scores, text",
    {
        "by county, those with the same quarters together": (
            Q1 | Q2 | {"2023-05": FOUR | {"甲县": "9", "乙县": "9", "丙县": "9"}},
            "季度优胜的有4个：丁县（一、二季度）、甲县、乙县、丙县（均为一季度）。",
        ),
        "a quarter in progress": (
            Q1 | {"2023-04": FOUR},
            "季度优胜的有4个：甲县、乙县、丙县、丁县（均为一季度）；二季度数据不全，尚不能确定。",
        ),
        "nobody": (
            dict.fromkeys(Q1, dict.fromkeys(FOUR, "9")),
            "没有季度优胜的县（市）区。",
        ),
    },
)
def test_winners_of_the_year(scores, text):
    assert listing.winners(of(scores, "2023", **BASE)[0]) == text


def test_nobody_wins_where_nobody_commends():
    assert listing.winners(folder("data/shaoyang", "2025")[2]) == ""


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


FOLDERS = [
    *(("data/fuzhou", f"2023-Q{n}") for n in range(1, 5)),
    ("data/fuzhou", "2023"),
    *(("data/shaoyang", text) for text in ("2025-Q1", "2025-Q2", "2025-Q3", "2025")),
]


@pytest.mark.parametrize("which", FOLDERS, ids=str)
def test_the_folders_read_as_the_rules_say(which):
    _, cards, result_ = folder(*which)
    lead = quarter_year.leaders(result_, cards) + quarter_year.how(result_, cards)
    texts = [lead, listing.commended(result_, cards)]
    texts += quarter_year.lacking(result_, cards) + quarter_year.conversions(result_)
    texts += listing.other_readings(result_.grid, cards)
    if which[1] != "2023":
        texts.append(quarter_year.over_the_quarter(result_, cards))
    read_well(texts)


def test_the_real_rule_book_is_said_as_it_reads():
    # on_target = all_standards, quarter_score = last, year-to-date only
    _, cards, result_ = folder("data/shaoyang", "2025-Q1")
    assert quarter_year.how(result_, cards) == "季度得分为季末一期（1—3月）的总分，该期总分为暂算。"
    assert result_.grid.commended == ("双清区",)
    assert listing.commended(result_, cards) == ""  # its book names nobody who commends
    others = listing.other_readings(result_.grid, cards)
    # readings about items that its book does not score are none of its own
    assert others == [f"如按{CHOICES['base_total']}掌握，名单增加武冈市，共2个。"]


def test_a_quarter_with_an_absent_period_commends_nobody():
    _, cards, result_ = folder("data/shaoyang", "2025-Q3")  # 7月 only
    result_ = commending(result_)
    assert result_.grid.commended == ()
    assert "1—8月、1—9月没有可以判定的数据，尚不能确定" in listing.commended(result_, cards)
    assert quarter_year.lacking(result_, cards) == [
        "1—8月、1—9月没有数据，各县（市）区没有季度得分和位次。"
    ]
