"""A bureau's table of any measure of the rule book: its units, growth and place in the file."""

import csv
from decimal import Decimal

import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.intake.columns import Headings
from fzlib.intake.folder import Folder
from tests.intake.bureau.workbooks import not_yet_imported, sheet

BOOK = """
[[measure]]
code = "power"
name = "工业用电量"
unit = "万千瓦时"

[[measure]]
code = "tax"
name = "税收"
unit = "万元"

[[measure]]
code = "firms"
name = "新增企业"
unit = "家"
base = false
regions = "counties"

[[indicator]]
code = "power_up"
name = "工业用电量增速"
measure = "power"
as = "growth"
standard = "city"
decimals = 1
points = 10
base = 8
per_step = 0.2
step = 0.1
"""
LAYOUT = """
[[table]]
sheet = "工业用电量*"
region = "地区"

[[table.column]]
measure = "power"
header = ["{期间}", "累计*"]
span = "ytd"

[[table.column]]
measure = "power-growth"
header = ["{期间}", "同比增长*"]
span = "ytd"
"""
TAX = """
[[table]]
sheet = "税收"
region = "地区"

[[table.column]]
measure = "tax"
header = ["1-3月*"]
"""


@pytest.fixture
def folder(tmp_path):
    """Shaoyang's data folder with more measures, without its monthly files."""
    folder = not_yet_imported(tmp_path / "city")
    rules = folder / "rules" / "2025.toml"
    rules.write_text(rules.read_text("utf-8") + BOOK, "utf-8")
    return folder


def power(title="工业用电量", unit="单位：万千瓦时", level="累计", growth="同比增长（%）"):
    """A table of electricity."""
    return [
        [title], [unit], ["地区", "1-3月", "1-3月"], [None, level, growth],
        ["全市", 1000.5, 6.25], ["双清", 600, 7], ["大祥", 400.5, -1.5],
    ]  # fmt: skip


def imported(folder, rows, layout=LAYOUT, **options):
    (folder / "layout.toml").write_text(layout, "utf-8")
    workbook = folder.parent / "2025-03.xlsx"
    workbook.write_bytes(sheet(rows, merged=((2, 0, 3, 0),) if len(rows[3]) == 3 else ()))
    return fz.import_workbook(workbook, "2025-03", data=folder, **options)


def monthly(folder):
    """(region, header) → what stands in the monthly file."""
    with (folder / "monthly" / "2025-03.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["地区"], key): text for row in csv.DictReader(file) for key, text in row.items()
        }


def refused(folder, rows, layout=LAYOUT):
    with pytest.raises(InputError) as error:
        imported(folder, rows, layout)
    return str(error.value).splitlines()


def test_a_declared_measure_goes_into_its_own_columns(folder):
    """The new file has the columns of what the book scores, and those that are filled."""
    done = imported(folder, power())
    cells = monthly(folder)
    assert cells["双清区", "累计工业用电量（万千瓦时）"] == "600"
    assert cells["邵阳市", "工业用电量累计增速（%）"] == "6.25"
    headers = {header for _, header in cells}
    assert "累计新增企业（家）" not in headers  # nothing rests on it
    assert {"累计营业收入（亿元）", "上年同期累计工业用电量（万千瓦时）"} <= headers
    record = Headings("营业收入", Folder(folder).path and done.headings.series)
    with (folder / "imports" / "2025-03.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert record.column(first["指标"]) == ("power", "ytd")


def test_money_goes_into_the_measures_own_unit(folder):
    rows = [
        ["税收"],
        ["单位：亿元"],
        ["地区", "1-3月累计"],
        ["全市", 12.5],
        ["双清", 8],
        ["大祥", 4.5],
    ]
    imported(folder, rows, TAX)
    assert monthly(folder)["双清区", "累计税收（万元）"] == "80000"
    done = imported(folder, rows, TAX)
    assert (done.written, done.changed) == ([], [])
    assert done.files[0].changes[0].figure.value == Decimal(125000)


@pytest.mark.parametrize("unit", ["单位：万千瓦时", "（万千瓦时）", "单位：亿元、万千瓦时、%", ""])
def test_a_unit_that_is_no_money(folder, unit):
    layout = (
        LAYOUT if unit else LAYOUT.replace('span = "ytd"', 'span = "ytd"\nunit = "万千瓦时"', 1)
    )
    imported(folder, power(unit=unit), layout)
    assert monthly(folder)["大祥区", "累计工业用电量（万千瓦时）"] == "400.5"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            power(unit="单位：亿千瓦时"),
            "B3：表头“{期间} › 累计”的单位是亿千瓦时；应是万千瓦时；",
        ),
        (
            power(unit=""),
            "B3：表头“{期间} › 累计”没有写单位；应是万千瓦时；",
        ),
        (
            power(growth="增长指数（上年同期=100）（%）"),
            "C4：",
        ),
        (
            power(level="累计上年同期"),
            "B4：表头“1-3月 › 累计上年同期”是上年的数，布局读作 power；"
            '上年同期的列写 measure = "power-base"',
        ),
    ],
)
def test_what_stops(folder, rows, words):
    layout = LAYOUT.replace("同比增长*", "*增长*")
    lines = refused(folder, rows, layout)
    words = words.replace("{期间}", "1-3月")
    assert any(line.startswith(f"2025-03.xlsx › 表 › {words}") for line in lines), lines


def test_a_measure_that_the_book_does_not_declare(folder):
    (line,) = refused(folder, power(), LAYOUT.replace('"power"', '"steam"'))
    assert line.startswith(
        "layout.toml › table[1].column[1].measure：不能是“steam”；可选：va_growth、"
    )
    assert "power-base" in line
    assert "target" not in line
