"""A register's part: its counts agree with its lists: what is late, blank, contradictory."""

import re
from dataclasses import replace
from datetime import date

import pytest

from fzlib.analysis.goals.register_findings import register_findings
from fzlib.presentation.blocks import Table
from fzlib.presentation.goals import register_words
from fzlib.presentation.goals.stage_names import act, stage
from fzlib.scoring.periods import Period
from tests.presentation.goals.made_sections import (
    CHANGLE,
    GULOU,
    ONE,
    PROJECTS,
    lines,
    made,
    project,
    shown,
    table,
    texts,
)  # fmt: skip
from tests.presentation.official_style import clean, official
from tests.presentation.visible_text import texts_of

MAY = Period(2023, 5)
LATE = {"signed": "2023-01-01", "planned": "2023-05-30"}  # a day late at the end of May


def found(*projects, **given):
    own = register_findings(made(*projects, **given))["r"]
    assert own is not None
    return own


@pytest.mark.parametrize(
    ("column", "name"),
    [("签约日期", "签约"), ("举办时间", "举办"), ("办理时限", "办理时限"), ("日期", "日期")],
)
def test_what_a_date_is_of(column, name):
    assert act(column) == name


def test_a_stage_is_the_last_one_reached():
    assert stage(PROJECTS, "开工日期") == "已开工"
    assert stage(PROJECTS, "") == "未签约"


def test_stages_by_county_add_up_to_the_city():
    own = made(
        project(GULOU, "2023-01-01", "2023-02-01"),
        project(GULOU, "2023-01-01"),
        project(CHANGLE),
        project("", "2023-01-01", "2023-06-01"),  # started only after May
        section=ONE,
    )
    rows = lines(table(shown(own), "各县（市）区示例项目"))
    assert rows == [
        [GULOU, "2", "0", "1", "1", "0", "0"],
        [CHANGLE, "1", "1", "0", "0", "0", "0"],
        ["市级（未分县区）", "1", "0", "1", "0", "0", "0"],
        ["福州市", "4", "1", "2", "1", "0", "0"],
    ]
    for column in range(1, 7):
        assert sum(int(r[column]) for r in rows[:-1]) == int(rows[-1][column])


def test_words_count_stages_that_there_are():
    own = found(project(GULOU, "2023-01-01", "2023-02-01"), project(GULOU))
    said = register_words.overview(own, (), MAY)
    assert said == "报送台账2项；截至5月底，未签约1项、已开工1项。"


@pytest.mark.parametrize(
    ("others", "told"),
    [((), "1项（均在期后签约）"), ((project(GULOU),), "2项（其中期后签约1项）")],
)
def test_what_has_come_after_the_period_is_not_blamed(others, told):
    own = found(project(GULOU, "2023-06-01"), *others)
    assert register_words.overview(own, (), MAY).endswith(f"截至5月底，未签约{told}。")
    made_ = made(project(GULOU, "2023-06-01"), *others, section=ONE)
    note = table(shown(made_), "各县（市）区示例项目").note
    assert note == "注：单位为项；“未签约”含期后签约的。"


def test_few_overdue_are_all_named_without_bands():
    own = found(project(GULOU, **LATE), project("", **LATE))
    text = (
        "计划开工日期已过、未开工的2项：R1（鼓楼区，1天）、R2（福州市，1天）。其中未填写理由的2项。"
    )
    assert register_words.overdue(own, "福州市") == text


def test_of_many_overdue_the_oldest_are_named_and_all_counted():
    old = {**LATE, "planned": "2022-05-31"}
    own = found(*(project(GULOU, **LATE) for _ in range(6)), project(CHANGLE, **old))
    text = register_words.overdue(own, "福州市")
    assert text.startswith("计划开工日期已过、未开工的7项，其中30天以内的6项、180天以上的1项。")
    assert "逾期最久的5项为R7（长乐区，365天）、R1" in text
    assert len(re.findall(r"R\d", text)) == 5


