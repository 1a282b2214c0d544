"""县区分析单, part by part: sums that add up, first period, no total."""

from decimal import Decimal

import pytest

from fzlib.analysis.change import score_changes
from fzlib.errors import RequestError
from fzlib.presentation import county as sheet
from fzlib.presentation.blocks import Figure
from fzlib.publishing.page import render
from fzlib.scoring.periods import Period, PeriodError
from tests.presentation.cards import (
    AVERAGE,
    card,
    html,
    inner,
    named,
    parts_of,
    region,
    row,
    shown,
    tables_of,
    titles_of,
    typed,
)
from tests.presentation.official_style import clean, read_well
from tests.presentation.periods import numbered, paragraphs_of, up_to, year_of
from tests.publishing.books import run
from tests.scoring.cities import ROOT

SHEETS = [
    ("data/fuzhou", "2023-02", "长乐区"),
    ("data/fuzhou", "2023-03", "台江区"),
    ("data/fuzhou", "2023-05", "连江县"),
    ("data/fuzhou", "2023-08", "鼓楼区"),
    ("data/fuzhou", "2023-09", "鼓楼区"),
    ("data/fuzhou", "2023-12", "福清市"),
    ("data/shaoyang", "2025-02", "双清区"),
    ("data/shaoyang", "2025-07", "双清区"),
    ("data/shaoyang", "2025-07", "绥宁县"),
]
FOLDERS = {"2023": "data/fuzhou", "2025": "data/shaoyang"}
SCRIPT = "<script>alert(1)</script>"


def parts(cards, county):
    return parts_of(sheet, cards=cards, card=cards[max(cards)], county=county)


@pytest.mark.parametrize("which", SHEETS, ids=str)
def test_every_sheet_is_clean_and_reads_well(which):
    data, period, county = which
    cards = up_to(data, period)
    clean(parts(cards, county))
    card_ = cards[max(cards)]
    texts = [sheet.items(card_, county), sheet.year(cards, county), sheet.change(card_, county)]
    texts.append(sheet.annexes(cards, county))
    read_well(paragraphs_of(texts))


@pytest.mark.parametrize("data", [("data/fuzhou", "2023-12"), ("data/shaoyang", "2025-07")])
def test_every_change_adds_up_exactly(data):
    for card_ in up_to(*data).values():
        changes = {change.region: change for change in score_changes(card_)}
        for county in card_.counties:
            *tables, _ = tables_of(sheet.annexes({card_.period: card_}, county))
            if county not in changes or changes[county].parts is None:
                assert tables == []
                continue
            (table,) = tables
            texts = named(table).values()
            *items, total = [[Decimal(typed(text)) for text in cells] for cells in texts]
            for before, after, change, *split in (*items, total):
                assert after - before == change == sum(split)
            assert [sum(column) for column in zip(*items, strict=True)] == total
            change = changes[county]
            assert total[:3] == [change.before, change.after, change.change]


@pytest.mark.parametrize("which", SHEETS, ids=str)
def test_items_are_the_cards(which):
    _, period, county = which
    card_ = month_of(period)
    (table,) = tables_of(sheet.items(card_, county))
    for cells, item in zip(table.rows, card_.of(county), strict=True):
        points = "缺数" if item.points is None else f"{item.points:.2f}"
        assert cells[6].text == points


MASTHEADS = [
    ("2023-05", "连江县", "50.81分 低于基准分（72分）21.19分", "below"),
    ("2023-05", "连江县", "9/13 较上月后移6位", "a move"),
    ("2023-05", "连江县", "−66.64分 与上月相比", "a change"),
    ("2023-03", "台江区", "较1—2月前移4位", "the first period has its own name"),
    ("2023-08", "鼓楼区", "总分 — 当月和累计增加值增速数据缺报", "why there is no total"),
    ("2023-08", "鼓楼区", "位次 — 有位次的共12个", "no rank"),
    ("2023-08", "鼓楼区", "总分变动 — 本期没有总分", "not: no period before"),
    ("2023-09", "鼓楼区", "总分变动 — 上月没有总分", "missing before"),
    ("2023-02", "长乐区", "总分变动 — 本期是当年第一期", "the first"),
    ("2023-02", "长乐区", "长乐区2023年1—2月", "1—2月 in the title"),
    ("2023-12", "福清市", "暂算", "a badge"),
    ("2025-07", "双清区", "1/12 与1—6月持平", "never 较1—6月持平"),
]


def month_of(period):
    """The card of a period; each year has its folder."""
    return up_to(FOLDERS[period[:4]], period)[Period.parse(period)]


@pytest.mark.parametrize(("period", "county", "text", "why"), MASTHEADS)
def test_masthead(period, county, text, why):
    assert text in shown(sheet.masthead(month_of(period), county)), why


LACKING = "当月和累计增加值增速数据缺报"
CHANGES = [
    ("2023-02", "长乐区", "本期是当年第一期，没有可以比较的得分。", "first"),
    ("2023-08", "鼓楼区", f"鼓楼区本期的{LACKING}，得分变动不分解。", "missing now"),
    ("2023-09", "鼓楼区", f"鼓楼区上月的{LACKING}，得分变动不分解。", "missing then"),
    ("2023-08", "鼓楼区", "无位次，不作位次前移测算。", "no rank"),
    ("2025-07", "双清区", "本期居首位，不作位次前移测算。", "already first"),
    ("2023-05", "连江县", "如5月增加值增速提高6.1个百分点，"
     "或5月产值增加1.93亿元（同时计入1—5月累计），"
     "或1—5月产值增加9.41亿元，位次可前移到第8位（测算）。", "three ways"),
]  # fmt: skip


