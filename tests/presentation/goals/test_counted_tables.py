"""The document's own tables: numbers by a column, single entries, up to when amounts are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fzlib.goals.actuals import Tally
from fzlib.goals.sections import CountTable, EntryTable
from fzlib.presentation.blocks import Paragraph, sequence
from fzlib.presentation.goals import counted_tables
from tests.presentation.goals.made_sections import (
    CHANGLE,
    GULOU,
    PROJECTS,
    lines,
    made,
    project,
)  # fmt: skip

SUM = "投资（亿元）"


def count_table(**given):
    columns = (
        ("项目（项）", Tally("r")),
        (SUM, Tally("r", sum=SUM)),
        ("开工率（%）", Tally("r", reached="开工日期", of="计划开工日期")),
    )
    return CountTable(**{"title": "表", "register": "r", "by": "地区", "columns": columns} | given)


def test_numbers_by_county_the_total_apart():
    own = made(
        project(GULOU, "", "2023-02-01", "2023-02-01"), project(GULOU, planned="2023-02-02"),
        project("", **{SUM: Decimal("0.25")}),
    )  # fmt: skip
    (shown,) = counted_tables.counted(own, count_table())
    assert lines(shown) == [
        [GULOU, "2", "3.00", "50.00"],
        [CHANGLE, "0", "0.00", "—"],
        ["市级（未分县区）", "1", "0.25", "—"],
        ["福州市", "3", "3.25", "50.00"],
    ]
    assert shown.note == "注：金额为台账报送时的填报数。"


def test_by_another_column_a_blank_is_said():
    own = made(project(GULOU, 类别="甲"), project(GULOU, 类别=""))
    (shown,) = counted_tables.counted(own, count_table(by="类别", columns=(("项", Tally("r")),)))
    assert lines(shown) == [["甲", "1"], ["未填写", "1"], ["合计", "2"]]
    assert shown.note == ""


def test_amounts_are_as_of_the_file_and_blanks_are_told():
    register = replace(PROJECTS, as_of="截至日期")
    own = made(
        project(GULOU, 截至日期=date(2023, 4, 30)),
        project(GULOU, 截至日期=date(2023, 6, 30), **{SUM: None}),
        register=register,
    )
    (shown,) = counted_tables.counted(own, count_table(note="甲"))
    said = "注：甲；金额为台账填报数，截至2023年6月30日，晚于本期期末；"
    assert shown.note == f"{said}未填写的未计入：投资（亿元）1项。"


def test_single_entries_with_their_last_stage():
    own = made(project(GULOU, "2023-01-01"), project("", 项目名称="乙项目"), project(CHANGLE))
    columns = ("项目名称", "地区", SUM, "签约日期")
    where = (("项目名称", ("示例", "乙项目")),)
    (shown,) = sequence(counted_tables.listed(own, EntryTable("表", "r", columns, where)))
    assert lines(shown) == [
        ["R1", "示例", GULOU, "1.50", "2023年1月1日", "已签约"],
        ["R2", "乙项目", "福州市", "1.50", "—", "未签约"],
        ["R3", "示例", CHANGLE, "1.50", "—", "未签约"],
    ]


def test_of_many_entries_the_first_are_listed_and_all_counted():
    own = made(*(project(GULOU) for _ in range(3000)))
    (shown,) = sequence(counted_tables.listed(own, EntryTable("表", "r", ("项目名称",))))
    assert len(shown.rows) == counted_tables.MOST
    assert "共3000项，列前20项" in shown.note


def test_what_is_named_and_not_in_the_register_is_told():
    where = (("项目名称", ("示例", "丙项目", "丁项目")),)
    named = EntryTable("点名项目", "r", ("项目名称",), where, "说明")
    (shown,) = sequence(counted_tables.listed(made(project(GULOU)), named))
    assert shown.note == "注：台账中没有丙项目、丁项目；说明。"
    assert sequence(counted_tables.listed(made(), named)) == (
        Paragraph("点名项目：台账中没有示例、丙项目、丁项目。"),
    )


def test_a_register_without_a_file():
    own = replace(made(), registers={"r": None})
    assert counted_tables.counted(own, count_table()) == []
    assert counted_tables.listed(own, EntryTable("表", "r", ("项目名称",))) == []


def test_a_register_without_entries():
    (shown,) = counted_tables.counted(made(), count_table())
    assert lines(shown)[-1] == ["福州市", "0", "0", "—"]
    listed = counted_tables.listed(made(), EntryTable("表", "r", ("项目名称",)))
    assert listed == "表：台账中没有这类条目。"
