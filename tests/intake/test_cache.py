"""What was read is taken again only while every file is what it was, and never from elsewhere."""

import os
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.intake import cache
from fzlib.paths import root
from tests.intake.conftest import EXPECTED, MONTHLY

ROW = ["2023-05", "仓山区", "va_growth.month", "9.5", "会议纪要"]


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setattr(cache, "CACHE", cache.Cache())
    return cache.CACHE


def test_the_same_files_are_read_once(city):
    assert city.load() is city.load()


@pytest.mark.parametrize(
    "change",
    [
        lambda city: city.put(MONTHLY, B5="-1.1"),
        lambda city: city.put(EXPECTED, C2="0.11"),
        lambda city: city.edit("regions.csv", "350102", "350199"),
        lambda city: city.edit("rules/2023.toml", 'floor = "zero"', 'floor = "none"'),
        lambda city: city.edit("dataset.toml", 'as_of   = ""', 'as_of = "2023-06-20"'),
        # what was looked for and not there
        lambda city: city.write("rulings.csv", f"期间,地区,考评项,得分,依据\n{','.join(ROW)}\n"),
        lambda city: shutil.copy(city.path / MONTHLY, city.path / "monthly/2022-05.csv"),
        lambda city: shutil.copy(city.path / MONTHLY, city.path / "monthly/2023-04.csv"),
        lambda city: city.write("imports/2023-05.csv", "地区,指标\n"),
    ],
)
def test_whatever_changes_is_read_anew(city, kept, change):
    before = city.load()
    change(city)
    after = city.load()
    assert after is not before
    kept.periods.clear()
    fresh = city.load()
    assert (after.files, after.warnings) == (fresh.files, fresh.warnings)
    assert fz.score(after).totals == fz.score(fresh).totals


@pytest.mark.parametrize(
    "spoil",
    [
        lambda city: city.put(MONTHLY, B5="x"),
        lambda city: city.remove("regions.csv"),
        lambda city: city.write("monthly/2023-05.xlsx", b"another"),  # which of the two?
    ],
)
def test_what_is_wrong_now_is_told_though_it_was_right(city, spoil):
    city.load()
    spoil(city)
    with pytest.raises(InputError):
        city.load()


def test_a_file_as_it_was_is_known_again(city):
    first, text = city.load(), city.text(MONTHLY)
    city.put(MONTHLY, B5="-1.1")
    city.load()
    city.write(MONTHLY, "\ufeff" + text.replace("\n", "\r\n"))
    assert city.load().files == first.files


def test_scores_are_made_once_and_nobody_can_change_what_others_get(city):
    inputs = city.load()
    assert fz.score(inputs) is fz.score(inputs)
    assert fz.score(inputs, floor="none") is not fz.score(inputs)
    cards = fz.score_all([inputs])
    cards.clear()
    assert len(fz.score_all([inputs])) == 1


def test_it_does_not_grow_without_end(golden, kept, tmp_path):
    size = len(golden.panel.sources)
    kept.most_figures, kept.most_results = 3 * size, 4
    for number in range(9):
        folder = shutil.copytree(root() / "tests/golden/data", tmp_path / str(number))
        inputs = fz.load(folder, "2023-05")
        for floor in ("zero", "none"):
            fz.score(inputs, floor=floor)
        periods = [inputs for _, inputs in kept.periods.values()]
        assert sum(len(inputs.panel.sources) for inputs in periods) == min(number + 1, 3) * size
        assert len(kept.results) <= 4
    assert {made for made, _ in kept.results} <= {(inputs,) for inputs in periods}


def test_what_is_too_large_is_not_kept(city, kept):
    kept.most_figures = 10
    fz.score(city.load())
    assert kept.periods == kept.results == {}


class Bomb:
    """Unpickled, it makes a file."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


SCORE = "import sys, fzlib as fz; print(fz.score(fz.load(sys.argv[1], '2023-05')).totals['鼓楼区'])"


def test_no_file_that_the_environment_names_is_believed(city, tmp_path):
    """What is unpickled runs: the name of an earlier version's file, and any that is like it."""
    bomb, mark = tmp_path / "known", tmp_path / "mark"
    bomb.write_bytes(pickle.dumps(Bomb(mark)))
    names = dict.fromkeys(("FZLIB_KNOWN", "FZ_KNOWN", "FZLIB", "FZLIB_CACHE"), str(bomb))
    done = subprocess.run(
        [sys.executable, "-c", SCORE, city.path],
        cwd=root(), env=os.environ | names, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(fz.score(city.load()).totals["鼓楼区"])
    assert not mark.exists()
    pickle.loads(bomb.read_bytes())
    assert mark.exists()  # it would have told


def test_only_what_goes_through_a_pipe_is_unpickled():
    sources = (root() / "fzlib").rglob("*.py")
    names = [
        path.name for path in sources if re.search(r"\b(pickle|marshal|shelve)\b", path.read_text())
    ]
    assert names == ["processes.py"]


def test_a_table_belongs_to_whoever_asked_for_it(city):
    card = fz.score(city.load())
    for table in (card.ranking, card.items):
        table["region"] = ""
    again = fz.score(city.load())
    for table in (again.ranking, again.items):
        assert set(table["region"]) == set(card.counties)
