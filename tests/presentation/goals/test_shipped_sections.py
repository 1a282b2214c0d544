"""四 to 附 of the plan's own year: official wording, nobody's name, and a page that can be sent."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from fzlib.analysis.goals.progress import progress
from fzlib.analysis.goals.register_findings import register_findings
from fzlib.desk import load_goals
from fzlib.goals.registers import Entries
from fzlib.presentation import targets
from fzlib.presentation.blocks import Table
from tests.presentation.goals.made_sections import headings, lines, table
from tests.presentation.official_style import clean, official
from tests.presentation.visible_text import texts_of

PERIODS = ("2023-02", "2023-05", "2023-12")
MOST = 300 * 1024  # bytes; the whole page has 600 KiB


@cache
def inputs(period):
    return load_goals("data/fuzhou", period)


@cache
def rows(period):
    return progress(inputs(period).goals)


@cache
def parts(period):
    own = inputs(period), rows(period)
    return targets.registers(*own), targets.notice_list(*own), targets.duties(own[0])


@pytest.mark.parametrize("period", PERIODS)
def test_all_of_it_is_official(period):
    official(text for part in parts(period) for text in texts_of(part))


@pytest.mark.parametrize("period", PERIODS)
def test_nobody_is_named(period):
    shown = " ".join(text for part in parts(period) for _, text in texts_of(part))
    named = re.findall(r"示例企业\d*|示例[甲乙丙丁戊己庚辛壬癸]|\b9135\w{14}", shown)
    assert named == []


@pytest.mark.parametrize("period", PERIODS)
def test_size(period):
    assert sum(len(part._repr_html_().encode()) for part in parts(period)) < MOST


def test_thousands_of_entries_do_not_make_a_page_of_megabytes():
    goals = inputs("2023-05").goals
    many = {
        code: Entries(own.columns, own.rows * 3) if own else None
        for code, own in goals.registers.items()
    }
    own = replace(inputs("2023-05"), goals=replace(goals, registers=many))
    assert len(targets.registers(own, rows("2023-05"))._repr_html_().encode()) < MOST


def test_sections_follow_the_document():
    own = [text for text in headings(parts("2023-05")[0].blocks) if "、" in text[:2]]
    assert own == ["四、项目", "五、惠企资金", "六、企业诉求", "七、服务"]


def test_named_projects_are_named_with_their_stage_and_the_annual_plan():
    own = table(parts("2023-05")[0].blocks, "文件点名的项目")
    assert [row[1] for row in lines(own)] == [
        "申远三期", "宝太110万吨冷轧不锈钢", "溥泉新能源项目", "万华年产80万吨PVC项目",
    ]  # fmt: skip
    assert {row[-1] for row in lines(own)} == {"已开工"}
    assert {"年度计划投资（亿元）", "本年完成投资（亿元）"} <= set(own.titles)
    assert "截至2023年12月31日" in own.note


def test_county_tables_add_up():
    """Counts of 所处阶段, 逾期 and 内容不全: the counties and the city's own make the city's."""
    found = register_findings(inputs("2023-12").goals)
    shown = [b for b in parts("2023-12")[0].blocks if isinstance(b, Table) and "条目" in b.titles]
    assert len(shown) == 7  # not of those without stages and planned dates, or without counties
    for own in shown:
        *counties, city = lines(own)
        for column in range(1, len(city)):
            assert sum(int(row[column]) for row in counties) == int(city[column]), own.caption
        name = re.sub("^表.*　各县（市）区|情况$", "", own.caption)
        register = next(each for each in found.values() if each.register.name == name)
        assert int(city[1]) == register.count
        assert int(city[-1]) == len(register.incomplete)


def test_lists_of_reward_and_accountability_are_to_be_checked():
    own = parts("2023-05")[0].blocks
    drafts = [text for text in headings(own) if re.search("拟|通报|奖励|问责", text)]
    assert len(drafts) == 3
    assert all(text.endswith("（待核）") for text in drafts)
    shown = " ".join(text for _, text in texts_of(parts("2023-05")[0]))
    assert "长乐区不适用" in shown


@pytest.mark.parametrize("absent", ["funds", "appeals"])
def test_a_register_without_a_file_leaves_the_others(absent):
    given = inputs("2023-05").goals
    registers = {**given.registers, absent: None}
    own = replace(inputs("2023-05"), goals=replace(given, registers=registers))
    shown = targets.registers(own, progress(own.goals))
    clean(shown)
    assert f"{given.document.registers[absent].name}台账未报送" in " ".join(
        text for _, text in texts_of(shown)
    )
    assert headings(shown.blocks)


def test_the_drafts_quote_the_plan_as_it_is():
    document = inputs("2023-05").goals.document
    quotes = [own.quote for section in document.sections for own in section.drafts]
    policy = "".join(Path("data/fuzhou/targets/2023.txt").read_text(encoding="utf-8").split())
    assert quotes
    assert all("".join(quote.split()) in policy for quote in quotes)
