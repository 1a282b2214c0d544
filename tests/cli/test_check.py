"""``fz check``: every problem with file, sheet and cell, of a period or of one file."""

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.publishing.folders import MONTHLY, contents, copied, edit


@pytest.fixture
def downloads(city, tmp_path):
    """A folder outside any data folder, with a monthly file as it came; the current folder."""
    folder = tmp_path / "下载"
    folder.mkdir()
    shutil.copy(city / MONTHLY, folder / "2023-05.csv")
    return folder


def as_workbook(source, target, sheet="数据"):
    """The same table as an xlsx, its sheet named."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for line in source.read_bytes().decode("utf-8-sig").splitlines():
        book.active.append([number(cell) for cell in line.split(",")])
    book.save(target)
    return target


def number(text):
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text or None


# --- a period -----------------------------------------------------------------------------


def test_good_and_missing_periods(fz, city):
    done = fz("check", "2023-05")
    assert (done.code, done.errors) == (0, "")
    assert re.match(r"fuzhou 2023-05：可以计分，\d+ 条提示，先核对", done.lines[0])
    done = fz("check", "2023-05", "2023-06", "--data", city, code=1)
    assert done.lines[0] == "city 2023-05：没有问题"
    assert done.lines[1].startswith("city 2023-06：")
    assert "  monthly/2023-06.csv：没有这个文件；" in done.output


def test_warnings_do_not_stop(fz, city):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,,")
    done = fz("check", "2023-05", "--data", city)
    assert (done.code, done.errors) == (0, "")
    title, warning = done.lines
    assert title == "city 2023-05：可以计分，1 条提示，先核对"
    assert warning.startswith("  提示　monthly/2023-05.csv › B5：")


def test_every_problem_is_located_and_can_be_mended(fz, city):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "古楼区,-1.2,")
    edit(city / MONTHLY, "台江区,12.4,", "台江区,12x,")
    edit(city / "expected/2023.csv", "台江区,0.03", "台江区,#DIV/0!")
    done = fz("check", "2023-05", "--data", city)
    assert (done.code, done.errors) == (1, "")
    title, *problems = done.lines
    assert title == f"city 2023-05：{len(problems)} 处问题"
    for place in (f"{MONTHLY} › A5", f"{MONTHLY} › B6", "expected/2023.csv › C3"):
        (problem,) = [p for p in problems if p.startswith(f"  {place}：")]
        what, _, mend = problem.partition("；")
        assert what
        assert mend


def test_a_problem_of_several_periods_is_printed_once(fz, year):
    edit(year / "regions.csv", "鼓楼区,350102,县区,是", "鼓楼区,350102,县区,不知道")
    done = fz("check", "2023-05", "2023-06", "--data", year, code=1)
    assert done.output.count("regions.csv › ") == 1
    assert done.lines[-1].endswith("条前面已列")


def test_another_rule_book(fz, city, tmp_path):
    rules = tmp_path / "试.toml"
    shutil.copy(city / "rules/2023.toml", rules)
    assert fz("check", "2023-05", "--data", city, "--rules", rules).code == 0
    edit(rules, "step = 0.1", "stop = 0.1")
    done = fz("check", "2023-05", "--data", city, "--rules", rules, code=1)
    assert "indicator[1].stop：" in done.output


# --- a monthly file -----------------------------------------------------------------------


def test_a_file_not_yet_in_the_folder(fz, city, downloads, monkeypatch):
    """The folder's own is not there, or is broken."""
    monkeypatch.chdir(downloads)
    (city / MONTHLY).unlink()
    done = fz("check", "2023-05.csv", "--data", city)
    assert (done.code, done.output) == (0, "2023-05.csv（city 2023-05）：没有问题\n")
    (city / MONTHLY).write_bytes(b"\xff\xff")
    assert fz("check", "2023-05", "--data", city).code == 1
    assert fz("check", "2023-05.csv", "--data", city).code == 0
    edit(downloads / "2023-05.csv", "鼓楼区,-1.2,", "鼓楼区,12x,")
    done = fz("check", "2023-05.csv", "--data", city, code=1)
    assert done.lines[0] == "2023-05.csv（city 2023-05）：1 处问题，1 条提示"
    assert done.lines[1].startswith("  2023-05.csv › B5：“12x”不是数；")


def test_a_file_is_named_as_given_and_others_by_their_place(fz, city, monkeypatch):
    monkeypatch.chdir(city)
    edit(city / "expected/2023.csv", "鼓楼区,0.10", "鼓楼区,")
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,,")
    done = fz("check", "monthly/../" + MONTHLY)
    assert [line.partition("：")[0] for line in done.lines[1:]] == [
        f"  提示　monthly/../{MONTHLY} › B5",
        "  提示　expected/2023.csv › C2",
    ]


