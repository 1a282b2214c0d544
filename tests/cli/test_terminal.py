"""What the terminal is told: one line a problem, at most a hundred; nothing it would act on."""

import json
import re

import openpyxl
import pytest

from fzlib.cli.terminal import problem_lines, say
from fzlib.errors import Place, Problem
from tests.publishing.folders import MONTHLY, edit

ESC, RTL, CSI, DEL = "\x1b]0;pwned\x07", "\u202e", "\x9b31m", "\x7f"
SIGNS = ESC + RTL + CSI + DEL
FILE = "monthly/2023-05.csv"
REPORT_OPTIONS = ("--county", "--scheduler", "--kernel", "--jobs")


def problem(cell, what="“x”不是数", mend="改为数字", *, serious=False):
    return Problem(Place(FILE, "", cell), what, mend, serious)


# --- how many lines -------------------------------------------------------------------------


def test_a_minus_can_be_typed(capsys):
    """U+2212, which a page has, is in no code page of a Chinese console."""
    say("甲县　−3.20　1—2月", "差距＝（−1.2）−3.5")
    printed = capsys.readouterr().out
    assert printed == "甲县　-3.20　1—2月\n差距＝（-1.2）-3.5\n"
    printed.encode("gbk")


@pytest.mark.parametrize(
    ("count", "last"),
    [
        *((count, f"{FILE} › B{count - 1}：“x”不是数；改为数字") for count in (1, 100)),
        *((100 + more, f"……另有{more}条没有列出；用 fz check --json 看全部") for more in (1, 800)),
    ],
)
def test_each_problem_has_its_line_up_to_a_hundred(count, last):
    lines = problem_lines([problem(f"B{n}") for n in range(count)])
    every = [f"{FILE} › B{n}：“x”不是数；改为数字" for n in range(count)]
    assert lines == (every if count <= 100 else [*every[:100], last])
    assert lines[-1] == last


def test_more_than_five_hints_of_a_kind_in_a_column_are_one_line():
    alike = [problem(f"D{n}", f"第{n}个", "核对") for n in range(2, 8)]
    assert problem_lines([], alike[:5]) == [f"提示　{hint}" for hint in alike[:5]]
    assert problem_lines([], alike) == [
        f"提示　{FILE} › D2、D3、D4、D5、D6等6个：6条同类提示，如“第2个”；核对"
    ]
    of_other_kinds_columns_or_sheets = [
        *(problem(f"D{n}", mend=str(n % 2)) for n in range(4)),
        *(problem(f"E{n}") for n in range(4)),
        *(Problem(Place(FILE, "5月", f"D{n}"), "x", "0") for n in range(4)),
        *(Problem(Place(FILE), f"第{n}个", "0") for n in range(7)),
    ]
    lines = problem_lines([], of_other_kinds_columns_or_sheets)
    assert len(lines) == len(of_other_kinds_columns_or_sheets)


def test_hints_that_a_figure_may_be_wrong_come_first():
    hints = [problem("A1"), problem("B1", serious=True), problem("C1")]
    cells = [re.findall(r"[A-C]1", line)[0] for line in problem_lines([], hints)]
    assert cells == ["B1", "A1", "C1"]


def flood(city):
    rows = (city / MONTHLY).read_text("utf-8-sig").splitlines()
    rows += [f"企业{n},1,1,1,1,1,1,," for n in range(150)]
    (city / MONTHLY).write_text("\n".join(rows), "utf-8")


@pytest.mark.parametrize(
    ("command", "stream"), [("check", "output"), ("score", "errors"), ("report", "errors")]
)
def test_every_command_ends_a_long_list_with_a_count(fz, quick, city, tmp_path, command, stream):
    flood(city)
    out = ["--out", tmp_path / "out"] if command == "report" else []
    done = fz(command, "2023-05", "--data", city, *out, code=1)
    title, *lines, last = getattr(done, stream).splitlines()
    assert "150 处问题" in title
    assert len(lines) == 100
    assert last == "  ……另有50条没有列出；用 fz check --json 看全部"


def test_a_program_is_given_all(fz, city):
    flood(city)
    done = fz("check", "2023-05", "--data", city, "--json")
    assert len(json.loads(done.output)["checks"][0]["problems"]) == 150