def test_none_overdue_is_said_and_no_planned_dates_are_not():
    assert register_words.overdue(found(project(GULOU)), "") == "没有逾期的条目。"
    assert register_words.overdue(found(project(), register=replace(PROJECTS, due={})), "") == ""


def test_overdue_by_age_says_how_many_are_explained():
    both = {"签约日期": "计划签约日期", "开工日期": "计划开工日期"}
    entries = (
        project(GULOU, **LATE, 理由="补正中"),
        project(GULOU, **LATE),
        project(GULOU, planned="2022-01-01", 计划签约日期=date(2023, 5, 1)),
    )
    own = made(*entries, section=ONE, register=replace(PROJECTS, due=both))
    shown_table = table(shown(own), "逾期情况")
    assert shown_table.titles[-2:] == ["理由其中填写了", "均未填写"]
    assert lines(shown_table) == [
        ["计划签约日期已过、未签约", "1", "0", "0", "0", "1", "0", "1"],
        ["计划开工日期已过、未开工", "2", "0", "0", "1", "3", "1", "2"],
        ["合计", "3", "0", "0", "1", "4", "1", "3"],
    ]


def test_a_table_of_one_row_is_a_sentence():
    blank = project(GULOU, 责任单位="")
    own = made(project(GULOU, **LATE, 理由="补正中"), project(GULOU, **LATE), blank, section=ONE)
    said = texts(shown(own))
    assert not any("逾期情况" in text or "需核实的条目" in text for text in said)
    assert any(text.endswith("其中填写了理由的1项，未填写理由的1项。") for text in said)
    assert "应填内容不全的1项，均为责任单位空缺：R3。" in said


def test_without_stages_and_dates_the_county_with_most_blanks_is_named():
    bare = replace(PROJECTS, stages=(), due={})
    blanks = [project(of, 责任单位="") for of in (GULOU, CHANGLE, GULOU)]
    own = made(*blanks, section=ONE, register=bare)
    assert not any(isinstance(block, Table) for block in shown(own))
    said = "应填内容不全的3项，均为责任单位空缺：R1、R2、R3。应填内容不全最多的是鼓楼区（2项）。"
    assert said in texts(shown(own))


def test_blank_duty_holders_and_contradictions_are_listed_by_key():
    own = made(
        *(project(GULOU, 第一责任人="") for _ in range(6)),
        project(GULOU, 责任单位="", 第一责任人=""),
        project(GULOU, "", "2023-02-01"),
        project(GULOU, "2023-03-01", "2023-02-01"),
        section=ONE,
    )
    assert lines(table(shown(own), "需核实的条目")) == [
        ["责任单位空缺", "1", "R7"],
        ["第一责任人空缺", "7", "R1、R2、R3、R4、R5等"],
        ["已开工而没有签约日期", "1", "R8"],
        ["签约日期晚于开工日期", "1", "R9"],
    ]
    said = register_words.faulty(register_findings(own)["r"])
    assert said == "应填内容不全的7项，阶段日期前后矛盾的2项。"
    assert register_words.faulty(found(project(GULOU))) == ""


def test_persons_and_enterprises_are_not_named():
    own = made(
        project(GULOU, **LATE, 第一责任人="张三", 企业名称="某某公司"),
        project(GULOU, 责任单位="", 第一责任人="张三"),
        section=ONE,
    )
    assert not any("张三" in text or "某某公司" in text for text in texts(shown(own)))


def test_a_county_called_script_is_text():
    own = made(project("<script>", **LATE), section=ONE)
    own = replace(own, counties=("<script>", CHANGLE))
    assert any("<script>" in text for text in texts(shown(own)))
    clean(shown(own))


def test_all_of_it_is_official():
    own = made(
        project(GULOU, "2023-01-01", "2023-02-01"), project(CHANGLE, "", "2023-02-01"),
        *(project(GULOU, **LATE, 责任单位="") for _ in range(7)), section=ONE,
    )  # fmt: skip
    official(texts_of(shown(own)))
