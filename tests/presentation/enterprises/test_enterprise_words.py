"""Sentences of the page, from files of a few rows: ties, nothing, below 0, what is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fzlib.enterprises.evidence import JoinedRegister
from fzlib.enterprises.frame import COUNTY, DIVISION, Power
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.errors import Place
from fzlib.goals.registers import Entries, Entry, Register
from fzlib.presentation.enterprises import (
    checks,
    down_shares,
    group_words,
    key_firms,
    overall,
    pull_tables,
    values,
    watched,
)
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.enterprises.power_parts import pieces as power_pieces
from tests.analysis.enterprises.watched import PROJECTS, register
from tests.enterprises.frames import enterprise
from tests.presentation.cards import blocks_of, cases, shown
from tests.presentation.enterprises.made import SETTINGS, findings, firms, inputs

MONTH, YTD = "month", "ytd"
YI = 10_000  # 万元


@pytest.mark.parametrize(
    ("points", "is_any", "text"),
    [
        ("1.204", True, "拉动1.20个百分点"),
        ("-0.31", True, "下拉0.31个百分点"),
        ("0.00", True, "影响不足0.01个百分点"),
        ("0.00", False, "没有影响"),
        ("0.005", True, "拉动0.01个百分点"),  # half-up
    ],
)
def test_pulled(points, is_any, text):
    assert values.pulled(Decimal(points), is_any=is_any) == text


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        (["1"], ["0.0001"]),  # a sum is redone: no decimal is lost
        (["123400", "100"], ["12.34", "0.01"]),
        ([None, "10000"], ["—", "1.00"]),
        (["12.5", "-1"], ["0.00125", "−0.00010"]),
    ],
)
def test_amounts_of_a_column_keep_all_decimals(numbers, texts):
    assert values.column([None if n is None else Decimal(n) for n in numbers]) == texts


OVERALL = {
    "growth": (firms((106, 100), (0, 0)), "5月产值0.01亿元，增长6.0%；1—5月产值0.01亿元，增长6.0%"),
    "a fall": (firms((94, 100)), "下降6.0%"),
    "as last year": (firms((100, 100)), "与上年同期持平"),
    "no base": (firms((5, 0)), "产值0.00亿元，上年同期合计不大于0，不计算增速"),
    "parts": (
        [*firms((110, 100)), *firms((5, 0), start=2), *firms((0, 10), start=3, state="退库")],
        "5月增速中，持续经营企业拉动9.09个百分点，新增企业（1户）拉动4.55个百分点，"
        "退库企业（1户）下拉9.09个百分点。",
    ),
    "a part of next to nothing": (
        [*firms((110000, 100000)), *firms((1, 0), start=2)],
        "新增企业（1户）影响不足0.01个百分点",
    ),
    "the largest": (
        firms(*[(n, 1) for n in range(1, 12)]),
        "产值最大的10户企业，5月产值合计0.01亿元，占全市的98.48%；1—5月产值合计0.01亿元",
    ),
    "crossed": (
        firms((YI, YI - 1), (10 * YI, 1)),
        "1—5月，累计产值新达到1亿元及以上的企业2户（企业2、企业1），产值比上年同期增加10.00亿元；"
        "新达到10亿元及以上的企业1户（企业2），产值比上年同期增加10.00亿元。",
    ),
}  # fmt: skip


@cases(("rows", "text"), OVERALL)
def test_overall(rows, text):
    assert text in "".join(overall.words(findings(*rows)))


@cases(
    ("rows", "text"),
    {
        "nobody entered or left": (firms((2, 1)), "增速中"),
        "ten are all there are": (firms(*[(2, 1)] * 10), "产值最大的"),
        "at the line a year ago": (firms((YI, YI)), "新达到"),
        "no register of projects": (firms((2, 1)), "新增长点"),
    },
)
def test_overall_is_silent(rows, text):
    assert text not in "".join(overall.words(findings(*rows)))


@cases(
    ("before", "text"),
    {
        "quicker": ((104, 100), "增长6.0%，较4月加快2.0个百分点；"),
        "slower": ((109, 100), "增长6.0%，较4月回落3.0个百分点；"),
        "alike as printed": ((Decimal("106.04"), 100), "增长6.0%，与4月持平；"),
        "turned": ((94, 100), "增长6.0%，较4月由降转升；"),
        "no growth then": ((5, 0), "增长6.0%；"),
    },
)
def test_growth_against_the_period_before(before, text):
    """REPORT, Wording: change of a growth rate, by the signs of both periods."""
    found = findings(*firms((106, 100)), earlier={"2023-04": firms(before)})
    assert text in overall.words(found)[0]


def test_a_period_further_back_is_not_the_one_before():
    found = findings(*firms((106, 100)), earlier={"2023-03": firms((104, 100))})
    assert "，增长6.0%；" in overall.words(found)[0]


def test_who_is_in_no_sum_is_told_with_the_sum():
    own = enterprise("9", month=(None, 1), ytd=(3, 2))
    text = overall.words(findings(*firms((106, 100)), own))[0]
    assert text.endswith("产值、增速按两期数据齐全的企业汇总，数据缺报的企业未计入（5月1户）。")


def test_a_part_above_the_whole_is_no_share_of_it():
    """Others fell: what the enterprises of 新增长点 add may be more than the city's increment."""
    rows = [*firms((30, 10)), *firms((5, 15), start=2)]
    own = register(PROJECTS, ("1", {"类别": "新增长点"}), columns=("类别",))
    assert (
        "相当于全市增量的200.00%" in overall.words(findings(*rows, registers={"projects": own}))[-1]
    )


