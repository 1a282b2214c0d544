"""watchlist.xlsx: every cell against the findings, what is left to fill in, how it prints."""

import io
from datetime import date
from decimal import Decimal
from functools import cache
from types import SimpleNamespace

import openpyxl
import pytest

from fzlib.analysis.enterprises.reasons import REASONS
from fzlib.analysis.enterprises.watch import watch_list
from fzlib.enterprises.divisions import DIVISIONS
from fzlib.presentation.enterprises.visit_form import visit_form
from fzlib.presentation.enterprises.watch_sheets import watch_workbook
from tests.analysis.enterprises.watched import (
    FALL,
    IDLE,
    SAME,
    course,
    register,
    shipped_year,
    visited,
    year,
)
from tests.analysis.enterprises.watched import VISITS as REGISTER
from tests.enterprises.frames import enterprise

MARK, HEAD = 3, 4  # rows
READ = [
    "行业", "列入原因（5月）", "累计情况（1—5月）", "起始期", "已列入（期）", "5月产值（万元）",
    "上年同期（万元）", "增速（%）", "列入以来各期产值（万元）", "5月走访（次）",
    "列入以来走访（次）", "最近走访", "未办结诉求（件）",
]  # fmt: skip
FORM = {
    "走访编号": "预填", "走访日期": "必填", "方式": "预填", "地区": "预填", "单位": "选填",
    "带队领导": "选填", "职级": "选填", "对象类型": "预填", "生产订单": "选填", "资金账款": "选填",
    "技术创新": "选填", "产业链条": "选填", "发现问题（个）": "选填", "备注": "选填",
}  # fmt: skip


def inputs(enterprises):
    """As load_enterprises gives them, of made-up scored data."""
    panel = SimpleNamespace(dataset=SimpleNamespace(nature="example"))
    return SimpleNamespace(enterprises=enterprises, scored=SimpleNamespace(panel=panel))


def opened(enterprises):
    return openpyxl.load_workbook(io.BytesIO(watch_workbook(inputs(enterprises))))


def headers(sheet):
    return [cell.value.replace("\n", "") for cell in sheet[HEAD]]


