"""fz import: what it shows, what it asks, exit codes."""

import shutil
from pathlib import Path

import pytest

from tests.intake.bureau import book, revenue
from tests.publishing.test_importing import LAYOUT, SHAOYANG, files


@pytest.fixture
def folder(tmp_path):
    folder = Path(shutil.copytree(SHAOYANG, tmp_path / "city"))
    shutil.rmtree(folder / "monthly")
    (folder / "layout.toml").write_text(LAYOUT, "utf-8")
    return folder


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "月报.xlsx"
    path.write_bytes(book(("工业处2", revenue())))
    return path


def test_it_shows_what_it_found_and_writes(fz, folder, workbook, monkeypatch):
    monkeypatch.chdir(folder.parent)
    done = fz("import", workbook, "--period", "2025-03", "--data", "city")
    assert (done.code, done.errors) == (0, "")
    told = [line for line in done.lines if not line.startswith("提示")]
    assert told == [
        "monthly/2025-03.csv（新建，2025年3月）",
        "  累计营业收入（亿元）",
        "    来自 月报.xlsx › 工业处2 › B5—B7，"
        "表头“规模工业营业收入 › 1-3月 › 绝对额(亿元)”，单位亿元",
        "    新填3个",
        "写入　city/monthly/2025-03.csv",
        "下一步：fz check 2025-03 --data city",
    ]
    again = fz("import", workbook, "--period", "2025-03", "--data", "city")
    assert again.code == 0
    assert "    与已有的相同3个" in again.lines
    assert "没有新的数，月度文件没有改动。" in again.lines


def test_a_change_is_shown_and_waits_for_replace(fz, folder, workbook):
    options = ("--period", "2025-03", "--data", folder)
    fz("import", workbook, *options)
    before = files(folder)
    workbook.write_bytes(book(("工业处2", revenue(rows=[["全市", 300, 1], ["双清", 51.741, 1]]))))
    done = fz("import", workbook, *options)
    assert done.code == 1
    assert "    与已有的相同1个，与已有的不同1个" in done.lines
    assert "      F4 邵阳市　已有 324.78141，工作簿 300（B5）" in done.lines
    assert done.lines[-1] == "没有写入：1 个数与已有的不同；确认用工作簿的数，加 --replace。"
    assert files(folder) == before
    done = fz("import", workbook, *options, "--replace")
    assert done.code == 0
    assert f"原文件　{folder / 'monthly' / 'earlier' / '2025-03.1.csv'}" in done.lines


def test_a_dry_run_writes_nothing(fz, folder, workbook):
    before = files(folder)
    done = fz("import", workbook, "--period", "2025-03", "--data", folder, "--dry-run")
    assert (done.code, done.lines[-1]) == (0, "没有写入（--dry-run）。")
    assert files(folder) == before


def test_what_comes_next_can_be_typed_again(fz, folder, workbook):
    spaced = folder.rename(folder.with_name("my city"))
    done = fz("import", workbook, "--period", "2025-03", "--data", spaced)
    assert done.lines[-1] == f'下一步：fz check 2025-03 --data "{spaced}"'


def test_a_figure_withdrawn_stays_and_it_is_said_how_to_take_it_out(fz, folder, workbook):
    options = ("--period", "2025-03", "--data", folder, "--replace")
    fz("import", workbook, *options)
    workbook.write_bytes(book(("工业处2", revenue(rows=[["全市", None, 1], ["双清", 51.741, 1]]))))
    done = fz("import", workbook, *options)
    assert (
        "提示　月报.xlsx › 工业处2 › B5：邵阳市累计营业收入（亿元）空缺，保留已有的 324.78141；"
        "如已撤回，清空 monthly/2025-03.csv › F4"
    ) in done.lines
    assert "没有新的数，月度文件没有改动。" in done.lines


def test_problems_are_listed(fz, folder, workbook):
    done = fz("import", workbook, "--period", "2025-04", "--data", folder)
    assert (done.code, done.output) == (1, "")
    assert done.errors.splitlines()[0] == "输入有 1 处问题："
    assert "写的是“1-3月”，按 --period 2025-04 应是1—4月" in done.errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--period", "2025-03"], "缺少参数 工作簿"),
        (["月报.xlsx"], "缺少选项 --period"),
        (["月报.xlsx", "--period", "2025-01"], "1月、2月数据合并发布"),
        (["月报.xlsx", "--period", "2025-Q1"], "这里只能写月份"),
        (["月报.xlsx", "--period", "2025-03", "--layout", "没有.toml"], "没有布局文件 没有.toml"),
    ],
)
def test_wrong_usage(fz, arguments, said):
    done = fz("import", *arguments)
    assert (done.code, done.output) == (2, "")
    assert said in done.errors
