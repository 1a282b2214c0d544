"""Blank forms: what they hold, and that filled in they read back without a warning."""

import csv
import io

import openpyxl
import pytest

from fzlib.errors import InputError
from fzlib.intake.columns import Headings
from fzlib.intake.folder import Folder
from fzlib.intake.forms.blank_forms import month_form, year_form
from fzlib.scoring.periods import Period, Year
from tests.intake.conftest import figures
from tests.intake.files import WRITERS
from tests.publishing.folders import ROOT, copied
from tests.publishing.office import saved_by_office

FUZHOU, SHAOYANG = ROOT / "data" / "fuzhou", ROOT / "data" / "shaoyang"
HEADINGS = Headings("总产值")
JUNE, FIRST = Period(2023, 6), Period(2023, 2)


@pytest.fixture
def city(tmp_path):
    """The example's folder, to be filled in."""
    return copied(FUZHOU, tmp_path / "city")


def sheet_of(content, name="数据"):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def head(sheet):
    return [cell.value for cell in sheet[1]]


def filled(content, monthly, path):
    """The form with the figures of a CSV typed in, saved as a spreadsheet program would."""
    with monthly.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["数据"]
    titles = {HEADINGS.column(text): text for text in rows[0] if text != "地区"}
    given = {row["地区"]: row for row in rows}
    for line in sheet.iter_rows(min_row=2):
        for cell, title in zip(line[1:], head(sheet)[1:], strict=True):
            text = given[line[0].value][titles[HEADINGS.column(title)]]
            cell.value = float(text) if text else None
    book.save(path)


# what it is; the form; its headers
HEADS = {
    "a month": (lambda: month_form(FUZHOU, JUNE), [
        "地区", "增加值增速（%）", "增加值累计增速（%）", "总产值（亿元）",
        "上年同期总产值（亿元）", "累计总产值（亿元）", "上年同期累计总产值（亿元）",
        "总产值增速（%）", "总产值累计增速（%）"]),
    "the first period: one figure each": (lambda: month_form(FUZHOU, FIRST), [
        "地区", "增加值累计增速（%）", "累计总产值（亿元）", "上年同期累计总产值（亿元）",
        "总产值累计增速（%）"]),
    "only what the rule book scores": (
        lambda: month_form(SHAOYANG, Period(2025, 8), SHAOYANG / "rules/2025.toml"), [
        "地区", "增加值累计增速（%）", "累计营业收入（亿元）", "上年同期累计营业收入（亿元）",
        "营业收入累计增速（%）"]),
    "expected increments": (lambda: year_form(FUZHOU, Year(2023)), [
        "期间", "地区", "月度预期增量（亿元）", "累计预期增量（亿元）"]),
}  # fmt: skip


@pytest.mark.parametrize(("make", "headers"), HEADS.values(), ids=HEADS)
def test_headers(make, headers):
    assert head(sheet_of(make())) == headers


def test_regions_and_cells_that_stay_empty():
    sheet = sheet_of(month_form(FUZHOU, JUNE))
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert names[:4] == ["全国", "福建省", "福州市", "鼓楼区"]
    assert (len(names), names[-1]) == (16, "高新区")  # 平潭 is not assessed
    grey = {c.coordinate for row in sheet["B2:I5"] for c in row if c.fill.fgColor.rgb == "FFD9D9D9"}
    assert grey == {f"{column}{row}" for column in "DEFGHI" for row in (2, 3)}
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")


def test_validation_has_the_bounds_of_the_intake_and_lets_a_mark_of_missing_through():
    validations = sheet_of(month_form(FUZHOU, JUNE)).data_validations.dataValidation
    rules = {str(validation.sqref): validation for validation in validations}
    assert (rules["B2:B17"].formula1, rules["B2:B17"].formula2) == ("-1000", "1000")
    assert (rules["D2:D17"].formula1, rules["D2:D17"].formula2) == ("0", "10000000")
    assert {rule.errorStyle for rule in rules.values()} == {"warning"}
    assert rules["B2:B17"].prompt == "增速，百分数：8.5 表示 8.5%；没有数就空着。"


