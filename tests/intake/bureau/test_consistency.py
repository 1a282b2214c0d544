"""An index under a growth."""

import pytest

from tests.intake.bureau.workbooks import column, declared, figures, read, sheet


def outcome(title, header, *beside, name="表", measure="va_growth", unit="%"):
    """The columns read, and the problems."""
    rows = [[title], ["地区", header, *beside], ["全市", 6, 7], ["双清", 6, 7], ["大祥", 6, 7]]
    layout = declared(column(measure, header, unit=unit, span="ytd"), sheet="*")
    tables, problems, _ = read(sheet(rows, name), layout, label="2025-03.xlsx")
    return [key for table in tables for key in figures(table)], problems


@pytest.mark.parametrize(
    ("title", "header", "name", "where"),
    [
        ("增加值指数（上年同期=100）", "1-3月", "表", "表 › A1：“增加值指数（上年同期=100）”"),
        ("增加值（以上年同期为100）", "1-3月", "表", "表 › A1：“增加值（以上年同期为100）”"),
        ("工业增加值增速", "1-3月（上年＝100.0）", "表", "表 › B2：“1-3月（上年＝100.0）”"),
        ("工业", "1-3月增加值指数", "表", "表 › B2：“1-3月增加值指数”"),
        ("工业", "1-3月", "指数", "指数：“指数”"),
        ("规模以上工业增加值累计指数", "1-3月增速", "表", "表 › A1：“规模以上工业增加值累计指数”"),
    ],
)  # fmt: skip
def test_an_index_is_no_growth(title, header, name, where):
    _, problems = outcome(title, header, name=name)
    assert problems == [
        f"2025-03.xlsx › {where}是指数，布局读作 va_growth；增速是指数减去100，改用增速"
    ]


@pytest.mark.parametrize(
    ("title", "header", "beside"),
    [
        ("工业增加值指数及增速", "1-3月", ()),
        ("工业增加值", "1-3月指数增速", ()),
        ("工业增加值指数（上年同期=100）", "1-3月增速", ("1-3月指数",)),  # that one is the index
        ("工业增加值", "1-3月增速", ("高质量发展指数",)),
        ("高质量发展指数监测：工业增加值", "1-3月", ()),
        ("工业投资目标=1000", "1-3月", ()),
    ],
)
def test_a_growth_beside_an_index_is_one(title, header, beside):
    assert outcome(title, header, *beside) == (["va_growth.ytd"], [])


def test_a_level_may_stand_under_an_index():
    level = {"measure": "output", "unit": "亿元"}
    assert outcome("工业总产值指数", "1-3月总产值", **level) == (["output.ytd"], [])