def group_rows(*of_counties, level=COUNTY):
    """A county (or division) a pair of output and 同期."""
    names = ("鼓楼区", "台江区", "仓山区", "马尾区", "晋安区", "长乐区")
    divisions = ("26", "39", "17", "15", "31", "06")
    found = findings(
        *(
            enterprise(str(n), names[n] if level == COUNTY else "福清市", divisions[n], month=own)
            for n, own in enumerate(of_counties)
        )
    )
    return found.group_rows(MONTH, level), found.city_rows[MONTH]


def test_rates_of_the_page_are_rounded_once():
    """6.6499999…% is 6.650000 in enterprises.csv and 6.6 on the page."""
    (row, *_), city = group_rows(("31994999.9", 30_000_000), (0, 0))
    assert (row.growth, row.pull, row.own_pull) == (
        Decimal("6.6"),
        Decimal("6.65"),
        Decimal("6.65"),
    )
    assert city.growth == Decimal("6.6")
    own = findings(*firms(("31994999.9", 30_000_000), is_key=True), *firms((0, 0), start=2))
    assert "增长6.6%" in shown(overall.words(own))
    assert "增长6.6%" in shown(key_firms.pieces(own))
    assert "6.7" not in shown(key_firms.pieces(own))


@cases(
    ("pairs", "text"),
    {
        "both": ([(2, 1), (1, 2)], "产值增长的1个、下降的1个"),
        "level": ([(2, 2), (1, 2)], "持平的1个、下降的1个"),
        "no base": ([(2, 1), (1, 0)], "产值增长的1个；台江区上年同期合计不大于0，不计算增速"),
        "none has a base": ([(2, 0)], "鼓楼区上年同期合计不大于0，不计算增速"),
    },
)
def test_how_many_grow(pairs, text):
    assert group_words.growing(group_rows(*pairs)[0]) == text


def test_share_of_divisions_that_grow():
    rows, _ = group_rows((2, 1), (1, 2), (2, 2), level=DIVISION)
    assert group_words.growing(rows, with_share=True).endswith("增长面为33.33%")


@cases(
    ("pairs", "text"),
    {
        "ends": ([(2, 1), (1, 2)], "增速最高的是鼓楼区（增长100.0%），最低的是台江区（下降50.0%）"),
        "a tie as printed": (
            [(10001, 10000), (10002, 10000), (9, 10)],
            "增速最高的是鼓楼区、台江区（与上年同期持平），最低的是仓山区（下降10.0%）",
        ),
        "all alike": ([(2, 1), (4, 2)], ""),
        "one": ([(2, 1)], ""),
    },
)
def test_ends_of_growth(pairs, text):
    assert group_words.growth_ends(group_rows(*pairs)[0]) == text