def test_a_workbook_is_named_with_its_sheet(fz, city, downloads):
    file = downloads / "2023-05终稿.xlsx"
    as_workbook(downloads / "2023-05.csv", file, sheet="5月")
    assert fz("check", file, "--data", city).code == 0
    edit(downloads / "2023-05.csv", "鼓楼区,-1.2,", "鼓楼区,12x,")
    as_workbook(downloads / "2023-05.csv", file, sheet="5月")
    done = fz("check", file, "--data", city, code=1)
    assert f"  {file} › 5月 › B5：“12x”不是数；" in done.output


def test_blanks_are_told_though_there_are_problems(fz, city, tmp_path):
    """Else the form would go back to the county twice."""
    edit(city / MONTHLY, "鼓楼区,-1.2,-0.8,", "鼓楼区,12x,,")
    done = fz("check", "2023-05", "--data", city, code=1)
    title, problem, warning = done.lines
    assert title == "city 2023-05：1 处问题，1 条提示"
    assert problem.startswith(f"  {MONTHLY} › B5：“12x”不是数；")
    assert warning.startswith(f"  提示　{MONTHLY} › C5：鼓楼区累计增加值增速空缺")
    copy = tmp_path / "标注.xlsx"
    done = fz("check", city / MONTHLY, "--json", "--annotate", copy)
    (check,) = json.loads(done.output)["checks"]
    cells = [problem["cell"] for problem in (*check["problems"], *check["warnings"])]
    assert cells == ["B5", "C5"]
    assert done.errors == f"标注　{copy}（标出 2 格）\n"


@pytest.mark.parametrize("name", ["2023-05.csv", "2023-05.xlsx"])
def test_the_file_it_would_replace_is_named(fz, city, downloads, name):
    """With both in the folder the next run would find two files for the period."""
    file = downloads / name
    if name.endswith("xlsx"):
        as_workbook(downloads / "2023-05.csv", file)
    done = fz("check", file, "--data", city, code=0)
    title, line = done.lines
    assert title.endswith("：可以计分，1 条提示，先核对")
    text = "city/monthly/2023-05.csv：已有这个文件，检查时没有用它；放入前先移走"
    assert line == f"  提示　{text}"
    # for a program and in the copy as in the terminal
    done = fz("check", file, "--data", city, "--json")
    (warning,) = json.loads(done.output)["checks"][0]["warnings"]
    assert f"{warning['file']}：{warning['what']}；{warning['mend']}" == text
    fz("check", file, "--data", city, "--annotate", downloads / "标注.xlsx")
    sheet = openpyxl.load_workbook(downloads / "标注.xlsx").worksheets[0]
    level, where, _, _, what, mend = [cell.value for cell in sheet[2]]
    assert (level, f"{where}：{what}；{mend}", sheet.max_row) == ("提示", text, 2)


def test_a_file_in_a_data_folder_is_checked_there(fz, city, monkeypatch):
    monkeypatch.chdir(city / "monthly")
    done = fz("check", "2023-05.csv")
    assert (done.code, done.output) == (0, "2023-05.csv（city 2023-05）：没有问题\n")
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
    assert fz("check", "2023-05.csv").code == 1


def test_the_folder_that_was_named_counts(fz, city, tmp_path):
    """A file in one data folder, checked for another."""
    other = copied(city, tmp_path / "other")
    edit(other / "regions.csv", "鼓楼区", "古楼区")
    assert fz("check", city / MONTHLY).code == 0
    assert fz("check", city / MONTHLY, "--data", other).code == 1


def test_without_data_it_is_the_project_s_folder(fz, downloads):
    done = fz("check", downloads / "2023-05.csv")
    assert "（fuzhou 2023-05）：可以计分，" in done.lines[0]
    assert [path.rpartition("data/")[2] for path in done.folders] == ["fuzhou"]


# --- other files --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("regions.csv", "鼓楼区,350102,县区,是", "鼓楼区,350102,县区,不知道"),
        ("rules/2023.toml", "step = 0.1", "stop = 0.1"),
        ("expected/2023.csv", "鼓楼区,0.10", "鼓楼区,0.1x"),
        ("dataset.toml", 'nature = "example"', 'nature = "secret"'),
    ],
)
def test_other_files_with_the_periods_that_read_them(fz, city, tmp_path, name, old, new):
    done = fz("check", city / name, code=0)
    assert [line.rpartition("（")[2] for line in done.lines] == ["city 2023-05）：没有问题"]
    # the same file, broken, before it is put there
    outside = tmp_path / "下载" / name.rpartition("/")[2]
    outside.parent.mkdir()
    shutil.copy(city / name, outside)
    edit(outside, old, new)
    assert fz("check", city / name).code == 0
    done = fz("check", outside, "--data", city, code=1)
    assert f"  {outside} › " in done.output
    # and there
    edit(city / name, old, new)
    assert fz("check", city / name).code == 1


