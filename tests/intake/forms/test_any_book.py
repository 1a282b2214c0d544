"""The forms of any rule book: filled in with any figures, they read back as exactly these."""

import io
import json
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.errors import InputError
from fzlib.intake.columns import Headings
from fzlib.intake.folder import Folder
from fzlib.intake.forms.blank_forms import month_form, year_form
from fzlib.intake.forms.sample_books import sample_books
from fzlib.intake.rule_books import read_rules
from fzlib.scoring.card import make_card
from fzlib.scoring.periods import Period, Year
from tests.intake.conftest import GOLDEN, City
from tests.intake.corpus.schemes import scheme
from tests.intake.files import csv_bytes

YEAR = Year(2026)
DATASET = 'title = "某市"\nnature = "internal"\nsource = "某局"\nlevel = "规上工业{}"\n'
NAMES = ("工业用电量", "技改投资", "产销率", "新增企业", "规上工业利润", "订单增长", "亩均税收")
UNITS = ("亿元", "万元", "千元", "%", "家", "万千瓦时", "万元/亩")
METHODS = {
    "none": 'method = "per_unit"\nbase = 0\nper_step = 0.5\nstep = 1\n',
    "": "base = 8\nper_step = 0.2\nstep = 1\n",
}
READING = '[readings]\non_target = "all_standards"\n'


def city(path):
    """A small city's folder without rule book and figures."""
    for name in ("rules", "monthly", "expected"):
        (path / name).mkdir(parents=True)
    path.joinpath("dataset.toml").write_text(DATASET.format("总产值"), "utf-8")
    kinds = [("全国", "全国", "否"), ("某省", "全省", "否"), ("某市", "全市", "否")]
    kinds += [(f"{name}县", "县区", "是") for name in "甲乙丙丁"]
    rows = [[name, kind, own, f"{n % 2}组"] for n, (name, kind, own) in enumerate(kinds)]
    path.joinpath("regions.csv").write_bytes(csv_bytes([["地区", "类别", "考评", "组别"], *rows]))
    return path


def quantities(unit, base, regions):
    """(as, standard) that a measure may be evaluated by."""
    standards = ["none", "target", "group_mean", 100]
    standards += ["city"] * (regions != "counties") + ["nation"] * (regions == "all")
    rows = [("value", standard) for standard in standards]
    rows += [("completion", s) for s in standards if s not in ("target", "nation")]
    if base:
        rows += [("growth", standard) for standard in standards]
        rows += [("increment", "target"), ("value", "last_year")]
    if regions != "counties" and unit != "%":
        rows += [("share", "target"), ("share", "none")]
    return rows


@st.composite
def books(draw):
    """A rule book as its TOML."""
    spans = draw(st.sampled_from([["month"], ["ytd"], ["month", "ytd"]]))
    lines = ['title = "某办法"', 'source = "某文"', f"spans = {json.dumps(spans)}", READING]
    for n, name in enumerate(draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))):
        unit, regions = (
            draw(st.sampled_from(UNITS)),
            draw(st.sampled_from(["counties", "city", "all"])),
        )
        base = unit != "%" and draw(st.booleans())
        lines += ["[[measure]]", f'code = "m{n}"', f'name = "{name}"', f'unit = "{unit}"']
        lines += [f"base = {str(base).lower()}", f'regions = "{regions}"']
        rows = st.lists(
            st.sampled_from(quantities(unit, base, regions)), min_size=1, max_size=3, unique=True
        )
        for k, (quantity, standard) in enumerate(draw(rows)):
            own = draw(st.sampled_from([spans, *([s] for s in spans)]))
            lines += ["[[indicator]]", f'code = "i{n}_{k}"', f'name = "{name}{k}"']
            lines += [f'measure = "m{n}"', f'as = "{quantity}"', f"spans = {json.dumps(own)}"]
            lines += [f"standard = {json.dumps(standard)}", "decimals = 1", "points = 10"]
            lines += [METHODS["none" if standard == "none" else ""]]
    if draw(st.booleans()):
        lines += ["[[indicator]]", 'code = "increment"', 'name = "实际完成增量"', "decimals = 2"]
        lines += ["points = 10", METHODS[""]]
    return "\n".join(lines)