@pytest.mark.parametrize(("period", "county", "text", "why"), CHANGES)
def test_change(period, county, text, why):
    assert text in shown(sheet.change(month_of(period), county)), why


def test_the_sheet_of_a_county_by_its_alias():
    cards = up_to("data/fuzhou", "2023-05")
    may = Period(2023, 5)
    assert sheet.subject(cards, "2023-05", "长乐市") == (cards[may], "长乐区")
    with pytest.raises(RequestError, match="是不是“福清市”？"):
        sheet.subject(cards, may, "福青市")
    with pytest.raises(RequestError, match="没有“平潭”这个考评的县（市）区"):
        sheet.subject(cards, may, "平潭")
    with pytest.raises(PeriodError, match="“2023-Q2”不是期间"):
        sheet.subject(cards, "2023-Q2", "福清市")


def test_a_period_without_the_one_before():
    card_ = card({"甲县": AVERAGE})
    assert "4月没有数据，没有可以比较的得分。" in shown(sheet.change(card_, "甲县"))
    assert len(tables_of(sheet.annexes({card_.period: card_}, "甲县"))) == 1


def test_a_period_without_data_keeps_its_place_and_is_told():
    cards = year_of({"2023-02": {"甲县": AVERAGE}, "2023-04": {"甲县": AVERAGE}}, make=card)
    part = sheet.annexes(cards, "甲县")
    (table,) = tables_of(part)
    assert titles_of(table) == ["", "1—2月", "3月", "4月"]
    assert row(table, "位次") == ["1", "—", "1"]
    assert "本年已有2期总分，均为72.00分。缺2023年3月数据。" in shown(part)


@pytest.mark.parametrize(("period", "count"), [("2023-02", 2), ("2023-05", 3)])
def test_tables_are_numbered_without_a_gap(period, count):
    assert numbered(parts(up_to("data/fuzhou", period), "福清市")) == count


def test_one_period_has_a_table_and_no_chart():
    cards = year_of({"2023-02": {"甲县": AVERAGE}}, make=card)
    assert not [b for b in inner(sheet.year(cards, "甲县")) if isinstance(b, Figure)]
    assert [row(table, "位次") for table in tables_of(sheet.annexes(cards, "甲县"))] == [["1"]]


def test_1_to_2_is_one_figure():
    card_ = card({"甲县": AVERAGE}, period="2023-02")
    assert "1—2月数据合并发布，当月数与累计数相同。" in shown(sheet.items(card_, "甲县"))


def test_a_ruling_is_marked_and_its_basis_told():
    ruling = [("甲县", "increment.month", "3.5", "会议纪要第3号")]
    before = card({"甲县": AVERAGE}, period="2023-04")
    card_ = card({"甲县": AVERAGE}, rulings=ruling, previous=before)
    assert "“审”指已审定" in shown(sheet.items(card_, "甲县"))
    assert "审定为3.50分（依据：会议纪要第3号）" in shown(sheet.workings(card_, "甲县"))
    table, _ = tables_of(sheet.annexes({card_.period: card_}, "甲县"))
    assert row(table, "当月实际完成增量") == [
        "8.00",
        "3.50",
        "−4.50",
        "0.00",
        "0.00",
        "0.00",
        "−4.50",
    ]


def test_suspended_in_both_periods_is_no_change():
    fallen = region("4.0", "950", "1000")
    before = card({"甲县": AVERAGE}, city=fallen, period="2023-04")
    card_ = card({"甲县": AVERAGE}, city=fallen, previous=before)
    table, _ = tables_of(sheet.annexes({card_.period: card_}, "甲县"))
    assert "当月增量贡献率" not in named(table)
    assert row(table, "合计")[2] == "0.00"


def test_the_basis_is_always_said():
    card_ = card({"甲县": AVERAGE}, floor="none")
    text = shown(sheet.workings(card_, "甲县"))
    assert "口径：《福州市推进工业争先增效行动方案》（榕政办〔2023〕28号）附件《工业" in text
    assert "单项得分下限：不设下限，可为负分" in text


@pytest.mark.parametrize("figures", [AVERAGE, region()], ids=["scored", "nothing"])
def test_a_name_from_a_file_is_text(figures):
    names = {SCRIPT: figures, "a&b": AVERAGE}
    cards = year_of({"2023-04": names, "2023-05": names}, make=card)
    assert "<script" not in html(parts(cards, SCRIPT))
    clean(parts(cards, SCRIPT))


def page_of(tmp_path, data, period, county):
    given = {"period": period, "data": str(ROOT / data), "county": county}
    return render(run(ROOT / "notebooks/county.ipynb", tmp_path / "out.ipynb", given))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below papermill
@pytest.mark.parametrize("which", [SHEETS[0], SHEETS[3], SHEETS[-1]], ids=str)
def test_the_notebook_runs(tmp_path, which):
    page = page_of(tmp_path, *which)
    assert f"<title>{which[2]}" in page
    assert len(page.encode()) < 600 * 1024
