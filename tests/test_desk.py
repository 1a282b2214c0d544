"""The analyst's desk: where files are looked for, a period loaded and scored."""

import os
import shutil
import subprocess
import sys

import pytest

import fzlib as fz
from fzlib import desk
from fzlib.errors import InputError
from fzlib.publishing.notebooks import notebook_path
from fzlib.scoring.periods import Period, PeriodError, Quarter, Year
from tests.publishing.folders import GOLDEN, ROOT, contents, copied, environment

# --- where --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["", "notebooks", "data/fuzhou/monthly", "fzlib/cli"])
def test_the_root_is_our_checkout_from_any_folder_of_it(place, monkeypatch):
    monkeypatch.chdir(ROOT / place)
    assert desk.checkout() == desk.root() == ROOT


@pytest.fixture
def stranger(tmp_path):
    """A folder with notebooks that are not ours, and a folder in it."""
    there = tmp_path / "stranger"
    (there / "deep").mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", there / "notebooks")
    return there


@pytest.mark.parametrize("place", ["", "deep", "notebooks"])
def test_notebooks_here_or_above_are_nobody_s(stranger, place, monkeypatch):
    """Whoever may write to a folder above could have them run."""
    monkeypatch.chdir(stranger / place)
    assert desk.root() == ROOT
    assert notebook_path("monthly") == ROOT / "notebooks" / "monthly.ipynb"


@pytest.mark.parametrize("more", [False, True], ids=["alone", "beside a package's notebooks"])
def test_a_wheel_runs_its_own_notebooks_and_takes_paths_from_the_current_folder(
    tmp_path, stranger, more
):
    """Nothing may be written, or looked for, where packages are installed."""
    installed, here = tmp_path / "site-packages", stranger / "deep"
    shutil.copytree(ROOT / "fzlib", installed / "fzlib")
    shutil.copytree(ROOT / "notebooks", installed / "fzlib" / "notebooks")
    if more:
        shutil.copytree(ROOT / "notebooks", installed / "notebooks")
    script = (
        "from fzlib import desk\n"
        "from fzlib.publishing.notebooks import notebook_path\n"
        "print(desk.checkout(), desk.root(), notebook_path('monthly'), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=here,
        env=environment(PYTHONPATH=str(installed)),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    carried = installed / "fzlib" / "notebooks" / "monthly.ipynb"
    assert done.stdout.splitlines() == ["None", str(here.resolve()), str(carried)]


def test_paths_are_taken_from_the_root(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks")
    assert desk.resolve("data/fuzhou") == ROOT / "data" / "fuzhou"
    assert desk.resolve(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (ROOT / "data" / "fuzhou", "data/fuzhou"),
        (ROOT / "notebooks" / ".." / "data", "data"),
        (ROOT, "."),
    ],
)
def test_what_lies_in_the_project_is_named_from_its_root(path, name):
    assert desk.named(path) == name


def test_what_lies_outside_is_named_without_its_place(tmp_path):
    assert desk.named(tmp_path / "某市") == "某市"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
def test_a_project_behind_a_link_is_the_same_project(tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(ROOT, target_is_directory=True)
    monkeypatch.chdir(tmp_path / "link" / "notebooks")
    monkeypatch.setenv("PWD", os.fspath(tmp_path / "link" / "notebooks"))
    assert desk.root() == ROOT.resolve()


# --- load and score -----------------------------------------------------------------------


def test_load_and_score():
    inputs = desk.load(GOLDEN / "data", "2023-05")
    card = desk.score(inputs)
    assert card.period == Period(2023, 5)
    assert str(card.totals["福清市"]) == "217.94"
    assert desk.load(GOLDEN / "data", Period(2023, 5)).files == inputs.files


def test_a_reading_replaces_the_rule_book_s_in_the_previous_period_too():
    inputs = desk.load("data/fuzhou", "2023-05")
    card = desk.score(inputs, floor="none")
    assert inputs.book.readings.floor == "zero"
    assert card.book.readings.floor == "none"
    assert card.previous.book.readings.floor == "none"
    before = desk.score(desk.load("data/fuzhou", "2023-04"), floor="none")
    assert card.previous.totals == before.totals


def test_another_rule_book(tmp_path):
    rules = tmp_path / "other.toml"
    text = (GOLDEN / "data/rules/2023.toml").read_text("utf-8")
    rules.write_text(text.replace('floor = "zero"', 'floor = "none"'), "utf-8")
    assert desk.load(GOLDEN / "data", "2023-05", rules=rules).book.readings.floor == "none"
    assert desk.load(GOLDEN / "data", "2023-05", rules="").book.readings.floor == "zero"


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ({"flor": "none"}, "没有“flor”"),
        ({"floor": "low"}, "可选：zero、none"),
        ({"inputs": "x"}, "没有“inputs”"),
    ],
)
def test_no_such_reading(readings, said):
    inputs = desk.load(GOLDEN / "data", "2023-05")
    with pytest.raises(ValueError, match=said):
        desk.score(inputs, **readings)


