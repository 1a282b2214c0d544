"""Another city from TOML and CSV: every method, groups, adjustments, vetoes, five periods."""

import csv
import io
from decimal import Decimal
from pathlib import Path

from fzlib.scoring.measures import BASE, GROWTH, LEVEL_TARGET
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.presentation.books import data

PERIODS = ["2023-02", "2023-03", "2023-04", "2023-05", "2023-06"]
COUNTIES = {
    "城东区": "城区组", "城西区": "城区组", "城南区": "城区组", "城北区": "城区组",
    "甲县": "县域组", "乙县": "县域组", "丙县": "县域组", "丁县": "县域组", "戊园区": "县域组",
}  # fmt: skip
ABOVE = {"全国": "全国", "示例省": "全省", "示例市": "全市"}
BOOK = """
title = "示例市工业高质量发展评价办法（试行）"
source = "示政办〔2023〕1号"

[document]
name = "《示例市工业高质量发展评价办法（试行）》"
action = "工业高质量发展评价"
settled = ["steps"]
commends = "市工业领导小组"

[readings]
on_target = "all_standards"

[ranking]
within = "group"
ties = "dense"
tie_break = ["power_growth.ytd"]

[lists]
first = 2
last = 1

[adjustments]
cap = 5
floor = -5

[[measure]]
code = "power"
name = "工业用电量"
unit = "万千瓦时"
decimals = 2

[[measure]]
code = "energy"
name = "单位增加值能耗"
unit = "吨标准煤/万元"
base = false
regions = "counties"
decimals = 3

[[measure]]
code = "tax"
name = "工业税收"
unit = "亿元"

[[measure]]
code = "sold"
name = "产销率"
unit = "%"
regions = "all"

[[measure]]
code = "firms"
name = "新增规上企业"
unit = "家"
base = false
regions = "counties"
decimals = 0

[[measure]]
code = "accidents"
name = "安全生产事故"
unit = "起"
base = false
regions = "counties"
decimals = 0

[[measure]]
code = "renovation"
name = "技改投资"
unit = "亿元"

[[indicator]]
code = "va_growth"
name = "规上工业增加值增速"
points = 15
base = 10
per_step = 0.2
step = 0.1
cap = 15
decimals = 1

[[indicator]]
code = "power_growth"
name = "工业用电量增速"
measure = "power"
as = "growth"
standard = "city"
spans = ["ytd"]
points = 10
base = 6
tiers = [{ width = 2, per_step = 0.5, step = 1 }, { per_step = 0.2, step = 1 }]
method = "tiers"
cap = 10
floor = 2
decimals = 1

[[indicator]]
code = "energy_level"
name = "单位增加值能耗"
measure = "energy"
as = "value"
standard = "target"
gap = "percent"
better = "low"
spans = ["ytd"]
points = 10
base = 8
per_step = 0.5
step = 1
cap = 10
decimals = 2

[[indicator]]
code = "tax_size"
name = "工业税收总量"
measure = "tax"
as = "value"
standard = "none"
method = "between"
low = "lowest"
high = "highest"
least = 0.6
spans = ["ytd"]
points = 10
decimals = 2

[[indicator]]
code = "tax_share"
name = "工业税收占全市比重提高"
measure = "tax"
as = "share"
standard = "last_year"
spans = ["ytd"]
points = 5
base = 3
per_step = 0.5
step = 0.1
cap = 5
floor = 0
decimals = 2

[[indicator]]
code = "tax_part"
name = "工业税收增量贡献率"
measure = "tax"
as = "contribution"
standard = "own_share"
spans = ["month"]
points = 5
base = 3
per_step = 0.1
step = 1
cap = 5
decimals = 2

[[indicator]]
code = "sold_rate"
name = "产销率"
measure = "sold"
as = "value"
standard = "group_mean"
spans = ["ytd"]
points = 5
base = 4
per_step = 0.1
step = 1
cap = 5
decimals = 2

[[indicator]]
code = "sold_best"
name = "产销率与最好水平比"
measure = "sold"
as = "value"
standard = "best"
method = "completion"
spans = ["month"]
points = 5
decimals = 2

[[indicator]]
code = "output_place"
name = "规上工业总产值增速名次"
measure = "output"
as = "growth"
standard = "none"
method = "rank"
by_rank = [10, 8, 6, 4]
points = 10
decimals = 1

[[indicator]]
code = "renovation_done"
name = "技改投资完成率"
measure = "renovation"
as = "completion"
standard = 100
method = "steps"
spans = ["ytd"]
points = 10
base = 10
per_step = 0.2
step = 1
below = { per_step = 0.1, step = 1 }
cap = 12
floor = 0
decimals = 1

[[indicator]]
code = "renovation_more"
name = "技改投资净增量"
measure = "renovation"
as = "increment"
standard = "none"
method = "bands"
bands = [{ from = 1, points = 5 }, { from = 0, points = 3 }, { points = -1 }]
spans = ["ytd"]
points = 5
floor = -1
decimals = 2

[[indicator]]
code = "firms_new"
name = "新增规上企业"
measure = "firms"
as = "value"
standard = "none"
method = "per_unit"
base = 1
per_step = 1
step = 2
whole = true
cap = 6
spans = ["ytd"]
points = 5
decimals = 0

[[indicator]]
code = "accidents_no"
name = "安全生产事故"
measure = "accidents"
as = "value"
standard = "none"
method = "per_unit"
base = 5
per_step = -2
step = 1
spans = ["ytd"]
points = 5
decimals = 0
"""


