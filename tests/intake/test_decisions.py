"""rulings, adjustments, vetoes: as decided; what is wrong with a row is said at its cell."""

from decimal import Decimal

import pytest

from fzlib.scoring.decisions import UNCOMMENDED, UNRANKED
from fzlib.scoring.periods import Period, Quarter
from tests.intake.conftest import MONTHLY
from tests.intake.files import csv_bytes

LABEL = "rulings.csv"
HEADER = ["期间", "地区", "考评项", "得分", "依据"]
GOOD = ["2023-05", "福清市", "increment.month", "8.5", "市工信局会议纪要"]
ITEMS = (
    "va_growth.month、va_growth.ytd、output_growth.month、output_growth.ytd、"
    "increment.month、increment.ytd、contribution.month、contribution.ytd"
)


def write(city, *rows):
    city.write(LABEL, csv_bytes([HEADER, *rows]))


def good(**changes):
    return [changes.get(key, value) for key, value in zip(HEADER, GOOD, strict=True)]


def test_a_ruling_is_read(city):
    write(city, good(地区="长乐市", 得分="-12.50"), good())
    rulings = city.load().panel.rulings
    assert [(r.region, r.item, r.points, r.basis) for r in rulings] == [
        ("长乐区", "increment.month", Decimal("-12.5"), "市工信局会议纪要"),
        ("福清市", "increment.month", Decimal("8.5"), "市工信局会议纪要"),
    ]


@pytest.mark.parametrize(
    ("points", "hints"),
    [
        ("10", []),
        ("10.01", ["rulings.csv › D2：审定得分10.01分，高于实际完成增量一项的分值10分；核对得分"]),
    ],
)
def test_points_above_those_of_the_item_are_told(city, points, hints):
    write(city, good(得分=points))
    assert [str(w) for w in city.load().warnings if w.where.file == LABEL] == hints


@pytest.mark.parametrize("points", ["0", "-3", "100000", "8.50", "８．５"])
def test_points_are_neither_capped_nor_floored(city, points):
    write(city, good(得分=points))
    assert city.problems() == []


def test_rulings_of_other_periods_are_left_alone(city):
    write(city, good(期间="2023-06", 依据=""), good(期间="2022-05", 考评项="无"))
    assert city.load().panel.rulings == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (good(依据=""), "E2：没有写依据；写明审定的文件或会议"),
        (good(依据=" \u3000"), "E2：没有写依据；写明审定的文件或会议"),
        (good(依据="纪要\u202e"), "E2：有改变书写方向的字符 U+202E；删去这个字符"),
        (good(考评项="increment"), f"C2：没有“increment”这个考评项；可选：{ITEMS}"),
        (good(考评项=""), f"C2：没有“”这个考评项；可选：{ITEMS}"),
        (good(地区="福清县"), "B2：“福清县”不是考评的县区；是不是“福清市”？"),
        (good(地区="福州市"), "B2：“福州市”不是考评的县区；改为参加考评的县区"),
        (good(地区="平潭"), "B2：“平潭”不是考评的县区；改为参加考评的县区"),
        (good(得分=""), "D2：没有写得分；填审定的得分"),
        (good(得分="-"), "D2：没有写得分；填审定的得分"),
        (good(得分="8.555"), "D2：得分“8.555”超过2位小数；最多2位小数"),
        (good(得分="9" * 40), f"D2：得分“{'9' * 40}”过大；核对小数点"),
        (good(得分="八"), "D2：“八”不是数；改为数字；没有数就留空"),
        (good(得分="8%"), "D2：“8%”带百分号，这一列的单位是分；核对是否填错了列"),
        (good(期间=""), "A2：“”不是期间；期间写作 2023-05（1—2月写作 2023-02）"),
        (good(期间="5月"), "A2：“5月”不是期间；期间写作 2023-05（1—2月写作 2023-02）"),
        (good(期间="甲：乙"), "A2：“甲：乙”不是期间；期间写作 2023-05（1—2月写作 2023-02）"),
        (
            good(期间="2023-01"),
            "A2：没有“2023-01”这一期；1月、2月数据合并发布，请写 2023-02（1—2月）",
        ),
    ],
)
def test_what_is_wrong_with_a_ruling(city, row, words):
    write(city, row)
    assert city.problems() == [f"{LABEL} › {words}"]


