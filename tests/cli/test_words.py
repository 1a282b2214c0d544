"""What every command has in common: Chinese help, Chinese usage errors, exit codes."""

import re
import subprocess
import sys

import pytest

from fzlib.cli import COMMANDS
from fzlib.presentation.terminal import width
from tests.publishing.folders import ROOT, environment

# what click and Python say of themselves
ENGLISH = re.compile(
    r"\b(usage|options?|errors?|show|message|commands?|default|required|arguments?|invalid|missing"
    r"|unexpected|expected|no such|got|try|for help|exit|aborted|traceback|exception)\b",
    re.IGNORECASE,
)


PERIODICAL = ("report", "score", "targets", "check")  # the commands whose arguments are periods


def english(text):
    """English words of the command line, options as they are written apart."""
    names = r"--[a-z]+|expected/|\w+\.toml|(?<=rules )show|^  show(?= )"
    return ENGLISH.findall(re.sub(names, "", text, flags=re.MULTILINE))


# --- help ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [[], *([name] for name in COMMANDS)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_chinese(fz, name, option):
    done = fz(*name, option)
    assert (done.code, done.errors) == (0, "")
    assert done.output.startswith(f"用法：{' '.join(['fz', *name])} ")
    assert english(done.output) == []
    assert re.findall(r"--\w+ [A-Z]+\b", done.output) == []  # values are Chinese words too
    for heading in ("选项：", "例："):
        assert heading in done.output
    assert "\\b" not in done.output
    assert "\b" not in done.output


@pytest.mark.parametrize("name", [[], *([name] for name in COMMANDS)])
def test_help_fits_a_terminal_and_its_columns_line_up(fz, name):
    lines = fz(*name, "--help").lines
    assert [line for line in lines if width(line) > 100] == []
    start = lines.index("选项：") + 1
    rows = lines[start : lines.index("", start) if "" in lines[start:] else None]
    firsts = [re.match(r"  (-\S.*?\S)(  +)\S", row) for row in rows]
    assert len({width(match[0]) for match in firsts}) in (1, 2)  # the last sign may be a letter
    assert all(match for match in firsts)


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_lines_of_their_own(fz, name):
    lines = fz(name, "--help").lines
    examples = [line for line in lines if line.startswith(f"    fz {name} ")]
    assert len(examples) >= 3


def test_help_lists_the_commands(fz):
    output = fz("--help").output
    for name, (_, what) in COMMANDS.items():
        assert re.search(rf"^  {name} +{what}$", output, re.MULTILINE)


def test_without_a_command_the_help_is_shown_as_an_error(fz):
    done = fz()
    assert (done.code, done.output) == (2, "")
    assert done.errors == fz("--help").output


def test_version(fz):
    done = fz("--version", code=0)
    assert re.fullmatch(r"fzlib \d+\.\d+\.\d+\n", done.output)


# --- usage errors -------------------------------------------------------------------------


def usage_error(fz, *arguments):
    """What was wrong, and the command whose help is recommended."""
    done = fz(*arguments)
    assert (done.code, done.output) == (2, "")
    assert english(done.errors) == []
    what, hint = done.errors.splitlines()
    assert what.startswith("用法不对：")
    assert re.fullmatch(r"看用法：fz( \w+)? --help", hint)
    return what.removeprefix("用法不对："), hint.removeprefix("看用法：").removesuffix(" --help")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["scor", "2023-05"], "没有命令 scor，是不是 score？"),
        (["xyz"], f"没有命令 xyz；可用：{'、'.join(COMMANDS)}"),
        (["--nope"], "没有选项 --nope"),
        (["--versio"], "没有选项 --versio，是不是 --version？"),
    ],
)
def test_errors_before_a_command(fz, arguments, what):
    assert usage_error(fz, *arguments) == (what, "fz")