def filled(content, draw, headings, period):
    """The form with figures typed in, and these: (series, span, region) → decimal."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, given = book["数据"], {}
    header = [headings.read(cell.value).column for cell in sheet[1]]
    keys = [column.series for column in header if not column.span]
    for row in sheet.iter_rows(min_row=2):
        names = dict(zip(keys, (cell.value for cell in row), strict=False))
        for column, cell in zip(header, row, strict=True):
            if not column.span or cell.fill.fgColor.rgb == "FFD9D9D9":
                continue
            figure = draw(column.series, column.span)
            cell.value = float(figure)
            if names.get("period", str(period)) == str(period):
                given[(*column, names["region"])] = figure
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), given


@settings(max_examples=20, deadline=None)
@given(text=books(), numbers=st.randoms(use_true_random=False), month=st.sampled_from([2, 5, 12]))
def test_whatever_is_scored_can_be_filled_in_and_is_read(tmp_path_factory, text, numbers, month):
    folder, period = city(tmp_path_factory.mktemp("books") / "某市"), Period(YEAR.year, month)
    (folder / "rules" / "2026.toml").write_text(text, "utf-8")

    def draw(series, span):
        if series in ("output", "base"):  # neither below zero nor below the month's
            return Decimal(numbers.randrange(10**6) + 10**6 * (span == "ytd"))
        if series.endswith("growth"):
            return Decimal(numbers.randrange(-500, 500)) / 10
        return Decimal(numbers.randrange(-(10**7), 10**7)).scaleb(-4)

    book = read_rules(folder, 2026).book
    headings = Headings("总产值", book.series)
    content, given = filled(month_form(folder, period), draw, headings, period)
    (folder / "monthly" / f"{period}.xlsx").write_bytes(content)
    if any(book.series[code].is_target for code in book.needed):
        content, targets = filled(year_form(folder, YEAR), draw, headings, period)
        (folder / "expected" / "2026.xlsx").write_bytes(content)
        given |= targets
    else:
        with pytest.raises(InputError, match="没有目标要填"):
            year_form(folder, YEAR)
    inputs = Folder(folder).load(period)
    assert {key: inputs.panel.value(*key) for key in given} == given
    assert not [w for w in inputs.warnings if "空缺" in w.what or "没有用到" in w.what]
    assert make_card(inputs.panel, book).records


@pytest.mark.parametrize("name", sample_books())
def test_the_forms_of_every_sample_are_asked_for_in_full(tmp_path, name):
    """Each column is one that an item rests on, in the measure's own unit."""
    folder = city(tmp_path / "某市")
    (folder / "rules" / "2026.toml").write_bytes(sample_books()[name].path.read_bytes())
    book = read_rules(folder, 2026).book
    headings = Headings("总产值", book.series)
    sheet = openpyxl.load_workbook(io.BytesIO(month_form(folder, Period(2026, 6))))["数据"]
    asked = [headings.read(cell.value) for cell in sheet[1]][1:]
    assert {header.column.series for header in asked} >= {
        code for code in book.needed if not book.series[code].is_target
    }
    assert all(header.unit == header.series.unit for header in asked)


@pytest.fixture
def of_scheme(tmp_path):
    """The folder of the corpus' scheme: targets of taxes, of the city too."""
    folder = City(Path(shutil.copytree(GOLDEN, tmp_path / "city")))
    scheme()(folder)
    return folder.path


def test_a_year_of_targets_has_the_city_where_its_completion_is_the_standard(of_scheme):
    """Contract 3b: the city's where a completion is held against it; of 预期增量 none."""
    sheet = openpyxl.load_workbook(io.BytesIO(year_form(of_scheme, Year(2023))))["数据"]
    assert [cell.value for cell in sheet[1]] == [
        "期间", "地区", "月度预期增量（亿元）", "累计预期增量（亿元）", "累计税收目标（万元）",
    ]  # fmt: skip
    city = [cell.fill.fgColor.rgb == "FFD9D9D9" for cell in sheet[2]]
    first = [cell.fill.fgColor.rgb == "FFD9D9D9" for cell in sheet[3]]
    assert (sheet["B2"].value, city) == ("福州市", [False, False, True, True, False])
    # 1—2月 is one figure: it is asked for once
    assert (sheet["B3"].value, first) == ("鼓楼区", [False, False, True, False, False])
    assert sheet.max_row == 1 + 11 * 14


def test_the_notes_and_bounds_of_declared_measures(of_scheme):
    book = openpyxl.load_workbook(io.BytesIO(month_form(of_scheme, Period(2023, 5))))
    notes = dict(book["填表说明"].iter_rows(values_only=True))
    assert notes["累计工业用电量（万千瓦时）"] == "工业用电量；全国、全省不填。"
    assert notes["累计产销率（%）"] == "产销率；全国、全省也要填。"
    assert notes["累计新增企业（家）"] == "新增企业；全国、全省、全市不填。"
    head = {cell.value: cell.column_letter for cell in book["数据"][1]}
    rules = {str(rule.sqref)[0]: rule for rule in book["数据"].data_validations.dataValidation}
    firms = rules[head["累计新增企业（家）"]]
    assert (firms.formula1, firms.formula2) == ("-1000000000000", "1000000000000")
    assert firms.prompt == "单位家；没有数就空着。"
    assert rules[head["累计产销率（%）"]].prompt == "百分数：8.5 表示 8.5%；没有数就空着。"
    assert rules[head["累计税收（万元）"]].formula2 == "100000000000"
    assert rules[head["累计总产值（亿元）"]].formula1 == "0"
