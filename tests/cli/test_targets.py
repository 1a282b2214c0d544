"""``fz targets``: the tasks in the terminal, targets.csv on standard output."""

import shutil
from collections import Counter

import fzlib
from fzlib.analysis.goals.progress import progress
from fzlib.presentation.terminal import width
from fzlib.publishing.score_files import progress_files
from fzlib.vocabulary import TASK_STATUSES
from tests.publishing.folders import FUZHOU, ROOT, contents, edit, run


def test_every_task_of_the_city_is_a_row_and_counted(fz):
    done = fz("targets", "2023-05", "--data", FUZHOU, code=0)
    goals = fzlib.load_goals(FUZHOU, "2023-05").goals
    rows = [row for row in progress(goals) if row.is_city]
    title, head, *lines, blank, counts = done.lines
    assert title.startswith("2023年5月福州市目标任务推进情况（示例数据，")
    assert head.split() == ["条款", "任务", "目标", "实际", "进度", "时间进度", "差距", "状态"]
    assert [line.split()[1] for line in lines] == [row.task.name for row in rows]
    for line, row in zip(lines, rows, strict=True):
        assert line.split()[-1].startswith(TASK_STATUSES[row.status])
    assert blank == ""
    numbers = Counter(TASK_STATUSES[row.status] for row in rows)
    assert counts.startswith(f"共{len(rows)}项：")
    assert all(f"{name}{number}项" in counts for name, number in numbers.items())
    where = {
        width(line[: line.index(row.task.name)]) for line, row in zip(lines, rows, strict=True)
    }
    assert len(where) == 1  # the columns line up


def test_what_is_doubtful_is_told_on_the_error_output(fz):
    errors = fz("targets", "2023-05", "--data", FUZHOU).errors.splitlines()
    warnings = fzlib.load_goals(FUZHOU, "2023-05").warnings
    assert len(errors) == len(warnings) > 0
    assert all(line.startswith("提示　") for line in errors)


def test_a_county_s_rows_with_its_own_targets(fz):
    done = fz("targets", "2023-05", "--county", "福清", "--data", FUZHOU, code=0)
    goals = fzlib.load_goals(FUZHOU, "2023-05").goals
    rows = [row for row in progress(goals) if row.region == "福清市"]
    assert done.lines[0].startswith("2023年5月福清市目标任务推进情况")
    lines = done.lines[2:-2]
    assert [line.split()[1] for line in lines] == [row.task.name for row in rows]
    assert "超275亿元" in lines[0].split()


def test_a_county_task_of_the_city_shows_what_each_county_owes(fz):
    lines = fz("targets", "2023-02", "--data", FUZHOU).lines
    (own,) = (line for line in lines if "处级领导带队走访" in line)
    assert own.split()[2] == "每月各1次以上"
    (county,) = (
        line
        for line in fz("targets", "2023-02", "--county", "福清市", "--data", FUZHOU).lines
        if "处级领导带队走访" in line
    )
    assert county.split()[2] == "每月1次以上"


def test_csv_is_targets_csv():
    done = run("targets", "2023-05", "--data", FUZHOU, "--csv", encoding=None)
    assert done.returncode == 0
    goals = fzlib.load_goals(FUZHOU, "2023-05").goals
    assert done.stdout == progress_files(goals)["targets.csv"]


def test_where_there_are_no_tasks_it_says_what_to_do(fz):
    done = fz("targets", "2025-07", "--data", ROOT / "data/shaoyang", code=1)
    assert done.output == ""
    assert done.errors.startswith("shaoyang 没有2025年的目标任务（targets/2025.toml）；照上一年的")


def test_registers_that_are_absent_leave_their_tasks_missing(fz, year):
    shutil.rmtree(year / "registers")
    done = fz("targets", "2023-05", "--data", year, code=0)
    (line,) = (line for line in done.lines if line.split()[1:2] == ["工业重点项目"])
    assert line.endswith("缺数（没有台账）")
    assert "registers/projects.csv：没有这个台账" in done.errors


def test_wrong_registers_are_listed_with_the_scored_data_s_problems(fz, year):
    edit(year / "registers/projects.csv", ",2023-07-26,", ",7月26日,")
    edit(year / "monthly/2023-05.csv", "鼓楼区,", "古楼区,")
    done = fz("targets", "2023-05", "--data", year, code=1)
    assert done.output == ""
    assert "registers/projects.csv › U2：“7月26日”不是日期" in done.errors
    assert "monthly/2023-05.csv › A" in done.errors


def test_nothing_is_written(fz, year):
    before = contents(year)
    fz("targets", "2023-05", "--data", year)
    assert contents(year) == before