def rows(sheet):
    """Header → value, a row an enterprise."""
    return [
        dict(zip(headers(sheet), (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(HEAD + 1)
    ]


@cache
def may():
    return shipped_year("2023-05")


@pytest.fixture(scope="module")
def book():
    return opened(may())


def test_the_same_bytes_from_run_to_run():
    assert watch_workbook(inputs(may())) == watch_workbook(inputs(may()))


def test_a_sheet_for_every_county_that_has_anybody_in_order(book):
    watch = watch_list(may())
    assert book.sheetnames == ["说明", *(c for c in may().counties if watch.of(c))]
    without = [county for county in may().counties if not watch.of(county)]
    text = "\n".join(str(row[1].value) for row in book["说明"].iter_rows(HEAD))
    assert without
    assert f"没有企业列入的：{'、'.join(without)}。" in text


def test_every_cell_is_what_was_found(book):
    watch, count = watch_list(may()), 0
    for sheet in book.worksheets[1:]:
        for own, cells in zip(watch.of(sheet.title), rows(sheet), strict=True):
            row, last = own.enterprise, own.course[-1]
            assert list(cells)[:15] == ["对象名称", "统一社会信用代码", *READ]
            assert (cells["对象名称"], cells["统一社会信用代码"]) == (row.name, row.code)
            assert cells["行业"] == DIVISIONS[row.division]
            assert cells["列入原因（5月）"].split("、") == [REASONS[r] for r in own.reasons]
            ytd = "、".join(REASONS[reason] for reason in own.ytd_reasons) or "—"
            assert cells["累计情况（1—5月）"] == ytd
            assert cells["起始期"] == own.run.first.span_label("month")
            assert cells["已列入（期）"] == own.run.length
            assert Decimal(str(cells["5月产值（万元）"])) == last.output
            assert Decimal(str(cells["上年同期（万元）"])) == last.base
            rate = Decimal(str(cells["增速（%）"]))
            assert abs(rate - (last.output - last.base) * 100 / last.base) <= Decimal("0.0500005")
            since = [f"{p.period.span_label('month')}{p.output}" for p in own.course]
            assert cells["列入以来各期产值（万元）"] == "、".join(since)
            assert len(since) >= own.run.length
            assert cells["5月走访（次）"] == own.visits.this_month
            assert cells["列入以来走访（次）"] == own.visits.count
            day = own.visits.last.day.isoformat() if own.visits.last else "—"
            assert cells["最近走访"].split("　")[0] == day
            assert cells["未办结诉求（件）"] == len(own.appeals.open)
            count += 1
    assert count == len(watch.entries) > 100


def test_who_was_not_visited_this_month_leads_each_sheet(book):
    for sheet in book.worksheets[1:]:
        visits = [row["5月走访（次）"] > 0 for row in rows(sheet)]
        assert visits == sorted(visits)


def test_the_register_s_columns_are_filled_in_as_far_as_is_known(book):
    keys = []
    for sheet in book.worksheets[1:]:
        marks = dict(zip(headers(sheet), (cell.value for cell in sheet[MARK]), strict=True))
        own = {"对象名称": "预填", "统一社会信用代码": "预填", **dict.fromkeys(READ)}
        assert list(marks.items()) == [*own.items(), *FORM.items()]
        for row in rows(sheet):
            code = row["统一社会信用代码"]
            assert row["走访编号"] == f"GZ2023-05-{code}"
            assert (row["方式"], row["地区"], row["对象类型"]) == ("走访", sheet.title, "企业")
            assert all(row[header] is None for header, mark in FORM.items() if mark != "预填")
            keys.append(row["走访编号"])
    assert len(set(keys)) == len(keys)


def test_dates_and_words_are_checked_as_they_are_filled_in(book):
    sheet = book.worksheets[1]
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {header for header, mark in FORM.items() if mark != "预填"}
    assert rules["走访日期"].type == "date"
    assert sheet.cell(HEAD + 1, headers(sheet).index("走访日期") + 1).number_format == "yyyy-mm-dd"
    assert rules["发现问题（个）"].type == "decimal"
    assert rules["职级"].formula1 == '"处级,科级"'
    last = HEAD + len(rows(sheet))
    assert all(str(rule.sqref).split(":")[0].endswith(str(HEAD + 1)) for rule in rules.values())
    assert all(int(str(r.sqref).split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) > last
               for r in rules.values())  # fmt: skip


def test_it_prints_on_a4_landscape_under_a_header_that_says_internal(book):
    for sheet in book.worksheets[1:]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.oddHeader.right.text == "内部资料"
        assert sheet.title in sheet.oddHeader.center.text
        assert sheet.print_title_rows == f"${MARK}:${HEAD}"
        assert sheet.print_title_cols == "$A:$A"
        assert [brk.id for brk in sheet.col_breaks.brk] == [2 + len(READ)]
        assert 40 <= sheet.page_setup.scale <= 100
    assert book["说明"]["A1"].value.startswith("2023年5月福州市工业企业关注名单")
    assert all("内部资料" in str(sheet["A2"].value) for sheet in book)


def test_notes_say_how_it_is_sent_back(book):
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows(HEAD)}
    assert "fz import watchlist.xlsx --register visits" in notes["交回"]
    assert "“必填”为走访日期" in notes["填写"]
    assert notes["户数"].startswith("共122户：")


# --- other folders ------------------------------------------------------------------------


def test_without_a_register_of_visits_there_is_nothing_to_fill_in():
    book = opened(course(IDLE))
    sheet = book.worksheets[1]
    assert headers(sheet)[:2] == ["企业名称", "统一社会信用代码"]
    assert not any(cell.value for cell in sheet[MARK])
    assert [row["1—2月走访（次）"] for row in rows(sheet)] == ["—"]
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows(HEAD)}
    assert notes["填写"].startswith("没有可用的走访台账，本名单不设走访后填写的栏。")
    assert "交回" not in notes


@pytest.mark.parametrize("absent", ["走访编号", "走访日期", "统一社会信用代码"])
def test_a_register_that_cannot_be_filled_in_is_as_none(absent):
    own = course(IDLE, registers=visited("2023-02-03", without=(absent,)))
    assert visit_form(own) is None
    assert not any(cell.value for cell in opened(own).worksheets[1][MARK])


def test_in_the_first_period_month_and_year_to_date_are_one():
    titles = headers(opened(course(IDLE)).worksheets[1])
    assert [title for title in titles if title.startswith(("列入原因", "累计情况"))] == [
        "列入原因（1—2月）"
    ]


def test_nobody_on_the_list_leaves_the_notes_alone():
    book = opened(course(SAME))
    assert book.sheetnames == ["说明"]
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows(HEAD)}
    assert notes["户数"].startswith("共0户。没有企业列入的：鼓楼区、")


