"""fz template and fz init: what they write, what they refuse."""

import re
import shutil

import pytest

from fzlib.intake.forms.blank_forms import month_form
from fzlib.intake.forms.sample_books import sample_books
from fzlib.scoring.periods import Period
from tests.intake.forms.test_new_folder import fill_in
from tests.publishing.folders import ROOT, copied


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_form_is_written_where_asked(fz, here):
    done = fz("template", "2023-06", "-o", "下发/六月.xlsx", "--data", ROOT / "data/fuzhou")
    assert (done.code, done.errors) == (0, "")
    assert done.lines == [
        "写入　下发/六月.xlsx",
        f"下一步：填好，文件名用 2023-06.xlsx，先 fz check，再放到 {ROOT}/data/fuzhou/monthly/",
    ]
    content = (here / "下发" / "六月.xlsx").read_bytes()
    assert content == month_form(ROOT / "data" / "fuzhou", Period(2023, 6))


def test_without_a_name_it_is_the_period_and_nothing_is_overwritten(fz, here):
    options = ("--data", ROOT / "data/fuzhou")
    assert fz("template", "2023", *options).code == 0
    (here / "2023.xlsx").write_bytes(b"mine")
    done = fz("template", "2023", *options, code=2)
    assert "已有 2023.xlsx；换个名字，或加 --force 覆盖" in done.errors
    assert (here / "2023.xlsx").read_bytes() == b"mine"
    assert fz("template", "2023", *options, "--force").code == 0
    assert (here / "2023.xlsx").read_bytes() != b"mine"
    assert [path.name for path in here.iterdir()] == ["2023.xlsx"]


@pytest.mark.parametrize(
    ("words", "file", "after"),
    [
        (
            ["台账", "工业项目"],
            "projects.xlsx",
            "填好，先 fz check，再用 fz import 文件 --register projects 并入已有的台账",
        ),
        (
            ["任务分解", "2023"],
            "2023.xlsx",
            "填好，文件名用 2023.xlsx，先 fz check 文件 --as 任务分解，再放到 city/targets/",
        ),
    ],
)
def test_forms_of_goals_are_called_as_they_are_read(fz, here, words, file, after):
    copied(ROOT / "data" / "fuzhou", here / "city")
    done = fz("template", *words, "--data", "city", code=0)
    assert done.lines == [f"写入　{file}", f"下一步：{after}"]
    assert (here / file).read_bytes().startswith(b"PK")


def test_without_goals_there_is_no_register(fz, here):
    done = fz("template", "台账", "projects", "--data", ROOT / "data/shaoyang", code=1)
    assert "targets：没有目标任务；照上一年的写一份" in done.errors
    assert list(here.iterdir()) == []


def test_init_says_what_comes_next(fz, here):
    done = fz("init", "我的城市", "--year", "2026")
    assert (done.code, done.errors) == (0, "")
    assert done.lines[0] == "新建　我的城市（17 个文件）"
    assert done.lines[-1] == "以上也写在 我的城市/下一步.md"
    for command in ("template 2026-02", "check 模板/2026-02.xlsx", "report 2026-02"):
        assert f"fz {command}" in done.output


def test_every_command_of_what_comes_next_works_where_it_says(fz, here, monkeypatch, quick):
    names = ["--city", "三江市", "--province", "某省", "--counties", "东县,西县"]
    fz("init", "我的城市", "--year", "2026", *names)
    home = here / "我的城市"
    monkeypatch.chdir(home)
    text = (home / "下一步.md").read_text("utf-8")
    for path in re.findall(r"`([^` ]+/[^` ]*)`", text):
        later = ("expected/2026.xlsx", "monthly/2026-02.xlsx", "registers/")
        assert (home / path).exists() or path in later
    fill_in(home)
    (home / "monthly/2026-02.xlsx").rename(home / "模板/2026-02.xlsx")
    commands = re.findall(r"`fz ([^`]+)`", text)
    commands.sort(key=lambda line: line.startswith("template"))  # it would empty the form
    assert len(commands) == 10
    for line in commands:
        if line == "import":
            continue
        done = fz(*line.split(), *["--out", here / "out"] * line.startswith("report"))
        assert (done.code, line) == (0, line), done
        if line.startswith("check"):
            (home / "模板/2026-02.xlsx").rename(home / "monthly/2026-02.xlsx")