def test_rulings_are_checked_though_there_are_none_yet(fz, city, tmp_path):
    file = tmp_path / "rulings.csv"
    file.write_text("期间,地区,考评项,得分,依据\n2023-05,仓山区,va_growth.month,9.5,\n", "utf-8")
    done = fz("check", file, "--data", city, code=1)
    assert "rulings.csv › E2：没有写依据" in done.output


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "adjustments.csv",
            "期间,地区,事项,加减分,依据\n2023-Q2,仓山区,通报,五分,文件\n",
            "D2：“五分”不是数",
        ),
        ("vetoes.csv", "期间,地区,效力,依据\n2023,仓山区,不排名,文件\n", "C2：效力“不排名”不对"),
    ],
)
def test_adjustments_and_vetoes_are_checked_before_they_are_put_there(
    fz, city, tmp_path, name, text, words
):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    done = fz("check", file, "--data", city, code=1)
    assert f"{name} › {words}" in done.output
    assert not (city / name).exists()


@pytest.mark.parametrize("command", ["check", "score"])
def test_a_folder_that_was_never_filled_in_is_not_scored(fz, city, command):
    """Issue 12: 写明… and the starter's city are told, and stop what would print them."""
    edit(city / "dataset.toml", 'source = "', 'source = "（写明数据来源）')
    edit(city / "regions.csv", "福州市,", "三江市,")
    edit(city / MONTHLY, "福州市", "三江市")
    done = fz(command, "2023-05", "--data", city, code=1)
    told = done.output + done.errors
    assert "dataset.toml › source：还是“（写明数据来源）" in told
    assert "写的是福州，本市是三江市；改为本市的" in told


def test_a_rule_book_named_for_one_run_may_be_another_city_s(fz, city, tmp_path):
    """Its blanks are told all the same."""
    book = tmp_path / "别市.toml"
    text = (city / "rules/2023.toml").read_text("utf-8")
    book.write_text(text + '\n[document]\naction = "福州行动"\n', "utf-8")
    for label, old in (("regions.csv", "福州市,"), (MONTHLY, "福州市"), ("dataset.toml", "福州市")):
        edit(city / label, old, old.replace("福州", "三江"))
    fz("check", "2023-05", "--data", city, "--rules", book, code=0)
    edit(book, "福州行动", "（写明行动）")
    done = fz("check", "2023-05", "--data", city, "--rules", book, code=1)
    assert "别市.toml › document.action：还是“（写明行动）”" in done.output


def test_a_file_of_a_year_is_checked_with_its_periods(fz, year):
    done = fz("check", year / "expected/2023.csv")
    assert len([line for line in done.lines if not line.startswith("  ")]) == 11
    file = shutil.copy(year / "rules/2023.toml", year / "rules/2024.toml")
    done = fz("check", file, code=0)
    assert done.lines == [
        f"{file}（year 2024-02）：1 条提示",
        f"  提示　{file}：还没有用到它的月度数据，只检查了它自己；放入数据后再检查",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("rules/2024.toml", "cap = 15", "cpa = 15", "rules/2024.toml › "),
        ("expected/2024.csv", "鼓楼区", "鼓褛区", "expected/2024.csv › "),
        ("regions.csv", "县区,是", "县区,有", "regions.csv › "),
    ],
)
def test_files_of_a_new_city_or_year_are_checked_without_figures(fz, year, name, old, new, place):
    shutil.rmtree(year / "monthly")
    for folder, suffix in (("rules", ".toml"), ("expected", ".csv")):
        text = (year / folder / f"2023{suffix}").read_text("utf-8-sig").replace("2023-", "2024-")
        (year / folder / f"2024{suffix}").write_text(text, "utf-8")
    done = fz("check", year / name)
    assert (done.code, "只检查了它自己" in done.output) == (0, True)
    edit(year / name, old, new)
    done = fz("check", year / name, code=1)
    assert place in done.output
    assert "monthly" not in done.output
    # without a rule book nobody knows which year's it is; a file of another name is none
    for book in (year / "rules").iterdir():
        book.rename(book.with_name(f"草稿{book.name}"))
    assert (fz("check", year / "regions.csv").code) == 2
    shutil.rmtree(year / "rules")
    assert (fz("check", year / "regions.csv").code) == 2


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nope.csv", "没有文件 nope.csv（期间写作 2023-05）"),
        ("2023-06.csv", "没有文件 2023-06.csv（期间写作 2023-05）"),
        ("city", "city 是文件夹；写明期间，如 fz check 2023-05 --data city"),
        ("五月", "没有文件 五月（期间写作 2023-05）"),
        ("5月.csv", "5月.csv：从文件名看不出是哪种输入。认得的：2023-05.xlsx（月度数据）"),
        ("2023-05", "2023-05：从文件名看不出是哪种输入。认得的："),
        (
            "enterprises/5月.csv",
            "enterprises/5月.csv：企业数据的文件名写作 2023-05.xlsx（或 csv、parquet、xls、ods）",
        ),
    ],
)
def test_what_is_neither_an_input_nor_a_period(fz, city, monkeypatch, target, words):
    monkeypatch.chdir(city.parent)
    for name in ("5月.csv", "2023-05", "enterprises/5月.csv"):
        (city.parent / name).parent.mkdir(exist_ok=True)
        shutil.copy(city / MONTHLY, city.parent / name)
    for arguments in ([target], ["2023-06", target]):  # before anything is checked
        done = fz("check", *arguments)
        assert (done.code, done.output) == (2, "")
        assert done.errors.startswith(f"用法不对：{words}")


