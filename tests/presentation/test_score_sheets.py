"""scores.xlsx: what its sheets say, with the decimals of the page; every gap has its reason."""

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from fzlib.desk import load_all, score_all
from fzlib.presentation import tables
from fzlib.presentation.score_sheets import workbook
from fzlib.presentation.wording import NONE
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import FLAGS, READINGS, STATUSES, Status
from tests.presentation import other_city
from tests.presentation.cards import (
    AVERAGE,
    GOLDEN,
    REVENUE,
    card,
    card_of,
    cases,
    only,
    region,
    totals,
)
from tests.presentation.sheets import number, opened, rows, shown, titles
from tests.scoring.test_sample_schemes import CASES
from tests.scoring.test_sample_schemes import card as case_card

FOLDERS = [
    (GOLDEN, "2023-05"),
    *(("data/fuzhou", f"2023-{month}") for month in ("02", "05", "08", "12")),
    *(("data/shaoyang", f"2025-{month}") for month in ("02", "07")),
]
MISSING, RULED = STATUSES[Status.MISSING], STATUSES[Status.RULED]
PRELIMINARY, SUSPENDED = STATUSES[Status.PRELIMINARY], STATUSES[Status.SUSPENDED]


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A city with groups, adjustments, a veto and every method."""
    folder = other_city.write(tmp_path_factory.mktemp("other"), blanks={("乙县", "power")})
    return score_all(load_all(folder, "2023"))[Period(2023, 5)]


@cache
def case(name):
    return case_card(name)


@pytest.fixture(params=[*FOLDERS, *CASES, "other"], ids=str)
def any_card(request):
    if request.param == "other":
        return request.getfixturevalue("other")
    return card_of(*request.param) if isinstance(request.param, tuple) else case(request.param)


def named(sheet, title="县（市）区"):
    """Name → row."""
    return {own[title].value: own for own in rows(sheet)}


def items_of(book):
    """County and item → row of 得分明细."""
    return {(own["县（市）区"].value, own["考评项"].value): own for own in rows(book["得分明细"])}


def notes_of(book):
    """What 说明 says, by what it is about."""
    told = {}
    for own in rows(book["说明"]):
        told.setdefault(own["事项"].value, []).append(own["内容"].value)
    return told


# --- every sheet ------------------------------------------------------------------------------


def test_sheets_and_titles():
    book = opened(card_of("data/fuzhou", "2023-05"))
    assert book.sheetnames == ["位次", "得分明细", "基础数据", "说明"]
    assert titles(book["位次"]) == [
        *("位次", "县（市）区", "总分"),
        *("当月增加值增速", "累计增加值增速", "当月总产值增速", "累计总产值增速"),
        *("当月实际完成增量", "累计实际完成增量", "当月增量贡献率", "累计增量贡献率"),
        *("上期位次", "位次变化", "状态"),
    ]
    assert titles(book["得分明细"]) == [
        *("县（市）区", "考评项", "指标值", "标准值", "单位", "差距", "差距单位", "得分（分）"),
        *("状态", "标注"),
    ]
    amounts = ("总产值", "上年同期总产值", "总产值增量")
    assert titles(book["基础数据"]) == [
        *("地区", "当月增加值增速（%）", "累计增加值增速（%）"),
        *(f"当月{name}（亿元）" for name in amounts),
        *("当月总产值增速（%）", "当月预期增量（亿元）"),
        *(f"累计{name}（亿元）" for name in amounts),
        *("累计总产值增速（%）", "累计预期增量（亿元）", "状态"),
    ]


def test_every_sheet_says_what_it_is_and_whose(any_card):
    issuer = any_card.panel.dataset.issuer or "未注明"
    for sheet in opened(any_card):
        above = sheet.oddHeader.center.text
        for told in (sheet.title, str(any_card.period.year), f"落款单位：{issuer}"):
            assert told in f"{sheet['A1'].value}{sheet['A2'].value}", sheet.title
        assert sheet["A1"].value in above
        assert sheet["A2"].value in above
        assert ("单位：" in sheet["A2"].value.replace("落款单位", "")) == (sheet.title != "说明")
        assert sheet.oddFooter.center.text == "第&P页，共&N页"


def test_nothing_in_a_table_is_blank_or_merged(any_card):
    for sheet in opened(any_card):
        cells = [cell for own in sheet.iter_rows(3, sheet.max_row) for cell in own]
        assert [cell.coordinate for cell in cells if cell.value in (None, "")] == []
        assert {own.max_row for own in sheet.merged_cells.ranges} == {1, 2}
        assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_what_is_not_there_has_its_reason_in_the_row(any_card):
    for sheet in list(opened(any_card))[:-1]:
        told = rows(sheet)
        texts = {"组别", "单位", "状态", "标注"}
        if any_card.previous is None:  # said once, in 说明
            texts |= {"上期位次", "位次变化"}
        for own in told:
            lacking = [title for title, cell in own.items() if cell.value == NONE]
            if set(lacking) - texts:
                assert own["状态"].value != NONE, (sheet.title, lacking)


def test_title_and_line_are_the_pages():
    book = opened(card_of("data/fuzhou", "2023-12"))
    assert book["位次"]["A1"].value == "2023年12月工业争先增效行动考评情况　位次"
    assert book["位次"]["A2"].value == (
        f"示例数据　{PRELIMINARY}　2023年12月　落款单位：（示例）　单位：分"
    )


def test_a_year_to_date_folder_is_called_so_and_has_no_month():
    book = opened(card_of("data/shaoyang", "2025-07"))
    assert book["位次"]["A1"].value.startswith("2025年1—7月")
    assert "2025年1—7月" in book["位次"]["A2"].value
    every = [title for sheet in book for title in titles(sheet)]
    assert [title for title in every if "当月" in title or "总产值" in title] == []
    assert "累计营业收入增速" in titles(book["位次"])
    assert "累计上年同期营业收入（亿元）" in titles(book["基础数据"])


def test_the_same_bytes_at_any_time(monkeypatch):
    first = workbook(card_of("data/fuzhou", "2023-05"))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook(card_of("data/fuzhou", "2023-05")) == first


def test_hostile_names_are_text():
    """regions.csv may hold no such name; a workbook would not compute it either."""
    names = ("=1+1", "@SUM(A1)", "+1", "-1")
    book = opened(card(dict.fromkeys(names, AVERAGE), dataset=REVENUE))
    for name in ("位次", "得分明细", "基础数据"):
        found = [cell for own in book[name] for cell in own if cell.value in names]
        assert {cell.value for cell in found} == set(names)
        assert {cell.data_type for cell in found} == {"s"}


# --- 位次 -------------------------------------------------------------------------------------


def test_items_and_adjustments_add_up_to_the_total(any_card):
    """As an auditor adds up a row: what is — is no part of it."""
    checked = 0
    for sheet in [own for own in opened(any_card) if own.title.startswith("位次")]:
        for own in rows(sheet):
            cells = list(own.values())
            first = list(own).index("总分")
            parts = [number(cell) for cell in cells[first + 1 : -3]]
            if (total := number(own["总分"])) is not None:
                assert total == sum((part for part in parts if part is not None), Decimal(0))
                checked += 1
            else:
                assert None in parts
    assert checked


def test_places_follow_from_the_totals():
    """Competition ranking of what the sheet shows; places gained are before less now."""
    for period in ("2023-05", "2023-08"):
        own = named(opened(card_of("data/fuzhou", period))["位次"])
        all_totals = [number(each["总分"]) for each in own.values()]
        for each in own.values():
            total, before = number(each["总分"]), number(each["上期位次"])
            ahead = sum(
                other is not None and total is not None and other > total for other in all_totals
            )
            assert number(each["位次"]) == (None if total is None else ahead + 1)
            if total is not None and before is not None:
                assert number(each["位次变化"]) == before - ahead - 1
    assert shown(own["福清市"]["位次变化"]) == "↑6"
    assert shown(own["连江县"]["位次变化"]) == "↓6"
    assert shown(own["马尾区"]["位次变化"]) == "持平"


def test_numbers_look_as_on_the_page(any_card):
    """The ranking's and 附表's texts, by number format; a status word of the page is — here."""
    book = opened(any_card)
    words = set(filter(None, STATUSES.values()))
    for table in tables.ranking(any_card, "表"):
        for cells in table.rows:
            texts = dict(zip(table.titles, (cell.text for cell in cells), strict=True))
            sheet = next(
                own for own in book
                if own.title.startswith("位次") and texts["县（市）区"] in named(own)
            )  # fmt: skip
            own = named(sheet)[texts["县（市）区"]]
            for title, text in texts.items():
                assert shown(own[title]) == (NONE if text in words else text), title


def test_the_appendix_looks_as_on_the_page(any_card):
    items, words = items_of(opened(any_card)), set(filter(None, STATUSES.values()))
    for n, indicator in enumerate(any_card.book.indicators, 1):
        table = tables.items(any_card, indicator, str(n))
        each = 4 if indicator.has_standard else 2
        for name, *cells in table.rows:
            for at, span in enumerate(indicator.spans):
                own = items[name.text, any_card.item(name.text, indicator.item_id(span)).name]
                texts = [cell.text for cell in cells[at * each : (at + 1) * each]]
                columns = ["指标值", *(["标准值", "差距"] if each == 4 else []), "得分（分）"]
                wanted = [NONE if text in words else text for text in texts]
                assert [shown(own[title]) for title in columns] == wanted
                if each == 2:
                    assert (own["标准值"].value, own["差距"].value) == (NONE, NONE)


def test_a_first_period_has_nothing_to_compare_with():
    book = opened(card_of("data/fuzhou", "2023-02"))
    assert {own["位次变化"].value for own in rows(book["位次"])} == {NONE}
    assert notes_of(book)["位次"] == ["本期是当年第一期，没有可以比较的位次。"]


def test_one_without_a_place_before_says_so():
    before = totals({"甲县": "20", "乙县": None})
    own = named(opened(totals({"甲县": "20", "乙县": "30"}, previous=before))["位次"])
    assert (own["乙县"]["上期位次"].value, own["乙县"]["位次变化"].value) == (NONE, NONE)
    assert own["乙县"]["状态"].value == "上期无位次"
    assert own["甲县"]["状态"].value == NONE
    assert shown(own["甲县"]["位次变化"]) == "↓1"


def test_the_state_names_what_is_missing():
    own = named(opened(card_of("data/fuzhou", "2023-08"))["位次"])
    assert own["鼓楼区"]["状态"].value == f"当月和累计增加值增速{MISSING}"
    assert [each["总分"].value for each in own.values()].count(NONE) == 1


def test_each_group_has_its_sheet(other):
    book = opened(other)
    assert book.sheetnames == ["位次（城区组）", "位次（县域组）", "得分明细", "基础数据", "说明"]
    for group, counties in other.groups.items():
        sheet = book[f"位次（{group}）"]
        assert sheet["A1"].value.endswith(f"位次（{group}）")
        own = named(sheet)
        assert set(own) == set(counties)
        assert [number(each["位次"]) for each in own.values()] == [other.ranks[r] for r in own]
    town = named(book["位次（城区组）"])
    assert shown(town["城东区"]["加减分"]) == "+5.00"  # 6, bound by the book to 5
    assert town["城西区"]["位次"].value == NONE
    assert town["城西区"]["状态"].value == "不排位次"
    assert {own["组别"].value for own in rows(book["得分明细"])} == set(other.groups)


# --- 得分明细 ---------------------------------------------------------------------------------


def test_statuses_and_flags_stand_in_columns_of_their_own():
    counties = {
        "甲县": region(None, "105", "100", expected="5"),
        "乙县": region("5.0", "105", "100", expected="-5"),
        "丙县": AVERAGE,
    }
    ruled = [("丙县", "va_growth.month", "9.5", "专题会议")]
    book = opened(card(counties, city=region("4.0", "990", "1000"), rulings=ruled, province=None))
    items = items_of(book)

    def told(county, item):
        own = items[county, item]
        return own["得分（分）"].value, own["状态"].value

    assert told("甲县", "当月增加值增速")[0] == NONE
    assert told("甲县", "当月增加值增速")[1].startswith(f"{MISSING}（本地未报）")
    assert told("乙县", "当月增加值增速")[1] == PRELIMINARY
    assert told("丙县", "当月增加值增速") == (9.5, RULED)
    assert told("丙县", "当月总产值增速")[1] == NONE
    points, why = told("丙县", "当月增量贡献率")
    assert (points, SUSPENDED in why) == (NONE, True)
    points, why = told("乙县", "当月实际完成增量")
    assert points == NONE
    assert "预期增量不为正" in why
    assert STATUSES[Status.REFERRED] in why


def test_a_ruling_without_figures_says_what_is_missing():
    counties = {"甲县": region(None, "105", "100", expected="5"), "乙县": AVERAGE}
    ruled = [("甲县", "va_growth.month", "9.5", "专题会议")]
    own = items_of(opened(card(counties, rulings=ruled)))["甲县", "当月增加值增速"]
    assert (own["指标值"].value, own["得分（分）"].value) == (NONE, 9.5)
    assert own["状态"].value == f"{RULED}；本地未报"


def test_flags_are_in_words():
    made = card_of("data/fuzhou", "2023-05")
    items = items_of(opened(made))
    names = {code: flag.of("总产值").name for code, flag in FLAGS.items()}
    assert {names["high"], names["small_base"]} <= {own["标注"].value for own in items.values()}
    for item in made.records:
        wanted = "、".join(names[flag] for flag in item.flags) or NONE
        assert items[item.region, item.name]["标注"].value == wanted


def test_what_has_no_standard_says_so(other):
    items = items_of(opened(other))
    own = items["甲县", "累计新增规上企业"]
    assert (own["标准值"].value, own["差距"].value, own["差距单位"].value) == (NONE, NONE, NONE)
    assert own["状态"].value == "不设标准值"
    assert own["单位"].value == "家"
    assert shown(own["指标值"]).isdigit()


# --- 基础数据 ---------------------------------------------------------------------------------


def test_levels_are_the_files():
    """Of 2023-05, county and city, cell by cell."""
    path = Path("data/fuzhou/monthly/2023-05.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        given = {own["地区"]: own for own in csv.DictReader(file)}
    shown_rows = named(opened(card_of("data/fuzhou", "2023-05"))["基础数据"], "地区")
    columns = {
        "当月增加值增速（%）": "增加值增速（%）",
        "累计增加值增速（%）": "增加值累计增速（%）",
        "当月总产值（亿元）": "总产值（亿元）",
        "累计上年同期总产值（亿元）": "上年同期累计总产值（亿元）",
    }
    for name, own in shown_rows.items():
        for title, header in columns.items():
            wanted = Decimal(given[name][header]) if given[name][header] else None
            assert number(own[title]) == wanted, (name, title)


@pytest.mark.parametrize("period", ["2023-05", "2023-12"])
def test_scores_can_be_redone_from_the_sheet(period):
    """Increment, contribution and share of every county, by numbers of the workbook alone."""
    book = opened(card_of("data/fuzhou", period))
    items, levels = items_of(book), named(book["基础数据"], "地区")
    for county, own in levels.items():
        for span in ("当月", "累计"):
            level, base, increment = (
                number(own[f"{span}{name}（亿元）"])
                for name in ("总产值", "上年同期总产值", "总产值增量")
            )
            if level is None:
                continue
            assert increment == level - base
            if (county, f"{span}增量贡献率") not in items:
                continue  # the city
            city = levels["福州市"]
            item = items[county, f"{span}增量贡献率"]
            of_city = [number(city[f"{span}{name}（亿元）"]) for name in ("总产值增量", "总产值")]
            assert number(item["指标值"]) == half_up(increment / of_city[0] * 100, 2)
            assert number(item["标准值"]) == half_up(level / of_city[1] * 100, 2)
            item = items[county, f"{span}实际完成增量"]
            assert number(item["指标值"]) == increment
            assert number(item["标准值"]) == number(own[f"{span}预期增量（亿元）"])


def test_the_city_is_not_its_counties_sum():
    """Where it is blank it is — and 缺数; it stands apart, below, in bold."""
    sheet = opened(card({"甲县": AVERAGE}, city=region("4.0")))["基础数据"]
    own = named(sheet, "地区")
    assert list(own) == ["甲县", "福州市", "福建省", "全国"]
    assert own["福州市"]["当月总产值（亿元）"].value == NONE
    assert f"当月总产值、当月上年同期总产值、累计总产值、累计上年同期总产值{MISSING}" in (
        own["福州市"]["状态"].value
    )
    assert own["福州市"]["地区"].font.name == "黑体"
    assert own["全国"]["状态"].value == "只涉及增加值增速"


def test_what_is_not_out_yet_and_what_is_worked_out_is_said():
    counties = {"甲县": region("5.0", "105", growth="5.0", expected="5")}
    own = named(opened(card(counties, province=None))["基础数据"], "地区")
    assert own["甲县"]["状态"].value == "当月上年同期总产值、累计上年同期总产值推算"
    assert shown(own["甲县"]["当月上年同期总产值（亿元）"]) == "100.00"
    assert own["福建省"]["状态"].value.startswith("当月增加值增速、累计增加值增速尚未取得；")


def test_january_and_february_are_one_figure():
    own = titles(opened(card_of("data/fuzhou", "2023-02"))["基础数据"])
    assert [title for title in own if "增加值" in title] == ["1—2月增加值增速（%）"]


@cases(
    ("codes", "wanted"),
    {
        "a rate": (["va_growth"], ["增加值增速（%）"]),
        "growth of a level": (["output_growth"], ["总产值", "上年同期总产值", "总产值增速"]),
        "an increment": (["increment"], ["总产值", "上年同期总产值", "总产值增量", "预期增量"]),
    },
)
def test_only_what_the_book_rests_on(codes, wanted):
    own = titles(opened(card({"甲县": AVERAGE}, book=only(*codes)))["基础数据"])
    names = [title.removeprefix("当月") for title in own[1:-1]]
    assert [name.split("（")[0] for name in names] == [name.split("（")[0] for name in wanted]


# --- 说明 -------------------------------------------------------------------------------------


def test_notes_say_basis_nature_dates_rules_readings_and_source():
    made = card_of("data/fuzhou", "2023-05")
    told, dataset = notes_of(opened(made)), made.panel.dataset
    assert "榕政办〔2023〕28号" in told["考评依据"][0]
    assert (told["期间"], told["数据性质"]) == (["2023年5月"], ["示例数据"])
    assert told["落款单位"] == [dataset.issuer]
    assert told["异议联系方式"] == [dataset.contact or "未注明"]
    assert told["数据截至"] == [dataset.dates(made.period).as_of]
    assert told["统计范围"] == ["全市不含平潭，闽侯县不含高新区"]
    assert len(told["计分规则"]) == 4
    assert dataset.source in told["数据来源"][0]
    assert told["合计核对"] == ["各县（市）区合计与全市一致：当月和累计总产值。"]


def test_notes_follow_the_readings():
    texts = [
        notes_of(opened(card_of(GOLDEN, "2023-05", **readings)))[READINGS["floor"].name]
        for readings in ({}, {"floor": "none"})
    ]
    assert texts[0] != texts[1]
    assert "可为负分" in texts[1][0]


def test_notes_tell_what_is_missing_and_decided(other):
    august = notes_of(opened(card_of("data/fuzhou", "2023-08")))
    assert "鼓楼区" in august[MISSING][0]
    told = notes_of(opened(other))
    assert "丙县瞒报数据扣2.00分（依据：督查通报第3期）。" in told["加减分"]
    assert told["不排位次"] == ["城西区不排位次（依据：较大安全事故）。"]
    assert told["位次"] == ["总分含加减分。"]
    assert "市政府" not in str(told)
