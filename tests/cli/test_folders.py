"""Which data folder a command uses, that it says so, and what it says where there is none."""

import os
import shutil

import pytest

from tests.publishing.folders import FUZHOU, MONTHLY, ROOT, contents, copied, edit

SHAOYANG = ROOT / "data/shaoyang"
COMMANDS = [
    ("score", "2023-05"), ("check", "2023-05"), ("report", "2023-05"), ("template", "2023-06"),
    ("status",), ("verify", "2023-05"), ("import", "x.xlsx", "--period", "2023-05"),
    ("rules", "show"),
]  # fmt: skip


@pytest.fixture
def other(city, tmp_path):
    """A second city."""
    return copied(city, tmp_path / "other")


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    monkeypatch.delenv("FZ_DATA", raising=False)


def test_data_then_where_one_stands_then_the_environment(fz, city, other, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert fz("score", "2023-05").folders == (str(FUZHOU),)
    monkeypatch.setenv("FZ_DATA", "")  # is none
    assert fz("score", "2023-05").folders == (str(FUZHOU),)
    monkeypatch.setenv("FZ_DATA", "other")  # from the working folder
    assert fz("score", "2023-05").folders == ("other",)
    monkeypatch.setenv("FZ_DATA", str(other))
    for place in (city, city / "monthly"):
        monkeypatch.chdir(place)
        assert fz("score", "2023-05").folders == (str(city),)
        assert fz("score", "2023-05", "--data", other).folders == (str(other),)


@pytest.mark.parametrize("arguments", COMMANDS)
def test_every_command_says_it_once(fz, quick, city, tmp_path, arguments, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = ["--out", "out"] if arguments[0] in ("report", "verify", "status") else []
    done = fz(*arguments, *out, "--data", "city")
    assert done.folders == ("city",)


def test_of_several_each_is_said(fz, quick, city, other, tmp_path):
    done = fz("report", "2023-05", "--data", city, "--data", other, "--out", tmp_path / "out")
    assert done.folders == (str(city), str(other))
    assert fz("check", "2023-05", "2023-06", "--data", city).folders == (str(city),)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("nope", "nope：没有这个文件夹；--data 应指向一个数据文件夹"),
        ("citty", "citty：没有这个文件夹；--data 应指向一个数据文件夹，是不是 city？"),
        (".", "：没有 dataset.toml；--data 应指向一个数据文件夹，是不是 city？"),
        ("city/monthly", "city/monthly：没有 dataset.toml；--data 应指向一个数据文件夹"),
    ],
)
@pytest.mark.parametrize("by", ["--data", "FZ_DATA"])
def test_a_wrong_name_is_one_line(fz, city, tmp_path, monkeypatch, named, words, by):
    monkeypatch.chdir(tmp_path)
    before = contents(tmp_path)
    if by == "FZ_DATA":
        monkeypatch.setenv("FZ_DATA", named)
        words = words.replace("：没有", f"（FZ_DATA={named}）：没有")
    for arguments in COMMANDS:
        done = fz(*arguments, *(["--data", named] if by == "--data" else []))
        assert (done.code, done.output, done.folders) == (1, "", ())
        (line,) = done.errors.splitlines()
        assert line.startswith(str(tmp_path))
        assert line.endswith(words)
    assert contents(tmp_path) == before


def test_without_a_folder_of_our_own_it_asks_for_one(fz, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("fzlib.paths.resolve", lambda path: tmp_path / path)
    for arguments in COMMANDS:
        done = fz(*arguments)
        assert (done.code, done.output) == (1, "")
        assert done.errors == "这里没有数据文件夹；用 --data 指定，或用 fz init 新建\n"


# --- a file of another city -----------------------------------------------------------------


@pytest.mark.parametrize("label", ["monthly/2025-03.csv", "regions.csv"])
def test_a_file_of_another_city_asks_for_its_folder(fz, year, tmp_path, monkeypatch, label):
    shutil.copy(year / "rules/2023.toml", year / "rules/2025.toml")
    monkeypatch.chdir(year)
    file = shutil.copy(SHAOYANG / label, tmp_path)
    done = fz("check", file, code=1)
    _, line, rest = done.lines
    what = "多数地区名对不上 year，像是别的城市的"
    assert line == f"  {file}：{what}；用 --data 指定它的数据文件夹"
    assert rest.startswith("  ……另有")
    assert "--json" in rest
    # who names the folder is told what is wrong with each
    assert "不是已知地区" in fz("check", file, "--data", year).output


def test_a_file_with_a_few_unknown_names_is_told_each(fz, city, tmp_path, monkeypatch):
    file = shutil.copy(city / MONTHLY, tmp_path)
    for name in ("鼓楼区", "台江区", "仓山区"):
        edit(tmp_path / "2023-05.csv", name, f"{name}x")
    monkeypatch.chdir(city)
    done = fz("check", file)
    assert done.output.count("不是已知地区") == 3
    assert "像是别的城市的" not in done.output


# --- all, strays, what is no file -----------------------------------------------------------


def test_all_is_every_period_that_has_data(fz):
    done = fz("check", "all", "--data", FUZHOU)
    titles = [line for line in done.lines if not line.startswith(" ")]
    assert (done.code, len(titles)) == (0, 11)


def test_all_of_nothing(fz, city):
    shutil.rmtree(city / "monthly")
    done = fz("check", "all", "--data", city)
    assert (done.code, done.output) == (2, "")
    assert done.errors.startswith("用法不对：all：city 里没有月度数据\n")


@pytest.mark.parametrize("command", ["check", "score", "report", "status"])
def test_a_misnamed_file_is_told_once(fz, quick, city, tmp_path, command):
    shutil.copy(city / MONTHLY, city / "monthly/2024-06_终稿.csv")
    arguments = {
        "check": ["2023-05", "2023-05"],
        "score": ["2023-05"],
        "report": ["2023-05", "2023-Q2", "--out", tmp_path / "out"],
        "status": ["--out", tmp_path / "out"],
    }[command]
    done = fz(command, *arguments, "--data", city, code=0)
    hint = "提示　monthly/2024-06_终稿.csv：文件名不是期间，没有读（2024-06 没有别的文件）"
    assert (done.output + done.errors).count(hint) == 1
    assert "没有问题" not in done.output


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_device_is_no_file(fz, city, tmp_path):
    os.mkfifo(tmp_path / "2023-05.csv")
    for target in (tmp_path / "2023-05.csv", "/dev/null"):
        done = fz("check", target, "--data", city)
        assert (done.code, done.output) == (2, "")
        usage = f"用法不对：{target} 不是普通文件（是管道、设备一类），不能检查"
        assert done.errors.splitlines()[0] == usage