def book():
    """The rule book."""
    return parse_rulebook(data(BOOK), "2023.toml")


def written(rows):
    """CSV text of these rows, header first."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


SIZES = {"output": 40, "power": 900, "tax": 4, "renovation": 2}  # of a county's month
PARTS = {BASE: Decimal("0.95"), LEVEL_TARGET: Decimal("0.98")}  # of the level


def figure(period, region, series, span):
    """A figure that is the same from run to run, the year to date above the month."""
    measure, month = series.measure.code, int(period[-2:])
    span = "ytd" if month == 2 else span
    seed = sum(map(ord, region + series.code)) * 7 + month * (11 if span == "month" else 3)
    part = Decimal(seed % 97) / 97
    if measure in SIZES:
        size = SIZES[measure] * PARTS.get(series.aspect, 1) * (1 if span == "month" else month)
        return round(size * (Decimal("0.9") + part / 5), 2)
    if measure in ("firms", "accidents"):
        return Decimal(int(part * (9 if measure == "firms" else 3)))
    low, wide, places = {"va_growth": (-3, 14, 1), "sold": (92, 8, 2)}.get(
        measure, (Decimal("0.4"), Decimal("0.1"), 3)
    )
    return round(low + part * wide, places)


def monthly(own, period, blanks=()):
    """The month's file: what the book needs; the city is what its counties come to."""
    columns = [
        (own.series[code], span)
        for code, spans in own.needed.items()
        for span in spans
        if not own.series[code].is_target and own.series[code].aspect != GROWTH
    ]
    head = ["地区", *(series.header(span, "总产值") for series, span in columns)]
    regions = ("全国", "示例省", "示例市", *COUNTIES)
    cells = [
        [region, *(_cell(period, region, *of, blanks) for of in columns)] for region in regions
    ]
    return written([head, *cells])


def _cell(period, region, series, span, blanks):
    above = region in ("全国", "示例省") and series.measure.regions != "all"
    city = region == "示例市" and not series.measure.of_city
    if above or city or (region, series.code) in blanks:
        return ""
    if region == "示例市" and not series.is_rate:
        return sum(figure(period, county, series, span) for county in COUNTIES)
    return figure(period, region, series, span)


def targets(own):
    """The targets of every period."""
    columns = [
        (own.series[code], span)
        for code, spans in own.needed.items()
        for span in spans
        if own.series[code].is_target
    ]
    head = ["期间", "地区", *(series.header(span, "总产值") for series, span in columns)]
    rows = [
        [period, county, *(figure(period, county, *of) for of in columns)]
        for period in PERIODS
        for county in COUNTIES
    ]
    return written([head, *rows])


def write(folder: Path, periods=PERIODS, blanks=()) -> Path:
    """The data folder; ``blanks``: (region, code) of figures that are left out."""
    own = book()
    regions = [
        ["地区", "类别", "考评", "组别"],
        ["全国", "全国", "否", ""],
        ["示例省", "全省", "否", ""],
    ]
    regions += [["示例市", "全市", "否", ""], *([c, "县区", "是", g] for c, g in COUNTIES.items())]
    adjustments = [
        ["期间", "地区", "事项", "加减分", "依据"],
        ["2023-05", "城东区", "承办全国性现场会", "6", "示政办函〔2023〕9号"],
        ["2023-05", "丙县", "瞒报数据", "-2", "督查通报第3期"],
        ["2023-Q2", "甲县", "省级表彰", "1.5", "省政府通报"],
        ["2023", "乙县", "国家级试点", "2", "工信部公告"],
    ]
    vetoes = [
        ["期间", "地区", "效力", "依据"],
        ["2023-05", "城西区", "不排位次", "较大安全事故"],
        ["2023-06", "丁县", "不予表扬", "环保督察整改不力"],
    ]
    files = {
        "dataset.toml": 'title = "示例市工业数据（示例）"\nnature = "example"\n'
        'source = "虚构数字"\nlevel = "规上工业总产值"\nissuer = ""\ncontact = ""\nas_of = ""\n',
        "regions.csv": written(regions),
        "adjustments.csv": written(adjustments),
        "vetoes.csv": written(vetoes),
        "rules/2023.toml": BOOK,
        "expected/2023.csv": targets(own),
        **{f"monthly/{period}.csv": monthly(own, period, blanks) for period in periods},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