@pytest.mark.parametrize("name", PERIODICAL)
@pytest.mark.parametrize(
    ("arguments", "pattern"),
    [
        (["2023-05", "--xyz"], "没有选项 --xyz"),
        (["2023-05", "--rule", "x"], "没有选项 --rule，是不是 --rules.*"),
        (["2023-05", "--data"], "选项 --data 后面要给一个值"),
        (["2023-05", "--rules"], "选项 --rules 后面要给一个值"),
        ([], ".*期间.*"),
        (["2023-05", "--rules", "nope.toml"], "没有规则书 nope.toml"),
        (["2023-01"], ".*1月、2月数据合并发布.*2023-02.*"),
        (["2023-13"], ".*没有“2023-13”这一期.*"),
        (["2023-00"], ".*没有“2023-00”这一期.*"),
        (["1023-05"], ".*没有“1023-05”这一期.*"),
        (["2023-5"], ".*不是期间.*2023-05.*"),
        (["２０２３-０５"], ".*2023-05.*"),
    ],
)
def test_errors_of_a_command_of_periods(fz, name, arguments, pattern):
    what, command = usage_error(fz, name, *arguments)
    assert re.fullmatch(pattern, what)
    assert command == f"fz {name}"


@pytest.mark.parametrize("name", PERIODICAL)
def test_no_such_data_folder_is_an_input_error(fz, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = fz(name, "2023-05", "--data", "nope", code=1)
    what = f"{tmp_path / 'nope'}：没有这个文件夹；--data 应指向一个数据文件夹"
    assert what in done.output + done.errors
    assert list(tmp_path.iterdir()) == []


NO_ADDRESS = "--scheduler：“{}”不是地址，写作 tcp://10.0.0.5:8786"
MONTH_ONLY = "这里只能写月份，写作 2023-05；季度、年度用 fz report"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        *(
            ([name, period], MONTH_ONLY)
            for name in ("score", "targets", "check")
            for period in ("2023-Q1", "2023-q4", "2023")
        ),
        (["report", "2023-Q5"], "没有“2023-Q5”这个季度"),
        (["report", "2023-q1"], "季度写作 2023-Q1"),
        (["report", "2023-Q1", "--counties"], "县区分析单只有月份才有"),
        (["report", "2023-05", "--county", "福青市"], "没有考评的县区“福青市”，是不是 福清市？"),
        (["report", "2023-05", "--county", "全国"], "没有考评的县区“全国”"),
        *(
            (["report", "2023-05", "--scheduler", address], NO_ADDRESS.format(address))
            for address in ("foo", "tcp://127.0.0.1", "127.0.0.1", "tcp://a b:1", "")
        ),
        (["import", "--period", "2025-03"], "缺少参数 工作簿"),
        (["import", "月报.xlsx"], "缺少选项 --period"),
        (["import", "月报.xlsx", "--period", "2025-03", "--register", "projects"], "只写一个"),
        (["import", "x", "--register", "projects", "--layout", "y"], "--layout 只用于月度数据"),
        (["targets", "2023-05", "--county", "福清市", "--csv"], "不和 --county 一起用"),
        (["targets", "2023-05", "--county", "福青市"], "没有考评的县区“福青市”，是不是 福清市？"),
        (["import", "月报.xlsx", "--period", "2025-01"], "1月、2月数据合并发布"),
        (["import", "月报.xlsx", "--period", "2025-Q1"], "这里只能写月份"),
        (["import", "x", "--period", "2025-03", "--layout", "nope.toml"], "没有布局文件 nope.toml"),
    ],
)
def test_what_a_command_cannot_be_about(fz, arguments, words):
    assert words in usage_error(fz, *arguments)[0]


# --- as a process of its own --------------------------------------------------------------


def test_interrupted_it_waits_for_nothing_that_was_left():
    """What an interrupted start of a kernel leaves open would keep Python from ending."""
    left = (
        "import sys, threading, time\n"
        "from fzlib import cli\n"
        "def interrupted():\n"
        "    threading.Thread(target=time.sleep, args=[60]).start()\n"
        "    print('已中断')\n"
        "    sys.exit(cli.INTERRUPTED)\n"
        "cli.main = interrupted\n"
        "cli.program()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", left], cwd=ROOT, env=environment(), capture_output=True, timeout=30
    )
    assert (done.returncode, done.stdout.decode().strip()) == (130, "已中断")