@cases(
    ("pairs", "texts"),
    {
        "up and down": (
            [(3, 1), (1, 2)],
            ["拉动全市增长的是鼓楼区（66.66个百分点，贡献率200.00%）",
             "下拉全市增速的是台江区（33.33个百分点）"],  # 66.67 would not add up to 33.33
        ),
        "the city falls: no 贡献率": (
            [(2, 1), (1, 9)],
            ["拉动全市增长的是鼓楼区（10.00个百分点）", "下拉全市增速的是台江区（80.00个百分点）"],
        ),
        "more than are told": (
            [(6, 1), (5, 1), (4, 1), (3, 1)],
            ["拉动全市增长较多的是鼓楼区（125.00个百分点，贡献率35.71%）、"
             "台江区（100.00个百分点，贡献率28.57%）、仓山区（75.00个百分点，贡献率21.43%）"],
        ),
        "a tie with the last told": (
            [(3, 1)] * 5,
            ["拉动全市增长的是" + "、".join(
                f"{name}（40.00个百分点，贡献率20.00%）"
                for name in ("鼓楼区", "台江区", "仓山区", "马尾区", "晋安区"))],
        ),
        "nothing changes": ([(1, 1)], []),
        "no base": ([(1, 0)], []),
    },
)  # fmt: skip
def test_who_pulls(pairs, texts):
    assert group_words.pulling(*group_rows(*pairs)) == texts


@cases(
    ("pairs", "text"),
    {
        "six": (
            [(60, 50), (50, 50), (40, 50), (30, 30), (20, 10), (10, 10)],
            "产值最大的5个行业为化学原料和化学制品制造业（占28.57%，增长20.0%）、"
            "“计算机、通信和其他电子设备制造业”（占23.81%，与上年同期持平）、"
            "纺织业（占19.05%，下降20.0%）、“酒、饮料和精制茶制造业”（占14.29%，与上年同期持平）、"
            "黑色金属冶炼和压延加工业（占9.52%，增长100.0%），合计占全市的95.24%",
        ),
        "five are all": ([(5, 1)] * 5, ""),
        "a tie at the end": ([(6, 1), (5, 1), (4, 1), (3, 1), (2, 1), (2, 1)], ""),
        "below 0": ([(6, 1), (5, 1), (4, 1), (3, 1), (-2, 1), (-3, 1)], ""),
    },
)
def test_the_largest_divisions(pairs, text):
    assert group_words.largest(*group_rows(*pairs, level=DIVISION)) == text


def test_a_name_that_is_a_list_stands_in_quotes():
    rows, city = group_rows((1, 1), (1, 1), (1, 1), (3, 1), level=DIVISION)
    assert group_words.pulling(rows, city)[0].startswith(
        "拉动全市增长的是“酒、饮料和精制茶制造业”（"
    )


DOWN = firms((1, 2), (0, 2), (3, 2), (None, 2), (1, 0), (0, 0))


@cases(
    ("rows", "more", "text"),
    {
        "readings": (
            DOWN, {},
            "5月，可比企业3户中，产值低于上年同期的2户（其中停产1户、半停产1户），减产面为66.67%。"
            "按已报企业计算为40.00%，按全部企业计算为33.33%。"
            "新增企业1户、两期均停产1户、缺报1户不作为减产企业。",
        ),
        "another reading": (
            DOWN, {"settings": EnterpriseSettings(denominator="all")},
            "5月，全部企业6户中，产值低于上年同期的2户（其中停产1户、半停产1户），减产面为33.33%",
        ),
        "nobody falls": (firms((3, 2)), {}, "产值低于上年同期的0户，减产面为0.00%。按已报"),
        "nobody is comparable": (firms((3, 0)), {}, "5月，可比企业0户，不计算减产面。"),
        "since the month before": (
            firms((1, 2), (3, 2)), {"earlier": {"2023-04": firms((1, 2), (1, 2), (1, 2), (3, 2))}},
            "（其中半停产1户），减产面为50.00%，较4月降低25.00个百分点。",
        ),
        "as the month before": (
            firms((3, 2)), {"earlier": {"2023-04": firms((3, 2))}}, "减产面为0.00%，与4月持平。",
        ),
        "the month before has no file": (
            firms((3, 2)), {"earlier": {"2023-03": firms((1, 2))}}, "减产面为0.00%。按",
        ),
    },
)  # fmt: skip
def test_down_share(rows, more, text):
    assert text in down_shares.words(findings(*rows, **more))[0]