def test_nothing_is_written(fz, city, downloads, monkeypatch):
    monkeypatch.chdir(downloads)
    before = contents(city.parent)
    fz("check", "2023-05", "2023-05.csv", "--data", city)
    assert contents(city.parent) == before


# --- a marked copy, and the list for programs -------------------------------------------------


@pytest.fixture
def spoilt(downloads):
    """A monthly file that has not been put in place yet, with one cell wrong."""
    edit(downloads / "2023-05.csv", "鼓楼区,-1.2,", "鼓楼区,12x,")
    return downloads / "2023-05.csv"


def test_a_marked_copy_is_written_and_may_be_written_again(fz, city, spoilt, tmp_path):
    before, copy = spoilt.read_bytes(), tmp_path / "标注.xlsx"
    for _ in range(2):
        done = fz("check", spoilt, "--data", city, "--annotate", copy, code=1)
        assert "B5：“12x”不是数" in done.output
        assert done.errors == f"标注　{copy}（标出 1 格）\n"
    listed = openpyxl.load_workbook(copy)["核对结果"]
    assert [cell.value for cell in listed["B"]] == ["文件", str(spoilt), f"city/{MONTHLY}"]
    assert listed["D2"].hyperlink.location == "'数据'!B5"
    assert spoilt.read_bytes() == before
    assert copy.read_bytes().startswith(b"PK")


def test_the_list_for_programs(fz, city, spoilt):
    done = fz("check", spoilt, "--data", city, "--json")
    assert (done.code, done.errors) == (1, "")
    (check,) = json.loads(done.output)["checks"]
    problem = {"file": str(spoilt), "sheet": "", "cell": "B5"}
    problem |= {"kind": "figure.misread", "what": "“12x”不是数", "mend": "改为数字；没有数就留空"}
    warning = {"file": "city/monthly/2023-05.csv", "sheet": "", "cell": "", "kind": "file.unused"}
    warning |= {"what": "已有这个文件，检查时没有用它", "mend": "放入前先移走"}
    about = {"data": "city", "period": "2023-05", "file": str(spoilt)}
    assert check == about | {"problems": [problem], "warnings": [warning]}
    done = fz("check", "2023-05", "--data", city, "--json", code=0)
    assert json.loads(done.output)["checks"][0]["problems"] == []


@pytest.mark.parametrize(
    ("target", "copy", "words"),
    [
        ("2023-05", "标注.xlsx", "--annotate 要配一个表格文件"),
        ("2023-05.csv", "标注.csv", "应以 .xlsx 结尾"),
        ("2023-05.csv", "mine.xlsx", "不是标注的副本，换个名字"),
    ],
)
def test_no_copy_where_it_would_do_harm(fz, city, spoilt, monkeypatch, target, copy, words):
    monkeypatch.chdir(spoilt.parent)
    Path("mine.xlsx").write_bytes(b"mine")
    done = fz("check", target, "--data", city, "--annotate", copy)
    assert (done.code, done.output) == (2, "")
    assert words in done.errors
    assert Path("mine.xlsx").read_bytes() == b"mine"


def test_a_file_that_cannot_be_read_has_no_copy(fz, city, tmp_path):
    path = tmp_path / "2023-05.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    done = fz("check", path, "--data", city, "--annotate", tmp_path / "标注.xlsx", code=1)
    assert "没有写标注的副本：文件读不了。" in done.errors
    assert not (tmp_path / "标注.xlsx").exists()
