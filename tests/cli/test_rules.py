"""fz rules show: a rule book is proof-read before there is any data."""

import pytest

from fzlib.intake.forms.sample_books import sample_books
from tests.presentation.books import ROOT, SHIPPED

DATASET = 'title = "甲市"\nnature = "internal"\nsource = "甲市"\nlevel = "规上工业{}"\n'
FUZHOU = SHIPPED["fuzhou/rules/2023.toml"].read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder of dataset.toml and rule books alone, where the commands are called."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "dataset.toml").write_text(DATASET.format("总产值"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, year, text=FUZHOU):
    (folder / "rules" / f"{year}.toml").write_text(text, "utf-8")


def test_a_folder_without_any_month(fz, folder):
    write(folder, 2023)
    done = fz("rules", "show", code=0)
    assert done.lines[:2] == ["一、考评依据", "1. 规则书：福州市工业争先增效行动考评办法。"]
    assert [line for line in done.lines if line[:2] in ("二、", "三、", "四、")] == [
        "二、考评数据",
        "三、考评指标和计分方法",
        "四、总分、位次和名单",
    ]
    after = done.lines[done.lines.index("三、考评指标和计分方法") + 1 :]
    assert after[0] == "按当月、累计计分，共4项指标、8个考评项，分值合计100分。"
    assert after[3].startswith("3. 实际完成增量（当月、累计，分值各10分）：")
    assert after[3].endswith("保留2位小数。考评项：increment.month、increment.ytd。")
    assert (done.errors, len(done.folders)) == ("", 1)


def test_the_level_is_called_as_the_folder_calls_it(fz, folder):
    write(folder, 2023)
    (folder / "dataset.toml").write_text(DATASET.format("营业收入"), "utf-8")
    assert "上年同期累计营业收入（亿元）" in fz("rules", "show", code=0).output


def test_the_newest_book_or_that_of_a_year_or_another_file(fz, folder):
    for year in (2022, 2024, 2023):
        write(folder, year, FUZHOU.replace('title = "', f'title = "{year}年'))
    (folder / "rules" / "2025年草稿.toml").write_text("", "utf-8")
    (folder / "草稿.toml").write_text(FUZHOU.replace('title = "', 'title = "草稿'), "utf-8")
    for arguments, title in (
        ((), "2024年福州"),
        (("2022",), "2022年福州"),
        (("--rules", "草稿.toml"), "草稿福州"),
        (("2023", "--rules", "草稿.toml"), "草稿福州"),
    ):
        done = fz("rules", "show", *arguments, code=0)
        assert done.lines[1].startswith(f"1. 规则书：{title}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "rules：没有规则书；写好当年的规则书（如 2023.toml），或用 --rules 指定"),
        (("2023",), "rules/2023.toml：没有这个文件；写好当年的规则书，或用 --rules 指定"),
    ],
)
def test_without_a_book(fz, folder, arguments, message):
    done = fz("rules", "show", *arguments, code=1)
    assert (done.output, done.errors) == ("", f"输入有 1 处问题：\n  {message}\n")


def test_all_problems_of_a_book_and_of_the_dataset_at_once(fz, folder):
    write(folder, 2023, FUZHOU.replace('standard = "city"', 'standard = "town"') + "\nweight = 1\n")
    (folder / "dataset.toml").write_text(DATASET.format("总产值").replace("internal", "x"), "utf-8")
    done = fz("rules", "show", code=1)
    assert done.output == ""
    assert done.errors.startswith("输入有 3 处问题：")
    for where in ("indicator[2].standard：", "indicator[4].weight：", "nature："):
        assert where in done.errors


def test_what_is_doubtful_is_told(fz, folder):
    write(folder, 2023, FUZHOU.replace("cap = 15 ", "cap = 150 "))
    done = fz("rules", "show", code=0)
    assert "提示　rules/2023.toml › indicator[1].cap：" in done.errors
    assert "最高150分" in done.output


def test_wrong_use(fz, folder):
    write(folder, 2023)
    assert "“23”不是年度：全年写作 2023" in fz("rules", "show", "23", code=2).errors
    assert "没有规则书 无.toml" in fz("rules", "show", "--rules", "无.toml", code=2).errors
    assert "没有命令 sow，是不是 show？" in fz("rules", "sow", code=2).errors
    assert "show  把规则书写成文字" in fz("rules", code=2).errors


def test_help_teaches(fz):
    done = fz("rules", "show", "--help", code=0)
    assert "用法：fz rules show [选项] [年份]" in done.output
    assert "规则书里的每个数都在里面" in done.output


@pytest.mark.parametrize("name", sample_books())
def test_samples_are_shown(fz, name):
    sample = sample_books()[name]
    done = fz("rules", "show", "--data", ROOT / "data/fuzhou", "--rules", sample.path, code=0)
    assert done.lines[1] == f"1. 规则书：{sample.title}。"
    assert done.lines[2] == f"2. 来源：{sample.source}。"
