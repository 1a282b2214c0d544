"""Words and tables of 二: who is named, in which order, and counts that agree with their lists."""

import re
from dataclasses import replace

from fzlib.analysis.goals.progress import progress
from fzlib.presentation.blocks import Listing, sequence
from fzlib.presentation.goals import head, task_words, tasks
from fzlib.vocabulary import TaskStatus
from tests.analysis.goals.made import COUNTIES, goals, rows, task
from tests.presentation.cards import cases
from tests.presentation.goals.standings import RATE, standing
from tests.presentation.official_style import official, read_well
from tests.presentation.visible_text import texts_of

SCHEDULED = {"progress": "10.00", "schedule": "41.67"}
CITY = (
    standing("甲", "behind", gap="-5.00", **SCHEDULED),
    standing("乙", "seriously_behind", gap="-31.67", **SCHEDULED),
    standing("丙", "behind", gap="-1", unit="条"),
    standing("丁", "met", gap="2.5", unit="%", by=RATE),
    standing("戊", "on_schedule", gap="3.20", **SCHEDULED),
    standing("己", "missing", None, lack="register"),
    standing("庚", "missing", None, lack="figure"),
    standing("辛", "missing", None, lack="register"),
    standing("壬", "not_due", "0"),
    standing("癸", "told", target=None),
    standing("子", "missing", None, target=None, lack="enterprises"),
)
OWED = {"of": "county", "target": "1"}
COUNTY = (
    standing("走访", "behind", gap=None, **OWED),
    standing("走访", "behind", "0", gap="-100.00", region=COUNTIES[0], **OWED),
    standing("走访", "met", "1", gap="0.00", region=COUNTIES[1], **OWED),
)
EACH_MONTH = standing(
    "评比", "seriously_behind", "0", target="1", unit="次", cycle="month",
    progress="0.00", schedule="100", gap="-100.00",
)  # fmt: skip
ONE = goals(task())
ALL_THEIRS = "落后的1项，均由2个县（市）区分别完成，分列如下。"


def words(*own, everyone="2个县（市）区"):
    return read(task_words.words(ONE, own, everyone))


def read(piece):
    """Its paragraphs and its lists' entries, each with its label."""
    return [
        text
        for block in sequence(piece)
        for text in (
            [f"{entry.label}：{entry.text}" for entry in block.entries]
            if isinstance(block, Listing)
            else [block.text]
        )
    ]


def test_every_paragraph():
    assert words(*CITY) == [
        "《方案》（文号）列出任务和工作11项，有明确要求的9项（其中未到期1项）；"
        "未规定数量或提法为“左右”的2项，只列示情况，不作判断。截至5月底，已到期的8项中，"
        "已达到目标的1项、符合时间进度的1项、落后的3项、数据缺报的3项。",
        "已达到目标的1项：丁。",
        "符合时间进度的1项：戊（超时间进度3.20个百分点）。",
        "落后的3项，按差距由大到小分列如下。",
        "落后时间进度：乙（31.67个百分点）、甲（5.00个百分点）。",
        "低于目标：丙（1条）。",
        "其中严重滞后的1项（按落后时间进度20个百分点及以上掌握，待核）：乙。",
        "任务和工作中，数据缺报的4项：己、辛（没有台账）；庚（没有报送的数值）；子（没有企业数据）。",
        "未到期的1项：壬。",
    ]
    read_well([text.partition("：")[2] if "时间进度：" in text else text for text in words(*CITY)])