def test_pulls_of_enterprises():
    found = findings(*firms((130, 100), (90, 100)))
    text = shown(pull_tables.pieces(found)[0][0])
    assert text == (
        "5月，拉动全市增速较多的1户企业合计拉动15.00个百分点，首位是企业1（15.00个百分点）；"
        "下拉全市增速较多的1户企业合计下拉5.00个百分点，首位是企业2（5.00个百分点）。"
    )


# --- the watch list -----------------------------------------------------------------------

VISITS = Register("visits", "走访", key="走访编号", file="visits", role="visits")
FALLEN = (60, 100)  # by 40 %


def visits(*codes):
    """A visit on 10 May to each of them."""
    columns = ("走访编号", "走访日期", "地区", "统一社会信用代码")
    entries = tuple(
        Entry(
            "福清市",
            {"走访编号": str(n), "走访日期": date(2023, 5, 10), "统一社会信用代码": code},
            Place("registers/visits.csv"),
        )
        for n, code in enumerate(codes)
    )
    return {"visits": JoinedRegister(VISITS, Entries(columns, entries))}


def watch_words(*rows, **more):
    return "".join(watched.words(findings(*rows, **more)))


@cases(
    ("rows", "more", "text"),
    {
        "reasons": (
            firms((0, 9), (4, 9), FALLEN), {},
            "5月，列入关注名单的企业3户：停产1户、半停产1户、下降快（降幅30%及以上）1户。",
        ),
        "two reasons": (
            firms(FALLEN, is_key=True), {},
            "下降快（降幅30%及以上）1户、重点企业下降1户（1户有两项原因）。",
        ),
        "another line": (
            firms((95, 100)), {"settings": EnterpriseSettings(fast_fall=Decimal(5))},
            "下降快（降幅5%及以上）1户",
        ),
        "no register": (firms(FALLEN), {}, "没有走访台账，走访情况数据缺报。"),
        "not visited": (
            firms(FALLEN, FALLEN), {"registers": visits("1")},
            "关注名单中5月未走访的企业1户（列入以来一直未走访的1户）：福清市1户。",
        ),
        "all visited": (
            firms(FALLEN), {"registers": visits("1")}, "关注名单中的企业5月均已走访。",
        ),
        "new and continuing": (
            firms(FALLEN, FALLEN), {"earlier": {"2023-04": firms(FALLEN, (9, 9))}},
            "关注名单中，本期新列入的1户，连续列入的1户。",
        ),
        "for long": (
            firms(FALLEN), {"earlier": {"2023-03": firms(FALLEN), "2023-04": firms(FALLEN)}},
            "连续列入的1户（其中3期及以上1户）。",
        ),
        "recovered": (
            firms((9, 9), (9, 9), FALLEN),
            {"earlier": {"2023-03": firms(FALLEN, (9, 9)), "2023-04": firms(FALLEN, FALLEN)}},
            "本期不再符合列入条件、移出名单的企业2户（其中产值不低于上年同期的2户），"
            "移出前已列入1期的1户、2期的1户。",
        ),
        "unreported and gone": (
            firms((None, 9)), {"earlier": {"2023-04": firms(FALLEN, FALLEN)}},
            "此前在名单中的企业，本期数据不全的1户、退库或不在本期企业数据中的1户，未计入移出企业。",
        ),
        "nobody now": (
            firms((9, 9)), {"earlier": {"2023-04": firms(FALLEN)}}, "没有列入关注名单的企业。",
        ),
    },
)  # fmt: skip
def test_watch_list(rows, more, text):
    assert text in watch_words(*rows, **more)


