"""Any city's scheme: every page of it is made, reads well, and speaks of its own book only."""

import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest

from fzlib.desk import load_all, result, score_all
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import annual, findings, monthly, quarterly
from fzlib.presentation import county as sheet
from fzlib.presentation.charts import totals_chart
from fzlib.presentation.prose.uncertainty import reading
from fzlib.presentation.tables import MOST_ITEMS
from fzlib.scoring.periods import Period
from fzlib.vocabulary import READINGS
from tests.presentation.cards import (
    named,
    parts_of,
    prose,
    shown,
    tables_of,
    titles_of,
)
from tests.presentation.official_style import clean, read_well
from tests.presentation.other_city import COUNTIES, PERIODS, book, write
from tests.presentation.periods import numbered, paragraphs_of
from tests.scoring.test_sample_schemes import CASES
from tests.scoring.test_sample_schemes import card as case_card

# what belongs to Fuzhou's document, or to no document that does not say it
FUZHOUS = re.compile(
    "由市政府审定|市对县年度考核|高新区|计分规则（|办法没有写明|工业争先|榕政办|福州|附件|月度预期|季度优胜"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module")
def cards(folder):
    return score_all(load_all(folder, "2023"))


@pytest.fixture(scope="module")
def month(cards):
    return cards[Period(2023, 5)]


@cache
def case(name):
    return case_card(name)


def month_parts(card):
    return [*parts_of(monthly, card=card), *parts_of(findings, card=card)]


# ---- the seven published schemes ---------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_a_scheme_reads_as_the_rules_say(name):
    read_well(prose(case(name)))
    parts = month_parts(case(name))
    clean(parts)
    numbered(parts)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_said_of_another_citys_document(name):
    assert not FUZHOUS.search(shown(month_parts(case(name))))


@pytest.mark.parametrize("name", CASES)
def test_no_table_of_a_scheme_is_too_wide(name):
    for table in tables_of(monthly.results(case(name))):
        items = len(titles_of(table)) - 3  # 位次, 县（市）区, 总分
        assert items <= MOST_ITEMS + 2  # 加减分, 位次变化


@pytest.mark.parametrize("name", CASES)
def test_every_item_of_a_scheme_is_in_a_ranking_table_once(name):
    card = case(name)
    for group in card.groups:
        mark = f"（{group}" if group else ""
        own = [t for t in tables_of(monthly.results(card)) if mark in t.caption]
        columns = [leaf.title for t in own for leaf in t.leaves if leaf.title in ("当月", "累计")]
        assert len(columns) == len(card.book.items)


def test_a_title_says_evaluation_once():
    heads = {name: monthly.masthead(case(name)).blocks[0].title for name in CASES}
    assert heads["hangzhou-buildings-2008"] == "2023年1—12月楼宇经济考核情况"
    assert heads["jinhua-2011"] == "2023年1—12月工业经济目标责任制考评情况"


def test_a_whole_title_is_the_documents(month):
    document = replace(month.book.document, report_title="示例市{period}工业运行评价通报")
    whole = replace(month, book=replace(month.book, document=document))
    assert monthly.masthead(whole).blocks[0].title == "示例市2023年5月工业运行评价通报"


# ---- a city of every method, groups, adjustments and vetoes -------------------------------------


def test_every_part_of_the_month_is_clean_and_reads_well(month):
    read_well(prose(month))
    parts = month_parts(month)
    clean(parts)
    numbered(parts)
    for part in parts_of(findings, card=month):
        read_well(paragraphs_of(part))


def test_groups_have_places_tables_and_charts_of_their_own(month):
    words = monthly.results(month).blocks[0].text
    assert words.startswith("城区组（4个）中，排位次的3个（城西区不排位次），居前2位的是")
    assert "县域组（5个）中，居前2位的是" in words
    captions = [table.caption for table in tables_of(monthly.results(month))]
    assert captions == [
        "表2　综合得分和位次（城区组）",
        "表2　综合得分和位次（城区组，续）",
        "表2　综合得分和位次（县域组）",
        "表2　综合得分和位次（县域组，续）",
    ]
    drawn = totals_chart(month, "县域组")
    texts = {n.text for n in ElementTree.fromstring(drawn).iter() if n.tag.endswith("text")}
    assert {"甲县", "戊园区"} <= texts
    assert "城东区" not in texts


def test_adjustments_stand_in_a_column_and_end_the_sum(month):
    first, *_ = tables_of(monthly.results(month))
    assert titles_of(first)[2:4] == ["总分", "加减分"]
    assert named(first)["城东区"][2] == "+5.00"  # 6 分, at most 5
    text = shown(monthly.workings(month))
    assert "+5.00=" in text
    assert "末项为加减分" in text


def test_decisions_are_told_with_their_basis(month):
    text = shown(quarterly.part(monthly.result_texts.results(month)))
    assert "城西区不排位次" in text
    notices = "".join(hint.text(month) for hint in monthly.period_hints(month))
    for words in (
        "城东区承办全国性现场会加6.00分（依据：示政办函〔2023〕9号）。",
        "丙县瞒报数据扣2.00分（依据：督查通报第3期）。",
        "一个县（市）区的加减分合计最高5分，最低−5分。城东区加减分合计6.00分，按最高5分计。",
        "城西区不排位次（依据：较大安全事故）。",
    ):
        assert words in notices


@pytest.mark.parametrize("county", COUNTIES)
def test_the_sheet_of_every_county(cards, month, county):
    parts = parts_of(sheet, cards=cards, card=month, county=county)
    clean(parts)
    assert not FUZHOUS.search(shown(parts))


@pytest.mark.parametrize("of", ["2023-Q1", "2023-Q2"])
def test_the_quarter(folder, of):
    inputs = load_all(folder, of)
    cards = score_all(inputs)
    quarter = result(cards, of)
    parts = parts_of(quarterly, result=quarter, cards=cards, inputs=inputs)
    clean(parts)
    assert numbered(parts) == 3
    text = shown(parts)
    assert not FUZHOUS.search(text)
    assert "月度预期" not in text  # its book has no such items
    captions = [t.caption for t in tables_of(quarterly.results(quarter, cards))]
    assert captions == ["表1　季度得分和位次（城区组）", "表1　季度得分和位次（县域组）"]


def test_the_quarters_own_adjustment_is_said(folder):
    cards = score_all(load_all(folder, "2023-Q2"))
    text = shown(quarterly.results(result(cards, "2023-Q2"), cards))
    assert "甲县省级表彰加1.50分（依据：省政府通报）。" in text
    assert "，另加季度加减分。" in text


def test_a_months_veto_is_not_the_quarters(folder):
    cards = score_all(load_all(folder, "2023-Q2"))
    quarter = result(cards, "2023-Q2")
    text = shown(quarterly.results(quarter, cards))
    assert "城西区5月不排位次只适用于当期，季度照排位次。" in text
    year = result(score_all(load_all(folder, "2023")), "2023")
    assert "年度照排位次" in quarterly.quarter_year.of_months_only(year)
    first = result(score_all(load_all(folder, "2023-Q1")), "2023-Q1")
    assert quarterly.quarter_year.of_months_only(first) == ""


def test_the_year(folder, cards):
    inputs = load_all(folder, "2023")
    year = result(cards, "2023")
    parts = parts_of(annual, result=year, cards=cards, inputs=inputs)
    clean(parts)
    text = shown(parts)
    assert not re.search(FUZHOUS.pattern.replace("|季度优胜", ""), text)
    assert shown(annual.conversion(year)) == ""  # its document says nothing of conversion


def test_runs_in_the_last_are_counted(cards):
    last = {
        period: {field.group: field.trailing(1) for field in monthly.result_texts.fields(card)}
        for period, card in cards.items()
    }
    text = quarterly.quarter_year.runs(result(cards, "2023"), cards)
    for group in ("城区组", "县域组"):
        (now,) = last[Period(2023, 6)][group]
        length = 0
        for period in sorted(cards, reverse=True):
            if now not in last[period][group]:
                break
            length += 1
        assert (f"{now}连续{length}期" in text) == (length > 1)


def test_a_settled_reading_is_not_told_as_open(month):
    assert "steps" in month.book.document.settled
    assert "不足一档" not in shown(findings.readings(month))


def test_without_a_document_nothing_is_said_of_one(month, folder):
    silent = replace(book(), document=replace(book().document, name="", commends="", action=""))
    card = replace(month, book=silent)
    text = shown(monthly.masthead(card))
    assert "2023年5月工业高质量发展评价办法考评情况（试行）" in text
    cards = {card.period: card}
    quarter = replace(result(score_all(load_all(folder, "2023-Q2")), "2023-Q2"), card=card)
    parts = [quarterly.masthead(quarter, cards), quarterly.on_target(quarter, cards)]
    assert not re.search("达到预期|表扬|名单", shown(parts))
    assert quarterly.on_target(quarter, cards).blocks == ()


def test_the_sheet_tells_what_was_decided_of_its_county_only(month):
    inputs = PeriodInputs(month.panel, month.book, (), {}, {})

    def told(county):
        return shown(sheet.notices(month, county, inputs, ()))

    text = told("丙县")
    assert "丙县瞒报数据扣2.00分（依据：督查通报第3期）。" in text
    assert "较大安全事故" not in text
    assert "城西区不排位次（依据：较大安全事故）。" in told("城西区")


def test_a_chart_of_many_indicators_is_lean():
    card = case("yanan-2017")
    assert len(card.book.indicators) == 15
    for group in card.groups:
        assert len(totals_chart(card, group).encode()) < 45_000


def test_readings_are_in_the_names_of_the_books_own_indicators(month):
    words = [reading(month, key, READINGS[key].default) for key in READINGS]
    assert "全市增量不为正时的工业税收增量贡献率：暂停计分" in words
    assert "单位增加值能耗目标不为正时的单位增加值能耗：待审定" in words
    assert "实际完成增量" not in "".join(words)


@pytest.mark.parametrize("period", PERIODS)
def test_every_month_reads_as_the_rules_say(cards, period):
    read_well(prose(cards[Period.parse(period)]))


BLANKS = [
    [("甲县", "power"), ("城东区", "energy"), ("丙县", "firms")],  # counties that have not reported
    [("示例市", "tax"), ("示例市", "power")],  # the city neither
    [(name, "renovation") for name in COUNTIES],  # nobody
]


@pytest.mark.parametrize("blanks", BLANKS, ids=["some", "the city", "all"])
def test_what_is_missing_is_told(tmp_path, blanks):
    cards = score_all(load_all(write(tmp_path, PERIODS[:2], blanks), "2023"))
    card = cards[Period(2023, 3)]
    read_well(prose(card))
    parts = month_parts(card)
    clean(parts)
    assert "缺数" in shown(parts)
    quarter = result(cards, "2023-Q1")
    clean([quarterly.results(quarter, cards), quarterly.on_target(quarter, cards)])


def test_the_ranking_tells_what_broke_a_tie_and_who_has_no_place(month):
    urban, _, rural, _ = tables_of(monthly.results(month))
    assert "城西区不排位次。" in urban.note
    assert "不排位次" not in rural.note
    hangzhou = case("hangzhou-buildings-2008")  # 乙区 and 戊区 are apart, nothing to break
    (table,) = tables_of(monthly.results(hangzhou))
    assert "总分相同的" not in table.note


def test_a_tie_that_is_broken_is_told():
    first = case("hangzhou-buildings-2008")
    units = first.scores.total.units.copy()
    units[1] = units[0]
    total = replace(first.scores.total, units=units)
    card = replace(first, scores=replace(first.scores, total=total))
    (table,) = tables_of(monthly.results(card))
    assert "总分相同的，依次比较累计楼宇经济税收的指标值。" in table.note


def test_the_folder_has_five_periods(cards):
    assert [str(period) for period in cards] == PERIODS


def test_a_sheet_adds_up_with_adjustments_in_both_columns(month):
    table, _ = tables_of(sheet.annexes({month.period: month}, "城东区"))
    rows = named(table)
    assert rows["加减分"][:3] == ["0.00", "+5.00", "+5.00"]
    assert month.previous.adjustments["城东区"] == 0