@cases(
    "own, told",
    {
        "of the counties' duties how many are behind": (
            COUNTY, [ALL_THEIRS, "走访（2个中1个落后）。"]
        ),
        "all of them": (
            (COUNTY[0], COUNTY[1], replace(COUNTY[1], region=COUNTIES[1])),
            [ALL_THEIRS, "走访（2个均落后）。"],
        ),
        "one to whom it does not apply is not counted": (
            (COUNTY[0], COUNTY[1], standing("走访", "not_applicable", None, region=COUNTIES[1])),
            [ALL_THEIRS, "走访（1个均落后）。"],
        ),
        "one alone has no order": (
            CITY[:1], ["落后的1项，分列如下。", "甲（5.00个百分点）。"]
        ),
        "what is due each month is told in entries": (
            (EACH_MONTH,), ["落后的1项，分列如下。", "评比（本期完成0次，目标为不低于1次）。"]
        ),
        "of both, how many are whose": (
            (*COUNTY, CITY[0], CITY[1]),
            [
                "落后的3项，其中全市任务2项、由2个县（市）区分别完成的1项，按差距由大到小分列如下。",
                "乙（31.67个百分点）、甲（5.00个百分点）。", "走访（2个中1个落后）。",
            ],
        ),
        "nobody": (CITY[3:5], []),
    },
)  # fmt: skip
def test_behind(own, told):
    shown = read(task_words.behind(own, "2个县（市）区"))
    assert [text.partition("：")[2] or text for text in shown] == told


def test_a_duty_seriously_behind_in_some_counties_says_in_how_many():
    late = standing("走访", "seriously_behind", "0", region=COUNTIES[0], **OWED)
    own = (replace(COUNTY[0], status=TaskStatus.SERIOUSLY_BEHIND), late, COUNTY[2])
    assert task_words.serious(ONE, own).endswith("待核）：走访（2个中1个）。")


def test_counts_of_the_head_are_those_of_the_list():
    first, *kinds = head.figures(CITY)
    assert (first.text, first.note) == (
        "9", "其中未到期1项；另有2项未规定数量或提法为“左右”，仅列示"
    )  # fmt: skip
    assert {figure.label: figure.text for figure in kinds} == {
        "已达到目标": "1", "符合时间进度": "1", "落后": "3", "其中严重滞后（待核）": "1",
        "数据缺报": "3",
    }  # fmt: skip
    notes = {figure.label: figure.note for figure in kinds}
    assert notes["落后"] == "乙、甲、丙"
    assert notes["其中严重滞后（待核）"] == "乙"
    assert notes["数据缺报"] == "己、庚、辛；另有仅列示的1项"
    whole = (int(figure.text) for figure in kinds if "其中" not in figure.label)
    assert sum(whole) + 1 == int(first.text)


def test_the_head_has_whole_rows_of_figures_however_tasks_stand():
    assert len(head.figures(CITY[:1])) == len(head.figures(CITY)) == 6


def test_what_has_no_line_is_in_a_table_of_its_own():
    judged, told = tasks.tables(CITY)
    assert [row[1].text for row in judged.rows] == list("甲乙丙丁戊己庚辛壬")
    assert [row[1].text for row in told.rows] == list("癸子")
    assert told.rows[1][-1].text == "缺数（没有企业数据）"
    assert [column.title for column in told.columns][-1] == "说明"


def test_about_is_told_as_the_document_has_it():
    own = standing("减产面", "told", "18.2", target="20", direction="about", unit="%", by=RATE)
    (told,) = tasks.tables([own])
    assert [cell.text for cell in told.rows[0]][2:] == ["18.20", "%", "—", "提法为20%左右"]


def test_no_owner_is_said_once():
    judged, _ = tasks.tables(CITY)
    assert judged.note.count("文件未明确责任单位") == 1
    owned = [replace(row, task=replace(row.task, owner="市工信局")) for row in CITY]
    assert "责任单位" not in tasks.tables(owned)[0].note


def test_a_duty_of_the_counties_says_how_many_share_its_status():
    (judged,) = tasks.tables(COUNTY)
    (row,) = judged.rows
    assert [cell.text for cell in row][2:4] == ["各1项以上", "5"]
    assert row[-1].text == "落后（1个）"
    assert "括号内为处于该状态的个数" in judged.note


def test_two_months_are_told_in_the_first_period():
    month = task("m", cycle="month", target=1)
    own = progress(goals(month, rows(("", "2023-01-03")), period="2023-02"))
    (judged,) = tasks.tables(own)
    assert [cell.text for cell in judged.rows[0]][2:5] == ["每月1项以上", "1", "50.00"]
    assert "1—2月按两个月合计衡量" in judged.note


def test_all_of_it_is_official():
    official(text for table in tasks.tables(CITY) for text in texts_of(table))
    every = " ".join(words(*CITY, *COUNTY))
    assert not re.search(r"None|\.\.|（）", every)
