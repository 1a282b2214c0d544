"""fz import: what it shows, what it asks, exit codes."""

import errno
import os
from pathlib import Path

import pytest

from fzlib.intake.import_files import importing
from tests.intake.bureau.test_import_plan import LAYOUT, files
from tests.intake.bureau.workbooks import book, not_yet_imported, revenue
from tests.intake.files import Form
from tests.publishing.folders import ROOT


@pytest.fixture
def folder(tmp_path):
    folder = not_yet_imported(tmp_path / "city")
    (folder / "layout.toml").write_text(LAYOUT, "utf-8")
    return folder


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "月报.xlsx"
    path.write_bytes(book(("工业处2", revenue())))
    return path


@pytest.fixture
def bring(fz, folder, workbook):
    """``fz import`` of ``workbook``, March's, into ``folder``."""

    def call(*options, period="2025-03", code=None):
        return fz("import", workbook, "--period", period, "--data", folder, *options, code=code)

    return call


def test_it_shows_what_it_found_and_writes(fz, folder, workbook, monkeypatch):
    monkeypatch.chdir(folder.parent)
    done = fz("import", workbook, "--period", "2025-03", "--data", "city")
    assert (done.code, done.errors) == (0, "")
    shown = [line for line in done.lines if not line.startswith("提示")]
    assert shown == [
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


def test_a_change_is_shown_and_waits_for_replace(bring, folder, workbook):
    bring()
    before = files(folder)
    workbook.write_bytes(book(("工业处2", revenue(rows=[["全市", 300, 1], ["双清", 51.741, 1]]))))
    done = bring(code=1)
    assert "    与已有的相同1个，与已有的不同1个" in done.lines
    assert "      F4 邵阳市　已有 324.78141，工作簿 300（B5）" in done.lines
    assert done.lines[-1] == "没有写入：1 个数与已有的不同；确认用工作簿的数，加 --replace。"
    assert files(folder) == before
    done = bring("--replace", code=0)
    assert f"原文件　{folder / 'monthly' / 'earlier' / '2025-03.1.csv'}" in done.lines


def test_who_comes_second_waits_or_is_told_and_who_only_looks_waits_for_nobody(bring, folder):
    with importing(folder):
        busy = "city：另一个程序正在导入这个文件夹，等它结束再试"
        assert busy in bring("--no-wait", code=1).errors
        assert bring("--dry-run", code=0).lines[-1] == "没有写入（--dry-run）。"
        assert not (folder / "monthly").exists()
    assert "写入" in bring("--no-wait", code=0).output


def test_the_next_command_completes_an_import_that_was_ended(fz, bring, folder, monkeypatch):
    def refused(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        told = bring(code=1)
    assert "写到一半出错（磁盘读写出错）；排除原因后运行 fz status，会接着写完" in told.errors
    assert "写入" not in told.output
    done = fz("status", "--data", folder)
    assert "上次导入中断，现已补完：monthly/2025-03.csv、imports/2025-03.csv\n" in done.errors
    assert "上次导入" not in fz("status", "--data", folder).errors
    assert "没有新的数，月度文件没有改动。" in bring(code=0).lines


def test_a_dry_run_writes_nothing(bring, folder):
    before = files(folder)
    done = bring("--dry-run")
    assert (done.code, done.lines[-1]) == (0, "没有写入（--dry-run）。")
    assert files(folder) == before


def test_what_comes_next_can_be_typed_again(fz, folder, workbook):
    spaced = folder.rename(folder.with_name("my city"))
    done = fz("import", workbook, "--period", "2025-03", "--data", spaced)
    assert done.lines[-1] == f'下一步：fz check 2025-03 --data "{spaced}"'


def test_a_figure_withdrawn_stays_and_it_is_said_how_to_take_it_out(bring, workbook):
    bring()
    workbook.write_bytes(book(("工业处2", revenue(rows=[["全市", None, 1], ["双清", 51.741, 1]]))))
    done = bring("--replace")
    assert (
        "提示　月报.xlsx › 工业处2 › B5：邵阳市累计营业收入（亿元）空缺，保留已有的 324.78141；"
        "如已撤回，清空 monthly/2025-03.csv › F4"
    ) in done.lines
    assert "没有新的数，月度文件没有改动。" in done.lines


def test_problems_are_listed(bring):
    done = bring(period="2025-04")
    assert (done.code, done.output) == (1, "")
    assert done.errors.splitlines()[0] == "输入有 1 处问题："
    assert "写的是“1-3月”，按 --period 2025-04 应是1—4月" in done.errors


# --- open cases ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "book", "period", "problem"),
    [
        (
            "11-index-100",
            "月报.xlsx",
            "2025-03",
            "月报.xlsx › 指数 › A1：“规模以上工业增加值指数（上年同期=100）2025年1-3月”是指数，"
            "布局读作 va_growth；增速是指数减去100，改用增速",
        ),
        (
            "15-year-number-headers",
            "2025年1-12月.xlsx",
            "2025-12",
            "2025年1-12月.xlsx › Sheet1：没有左上角空白、右边是表头、下面是地区名和数的表；"
            "表头不能只是数字，写作“2025年”；左上角有字的，写进布局的 region",
        ),
    ],
)
def test_an_open_case(fz, monkeypatch, case, book, period, problem):
    monkeypatch.chdir(ROOT / "tests" / "cases" / "intake")
    options = ("--data", "_city", "--layout", f"{case}/layout.toml", "--dry-run")
    done = fz("import", f"{case}/{book}", "--period", period, *options)
    assert (done.code, done.output) == (1, "")
    assert done.errors.splitlines() == ["输入有 1 处问题：", f"  {problem}"]


# --- one measure in two tables -------------------------------------------------------------


def table(title, *names):
    """Growth of value added: one row a region."""
    rows = [[name, 5 + number] for number, name in enumerate(names)]
    return [[title, None], ["地区", "1-3月增速(%)"], *rows]


@pytest.fixture
def two(folder):
    """Shaoyang's counties in one table, the city and the rest in another."""
    declared = """
        [[table]]
        sheet = "{}"
        region = "地区"
        [[table.column]]
        measure = "va_growth"
        header = ["{{期间}}增速"]
    """
    text = "".join(declared.format(name) for name in ("市区", "县市"))
    (folder / "layout.toml").write_text(text, "utf-8")
    names = ["邵阳市", "邵东市", "新邵县", "邵阳县", "隆回县", "洞口县", "绥宁县", "新宁县"]
    return table("市区", "双清区", "大祥区", "北塔区"), table("县市", *names, "城步县", "武冈市")


@pytest.mark.parametrize("sheets", [2, 1])
def test_two_tables_of_one_measure_have_a_range_each(bring, workbook, two, sheets):
    tables = {"区": two[0], "县": two[1]} if sheets == 2 else {"表": [*two[0], [], *two[1]]}
    workbook.write_bytes(book(*tables.items(), form=Form()))
    done = bring("--dry-run", code=0)
    first, second = ("区 › B3—B5", "县 › B3—B12") if sheets == 2 else ("表 › B3—B5", "表 › B9—B18")
    assert [line for line in done.lines if line.startswith(("    来自", "    新填"))] == [
        f"    来自 月报.xlsx › {first}，表头“1-3月增速(%)”，单位%",
        "    新填3个",
        f"    来自 月报.xlsx › {second}，表头“1-3月增速(%)”，单位%",
        "    新填10个",
    ]
    assert not [line for line in done.lines if "没有“" in line]


def test_a_county_that_neither_table_has_is_told_once(bring, workbook, two):
    workbook.write_bytes(book(("区", two[0][:-1]), ("县", two[1]), form=Form()))
    assert [line for line in bring("--dry-run").lines if "没有“" in line] == [
        "提示　月报.xlsx › 区：没有“北塔区”的行，没有它的数；核对工作簿"
    ]


def test_rows_left_out_are_counted(bring, workbook):
    rows = [["全市", 1, 1], ["双清", 1, 1], *([f"说明{n}", None, None] for n in range(40))]
    workbook.write_bytes(book(("表", revenue(rows=rows))))
    left_out = "    没有读的行：A7 说明0、A8 说明1、A9 说明2、A10 说明3、A11 说明4等40个"
    assert left_out in bring("--dry-run").lines