def test_a_key_that_the_register_has_is_followed_by_the_next():
    rows_ = [
        ("1", {"走访编号": f"GZ2023-03-1{end}", "走访日期": "2023-03-01"}) for end in ("", "-2")
    ]
    own = register(REGISTER, *rows_, columns=("走访日期",))
    form = visit_form(course(IDLE, IDLE, registers={"visits": own}))
    (entry,) = watch_list(course(IDLE, IDLE)).entries
    assert form.filled(entry)["走访编号"] == "GZ2023-03-1-3"


def test_what_makes_an_entry_one_of_the_register_is_filled_in():
    """ENTERPRISES joins the register of a role: an entry outside its `where` would be lost."""
    where = REGISTER.__class__(
        "visits", "走访", "编号", "lists", where=(("类别", ("走访",)), ("级别", ("处", "科"))),
        role="visits",
    )  # fmt: skip
    own = register(where, ("1", {"类别": "走访", "级别": "处"}), columns=("走访日期",))
    form = visit_form(course(IDLE, registers={"visits": own}))
    assert form.constant == {"类别": "走访"}


def test_words_are_offered_only_where_they_are_few_and_come_again():
    many = [("1", {"带队领导": f"某{n}", "职级": "处级" if n % 2 else "科级"}) for n in range(9)]
    own = register(REGISTER, *many, columns=("走访日期",))
    form = visit_form(course(IDLE, registers={"visits": own}))
    assert form.choices == {"职级": ("处级", "科级")}


@pytest.mark.parametrize("name", ["=1+1", "<b>", "@甲", "很长" * 60])
def test_a_name_from_a_file_is_text(name):
    sheet = opened(year({5: [enterprise(month=FALL, name=name)]})).worksheets[1]
    cell = sheet.cell(HEAD + 1, 1)
    assert (cell.value, cell.data_type) == (name, "s")


def test_output_with_decimals_keeps_them():
    sheet = opened(year({5: [enterprise(month=("0.05", "100"))]})).worksheets[1]
    (row,) = rows(sheet)
    assert row["5月产值（万元）"] == 0.05
    assert sheet.cell(HEAD + 1, headers(sheet).index("上年同期（万元）") + 1).number_format == (
        '0.00;"−"0.00'
    )


def test_the_date_of_the_last_visit_is_told_with_who_led_it():
    rows_ = [
        {"走访日期": "2023-02-03", "带队领导": "甲"},
        {"走访日期": "2023-02-09", "带队领导": "乙"},
    ]
    sheet = opened(course(IDLE, registers=visited(*rows_))).worksheets[1]
    assert [row["最近走访"] for row in rows(sheet)] == [f"{date(2023, 2, 9)}　乙"]
