"""``fz status``: a table of the months, quarters and years."""

import pytest

from fzlib.presentation.terminal import width
from tests.publishing.folders import FUZHOU, MONTHLY, edit
from tests.publishing.goals import REGISTER, city_with_goals

pytestmark = pytest.mark.usefixtures("quick")


def rows(done):
    return {line.split()[0]: line.split()[1:] for line in done.lines}


def test_the_table(fz, city, tmp_path):
    fz("report", "2023-05", "--data", city, "--out", tmp_path / "out")
    done = fz("status", "--data", city, "--out", tmp_path / "out")
    assert (done.code, done.folders) == (0, (str(city),))
    assert done.lines[0].split() == ["期间", "数据", "发布", "状态"]
    states = rows(done)
    assert len(states) == 17
    assert states["2023-05"] == ["有", "已发布", "最新"]
    assert states["2023-06"] == ["—", "—", "—"]
    assert states["2023-Q2"] == ["1/3期", "—", "—"]
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
    done = fz("status", "--data", city, "--out", tmp_path / "out", code=0)
    assert rows(done)["2023-05"] == ["有，1处问题", "已发布", "过时（输入有变）"]


def test_a_register_that_changed_since(fz, tmp_path):
    city = city_with_goals(tmp_path / "city")
    where = ["--data", city, "--out", tmp_path / "out"]
    fz("report", "2023-04", "2023-05", *where, code=0)
    edit(city / REGISTER, "P3,闽侯县,", "P3,闽侯县,2023-05-08")
    states = rows(fz("status", *where, code=0))
    assert states["2023-04"] == ["有", "已发布", "最新，台账有改动"]
    assert states["2023-05"] == ["有", "已发布", "过时（台账有变）"]


def test_columns_line_up_on_a_terminal(fz, tmp_path):
    head, *lines = fz("status", "--data", FUZHOU, "--out", tmp_path).lines
    starts = {width(line[: line.index("—")]) for line in lines}
    assert starts == {width(head[: head.index("发布")])}


def test_a_folder_without_anything_says_so(fz, tmp_path, monkeypatch):
    fz("init", tmp_path / "城市", "--year", "2026")
    monkeypatch.chdir(tmp_path / "城市")
    done = fz("status")
    assert (done.code, done.output) == (0, "城市 里还没有数据，也没有报告。\n")