def test_what_cannot_be_loaded():
    with pytest.raises(InputError, match="没有这个文件夹"):
        desk.load("data/nowhere", "2023-05")
    with pytest.raises(InputError, match=r"monthly/2023-06\.csv：没有这个文件"):
        desk.load(GOLDEN / "data", "2023-06")
    with pytest.raises(PeriodError, match="2023-02"):
        desk.load(GOLDEN / "data", "2023-01")


def test_a_month_that_is_not_there_is_not_the_one_before(tmp_path):
    folder = copied("data/fuzhou", tmp_path / "data")
    (folder / "monthly/2023-05.csv").unlink()
    with pytest.raises(InputError, match=r"monthly/2023-05\.csv：没有这个文件"):
        desk.load_all(folder, "2023-05")
    assert [str(one.panel.period) for one in desk.load_all(folder, "2023-06")] == [
        "2023-02", "2023-03", "2023-04", "2023-06",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: desk.load("data/fuzhou", 2023), "“2023”不是期间"),
        (lambda: desk.load("data/fuzhou", "2023-Q2"), "“2023-Q2”不是期间"),
        (lambda: desk.load("data/fuzhou", Quarter(2023, 2)), "“2023-Q2”不是期间"),
        (lambda: desk.load("data/fuzhou", None), "“None”不是期间"),
        (lambda: desk.load_history("data/fuzhou", 2023), "“2023”不是期间"),
        (lambda: desk.load_all("data/fuzhou", 202305), "“202305”不是期间"),
        (lambda: desk.result({}, Period(2023, 5)), "“2023-05”是月份"),
    ],
)
def test_a_wrong_period_is_a_line(ask, said):
    with pytest.raises(PeriodError, match=said) as told:
        ask()
    assert told.value._render_traceback_() == [str(told.value)]


def test_a_year_may_be_a_number():
    inputs = desk.load_all("data/fuzhou", 2023)
    assert inputs == desk.load_all("data/fuzhou", Year(2023))
    assert desk.result(desk.score_all(inputs), 2023).of == Year(2023)


def test_loading_and_scoring_write_nothing():
    before = contents(GOLDEN)
    desk.score(desk.load(GOLDEN / "data", "2023-05"))
    assert contents(GOLDEN) == before


def test_what_a_cell_shows_last_is_a_line_or_two():
    inputs = desk.load("data/fuzhou", "2023-05")
    card = desk.score(inputs)
    trial = fz.what_if(card, {"福清市": {"va_growth.month": "+1.0"}})
    year = desk.result(desk.score_all(desk.load_all("data/fuzhou", "2023")), "2023")
    assert [repr(one) for one in (inputs, card, trial, year)] == [
        "福州市2023年5月输入：13个县（市）区，5个文件，0条提示\n"
        "接着看：fz.score(inputs)、inputs.warnings、inputs.panel",
        "福州市2023年5月考评得分：13个县（市）区，第1位高新区（149.54分）\n"
        '接着看：card.ranking、card.items、fz.explain(card, "高新区")',
        "福州市2023年5月测算：改动1个数，0个县（市）区位次有变\n"
        "接着看：.table（总分、位次和各项得分的变动）、.changed（改动的数）、.after（改后的得分）",
        "2023年考评结果：13个县（市）区，有得分的12个\n接着看：.table（位次、得分、各期总分）、.counties",
    ]