def test_headers_alone_are_no_ruling(city):
    write(city)
    assert city.load().panel.rulings == ()


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_workbook_of_rulings_with_dates_for_periods(city, suffix):
    import datetime

    write(city, good(), good(地区="长乐区", 依据=""))
    day = datetime.date(2023, 5, 1)
    city.recast(LABEL, suffix, A2=day, A3=day)
    assert city.problems() == [f"rulings.{suffix} › 数据 › E3：没有写依据；写明审定的文件或会议"]


# ------------------------------------------------------------ adjustments and vetoes

PRAISE = ["2023-05", "福清市", "受省政府表扬", "２.50", "闽政通报"]


def decided(city, label, header, *rows):
    city.write(label, csv_bytes([header, *rows]))
    return city.load().panel


def test_no_file_of_adjustments_is_none_and_one_without_rows_has_none(city):
    assert city.load().panel.adjustments is None
    header = ["期间", "地区", "事项", "加减分", "依据"]
    assert decided(city, "adjustments.csv", header).adjustments == ()


def test_adjustments_of_the_year_are_read_whoever_they_count_for(city):
    """Contract 3b: 期间 is a month, a quarter or a year; another year's are another's."""
    panel = decided(
        city, "adjustments.csv", ["期间", "地区", "事项", "加减分", "依据"],
        PRAISE, ["2023-Q2", "长乐市", "通报批评", "-1", "通报"], ["2023", *PRAISE[1:]],
        ["2023-06", *PRAISE[1:]], ["2022-05", *PRAISE[1:]],
    )  # fmt: skip
    assert [(str(a.when), a.region, a.points, a.basis) for a in panel.adjustments] == [
        ("2023-05", "福清市", Decimal("2.5"), "闽政通报"),
        ("2023-Q2", "长乐区", Decimal(-1), "通报"),
        ("2023", "福清市", Decimal("2.5"), "闽政通报"),
        ("2023-06", "福清市", Decimal("2.5"), "闽政通报"),
    ]


def test_vetoes_have_one_of_two_effects(city):
    panel = decided(
        city, "vetoes.csv", ["期间", "地区", "效力", "依据"],
        ["2023-05", "福清市", "不排位次", "通报"], ["2023-Q2", "闽侯县", "不予表扬", "通报"],
    )  # fmt: skip
    assert panel.vetoed(Period(2023, 5), UNRANKED) == {"福清市"}
    assert panel.vetoed(Quarter(2023, 2), UNCOMMENDED) == {"闽侯县"}


def test_the_files_are_among_the_inputs(city):
    """The manifest names them, and a changed one is read again; without rows none was used."""
    decided(city, "vetoes.csv", ["期间", "地区", "效力", "依据"])
    inputs = city.load()
    assert "vetoes.csv" in inputs.whole
    assert "vetoes.csv" not in inputs.files
    assert "adjustments.csv" not in inputs.whole
    row = ["2023-05", "福清市", "不排位次", "通报"]
    assert decided(city, "vetoes.csv", ["期间", "地区", "效力", "依据"], row).vetoes


def test_a_decision_of_an_item_of_any_book(city):
    """Contract section 2: 考评项 is the item id, of a declared measure too."""
    rules = "rules/2023.toml"
    city.write(rules, city.text(rules) + POWER)
    city.edit(MONTHLY, "总产值累计增速（%）", "总产值累计增速（%）,累计用电量（万千瓦时）")
    rows = city.rows(MONTHLY)
    table = [row if len(row) == 10 else [*row, "5"] for row in rows]
    city.write(MONTHLY, csv_bytes(table))
    write(city, good(考评项="power_use.ytd", 得分="5.01"))
    inputs = city.load()
    assert [ruling.item for ruling in inputs.panel.rulings] == ["power_use.ytd"]
    told = "rulings.csv › D2：审定得分5.01分，高于用电量一项的分值5分；核对得分"
    assert told in map(str, inputs.warnings)


POWER = """
[[measure]]
code = "power"
name = "用电量"
unit = "万千瓦时"
base = false

[[indicator]]
code = "power_use"
name = "用电量"
measure = "power"
as = "value"
standard = "none"
method = "rank"
by_rank = [5, 3]
spans = ["ytd"]
decimals = 1
points = 5
"""