def test_notes_say_what_each_column_is():
    notes = dict(sheet_of(month_form(FUZHOU, JUNE), "填表说明").iter_rows(values_only=True))
    assert notes["总产值（亿元）"] == "总产值，按现价；全国、全省不填。"
    assert notes["没有数"] == "空着，按缺数处理；不要填0，也不要删行。"
    assert notes["下一步"] == "另存后检查：fz check 文件名；没有要改的就放到 monthly/2023-06.xlsx。"


def test_expected_increments_of_a_year():
    sheet = sheet_of(year_form(FUZHOU, Year(2023)))
    keys = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2)]
    assert (len(keys), keys[0], keys[-1]) == (143, ("2023-02", "鼓楼区"), ("2023-12", "高新区"))


def test_a_rule_book_without_expected_increments_has_no_such_form():
    with pytest.raises(InputError) as error:
        year_form(SHAOYANG, Year(2025))
    assert str(error.value) == "rules/2025.toml：规则书没有按目标计分的考评项，没有目标要填"


def test_an_untouched_form_is_missing_everywhere_and_wrong_nowhere(city):
    (city / "monthly" / "2023-06.csv").unlink()
    (city / "monthly" / "2023-06.xlsx").write_bytes(month_form(city, JUNE))
    warnings = [str(warning) for warning in Folder(city).load(JUNE).warnings]
    blanks = ("{}：{}个地区的{}空缺，按缺数处理；有数后补填重算".format(*blank) for blank in [
        ("B2", 16, "当月增加值增速"), ("C2", 16, "累计增加值增速"),
        ("D4", 14, "当月总产值"), ("F4", 14, "累计总产值"),
        ("E4", 14, "当月上年同期总产值"), ("G4", 14, "累计上年同期总产值"),
    ])  # fmt: skip
    assert sorted(warnings) == sorted(f"monthly/2023-06.xlsx › 数据 › {blank}" for blank in blanks)


@pytest.mark.parametrize(
    ("period", "suffix"),
    [
        *((JUNE, ""), (FIRST, "")),
        *(pytest.param(JUNE, suffix, marks=pytest.mark.slow) for suffix in WRITERS),
    ],
)
def test_filled_in_it_reads_back_as_the_csv_does(tmp_path, city, period, suffix):
    """As it is; or, with a suffix, as a spreadsheet program saves it."""
    usual = Folder(city).load(period)
    monthly = city / "monthly" / f"{period}.csv"
    form = tmp_path / f"{period}.xlsx"
    filled(month_form(city, period), monthly, form)
    monthly.unlink()
    form = saved_by_office(form, suffix, tmp_path) if suffix else form
    form.rename(monthly.with_suffix(form.suffix))
    read = Folder(city).load(period)
    assert figures(read) == figures(usual)
    assert len(read.warnings) == len(usual.warnings)


@pytest.mark.slow
def test_a_year_of_expected_increments_reads_back(tmp_path, city):
    usual = Folder(city).load(JUNE)
    with (city / "expected" / "2023.csv").open(encoding="utf-8-sig", newline="") as file:
        given = {(row[0], row[1]): row[2:] for row in csv.reader(file)}
    (city / "expected" / "2023.csv").unlink()
    book = openpyxl.load_workbook(io.BytesIO(year_form(city, Year(2023))))
    for row in book["数据"].iter_rows(min_row=2):
        for cell, text in zip(row[2:], given[row[0].value, row[1].value], strict=True):
            cell.value = float(text) if text else None
    book.save(tmp_path / "2023.xlsx")
    saved = saved_by_office(tmp_path / "2023.xlsx", "ods", tmp_path)
    saved.rename(city / "expected" / "2023.ods")
    assert figures(Folder(city).load(JUNE)) == figures(usual)