# --- nothing that a terminal acts on --------------------------------------------------------


def harmless(done):
    text = done.output + done.errors + "".join(done.folders)
    assert [c for c in text if not c.isprintable() and c not in "\n\u3000"] == []
    return text


@pytest.mark.parametrize(
    "arguments",
    [
        [SIGNS],
        *([name, SIGNS] for name in ("score", "check", "report", "verify", "template")),
        ["check", f"x/{SIGNS}.csv"],
        *(["score", "2023-05", sign] for sign in (SIGNS, f"--{SIGNS}")),
        *(["score", "2023-05", option, SIGNS] for option in ("--set", "--data", "--rules")),
        ["score", "2023-05", "--set", f"floor={SIGNS}"],
        *(["report", "2023-05", option, SIGNS] for option in REPORT_OPTIONS),
        ["verify", "2023-05", "--out", SIGNS],
        ["status", "--out", SIGNS],
        ["import", SIGNS, "--period", "2023-05"],
        ["import", "x", "--period", SIGNS],
        ["import", "x", "--period", "2023-05", "--layout", SIGNS],
        ["template", "2023-05", "-o", SIGNS],
        ["init", "x", "--year", SIGNS],
    ],
)
def test_arguments(fz, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    done = fz(*arguments)
    assert (done.code == 0) is (arguments[0] == "status")
    harmless(done)


def test_names_of_folders_and_files(fz, quick, city, tmp_path, monkeypatch):
    home = city.rename(tmp_path / f"城{SIGNS}")
    monkeypatch.chdir(tmp_path)
    (home / "monthly" / f"2024-06{SIGNS}.csv").write_text("x")
    file = tmp_path / f"2023-05{SIGNS}.csv"
    file.write_bytes((home / MONTHLY).read_bytes())
    for arguments in (
        ["check", "2023-05"],
        ["check", "2023-05", "--json"],
        ["check", file],
        ["check", file, "--annotate", f"{SIGNS}.xlsx"],
        ["score", "2023-05"],
        ["report", "2023-05", "--out", f"out{SIGNS}"],
        ["status"],
        ["template", "2023-06", "-o", f"{SIGNS}x.xlsx"],
    ):
        done = fz(*arguments, "--data", home)
        assert done.code == 0, done
        assert "城�" in harmless(done)
    assert fz("init", f"新{SIGNS}").code == 0
    harmless(fz("init", f"新{SIGNS}2"))
    harmless(fz("init", f"新{SIGNS}2"))


@pytest.mark.parametrize(
    ("label", "old", "new"),
    [
        (MONTHLY, "鼓楼区,-1.2", f"鼓{RTL}楼\x7f区\u2066,-1.2"),
        (MONTHLY, "鼓楼区,-1.2", f"鼓楼区,{SIGNS}"),
        (MONTHLY, "增加值累计增速", f"备注{SIGNS}"),
        ("regions.csv", "鼓楼区", f"鼓{RTL}楼区"),
        ("dataset.toml", 'nature = "example"', f'nature = "{RTL}"'),
    ],
)
@pytest.mark.parametrize("command", ["check", "score"])
def test_what_files_hold(fz, city, label, old, new, command):
    edit(city / label, old, new)
    done = fz(command, "2023-05", "--data", city, code=1)
    harmless(done)


def test_names_of_sheets(fz, city):
    book = openpyxl.Workbook()
    book.active.title = f"表{RTL}"
    for row in (city / MONTHLY).read_text("utf-8-sig").splitlines():
        book.active.append(row.split(","))
    book.active["B5"] = f"12x{RTL}"
    (city / MONTHLY).unlink()
    book.save(city / "monthly/2023-05.xlsx")
    done = fz("check", "2023-05", "--data", city)
    assert "表� › B5：“12x�”不是数" in harmless(done)


def test_json_keeps_every_sign_escaped(fz, city):
    edit(city / MONTHLY, "鼓楼区,-1.2", f"鼓楼区,1{RTL}2\U000e0041")
    done = fz("check", "2023-05", "--data", city, "--json")
    harmless(done)
    (entry,) = json.loads(done.output)["checks"][0]["problems"]
    assert entry["cell"] == "B5"
