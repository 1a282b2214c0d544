"""What the cells of a register come to: one day however written, exact numbers, evened codes."""

import datetime
from datetime import date
from decimal import Decimal

import pytest

from tests.intake.files import Error, Percent
from tests.intake.goals.plans import PROJECTS, VISITS


def entry(plan, register="projects", number=0):
    return plan.goals().goals.registers[register].rows[number]


@pytest.mark.parametrize(
    "written", ["2023-05-31", "2023/5/31", "2023年5月31日", "２０２３年５月３１日", "2023-5-31"]
)
def test_a_day_in_any_form(plan, written):
    plan.put(PROJECTS, F2=written)
    assert entry(plan).day("开工日期") == date(2023, 5, 31)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_spreadsheet_says_the_same(plan, suffix):
    before = plan.goals().goals.registers["projects"]
    plan.recast(
        PROJECTS, suffix, typed=lambda text: text or None,
        E2=1.5, E3=2.25, F2=datetime.date(2023, 3, 1), F3=datetime.date(2023, 4, 5),
    )  # fmt: skip
    after = plan.goals().goals.registers["projects"]
    assert after.columns == before.columns
    assert [row.values for row in after.rows] == [row.values for row in before.rows]
    assert [row.region for row in after.rows] == [row.region for row in before.rows]


def test_regions(plan):
    """A county by its name whatever it was written as; the city's, and those of nobody, are ''."""
    rows = plan.goals().goals.registers["projects"].rows
    assert [row.region for row in rows] == ["福清市", "闽侯县", "", ""]
    assert [row.text("地区") for row in rows] == ["福清市", "闽侯县", "福州市", ""]


def test_the_same_text_says_the_same_in_every_row_and_what_is_wrong_is_told_of_each(plan):
    plan.put(PROJECTS, E2="1.50", E3="1.50", E4="1.5", F2="2023-03-01", F3="2023-03-01")
    amounts = [entry(plan, number=n).amount("总投资（亿元）") for n in range(3)]
    assert [str(amount) for amount in amounts] == ["1.50", "1.50", "1.5"]
    assert entry(plan).day("开工日期") == entry(plan, number=1).day("开工日期") == date(2023, 3, 1)
    plan.put(PROJECTS, H2="某日", H3="某日")
    problems, _ = plan.said()
    assert [line.partition("：")[0] for line in problems] == [
        f"registers/projects.csv › {cell}" for cell in ("H2", "H3")
    ]


def test_an_error_value_is_no_text_though_it_is_spelled_as_one(plan):
    plan.recast(PROJECTS, "xlsx", typed=lambda text: text or None, D2="#N/A", D3=Error("#N/A"))
    problems, _ = plan.said()
    assert [line.partition("：")[0] for line in problems] == ["registers/projects.xlsx › 数据 › D3"]


@pytest.mark.parametrize(
    ("written", "number"), [("1,234.5", "1234.5"), ("0", "0"), ("-3.50", "-3.50"), ("１２", "12")]
)
def test_numbers_are_exact(plan, written, number):
    plan.put(PROJECTS, E2=written)
    assert entry(plan).amount("总投资（亿元）") == Decimal(number)


@pytest.mark.parametrize("mark", ["", "-", "—", "/", "…", "缺"])
def test_a_mark_is_missing(plan, mark):
    plan.put(PROJECTS, D2=mark, E2=mark, F2=mark)
    for column in ("责任单位", "总投资（亿元）", "开工日期"):
        assert entry(plan).is_blank(column)


def test_a_percent_format_in_a_column_of_percents(plan):
    plan.put(VISITS, F1="完成率（%）", F2="", F3="12.5%")
    plan.recast(VISITS, "xlsx", typed=lambda text: text or None, F2=Percent(0.345))
    rows = plan.goals().goals.registers["visits"].rows
    assert [row.amount("完成率（%）") for row in rows] == [Decimal("34.5"), Decimal("12.5")]


def test_codes_and_picked_values_are_evened_out(plan):
    plan.put(VISITS, E2=" 91350100ex00284274", D3="联　系")
    first, second = plan.goals().goals.registers["visits"].rows
    assert first.text("统一社会信用代码") == "91350100EX00284274"
    assert second.matches((("方式", ("联系",)),))


def test_headers_are_spelled_as_the_document_has_them(plan):
    plan.put(PROJECTS, E1="总投资 (亿元)")
    entries = plan.goals().goals.registers["projects"]
    assert "总投资（亿元）" in entries.columns
    assert entries.rows[0].amount("总投资（亿元）") == Decimal("1.5")


def test_a_register_is_only_its_entries(plan):
    registers = plan.goals().goals.registers
    keys = [row.text("项目编号") for row in registers["upgrades"].rows]
    assert keys == ["P1", "P2"]
    assert registers["upgrades"].columns == registers["projects"].columns


def test_each_entry_has_the_cell_of_its_key(plan):
    assert str(entry(plan, number=2).place) == "registers/projects.csv › A4"


def test_entries_of_areas_not_assessed_are_left_out(plan):
    plan.put(PROJECTS, C2="平潭县", F2="待定")  # nor is anything asked of them
    rows = plan.goals().goals.registers["projects"].rows
    assert [row.text("项目编号") for row in rows] == ["P2", "P3", "P4"]