def test_in_the_first_period_nothing_is_new_or_continuing():
    text = watch_words(*firms(FALLEN), period="2023-02")
    assert "1—2月，列入关注名单的企业1户" in text
    assert "新列入" not in text


# --- electricity, checks ------------------------------------------------------------------


def power(used, base):
    return Power(Decimal(used), Decimal(base))


@cases(
    ("rows", "text"),
    {
        "scissors": (
            firms((3, 2), power=power(1, 2)),
            "5月，产值、用电量两期数据齐全的企业1户，产值增长50.0%，用电量下降50.0%。"
            "行业大类中，产值升、用电降的1个：“计算机、通信和其他电子设备制造业”。"
            "可比企业中，产值升、用电降的1户。",
        ),
        "the reverse, beside one without": (
            [*firms((1, 2), power=power(3, 2)), *firms((1, 1), start=2)],
            "企业1户（参加汇总的企业共2户），产值下降50.0%，用电量增长50.0%",
        ),
        "one way": (firms((3, 2), power=power(3, 2)), "用电量增长50.0%。"),
    },
)
def test_electricity(rows, text):
    assert text in shown(power_pieces(findings(*rows)))


def test_without_electricity_there_is_no_section():
    assert not blocks_of(power_pieces(findings(*firms((3, 2)))))


def scored_as(output, base):
    given = tuple(None if n is None else Decimal(n) for n in (output, base))
    return {"scored": {(span, "福州市"): given for span in (MONTH, YTD)}}


@cases(
    ("more", "text"),
    {
        "equal": (scored_as("1", "0.9"), "5月，全市产值、上年同期产值均与月度数据一致。"),
        "more": (
            scored_as("1.25", "0.9"),
            "5月，全市产值月度数据比企业合计多0.2500亿元，相当于月度数据的20.00%；"
            "全市上年同期产值与月度数据一致。",
        ),
        "less": (scored_as("0.8", "0.9"), "月度数据比企业合计少0.2000亿元，相当于月度数据的25.00%"),
        "missing": (scored_as(None, "0.9"), "全市产值数据缺报，未作核对"),
        "nothing to compare with": ({}, "月度数据没有产值，未作核对。"),
    },
)
def test_reconciliation(more, text):
    assert text in shown(checks.pieces(findings(*firms((10000, 9000)), **more)))


def test_who_is_left_out_is_told_and_not_counted_as_nothing():
    text = shown(checks.pieces(findings(*firms((1, 1), (None, 5)))))
    assert "不参加该期产值、增速、拉动、贡献率的汇总，不按零处理：5月1户，1—5月1户。" in text


def test_turnover():
    before = {"2023-04": [*firms((1, 1), (1, 1)), *firms((1, 1), start=3, county="长乐区")]}
    text = shown(
        checks.pieces(findings(*firms((1, 1)), *firms((1, 1), (1, 1), start=3), earlier=before))
    )
    assert "与4月相比，企业数据中新进入的1户、不再报送的1户、县（市）区变更的1户。" in text


def test_whose_figures_they_are():
    from fzlib.presentation.enterprises import head

    assert head.source(findings().inputs) == SETTINGS.source
    assert head.source(findings(settings=EnterpriseSettings()).inputs) == "未注明"


def test_a_level_that_is_not_output_is_told():
    """营业收入: the page calls every level 产值, and says what it is."""
    own = inputs(*firms((106, 100)))
    panel = own.scored.panel
    revenue = replace(panel, dataset=replace(panel.dataset, level="规模工业营业收入"))
    told = Findings(replace(own, scored=replace(own.scored, panel=revenue)))
    assert overall.words(told)[0].endswith("本报告中的产值均为企业营业收入。")
    assert "营业收入" not in overall.words(Findings(own))[0]
