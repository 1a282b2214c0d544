"""``fz score``: the ranking in the terminal, scores.csv on standard output."""

import re

import pytest

import fzlib
from fzlib.presentation.terminal import width
from fzlib.publishing.score_files import csv_files
from fzlib.vocabulary import READINGS
from tests.publishing.folders import GOLDEN, MONTHLY, ROOT, contents, edit, run


@pytest.fixture
def golden():
    return GOLDEN / "data"


def test_the_ranking_is_printed(fz, golden):
    done = fz("score", "2023-05", "--data", golden)
    assert (done.code, done.errors) == (0, "")
    title, head, *rows = done.lines
    assert title == "2023年5月综合得分和位次（示例数据，单位：分）"
    assert head.split()[:4] == ["位次", "县（市）区", "总分", "当月增加值增速"]
    assert len(rows) == 13
    assert rows[0].split()[:3] == ["1", "福清市", "217.94"]
    assert rows[-1].split()[0] == "13"
    assert len({width(row) for row in (head, *rows)}) == 1  # the columns line up


def test_what_is_not_scored_is_named(fz, city):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,,")
    edit(city / "expected/2023.csv", "台江区,0.03,", "台江区,-0.03,")
    done = fz("score", "2023-05", "--data", city, code=0)
    rows = {row.split()[1]: row.split() for row in done.lines[2:]}
    assert rows["鼓楼区"][:4] == ["—", "鼓楼区", "—", "缺数"]
    assert rows["台江区"][0] == "—"
    assert "待审定" in rows["台江区"]
    (warning,) = done.errors.splitlines()
    assert warning.startswith("提示　monthly/2023-05.csv › B5：鼓楼区")


def test_another_reading_is_a_trial_and_says_so(fz, golden):
    done = fz("score", "2023-05", "--data", golden, "--set", "floor=none", "--set", "steps=whole")
    assert done.code == 0
    chosen = (("floor", "none"), ("steps", "whole"))
    named = "，".join(f"{READINGS[k][0]}：{READINGS[k][1][v]}" for k, v in chosen)
    assert done.lines[0] == f"2023年5月综合得分和位次试算（示例数据，单位：分，{named}）"
    assert done.lines[2:] != fz("score", "2023-05", "--data", golden).lines[2:]
    floor = fz("score", "2023-05", "--data", golden, "--set", " floor = none ")
    assert floor.lines[-1].split()[:3] == ["13", "鼓楼区", "-101.22"]


def test_the_last_of_two_settings_counts(fz, golden):
    twice = ["--set", "floor=none", "--set", "floor=zero"]
    done = fz("score", "2023-05", "--data", golden, *twice)
    assert done.lines[2:] == fz("score", "2023-05", "--data", golden).lines[2:]


def test_another_rule_book(fz, golden, tmp_path):
    rules = tmp_path / "试.toml"
    rules.write_bytes((golden / "rules/2023.toml").read_bytes())
    edit(rules, 'floor = "zero"', 'floor = "none"')
    done = fz("score", "2023-05", "--data", golden, "--rules", rules)
    assert done.lines[-1].split()[:3] == ["13", "鼓楼区", "-101.22"]


@pytest.mark.parametrize(
    ("options", "readings"), [([], {}), (["--set", "floor=none"], {"floor": "none"})]
)
def test_csv_is_scores_csv(golden, options, readings):
    done = run("score", "2023-05", "--data", golden, "--csv", *options, encoding=None)
    card = fzlib.score(fzlib.load(golden, "2023-05"), **readings)
    named = f"数据文件夹：{golden.relative_to(ROOT)}".encode()
    assert (done.returncode, done.stderr.strip()) == (0, named)
    assert done.stdout == csv_files(card)["scores.csv"]


def test_wrong_inputs_are_listed_and_nothing_is_scored(fz, city):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
    edit(city / MONTHLY, "台江区,12.4,", "台江区,▲3.1,")
    for options in ([], ["--csv"]):
        done = fz("score", "2023-05", "--data", city, *options)
        assert (done.code, done.output) == (1, "")
        head, *problems = done.errors.splitlines()
        assert head == "输入有 2 处问题："
        for cell, text, problem in zip(("B5", "B6"), ("12x", "▲3.1"), problems, strict=True):
            assert re.match(rf"  monthly/2023-05.csv › {cell}：“{text}”不是数；.+", problem)


def test_nothing_is_written(fz, city, monkeypatch):
    before = contents(city)
    monkeypatch.chdir(city.parent)
    fz("score", "2023-05", "--data", "city")
    assert contents(city) == before
    assert [path.name for path in city.parent.iterdir()] == ["city"]


# --- which folder -------------------------------------------------------------------------


def test_data_is_relative_to_the_current_folder(fz, city, golden, monkeypatch):
    monkeypatch.chdir(city.parent)
    expected = fz("score", "2023-05", "--data", golden).output
    assert fz("score", "2023-05", "--data", "city").output == expected
    monkeypatch.chdir(city / "monthly")
    assert fz("score", "2023-05", "--data", "..").output == expected


def test_data_of_the_project_is_found_by_its_name_there(fz, monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks")
    assert "2025年7月" in fz("score", "2025-07", "--data", "data/shaoyang").output


def test_what_lies_here_comes_first_but_only_if_it_was_asked_for(fz, city, monkeypatch):
    here = city.parent / "data" / "fuzhou"
    here.parent.mkdir()
    city.rename(here)
    monkeypatch.chdir(here.parent.parent)
    nearest = fz("score", "2023-05", "--data", "data/fuzhou").output
    assert nearest != fz("score", "2023-05").output  # the project's own