def test_init_lists_the_samples(fz, here):
    lines = fz("init", "--list").lines
    names = [line.split("　")[0].strip() for line in lines[:-1]]
    assert names == [*sample_books()]
    assert "延安市" in "".join(lines) or "延安日报" in "".join(lines)
    assert lines[-1] == "照着改，不要照搬：fz init 文件夹 --rules 名称"
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("rules", ["yanan-2017", "mine.toml"])
def test_init_from_a_sample_or_a_file(fz, here, rules):
    sample = sample_books()["yanan-2017"].path
    shutil.copy(sample, here / "mine.toml")
    done = fz("init", "城市", "--rules", rules)
    assert (done.code, done.errors) == (0, "")
    assert "2017年市级重点项目建设考核（节选）（延安日报2017年6月19日）的规则书" in done.output
    # a sample's document is not the city's: its names are blanks; a file is taken as it is
    text = (here / "城市/rules/2023.toml").read_text("utf-8")
    assert (text == sample.read_text("utf-8")) == (rules == "mine.toml")
    assert ("（写明文号）" in text) == (rules != "mine.toml")
    assert fz("template", "2023-06", "--data", "城市").code == 0


def test_init_says_where_its_commands_are_meant(fz, here):
    done = fz("init", "a/b/城市", "--year", "2026")
    assert done.lines[1] == "先进入它：cd a/b/城市"


def test_init_fills_the_empty_folder_one_stands_in(fz, here):
    done = fz("init", ".", "--year", "2026")
    assert (done.code, done.errors) == (0, "")
    assert done.lines[0] == "新建　.（17 个文件）"
    assert "先进入它" not in done.output
    assert (here / "dataset.toml").is_file()


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("template", 2, "缺少参数 期间"),
        ("template 2023-Q1", 2, "写月份或年份"),
        ("template 2023-06 projects", 2, "多出的参数：projects"),
        ("template 台账", 2, "写明是哪一个，如 fz template 台账 projects"),
        ("template 台账 projekts", 2, "没有“projekts”这个台账；是不是“projects”？可选：projects、"),
        ("template 任务分解", 2, "写明是哪一个，如 fz template 任务分解 2023"),
        ("template 任务分解 23", 2, "“23”不是年度"),
        ("template 任务分解 2030", 1, "targets/2030.toml：没有这个文件"),
        ("template all", 2, "写月份或年份"),
        ("template 2023-01", 2, "1月、2月数据合并发布"),
        ("template 2023-06 -o x.csv", 2, "填报表是 xlsx，文件名以 .xlsx 结尾"),
        ("template 2023-06 --rules nope.toml", 2, "没有规则书 nope.toml"),
        (
            "template 2030-06",
            1,
            "rules/2030.toml：没有这个文件；写好当年的规则书，或用 --rules 指定",
        ),
        ("template 2023-06 --data nope", 1, "没有这个文件"),
        ("init", 2, "缺少参数 文件夹"),
        ("init x --year 26", 2, "“26”不是年度：全年写作 2023"),
        ("init x --city 三江市", 2, "另一个城市要写全：缺 --province、--counties"),
        ("init . --year 2026", 1, "已经有了，而且不是空的"),
        ("init x --rules yanan", 2, "没有样本或文件 yanan；是不是“yanan-2017”？"),
        ("init x --rules mine.txt", 1, "mine.txt"),
    ],
)
def test_what_is_refused_writes_nothing(fz, here, command, code, words):
    (here / "mine.txt").write_text("x")
    assert words in fz(*command.split(), code=code).errors
    assert [path.name for path in here.iterdir()] == ["mine.txt"]
